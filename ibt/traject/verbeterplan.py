"""Trede 3: from the letter to the talk, from the talk to the plan, and its measures (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ibt.begrippen.bevinding import AfspraakTermijn, Gesprek, Verbeterplan
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.traject import Mijlpaal, Plan
from ibt.kader.kader import Kader
from ibt.kader.termijn import Termijnregel
from ibt.traject.brief import first_letter
from ibt.traject.gebeurtenis import agreed, happened
from ibt.traject.staat import make_termijn, state_of
from ibt.traject.werkdag import shift_to_workday

_ONDERDELEN = (
    "korte_termijn",
    "lange_termijn",
    "duurzaam",
    "haalbaarheid",
    "financien",
    "draagvlak",
)


def follow_verbeterplan(
    stukken: Sequence[Bevinding], intrede: date, vandaag: date, kader: Kader, lezing: str
) -> Iterator[Mijlpaal]:
    """What follows the letter for a gemeente on trede 3 since `intrede`: talk, plan, measures."""
    brief = first_letter(stukken, intrede, vandaag)
    begin = None if brief is None else brief.dag
    gebeurd: dict[str, date | None] = {"brief": begin}
    for regel in kader.termijnen:
        gebeurd[regel.code] = _done(regel.code, stukken, begin, vandaag)
        vanaf = gebeurd[regel.vanaf]
        yield _counted(regel, vanaf, gebeurd[regel.code], stukken, begin, vandaag, lezing)
    yield from _carried_out(stukken, intrede, vandaag, kader)


def latest_plan(stukken: Sequence[Bevinding], intrede: date, vandaag: date) -> Plan | None:
    """The plan of this traject that was received last, with its checklist."""
    plannen = [plan for plan in happened(stukken, Verbeterplan, vandaag) if plan.dag >= intrede]
    if not plannen or not isinstance(plan := plannen[-1], Verbeterplan):
        return None
    onderdelen = {naam: getattr(plan, naam) for naam in _ONDERDELEN}
    return Plan(
        plan.dag,
        plan.vastgesteld_op,
        {naam: None if waarde is None else waarde == "ja" for naam, waarde in onderdelen.items()},
    )


def _done(
    code: str, stukken: Sequence[Bevinding], brief_op: date | None, vandaag: date
) -> date | None:
    """When a step was done after the letter; None while it was not.

    A plan may come before the talk: then nobody is late.
    """
    if brief_op is None:
        return None
    if code == "gesprek":
        dagen = [
            stuk.dag
            for stuk in happened(stukken, Gesprek, vandaag)
            if isinstance(stuk, Gesprek) and stuk.niveau == "bestuurlijk"
        ]
    else:
        # A plan counts when the college adopted it and the province received it (Keuze K13).
        dagen = [
            max(stuk.dag, stuk.vastgesteld_op)
            for stuk in happened(stukken, Verbeterplan, vandaag)
            if isinstance(stuk, Verbeterplan) and stuk.vastgesteld_op is not None
        ]
    return min((dag for dag in dagen if brief_op <= dag <= vandaag), default=None)


def _counted(
    regel: Termijnregel,
    vanaf: date | None,
    gehaald_op: date | None,
    stukken: Sequence[Bevinding],
    brief_op: date | None,
    vandaag: date,
    lezing: str,
) -> Mijlpaal:
    """A term of weeks, or what was agreed in its place."""
    afspraak = None if brief_op is None else agreed(stukken, regel.code, brief_op, vandaag)
    berekend = None if vanaf is None else vanaf + timedelta(days=regel.dagen)
    uiterlijk = None if berekend is None else shift_to_workday(berekend, lezing)
    if afspraak is not None:
        berekend = uiterlijk = afspraak.uiterlijk
    return Mijlpaal(
        regel.code,
        regel.wie,
        regel.vindplaats,
        state_of(uiterlijk, gehaald_op, vandaag),
        uiterlijk,
        gehaald_op,
        None if afspraak else vanaf,
        berekend if berekend != uiterlijk else None,
        afspraak is not None,
    )


def _carried_out(
    stukken: Sequence[Bevinding], intrede: date, vandaag: date, kader: Kader
) -> Iterator[Mijlpaal]:
    """The measures of the latest plan, and an agreement on carrying it out. Norm: N74."""
    plannen = [plan for plan in happened(stukken, Verbeterplan, vandaag) if plan.dag >= intrede]
    if plannen and isinstance(plan := plannen[-1], Verbeterplan):
        for maatregel in plan.maatregelen:
            afspraak = agreed(stukken, maatregel.maatregel, plan.dag, vandaag)
            uiterlijk = maatregel.uiterlijk if afspraak is None else afspraak.uiterlijk
            yield make_termijn(
                "maatregel",
                kader,
                uiterlijk,
                maatregel.voldaan_op,
                vandaag,
                onderwerp=maatregel.maatregel,
                afspraak=afspraak is not None,
            )
    uitvoering: AfspraakTermijn | None = agreed(stukken, None, intrede, vandaag)
    if uitvoering is not None:
        yield make_termijn(
            "uitvoering", kader, uitvoering.uiterlijk, uitvoering.voldaan_op, vandaag, afspraak=True
        )
