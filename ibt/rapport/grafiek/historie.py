"""Stand and trede over all peildata: bars around zero, with the trede above each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from htpy import Element

from ibt.begrippen.beoordeling import Beoordeling, Historiepunt, Uitkomst
from ibt.rapport.getal import datum, getal, maand, stand
from ibt.rapport.grafiek.figuur import AS, Marges, draw_figuur, huisstijl, render_grafiek, room_for
from ibt.rapport.stijl import load_stijl

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@huisstijl()
def historie_grafiek(beoordeling: Beoordeling) -> Element:
    """The chart of earlier peildata and this one."""
    from matplotlib.ticker import MaxNLocator

    punten = with_current(beoordeling)
    beeld = draw_figuur(1.95, _margins(punten))
    as_ = beeld.add_subplot()
    _draw_bars(as_, punten)
    _draw_treden(as_, punten)
    as_.axhline(0, color=load_stijl().kleur["lijn_sterk"], linewidth=1)
    as_.set_xticks(range(len(punten)), [_label(punt) for punt in punten])
    as_.set_ylabel("personen")
    as_.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    as_.yaxis.set_major_formatter(lambda waarde, _: stand(round(waarde)))
    as_.set_xlim(-0.7, max(len(punten), 5) - 0.3)
    return render_grafiek(
        "historie",
        beeld,
        _alt(punten),
        _change(punten).strip()
        or f"De stand op {datum(punten[-1].peildatum.datum)} is "
        f"{stand(punten[-1].stand_eind or 0)}.",
        "Stand aan het eind van elk halfjaar (min is achterstand, plus is voorsprong) en trede.",
    )


def with_current(uitkomst: Uitkomst) -> list[Historiepunt]:
    """The last nine earlier peildata, and this one where it is assessed."""
    if not isinstance(uitkomst, Beoordeling):
        return [*uitkomst.historie[-9:]]
    nu = Historiepunt(uitkomst.peildatum, uitkomst.som.stand_eind, uitkomst.trede_voorstel)
    return [*uitkomst.historie[-9:], nu]


def _draw_bars(as_: Axes, punten: list[Historiepunt]) -> None:
    kleur = load_stijl().kleur
    waarden = [punt.stand_eind or 0 for punt in punten]
    as_.bar(
        range(len(punten)),
        waarden,
        width=0.5,
        color=[kleur["reeks_2"] if waarde < 0 else kleur["reeks_1"] for waarde in waarden],
    )
    as_.set_ylim(*_limits(punten))
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


def _limits(punten: list[Historiepunt]) -> tuple[float, float]:
    """The lowest and highest stand on the axis, with room for the number at each bar."""
    waarden = [0, *(punt.stand_eind or 0 for punt in punten)]
    laag, hoog = min(waarden), max(waarden)
    marge = 0.34 * max(hoog - laag, 1)
    return laag - (marge if laag < 0 else 0), hoog + marge


def _margins(punten: list[Historiepunt]) -> Marges:
    """Room for the numbers to the left, the treden above, and two lines of dates below."""
    getallen = [stand(round(grens)) for grens in _limits(punten)]
    return Marges(links=AS + room_for(getallen), boven=0.31, onder=0.49)


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
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            va="bottom",
            annotation_clip=False,
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
    return f"Staafgrafiek van de stand per peildatum. {_change(punten)}{'; '.join(delen)}."


def _change(punten: list[Historiepunt]) -> str:
    """The finding: from where to where the stand went."""
    bekend = [punt for punt in punten if punt.stand_eind is not None]
    eerste, laatste = bekend[0], bekend[-1]
    if eerste is laatste:
        return ""
    return (
        f"De stand ging van {stand(eerste.stand_eind or 0)} op {datum(eerste.peildatum.datum)} "
        f"naar {stand(laatste.stand_eind or 0)} op {datum(laatste.peildatum.datum)}. "
    )
