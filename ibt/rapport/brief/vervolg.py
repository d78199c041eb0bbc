"""What follows, per moment and trede: one function per letter variant (§3 and §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Mijlpaal, Planstand, Traject
from ibt.kader.kader import Kader
from ibt.rapport.agenda import midpoint_ahead
from ibt.rapport.brief.ingreep import besluit, overname, vooraankondiging
from ibt.rapport.brief.model import Punt, Vervolg
from ibt.rapport.getal import datum, opsomming, personen
from ibt.rapport.mijlpaal import overtaken, weeks_after
from ibt.rapport.woorden import VELD, halfjaar

__all__ = ["vervolg"]


@dataclass(frozen=True)
class _Vraag:
    """What a variant is made from."""

    beoordeling: Beoordeling
    traject: Traject
    kader: Kader


def vervolg(beoordeling: Beoordeling, traject: Traject, kader: Kader) -> Vervolg:
    """The variant of this moment and of the trede that holds now, after what holds for all."""
    maak = _VARIANT[traject.rol]
    eigen = maak(_Vraag(beoordeling, traject, kader))
    begin = (_carries_over(beoordeling), *_step_ahead(traject))
    return Vervolg((*begin, *eigen.alineas), eigen.punten, eigen.slot)


def _step_ahead(traject: Traject) -> Iterator[str]:
    """A decided step ends the terms of the trede before it: one day counts (§3.1.2)."""
    if traject.volgende_stap is not None:
        trede, dag = traject.volgende_stap
        yield (
            f"Op {datum(dag)} begint trede {trede}. Tot die dag geldt trede {traject.trede}; een "
            "langere termijn is er niet."
        )


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


def _halfway(vraag: _Vraag) -> str:
    """Until the midpoint of the half-year: what the province will tell then (§3 inleiding)."""
    dag = midpoint_ahead(vraag.beoordeling.peildatum, vraag.traject)
    if dag is None:
        return ""
    return (
        f"Rond {datum(dag)}, halverwege het halfjaar, laten wij weten hoe uw gemeente ervoor staat."
    )


def _signaleren(vraag: _Vraag) -> Vervolg:
    return Vervolg(
        (
            _joined(
                f"Op trede {vraag.traject.trede} blijven wij de maandcijfers volgen en houden wij "
                "contact met uw organisatie.",
                _halfway(vraag),
                "Wij denken graag mee over de opgave.",
            ),
        )
    )


def _informatie(vraag: _Vraag) -> Vervolg:
    """The official talk and with whom, and the warning halfway. Norm: N35, N36."""
    return Vervolg(
        (
            "Wij nodigen uw organisatie uit voor een ambtelijk toezichtgesprek, met de "
            "regievoerder van het COA en zo nodig de woningcorporaties. Samen gaan wij na hoe de "
            "achterstand is ontstaan en hoe uw gemeente die inloopt. Wij maken daarvoor een "
            "afspraak.",
            *filter(None, (_joined(_halfway(vraag), *_warned(vraag)),)),
        )
    )


def _warned(vraag: _Vraag) -> Iterator[str]:
    """What the midpoint and the next peildatum bring, where no step is decided before them."""
    if vraag.traject.volgende_stap is not None:
        return
    kader = vraag.traject.kader
    plan = kader.trede(Rol.ACTIEF_TOEZICHT)
    if plan is not None and _halfway(vraag):
        yield (
            f"Is trede {plan} dan mogelijk, dan melden wij dat, zodat "
            f"u op tijd met een verbeterplan kunt beginnen{kader.bij('plan_melden')}."
        )
    yield kader.zin("gehaald")


def _joined(*zinnen: str) -> str:
    return " ".join(filter(None, zinnen))


def _actief_toezicht(vraag: _Vraag) -> Vervolg:
    """What the plan must hold, or that supervision goes on with the plan. Norm: N45, N47."""
    traject, kader = vraag.traject, vraag.kader
    vraagt = traject.plan is None or _asks_new(vraag)
    onderdelen = tuple(Punt(*deel) for deel in kader.tekst.plan) if vraagt else ()
    alineas = (" ".join(_talk_and_plan(vraag, kader)), *_late(traject))
    if onderdelen:
        alineas = (*alineas, "In het verbeterplan staat ten minste:")
    slot = "" if traject.volgende_stap else _what_follows(vraag, vraagt)
    return Vervolg(alineas, onderdelen, (slot,) if slot else ())


def _what_follows(vraag: _Vraag, vraagt: bool) -> str:
    """What a plan that is not carried out leads to, and what full realisation does."""
    beoordeling, kader = vraag.beoordeling, vraag.traject.kader
    gehaald = kader.zin("gehaald")
    if kader.na_plan is None:
        return gehaald
    alsnog = beoordeling.trede_berekend > beoordeling.trede_voorstel
    return (
        "Voert uw gemeente de maatregelen niet of niet voldoende binnen de afgesproken termijn "
        f"uit{', of komt er geen plan' if vraagt else ''}, terwijl de totaalopgave nog niet is "
        f"gerealiseerd? Dan volgt {'op een volgende peildatum alsnog ' if alsnog else ''}trede "
        f"{kader.na_plan}, ook als de achterstand krimpt{kader.bij('verbeterplan')}, maar niet als "
        f"het hele tekort verschoonbaar is{kader.bij('overmacht')}. {gehaald}"
    ).rstrip()


def _talk_and_plan(vraag: _Vraag, kader: Kader) -> Iterator[str]:
    """The talk and the plan: what was done is said, what is still to come is asked."""
    traject, plan = vraag.traject, vraag.traject.plan
    blijft, nieuw = vraag.beoordeling.trede_vorig == traject.trede, _asks_new(vraag)
    if blijft:
        yield "Het actieve toezicht gaat door."
    if plan is not None:
        yield _received(plan)
    if plan is None and blijft:
        yield "In ons dossier staat nog geen verbeterplan van uw gemeente."
    if (plan is None or nieuw or not blijft) and kader.termijn("gesprek"):
        yield _talk(traject, kader)
    if plan is None or nieuw:
        wat = "een geactualiseerd verbeterplan" if nieuw else "een verbeterplan"
        yield _plan(traject, wat, kader)
    elif plan.vastgesteld_op is None:
        yield "Wij vragen uw college om het plan vast te stellen en ons dat te laten weten."
    else:
        yield (
            "Is dat nodig, dan vragen wij u om een geactualiseerd plan, opnieuw vastgesteld door "
            "uw college."
        )


def _asks_new(vraag: _Vraag) -> bool:
    """Whether a letter of this round asks for a new plan, which is not there yet (§3 trede 3)."""
    gevraagd = any(
        oordeel.velden.get("nieuw_verbeterplan") == "ja" for oordeel in vraag.beoordeling.oordelen
    )
    plan = vraag.traject.find("verbeterplan")
    return gevraagd and plan is not None and plan.gehaald_op is None


def _late(traject: Traject) -> Iterator[str]:
    """Measures whose day has passed: when they will be ready is asked (§3 trede 3)."""
    open_ = [m.onderwerp for m in traject.mijlpalen if m.code == "maatregel" and m.is_overdue]
    if open_:
        wat, gedaan, klaar = "deze maatregel", "die is uitgevoerd", "die klaar is"
        if len(open_) > 1:
            wat, gedaan, klaar = "deze maatregelen", "die zijn uitgevoerd", "die klaar zijn"
        yield (
            f"Van {wat} is de afgesproken dag voorbij: {opsomming(open_)}. In ons dossier staat "
            f"niet dat {gedaan}. Wij vragen u of dat zo is, en anders wanneer {klaar}. Is uitstel "
            "nodig, dan kunnen wij daarover aparte afspraken maken"
            f"{traject.kader.bij('verbeterplan')}."
        )


def _talk(traject: Traject, kader: Kader) -> str:
    """The talk about the plan: that it was held, until when it was due, or by when it is."""
    gesprek = traject.find("gesprek")
    if gesprek is not None and gesprek.gehaald_op is not None:
        return f"Op {datum(gesprek.gehaald_op)} spraken wij met u over het verbeterplan."
    if gesprek is not None and gesprek.is_overdue and gesprek.uiterlijk is not None:
        return (
            f"De termijn voor een bestuurlijk gesprek liep tot en met {datum(gesprek.uiterlijk)}. "
            "Wij nodigen u daarvoor alsnog uit."
        )
    return f"Wij nodigen u uit voor een bestuurlijk gesprek, {_by_when(gesprek, traject, kader)}."


def _by_when(gesprek: Mijlpaal | None, traject: Traject, kader: Kader) -> str:
    """The day on which the weeks end, counted from the letter that was sent; or that they start."""
    dag, weken = None if gesprek is None else gesprek.uiterlijk, weeks_after("gesprek", kader)
    if traject.volgende_stap is not None and overtaken(traject, dag):
        return f"vóór {datum(traject.volgende_stap[1])}"
    if gesprek is None or dag is None:
        return f"binnen {weken} nadat deze brief is verzonden" if weken else "op korte termijn"
    if gesprek.begin is None:
        return f"uiterlijk op {datum(dag)}, zoals afgesproken"
    deze = "deze" if gesprek.begin == traject.brief_op else "onze"
    geen = f" ({datum(gesprek.verschoven)} is geen werkdag)" if gesprek.verschoven else ""
    return (
        f"uiterlijk op {datum(dag)}, {weken} na de verzending van {deze} brief op "
        f"{datum(gesprek.begin)}{geen}"
    )


def _plan(traject: Traject, wat: str, kader: Kader) -> str:
    """By when the college adopts the plan and sends it."""
    plan = traject.find("verbeterplan")
    dag = None if plan is None else plan.uiterlijk
    if traject.volgende_stap is not None and overtaken(traject, dag):
        straks = datum(traject.volgende_stap[1])
        return f"Wij vragen uw college om vóór {straks} {wat} vast te stellen en ons toe te sturen."
    if plan is not None and plan.is_overdue and dag is not None:
        return (
            f"De termijn voor {wat} liep tot en met {datum(dag)}. Wij vragen uw college om dat "
            "alsnog vast te stellen en ons toe te sturen."
        )
    weken, regel = weeks_after("verbeterplan", kader), kader.termijn("verbeterplan")
    na = "dat gesprek" if regel and regel.vanaf == "gesprek" else "deze brief"
    wanneer = f"uiterlijk {weken} na {na}" if weken else "zo snel mogelijk"
    wanneer = wanneer if dag is None else f"uiterlijk op {datum(dag)}"
    return (
        f"Wij verwachten dat uw college {wanneer} {wat} vaststelt en ons toestuurt. Is "
        "die tijd te kort voor uw besluitvorming, dan kunnen wij daarover aparte afspraken maken"
        f"{kader.tekst.bij('verbeterplan')}. Liefst begint uw gemeente al met uitvoeren terwijl "
        "het plan wordt vastgesteld."
    )


def _received(plan: Planstand) -> str:
    """When the plan came, and what it still lacks of what §3 trede 3 asks."""
    zin = f"Wij ontvingen uw verbeterplan op {datum(plan.ontvangen_op)}"
    if plan.vastgesteld_op is not None:
        zin += f"; uw college stelde het vast op {datum(plan.vastgesteld_op)}"
    mist = [VELD[naam] for naam, aanwezig in plan.onderdelen.items() if aanwezig is False]
    return f"{zin}. In het plan ontbreekt nog: {opsomming(mist)}." if mist else f"{zin}."


_VARIANT: dict[Rol, Callable[[_Vraag], Vervolg]] = {
    Rol.SIGNALEREN: _signaleren,
    Rol.INFORMATIE: _informatie,
    Rol.ACTIEF_TOEZICHT: _actief_toezicht,
    Rol.VOORAANKONDIGING: lambda vraag: vooraankondiging(vraag.beoordeling, vraag.traject),
    Rol.BESLUIT: lambda vraag: besluit(vraag.beoordeling, vraag.traject),
    Rol.INDEPLAATSSTELLING: lambda vraag: overname(vraag.beoordeling, vraag.traject),
}
