"""The table `voortgang.csv`: the columns of the contract, and what is empty."""

from collections.abc import Callable
from typing import Any

import pytest

from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.resultaat import make_resultaat

# As the contract writes them down (contract.md, Result table).
CONTRACT = (
    "gemeentecode, gemeente, peildatum, periode, kader, taakstelling, herverdeling, stand_begin, "
    "totaalopgave, realisatie, koppelingen, op_schema, nodig_voor_schema, trede_huidig, "
    "prognose_stand_eind, prognose_trede, aandachtspunten"
)


@pytest.fixture
def rows(meet_each: Callable[..., list[Voortgang]]) -> Callable[..., list[dict[str, Any]]]:
    def run(peildatum: str = "2026-04-01", **anders: Any) -> list[dict[str, Any]]:
        tabel = make_resultaat(meet_each(peildatum=peildatum, **anders))
        assert ", ".join(tabel.columns) == CONTRACT
        return tabel.to_dict("records")

    return run


def test_a_row_as_the_contract_has_it(rows: Any) -> None:
    (rij,) = rows(trede_vorig=2, stand_begin=-5, realisatie=9, koppelingen=7, omkoppelingen=2)
    assert rij == {
        "gemeentecode": "GM900000",
        "gemeente": "Verzonnendam",
        "peildatum": "2026-04-01",
        "periode": "2026-I",
        "kader": "utrecht-2024",
        "taakstelling": 20,
        "herverdeling": 0,
        "stand_begin": -5,
        "totaalopgave": 25,
        "realisatie": 9,
        "koppelingen": 7,
        "op_schema": "nee",
        "nodig_voor_schema": 1,
        "trede_huidig": 2,
        "prognose_stand_eind": -7,
        "prognose_trede": 3,
        "aandachtspunten": "niet_op_schema|trede_3_melden|trede_3_of_hoger_mogelijk|"
        "te_weinig_koppelingen|omkoppelingen",
    }


def test_rows_stand_in_the_order_of_their_codes(meet_each: Callable[..., list[Voortgang]]) -> None:
    tabel = make_resultaat(meet_each(gemeente=["Een", "Twee"])[::-1])
    assert tabel["gemeente"].to_dict() == {0: "Een", 1: "Twee"}


def test_the_autumn_is_the_second_half(rows: Any) -> None:
    assert rows("2026-10-01")[0]["periode"] == "2026-II"


@pytest.mark.parametrize("trede", [4, 5, 6])
def test_from_trede_4_on_both_forecasts_are_empty(trede: int, rows: Any) -> None:
    (rij,) = rows(trede_vorig=trede, stand_begin=-5)
    assert (rij["prognose_stand_eind"], rij["prognose_trede"]) == ("", "")
    assert rij["trede_huidig"] == trede


def test_koppelingen_that_are_unknown_are_empty_and_none_is_0(rows: Any) -> None:
    assert rows()[0]["koppelingen"] == ""
    assert rows(koppelingen=0)[0]["koppelingen"] == 0


def test_gemeenten_stand_in_the_order_of_their_codes(rows: Any) -> None:
    namen = ["Zee", "Aa", "Midden"]
    assert [rij["gemeente"] for rij in rows(gemeente=namen)] == namen
