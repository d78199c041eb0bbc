"""The course of this half-year and of the half-years before it, drawn and as tables."""

from __future__ import annotations

from htpy import Node, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, stand
from ibt.rapport.grafiek.historie import historie_grafiek
from ibt.rapport.grafiek.verloop import verloop_grafiek
from ibt.rapport.opmaak import Kolom, Rij, tabel, trede_cel


def verloop(beoordeling: Beoordeling) -> Deel:
    """Persons housed per month, against schedule and opgave."""
    kolommen = [
        Kolom("Stand per"),
        Kolom("Taakstelling", getal=True),
        Kolom("Gehuisvest", getal=True),
        Kolom("Gekoppeld, nog niet gehuisvest", getal=True),
    ]
    rijen = [
        Rij(
            datum(stand.stand_per),
            [
                getal(stand.taakstelling),
                getal(stand.realisatie),
                "–" if stand.koppelingen is None else getal(stand.koppelingen),
            ],
        )
        for stand in beoordeling.verloop
    ]
    return make_deel(
        _few_months(beoordeling),
        verloop_grafiek(beoordeling),
        tabel("Maandstanden volgens het COA, in personen", kolommen, rijen),
    )


def historie(beoordeling: Beoordeling) -> Deel:
    """Stand and trede over all peildata that are known."""
    if not beoordeling.historie:
        return make_deel(
            p["Van eerdere peildata zijn geen cijfers of treden bekend in deze ronde."]
        )
    rijen = [
        Rij(
            datum(punt.peildatum.datum),
            [
                "onbekend" if punt.stand_eind is None else stand(punt.stand_eind),
                trede_cel(punt.trede),
            ],
        )
        for punt in beoordeling.historie
    ]
    nu = Rij(
        f"{datum(beoordeling.peildatum.datum)} (deze beoordeling)",
        [stand(beoordeling.som.stand_eind), trede_cel(beoordeling.trede_voorstel)],
        "totaal",
    )
    return make_deel(
        historie_grafiek(beoordeling),
        tabel(
            "Stand en trede per peildatum",
            [Kolom("Peildatum"), Kolom("Stand in personen", getal=True), Kolom("Trede")],
            [*rijen, nu],
            "smal",
        ),
    )


def _few_months(beoordeling: Beoordeling) -> Node:
    if len(beoordeling.verloop) > 1:
        return None
    return p["Alleen de stand van de peildatum zelf is aangeleverd; eerdere maanden ontbreken."]
