"""What the ladder sees of the sums under each reading: Keuzes K2, K3, K11; and K18 beyond it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.telling import Telling
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

    Norm: N16.
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


def recount(beoordeling: Beoordeling) -> Telling:
    """What the ladder compared of one gemeente: `see`, told from its assessment."""
    som, lezingen = beoordeling.som, beoordeling.lezingen
    if hoe := _counted(beoordeling):
        return Telling(None, hoe)
    gezien = {**vars(som)}
    if lezingen.get("K3") == "bevriezen":
        gezien["toerekenbaar"] = som.achterstand_eind
    vorige = beoordeling.stand_eind_vorig
    if lezingen.get("K2") != "vorige_beoordeling" or vorige is None:
        return Telling(gezien)
    gezien["achterstand_begin"] = max(0, -vorige)
    return Telling(gezien, sinds="aan het eind van de vorige beoordeling")


def _counted(beoordeling: Beoordeling) -> str:
    """How the ladder counted, where an assessment does not hold its numbers; empty where it does.

    `netto` says nothing from trede 4 on: there the full stand counts (§3 inleiding).
    """
    lezingen, keuzes = beoordeling.lezingen, beoordeling.keuzes
    netto = lezingen.get("K11") == "netto" and "K11" in keuzes
    if netto and beoordeling.trede_vorig < beoordeling.kader.losgelaten:
        return (
            "Personen voor wie eerder al overmacht is aangenomen en die nog geen woning hebben, "
            "tellen voor de trede niet mee (keuze K11)."
        )
    if lezingen.get("K2") == "bij_intrede" and "K2" in keuzes:
        return (
            "De achterstand is vergeleken met die waarmee de gemeente op deze trede kwam, als die "
            "bekend is (keuze K2)."
        )
    return ""


def excuse_weighs(lezingen: Lezingen) -> bool:
    """Whether an excuse stops a step from trede 4 on, which a besluit takes (Keuze K18)."""
    return lezingen["K18"] == "toerekenbaar"
