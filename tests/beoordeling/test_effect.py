"""What findings do to the figures, each for its own gemeente and its own half-year."""

from datetime import date
from typing import Any

import pytest

from ibt.begrippen.periode import parse_periode
from ibt.beoordeling.effect import apply_bevindingen, redistributed_by, works_on

NU, VORIG, VOLGEND = (parse_periode(naam) for naam in ("2026-I", "2025-II", "2026-II"))
CODES = ("GM900000", "GM900001")


@pytest.mark.parametrize(
    ("geteld", "werkt", "open_", "nagekomen"),
    [
        (None, True, 4, 0),
        ("2025-II", False, 0, 0),
        ("2026-I", True, 4, 4),
        ("2026-II", True, 4, 0),
    ],
)
def test_an_earlier_correction_is_open_until_the_half_year_in_which_coa_counted_it(
    bevinding: Any, geteld: str | None, werkt: bool, open_: int, nagekomen: int
) -> None:
    stuk = bevinding("correctie", periode=VORIG, personen=4, verwerkt_in=geteld)
    assert works_on(stuk, NU) is werkt
    rij = apply_bevindingen(CODES, [], [stuk], NU).loc["GM900000"]
    assert (rij["open_correctie"], rij["nagekomen"]) == (open_, nagekomen)


def test_a_correction_of_this_half_year_is_not_an_earlier_one(bevinding: Any) -> None:
    assert not works_on(bevinding("correctie", periode=NU), NU)
    assert not works_on(bevinding("correctie", periode=VOLGEND), NU)


def test_a_finding_about_a_gemeente_that_is_not_judged_stands_in_the_way_of_no_other(
    bevinding: Any,
) -> None:
    elders, eigen = (bevinding("correctie", periode=VORIG, nummer=nr) for nr in (7, 1))
    effect = apply_bevindingen(CODES, [], [elders, eigen], NU)
    assert effect["open_correctie"].tolist() == [0, 1]


@pytest.mark.parametrize(("dag", "personen"), [(9, 0), (10, 3), (11, 3)])
def test_a_redistribution_counts_from_the_day_on_which_it_was_agreed(
    bevinding: Any, dag: int, personen: int
) -> None:
    stuk = bevinding("herverdeling", personen=3, nummer=1)
    som = redistributed_by(CODES, [stuk], date(2026, 7, dag))
    assert som.tolist() == [0, personen]


def test_a_redistribution_that_is_in_the_taakstelling_already_changes_nothing(
    bevinding: Any,
) -> None:
    stuk = bevinding("herverdeling", personen=3, verwerkt_in_taakstelling="ja")
    assert redistributed_by(CODES, [stuk], date(2026, 7, 31)).tolist() == [0, 0]


def test_a_plan_that_was_not_carried_out_counts_once_however_often_it_was_found(
    bevinding: Any,
) -> None:
    stukken = [bevinding("verbeterplan_niet_uitgevoerd") for _ in range(2)]
    effect = apply_bevindingen(CODES, stukken, [], NU)
    assert effect["verbeterplan_niet_uitgevoerd"].tolist() == [1, 0]
