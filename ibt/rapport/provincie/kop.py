"""Title block of the overview, and the numbers that matter first."""

from __future__ import annotations

from collections import Counter

from htpy import Element, a, div, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.trede import TREDE_NAAM
from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, procent
from ibt.rapport.opmaak import Kolom, Rij, tabel, trede_badge
from ibt.rapport.titelblad import make_titelblad

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
            ("Rapporten", a(href="index.html")["alle rapporten van deze ronde"]),
        ],
    )


def kerncijfers(beoordelingen: Beoordelingen) -> Deel:
    """Moves, opgave and realisatie; backlogs and leads apart, never netted."""
    op = sum(b.trede_voorstel > b.trede_vorig for b in beoordelingen)
    neer = sum(b.trede_voorstel < b.trede_vorig for b in beoordelingen)
    opgave = sum(b.som.totaalopgave for b in beoordelingen)
    gehuisvest = sum(b.som.gerealiseerd for b in beoordelingen)
    achterstand = sum(b.som.achterstand_eind for b in beoordelingen)
    voorsprong = sum(max(0, b.som.stand_eind) for b in beoordelingen)
    gehaald = sum(b.som.stand_eind >= 0 for b in beoordelingen)
    return make_deel(
        div(".kader.kader-conclusie")[
            p(".kern")[
                f"{getal(gehaald)} van de {getal(len(beoordelingen))} gemeenten haalden hun "
                f"totaalopgave. {getal(op)} {_go(op)} een trede omhoog en {getal(neer)} omlaag; "
                f"{getal(len(beoordelingen) - op - neer)} blijven gelijk."
            ]
        ],
        div(".kaarten")[
            _card(getal(op), "omhoog op de ladder"),
            _card(getal(neer), "omlaag op de ladder"),
            _card(getal(opgave), "totaalopgave, personen"),
            _card(getal(gehuisvest), f"gerealiseerd, personen ({procent(gehuisvest, opgave)})"),
            _card(getal(achterstand), "achterstanden samen, personen"),
            _card(getal(voorsprong), "voorsprongen samen, personen"),
        ],
        p(".klein")["Achterstanden en voorsprongen staan apart: zij worden niet verrekend."],
    )


def per_trede(beoordelingen: Beoordelingen) -> Deel:
    """How many gemeenten stand on each trede, before and after."""
    voor = Counter(b.trede_vorig for b in beoordelingen)
    na = Counter(b.trede_voorstel for b in beoordelingen)
    rijen = [
        Rij(
            trede_badge(trede),
            [naam, getal(voor[trede]), getal(na[trede])],
        )
        for trede, naam in TREDE_NAAM.items()
    ]
    totaal = Rij("samen", ["", getal(len(beoordelingen)), getal(len(beoordelingen))], "totaal")
    kolommen = [
        Kolom("Trede"),
        Kolom("Naam"),
        Kolom("Gemeenten hiervoor", getal=True),
        Kolom("Gemeenten nu", getal=True),
    ]
    return make_deel(tabel("Aantal gemeenten per trede", kolommen, [*rijen, totaal]))


def _card(waarde: str, label: str) -> Element:
    return div(".kaart")[p(".waarde")[waarde], p(".label")[label]]


def _go(aantal: int) -> str:
    return "gaat" if aantal == 1 else "gaan"
