"""A round that was read before, handed to a process that asks for the very same files."""

from __future__ import annotations

import hashlib
import pickle
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from ibt.ronde.ronde import Ronde


@dataclass(frozen=True)
class _Gelezen:
    ronde: Ronde
    inhoud: str


_ONTHOUDEN: ContextVar[_Gelezen | None] = ContextVar("onthouden", default=None)


def pack(ronde: Ronde) -> bytes:
    """The round, and what its files held, for `remember` in another process of this program."""
    return pickle.dumps(_Gelezen(ronde, _content(ronde)))


def remember(ingepakt: bytes) -> None:
    """Keep a packed round of this same run: `pack` and `remember` are two ends of one pipe."""
    _ONTHOUDEN.set(pickle.loads(ingepakt))


def recall(pad: Path) -> Ronde | None:
    """The round of that file, as long as every file that it was read from is still the same."""
    gelezen = _ONTHOUDEN.get()
    if gelezen is None or gelezen.ronde.pad != pad or gelezen.inhoud != _content(gelezen.ronde):
        return None
    return gelezen.ronde


def _content(ronde: Ronde) -> str:
    """A hash over all files of a round; of a file that is gone, that it is gone."""
    hele = hashlib.sha256()
    for pad in (ronde.pad, *(pad for _, pad in ronde.invoerbestanden)):
        inhoud = pad.read_bytes() if pad.is_file() else b""
        hele.update(f"{pad}\0{len(inhoud)}\0".encode() + inhoud)
    return hele.hexdigest()
