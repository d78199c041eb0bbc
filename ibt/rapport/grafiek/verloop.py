"""This half-year: persons housed per month, against the schedule and the totaalopgave."""

from __future__ import annotations

from datetime import date

from htpy import Element
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from ibt.begrippen.beoordeling import Beoordeling, Maandstand
from ibt.rapport.getal import datum, getal, maand, personen
from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek
from ibt.rapport.stijl import load_stijl


@huisstijl()
def verloop_grafiek(beoordeling: Beoordeling) -> Element:
    """The chart of the half-year with its alt text; needs at least the peildatum's snapshot."""
    periode, som = beoordeling.peildatum.periode, beoordeling.som
    begin, eind = periode.begin, beoordeling.peildatum.datum
    beeld = draw_figuur(2.3)
    as_ = beeld.add_subplot()
    _draw_lines(as_, begin, eind, som.opgave, som.totaalopgave)
    _draw_realisatie(as_, begin, beoordeling.verloop)
    _label_lines(as_, eind, som.opgave, som.totaalopgave, som.realisatie)
    dagen = [begin, *(stand.stand_per for stand in beoordeling.verloop)]
    as_.set_xticks([_x(dag) for dag in dagen], [f"1 {maand(dag)}" for dag in dagen])
    as_.set_ylabel("personen")
    as_.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    as_.yaxis.set_major_formatter(lambda waarde, _: getal(round(waarde)))
    as_.margins(x=0.02)
    return render_grafiek(
        "verloop",
        beeld,
        _alt(beoordeling),
        f"Gehuisvest sinds {datum(begin)}, volgens het COA (zonder correcties)",
    )


def _x(dag: date) -> float:
    return float(date2num(dag))


def _draw_lines(as_: Axes, begin: date, eind: date, opgave: int, totaal: int) -> None:
    kleur = load_stijl().kleur
    van, tot = _x(begin), _x(eind)
    as_.plot([van, tot], [0, opgave], color=kleur["reeks_3"], linestyle=(0, (5, 3)), linewidth=1.4)
    as_.plot([van, tot], [totaal, totaal], color=kleur["reeks_2"], linestyle="-", linewidth=1.4)


def _draw_realisatie(as_: Axes, begin: date, verloop: tuple[Maandstand, ...]) -> None:
    kleur = load_stijl().kleur["reeks_1"]
    punten = [(_x(stand.stand_per), stand.realisatie) for stand in verloop]
    if len(punten) > 1:  # of one snapshot nobody knows the way towards it
        punten.insert(0, (_x(begin), 0))
    as_.plot(*zip(*punten, strict=True), color=kleur, linewidth=2.2, marker="o", markersize=4)


def _label_lines(as_: Axes, eind: date, opgave: int, totaal: int, realisatie: int) -> None:
    """A label at the end of each line, moved apart where they would overlap."""
    kleur = load_stijl().kleur
    labels = [
        (realisatie, f"gehuisvest {getal(realisatie)}", kleur["reeks_1"]),
        (totaal, f"totaalopgave {getal(totaal)}", kleur["reeks_2"]),
        (opgave, f"schema taakstelling {getal(opgave)}", kleur["gedempt"]),
    ]
    laag, hoog = min(0, totaal), max(realisatie, totaal, opgave, 1)
    as_.set_ylim(laag - 0.04 * (hoog - laag), hoog + 0.08 * (hoog - laag))
    afstand = 0.125 * (hoog - laag)
    vorig = float("-inf")
    for hoogte, tekst, tint in sorted(labels):
        plek = max(float(hoogte), vorig + afstand)
        as_.annotate(
            tekst,
            (_x(eind), plek),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=tint,
            fontweight="semibold",
            annotation_clip=False,
        )
        vorig = plek


def _alt(beoordeling: Beoordeling) -> str:
    som = beoordeling.som
    return (
        f"Lijngrafiek. Stand op {datum(beoordeling.peildatum.datum)}: {personen(som.realisatie)} "
        f"gehuisvest. Dat is {_compared(som.realisatie, som.opgave)} de taakstelling "
        f"({getal(som.opgave)}) en {_compared(som.realisatie, som.totaalopgave)} de totaalopgave "
        f"({getal(som.totaalopgave)})."
    )


def _compared(gehuisvest: int, opgave: int) -> str:
    verschil = gehuisvest - opgave
    if verschil == 0:
        return "evenveel als"
    return f"{getal(abs(verschil))} {'meer' if verschil > 0 else 'minder'} dan"
