"""A drawing surface in the house style, and its SVG: same input, same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from htpy import Element, figcaption, figure, span
from markupsafe import Markup

from ibt.rapport.glyph import printable, text_width
from ibt.rapport.stijl import LETTERTYPE_FOLDER, load_stijl, matplotlib_style

if TYPE_CHECKING:
    # It takes half a second to import, and only who draws needs it: not whoever writes letters.
    from matplotlib.figure import Figure

BREEDTE = 6.6
# Beside the numbers of an axis: its name, and the white between, in inches.
AS = 0.34


@contextmanager
def huisstijl() -> Iterator[None]:
    """The house style while a chart is drawn; also usable as a decorator.

    What it does not set is as matplotlib delivers it, whatever somebody's `matplotlibrc` says.
    """
    import matplotlib
    from matplotlib import font_manager

    bekend = {font.fname for font in font_manager.fontManager.ttflist}
    for letter in sorted(LETTERTYPE_FOLDER.glob("*.ttf")):
        if str(letter) not in bekend:
            font_manager.fontManager.addfont(letter)
    stijl: Any = matplotlib_style(load_stijl())
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(stijl)
        yield


@dataclass(frozen=True)
class Marges:
    """The room around what is drawn, in inches: for numbers, labels and a title."""

    links: float = 0.04
    rechts: float = 0.04
    boven: float = 0.04
    onder: float = 0.04


# For a drawing without axes.
RUIM = Marges()


def draw_figuur(hoogte: float, marges: Marges = RUIM, breedte: float = BREEDTE) -> Figure:
    """An empty figure of `breedte` by `hoogte` inches; draw within `huisstijl`.

    The margins are given: to find them matplotlib would lay out every text twice, which costs
    almost half of the time that a chart takes.
    """
    from matplotlib.figure import Figure

    # "none" is among its documented values, though not among its types.
    beeld = Figure(figsize=(breedte, hoogte), layout="none")  # type: ignore[arg-type]
    beeld.subplots_adjust(
        left=marges.links / breedte,
        right=1 - marges.rechts / breedte,
        top=1 - marges.boven / hoogte,
        bottom=marges.onder / hoogte,
    )
    return beeld


def room_for(labels: Iterable[str], punten: float | None = None, stijl: str = "Regular") -> float:
    """How wide the widest of some labels is, in inches; set in `punten`, else as all of a chart."""
    maat = punten or load_stijl().maat["basis"]
    return max(text_width(label, stijl) for label in labels) * maat / 72


def render_grafiek(
    naam: str, beeld: Figure, alt: str, bevinding: str, toelichting: str = ""
) -> Element:
    """The figure; its title is what it shows (`bevinding`), then what is drawn (`toelichting`).

    `naam` keeps its ids apart from those of other charts.
    """
    buffer = io.StringIO()
    beeld.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = _own_ids(buffer.getvalue(), naam)
    label = Markup('<svg role="img" aria-label="{}" ').format(printable(alt))
    return figure(".grafiek", tabindex="0")[
        figcaption[
            bevinding,
            [" ", span(".toelichting")[toelichting]] if toelichting else None,
        ],
        Markup(svg.replace("<svg ", label, 1)),
    ]


def _own_ids(svg: str, naam: str) -> str:
    """The bare <svg> without fixed size, its ids made unique within a page."""
    kaal = svg[svg.index("<svg") :]
    # matplotlib repeats every label as a comment beside its drawn letters.
    kaal = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", kaal, flags=re.S)
    kaal = re.sub(r' (?:width|height)="[\d.]+pt"', "", kaal, count=2)
    kaal = re.sub(r'\bid="', f'id="{naam}-', kaal)
    kaal = re.sub(r'(href="|url\()#', rf"\1#{naam}-", kaal)
    return kaal.strip()
