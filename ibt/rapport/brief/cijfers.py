"""The figures of a letter: a sum that the reader can add up, and both percentages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ibt.begrippen.beoordeling import Beoordeling, Som, Uitkomst
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.brief.model import Cijfer
from ibt.rapport.getal import datum, getal, stand
from ibt.rapport.standzin import begin_opmerkingen, changed_taakstelling, realised
from ibt.rapport.voortgangzin import deel_zin
from ibt.rapport.woorden import capital, halfjaar


def letter_figures(uitkomst: Uitkomst) -> tuple[Cijfer, ...]:
    """The sum of §2.1; what is zero and explains nothing is left out.

    Within a half-year as far as it is known: what is still needed in the place of the stand.
    """
    periode, wanneer = uitkomst.peildatum.periode, datum(uitkomst.peildatum.datum)
    opgave = _opgave(uitkomst.som, halfjaar(periode), datum(periode.begin))
    if isinstance(uitkomst, Voortgang):
        naam = "Nog nodig voor de totaalopgave"
        nodig = Cijfer(naam, getal(uitkomst.nog_nodig), nadruk=True)
        return (*opgave, *_realisatie(uitkomst.som, f"Gehuisvest tot {wanneer}"), nodig)
    gerealiseerd = _realisatie(uitkomst.som, "Gerealiseerd (gehuisvest)")
    return (*opgave, *gerealiseerd, *_stand(cast(Beoordeling, uitkomst), wanneer))


def explained(uitkomst: Uitkomst) -> tuple[str, ...]:
    """Both percentages, and what a reader of the former letter would wonder about."""
    deel = deel_zin(uitkomst) if isinstance(uitkomst, Voortgang) else realised(uitkomst.som)
    return (" ".join((deel, *_remarks(uitkomst))),)


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


def _realisatie(som: Som, samen: str) -> Iterator[Cijfer]:
    if som.nagekomen or som.correctie:
        yield Cijfer("Gehuisvest volgens het COA", getal(som.realisatie))
    if som.nagekomen:
        yield Cijfer("Af: vorig halfjaar al meegeteld als correctie", stand(-som.nagekomen))
    if som.correctie:
        naam = "Bij: correctie door de provincie, nog niet geteld door het COA (zie Ons oordeel)"
        yield Cijfer(naam, stand(som.correctie))
    yield Cijfer(samen, getal(som.gerealiseerd), nadruk=True)


def _stand(beoordeling: Beoordeling, eind: str) -> Iterator[Cijfer]:
    som = beoordeling.som
    if som.herzien and beoordeling.herzien_op is not None:
        yield Cijfer(f"Herzien op {datum(beoordeling.herzien_op)}", stand(som.herzien))
    woord = "achterstand" if som.stand_eind < 0 else "voorsprong"
    naam = f"Stand op {eind}: {woord}" if som.stand_eind else f"Stand op {eind}: precies gehaald"
    yield Cijfer(naam, stand(som.stand_eind), nadruk=True)
    if som.verschoonbaar:
        yield Cijfer("Verschoonbaar geacht (overmacht)", getal(som.verschoonbaar))
        yield Cijfer("Toe te rekenen achterstand", getal(som.toerekenbaar))


def _remarks(uitkomst: Uitkomst) -> Iterator[str]:
    som, herzien = uitkomst.som, isinstance(uitkomst, Beoordeling) and uitkomst.begin_herzien
    vorige = uitkomst.stand_eind_vorig
    yield from begin_opmerkingen(som.stand_begin, som.open_correctie, vorige, herzien)
    if "taakstelling_gewijzigd" in uitkomst.aandachtspunten:
        yield (
            f"{capital(changed_taakstelling(uitkomst))}; wij rekenen met de taakstelling die "
            "gold op de peildatum."
        )
