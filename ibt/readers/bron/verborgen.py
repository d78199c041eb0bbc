"""Which rows and columns of a workbook nobody sees, and which cells are merged."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from ibt.readers.grens import MEESTE_KOLOMMEN, MEESTE_RIJEN
from ibt.readers.werkmap import sheet_parts

_ODS = "content.xml"
_BEREIK = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")

# First row, first column, last row, last column; rows count from 1, columns from 0.
Bereik = tuple[int, int, int, int]


@dataclass
class Verborgen:
    """Of a sheet the hidden rows (from 1) and columns (from 0), and what is merged."""

    rijen: set[int] = field(default_factory=set)
    kolommen: set[int] = field(default_factory=set)
    samen: list[Bereik] = field(default_factory=list)


def hidden_parts(inhoud: bytes) -> dict[str, Verborgen]:
    """By the name of each sheet of a workbook that `read_bladen` could read."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as werkmap:
        if _ODS in werkmap.namelist():
            lezer = _Ods()
            lezer.read(werkmap.read(_ODS))
            return lezer.bladen
        boek = ElementTree.fromstring(werkmap.read("xl/workbook.xml"))
        namen = [deel.get("name", "") for deel in boek.iter() if deel.tag.endswith("}sheet")]
        er_zijn = set(werkmap.namelist())
        return {
            naam: _of_xlsx(werkmap.read(deel))
            for naam, deel in zip(namen, sheet_parts(werkmap), strict=True)
            if deel in er_zijn
        }


def _of_xlsx(blad: bytes) -> Verborgen:
    gevonden = Verborgen()
    rij = 0

    def start(naam: str, kenmerken: dict[str, str]) -> None:
        nonlocal rij
        kort = naam.rpartition(":")[2]
        is_verborgen = kenmerken.get("hidden") in ("1", "true")
        if kort == "row":
            rij = int(kenmerken.get("r", rij + 1))
            if is_verborgen:
                gevonden.rijen.add(rij)
        elif kort == "col" and is_verborgen:
            eind = min(int(kenmerken["max"]), MEESTE_KOLOMMEN)
            gevonden.kolommen.update(range(int(kenmerken["min"]) - 1, eind))
        elif kort == "mergeCell" and (deel := _BEREIK.fullmatch(kenmerken.get("ref", ""))):
            gevonden.samen.append((int(deel[2]), _column(deel[1]), int(deel[4]), _column(deel[3])))

    lezer = expat.ParserCreate()
    lezer.StartElementHandler = start
    lezer.Parse(blad, True)
    return gevonden


def _column(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    getal = 0
    for letter in letters:
        getal = getal * 26 + ord(letter) - 64
    return getal - 1


class _Ods:
    """Walks through the content of an .ods and keeps, per sheet, where it is."""

    def __init__(self) -> None:
        self.bladen: dict[str, Verborgen] = {}
        self._nu = Verborgen()
        self._rij = self._cel = self._kolom = 0

    def read(self, inhoud: bytes) -> None:
        lezer = expat.ParserCreate()
        lezer.StartElementHandler = self._start
        lezer.Parse(inhoud, True)

    def _start(self, naam: str, kenmerken: dict[str, str]) -> None:
        kort = naam.rpartition(":")[2]
        keer = int(kenmerken.get(f"table:number-{_SOORT.get(kort, '')}s-repeated", 1))
        is_verborgen = kenmerken.get("table:visibility") in ("collapse", "filter")
        if kort == "table":
            self._nu = self.bladen.setdefault(kenmerken.get("table:name", ""), Verborgen())
            self._rij = self._kolom = 0
        elif kort == "table-column":
            if is_verborgen:
                eind = min(self._kolom + keer, MEESTE_KOLOMMEN)
                self._nu.kolommen.update(range(self._kolom, eind))
            self._kolom += keer
        elif kort == "table-row":
            self._cel = 0
            if is_verborgen:
                eind = min(self._rij + keer, MEESTE_RIJEN)
                self._nu.rijen.update(range(self._rij + 1, eind + 1))
            self._rij += keer
        elif kort in ("table-cell", "covered-table-cell"):
            self._merge(kenmerken)
            self._cel += keer

    def _merge(self, kenmerken: dict[str, str]) -> None:
        breed = int(kenmerken.get("table:number-columns-spanned", 1))
        hoog = int(kenmerken.get("table:number-rows-spanned", 1))
        if breed * hoog > 1:
            bereik = (self._rij, self._cel, self._rij + hoog - 1, self._cel + breed - 1)
            self._nu.samen.append(bereik)


_SOORT = {"table-column": "column", "table-row": "row"} | dict.fromkeys(
    ("table-cell", "covered-table-cell"), "column"
)
