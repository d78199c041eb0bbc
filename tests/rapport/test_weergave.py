"""Every noun shows itself in a notebook: short as text, and as HTML what matters of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import ibt
from ibt.begrippen.vertoon import Vertoonbaar, as_html

UTRECHT = ibt.kader("utrecht-2024")
PROJECT = Path(__file__).parents[2]
JULI, APRIL = "2026-07-01", "2026-04-01"


@pytest.fixture(scope="module")
def rondes() -> dict[str, ibt.Ronde]:
    return {dag: ibt.open_ronde(PROJECT / f"parameters/{dag}.yaml") for dag in (JULI, APRIL)}


def text_of(noun: Vertoonbaar) -> str:
    soep = BeautifulSoup(noun._repr_html_() or "", "html.parser")
    return soep.get_text(" ", strip=True).replace("\xa0", " ")


def test_a_gemeente_shows_its_conclusion_its_sum_and_the_ladder(rondes) -> None:
    tekst = text_of(rondes[JULI]["Zeist"])
    for deel in (
        "Zeist (GM0355) op 1 juli 2026: trede 3 . De gemeente blijft op trede 3.",
        "Stand aan het eind −9",
        "Regels vanaf trede 3 die niet gelden",
        "Met 9 personen meer gehuisvest was de berekende trede 1 geweest.",
    ):
        assert deel in tekst


def test_halfway_a_gemeente_shows_where_it_stands(rondes) -> None:
    tekst = text_of(rondes[APRIL]["Zeist"])
    assert "Zeist (GM0355) op 1 april 2026: nu op trede 3 ." in tekst
    assert "Nog nodig voor de totaalopgave 30" in tekst


def test_a_traject_shows_its_milestones_or_that_it_has_none(rondes) -> None:
    tekst = text_of(rondes[JULI].traject("Zeist"))
    assert "verbeterplan vaststellen en toesturen B en W 14 oktober 2025" in tekst
    leeg = next(
        traject
        for stuk in rondes[JULI]
        if not (traject := rondes[JULI].traject(stuk.gemeente.code)).mijlpalen
    )
    assert "Er staan geen mijlpalen open." in text_of(leeg)


@pytest.mark.parametrize("dag", [JULI, APRIL])
def test_nothing_prints_a_wall(rondes, dag: str) -> None:
    ronde = rondes[dag]
    for noun in (ronde, *ronde, *(ronde.traject(stuk.gemeente.code) for stuk in ronde)):
        assert 10 < len(repr(noun)) < 160
        assert "\n" not in repr(noun)


def test_what_no_room_shows_is_its_text() -> None:
    assert as_html(object()) is None
    assert Vertoonbaar()._repr_html_() is None


def test_a_ladder_is_shown_as_its_decision_table() -> None:
    ladder = UTRECHT.ladder
    pagina = BeautifulSoup(ladder._repr_html_() or "", "html.parser")
    assert "precies één regel (UNIQUE)" in pagina.caption.text  # type: ignore[union-attr]
    _, *rijen = (
        [cel.get_text("; ") for cel in rij.find_all(["th", "td"])] for rij in pagina.select("tr")
    )
    assert [rij[0] for rij in rijen] == [regel.id for regel in ladder.regels]
    assert rijen[8] == [
        "3b",
        "3",
        "de toerekenbare achterstand is groter dan 0; "
        "er is geen bevinding dat het verbeterplan niet is opgesteld of uitgevoerd; "
        "2 keer de toerekenbare achterstand is ten hoogste de achterstand aan het begin van het "
        "halfjaar",
        "2",
        "§3 trede 3, 2e punt: “met 50% of meer afgenomen”",
    ]


def test_a_ladder_shows_itself_to_who_asked_for_nothing_else() -> None:
    vraag = 'import ibt; print(ibt.kader("utrecht-2024").ladder._repr_html_()[:4])'
    uit = subprocess.run([sys.executable, "-c", vraag], capture_output=True, check=True, text=True)
    assert uit.stdout == "<div\n"


def test_a_framework_shows_where_its_text_can_be_read_in_two_ways() -> None:
    soep = BeautifulSoup(UTRECHT._repr_html_() or "", "html.parser")
    rij = soep.find("th", string="K1").find_parent("tr").get_text(" ", strip=True)
    for deel in ("die toch met een tekort eindigt?", "beschermt: ja, de gemeente blijft", "§3"):
        assert deel in rij
    assert 'ronde.wat_als(keuze={"K1": "verrekend"})' in soep.get_text()


def test_a_ladder_says_how_it_was_read() -> None:
    html = UTRECHT.ladder_under({"K1": "verrekend"})._repr_html_() or ""
    assert "K1 (voorsprong): nee, de voorsprong is al verrekend in de totaalopgave." in html


def test_in_a_terminal_a_ladder_is_one_line() -> None:
    assert repr(UTRECHT.ladder) == (
        "Ladder van utrecht-2024: 17 regels "
        "(per trede waarop een gemeente staat 1: 3, 2: 3, 3: 5, 4: 2, 5: 2, 6: 2)"
    )
    anders = repr(UTRECHT.ladder_under({"K10": "3b_voor_3e"}))
    assert anders.startswith("Ladder van utrecht-2024, K10 3b_voor_3e: 17 regels")
