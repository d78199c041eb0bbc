"""Treden 4, 5 and 6, for an invented gemeente only: the report reads well there too."""

from typing import Any

import pytest

from ibt.rapport import gemeente as rapport


@pytest.mark.parametrize("trede", [4, 5, 6])
def test_with_everything_realised_trede_1_is_proposed_and_a_decision_is_needed(
    trede: int, geval: Any, read: Any
) -> None:
    een = geval(trede=trede, stand_begin=-5, realisatie=30)
    tekst = read(rapport.conclusie(een.beoordeling, een.verslag, een.kader))
    assert f"Lichter toezicht: van trede {trede} naar trede 1." in tekst
    assert "de toezichthouder beslist nog of de gemeente teruggaat naar trede 1." in tekst


@pytest.mark.parametrize("trede", [4, 5, 6])
def test_with_a_backlog_the_figures_alone_change_nothing(
    trede: int, geval: Any, read: Any, table: Any
) -> None:
    een = geval(trede=trede, stand_begin=-5, realisatie=1)
    tekst = read(rapport.conclusie(een.beoordeling, een.verslag, een.kader))
    assert f"De gemeente blijft op trede {trede}." in tekst
    assert "Er is een achterstand van 24 personen." in tekst
    assert list(table(rapport.andere_regels(een.beoordeling, een.kader))) == [f"{trede}a"]
