"""The program with which a round is made, as one hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

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


def _counts(pad: Path) -> bool:
    return "__pycache__" not in pad.parts and pad.parts[len(_PAKKET.parts)] != "notebooks"
