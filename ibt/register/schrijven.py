"""Rows added to the register: in one step, and no row that stands there is touched."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout, UitvoerFout
from ibt.begrippen.tekst import no_formula
from ibt.readers.bestand import decode, read_bytes
from ibt.readers.kolom import csv_header
from ibt.readers.naam import Gemeentelijst
from ibt.register.lezen import read_register
from ibt.register.rij import KOLOMMEN, VERPLICHT

Nieuw = Mapping[str, str]

_TEKST = ("aanleiding", "orgaan", "motivering", "vastgesteld_door")


def append_rijen(pad: Path, rijen: Sequence[Nieuw], lijst: Gemeentelijst) -> None:
    """Add rows at the end; what stood there stays to the letter, whatever its layout.

    InvoerFout when the file cannot be added to (see `check_appendable`) or would no longer be a
    valid register; UitvoerFout when it is open elsewhere or read-only. Nothing is half written.
    """
    inhoud = _extended(pad, rijen)
    _require_valid(pad, lijst, inhoud)
    # A link to a register elsewhere stays a link.
    _replace(pad.resolve(), inhoud)


def require_appendable(pad: Path, rijen: Sequence[Nieuw], lijst: Gemeentelijst) -> None:
    """InvoerFout or UitvoerFout where `append_rijen` would give one; nothing is written."""
    _require_valid(pad, lijst, _extended(pad, rijen))


def _extended(pad: Path, rijen: Sequence[Nieuw]) -> bytes:
    """The register as it will be."""
    oud, tekst, kop, scheiding = _read_appendable(pad)
    codering = "utf-8" if _is_utf8(oud) else "cp1252"
    regeleinde = "\r\n" if "\r\n" in tekst else "\n"
    nieuw = _lines(kop, scheiding, regeleinde, rijen)
    begin = oud if oud.endswith(b"\n") else oud + regeleinde.encode()
    return begin + nieuw.encode(codering, errors="xmlcharrefreplace")


def check_appendable(pad: Path) -> None:
    """InvoerFout when rows cannot be added: no CSV, or a column that a decided row must fill lacks.

    UitvoerFout when the file is read-only.
    """
    _read_appendable(pad)


def _read_appendable(pad: Path) -> tuple[bytes, str, Sequence[str], str]:
    """The file as it stands: its bytes, its text, the names of its columns and what parts them."""
    if pad.suffix.lower() != ".csv":
        verwacht = "het register moet een CSV-bestand zijn om regels aan toe te voegen"
        raad = "Sla het op als CSV UTF-8 en noem dat bestand in het rondebestand."
        raise InvoerFout([Gebrek(pad.name, verwacht, pad.suffix, raad=raad)])
    oud = read_bytes(pad)
    tekst = decode(pad, oud)
    if "\r" in tekst.replace("\r\n", ""):
        verwacht = "elke regel moet eindigen op een gewoon regeleinde"
        raad = "Sla het register opnieuw op als CSV UTF-8."
        raise InvoerFout([Gebrek(pad.name, verwacht, "een los regelterugteken", raad=raad)])
    kop, scheiding = csv_header(tekst, VERPLICHT, KOLOMMEN)
    ontbrekend = [kolom for kolom in KOLOMMEN if kolom not in kop]
    if ontbrekend:
        verwacht = f"de kopregel moet ook deze kolommen hebben: {', '.join(ontbrekend)}"
        raad = "Voeg ze achteraan toe; in oude regels mogen ze leeg blijven."
        raise InvoerFout([Gebrek(pad.name, verwacht, plaats="regel 1", raad=raad)])
    if not pad.stat().st_mode & stat.S_IWUSR:
        raise UitvoerFout(
            f"{pad} is alleen-lezen. Maak het register schrijfbaar en probeer opnieuw."
        )
    return oud, tekst, kop, scheiding


def _require_valid(pad: Path, lijst: Gemeentelijst, inhoud: bytes) -> None:
    """A register that could not be read again is never written."""
    try:
        read_register(pad, lijst, date.max, inhoud)
    except InvoerFout as fout:
        naam = f"{pad.name} met de nieuwe regels"
        raise InvoerFout([replace(gebrek, bestand=naam) for gebrek in fout.gebreken]) from None


def _is_utf8(inhoud: bytes) -> bool:
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lines(kop: Sequence[str], scheiding: str, regeleinde: str, rijen: Sequence[Nieuw]) -> str:
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, delimiter=scheiding, lineterminator=regeleinde)
    for rij in rijen:
        schrijver.writerow([_cell(kolom, rij.get(kolom, "")) for kolom in kop])
    return buffer.getvalue()


def _cell(kolom: str, tekst: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return no_formula(tekst) if kolom in _TEKST else tekst


def _replace(pad: Path, inhoud: bytes) -> None:
    deel = pad.with_name(pad.name + ".deel")
    try:
        deel.write_bytes(inhoud)
        shutil.copymode(pad, deel)
        os.replace(deel, pad)
    except OSError:
        with suppress(OSError):
            deel.unlink(missing_ok=True)
        raise UitvoerFout(
            f"{pad} kan niet worden geschreven. Sluit {pad.name} (bijvoorbeeld in Excel) en "
            "probeer opnieuw."
        ) from None
