"""The sum of §2.1 as a table that a reader can add up, and the share that was realised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from htpy import p

from ibt.begrippen.beoordeling import Beoordeling, Uitkomst
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, getal, opsomming, stand
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.standzin import realised, redistributions, taakstelling_versions
from ibt.rapport.voortgangzin import deel_zin
from ibt.rapport.woorden import TOTAALOPGAVE


@marked
def cijfers(uitkomst: Uitkomst) -> Deel:
    """Opgave, realisatie and stand, line by line, with both percentages. Norm: N04.

    Within a half-year as far as it is known: what is still needed in the place of the stand.
    """
    kolommen = [Kolom("Onderdeel"), Kolom("Personen", getal=True), Kolom("Toelichting")]
    rijen = [*_opgave(uitkomst), *_realisatie(uitkomst)]
    if isinstance(uitkomst, Voortgang):
        nodig = Rij("Nog nodig voor de totaalopgave", [getal(uitkomst.nog_nodig), ""], "totaal")
        som, slot = tabel("De som tot nu toe", kolommen, [*rijen, nodig]), _until_now(uitkomst)
    else:
        stand_ = _stand(cast(Beoordeling, uitkomst))
        som = tabel("De som van dit halfjaar", kolommen, [*rijen, *stand_])
        slot = realised(uitkomst.som)
    inleiding = f"{TOTAALOPGAVE}{_stated(uitkomst.kader)} Alle aantallen zijn personen."
    return make_deel(p[inleiding], som, p[slot])


def _until_now(voortgang: Voortgang) -> str:
    """Both percentages beside the schedule, which looks at what COA counted (§4), late persons
    too.
    """
    hele = "; daarvoor telt de hele realisatie van het COA" if voortgang.som.nagekomen else ""
    schema = getal(voortgang.schema)
    return f"{deel_zin(voortgang)} Het schema vraagt tot nu toe {schema}{hele}."


def _stated(kader: Kadertekst) -> str:
    """Where the framework says what the totaalopgave is."""
    plaats = kader.plaatsen.get("opgave")
    return f" Dat staat in {plaats} van het kader." if plaats else ""


def _opgave(uitkomst: Uitkomst) -> Iterator[Rij]:
    som, begin = uitkomst.som, datum(uitkomst.peildatum.periode.begin)
    yield Rij("Taakstelling", [getal(som.taakstelling), _given(uitkomst)])
    if som.herverdeling:
        wanneer = _agreed(uitkomst, "nee")
        uitleg = f"afspraak tussen gemeenten {wanneer}{uitkomst.kader.bij('herverdeling')}"
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


def _given(uitkomst: Uitkomst) -> str:
    """By whom the taakstelling was given; where it changed, each version with its days."""
    versies, verwerkt = taakstelling_versions(uitkomst), _agreed(uitkomst, "ja")
    met = f"; met de herverdeling {verwerkt} erin" if verwerkt else ""
    return f"door het Rijk, voor dit halfjaar{f': {versies}' if versies else ''}{met}"


def _agreed(uitkomst: Uitkomst, verwerkt: str) -> str:
    """`van 10 maart 2026 en 2 mei 2026`: the days of redistributions; empty without any."""
    dagen = dict.fromkeys(datum(stuk.datum) for stuk in redistributions(uitkomst, verwerkt))
    return f"van {opsomming([*dagen])}" if dagen else ""


def _realisatie(uitkomst: Uitkomst) -> Iterator[Rij]:
    som, plaats = uitkomst.som, uitkomst.kader.bij("correctie")
    wanneer = "in dit halfjaar"
    if isinstance(uitkomst, Voortgang):
        wanneer = f"tot {datum(uitkomst.peildatum.datum)}"
    yield Rij("Realisatie", [getal(som.realisatie), f"gehuisvest {wanneer}, volgens het COA"])
    if som.nagekomen:
        uitleg = "al eerder meegeteld als correctie"
        yield Rij("Af: nagekomen", [stand(-som.nagekomen), uitleg])
    if som.correctie:
        uitleg = (
            f"meegeteld door de provincie, nog niet door het COA{plaats}; zie het oordeel hieronder"
        )
        yield Rij("Bij: correctie", [stand(som.correctie), uitleg])
    yield Rij("Gerealiseerd", [getal(som.gerealiseerd), ""], "subtotaal")


def _stand(beoordeling: Beoordeling) -> Iterator[Rij]:
    som, kader = beoordeling.som, beoordeling.kader
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
        yield Rij(
            "Verschoonbaar geacht", [getal(som.verschoonbaar), f"overmacht{kader.bij('overmacht')}"]
        )
        gezien = beoordeling.telling.gezien
        telt = gezien is not None and gezien["toerekenbaar"] == som.toerekenbaar
        op_ladder = beoordeling.trede_vorig < kader.losgelaten
        uitleg = "dit telt voor de trede" if telt and op_ladder else ""
        yield Rij("Toe te rekenen achterstand", [getal(som.toerekenbaar), uitleg], "subtotaal")
