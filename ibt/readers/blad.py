"""What the sheets of a workbook hold, told while their XML goes by and before they are opened.

An .xlsx names the place of a cell and the number of a shared text; an .ods repeats rows and cells.
Either way a few bytes can mean a billion cells. Besides, calamine gives an error and a formula
without an outcome as an empty cell, and puts the 1 of a footnote behind the figure that it is at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from ibt.readers.grens import (
    GROOTSTE_UITGEPAKT,
    LANGSTE_CEL,
    MEESTE_CELLEN,
    MEESTE_KOLOMMEN,
    MEESTE_RIJEN,
    in_words,
)

# What a spreadsheet program shows where a formula has no outcome, in English or Dutch.
_ZONDER_UITKOMST = " (geen uitkomst)"
FOUTWAARDE = re.compile(
    rf"#[A-Z][A-Z/0]*[!?]|#N/[AB]|Err:[0-9]{{3}}|=.*{re.escape(_ZONDER_UITKOMST)}", re.DOTALL
)
# Above the line, in an .ods: `super 58%`, or how far.
_HOOG = re.compile(r"super|[1-9]")
_CELNAAM = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")
_CELLEN = ("c", "table-cell", "covered-table-cell")

# Per row and column of a sheet, from 1, the text of a cell that calamine does not give so.
Anders = dict[tuple[int, int], str]


class TeVeel(Exception):
    """The limit that a workbook exceeds, in the words of a fault."""


@dataclass
class Bladmaat:
    """Counts the cells and texts of a part of a workbook; TeVeel as soon as there are too many.

    `gedeeld` holds the length of each shared text, and the text itself where it has a footnote;
    it is filled by the part that holds them. `anders` holds one dict per sheet of the part;
    `cellen` goes on from the parts before.
    """

    gedeeld: list[tuple[int, str | None]]
    anders: list[Anders] = field(default_factory=list)
    cellen: int = 0
    _rij: int = 0
    _kolom: int = 0
    _laatste: tuple[int, int] = (0, 0)
    _keer: tuple[int, int] = (1, 1)
    _tekens: int = 0
    _soort: str = ""
    _formule: str | None = None
    _heeft_uitkomst: bool = False
    _tekst: list[str] | None = field(default=None)
    # How many characters of the cell stand in footnotes and comments, and what goes by now.
    _terzijde: int = 0
    _is_voetnoot: bool = False
    _is_opmerking: bool = False
    _heeft_voetnoot: bool = False
    _hoge_stijlen: set[str] = field(default_factory=set)
    _stijl: str = ""

    def parser(self) -> expat.XMLParserType:
        """A parser that counts here what it reads."""
        lezer = expat.ParserCreate()
        lezer.buffer_text = True
        lezer.StartElementHandler = self._start
        lezer.EndElementHandler = self._end
        lezer.CharacterDataHandler = self._text
        lezer.StartDoctypeDeclHandler = _refuse_doctype
        return lezer

    def _start(self, naam: str, kenmerken: dict[str, str]) -> None:
        kort = naam.rpartition(":")[2]
        if kort in _CELLEN:
            self._start_cell(kort, kenmerken)
        elif kort == "row":
            self._rij = int(kenmerken.get("r", self._rij + 1))
            self._kolom = 0
        elif kort == "table-row":
            self._keer = (_repeats(kenmerken, "table:number-rows-repeated"), 1)
            self._rij += self._keer[0]
            self._kolom = 0
        elif kort in ("table", "worksheet"):
            self._rij, self._laatste = 0, (0, 0)
            self.anders.append({})
        elif kort == "si":
            self._begin()
        elif kort == "style":
            self._stijl = kenmerken.get("style:name", "")
        elif kort == "text-properties":
            if _HOOG.match(kenmerken.get("style:text-position", "")):
                self._hoge_stijlen.add(self._stijl)
        elif self._tekst is not None:
            self._start_text(kort, kenmerken)

    def _start_cell(self, kort: str, kenmerken: dict[str, str]) -> None:
        self._begin()
        celnaam = _CELNAAM.fullmatch(kenmerken.get("r", ""))
        if kort != "c":
            self._keer = (self._keer[0], _repeats(kenmerken, "table:number-columns-repeated"))
            self._kolom += self._keer[1]
            self._soort = kenmerken.get("calcext:value-type", "")
            self._formule = kenmerken.get("table:formula")
            self._heeft_uitkomst = "office:value-type" in kenmerken
            if self._heeft_uitkomst or self._formule is not None:
                self._fill()
            return
        self._soort = kenmerken.get("t", "")
        if celnaam is not None:
            self._kolom, self._rij = _column(celnaam[1]), int(celnaam[2])
        else:
            self._kolom += 1

    def _begin(self) -> None:
        """Start a cell or a shared text."""
        self._tekst, self._terzijde = [], 0
        self._is_voetnoot = self._is_opmerking = self._heeft_voetnoot = False
        self._soort, self._formule, self._heeft_uitkomst = "", None, False

    def _start_text(self, kort: str, kenmerken: dict[str, str]) -> None:
        if kort in ("v", "is", "p", "f"):
            self._fill()
        if kort == "v":
            self._heeft_uitkomst = self._soort == "str"
        elif kort == "annotation":
            self._is_opmerking = True
        elif kort in ("r", "vertAlign", "span") and not self._is_opmerking:
            is_hoog = kenmerken.get("text:style-name") in self._hoge_stijlen
            self._is_voetnoot = is_hoog or kenmerken.get("val") == "superscript"
            self._heeft_voetnoot |= self._is_voetnoot

    def _text(self, tekst: str) -> None:
        if self._tekst is None:
            return
        if self._is_voetnoot or self._is_opmerking:
            self._terzijde += len(tekst)
        else:
            self._tekst.append(tekst)

    def _end(self, naam: str) -> None:
        kort = naam.rpartition(":")[2]
        if self._tekst is None:
            return
        if kort == "f":
            self._formule = "".join(self._tekst)
            self._tekst.clear()
        elif kort == "span":
            self._is_voetnoot = False
        elif kort == "annotation":
            self._is_opmerking = False
        elif kort in (*_CELLEN, "si"):
            self._end_cell(kort, "".join(self._tekst))

    def _end_cell(self, kort: str, tekst: str) -> None:
        self._tekst = None
        lengte, zonder = len(tekst) + self._terzijde, None
        if kort == "c" and self._soort == "s":
            lengte, zonder = self._shared(tekst)
        elif self._heeft_voetnoot:
            zonder = " ".join(tekst.split()) or None
        if lengte > LANGSTE_CEL:
            raise TeVeel(f"een cel mag ten hoogste {in_words(LANGSTE_CEL)} tekens hebben")
        if kort == "si":
            self.gedeeld.append((lengte, zonder))
            return
        self._note(tekst, zonder)
        self._tekens += lengte * self._keer[0] * self._keer[1]
        if self._tekens > GROOTSTE_UITGEPAKT:
            raise TeVeel(
                f"de cellen samen mogen ten hoogste {in_words(GROOTSTE_UITGEPAKT)} aan tekst hebben"
            )

    def _note(self, tekst: str, anders: str | None) -> None:
        """Keep what calamine will not give of this cell, at each place where it stands."""
        is_fout = self._soort in ("e", "error")
        if is_fout or (self._formule is not None and FOUTWAARDE.fullmatch(tekst)):
            anders = tekst
        elif self._formule is not None and not (self._heeft_uitkomst or tekst):
            anders = f"={self._formule.removeprefix('of:=')}{_ZONDER_UITKOMST}"
        if anders is None or not self.anders:
            return
        self._fill()
        rijen, kolommen = self._keer
        for rij in range(self._rij - rijen + 1, self._rij + 1):
            for kolom in range(self._kolom - kolommen + 1, self._kolom + 1):
                self.anders[-1][rij, kolom] = anders

    def _shared(self, nummer: str) -> tuple[int, str | None]:
        bekend = nummer.strip().isdecimal() and int(nummer) < len(self.gedeeld)
        return self.gedeeld[int(nummer)] if bekend else (0, None)

    def _fill(self) -> None:
        """Count the sheet as reaching at least to this cell, which has content."""
        rijen = max(self._laatste[0], self._rij)
        kolommen = max(self._laatste[1], self._kolom)
        if rijen > MEESTE_RIJEN:
            raise TeVeel(f"een blad mag ten hoogste {in_words(MEESTE_RIJEN)} rijen hebben")
        if kolommen > MEESTE_KOLOMMEN:
            raise TeVeel(f"een blad mag ten hoogste {in_words(MEESTE_KOLOMMEN)} kolommen hebben")
        self.cellen += rijen * kolommen - self._laatste[0] * self._laatste[1]
        if self.cellen > MEESTE_CELLEN:
            raise TeVeel(f"een werkmap mag ten hoogste {in_words(MEESTE_CELLEN)} cellen hebben")
        self._laatste = (rijen, kolommen)


def _repeats(kenmerken: dict[str, str], naam: str) -> int:
    return max(1, int(kenmerken.get(naam, 1)))


def _column(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    getal = 0
    for letter in letters:
        getal = getal * 26 + ord(letter) - 64
    return getal


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a workbook declares no entities")
