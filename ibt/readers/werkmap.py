"""The sheets of an .xlsx or .ods → rows of text, after a look at how much they would unpack to.

What opens a workbook holds every cell between the first and the last in memory. Therefore its parts
are unpacked bit by bit first, and it is refused where they hold more than `grens` allows.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.tekst import visible
from ibt.readers.blad import Anders, Bladmaat, TeVeel
from ibt.readers.grens import GROOTSTE_UITGEPAKT, in_words
from ibt.readers.kolom import MEESTE_TITELS, count_known

_STUK = 1 << 16
_ODS = "content.xml"
_INHOUD = {"xl/workbook.xml", _ODS}
# Sheets that are no XML, which are not counted here.
_BINAIR = "xl/workbook.bin"
_TEKSTEN = "xl/sharedstrings.xml"
_XML = (".xml", ".rels")
_CELLEN = b"sheetData"
_INPAKKEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Pictures and the drawings of comments need not be XML.
_BEELDEN = (".vml", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svm")
# What the libraries say of a damaged workbook.
_KAPOT = (
    *(CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, EOFError),
    *(ValueError, LookupError, RuntimeError, ElementTree.ParseError),
)
_RAAD = "Haal weg wat geen tabel is, of lever een CSV-bestand."


@dataclass(frozen=True)
class Blad:
    """A sheet with cells: its name, whether one sees it, and its rows with their number."""

    naam: str
    is_zichtbaar: bool
    lijnen: list[tuple[int, list[str]]]


def read_bladen(pad: Path, inhoud: bytes) -> list[Blad]:
    """The sheets of a workbook, with `=…` for a formula without outcome; InvoerFout when none."""
    try:
        anders = _survey(inhoud)
        werkmap = CalamineWorkbook.from_filelike(io.BytesIO(inhoud))
        return [
            Blad(
                blad.name,
                blad.visible is SheetVisibleEnum.Visible,
                _lines(werkmap.get_sheet_by_name(blad.name), anders.get(nummer, {})),
            )
            for nummer, blad in enumerate(werkmap.sheets_metadata)
            if blad.typ is SheetTypeEnum.WorkSheet
        ]
    except TeVeel as teveel:
        raise InvoerFout([Gebrek(str(pad), str(teveel), raad=_RAAD)]) from None
    except _KAPOT:
        verwacht = "moet een werkmap zijn die te openen is"
        raad = "Sla haar opnieuw op als .xlsx of .ods."
        raise InvoerFout([Gebrek(str(pad), verwacht, raad=raad)]) from None


def choose_blad(
    pad: Path, bladen: Sequence[Blad], verplicht: Sequence[str], bekend: Sequence[str]
) -> tuple[str, list[tuple[int, list[str]]]]:
    """The one sheet that holds the table: what to call it, and its rows.

    A hidden sheet is none: nobody would see what was read. InvoerFout names the sheets where none
    or several have the columns.
    """
    gevuld = [blad for blad in bladen if blad.lijnen]
    passend = [blad for blad in gevuld if _fits(blad, verplicht, len(verplicht))]
    zichtbaar = [blad for blad in gevuld if blad.is_zichtbaar]
    lijkend = [blad for blad in zichtbaar if _fits(blad, bekend, 2)]
    keus = [blad for blad in passend if blad.is_zichtbaar] or lijkend
    keus = keus or [blad for blad in zichtbaar if not passend]
    if not gevuld:
        return pad.name, []
    if not keus or (len(keus) > 1 and bekend):
        raise InvoerFout([_unclear(pad, keus or gevuld, verplicht or bekend)])
    naam = f'{pad.name}, blad "{visible(keus[0].naam)}"' if len(bladen) > 1 else pad.name
    return naam, keus[0].lijnen


def _fits(blad: Blad, kolommen: Sequence[str], aantal: int) -> bool:
    return any(count_known(rij, kolommen) >= aantal for _, rij in blad.lijnen[:MEESTE_TITELS])


def _unclear(pad: Path, bladen: Sequence[Blad], kolommen: Sequence[str]) -> Gebrek:
    verwacht = f"één zichtbaar blad moet de kolommen {', '.join(kolommen)} hebben"
    gevonden = ", ".join(blad.naam + " (verborgen)" * (not blad.is_zichtbaar) for blad in bladen)
    raad = "Maak alleen het blad met de tabel zichtbaar."
    return Gebrek(pad.name, verwacht, gevonden, raad=raad)


def _lines(blad: CalamineSheet, anders: Anders) -> list[tuple[int, list[str]]]:
    rijen = [[cell_text(cel) for cel in rij] for rij in blad.to_python(skip_empty_area=False)]
    for (rij, kolom), tekst in anders.items():
        if rij <= len(rijen) and kolom <= len(rijen[rij - 1]):
            rijen[rij - 1][kolom - 1] = tekst
    return [
        (nummer, rij)
        for nummer, rij in enumerate(rijen, start=1)
        if any(cel.strip() for cel in rij)
    ]


def _survey(inhoud: bytes) -> dict[int, Anders]:
    """Unpack every part without keeping it; of each sheet the cells that calamine misreads.

    TeVeel when the parts hold more than they may.
    """
    with zipfile.ZipFile(io.BytesIO(inhoud)) as werkmap:
        delen = werkmap.infolist()
        namen = {deel.filename.lower() for deel in delen}
        vreemd = any(deel.compress_type not in _INPAKKEN for deel in delen)
        if vreemd or not _INHOUD & namen or _BINAIR in namen:
            raise zipfile.BadZipFile("not a workbook")
        nog, cellen, gedeeld = GROOTSTE_UITGEPAKT, 0, list[tuple[int, str | None]]()
        anders: dict[str, list[Anders]] = {}
        # Shared texts first: the sheets refer to them.
        for deel in sorted(delen, key=lambda deel: deel.filename.lower() != _TEKSTEN):
            maat = Bladmaat(gedeeld, cellen=cellen)
            with werkmap.open(deel) as stroom:
                nog -= _unpack(stroom, nog, maat, deel.filename.lower())
            cellen, anders[deel.filename] = maat.cellen, maat.anders
        if _ODS in anders:
            return dict(enumerate(anders[_ODS]))
        bladen = enumerate(sheet_parts(werkmap))
        return {nummer: anders[deel][0] for nummer, deel in bladen if anders.get(deel)}


def _unpack(stroom: IO[bytes], nog: int, maat: Bladmaat, naam: str) -> int:
    """How many bytes a part holds, of at most `nog`; meanwhile its cells are counted.

    What is called XML must be XML. Any other part may be something else, but then no sheet: which
    parts are sheets is said elsewhere in the file, and they may have any name.
    """
    lezer, gelezen, staart = None, 0, b""
    while stuk := stroom.read(_STUK):
        if gelezen == 0 and not naam.endswith(_BEELDEN):
            if stuk.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
                lezer = maat.parser()
            elif naam.endswith(_XML):
                raise zipfile.BadZipFile("no XML")
        gelezen += len(stuk)
        if gelezen > nog:
            raise TeVeel(f"mag uitgepakt ten hoogste {in_words(GROOTSTE_UITGEPAKT)} groot zijn")
        if lezer is not None:
            lezer.Parse(stuk, False)
        elif _CELLEN in staart + stuk:
            raise zipfile.BadZipFile("a sheet that is no XML")
        staart = stuk[-len(_CELLEN) :]
    if lezer is not None:
        lezer.Parse(b"", True)
    return gelezen


def sheet_parts(werkmap: zipfile.ZipFile) -> list[str]:
    """The parts that hold the sheets of an .xlsx, in order, as calamine finds them."""
    boek = ElementTree.fromstring(werkmap.read("xl/workbook.xml"))
    wijzers = ElementTree.fromstring(werkmap.read("xl/_rels/workbook.xml.rels"))
    doelen = {deel.get("Id"): deel.get("Target", "") for deel in wijzers}
    bladen = [deel for deel in boek.iter() if deel.tag.endswith("}sheet")]
    nummers = [next((w for n, w in blad.items() if n.endswith("}id")), "") for blad in bladen]
    return [_whole_path(doelen.get(nummer, "")) for nummer in nummers]


def _whole_path(doel: str) -> str:
    if doel.startswith("/"):
        return doel[1:]
    return doel if doel.startswith("xl/") else f"xl/{doel}"


def cell_text(cel: object) -> str:
    """A typed cell as text: 1793.0 → `1793`, 12.5 → `12,5`, a date → ISO."""
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, float):
        heel, _, deel = f"{Decimal(f'{cel:.15g}'):f}".partition(".")
        # Three decimals of a number are no thousands, as they might be in what was typed.
        return f"{heel},{deel}{'0' * (len(deel) == 3)}" if deel else heel
    if isinstance(cel, datetime):
        return cel.date().isoformat()
    if isinstance(cel, date):
        return cel.isoformat()
    return str(cel)
