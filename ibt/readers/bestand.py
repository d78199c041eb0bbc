"""A table file as delivered → rows of text with their line numbers.

CSV with `,` or `;` in UTF-8 (with or without BOM) or cp1252, .xlsx and .ods. A typed cell of a
workbook becomes the text that a Dutch reader would write, so every file is checked the same way.
"""

from __future__ import annotations

import csv
import hashlib
import io
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.tekst import forbidden_characters
from ibt.readers.grens import (
    GROOTSTE_BESTAND,
    LANGSTE_CEL,
    MEESTE_KOLOMMEN,
    MEESTE_RIJEN,
    in_words,
)
from ibt.readers.werkmap import workbook_lines

WERKBLADEN = (".xlsx", ".ods")
_RAAD_RIJEN = "Laat weg wat niet over deze ronde gaat."


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


def read_bytes(pad: Path, grootste: int = GROOTSTE_BESTAND) -> bytes:
    """The bytes of an input file; InvoerFout when it is not there, not readable or too large."""
    try:
        inhoud = _read_at_most(pad, grootste + 1)
    except FileNotFoundError:
        raise _fault(pad, "dit bestand bestaat niet", "Controleer naam en map.") from None
    except IsADirectoryError:
        raise _fault(pad, "moet een bestand zijn, geen map", "Noem het bestand zelf.") from None
    except OSError:
        raise _fault(
            pad, "kan niet worden gelezen", "Sluit het bestand in Excel en probeer opnieuw."
        ) from None
    if len(inhoud) > grootste:
        raad = "Haal weg wat er niet in hoort, of verdeel het over meer bestanden."
        raise _fault(pad, f"mag ten hoogste {in_words(grootste)} groot zijn", raad)
    return inhoud


def _read_at_most(pad: Path, bytes_: int) -> bytes:
    """The first bytes of a file; a device or pipe is none, for it need never end."""
    soort = pad.stat().st_mode
    if not (stat.S_ISREG(soort) or stat.S_ISDIR(soort)):
        raise _fault(pad, "moet een gewoon bestand zijn", "Noem het bestand zelf.")
    with pad.open("rb") as bestand:
        return bestand.read(bytes_)


def read_tabel(pad: Path, inhoud: bytes | None = None) -> Tabelbestand:
    """The table in a file, or in bytes that will be written to it; InvoerFout when it is none."""
    inhoud = read_bytes(pad) if inhoud is None else inhoud
    lijnen = workbook_lines(pad, inhoud) if pad.suffix.lower() in WERKBLADEN else None
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
        except csv.Error as fout:
            verwacht = _csv_fault(str(fout))
            raise InvoerFout([Gebrek(pad.name, verwacht, plaats=f"regel {begin}")]) from None
        if "".join(cellen).strip():
            yield begin, cellen


def _csv_fault(fout: str) -> str:
    """What must be, after what the CSV reader of Python said in English."""
    if "field larger" in fout:
        return (
            f"een cel mag ten hoogste {in_words(LANGSTE_CEL)} tekens hebben; misschien ontbreekt "
            "een aanhalingsteken"
        )
    return "moet een leesbare CSV-regel zijn; aanhalingstekens kloppen niet"


def _require_header(pad: Path, kolommen: tuple[str, ...]) -> None:
    if len(kolommen) > MEESTE_KOLOMMEN:
        verwacht = f"mag ten hoogste {in_words(MEESTE_KOLOMMEN)} kolommen hebben"
        raise InvoerFout([Gebrek(pad.name, verwacht, f"{len(kolommen)} kolommen", "regel 1")])
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
    for aantal, (nummer, cellen) in enumerate(lijnen, start=1):
        if aantal > MEESTE_RIJEN:
            raise _fault(pad, f"mag ten hoogste {in_words(MEESTE_RIJEN)} rijen hebben", _RAAD_RIJEN)
        inhoud = dict(zip(kolommen, (cel.strip() for cel in cellen), strict=False))
        if "" in inhoud:  # several columns without a name are one to who must refuse them
            paren = zip(kolommen, cellen, strict=False)
            inhoud[""] = "".join(cel for kolom, cel in paren if not kolom).strip()
        over = "".join(cellen[len(kolommen) :]).strip()
        if over or len(cellen) < len(kolommen):
            verwacht = f"moet {len(kolommen)} cellen hebben, zoals de kopregel"
            plaats = f"regel {nummer}"
            gevonden = "1 cel" if len(cellen) == 1 else f"{len(cellen)} cellen"
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
