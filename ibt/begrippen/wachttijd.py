"""Wachttijd: how long linked persons wait in phase 2, as an aggregate without names (§2.2.1)."""

from __future__ import annotations

from dataclasses import dataclass

# Smaller groups are never shown: whoever knows the gemeente could recognise a household. It is
# counted in households, for all members of one wait equally long.
KLEINSTE_GROEP = 5


@dataclass(frozen=True)
class Groep:
    """A number of households (a family, or a person alone); None: above 0, too few to show."""

    aantal: int | None

    @property
    def is_klein(self) -> bool:
        """Whether the number stays hidden."""
        return self.aantal is None


def hide_small(aantal: int) -> Groep:
    """The number, hidden where it is 1 to 4."""
    return Groep(None if 0 < aantal < KLEINSTE_GROEP else aantal)


@dataclass(frozen=True)
class Wachttijd:
    """The mean wait in phase 2 on a day, per person (Keuze K16), after the exclusions of §2.2.1.

    `personen` are those in `huishoudens`; `tienden` is their mean in tenths of a day, rounded down;
    `boven_grens` was decided on the exact numbers: strictly more than 120 days. All three are None
    where nobody waits or the group is too small to show. Families of 8 or more and medical cases
    are left out; how many households is told.
    """

    huishoudens: Groep
    personen: int | None
    tienden: int | None
    boven_grens: bool | None
    weggelaten_groot: Groep
    weggelaten_medisch: Groep

    @property
    def dagen(self) -> float | None:
        """The mean in days."""
        return None if self.tienden is None else self.tienden / 10
