"""The message within a half-year: to officials, to the bestuur only on a recorded choice (§3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import Kader
from ibt.rapport.brief.cijfers import explained, letter_figures
from ibt.rapport.brief.inhoud import INVULLEN
from ibt.rapport.brief.model import Brief, Punt, Stap
from ibt.rapport.brief.signalen import letter_signals
from ibt.rapport.brief.stappen import terms
from ibt.rapport.brief.zin import PROEF_BRIEF, sentence, to_u
from ibt.rapport.getal import datum, personen
from ibt.rapport.ingreepzin import ingreep_zinnen
from ibt.rapport.mijlpaal import is_due
from ibt.rapport.rechtsmiddel import beroep_zin, rests_sentence
from ibt.rapport.titelblad import GEEN_INSCHALING
from ibt.rapport.voortgangzin import (
    dreigend,
    einde,
    hoger_zin,
    opgave_zin,
    plan_zin,
    schema_zin,
    uitkomst_zin,
    verwachting,
    voorbehoud,
)
from ibt.rapport.woorden import begrippen, halfjaar


def make_bericht(voortgang: Voortgang, traject: Traject, verslag: Verslag, kader: Kader) -> Brief:
    """Everything that the message says; it sets no trede. Norm: N26, N60."""
    naam = voortgang.gemeente.naam
    bestuur, bericht = voortgang.gedeeld_met_bestuur, voortgang.gemeld
    boven = voortgang.trede_vorig >= voortgang.kader.losgelaten
    gewaarschuwd = tuple(_warnings(voortgang, verslag))
    return Brief(
        waarschuwingen=gewaarschuwd,
        merk=" · ".join(gewaarschuwd),
        afzender=f"Provincie {verslag.provincie}",
        geadresseerde=f"De ambtelijk contactpersoon huisvesting van de gemeente {naam}",
        afschrift=f"het college van burgemeester en wethouders van {naam}" if bestuur else "geen",
        datum=INVULLEN if bericht is None else datum(bericht.datum),
        onderwerp=f"Voortgang huisvesting vergunninghouders op {_day(voortgang)}",
        aanhef="Beste collega,",
        kern=to_u(schema_zin(voortgang)),
        conclusie=tuple(_conclusion(voortgang)),
        cijfers=letter_figures(voortgang),
        toelichting=explained(voortgang),
        bevindingen=(),
        signalen=letter_signals(voortgang, kader),
        vervolg=tuple(map(to_u, _follows(voortgang, traject))),
        punten=tuple(_needed(voortgang)),
        slot=(
            *(() if boven else map(to_u, voorbehoud(voortgang))),
            *_questions(voortgang, kader),
            voortgang.kader.zin("meedenken") or "Wij denken graag met u mee.",
        ),
        stappen=tuple(_steps(voortgang, traject)),
        grondslag=_basis(traject, kader),
        namens=f"Toezicht van de provincie {verslag.provincie},",
        ondertekening=("[naam]", "[functie]") if bericht is None else (bericht.beoordelaar,),
        begrippen=begrippen(voortgang.kader),
    )


def _warnings(voortgang: Voortgang, verslag: Verslag) -> Iterator[str]:
    """A draft until the supervisor recorded that the gemeente was told."""
    if verslag.is_proef:
        yield PROEF_BRIEF
    elif voortgang.gemeld is None:
        yield "CONCEPT"
    if verslag.voorbeeld:
        yield "VOORBEELD: cijfers verzonnen"


def _day(voortgang: Voortgang) -> str:
    return datum(voortgang.peildatum.datum)


def _conclusion(voortgang: Voortgang) -> Iterator[str]:
    werkwoord = "is" if voortgang.som.gehuisvest == 1 else "zijn"
    yield (
        f"In het {halfjaar(voortgang.peildatum.periode)} {werkwoord} tot {_day(voortgang)} "
        f"{personen(voortgang.som.gehuisvest)} gehuisvest in uw gemeente."
    )
    yield verwachting(voortgang)
    nu = voortgang.kader.naam(voortgang.trede_vorig)
    yield f"Uw gemeente staat nu op {nu}. {GEEN_INSCHALING}"
    bestuur = voortgang.gedeeld_met_bestuur
    if bestuur is not None:
        yield f"Dit bericht gaat ook naar uw bestuur. {sentence(bestuur.motivering)}"


def _follows(voortgang: Voortgang, traject: Traject) -> Iterator[str]:
    """The duty first; then what the next peildatum, or from trede 4 on a besluit, decides."""
    kader = voortgang.kader
    boven = voortgang.trede_vorig >= kader.losgelaten
    # Without what leads to which trede, it is the opgave of which the reservation speaks.
    yield " ".join((opgave_zin(voortgang), *(voorbehoud(voortgang) if boven else ())))
    if boven:
        yield from ingreep_zinnen(traject)
    elif "trede_3_melden" in voortgang.aandachtspunten:
        yield f"{plan_zin(voortgang)}. {_in_time(voortgang)}".strip()
    elif (voortgang.laagste.trede or 0) >= kader.vanaf(Rol.ACTIEF_TOEZICHT):
        yield f"{hoger_zin(voortgang)}."
    if voortgang.op_schema:
        return
    if dag := _talked(voortgang):
        wat = f"Op {datum(dag)} spraken wij u"
    else:
        wat = f"Wij willen met u in gesprek om een {dreigend(voortgang)} te voorkomen"
    yield f"De gemeente loopt niet op schema. {wat}{kader.bij('contact')}."


def _talked(voortgang: Voortgang) -> date | None:
    """The day of a talk about this stand, unless the message was sent before it."""
    dag, bericht = voortgang.gesprek_op, voortgang.gemeld
    return None if dag is None or (bericht is not None and bericht.datum < dag) else dag


def _questions(voortgang: Voortgang, kader: Kader) -> Iterator[str]:
    """What is asked where the forecast rests on a reading of the text."""
    for keuze in (kader.keuze(naam) for naam in voortgang.keuzes_prognose):
        yield (
            f"Keuze {keuze.id} ({keuze.vindplaats}): {keuze.vraag} De verwachting gaat uit van de "
            f"lezing “{keuze.lezingen[keuze.gekozen]}”."
        )


def _in_time(voortgang: Voortgang) -> str:
    """Why it is told now (§3 trede 2, slot); nothing where that trede is averted already."""
    kader = voortgang.kader
    if not voortgang.kan_naar(kader.vanaf(Rol.ACTIEF_TOEZICHT)):
        return ""
    plaats = kader.bij("plan_melden")
    return f"Wij melden dat nu, zodat u op tijd aan een verbeterplan kunt beginnen{plaats}."


def _needed(voortgang: Voortgang) -> Iterator[Punt]:
    """What leads to which trede, in persons and a month; from trede 4 on no half-year does."""
    if voortgang.trede_vorig < voortgang.kader.losgelaten:
        for nodig in voortgang.benodigd:
            yield Punt(f"Trede {nodig.trede}", to_u(uitkomst_zin(nodig, voortgang)))


def _steps(voortgang: Voortgang, traject: Traject) -> Iterator[Stap]:
    """The talk; from trede 4 on the terms that run; and the next peildatum."""
    if not voortgang.op_schema and _talked(voortgang) is None:
        yield Stap("Ambtelijk gesprek over de voortgang", "Provincie en gemeente", "Wij bellen u")
    if voortgang.trede_vorig < voortgang.kader.losgelaten:
        yield Stap("Beoordeling en inschaling", "Provincie", f"Peildatum {einde(voortgang)}")
        return
    lopend = [stap for stap in traject.mijlpalen if stap.uiterlijk is not None and is_due(stap)]
    yield from terms(lopend, traject)
    wanneer = f"{einde(voortgang)}; een besluit kan er eerder zijn"
    yield Stap("Volgende peildatum", "Provincie", wanneer)


def _basis(traject: Traject, kader: Kader) -> tuple[str, ...]:
    """From trede 5 on a besluit is in force, and a remedy stands against that (§3 trede 5)."""
    tekst, beroep = kader.tekst, ""
    if traject.rol >= Rol.BESLUIT:
        beroep = f" {rests_sentence(traject)} {beroep_zin(tekst)}"
    return (
        f"Wij informeren u halverwege het halfjaar op grond van het {kader.citeertitel}"
        f"{tekst.bij('halverwege')}. De cijfers komen van het COA. Een programma heeft de "
        "tussenstand berekend.",
        f"Dit is geen formeel toetsingsmoment{tekst.bij('tussenstand')} en naar ons oordeel geen "
        f"besluit in de zin van de Algemene wet bestuursrecht.{beroep}",
    )
