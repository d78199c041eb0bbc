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


def pack(ronde: Ronde) -> bytes:
    """The round, and what its files held, for `remember` in another process of this program."""
    paden = (ronde.pad, *(pad for _, pad in ronde.invoerbestanden))
    return pickle.dumps(_Gelezen(pickle.dumps(ronde), paden, _content(paden)))


def remember(ingepakt: bytes) -> None:
    """Keep a packed round of this same run: `pack` and `remember` are two ends of one pipe."""
    _ONTHOUDEN.set(pickle.loads(ingepakt))


def recall(pad: Path) -> Ronde | None:
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
