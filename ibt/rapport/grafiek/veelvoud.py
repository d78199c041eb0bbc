"""Small charts side by side: the half-year of every gemeente, each on its own scale."""

from __future__ import annotations

from math import ceil

from htpy import Element
from matplotlib.axes import Axes

from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.getal import datum, getal
from ibt.rapport.glyph import printable
from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek
from ibt.rapport.grafiek.verloop import draw_lines, verloop_of

_KOLOMMEN = 5
_HOOGTE = 1.05  # inches a row


@huisstijl()
def veelvoud_grafiek(voortgangen: tuple[Voortgang, ...]) -> Element:
    """A small chart per gemeente, in the order given; the caption explains the three lines."""
    rijen = ceil(len(voortgangen) / _KOLOMMEN)
    beeld = draw_figuur(_HOOGTE * rijen)
    vakken = beeld.subplots(rijen, _KOLOMMEN, squeeze=False).flatten()
    for vak, voortgang in zip(vakken, voortgangen, strict=False):
        _draw_one(vak, voortgang)
    for vak in vakken[len(voortgangen) :]:
        vak.set_axis_off()
    return render_grafiek("veelvoud", beeld, _alt(voortgangen), _caption(voortgangen[0]))


def _draw_one(vak: Axes, voortgang: Voortgang) -> None:
    verloop = verloop_of(voortgang)
    draw_lines(vak, verloop, dikte=0.6)
    teken = "" if voortgang.op_schema else " ▼"
    naam = printable(voortgang.gemeente.naam)
    vak.set_title(f"{naam}{teken}", fontsize=6.5, pad=3, parse_math=False)
    hoogste = max(voortgang.totaalopgave, voortgang.opgave, voortgang.realisatie, 1)
    laagste = min(0, voortgang.totaalopgave)
    vak.set_yticks([laagste, hoogste], [getal(laagste), getal(hoogste)], fontsize=5.5)
    vak.set_ylim(laagste - 0.06 * hoogste, hoogste * 1.1)
    vak.set_xticks([])


def _caption(een: Voortgang) -> str:
    return (
        f"Gehuisvest tot {datum(een.peildatum.datum)} (dikke lijn), het schema van de taakstelling "
        "(streepjes) en de totaalopgave (dunne lijn); elke gemeente op eigen schaal. ▼ is niet op "
        "schema."
    )


def _alt(voortgangen: tuple[Voortgang, ...]) -> str:
    achter = [een.gemeente.naam for een in voortgangen if not een.op_schema]
    namen = f": {', '.join(achter)}" if achter else ""
    return (
        f"{len(voortgangen)} kleine lijngrafieken, een per gemeente. Niet op schema: "
        f"{len(achter)}{namen}."
    )
