"""A table file as delivered → rows of text with their line numbers.

CSV with `,`, `;`, a tab or `|` in UTF-8 (with or without BOM) or cp1252, .xlsx and .ods. A typed
cell of a workbook becomes the text that a Dutch reader would write, so every file is checked the
same way. Title rows, other sheets and columns that nobody reads play no part.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.tekst import composed, forbidden_characters
from ibt.readers.blad import FOUTWAARDE
from ibt.readers.grens import (
    GROOTSTE_BESTAND,
    LANGSTE_CEL,
    MEESTE_KOLOMMEN,
    MEESTE_RIJEN,
    in_words,
)
from ibt.readers.kolom import MEESTE_TITELS, SEP_REGEL, column_names, csv_separator, header_at
from ibt.readers.rechten import what_to_do
from ibt.readers.werkmap import choose_blad, read_bladen

WERKBLADEN = (".xlsx", ".ods")
# What a cell with an error, a formula or a strange character has.
_OPVALLEND = re.compile(r"[#=]|Err:|[^ -~]")
_RAAD_FORMULE = "Herstel haar, of sla het bestand op in Excel: dat rekent haar uit."
_RAAD_RIJEN = "Laat weg wat niet over deze ronde gaat."


@dataclass(frozen=True)
class Bestandsrij:
    """One row: its number in the file (the header is row 1) and its cells by column name."""

    nummer: int
    cellen: dict[str, str]


@dataclass(frozen=True)
class Tabelbestand:
    """A table as text: file name (and sheet), column names, rows, SHA-256 of the bytes.

    A column that is known has its known name, another the name that was delivered. `kop` is the row
    of the header, `koprij` its names with those that are empty, `scheiding` what parts the cells of
    a CSV. `gebreken` are the faults of rows as such; whoever checks the cells raises them
    all together. `scheef` are the rows with too many or too few cells: good for a name, not for
    figures.
    """

    naam: str
    kop: int
    kolommen: tuple[str, ...]
    rijen: tuple[Bestandsrij, ...]
    sha256: str
    gebreken: tuple[Gebrek, ...] = ()
    scheef: tuple[Bestandsrij, ...] = ()
    koprij: tuple[str, ...] = ()
    scheiding: str = ""


def read_bytes(pad: Path, grootste: int = GROOTSTE_BESTAND) -> bytes:
    """The bytes of an input file; InvoerFout when it is not there, not readable or too large."""
    try:
        inhoud = _read_at_most(pad, grootste + 1)
    except FileNotFoundError:
        raise _fault(pad, "dit bestand bestaat niet", "Controleer naam en map.") from None
    except IsADirectoryError:
        raise _fault(pad, "moet een bestand zijn, geen map", "Noem het bestand zelf.") from None
    except OSError:
        raise _fault(pad, "kan niet worden gelezen", what_to_do(pad, pad, os.R_OK)) from None
    if len(inhoud) > grootste:
        raad = "Haal weg wat er niet in hoort, of verdeel het over meer bestanden."
        raise _fault(pad, f"mag ten hoogste {in_words(grootste)} groot zijn", raad)
    return inhoud


def _read_at_most(pad: Path, bytes_: int) -> bytes:
    """The first bytes of a file; InvoerFout for a device or pipe, which need never end."""
    soort = pad.stat().st_mode
    if not (stat.S_ISREG(soort) or stat.S_ISDIR(soort)):
        raise _fault(pad, "moet een gewoon bestand zijn", "Noem het bestand zelf.")
    with pad.open("rb") as bestand:
        return bestand.read(bytes_)


def read_tabel(
    pad: Path,
    verplicht: Sequence[str] = (),
    bekend: Sequence[str] = (),
    inhoud: bytes | None = None,
    gegroeid: bool = False,
) -> Tabelbestand:
    """The table in a file, or in bytes that will be written to it; InvoerFout when it is none.

    `bekend` are the columns that will be read, `verplicht` those that must be there: by these the
    sheet and its header are found, and only in these a cell can be at fault. Without them, in all.
    Of one that may have `gegroeid`, rows from before a column was added may end before it.
    """
    inhoud = read_bytes(pad) if inhoud is None else inhoud
    naam, scheiding = pad.name, ""
    if pad.suffix.lower() in WERKBLADEN:
        naam, bladlijnen = choose_blad(pad, read_bladen(pad, inhoud), verplicht, bekend)
        lijnen = iter(bladlijnen)
    else:
        tekst = decode(pad, inhoud)
        scheiding = csv_separator(tekst, bekend)
        lijnen = csv_lines(pad, tekst, scheiding)
    begin = list(islice(lijnen, MEESTE_TITELS))
    if not begin:
        raise _fault(pad, "moet een kopregel en rijen hebben; het bestand is leeg")
    boven = header_at([cellen for _, cellen in begin], verplicht, bekend)
    nummer, kop = begin[boven]
    kolommen = column_names(kop, bekend)
    gelezen = set(bekend or kolommen)
    _require_header(naam, nummer, kolommen, gelezen)
    rest = chain(begin[boven + 1 :], lijnen)
    rijen, scheef, gebreken = _rows(naam, kolommen, gelezen, rest, gegroeid)
    sha256 = hashlib.sha256(inhoud).hexdigest()
    namen = tuple(kolom for kolom in kolommen if kolom)
    return Tabelbestand(naam, nummer, namen, rijen, sha256, gebreken, scheef, kolommen, scheiding)


def decode(pad: Path, inhoud: bytes) -> str:
    """Text from UTF-8 (with or without BOM) or cp1252; InvoerFout for anything else or both."""
    for codering in () if b"\0" in inhoud else ("utf-8-sig", "cp1252"):
        try:
            return inhoud.decode(codering)
        except UnicodeDecodeError:
            _require_one_encoding(pad, inhoud)
    raise _fault(
        pad,
        "moet een tekstbestand zijn (UTF-8 of Windows-1252)",
        "Sla het bestand opnieuw op als UTF-8 (een tabel mag ook als .xlsx).",
    )


def _require_one_encoding(pad: Path, inhoud: bytes) -> None:
    """InvoerFout for a file of two programs: read as one, its `é` would become `Ã©`."""
    anders: list[str] = []
    is_utf8 = inhoud.startswith(codecs.BOM_UTF8)
    for nummer, regel in enumerate(inhoud.splitlines(), start=1):
        try:
            is_utf8 = not regel.decode("utf-8").isascii() or is_utf8
        except UnicodeDecodeError:
            anders.append(str(nummer))
    if is_utf8:
        verwacht = "moet helemaal in UTF-8 staan; hier staat een teken in Windows-1252"
        raad = "Typ op die regel de letters met een accent opnieuw, en sla op als UTF-8."
        plaats = f"regel {', '.join(anders[:10])}"
        raise InvoerFout([Gebrek(pad.name, verwacht, plaats=plaats, raad=raad)])


def csv_lines(pad: Path, tekst: str, scheiding: str) -> Iterator[tuple[int, list[str]]]:
    """The filled lines of a CSV file with their number, without Excel's own line `sep=;`."""
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
        if "".join(cellen).strip() and not (begin == 1 and SEP_REGEL.match(tekst)):
            yield begin, cellen


