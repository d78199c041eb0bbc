"""Text as people type it: which characters it may hold, and how it stands on one line."""

from __future__ import annotations

import unicodedata

_TOEGESTAAN = "\n\t"
_VERBODEN = {"Cc": "stuurteken", "Co": "teken voor eigen gebruik", "Cs": "half teken"}


def forbidden_characters(tekst: str, toegestaan: str = _TOEGESTAAN) -> list[str]:
    """Control, private-use and surrogate characters, as `stuurteken U+0007`."""
    return [
        f"{_VERBODEN[soort]} U+{ord(teken):04X}"
        for teken in dict.fromkeys(tekst)
        if (soort := unicodedata.category(teken)) in _VERBODEN and teken not in toegestaan
    ]


def one_line(tekst: str | None) -> str:
    """What was typed, on one line; empty where nothing was."""
    return " ".join((tekst or "").split())
