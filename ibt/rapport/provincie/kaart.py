"""The map of the province: its real boundaries where they were given, else a tile per gemeente."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from htpy import Element, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.kaart import Grens, Kaart, Ring
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.glyph import printable
from ibt.rapport.grafiek.figuur import BREEDTE, draw_figuur, huisstijl, render_grafiek
from ibt.rapport.opmaak import stap_voor_stap
from ibt.rapport.provincie.tegelkaart import PIJLEN, alt_text, finding, mark, tegelkaart
from ibt.rapport.stijl import load_stijl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HOOGSTE = 5.6  # inches; a map is never taller than most of a page


@marked
def kaart(beoordelingen: tuple[Beoordeling, ...], gegeven: Kaart | None = None) -> Deel:
    """Trede and movement per gemeente on the map."""
    if gegeven is None:
        return tegelkaart(beoordelingen)
    return make_deel(
        _grafiek(beoordelingen, gegeven),
        p(".klein")[PIJLEN],
        stap_voor_stap(beoordelingen),
    )


@huisstijl()
def _grafiek(beoordelingen: tuple[Beoordeling, ...], gegeven: Kaart) -> Element:
    punten = [punt for grens in gegeven.grenzen for ring in grens.ringen for punt in ring]
    (links, rechts), (onder, boven) = ((min(kant), max(kant)) for kant in zip(*punten, strict=True))
    rek = 1 / math.cos(math.radians((onder + boven) / 2)) if gegeven.in_graden else 1.0
    verhouding = (boven - onder) * rek / max(rechts - links, 1e-9)
    beeld = draw_figuur(min(_HOOGSTE, BREEDTE * verhouding))
    as_ = beeld.add_subplot()
    as_.set_axis_off()
    as_.set_aspect(rek)
    grenzen = {grens.gemeentecode: grens for grens in gegeven.grenzen}
    for beoordeling in beoordelingen:
        _draw(as_, beoordeling, grenzen[beoordeling.gemeente.code])
    as_.set_xlim(links, rechts)
    as_.set_ylim(onder, boven)
    return render_grafiek(
        "kaart",
        beeld,
        alt_text(beoordelingen, "Kaart"),
        finding(beoordelingen),
        "Trede per gemeente.",
    )


def _draw(as_: Axes, beoordeling: Beoordeling, grens: Grens) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    stijl = load_stijl()
    tint = stijl.trede(beoordeling.trede_voorstel)
    vorm = Path.make_compound_path(*(Path(ring, closed=True) for ring in grens.ringen))
    as_.add_patch(
        PathPatch(vorm, facecolor=tint.vlak, edgecolor=stijl.kleur["lijn_sterk"], linewidth=0.6)
    )
    x, y = _middle(max(grens.ringen, key=_size))
    midden: dict[str, Any] = {"ha": "center", "color": tint.tekst, "parse_math": False}
    as_.text(x, y, mark(beoordeling), fontsize=9, fontweight="semibold", va="bottom", **midden)
    as_.text(x, y, printable(beoordeling.gemeente.naam), fontsize=6, va="top", **midden)


def _size(ring: Ring) -> float:
    """The area within a ring (the shoelace formula)."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring; of a ring without area the mean of its points."""
    som = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    if som == 0:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    delen = [
        ((a[0] + b[0]) * k, (a[1] + b[1]) * k)
        for a, b in pairwise(ring)
        for k in [a[0] * b[1] - b[0] * a[1]]
    ]
    return sum(x for x, _ in delen) / (3 * som), sum(y for _, y in delen) / (3 * som)
