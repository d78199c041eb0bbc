"""This half-year: persons housed per month, against the schedule and the totaalopgave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from htpy import Element

from ibt.begrippen.beoordeling import Maandstand, Uitkomst
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.getal import datum, getal, maand, personen
from ibt.rapport.grafiek.figuur import AS, Marges, draw_figuur, huisstijl, render_grafiek, room_for
from ibt.rapport.stijl import load_stijl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAAST = 8  # points between the end of a line and its label


@dataclass(frozen=True)
class Verloop:
    """What the chart shows, in persons: the half-year up to `tot`, as known on `per`.

    The line is COA's `realisatie`; what counts is `gehuisvest`, after corrections. With
    `herverdeeld` the opgave is the taakstelling after persons moved between gemeenten. `schema` is
    what the taakstelling asks until `per`, while the half-year runs.
    """

    begin: date
    tot: date
    per: date
    realisatie: int
    opgave: int
    totaalopgave: int
    standen: tuple[Maandstand, ...]
    gehuisvest: int
    herverdeeld: bool
    schema: int | None = None
    herzien: bool = False

    @property
    def taakstelling(self) -> str:
        """What the schedule leads to, in words."""
        return "taakstelling na herverdeling" if self.herverdeeld else "taakstelling"


def verloop_grafiek(uitkomst: Uitkomst) -> Element:
    """The chart of a half-year; needs at least the peildatum's snapshot.

    While it runs, it is drawn until its end, and housed until now.
    """
    return draw_verloop(verloop_of(uitkomst))


def verloop_of(uitkomst: Uitkomst) -> Verloop:
    """What a chart shows of a half-year that has ended or runs."""
    som, per, tot, schema = uitkomst.som, uitkomst.peildatum.datum, uitkomst.peildatum, None
    if isinstance(uitkomst, Voortgang):
        tot, schema = tot.volgende_beoordeling, uitkomst.schema
    return Verloop(
        uitkomst.peildatum.periode.begin,
        tot.datum,
        per,
        som.realisatie,
        som.opgave,
        som.totaalopgave,
        uitkomst.verloop,
        som.gehuisvest,
        som.herverdeling != 0,
        schema,
        som.herzien != 0,
    )


@huisstijl()
def draw_verloop(verloop: Verloop) -> Element:
    """The chart with its alt text and caption."""
    from matplotlib.ticker import MaxNLocator

    beeld = draw_figuur(2.05, _margins(verloop))
    as_ = beeld.add_subplot()
    draw_lines(as_, verloop)
    _label_lines(as_, verloop)
    dagen = [verloop.begin, *(stand.stand_per for stand in verloop.standen)]
    dagen += [verloop.tot] if verloop.tot not in dagen else []
    as_.set_xticks([_x(dag) for dag in dagen], [f"1 {maand(dag)}" for dag in dagen])
    as_.set_ylabel("personen")
    as_.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    as_.yaxis.set_major_formatter(lambda waarde, _: getal(round(waarde)))
    as_.margins(x=0.02)
    return render_grafiek(
        "verloop",
        beeld,
        _alt(verloop),
        f"{_finding(verloop)}.",
        f"Realisatie sinds {datum(verloop.begin)}: gehuisvest volgens het COA, zonder correcties.",
    )


def draw_lines(as_: Axes, verloop: Verloop, dikte: float = 1.0) -> None:
    """Schedule, totaalopgave and realisatie; also in the small charts of the overview."""
    kleur = load_stijl().kleur
    van, tot = _x(verloop.begin), _x(verloop.tot)
    schema: dict[str, Any] = {
        "color": kleur["reeks_3"],
        "linestyle": (0, (5, 3)),
        "linewidth": 1.4 * dikte,
    }
    as_.plot([van, tot], [0, verloop.opgave], **schema)
    totaal = [verloop.totaalopgave] * 2
    as_.plot([van, tot], totaal, color=kleur["reeks_2"], linestyle="-", linewidth=1.4 * dikte)
    punten = [(_x(stand.stand_per), stand.realisatie) for stand in verloop.standen]
    if len(punten) > 1:  # of one snapshot nobody knows the way towards it
        punten.insert(0, (van, 0))
    lijn: dict[str, Any] = {"color": kleur["reeks_1"], "linewidth": 2.2 * dikte, "marker": "o"}
    as_.plot(*zip(*punten, strict=True), markersize=4 * dikte, **lijn)


def _x(dag: date) -> float:
    from matplotlib.dates import date2num

    return float(date2num(dag))


def _margins(verloop: Verloop) -> Marges:
    """Room for the numbers to the left, and for the labels where the lines end."""
    namen = [tekst for _, tekst, _ in _labels(verloop)]
    return Marges(
        links=AS + room_for(getal(round(grens)) for grens in _limits(verloop)),
        rechts=_NAAST / 72 + room_for(namen, stijl="Semibold"),
        boven=0.27,
        onder=0.31,
    )


def _labels(verloop: Verloop) -> list[tuple[int, str, str]]:
    """Of each line where it ends, what it is called, and its colour."""
    kleur = load_stijl().kleur
    opgave, totaal, realisatie = verloop.opgave, verloop.totaalopgave, verloop.realisatie
    return [
        (realisatie, f"realisatie {getal(realisatie)}", kleur["reeks_1"]),
        (totaal, f"totaalopgave {getal(totaal)}", kleur["reeks_2"]),
        (opgave, f"{_schema(verloop)} {getal(opgave)}", kleur["gedempt"]),
    ]


def _schema(verloop: Verloop) -> str:
    return "schema na herverdeling" if verloop.herverdeeld else "schema taakstelling"


def _limits(verloop: Verloop) -> tuple[float, float]:
    """The lowest and highest person on the axis."""
    waarden = [waarde for waarde, _, _ in _labels(verloop)]
    laag, hoog = min(0, verloop.totaalopgave), max(*waarden, 1)
    return laag - 0.04 * (hoog - laag), hoog + 0.08 * (hoog - laag)


def _label_lines(as_: Axes, verloop: Verloop) -> None:
    """A label at the end of each line, moved apart where they would overlap."""
    onder, boven = _limits(verloop)
    as_.set_ylim(onder, boven)
    afstand = 0.14 / 1.12 * (boven - onder)
    vorig = float("-inf")
    for hoogte, tekst, tint in sorted(_labels(verloop)):
        plek = max(float(hoogte), vorig + afstand)
        as_.annotate(
            tekst,
            (_x(verloop.tot), plek),
            xytext=(_NAAST, 0),
            textcoords="offset points",
            va="center",
            color=tint,
            fontweight="semibold",
            annotation_clip=False,
        )
        vorig = plek


def _finding(verloop: Verloop) -> str:
    """What the lines come to: who was housed against taakstelling and totaalopgave.

    Where corrections count the sentence says both numbers, and compares what counts.
    """
    volgens_coa, gehuisvest = verloop.realisatie, verloop.gehuisvest
    if volgens_coa == gehuisvest:
        begin = f"{_verb(gehuisvest)} {personen(gehuisvest)} gehuisvest"
    else:
        begin = (
            f"{_verb(volgens_coa)} volgens het COA {personen(volgens_coa)} gehuisvest, na "
            f"{_after(verloop)} {getal(gehuisvest)}"
        )
    return f"Op {datum(verloop.per)} {begin}: {_against(verloop)}"


def _against(verloop: Verloop, *, voluit: bool = False) -> str:
    """Against the opgave of a half-year that ended; against the schedule while it runs.

    With `voluit` the numbers that are compared with stand in it, for who does not see the lines.
    """
    gehuisvest = verloop.gehuisvest
    taak, geheel = (
        f" ({getal(aantal)})" if voluit else "" for aantal in (verloop.opgave, verloop.totaalopgave)
    )
    if verloop.schema is None:
        return (
            f"{_compared(gehuisvest, verloop.opgave)} de {verloop.taakstelling}{taak} en "
            f"{_compared(gehuisvest, verloop.totaalopgave)} de totaalopgave{geheel}"
        )
    nodig = verloop.totaalopgave - gehuisvest
    rest = f"voor de totaalopgave{geheel} {_verb(nodig)} nog {personen(nodig)} nodig"
    return (
        f"{_compared(gehuisvest, verloop.schema)} het schema voor de {verloop.taakstelling} "
        f"({getal(verloop.schema)}); {rest if nodig > 0 else 'de totaalopgave is gehaald'}"
    )


def _alt(verloop: Verloop) -> str:
    gehuisvest = verloop.gehuisvest
    correctie = ""
    if gehuisvest != verloop.realisatie:
        correctie = f", na {_after(verloop)} {getal(gehuisvest)}"
    return (
        f"Lijngrafiek. Stand op {datum(verloop.per)}: {personen(verloop.realisatie)} "
        f"gehuisvest volgens het COA{correctie}. Dat is {_against(verloop, voluit=True)}."
    )


def _after(verloop: Verloop) -> str:
    return "herziening" if verloop.herzien else "correctie"


def _compared(gehuisvest: int, opgave: int) -> str:
    verschil = gehuisvest - opgave
    if verschil == 0:
        return "evenveel als"
    return f"{getal(abs(verschil))} {'meer' if verschil > 0 else 'minder'} dan"


def _verb(aantal: int) -> str:
    return "is" if aantal == 1 else "zijn"
