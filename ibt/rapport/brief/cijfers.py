"""The figures of a letter: a sum that the reader can add up, and both percentages."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Beoordeling, Som
from ibt.rapport.brief.model import Cijfer
from ibt.rapport.getal import datum, getal, personen, procent, stand
from ibt.rapport.standzin import begin_opmerkingen
from ibt.rapport.woorden import halfjaar


def cijfers(beoordeling: Beoordeling) -> tuple[Cijfer, ...]:
    """The sum of §2.1; what is zero and explains nothing is left out."""
    som, periode = beoordeling.som, beoordeling.peildatum.periode
    return (
        *_opgave(som, halfjaar(periode), datum(periode.begin)),
        *_realisatie(som),
        *_stand(som, datum(beoordeling.peildatum.datum)),
    )


def toelichting(beoordeling: Beoordeling) -> tuple[str, ...]:
    """Both percentages, and what a reader of the former letter would wonder about."""
    som = beoordeling.som
    zinnen = [f"{_realised(som)} {_share(som)}", *_remarks(beoordeling)]
    return (" ".join(zinnen),)


def _opgave(som: Som, helft: str, begin: str) -> Iterator[Cijfer]:
    yield Cijfer(f"Taakstelling voor het {helft}", getal(som.taakstelling))
    if som.herverdeling:
        yield Cijfer("Herverdeling tussen gemeenten", stand(som.herverdeling))
    vooraf = som.stand_begin_gebruikt
    if vooraf < 0:
        naam = f"Bij: achterstand op {begin}"
    elif vooraf > 0:
        naam = f"Af: voorsprong op {begin}"
    else:
        naam = f"Geen achterstand en geen voorsprong op {begin}"
    yield Cijfer(naam, stand(-vooraf))
    yield Cijfer("Totaalopgave", getal(som.totaalopgave), nadruk=True)


def _realisatie(som: Som) -> Iterator[Cijfer]:
    if som.nagekomen or som.correctie:
        yield Cijfer("Gehuisvest volgens het COA", getal(som.realisatie))
    if som.nagekomen:
        yield Cijfer("Af: vorig halfjaar al meegeteld als correctie", stand(-som.nagekomen))
    if som.correctie:
        naam = "Bij: correctie, aangetoond en nog niet door het COA geteld"
        yield Cijfer(naam, stand(som.correctie))
    yield Cijfer("Gerealiseerd (gehuisvest)", getal(som.gerealiseerd), nadruk=True)


def _stand(som: Som, eind: str) -> Iterator[Cijfer]:
    woord = "achterstand" if som.stand_eind < 0 else "voorsprong"
    naam = f"Stand op {eind}: {woord}" if som.stand_eind else f"Stand op {eind}: precies gehaald"
    yield Cijfer(naam, stand(som.stand_eind), nadruk=True)
    if som.verschoonbaar:
        yield Cijfer("Verschoonbaar geacht (overmacht)", getal(som.verschoonbaar))
        yield Cijfer("Toe te rekenen achterstand", getal(som.toerekenbaar))


def _realised(som: Som) -> str:
    werkwoord = "is" if som.gerealiseerd == 1 else "zijn"
    return f"Er {werkwoord} {personen(som.gerealiseerd)} gehuisvest."


def _share(som: Som) -> str:
    """Both percentages; where a whole is nothing there is no share of it, and it says why."""
    taak = "taakstelling na herverdeling" if som.herverdeling else "taakstelling"
    taakdeel = f"{procent(som.gerealiseerd, som.opgave)} van de {taak}"
    totaaldeel = f"{procent(som.gerealiseerd, som.totaalopgave)} van de totaalopgave"
    geen_taak = f"De {taak} was nul."
    geen_totaal = "De totaalopgave was nul of minder; een percentage daarvan is er niet."
    if som.opgave > 0 and som.totaalopgave > 0:
        return f"Dat is {taakdeel} en {totaaldeel}."
    if som.opgave > 0:
        return f"Dat is {taakdeel}. {geen_totaal}"
    if som.totaalopgave > 0:
        return f"Dat is {totaaldeel}. {geen_taak}"
    return f"{geen_taak} {geen_totaal}"


def _remarks(beoordeling: Beoordeling) -> Iterator[str]:
    som, vorige = beoordeling.som, beoordeling.stand_eind_vorig
    yield from begin_opmerkingen(som.stand_begin, som.open_correctie, vorige)
    if "taakstelling_gewijzigd" in beoordeling.aandachtspunten:
        yield (
            "De taakstelling is binnen het halfjaar gewijzigd; wij rekenen met de taakstelling die "
            "gold op de peildatum."
        )
