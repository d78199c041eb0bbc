"""A folder that is handed over: whole or not at all, and never over what is not our own."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from ibt.batch.schrijf import write_folder
from ibt.begrippen.fout import UitvoerFout, enumerated


def replace_folder(
    map_: Path, inhoud: Mapping[str, bytes], lijst: str, kop: tuple[str, ...]
) -> bool:
    """Let the folder hold these files and no others; whether anything changed.

    `lijst` is the CSV in it that names its files (column `bestand`) under the columns `kop`.
    UitvoerFout, and nothing changed, where the folder holds what such a list does not name.
    """
    staat = {
        pad.relative_to(map_).as_posix(): pad
        for pad in map_.rglob("*")
        if pad.is_symlink() or not pad.is_dir()
    }
    if map_.exists() and not map_.is_dir():
        raise UitvoerFout(f"{map_}: moet een map zijn, geen bestand. Kies een andere map met -o.")
    if vreemd := sorted({*staat} - _named(staat.get(lijst), kop, {lijst, "index.html"})):
        raise UitvoerFout(
            f"{map_}: hier staan bestanden die niet van een eerder dossier zijn "
            f"({enumerated(vreemd[:5])}). Kies een andere map met -o, of haal ze weg."
        )
    if staat.keys() == inhoud.keys() and all(
        pad.read_bytes() == inhoud[naam] for naam, pad in staat.items()
    ):
        return False
    write_folder(map_, inhoud)
    return True


def _named(lijst: Path | None, kop: tuple[str, ...], altijd: set[str]) -> set[str]:
    """What a list of ours names, and the list; nothing where it is another's."""
    if lijst is None:
        return set()
    try:
        rijen = csv.DictReader(io.StringIO(lijst.read_text(encoding="utf-8")))
        eigen = tuple(rijen.fieldnames or ()) == kop
        return {*altijd, *(rij["bestand"] for rij in rijen)} if eigen else set()
    except (OSError, ValueError, csv.Error):
        return set()
