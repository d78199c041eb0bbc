"""Where a gemeente stands, in sentences; "op schema" never stands alone."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.voortgang import Benodigd, Prognose, Voortgang
from ibt.rapport.getal import (
    datum,
    getal,
    kommagetal,
    nodig_getal,
    opsomming,
    personen,
    procent,
    stand,
)


def schema_zin(voortgang: Voortgang) -> str:
    """Whether it is on schedule for the taakstelling, and what the totaalopgave still asks."""
    if voortgang.nog_nodig == 0:
        rest = "de totaalopgave is al gehaald"
    else:
        rest = f"voor de totaalopgave nog {personen(voortgang.nog_nodig)} nodig"
    if voortgang.op_schema:
        return f"Op schema voor de taakstelling; {rest}."
    return (
        f"Niet op schema voor de taakstelling: nog {personen(voortgang.nodig_voor_schema)} nodig "
        f"om op schema te komen; {rest}."
    )


def schema_woord(voortgang: Voortgang) -> str:
    """On schedule or not, for a list to choose from (§4)."""
    return "op schema" if voortgang.op_schema else "niet op schema"


def schema_cel(voortgang: Voortgang) -> str:
    """On schedule or not, beside a column that says what the totaalopgave still needs (§4)."""
    return f"{schema_woord(voortgang)} voor de taakstelling{_nagekomen(voortgang)}"


def _nagekomen(voortgang: Voortgang) -> str:
    """What COA counted, where that is more than was housed now."""
    return (
        f" ({getal(voortgang.som.realisatie)} volgens het COA)" if voortgang.som.nagekomen else ""
    )


def schema_kort(voortgang: Voortgang) -> str:
    """The same in a table cell that stands alone (§4)."""
    waar = f"{schema_woord(voortgang)}{_nagekomen(voortgang)}"
    if voortgang.nog_nodig == 0:
        return f"{waar}; totaalopgave al gehaald"
    return f"{waar}; voor de totaalopgave nog {getal(voortgang.nog_nodig)}"


def deel_zin(voortgang: Voortgang) -> str:
    """Housed in percent of taakstelling and totaalopgave, and how far the half-year is."""
    deel = procent(voortgang.som.gehuisvest, voortgang.som.opgave)
    geheel = procent(voortgang.som.gehuisvest, voortgang.som.totaalopgave)
    uitleg = ""
    if min(voortgang.som.opgave, voortgang.som.totaalopgave) <= 0:
        uitleg = " (n.v.t.: niet van toepassing, want dat aantal is nul of kleiner)"
    return (
        f"Gehuisvest is {deel} van de taakstelling en {geheel} van de totaalopgave, in "
        f"{voortgang.maanden} van de 6 maanden{uitleg}."
    )


def verwacht(uitkomst: Prognose) -> str:
    """A backlog or none, and the trede that figures like these would bring; never an inschaling."""
    if uitkomst.stand_eind >= 0:
        saldo = "geen achterstand te verwachten"
    else:
        saldo = f"een achterstand van {personen(-uitkomst.stand_eind)} te verwachten"
    if uitkomst.trede is None:
        return saldo
    return f"{saldo}; dat hoort bij trede {uitkomst.trede}"


def verwachting(voortgang: Voortgang) -> str:
    """The expectation with its assumption and its range: a forecast never is a bare number."""
    tempo = kommagetal(voortgang.tempo[0].per_maand)
    zin = f"Blijft het tempo zo ({tempo} per maand), dan is er op {einde(voortgang)} "
    zin = f"{zin}{verwacht(voortgang.prognose)}. {_range(voortgang)}"
    return f"{zin} {lezing_zin(voortgang)}".rstrip()


def _range(voortgang: Voortgang) -> str:
    if len(voortgang.tempo) == 1:
        return "Van eerdere halfjaren zijn geen cijfers bekend; dit kan sterk afwijken."
    laag, hoog = voortgang.laagste.stand_eind, voortgang.hoogste.stand_eind
    if laag == hoog:
        return "Ook bij het tempo van eerdere halfjaren komt de stand daar uit."
    return (
        "Tussen het laagste en het hoogste tempo van nu en eerdere halfjaren loopt de stand dan "
        f"van {stand(laag)} tot {stand(hoog)}."
    )


def einde(voortgang: Voortgang) -> str:
    """The peildatum to come."""
    return datum(voortgang.peildatum.volgende_beoordeling.datum)


def hoger_zin(voortgang: Voortgang) -> str:
    """Why the trede of the plan or more is possible: it holds already, else at the slowest pace."""
    if voortgang.laagste.trede is None:
        return f"De gemeente staat al op trede {voortgang.trede_vorig}"
    tempo = "dit" if len(voortgang.tempo) == 1 else "het laagste bekende"
    return (
        f"Bij {tempo} tempo is de stand op {einde(voortgang)} "
        f"{stand(voortgang.laagste.stand_eind)}; dat hoort bij trede {voortgang.laagste.trede}"
    )


def plan_zin(voortgang: Voortgang) -> str:
    """Just below the trede of a plan: whether that can follow, and what averts it (§3 trede 2)."""
    nu, plan = voortgang.trede_vorig, voortgang.kader.vanaf(Rol.ACTIEF_TOEZICHT)
    if not voortgang.kan_naar(plan):
        return (
            f"De gemeente staat op trede {nu}. Er zijn nu al genoeg mensen gehuisvest om trede "
            f"{plan} te voorkomen"
        )
    nodig = min(
        benodigd.personen
        for benodigd in voortgang.benodigd
        if benodigd.trede < plan and benodigd.personen
    )
    return (
        f"De gemeente staat op trede {nu} en trede {plan} is mogelijk. "
        f"Nog {personen(nodig)} huisvesten voorkomt dat"
    )


def dreigend(voortgang: Voortgang) -> str:
    """What a talk is to prevent (§4): a backlog, or a larger one where there is one already."""
    begin = voortgang.som.stand_begin_gebruikt
    return "grotere achterstand" if begin < 0 else "achterstand"


def opgave_zin(voortgang: Voortgang) -> str:
    """The duty, before what leads to what: the whole totaalopgave (§2.1)."""
    nodig = voortgang.nog_nodig
    if nodig == 0:
        return "De totaalopgave is al gehaald."
    per_maand = nodig_getal(nodig, voortgang.maanden_over)
    return (
        f"De opgave is de hele totaalopgave: tot {einde(voortgang)} nog {personen(nodig)} te "
        f"huisvesten ({per_maand} per maand)."
    )


def uitkomst_zin(benodigd: Benodigd, voortgang: Voortgang) -> str:
    """What leads to a trede at the next peildatum, as one sentence."""
    blijft = benodigd.trede == voortgang.trede_vorig
    dan = (
        f"blijft de gemeente op trede {benodigd.trede}"
        if blijft
        else f"volgt trede {benodigd.trede}"
    )
    if benodigd.personen is None:
        return f"Bij minder dan {personen(fewest(voortgang))} {dan}."
    if benodigd.personen:
        per_maand = nodig_getal(benodigd.personen, voortgang.maanden_over)
        return f"Bij ten minste {personen(benodigd.personen)} ({per_maand} per maand) {dan}."
    if voortgang.rust_op_voorsprong:
        lezing = voortgang.kader.keuze("voorsprong")
        return f"In onze lezing van het kader {dan}, ook als er niemand meer bij komt{lezing}."
    return f"Ook als er niemand meer bij komt, {dan}."


def fewest(voortgang: Voortgang) -> int:
    """With fewer than this the highest trede follows."""
    return min(
        benodigd.personen for benodigd in voortgang.benodigd if benodigd.personen is not None
    )


def lezing_zin(voortgang: Voortgang) -> str:
    """On which reading of the framework the forecast rests; empty where no other gives another."""
    namen = voortgang.keuzes_prognose
    if not namen:
        return ""
    return (
        f"Dit rust op onze lezing van het kader (Keuze {opsomming(list(namen))}); een andere "
        "lezing kan een andere trede geven."
    )


def voorbehoud(voortgang: Voortgang) -> Iterator[str]:
    """What must not be read into what is needed: nothing in it is a promise."""
    yield "Dit geldt zonder nieuwe herverdeling, correctie of verschoonbare reden."
    kader, nu = voortgang.kader, voortgang.trede_vorig
    if nu >= kader.losgelaten:
        return
    yield f"De trede wordt pas na {einde(voortgang)} bepaald, naar de stand van die dag."
    if kader.rol(nu) is Rol.ACTIEF_TOEZICHT and kader.na_plan is not None:
        yield (
            "Stelt de toezichthouder vast dat er geen verbeterplan komt, of dat de gemeente het "
            "niet of onvoldoende binnen de afgesproken termijn uitvoert, dan is de uitkomst trede "
            f"{kader.na_plan}{kader.bij('plan_niet_uitgevoerd')}. Dat geldt niet als de "
            f"totaalopgave is gehaald of het tekort verschoonbaar is{kader.bij('overmacht')}."
        )
    if voortgang.rust_op_voorsprong:
        yield (
            f"Zo lezen wij {kader.plaatsen['voorsprong']}{kader.keuze('voorsprong')}: bij een "
            "tekort beschermt de voorsprong aan het begin de gemeente deze ene keer tegen een "
            "stijging. Een andere lezing kan een andere trede geven. Het tekort telt wel mee in "
            "het volgende halfjaar."
        )
