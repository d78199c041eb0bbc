"""The sum of §2.1 as a table that a reader can add up, and the share that was realised."""

from __future__ import annotations

from collections.abc import Iterator

from htpy import p

from ibt.begrippen.beoordeling import Beoordeling, Som
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, stand
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.regelzin import seen
from ibt.rapport.standzin import realised
from ibt.rapport.woorden import TOTAALOPGAVE


def cijfers(beoordeling: Beoordeling) -> Deel:
    """Opgave, realisatie and stand, line by line, with both percentages. Norm: N04."""
    som = beoordeling.som
    begin = datum(beoordeling.peildatum.periode.begin)
    return make_deel(
        p[f"{TOTAALOPGAVE} Dat staat in §2.1 van het kader. Alle aantallen zijn personen."],
        tabel(
            "De som van dit halfjaar",
            [Kolom("Onderdeel"), Kolom("Personen", getal=True), Kolom("Toelichting")],
            [*_opgave(som, begin), *_realisatie(som), *_stand(beoordeling)],
        ),
        p[realised(som)],
    )


def _opgave(som: Som, begin: str) -> Iterator[Rij]:
    yield Rij("Taakstelling", [getal(som.taakstelling), "door het Rijk, voor dit halfjaar"])
    if som.herverdeling:
        uitleg = "afspraak tussen gemeenten (§2.1)"
        yield Rij("Herverdeling", [stand(som.herverdeling), uitleg])
    naam = "achterstand" if som.stand_begin < 0 else "voorsprong"
    uitleg = f"{naam} op {begin}, volgens het COA"
    if not som.stand_begin:
        uitleg = f"geen achterstand en geen voorsprong op {begin}"
    woord = {True: f"Bij: {naam} aan het begin", False: f"Af: {naam} aan het begin"}
    kop = woord[som.stand_begin < 0] if som.stand_begin else "Stand aan het begin"
    yield Rij(kop, [stand(-som.stand_begin), uitleg])
    if som.open_correctie:
        uitleg = "eerder gecorrigeerd, op die datum nog niet door het COA geteld"
        yield Rij("Af: open correcties", [stand(-som.open_correctie), uitleg])
    yield Rij("Totaalopgave", [getal(som.totaalopgave), ""], "subtotaal")


def _realisatie(som: Som) -> Iterator[Rij]:
    yield Rij("Realisatie", [getal(som.realisatie), "gehuisvest in dit halfjaar, volgens het COA"])
    if som.nagekomen:
        uitleg = "al eerder meegeteld als correctie"
        yield Rij("Af: nagekomen", [stand(-som.nagekomen), uitleg])
    if som.correctie:
        uitleg = (
            "meegeteld door de provincie, nog niet door het COA (§4); zie het oordeel hieronder"
        )
        yield Rij("Bij: correctie", [stand(som.correctie), uitleg])
    yield Rij("Gerealiseerd", [getal(som.gerealiseerd), ""], "subtotaal")


def _stand(beoordeling: Beoordeling) -> Iterator[Rij]:
    som = beoordeling.som
    naam = "achterstand" if som.stand_eind < 0 else "voorsprong"
    ook = ""
    if som.herzien and beoordeling.herzien_op is not None:
        uitleg = f"deze beoordeling is herzien op {datum(beoordeling.herzien_op)}"
        yield Rij("Herziening", [stand(som.herzien), uitleg])
        ook = " plus de herziening"
    saldo = naam if som.stand_eind else "precies gehaald"
    uitleg = f"gerealiseerd min totaalopgave{ook}: {saldo}"
    yield Rij("Stand aan het eind", [stand(som.stand_eind), uitleg], "totaal")
    if som.verschoonbaar:
        yield Rij("Verschoonbaar geacht", [getal(som.verschoonbaar), "overmacht (§2.3)"])
        gezien = seen(beoordeling)
        telt = gezien is not None and gezien["toerekenbaar"] == som.toerekenbaar
        uitleg = "dit telt voor de trede" if telt and beoordeling.trede_vorig <= 3 else ""
        yield Rij("Toe te rekenen achterstand", [getal(som.toerekenbaar), uitleg], "subtotaal")
