"""Brief: everything that a letter says, as plain Dutch text; a Word template gives it its form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cijfer:
    """A row of the figures: `nadruk` sets a subtotal apart."""

    naam: str
    aantal: str
    nadruk: bool = False


@dataclass(frozen=True)
class Punt:
    """A short lead and what there is to say about it."""

    kop: str
    tekst: str


@dataclass(frozen=True)
class Stap:
    """What follows, who does it, and when."""

    wat: str
    wie: str
    wanneer: str


@dataclass(frozen=True)
class Vervolg:
    """What a trede brings: sentences, points to meet, and sentences after those points."""

    alineas: tuple[str, ...]
    punten: tuple[Punt, ...] = ()
    slot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A letter, part by part in the order of the page; each field is a placeholder.

    `waarschuwingen` say why the letter may not be sent as it is; `merk` is the same on one line,
    for the head of every page. Both are empty when nothing stands in the way.
    """

    waarschuwingen: tuple[str, ...]
    merk: str
    afzender: str
    geadresseerde: str
    afschrift: str
    datum: str
    onderwerp: str
    aanhef: str
    kern: str
    conclusie: tuple[str, ...]
    cijfers: tuple[Cijfer, ...]
    toelichting: tuple[str, ...]
    bevindingen: tuple[Punt, ...]
    signalen: tuple[str, ...]
    vervolg: tuple[str, ...]
    punten: tuple[Punt, ...]
    slot: tuple[str, ...]
    stappen: tuple[Stap, ...]
    grondslag: tuple[str, ...]
    namens: str
    ondertekening: tuple[str, ...]
    begrippen: str
