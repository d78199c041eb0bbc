"""What the other readings of the framework's open places would give."""

from __future__ import annotations

import pandas as pd

from ibt.beoordeling.inschaling import classify
from ibt.kader.kader import Kader


def compare_lezingen(invoer: pd.DataFrame, kader: Kader) -> pd.DataFrame:
    """The trede under each other reading: one column per (Keuze id, reading)."""
    kolommen = {
        (keuze.id, lezing): classify(invoer, kader, {keuze.id: lezing}).trede
        for keuze in kader.keuzes
        if keuze.berekend
        for lezing in keuze.andere
    }
    return pd.DataFrame(kolommen, index=invoer.index)
