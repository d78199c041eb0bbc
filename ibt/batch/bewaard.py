"""What was made before, by the key of all that it is made of; and what a folder holds.

Working state in `.ibt/`, and no part of the round. A report is kept as one file named by its key
(`sleutel`), so whatever stops a run, the next one finds what it made. Of the folder itself is kept
which files are ours, of which keys its reports are, and which manifest closed it.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ibt.batch.manifest import BEWAARMAP
from ibt.batch.schrijf import remove_file, write_file
from ibt.begrippen.fout import UitvoerFout

_BESTAND = f"{BEWAARMAP}/geheugen.json"
_GEMAAKT = f"{BEWAARMAP}/gemaakt"
# Any file that is damaged, or no such file at all.
_STUK = (OSError, ValueError, KeyError, NotImplementedError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class Stand:
    """What is remembered of a folder.

    `geschreven` are the files that are ours, of a run that was stopped too; `rapporten` the key of
    each report. `slot` is the closing hash of the manifest: where the folder has another, a run was
    stopped. `afdruk` is of the bytes it was made of, with what was said of them (`gemeld`).
    """

    geschreven: tuple[str, ...] = ()
    rapporten: Mapping[str, str] = field(default_factory=dict)
    slot: str = ""
    afdruk: str = ""
    gemeld: tuple[str, ...] = ()


def recall_stand(map_: Path) -> Stand:
    """What is remembered of this folder; nothing where that is gone or damaged."""
    try:
        inhoud = json.loads((map_ / _BESTAND).read_text(encoding="utf-8"))
        return Stand(
            tuple(map(str, inhoud["geschreven"])),
            {str(naam): str(sleutel) for naam, sleutel in inhoud["rapporten"].items()},
            str(inhoud["slot"]),
            str(inhoud["afdruk"]),
            tuple(map(str, inhoud["gemeld"])),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Stand()


def remember_stand(map_: Path, stand: Stand) -> None:
    """Keep this of the folder; UitvoerFout where nothing can be written."""
    write_file(map_ / _BESTAND, json.dumps(asdict(stand), ensure_ascii=False).encode())


def recall(map_: Path, sleutel: str) -> tuple[bytes, ...] | None:
    """What was made of this; None where it was not, or where that is no longer whole."""
    try:
        with zipfile.ZipFile(map_ / _GEMAAKT / f"{sleutel}.zip") as alles:
            return tuple(map(alles.read, sorted(alles.namelist())))
    except _STUK:
        return None


def remember(map_: Path, sleutel: str, bestanden: Iterable[bytes]) -> None:
    """Keep what was made of this; UitvoerFout where the disk takes no more."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as alles:
        for nummer, inhoud in enumerate(bestanden):
            alles.writestr(zipfile.ZipInfo(str(nummer)), inhoud, zipfile.ZIP_DEFLATED)
    write_file(map_ / _GEMAAKT / f"{sleutel}.zip", buffer.getvalue())


def forget_but(map_: Path, sleutels: Collection[str]) -> None:
    """Remove what was made of anything else; what another program holds goes the next time."""
    for pad in (map_ / _GEMAAKT).iterdir():
        if pad.name.removesuffix(".zip") not in sleutels:
            with suppress(UitvoerFout):
                remove_file(pad)
