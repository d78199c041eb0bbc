"""Why this trede and no other, with the numbers of this gemeente."""

from dataclasses import replace
from typing import Any

import pytest

from ibt.begrippen.beoordeling import AndereLezing
from ibt.rapport.gemeente import andere_regels, omslag, waarom

KEUZE_1 = AndereLezing("K1", "verrekend", 2)
PLAN = {
    "soort": "verbeterplan_niet_uitgevoerd",
    "grond": "niet_opgesteld",
    "afgesproken_termijn": "2026-05-01",
}


@pytest.mark.norm("N03")
def test_the_rule_is_named_with_its_place_and_what_it_leads_to(geval: Any, read: Any) -> None:
    een = geval(trede=3, stand_begin=-20, realisatie=31)
    tekst = read(waarom(een.beoordeling, een.kader))
    assert (
        "De achterstand kromp van 20 naar 9 personen. Voor een halvering mocht de achterstand "
        "die telt hooguit 10 zijn; dat is gehaald." in tekst
    )
    assert "Daarom geldt regel 3b van §3 trede 3, 2e punt" in tekst
    assert "Wie op trede 3 stond, gaat naar trede 2." in tekst
    assert "De achterstand is 9. Voor een halvering mocht zij hooguit 10 zijn." in tekst


@pytest.mark.parametrize("afgeweken", [True, False])
def test_where_the_computation_was_overruled_the_section_ends_with_what_did(
    afgeweken: bool, geval: Any, read: Any
) -> None:
    stuk = {"soort": "afwijking", "grond": "overmacht", "trede": 2}
    een = geval(*([stuk] if afgeweken else []), trede=2, stand_begin=-5, realisatie=15)
    tekst = read(waarom(een.beoordeling, een.kader))
    assert ("In de berekening geldt regel 2c" in tekst) is afgeweken
    assert ("De trede blijft 2." in tekst) is afgeweken


def test_every_rule_that_did_not_apply_names_its_comparison_with_numbers(
    geval: Any, table: Any
) -> None:
    een = geval(trede=2, stand_begin=-10, realisatie=21)
    rijen = table(andere_regels(een.beoordeling, een.kader))
    assert set(rijen) == {"2a", "2c"}
    assert rijen["2a"][2] == "Er is een achterstand van 9 personen."
    assert rijen["2c"][2] == "De achterstand kromp van 10 naar 9 personen."


def test_the_finding_on_the_plan_is_a_reason_against_the_milder_rules(
    geval: Any, table: Any
) -> None:
    een = geval(PLAN, trede=3, stand_begin=-20, realisatie=31)
    assert een.beoordeling.regel == "3e"
    rijen = table(andere_regels(een.beoordeling, een.kader))
    zin = "Vastgesteld is dat het verbeterplan niet is opgesteld."
    assert rijen["3b"][2] == zin


def test_where_the_figures_decide_against_a_rule_too_they_are_the_reason(
    geval: Any, table: Any
) -> None:
    een = geval(PLAN, trede=3, stand_begin=-10, realisatie=24)
    rijen = table(andere_regels(een.beoordeling, een.kader))
    assert rijen["3b"][2] == "De achterstand is 6. Voor een halvering mocht zij hooguit 5 zijn."
    assert rijen["3d"][2] == "De achterstand kromp van 10 naar 6 personen."


@pytest.mark.parametrize(
    ("grond", "woorden"),
    [
        ("niet_opgesteld", "nalatig is gebleven bij het opstellen hiervan"),
        ("niet_of_onvoldoende_uitgevoerd", "niet of niet voldoende heeft uitgevoerd"),
    ],
)
def test_of_rule_3e_the_words_for_what_was_found_are_quoted(
    grond: str, woorden: str, geval: Any, read: Any
) -> None:
    een = geval({**PLAN, "grond": grond}, trede=3, stand_begin=-10, realisatie=24)
    assert f"De woorden van het kader: “{woorden}”." in read(waarom(een.beoordeling, een.kader))


def test_without_such_a_finding_rule_3e_says_so(geval: Any, table: Any) -> None:
    een = geval(trede=3, stand_begin=-20, realisatie=31)
    rijen = table(andere_regels(een.beoordeling, een.kader))
    zin = "Er is geen bevinding dat het verbeterplan niet is opgesteld of uitgevoerd."
    assert rijen["3e"][2] == zin


def test_how_many_more_or_fewer_would_have_changed_it(geval: Any, read: Any) -> None:
    een = geval(trede=2, stand_begin=-10, realisatie=21)
    tekst = read(omslag(een.beoordeling, een.kader))
    assert "Met 9 personen meer gehuisvest was de berekende trede 1 geweest." in tekst
    assert "Met 1 persoon minder gehuisvest was de berekende trede 3 geweest." in tekst


def test_where_no_number_changes_it_that_is_said(geval: Any, read: Any) -> None:
    een = geval(trede=1, stand_begin=30, realisatie=20)
    tekst = read(omslag(een.beoordeling, een.kader))
    assert "Ook met meer gehuisveste personen was de berekende trede 1 geweest." in tekst
    assert "Ook met minder gehuisveste personen was de berekende trede 1 geweest." in tekst


def test_another_reading_that_changes_the_trede_is_shown_with_its_question(
    geval: Any, read: Any, table: Any
) -> None:
    een = geval(trede=1, stand_begin=2, realisatie=15)
    deel = omslag(een.beoordeling, een.kader)
    assert "Het kader is hier op meer dan één manier te lezen." in read(deel)
    vraag, gekozen, ander, dan = table(deel)["K1 voorsprong"]
    assert vraag.startswith("Beschermt een voorsprong")
    assert "(§3 trede 1, 2e punt)" in vraag
    assert gekozen.startswith("ja")
    assert ander
    assert dan == "trede 2"


def test_no_other_reading_is_said_too(geval: Any, read: Any) -> None:
    een = geval(trede=1)
    zin = (
        "Van de keuzes K1, K2, K3, K10, K11 en K18 zijn ook de andere lezingen uitgerekend; "
        "geen daarvan geeft hier een andere trede."
    )
    assert zin in read(omslag(een.beoordeling, een.kader))
    for anders in ({"lezingen": {"K1": "beschermt"}}, {"andere_lezingen": (KEUZE_1,)}):
        assert zin not in read(omslag(replace(een.beoordeling, **anders), een.kader))


def test_a_framework_with_other_rule_ids_needs_no_change_here(
    geval: Any, read: Any, table: Any
) -> None:
    """Another ladder: the same conditions under new ids, with its own words."""
    een = geval(trede=2, stand_begin=-10, realisatie=21)
    oud = een.kader

    def make_ladder(lezingen: Any) -> Any:
        ladder = oud.make_ladder(lezingen)
        regels = tuple(replace(regel, id=f"art. {regel.id}") for regel in ladder.regels)
        return replace(ladder, regels=regels)

    nieuw = replace(
        oud,
        make_ladder=make_ladder,
        uitleg={f"art. {regel}": uitleg for regel, uitleg in oud.uitleg.items()},
    )
    anders = replace(
        een.beoordeling,
        regel=f"art. {een.beoordeling.regel}",
        andere_lezingen=(AndereLezing("K2", "bij_intrede", 3),),
    )
    assert "Daarom geldt regel art. 2b" in read(waarom(anders, nieuw))
    assert set(table(andere_regels(anders, nieuw))) == {"art. 2a", "art. 2c"}
    assert "K2 basis" in table(omslag(anders, nieuw))
