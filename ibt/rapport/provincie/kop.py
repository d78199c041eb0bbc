"""Title block of the overview, and the numbers that matter first."""

from __future__ import annotations

from collections import Counter

from htpy import Element, div, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, gemeenten, getal, procent
from ibt.rapport.opmaak import Kolom, Rij, begrippenkader, stap_voor_stap, tabel, trede_badge
from ibt.rapport.titelblad import link_terug, make_titelblad

Beoordelingen = tuple[Beoordeling, ...]


def titelblad(beoordelingen: Beoordelingen, verslag: Verslag) -> Deel:
    """Which province, which round, how many gemeenten."""
    return make_titelblad(
        verslag,
        "Provinciaal overzicht interbestuurlijk toezicht",
        f"Provincie {verslag.provincie}",
        [
            ("Peildatum", datum(verslag.peildatum.datum)),
            ("Gemeenten", getal(len(beoordelingen))),
            ("Bijgewerkt op", datum(verslag.bijgewerkt_op)),
        ],
        link_terug("index.html", "Alle rapporten van deze ronde"),
    )


def kerncijfers(beoordelingen: Beoordelingen) -> Deel:
    """Moves, opgave and realisatie; backlogs and leads apart, never netted."""
    opgave = sum(b.som.totaalopgave for b in beoordelingen)
    gehuisvest = sum(b.som.gehuisvest for b in beoordelingen)
    achterstand = sum(b.som.achterstand_eind for b in beoordelingen)
    voorsprong = sum(max(0, b.som.stand_eind) for b in beoordelingen)
    op, neer, _ = _moves(beoordelingen)
    return make_deel(
        div(".kader.kader-conclusie")[p(".kern")[_summary(beoordelingen)]],
        div(".kaarten")[
            _card(getal(op), "onder zwaarder toezicht"),
            _card(getal(neer), "onder lichter toezicht"),
            _card(getal(opgave), "totaalopgave, personen"),
            _card(getal(gehuisvest), f"gerealiseerd, personen ({procent(gehuisvest, opgave)})"),
            _card(getal(achterstand), "achterstanden samen, personen"),
            _card(getal(voorsprong), "voorsprongen samen, personen"),
        ],
        p(".klein")["Achterstanden en voorsprongen staan apart: zij worden niet verrekend."],
        begrippenkader(beoordelingen[0].kader),
    )


def _moves(beoordelingen: Beoordelingen) -> tuple[int, int, int]:
    """How many go up, go down and stay."""
    op = sum(b.trede_voorstel > b.trede_vorig for b in beoordelingen)
    neer = sum(b.trede_voorstel < b.trede_vorig for b in beoordelingen)
    return op, neer, len(beoordelingen) - op - neer


def _summary(beoordelingen: Beoordelingen) -> str:
    op, neer, gelijk = _moves(beoordelingen)
    gehaald = sum(b.som.stand_eind >= 0 for b in beoordelingen)
    if len(beoordelingen) == 1:
        waarheen = "komt onder zwaarder" if op else "komt onder lichter"
        daarna = "blijft op dezelfde trede" if gelijk else f"{waarheen} toezicht"
        niet = "" if gehaald else "niet "
        return f"In de gemeente is de totaalopgave {niet}gehaald. Zij {daarna}."
    return (
        f"{_realised(gehaald, len(beoordelingen))} {gemeenten(op)} {_verb(op, 'komt')} onder "
        f"zwaarder toezicht, "
        f"{getal(neer)} onder lichter toezicht en {getal(gelijk)} {_verb(gelijk, 'blijft')} op "
        "dezelfde trede."
    )


def _realised(gehaald: int, aantal: int) -> str:
    """In how many gemeenten; not by whom: on trede 6 the province may have housed them."""
    if gehaald == 0:
        return f"In geen van de {gemeenten(aantal)} is de totaalopgave gehaald."
    van = "alle" if gehaald == aantal else f"{getal(gehaald)} van de"
    return f"In {van} {gemeenten(aantal)} is de totaalopgave gehaald."


def per_trede(beoordelingen: Beoordelingen) -> Deel:
    """How many gemeenten stand on each trede, before and after."""
    voor = Counter(b.trede_vorig for b in beoordelingen)
    na = Counter(b.trede_voorstel for b in beoordelingen)
    rijen = [
        Rij(
            trede_badge(trede),
            [een.naam, getal(voor[trede]), getal(na[trede])],
        )
        for trede, een in beoordelingen[0].kader.treden.items()
    ]
    totaal = Rij("samen", ["", getal(len(beoordelingen)), getal(len(beoordelingen))], "totaal")
    kolommen = [
        Kolom("Trede"),
        Kolom("Naam"),
        Kolom("Gemeenten hiervoor", getal=True),
        Kolom("Gemeenten daarna", getal=True),
    ]
    return make_deel(
        tabel("Aantal gemeenten per trede", kolommen, [*rijen, totaal]),
        stap_voor_stap(beoordelingen),
    )


def _card(waarde: str, label: str) -> Element:
    return div(".kaart")[p(".waarde")[waarde], p(".label")[label]]


def _verb(aantal: int, enkelvoud: str) -> str:
    meervoud = {"komt": "komen", "blijft": "blijven"}
    return enkelvoud if aantal == 1 else meervoud[enkelvoud]
