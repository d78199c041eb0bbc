"""Published cases: the trede that the text of 2024 gives, found by hand, against the program.

`gevallen.csv`: figures as published, the rule and trede of the 2024 text, what was published, and
where that differs, why (an earlier framework, another province).
"""

import csv
from pathlib import Path

import pytest

from ibt.beoordeling.inschaling import classify
from ibt.kader.utrecht_2024 import UTRECHT_2024

Geval = dict[str, str]
with (Path(__file__).parent / "gevallen.csv").open(encoding="utf-8", newline="") as bestand:
    GEVALLEN: list[Geval] = list(csv.DictReader(bestand))
BESLIST = [geval for geval in GEVALLEN if geval["regel"]]


def named(geval: Geval) -> str:
    return f"{geval['id']} {geval['geval']}"


def number(geval: Geval, kolom: str, anders: int = 0) -> int:
    return int(geval[kolom] or anders)


def outcome(frame, geval: Geval, trede: int, **lezingen: str):
    """Only the standen decide: a round 100 of 100 stands in for a taakstelling not published."""
    begin, eind = number(geval, "stand_begin"), number(geval, "stand_eind")
    taakstelling = number(geval, "taakstelling", 200)
    realisatie = number(geval, "realisatie", taakstelling + eind - begin)
    if not geval["taakstelling"]:
        taakstelling = begin + realisatie - eind
    invoer = frame(
        trede_vorig=trede,
        taakstelling=taakstelling,
        stand_begin=begin,
        realisatie=realisatie,
        verschoonbaar=number(geval, "verschoonbaar"),
    )
    uit = classify(invoer, UTRECHT_2024, lezingen)
    return str(uit.regel[0]), int(uit.trede[0])


@pytest.mark.parametrize("geval", BESLIST, ids=named)
def test_a_published_case_gets_the_trede_of_the_2024_text(frame, geval: Geval) -> None:
    trede = number(geval, "trede_voor", 1)
    assert outcome(frame, geval, trede) == (geval["regel"], int(geval["trede_2024"]))


@pytest.mark.parametrize("geval", GEVALLEN, ids=named)
def test_where_the_published_outcome_differs_the_case_says_why(geval: Geval) -> None:
    onbekend = geval["gepubliceerd"] == "onbekend"
    if not onbekend and geval["gepubliceerd"] != geval["trede_2024"]:
        reden = geval["waarom_anders"]
        assert "ouder kader" in reden or "andere provincie" in reden
    assert geval["bron"].startswith("http")


def test_no_case_has_gone_missing_and_the_undecided_ones_lack_figures() -> None:
    assert len(GEVALLEN) == 11
    assert {geval["id"] for geval in BESLIST} == {
        "A1", "A3", "A4", "A5", "A7", "A10", "A14", "A16",
    }  # fmt: skip
    for geval in GEVALLEN:
        if geval not in BESLIST:
            assert not geval["trede_voor"] or not (geval["realisatie"] or geval["stand_eind"])


@pytest.mark.parametrize("trede", [1, 2, 3])
def test_an_excused_shortfall_leads_to_trede_1_from_any_trede(frame, trede: int) -> None:
    """Etten-Leur 2021-II: the trede before was not published, so try all."""
    [geval] = [geval for geval in GEVALLEN if geval["id"] == "A16"]
    assert outcome(frame, geval, trede)[1] == 1


def test_nieuwegein_would_go_up_under_the_other_reading_of_the_voorsprong(frame) -> None:
    [geval] = [geval for geval in GEVALLEN if geval["id"] == "A4"]
    assert outcome(frame, geval, 1, K1="verrekend") == ("1c", 2)
    assert outcome(frame, geval, 1, K1="tot_omvang") == ("1b", 1)
