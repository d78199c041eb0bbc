"""The schedule of a running half-year (§4)."""

from __future__ import annotations

from ibt.begrippen.beoordeling import Som
from ibt.begrippen.periode import Peildatum

MAANDEN = 6


def months_passed(peildatum: Peildatum) -> int:
    """How many of the six months of the half-year have passed on a day (the first of a month)."""
    return (peildatum.datum.month - peildatum.periode.begin.month) % 12


def schedule(som: Som, maanden: int) -> int:
    """How many persons must be housed after so many of the six months, to be on schedule.

    So many sixths of the taakstelling (after redistribution); at the midpoint, half of it (§4,
    Keuze K4). Rounded up, for half of 25 is not reached by 12 (Keuze K8).

    Norm: N61.
    """
    return -(-(maanden * som.opgave) // MAANDEN)
