"""manifest.json: what was read, with what it was made, what was written, and a closing hash."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ibt.batch.schrijf import digest, sha256_of
from ibt.begrippen.fout import RondeFout, reason
from ibt.begrippen.indeling import MANIFEST

BEWAARMAP = ".ibt"  # working state, which is no part of the round
_GROOTST = 100_000_000  # bytes
# What any file system can look up.
_LANGSTE_PAD = 1000
HANDTEKENING = f"{MANIFEST}.sig"  # for ssh-keygen to judge: see `handtekening`
# Left by JupyterLab, macOS, Windows, Microsoft Office and LibreOffice.
_VANZELF = re.compile(
    r"(.*/)?(\.ipynb_checkpoints/[^/]+-checkpoint\.\w+"
    r"|\.DS_Store|\._[^/]+|Thumbs\.db|desktop\.ini|~\$[^/]+|\.~lock\.[^/]+#)"
)


def seal(inhoud: Mapping[str, Any]) -> bytes:
    """The manifest as it is written, with its closing hash; there is only one way to write it."""
    zonder = {naam: waarde for naam, waarde in inhoud.items() if naam != "slot"}
    return _bytes({**zonder, "slot": closing_hash(zonder)})


def read_manifest(map_: Path) -> dict[str, Any]:
    """The manifest of a folder; RondeFout when there is none or it is broken."""
    pad = map_ / MANIFEST
    if map_.is_file():
        raise RondeFout(f"{map_}: is een bestand. Geef de map van een gemaakte ronde.")
    if not map_.is_dir():
        raise RondeFout(
            f"{map_}: deze map bestaat niet. Geef de map van een gemaakte ronde, of maak die "
            "ronde eerst met ibt render."
        )
    if pad.exists() and (not pad.is_file() or pad.stat().st_size > _GROOTST):
        raise RondeFout(f"{pad}: moet een gewoon bestand zijn, niet groter dan 100 MB.")
    try:
        inhoud = json.loads(pad.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise RondeFout(
            f"{map_}: hier staat geen gemaakte ronde ({MANIFEST} ontbreekt). "
            "Maak de ronde eerst met ibt render."
        ) from None
    except PermissionError:
        raise  # who may read it is another matter than what it is
    except (OSError, ValueError, RecursionError):
        raise RondeFout(f"{pad}: moet leesbare JSON zijn. Maak de ronde opnieuw.") from None
    if not _is_manifest(inhoud):
        raise RondeFout(f"{pad}: is geen manifest van ibt. Maak de ronde opnieuw.")
    return dict(inhoud)


def _is_manifest(inhoud: Any) -> bool:
    """Whether it names files within its folder with their hashes, and what failed."""
    try:
        geschreven, mislukt = inhoud["geschreven"].items(), inhoud["mislukt"]
        zinnen = [weg[naam] for weg in mislukt for naam in ("rapport", "cel", "fout")]
    except (LookupError, TypeError, AttributeError):
        return False
    bestanden = all(is_inside(naam) and isinstance(sha256, str) for naam, sha256 in geschreven)
    return bestanden and isinstance(mislukt, list) and all(isinstance(zin, str) for zin in zinnen)


def left_behind(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The reports that a manifest calls out of date; none where it says nothing of the kind."""
    oud = manifest.get("verouderd")
    return tuple(map(str, oud)) if isinstance(oud, list) else ()


def is_inside(naam: object) -> bool:
    """Whether a name in a manifest or plan stays within the folder."""
    if not isinstance(naam, str) or not naam or "\\" in naam or ":" in naam or "\0" in naam:
        return False
    pad = PurePosixPath(naam)
    past = len(naam) <= _LANGSTE_PAD and all(len(_bytes_of(deel)) <= 255 for deel in pad.parts)
    return bool(pad.name) and past and not pad.is_absolute() and ".." not in pad.parts


def _bytes_of(tekst: str) -> bytes:
    return tekst.encode("utf-8", "surrogatepass")


def closing_hash(inhoud: Mapping[str, Any]) -> str:
    """The hash over everything else in the manifest."""
    zonder = {naam: waarde for naam, waarde in inhoud.items() if naam != "slot"}
    return digest(_as_json(zonder))


def changed_files(
    map_: Path, manifest: Mapping[str, Any], behalve: Collection[str] = ()
) -> list[str]:
    """A Dutch sentence per file that is gone or no longer what was written.

    Of those in `behalve` the bytes may be others.
    """
    fouten = [
        f"{naam}: {waarom}"
        for naam, sha256 in manifest["geschreven"].items()
        if (waarom := _changed(map_, naam, None if naam in behalve else sha256))
    ]
    if manifest.get("slot") != closing_hash(manifest):
        fouten.append(f"{MANIFEST}: is veranderd (de afsluitende hash klopt niet)")
    elif (map_ / MANIFEST).read_bytes() != _bytes(manifest):
        # Spaces, or a name twice: it says the same, and yet it is another file.
        fouten.append(f"{MANIFEST}: is veranderd (de inhoud is gelijk, de schrijfwijze niet)")
    return fouten


def _changed(map_: Path, naam: str, sha256: str | None) -> str:
    pad = map_ / naam
    try:
        if any(deel.is_symlink() for deel in (pad, *pad.parents) if map_ in deel.parents):
            return "is een verwijzing naar een andere plek"
        if not pad.is_file():
            return "dit bestand ontbreekt"
        gelijk = sha256 is None or sha256_of(pad) == sha256
    except OSError as fout:
        return f"is niet te lezen: {reason(fout)}"
    return "" if gelijk else "is veranderd sinds de ronde is gemaakt"


def extra_files(map_: Path, manifest: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What lies in the folder and is no part of the round; working state may be there.

    First a Dutch sentence per file that does not belong; then the names of what other programs
    leave by themselves wherever somebody looks. A signature of the manifest is neither.
    """
    vreemd = sorted(set(_found(map_)) - {*manifest["geschreven"], MANIFEST})
    echt = {naam for naam in vreemd if not (map_ / naam).is_symlink()}
    los = [naam for naam in vreemd if naam in echt and _VANZELF.fullmatch(naam)]
    weg = {*los, *(echt & {HANDTEKENING})}
    return [
        f"{naam}: hoort niet bij deze ronde (staat niet in {MANIFEST})"
        for naam in vreemd
        if naam not in weg
    ], los


def _found(map_: Path) -> Iterator[str]:
    """All that is no folder; a link to one is not followed, for it leads out of the round."""
    for pad, mappen, bestanden in os.walk(map_):
        hier = Path(pad)
        if hier == map_ and BEWAARMAP in mappen:
            mappen.remove(BEWAARMAP)
        gelinkt = [naam for naam in mappen if (hier / naam).is_symlink()]
        yield from ((hier / naam).relative_to(map_).as_posix() for naam in (*bestanden, *gelinkt))


def _bytes(inhoud: Mapping[str, Any]) -> bytes:
    return (_as_json(inhoud) + "\n").encode("utf-8", "surrogatepass")


def _as_json(inhoud: Any) -> str:
    return json.dumps(inhoud, ensure_ascii=False, indent=2, sort_keys=False)
