"""Rules in sentences: what applied with this gemeente's numbers, and why the others did not."""

from __future__ import annotations

from dataclasses import asdict

from ibt.begrippen.beoordeling import Beoordeling, Som
from ibt.kader.kader import Kader
from ibt.kader.tabel import Regel
from ibt.kader.voorwaarde import Grootheid, Vergelijking
from ibt.rapport.getal import getal, personen, stand

# Said only to a gemeente that did reach its taakstelling (§3 trede 2 and 3).
_ALLEEN_TAAKSTELLING = (
    "Alleen de taakstelling halen is niet genoeg: er moet ook een begin zijn met inlopen."
)


def applied_sentence(beoordeling: Beoordeling, kader: Kader) -> str:
    """What happened, in plain words with the numbers filled in."""
    som = beoordeling.som
    if som.toerekenbaar == 0 and som.stand_eind < 0 and beoordeling.trede_vorig <= 3:
        return excused_sentence(som)
    if som.totaalopgave <= 0 <= som.stand_eind:
        return covered_sentence(som)
    sjabloon = kader.explain(beoordeling.regel, beoordeling.lezingen).zin
    zin = sjabloon.format_map(_numbers(som))
    rest = "" if "{verloop}" in sjabloon else _excused_part(som)
    return " ".join(f"{zin} {rest}".split())


def covered_sentence(som: Som) -> str:
    """Where nobody had to be housed: the lead at the start covers the whole taakstelling."""
    return (
        f"De totaalopgave is {getal(som.totaalopgave)}: in dit halfjaar hoefde niemand te worden "
        f"gehuisvest. De gemeente huisvestte {personen(som.gerealiseerd)}. De totaalopgave is "
        "daarmee volledig gerealiseerd."
    )


def excused_sentence(som: Som) -> str:
    """Where a rule for full realisation applies only because persons were excused. Norm: N70."""
    return (
        f"De totaalopgave is niet volledig gerealiseerd; het tekort van "
        f"{personen(som.achterstand_eind)} is verschoonbaar geacht. "
        "Het tekort blijft wel onderdeel van de opgave."
    )


def why_not(regel: Regel, som: Som) -> str:
    """The deciding comparison with the numbers: `… (9) is niet ten minste … (10)`."""
    deel = regel.failing(asdict(som))
    if deel is None:
        return "deze regel geldt wel"
    return f"{_compared(deel, som, niet=True)}."


def why(regel: Regel, som: Som) -> list[str]:
    """Every comparison of the rule that applied, with the numbers."""
    return [f"{_compared(deel, som)}." for deel in regel.als]


def _compared(deel: Vergelijking, som: Som, niet: bool = False) -> str:
    """One comparison in words."""
    links, rechts = deel.numbers(asdict(som))
    if deel.links.naam == "verbeterplan_niet_uitgevoerd":
        return _plan(bool(som.verbeterplan_niet_uitgevoerd))
    # What does not hold is said by what does: "kleiner dan" for "niet ten minste".
    gelijk = deel.teken == "="
    woorden = (
        f"{'niet ' if niet else ''}{deel.words()}"
        if gelijk or not niet
        else (deel.negate().words())
    )
    zin = f"{_named(deel.links, links)} is {woorden} {_named(deel.rechts, rechts)}"
    return zin[0].upper() + zin[1:]


def _named(kant: Grootheid | int, waarde: int) -> str:
    if isinstance(kant, int):
        return getal(waarde)
    cijfer = stand(waarde) if kant.naam.startswith("stand") else getal(waarde)
    if kant.factor == 1:
        return f"{kant.omschrijving} ({cijfer})"
    keer = "twee keer" if kant.factor == 2 else f"{kant.factor} keer"
    som = f"{kant.factor} × {getal(waarde // kant.factor)} = {cijfer}"
    return f"{keer} {kant.omschrijving} ({som})"


def _plan(vastgesteld: bool) -> str:
    if vastgesteld:
        return "Er is een bevinding dat het verbeterplan niet is uitgevoerd"
    return "Er is geen bevinding dat het verbeterplan niet is uitgevoerd"


def _excused_part(som: Som) -> str:
    if som.verschoonbaar == 0 or som.toerekenbaar == 0:
        return ""
    return (
        f"Van het tekort van {personen(som.achterstand_eind)} {_are(som.verschoonbaar)} "
        "verschoonbaar geacht."
    )


def _course(som: Som) -> str:
    """The backlog at the start and at the end; where persons were excused, what is left of it.

    An excuse makes no backlog smaller: it only leaves fewer persons for the ladder to see (K3).
    """
    begin, eind = personen(som.achterstand_begin), personen(som.toerekenbaar)
    if som.verschoonbaar == 0:
        if som.achterstand_begin == som.toerekenbaar:
            return f"De achterstand bleef {eind}."
        return f"De achterstand ging van {begin} naar {eind}."
    return (
        f"De achterstand ging van {begin} naar {personen(som.achterstand_eind)}. Daarvan "
        f"{_are(som.verschoonbaar)} verschoonbaar geacht; voor de ladder "
        f"{'blijft' if som.toerekenbaar == 1 else 'blijven'} {eind} over."
    )


def _are(aantal: int) -> str:
    return f"{'is' if aantal == 1 else 'zijn'} {personen(aantal)}"


def _numbers(som: Som) -> dict[str, str]:
    """The numbers that a sentence of the framework may name, in words. Norm: N72."""
    waarden = {naam: getal(waarde) for naam, waarde in asdict(som).items()}
    return {
        **waarden,
        "ook_inlopen": _ALLEEN_TAAKSTELLING if som.gerealiseerd >= som.opgave else "",
        "verloop": _course(som),
        "tekort": personen(som.toerekenbaar),
        "tekort_vol": personen(som.achterstand_eind),
        "opgave_personen": personen(som.totaalopgave),
        "gerealiseerd_personen": personen(som.gerealiseerd),
        "voorsprong_begin": personen(max(0, som.stand_begin_gebruikt)),
        "achterstand_begin": personen(som.achterstand_begin),
    }
