"""What the supervisor found, beside what was computed."""

from typing import Any

from ibt.rapport.gemeente import oordeel


def test_computed_and_proposed_trede_stand_side_by_side(geval: Any, read: Any, table: Any) -> None:
    een = geval(
        {"soort": "afwijking", "grond": "overmacht", "trede": 2},
        trede=2,
        stand_begin=-5,
        realisatie=15,
    )
    deel = oordeel(een.beoordeling)
    assert table(deel)["Berekend"] == ["3", "regel 2c"]
    assert table(deel)["Voorstel na bevindingen"] == ["2", "afwijking: overmacht (§3.1)"]
    assert "omdat het zo is" in read(deel)
    assert "vastgelegd door A. Toezicht, 10 juli 2026" in read(deel)


def test_without_findings_it_says_so(geval: Any, read: Any, table: Any) -> None:
    deel = oordeel(geval(trede=1).beoordeling)
    assert table(deel)["Voorstel na bevindingen"] == ["1", "gelijk aan de berekening"]
    assert "Voor deze gemeente zijn geen bevindingen vastgelegd." in read(deel)


def test_the_fields_of_a_finding_are_dutch(geval: Any, read: Any) -> None:
    een = geval(
        {
            "soort": "correctie",
            "personen": 1_234,
            "bewijs": "huurcontract <b>",
            "gehuisvest_van": "2026-06-20",
            "gehuisvest_tot": "2026-06-30",
            "verwerkt_in": "2026-II",
        },
        trede=1,
    )
    tekst = read(oordeel(een.beoordeling))
    assert "Correctie op de realisatie" in tekst
    assert "personen 1.234" in tekst
    assert "bewijs huurcontract <b>" in tekst
    assert "gehuisvest vanaf 20 juni 2026" in tekst
    assert "door het COA geteld in tweede halfjaar van 2026" in tekst


def test_an_open_decision_on_trede_4_to_6_is_said_here_too(geval: Any, read: Any) -> None:
    een = geval(trede=5, stand_begin=-5, realisatie=30)
    assert "De toezichthouder moet nog beslissen" in read(oordeel(een.beoordeling))
