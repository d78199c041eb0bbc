"""Files written whole or not at all: under construction they end in `.deel`."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from ibt.begrippen.fout import UitvoerFout

DEEL = ".deel"
# What is wrong with the disk itself, whatever is written.
SCHIJF = (errno.ENOSPC, errno.EROFS, errno.EDQUOT)
_REDENEN = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "u hebt geen ruimte meer op deze schijf",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.ENOTDIR: "een deel van dit pad is een bestand, geen map",
    errno.EEXIST: "een deel van dit pad is een bestand, geen map",
    errno.EISDIR: "hier staat een map met die naam",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOENT: "deze map kan niet worden gemaakt",
}


def write_file(pad: Path, inhoud: bytes) -> None:
    """The file in one step; UitvoerFout when it is open elsewhere or the folder is not writable."""
    deel = pad.with_name(pad.name + DEEL)
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        try:
            deel.write_bytes(inhoud)
            os.replace(deel, pad)
        except BaseException:
            _forget(deel)
            raise
    except OSError as fout:
        raise UitvoerFout(why_not(pad, fout)) from None


def remove_file(pad: Path) -> None:
    """Remove a file of our own; UitvoerFout when it is open elsewhere."""
    try:
        pad.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    except OSError as fout:
        raise UitvoerFout(why_not(pad, fout)) from None


def move_file(van: Path, naar: Path) -> None:
    """Put a file in the place of another, in one step; both on the same disk."""
    try:
        naar.parent.mkdir(parents=True, exist_ok=True)
        os.replace(van, naar)
    except OSError as fout:
        raise UitvoerFout(why_not(naar, fout)) from None


def append_line(pad: Path, regel: str) -> None:
    """One more line at the end of a file; UitvoerFout as for `write_file`."""
    try:
        with pad.open("a", encoding="utf-8") as bestand:
            bestand.write(f"{regel}\n")
    except OSError as fout:
        raise UitvoerFout(why_not(pad, fout)) from None


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
    """UitvoerFout where a file that must be replaced is open elsewhere; nothing changed."""
    dicht = sorted(naam for naam in namen if is_locked(map_ / naam))
    if dicht:
        raise UitvoerFout(
            f"{map_}: {', '.join(dicht[:5])} kan niet worden vervangen. Sluit {dicht[0]} "
            "(bijvoorbeeld in Excel) en probeer opnieuw."
        )


def why_not(pad: Path, fout: OSError) -> str:
    """Why a file cannot be written, in Dutch, and what to do."""
    if isinstance(fout, PermissionError) and pad.is_file():
        return (
            f"{pad} kan niet worden vervangen. Sluit {pad.name} (bijvoorbeeld in Excel) en "
            "probeer opnieuw."
        )
    if isinstance(fout, PermissionError):
        reden = "u mag niet in deze map schrijven"
    else:
        reden = _REDENEN.get(fout.errno or 0, "het bestandssysteem weigert het")
    return f"{pad} kan niet worden geschreven: {reden}. Kies een andere map met -o."


def _forget(deel: Path) -> None:
    try:
        deel.unlink(missing_ok=True)
    except OSError:
        return
