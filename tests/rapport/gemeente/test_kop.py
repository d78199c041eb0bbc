"""The conclusion: which trede, where from, and why, before anything else."""

from typing import Any

import pytest

from ibt.rapport.brief.cijfers import explained
from ibt.rapport.gemeente import conclusie
from ibt.ronde import beoordeel

AFWIJKING = {"soort": "afwijking", "grond": "zelf_op_korte_termijn", "trede": 2}
OVERMACHT = {
    "soort": "verschoonbare_reden",
    "categorie": "calamiteit",
    "aangedragen_op": "2026-06-01",
    "bewijs": "brief",
    "oordeel": "verschoonbaar",
    "personen": 6,
}


def words(een: Any, read: Any) -> str:
    return str(read(conclusie(een.beoordeling, een.verslag, een.kader)))


def test_the_first_words_are_the_proposed_trede_and_the_move(geval: Any, read: Any) -> None:
    tekst = words(geval(trede=2, stand_begin=-5, realisatie=15), read)
    assert tekst.startswith(
        "Voorgestelde inschaling: trede 3. Zwaarder toezicht: van trede 2 naar trede 3."
    )


@pytest.mark.norm("N75")
def test_on_trede_3_the_gemeente_reads_that_it_can_still_fulfil_its_task(
    geval: Any, read: Any
) -> None:
    tekst = words(geval(trede=2, stand_begin=-5, realisatie=15), read)
    assert "verbeterplan: zo kan de gemeente alsnog aan haar taak voldoen." in tekst


def test_a_fall_is_called_a_fall(geval: Any, read: Any) -> None:
    tekst = words(geval(trede=3, stand_begin=-5, realisatie=30), read)
    assert "Lichter toezicht: van trede 3 naar trede 1." in tekst


def test_no_move_is_called_no_move(geval: Any, read: Any) -> None:
    assert "De gemeente blijft op trede 2." in words(
        geval(trede=2, stand_begin=-5, realisatie=23), read
    )


def test_after_adoption_it_is_no_proposal_any_more(geval: Any, read: Any) -> None:
    een = geval(trede=1, ronde={"vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"}})
    assert words(een, read).startswith("Inschaling: trede 1")


def test_without_an_earlier_trede_it_says_so(geval: Any, read: Any) -> None:
    assert "Er is geen eerdere inschaling; gerekend is vanaf trede 1." in words(geval(), read)


def test_trede_1_is_never_a_discharge(geval: Any, read: Any) -> None:
    tekst = words(geval(OVERMACHT, trede=1, realisatie=14), read)
    assert "De achterstand van 6 personen telt mee in het volgende halfjaar." in tekst
    for woord in ("ontheven", "ontslagen", "klaar", "kwijtgescholden", "vrijgesteld"):
        assert woord not in tekst


@pytest.mark.parametrize(
    ("realisatie", "zin"),
    [
        (28, "De voorsprong van 8 personen telt mee in het volgende halfjaar."),
        (21, "De voorsprong van 1 persoon telt mee in het volgende halfjaar."),
        (20, "begint de gemeente zonder achterstand en zonder voorsprong."),
    ],
)
def test_what_is_left_counts_in_the_next_half_year(
    realisatie: int, zin: str, geval: Any, read: Any
) -> None:
    assert zin in words(geval(trede=1, realisatie=realisatie), read)


@pytest.mark.norm("N70")
def test_an_excused_shortfall_is_worded_as_such(geval: Any, read: Any) -> None:
    tekst = words(geval(OVERMACHT, trede=1, realisatie=14), read)
    assert (
        "De totaalopgave is niet volledig gerealiseerd; het tekort van 6 personen is "
        "verschoonbaar geacht (§2.3)."
    ) in tekst
    assert "de totaalopgave is volledig gerealiseerd" not in tekst


