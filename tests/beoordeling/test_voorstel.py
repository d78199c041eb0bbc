"""What a computed trede becomes, on every side of each condition of §3 and §3.1."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from ibt.begrippen.periode import parse_periode
from ibt.beoordeling.dossier import Besluitsporen
from ibt.beoordeling.voorstel import own_herziening, propose

CODE = "GM900000"
VANDAAG = date(2026, 7, 20)


@pytest.fixture
def gemist(bevinding: Callable[..., Any]) -> dict[str, Besluitsporen]:
    """A case file with a besluit of which a term was missed, and nobody answered."""
    besluit = bevinding("besluit_indeplaatsstelling", periode=parse_periode("2025-II"))
    return {CODE: Besluitsporen((besluit.bevinding,))}


def som(trede_vorig: int, trede_berekend: int, stand_eind: int = -5, afwijking: int = 0) -> Any:
    rij = {
        "trede_vorig": trede_vorig,
        "trede_berekend": trede_berekend,
        "stand_eind": stand_eind,
        "afwijking_trede": afwijking,
        "afwijking_grond": "overmacht" if afwijking else "",
    }
    return pd.DataFrame([rij], index=pd.Index([CODE], name="gemeentecode"))


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
    rij = propose(som(vorig, berekend), [], gemist, VANDAAG).iloc[0]
    assert bool(rij["termijn_verstreken"]) is vraagt
    assert ("termijn" in rij["open_besluit"].split("|")) is vraagt
    assert bool(rij["besluit_nodig"]) is vraagt


def test_going_down_after_all_was_realised_answers_a_missed_term(
    gemist: Any, bevinding: Any
) -> None:
    terug = bevinding("afschalen")
    rij = propose(som(5, 5, stand_eind=0), [terug], gemist, VANDAAG).iloc[0]
    assert (rij["trede_voorstel"], rij["open_besluit"]) == (1, "")
    blijft = bevinding("niet_afschalen")
    rij = propose(som(5, 1, stand_eind=0), [blijft], gemist, VANDAAG).iloc[0]
    assert (rij["trede_voorstel"], rij["open_besluit"]) == (5, "termijn")


@pytest.mark.norm("N56")
@pytest.mark.parametrize("stand", [-1, 0, 1])
@pytest.mark.parametrize("trede", [2, 3, 4])
def test_a_deviation_is_the_proposal_and_leaves_no_decision_open(trede: int, stand: int) -> None:
    """Below the former trede with a backlog it is a besluit itself, or a fault (Keuze K19)."""
    rij = propose(som(3, 5, stand, afwijking=trede), [], {}, VANDAAG).iloc[0]
    assert (rij["trede_voorstel"], rij["open_besluit"]) == (trede, "")
    assert propose(som(3, trede, stand), [], {}, VANDAAG).iloc[0]["open_besluit"] == ""


@pytest.mark.norm("N25")
@pytest.mark.parametrize(("vorig", "vanaf_vier"), [(3, False), (4, True), (5, True)])
@pytest.mark.parametrize("stand", [-1, 0, 1])
def test_from_trede_4_full_realisation_asks_whether_to_go_down(
    vorig: int, vanaf_vier: bool, stand: int
) -> None:
    rij = propose(som(vorig, vorig, stand), [], {}, VANDAAG).iloc[0]
    assert rij["open_besluit"] == ("afschalen" if vanaf_vier and stand >= 0 else "")


@pytest.mark.parametrize(
    ("peildatum", "eigen"), [("2026-01-01", False), ("2026-07-01", True), ("2027-01-01", False)]
)
def test_only_a_revision_of_its_own_round_decides_its_trede(
    bevinding: Any, peildatum: str, eigen: bool
) -> None:
    stuk = bevinding("herziening", peildatum=peildatum, trede=2)
    assert own_herziening(stuk) == (stuk.bevinding if eigen else None)
    rij = propose(som(3, 4), [stuk], {}, VANDAAG).iloc[0]
    assert rij["trede_voorstel"] == (2 if eigen else 4)
