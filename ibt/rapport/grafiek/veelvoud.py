"""Small charts side by side: the half-year of every gemeente, each on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from htpy import Element, p

from ibt.begrippen.beoordeling import Uitkomst
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.getal import datum, gemeenten, getal
from ibt.rapport.glyph import printable
from ibt.rapport.grafiek.figuur import (
    BREEDTE,
    Marges,
    draw_figuur,
    huisstijl,
    render_grafiek,
    room_for,
)
from ibt.rapport.grafiek.verloop import Verloop, draw_lines, verloop_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KOLOMMEN = 5
# More small charts than this nobody compares at a glance.
_MEESTE = 60
_HOOGTE = 1.05  # inches a row
_TITEL, _ONDER = 0.17, 0.06  # of which above and below a chart
_CIJFERS = 5.5
# Not the arrow of the map, which means that the trede went down.
_TEKEN = "•"


@dataclass(frozen=True)
class Paneel:
    """One small chart: of whom, what it shows, and whether it gets the mark."""

    naam: str
    verloop: Verloop
    gemerkt: bool


def veelvoud(uitkomsten: Sequence[Uitkomst]) -> Element:
    """The half-year of every gemeente, in the order given; a sentence where too many."""
    if len(uitkomsten) > _MEESTE:
        return p[
            f"Bij meer dan {_MEESTE} gemeenten staat het verloop alleen in de rapporten per "
            "gemeente."
        ]
    halverwege = isinstance(uitkomsten[0], Voortgang)
    merk = "Niet op schema" if halverwege else "Achterstand op de peildatum"
    panelen = [Paneel(uit.gemeente.naam, verloop_of(uit), _is_behind(uit)) for uit in uitkomsten]
    return _draw(panelen, uitkomsten[0].peildatum.datum, merk)


def _is_behind(uitkomst: Uitkomst) -> bool:
    if isinstance(uitkomst, Voortgang):
        return not uitkomst.op_schema
    return uitkomst.som.stand_eind < 0


@huisstijl()
def _draw(panelen: Sequence[Paneel], tot: date, merk: str) -> Element:
    """The charts in rows; the caption explains the three lines and the mark."""
    rijen = ceil(len(panelen) / _KOLOMMEN)
    getallen = [getal(grens) for paneel in panelen for grens in _limits(paneel.verloop)]
    links = 0.06 + room_for(getallen, _CIJFERS)
    beeld = draw_figuur(_HOOGTE * rijen, Marges(links=links, boven=_TITEL, onder=_ONDER))
    breed, hoog = BREEDTE / _KOLOMMEN - links, _HOOGTE - _TITEL - _ONDER
    rooster = {"wspace": links / breed, "hspace": (_TITEL + _ONDER) / hoog}
    vakken = beeld.subplots(rijen, _KOLOMMEN, squeeze=False, gridspec_kw=rooster).flatten()
    for vak, paneel in zip(vakken, panelen, strict=False):
        _draw_one(vak, paneel)
    for vak in vakken[len(panelen) :]:
        vak.set_axis_off()
    return render_grafiek(
        "veelvoud", beeld, _alt(panelen, merk), _finding(panelen, merk), _caption(tot, merk)
    )


def _draw_one(vak: Axes, paneel: Paneel) -> None:
    verloop = paneel.verloop
    draw_lines(vak, verloop, dikte=0.6)
    teken = f" {_TEKEN}" if paneel.gemerkt else ""
    vak.set_title(f"{printable(paneel.naam)}{teken}", fontsize=6.5, pad=3, parse_math=False)
    laagste, hoogste = _limits(verloop)
    vak.set_yticks([laagste, hoogste], [getal(laagste), getal(hoogste)], fontsize=_CIJFERS)
    vak.set_ylim(laagste - 0.06 * hoogste, hoogste * 1.1)
    vak.set_xticks([])


def _limits(verloop: Verloop) -> tuple[int, int]:
    """The two numbers at the axis."""
    hoogste = max(verloop.totaalopgave, verloop.opgave, verloop.realisatie, 1)
    return min(0, verloop.totaalopgave), hoogste


def _caption(tot: date, merk: str) -> str:
    return (
        f"Gehuisvest tot {datum(tot)} volgens het COA, zonder correcties (dikke lijn), het schema "
        f"van de taakstelling (streepjes) en de totaalopgave (dunne lijn); elke gemeente op eigen "
        f"schaal. {_TEKEN}: {merk[0].lower()}{merk[1:]}."
    )


def _finding(panelen: Sequence[Paneel], merk: str) -> str:
    gemerkt = sum(paneel.gemerkt for paneel in panelen)
    return f"{merk}: {gemerkt} van de {gemeenten(len(panelen))}."


def _alt(panelen: Sequence[Paneel], merk: str) -> str:
    gemerkt = [paneel.naam for paneel in panelen if paneel.gemerkt]
    namen = f": {', '.join(gemerkt)}" if gemerkt else ""
    return f"{len(panelen)} kleine lijngrafieken, een per gemeente. {merk}: {len(gemerkt)}{namen}."
