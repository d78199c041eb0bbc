"""Choices out of bytes, as hypothesis and atheris give them: the same bytes choose the same."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Keuze:
    """Takes one choice after another from bytes; when they are used up, always the first."""

    def __init__(self, bytes_: bytes) -> None:
        self._bytes, self._plek = bytes_, 0

    def below(self, grens: int) -> int:
        """A number of at least 0 and below `grens`."""
        nodig = max(1, ((grens - 1).bit_length() + 7) // 8)
        stuk = self._bytes[self._plek : self._plek + nodig]
        self._plek += nodig
        return int.from_bytes(stuk) % grens

    def of(self, mogelijk: Sequence[T]) -> T:
        """One of a few."""
        return mogelijk[self.below(len(mogelijk))]

    def one_in(self, keren: int) -> bool:
        """True once in so many times; never when the bytes are used up."""
        return self.below(keren) == keren - 1

    def rest(self, hoogstens: int) -> bytes:
        """Some bytes as they are."""
        lengte = self.below(hoogstens) + 1
        stuk = self._bytes[self._plek : self._plek + lengte]
        self._plek += lengte
        return stuk or b"\0"
