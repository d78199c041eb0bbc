"""The first sheet of an .xlsx or .ods → rows of text, after a look at how much it would unpack to.

What opens a workbook holds every cell between the first and the last in memory. Therefore its parts
are unpacked bit by bit first, and it is refused where they hold more than `grens` allows.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.readers.blad import Bladmaat, TeVeel
from ibt.readers.grens import GROOTSTE_UITGEPAKT, in_words

_STUK = 1 << 16
_INHOUD = {"xl/workbook.xml", "content.xml"}
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
    *(ValueError, IndexError, RuntimeError),
)
_RAAD = "Haal weg wat geen tabel is, of lever een CSV-bestand."


def workbook_lines(pad: Path, inhoud: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet of a workbook with their number; InvoerFout when it is none."""
    try:
        fouten = _survey(inhoud)
        blad = CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0)
        rijen = blad.to_python(skip_empty_area=False)
    except TeVeel as teveel:
        raise InvoerFout([Gebrek(str(pad), str(teveel), raad=_RAAD)]) from None
    except _KAPOT:
        verwacht = "moet een werkmap zijn die te openen is"
        raad = "Sla haar opnieuw op als .xlsx of .ods."
        raise InvoerFout([Gebrek(str(pad), verwacht, raad=raad)]) from None
    gebreken = [
        Gebrek(pad.name, "een cel mag geen foutwaarde hebben", waarde, f"cel {plek}")
        for plek, waarde in fouten
    ]
    if gebreken:
        raise InvoerFout(gebreken)
    for nummer, cellen in enumerate(rijen, start=1):
        tekst = [_cell_text(cel) for cel in cellen]
        if any(cel.strip() for cel in tekst):
            yield nummer, tekst


def _survey(inhoud: bytes) -> list[tuple[str, str]]:
    """Unpack every part without keeping it; the cells of the first sheet that hold an error.

    calamine gives those as empty. TeVeel when the parts hold more than they may.
    """
    with zipfile.ZipFile(io.BytesIO(inhoud)) as werkmap:
        delen = werkmap.infolist()
        namen = {deel.filename.lower() for deel in delen}
        vreemd = any(deel.compress_type not in _INPAKKEN for deel in delen)
        if vreemd or not _INHOUD & namen or _BINAIR in namen:
            raise zipfile.BadZipFile("not a workbook")
        nog, gedeeld = GROOTSTE_UITGEPAKT, list[int]()
        fouten: dict[str, list[tuple[str, str]]] = {}
        # Shared texts first: the sheets refer to them.
        for deel in sorted(delen, key=lambda deel: deel.filename.lower() != _TEKSTEN):
            maat = Bladmaat(gedeeld)
            with werkmap.open(deel) as stroom:
                nog -= _unpack(stroom, nog, maat, deel.filename.lower())
            fouten[deel.filename] = maat.fouten
        eerste = _first_sheet(werkmap)
    return [een for naam in fouten if eerste in (naam, None) for een in fouten[naam]]


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


def _first_sheet(werkmap: zipfile.ZipFile) -> str | None:
    """The part that holds the first sheet of an .xlsx, as calamine finds it; None if not said."""
    try:
        boek = ElementTree.fromstring(werkmap.read("xl/workbook.xml"))
        wijzers = ElementTree.fromstring(werkmap.read("xl/_rels/workbook.xml.rels"))
        blad = next(deel for deel in boek.iter() if deel.tag.endswith("}sheet"))
        nummer = next(waarde for naam, waarde in blad.items() if naam.endswith("}id"))
        doel = next(deel.get("Target", "") for deel in wijzers if deel.get("Id") == nummer)
    except (KeyError, StopIteration, ElementTree.ParseError):
        return None
    if doel.startswith("/"):
        return doel[1:]
    return doel if doel.startswith("xl/") else f"xl/{doel}"


def _cell_text(cel: object) -> str:
    """A typed cell as text: 1793.0 → `1793`, 12.5 → `12,5`, a date → ISO."""
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, float):
        return str(int(cel)) if cel.is_integer() else str(cel).replace(".", ",")
    if isinstance(cel, datetime):
        return cel.date().isoformat()
    if isinstance(cel, date):
        return cel.isoformat()
    return str(cel)
