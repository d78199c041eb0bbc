"""Which trede goes with which numbers of persons housed, and how far away another one is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Strek:
    """From how many persons housed in the half-year (corrections included) which trede follows.

    It goes on to the next stretch; the first begins at 0.
    """

    vanaf: int
    trede: int


@dataclass(frozen=True)
class Omslag:
    """How many persons more or fewer would have led to another trede, and to which.

    `is_dichtbij` says that so few persons make the gemeente a borderline case.
    """

    personen: int
    trede: int
    is_dichtbij: bool
