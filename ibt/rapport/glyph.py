"""Which characters the shipped font can print, and what stands in for those it cannot."""

from functools import cache

from fontTools.ttLib import TTFont

from ibt.rapport.stijl import LETTERTYPE_FOLDER

_WHITESPACE = frozenset("\t\n\r ")
_INVISIBLE = frozenset("\u00ad\u200b\u2060")  # they steer line breaks and need no glyph
_STYLES = ("Regular", "It", "Semibold", "Bold")


def unprintable(text: str) -> list[str]:
    """The characters of `text` that the font lacks, each once, in order of appearance."""
    allowed = _printable_characters()
    return [teken for teken in dict.fromkeys(text) if teken not in allowed]


def printable(text: str) -> str:
    """`text` with every character that the font lacks written out, as in `[U+1F600]`."""
    if _printable_characters().issuperset(text):
        return text
    for teken in unprintable(text):
        text = text.replace(teken, f"[U+{ord(teken):04X}]")
    return text


def text_width(text: str, style: str = "Regular") -> float:
    """The width of `text` on one line, in em; a character the font lacks counts half an em."""
    advances = _advances(style)
    return sum(advances.get(ord(teken), 0.5) for teken in text)


@cache
def _printable_characters() -> frozenset[str]:
    shared = set.intersection(*(set(_advances(style)) for style in _STYLES))
    return frozenset(map(chr, shared)) | _WHITESPACE | _INVISIBLE


@cache
def _advances(style: str) -> dict[int, float]:
    with TTFont(LETTERTYPE_FOLDER / f"SourceSans3-{style}.ttf", lazy=True) as font:
        units: int = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return {code: widths[name][0] / units for code, name in font.getBestCmap().items()}
