"""A condition as a value: comparisons of named whole numbers.

The same condition can be evaluated on one gemeente (ints), on a whole province (numpy columns) and
by a prover (z3 terms), and printed as a sentence. There is no opaque function and no text to eval.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_BEREKEN: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TEGENDEEL = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_WOORDEN = {
    "=": "gelijk aan",
    "<": "kleiner dan",
    "<=": "ten hoogste",
    ">": "groter dan",
    ">=": "ten minste",
}


@dataclass(frozen=True)
class Grootheid:
    """A named whole number, times a whole factor; comparing it gives a `Vergelijking`."""

    naam: str
    omschrijving: str
    factor: int = 1

    def value(self, waarden: Mapping[str, Any]) -> Any:
        """The number (or column, or term) that stands under this name."""
        waarde = waarden[self.naam]
        return waarde if self.factor == 1 else self.factor * waarde

    def words(self) -> str:
        """The quantity in words: `2 keer de achterstand`."""
        return self.omschrijving if self.factor == 1 else f"{self.factor} keer {self.omschrijving}"

    def equals(self, ander: Grootheid | int) -> Vergelijking:
        """Equal to; a method, because `==` must go on comparing values."""
        return Vergelijking(self, "=", ander)

    def __rmul__(self, factor: int) -> Grootheid:
        return Grootheid(self.naam, self.omschrijving, factor * self.factor)

    def __lt__(self, ander: Grootheid | int) -> Vergelijking:
        return Vergelijking(self, "<", ander)

    def __le__(self, ander: Grootheid | int) -> Vergelijking:
        return Vergelijking(self, "<=", ander)

    def __gt__(self, ander: Grootheid | int) -> Vergelijking:
        return Vergelijking(self, ">", ander)

    def __ge__(self, ander: Grootheid | int) -> Vergelijking:
        return Vergelijking(self, ">=", ander)

    def __str__(self) -> str:
        return self.naam if self.factor == 1 else f"{self.factor} * {self.naam}"


@dataclass(frozen=True)
class Vergelijking:
    """One comparison, as `2 * toerekenbaar <= achterstand_begin`."""

    links: Grootheid
    teken: str
    rechts: Grootheid | int

    def holds(self, waarden: Mapping[str, Any]) -> Any:
        """True or False for a number; a column of them for a column; a term for a prover."""
        return _BEREKEN[self.teken](self.links.value(waarden), _value(self.rechts, waarden))

    def negate(self) -> Vergelijking:
        """The comparison that holds exactly when this one does not."""
        if self.teken not in _TEGENDEEL:
            raise ValueError(f"{self} heeft geen enkelvoudig tegendeel")
        return Vergelijking(self.links, _TEGENDEEL[self.teken], self.rechts)

    def words(self) -> str:
        """The comparison in words: `ten minste`, `kleiner dan`, …"""
        return _WOORDEN[self.teken]

    def numbers(self, waarden: Mapping[str, int]) -> tuple[int, int]:
        """The two whole numbers that are compared."""
        return int(self.links.value(waarden)), int(_value(self.rechts, waarden))

    def __str__(self) -> str:
        return f"{self.links} {self.teken} {self.rechts}"


def _value(kant: Grootheid | int, waarden: Mapping[str, Any]) -> Any:
    return kant.value(waarden) if isinstance(kant, Grootheid) else kant
