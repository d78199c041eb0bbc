"""A tile per gemeente, roughly where it lies: the trede as number and as colour.

The grid in `tegelkaart.csv` follows the centres of the boundaries of 2022 (source: Kadaster and
Centraal Bureau voor de Statistiek); no geodata is needed to draw it.
"""

from __future__ import annotations

import csv
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from htpy import Element, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.kadertekst import Rol
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import gemeenten, opsomming
from ibt.rapport.glyph import printable
from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek
from ibt.rapport.opmaak import stap_voor_stap
from ibt.rapport.stijl import load_stijl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TEGELS = Path(__file__).parents[1] / "tegelkaart.csv"
_BREEDTE = 6
PIJLEN = "Een pijl omhoog: zwaarder toezicht dan hiervoor; een pijl omlaag: lichter."
# On one sheet of paper more tiles than this cannot be read.
_MEESTE = 60


def tegelkaart(beoordelingen: tuple[Beoordeling, ...]) -> Deel:
    """The map; a gemeente outside the grid gets a tile after it. Too many get a sentence."""
    bekend = _known_places()
    buiten = [b.gemeente.naam for b in beoordelingen if b.gemeente.code not in bekend]
    if len(beoordelingen) > _MEESTE:
        return make_deel(
            p[
                f"Bij meer dan {_MEESTE} gemeenten is er geen kaart met tegels. Met de sleutel "
                "kaart in het rondebestand (GeoJSON) tekent ibt een gewone kaart."
            ]
        )
    return make_deel(
        _grafiek(beoordelingen),
        p(".klein")[
            "De tegels staan ongeveer zoals de gemeenten liggen. "
            if len(buiten) < len(beoordelingen)
            else None,
            PIJLEN,
        ],
        p(".klein")[f"Zonder vaste plek op de kaart, en daarom onderaan: {opsomming(buiten)}."]
        if 0 < len(buiten) < len(beoordelingen)
        else None,
        stap_voor_stap(beoordelingen),
    )


@huisstijl()
def _grafiek(beoordelingen: tuple[Beoordeling, ...]) -> Element:
    plekken = _places(beoordelingen)
    rijen = max(rij for _, rij in plekken.values())
    beeld = draw_figuur(0.54 * rijen)
    as_ = beeld.add_subplot()
    as_.set_axis_off()
    for beoordeling in beoordelingen:
        _draw_tile(as_, beoordeling, *plekken[beoordeling.gemeente.code])
    as_.set_xlim(0.98, _BREEDTE + 1.02)
    as_.set_ylim(-rijen - 0.02, 0.02)
    return render_grafiek(
        "tegelkaart",
        beeld,
        alt_text(beoordelingen, "Tegelkaart"),
        finding(beoordelingen),
        "Trede per gemeente.",
    )


def _places(beoordelingen: tuple[Beoordeling, ...]) -> dict[str, tuple[int, int]]:
    """Column and row (from 1) per gemeentecode."""
    bekend = _known_places()
    codes = [beoordeling.gemeente.code for beoordeling in beoordelingen]
    plekken = {code: bekend[code] for code in codes if code in bekend}
    laatste = max((rij for _, rij in plekken.values()), default=0)
    rest = [code for code in codes if code not in plekken]
    for nummer, code in enumerate(rest):
        plekken[code] = (nummer % _BREEDTE + 1, laatste + 1 + nummer // _BREEDTE)
    return plekken


def _known_places() -> dict[str, tuple[int, int]]:
    with _TEGELS.open(encoding="utf-8", newline="") as bestand:
        return {
            rij["gemeentecode"]: (int(rij["kolom"]), int(rij["rij"]))
            for rij in csv.DictReader(bestand)
        }


def _draw_tile(as_: Axes, beoordeling: Beoordeling, kolom: int, rij: int) -> None:
    from matplotlib.patches import FancyBboxPatch

    stijl = load_stijl()
    tint = stijl.trede(beoordeling.trede_voorstel)
    as_.add_patch(
        FancyBboxPatch(
            (kolom + 0.03, -rij + 0.04),
            0.94,
            0.92,
            boxstyle="round,pad=0,rounding_size=0.05",
            facecolor=tint.vlak,
            edgecolor=stijl.kleur["lijn_sterk"],
            linewidth=0.6,
        )
    )
    midden: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "color": tint.tekst,
        "parse_math": False,
    }
    as_.text(
        kolom + 0.5, -rij + 0.70, mark(beoordeling), fontsize=13, fontweight="semibold", **midden
    )
    naam = _wrapped(printable(beoordeling.gemeente.naam))
    regels = naam.count("\n")
    hoogte = -rij + (0.27 + 0.03 * regels)
    as_.text(kolom + 0.5, hoogte, naam, fontsize=7.2 - 0.5 * regels, linespacing=0.9, **midden)


def mark(beoordeling: Beoordeling) -> str:
    """The trede, with an arrow where it moves: `3 ▲`."""
    verschil = beoordeling.trede_voorstel - beoordeling.trede_vorig
    pijl = " ▲" if verschil > 0 else " ▼" if verschil < 0 else ""
    return f"{beoordeling.trede_voorstel}{pijl}"


def _wrapped(naam: str) -> str:
    """At most two lines of the name; the page itself holds it whole."""
    regels = textwrap.wrap(naam, 17, max_lines=2, placeholder="…", break_long_words=True)
    return "\n".join(regels)


def finding(beoordelingen: tuple[Beoordeling, ...]) -> str:
    """What a map of the treden comes to: how many are high, and how many moved."""
    plan = beoordelingen[0].kader.vanaf(Rol.ACTIEF_TOEZICHT)
    hoog = sum(b.trede_voorstel >= plan for b in beoordelingen)
    op = sum(b.trede_voorstel > b.trede_vorig for b in beoordelingen)
    neer = sum(b.trede_voorstel < b.trede_vorig for b in beoordelingen)
    staan, komen = (("staat" if hoog == 1 else "staan"), ("komt" if op == 1 else "komen"))
    return (
        f"Van de {gemeenten(len(beoordelingen))} {staan} er {hoog} op trede {plan} of hoger; "
        f"{op} {komen} onder zwaarder toezicht en {neer} onder lichter toezicht."
    )


def alt_text(beoordelingen: tuple[Beoordeling, ...], soort: str) -> str:
    """The same map in words: the gemeenten on each trede."""
    groepen: dict[int, list[str]] = {}
    for beoordeling in beoordelingen:
        groepen.setdefault(beoordeling.trede_voorstel, []).append(beoordeling.gemeente.naam)
    delen = [f"trede {trede}: {opsomming(namen)}" for trede, namen in sorted(groepen.items())]
    return f"{soort} met de trede per gemeente. " + "; ".join(delen) + "."
