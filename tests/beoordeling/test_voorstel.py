"""What a computed trede becomes, on every side of each condition of §3 and §3.1."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.periode import parse_periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.voorstel import own_herzieningen, propose
from tests.beoordeling.conftest import make_positie

VANDAAG = date(2026, 7, 20)


@pytest.fixture
def gemist(bevinding: Callable[..., Any]) -> list[Vastgelegd]:
    """A case file with a besluit of which a term was missed, and nobody answered."""
    return [bevinding("besluit_indeplaatsstelling", periode=parse_periode("2025-II"))]


def proposed(
    vorig: int,
    berekend: int,
    bevindingen: Iterable[Vastgelegd] = (),
    dossier: Iterable[Vastgelegd] = (),
    stand: int = -5,
) -> tuple[int, tuple[str, ...]]:
    """The trede that is proposed, and what must still be decided."""
    positie = make_positie(0, bevindingen, dossier, trede_vorig=vorig)
    uit = propose(positie, berekend, stand, VANDAAG)
    return uit.trede, uit.open_besluiten


@pytest.mark.norm("N52")
@pytest.mark.parametrize(
    ("vorig", "berekend", "vraagt"),
    [
        (4, 4, False),  # a besluit of long ago: no longer on trede 5
        (4, 5, True),
        (4, 6, False),
        (5, 1, True),
        (5, 4, True),
        (5, 5, True),
        (5, 6, False),  # taken over: that is what the term was for
        (6, 4, False),
        (6, 5, True),
        (6, 6, False),
    ],
)
def test_a_missed_term_asks_for_an_answer_on_trede_5_and_nowhere_else(
    gemist: Any, vorig: int, berekend: int, vraagt: bool
) -> None:
    assert proposed(vorig, berekend, dossier=gemist)[1] == (("termijn",) if vraagt else ())


def test_going_down_after_all_was_realised_answers_a_missed_term(
    gemist: Any, bevinding: Any
) -> None:
    assert proposed(5, 5, [bevinding("afschalen")], gemist, stand=0) == (1, ())
    assert proposed(5, 1, [bevinding("niet_afschalen")], gemist, stand=0) == (5, ("termijn",))


@pytest.mark.norm("N56")
@pytest.mark.parametrize("stand", [-1, 0, 1])
@pytest.mark.parametrize("trede", [2, 3, 4])
def test_a_deviation_is_the_proposal_and_leaves_no_decision_open(
    bevinding: Any, trede: int, stand: int
) -> None:
    """Below the former trede with a backlog it is a besluit itself, or a fault (Keuze K19)."""
    assert proposed(3, 5, [bevinding("afwijking", trede=trede)], stand=stand) == (trede, ())
    assert proposed(3, trede, stand=stand)[1] == ()


@pytest.mark.norm("N25")
@pytest.mark.parametrize(("vorig", "vanaf_vier"), [(3, False), (4, True), (5, True)])
@pytest.mark.parametrize("stand", [-1, 0, 1])
def test_from_trede_4_full_realisation_asks_whether_to_go_down(
    vorig: int, vanaf_vier: bool, stand: int
) -> None:
    vraagt = ("afschalen",) if vanaf_vier and stand >= 0 else ()
    assert proposed(vorig, vorig, stand=stand)[1] == vraagt


@pytest.mark.parametrize(
    ("peildatum", "eigen"), [("2026-01-01", False), ("2026-07-01", True), ("2027-01-01", False)]
)
def test_only_a_revision_of_its_own_round_decides_its_trede(
    bevinding: Any, peildatum: str, eigen: bool
) -> None:
    stuk = bevinding("herziening", peildatum=peildatum, trede=2)
    assert own_herzieningen([stuk]) == ([(stuk, stuk.bevinding)] if eigen else [])
    assert proposed(3, 4, [stuk])[0] == (2 if eigen else 4)
