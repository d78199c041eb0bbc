"""The header of a delivered table: in which rows it stands, and what each column means.

Titles may stand above it, its names may be spread over up to three rows, and a month may be part of
a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.tekst import uniform
from ibt.readers.bron.cel import Teken, Wanneer, find_periode, find_wanneer, sign_in, strip_cell
from ibt.readers.bron.profiel import NODIG, Profiel
from ibt.readers.bron.rooster import Celrooster
from ibt.readers.kolom import MEESTE_TITELS

_MEESTE_RIJEN = 3
_MEEST = ("gemeente", "gemeentecode")
_CIJFERS = (*NODIG, "maandrealisatie", "koppelingen", "achterstand_begin", "stand")
_EENHEID = re.compile(
    r"\((?:aantal|in )?\s*(?:personen|aantal|abs\.?)?\)|\([+-]\)|[*†‡]+$|\s\d\)$"
    r"|\((?:min|plus|[+-])\s*(?:is|=)[^)]*\)"
)
_RAND = re.compile(
    r"^(?:per|op|in|over|van|t/m|voor)\s+|[\s,:;-]+$"
    r"|\s+(?:per|op|in|over|van|t/m|voor|tot en met|stand)$"
)
# What in a heading may be of a month.
_PER_MAAND = ("realisatie", "maandrealisatie", "koppelingen", "omkoppelingen", "taakstelling")


@dataclass(frozen=True)
class Bronkolom:
    """A column as delivered, what it means, and of which snapshot where its heading says so.

    `reden` is why it is not read although it is known.
    """

    index: int
    naam: str
    betekenis: str | None = None
    wanneer: Wanneer | None = None
    teken: Teken | None = None
    is_verborgen: bool = False
    reden: str = ""
    # Whether its heading is a month and nothing else.
    is_kaal: bool = False

    @property
    def stand_per(self) -> date | None:
        """The day that its figures count up to; None where its heading names none."""
        return None if self.wanneer is None else self.wanneer.stand_per


@dataclass(frozen=True)
class Kop:
    """The header of a table: its first and last row by place in `lijnen`, columns, titles above."""

    eerste: int
    laatste: int
    kolommen: tuple[Bronkolom, ...]
    titels: tuple[str, ...]

    @property
    def gewicht(self) -> int:
        """How much is known: of a column that is only a month, half."""
        bekend = {(k.betekenis, k.wanneer): k for k in self.kolommen if k.betekenis}
        return sum(1 if kolom.is_kaal else 2 for kolom in bekend.values())

    def has(self, *betekenissen: str) -> bool:
        """Whether any column means one of these."""
        return any(kolom.betekenis in betekenissen for kolom in self.kolommen)


def find_kop(rooster: Celrooster, profiel: Profiel, peildatum: Peildatum) -> Kop | None:
    """The header that names most of what the profile knows; None where none says who and what."""
    begin = rooster.lijnen[:MEESTE_TITELS]
    beste: Kop | None = None
    for hoogte in range(_MEESTE_RIJEN):
        for eerste in range(len(begin) - hoogte):
            if any(_has_figures(cellen) for _, cellen in begin[eerste + 1 : eerste + hoogte + 1]):
                continue
            kop = _make(rooster, eerste, eerste + hoogte, profiel, peildatum)
            if _is_kop(kop, profiel) and (beste is None or kop.gewicht > beste.gewicht):
                beste = kop
    return beste


def _is_kop(kop: Kop, profiel: Profiel) -> bool:
    wie = ("periode",) if profiel.geheel else _MEEST
    return kop.has(*wie) and kop.has(*_CIJFERS)


def _has_figures(cellen: Sequence[str]) -> bool:
    """Whether a row has figures, which no header has but for years and half-years."""
    getallen = [cel for cel in cellen if re.fullmatch(r"[+-]?[\d.]+", strip_cell(cel).tekst)]
    return any(not re.fullmatch(r"(19|20)\d\d|[12]", getal) for getal in getallen)


def _make(
    rooster: Celrooster, eerste: int, laatste: int, profiel: Profiel, peildatum: Peildatum
) -> Kop:
    rijen = [cellen for _, cellen in rooster.lijnen[eerste : laatste + 1]]
    breed = max(map(len, rijen))
    delen = [[rij[x] if x < len(rij) else "" for rij in rijen] for x in range(breed)]
    kolommen = [
        replace(_read(x, deel, profiel, peildatum), is_verborgen=x in rooster.verborgen_kolommen)
        for x, deel in enumerate(delen)
        if any(deel)
    ]
    titels = tuple(
        " ".join(dict.fromkeys(cel for cel in cellen if cel))
        for _, cellen in rooster.lijnen[:eerste]
    )
    kolommen = list(_dated(kolommen, peildatum.periode, peildatum.datum))
    return Kop(eerste, laatste, tuple(kolommen), titels)


def _read(x: int, delen: Sequence[str], profiel: Profiel, peildatum: Peildatum) -> Bronkolom:
    """The column of one heading, whose parts stand below each other."""
    namen = [" ".join(deel.split()) for deel in dict.fromkeys(delen) if deel]
    naam = " ".join(namen)
    teken = sign_in(naam)
    for begin in range(len(namen)):
        tekst, periode = find_periode(" ".join(namen[begin:]))
        try:
            kort, wanneer = find_wanneer(tekst, peildatum.periode)
        except ValueError:
            kort, wanneer = tekst, None
        kaal = bare_heading(kort)
        betekenis = profiel.meaning(kaal) if kaal else None
        is_kaal = betekenis is None and not kaal and wanneer is not None
        if is_kaal:
            betekenis = _by_part(namen[:begin], profiel) or "realisatie"
        if betekenis is not None:
            kolom = Bronkolom(x, naam, betekenis, wanneer, teken, is_kaal=is_kaal)
            return _of_periode(kolom, periode, peildatum)
    return Bronkolom(x, naam, None, None, teken)


def _by_part(boven: Sequence[str], profiel: Profiel) -> str | None:
    return next((b for deel in reversed(boven) if (b := profiel.meaning(bare_heading(deel)))), None)


def bare_heading(tekst: str) -> str:
    """A heading without what is no part of its name: unit, sign, mark of a note, preposition."""
    kort = _EENHEID.sub("", uniform(tekst)).strip()
    while (korter := _RAND.sub("", kort)) != kort:
        kort = korter
    return kort


def _of_periode(kolom: Bronkolom, periode: Periode | None, peildatum: Peildatum) -> Bronkolom:
    if periode is not None and periode != peildatum.periode:
        return replace(kolom, betekenis=None, reden=f"gaat over {periode}")
    return kolom


def _dated(kolommen: list[Bronkolom], periode: Periode, dag: date) -> Iterator[Bronkolom]:
    """The columns, with of each month which snapshot it is; those outside the half-year unread.

    Dates that say neither month nor day are days of counting where the last of them can be no
    month, and months where the first can be no such day.
    """
    kaal = {k.wanneer.dag for k in kolommen if k.wanneer and k.wanneer.is_stand is None}
    is_stand = True if periode.volgende.begin in kaal else None
    is_stand = False if periode.begin in kaal and is_stand is None else is_stand
    for kolom in kolommen:
        wanneer = kolom.wanneer
        if wanneer is not None and wanneer.is_stand is None:
            wanneer = replace(wanneer, is_stand=is_stand)
        yield _placed(replace(kolom, wanneer=wanneer), periode, dag)


def _placed(kolom: Bronkolom, periode: Periode, dag: date) -> Bronkolom:
    wanneer, wat = kolom.wanneer, kolom.betekenis
    if wat == "stand" and wanneer is not None:
        wat = "stand_begin" if wanneer.dag == periode.begin else "stand_eind"
        if wanneer.dag > dag or wanneer.dag < periode.begin:
            return replace(kolom, betekenis=None, reden=f"valt buiten {periode}")
        return replace(kolom, betekenis=wat, wanneer=None)
    if wat == "stand":
        return replace(kolom, betekenis=None, reden="aan het begin of aan het eind?")
    if wanneer is None or wat is None:
        return kolom
    if wat not in _PER_MAAND or (wat == "taakstelling" and wanneer.dag == periode.begin):
        return replace(kolom, wanneer=None)
    if wanneer.is_stand is None:
        return kolom  # refused by who reads the rows
    if not periode.begin < wanneer.stand_per <= dag:
        return replace(kolom, betekenis=None, reden=f"valt buiten {periode} tot {dag}")
    return kolom
