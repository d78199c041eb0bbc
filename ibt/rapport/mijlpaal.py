"""Milestones of a traject in words: what, by whom, by when, and how it stands."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.traject import Mijlpaal, Staat, Traject
from ibt.kader.kader import Kader
from ibt.rapport.getal import datum

_WAT = {
    "brief": "toezichtbrief versturen, waarna de termijnen beginnen",
    "brief_peildatum": "toezichtbrief over de laatste beoordeling versturen",
    "gesprek": "bestuurlijk gesprek over het verbeterplan",
    "verbeterplan": "verbeterplan vaststellen en toesturen",
    "maatregel": "maatregel uit het verbeterplan",
    "uitvoering": "verbeterplan uitvoeren",
    "vooraankondiging": "vooraankondiging van indeplaatsstelling",
    "afschrift_raad": "afschrift van de vooraankondiging aan de gemeenteraad",
    "publicatie": "voornemen breed bekendmaken",
    "reactie": "zienswijze geven op de vooraankondiging",
    "besluit": "besluit tot indeplaatsstelling",
    "besluit_wijziging": "wijziging van dat besluit",
    "indeplaatsstelling": "besluit dat de provincie de taak overneemt",
    "besluittermijn": "last uit het besluit",
    "zelf_realiseren": "opgave zelf realiseren, zoals aannemelijk gemaakt",
}
_GEDAAN = {
    "brief": "toezichtbrief waarmee de termijnen begonnen",
    "brief_peildatum": "toezichtbrief over de laatste beoordeling",
}
_WEKEN = {2: "twee", 3: "drie", 4: "vier", 6: "zes", 8: "acht"}
_NA = {"brief": "de brief", "gesprek": "het gesprek"}


def is_due(mijlpaal: Mijlpaal) -> bool:
    """Whether it is still asked of somebody: open or overdue, and not done."""
    return mijlpaal.gehaald_op is None and mijlpaal.staat in (Staat.OPEN, Staat.TE_LAAT)


def overtaken(traject: Traject, uiterlijk: date | None) -> bool:
    """Whether a term would run on after a decided step to the next trede: then that day counts."""
    if traject.volgende_stap is None:
        return False
    return uiterlijk is None or uiterlijk >= traject.volgende_stap[1]


def carried_out_when(traject: Traject) -> str:
    """When a plan is carried out: preferably while it is being adopted (§3 trede 3)."""
    plan = traject.find("verbeterplan")
    if plan is not None and plan.gehaald_op is not None:
        lopend = [
            mijlpaal
            for mijlpaal in traject.mijlpalen
            if mijlpaal.code == "maatregel" and is_due(mijlpaal)
        ]
        if lopend and all(mijlpaal.is_overdue for mijlpaal in lopend):
            return "zo snel mogelijk: een termijn van het plan is voorbij"
        return "binnen de termijnen van het plan"
    if traject.plan is not None:
        return "binnen de termijnen van het plan, liefst al tijdens het vaststellen"
    return "zodra er een plan is, liefst al tijdens het vaststellen, binnen de termijnen daarvan"


def resting(mijlpaal: Mijlpaal, traject: Traject) -> str:
    """While gedeputeerde staten refrain: until when a term of the besluit rests (§3 trede 6)."""
    zelf = traject.find("zelf_realiseren")
    if zelf is None or zelf.uiterlijk is None or not traject.is_afgezien:
        return ""
    rust = mijlpaal.code == "besluittermijn" and is_due(mijlpaal)
    return f"uitvoering rust tot en met {datum(zelf.uiterlijk)}" if rust else ""


def undone(mijlpaal: Mijlpaal) -> str:
    """Of what is overdue: a measure of a plan may be done without the file telling it."""
    if mijlpaal.is_of_plan:
        return "niet vastgelegd dat dit is gedaan"
    return "nog niet gedaan"


def wat(mijlpaal: Mijlpaal) -> str:
    """What must be done, or a letter that was sent, with the measure where there is one."""
    naam = _WAT[mijlpaal.code]
    if mijlpaal.gehaald_op is not None:
        naam = _GEDAAN.get(mijlpaal.code, naam)
    return f"{naam}: {mijlpaal.onderwerp}" if mijlpaal.onderwerp else naam


def wanneer(mijlpaal: Mijlpaal, kader: Kader) -> str:
    """By when, as a date; or after what, while that has not happened yet."""
    if mijlpaal.uiterlijk is not None:
        return datum(mijlpaal.uiterlijk)
    regel = kader.termijn(mijlpaal.code)
    if regel is None:
        return "zo snel mogelijk" if mijlpaal.staat is Staat.OPEN else "–"
    return f"{_weeks(regel.dagen)} na {_NA[regel.vanaf]}"


def uitleg(mijlpaal: Mijlpaal, kader: Kader) -> str:
    """From where the day was counted, and whether it moved; empty for a fixed day."""
    if mijlpaal.afspraak:
        return "afgesproken termijn"
    regel = kader.termijn(mijlpaal.code)
    if regel is None or mijlpaal.begin is None:
        return ""
    na = _NA[mijlpaal.vanaf or regel.vanaf]
    zin = f"{_weeks(regel.dagen)} na {na} van {datum(mijlpaal.begin)}"
    if mijlpaal.verschoven is None:
        return zin
    return f"{zin}; {datum(mijlpaal.verschoven)} is geen werkdag"


def staat(mijlpaal: Mijlpaal) -> str:
    """How it stands, with the day on which it was done: what was done is never late."""
    gedaan, uiterlijk = mijlpaal.gehaald_op, mijlpaal.uiterlijk
    if gedaan is None:
        van_plan = mijlpaal.is_overdue and mijlpaal.is_of_plan
        return undone(mijlpaal) if van_plan else str(mijlpaal.staat)
    na = uiterlijk is not None and gedaan > uiterlijk
    return f"gedaan op {datum(gedaan)}{', na de termijn' if na else ''}"


def _weeks(dagen: int) -> str:
    if dagen % 7 == 0 and (woord := _WEKEN.get(dagen // 7)):
        return f"{woord} weken"
    return f"{dagen} dagen"


def weeks_after(code: str, kader: Kader) -> str:
    """How long after the step before it a step is due: `vier weken`; empty without such a term."""
    regel = kader.termijn(code)
    return "" if regel is None else _weeks(regel.dagen)
