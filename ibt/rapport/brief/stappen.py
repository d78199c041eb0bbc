"""What follows a letter as a table: the terms that run, and the actions of the trede."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.traject import Mijlpaal, Traject
from ibt.kader.kader import HALVERWEGE, UITVOERING, VOORAF, Actie, Kader
from ibt.rapport.agenda import midpoint_ahead
from ibt.rapport.brief.model import Stap
from ibt.rapport.brief.zin import to_u
from ibt.rapport.getal import datum, opsomming
from ibt.rapport.mijlpaal import carried_out_when, is_due, overtaken, resting, undone, wat
from ibt.rapport.woorden import capital

# The letter itself, as what comes before it, does not follow it.
_BRIEF = "brief"
# The four weeks run from the letter (Keuze K13).
_NA_BEOORDELING = ("na de beoordeling", "nadat deze brief is verzonden")


def stappen(beoordeling: Beoordeling, traject: Traject, kader: Kader) -> tuple[Stap, ...]:
    """Terms with a day first; then the actions of the framework that have a time of their own.

    What was done already does not follow; what may happen or not, without a time, stands in the
    text of the letter.
    """
    # What the province took over, or what was a chance that passed, is no longer asked.
    termijnen = [
        mijlpaal
        for mijlpaal in traject.mijlpalen
        if mijlpaal.uiterlijk and is_due(mijlpaal) and not overtaken(traject, mijlpaal.uiterlijk)
    ]
    genoemd = {
        mijlpaal.code
        for mijlpaal in traject.mijlpalen
        if mijlpaal in termijnen or not is_due(mijlpaal)
    }
    acties = (
        _action(actie, wanneer, kader)
        for actie in kader.acties[traject.trede]
        if actie.mijlpaal not in genoemd
        and actie.applies(traject)
        and (wanneer := _moment(actie, beoordeling, traject, kader)) is not None
    )
    volgt = (*terms(termijnen, traject), *_step(traject), *acties)
    return volgt or (_next_peildatum(beoordeling),)


def _next_peildatum(beoordeling: Beoordeling) -> Stap:
    """Where nothing else follows: the next assessment."""
    volgende = datum(beoordeling.peildatum.volgende_beoordeling.datum)
    return Stap("Volgende beoordeling", "Provincie", f"Peildatum {volgende}")


def _step(traject: Traject) -> Iterator[Stap]:
    """A decided step to another trede, with its day (§3.1.2)."""
    if traject.volgende_stap is not None:
        trede, dag = traject.volgende_stap
        yield Stap(f"Trede {trede} begint", "Provincie", f"Op {datum(dag)}")


def terms(termijnen: Iterable[Mijlpaal], traject: Traject) -> Iterator[Stap]:
    """Terms with a day: what, who, and by when; rests, agreements and being late are told."""
    for mijlpaal in termijnen:
        wanneer = _term(mijlpaal, resting(mijlpaal, traject))
        yield Stap(capital(wat(mijlpaal)), capital(mijlpaal.wie), capital(wanneer))


def _term(mijlpaal: Mijlpaal, rust: str) -> str:
    assert mijlpaal.uiterlijk is not None
    zin = f"uiterlijk {datum(mijlpaal.uiterlijk)}"
    if mijlpaal.afspraak:
        zin += " (afgesproken)"
    if mijlpaal.is_overdue:
        return f"{zin}; {undone(mijlpaal)}"
    return f"{zin} ({rust})" if rust else zin


def _moment(actie: Actie, beoordeling: Beoordeling, traject: Traject, kader: Kader) -> str | None:
    """When it happens; None for what has no time, or came before the letter."""
    if actie.termijn == VOORAF or actie.mijlpaal == _BRIEF:
        return None
    if actie.mijlpaal == HALVERWEGE:
        dag = midpoint_ahead(beoordeling.peildatum, traject)
        return None if dag is None else f"rond {datum(dag)}"
    if actie.mijlpaal == UITVOERING:
        return carried_out_when(traject)
    mijlpaal = None if actie.mijlpaal is None else traject.find(actie.mijlpaal)
    geteld = any(regel.code == actie.mijlpaal for regel in kader.termijnen)
    if geteld and traject.volgende_stap is not None:
        return f"vóór {datum(traject.volgende_stap[1])}"
    wanneer = (actie.termijn or "").replace(*_NA_BEOORDELING)
    return wanneer or ("volgt" if mijlpaal is not None else None)


def _action(actie: Actie, wanneer: str, kader: Kader) -> Stap:
    partijen = capital(opsomming(list(kader.parties(actie))))
    return Stap(to_u(actie.tekst.rstrip(".")), partijen, capital(wanneer))
