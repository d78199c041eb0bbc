"""The dated frameworks, and which one is in force on a peildatum (Keuze K14)."""

from __future__ import annotations

from datetime import date

from ibt.kader.kader import Kader
from ibt.kader.utrecht_2024 import UTRECHT_2024

KADERS: tuple[Kader, ...] = (UTRECHT_2024,)


def select_kader(datum: date, naam: str | None = None) -> Kader:
    """The framework named by hand, or the one in force on the date.

    ValueError (Dutch) when the name is unknown or no framework is in force on that date.
    """
    if naam is not None:
        for kader in KADERS:
            if kader.id == naam:
                return kader
        bekend = ", ".join(kader.id for kader in KADERS)
        raise ValueError(f"moet een bekend kader zijn: {bekend}")
    for kader in KADERS:
        if kader.in_force(datum):
            return kader
    eerste = min(kader.geldig_van for kader in KADERS)
    raise ValueError(
        f"moet een datum zijn waarop een kader geldt; het eerste kader geldt vanaf {eerste}"
    )
