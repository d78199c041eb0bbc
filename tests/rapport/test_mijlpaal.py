"""A milestone in words: what, by when, counted from where, and how it stands."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Mijlpaal, Staat, Traject
from ibt.kader import select_kader
from ibt.rapport.mijlpaal import is_due, overtaken, staat, uitleg, wanneer, wat

KADER = select_kader(date(2026, 7, 1), "Utrecht")
LETTER = date(2026, 7, 11)


def mijlpaal(code: str, stand: Staat = Staat.OPEN, **anders: Any) -> Mijlpaal:
    return Mijlpaal(code, "provincie", "§3 trede 3", stand, **anders)


@pytest.mark.parametrize("code", [*KADER.stappen, *(regel.code for regel in KADER.termijnen)])
def test_every_milestone_of_the_framework_has_words(code: str) -> None:
    tekst = wat(mijlpaal(code))
    assert tekst
    assert "_" not in tekst


def test_a_measure_is_named_after_what_it_is() -> None:
    assert wat(mijlpaal("besluittermijn", onderwerp="tien woningen")) == (
        "last uit het besluit: tien woningen"
    )
    assert wat(mijlpaal("verbeterplan")) == "verbeterplan vaststellen en toesturen"


@pytest.mark.parametrize(
    ("code", "anders", "zin"),
    [
        ("gesprek", {"uiterlijk": date(2026, 8, 10)}, "10 augustus 2026"),
        ("gesprek", {}, "vier weken na de brief"),
        ("verbeterplan", {}, "vier weken na het gesprek"),
        ("brief", {}, "zo snel mogelijk"),
        ("brief", {"stand": Staat.GEHAALD, "gehaald_op": LETTER}, "–"),
        ("maatregel", {"uiterlijk": date(2027, 1, 1)}, "1 januari 2027"),
    ],
)
def test_by_when_is_a_day_or_what_comes_first(code: str, anders: Any, zin: str) -> None:
    assert wanneer(mijlpaal(code, **anders), KADER) == zin


def test_the_day_from_which_a_term_was_counted_is_told() -> None:
    een = mijlpaal("gesprek", begin=LETTER, uiterlijk=date(2026, 8, 8))
    assert uitleg(een, KADER) == "vier weken na de brief van 11 juli 2026"
    twee = mijlpaal("verbeterplan", begin=date(2026, 8, 3), uiterlijk=date(2026, 8, 31))
    assert uitleg(twee, KADER) == "vier weken na het gesprek van 3 augustus 2026"


def test_a_day_that_moved_says_from_which_day() -> None:
    een = mijlpaal(
        "gesprek", begin=LETTER, uiterlijk=date(2026, 8, 10), verschoven=date(2026, 8, 8)
    )
    assert uitleg(een, KADER) == (
        "vier weken na de brief van 11 juli 2026; 8 augustus 2026 is geen werkdag"
    )


def test_an_agreed_term_is_called_that_and_no_weeks_are_counted() -> None:
    een = mijlpaal("gesprek", afspraak=True, uiterlijk=date(2026, 9, 1), begin=LETTER)
    assert uitleg(een, KADER) == "afgesproken termijn"


@pytest.mark.parametrize("code", ["maatregel", "gesprek"])
def test_a_fixed_day_and_a_term_that_does_not_run_need_no_explanation(code: str) -> None:
    assert uitleg(mijlpaal(code), KADER) == ""


@pytest.mark.parametrize(
    ("stand", "gehaald_op", "zin"),
    [
        (Staat.OPEN, None, "open"),
        (Staat.TE_LAAT, None, "te laat"),
        (Staat.VOORBIJ, None, "voorbij"),
        (Staat.GEHAALD, LETTER, "gedaan op 11 juli 2026"),
    ],
)
def test_how_it_stands_has_the_day_on_which_it_was_done(
    stand: Staat, gehaald_op: date | None, zin: str
) -> None:
    assert staat(mijlpaal("gesprek", stand, gehaald_op=gehaald_op)) == zin


@pytest.mark.parametrize(
    ("uiterlijk", "zin"),
    [
        (date(2026, 7, 10), "gedaan op 11 juli 2026, na de termijn"),
        (LETTER, "gedaan op 11 juli 2026"),
        (date(2026, 7, 12), "gedaan op 11 juli 2026"),
    ],
)
def test_what_was_done_is_never_late(uiterlijk: date, zin: str) -> None:
    een = mijlpaal("gesprek", Staat.TE_LAAT, gehaald_op=LETTER, uiterlijk=uiterlijk)
    assert staat(een) == zin
    assert not is_due(een)


@pytest.mark.parametrize(
    ("uiterlijk", "ingehaald"),
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (None, True)],
)
def test_a_step_that_was_decided_overtakes_the_terms_after_it(
    uiterlijk: date | None, ingehaald: bool
) -> None:
    gemeente = Gemeente("GM9001", "Verzonnendam", "Verzonnen", date(1900, 1, 1))
    een = Traject(
        gemeente, KADER.tekst, 3, (), None, (), None, volgende_stap=(4, date(2026, 10, 1))
    )
    assert overtaken(een, uiterlijk) is ingehaald
    assert not overtaken(replace(een, volgende_stap=None), uiterlijk)
