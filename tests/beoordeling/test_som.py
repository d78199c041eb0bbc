"""The arithmetic of §2.1: what was asked, what was done, and what carries over."""

from datetime import date
from itertools import product

import numpy as np
import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import parse_periode
from tests.beoordeling.conftest import rows


@pytest.mark.norm("N04")
def test_the_sum_closes_with_every_part_in_it(assess_one, bevinding) -> None:
    rij = assess_one(
        bevindingen=[
            bevinding("herverdeling", personen=5),
            bevinding("herverdeling", nummer=1, personen=-5),
            bevinding("correctie", personen=3),
            bevinding("verschoonbare_reden", personen=2),
        ],
        dossier=[
            bevinding(
                "correctie",
                personen=4,
                periode=parse_periode("2025-II"),
                verwerkt_in="2026-I",
            ),
            bevinding("correctie", personen=1, periode=parse_periode("2025-II")),
        ],
        taakstelling=[40, 40],
        stand_begin=[-12, 0],
        realisatie=[36, 40],
    )
    assert rij.som.open_correctie == 5
    assert rij.som.stand_begin_gebruikt == -7
    assert rij.som.totaalopgave == 40 + 5 + 7
    assert rij.som.gerealiseerd == 36 - 4 + 3
    assert rij.som.stand_eind == 35 - 52
    assert (rij.som.achterstand_begin, rij.som.achterstand_eind) == (7, 17)
    assert rij.som.toerekenbaar == 15


def test_a_voorsprong_larger_than_the_taakstelling_gives_a_negative_totaalopgave(
    assess_one,
) -> None:
    rij = assess_one(taakstelling=20, stand_begin=35, realisatie=4)
    assert rij.som.totaalopgave == -15
    assert rij.som.stand_eind == 19, "the rest of the voorsprong carries over whole"
    assert rij.trede_berekend == 1


@pytest.mark.norm("N16")
def test_excused_persons_never_leave_the_stand_that_carries_over(assess_one, bevinding) -> None:
    reden = bevinding("verschoonbare_reden", personen=50)
    rij = assess_one([reden], taakstelling=20, stand_begin=-10, realisatie=5)
    assert rij.som.stand_eind == -25
    assert rij.som.toerekenbaar == 0
    assert rij.som.verschoonbaar == 50, "the sum of accepted persons, not capped"


def test_the_stand_moves_by_what_was_housed_less_what_was_asked(assess_all) -> None:
    toeval = np.random.default_rng(20260701)
    meest = 9_999_999
    rijen = [*product((0, 1, meest), (-meest, -1, 0, 1, meest), (0, 1, meest))]
    rijen += toeval.integers((0, -meest, 0), meest + 1, (200, 3)).tolist()
    taakstelling, begin, realisatie = (list(kolom) for kolom in zip(*rijen, strict=True))
    uit = assess_all(taakstelling=taakstelling, stand_begin=begin, realisatie=realisatie)
    verwacht = [b + r - t for t, b, r in rijen]
    assert [een.som.stand_eind for een in rows(uit)] == verwacht
    assert [een.som.achterstand_eind for een in rows(uit)] == [max(0, -eind) for eind in verwacht]


@pytest.mark.parametrize(
    ("personen", "fout"), [(-19, False), (-20, False), (-21, True)], ids=["1", "0", "-1"]
)
def test_taakstelling_and_redistribution_may_reach_zero_but_not_go_below(
    assess_one, bevinding, personen: int, fout: bool
) -> None:
    delen = [
        bevinding("herverdeling", personen=personen),
        bevinding("herverdeling", nummer=1, personen=-personen),
    ]
    cijfers = {"taakstelling": [20, 20], "realisatie": [0, 0]}
    if fout:
        with pytest.raises(InvoerFout, match=r"GM900000.*niet onder nul.*20 en -21"):
            assess_one(delen, **cijfers)
    else:
        assert assess_one(delen, **cijfers).som.totaalopgave == 20 + personen


@pytest.mark.parametrize(("begin", "achterstand"), [(-1, 1), (0, 0), (1, 0)])
def test_only_a_stand_below_zero_is_a_backlog_at_the_start(
    assess_one, begin: int, achterstand: int
) -> None:
    assert assess_one(stand_begin=begin).som.achterstand_begin == achterstand


@pytest.mark.norm("N09")
@pytest.mark.parametrize(("geteld", "dan"), [(4, 0), (5, 0), (6, 1)])
def test_halfway_no_fewer_than_nobody_was_housed_of_this_half_year(
    assess_one, bevinding, geteld: int, dan: int
) -> None:
    """Five whom COA counts only now were housed before; by then it may not have counted them."""
    eerder = bevinding(
        "correctie", personen=5, periode=parse_periode("2025-II"), verwerkt_in="2026-I"
    )
    rij = assess_one(
        dossier=[eerder],
        koppelingen=3,
        koppelingen_per=date(2026, 4, 1),
        koppelingen_taakstelling=20,
        koppelingen_stand_begin=0,
        koppelingen_realisatie=geteld,
    )
    assert rij.signalen.koppelingen_realisatie == dan
