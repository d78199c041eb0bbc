"""Terms on file: what an agreement replaces, and whether a finding on the plan fits them (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ibt.begrippen.bevinding import VerbeterplanNietUitgevoerd
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import AfspraakTermijn, BriefVerzonden, Gesprek, Verbeterplan
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.kader.kader import Kader

# The terms of weeks that can be agreed anew; besides these the measures of a plan.
_GESPREK, _PLAN = "gesprek", "verbeterplan"


def check_afspraken(stukken: Sequence[Vastgelegd]) -> Iterator[Gebrek]:
    """An agreement must name a term that there is, or it would replace nothing."""
    for stuk in stukken:
        afspraak = stuk.bevinding
        if not isinstance(afspraak, AfspraakTermijn) or afspraak.vervangt is None:
            continue
        maatregelen = [
            maatregel.maatregel
            for ander in stukken
            if ander.gemeente == stuk.gemeente and isinstance(ander.bevinding, Verbeterplan)
            for maatregel in ander.bevinding.maatregelen
        ]
        namen = [_GESPREK, _PLAN, *dict.fromkeys(maatregelen)]
        if afspraak.vervangt not in namen:
            yield stuk.fault(
                f"vervangt moet een van deze zijn: {', '.join(namen)}",
                afspraak.vervangt,
                "Gaat de afspraak over het hele verbeterplan, laat vervangt dan weg.",
            )


def check_verbeterplan(
    bevindingen: Sequence[Vastgelegd], dossier: Sequence[Vastgelegd], kader: Kader
) -> Iterator[Gebrek]:
    """Rule 3e needs a term that expired by what is on file, of the measures that it is about.

    Norm: N41, N46, N74.
    """
    for stuk in bevindingen:
        oordeel = stuk.bevinding
        if not isinstance(oordeel, VerbeterplanNietUitgevoerd):
            continue
        eigen = [een.bevinding for een in (*dossier, *bevindingen) if een.gemeente == stuk.gemeente]
        heel = _agreement(eigen, None, oordeel.datum)
        if heel is not None and heel.uiterlijk >= oordeel.datum:
            verwacht = f"een later afgesproken termijn voor het plan ({heel.uiterlijk}) loopt nog"
            yield stuk.fault(f"{verwacht} (§3 trede 3)", oordeel.datum.isoformat())
        elif oordeel.grond == "niet_opgesteld":
            yield from _against_no_plan(stuk, oordeel, eigen, kader)
        else:
            yield from _against_measures(stuk, oordeel, eigen, heel)


def dossier_incomplete(oordeel: VerbeterplanNietUitgevoerd, eigen: Sequence[Bevinding]) -> bool:
    """Whether nothing on file shows that the gemeente was asked for what it did not do.

    For measures that is the plan, for a plan that was not made the letter that asked for it
    (§3 trede 3).
    """
    gevraagd = BriefVerzonden if oordeel.grond == "niet_opgesteld" else Verbeterplan
    return not any(isinstance(stuk, gevraagd) and stuk.dag <= oordeel.datum for stuk in eigen)


def _against_measures(
    stuk: Vastgelegd,
    oordeel: VerbeterplanNietUitgevoerd,
    eigen: Sequence[Bevinding],
    heel: AfspraakTermijn | None,
) -> Iterator[Gebrek]:
    """The stated term is one on file, and none of the named measures has time or was met."""
    termijnen = _measures(eigen, oordeel.datum)
    if onbekend := [naam for naam in oordeel.maatregelen if naam not in termijnen]:
        namen = ", ".join(termijnen) or "in het dossier staat geen plan met maatregelen"
        verwacht = f"maatregelen moeten namen uit het verbeterplan zijn ({namen})"
        yield stuk.fault(verwacht, ", ".join(onbekend))
        return
    over = {naam: termijnen[naam] for naam in oordeel.maatregelen or termijnen}
    dagen = [f"{naam}: {uiterlijk}" for naam, (uiterlijk, _) in over.items()]
    dagen += [f"het hele plan: {heel.uiterlijk}"] if heel else []
    if dagen and not any(dag.endswith(str(oordeel.afgesproken_termijn)) for dag in dagen):
        yield stuk.fault(
            f"afgesproken_termijn moet een termijn uit het dossier zijn ({'; '.join(dagen)})",
            oordeel.afgesproken_termijn.isoformat(),
        )
        return
    for naam in oordeel.maatregelen:
        uiterlijk, op_tijd = over[naam]
        if uiterlijk >= oordeel.datum:
            verwacht = f"de termijn van {naam} ({uiterlijk}) loopt nog (§3 trede 3)"
            yield stuk.fault(verwacht, oordeel.datum.isoformat())
        elif op_tijd:
            yield stuk.fault(f"{naam} is volgens het dossier op tijd uitgevoerd", naam)


def _against_no_plan(
    stuk: Vastgelegd, oordeel: VerbeterplanNietUitgevoerd, eigen: Sequence[Bevinding], kader: Kader
) -> Iterator[Gebrek]:
    """No plan was made in time: then none is on file, and its term does not run longer."""
    brieven = [een for een in eigen if isinstance(een, BriefVerzonden) and een.dag <= oordeel.datum]
    nieuw = max((een.dag for een in brieven if een.nieuw_verbeterplan == "ja"), default=date.min)
    for plan in eigen:
        if not isinstance(plan, Verbeterplan) or plan.vastgesteld_op is None:
            continue
        binnen = max(plan.dag, plan.vastgesteld_op)
        if nieuw <= binnen <= oordeel.afgesproken_termijn:
            yield stuk.fault(
                f"volgens het dossier is er op {binnen} een vastgesteld verbeterplan ontvangen",
                oordeel.grond,
            )
    loopt_tot = _plan_term(brieven, eigen, oordeel.datum, kader)
    if loopt_tot is not None and loopt_tot > oordeel.afgesproken_termijn:
        verwacht = f"volgens het dossier loopt de termijn voor het plan tot en met {loopt_tot}"
        yield stuk.fault(f"{verwacht} (§3 trede 3)", oordeel.afgesproken_termijn.isoformat())


def _plan_term(
    brieven: Sequence[BriefVerzonden], eigen: Sequence[Bevinding], dag: date, kader: Kader
) -> date | None:
    """Until when the gemeente has for its plan: as agreed, else in weeks after the talk."""
    if (afspraak := _agreement(eigen, _PLAN, dag)) is not None:
        return afspraak.uiterlijk
    dagen = next(regel.dagen for regel in kader.termijnen if regel.code == _PLAN)
    laatste = max((brief.dag for brief in brieven), default=None)
    gesprekken = [
        een.dag
        for een in eigen
        if isinstance(een, Gesprek) and een.niveau == "bestuurlijk"
        if laatste is not None and laatste <= een.dag <= dag
    ]
    return min(gesprekken) + timedelta(days=dagen) if gesprekken else None


def _measures(eigen: Sequence[Bevinding], dag: date) -> dict[str, tuple[date, bool]]:
    """Per measure of the latest plan its term, as agreed since, and whether it was met in time."""
    plannen = [een for een in eigen if isinstance(een, Verbeterplan) and een.dag <= dag]
    plan = max(plannen, key=lambda een: een.dag, default=None)
    uit: dict[str, tuple[date, bool]] = {}
    for maatregel in plan.maatregelen if plan else ():
        afspraak = _agreement(eigen, maatregel.maatregel, dag)
        uiterlijk = maatregel.uiterlijk if afspraak is None else afspraak.uiterlijk
        klaar = maatregel.voldaan_op
        uit[maatregel.maatregel] = uiterlijk, klaar is not None and klaar <= uiterlijk
    return uit


def _agreement(
    eigen: Sequence[Bevinding], vervangt: str | None, dag: date
) -> AfspraakTermijn | None:
    """The latest agreement by a day that replaces a term and was not met since."""
    afspraken = [
        een
        for een in eigen
        if isinstance(een, AfspraakTermijn) and een.vervangt == vervangt and een.datum <= dag
    ]
    laatste = max(afspraken, key=lambda een: een.datum, default=None)
    return None if laatste is None or laatste.voldaan_op is not None else laatste
