"""Rules in sentences: what applied with this gemeente's numbers, and why the others did not.

A comparison is told by its fact, true whether it holds or not: "Er is een achterstand van 170."
"""

from __future__ import annotations

from collections.abc import Mapping

from ibt.begrippen.beoordeling import Beoordeling, Som
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.telling import Telling
from ibt.kader.kader import Kader
from ibt.kader.tabel import Regel
from ibt.kader.voorwaarde import Grootheid, Vergelijking
from ibt.rapport.getal import getal, personen, stand
from ibt.rapport.oordeelzin import plan_found
from ibt.rapport.woorden import capital

PLAN = "verbeterplan_niet_uitgevoerd"


def applied_sentence(beoordeling: Beoordeling, kader: Kader) -> str:
    """What happened, in plain words with the numbers filled in."""
    som, regel = beoordeling.som, applied(beoordeling, kader)
    if is_excused(beoordeling, regel):
        return excused_sentence(beoordeling)
    if som.totaalopgave <= 0 <= som.stand_eind:
        return covered_sentence(beoordeling)
    uitleg = kader.explain(beoordeling.regel, beoordeling.lezingen)
    telling = beoordeling.telling
    if telling.gezien is None:
        zin = f"{_backlog(beoordeling, None)} {telling.hoe} Zo geteld geldt: {uitleg.wanneer}."
    else:
        zin = uitleg.zin.format_map(_numbers(beoordeling, telling, regel))
    return " ".join(f"{zin} {frozen_sentence(beoordeling, regel)}".split())


def applied(beoordeling: Beoordeling, kader: Kader) -> Regel:
    """The rule that applied, as the ladder has it under the readings in use."""
    return kader.ladder_under(beoordeling.lezingen)[beoordeling.regel]


def is_excused(beoordeling: Beoordeling, regel: Regel) -> bool:
    """Whether a rule for full realisation applies only because persons were excused (§2.3)."""
    return asks_all(regel) and beoordeling.som.stand_eind < 0


def asks_all(regel: Regel) -> bool:
    """Whether a rule asks that nothing is short, or that all of it was excused (§2.3)."""
    return ("toerekenbaar", "=") in {(deel.links.naam, deel.teken) for deel in regel.als}


def covered_sentence(beoordeling: Beoordeling) -> str:
    """Where nobody had to be housed: the lead at the start covers the whole taakstelling."""
    return (
        f"De totaalopgave is {getal(beoordeling.som.totaalopgave)}: in dit halfjaar hoefde niemand "
        f"te worden gehuisvest. {capital(_housed(beoordeling))}. De totaalopgave is daarmee "
        "volledig gerealiseerd."
    )


def _housed(beoordeling: Beoordeling) -> str:
    """Who housed how many: on trede 6 the province did, in the name of the gemeente."""
    som, aantal = beoordeling.som, personen(beoordeling.som.gerealiseerd)
    zin = f"de gemeente huisvestte {aantal}"
    if beoordeling.kader.rol(beoordeling.trede_vorig) is Rol.INDEPLAATSSTELLING:
        werkwoord = "is" if som.gerealiseerd == 1 else "zijn"
        zin = (
            f"in de gemeente {werkwoord} {aantal} gehuisvest, door haar zelf of door de provincie "
            "in haar plaats"
        )
    return f"{zin}, en de herziening telt {stand(som.herzien)}" if som.herzien else zin


def excused_sentence(beoordeling: Beoordeling) -> str:
    """Where a rule for full realisation applies only because persons were excused. Norm: N70."""
    som, plaats = beoordeling.som, beoordeling.kader.bij("overmacht")
    eerder = "" if som.toerekenbaar == 0 else ", nu of eerder,"
    return (
        f"De totaalopgave is niet volledig gerealiseerd; het tekort van "
        f"{personen(som.achterstand_eind)} is{eerder} verschoonbaar geacht{plaats}. "
        "Het tekort blijft wel onderdeel van de opgave."
    )


def frozen_sentence(beoordeling: Beoordeling, regel: Regel) -> str:
    """Where the rule leads to a higher trede, but an excuse keeps the gemeente from rising (K3)."""
    if regel.naar <= beoordeling.trede_berekend:
        return ""
    kader = beoordeling.kader
    return (
        "Omdat er overmacht was, stijgt de gemeente niet: zij blijft op trede "
        f"{beoordeling.trede_berekend}{kader.bij('overmacht', 'overmacht')}."
    )


