"""Rule 3e beside the case file: a plan fell short only where its own terms ran out (§3 trede 3)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.bevinding import Bevinding
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.traject import Vraag, check_verbeterplan, is_incomplete
from tests.traject.conftest import GEMEENTE

# The finding of these tests is of 10 July: some measures were not carried out by 1 July.
MAATREGELEN = {"bouwen": "2026-07-01", "toewijzen": "2026-09-01"}
UITVOERING = {"grond": "niet_of_onvoldoende_uitgevoerd", "afgesproken_termijn": "2026-07-01"}


OORDEEL = {"soort": "verbeterplan_niet_uitgevoerd", "datum": "2026-07-10"}

Judge = Callable[..., list[str]]


def _ask(oordeel: Bevinding, stukken: Iterable[Bevinding], intrede: str = "2026-01-01") -> Vraag:
    """The traject on trede 3 as it stood on the day of the finding."""
    return Vraag(
        GEMEENTE,
        3,
        date.fromisoformat(intrede),
        date(2026, 7, 1),
        tuple(sorted(stukken, key=lambda stuk: stuk.datum)),
        oordeel.datum,
        UTRECHT_2024,
    )


@pytest.fixture
def bevinding(stuk: Callable[..., Bevinding]) -> Callable[..., Bevinding]:
    """A finding on file, of 10 July unless a test says otherwise."""

    def make(soort: str, datum: str = "2026-07-10", **velden: Any) -> Bevinding:
        return stuk(soort, datum, **velden)

    return make


@pytest.fixture
def judge(stuk: Callable[..., Bevinding]) -> Judge:
    """What the case file says against a finding on the plan of 10 July."""

    def run(*dossier: Bevinding, intrede: str = "2026-01-01", **velden: Any) -> list[str]:
        oordeel = stuk(**OORDEEL, **{**UITVOERING, **velden})
        vraag = _ask(oordeel, dossier, intrede)
        return [f'{eis}; gevonden: "{wat}"' for eis, wat in check_verbeterplan(vraag, oordeel)]

    return run


@pytest.fixture
def measures(bevinding: Callable[..., Bevinding]) -> Callable[..., Bevinding]:
    """A plan received on 1 March with these measures, one of which may have been met."""

    def make(voldaan: str | None = None, **maatregelen: str) -> Bevinding:
        delen = [
            {"maatregel": naam, "uiterlijk": dag, "voldaan_op": voldaan}
            for naam, dag in (maatregelen or MAATREGELEN).items()
        ]
        return bevinding("verbeterplan", datum="2026-03-01", maatregelen=delen)

    return make


def test_without_anything_on_file_nothing_contradicts_the_finding(judge: Judge) -> None:
    assert judge() == []
    assert judge(grond="niet_opgesteld") == []


@pytest.mark.norm("N74")
@pytest.mark.parametrize(
    ("termijn", "mag"), [("2026-06-30", False), ("2026-07-01", True), ("2026-07-02", False)]
)
def test_the_stated_term_is_one_of_the_plan(
    judge: Judge, measures: Any, termijn: str, mag: bool
) -> None:
    for namen in ((), ("bouwen",)):
        fouten = judge(measures(), maatregelen=namen, afgesproken_termijn=termijn)
        assert bool(fouten) is not mag
        assert all("moet een termijn uit het dossier zijn (bouwen: 2026-07-01" in f for f in fouten)
        assert all(f'gevonden: "{termijn}"' in fout for fout in fouten)


def test_of_the_whole_plan_any_term_may_be_stated_and_all_are_named(
    judge: Judge, measures: Any
) -> None:
    [fout] = judge(measures(), afgesproken_termijn="2026-05-31")
    assert "(bouwen: 2026-07-01; toewijzen: 2026-09-01)" in fout
    [fout] = judge(measures(), afgesproken_termijn="2026-05-31", maatregelen=["bouwen"])
    assert "(bouwen: 2026-07-01)" in fout


@pytest.mark.parametrize(
    ("uiterlijk", "loopt"), [("2026-07-09", False), ("2026-07-10", True), ("2026-07-11", True)]
)
def test_a_named_measure_whose_term_still_runs_is_no_failure(
    judge: Judge, measures: Any, uiterlijk: str, loopt: bool
) -> None:
    """Beside it stands one that ran out on 1 July, whose term the finding states."""
    plan = measures(bouwen="2026-07-01", toewijzen=uiterlijk)
    fouten = judge(plan, maatregelen=["bouwen", "toewijzen"])
    assert len(fouten) == int(loopt)
    assert all(f"de termijn van toewijzen ({uiterlijk}) loopt nog" in fout for fout in fouten)
    assert judge(plan, maatregelen=["bouwen"]) == [], "the other one is not what it is about"


@pytest.mark.parametrize(
    ("voldaan", "op_tijd"), [("2026-06-30", True), ("2026-07-01", True), ("2026-07-02", False)]
)
def test_a_named_measure_that_was_met_in_time_is_no_failure(
    judge: Judge, measures: Any, voldaan: str, op_tijd: bool
) -> None:
    fouten = judge(measures(voldaan, bouwen="2026-07-01"), maatregelen=["bouwen"])
    assert len(fouten) == int(op_tijd)
    assert all("bouwen is volgens het dossier op tijd uitgevoerd" in fout for fout in fouten)


def test_a_measure_that_the_plan_does_not_have_is_refused(judge: Judge, measures: Any) -> None:
    [fout] = judge(measures(), maatregelen=["bouwen", "slopen", "graven"])
    assert "maatregelen moeten namen uit het verbeterplan zijn (bouwen, toewijzen)" in fout
    assert 'gevonden: "slopen, graven"' in fout
    [fout] = judge(maatregelen=["bouwen"])
    assert "in het dossier staat geen plan met maatregelen" in fout


@pytest.mark.parametrize(
    ("ontvangen", "nieuw"), [("2026-07-09", True), ("2026-07-10", True), ("2026-07-11", False)]
)
def test_the_latest_plan_by_the_day_of_the_finding_counts(
    judge: Judge, measures: Any, bevinding: Any, ontvangen: str, nieuw: bool
) -> None:
    delen = [{"maatregel": "verbouwen", "uiterlijk": "2026-07-01"}]
    later = bevinding("verbeterplan", datum=ontvangen, maatregelen=delen)
    for dossier in ((measures(), later), (later, measures())):
        assert bool(judge(*dossier, maatregelen=["bouwen"])) is nieuw
        assert bool(judge(*dossier, maatregelen=["verbouwen"])) is not nieuw


# Agreements


@pytest.mark.norm("N46")
@pytest.mark.parametrize(
    ("uiterlijk", "loopt"), [("2026-07-09", False), ("2026-07-10", True), ("2026-07-11", True)]
)
def test_a_later_term_agreed_for_the_measure_itself_must_have_run_out(
    judge: Judge, measures: Any, bevinding: Any, uiterlijk: str, loopt: bool
) -> None:
    afspraak = bevinding(
        "afspraak_termijn", datum="2026-06-01", vervangt="bouwen", uiterlijk=uiterlijk
    )
    velden = {"maatregelen": ["bouwen"], "afgesproken_termijn": "2026-07-01"}
    [fout] = judge(measures(), afspraak, **velden)
    assert f"moet een termijn uit het dossier zijn (bouwen: {uiterlijk})" in fout
    if not loopt:
        assert judge(measures(), afspraak, **{**velden, "afgesproken_termijn": uiterlijk}) == []


@pytest.mark.parametrize("grond", ["niet_of_onvoldoende_uitgevoerd", "niet_opgesteld"])
@pytest.mark.parametrize(
    ("uiterlijk", "loopt"), [("2026-07-09", False), ("2026-07-10", True), ("2026-07-11", True)]
)
def test_a_later_term_for_the_whole_plan_must_have_run_out(
    judge: Judge, bevinding: Any, uiterlijk: str, loopt: bool, grond: str
) -> None:
    afspraak = bevinding("afspraak_termijn", datum="2026-06-01", uiterlijk=uiterlijk)
    fouten = judge(afspraak, grond=grond, afgesproken_termijn="2026-07-09")
    assert len(fouten) == int(loopt)
    verwacht = f"een later afgesproken termijn voor het plan ({uiterlijk}) loopt nog (§3 trede 3)"
    assert all(verwacht in fout for fout in fouten)


def test_a_term_agreed_for_the_whole_plan_may_be_the_one_that_ran_out(
    judge: Judge, measures: Any, bevinding: Any
) -> None:
    afspraak = bevinding("afspraak_termijn", datum="2026-06-01", uiterlijk="2026-06-30")
    assert judge(measures(), afspraak, afgesproken_termijn="2026-06-30") == []
    [fout] = judge(measures(), afspraak, afgesproken_termijn="2026-06-29")
    assert "toewijzen: 2026-09-01; het hele plan: 2026-06-30" in fout


@pytest.mark.parametrize("voldaan", [None, "2026-06-15"], ids=["runs", "met"])
def test_an_agreement_on_another_measure_is_no_obstacle(
    judge: Judge, measures: Any, bevinding: Any, voldaan: str | None
) -> None:
    afspraak = bevinding(
        "afspraak_termijn",
        datum="2026-06-01",
        vervangt="toewijzen",
        uiterlijk="2026-12-31",
        voldaan_op=voldaan,
    )
    assert judge(measures(), afspraak, maatregelen=["bouwen"]) == []
    assert judge(measures(), afspraak) == []


@pytest.mark.parametrize("vervangt", [None, "bouwen"])
def test_an_agreement_that_was_met_is_no_obstacle(
    judge: Judge, measures: Any, bevinding: Any, vervangt: str | None
) -> None:
    afspraak = bevinding(
        "afspraak_termijn",
        datum="2026-06-01",
        vervangt=vervangt,
        uiterlijk="2026-12-31",
        voldaan_op="2026-06-15",
    )
    assert judge(measures(), afspraak, maatregelen=["bouwen"]) == []


@pytest.mark.parametrize(
    ("gemaakt", "telt"), [("2026-07-09", True), ("2026-07-10", True), ("2026-07-11", False)]
)
def test_an_agreement_made_after_the_finding_comes_too_late(
    judge: Judge, bevinding: Any, gemaakt: str, telt: bool
) -> None:
    afspraak = bevinding("afspraak_termijn", datum=gemaakt, uiterlijk="2026-12-31")
    assert bool(judge(afspraak)) is telt


def test_the_last_agreement_counts_whatever_the_order_in_the_file(
    judge: Judge, bevinding: Any
) -> None:
    eerst, laatst = (
        bevinding("afspraak_termijn", datum=datum, uiterlijk=uiterlijk)
        for datum, uiterlijk in (("2026-05-01", "2026-12-31"), ("2026-06-01", "2026-07-01"))
    )
    assert judge(eerst, laatst) == judge(laatst, eerst) == []


# No plan was made

GEEN_PLAN = {"grond": "niet_opgesteld", "afgesproken_termijn": "2026-05-01"}


@pytest.mark.parametrize(
    ("ontvangen", "vastgesteld", "er"),
    [
        ("2026-04-30", "2026-04-01", True),
        ("2026-05-01", "2026-04-01", True),
        ("2026-05-02", "2026-04-01", False),
        ("2026-04-01", "2026-05-01", True),
        ("2026-04-01", "2026-05-02", False),
        ("2026-04-01", None, False),
    ],
)
def test_a_plan_adopted_and_received_by_its_term_contradicts_that_none_was_made(
    judge: Judge, bevinding: Any, ontvangen: str, vastgesteld: str | None, er: bool
) -> None:
    plan = bevinding("verbeterplan", datum=ontvangen, vastgesteld_op=vastgesteld)
    fouten = judge(plan, **GEEN_PLAN)
    assert len(fouten) == int(er)
    laatst = max(ontvangen, vastgesteld or "")
    zin = f"volgens het dossier is er op {laatst} een vastgesteld verbeterplan ontvangen"
    assert all(zin in fout and 'gevonden: "niet_opgesteld"' in fout for fout in fouten)


@pytest.mark.parametrize(
    ("brief", "er"), [("2026-03-31", True), ("2026-04-01", True), ("2026-04-02", False)]
)
@pytest.mark.parametrize("nieuw", ["ja", "nee"])
def test_a_plan_from_before_a_letter_that_asks_for_a_new_one_says_nothing(
    judge: Judge, bevinding: Any, brief: str, er: bool, nieuw: str
) -> None:
    plan = bevinding("verbeterplan", datum="2026-04-01", vastgesteld_op="2026-04-01")
    vraag = bevinding("brief_verzonden", datum=brief, nieuw_verbeterplan=nieuw)
    assert bool(judge(plan, vraag, **GEEN_PLAN)) is (er or nieuw == "nee")


@pytest.mark.norm("N46")
@pytest.mark.parametrize(
    ("uiterlijk", "loopt"), [("2026-04-30", False), ("2026-05-01", False), ("2026-05-02", True)]
)
def test_the_term_of_the_plan_is_what_was_agreed(
    judge: Judge, bevinding: Any, uiterlijk: str, loopt: bool
) -> None:
    afspraak = bevinding(
        "afspraak_termijn", datum="2026-04-01", vervangt="verbeterplan", uiterlijk=uiterlijk
    )
    fouten = judge(bevinding("brief_verzonden", datum="2026-03-20"), afspraak, **GEEN_PLAN)
    assert len(fouten) == int(loopt)
    zin = f"volgens het dossier loopt de termijn voor het plan tot en met {uiterlijk}"
    assert all(zin in fout for fout in fouten)


@pytest.mark.norm("N41")
@pytest.mark.parametrize(
    ("gesprek", "loopt"), [("2026-04-02", False), ("2026-04-03", False), ("2026-04-06", True)]
)
def test_else_it_is_four_weeks_after_the_talk_that_followed_the_letter(
    judge: Judge, bevinding: Any, gesprek: str, loopt: bool
) -> None:
    """Four weeks after Friday 3 April is Friday 1 May; after Monday the 6th, Monday 4 May."""
    stukken = [
        bevinding("brief_verzonden", datum="2026-03-20"),
        bevinding("gesprek", datum=gesprek),
    ]
    fouten = judge(*stukken, **GEEN_PLAN)
    assert len(fouten) == int(loopt)
    assert all("voor het plan tot en met 2026-05-04" in fout for fout in fouten)


def test_a_talk_of_officials_begins_no_term_and_the_first_of_the_bestuur_does(
    judge: Judge, bevinding: Any
) -> None:
    brief = bevinding("brief_verzonden", datum="2026-03-20")
    ambtelijk = bevinding("gesprek", datum="2026-04-06", niveau="ambtelijk")
    later = bevinding("gesprek", datum="2026-04-20")
    eerst = bevinding("gesprek", datum="2026-04-01")
    assert judge(brief, ambtelijk, **GEEN_PLAN) == []
    assert judge(brief, eerst, later, **GEEN_PLAN) == []
    assert len(judge(brief, later, **GEEN_PLAN)) == 1


@pytest.mark.norm("N41")
@pytest.mark.parametrize(
    ("termijn", "loopt"), [("2026-04-27", True), ("2026-04-28", False), ("2026-04-29", False)]
)
def test_a_term_that_ends_on_a_public_holiday_runs_to_the_next_working_day(
    judge: Judge, bevinding: Any, termijn: str, loopt: bool
) -> None:
    """Four weeks after Monday 30 March is King's Day; Keuze K7 makes that Tuesday 28 April."""
    stukken = [
        bevinding("brief_verzonden", datum="2026-03-20"),
        bevinding("gesprek", datum="2026-03-30"),
    ]
    fouten = judge(*stukken, **{**GEEN_PLAN, "afgesproken_termijn": termijn})
    assert len(fouten) == int(loopt)
    assert all("voor het plan tot en met 2026-04-28" in fout for fout in fouten)


