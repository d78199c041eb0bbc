"""Deel: one part of a page, as HTML; the PDF is made from the same HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from htpy import Node, fragment, p
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


P = ParamSpec("P")


def marked(part: Callable[P, Deel]) -> Callable[P, Deel]:
    """The same part, that says PROEF where what it is made of does not count.

    A what-if may stand in a cell among real ones: then no title block says so for it.
    """

    @wraps(part)
    def run(*args: P.args, **kwargs: P.kwargs) -> Deel:
        deel = part(*args, **kwargs)
        if not any(_is_proef(arg) for arg in (*args, *kwargs.values())):
            return deel
        return make_deel(p(".proef-deel")["PROEF"], deel.html)

    return run


def _is_proef(waarvan: object) -> bool:
    """Whether an outcome, or any of many, is of a round that does not count."""
    if isinstance(waarvan, tuple):
        return any(_is_proef(deel) for deel in waarvan)
    return getattr(waarvan, "is_proef", False) is True
