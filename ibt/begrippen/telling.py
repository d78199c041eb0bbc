"""Telling: what a ladder compared of one gemeente, as far as sentences tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AAN_HET_BEGIN = "aan het begin"


@dataclass(frozen=True)
class Telling:
    """What a ladder compared of one gemeente, for the sentences that tell it.

    `gezien` holds its quantities in persons; None where an assessment does not hold them all, and
    then `hoe` says how it counted. `sinds` says with which backlog that at the end is compared.
    """

    gezien: Mapping[str, int] | None
    hoe: str = ""
    sinds: str = AAN_HET_BEGIN

    def __getitem__(self, grootheid: str) -> int:
        """A quantity of the ladder; 0 where it has none of that name."""
        return (self.gezien or {}).get(grootheid, 0)

    @property
    def is_anders(self) -> bool:
        """Whether it compares with another backlog than that at the start of the half-year."""
        return self.sinds != AAN_HET_BEGIN