def test_a_second_letter_that_asks_for_no_new_plan_starts_no_term_anew(
    judge: Judge, bevinding: Any
) -> None:
    stukken = [
        bevinding("brief_verzonden", datum="2026-02-02"),
        bevinding("gesprek", datum="2026-02-20"),
        bevinding("brief_verzonden", datum="2026-04-20"),
        bevinding("gesprek", datum="2026-04-24"),
    ]
    assert judge(*stukken, **{**GEEN_PLAN, "afgesproken_termijn": "2026-03-20"}) == []


def test_after_a_talk_before_the_letter_the_plan_is_due_four_weeks_after_the_letter(
    judge: Judge, bevinding: Any
) -> None:
    stukken = [
        bevinding("gesprek", datum="2026-03-02"),
        bevinding("brief_verzonden", datum="2026-04-02"),
    ]
    assert judge(*stukken, **{**GEEN_PLAN, "afgesproken_termijn": "2026-04-30"}) == []
    [fout] = judge(*stukken, **{**GEEN_PLAN, "afgesproken_termijn": "2026-04-29"})
    assert "voor het plan tot en met 2026-04-30" in fout


@pytest.mark.parametrize(
    ("ontvangen", "telt"), [("2025-06-30", False), ("2025-07-01", True), ("2025-07-02", True)]
)
def test_a_plan_of_an_earlier_stay_on_trede_3_says_nothing_of_this_one(
    judge: Judge, bevinding: Any, ontvangen: str, telt: bool
) -> None:
    """What counts is from the half-year that led to trede 3 (2025-II) or later."""
    delen = [{"maatregel": "bouwen", "uiterlijk": "2025-12-01"}]
    plan = bevinding("verbeterplan", datum=ontvangen, vastgesteld_op=ontvangen, maatregelen=delen)
    assert bool(judge(plan, **GEEN_PLAN)) is telt
    velden = {"maatregelen": ["bouwen"], "afgesproken_termijn": "2025-12-01"}
    assert bool(judge(plan, **velden)) is not telt


# Whether the case file shows that the gemeente was asked


@pytest.mark.parametrize(
    ("datum", "mist"), [("2026-07-09", False), ("2026-07-10", False), ("2026-07-11", True)]
)
@pytest.mark.parametrize(
    ("grond", "soort", "ander"),
    [
        ("niet_opgesteld", "brief_verzonden", "verbeterplan"),
        ("niet_of_onvoldoende_uitgevoerd", "verbeterplan", "brief_verzonden"),
    ],
)
def test_the_case_file_is_incomplete_without_the_letter_or_the_plan_behind_the_finding(
    bevinding: Any, grond: str, soort: str, ander: str, datum: str, mist: bool
) -> None:
    oordeel = bevinding(**OORDEEL, **{**UITVOERING, "grond": grond})
    stuk = bevinding(soort, datum=datum)
    assert is_incomplete(_ask(oordeel, [stuk]), oordeel) is mist
    assert is_incomplete(_ask(oordeel, [bevinding(ander, datum="2026-06-01")]), oordeel)
    assert is_incomplete(_ask(oordeel, []), oordeel)
