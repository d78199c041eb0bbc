"""The ladder of §3 at its boundaries, and what must hold for every input.

`ladder_gevallen.csv` is written by hand: figures, the rule and trede that the text gives, and why.
Add a line to add a case.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibt.begrippen.fout import KaderFout
from ibt.kader import kaders, utrecht_2024
from ibt.kader.tabel import Regel, Tabel
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.utrecht_2024.ladder import STAND_EIND, TEKORT

NORMEN = Path(utrecht_2024.__file__).with_name("normen.csv")
LADDER = UTRECHT_2024.ladder
REGELS = sorted(
    f"{trede}{letter}"
    for trede, letters in enumerate(("abc", "abc", "abcde", "ab", "ab", "ab"), start=1)
    for letter in letters
)
VARIANTEN = [
    {"K1": k1, "K10": k10}
    for k1 in ("beschermt", "verrekend", "tot_omvang")
    for k10 in ("3e_voor_3b", "3b_voor_3e")
]


def lines(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


GEVALLEN = lines(Path(__file__).with_name("ladder_gevallen.csv"))


def quantities(stand_begin: int, stand_eind: int, verschoonbaar: int, plan: int) -> dict[str, int]:
    """What the ladder sees, worked out here and not by ibt."""
    return {
        "toerekenbaar": max(0, max(0, -stand_eind) - verschoonbaar),
        "stand_begin_gebruikt": stand_begin,
        "achterstand_begin": max(0, -stand_begin),
        "stand_eind": stand_eind,
        "verbeterplan_niet_uitgevoerd": plan,
    }


def of_line(geval: dict[str, str]) -> dict[str, int]:
    begin = int(geval["stand_begin"])
    eind = int(geval["realisatie"]) - int(geval["taakstelling"]) + begin
    plan = int(geval["verbeterplan_niet_uitgevoerd"])
    return quantities(begin, eind, int(geval["verschoonbaar"]), plan)


@pytest.mark.norm(
    "N25",
    "N28",
    "N29",
    "N30",
    "N32",
    "N33",
    "N34",
    "N37",
    "N38",
    "N39",
    "N40",
    "N41",
    "N50",
    "N70",
    "N71",
    "N72",
    "N73",
)
@pytest.mark.parametrize(
    "geval", GEVALLEN, ids=[f"regel {n}: {g['waarom']}" for n, g in enumerate(GEVALLEN, 2)]
)
def test_each_case_gets_the_rule_and_trede_that_the_text_gives(geval: dict[str, str]) -> None:
    regel = LADDER.select_regel(int(geval["van_trede"]), of_line(geval))
    assert (regel.id, regel.naar) == (geval["regel"], int(geval["naar_trede"]))


def test_the_cases_reach_every_rule_of_the_ladder_and_say_why() -> None:
    assert {geval["regel"] for geval in GEVALLEN} == set(REGELS)
    assert len(GEVALLEN) >= 70
    assert all(len(geval["waarom"]) > 15 for geval in GEVALLEN)


def test_the_ladder_has_exactly_the_rules_of_the_contract() -> None:
    assert sorted(regel.id for regel in LADDER.regels) == REGELS


def test_whole_columns_give_the_same_answer_as_one_case_at_a_time() -> None:
    treden = np.array([int(geval["van_trede"]) for geval in GEVALLEN])
    rijen = [of_line(geval) for geval in GEVALLEN]
    kolommen = {naam: np.array([rij[naam] for rij in rijen]) for naam in rijen[0]}
    samen = LADDER.select_regels(treden, kolommen)
    assert samen.regel.tolist() == [geval["regel"] for geval in GEVALLEN]
    assert samen.trede.tolist() == [int(geval["naar_trede"]) for geval in GEVALLEN]


stand = st.integers(-60, 60) | st.integers(-9_999_999, 9_999_999)
rij = st.tuples(st.integers(1, 6), stand, stand, st.integers(0, 70), st.integers(0, 1))


@given(rijen=st.lists(rij, min_size=1, max_size=30), variant=st.sampled_from(VARIANTEN))
@settings(max_examples=200, deadline=None)
def test_exactly_one_rule_applies_and_a_column_says_the_same(
    rijen: list[tuple[int, int, int, int, int]], variant: dict[str, str]
) -> None:
    ladder = UTRECHT_2024.ladder_under(variant)
    waarden = [quantities(*cijfers) for _, *cijfers in rijen]
    een = [ladder.select_regel(trede, rij) for (trede, *_), rij in zip(rijen, waarden, strict=True)]
    kolommen = {naam: np.array([rij[naam] for rij in waarden]) for naam in waarden[0]}
    samen = ladder.select_regels(np.array([trede for trede, *_ in rijen]), kolommen)
    assert samen.regel.tolist() == [regel.id for regel in een]
    assert samen.trede.tolist() == [regel.naar for regel in een]


@given(rij=rij, meer=st.integers(0, 100), variant=st.sampled_from(VARIANTEN))
@settings(max_examples=300, deadline=None)
def test_more_housed_never_gives_a_higher_trede(
    rij: tuple[int, int, int, int, int], meer: int, variant: dict[str, str]
) -> None:
    trede, begin, eind, verschoonbaar, plan = rij
    ladder = UTRECHT_2024.ladder_under(variant)
    nu = ladder.select_regel(trede, quantities(begin, eind, verschoonbaar, plan))
    dan = ladder.select_regel(trede, quantities(begin, eind + meer, verschoonbaar, plan))
    assert dan.naar <= nu.naar


@pytest.mark.parametrize(
    ("lezing", "van", "cijfers", "regel"),
    [
        # A lead of 8, and 7, 8 or 9 short at the end.
        ({"K1": "beschermt"}, 1, (8, -9, 0, 0), "1b"),
        ({"K1": "verrekend"}, 1, (8, -7, 0, 0), "1c"),
        ({"K1": "tot_omvang"}, 1, (8, -7, 0, 0), "1b"),
        ({"K1": "tot_omvang"}, 1, (8, -8, 0, 0), "1b"),
        ({"K1": "tot_omvang"}, 1, (8, -9, 0, 0), "1c"),
        # A backlog of 10 of which 4, 5 or 6 are left, and the plan was not carried out.
        ({"K10": "3e_voor_3b"}, 3, (-10, -5, 0, 1), "3e"),
        ({"K10": "3b_voor_3e"}, 3, (-10, -4, 0, 1), "3b"),
        ({"K10": "3b_voor_3e"}, 3, (-10, -5, 0, 1), "3b"),
        ({"K10": "3b_voor_3e"}, 3, (-10, -6, 0, 1), "3e"),
        ({"K10": "3b_voor_3e"}, 3, (-10, -6, 0, 0), "3c"),
    ],
    ids=str,
)
def test_another_reading_gives_the_rule_that_it_says(
    lezing: dict[str, str], van: int, cijfers: tuple[int, int, int, int], regel: str
) -> None:
    ladder = UTRECHT_2024.ladder_under(lezing)
    assert ladder.select_regel(van, quantities(*cijfers)).id == regel


@pytest.mark.norm("N23")
@pytest.mark.parametrize("variant", VARIANTEN, ids=str)
def test_a_step_up_is_never_more_than_one_trede(variant: dict[str, str]) -> None:
    assert all(regel.naar <= regel.van + 1 for regel in UTRECHT_2024.ladder_under(variant).regels)


@pytest.mark.parametrize("regel", LADDER.regels, ids=lambda regel: regel.id)
def test_every_rule_cites_norms_that_exist_at_the_place_that_it_names(regel: Regel) -> None:
    plaatsen = {norm["norm"]: norm["vindplaats"].replace(",", "") for norm in lines(NORMEN)}
    assert len(plaatsen) == 77
    assert regel.normen
    assert set(regel.normen) <= set(plaatsen)
    genoemd = regel.vindplaats.replace(",", "")
    assert any(genoemd.startswith(plaatsen[norm]) for norm in regel.normen)
    assert 0 < len(regel.woorden.split()) <= 8, "hooguit de beslissende woorden van de tekst"


def test_a_rule_that_does_not_apply_names_the_comparison_and_its_numbers() -> None:
    waarden = quantities(-10, -6, 0, 0)
    (vergelijking,) = LADDER["3b"].failing(waarden)
    assert str(vergelijking) == "2 * toerekenbaar <= achterstand_begin"
    assert vergelijking.numbers(waarden) == (12, 10)
    assert vergelijking.words() == "ten hoogste"
    assert LADDER["3c"].failing(waarden) == ()


def test_no_rule_or_two_rules_stop_the_program_with_the_culprits() -> None:
    een = Regel("1x", 1, (TEKORT,), 1, "§3", "woorden", ("N28",))
    twee = Regel("1y", 1, (STAND_EIND < 0,), 2, "§3", "woorden", ("N28",))
    waarden = quantities(0, -5, 0, 0)
    with pytest.raises(KaderFout, match="1x, 1y"):
        Tabel((een, twee)).select_regel(1, waarden)
    kolommen = {naam: np.array([0, waarde]) for naam, waarde in waarden.items()}
    with pytest.raises(KaderFout, match=r"geldt er geen .*'stand_eind': 0"):
        Tabel((een, twee)).select_regels(np.array([1, 1]), kolommen)
    dubbel = {naam: np.array([waarde]) for naam, waarde in waarden.items()}
    with pytest.raises(KaderFout, match="1x, 1y"):
        Tabel((een, twee)).select_regels(np.array([1]), dubbel)
    with pytest.raises(KaderFout, match="trede 7"):
        LADDER.select_regel(7, waarden)
    with pytest.raises(KaderFout, match="trede 0"):
        LADDER.select_regels(np.array([1, 0]), kolommen)


def test_an_unknown_rule_is_a_key_error_and_a_column_may_be_empty() -> None:
    with pytest.raises(KeyError, match="9z"):
        LADDER["9z"]
    leeg = np.array([], dtype=np.int64)
    uit = LADDER.select_regels(leeg, dict.fromkeys(quantities(0, 0, 0, 0), leeg))
    assert len(uit.regel) == len(uit.trede) == 0


def test_a_comparison_has_an_opposite_that_holds_exactly_when_it_does_not() -> None:
    for waarde in (-1, 0, 1):
        for vergelijking in (STAND_EIND < 0, STAND_EIND <= 0, STAND_EIND > 0, STAND_EIND >= 0):
            waarden = {"stand_eind": waarde}
            assert vergelijking.negate().holds(waarden) is not vergelijking.holds(waarden)
    with pytest.raises(ValueError, match="tegendeel"):
        STAND_EIND.equals(0).negate()


def test_every_framework_explains_each_of_its_rules() -> None:
    for kader in kaders():
        assert set(kader.uitleg) == {regel.id for regel in kader.ladder.regels}


@pytest.mark.parametrize(
    ("factor", "tekst", "waarde"),
    [
        (-1, "-1 * stand_eind", -5),
        (0, "0 * stand_eind", 0),
        (1, "stand_eind", 5),
        (2, "2 * stand_eind", 10),
    ],
)
def test_a_quantity_times_a_factor_is_counted_and_written_with_it(
    factor: int, tekst: str, waarde: int
) -> None:
    grootheid = factor * STAND_EIND
    assert (str(grootheid), grootheid.value({"stand_eind": 5})) == (tekst, waarde)
    dubbel = 3 * grootheid
    assert dubbel.value({"stand_eind": 5}) == 3 * waarde, "factors multiply"
