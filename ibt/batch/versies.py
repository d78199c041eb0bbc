"""The program with which a round is made, and its libraries, as hashes."""

from __future__ import annotations

import hashlib
import json
import platform
from functools import cache
from pathlib import Path

from ibt.batch.pakketten import package_versions

_PAKKET = Path(__file__).parents[1]


@cache
def program_hash() -> str:
    """Each file that makes a report what it is; notebooks are hashed apart."""
    paden = (pad for pad in _PAKKET.rglob("*") if pad.is_file() and _counts(pad))
    bestanden = {pad.relative_to(_PAKKET).as_posix(): pad for pad in paden}
    geheel = hashlib.sha256()
    for naam in sorted(bestanden):
        eigen = hashlib.sha256(bestanden[naam].read_bytes()).hexdigest()
        geheel.update(f"{eigen}  {naam}\n".encode())
    return geheel.hexdigest()


def packages_hash() -> str:
    """Python, and every package that takes part."""
    versies = {"python": platform.python_version(), **package_versions()}
    return hashlib.sha256(json.dumps(versies, sort_keys=True).encode()).hexdigest()


def program_key() -> str:
    """The program and its libraries as one hash: where it is the same, reports are too."""
    return hashlib.sha256(f"{program_hash()} {packages_hash()}".encode()).hexdigest()


def _counts(pad: Path) -> bool:
    return "__pycache__" not in pad.parts and pad.parts[len(_PAKKET.parts)] != "notebooks"
