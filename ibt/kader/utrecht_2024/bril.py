"""What the ladder sees of the sums under each reading: Keuzes K2, K3 and K11."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ibt.kader.kader import Gezien
from ibt.kader.keuze import Lezingen

# K2: the stand to compare with, where the register knows it.
_STAND = {"vorige_beoordeling": "stand_eind_vorig", "bij_intrede": "stand_bij_intrede"}


def see(som: pd.DataFrame, lezingen: Lezingen) -> Gezien:
    """The quantities of the ladder for each gemeente, in persons.

    K11 `netto`: earlier excused persons who are still unhoused are no backlog. Going down from 4
    on asks that everything is realised, under every reading (§3 inleiding). K3 `bevriezen`: an
    excuse keeps a gemeente from rising, and does nothing else.
    """
    begin, eind = som["stand_begin_gebruikt"].to_numpy(), som["stand_eind"].to_numpy()
    verschoonbaar = som["verschoonbaar"].to_numpy()
    buiten = np.zeros_like(begin)
    if lezingen["K11"] == "netto":
        buiten = np.minimum(som["verschoonbaar_vorig"].to_numpy(), np.maximum(-begin, 0))
    bevriest = lezingen["K3"] == "bevriezen"
    telt = np.maximum(-(eind + buiten), 0)
    waarden = {
        "toerekenbaar": telt if bevriest else np.maximum(telt - verschoonbaar, 0),
        "stand_begin_gebruikt": begin + buiten,
        "achterstand_begin": _compared(som, np.maximum(-(begin + buiten), 0), lezingen["K2"]),
        "stand_eind": eind,
        "verbeterplan_niet_uitgevoerd": som["verbeterplan_niet_uitgevoerd"].to_numpy(),
    }
    vorig = som["trede_vorig"].to_numpy()
    return Gezien(waarden, np.where(verschoonbaar > 0, vorig, 6) if bevriest else None)


def _compared(
    som: pd.DataFrame, achterstand: np.ndarray[tuple[int], np.dtype[np.int64]], lezing: str
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if lezing not in _STAND:
        return achterstand
    stand = som[_STAND[lezing]]
    bekend = (-stand.fillna(0).to_numpy(dtype=np.int64)).clip(min=0)
    return np.where(stand.isna(), achterstand, bekend)
