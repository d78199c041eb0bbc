"""Two rounds beside each other: who gets another trede, and which values changed."""

from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.ronde import Ronde, load_ronde

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def ronde(make_ronde) -> Ronde:
    return load_ronde(make_ronde())


def test_who_gets_another_trede_stands_apart_from_all_that_changed(ronde: Ronde) -> None:
    anders = ronde.vergelijk(ronde.wat_als("Verzonnendam", realisatie="+6"))
    assert anders.treden.to_dict("records") == [
        {
            "gemeentecode": "GM9001",
            "gemeente": "Verzonnendam",
            "was": 3,
            "wordt": 1,
            "stand_was": -6,
            "stand_wordt": 0,
        }
    ]
    waarden = anders.waarden.set_index("wat")
    assert set(waarden.drop("aandachtspunten")["gemeente"]) == {"Verzonnendam"}
    assert waarden.loc["realisatie", ["was", "wordt"]].tolist() == [24, 30]
    assert "taakstelling" not in waarden.index
    assert repr(anders) == (
        "2026-07-01 → 2026-07-01 (PROEF): 1 van 2 naar andere trede: Verzonnendam 3 → 1"
    )
    assert "1 van 2 gemeenten krijgen een andere trede" in anders._repr_html_()


def test_a_round_beside_itself_differs_in_nothing(ronde: Ronde) -> None:
    anders = ronde.vergelijk(ronde)
    assert anders.treden.empty
    assert anders.waarden.empty
    assert "<table" not in anders._repr_html_()


def test_two_peildata_can_be_compared_and_a_midpoint_only_with_a_midpoint() -> None:
    januari, juli, april = (
        load_ronde(PROJECT / f"parameters/{dag}.yaml")
        for dag in ("2026-01-01", "2026-07-01", "2026-04-01")
    )
    assert len(januari.vergelijk(juli).treden) > 0
    sneller = april.wat_als(taakstelling="+20%")
    assert (
        april.vergelijk(sneller).treden["wordt"] >= april.vergelijk(sneller).treden["was"]
    ).all()
    with pytest.raises(InvoerFout, match="twee beoordelingen of twee tussenstanden"):
        april.vergelijk(juli)
