"""Charts are kept out of every reading of a page: they are most of its tags, and stay as they are.

Only a drawing in which nothing can happen is set aside: shapes and styles; no words, no script, no
address outside itself. Any other `<svg>` stays in the page and is looked at tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from ibt.rapport.glyph import printable

# By its mark, each drawing as it was.
Tekeningen = Mapping[str, str]

MERK = "data-tekening"
_WAARDE = r'"[^"<>]*+"'
_VERF = r'"(?:url\(#[\w-]++\)|(?![uU][rR][lL])[\w\s.,:;#%()-])*+"'
_KENMERK = (
    rf"\s++(?:(?:id|d|x|y|width|height|viewBox|version|type|xmlns(?::xlink)?)={_WAARDE}"
    rf'|xlink:href="#[\w-]++"|(?:style|transform|clip-path)={_VERF})'
)
_STIJL = r'<style type="text/css">[\w\s*{}:;,#.-]*+</style>'
_VORM = rf"</?(?:g|use|path|defs|clipPath|rect)(?:{_KENMERK})*+\s*+/?>"
_BEGIN = rf'<svg role="img" aria-label={_WAARDE}(?:{_KENMERK})*+'
_TEKENING = re.compile(rf"({_BEGIN})\s*+>(?:\s++|{_VORM}|{_STIJL})*+</svg>")
_PLEK = re.compile(rf'<svg [^<>]*\b{MERK}="(\w+)"[^<>]*></svg>')


def set_aside(html: str) -> tuple[str, Tekeningen]:
    """The page with an empty, marked `<svg>` in the place of each drawing; and the drawings."""
    tekeningen: dict[str, str] = {}

    def take(gevonden: re.Match[str]) -> str:
        svg = gevonden[0]
        if printable(svg) != svg:
            return svg
        merk = sha256(svg.encode()).hexdigest()[:16]
        tekeningen[merk] = svg
        return f'{gevonden[1]} {MERK}="{merk}"></svg>'

    return _TEKENING.sub(take, html), tekeningen


def put_back(html: str, tekeningen: Tekeningen) -> str:
    """The page with every drawing in its place."""
    return _PLEK.sub(lambda plek: tekeningen.get(plek[1], plek[0]), html)
