"""The trede of every gemeente, under the readings in use or under others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ibt.begrippen.beoordeling import Som
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.beoordeling.positie import Positie
from ibt.beoordeling.som import GEGEVEN, sums
from ibt.kader.kader import Gezien, Kader
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Kolom, Toegepast

# All that a trede depends on.
INVOER_KOLOMMEN = (
    *GEGEVEN,
    *("trede_vorig", "stand_eind_vorig", "stand_bij_intrede", "verschoonbaar_vorig"),
    "tekort_op_rij",
)
VERPLICHT = ("taakstelling", "stand_begin", "realisatie", "trede_vorig")
# What the register may not know.
ONBEKEND = ("stand_eind_vorig", "stand_bij_intrede")
# What a framework may look at; of what the register may not know also whether it does.
_GEZIEN = (
    *("trede_vorig", "stand_begin_gebruikt", "stand_eind", "toerekenbaar", "verschoonbaar"),
    *("verschoonbaar_vorig", "tekort_op_rij", "verbeterplan_niet_uitgevoerd"),
    *(*ONBEKEND, *(f"{naam}_bekend" for naam in ONBEKEND)),
)


def classify(invoer: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None) -> Toegepast:
    """Rule and trede for each row of the invoer under these readings of the Keuzes.

    Columns of the figures and `trede_vorig` must be there; those of findings and of the register
    count as none where they are not. InvoerFout with every column that is missing or holds another
    thing than whole numbers.

    Norm: N12.
    """
    return outcome(columns(complete(invoer, kader)), kader, lezingen)


def columns(invoer: pd.DataFrame) -> dict[str, Kolom]:
    """What a trede depends on, by its name: whole numbers, one per row of a complete invoer.

    For what the register may not know there is a second column, `…_bekend`: 1 or 0.
    """
    bekend = {f"{naam}_bekend": invoer[naam].notna() for naam in ONBEKEND}
    heel = {naam: invoer[naam].fillna(0) for naam in ONBEKEND}
    kolommen = {naam: heel.get(naam, invoer[naam]) for naam in INVOER_KOLOMMEN} | bekend
    return {naam: kolom.to_numpy(dtype=np.int64) for naam, kolom in kolommen.items()}


def ladder_row(positie: Positie, som: Som) -> dict[str, int | None]:
    """What the trede of one gemeente depends on, by its name."""
    return {naam: getattr(som if naam in GEGEVEN else positie, naam) for naam in INVOER_KOLOMMEN}


def ladder_columns(rijen: Sequence[Mapping[str, int | None]]) -> dict[str, Kolom]:
    """Many of those rows as `columns`; what is not named counts as none."""
    waarden = {naam: [rij.get(naam) for rij in rijen] for naam in INVOER_KOLOMMEN}
    bekend = {f"{naam}_bekend": [een is not None for een in waarden[naam]] for naam in ONBEKEND}
    heel = {naam: [een or 0 for een in kolom] for naam, kolom in waarden.items()}
    return {naam: np.array(kolom, dtype=np.int64) for naam, kolom in (heel | bekend).items()}


def outcome(
    invoer: Mapping[str, Kolom], kader: Kader, lezingen: Lezingen | None = None
) -> Toegepast:
    """As `classify`, of the `columns` of an invoer."""
    gebruikt = kader.lezingen(lezingen)
    gezien = quantities(invoer, kader, gebruikt)
    uit = kader.ladder(gebruikt).select_regels(invoer["trede_vorig"], gezien.waarden)
    hoogstens = gezien.hoogstens
    return uit if hoogstens is None else Toegepast(uit.regel, np.minimum(uit.trede, hoogstens))


def quantities(invoer: Mapping[str, Kolom], kader: Kader, lezingen: Lezingen) -> Gezien:
    """What the ladder sees of each row under all these readings."""
    som = {**invoer, **sums(invoer)}
    return kader.see({naam: som[naam] for naam in _GEZIEN}, lezingen)


def complete(invoer: pd.DataFrame, kader: Kader) -> pd.DataFrame:
    """The invoer with every column that a trede depends on, in whole numbers."""
    gebreken = [
        Gebrek("invoer", "deze kolom moet er zijn", plaats=f'kolom "{naam}"')
        for naam in VERPLICHT
        if naam not in invoer.columns
    ]
    for naam in invoer.columns.intersection(list(INVOER_KOLOMMEN)):
        if invoer[naam].dtype.kind != "i":
            gebreken += _not_whole(invoer[naam])
    vorig = invoer.get("trede_vorig", pd.Series(dtype="int64"))
    treden = kader.tekst.treden
    if vreemd := vorig[~vorig.isin(list(treden))].astype(str).unique().tolist():
        verwacht = f"moet een trede van 1 tot en met {len(treden)} zijn"
        plaats = 'kolom "trede_vorig"'
        gebreken.append(Gebrek("invoer", verwacht, ", ".join(vreemd), plaats))
    if gebreken:
        raise InvoerFout(gebreken)
    for naam in INVOER_KOLOMMEN:
        if naam not in invoer.columns:
            niets, soort = (pd.NA, "Int64") if naam in ONBEKEND else (0, "int64")
            invoer = invoer.assign(**{naam: pd.Series(niets, index=invoer.index, dtype=soort)})
    return invoer


def _not_whole(kolom: pd.Series) -> list[Gebrek]:
    """A fault per value that is no whole number; two columns of the register may be empty."""
    heel = (pd.to_numeric(kolom, errors="coerce") % 1 == 0).fillna(False)
    fout = ~(heel | kolom.isna()) if kolom.name in ONBEKEND else ~heel
    plaats = f'kolom "{kolom.name}"'
    return [
        Gebrek("invoer", "moet een heel getal zijn", str(waarde), f"rij {rij}, {plaats}")
        for rij, waarde in kolom[fout].items()
    ]
