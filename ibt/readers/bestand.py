"""A table file as delivered → rows of text with their line numbers.

CSV with `,` or `;` in UTF-8 (with or without BOM) or cp1252, .xlsx and .ods. A typed cell of a
workbook becomes the text that a Dutch reader would write, so every file is checked the same way.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.tekst import forbidden_characters

WERKBLADEN = (".xlsx", ".ods")


@dataclass(frozen=True)
class Rij:
    """One row: its number in the file (the header is row 1) and its cells by column name."""

    nummer: int
    cellen: dict[str, str]


@dataclass(frozen=True)
class Tabelbestand:
    """A table as text: file name, column names as delivered, rows, SHA-256 of the bytes.

    `gebreken` are the faults of rows as such; whoever checks the cells raises them all together.
    `scheef` are the rows with too many or too few cells: good for a name, not for figures.
    """

    naam: str
    kolommen: tuple[str, ...]
    rijen: tuple[Rij, ...]
    sha256: str
    gebreken: tuple[Gebrek, ...] = ()
    scheef: tuple[Rij, ...] = ()


def read_bytes(pad: Path) -> bytes:
    """The bytes of an input file; InvoerFout when it is not there or not readable."""
    try:
        return pad.read_bytes()
    except FileNotFoundError:
        raise _fault(pad, "dit bestand bestaat niet", "Controleer naam en map.") from None
    except IsADirectoryError:
        raise _fault(pad, "moet een bestand zijn, geen map", "Noem het bestand zelf.") from None
    except OSError:
        raise _fault(
            pad, "kan niet worden gelezen", "Sluit het bestand in Excel en probeer opnieuw."
        ) from None


def read_tabel(pad: Path, inhoud: bytes | None = None) -> Tabelbestand:
    """The table in a file, or in bytes that will be written to it; InvoerFout when it is none."""
    inhoud = read_bytes(pad) if inhoud is None else inhoud
    lijnen = _workbook_lines(pad, inhoud) if pad.suffix.lower() in WERKBLADEN else None
    if lijnen is None:
        lijnen = _csv_lines(pad, decode(pad, inhoud))
    kop = next(lijnen, None)
    if kop is None:
        raise _fault(pad, "moet een kopregel en rijen hebben; het bestand is leeg")
    kolommen = tuple(cel.strip().lower() for cel in kop[1])
    _require_header(pad, kolommen)
    rijen, scheef, gebreken = _rows(pad, kolommen, lijnen)
    sha256 = hashlib.sha256(inhoud).hexdigest()
    namen = tuple(kolom for kolom in kolommen if kolom)
    return Tabelbestand(pad.name, namen, tuple(rijen), sha256, tuple(gebreken), tuple(scheef))


def decode(pad: Path, inhoud: bytes) -> str:
    """Text from UTF-8 (with or without BOM) or cp1252; InvoerFout for anything else."""
    for codering in ("utf-8-sig", "cp1252"):
        try:
            tekst = inhoud.decode(codering)
        except UnicodeDecodeError:
            continue
        if "\0" in tekst:
            break
        return tekst
    raise _fault(
        pad,
        "moet een tekstbestand zijn (UTF-8 of Windows-1252)",
        "Sla het bestand opnieuw op als UTF-8 (een tabel mag ook als .xlsx).",
    )


def _csv_lines(pad: Path, tekst: str) -> Iterator[tuple[int, list[str]]]:
    """Lines of a CSV file with their number; the header decides between `;` and `,`."""
    kop = tekst.lstrip("\r\n").partition("\n")[0]
    scheiding = ";" if kop.count(";") > kop.count(",") else ","
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    while True:
        begin = lezer.line_num + 1
        try:
            cellen = next(lezer)
        except StopIteration:
            return
        except csv.Error:
            raise InvoerFout(
                [
                    Gebrek(
                        pad.name,
                        "moet een leesbare CSV-regel zijn; aanhalingstekens kloppen niet",
                        plaats=f"regel {begin}",
                    )
                ]
            ) from None
        if "".join(cellen).strip():
            yield begin, cellen


def _workbook_lines(pad: Path, inhoud: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet of a workbook with their number."""
    try:
        blad = CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0)
        rijen = blad.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError):
        raise _fault(
            pad, "moet een werkmap zijn die te openen is", "Sla haar opnieuw op als .xlsx of .ods."
        ) from None
    gebreken = [
        Gebrek(pad.name, "een cel mag geen foutwaarde hebben", waarde, f"cel {plek}")
        for plek, waarde in _error_cells(inhoud)
    ]
    if gebreken:
        raise InvoerFout(gebreken)
    for nummer, cellen in enumerate(rijen, start=1):
        tekst = [_cell_text(cel) for cel in cellen]
        if any(cel.strip() for cel in tekst):
            yield nummer, tekst


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


