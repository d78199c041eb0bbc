"""Where a gemeente stands, in sentences; "op schema" never stands alone."""

from __future__ import annotations

from ibt.begrippen.voortgang import Prognose, Voortgang
from ibt.rapport.getal import getal, personen, procent

GEEN_INSCHALING = (
    "Dit is geen beoordeling en geen inschaling: een tussenstand stelt geen trede vast."
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


def schema_kort(voortgang: Voortgang) -> str:
    """The same in a table cell."""
    stand = "op schema" if voortgang.op_schema else "niet op schema"
    if voortgang.nog_nodig == 0:
        return f"{stand}; totaalopgave al gehaald"
    return f"{stand}; voor de totaalopgave nog {getal(voortgang.nog_nodig)}"


def begin_zin(begin: int) -> str:
    """The row of the stand at the start: what it does to the opgave."""
    if not begin:
        return "Stand aan het begin"
    return f"{'Bij: achterstand' if begin < 0 else 'Af: voorsprong'} aan het begin"


def deel_zin(voortgang: Voortgang) -> str:
    """Housed in percent of taakstelling and totaalopgave, and how far the half-year is."""
    deel = procent(voortgang.gehuisvest, voortgang.opgave)
    geheel = procent(voortgang.gehuisvest, voortgang.totaalopgave)
    uitleg = ""
    if min(voortgang.opgave, voortgang.totaalopgave) <= 0:
        uitleg = " (n.v.t.: niet van toepassing, want dat aantal is nul of kleiner)"
    return (
        f"Gehuisvest is {deel} van de taakstelling en {geheel} van de totaalopgave, in "
        f"{voortgang.maanden} van de 6 maanden{uitleg}."
    )


def verwacht(uitkomst: Prognose) -> str:
    """A backlog or none, and the trede that figures like these would bring; never an inschaling."""
    if uitkomst.stand_eind >= 0:
        stand = "geen achterstand te verwachten"
    else:
        stand = f"een achterstand van {personen(-uitkomst.stand_eind)} te verwachten"
    if uitkomst.trede is None:
        return stand
    return f"{stand}; dat hoort bij trede {uitkomst.trede}"
