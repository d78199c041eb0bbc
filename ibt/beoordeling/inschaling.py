"""The trede of every gemeente, under the readings in use or under others."""

from __future__ import annotations

import pandas as pd

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
LADDER_KOLOMMEN = (
    "toerekenbaar",
    "stand_begin_gebruikt",
    "achterstand_begin",
    "stand_eind",
    "verbeterplan_niet_uitgevoerd",
)


def classify(invoer: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None) -> Uitkomst:
    """Rule and trede for each row of the invoer under these readings of the Keuzes.

    K1 and K10 change the ladder; K2, K3 and K11 change what the ladder sees.

    Norm: N12.
    """
    gebruikt = kader.lezingen(lezingen)
    som = _with_basis(calculate_som(_with_carry_over(invoer, gebruikt["K11"])), gebruikt["K2"])
    # Going down from 4 on asks that everything is realised, under every reading (§3 inleiding).
    if gebruikt["K11"] == "netto":
        som["stand_eind"] = calculate_som(invoer)["stand_eind"]
    if gebruikt["K3"] == "bevriezen":
        return _frozen(som, kader, gebruikt)
    return _select(som, kader, gebruikt)


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
