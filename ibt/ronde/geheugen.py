"""A round that was read before, handed to a process that asks for the very same files."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from ibt.ronde.ronde import Ronde


@dataclass(frozen=True)
class _Gelezen:
    """A round as it was packed, where it stands, its files, and what those held."""

    ronde: bytes
    paden: tuple[Path, ...]
    inhoud: str


_ONTHOUDEN: ContextVar[_Gelezen | None] = ContextVar("onthouden", default=None)


def remember_ronde(ronde: Ronde) -> None:
    """Keep this round, and what was worked out of it, for this process and those forked of it."""
    paden = (ronde.pad, *(pad for _, pad in ronde.invoerbestanden))
    _ONTHOUDEN.set(_Gelezen(pickle.dumps(ronde), paden, _content(paden)))


def recall_ronde(pad: Path) -> Ronde | None:
    """The round of that file, as long as every file that it was read from is still the same.

    Anew each time, as if it were read: who changes a table in one cell does not change the next.
    """
    gelezen = _ONTHOUDEN.get()
    if gelezen is None or gelezen.paden[0] != pad or gelezen.inhoud != _content(gelezen.paden):
        return None
    ronde: Ronde = pickle.loads(gelezen.ronde)
    return ronde


def _content(paden: Iterable[Path]) -> str:
    """A hash over files; of a file that is gone, that it is gone."""
    hele = hashlib.sha256()
    for pad in paden:
        inhoud = pad.read_bytes() if pad.is_file() else b""
        hele.update(os.fsencode(pad) + f"\0{len(inhoud)}\0".encode() + inhoud)
    return hele.hexdigest()