def why_not(regel: Regel, beoordeling: Beoordeling) -> str:
    """The fact that decided against a rule, with the numbers."""
    telling = beoordeling.telling
    if telling.gezien is None:
        return "Zoals de achterstand hier is geteld, geldt dit niet."
    # Where figures decide against it too, they tell more than that there is a finding or not.
    niet = sorted(regel.failing(telling.gezien), key=lambda deel: deel.links.naam == PLAN)
    return _fact(niet[0], beoordeling, telling) if niet else "Deze regel geldt wel."


def why(regel: Regel, beoordeling: Beoordeling) -> list[str]:
    """The fact behind every comparison of the rule that applied, with the numbers."""
    telling = beoordeling.telling
    if telling.gezien is None:
        return [_backlog(beoordeling, None), telling.hoe]
    return [_fact(deel, beoordeling, telling) for deel in regel.als]


def asked(deel: Vergelijking) -> str:
    """What a comparison asks of a gemeente, whatever its numbers."""
    match deel:
        case Vergelijking(Grootheid(naam), teken, 0) if naam == PLAN and teken in ("=", ">"):
            over = "een" if teken == ">" else "geen"
            return f"er is {over} bevinding dat het verbeterplan niet is opgesteld of uitgevoerd"
        case Vergelijking(rechts=Grootheid() as rechts):
            return f"{deel.links.words()} is {deel.words()} {rechts.words()}"
    return f"{deel.links.words()} is {deel.words()} {deel.rechts}"


def _fact(deel: Vergelijking, beoordeling: Beoordeling, telling: Telling) -> str:
    """What two numbers are, in a sentence that says which comparison of them is true."""
    som, telt = beoordeling.som, telling["toerekenbaar"]
    rechts = deel.rechts if isinstance(deel.rechts, int) else deel.rechts.naam
    match (deel.links.naam, rechts):
        case (naam, _) if naam == PLAN:
            gevonden = f"Vastgesteld is dat het verbeterplan {plan_found(beoordeling)}."
            geen = "Er is geen bevinding dat het verbeterplan niet is opgesteld of uitgevoerd."
            return gevonden if som.verbeterplan_niet_uitgevoerd else geen
        case ("toerekenbaar", 0):
            return _backlog(beoordeling, telt)
        case ("stand_eind", 0):
            return _backlog(beoordeling, None)
        case ("stand_begin_gebruikt", 0):
            return _start(som)
        case ("toerekenbaar", "stand_begin_gebruikt"):
            return f"{_that_counts(telt)} {_beside_lead(telt, som)}"
        case ("toerekenbaar", "achterstand_begin") if deel.links.factor == 2:
            return _halved(beoordeling, telling)
        case ("toerekenbaar", "achterstand_begin"):
            if telt == som.achterstand_eind:
                return _course(beoordeling, telling)
            return f"{_that_counts(telt)} {_beside(telling)}".strip()
    return _compared(deel, telling.gezien or {})


def _compared(deel: Vergelijking, gezien: Mapping[str, int]) -> str:
    """A comparison that has no sentence of its own, by its quantities."""
    links, rechts = deel.numbers(gezien)
    waar = deel if deel.holds(gezien) or deel.teken == "=" else deel.negate()
    niet = "" if waar.holds(gezien) else "niet "
    zin = f"{_named(deel.links, links)} is {niet}{waar.words()} {_named(deel.rechts, rechts)}."
    return capital(zin)


def _named(kant: Grootheid | int, waarde: int) -> str:
    if isinstance(kant, int):
        return getal(waarde)
    return f"{kant.words()} ({getal(waarde)})"


def _backlog(beoordeling: Beoordeling, telt: int | None) -> str:
    """The backlog at the end, who was excused, and where `telt` is given what of it counts."""
    eind = beoordeling.som.achterstand_eind
    if eind == 0:
        return "Er is geen achterstand."
    return f"Er is een achterstand van {personen(eind)}. {_excused(beoordeling, telt)}".strip()


