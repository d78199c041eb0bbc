"""Numbers and dates as a Dutch reader writes them."""

from datetime import date

import pytest

from ibt.rapport.getal import (
    datum,
    getal,
    kommagetal,
    korte_datum,
    maand,
    nodig_getal,
    opsomming,
    personen,
    procent,
    stand,
)


def test_thousands_stand_apart_by_a_point() -> None:
    assert getal(1_793) == "1.793"
    assert getal(1_234_567) == "1.234.567"


def test_a_negative_number_has_a_real_minus() -> None:
    assert getal(-1_793) == "−1.793"


def test_a_stand_always_says_its_sign_but_zero_has_none() -> None:
    assert [stand(waarde) for waarde in (12, 0, -12)] == ["+12", "0", "−12"]


def test_one_is_a_person_and_any_other_number_are_persons() -> None:
    assert [personen(aantal) for aantal in (0, 1, 2)] == ["0 personen", "1 persoon", "2 personen"]


def test_a_percentage_has_one_decimal_and_a_comma() -> None:
    assert procent(349, 1000) == "34,9%"
    assert procent(12345, 1000) == "1.234,5%"


@pytest.mark.parametrize("geheel", [0, -5])
def test_a_share_of_nothing_is_not_applicable(geheel: int) -> None:
    assert procent(3, geheel) == "n.v.t."


def test_days_have_one_decimal() -> None:
    assert kommagetal(120.05) == "120,0"
    assert kommagetal(1234.56) == "1.234,6"
    assert kommagetal(-0.5) == "−0,5"


@pytest.mark.parametrize(
    ("teller", "noemer", "getoond"),
    [(40, 20, "2,0"), (41, 20, "2,1"), (42, 20, "2,1"), (43, 20, "2,2"), (41, 3, "13,7")],
)
def test_what_is_needed_is_never_rounded_down(teller: int, noemer: int, getoond: str) -> None:
    assert nodig_getal(teller, noemer) == getoond


def test_a_date_is_written_out_and_short_where_there_is_no_room() -> None:
    assert datum(date(2026, 7, 1)) == "1 juli 2026"
    assert korte_datum(date(2026, 3, 1)) == "1 mrt 2026"
    assert maand(date(2026, 5, 1)) == "mei"


def test_a_list_ends_with_en() -> None:
    assert opsomming(["Soest"]) == "Soest"
    assert opsomming(["Soest", "Zeist"]) == "Soest en Zeist"
    assert opsomming(["Baarn", "Soest", "Zeist"]) == "Baarn, Soest en Zeist"
