"""Files written whole or not at all: under construction they end in `.deel`."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from ibt.begrippen.fout import UitvoerFout, reason

DEEL = ".deel"
# What is wrong with the disk itself, whatever is written.
SCHIJF = (errno.ENOSPC, errno.EROFS, errno.EDQUOT)
_OPEN = "(bijvoorbeeld in Excel) en probeer opnieuw."
_RECHT = (
    "U mag niet in deze map schrijven. Vraag de eigenaar om schrijfrecht, of kies een andere map "
    "(met -o, waar de opdracht dat kent)."
)


def write_file(pad: Path, inhoud: bytes) -> None:
    """The file in one step; UitvoerFout when it is open elsewhere or the folder is not writable."""
    deel = pad.with_name(pad.name + DEEL)
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        deel.unlink(missing_ok=True)  # of a run that was cut off; or a link that somebody laid
        try:
            with deel.open("xb") as bestand:  # never through a link
                bestand.write(inhoud)
            os.replace(deel, pad)
        except BaseException:
            _forget(deel)
            raise
    except OSError as fout:
        raise UitvoerFout(why_unwritten(pad, fout)) from None


def write_folder(map_: Path, inhoud: Mapping[str, bytes]) -> None:
    """Let the folder hold these files, by their path in it, whole or not at all.

    They are made beside it, and what was there stays until then. UitvoerFout where that cannot be,
    or where something of that name lies beside it: it may be another's.
    """
    nieuw, oud = (map_.with_name(f"{map_.name}{einde}") for einde in (DEEL, f".oud{DEEL}"))
    for pad in (nieuw, oud):
        if os.path.lexists(pad):
            raad = "Haal weg wat daar staat, of noem een andere map."
            raise UitvoerFout(f"{pad}: bestaat al. {raad}")
    try:
        for naam, tekst in inhoud.items():
            write_file(nieuw / naam, tekst)
        if map_.exists():
            os.replace(map_, oud)
        os.replace(nieuw, map_)
    except OSError as fout:
        raise UitvoerFout(why_unwritten(map_, fout)) from None
    finally:
        if oud.is_dir() and not map_.exists():
            os.replace(oud, map_)
        for pad in (nieuw, oud):
            shutil.rmtree(pad, ignore_errors=True)


def remove_file(pad: Path) -> None:
    """Remove a file of our own; UitvoerFout when it is open elsewhere."""
    try:
        pad.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    except OSError as fout:
        raise UitvoerFout(why_unwritten(pad, fout)) from None


def digest(inhoud: bytes | str) -> str:
    """The SHA-256 of bytes, or of a text as UTF-8."""
    bytes_ = inhoud.encode("utf-8", "surrogatepass") if isinstance(inhoud, str) else inhoud
    return hashlib.sha256(bytes_).hexdigest()


def sha256_of(pad: Path) -> str:
    """The hash of a file's bytes."""
    with pad.open("rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


def is_locked(pad: Path) -> bool:
    """Whether a file is there but may not be replaced, as one that is open in Excel."""
    try:
        with pad.open("r+b"):
            return False
    except PermissionError:
        return True
    except OSError:
        return False


def refuse_locked(map_: Path, namen: Iterable[str]) -> None:
    """UitvoerFout where a file that must be replaced is another's, or open elsewhere; nothing
    changed.
    """
    dicht = sorted(naam for naam in namen if is_locked(map_ / naam))
    if dicht:
        anders = [naam for naam in dicht if not _may_write(map_ / naam)]
        raad = _RECHT if anders else f"Sluit {dicht[0]} {_OPEN}"
        wat = ", ".join((anders or dicht)[:5])
        raise UitvoerFout(f"{map_}: {wat} kan niet worden vervangen. {raad}")


def why_unwritten(pad: Path, fout: OSError) -> str:
    """Why a file cannot be written, in Dutch, and what to do."""
    if not isinstance(fout, PermissionError):
        return f"{pad} kan niet worden geschreven: {reason(fout)}. Kies een andere map met -o."
    if not _may_write(pad):
        return f"{pad} kan niet worden geschreven. {_RECHT}"
    return f"{pad} kan niet worden vervangen. Sluit {pad.name} {_OPEN}"


def _may_write(pad: Path) -> bool:
    """Whether whoever runs this has the right to; then it is a program that holds the file."""
    may = partial(os.access, effective_ids=os.access in os.supports_effective_ids)
    return may(pad.parent, os.W_OK | os.X_OK) and (not may(pad, os.F_OK) or may(pad, os.W_OK))


def _forget(deel: Path) -> None:
    try:
        deel.unlink(missing_ok=True)
    except OSError:
        return
