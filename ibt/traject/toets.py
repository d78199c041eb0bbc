"""Rule 3e beside the case file: a plan fell short only if its terms there ran out (§3 trede 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ibt.begrippen.bevinding import VerbeterplanNietUitgevoerd
from ibt.begrippen.traject import Mijlpaal
from ibt.traject.brief import first_letter
from ibt.traject.traject import Vraag, follow_traject

Bezwaar = tuple[str, str]


def check_verbeterplan(vraag: Vraag, oordeel: VerbeterplanNietUitgevoerd) -> Iterator[Bezwaar]:
    """What the case file says against a finding on the plan: what must be, and what was found.

    `vraag` is the traject on trede 3 as it stood on the day of the finding.

    Norm: N41, N46, N74.
    """
    mijlpalen, plaats = follow_traject(vraag).mijlpalen, vraag.kader.tekst.bij("verbeterplan")
    heel = next((m for m in mijlpalen if m.code == "uitvoering" and m.gehaald_op is None), None)
    uiterlijk = None if heel is None else heel.uiterlijk
    if uiterlijk is not None and uiterlijk >= oordeel.datum:
        verwacht = f"een later afgesproken termijn voor het plan ({uiterlijk}) loopt nog"
        yield f"{verwacht}{plaats}", oordeel.datum.isoformat()
    elif oordeel.grond == "niet_opgesteld":
        yield from _against_no_plan(oordeel, mijlpalen, plaats)
    else:
        maatregelen = {m.onderwerp: m for m in mijlpalen if m.code == "maatregel"}
        yield from _against_measures(oordeel, maatregelen, uiterlijk, plaats)


def is_incomplete(vraag: Vraag, oordeel: VerbeterplanNietUitgevoerd) -> bool:
    """Whether nothing on file shows that the gemeente was asked for what it did not do.

    For measures that is the plan, for a plan that was not made the letter that asked for it.
    """
    if oordeel.grond == "niet_opgesteld":
        return first_letter(vraag.stukken, vraag.intrede, vraag.vandaag) is None
    return follow_traject(vraag).plan is None


def _against_measures(
    oordeel: VerbeterplanNietUitgevoerd,
    bekend: dict[str, Mijlpaal],
    heel: date | None,
    plaats: str,
) -> Iterator[Bezwaar]:
    """The stated term is one on file, and none of the named measures has time or was met."""
    if onbekend := [naam for naam in oordeel.maatregelen if naam not in bekend]:
        namen = ", ".join(bekend) or "in het dossier staat geen plan met maatregelen"
        verwacht = f"maatregelen moeten namen uit het verbeterplan zijn ({namen})"
        yield verwacht, ", ".join(onbekend)
        return
    over = {naam: bekend[naam] for naam in oordeel.maatregelen or bekend}
    dagen = {naam: mijlpaal.uiterlijk for naam, mijlpaal in over.items()}
    dagen |= {"het hele plan": heel} if heel else {}
    if dagen and oordeel.afgesproken_termijn not in dagen.values():
        volgens = "; ".join(f"{naam}: {dag}" for naam, dag in dagen.items())
        yield (
            f"afgesproken_termijn moet een termijn uit het dossier zijn ({volgens})",
            oordeel.afgesproken_termijn.isoformat(),
        )
        return
    for naam in oordeel.maatregelen:
        yield from _against_measure(over[naam], oordeel.datum, plaats)


def _against_measure(mijlpaal: Mijlpaal, dag: date, plaats: str) -> Iterator[Bezwaar]:
    uiterlijk, klaar = mijlpaal.uiterlijk, mijlpaal.gehaald_op
    assert uiterlijk is not None
    if klaar is None and uiterlijk >= dag:
        verwacht = f"de termijn van {mijlpaal.onderwerp} ({uiterlijk}) loopt nog{plaats}"
        yield verwacht, dag.isoformat()
    elif klaar is not None and klaar <= uiterlijk and not mijlpaal.afspraak:
        verwacht = f"{mijlpaal.onderwerp} is volgens het dossier op tijd uitgevoerd"
        yield verwacht, mijlpaal.onderwerp


def _against_no_plan(
    oordeel: VerbeterplanNietUitgevoerd, mijlpalen: Sequence[Mijlpaal], plaats: str
) -> Iterator[Bezwaar]:
    """No plan was made in time: then none is on file, and its term does not run longer."""
    plan = next((mijlpaal for mijlpaal in mijlpalen if mijlpaal.code == "verbeterplan"), None)
    if plan is None:  # the framework gives the plan no term
        return
    termijn = oordeel.afgesproken_termijn
    if plan.gehaald_op is not None and plan.gehaald_op <= termijn:
        dag = plan.gehaald_op
        verwacht = f"volgens het dossier is er op {dag} een vastgesteld verbeterplan ontvangen"
        yield verwacht, oordeel.grond
    if plan.uiterlijk is not None and plan.uiterlijk > termijn:
        verwacht = f"volgens het dossier loopt de termijn voor het plan tot en met {plan.uiterlijk}"
        yield f"{verwacht}{plaats}", termijn.isoformat()
