"""A delivered cell → what it means: a number with a note behind it, a stand in words, a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibt.begrippen.periode import Periode
from ibt.begrippen.tekst import uniform

MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december"),
)
_KORT = {"mrt": 3, "sept": 9, **{naam[:3]: n for n, naam in enumerate(MAANDEN, 1)}}
_NAAM = {naam: n for n, naam in enumerate(MAANDEN, 1)} | _KORT
_MAAND = "|".join(sorted(_NAAM, key=len, reverse=True))
_VOOR = r"(?P<voor>t/m|tot en met|tot|per|op)?:?\s*"
_WANNEER = (
    re.compile(rf"{_VOOR}\b(?P<jaar>\d{{4}})-(?P<maand>\d{{2}})-(?P<dag>\d{{2}})\b"),
    re.compile(rf"{_VOOR}\b(?P<dag>\d{{1,2}})[-/.](?P<maand>\d{{1,2}})[-/.](?P<jaar>\d{{4}})\b"),
    re.compile(
        rf"{_VOOR}\b(?:(?P<dag>\d{{1,2}})[ -])?(?P<maand>{_MAAND})\b\.?[ '’-]*"
        r"(?P<jaar>\d{4}\b|(?<=['’ -])\d{2}\b)?"
    ),
    re.compile(rf"{_VOOR}\b(?P<jaar>20\d\d)-(?P<maand>0[1-9]|1[0-2])(?![\d-])(?P<dag>)"),
)
_PERIODE = re.compile(r"\b(20\d\d|19\d\d) ?- ?(iii?|ii|i|[12])(?![\w-])", re.IGNORECASE)
_HALFJAAR = re.compile(
    r"\b(1e|2e|eerste|tweede) (?:halfjaar|helft)(?: van)? (20\d\d)\b", re.IGNORECASE
)
# A mark that refers to a note, behind a figure; a number is one only with its bracket.
_NOOT = re.compile(r"\s*(?:\*+|[†‡#]|\s+\[?\(?[0-9a-z]\)\]?|\[[0-9a-z]\])$")
_DUIZEND = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_WOORD = re.compile(r"(achterstand|tekort|voorsprong|overschot)", re.IGNORECASE)
_STREPEN = ("-", "--", "\u2014", "-/-")


class Teken(StrEnum):
    """What a minus in a delivered stand means."""

    MIN_IS_ACHTERSTAND = "min-is-achterstand"
    PLUS_IS_ACHTERSTAND = "plus-is-achterstand"


@dataclass(frozen=True)
class Cel:
    """A cell without what is no part of its value: the text to parse, and the mark of a note.

    `zegt_teken`: whether a word in it says what it is, so that minus is achterstand.
    """

    tekst: str
    noot: str = ""
    zegt_teken: bool = False

    @property
    def is_streep(self) -> bool:
        """Whether a dash stands in the place of a figure."""
        return self.tekst in _STREPEN


def strip_cell(cel: str) -> Cel:
    """`1 793*` → `1793`; `(254)`, `254-` and `254 achterstand` → `-254`."""
    kort = uniform(cel)
    noot = _NOOT.search(kort)
    if noot and any(teken.isdigit() for teken in kort[: noot.start()]):
        kort = kort[: noot.start()]
    else:
        noot = None
    woord = _WOORD.search(kort)
    kaal = _WOORD.sub("", kort).strip(" :")
    if woord and kaal and kaal[0].isdigit():
        is_min = woord[1].lower() in ("achterstand", "tekort")
        kort = f"-{kaal}" if is_min and kaal != "0" else kaal
    kort = _DUIZEND.sub("", kort)
    if om := re.fullmatch(r"\(\s*(\d[\d.,]*)\s*\)|(\d[\d.,]*)\s*(?:-|-/-)", kort):
        kort = f"-{om[1] or om[2]}"
    if om := re.fullmatch(r"-/-\s*(\d[\d.,]*)", kort):
        kort = f"-{om[1]}"
    return Cel(kort, noot[0].strip() if noot else "", bool(woord))


def sign_in(tekst: str) -> Teken | None:
    """The sign that a heading, title or note tells; None where it tells none, or both."""
    kort = uniform(tekst).casefold()
    achter = set(re.findall(r"(?:achterstand|tekort)\w*\s*(?:\(([+-])\)|([+-])(?!\w))", kort))
    achter |= {(teken, "") for teken in re.findall(r"\(([+-])\)\s*(?:achterstand|tekort)", kort)}
    tekens = {a or b for a, b in achter}
    woorden = r"(min|plus)(?:teken)?\s*(?:is|=|betekent|:)\s*(?:een )?(?:achterstand|tekort)"
    tekens |= {"-" if woord == "min" else "+" for woord in re.findall(woorden, kort)}
    if len(tekens) != 1:
        return None
    return Teken.MIN_IS_ACHTERSTAND if tekens == {"-"} else Teken.PLUS_IS_ACHTERSTAND


@dataclass(frozen=True)
class Wanneer:
    """The first of a month: a day on which counted, a whole month, or a date that says neither."""

    dag: date
    is_stand: bool | None

    @property
    def stand_per(self) -> date:
        """The day on which counted: of a month the first day after it."""
        return self.dag if self.is_stand else next_month(self.dag)


def next_month(dag: date) -> date:
    """The first day of the month after that of a day."""
    return date(dag.year + dag.month // 12, dag.month % 12 + 1, 1)


def find_wanneer(tekst: str, periode: Periode | None = None) -> tuple[str, Wanneer | None]:
    """The text without the month or day in it, and that; a year that lacks is of the half-year.

    ValueError (Dutch) for a day that is not the first or last of a month.
    """
    kort = uniform(tekst).casefold()
    for patroon in _WANNEER:
        if gevonden := patroon.search(kort):
            rest = f"{kort[: gevonden.start()]} {kort[gevonden.end() :]}"
            return " ".join(rest.split()), _when(gevonden, periode)
    return kort, None


def _when(gevonden: re.Match[str], periode: Periode | None) -> Wanneer | None:
    naam = gevonden["maand"]
    maand = int(naam) if naam.isdecimal() else _NAAM[naam]
    voor, dag = gevonden["voor"], int(gevonden["dag"] or 0)
    tot_en_met = voor in ("t/m", "tot en met")
    heeft_stand = bool(voor) or (dag > 0 and not naam.isdecimal())
    jaar = _year(gevonden["jaar"], maand, heeft_stand and not tot_en_met and dag < 2, periode)
    if jaar is None or not 1 <= maand <= 12:
        return None
    eerste = date(jaar, maand, 1)
    if dag > 1:
        if dag < 28 or date(jaar, maand, min(dag, 28)).month != maand:
            raise ValueError("moet de eerste of laatste dag van een maand noemen")
        return Wanneer(next_month(eerste), True)
    if tot_en_met and dag == 0:
        return Wanneer(next_month(eerste), True)
    if dag == 1 and naam.isdecimal() and not voor:
        return Wanneer(eerste, None)
    return Wanneer(eerste, heeft_stand)


def _year(tekst: str | None, maand: int, is_stand: bool, periode: Periode | None) -> int | None:
    if tekst:
        return int(tekst) + (2000 if len(tekst) == 2 else 0)
    if periode is None:
        return None
    volgend = is_stand and periode.helft == 2 and maand == 1
    return periode.jaar + 1 if volgend else periode.jaar


def find_periode(tekst: str) -> tuple[str, Periode | None]:
    """The text without the half-year in it, and that: `2017-I`, `2018 - 2`, `2e halfjaar 2026`."""
    kort = uniform(tekst)
    if gevonden := _PERIODE.search(kort):
        helft = {"i": 1, "1": 1, "ii": 2, "2": 2}.get(gevonden[2].lower())
        if helft:
            rest = kort[: gevonden.start()] + kort[gevonden.end() :]
            return " ".join(rest.split()), Periode(int(gevonden[1]), helft)
    if gevonden := _HALFJAAR.search(kort):
        rest = kort[: gevonden.start()] + kort[gevonden.end() :]
        helft = 1 if gevonden[1].lower() in ("1e", "eerste") else 2
        return " ".join(rest.split()), Periode(int(gevonden[2]), helft)
    return tekst, None
