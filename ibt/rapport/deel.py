"""Deel: one part of a page, as HTML; the PDF is made from the same HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from htpy import Node, fragment
from markupsafe import Markup

from ibt.rapport.glyph import printable


@dataclass(frozen=True)
class Deel:
    """What a cell of a report notebook shows."""

    html: Markup

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """HTML for the report, and plain text for a viewer that shows no HTML."""
        tekst = re.sub(r"<(svg|style|script)\b.*?</\1>", " ", self.html, flags=re.S)
        kaal = Markup(tekst).striptags()
        return {"text/html": str(self.html), "text/plain": kaal}

    def __str__(self) -> str:
        return str(self.html)


def make_deel(*inhoud: Node) -> Deel:
    """The nodes as one part; characters that the font lacks become visible as [U+1F600]."""
    return Deel(Markup(printable(str(fragment[inhoud]))))
