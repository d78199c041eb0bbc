"""Rules in sentences: what applied with this gemeente's numbers, and why the others did not.

A comparison is told by its fact, true whether it holds or not: "Er is een achterstand van 170."
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from ibt.begrippen.beoordeling import Beoordeling, Som
from ibt.kader.kader import Kader
from ibt.kader.tabel import Regel
from ibt.kader.voorwaarde import Grootheid, Vergelijking
from ibt.rapport.getal import getal, personen, stand
from ibt.rapport.oordeelzin import plan_found
from ibt.rapport.woorden import capital

# Said only to a gemeente that did reach its taakstelling (§3 trede 2 and 3).
_ALLEEN_TAAKSTELLING = (
    "Alleen de taakstelling halen is niet genoeg: er moet ook een begin zijn gemaakt met inlopen."
)
# From this trede on the full stand counts, under every reading (§3 inleiding).
_LOSGELATEN, _OVERGENOMEN = 4, 6
_PLAN = "verbeterplan_niet_uitgevoerd"
_VORIGE = "aan het eind van de vorige beoordeling"

Getallen = Mapping[str, int]


def applied_sentence(beoordeling: Beoordeling, kader: Kader) -> str:
    """What happened, in plain words with the numbers filled in."""
    som, regel = beoordeling.som, applied(beoordeling, kader)
    if is_excused(beoordeling, regel):
        return excused_sentence(som)
    if som.totaalopgave <= 0 <= som.stand_eind:
        return covered_sentence(beoordeling)
    uitleg = kader.explain(beoordeling.regel, beoordeling.lezingen)
    gezien = seen(beoordeling)
    if gezien is None:
        zin = f"{_backlog(som, None)} {_counted(beoordeling)} Zo geteld geldt: {uitleg.wanneer}."
    else:
        zin = uitleg.zin.format_map(_numbers(beoordeling, gezien, regel))
    return " ".join(f"{zin} {frozen_sentence(beoordeling, regel)}".split())


def applied(beoordeling: Beoordeling, kader: Kader) -> Regel:
    """The rule that applied, as the ladder has it under the readings in use."""
    return kader.ladder(beoordeling.lezingen)[beoordeling.regel]


def seen(beoordeling: Beoordeling) -> Getallen | None:
    """The numbers that the ladder compared; None where an assessment does not hold them all.

    Readings of K2, K3 and K11 let it see other numbers than those of the sum.
    """
    som, lezingen = beoordeling.som, beoordeling.lezingen
    gezien = asdict(som)
    if lezingen.get("K3") == "bevriezen":
        gezien["toerekenbaar"] = som.achterstand_eind
    if _since(beoordeling) == _VORIGE:
        gezien["achterstand_begin"] = max(0, -(beoordeling.stand_eind_vorig or 0))
    return None if _counted(beoordeling) else gezien


def _since(beoordeling: Beoordeling) -> str:
    """When the backlog was with which that at the end is compared (K2)."""
    vorige = beoordeling.lezingen.get("K2") == "vorige_beoordeling"
    return _VORIGE if vorige and beoordeling.stand_eind_vorig is not None else "aan het begin"


def _counted(beoordeling: Beoordeling) -> str:
    """How the ladder counted, where that is not by the sum alone; empty where it is."""
    netto = beoordeling.lezingen.get("K11") == "netto" and "K11" in beoordeling.keuzes
    if netto and beoordeling.trede_vorig < _LOSGELATEN:
        return (
            "Personen voor wie eerder al overmacht is aangenomen en die nog geen woning hebben, "
            "tellen voor de trede niet mee (keuze K11)."
        )
    if beoordeling.lezingen.get("K2") == "bij_intrede" and "K2" in beoordeling.keuzes:
        return (
            "De achterstand is vergeleken met die waarmee de gemeente op deze trede kwam, als die "
            "bekend is (keuze K2)."
        )
    return ""


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
    if beoordeling.trede_vorig == _OVERGENOMEN:
        werkwoord = "is" if som.gerealiseerd == 1 else "zijn"
        zin = (
            f"in de gemeente {werkwoord} {aantal} gehuisvest, door haar zelf of door de provincie "
            "in haar plaats"
        )
    return f"{zin}, en de herziening telt {stand(som.herzien)}" if som.herzien else zin


def excused_sentence(som: Som) -> str:
    """Where a rule for full realisation applies only because persons were excused. Norm: N70."""
    eerder = "" if som.toerekenbaar == 0 else ", nu of eerder,"
    return (
        f"De totaalopgave is niet volledig gerealiseerd; het tekort van "
        f"{personen(som.achterstand_eind)} is{eerder} verschoonbaar geacht (§2.3). "
        "Het tekort blijft wel onderdeel van de opgave."
    )


def frozen_sentence(beoordeling: Beoordeling, regel: Regel) -> str:
    """Where the rule leads to a higher trede, but an excuse keeps the gemeente from rising (K3)."""
    if regel.naar <= beoordeling.trede_berekend:
        return ""
    return (
        "Omdat er overmacht was, stijgt de gemeente niet: zij blijft op trede "
        f"{beoordeling.trede_berekend} (§2.3, keuze K3)."
    )


def why_not(regel: Regel, beoordeling: Beoordeling) -> str:
    """The fact that decided against a rule, with the numbers."""
    gezien = seen(beoordeling)
    if gezien is None:
        return "Zoals de achterstand hier is geteld, geldt dit niet."
    # Where figures decide against it too, they tell more than that there is a finding or not.
    niet = sorted(regel.failing(gezien), key=lambda deel: deel.links.naam == _PLAN)
    return _fact(niet[0], beoordeling, gezien) if niet else "Deze regel geldt wel."


def why(regel: Regel, beoordeling: Beoordeling) -> list[str]:
    """The fact behind every comparison of the rule that applied, with the numbers."""
    gezien = seen(beoordeling)
    if gezien is None:
        return [_backlog(beoordeling.som, None), _counted(beoordeling)]
    return [_fact(deel, beoordeling, gezien) for deel in regel.als]


def _fact(deel: Vergelijking, beoordeling: Beoordeling, gezien: Getallen) -> str:
    """What two numbers are, in a sentence that says which comparison of them is true."""
    som, telt = beoordeling.som, gezien["toerekenbaar"]
    rechts = deel.rechts if isinstance(deel.rechts, int) else deel.rechts.naam
    match (deel.links.naam, rechts):
        case (naam, _) if naam == _PLAN:
            gevonden = f"Vastgesteld is dat het verbeterplan {plan_found(beoordeling)}."
            geen = "Er is geen bevinding dat het verbeterplan niet is opgesteld of uitgevoerd."
            return gevonden if som.verbeterplan_niet_uitgevoerd else geen
        case ("toerekenbaar", 0):
            return _backlog(som, telt)
        case ("stand_eind", 0):
            return _backlog(som, None)
        case ("stand_begin_gebruikt", 0):
            return _start(som)
        case ("toerekenbaar", "stand_begin_gebruikt"):
            return f"{_that_counts(telt)} {_beside_lead(telt, som)}"
        case ("toerekenbaar", "achterstand_begin") if deel.links.factor == 2:
            return _halved(beoordeling, gezien)
        case ("toerekenbaar", "achterstand_begin"):
            if telt == som.achterstand_eind:
                return _course(beoordeling, gezien)
            return f"{_that_counts(telt)} {_beside(beoordeling, gezien)}".strip()
    return _compared(deel, gezien)


def _compared(deel: Vergelijking, gezien: Getallen) -> str:
    """A comparison that has no sentence of its own, by its quantities."""
    links, rechts = deel.numbers(gezien)
    waar = deel if deel.holds(gezien) or deel.teken == "=" else deel.negate()
    niet = "" if waar.holds(gezien) else "niet "
    zin = f"{_named(deel.links, links)} is {niet}{waar.words()} {_named(deel.rechts, rechts)}."
    return capital(zin)


def _named(kant: Grootheid | int, waarde: int) -> str:
    if isinstance(kant, int):
        return getal(waarde)
    keer = "" if kant.factor == 1 else f"{kant.factor} keer "
    return f"{keer}{kant.omschrijving} ({getal(waarde)})"


def _backlog(som: Som, telt: int | None) -> str:
    """The backlog at the end, who was excused, and where `telt` is given what of it counts."""
    if som.achterstand_eind == 0:
        return "Er is geen achterstand."
    zin = f"Er is een achterstand van {personen(som.achterstand_eind)}."
    return f"{zin} {_excused(som, telt)}".strip()


def _excused(som: Som, telt: int | None) -> str:
    """For how many of the persons just named there was overmacht; an excuse houses nobody."""
    eind = som.achterstand_eind
    if not som.verschoonbaar:
        return ""
    wie = f"{getal(som.verschoonbaar)} van hen"
    if som.verschoonbaar >= eind:
        wie = "die persoon" if eind == 1 else "hen"
    zin = f"Voor {wie} was er overmacht (§2.3)"
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


def _halved(beoordeling: Beoordeling, gezien: Getallen) -> str:
    begin, telt = gezien["achterstand_begin"], gezien["toerekenbaar"]
    if begin == 0:
        return f"Er was {_since(beoordeling)} geen achterstand om te halveren."
    geheel = telt == beoordeling.som.achterstand_eind
    nu = f"De achterstand is {getal(telt)}." if geheel else _that_counts(telt)
    return f"{nu} Voor een halvering mocht zij hooguit {getal(begin // 2)} zijn."


def _course(beoordeling: Beoordeling, gezien: Getallen) -> str:
    """How the backlog went; where persons were excused, what of it counts beside the start.

    An excuse makes no backlog smaller: it only leaves fewer persons for the ladder to see (K3).
    """
    som, sinds = beoordeling.som, _since(beoordeling)
    begin, eind, telt = gezien["achterstand_begin"], som.achterstand_eind, gezien["toerekenbaar"]
    woord = "groeide" if eind > begin else "kromp"
    if begin == 0:
        zin = f"Er was {sinds} geen achterstand; nu is die {personen(eind)}."
    elif begin == eind:
        zin = f"De achterstand bleef {personen(eind)}."
    else:
        zin = f"De achterstand {woord} van {getal(begin)} naar {personen(eind)}."
    oordeel = "" if telt == eind or begin == 0 else _beside(beoordeling, gezien)
    maat = f"Vergeleken is met de achterstand {sinds} (keuze K2)." if sinds == _VORIGE else ""
    return " ".join(filter(None, (zin, _excused(som, telt), oordeel, maat)))


def _beside(beoordeling: Beoordeling, gezien: Getallen) -> str:
    """What counts beside the backlog with which it is compared."""
    begin, telt = gezien["achterstand_begin"], gezien["toerekenbaar"]
    if begin == 0:
        return f"Er was {_since(beoordeling)} geen achterstand."
    if begin == telt:
        return f"Dat is evenveel als {_since(beoordeling)}."
    return f"Dat is {'minder' if telt < begin else 'meer'} dan {getal(begin)}."


def _numbers(beoordeling: Beoordeling, gezien: Getallen, regel: Regel) -> dict[str, str]:
    """What a sentence of the framework may name, in words. Norm: N72."""
    som = beoordeling.som
    op_ladder = any(deel.links.naam == "toerekenbaar" for deel in regel.als)
    return {
        "ook_inlopen": _ALLEEN_TAAKSTELLING if som.gehuisvest >= som.opgave else "",
        "achterstand": _backlog(som, gezien["toerekenbaar"] if op_ladder else None),
        "verloop": _course(beoordeling, gezien),
        "plan": plan_found(beoordeling),
        "helft": getal(gezien["achterstand_begin"] // 2),
        "opgave_personen": personen(som.totaalopgave),
        "gehuisvest": _housed(beoordeling),
        "voorsprong_begin": personen(max(0, som.stand_begin_gebruikt)),
        "naast_voorsprong": _beside_lead(gezien["toerekenbaar"], som),
    }
