"""Gemeente: whom the province judges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

CODE_PATROON = re.compile(r"GM[0-9]{4,}")


@dataclass(frozen=True)
class Gemeente:
    """One gemeente with its CBS code (`GM` and at least 4 digits) and dates of existence.

    `inwoners` are those by which the Rijk divides the taakstelling; None where nobody gave them.
    """

    code: str
    naam: str
    provincie: str
    geldig_van: date
    geldig_tot: date | None = None
    opvolger: str | None = None
    inwoners: int | None = None

    def exists_on(self, datum: date) -> bool:
        """Whether the gemeente exists on a date; `geldig_tot` is its last day."""
        return self.geldig_van <= datum and (self.geldig_tot is None or datum <= self.geldig_tot)

    def __str__(self) -> str:
        return f"{self.naam} ({self.code})"


@dataclass(frozen=True)
class Voorganger:
    """A gemeente that merged into another: its last stand and trede in the register, where known.

    `peildatum` is the day of that last assessment.
    """

    gemeente: Gemeente
    peildatum: date | None
    stand_eind: int | None
    trede: int | None
