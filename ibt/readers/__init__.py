"""Files as delivered → checked tables; all faults of a file in one error, nothing filled in.

Every reader gives a `Gelezen`.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Waarschuwing

T = TypeVar("T")


class Gelezen(NamedTuple, Generic[T]):
    """A value as it was read and checked, the file that it came from, and what is allowed in that
    but seldom meant.
    """

    waarde: T
    bron: Bron
    waarschuwingen: tuple[Waarschuwing, ...] = ()