def _csv_fault(fout: str) -> str:
    """What must be, after what the CSV reader of Python said in English."""
    if "field larger" in fout:
        return (
            f"een cel mag ten hoogste {in_words(LANGSTE_CEL)} tekens hebben; misschien ontbreekt "
            "een aanhalingsteken"
        )
    return "moet een leesbare CSV-regel zijn; aanhalingstekens kloppen niet"


def _require_header(
    naam: str, nummer: int, kolommen: tuple[str, ...], gelezen: Collection[str]
) -> None:
    plaats = f"regel {nummer}"
    if len(kolommen) > MEESTE_KOLOMMEN:
        verwacht = f"mag ten hoogste {in_words(MEESTE_KOLOMMEN)} kolommen hebben"
        raise InvoerFout([Gebrek(naam, verwacht, f"{len(kolommen)} kolommen", plaats)])
    dubbel = sorted({k for k in kolommen if k in gelezen and k and kolommen.count(k) > 1})
    vreemd = forbidden_characters("".join(kolommen), toegestaan="")
    gebreken = [
        Gebrek(naam, "elke kolomnaam mag één keer voorkomen", kolom, plaats) for kolom in dubbel
    ]
    if vreemd:
        verwacht = "de kopregel moet gewone tekst zijn"
        gebreken.append(Gebrek(naam, verwacht, ", ".join(vreemd), plaats))
    if gebreken:
        raise InvoerFout(gebreken)


