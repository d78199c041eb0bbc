"""The first sheet of an .xlsx or .ods → rows of text, after a look at how much it would unpack to.

What opens a workbook holds every cell between the first and the last in memory. Therefore its parts
are unpacked bit by bit first, and it is refused where they hold more than `grens` allows.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.readers.blad import Bladmaat, TeVeel
from ibt.readers.grens import GROOTSTE_UITGEPAKT, in_words

_STUK = 1 << 16
_INHOUD = {"xl/workbook.xml", "content.xml"}
_INPAKKEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Pictures and the drawings of comments hold no cells, and need not be XML.
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
        _survey(inhoud)
        blad = CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0)
        rijen = blad.to_python(skip_empty_area=False)
        fouten = _error_cells(inhoud)
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


def _survey(inhoud: bytes) -> None:
    """Unpack every part without keeping it; TeVeel when they hold more than they may."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as werkmap:
        delen = werkmap.infolist()
        vreemd = any(deel.compress_type not in _INPAKKEN for deel in delen)
        if vreemd or not _INHOUD & {deel.filename for deel in delen}:
            raise zipfile.BadZipFile("not a workbook")
        nog, gedeeld = GROOTSTE_UITGEPAKT, list[int]()
        # Shared texts first: the sheets refer to them.
        for deel in sorted(delen, key=lambda deel: deel.filename != "xl/sharedStrings.xml"):
            maat = None if deel.filename.lower().endswith(_BEELDEN) else Bladmaat(gedeeld)
            with werkmap.open(deel) as stroom:
                nog -= _unpack(stroom, nog, maat)


def _unpack(stroom: IO[bytes], nog: int, maat: Bladmaat | None) -> int:
    """How many bytes a part holds, of at most `nog`; meanwhile its cells are counted."""
    lezer, gelezen = None, 0
    while stuk := stroom.read(_STUK):
        if gelezen == 0 and maat is not None and stuk.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
            lezer = maat.parser()
        gelezen += len(stuk)
        if gelezen > nog:
            raise TeVeel(f"mag uitgepakt ten hoogste {in_words(GROOTSTE_UITGEPAKT)} groot zijn")
        if lezer is not None:
            lezer.Parse(stuk, False)
    if lezer is not None:
        lezer.Parse(b"", True)
    return gelezen


def _error_cells(inhoud: bytes) -> list[tuple[str, str]]:
    """Cells of the first sheet with #N/A or the like; calamine gives them as empty.

    Only .xlsx says so in its XML; in an .ods an error is stored as its text and fails as such.
    """
    with zipfile.ZipFile(io.BytesIO(inhoud)) as werkmap:
        naam = "xl/worksheets/sheet1.xml"
        xml = werkmap.read(naam).decode("utf-8", "replace") if naam in werkmap.namelist() else ""
    return re.findall(
        r'<c r="([A-Z]+[0-9]+)"[^>]*t="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', xml, flags=re.S
    )


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
