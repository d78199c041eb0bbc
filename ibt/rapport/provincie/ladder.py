"""All gemeenten in one table, their treden over time, and the moves from trede to trede."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from htpy import Node, p, td

from ibt.begrippen.beoordeling import Beoordeling, Uitkomst
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import getal, korte_datum, procent, stand
from ibt.rapport.grafiek.veelvoud import veelvoud
from ibt.rapport.opmaak import (
    Kolom,
    Rij,
    beweging,
    laatste_stap,
    naar_rapport,
    stap_voor_stap,
    tabel,
    trede_cel,
    verschoond_deel,
)

Beoordelingen = tuple[Beoordeling, ...]


@marked
def kleine_grafieken(uitkomsten: Sequence[Uitkomst]) -> Deel:
    """The half-year of every gemeente as a small chart; the numbers stand in the table."""
    return make_deel(veelvoud(uitkomsten))


@marked
def laddertabel(beoordelingen: Beoordelingen, verslag: Verslag) -> Deel:
    """One row per gemeente; sortable on the screen."""
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Trede hiervoor", keuze=True),
        Kolom("Berekend"),
        Kolom(verslag.uitkomst.capitalize(), keuze=True),
        Kolom("Beweging", keuze=True),
        Kolom("Regel", keuze=True),
        Kolom("Totaalopgave", getal=True),
        Kolom("Gerealiseerd", getal=True),
        Kolom("Deel", getal=True),
        Kolom("Stand eind", getal=True),
    ]
    rijen = [_row(beoordeling) for beoordeling in beoordelingen]
    return make_deel(
        p(".klein")[
            "Deel: gerealiseerd als percentage van de totaalopgave. Stand eind: min is "
            "achterstand, plus is voorsprong, in personen."
        ],
        tabel("Inschaling van alle gemeenten", kolommen, rijen, "breed sorteerbaar filterbaar"),
        stap_voor_stap(beoordelingen),
        verschoond_deel(beoordelingen),
    )


def _row(beoordeling: Beoordeling) -> Rij:
    som = beoordeling.som
    return Rij(
        [naar_rapport(beoordeling.gemeente), laatste_stap(beoordeling)],
        [
            trede_cel(beoordeling.trede_vorig),
            trede_cel(beoordeling.trede_berekend),
            trede_cel(beoordeling.trede_voorstel),
            beweging(beoordeling.trede_vorig, beoordeling.trede_voorstel),
            beoordeling.regel,
            getal(som.totaalopgave),
            getal(som.gehuisvest),
            procent(som.gehuisvest, som.totaalopgave),
            stand(som.stand_eind),
        ],
    )


@marked
def warmtestrook(beoordelingen: Beoordelingen) -> Deel:
    """The trede of every gemeente on every peildatum that the register knows, and now."""
    data = sorted(
        {punt.peildatum for b in beoordelingen for punt in b.historie if punt.trede is not None}
    )[-8:]
    if not data:
        return make_deel(p["Het register kent geen treden op eerdere peildata."])
    nu = beoordelingen[0].peildatum
    kolommen = [Kolom("Gemeente"), *(Kolom(korte_datum(dag.datum)) for dag in (*data, nu))]
    rijen = [Rij(b.gemeente.naam, _strip(b, data)) for b in beoordelingen]
    return make_deel(
        tabel(
            "Trede per gemeente op elke peildatum; de laatste kolom is deze ronde",
            kolommen,
            rijen,
            "breed",
        ),
        stap_voor_stap(beoordelingen),
    )


def _strip(beoordeling: Beoordeling, data: list[Peildatum]) -> list[Node]:
    treden = {punt.peildatum: punt.trede for punt in beoordeling.historie}
    eerder = [trede_cel(treden.get(datum)) for datum in data]
    return [*eerder, trede_cel(beoordeling.trede_voorstel)]


@marked
def overgangen(beoordelingen: Beoordelingen) -> Deel:
    """From which trede to which: the number of gemeenten."""
    aantal = Counter((b.trede_vorig, b.trede_voorstel) for b in beoordelingen)
    gebruikt = sorted({trede for paar in aantal for trede in paar})
    kolommen = [
        Kolom("Van"),
        *(Kolom(f"naar trede {trede}", getal=True) for trede in gebruikt),
        Kolom("samen", getal=True),
    ]
    rijen = [
        Rij(
            f"trede {van}",
            [
                *(_move(aantal[van, naar], van, naar) for naar in gebruikt),
                getal(sum(aantal[van, naar] for naar in gebruikt)),
            ],
        )
        for van in gebruikt
        if any(aantal[van, naar] for naar in gebruikt)
    ]
    return make_deel(
        tabel("Aantal gemeenten per trede van hiervoor en van nu", kolommen, rijen, "smal"),
        stap_voor_stap(beoordelingen),
    )


def _move(aantal: int, van: int, naar: int) -> Node:
    if aantal == 0:
        return td(".getal")["–"]
    pijl = " ▲" if naar > van else " ▼" if naar < van else ""
    return td(".getal")[f"{getal(aantal)}{pijl}"]
