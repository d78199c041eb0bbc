"""What was tried, as lines of code that can be copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

_HOOGSTENS = 20


@dataclass(frozen=True)
class Proeven:
    """The lines, the last one first; `knop` is what was moved last.

    Who drags one slider tries one thing: its line takes the place of the one before.
    """

    regels: tuple[str, ...] = ()
    knop: str = ""

    def add(self, regel: str, knop: str) -> Proeven:
        """With one more line, or another in the place of the last."""
        eerder = self.regels[1:] if knop == self.knop else self.regels
        if regel in eerder[:1]:
            return replace(self, knop=knop)
        return Proeven((regel, *eerder)[:_HOOGSTENS], knop)

    @property
    def tekst(self) -> str:
        """One line each."""
        return "\n".join(self.regels)


def code_of(wie: Sequence[str], anders: Mapping[str, Any], allen: int, tempo: bool = False) -> str:
    """The call of `wat_als` that tries the same; with `tempo` what then follows."""
    vooruit = ".vooruit()" if tempo else ""
    if not anders:
        return f"ronde{vooruit}"
    namen = "" if len(wie) == allen else repr(wie[0] if len(wie) == 1 else list(wie))
    delen = [namen, *(f"{naam}={waarde!r}" for naam, waarde in anders.items())]
    return f"ronde.wat_als({', '.join(filter(None, delen))}){vooruit}"
