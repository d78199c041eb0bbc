"""Trede 3: letter, talk within four weeks, plan within four weeks after it, measures (§3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from ibt.begrippen.traject import Staat

PLAN = {"vastgesteld_op": "2026-09-08", "ontvangen_op": "2026-09-10"}


def test_before_the_letter_nothing_has_a_day(follow: Any) -> None:
    traject = follow(vandaag="2026-07-20")
    assert [(m.code, m.staat, m.uiterlijk) for m in traject.mijlpalen] == [
        ("brief", Staat.OPEN, None),
        ("gesprek", Staat.OPEN, None),
        ("verbeterplan", Staat.OPEN, None),
    ]
    assert traject.brief_op is None


@pytest.mark.norm("N43")
@pytest.mark.parametrize(
    ("vandaag", "gehouden", "staat", "na_termijn"),
    [
        ("2026-08-17", None, Staat.OPEN, False),
        ("2026-08-18", None, Staat.TE_LAAT, False),
        ("2026-08-18", "2026-08-16", Staat.GEHAALD, False),
        ("2026-08-18", "2026-08-17", Staat.GEHAALD, False),
        # Once held it is held, and no longer late.
        ("2026-08-18", "2026-08-18", Staat.GEHAALD, True),
        ("2026-08-15", "2026-08-17", Staat.OPEN, False),
    ],
    ids=["last day", "a day later", "early", "on the last day", "held too late", "still to come"],
)
def test_the_talk_is_due_four_weeks_after_the_letter(
    milestone: Any, stuk: Any, vandaag: str, gehouden: str | None, staat: Staat, na_termijn: bool
) -> None:
    stukken = [stuk("brief_verzonden", "2026-07-20")]
    if gehouden:
        stukken.append(stuk("gesprek", gehouden))
    gesprek = milestone("gesprek", *stukken, vandaag=vandaag)
    assert (gesprek.uiterlijk, gesprek.staat) == (date(2026, 8, 17), staat)
    assert (gesprek.begin, gesprek.vanaf, gesprek.verschoven, gesprek.wie) == (
        date(2026, 7, 20),
        "brief",
        None,
        "provincie",
    )
    assert gesprek.is_after_term is na_termijn
    assert gesprek.is_overdue is (staat is Staat.TE_LAAT)


def test_a_talk_of_officials_does_not_end_the_term(milestone: Any, stuk: Any) -> None:
    brief = stuk("brief_verzonden", "2026-07-20")
    ambtelijk = stuk("gesprek", "2026-08-01", niveau="ambtelijk")
    assert milestone("gesprek", brief, ambtelijk).gehaald_op is None
    assert milestone("gesprek", brief, stuk("gesprek", "2026-08-01")).gehaald_op is not None


@pytest.mark.parametrize(
    ("dag", "telt"), [("2025-12-31", False), ("2026-01-01", True), ("2026-07-19", True)]
)
def test_a_talk_before_the_letter_counts_from_the_half_year_that_was_judged(
    milestone: Any, stuk: Any, dag: str, telt: bool
) -> None:
    """A gemeente may start before the letter that asks for it (§3 trede 2, slot)."""
    stukken = [stuk("gesprek", dag), stuk("brief_verzonden", "2026-07-20")]
    gesprek = milestone("gesprek", *stukken)
    assert gesprek.gehaald_op == (date.fromisoformat(dag) if telt else None)
    assert gesprek.staat is (Staat.GEHAALD if telt else Staat.TE_LAAT)
    assert not gesprek.is_after_term


@pytest.mark.parametrize(
    ("dag", "telt"), [("2026-07-19", False), ("2026-07-20", True), ("2026-07-21", True)]
)
def test_a_letter_that_asks_for_a_new_plan_sets_aside_what_was_done_before_it(
    follow: Any, stuk: Any, dag: str, telt: bool
) -> None:
    maatregel = {"maatregel": "bouwen", "uiterlijk": "2026-11-01"}
    traject = follow(
        stuk("gesprek", dag),
        stuk("verbeterplan", dag, vastgesteld_op=dag, maatregelen=[maatregel]),
        stuk("brief_verzonden", "2026-07-20", nieuw_verbeterplan="ja"),
        vandaag="2026-08-01",
    )
    for code in ("gesprek", "verbeterplan"):
        gehaald_op = traject.find(code).gehaald_op
        assert gehaald_op == (date.fromisoformat(dag) if telt else None)
    assert (traject.find("maatregel") is not None) is telt
    assert (traject.plan is not None) is telt


@pytest.mark.parametrize(
    ("dag", "telt"), [("2025-06-30", False), ("2025-07-01", True), ("2026-01-15", True)]
)
def test_what_counts_begins_with_the_half_year_judged_at_the_entry_and_not_with_a_later_one(
    milestone: Any, stuk: Any, dag: str, telt: bool
) -> None:
    """On trede 3 since 1 January 2026: the second half of 2025 was judged."""
    plan = stuk("verbeterplan", dag, vastgesteld_op=dag)
    gevonden = milestone("verbeterplan", plan, intrede="2026-01-01")
    assert (gevonden.gehaald_op is not None) is telt


def test_of_several_talks_the_first_since_the_letter_counts_else_the_last_before_it(
    milestone: Any, stuk: Any
) -> None:
    brief = stuk("brief_verzonden", "2026-07-20")
    dagen = ("2026-03-01", "2026-06-01", "2026-08-01", "2026-09-01")
    eerder, ook, erna, later = (stuk("gesprek", dag) for dag in dagen)
    assert milestone("gesprek", brief, eerder, ook).gehaald_op == date(2026, 6, 1)
    assert milestone("gesprek", brief, eerder, ook, later, erna).gehaald_op == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("gesprek", "begin", "vanaf", "uiterlijk"),
    [
        ("2026-07-19", "2026-07-20", "brief", "2026-08-17"),
        ("2026-07-20", "2026-07-20", "gesprek", "2026-08-17"),
        ("2026-07-21", "2026-07-21", "gesprek", "2026-08-18"),
    ],
)
def test_the_term_of_the_plan_counts_from_the_later_of_letter_and_talk(
    milestone: Any, stuk: Any, gesprek: str, begin: str, vanaf: str, uiterlijk: str
) -> None:
    plan = milestone(
        "verbeterplan", stuk("gesprek", gesprek), stuk("brief_verzonden", "2026-07-20")
    )
    assert (str(plan.begin), plan.vanaf, str(plan.uiterlijk)) == (begin, vanaf, uiterlijk)


def test_a_talk_without_a_letter_starts_no_term(milestone: Any, stuk: Any) -> None:
    plan = milestone("verbeterplan", stuk("gesprek", "2026-07-05"))
    assert (plan.uiterlijk, plan.staat) == (None, Staat.OPEN)


@pytest.mark.parametrize(
    ("verzonden", "uiterlijk", "verschoven"),
    [
        ("2026-07-18", "2026-08-17", "2026-08-15"),
        ("2026-07-19", "2026-08-17", "2026-08-16"),
        ("2026-07-20", "2026-08-17", None),
    ],
)
def test_a_term_that_ends_in_a_weekend_says_from_which_day_it_moved(
    milestone: Any, stuk: Any, verzonden: str, uiterlijk: str, verschoven: str | None
) -> None:
    gesprek = milestone("gesprek", stuk("brief_verzonden", verzonden))
    assert str(gesprek.uiterlijk) == uiterlijk
    assert gesprek.verschoven == (date.fromisoformat(verschoven) if verschoven else None)


@pytest.mark.norm("N44")
@pytest.mark.parametrize(
    ("velden", "staat", "gehaald", "na_termijn"),
    [
        (PLAN, Staat.GEHAALD, "2026-09-10", False),
        ({**PLAN, "ontvangen_op": "2026-09-14"}, Staat.GEHAALD, "2026-09-14", False),
        ({**PLAN, "ontvangen_op": "2026-09-15"}, Staat.GEHAALD, "2026-09-15", True),
        ({**PLAN, "vastgesteld_op": "2026-09-15"}, Staat.GEHAALD, "2026-09-15", True),
        ({"ontvangen_op": "2026-09-10"}, Staat.TE_LAAT, None, False),
    ],
    ids=["in time", "on the last day", "received late", "adopted late", "never adopted"],
)
def test_the_plan_is_due_four_weeks_after_the_talk_adopted_and_received(
    milestone: Any,
    stuk: Any,
    velden: dict[str, str],
    staat: Staat,
    gehaald: str | None,
    na_termijn: bool,
) -> None:
    plan = milestone(
        "verbeterplan",
        stuk("brief_verzonden", "2026-07-20"),
        stuk("gesprek", "2026-08-17"),
        stuk("verbeterplan", "2026-09-10", **velden),
    )
    assert (plan.uiterlijk, plan.staat) == (date(2026, 9, 14), staat)
    assert plan.gehaald_op == (date.fromisoformat(gehaald) if gehaald else None)
    assert plan.wie == "B en W"
    assert plan.is_after_term is na_termijn


@pytest.mark.norm("N46")
def test_an_agreed_term_takes_the_place_of_four_weeks_and_does_not_move(
    milestone: Any, stuk: Any
) -> None:
    stukken = [
        stuk("brief_verzonden", "2026-07-20"),
        stuk("gesprek", "2026-08-17"),
        stuk("afspraak_termijn", "2026-08-18", vervangt="verbeterplan", uiterlijk="2026-10-31"),
    ]
    plan = milestone("verbeterplan", *stukken)
    assert (plan.uiterlijk, plan.afspraak, plan.verschoven) == (date(2026, 10, 31), True, None)
    assert milestone("gesprek", *stukken).afspraak is False


def test_the_last_agreement_counts(milestone: Any, stuk: Any) -> None:
    stukken = [
        stuk("brief_verzonden", "2026-07-20"),
        stuk("afspraak_termijn", "2026-08-18", vervangt="gesprek", uiterlijk="2026-10-01"),
        stuk("afspraak_termijn", "2026-08-10", vervangt="gesprek", uiterlijk="2026-11-01"),
    ]
    assert milestone("gesprek", *stukken).uiterlijk == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("vandaag", "uiterlijk"),
    [("2026-08-09", "2026-08-17"), ("2026-08-10", "2026-11-01"), ("2026-08-11", "2026-11-01")],
)
def test_an_agreement_counts_from_the_day_on_which_it_was_made(
    milestone: Any, stuk: Any, vandaag: str, uiterlijk: str
) -> None:
    afspraak = stuk("afspraak_termijn", "2026-08-10", vervangt="gesprek", uiterlijk="2026-11-01")
    gesprek = milestone("gesprek", stuk("brief_verzonden", "2026-07-20"), afspraak, vandaag=vandaag)
    assert gesprek.uiterlijk == date.fromisoformat(uiterlijk)


@pytest.mark.parametrize(
    ("dag", "staat"),
    [
        ("2025-12-31", Staat.OPEN),  # from before the half-year that was judged
        ("2026-01-01", Staat.GEHAALD),
        ("2026-07-19", Staat.GEHAALD),  # before the letter
        ("2026-07-20", Staat.GEHAALD),
        ("2026-07-21", Staat.GEHAALD),
    ],
)
def test_a_plan_that_comes_before_talk_or_letter_is_in_time(
    milestone: Any, stuk: Any, dag: str, staat: Staat
) -> None:
    plan = stuk("verbeterplan", dag, vastgesteld_op=dag)
    brief = stuk("brief_verzonden", "2026-07-20")
    gevonden = milestone("verbeterplan", brief, plan, vandaag="2026-08-01")
    assert gevonden.staat is staat
    later = milestone("verbeterplan", brief, plan, stuk("gesprek", "2026-08-10"))
    assert later.staat is (Staat.TE_LAAT if staat is Staat.OPEN else Staat.GEHAALD)


@pytest.mark.parametrize(("dag", "eigen"), [("2025-12-31", False), ("2026-01-01", True)])
def test_a_plan_of_an_earlier_traject_is_not_shown(
    follow: Any, stuk: Any, dag: str, eigen: bool
) -> None:
    plan = follow(stuk("verbeterplan", dag, vastgesteld_op=dag)).plan
    assert (plan is not None) is eigen


@pytest.mark.parametrize(("dag", "begin"), [("2026-06-30", None), ("2026-07-01", "2026-07-01")])
def test_only_a_letter_since_the_gemeente_stands_on_trede_3_begins_a_term(
    milestone: Any, stuk: Any, dag: str, begin: str | None
) -> None:
    gesprek = milestone("gesprek", stuk("brief_verzonden", dag))
    assert gesprek.begin == (date.fromisoformat(begin) if begin else None)


@pytest.mark.norm("N47")
def test_a_later_letter_changes_nothing_unless_it_asks_for_a_new_plan(
    milestone: Any, stuk: Any
) -> None:
    eerste, gesprek = stuk("brief_verzonden", "2026-07-20"), stuk("gesprek", "2026-08-03")
    later = stuk("brief_verzonden", "2027-01-18")
    nieuw = stuk("brief_verzonden", "2027-01-18", nieuw_verbeterplan="ja")
    gewoon = milestone("gesprek", eerste, gesprek, later, vandaag="2027-01-20")
    assert (gewoon.uiterlijk, gewoon.staat) == (date(2026, 8, 17), Staat.GEHAALD)
    opnieuw = milestone("gesprek", eerste, gesprek, nieuw, vandaag="2027-01-20")
    assert (opnieuw.uiterlijk, opnieuw.staat) == (date(2027, 2, 15), Staat.OPEN)


@pytest.mark.norm("N74")
@pytest.mark.parametrize(
    ("vandaag", "voldaan", "staat", "na_termijn"),
    [
        ("2026-11-01", "", Staat.OPEN, False),
        ("2026-11-02", "", Staat.TE_LAAT, False),
        ("2026-11-02", "2026-11-01", Staat.GEHAALD, False),
        ("2026-11-02", "2026-11-02", Staat.GEHAALD, True),
    ],
)
def test_a_measure_of_the_plan_has_a_day_of_its_own_that_never_moves(
    milestone: Any, stuk: Any, vandaag: str, voldaan: str, staat: Staat, na_termijn: bool
) -> None:
    maatregel = {"maatregel": "bouwen", "uiterlijk": "2026-11-01", "voldaan_op": voldaan}
    plan = stuk("verbeterplan", "2026-09-10", **PLAN, maatregelen=[maatregel])
    bouwen = milestone("maatregel", plan, vandaag=vandaag)
    assert (bouwen.onderwerp, bouwen.uiterlijk, bouwen.staat) == (
        "bouwen",
        date(2026, 11, 1),
        staat,
    )
    assert bouwen.is_after_term is na_termijn


def test_a_measure_can_get_more_time_and_the_whole_plan_too(follow: Any, stuk: Any) -> None:
    maatregel = {"maatregel": "bouwen", "uiterlijk": "2026-11-01"}
    traject = follow(
        stuk("verbeterplan", "2026-09-10", **PLAN, maatregelen=[maatregel]),
        stuk("afspraak_termijn", "2026-10-20", vervangt="bouwen", uiterlijk="2026-12-15"),
        stuk("afspraak_termijn", "2026-10-20", uiterlijk="2026-12-31"),
    )
    bouwen, uitvoering = traject.find("maatregel"), traject.find("uitvoering")
    assert (bouwen.uiterlijk, bouwen.afspraak, bouwen.staat) == (
        date(2026, 12, 15),
        True,
        Staat.OPEN,
    )
    assert (uitvoering.uiterlijk, uitvoering.staat) == (date(2026, 12, 31), Staat.OPEN)


def test_the_measures_of_the_latest_plan_count(follow: Any, stuk: Any) -> None:
    oud = {"maatregel": "oud", "uiterlijk": "2026-11-01"}
    nieuw = {"maatregel": "nieuw", "uiterlijk": "2026-12-01"}
    traject = follow(
        stuk("verbeterplan", "2026-10-10", maatregelen=[nieuw]),
        stuk("verbeterplan", "2026-09-10", maatregelen=[oud]),
    )
    assert [m.onderwerp for m in traject.mijlpalen if m.code == "maatregel"] == ["nieuw"]


def test_the_checklist_says_yes_no_or_not_recorded(follow: Any, stuk: Any) -> None:
    plan = follow(
        stuk("verbeterplan", "2026-09-10", korte_termijn="ja", draagvlak="nee", **PLAN)
    ).plan
    assert (plan.ontvangen_op, plan.vastgesteld_op) == (date(2026, 9, 10), date(2026, 9, 8))
    assert dict(plan.onderdelen) == {
        "korte_termijn": True,
        "lange_termijn": None,
        "duurzaam": None,
        "haalbaarheid": None,
        "financien": None,
        "draagvlak": False,
    }
    assert follow().plan is None


@pytest.mark.norm("N42")
@pytest.mark.parametrize(
    ("verzonden", "codes"),
    [
        ("2026-06-30", ["brief", "brief_peildatum"]),
        ("2026-07-01", ["brief"]),
        ("2026-07-02", ["brief"]),
    ],
)
def test_a_letter_from_before_the_peildatum_started_the_terms_but_another_is_due(
    follow: Any, stuk: Any, verzonden: str, codes: list[str]
) -> None:
    """The peildatum of these tests is 1 July 2026; every judgement is made known by letter."""
    traject = follow(stuk("brief_verzonden", verzonden), intrede="2026-01-01")
    assert [m.code for m in traject.mijlpalen if m.code.startswith("brief")] == codes
    if len(codes) > 1:
        assert traject.find("brief_peildatum").staat is Staat.OPEN
        assert traject.find("brief").gehaald_op == date.fromisoformat(verzonden)


@pytest.mark.parametrize(
    ("vandaag", "staat"),
    [("2026-08-09", Staat.OPEN), ("2026-08-10", Staat.GEHAALD), ("2026-08-11", Staat.GEHAALD)],
)
def test_what_is_done_today_is_done(milestone: Any, stuk: Any, vandaag: str, staat: Staat) -> None:
    maatregel = {"maatregel": "bouwen", "uiterlijk": "2026-11-01", "voldaan_op": "2026-08-10"}
    plan = stuk("verbeterplan", "2026-08-01", ontvangen_op="2026-08-01", maatregelen=[maatregel])
    bouwen = milestone("maatregel", plan, vandaag=vandaag)
    assert (bouwen.staat, bouwen.afspraak) == (staat, False)
    gedaan = date(2026, 8, 10) if staat is Staat.GEHAALD else None
    assert bouwen.gehaald_op == gedaan


@pytest.mark.parametrize(
    ("vandaag", "staat"),
    [("2026-07-19", Staat.OPEN), ("2026-07-20", Staat.GEHAALD), ("2026-07-21", Staat.GEHAALD)],
)
def test_a_letter_that_is_sent_today_is_sent(
    milestone: Any, stuk: Any, vandaag: str, staat: Staat
) -> None:
    brief = milestone("brief", stuk("brief_verzonden", "2026-07-20"), vandaag=vandaag)
    assert brief.staat is staat


@pytest.mark.parametrize(
    ("afgesproken", "telt"), [("2026-07-19", False), ("2026-07-20", True), ("2026-07-21", True)]
)
def test_an_agreement_counts_when_it_was_made_since_the_letter(
    milestone: Any, stuk: Any, afgesproken: str, telt: bool
) -> None:
    afspraak = stuk("afspraak_termijn", afgesproken, vervangt="gesprek", uiterlijk="2026-10-01")
    gesprek = milestone("gesprek", stuk("brief_verzonden", "2026-07-20"), afspraak)
    assert gesprek.uiterlijk == (date(2026, 10, 1) if telt else date(2026, 8, 17))
    assert gesprek.afspraak is telt


@pytest.mark.parametrize(
    ("verzonden", "over_deze"), [("2026-06-30", False), ("2026-07-01", True), ("2026-07-02", True)]
)
def test_a_letter_sent_on_the_peildatum_is_about_it(
    follow: Any, stuk: Any, verzonden: str, over_deze: bool
) -> None:
    brief_op = follow(stuk("brief_verzonden", verzonden)).brief_op
    assert brief_op == (date.fromisoformat(verzonden) if over_deze else None)


def test_the_last_letter_that_asks_for_a_new_plan_starts_the_terms(
    milestone: Any, stuk: Any
) -> None:
    brieven = [
        stuk("brief_verzonden", dag, nieuw_verbeterplan="ja")
        for dag in ("2026-07-20", "2026-09-07")
    ]
    assert milestone("gesprek", *brieven).begin == date(2026, 9, 7)


@pytest.mark.parametrize(
    ("vandaag", "gehaald"), [("2026-07-31", False), ("2026-08-01", True), ("2026-08-02", True)]
)
def test_a_plan_adopted_and_received_today_is_there(
    milestone: Any, stuk: Any, vandaag: str, gehaald: bool
) -> None:
    brief = stuk("brief_verzonden", "2026-07-20")
    plan = stuk(
        "verbeterplan", "2026-07-30", ontvangen_op="2026-07-30", vastgesteld_op="2026-08-01"
    )
    gevonden = milestone("verbeterplan", brief, plan, vandaag=vandaag)
    assert gevonden.gehaald_op == (date(2026, 8, 1) if gehaald else None)


@pytest.mark.parametrize(
    ("dag", "telt"), [("2025-12-31", False), ("2026-01-01", True), ("2026-01-02", True)]
)
def test_measures_of_a_plan_since_the_half_year_that_was_judged_count(
    follow: Any, stuk: Any, dag: str, telt: bool
) -> None:
    maatregel = {"maatregel": "bouwen", "uiterlijk": "2026-11-01"}
    traject = follow(stuk("verbeterplan", dag, ontvangen_op=dag, maatregelen=[maatregel]))
    assert (traject.find("maatregel") is not None) is telt


def test_more_time_for_the_whole_plan_is_an_agreement_and_the_latest_plan_is_shown(
    follow: Any, stuk: Any
) -> None:
    traject = follow(
        stuk("afspraak_termijn", "2026-10-20", uiterlijk="2026-12-31"),
        stuk("verbeterplan", "2026-09-10", ontvangen_op="2026-09-10"),
        stuk("verbeterplan", "2026-10-10", ontvangen_op="2026-10-10"),
    )
    assert traject.find("uitvoering").afspraak
    assert traject.plan.ontvangen_op == date(2026, 10, 10)


@pytest.mark.parametrize(("trede", "heeft"), [(2, False), (3, True), (4, True)])
def test_a_plan_is_shown_from_trede_3_on(follow: Any, stuk: Any, trede: int, heeft: bool) -> None:
    plan = stuk("verbeterplan", "2026-09-10", **PLAN)
    assert (follow(plan, trede=trede).plan is not None) is heeft


def test_the_first_talk_from_the_day_of_the_letter_on_is_the_one_that_counts(
    milestone: Any, stuk: Any
) -> None:
    stukken = [
        stuk("brief_verzonden", "2026-07-20"),
        stuk("gesprek", "2026-07-20"),
        stuk("gesprek", "2026-08-03"),
    ]
    assert milestone("gesprek", *stukken).gehaald_op == date(2026, 7, 20)


@pytest.mark.parametrize(
    ("intrede", "eerst"), [("2026-07-01", "2026-01-01"), ("2026-07-02", "2026-07-01")]
)
def test_a_talk_counts_from_the_half_year_on_that_led_to_this_trede(
    milestone: Any, stuk: Any, intrede: str, eerst: str
) -> None:
    """On trede 3 by a step of 2 July, the half-year that just began is the one that led to it."""
    eerste = date.fromisoformat(eerst)
    brief = stuk("brief_verzonden", "2026-07-20")
    for dag in (eerste - timedelta(days=1), eerste, eerste + timedelta(days=1)):
        gesprek = stuk("gesprek", dag.isoformat())
        gehaald = milestone("gesprek", gesprek, brief, intrede=intrede).gehaald_op
        assert gehaald == (dag if dag >= eerste else None)
