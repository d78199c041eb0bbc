"""The numbers of the province that matter first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from htpy import Element, div, p

from ibt.begrippen.beoordeling import Beoordeling, Uitkomst
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import gehaald_door, gemeenten, getal, procent
from ibt.rapport.opmaak import (
    Kolom,
    Rij,
    begrippenkader,
    kerngetal,
    stap_voor_stap,
    tabel,
    trede_badge,
)
from ibt.rapport.titelblad import GEEN_INSCHALING


@dataclass(frozen=True)
class Kern:
    """What differs per moment: the first sentence, the cards around opgave and realisatie."""

    zin: str
    voorop: tuple[Element, Element]
    gehuisvest: str
    achteraan: tuple[Element, Element]
    noot: str = ""


@marked
def kerncijfers(uitkomsten: Sequence[Uitkomst]) -> Deel:
    """Opgave and realisatie, after who moves or is on schedule.

    Backlogs and leads stand apart, never netted.
    """
    halverwege = [uit for uit in uitkomsten if isinstance(uit, Voortgang)]
    beoordeeld = [uit for uit in uitkomsten if isinstance(uit, Beoordeling)]
    kern = _halfway(halverwege) if halverwege else _judged(beoordeeld)
    opgave = sum(uit.som.totaalopgave for uit in uitkomsten)
    gehuisvest = sum(uit.som.gehuisvest for uit in uitkomsten)
    deel = f"{kern.gehuisvest}, personen ({procent(gehuisvest, opgave)})"
    return make_deel(
        div(".kader.kader-conclusie")[p(".kern")[kern.zin]],
        div(".kaarten")[
            kern.voorop,
            kerngetal(getal(opgave), "totaalopgave, personen"),
            kerngetal(getal(gehuisvest), deel),
            kern.achteraan,
        ],
        p(".klein")[
            f"Achterstanden en voorsprongen staan apart: zij worden niet verrekend.{kern.noot}"
        ],
        begrippenkader(uitkomsten[0].kader),
    )


def _judged(beoordelingen: Sequence[Beoordeling]) -> Kern:
    achterstand = sum(b.som.achterstand_eind for b in beoordelingen)
    voorsprong = sum(max(0, b.som.stand_eind) for b in beoordelingen)
    op, neer, _ = _moves(beoordelingen)
    return Kern(
        _summary(beoordelingen),
        (
            kerngetal(getal(op), "onder zwaarder toezicht"),
            kerngetal(getal(neer), "onder lichter toezicht"),
        ),
        "gerealiseerd",
        (
            kerngetal(getal(achterstand), "achterstanden samen, personen"),
            kerngetal(getal(voorsprong), "voorsprongen samen, personen"),
        ),
    )


def _halfway(voortgangen: Sequence[Voortgang]) -> Kern:
    aantal, goed = len(voortgangen), sum(voortgang.op_schema for voortgang in voortgangen)
    niet = "niet " if aantal == 1 and not goed else ""
    uitersten = (
        "; tussen haakjes staan de uitersten bij het laagste en het hoogste bekende tempo van elke "
        "gemeente."
    )
    bekend = any(len(voortgang.tempo) > 1 for voortgang in voortgangen)
    return Kern(
        f"{gehaald_door(goed, aantal, 'ligt', 'liggen')} {niet}op schema voor de taakstelling. "
        f"{GEEN_INSCHALING}",
        (
            kerngetal(getal(goed), "op schema voor de taakstelling"),
            kerngetal(getal(aantal - goed), "niet op schema"),
        ),
        "gehuisvest",
        (_expected(voortgangen, "achterstanden", -1), _expected(voortgangen, "voorsprongen", 1)),
        f" Het aantal geldt als het tempo van dit halfjaar zo blijft{uitersten if bekend else '.'}",
    )


def _expected(voortgangen: Sequence[Voortgang], wat: str, teken: int) -> Element:
    """Backlogs (`teken` -1) or leads (1) together at this pace, and at slowest and fastest."""
    nu, *uitersten = (
        sum(max(0, teken * uitkomst.stand_eind) for uitkomst in uitkomsten)
        for uitkomsten in (
            [voortgang.prognose for voortgang in voortgangen],
            [voortgang.laagste for voortgang in voortgangen],
            [voortgang.hoogste for voortgang in voortgangen],
        )
    )
    van, tot = min(uitersten), max(uitersten)
    uiterst = "" if van == tot else f" ({getal(van)} tot {getal(tot)})"
    return kerngetal(getal(nu), f"{wat} samen in dit tempo{uiterst}")


def _moves(beoordelingen: Sequence[Beoordeling]) -> tuple[int, int, int]:
    """How many go up, go down and stay."""
    op = sum(b.trede_voorstel > b.trede_vorig for b in beoordelingen)
    neer = sum(b.trede_voorstel < b.trede_vorig for b in beoordelingen)
    return op, neer, len(beoordelingen) - op - neer


def _summary(beoordelingen: Sequence[Beoordeling]) -> str:
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


@marked
def per_trede(beoordelingen: Sequence[Beoordeling]) -> Deel:
    """How many gemeenten stand on each trede, before and after."""
    voor = Counter(b.trede_vorig for b in beoordelingen)
    na = Counter(b.trede_voorstel for b in beoordelingen)
    rijen = [
        Rij(
            trede_badge(trede),
            [wat.naam, getal(voor[trede]), getal(na[trede])],
        )
        for trede, wat in beoordelingen[0].kader.treden.items()
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


def _verb(aantal: int, enkelvoud: str) -> str:
    meervoud = {"komt": "komen", "blijft": "blijven"}
    return enkelvoud if aantal == 1 else meervoud[enkelvoud]
