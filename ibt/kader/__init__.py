"""The dated frameworks, and which one is in force on a peildatum (Keuze K14)."""

from __future__ import annotations

from datetime import date

from ibt.kader.kader import Kader
from ibt.kader.utrecht_2024 import UTRECHT_2024

KADERS: tuple[Kader, ...] = (UTRECHT_2024,)


def select_kader(datum: date, provincie: str, naam: str | None = None) -> Kader:
    """The framework named by hand, or the one of the province that is in force on the date.

    ValueError (Dutch) when the name is unknown, the province has none, or none is in force then.
    """
    if naam is not None:
        for kader in KADERS:
            if kader.id == naam:
                return kader
        bekend = ", ".join(kader.id for kader in KADERS)
        raise ValueError(f"moet een bekend kader zijn: {bekend}")
    eigen = kaders_of(provincie)
    if not eigen:
        bekend = ", ".join(f"{kader.id} (provincie {kader.provincie})" for kader in KADERS)
        raise ValueError(
            "moet een provincie met een eigen kader zijn, of het rondebestand noemt er zelf een "
            f"met de sleutel kader; er is: {bekend}"
        )
    for kader in eigen:
        if kader.in_force(datum):
            return kader
    eerste = min(kader.geldig_van for kader in eigen)
    raise ValueError(
        f"moet een datum zijn waarop een kader geldt; het eerste kader geldt vanaf {eerste}"
    )


def kaders_of(provincie: str) -> list[Kader]:
    """The frameworks that a province made."""
    return [kader for kader in KADERS if kader.provincie.casefold() == provincie.casefold()]
