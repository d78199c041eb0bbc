"""The trede of every gemeente, under the readings in use or under others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ibt.begrippen.beoordeling import Som
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.beoordeling.kolommen import INVOER_KOLOMMEN, ONBEKEND, complete, sum_faults
from ibt.beoordeling.lezingen import reading_faults
from ibt.beoordeling.positie import Positie
from ibt.beoordeling.som import GEGEVEN, sums
from ibt.kader import named_kader
from ibt.kader.kader import Gezien, Kader
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Kolom, Toegepast

_UIT = ("totaalopgave", "gerealiseerd", "stand_eind", "achterstand_eind", "toerekenbaar")
# What a framework may look at; of what the register may not know also whether it does.
_GEZIEN = (
    *("trede_vorig", "stand_begin_gebruikt", "stand_eind", "toerekenbaar", "verschoonbaar"),
    *("verschoonbaar_vorig", "tekort_op_rij", "verbeterplan_niet_uitgevoerd"),
    *(*ONBEKEND, *(f"{naam}_bekend" for naam in ONBEKEND)),
)


def classify(invoer: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None) -> Toegepast:
    """Rule and trede for each row of the invoer under these readings of the Keuzes.

    Columns of the figures and `trede_vorig` must be there; those of findings and of the register
    count as none where they are not. InvoerFout as of `complete`.

    Norm: N12.
    """
    return outcome(columns(complete(invoer, kader)), kader, lezingen)


def inschalen(
    cijfers: pd.DataFrame,
    kader: str | Kader = "utrecht-2024",
    keuze: Lezingen | None = None,
) -> pd.DataFrame:
    """The table with its sums in persons, `regel` and `trede` added as columns, row by row.

    `taakstelling` and `realisatie` must be there. `trede_vorig` is 1 where its column is missing,
    `stand_begin` and what findings add up to 0 (`herverdeling`, `open_correctie`, `nagekomen`,
    `correctie`, `verschoonbaar`; `verbeterplan_niet_uitgevoerd` is 1 where that was found, which
    the table of a round does not hold); `stand_eind_vorig` and `stand_bij_intrede` may be empty.
    What is worked out takes the place of a column of that name; other columns stay as they are.
    `kader` is a framework or its name, `keuze` holds other readings, by Keuze id.

    InvoerFout with every fault of the table, a line per cause with its column and rows: no whole
    number, below 0, empty, or a name that is nearly that of a missing column; or of framework and
    readings.
    """
    gekozen = named_kader(kader) if isinstance(kader, str) else kader
    if not isinstance(gekozen, Kader) or not isinstance(keuze or {}, Mapping):
        verwacht = 'kader moet een kader of zijn naam zijn, keuze zoiets als {"K1": "verrekend"}'
        raise InvoerFout([Gebrek("inschalen", verwacht, f"{kader} en {keuze}")])
    gelezen = {str(naam): str(lezing) for naam, lezing in (keuze or {}).items()}
    if gebreken := list(reading_faults(gelezen, gekozen)):
        raise InvoerFout([Gebrek("inschalen", *fout) for fout in gebreken])
    vol = complete(cijfers, gekozen, ("taakstelling", "realisatie"), personen=True)
    if gebreken_som := [*sum_faults(vol)]:
        raise InvoerFout(gebreken_som)
    som, uit = sums({naam: vol[naam] for naam in GEGEVEN}), classify(vol, gekozen, keuze)
    erbij = {naam: som[naam] for naam in _UIT}
    return cijfers.assign(**erbij, regel=uit.regel.astype(object), trede=uit.trede)


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
    bekend = {f"{naam}_bekend": [cel is not None for cel in waarden[naam]] for naam in ONBEKEND}
    heel = {naam: [cel or 0 for cel in kolom] for naam, kolom in waarden.items()}
    return {naam: np.array(kolom, dtype=np.int64) for naam, kolom in (heel | bekend).items()}


def outcome(
    invoer: Mapping[str, Kolom], kader: Kader, lezingen: Lezingen | None = None
) -> Toegepast:
    """As `classify`, of the `columns` of an invoer."""
    gebruikt = kader.lezingen(lezingen)
    gezien = quantities(invoer, kader, gebruikt)
    uit = kader.ladder_under(gebruikt).select_regels(invoer["trede_vorig"], gezien.waarden)
    hoogstens = gezien.hoogstens
    return uit if hoogstens is None else Toegepast(uit.regel, np.minimum(uit.trede, hoogstens))


def quantities(invoer: Mapping[str, Kolom], kader: Kader, lezingen: Lezingen) -> Gezien:
    """What the ladder sees of each row under all these readings."""
    som = {**invoer, **sums(invoer)}
    return kader.see({naam: som[naam] for naam in _GEZIEN}, lezingen)
