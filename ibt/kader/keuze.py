"""Keuze: a place where the text can be read in two ways, and the reading that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

Lezingen = Mapping[str, str]


@dataclass(frozen=True)
class Keuze:
    """One open place in the framework's text.

    `lezingen` maps the name of a reading to its meaning; `gekozen` is the name that is used.
    `berekend` says that the program works out the outcome under the other readings too;
    `over_besluiten` that it is about which decisions may be taken, not about what the ladder gives.
    """

    id: str
    naam: str
    vindplaats: str
    vraag: str
    lezingen: Mapping[str, str]
    gekozen: str
    sinds: date
    berekend: bool
    over_besluiten: bool = False

    @property
    def andere(self) -> tuple[str, ...]:
        """The readings that were not chosen."""
        return tuple(naam for naam in self.lezingen if naam != self.gekozen)


def chosen(keuzes: tuple[Keuze, ...], afwijkend: Lezingen | None = None) -> Lezingen:
    """The reading in use per Keuze, with other readings where named."""
    standaard = {keuze.id: keuze.gekozen for keuze in keuzes}
    return MappingProxyType({**standaard, **(afwijkend or {})})
