"""Small charts side by side: the half-year of every gemeente, each on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from htpy import Element
from matplotlib.axes import Axes

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.getal import datum, gemeenten, getal
from ibt.rapport.glyph import printable
from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek
from ibt.rapport.grafiek.verloop import Verloop, afgelopen, draw_lines, verloop_of

_KOLOMMEN = 5
_HOOGTE = 1.05  # inches a row
# Not the arrow of the map, which means that the trede went down.
_TEKEN = "•"


@dataclass(frozen=True)
class Paneel:
    """One small chart: of whom, what it shows, and whether it gets the mark."""

    naam: str
    verloop: Verloop
    gemerkt: bool


def voortgang_veelvoud(voortgangen: tuple[Voortgang, ...]) -> Element:
    """The running half-year of every gemeente, in the order given."""
    panelen = [Paneel(v.gemeente.naam, verloop_of(v), not v.op_schema) for v in voortgangen]
    return _draw(panelen, voortgangen[0].peildatum.datum, "Niet op schema")


def beoordeling_veelvoud(beoordelingen: tuple[Beoordeling, ...]) -> Element:
    """The half-year that was judged of every gemeente, in the order given."""
    panelen = [Paneel(b.gemeente.naam, afgelopen(b), b.som.stand_eind < 0) for b in beoordelingen]
    return _draw(panelen, beoordelingen[0].peildatum.datum, "Achterstand op de peildatum")


@huisstijl()
def _draw(panelen: Sequence[Paneel], tot: date, merk: str) -> Element:
    """The charts in rows; the caption explains the three lines and the mark."""
    rijen = ceil(len(panelen) / _KOLOMMEN)
    beeld = draw_figuur(_HOOGTE * rijen)
    vakken = beeld.subplots(rijen, _KOLOMMEN, squeeze=False).flatten()
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
    hoogste = max(verloop.totaalopgave, verloop.opgave, verloop.realisatie, 1)
    laagste = min(0, verloop.totaalopgave)
    vak.set_yticks([laagste, hoogste], [getal(laagste), getal(hoogste)], fontsize=5.5)
    vak.set_ylim(laagste - 0.06 * hoogste, hoogste * 1.1)
    vak.set_xticks([])


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
