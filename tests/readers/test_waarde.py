"""One cell: what counts as a number, a date, a trede; and what does not."""

import pytest

from ibt.begrippen.periode import parse_datum
from ibt.begrippen.tekst import parse_geheel
from ibt.readers.waarde import (
    parse_code,
    parse_dagen,
    parse_ja_nee,
    parse_personen,
    parse_stand,
    parse_trede,
)


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("0", 0),
        ("1793", 1793),
        ("1.793", 1793),
        ("+ 1.793", 1793),
        ("+1793", 1793),
        ("– 2.540", -2540),
        ("–2.540", -2540),
        ("\u2212 2.540", -2540),
        ("-2540", -2540),
        ("- 2540", -2540),
        ("2540,0", 2540),
        ("2540,00", 2540),
        ("1.234.567", 1234567),
        (" 12 ", 12),
        ("007", 7),
        ("-0", 0),
        ("9.999.999", 9999999),
        ("2540.0", 2540),
        ("138.99999999999997", 139),
        ("138,99999999999997", 139),
        ("\u20112540", -2540),
        ("\u2010 2.540\u200b", -2540),
    ],
)
def test_numbers_are_read_as_they_are_published(tekst: str, getal: int) -> None:
    assert parse_geheel(tekst) == getal


@pytest.mark.parametrize(
    "tekst",
    [
        "", " ", "-", "12,5", "12.5", "1.79", "1.7933", "12.34.567", ".793", "1,793", "twaalf",
        "12 personen", "1e3", "inf", "-inf", "∞", "nan", "NaN", "1 793", "1'793", "--5", "+-5",
        "5-", "(5)", "0x10", "1_000", "١٢", "½", "10000000", "9" * 400, "#N/A", "€5", "5%",
    ],
)  # fmt: skip
def test_anything_else_is_no_whole_number(tekst: str) -> None:
    with pytest.raises(ValueError, match="geheel getal"):
        parse_geheel(tekst)


@pytest.mark.parametrize("parse", [parse_geheel, parse_personen, parse_stand, parse_dagen])
def test_one_rule_for_every_column_a_thousand_or_a_thousandth_is_never_guessed(parse) -> None:
    for tekst, duizend in (("1,000", "1000"), ("12,345", "12345"), ("1,234,567", "1234567")):
        with pytest.raises(ValueError, match=f"bedoelt u {duizend}.*zonder komma"):
            parse(tekst)
    with pytest.raises(ValueError, match="schrijf 0"):
        parse("–")
    assert parse("1.234") == 1234


@pytest.mark.parametrize("tekst", ["-1", "– 1", "", "1,5"])
def test_persons_are_nought_or_more(tekst: str) -> None:
    with pytest.raises(ValueError, match="geheel aantal personen van 0 of meer"):
        parse_personen(tekst)
    assert parse_personen("0") == 0


@pytest.mark.parametrize(
    ("tekst", "dagen"),
    [
        ("120", 120),
        ("120,5", 120.5),
        ("120.5", 120.5),
        ("60,1250", 60.125),
        ("60.1250", 60.125),
        ("0,125", 0.125),
        ("1.060,5", 1060.5),
        ("1.060", 1060),
        ("89.59999999999999", 89.6),
    ],
)
def test_days_may_have_decimals(tekst: str, dagen: float) -> None:
    assert parse_dagen(tekst) == dagen


@pytest.mark.parametrize(
    "tekst",
    [
        *("-1", "lang", "inf", "", "12,", "1,2,3", "1.060.5", "1.234.5", "60.12,5", "1,060.5"),
        *("60,125", "60.125", "1.234.060,5", "3661"),
    ],
)
def test_other_days_are_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="dagen"):
        parse_dagen(tekst)


@pytest.mark.parametrize("tekst", ["0", "7", "-1", "2,0", "II", "", "1.0", "²"])
def test_a_trede_is_1_to_6(tekst: str) -> None:
    assert [parse_trede(str(trede)) for trede in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(ValueError, match="1 tot en met 6"):
        parse_trede(tekst)


@pytest.mark.parametrize("tekst", ["GM344", "gm0344", "0344", "GM", "GM0344x", "GM ٠٣٤٤", "GM٠٣٤٤"])
def test_a_code_is_gm_and_at_least_four_digits(tekst: str) -> None:
    assert parse_code("GM0344") == "GM0344"
    assert parse_code("GM000344") == "GM000344"
    with pytest.raises(ValueError, match="GM0344"):
        parse_code(tekst)


def test_a_label_is_ja_or_nee_in_any_case() -> None:
    assert [parse_ja_nee(tekst) for tekst in ("ja", "Nee", " JA ")] == ["ja", "nee", "ja"]
    with pytest.raises(ValueError, match="ja of nee"):
        parse_ja_nee("yes")


@pytest.mark.parametrize("tekst", ["1-7-2026", "2026-7-1", "20260701", "2026-02-30", "", "juli"])
def test_a_date_is_written_as_2026_07_01(tekst: str) -> None:
    assert parse_datum(" 2026-07-01 ").isoformat() == "2026-07-01"
    with pytest.raises(ValueError, match="2026-07-01"):
        parse_datum(tekst)
