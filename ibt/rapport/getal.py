"""Numbers and dates as Dutch readers write them; the only place where anything is rounded."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.tekst import MIN as MIN
from ibt.begrippen.tekst import getal as getal
from ibt.begrippen.tekst import stand as stand

_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def hoeveel(aantal: int, teken: str, meer: str) -> str:
    """A number with its noun: `1 regel`, `2 regels`."""
    return f"{getal(aantal)} {teken if aantal == 1 else meer}"


def personen(waarde: int) -> str:
    """`1 persoon`, `12 personen`."""
    return hoeveel(waarde, "persoon", "personen")


def gemeenten(aantal: int) -> str:
    """`1 gemeente`, `26 gemeenten`."""
    return hoeveel(aantal, "gemeente", "gemeenten")


def gehaald_door(aantal: int, totaal: int, enkelvoud: str, meervoud: str) -> str:
    """How many of the gemeenten did something, as the start of a sentence.

    Of one gemeente the end of the sentence says whether it did: `niet` where `aantal` is 0.
    """
    if totaal == 1:
        return f"De gemeente {enkelvoud}"
    if aantal == 0:
        return f"Geen van de {gemeenten(totaal)} {enkelvoud}"
    werkwoord = enkelvoud if aantal == 1 else meervoud
    return f"Van de {gemeenten(totaal)} {werkwoord} er {getal(aantal)}"


def procent(deel: int, geheel: int) -> str:
    """One decimal, as `34,9%`; `n.v.t.` where the whole is not above 0."""
    if geheel <= 0:
        return "n.v.t."
    return f"{kommagetal(100 * deel / geheel)}%"


def kommagetal(waarde: float) -> str:
    """One decimal with a comma: 20.5 → `20,5`; thousands with a point."""
    heel, _, rest = f"{abs(waarde):,.1f}".partition(".")
    return f"{MIN if waarde < 0 else ''}{heel.replace(',', '.')},{rest}"


def nodig_getal(teller: int, noemer: int) -> str:
    """A quotient as one decimal, never rounded down: with what is printed the aim is reached."""
    return kommagetal(-(-10 * teller // noemer) / 10)


def datum(dag: date) -> str:
    """`1 juli 2026`."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def maand(dag: date) -> str:
    """The short name of a month: `jul`."""
    naam = _MAANDEN[dag.month - 1]
    return {"maart": "mrt"}.get(naam, naam[:3])


def korte_datum(dag: date) -> str:
    """`1 jul 2026`, where a column is narrow."""
    return f"{dag.day} {maand(dag)} {dag.year}"


def opsomming(delen: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}"
