"""Half-years and peildata, and the words in which a fault is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import (
    Moment,
    Peildatum,
    parse_datum,
    parse_peildatum,
    parse_periode,
    periode_of,
)


@pytest.mark.norm("N21")
@pytest.mark.parametrize(
    ("datum", "moment", "halfjaar", "vorige", "volgende"),
    [
        ("2026-07-01", Moment.BEOORDELING, "2026-I", "2026-01-01", "2027-01-01"),
        ("2027-01-01", Moment.BEOORDELING, "2026-II", "2026-07-01", "2027-07-01"),
        ("2026-04-01", Moment.VOORTGANG, "2026-I", "2026-01-01", "2026-07-01"),
        ("2026-10-01", Moment.VOORTGANG, "2026-II", "2026-07-01", "2027-01-01"),
    ],
)
def test_a_peildatum_looks_at_the_half_year_of_the_contract(
    datum: str, moment: Moment, halfjaar: str, vorige: str, volgende: str
) -> None:
    peildatum = parse_peildatum(parse_datum(datum))
    assert peildatum.moment is moment
    assert str(peildatum.periode) == halfjaar
    assert str(peildatum.vorige_beoordeling) == vorige
    assert str(peildatum.volgende_beoordeling) == volgende


@pytest.mark.norm("N21")
@pytest.mark.parametrize("datum", ["2026-07-02", "2026-06-30", "2026-02-01", "2024-01-16"])
def test_any_other_date_is_no_peildatum(datum: str) -> None:
    with pytest.raises(ValueError, match="1 januari, 1 april, 1 juli of 1 oktober"):
        parse_peildatum(parse_datum(datum))


@pytest.mark.parametrize("jaar", [1, 206, 1994, 3000, 9999])
def test_a_peildatum_in_a_year_that_cannot_be_meant_is_refused(jaar: int) -> None:
    with pytest.raises(ValueError, match="1995 tot en met 2999"):
        parse_peildatum(date(jaar, 10, 1))


def test_half_years_are_written_with_roman_numerals_and_follow_each_other() -> None:
    eerste = parse_periode("2026-I")
    assert (eerste.begin, eerste.eind) == (date(2026, 1, 1), date(2026, 6, 30))
    assert (str(eerste.volgende), str(eerste.vorige)) == ("2026-II", "2025-II")
    assert str(eerste.volgende.volgende) == "2027-I"
    assert eerste.volgende.eind == date(2026, 12, 31)


@pytest.mark.parametrize("tekst", ["2026-III", "2026-1", "2026-H1", "26-I", "", "2026"])
def test_another_writing_of_a_half_year_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="2026-I of 2026-II"):
        parse_periode(tekst)


@given(st.dates(date(1995, 1, 1), date(2990, 1, 1)))
def test_every_day_lies_in_one_half_year(datum: date) -> None:
    periode = periode_of(datum)
    assert periode.begin <= datum <= periode.eind
    assert parse_periode(str(periode)) == periode
    assert Peildatum(periode.volgende.begin).periode == periode
    assert periode.vorige < periode < periode.volgende


def test_a_fault_says_where_what_must_be_and_what_was_found_and_each_only_once() -> None:
    gebrek = Gebrek(
        "c.csv", "moet een getal zijn", "x\x07", 'regel 2, kolom "a"', "Utrecht", "Doe iets."
    )
    tekst = 'c.csv, regel 2, kolom "a", Utrecht: moet een getal zijn; gevonden: "x[U+0007]".'
    assert str(InvoerFout([gebrek, gebrek])) == f"{tekst} Doe iets."
    assert "…" in str(Gebrek("c.csv", "v", "9" * 200))
    assert str(Gebrek("c.csv", "moet er zijn")) == "c.csv: moet er zijn."
