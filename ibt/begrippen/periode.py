"""Periode (a half-year) and Peildatum (the date on which the province looks at it)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from ibt.begrippen.tekst import uniform

# Years in which a peildatum can lie; a slip of the pen (0206, 20266) is no half-year.
_EERSTE_JAAR, _LAATSTE_JAAR = 1995, 2999


class Moment(StrEnum):
    """What happens on a peildatum (§3 inleiding and §4)."""

    BEOORDELING = "beoordeling"
    VOORTGANG = "voortgang"


@dataclass(frozen=True, order=True)
class Periode:
    """Taakstellingsperiode: a half-year, written `2026-I` or `2026-II`."""

    jaar: int
    helft: int

    @property
    def begin(self) -> date:
        """First day."""
        return date(self.jaar, 1 if self.helft == 1 else 7, 1)

    @property
    def eind(self) -> date:
        """Last day."""
        return self.volgende.begin - timedelta(days=1)

    @property
    def volgende(self) -> Periode:
        """The half-year after this one."""
        return Periode(self.jaar, 2) if self.helft == 1 else Periode(self.jaar + 1, 1)

    @property
    def vorige(self) -> Periode:
        """The half-year before this one."""
        return Periode(self.jaar, 1) if self.helft == 2 else Periode(self.jaar - 1, 2)

    def __str__(self) -> str:
        return f"{self.jaar}-{'I' * self.helft}"


@dataclass(frozen=True, order=True)
class Peildatum:
    """1 January or 1 July (beoordeling), 1 April or 1 October (voortgang)."""

    datum: date

    @property
    def moment(self) -> Moment:
        """Formal assessment or progress message (§3 inleiding, §4)."""
        return Moment.BEOORDELING if self.datum.month in (1, 7) else Moment.VOORTGANG

    @cached_property
    def periode(self) -> Periode:
        """The half-year that is looked at: just ended, or running at a midpoint."""
        return periode_of(self.datum - timedelta(days=1))

    @property
    def halverwege(self) -> Peildatum:
        """The midpoint of the half-year that is looked at: 1 April or 1 October."""
        return Peildatum(date(self.periode.jaar, 4 if self.periode.helft == 1 else 10, 1))

    @property
    def volgende_beoordeling(self) -> Peildatum:
        """The next 1 January or 1 July after this date."""
        return Peildatum(periode_of(self.datum).volgende.begin)

    @property
    def vorige_beoordeling(self) -> Peildatum:
        """The assessment before the half-year that is looked at."""
        return Peildatum(self.periode.begin)

    @property
    def laatste_beoordeling(self) -> Peildatum:
        """The latest assessment up to this date: the one whose letters and terms run now."""
        return self if self.moment is Moment.BEOORDELING else self.vorige_beoordeling

    def __str__(self) -> str:
        return self.datum.isoformat()


def periode_of(datum: date) -> Periode:
    """The half-year in which a date falls."""
    return Periode(datum.year, 1 if datum.month <= 6 else 2)


def parse_periode(tekst: str) -> Periode:
    """`2026-I` or `2026-II`; ValueError (Dutch) for anything else."""
    gevonden = re.fullmatch(r"([0-9]{4})-(I{1,2})", uniform(tekst))
    if gevonden is None:
        raise ValueError("moet een halfjaar zijn, geschreven als 2026-I of 2026-II")
    return Periode(int(gevonden[1]), len(gevonden[2]))


def parse_datum(tekst: str) -> date:
    """An ISO date (2026-07-01); ValueError (Dutch) for anything else."""
    kort = uniform(tekst)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", kort):
        raise ValueError("moet een datum zijn, geschreven als 2026-07-01")
    try:
        return date.fromisoformat(kort)
    except ValueError:
        raise ValueError("moet een bestaande datum zijn, geschreven als 2026-07-01") from None


def parse_peildatum(datum: date, plaats: str = "") -> Peildatum:
    """A date that is a moment of the framework; ValueError (Dutch) for any other date, with the
    place where the framework says so.

    Norm: N21.
    """
    if datum.day != 1 or datum.month not in (1, 4, 7, 10):
        raise ValueError(f"moet 1 januari, 1 april, 1 juli of 1 oktober zijn{plaats}")
    if not _EERSTE_JAAR <= datum.year <= _LAATSTE_JAAR:
        raise ValueError(f"moet een jaar van {_EERSTE_JAAR} tot en met {_LAATSTE_JAAR} hebben")
    return Peildatum(datum)