def _rows(
    naam: str,
    kolommen: tuple[str, ...],
    gelezen: Collection[str],
    lijnen: Iterator[tuple[int, list[str]]],
    gegroeid: bool,
) -> tuple[tuple[Bestandsrij, ...], tuple[Bestandsrij, ...], tuple[Gebrek, ...]]:
    rijen: list[Bestandsrij] = []
    scheef: list[Bestandsrij] = []
    gebreken: list[Gebrek] = []
    nodig = 0 if gegroeid else len(kolommen)
    for aantal, (nummer, cellen) in enumerate(lijnen, start=1):
        if aantal > MEESTE_RIJEN:
            verwacht = f"mag ten hoogste {in_words(MEESTE_RIJEN)} rijen hebben"
            raise InvoerFout([Gebrek(naam, verwacht, raad=_RAAD_RIJEN)])
        inhoud = dict(zip(kolommen, (composed(cel).strip() for cel in cellen), strict=False))
        if "" in inhoud:  # several columns without a name are one to who must refuse them
            paren = zip(kolommen, cellen, strict=False)
            inhoud[""] = "".join(cel for kolom, cel in paren if not kolom).strip()
        over = "".join(cellen[len(kolommen) :]).strip()
        if over or len(cellen) < nodig:
            gebreken.append(_uneven(naam, nummer, len(kolommen), cellen, inhoud))
            scheef.append(Bestandsrij(nummer, inhoud))
            continue
        nodig = max(nodig, min(len(cellen), len(kolommen)))
        gebreken.extend(_strange(naam, nummer, inhoud, gelezen))
        rijen.append(Bestandsrij(nummer, dict.fromkeys(kolommen, "") | inhoud))
    return tuple(rijen), tuple(scheef), tuple(gebreken)


def _uneven(
    naam: str, nummer: int, breedte: int, cellen: list[str], inhoud: dict[str, str]
) -> Gebrek:
    """A row that does not fit the header; one with a single text is no row at all."""
    verwacht = f"moet {breedte} cellen hebben, zoals de kopregel"
    gevonden = "1 cel" if len(cellen) == 1 else f"{len(cellen)} cellen"
    raad = None
    if sum(1 for cel in cellen if cel.strip()) == 1:
        raad = "Haal de regel weg als zij een bron, totaal of opmerking is."
    return Gebrek(naam, verwacht, gevonden, f"regel {nummer}", _who(inhoud), raad)


def _strange(
    naam: str, nummer: int, cellen: dict[str, str], gelezen: Collection[str]
) -> Iterator[Gebrek]:
    if not _OPVALLEND.search("".join(cellen.values())):
        return
    for kolom, cel in cellen.items():
        if kolom not in gelezen:
            continue
        plaats = f'regel {nummer}, kolom "{kolom}"'
        if FOUTWAARDE.fullmatch(cel):
            verwacht, raad = "een formule moet een uitkomst hebben", _RAAD_FORMULE
            yield Gebrek(naam, verwacht, cel, plaats, _who(cellen), raad)
        for teken in forbidden_characters(cel, toegestaan=""):
            yield Gebrek(
                naam,
                "mag geen stuurtekens of eigen tekens bevatten",
                f"{cel} ({teken})",
                plaats,
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


def _fault(pad: Path, verwacht: str, raad: str | None = None) -> InvoerFout:
    return InvoerFout([Gebrek(str(pad), verwacht, raad=raad)])
