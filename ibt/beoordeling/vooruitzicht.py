"""What leads to which trede at the next peildatum, counted from the next taakstelling."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ibt.begrippen.beoordeling import Vooruitzicht
from ibt.beoordeling.inschaling import classify
from ibt.kader.kader import Kader


def look_ahead(trede: int, stand_eind: int, kader: Kader) -> tuple[Vooruitzicht, ...]:
    """Per trede that can follow: how many persons above the next taakstelling lead to it.

    Assumes that nothing is excused, redistributed or corrected, and that no finding on a plan is
    recorded. Housing exactly the taakstelling leaves the stand as it is, so the outcome depends
    only on the difference with the taakstelling.
    """
    bereik = abs(stand_eind) + 2
    verschil = np.arange(bereik, -bereik - 1, -1, dtype=np.int64)
    nul = pd.Series(0, index=range(len(verschil)))
    invoer = pd.DataFrame({"realisatie": verschil + bereik, "taakstelling": bereik})
    for kolom in (
        "herverdeling",
        "open_correctie",
        "nagekomen",
        "correctie",
        "verschoonbaar",
        "verschoonbaar_vorig",
        "verbeterplan_niet_uitgevoerd",
    ):
        invoer[kolom] = nul
    invoer = invoer.assign(stand_begin=stand_eind, trede_vorig=trede)
    treden = classify(invoer, kader).trede
    uit: list[Vooruitzicht] = []
    for nummer in dict.fromkeys(int(waarde) for waarde in treden):
        laagste = int(verschil[treden == nummer].min())
        uit.append(Vooruitzicht(nummer, None if laagste == -bereik else laagste))
    return tuple(uit)
