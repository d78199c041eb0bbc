"""Text as people type it: which characters it may hold, and how it stands on one line."""

from __future__ import annotations

import re
import unicodedata

_TOEGESTAAN = "\n\t"
# They turn the rest of a line around, so that figures read otherwise than they are.
_OMKEREND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_VERBODEN = {"Cc": "stuurteken", "Co": "teken voor eigen gebruik", "Cs": "half teken"}


# A spreadsheet program takes text that begins so for a formula; and a Dutch one splits a file with
# commas at the semicolons, so that a cell may begin within a text, or after a quote that opens it.
_FORMULE = re.compile(r"(^|[;\t\r\n])(?=[\s\"']*[=+\-@\t\r])")


def no_formula(tekst: str) -> str:
    """The text with an apostrophe wherever a spreadsheet program would begin to calculate."""
    return _FORMULE.sub(r"\1'", tekst)


def forbidden_characters(tekst: str, toegestaan: str = _TOEGESTAAN) -> list[str]:
    """Control, private-use, surrogate and reversing characters, as `stuurteken U+0007`."""
    return [
        f"{soort} U+{ord(teken):04X}"
        for teken in dict.fromkeys(tekst)
        if (soort := _forbidden(teken)) is not None and teken not in toegestaan
    ]


def _forbidden(teken: str) -> str | None:
    if teken in _OMKEREND:
        return "teken dat de leesrichting omkeert"
    return _VERBODEN.get(unicodedata.category(teken))


def visible(tekst: str, toegestaan: str = "") -> str:
    """The text with what steers a terminal or a line made readable, as `[U+001B]`."""
    if tekst.isprintable():
        return tekst
    return "".join(
        teken
        if teken.isprintable() or teken in toegestaan or unicodedata.category(teken) == "Zs"
        else f"[U+{ord(teken):04X}]"
        for teken in tekst
    )


def one_line(tekst: str | None) -> str:
    """What was typed, on one line; empty where nothing was."""
    return " ".join((tekst or "").split())
