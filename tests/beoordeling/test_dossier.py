"""What is on file of decisions: steps and their days, the besluit in force, terms and answers."""

from datetime import date
from typing import Any

import pytest

from ibt.beoordeling.dossier import (
    Besluitsporen,
    Besluitstap,
    decided_on,
    decided_steps,
    group_sporen,
    in_order,
)
from ibt.kader.utrecht_2024.tekst import TEKST

GS = "gedeputeerde staten"
WAAROM = "omdat het zo is"
# A besluit of 10 July, made known on the 11th, of which the one term ends on the 15th.
BESLUIT = "besluit_indeplaatsstelling"


def july(dag: int) -> date:
    return date(2026, 7, dag)


def spoor(*stukken: Any) -> Besluitsporen:
    return Besluitsporen(tuple(stuk.bevinding for stuk in stukken), TEKST)


def termijnen(*paren: tuple[str, str]) -> list[dict[str, str]]:
    return [{"maatregel": naam, "uiterlijk": dag} for naam, dag in paren]


def names(*paren: tuple[str, str]) -> list[tuple[str, date]]:
    return [(naam, date.fromisoformat(dag)) for naam, dag in paren]


# Steps


def test_a_decision_has_the_steps_of_its_besluit_and_not_of_the_day_it_was_recorded(
    bevinding: Any,
) -> None:
    soorten = {
        BESLUIT: Besluitstap(july(10), 5, BESLUIT, WAAROM, GS),
        "indeplaatsstelling": Besluitstap(july(16), 6, "indeplaatsstelling", WAAROM, GS),
        "besluit_intrekking": Besluitstap(july(18), 4, "besluit_intrekking", WAAROM, GS),
        "afschalen": Besluitstap(july(30), 1, "afschalen", WAAROM),
    }
    for soort, stap in soorten.items():
        stuk = bevinding(soort, datum="2026-07-30").bevinding
        assert decided_steps(stuk, TEKST) == (stap,)
        assert decided_on(stuk) == stap.datum


def test_every_step_of_an_acceleration_has_its_own_day_and_motive(bevinding: Any) -> None:
    stuk = bevinding("versnelling", datum="2026-07-30").bevinding
    assert decided_steps(stuk, TEKST) == (
        Besluitstap(july(10), 3, "versnelling", "eerste stap"),
        Besluitstap(july(17), 4, "versnelling", "tweede stap"),
    )
    assert decided_on(stuk) == july(10)


def test_a_deviation_is_a_step_only_where_it_is_a_besluit(bevinding: Any) -> None:
    assert decided_steps(bevinding("afwijking").bevinding, TEKST) == ()
    assert decided_on(bevinding("afwijking").bevinding) == july(10)
    besluit = {"orgaan": GS, "besluitdatum": "2026-07-12", "trede": 2}
    stuk = bevinding("afwijking", **besluit).bevinding
    assert decided_steps(stuk, TEKST) == (Besluitstap(july(12), 2, "afwijking", WAAROM, GS),)
    assert decided_on(stuk) == july(12)


@pytest.mark.parametrize("soort", ["niet_afschalen", "afzien_effectuering", "contact", "weging"])
def test_what_moves_nobody_has_no_steps_and_was_decided_on_its_own_day(
    bevinding: Any, soort: str
) -> None:
    stuk = bevinding(soort, datum="2026-07-12").bevinding
    assert (decided_steps(stuk, TEKST), decided_on(stuk)) == ((), july(12))


def test_a_change_moves_nobody_but_was_decided_on_the_day_of_its_besluit(bevinding: Any) -> None:
    stuk = bevinding("besluit_wijziging", datum="2026-07-30").bevinding
    assert (decided_steps(stuk, TEKST), decided_on(stuk)) == ((), july(14))


def test_all_steps_stand_in_the_order_of_their_days(bevinding: Any) -> None:
    soorten = ("besluit_intrekking", "indeplaatsstelling", BESLUIT)
    stappen = in_order((bevinding(soort).bevinding for soort in soorten), TEKST)
    assert [stap.trede for stap in stappen] == [5, 6, 4]


