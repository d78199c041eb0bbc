"""Decisions beside the ladder: acceleration, treden 4 to 6, and the reading of an open place.

Treden 4-6 occur here only for an invented gemeente.
"""

from datetime import date
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.ingreep import Termijn
from ibt.begrippen.periode import parse_periode
from ibt.beoordeling.besluit import Positie, check_besluiten, objections
from ibt.beoordeling.dossier import Besluitsporen, group_sporen
from ibt.kader.utrecht_2024 import UTRECHT_2024

VORIG = parse_periode("2025-II")


def refused(oproep: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(InvoerFout) as fout:
        oproep(*args, **kwargs)
    return str(fout.value)


# Acceleration (§3.1.2)


@pytest.mark.norm("N24")
def test_an_acceleration_takes_the_gemeente_to_its_last_step(assess_one, bevinding) -> None:
    uit = assess_one([bevinding("versnelling")], trede_vorig=2, stand_begin=-10, realisatie=10)
    assert (uit["trede_berekend"], uit["trede_voorstel"]) == (3, 4)
    assert uit["afwijking"] == "versnelling"


@pytest.mark.norm("N23")
@pytest.mark.parametrize("vorig", [1, 3])
def test_an_acceleration_skips_no_trede(assess_one, bevinding, vorig: int) -> None:
    melding = refused(assess_one, [bevinding("versnelling")], trede_vorig=vorig, realisatie=10)
    assert f"naar trede {vorig + 1} gaan (N23, §3 inleiding)" in melding


@pytest.mark.parametrize(("realisatie", "mag"), [(19, True), (20, False), (21, False)])
def test_an_acceleration_needs_a_backlog(assess_one, bevinding, realisatie: int, mag: bool) -> None:
    stukken = [bevinding("versnelling")]
    if mag:
        assert assess_one(stukken, trede_vorig=2, realisatie=realisatie)["trede_voorstel"] == 4
    else:
        melding = refused(assess_one, stukken, trede_vorig=2, realisatie=realisatie)
        assert "alleen bij een achterstand (§3.1.2)" in melding


# From 4 to 5 (§3 trede 5)


@pytest.mark.norm("N51")
def test_a_besluit_after_an_announcement_leads_from_4_to_5(assess_one, bevinding) -> None:
    besluit = bevinding("besluit_indeplaatsstelling")
    eerder = [bevinding("vooraankondiging", periode=VORIG)]
    invoer = {"trede_vorig": 4, "realisatie": 10}
    uit = assess_one([besluit], eerder, vandaag=date(2026, 7, 15), **invoer)
    assert (uit["trede_berekend"], uit["regel"], uit["trede_voorstel"]) == (4, "4b", 5)
    assert not uit["besluit_nodig"]
    # Its first term is of the 15th: from the day after, gedeputeerde staten must answer.
    later = assess_one([besluit], eerder, vandaag=date(2026, 7, 16), **invoer)
    assert (later["trede_voorstel"], later["open_besluit"]) == (5, "termijn")
    over = [besluit, bevinding("indeplaatsstelling", datum="2026-07-16")]
    genomen = assess_one(over, eerder, vandaag=date(2026, 7, 20), **invoer)
    assert (genomen["trede_voorstel"], bool(genomen["besluit_nodig"])) == (6, False)


@pytest.mark.norm("N19")
def test_a_besluit_without_an_announcement_is_refused(assess_one, bevinding) -> None:
    besluit = bevinding("besluit_indeplaatsstelling")
    assert "moet een vooraankondiging" in refused(
        assess_one, [besluit], trede_vorig=4, realisatie=10
    )


@pytest.mark.norm("N19")
@pytest.mark.parametrize(("reactie", "mag"), [("09", True), ("10", False), ("11", False)])
def test_a_besluit_waits_until_the_time_to_react_has_passed(
    assess_one, bevinding, reactie: str, mag: bool
) -> None:
    eerder = [bevinding("vooraankondiging", reactie_uiterlijk=f"2026-07-{reactie}")]
    besluit = bevinding("besluit_indeplaatsstelling")
    if mag:
        assert assess_one([besluit], eerder, trede_vorig=4, realisatie=1)["trede_voorstel"] == 5
    else:
        melding = refused(assess_one, [besluit], eerder, trede_vorig=4, realisatie=1)
        assert "reactietermijn" in melding


@pytest.mark.norm("N19")
@pytest.mark.parametrize("vorig", [1, 2, 3, 5, 6])
def test_a_besluit_is_only_possible_from_trede_4(assess_one, bevinding, vorig: int) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling"), bevinding("vooraankondiging")]
    melding = refused(assess_one, stukken, trede_vorig=vorig, realisatie=10)
    assert f'alleen vanaf trede 4 (§3 trede 5); gevonden: "trede {vorig}"' in melding


# From 5 to 6, or not (§3 trede 6)


@pytest.mark.norm("N52")
@pytest.mark.parametrize(
    ("uiterlijk", "voldaan", "dag", "gemist"),
    [
        ("2026-07-15", None, "2026-07-15", False),
        ("2026-07-15", None, "2026-07-16", True),
        ("2026-07-15", "2026-07-14", "2026-07-16", False),
        ("2026-07-15", "2026-07-15", "2026-07-16", False),
        ("2026-07-15", "2026-07-16", "2026-07-17", True),
    ],
)
def test_a_term_is_missed_from_the_day_after_it(
    uiterlijk: str, voldaan: str | None, dag: str, gemist: bool
) -> None:
    termijn = Termijn.model_validate(
        {"maatregel": "toewijzen", "uiterlijk": uiterlijk, "voldaan_op": voldaan}
    )
    assert termijn.is_missed(date.fromisoformat(dag)) is gemist


@pytest.mark.norm("N52")
def test_a_missed_term_asks_for_a_decision(assess_one, bevinding) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    uit = assess_one([], eerder, trede_vorig=5, realisatie=10)
    assert {"besluit_nodig", "termijn_verstreken"} <= set(uit["aandachtspunten"])
    assert uit["trede_voorstel"] == 5


def test_a_term_that_still_runs_asks_for_nothing(assess_one, bevinding) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    uit = assess_one([], eerder, trede_vorig=5, realisatie=10, vandaag=date(2026, 7, 15))
    assert "termijn_verstreken" not in uit["aandachtspunten"]
    assert not uit["besluit_nodig"]


@pytest.mark.norm("N55")
@pytest.mark.parametrize(
    ("soort", "trede"), [("indeplaatsstelling", 6), ("afzien_effectuering", 5)]
)
def test_gedeputeerde_staten_answer_a_missed_term(
    assess_one, bevinding, soort: str, trede: int
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    uit = assess_one([bevinding(soort, datum="2026-07-16")], eerder, trede_vorig=5, realisatie=10)
    assert uit["trede_voorstel"] == trede
    assert not uit["besluit_nodig"]
    assert "termijn_verstreken" not in uit["aandachtspunten"]


@pytest.mark.norm("N76")
@pytest.mark.parametrize(("dag", "mag"), [(14, False), (15, False), (16, True)])
def test_the_province_takes_over_only_after_the_term_ran_out(
    assess_one, bevinding, dag: int, mag: bool
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    dagen = {naam: f"2026-07-{dag}" for naam in ("datum", "besluitdatum")}
    oproep = [[bevinding("indeplaatsstelling", **dagen)], eerder]
    if mag:
        assert assess_one(*oproep, trede_vorig=5, realisatie=10)["trede_voorstel"] == 6
    else:
        melding = refused(assess_one, *oproep, trede_vorig=5, realisatie=10)
        assert "verstreken zonder voldoen (§3 trede 5 en 6)" in melding


@pytest.mark.norm("N55")
@pytest.mark.parametrize(("dag", "mag"), [(9, False), (10, True), (11, True), (14, True)])
def test_refraining_is_possible_at_any_time_from_the_besluit_on(
    assess_one, bevinding, dag: int, mag: bool
) -> None:
    """ "houdt altijd de vrijheid" (§3 trede 6): also while every term still runs."""
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stuk = bevinding("afzien_effectuering", datum=f"2026-07-{dag:02}")
    invoer = {"trede_vorig": 5, "realisatie": 10}
    if mag:
        uit = assess_one([stuk], eerder, **invoer)
        assert (uit["trede_voorstel"], bool(uit["besluit_nodig"])) == (5, False)
    else:
        melding = refused(assess_one, [stuk], eerder, **invoer)
        assert "afzien kan pas als er een besluit tot indeplaatsstelling is" in melding


@pytest.mark.norm("N55")
@pytest.mark.parametrize("vorig", [4, 5, 6])
def test_refraining_leaves_the_trede_as_it_is_and_needs_a_besluit(
    assess_one, bevinding, vorig: int
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stuk = bevinding("afzien_effectuering", datum="2026-07-16")
    invoer = {"trede_vorig": vorig, "realisatie": 10}
    if vorig >= 5:
        assert assess_one([stuk], eerder, **invoer)["trede_voorstel"] == vorig
    else:
        melding = refused(assess_one, [stuk], eerder, **invoer)
        assert 'op trede 5 of 6 (§3 trede 6); gevonden: "trede 4"' in melding


def test_refraining_is_possible_where_the_besluit_is_not_on_file(assess_one, bevinding) -> None:
    """On trede 5 there is a besluit; that it lacks on file is a warning of its own."""
    stuk = bevinding("afzien_effectuering", datum="2026-07-16")
    assert assess_one([stuk], trede_vorig=5, realisatie=10)["trede_voorstel"] == 5


# Back to 1 (§3 inleiding)


@pytest.mark.norm("N25")
@pytest.mark.parametrize("vorig", [4, 5, 6])
def test_full_realisation_asks_for_a_decision_until_it_is_confirmed(
    assess_one, bevinding, vorig: int
) -> None:
    open_ = assess_one(trede_vorig=vorig)
    assert (open_["trede_voorstel"], bool(open_["besluit_nodig"])) == (1, True)
    bevestigd = assess_one([bevinding("afschalen")], trede_vorig=vorig)
    assert (bevestigd["trede_voorstel"], bool(bevestigd["besluit_nodig"])) == (1, False)
    blijft = assess_one([bevinding("niet_afschalen")], trede_vorig=vorig)
    assert (blijft["trede_voorstel"], bool(blijft["besluit_nodig"])) == (vorig, False)


@pytest.mark.parametrize("soort", ["afschalen", "niet_afschalen"])
@pytest.mark.parametrize(("realisatie", "mag"), [(19, False), (20, True), (21, True)])
def test_a_decision_to_go_back_needs_full_realisation(
    assess_one, bevinding, soort: str, realisatie: int, mag: bool
) -> None:
    stukken = [bevinding(soort)]
    if mag:
        assert not assess_one(stukken, trede_vorig=4, realisatie=realisatie)["besluit_nodig"]
    else:
        melding = refused(assess_one, stukken, trede_vorig=4, realisatie=realisatie)
        assert "afschalen kan pas" in melding


# The reading of an open place


def test_a_chosen_reading_decides_the_trede_and_settles_the_question(assess_one, bevinding) -> None:
    invoer = {"trede_vorig": 1, "stand_begin": 4, "realisatie": 10}
    zonder = assess_one(**invoer)
    assert (zonder["regel"], zonder["trede_voorstel"]) == ("1b", 1)
    assert "keuze_bepalend" in zonder["aandachtspunten"]
    met = assess_one([bevinding("keuze")], **invoer)
    assert (met["regel"], met["trede_voorstel"]) == ("1c", 2)
    assert "keuze_bepalend" not in met["aandachtspunten"]


def test_the_usual_reading_may_be_chosen_too_and_then_is_settled(assess_one, bevinding) -> None:
    stuk = bevinding("keuze", lezing="beschermt")
    uit = assess_one([stuk], trede_vorig=1, stand_begin=4, realisatie=10)
    assert (uit["regel"], uit["trede_voorstel"]) == ("1b", 1)
    assert "keuze_bepalend" not in uit["aandachtspunten"]


def test_a_chosen_reading_touches_no_other_gemeente(assess_all, bevinding) -> None:
    uit = assess_all(
        [bevinding("keuze")], trede_vorig=1, stand_begin=[4, 4], realisatie=[10, 10]
    ).frame
    assert uit["regel"].tolist() == ["1c", "1b"]


@pytest.mark.parametrize(
    ("velden", "deel"),
    [({"keuze": "K99"}, "K1, K2"), ({"lezing": "soms"}, "beschermt, verrekend, tot_omvang")],
)
def test_a_reading_that_the_framework_does_not_have_is_refused(
    assess_one, bevinding, velden: dict[str, str], deel: str
) -> None:
    assert deel in refused(assess_one, [bevinding("keuze", **velden)])


@pytest.mark.norm("N55")
@pytest.mark.parametrize(
    ("uiterlijk", "vandaag", "open_"),
    [
        # While the gemeente realises by itself (until 1 September) it answers every term.
        ("2026-06-19", "2026-08-31", False),
        ("2026-07-15", "2026-07-16", False),
        ("2026-07-15", "2026-09-01", False),
        # After that day it says something of the terms only that ran out before it.
        ("2026-06-19", "2026-09-02", False),
        ("2026-06-20", "2026-09-02", True),
        ("2026-06-21", "2026-09-02", True),
        ("2026-07-15", "2026-09-02", True),
    ],
)
def test_refraining_answers_what_runs_out_until_the_day_on_which_the_gemeente_would_be_done(
    assess_one, bevinding, uiterlijk: str, vandaag: str, open_: bool
) -> None:
    termijnen = [{"maatregel": "bouwen", "uiterlijk": uiterlijk}]
    dag = {naam: "2026-02-01" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    eerder = [
        bevinding("besluit_indeplaatsstelling", periode=VORIG, termijnen=termijnen, **dag),
        bevinding("afzien_effectuering", datum="2026-06-20"),
    ]
    invoer = {"trede_vorig": 5, "realisatie": 10, "vandaag": date.fromisoformat(vandaag)}
    assert bool(assess_one([], eerder, **invoer)["besluit_nodig"]) is open_


@pytest.mark.parametrize("ander", ["niet_afschalen", "indeplaatsstelling"])
def test_back_to_1_and_its_opposite_cannot_both_be_decided(
    assess_one, bevinding, ander: str
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stukken = [bevinding("afschalen"), bevinding(ander, datum="2026-07-16")]
    assert "naast afschalen" in refused(assess_one, stukken, eerder, trede_vorig=5)


def test_a_revision_of_the_round_itself_is_the_decided_trede_beside_the_computed_one(
    assess_one, bevinding
) -> None:
    uit = assess_one([bevinding("herziening", peildatum="2026-07-01", trede=2)])
    assert (uit["trede_berekend"], uit["trede_voorstel"]) == (1, 2)


def test_a_revision_of_another_peildatum_decides_nothing_about_this_one(
    assess_one, bevinding
) -> None:
    uit = assess_one([bevinding("herziening", peildatum="2026-01-01", trede=2)])
    assert uit["trede_voorstel"] == 1


# One half-year, several decisions (§3 inleiding)


def test_decisions_of_one_gemeente_are_tested_in_the_order_in_which_they_were_taken(
    assess_one, bevinding
) -> None:
    stukken = [
        bevinding("indeplaatsstelling", datum="2026-07-16"),
        bevinding("besluit_indeplaatsstelling"),
        bevinding("vooraankondiging", datum="2026-03-01"),
    ]
    uit = assess_one(stukken, trede_vorig=4, realisatie=10)
    assert uit["trede_voorstel"] == 6


@pytest.mark.parametrize(("daling", "mag"), [("2026-04-01", True), ("2026-04-02", False)])
def test_an_announcement_from_before_the_last_fall_belongs_to_an_earlier_traject(
    assess_one, bevinding, daling: str, mag: bool
) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling")]
    dossier = [bevinding("vooraankondiging", datum="2026-04-01", periode=VORIG)]
    invoer = {"trede_vorig": 4, "realisatie": 10, "laatste_daling": date.fromisoformat(daling)}
    if mag:
        assert assess_one(stukken, dossier, **invoer)["trede_voorstel"] == 5
    else:
        assert "moet een vooraankondiging van of namens gedeputeerde staten liggen" in refused(
            assess_one, stukken, dossier, **invoer
        )


def test_a_decision_that_the_register_holds_already_is_sent_to_the_case_file(
    assess_one, bevinding
) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling"), bevinding("vooraankondiging")]
    assert "onder dossier" in refused(assess_one, stukken, trede_vorig=5, realisatie=10)


# The order of decisions


@pytest.mark.parametrize(
    ("vanaf", "mag"), [("2026-07-09", True), ("2026-07-10", True), ("2026-07-11", False)]
)
def test_no_decision_lies_before_the_trede_in_force(
    assess_one, bevinding, vanaf: str, mag: bool
) -> None:
    eerder = [bevinding("vooraankondiging", periode=VORIG, datum="2026-02-01")]
    stukken = [bevinding("besluit_indeplaatsstelling")]
    invoer = {
        "trede_vorig": 4,
        "realisatie": 10,
        "trede_vorig_vanaf": date.fromisoformat(vanaf),
        "vandaag": date(2026, 7, 15),
    }
    if mag:
        assert assess_one(stukken, eerder, **invoer)["trede_voorstel"] == 5
    else:
        melding = refused(assess_one, stukken, eerder, **invoer)
        assert "al een later besluit (van 2026-07-11)" in melding
        assert "besluit van 2026-07-10" in melding


def test_terms_of_a_besluit_that_was_not_taken_yet_are_not_missed(assess_one, bevinding) -> None:
    later = {naam: "2026-07-14" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG, **later)]
    stuk = bevinding("indeplaatsstelling", datum="2026-07-13", besluitdatum="2026-07-13")
    melding = refused(assess_one, [stuk], eerder, trede_vorig=5, realisatie=10)
    assert "verstreken zonder voldoen" in melding


@pytest.mark.norm("N76")
def test_an_indeplaatsstelling_decided_before_the_term_ran_out_is_refused(
    assess_one, bevinding
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stuk = bevinding("indeplaatsstelling", datum="2026-07-20", besluitdatum="2026-07-15")
    melding = refused(assess_one, [stuk], eerder, trede_vorig=5, realisatie=10)
    assert "verstreken zonder voldoen" in melding


@pytest.mark.norm("N76")
@pytest.mark.parametrize(("vorig", "mag"), [(4, False), (5, True), (6, False)])
def test_the_province_takes_over_from_trede_5_only(
    assess_one, bevinding, vorig: int, mag: bool
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    oproep = [[bevinding("indeplaatsstelling", datum="2026-07-16")], eerder]
    invoer = {"trede_vorig": vorig, "realisatie": 10}
    if mag:
        assert assess_one(*oproep, **invoer)["trede_voorstel"] == 6
    else:
        melding = refused(assess_one, *oproep, **invoer)
        assert f'kan alleen vanaf trede 5 (§3 trede 6); gevonden: "trede {vorig}"' in melding


@pytest.mark.parametrize(("realisatie", "mag"), [(19, True), (20, False), (21, False)])
def test_the_province_takes_over_only_while_there_is_a_backlog(
    assess_one, bevinding, realisatie: int, mag: bool
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    oproep = [[bevinding("indeplaatsstelling", datum="2026-07-16")], eerder]
    invoer = {"trede_vorig": 5, "realisatie": realisatie}
    if mag:
        assert assess_one(*oproep, **invoer)["trede_voorstel"] == 6
    else:
        melding = refused(assess_one, *oproep, **invoer)
        assert "indeplaatsstelling kan alleen bij een achterstand" in melding
        assert f'gevonden: "stand {realisatie - 20}"' in melding


@pytest.mark.parametrize("vorig", [1, 2, 3])
def test_back_to_1_belongs_to_treden_4_to_6_and_is_in_no_case_file_yet(
    assess_one, bevinding, vorig: int
) -> None:
    melding = refused(assess_one, [bevinding("afschalen")], trede_vorig=vorig)
    assert f'hoort bij trede 4, 5 of 6 (§3 inleiding); gevonden: "trede {vorig}"' in melding
    assert "onder dossier" not in melding


@pytest.mark.parametrize(
    ("vorig", "staat_er"), [(1, False), (2, True), (3, True)], ids=["ervoor", "erop", "erna"]
)
def test_an_acceleration_is_in_the_register_where_its_last_step_is_reached(
    assess_one, bevinding, vorig: int, staat_er: bool
) -> None:
    naar_twee = [{"trede": 2, "datum": "2026-07-10", "motivering": "eerst"}]
    stuk = bevinding("versnelling", stappen=naar_twee)
    melding = refused(assess_one, [stuk], trede_vorig=vorig, realisatie=20)
    assert ("onder dossier" in melding) is staat_er


def test_an_acceleration_of_which_only_the_first_step_was_taken_is_not_in_the_register(
    assess_one, bevinding
) -> None:
    melding = refused(assess_one, [bevinding("versnelling")], trede_vorig=3, realisatie=10)
    assert "de eerste stap moet naar trede 4 gaan" in melding
    assert "onder dossier" not in melding


def test_the_first_step_of_an_acceleration_may_not_lie_before_the_trede_in_force(
    assess_one, bevinding
) -> None:
    vanaf = {"trede_vorig": 2, "trede_vorig_vanaf": date(2026, 7, 12), "realisatie": 10}
    melding = refused(assess_one, [bevinding("versnelling")], **vanaf)
    assert "al een later besluit (van 2026-07-12)" in melding
    assert 'gevonden: "besluit van 2026-07-10"' in melding


def test_an_acceleration_takes_its_place_in_the_order_by_its_first_step(
    assess_one, bevinding
) -> None:
    stukken = [bevinding("niet_afschalen", datum="2026-07-12"), bevinding("versnelling")]
    melding = refused(assess_one, stukken, trede_vorig=2, realisatie=10)
    assert "afschalen kan pas" in melding
    assert "hoort bij trede 4, 5 of 6" not in melding  # the steps of 10 and 17 July led to 4


def test_what_was_announced_stands_in_the_refusal(assess_one, bevinding) -> None:
    stuk, invoer = bevinding("besluit_indeplaatsstelling"), {"trede_vorig": 4, "realisatie": 10}
    assert "geen vooraankondiging in het dossier" in refused(assess_one, [stuk], **invoer)
    laat = bevinding("vooraankondiging", datum="2026-06-01", reactie_uiterlijk="2026-09-01")
    melding = refused(assess_one, [stuk], [laat], **invoer)
    assert "aangekondigd 2026-06-01, reactie tot en met 2026-09-01" in melding
    assert "geen vooraankondiging" not in melding


def test_without_a_stand_nobody_is_accelerated_and_the_refusal_says_why(bevinding) -> None:
    versnelling = bevinding("versnelling").bevinding
    bezwaren = list(objections(versnelling, Besluitsporen(()), Positie(2, None)))
    assert bezwaren == [
        ("een versnelling kan alleen bij een achterstand (§3.1.2)", "stand onbekend")
    ]
    bezwaren = list(objections(versnelling, Besluitsporen(()), Positie(2, 0)))
    assert [gevonden for _, gevonden in bezwaren] == ["stand 0"]


def test_a_decision_about_a_gemeente_that_is_not_judged_keeps_no_other_from_being_tested(
    bevinding,
) -> None:
    elders = bevinding("versnelling", nummer=7)
    eigen = bevinding("afschalen")
    posities = {"GM900000": Positie(3, 0)}
    [gebrek] = check_besluiten([elders, eigen], group_sporen([elders, eigen]), posities)
    assert "hoort bij trede 4, 5 of 6" in str(gebrek)


# Which besluit, and which answer, counts


def test_only_the_latest_besluit_has_terms_to_miss(assess_one, bevinding) -> None:
    eerst = {naam: "2026-02-01" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    gemist = [{"maatregel": "toewijzen", "uiterlijk": "2026-03-01"}]
    nieuw = [{"maatregel": "toewijzen", "uiterlijk": "2026-12-01"}]
    oud = bevinding("besluit_indeplaatsstelling", periode=VORIG, termijnen=gemist, **eerst)
    later = bevinding("besluit_indeplaatsstelling", termijnen=nieuw)
    invoer = {"trede_vorig": 5, "realisatie": 10}
    assert assess_one([], [oud], **invoer)["termijn_verstreken"]
    assert not assess_one([], [oud, later], **invoer)["termijn_verstreken"]


@pytest.mark.parametrize(("dag", "open_"), [(17, True), (18, False), (19, False)])
def test_an_answer_counts_from_the_day_on_which_it_was_given(
    assess_one, bevinding, dag: int, open_: bool
) -> None:
    eerder = [
        bevinding("besluit_indeplaatsstelling", periode=VORIG),
        bevinding("afzien_effectuering", datum="2026-07-18"),
    ]
    uit = assess_one([], eerder, trede_vorig=5, realisatie=10, vandaag=date(2026, 7, dag))
    assert bool(uit["besluit_nodig"]) is open_


# An announcement of whom (§3 trede 4)


@pytest.mark.parametrize(
    ("orgaan", "mag"),
    [
        ("gedeputeerde staten", True),
        ("namens gedeputeerde staten", True),
        ("Gedeputeerde  Staten", True),
        ("het college van B en W", False),
    ],
)
def test_an_announcement_counts_only_of_an_organ_of_the_list(
    assess_one, bevinding, orgaan: str, mag: bool
) -> None:
    eerder = [bevinding("vooraankondiging", orgaan=orgaan, datum="2026-04-01", periode=VORIG)]
    oproep = [[bevinding("besluit_indeplaatsstelling")], eerder]
    if mag:
        assert assess_one(*oproep, trede_vorig=4, realisatie=10)["trede_voorstel"] == 5
    else:
        melding = refused(assess_one, *oproep, trede_vorig=4, realisatie=10)
        assert "vooraankondiging van of namens gedeputeerde staten" in melding


@pytest.mark.parametrize(
    ("orgaan", "mag"), [("gedeputeerde staten", True), ("namens gedeputeerde staten", False)]
)
def test_a_besluit_to_take_over_is_of_gedeputeerde_staten_themselves(
    assess_one, bevinding, orgaan: str, mag: bool
) -> None:
    eerder = [bevinding("vooraankondiging", datum="2026-04-01", periode=VORIG)]
    oproep = [[bevinding("besluit_indeplaatsstelling", orgaan=orgaan)], eerder]
    if mag:
        assert assess_one(*oproep, trede_vorig=4, realisatie=10)["trede_voorstel"] == 5
    else:
        melding = refused(assess_one, *oproep, trede_vorig=4, realisatie=10)
        assert "is van gedeputeerde staten zelf (§3 trede 5)" in melding


# Urgency in the place of the announcement (§3.1.2)

SPOED = {"spoed": "veel mensen wachten", "geinformeerd_op": "2026-07-08", "zienswijze": None}


@pytest.mark.norm("N19")
@pytest.mark.parametrize("vorig", [3, 4, 5])
def test_an_urgent_besluit_needs_no_announcement_but_trede_4_all_the_same(
    assess_one, bevinding, vorig: int
) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling", **SPOED)]
    if vorig == 4:
        assert assess_one(stukken, trede_vorig=vorig, realisatie=10)["trede_voorstel"] == 5
    else:
        melding = refused(assess_one, stukken, trede_vorig=vorig, realisatie=10)
        assert f'alleen vanaf trede 4 (§3 trede 5); gevonden: "trede {vorig}"' in melding
        assert "vooraankondiging" not in melding


# Nothing attributable: no step up (Keuze K18)

# Three persons short, on figures that are otherwise quiet.
TEKORT = {"realisatie": 17}


@pytest.mark.norm("N15", "N57")
@pytest.mark.parametrize(("verschoonbaar", "mag"), [(2, True), (3, False), (4, False)])
@pytest.mark.parametrize("soort", ["versnelling", "besluit_indeplaatsstelling"])
def test_no_step_up_is_taken_while_nothing_is_attributable(
    assess_one, bevinding, soort: str, verschoonbaar: int, mag: bool
) -> None:
    vorig, naar, wat = {
        "versnelling": (2, 4, "een versnelling"),
        "besluit_indeplaatsstelling": (4, 5, "een besluit tot indeplaatsstelling"),
    }[soort]
    stukken = [bevinding(soort), bevinding("verschoonbare_reden", personen=verschoonbaar)]
    eerder = [bevinding("vooraankondiging", datum="2026-04-01", periode=VORIG)]
    if mag:
        uit = assess_one(stukken, eerder, trede_vorig=vorig, **TEKORT)
        assert uit["trede_voorstel"] == naar
    else:
        melding = refused(assess_one, stukken, eerder, trede_vorig=vorig, **TEKORT)
        verwacht = f"{wat} kan niet zolang het hele tekort verschoonbaar is"
        assert f"{verwacht} (§2.3 en §3.1.1, 3e punt; Keuze K18)" in melding
        assert 'gevonden: "stand -3, toe te rekenen 0"' in melding


@pytest.mark.norm("N15", "N57")
@pytest.mark.parametrize(("verschoonbaar", "mag"), [(2, True), (3, False), (4, False)])
def test_the_province_does_not_take_over_while_nothing_is_attributable(
    assess_one, bevinding, verschoonbaar: int, mag: bool
) -> None:
    over = bevinding("indeplaatsstelling", datum="2026-07-16")
    stukken = [over, bevinding("verschoonbare_reden", personen=verschoonbaar)]
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    if mag:
        assert assess_one(stukken, eerder, trede_vorig=5, **TEKORT)["trede_voorstel"] == 6
    else:
        melding = refused(assess_one, stukken, eerder, trede_vorig=5, **TEKORT)
        assert "indeplaatsstelling kan niet zolang het hele tekort verschoonbaar is" in melding


def test_under_the_other_reading_of_k18_an_excuse_plays_no_part_from_trede_4_on(
    assess_one, bevinding
) -> None:
    anders = bevinding("keuze", keuze="K18", lezing="telt_niet")
    reden = bevinding("verschoonbare_reden", personen=3)
    aangekondigd = bevinding("vooraankondiging", datum="2026-04-01", periode=VORIG)
    naar_vijf = [anders, reden, bevinding("besluit_indeplaatsstelling")]
    assert assess_one(naar_vijf, [aangekondigd], trede_vorig=4, **TEKORT)["trede_voorstel"] == 5
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    naar_zes = [anders, reden, bevinding("indeplaatsstelling", datum="2026-07-16")]
    assert assess_one(naar_zes, eerder, trede_vorig=5, **TEKORT)["trede_voorstel"] == 6
    # An acceleration starts below trede 4, where an excuse weighs under either reading.
    snel = [anders, reden, bevinding("versnelling")]
    melding = refused(assess_one, snel, trede_vorig=2, **TEKORT)
    assert "een versnelling kan niet zolang het hele tekort verschoonbaar is" in melding


def test_going_back_from_trede_4_still_asks_full_realisation_however_much_is_excused(
    assess_one, bevinding
) -> None:
    stukken = [bevinding("afschalen"), bevinding("verschoonbare_reden", personen=3)]
    melding = refused(assess_one, stukken, trede_vorig=4, **TEKORT)
    assert 'zijn gerealiseerd (§3 inleiding); gevonden: "stand -3"' in melding


def test_where_it_is_not_known_what_is_attributable_no_excuse_stands_in_the_way(bevinding) -> None:
    stuk = bevinding("besluit_indeplaatsstelling", **SPOED).bevinding
    spoor = Besluitsporen((stuk,))
    assert list(objections(stuk, spoor, Positie(4, -3))) == []
    assert len(list(objections(stuk, spoor, Positie(4, -3, toerekenbaar=0)))) == 1
    assert list(objections(stuk, spoor, Positie(4, -3, toerekenbaar=1))) == []


# A keuze of which no other reading is worked out


@pytest.mark.parametrize("keuze", ["K1", "K2", "K3", "K10", "K11", "K18"])
def test_a_reading_that_is_worked_out_can_be_recorded(assess_all, bevinding, keuze: str) -> None:
    lezing = UTRECHT_2024.keuze(keuze).andere[0]
    uit = assess_all([bevinding("keuze", keuze=keuze, lezing=lezing)])
    assert uit.gekozen == {"GM900000": {keuze: lezing}}


@pytest.mark.parametrize("keuze", ["K7", "K13", "K15", "K19", "K20"])
def test_a_keuze_for_all_gemeenten_is_not_recorded_for_one(
    assess_one, bevinding, keuze: str
) -> None:
    lezing = UTRECHT_2024.keuze(keuze).andere[0]
    melding = refused(assess_one, [bevinding("keuze", keuze=keuze, lezing=lezing)])
    assert f"{keuze} geldt voor alle gemeenten en staat in het kader; keuze moet een van" in melding
    assert "deze zijn: K1, K2, K3, K10, K11, K18" in melding


# Other terms, and the end of a besluit (§3 trede 5)


@pytest.mark.parametrize("vorig", [4, 5, 6])
def test_a_besluit_is_changed_on_trede_5_only_and_that_moves_nobody(
    assess_one, bevinding, vorig: int
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stukken = [bevinding("besluit_wijziging")]
    invoer = {"trede_vorig": vorig, "realisatie": 10}
    if vorig == 5:
        uit = assess_one(stukken, eerder, **invoer)
        # Its term of 15 July was replaced by one of 15 August.
        assert (uit["trede_voorstel"], bool(uit["besluit_nodig"])) == (5, False)
        assert assess_one([], eerder, **invoer)["besluit_nodig"]
    else:
        melding = refused(assess_one, stukken, eerder, **invoer)
        assert "een besluit wijzigen kan alleen op trede 5, voor de indeplaatsstelling" in melding
        assert f'gevonden: "trede {vorig}"' in melding


@pytest.mark.parametrize(("van", "mag"), [(9, False), (10, True), (11, False)])
def test_a_change_names_the_besluit_in_force_by_its_date(
    assess_one, bevinding, van: int, mag: bool
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stukken = [bevinding("besluit_wijziging", besluit_van=f"2026-07-{van:02}")]
    invoer = {"trede_vorig": 5, "realisatie": 10}
    if mag:
        assert assess_one(stukken, eerder, **invoer)["trede_voorstel"] == 5
    else:
        melding = refused(assess_one, stukken, eerder, **invoer)
        assert "van het geldende besluit in het dossier (2026-07-10)" in melding
        assert f'gevonden: "2026-07-{van:02}"' in melding


def test_without_a_besluit_on_file_there_is_nothing_to_change(assess_one, bevinding) -> None:
    melding = refused(assess_one, [bevinding("besluit_wijziging")], trede_vorig=5, realisatie=10)
    assert "van het geldende besluit in het dossier (er is er geen)" in melding


@pytest.mark.parametrize("naar", [1, 3, 4, 5, 6])
@pytest.mark.parametrize("vorig", [4, 5, 6])
def test_taking_a_besluit_back_leads_down_from_5_or_6_whatever_the_backlog(
    assess_one, bevinding, vorig: int, naar: int
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stukken = [bevinding("besluit_intrekking", trede=naar)]
    invoer = {"trede_vorig": vorig, "realisatie": 10}
    if vorig >= 5 and naar < vorig:
        uit = assess_one(stukken, eerder, **invoer)
        assert (uit["trede_voorstel"], bool(uit["besluit_nodig"])) == (naar, False)
        return
    melding = refused(assess_one, stukken, eerder, **invoer)
    assert "Staat dit besluit al in het register" not in melding
    if vorig < 5:
        assert f'kan alleen op trede 5 of 6 (§3 trede 5); gevonden: "trede {vorig}"' in melding
    else:
        assert f"de trede moet lager zijn dan die van nu ({vorig})" in melding


@pytest.mark.parametrize(("van", "mag"), [(9, False), (10, True), (11, False)])
def test_what_is_taken_back_is_a_besluit_on_file(
    assess_one, bevinding, van: int, mag: bool
) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    stukken = [bevinding("besluit_intrekking", besluit_van=f"2026-07-{van:02}")]
    invoer = {"trede_vorig": 5, "realisatie": 10}
    if mag:
        assert assess_one(stukken, eerder, **invoer)["trede_voorstel"] == 4
    else:
        melding = refused(assess_one, stukken, eerder, **invoer)
        assert "moet de datum zijn van een besluit in het dossier (2026-07-10)" in melding


def test_the_taking_over_can_be_annulled_as_well_and_an_empty_file_refuses_nothing(
    assess_one, bevinding
) -> None:
    eerder = [
        bevinding("besluit_indeplaatsstelling", periode=VORIG),
        bevinding("indeplaatsstelling", periode=VORIG, datum="2026-07-16"),
    ]
    weg = bevinding("besluit_intrekking", besluit_van="2026-07-16", trede=5)
    invoer = {"trede_vorig": 6, "realisatie": 10}
    assert assess_one([weg], eerder, **invoer)["trede_voorstel"] == 5
    assert assess_one([weg], **invoer)["trede_voorstel"] == 5


def test_after_it_was_taken_back_a_besluit_can_be_taken_anew(assess_one, bevinding) -> None:
    """The court annuls it; from trede 4 gedeputeerde staten decide again, better founded."""
    eerder = [
        bevinding("vooraankondiging", datum="2026-04-01", periode=VORIG),
        bevinding("besluit_indeplaatsstelling", periode=VORIG),
    ]
    opnieuw = {naam: "2026-07-19" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    termijnen = [{"maatregel": "toewijzen", "uiterlijk": "2026-10-01"}]
    stukken = [
        bevinding("besluit_intrekking", grond="vernietiging"),
        bevinding("besluit_indeplaatsstelling", termijnen=termijnen, **opnieuw),
    ]
    uit = assess_one(stukken, eerder, trede_vorig=5, realisatie=10)
    assert (uit["trede_voorstel"], bool(uit["besluit_nodig"])) == (5, False)


def test_a_second_besluit_on_trede_5_is_sent_to_a_change(assess_one, bevinding) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling"), bevinding("vooraankondiging")]
    melding = refused(assess_one, stukken, trede_vorig=5, realisatie=10)
    assert "leg dan een besluit_wijziging vast" in melding
