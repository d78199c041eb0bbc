"""Trede 3: from the letter to the talk, from the talk to the plan, and its measures (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import BriefVerzonden, Gesprek, Verbeterplan
from ibt.begrippen.traject import Mijlpaal, Planstand
from ibt.kader.kader import BRIEF, Kader
from ibt.kader.termijn import Termijnregel
from ibt.traject.gebeurtenis import agreed, happened
from ibt.traject.staat import make_termijn, state_of

_ONDERDELEN = (
    "korte_termijn",
    "lange_termijn",
    "duurzaam",
    "haalbaarheid",
    "financien",
    "draagvlak",
)


def counts_from(brief: BriefVerzonden | None, vanaf: date) -> date:
    """From which day talks and plans count: a letter that asks for a new plan starts anew."""
    nieuw = brief is not None and brief.nieuw_verbeterplan == "ja"
    return brief.dag if nieuw and brief is not None else vanaf


def follow_verbeterplan(
    stukken: Sequence[Bevinding],
    brief: BriefVerzonden | None,
    vanaf: date,
    vandaag: date,
    kader: Kader,
) -> Iterator[Mijlpaal]:
    """The talk, the plan and its measures; what was done before the letter counts too."""
    eerst = counts_from(brief, vanaf)
    begin = None if brief is None else brief.dag
    gebeurd: dict[str, date | None] = {"brief": begin}
    for regel in kader.termijnen:
        gebeurd[regel.code] = _done(regel.code, stukken, begin, eerst, vandaag)
        yield _counted(regel, gebeurd, stukken, vandaag, kader)
    yield from _carried_out(stukken, eerst, vandaag, kader)


def latest_plan(stukken: Sequence[Bevinding], vanaf: date, vandaag: date) -> Planstand | None:
    """The plan of this traject that was received last, with its checklist."""
    plannen = [plan for plan in happened(stukken, Verbeterplan, vandaag) if plan.dag >= vanaf]
    if not plannen:
        return None
    plan = plannen[-1]
    onderdelen = {naam: getattr(plan, naam) for naam in _ONDERDELEN}
    return Planstand(
        plan.dag,
        plan.vastgesteld_op,
        {naam: None if waarde is None else waarde == "ja" for naam, waarde in onderdelen.items()},
    )


def _done(
    code: str, stukken: Sequence[Bevinding], brief_op: date | None, vanaf: date, vandaag: date
) -> date | None:
    """When a step was done: the first time since the letter, else the last time before it."""
    if code == "gesprek":
        gesprekken = happened(stukken, Gesprek, vandaag)
        dagen = [gesprek.dag for gesprek in gesprekken if gesprek.niveau == "bestuurlijk"]
    else:
        # A plan counts when the college adopted it and the province received it (Keuze K13).
        dagen = [
            max(plan.dag, plan.vastgesteld_op)
            for plan in happened(stukken, Verbeterplan, vandaag)
            if plan.vastgesteld_op is not None
        ]
    gedaan = [dag for dag in dagen if vanaf <= dag <= vandaag]
    erna = [dag for dag in gedaan if brief_op is not None and dag >= brief_op]
    return min(erna, default=max(gedaan, default=None))


def _counted(
    regel: Termijnregel,
    gebeurd: Mapping[str, date | None],
    stukken: Sequence[Bevinding],
    vandaag: date,
    kader: Kader,
) -> Mijlpaal:
    """A term of weeks, or what was agreed in its place.

    It never begins before the letter, or a gemeente that starts early would be late for it.

    Norm: N43, N44.
    """
    brief_op, eerder = gebeurd["brief"], gebeurd[regel.vanaf]
    afspraak = None if brief_op is None else agreed(stukken, regel.code, brief_op, vandaag)
    begin = None if brief_op is None or eerder is None else max(brief_op, eerder)
    berekend = None if begin is None else begin + timedelta(days=regel.dagen)
    uiterlijk = None if berekend is None else kader.last_day(berekend, kader.lezingen())
    if afspraak is not None:
        berekend = uiterlijk = afspraak.uiterlijk
    gehaald_op = gebeurd[regel.code]
    return Mijlpaal(
        regel.code,
        regel.wie,
        regel.vindplaats,
        state_of(uiterlijk, gehaald_op, vandaag),
        uiterlijk,
        gehaald_op,
        None if afspraak else begin,
        regel.vanaf if begin == eerder else BRIEF,
        berekend if berekend != uiterlijk else None,
        afspraak is not None,
    )


def _carried_out(
    stukken: Sequence[Bevinding], vanaf: date, vandaag: date, kader: Kader
) -> Iterator[Mijlpaal]:
    """The measures of the latest plan, and an agreement on carrying it out. Norm: N74."""
    plannen = [plan for plan in happened(stukken, Verbeterplan, vandaag) if plan.dag >= vanaf]
    for plan in plannen[-1:]:
        for maatregel in plan.maatregelen:
            afspraak = agreed(stukken, maatregel.maatregel, plan.dag, vandaag)
            gehaald = None if afspraak is None else afspraak.voldaan_op
            # An agreement that was met took no other term in its place.
            later = afspraak is not None and gehaald is None
            mijlpaal = make_termijn(
                "maatregel",
                kader,
                afspraak.uiterlijk if later and afspraak else maatregel.uiterlijk,
                maatregel.voldaan_op or gehaald,
                vandaag,
                maatregel.maatregel,
            )
            yield replace(mijlpaal, afspraak=afspraak is not None)
    heel = agreed(stukken, None, vanaf, vandaag)
    if heel is not None:
        mijlpaal = make_termijn("uitvoering", kader, heel.uiterlijk, heel.voldaan_op, vandaag)
        yield replace(mijlpaal, afspraak=True)