def test_the_case_file_is_grouped_per_gemeente(bevinding: Any) -> None:
    een, twee, drie = (bevinding("contact", nummer=n) for n in (0, 1, 0))
    sporen = group_sporen([een, twee, drie], TEKST)
    assert {code: len(een.stukken) for code, een in sporen.items()} == {
        "GM900000": 2,
        "GM900001": 1,
    }
    assert sporen["GM900001"].stukken == (twee.bevinding,)


# The besluit in force


@pytest.mark.parametrize(("dag", "geldt"), [(9, False), (10, True), (11, True)])
def test_a_besluit_is_in_force_from_its_own_date_whenever_it_was_recorded(
    bevinding: Any, dag: int, geldt: bool
) -> None:
    bekend = spoor(bevinding(BESLUIT, datum="2026-07-20"))
    assert (bekend.besluit(july(dag)) is not None) is geldt


@pytest.mark.parametrize(("dag", "gemist"), [(15, 0), (16, 1), (17, 1)])
def test_terms_are_missed_from_the_day_after_them_whenever_the_besluit_was_recorded(
    bevinding: Any, dag: int, gemist: int
) -> None:
    assert len(spoor(bevinding(BESLUIT, datum="2026-07-20")).missed(july(dag))) == gemist


def test_of_two_besluiten_the_last_one_taken_is_in_force(bevinding: Any) -> None:
    eerst = {"besluitdatum": "2026-02-01", "bekendgemaakt_op": "2026-02-01"}
    oud = bevinding(BESLUIT, termijnen=termijnen(("oud", "2026-03-01")), **eerst)
    nieuw = bevinding(BESLUIT, termijnen=termijnen(("nieuw", "2026-09-01")))
    bekend = spoor(nieuw, oud)
    assert [t.maatregel for t in bekend.termijnen(july(9))] == ["oud"]
    assert [t.maatregel for t in bekend.termijnen(july(10))] == ["nieuw"]


@pytest.mark.parametrize(("dag", "geldt"), [(17, True), (18, False), (19, False)])
@pytest.mark.parametrize("grond", ["intrekking", "vernietiging"])
def test_a_besluit_that_was_taken_back_is_out_of_force_from_that_day(
    bevinding: Any, grond: str, dag: int, geldt: bool
) -> None:
    weg = bevinding("besluit_intrekking", grond=grond, datum="2026-07-30")
    bekend = spoor(bevinding(BESLUIT), weg)
    assert (bekend.besluit(july(dag)) is not None) is geldt
    assert bool(bekend.termijnen(july(dag))) is geldt
    assert bool(bekend.missed(july(dag))) is geldt


@pytest.mark.parametrize(("dag", "geldt"), [(17, True), (18, False), (19, False)])
def test_a_besluit_that_was_revised_is_out_of_force_from_the_revision(
    bevinding: Any, dag: int, geldt: bool
) -> None:
    herzien = bevinding(
        "herziening", peildatum=None, besluit_van="2026-07-10", datum="2026-07-18", trede=4
    )
    assert (spoor(bevinding(BESLUIT), herzien).besluit(july(dag)) is not None) is geldt


@pytest.mark.parametrize(("trede", "geldt"), [(3, False), (4, False), (5, True), (6, True)])
def test_a_revision_that_leaves_the_gemeente_on_5_or_6_leaves_the_besluit_in_force(
    bevinding: Any, trede: int, geldt: bool
) -> None:
    """A revision of taking over (6) back to 5 rests on that besluit all the same."""
    herzien = bevinding(
        "herziening", peildatum=None, besluit_van="2026-07-10", datum="2026-07-18", trede=trede
    )
    assert (spoor(bevinding(BESLUIT), herzien).besluit(july(19)) is not None) is geldt