def _excused(beoordeling: Beoordeling, telt: int | None) -> str:
    """For how many of the persons just named there was overmacht; an excuse houses nobody."""
    som = beoordeling.som
    eind = som.achterstand_eind
    if not som.verschoonbaar:
        return ""
    wie = f"{getal(som.verschoonbaar)} van hen"
    if som.verschoonbaar >= eind:
        wie = "die persoon" if eind == 1 else "hen"
    zin = f"Voor {wie} was er overmacht{beoordeling.kader.bij('overmacht')}"
    if telt is None or telt == eind:
        return f"{zin}."
    return f"{zin}; voor de trede telt {getal(telt) if telt else 'dus geen achterstand'}."


def _that_counts(telt: int) -> str:
    return f"Voor de trede telt een achterstand van {getal(telt)}."


def _start(som: Som) -> str:
    """Whether there was a lead at the start, which is what a rule asks."""
    begin = som.stand_begin_gebruikt
    if begin > 0:
        return f"De gemeente begon het halfjaar met een voorsprong van {personen(begin)}."
    if begin < 0:
        return f"De gemeente begon het halfjaar met een achterstand van {personen(-begin)}."
    return "De gemeente begon het halfjaar zonder voorsprong en zonder achterstand."


def _beside_lead(telt: int, som: Som) -> str:
    """What counts beside the lead at the start (K1, tot_omvang)."""
    begin = som.stand_begin_gebruikt
    if begin <= 0:
        return _start(som)
    meer = "meer" if telt > begin else "niet meer"
    return (
        f"Dat is {meer} dan de voorsprong van {personen(begin)} waarmee de gemeente het halfjaar "
        "begon."
    )


def _halved(beoordeling: Beoordeling, telling: Telling) -> str:
    begin, telt = telling["achterstand_begin"], telling["toerekenbaar"]
    if begin == 0:
        return f"Er was {telling.sinds} geen achterstand om te halveren."
    geheel = telt == beoordeling.som.achterstand_eind
    nu = f"De achterstand is {getal(telt)}." if geheel else _that_counts(telt)
    return f"{nu} Voor een halvering mocht zij hooguit {getal(begin // 2)} zijn."


def _course(beoordeling: Beoordeling, telling: Telling) -> str:
    """How the backlog went; where persons were excused, what of it counts beside the start.

    An excuse makes no backlog smaller: it only leaves fewer persons for the ladder to see.
    """
    eind, sinds = beoordeling.som.achterstand_eind, telling.sinds
    begin, telt = telling["achterstand_begin"], telling["toerekenbaar"]
    woord = "groeide" if eind > begin else "kromp"
    if begin == 0:
        zin = f"Er was {sinds} geen achterstand; nu is die {personen(eind)}."
    elif begin == eind:
        zin = f"De achterstand bleef {personen(eind)}."
    else:
        zin = f"De achterstand {woord} van {getal(begin)} naar {personen(eind)}."
    oordeel = "" if telt == eind or begin == 0 else _beside(telling)
    lezing = beoordeling.kader.keuze("vergelijking")
    maat = f"Vergeleken is met de achterstand {sinds}{lezing}." if telling.is_anders else ""
    return " ".join(filter(None, (zin, _excused(beoordeling, telt), oordeel, maat)))


def _beside(telling: Telling) -> str:
    """What counts beside the backlog with which it is compared."""
    begin, telt = telling["achterstand_begin"], telling["toerekenbaar"]
    if begin == 0:
        return f"Er was {telling.sinds} geen achterstand."
    if begin == telt:
        return f"Dat is evenveel als {telling.sinds}."
    return f"Dat is {'minder' if telt < begin else 'meer'} dan {getal(begin)}."


def _numbers(beoordeling: Beoordeling, telling: Telling, regel: Regel) -> dict[str, str]:
    """What a sentence of the framework may name, in words. Norm: N72."""
    som = beoordeling.som
    op_ladder = any(deel.links.naam == "toerekenbaar" for deel in regel.als)
    return {
        "ook_inlopen": beoordeling.kader.zin("ook_inlopen") if som.gehuisvest >= som.opgave else "",
        "achterstand": _backlog(beoordeling, telling["toerekenbaar"] if op_ladder else None),
        "verloop": _course(beoordeling, telling),
        "plan": plan_found(beoordeling),
        "helft": getal(telling["achterstand_begin"] // 2),
        "opgave_personen": personen(som.totaalopgave),
        "gehuisvest": _housed(beoordeling),
        "voorsprong_begin": personen(max(0, som.stand_begin_gebruikt)),
        "naast_voorsprong": _beside_lead(telling["toerekenbaar"], som),
    }
