"""Text as people type it and numbers as they read them: characters, one line, figures."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal

MIN = "\u2212"
_TOEGESTAAN = "\n\t"
# They turn the rest of a line around, so that figures read otherwise than they are.
_OMKEREND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_VERBODEN = {"Cc": "stuurteken", "Co": "teken voor eigen gebruik", "Cs": "half teken"}


# What is not seen at all, and every hyphen and minus.
_ONZICHTBAAR = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_STREEPJES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
# Figures above the line refer to a note.
_NOTEN = dict.fromkeys(map(ord, "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"))
# Points mark thousands, a comma decimals; a point that can mark no thousands is decimal too.
_GETAL = re.compile(
    r"([+-]?) ?(?:([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?|([0-9]+)\.([0-9]+))"
)
_ENGELS = re.compile(r"[+-]? ?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
# The largest figure that can be meant: more persons than any taakstelling ever held.
_MAXIMUM = 9_999_999
# As many digits as a spreadsheet program shows: what lies beyond them is noise of its sums.
_CIJFERS = Context(prec=15)

# A spreadsheet program takes text that begins so for a formula; and a Dutch one splits a file with
# commas at the semicolons, so that a cell may begin within a text, or after a quote that opens it.
# One with Chinese or Japanese settings takes the wide and small forms of these signs for the same.
_FORMULE = re.compile(r"(^|[;\t\r\n])(?=[\s\"']*[=+\-@\t\r＝＋－＠﹦﹢﹣﹫])")


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


def composed(tekst: str) -> str:
    """The same text with an accent and its letter as one, and without what nobody sees."""
    return unicodedata.normalize("NFC", tekst).translate(_ONZICHTBAAR)


def uniform(tekst: str) -> str:
    """What looks alike, written alike, to compare it: one hyphen, single spaces, no note mark."""
    return " ".join(composed(tekst).translate(_NOTEN).translate(_STREEPJES).split())


def parse_getal(tekst: str, verwacht: str = "moet een getal zijn") -> Decimal:
    """A number as it is published: `1.793`, `– 2.540`, `120,5`; the one rule for tables and YAML.

    ValueError (Dutch) for what is none, and for what may be a thousandth of what was meant.
    """
    kort = uniform(tekst)
    if _ENGELS.fullmatch(kort):
        duizend = kort.replace(",", "")
        raise ValueError(f"{verwacht} (bedoelt u {duizend}? schrijf dat dan zonder komma)")
    gevonden = _GETAL.fullmatch(kort)
    if gevonden is None:
        streep = kort in ("-", "\u2014")
        raise ValueError(f"{verwacht} (schrijf 0 als er geen zijn)" if streep else verwacht)
    teken, heel, deel, kaal, rest = gevonden.groups(default="")
    return _CIJFERS.create_decimal(f"{teken}{heel.replace('.', '')}{kaal}.{deel}{rest}")


def parse_geheel(
    tekst: str, verwacht: str = "moet een geheel getal zijn", hoogste: int = _MAXIMUM
) -> int:
    """A whole number; ValueError (Dutch) for any other."""
    getal = parse_getal(tekst, verwacht)
    if abs(getal) > hoogste:
        raise ValueError(f"{verwacht}, en ten hoogste {hoogste}")
    if getal != int(getal):
        raise ValueError(verwacht)
    return int(getal)


def getal(waarde: int) -> str:
    """A number as a reader has it: 1793 → `1.793`; −5 → `−5`."""
    tekst = f"{abs(waarde):,}".replace(",", ".")
    return f"{MIN}{tekst}" if waarde < 0 else tekst


def stand(waarde: int) -> str:
    """The same with its sign: `+12`, `−12`, `0`."""
    return f"+{getal(waarde)}" if waarde > 0 else getal(waarde)
