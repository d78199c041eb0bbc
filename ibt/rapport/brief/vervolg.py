"""What follows, per moment and trede: one function per letter variant (§3 and §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.periode import Moment
from ibt.begrippen.traject import Plan, Traject
from ibt.rapport.agenda import next_midpoint
from ibt.rapport.brief.ingreep import besluit, overname, vooraankondiging
from ibt.rapport.brief.model import Punt, Vervolg
from ibt.rapport.getal import datum, opsomming, personen
from ibt.rapport.woorden import VELD, halfjaar

__all__ = ["vervolg"]

_PLAN = (
    Punt("Korte termijn", "maatregelen waarmee uw gemeente snel mensen huisvest."),
    Punt("Lange termijn", "maatregelen waarmee de opgave ook later wordt gehaald."),
    Punt("Duurzaam", "oplossingen die blijven werken, ook bij een volgende taakstelling."),
    Punt(
        "Haalbaar en uitvoerbaar",
        "inzicht in wat kan en hoe, met in elk geval de financiën en het draagvlak.",
    ),
)


@dataclass(frozen=True)
class _Vraag:
    """What a variant is made from."""

    beoordeling: Beoordeling
    traject: Traject


def vervolg(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """The variant of this moment and of the trede that holds now, after what holds for all."""
    maak = _VARIANT[(beoordeling.peildatum.moment, traject.trede)]
    eigen = maak(_Vraag(beoordeling, traject))
    return Vervolg((_carries_over(beoordeling), *eigen.alineas), eigen.punten, eigen.slot)


def _carries_over(beoordeling: Beoordeling) -> str:
    """The opgave stays the full totaalopgave; trede 1 is no discharge."""
    stand = beoordeling.som.stand_eind
    volgende = beoordeling.peildatum.volgende_beoordeling
    helft = halfjaar(volgende.periode)
    if stand < 0:
        mee = f"de achterstand van {personen(-stand)} telt volledig mee in het {helft}"
    elif stand > 0:
        mee = f"de voorsprong van {personen(stand)} telt volledig mee in het {helft}"
    else:
        mee = f"uw gemeente begint het {helft} zonder achterstand en zonder voorsprong"
    zin = f"De totaalopgave loopt door: {mee}."
    return f"{zin} De volgende peildatum is {datum(volgende.datum)}."


def _halfway(beoordeling: Beoordeling) -> str:
    """1 October after 1 July, 1 April after 1 January."""
    return datum(next_midpoint(beoordeling.peildatum))


def _trede_1(vraag: _Vraag) -> Vervolg:
    return Vervolg(
        (
            "Op trede 1 blijven wij de maandcijfers volgen en houden wij contact met uw "
            f"organisatie. Rond {_halfway(vraag.beoordeling)} laten wij weten hoe uw gemeente "
            "ervoor staat. Wij denken graag mee over de opgave.",
        )
    )


def _trede_2(vraag: _Vraag) -> Vervolg:
    """The official talk and with whom, and the warning halfway. Norm: N35, N36."""
    return Vervolg(
        (
            "Wij nodigen uw organisatie uit voor een ambtelijk toezichtgesprek, met de "
            "regievoerder van het COA en zo nodig de woningcorporaties. Samen gaan wij na hoe de "
            "achterstand is ontstaan en hoe uw gemeente die inloopt. Wij maken daarvoor een "
            "afspraak.",
            f"Rond {_halfway(vraag.beoordeling)}, halverwege het halfjaar, laten wij weten hoe uw "
            "gemeente ervoor staat. Dreigt dan trede 3, dan melden wij dat, zodat u op tijd met "
            "een verbeterplan kunt beginnen. Realiseert uw gemeente de volledige totaalopgave, "
            "dan gaat zij naar trede 1.",
        )
    )


def _trede_3(vraag: _Vraag) -> Vervolg:
    """What the plan must hold, or that supervision goes on with the plan. Norm: N45, N47."""
    blijft = vraag.beoordeling.trede_vorig == 3
    plan = vraag.traject.plan if blijft else None
    alineas = _active(plan, vraag.traject) if blijft else _new_plan(vraag.traject)
    alineas = (*alineas, *_late(vraag.traject)) if plan else alineas
    afgeweken = vraag.beoordeling.trede_berekend > vraag.beoordeling.trede_voorstel
    slot = (
        "Voert uw gemeente de maatregelen niet of niet voldoende binnen de afgesproken termijn "
        "uit, of komt er geen plan, terwijl de totaalopgave nog niet is gerealiseerd? Dan volgt "
        f"{'op een volgende peildatum alsnog ' if afgeweken else ''}trede 4, ook als de "
        "achterstand krimpt (§3 trede 3). Realiseert uw gemeente de volledige totaalopgave, dan "
        "gaat zij naar trede 1."
    )
    return Vervolg(alineas, () if plan else _PLAN, (slot,))


def _late(traject: Traject) -> Iterator[str]:
    """Measures whose day has passed: a new term is agreed, not left open (§3 trede 3)."""
    open_ = [m.onderwerp for m in traject.mijlpalen if m.code == "maatregel" and m.is_overdue]
    if open_:
        wat = "deze maatregel" if len(open_) == 1 else "deze maatregelen"
        yield (
            f"Van {wat} is de afgesproken dag voorbij: {opsomming(open_)}. Wij spreken daarvoor "
            "een nieuwe termijn met u af."
        )


def _new_plan(traject: Traject) -> tuple[str, ...]:
    """On trede 3 for the first time: the talk, the plan, and their terms."""
    gesprek = traject.find("gesprek")
    wanneer = "binnen vier weken na de datum van deze brief"
    if gesprek is not None and gesprek.uiterlijk is not None:
        reden = "zoals afgesproken" if gesprek.afspraak else "vier weken na deze brief"
        wanneer = f"uiterlijk op {datum(gesprek.uiterlijk)} ({reden})"
    return (
        f"Wij nodigen u uit voor een bestuurlijk gesprek, {wanneer}. Uiterlijk vier weken na dat "
        "gesprek stelt uw college een verbeterplan vast en stuurt het ons toe. Is die tijd te kort "
        "voor uw besluitvorming, dan spreken wij samen een redelijke termijn af. Liefst "
        "begint uw gemeente al met uitvoeren terwijl het plan wordt vastgesteld.",
        "In het verbeterplan staat ten minste:",
    )


def _active(plan: Plan | None, traject: Traject) -> tuple[str, ...]:
    """A gemeente that stays on trede 3: the supervision goes on, with the plan there is.

    Without a plan on file it is asked for one as if it came on trede 3 now.
    """
    if plan is None:
        gaat_door = (
            "Het actieve toezicht gaat door. In ons dossier staat nog geen verbeterplan van uw "
            "gemeente."
        )
        return (gaat_door, *_new_plan(traject))
    nieuw = "Zo nodig vragen wij u om een geactualiseerd plan, opnieuw vastgesteld door uw college."
    return (f"Het actieve toezicht gaat door. {_received(plan)} {nieuw}",)


def _received(plan: Plan) -> str:
    """When the plan came, and what it still lacks of what §3 trede 3 asks."""
    zin = f"Wij ontvingen uw verbeterplan op {datum(plan.ontvangen_op)}"
    if plan.vastgesteld_op is not None:
        zin += f"; uw college stelde het vast op {datum(plan.vastgesteld_op)}"
    mist = [VELD[naam] for naam, aanwezig in plan.onderdelen.items() if aanwezig is False]
    return f"{zin}. In het plan ontbreekt nog: {opsomming(mist)}." if mist else f"{zin}."


def _trede_4(vraag: _Vraag) -> Vervolg:
    return vooraankondiging(vraag.beoordeling, vraag.traject)


def _trede_5(vraag: _Vraag) -> Vervolg:
    return besluit(vraag.beoordeling, vraag.traject)


def _trede_6(vraag: _Vraag) -> Vervolg:
    return overname(vraag.beoordeling, vraag.traject)


_VARIANT: dict[tuple[Moment, int], Callable[[_Vraag], Vervolg]] = {
    (Moment.BEOORDELING, 1): _trede_1,
    (Moment.BEOORDELING, 2): _trede_2,
    (Moment.BEOORDELING, 3): _trede_3,
    (Moment.BEOORDELING, 4): _trede_4,
    (Moment.BEOORDELING, 5): _trede_5,
    (Moment.BEOORDELING, 6): _trede_6,
}
