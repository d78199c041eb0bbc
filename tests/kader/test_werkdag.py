"""A term of weeks that ends on a day that is no working day moves to the next one (Keuze K7)."""

from datetime import date

import pytest

from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.werkdag import next_workday


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        ("2026-08-14", "2026-08-14"),
        ("2026-08-15", "2026-08-17"),
        ("2026-08-16", "2026-08-17"),
        ("2026-08-17", "2026-08-17"),
    ],
    ids=["Friday", "Saturday", "Sunday", "Monday"],
)
def test_a_weekend_ends_on_monday(dag: str, werkdag: str) -> None:
    assert next_workday(date.fromisoformat(dag)) == date.fromisoformat(werkdag)


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        ("2026-01-01", "2026-01-02"),
        ("2026-04-03", "2026-04-07"),
        ("2026-04-06", "2026-04-07"),
        ("2026-04-27", "2026-04-28"),
        ("2026-05-05", "2026-05-06"),
        ("2027-05-05", "2027-05-07"),
        ("2026-05-14", "2026-05-15"),
        ("2026-05-25", "2026-05-26"),
        ("2026-12-25", "2026-12-28"),
        ("2028-12-25", "2028-12-27"),
        ("2025-12-26", "2025-12-29"),
    ],
    ids=[
        "Nieuwjaarsdag",
        "Goede Vrijdag, and Easter after it",
        "Tweede paasdag",
        "Koningsdag",
        "Bevrijdingsdag in a year that is no lustrum",
        "Bevrijdingsdag with Hemelvaartsdag after it",
        "Hemelvaartsdag",
        "Tweede pinksterdag",
        "Christmas and the weekend after it",
        "both days of Christmas within a week",
        "Tweede Kerstdag and the weekend after it",
    ],
)
def test_the_feast_days_of_the_algemene_termijnenwet_are_no_working_days(
    dag: str, werkdag: str
) -> None:
    assert next_workday(date.fromisoformat(dag)) == date.fromisoformat(werkdag)


@pytest.mark.parametrize("dag", ["2026-10-31", "2026-12-05", "2026-12-24", "2026-12-31"])
def test_other_well_known_days_are_ordinary_days(dag: str) -> None:
    eerst = date.fromisoformat(dag)
    verschoven = next_workday(eerst)
    assert (verschoven == eerst) is (eerst.weekday() < 5)


def test_under_the_other_reading_no_day_moves() -> None:
    verschuift, vast = {"K7": "verschuift"}, {"K7": "vast"}
    zaterdag, maandag = date(2026, 8, 15), date(2026, 8, 17)
    assert UTRECHT_2024.last_day(zaterdag, vast) == zaterdag
    assert UTRECHT_2024.last_day(zaterdag, verschuift) == maandag
