"""The agenda of a round as an iCalendar file (RFC 5545) that Outlook opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText

from ibt.begrippen.periode import Peildatum
from ibt.begrippen.traject import Mijlpaal, Staat, Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.getal import datum
from ibt.rapport.mijlpaal import is_due, overtaken, resting, uitleg, undone, wat

# Steps for which the framework gives no term but "as soon as possible".
_ZONDER_DAG = ("brief", "brief_peildatum", "vooraankondiging", "afschrift_raad", "publicatie")


@dataclass(frozen=True)
class Afspraak:
    """A day on the agenda: of which gemeente (none for the whole province) and what is due.

    A gemeente without a milestone has a decided step to another trede on that day. `reden` says
    from where the day was counted; empty for a fixed day.
    """

    dag: date
    traject: Traject | None
    mijlpaal: Mijlpaal | None
    wat: str
    wie: str
    reden: str = ""


def plan_agenda(
    trajecten: tuple[Traject, ...], verslag: Verslag, kader: Kader
) -> tuple[Afspraak, ...]:
    """What is still due, by day: open and late milestones with a day, and the next moments."""
    regels = [*_due(trajecten, kader), *_moments(trajecten, verslag)]
    return tuple(sorted(regels, key=lambda regel: (regel.dag, _naam(regel), regel.wat)))


def waiting(trajecten: tuple[Traject, ...]) -> tuple[tuple[Traject, Mijlpaal], ...]:
    """What must be done as soon as possible: open steps without a day that wait for nothing."""
    return tuple(
        (traject, mijlpaal)
        for traject in trajecten
        for mijlpaal in traject.mijlpalen
        if mijlpaal.code in _ZONDER_DAG and mijlpaal.staat is Staat.OPEN
    )


def make_ics(trajecten: tuple[Traject, ...], verslag: Verslag, kader: Kader) -> bytes:
    """The agenda as all-day events; the same round gives the same bytes, never the clock.

    A later version of a round updates the same events: their UID says what is due for whom, and
    SEQUENCE grows with the day of the round.
    """
    kalender = Calendar()
    kalender.add("prodid", f"-//Provincie {verslag.provincie}//ibt//NL")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    naam = f"IBT {verslag.provincie}, ronde {verslag.peildatum}"
    kalender.add("x-wr-calname", vText(naam))  # icalendar escapes only the names it knows
    for regel in plan_agenda(trajecten, verslag, kader):
        kalender.add_component(_event(regel, verslag, kader))
    return bytes(kalender.to_ical())


def cut_short(mijlpaal: Mijlpaal, traject: Traject, kader: Kader) -> bool:
    """Whether a decided step comes before the end of a term that runs or has yet to begin."""
    geteld = mijlpaal.uiterlijk or any(r.code == mijlpaal.code for r in kader.termijnen)
    return bool(geteld) and is_due(mijlpaal) and overtaken(traject, mijlpaal.uiterlijk)


def _due(trajecten: tuple[Traject, ...], kader: Kader) -> Iterator[Afspraak]:
    """What is due; where a decided step cuts it short, on the last day before that step."""
    for traject in trajecten:
        for mijlpaal in traject.mijlpalen:
            dag, reden = mijlpaal.uiterlijk, uitleg(mijlpaal, kader) or resting(mijlpaal, traject)
            if traject.volgende_stap and cut_short(mijlpaal, traject, kader):
                trede, begin = traject.volgende_stap
                dag, reden = begin - timedelta(days=1), f"de dag erna begint trede {trede}"
            if dag is not None and is_due(mijlpaal):
                yield Afspraak(dag, traject, mijlpaal, wat(mijlpaal), mijlpaal.wie, reden)
        if traject.volgende_stap is not None:
            trede, dag = traject.volgende_stap
            yield Afspraak(dag, traject, None, f"trede {trede} begint", "provincie")


def _moments(trajecten: tuple[Traject, ...], verslag: Verslag) -> Iterator[Afspraak]:
    """The next progress message and the next assessment (§3 inleiding, §4).

    A message of this very moment stays until it is on file that every gemeente was told.
    """
    volgende, moment = verslag.peildatum.volgende_beoordeling, verslag.peildatum.datum
    if verslag.is_voortgang:
        halverwege, nu = moment, not all(_told(traject, moment) for traject in trajecten)
    else:
        halverwege = next_midpoint(verslag.peildatum)
        nu = verslag.bijgewerkt_op <= halverwege < volgende.datum
    if nu:
        yield Afspraak(
            halverwege, None, None, "gemeenten informeren over de voortgang", "provincie"
        )
    yield Afspraak(volgende.datum, None, None, "peildatum van de volgende beoordeling", "provincie")


def _told(traject: Traject, moment: date) -> bool:
    return any(
        contact.soort == "voortgang_gemeld" and contact.dag >= moment
        for contact in traject.contacten
    )


def next_midpoint(peildatum: Peildatum) -> date:
    """The first 1 April or 1 October after a peildatum."""
    jaar = peildatum.datum.year
    dagen = (date(jaar, 4, 1), date(jaar, 10, 1), date(jaar + 1, 4, 1))
    return next(dag for dag in dagen if dag > peildatum.datum)


def midpoint_ahead(peildatum: Peildatum, traject: Traject) -> date | None:
    """The midpoint after a peildatum; None once the day of the traject lies after it."""
    dag = next_midpoint(peildatum)
    return None if traject.vandaag is not None and traject.vandaag > dag else dag


def _event(regel: Afspraak, verslag: Verslag, kader: Kader) -> Event:
    gebeurtenis = Event()
    gebeurtenis.add("uid", f"{_sleutel(regel, kader)}@ibt")
    gebeurtenis.add("dtstamp", _midnight(verslag.bijgewerkt_op))
    gebeurtenis.add("sequence", max(0, (verslag.bijgewerkt_op - kader.geldig_van).days))
    gebeurtenis.add("dtstart", regel.dag)
    gebeurtenis.add("dtend", regel.dag + timedelta(days=1))
    gebeurtenis.add("summary", f"{_naam(regel)}: {regel.wat}")
    gebeurtenis.add("description", _toelichting(regel, verslag))
    gebeurtenis.add("categories", ["IBT", verslag.staat.upper()])
    gebeurtenis.add("transp", "TRANSPARENT")
    return gebeurtenis


def _sleutel(regel: Afspraak, kader: Kader) -> str:
    """What is due for whom, the same in every version of the round.

    The day itself is no part of it: a term that is agreed anew moves the event.
    """
    traject, mijlpaal = regel.traject, regel.mijlpaal
    if traject is None:
        return f"provincie-{regel.dag.isoformat()}"
    if mijlpaal is None:
        return f"{traject.gemeente.code}-{regel.wat.replace(' ', '-')}".lower()
    kern = _kern(traject, mijlpaal, kader)
    gelijk = [m for m in traject.mijlpalen if _kern(traject, m, kader) == kern]
    nummer = next(nummer for nummer, m in enumerate(gelijk) if m is mijlpaal)
    return f"{traject.gemeente.code}-{mijlpaal.code}-{kern}-{nummer}".lower()


def _kern(traject: Traject, mijlpaal: Mijlpaal, kader: Kader) -> str:
    """The milestone and its measure, with the letter or besluit from which its term runs."""
    brief = traject.find("brief")
    geteld = any(regel.code == mijlpaal.code for regel in kader.termijnen)
    vanaf = brief.gehaald_op if geteld and brief is not None else traject.besluit_op
    tekst = f"{mijlpaal.code}|{mijlpaal.onderwerp}|{vanaf}"
    return hashlib.sha256(tekst.encode()).hexdigest()[:12]


def _toelichting(regel: Afspraak, verslag: Verslag) -> str:
    delen = [f"Wie: {regel.wie}."]
    if regel.mijlpaal is not None:
        delen += [f"Termijn: {regel.reden}."] if regel.reden else []
        delen += [f"Vindplaats: {regel.mijlpaal.vindplaats}."]
        if regel.mijlpaal.is_overdue:
            delen.append(f"Op {datum(verslag.bijgewerkt_op)}: {undone(regel.mijlpaal)}.")
    delen.append(f"Ronde {verslag.peildatum}, {verslag.merk}.")
    return " ".join(delen)


def _naam(regel: Afspraak) -> str:
    return regel.traject.gemeente.naam if regel.traject else "Alle gemeenten"


def _midnight(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, tzinfo=UTC)
