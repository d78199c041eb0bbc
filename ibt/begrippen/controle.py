"""Controle: figures that do not go together, with the numbers and what to ask COA."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibt.begrippen.fout import Waarschuwing


class Controlesoort(StrEnum):
    """What is compared, the gravest first: a sign turned round spoils every figure."""

    TEKEN = "teken"
    RIJK = "rijk"
    BEGIN = "begin"
    DALING = "daling"
    SPRONG = "sprong"
    REALISATIE = "realisatie"
    FORMULE = "formule"
    SOM = "som"
    HERINDELING = "herindeling"


@dataclass(frozen=True, kw_only=True)
class Controle(Waarschuwing):
    """A warning about figures that do not go together; it changes no figure and stops no round.

    `vraag` is what to ask COA, as a sentence; `personen` by how many the figures differ. Without a
    `gemeentecode` it is about the province as a whole.
    """

    soort: Controlesoort
    vraag: str
    personen: int = 0
    gemeentecode: str = ""
    stand_per: date | None = None

    def __str__(self) -> str:
        return f"{super().__str__()}. {self.vraag}"


@dataclass(frozen=True)
class Controles:
    """All that was compared in a round: what does not go together, and what could not be compared.

    `gevonden` is ranked: by kind, then by persons. `niet_vergeleken` says of a kind what lacks.
    """

    gevonden: tuple[Controle, ...] = ()
    niet_vergeleken: tuple[tuple[Controlesoort, str], ...] = ()

    @property
    def punten(self) -> tuple[Controle, ...]:
        """What is left to look at: not what open corrections explain in full."""
        return tuple(controle for controle in self.gevonden if controle.personen)

    def of(self, soort: Controlesoort) -> tuple[Controle, ...]:
        """What was found of one kind."""
        return tuple(controle for controle in self.gevonden if controle.soort is soort)


def ranked(controles: Iterable[Controle]) -> tuple[Controle, ...]:
    """The gravest kind first, and in it who differs by most persons."""
    orde = list(Controlesoort)
    return tuple(sorted(controles, key=lambda c: (orde.index(c.soort), -c.personen)))
