"""What is allowed but seldom meant: persons in a text, and what ran out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.ronde.opvallend import personal, run_out

PEILDATUM = Peildatum(date(2026, 7, 1))
CODE = "GM9001"
GEMEENTE = Gemeente(CODE, "Verzonnendam", "Verzonnen", date(2000, 1, 1))
GEZIN = "Een gezin van zes personen wacht."


def recorded(soort: str = "contact", **velden: Any) -> Vastgelegd:
    """A finding on file of 10 July 2026."""
    algemeen = {"gemeente": CODE, "soort": soort, "beoordelaar": "A. Toezicht"}
    rest = {"datum": "2026-07-10", "motivering": "omdat het zo is"}
    stuk = SOORTEN[soort].model_validate({**algemeen, **rest, **velden})
    return Vastgelegd(GEMEENTE, stuk, "2026-07-01.yaml", "bevinding 1", PEILDATUM.periode)


# Persons


def test_a_text_that_seems_to_name_a_person_is_told_without_the_text_itself() -> None:
    [melding] = personal([recorded(motivering=GEZIN)], [CODE])
    assert str(melding) == (
        "2026-07-01.yaml, bevinding 1, Verzonnendam (GM9001): motivering lijkt een huishouden, een "
        "naam of een geboortedatum te noemen en komt zo in rapport en brief; zet dat in "
        "toelichting_intern"
    )


def test_every_field_with_such_a_text_is_named_once() -> None:
    bewijs = {"bewijs": "verklaring van de heer Haddad", "motivering": GEZIN, "personen": 6}
    [melding] = personal([recorded("correctie", **bewijs)], [CODE])
    assert "motivering en bewijs lijkt een" in str(melding)


@pytest.mark.parametrize(
    "velden",
    [
        {"toelichting_intern": GEZIN},  # it stands on no page
        {"beoordelaar": "mevrouw De Jong"},
        {"motivering": "Besproken met A. Toezicht."},
        {"motivering": "Grote gezinnen zijn lastig te plaatsen."},
    ],
)
def test_what_no_page_shows_and_who_judged_are_no_person_in_a_text(velden: dict[str, str]) -> None:
    assert list(personal([recorded(**velden)], [CODE])) == []


@pytest.mark.parametrize(("codes", "gemeld"), [([CODE], 1), (["GM9002"], 0), ([], 0)])
def test_only_gemeenten_of_this_round_are_looked_at(codes: list[str], gemeld: int) -> None:
    assert len(list(personal([recorded(motivering=GEZIN)], codes))) == gemeld


# What ran out


@pytest.mark.parametrize(("peildatum", "gemeld"), [("2024-07-01", 0), ("2025-01-01", 1)])
def test_what_ended_before_the_peildatum_by_its_own_dates_is_told(
    peildatum: str, gemeld: int
) -> None:
    dag = Peildatum(date.fromisoformat(peildatum))
    meldingen = [str(een) for een in run_out("ronde.yaml", UTRECHT_2024, dag)]
    assert len(meldingen) == gemeld
    assert all("2021-2024" in m and "tot en met 2024-12-31" in m for m in meldingen)
    assert all(f"niet meer op de peildatum {peildatum}" in melding for melding in meldingen)


def test_the_framework_itself_is_told_too() -> None:
    kader = replace(UTRECHT_2024, geldig_tot=date(2026, 6, 30))
    eerste, _ = run_out("ronde.yaml", kader, PEILDATUM)
    assert str(eerste).startswith(f"ronde.yaml: {UTRECHT_2024.titel} loopt")
    assert "tot en met 2026-06-30" in str(eerste)
