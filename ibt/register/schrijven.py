"""Rows added to the register: one adoption at a time, and no row that stands there is touched."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from ibt.begrippen.fout import Gebrek, InvoerFout, UitvoerFout, reason
from ibt.begrippen.tekst import no_formula
from ibt.readers.bestand import Tabelbestand, decode, read_bytes, read_tabel
from ibt.readers.naam import Gemeentelijst
from ibt.readers.rechten import what_to_do
from ibt.register.lezen import read_register
from ibt.register.rij import KOLOMMEN, VERPLICHT, Registerrij

# How long an adoption waits for another.
_SECONDEN = 20.0
_TEKST = ("aanleiding", "orgaan", "motivering", "vastgesteld_door")


def append_rijen(pad: Path, rijen: Sequence[Registerrij], lijst: Gemeentelijst) -> None:
    """Add rows at the end; what stood there stays to the letter, whatever its layout.

    A header that lacks columns gets them at its end. InvoerFout when the file cannot be added to
    (it is no CSV) or would no longer be a valid register; UitvoerFout when it is open elsewhere or
    read-only. Nothing is half written.
    """
    if rijen:
        # A link to a register elsewhere stays a link.
        _replace(pad.resolve(), require_appendable(pad, rijen, lijst))


def require_appendable(pad: Path, rijen: Sequence[Registerrij], lijst: Gemeentelijst) -> bytes:
    """The register as `append_rijen` would make it, with its errors; nothing is written."""
    inhoud = _extended(pad, rijen)
    _require_valid(pad, lijst, inhoud)
    return inhoud


def _extended(pad: Path, rijen: Sequence[Registerrij]) -> bytes:
    """The register as it will be."""
    oud, tekst = _read_appendable(pad)
    tabel = read_tabel(pad, VERPLICHT, KOLOMMEN, oud, gegroeid=True)
    codering = "utf-8" if _is_utf8(oud) else "cp1252"
    regeleinde = "\r\n" if "\r\n" in tekst else "\n"
    erbij = _lacking(tabel)
    nieuw = _lines([*tabel.koprij, *erbij], tabel.scheiding, regeleinde, rijen)
    begin = oud if oud.endswith(b"\n") else oud + regeleinde.encode()
    regels = begin.split(b"\n")
    kopregel = regels[tabel.kop - 1].removesuffix(b"\r")
    langer = kopregel + "".join(tabel.scheiding + kolom for kolom in erbij).encode()
    regels[tabel.kop - 1] = langer + regels[tabel.kop - 1][len(kopregel) :]
    return b"\n".join(regels) + nieuw.encode(codering, errors="xmlcharrefreplace")


def missing_columns(pad: Path) -> list[str]:
    """The columns that the header will get when rows are added, for a decided row fills all."""
    return _lacking(read_tabel(pad, VERPLICHT, KOLOMMEN, gegroeid=True))


def _lacking(tabel: Tabelbestand) -> list[str]:
    return [kolom for kolom in KOLOMMEN if kolom not in tabel.kolommen]


def _read_appendable(pad: Path) -> tuple[bytes, str]:
    """The file as it stands: its bytes and its text; InvoerFout or UitvoerFout where nothing can be
    added to it.
    """
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
    if (ander := pad.with_name(f".~lock.{pad.name}#")).exists():
        raise UitvoerFout(
            f"{pad.name} is open in LibreOffice, dat de nieuwe regels zou overschrijven. Sluit het "
            f"daar en geef de opdracht opnieuw; is het nergens open, haal dan {ander.name} weg."
        )
    if not pad.stat().st_mode & stat.S_IWUSR:
        raise UitvoerFout(
            f"{pad} is alleen-lezen. Maak het register schrijfbaar en probeer opnieuw."
        )
    return oud, tekst


@contextmanager
def exclusive(register: Path, seconden: float = _SECONDEN) -> Iterator[None]:
    """Hold the register for one adoption; another waits, so that no row of either is lost.

    UitvoerFout where the other does not end within so many seconds, or where nothing may be
    written beside the register. The empty `.slot` file beside it stays.
    """
    pad = register.resolve()
    # Whoever may write in that folder may add to the register, and so must be able to lock it.
    grendel = FileLock(pad.with_name(f".{pad.name}.slot"), mode=0o666)
    try:
        grendel.acquire(timeout=seconden)
    except Timeout:
        raise UitvoerFout(
            f"{register.name} wordt nu door een andere opdracht aangevuld. Wacht tot die klaar is "
            "en probeer opnieuw."
        ) from None
    except OSError as fout:
        waarop = Path(grendel.lock_file)
        raise _not_writable(pad, fout, waarop if waarop.exists() else waarop.parent) from None
    try:
        yield
    finally:
        grendel.release()


def _require_valid(pad: Path, lijst: Gemeentelijst, inhoud: bytes) -> None:
    """InvoerFout for a register that could not be read again: it is never written."""
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


def _lines(
    kop: Sequence[str], scheiding: str, regeleinde: str, rijen: Sequence[Registerrij]
) -> str:
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, delimiter=scheiding, lineterminator=regeleinde)
    for cellen in (rij.cells() for rij in rijen):
        schrijver.writerow([_cell(kolom, cellen.get(kolom, "")) for kolom in kop])
    return buffer.getvalue()


def _cell(kolom: str, tekst: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return no_formula(tekst) if kolom in _TEKST else tekst


def _replace(pad: Path, inhoud: bytes) -> None:
    """The new content, written through to the disk before it takes the place of the old.

    Whatever happens, also to the power, the file holds the old rows or the new ones.
    """
    deel = pad.with_name(f"{pad.name}.deel")
    try:
        deel.unlink(missing_ok=True)  # of a run that was cut off; or a link that somebody laid
        try:
            with deel.open("xb") as bestand:  # never through a link
                _keep_rights(bestand.fileno(), pad)
                bestand.write(inhoud)
                bestand.flush()
                os.fsync(bestand.fileno())
            os.replace(deel, pad)
        except BaseException:
            with suppress(OSError):
                deel.unlink(missing_ok=True)
            raise
    except OSError as fout:
        raise _not_writable(pad, fout, pad.parent) from None
    with suppress(OSError):  # not every file system can
        _sync_folder(pad.parent)


def _not_writable(pad: Path, fout: OSError, waarop: Path) -> UitvoerFout:
    """Why the register cannot be written, and what to do; `waarop` must be open to us."""
    raad = f": {reason(fout)}."
    if isinstance(fout, PermissionError):
        raad = f". {what_to_do(pad, waarop, os.W_OK)}"
    return UitvoerFout(f"{pad} kan niet worden geschreven{raad}")


def _keep_rights(nummer: int, pad: Path) -> None:
    """Owner, group and mode as they were; only root can give a file away.

    UitvoerFout where colleagues would be shut out: their group has rights, and is not ours.
    """
    if os.name == "nt":
        return
    oud, nieuw = pad.stat(), os.fstat(nummer)
    try:
        if nieuw.st_gid != oud.st_gid:
            os.fchown(nummer, -1, oud.st_gid)
    except PermissionError:
        if (oud.st_mode & stat.S_IRWXG) >> 3 != oud.st_mode & stat.S_IRWXO:
            raise UitvoerFout(
                f"{pad} is van een groep waar u niet in zit ({oud.st_gid}): collega's zouden er "
                "niet meer bij kunnen. Vraag iemand van die groep dit te doen."
            ) from None
    with suppress(PermissionError):
        if nieuw.st_uid != oud.st_uid:
            os.fchown(nummer, oud.st_uid, -1)
    os.fchmod(nummer, stat.S_IMODE(oud.st_mode))


def _sync_folder(map_: Path) -> None:
    """Write the new name itself to the disk, which a file system may keep back; not on Windows."""
    if os.name != "nt":
        nummer = os.open(map_, os.O_RDONLY)
        try:
            os.fsync(nummer)
        finally:
            os.close(nummer)