def _require_header(pad: Path, kolommen: tuple[str, ...]) -> None:
    dubbel = sorted({k for k in kolommen if k and kolommen.count(k) > 1})
    vreemd = forbidden_characters("".join(kolommen), toegestaan="")
    gebreken = [
        Gebrek(pad.name, "elke kolomnaam mag één keer voorkomen", naam, "regel 1")
        for naam in dubbel
    ]
    if vreemd:
        gebreken.append(
            Gebrek(pad.name, "de kopregel moet gewone tekst zijn", ", ".join(vreemd), "regel 1")
        )
    if gebreken:
        raise InvoerFout(gebreken)


def _rows(
    pad: Path, kolommen: tuple[str, ...], lijnen: Iterator[tuple[int, list[str]]]
) -> tuple[list[Rij], list[Rij], list[Gebrek]]:
    rijen: list[Rij] = []
    scheef: list[Rij] = []
    gebreken: list[Gebrek] = []
    for nummer, cellen in lijnen:
        inhoud = dict(zip(kolommen, (cel.strip() for cel in cellen), strict=False))
        if "" in inhoud:  # several columns without a name are one to who must refuse them
            paren = zip(kolommen, cellen, strict=False)
            inhoud[""] = "".join(cel for kolom, cel in paren if not kolom).strip()
        over = "".join(cellen[len(kolommen) :]).strip()
        if over or len(cellen) < len(kolommen):
            verwacht = f"moet {len(kolommen)} cellen hebben, zoals de kopregel"
            plaats = f"regel {nummer}"
            gevonden = f"{len(cellen)} cellen"
            gebreken.append(Gebrek(pad.name, verwacht, gevonden, plaats, _who(inhoud)))
            scheef.append(Rij(nummer, inhoud))
            continue
        gebreken.extend(_strange(pad, nummer, inhoud))
        rijen.append(Rij(nummer, inhoud))
    return rijen, scheef, gebreken


def _strange(pad: Path, nummer: int, cellen: dict[str, str]) -> Iterator[Gebrek]:
    if _is_plain("".join(cellen.values())):
        return
    for kolom, cel in cellen.items():
        for teken in forbidden_characters(cel, toegestaan=""):
            yield Gebrek(
                pad.name,
                "mag geen stuurtekens of eigen tekens bevatten",
                f"{cel} ({teken})",
                f'regel {nummer}, kolom "{kolom}"',
                _who(cellen),
                "Verwijder het teken.",
            )


def _who(cellen: dict[str, str]) -> str | None:
    """The gemeente of a row as far as the row says it in plain characters."""
    naam, code = (
        "" if forbidden_characters(cel, toegestaan="") else cel
        for cel in (cellen.get("gemeente", ""), cellen.get("gemeentecode", ""))
    )
    return f"{naam} ({code})" if naam and code else naam or code or None


def _is_plain(tekst: str) -> bool:
    return tekst.isascii() and tekst.isprintable()


def _fault(pad: Path, verwacht: str, raad: str | None = None) -> InvoerFout:
    return InvoerFout([Gebrek(str(pad), verwacht, raad=raad)])