def test_a_deviation_shows_the_computed_trede_beside_the_proposal(geval: Any, read: Any) -> None:
    tekst = words(geval(AFWIJKING, trede=2, stand_begin=-5, realisatie=15), read)
    assert "Voorgestelde inschaling: trede 2" in tekst
    assert "De berekening geeft trede 3." in tekst
    assert "de gemeente realiseert de opgave zelf op korte termijn" in tekst


def test_the_words_of_the_conclusion_are_explained(geval: Any, read: Any) -> None:
    tekst = words(geval(), read)
    for begrip in ("Vergunninghouders zijn", "De taakstelling is", "De totaalopgave is de"):
        assert begrip in tekst
    assert "Het COA is het Centraal Orgaan opvang asielzoekers" in tekst


def test_a_borderline_case_says_with_how_few_persons(geval: Any, read: Any) -> None:
    tekst = words(geval(trede=2, stand_begin=-5, realisatie=20), read)
    assert ("Met 1 persoon meer gehuisvest was de berekende trede 2 geweest.") in tekst
    # Two persons fewer than the turning point is further off than 2 or 5%: no side that is far.
    assert "minder gehuisvest was de berekende" not in tekst


def test_a_stand_that_differs_is_shown_with_both_numbers(geval: Any, read: Any) -> None:
    tekst = words(geval(trede=2, stand_begin=-23, stand_eind_vorig=-20, realisatie=50), read)
    assert (
        "De stand aan het begin verschilt van de vorige beoordeling: "
        "−23 volgens het COA en −20 in de vorige beoordeling."
    ) in tekst


def test_an_open_correction_explains_a_difference(geval: Any, read: Any) -> None:
    open_correctie = {
        "soort": "correctie",
        "personen": 2,
        "bewijs": "huurcontract",
        "datum": "2026-01-10",
        "gehuisvest_van": "2025-12-20",
    }
    een = geval(trede=2, stand_begin=-9, stand_eind_vorig=-7, ronde={"dossier": [open_correctie]})
    tekst = words(een, read)
    assert "Er staan correcties open voor 2 personen; dat verklaart het verschil." in tekst


def test_signals_are_no_reason_to_look_again_at_the_trede(geval: Any, read: Any) -> None:
    tekst = words(
        geval(trede=1, realisatie=25, omkoppelingen=4, stapelgemeente="ja", wachttijd_fase2=200),
        read,
    )
    assert "Let op" not in tekst


@pytest.mark.parametrize(
    ("maanden", "personen", "zin"),
    [
        ((46, 46, 49), 3, "De taakstelling ging van 46 naar 49 (herverdeling)."),
        ((46, 46, 49), 2, "De taakstelling ging van 46 naar 49."),
        ((46, 46, 49), 0, "De taakstelling ging van 46 naar 49."),
        ((46, 50, 49), 3, "De taakstelling ging van 46 naar 50 en daarna naar 49 (herverdeling)."),
        ((49, 46, 49), 0, "De taakstelling ging van 49 naar 46 en daarna naar 49."),
    ],
)
def test_a_changed_taakstelling_is_told_by_its_numbers_on_page_and_in_the_letter(
    maanden: tuple[int, ...], personen: int, zin: str, make_ronde: Any, read: Any
) -> None:
    *eerder, nu = maanden
    rij = {
        "trede": 1,
        "taakstelling": nu,
        "realisatie": nu,
        "maanden": [
            {"stand_per": f"2026-0{maand}-01", "taakstelling": aantal, "realisatie": 5}
            for maand, aantal in enumerate(eerder, start=4)
        ],
    }
    delen = [
        {
            "gemeente": code,
            "soort": "herverdeling",
            "afspraak": "A",
            "personen": aantal,
            "verwerkt_in_taakstelling": "ja",
        }
        for code, aantal in (("GM9001", personen), ("GM9002", -personen))
    ]
    ronde = make_ronde(rij, {"trede": 1}, bevindingen=delen if personen else [])
    een = beoordeel(ronde)[0]
    assert zin in read(conclusie(een, ronde.verslag, ronde.kader))
    assert f"{zin[:-1]}; wij rekenen met de taakstelling die gold" in explained(een)[0]
