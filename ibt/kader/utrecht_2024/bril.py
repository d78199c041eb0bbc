"""What the ladder sees of the sums under each reading: Keuzes K2, K3 and K11."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ibt.kader.kader import Gezien
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Kolom

# K2: the stand to compare with, where the register knows it.
_STAND = {"vorige_beoordeling": "stand_eind_vorig", "bij_intrede": "stand_bij_intrede"}


def see(som: Mapping[str, Kolom], lezingen: Lezingen) -> Gezien:
    """The quantities of the ladder for each gemeente, in persons.

    K11 `netto`: earlier excused persons who are still unhoused are no backlog. Going down from 4
    on asks that everything is realised, under every reading (§3 inleiding). K3 `bevriezen`: an
    excuse keeps a gemeente from rising, and does nothing else.
    """
    begin, eind, buiten = som["stand_begin_gebruikt"], som["stand_eind"], 0 * som["stand_eind"]
    if lezingen["K11"] == "netto":
        buiten = np.minimum(som["verschoonbaar_vorig"], np.maximum(-begin, 0))
    bevriest = lezingen["K3"] == "bevriezen"
    telt = np.maximum(-(eind + buiten), 0)
    achterstand_begin = np.maximum(-(begin + buiten), 0)
    if (stand := _STAND.get(lezingen["K2"])) is not None:
        vergeleken = np.maximum(-som[stand], 0)
        achterstand_begin = np.where(som[f"{stand}_bekend"], vergeleken, achterstand_begin)
    waarden = {
        "toerekenbaar": telt if bevriest else np.maximum(telt - som["verschoonbaar"], 0),
        "stand_begin_gebruikt": begin + buiten,
        "achterstand_begin": achterstand_begin,
        "stand_eind": eind,
        "verbeterplan_niet_uitgevoerd": som["verbeterplan_niet_uitgevoerd"],
    }
    if not bevriest:
        return Gezien(waarden)
    return Gezien(waarden, np.where(som["verschoonbaar"] > 0, som["trede_vorig"], 6))
