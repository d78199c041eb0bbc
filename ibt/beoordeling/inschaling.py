"""The trede of every gemeente, under the readings in use or under others."""

from __future__ import annotations

import pandas as pd

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.beoordeling.som import GEGEVEN, calculate_som
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Uitkomst

# All that a trede depends on.
INVOER_KOLOMMEN = (
    *GEGEVEN,
    *("trede_vorig", "verbeterplan_niet_uitgevoerd"),
    *("stand_eind_vorig", "stand_bij_intrede", "verschoonbaar_vorig"),
)
VERPLICHT = ("taakstelling", "stand_begin", "realisatie", "trede_vorig")
# What the register may not know.
ONBEKEND = ("stand_eind_vorig", "stand_bij_intrede")
LADDER_KOLOMMEN = (
    "toerekenbaar",
    "stand_begin_gebruikt",
    "achterstand_begin",
    "stand_eind",
    "verbeterplan_niet_uitgevoerd",
)


def classify(invoer: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None) -> Uitkomst:
    """Rule and trede for each row of the invoer under these readings of the Keuzes.

    K1 and K10 change the ladder; K2, K3 and K11 change what the ladder sees. Columns of the figures
    and `trede_vorig` must be there; those of findings and of the register count as none where they
    are not. InvoerFout with every column that is missing or holds another thing than whole numbers.

    Norm: N12.
    """
    invoer = _complete(invoer)
    gebruikt = kader.lezingen(lezingen)
    som = _with_basis(calculate_som(_with_carry_over(invoer, gebruikt["K11"])), gebruikt["K2"])
    # Going down from 4 on asks that everything is realised, under every reading (§3 inleiding).
    if gebruikt["K11"] == "netto":
        som["stand_eind"] = calculate_som(invoer)["stand_eind"]
    if gebruikt["K3"] == "bevriezen":
        return _frozen(som, kader, gebruikt)
    return _select(som, kader, gebruikt)


def _complete(invoer: pd.DataFrame) -> pd.DataFrame:
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
    if vreemd := vorig[~vorig.isin(range(1, 7))].astype(str).unique().tolist():
        verwacht, plaats = "moet een trede van 1 tot en met 6 zijn", 'kolom "trede_vorig"'
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


def _select(som: pd.DataFrame, kader: Kader, lezingen: Lezingen) -> Uitkomst:
    waarden = {naam: som[naam].to_numpy() for naam in LADDER_KOLOMMEN}
    return kader.ladder(lezingen).select_regels(som["trede_vorig"].to_numpy(), waarden)


def _with_carry_over(invoer: pd.DataFrame, lezing: str) -> pd.DataFrame:
    """K11 `netto`: earlier excused persons who are still unhoused are no backlog."""
    if lezing != "netto":
        return invoer
    begin = invoer["stand_begin"] + invoer["open_correctie"]
    nog_open = invoer["verschoonbaar_vorig"].clip(upper=(-begin).clip(lower=0))
    return invoer.assign(stand_begin=invoer["stand_begin"] + nog_open)


def _with_basis(som: pd.DataFrame, lezing: str) -> pd.DataFrame:
    """K2: another backlog to compare with, where the register knows it."""
    kolom = {"vorige_beoordeling": "stand_eind_vorig", "bij_intrede": "stand_bij_intrede"}
    if lezing not in kolom:
        return som
    bekend = (-som[kolom[lezing]]).clip(lower=0)
    return som.assign(achterstand_begin=bekend.fillna(som["achterstand_begin"]).astype("int64"))


def _frozen(som: pd.DataFrame, kader: Kader, lezingen: Lezingen) -> Uitkomst:
    """K3 `bevriezen`: an excuse keeps a gemeente from rising, and does nothing else."""
    zonder = _select(som.assign(toerekenbaar=som["achterstand_eind"]), kader, lezingen)
    verschoond = (som["verschoonbaar"] > 0).to_numpy()
    vorig = som["trede_vorig"].to_numpy()
    bevroren = verschoond & (zonder.trede > vorig)
    trede = zonder.trede.copy()
    trede[bevroren] = vorig[bevroren]
    return Uitkomst(zonder.regel, trede)
