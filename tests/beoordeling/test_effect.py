"""What findings do to the figures, each for its own gemeente and its own half-year."""

from typing import Any

import pytest

from ibt.begrippen.periode import parse_periode
from ibt.beoordeling.effect import effects, works_on

NU, VORIG, VOLGEND = (parse_periode(naam) for naam in ("2026-I", "2025-II", "2026-II"))


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
    erbij = effects([], [stuk], NU)
    assert (erbij["open_correctie"], erbij["nagekomen"]) == (open_, nagekomen)


def test_a_correction_of_this_half_year_is_not_an_earlier_one(bevinding: Any) -> None:
    assert not works_on(bevinding("correctie", periode=NU), NU)
    assert not works_on(bevinding("correctie", periode=VOLGEND), NU)


def test_a_redistribution_that_is_in_the_taakstelling_already_changes_nothing(
    bevinding: Any,
) -> None:
    stukken = [
        bevinding("herverdeling", personen=3, verwerkt_in_taakstelling=al) for al in ("ja", "nee")
    ]
    assert [effects([stuk], [], NU)["herverdeling"] for stuk in stukken] == [0, 3]


def test_a_plan_that_was_not_carried_out_counts_once_however_often_it_was_found(
    bevinding: Any,
) -> None:
    stukken = [bevinding("verbeterplan_niet_uitgevoerd") for _ in range(2)]
    gevonden = [effects(stukken[:aantal], [], NU) for aantal in range(3)]
    assert [een["verbeterplan_niet_uitgevoerd"] for een in gevonden] == [0, 1, 1]