@pytest.mark.parametrize(("van", "geldt"), [(9, True), (10, False), (11, True)])
def test_only_the_besluit_of_that_date_was_taken_back(
    bevinding: Any, van: int, geldt: bool
) -> None:
    weg = bevinding("besluit_intrekking", besluit_van=f"2026-07-{van:02}")
    assert (spoor(bevinding(BESLUIT), weg).besluit(july(20)) is not None) is geldt


def test_a_revision_of_a_peildatum_leaves_the_besluit_in_force(bevinding: Any) -> None:
    herzien = bevinding("herziening", peildatum="2026-01-01", datum="2026-07-12")
    assert spoor(bevinding(BESLUIT), herzien).besluit(july(20)) is not None


# Terms as they were changed


@pytest.mark.norm("N51")
@pytest.mark.parametrize(("dag", "gewijzigd"), [(13, False), (14, True), (15, True)])
def test_a_change_replaces_the_term_of_the_same_measure_and_adds_others(
    bevinding: Any, dag: int, gewijzigd: bool
) -> None:
    oud = (("toewijzen", "2026-07-20"), ("bouwen", "2026-10-01"))
    nieuw = (("toewijzen", "2026-09-15"), ("verbouwen", "2026-11-01"))
    bekend = spoor(
        bevinding("besluit_wijziging", termijnen=termijnen(*nieuw)),
        bevinding(BESLUIT, termijnen=termijnen(*oud)),
    )
    verwacht = names(nieuw[0], oud[1], nieuw[1]) if gewijzigd else names(*oud)
    gevonden = [(t.maatregel, t.uiterlijk) for t in bekend.termijnen(july(dag))]
    assert gevonden == verwacht


def test_of_several_changes_the_last_one_taken_counts_whatever_their_order(bevinding: Any) -> None:
    later = {"besluitdatum": "2026-07-17", "bekendgemaakt_op": "2026-07-17"}
    eerste = bevinding("besluit_wijziging", termijnen=termijnen(("toewijzen", "2026-08-01")))
    tweede = bevinding(
        "besluit_wijziging", termijnen=termijnen(("toewijzen", "2026-09-01")), **later
    )
    besluit = bevinding(BESLUIT, termijnen=termijnen(("toewijzen", "2026-07-15")))
    for bekend in (spoor(tweede, besluit, eerste), spoor(eerste, tweede, besluit)):
        [termijn] = bekend.termijnen(july(20))
        assert termijn.uiterlijk == date(2026, 9, 1)


@pytest.mark.parametrize(("van", "telt"), [(9, False), (10, True), (11, False)])
def test_a_change_of_another_besluit_changes_nothing(bevinding: Any, van: int, telt: bool) -> None:
    ander = bevinding("besluit_wijziging", besluit_van=f"2026-07-{van:02}")
    [termijn] = spoor(bevinding(BESLUIT), ander).termijnen(july(20))
    assert termijn.uiterlijk == (date(2026, 8, 15) if telt else july(15))


def test_a_change_may_ask_less_time_and_then_the_new_term_is_missed(bevinding: Any) -> None:
    lang = bevinding(BESLUIT, termijnen=termijnen(("toewijzen", "2026-12-01")))
    kort = bevinding("besluit_wijziging", termijnen=termijnen(("toewijzen", "2026-07-18")))
    assert not spoor(lang).missed(july(19))
    assert [t.uiterlijk for t in spoor(lang, kort).missed(july(19))] == [july(18)]


# Answers to a missed term


@pytest.mark.norm("N55")
@pytest.mark.parametrize(("dag", "klaar"), [(9, False), (10, True), (15, True), (16, True)])
def test_refraining_from_the_besluit_on_answers_its_terms_while_the_gemeente_realises_itself(
    bevinding: Any, dag: int, klaar: bool
) -> None:
    antwoord = bevinding("afzien_effectuering", datum=f"2026-07-{dag:02}")
    assert spoor(bevinding(BESLUIT), antwoord).settled(july(20)) is klaar


