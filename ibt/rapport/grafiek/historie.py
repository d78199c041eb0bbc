"""Stand and trede over all peildata: bars around zero, with the trede above each."""

from __future__ import annotations

from htpy import Element
from matplotlib.axes import Axes

from ibt.begrippen.beoordeling import Beoordeling, Historiepunt
from ibt.rapport.getal import datum, getal, maand, stand
from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek
from ibt.rapport.stijl import load_stijl


@huisstijl()
def historie_grafiek(beoordeling: Beoordeling) -> Element:
    """The chart of earlier peildata and this one."""
    punten = _with_current(beoordeling)
    beeld = draw_figuur(2.15)
    as_ = beeld.add_subplot()
    _draw_bars(as_, punten)
    _draw_treden(as_, punten)
    as_.axhline(0, color=load_stijl().kleur["lijn_sterk"], linewidth=1)
    as_.set_xticks(range(len(punten)), [_label(punt) for punt in punten])
    as_.set_ylabel("personen")
    as_.yaxis.set_major_formatter(lambda waarde, _: stand(round(waarde)))
    as_.set_xlim(-0.7, max(len(punten), 5) - 0.3)
    return render_grafiek(
        "historie",
        beeld,
        _alt(punten),
        "Stand aan het eind van elk halfjaar (min is achterstand, plus is voorsprong) en trede",
    )


def _with_current(beoordeling: Beoordeling) -> list[Historiepunt]:
    nu = Historiepunt(beoordeling.peildatum, beoordeling.som.stand_eind, beoordeling.trede_voorstel)
    return [*beoordeling.historie[-9:], nu]


def _draw_bars(as_: Axes, punten: list[Historiepunt]) -> None:
    kleur = load_stijl().kleur
    waarden = [punt.stand_eind or 0 for punt in punten]
    as_.bar(
        range(len(punten)),
        waarden,
        width=0.5,
        color=[kleur["reeks_2"] if waarde < 0 else kleur["reeks_1"] for waarde in waarden],
    )
    hoog = max(*waarden, *(abs(w) for w in waarden), 1)
    as_.set_ylim(min(0, *waarden) - 0.22 * hoog, max(0, *waarden) + 0.62 * hoog)
    for plek, punt in enumerate(punten):
        if punt.stand_eind is None:
            tekst, hoogte = "onbekend", 0
        else:
            tekst, hoogte = stand(punt.stand_eind), punt.stand_eind
        as_.annotate(
            tekst,
            (plek, hoogte),
            xytext=(0, -3 if hoogte < 0 else 3),
            textcoords="offset points",
            ha="center",
            va="top" if hoogte < 0 else "bottom",
        )


def _draw_treden(as_: Axes, punten: list[Historiepunt]) -> None:
    stijl = load_stijl()
    for plek, punt in enumerate(punten):
        if punt.trede is None:
            continue
        tint = stijl.trede(punt.trede)
        as_.annotate(
            f"trede {punt.trede}",
            (plek, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, -4),
            textcoords="offset points",
            ha="center",
            va="top",
            color=tint.tekst,
            fontweight="semibold",
            bbox={
                "boxstyle": "round,pad=0.3",
                "facecolor": tint.vlak,
                "edgecolor": stijl.kleur["lijn_sterk"],
                "linewidth": 0.6,
            },
        )


def _label(punt: Historiepunt) -> str:
    return f"1 {maand(punt.peildatum.datum)}\n{punt.peildatum.datum.year}"


def _alt(punten: list[Historiepunt]) -> str:
    delen = [
        f"{datum(punt.peildatum.datum)}: stand "
        + ("onbekend" if punt.stand_eind is None else stand(punt.stand_eind))
        + ("" if punt.trede is None else f", trede {getal(punt.trede)}")
        for punt in punten
    ]
    return "Staafgrafiek van de stand per peildatum. " + "; ".join(delen) + "."
