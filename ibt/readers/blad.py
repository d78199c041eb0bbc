"""How much the sheets of a workbook hold, told while their XML goes by and before they are opened.

An .xlsx names the place of a cell and the number of a shared text; an .ods repeats rows and cells.
Either way a few bytes can mean a billion cells.
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

_PLEK = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")
_CELLEN = ("c", "table-cell", "covered-table-cell")


class TeVeel(Exception):
    """The limit that a workbook exceeds, in the words of a fault."""


@dataclass
class Bladmaat:
    """Counts the cells and texts of a part of a workbook; TeVeel as soon as there are too many.

    `gedeeld` holds the length of each shared text, filled by the part that holds them; `fouten` the
    place and words of each cell with #N/A or the like.
    """

    gedeeld: list[int]
    fouten: list[tuple[str, str]] = field(default_factory=list)
    _rij: int = 0
    _kolom: int = 0
    _laatste: tuple[int, int] = (0, 0)
    _keer: tuple[int, int] = (1, 1)
    _tekens: int = 0
    _is_nummer: bool = False
    _is_fout: bool = False
    _tekst: list[str] | None = field(default=None)

    def parser(self) -> expat.XMLParserType:
        """A parser that tells this what goes by."""
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
        elif kort == "table":
            self._rij, self._laatste = 0, (0, 0)
        elif kort == "si":
            self._tekst = []
        elif self._tekst is not None and kort in ("v", "is", "p"):
            self._fill()
            if self._is_fout:
                self._tekst.clear()  # what it was worked out with

    def _start_cell(self, kort: str, kenmerken: dict[str, str]) -> None:
        self._tekst = []
        plek = _PLEK.fullmatch(kenmerken.get("r", ""))
        if kort != "c":
            self._keer = (self._keer[0], _repeats(kenmerken, "table:number-columns-repeated"))
            self._kolom += self._keer[1]
            if "office:value-type" in kenmerken:
                self._fill()
        elif plek is not None:
            self._kolom, self._rij = _column(plek[1]), int(plek[2])
        else:
            self._kolom += 1
        self._is_nummer = kort == "c" and kenmerken.get("t") == "s"
        self._is_fout = kort == "c" and kenmerken.get("t") == "e"

    def _text(self, tekst: str) -> None:
        if self._tekst is not None:
            self._tekst.append(tekst)

    def _end(self, naam: str) -> None:
        kort = naam.rpartition(":")[2]
        if self._tekst is None or kort not in (*_CELLEN, "si"):
            return
        tekst = "".join(self._tekst)
        self._tekst = None
        lengte = self._shared(tekst) if self._is_nummer and kort == "c" else len(tekst)
        if lengte > LANGSTE_CEL:
            raise TeVeel(f"een cel mag ten hoogste {in_words(LANGSTE_CEL)} tekens hebben")
        if kort == "si":
            self.gedeeld.append(lengte)
            return
        if self._is_fout:
            self.fouten.append((f"{_letters(self._kolom)}{self._rij}", tekst))
        self._tekens += lengte * self._keer[0] * self._keer[1]
        if self._tekens > GROOTSTE_UITGEPAKT:
            raise TeVeel(
                f"de cellen samen mogen ten hoogste {in_words(GROOTSTE_UITGEPAKT)} aan tekst hebben"
            )

    def _shared(self, nummer: str) -> int:
        plek = int(nummer) if nummer.strip().isdecimal() else -1
        return self.gedeeld[plek] if 0 <= plek < len(self.gedeeld) else 0

    def _fill(self) -> None:
        """A cell with content at this place: the sheet reaches at least as far."""
        rijen = max(self._laatste[0], self._rij)
        kolommen = max(self._laatste[1], self._kolom)
        if rijen > MEESTE_RIJEN:
            raise TeVeel(f"een blad mag ten hoogste {in_words(MEESTE_RIJEN)} rijen hebben")
        if kolommen > MEESTE_KOLOMMEN:
            raise TeVeel(f"een blad mag ten hoogste {in_words(MEESTE_KOLOMMEN)} kolommen hebben")
        if rijen * kolommen > MEESTE_CELLEN:
            raise TeVeel(f"een blad mag ten hoogste {in_words(MEESTE_CELLEN)} cellen hebben")
        self._laatste = (rijen, kolommen)


def _repeats(kenmerken: dict[str, str], naam: str) -> int:
    return max(1, int(kenmerken.get(naam, 1)))


def _column(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    getal = 0
    for letter in letters:
        getal = getal * 26 + ord(letter) - 64
    return getal


def _letters(kolom: int) -> str:
    """1 is `A`, 27 is `AA`."""
    rest = ""
    while kolom > 0:
        kolom, letter = divmod(kolom - 1, 26)
        rest = chr(65 + letter) + rest
    return rest


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a workbook declares no entities")