@pytest.mark.norm("N55")
@pytest.mark.parametrize(("afgezien", "klaar"), [(14, False), (15, False), (16, True)])
@pytest.mark.parametrize("dag", ["2026-08-31", "2026-09-01", "2026-09-02"])
def test_after_that_day_refraining_answers_only_what_ran_out_before_it(
    bevinding: Any, dag: str, afgezien: int, klaar: bool
) -> None:
    antwoord = bevinding("afzien_effectuering", datum=f"2026-07-{afgezien}")
    nog_bezig = dag <= "2026-09-01"
    bekend = spoor(bevinding(BESLUIT), antwoord)
    assert bekend.settled(date.fromisoformat(dag)) is (nog_bezig or klaar)


@pytest.mark.parametrize(("dag", "klaar"), [(17, False), (18, True), (19, True)])
def test_an_answer_counts_from_its_own_day(bevinding: Any, dag: int, klaar: bool) -> None:
    antwoord = bevinding("afzien_effectuering", datum="2026-07-18")
    assert spoor(bevinding(BESLUIT), antwoord).settled(july(dag)) is klaar


@pytest.mark.parametrize(("dag", "klaar"), [(15, False), (16, True), (17, True)])
def test_taking_over_answers_what_ran_out_before_it(bevinding: Any, dag: int, klaar: bool) -> None:
    dagen = {naam: f"2026-07-{dag}" for naam in ("datum", "besluitdatum")}
    over = bevinding("indeplaatsstelling", **dagen)
    assert spoor(bevinding(BESLUIT), over).settled(july(20)) is klaar


@pytest.mark.parametrize(("dag", "klaar"), [(17, False), (18, True), (19, True)])
def test_taking_over_answers_from_its_own_day(bevinding: Any, dag: int, klaar: bool) -> None:
    over = bevinding("indeplaatsstelling", datum="2026-07-18", besluitdatum="2026-07-18")
    assert spoor(bevinding(BESLUIT), over).settled(july(dag)) is klaar


def test_a_taking_over_that_was_annulled_answers_nothing(bevinding: Any) -> None:
    over = bevinding("indeplaatsstelling", datum="2026-07-16")
    weg = bevinding("besluit_intrekking", besluit_van="2026-07-16", trede=5)
    bekend = spoor(bevinding(BESLUIT), over, weg)
    assert bekend.settled(july(17))
    assert not bekend.settled(july(18))


def test_nothing_missed_asks_for_no_answer(bevinding: Any) -> None:
    assert spoor(bevinding(BESLUIT)).settled(july(15))
    assert not spoor(bevinding(BESLUIT)).settled(july(16))
    assert Besluitsporen((), TEKST).settled(july(16))


# The announcement


@pytest.mark.parametrize(
    ("vanaf", "telt"), [("2026-01-31", True), ("2026-02-01", True), ("2026-02-02", False)]
)
def test_an_announcement_belongs_to_the_traject_that_began_before_it(
    bevinding: Any, vanaf: str, telt: bool
) -> None:
    bekend = spoor(bevinding("vooraankondiging", datum="2026-02-01"))
    assert bekend.announced(july(10), date.fromisoformat(vanaf)) is telt


@pytest.mark.parametrize(("dag", "telt"), [(9, True), (10, False), (11, False)])
def test_the_time_to_react_has_passed_from_the_day_after_it(
    bevinding: Any, dag: int, telt: bool
) -> None:
    aankondiging = {"datum": "2026-02-01", "reactie_uiterlijk": f"2026-07-{dag:02}"}
    assert spoor(bevinding("vooraankondiging", **aankondiging)).announced(july(10), None) is telt


@pytest.mark.parametrize(
    ("orgaan", "telt"),
    [("gedeputeerde staten", True), ("Namens Gedeputeerde Staten", True), ("de wethouder", False)],
)
def test_only_an_organ_of_the_list_announces(bevinding: Any, orgaan: str, telt: bool) -> None:
    bekend = spoor(bevinding("vooraankondiging", datum="2026-02-01", orgaan=orgaan))
    assert bekend.announced(july(10), None) is telt
