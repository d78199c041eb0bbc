"""An agreement that replaces a term must name one of its own gemeente, wherever that stands."""

from collections.abc import Callable
from typing import Any

import pytest

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.termijn import check_termijnen

PLAN = {
    "gemeente": "x",
    "soort": "verbeterplan",
    "beoordelaar": "A. Toezicht",
    "datum": "2026-06-01",
    "motivering": "ontvangen",
}


@pytest.fixture
def plan(bevinding: Callable[..., Vastgelegd]) -> Callable[..., Vastgelegd]:
    """An improvement plan of one of the gemeenten, with these measures."""

    def make(nummer: int, *maatregelen: str) -> Vastgelegd:
        delen = [{"maatregel": naam, "uiterlijk": "2026-12-01"} for naam in maatregelen]
        stuk = bevinding("gesprek", nummer=nummer)
        soort: Any = SOORTEN["verbeterplan"]
        return Vastgelegd(
            stuk.gemeente,
            soort.model_validate({**PLAN, "maatregelen": delen}),
            "dossier.yaml",
            "bevinding 1 (regel 1)",
            stuk.periode,
        )

    return make


@pytest.mark.parametrize("naam", ["bouwen", "gesprek", "verbeterplan", None])
def test_what_there_is_can_be_replaced(naam: str | None, plan: Any, bevinding: Any) -> None:
    afspraak = bevinding("afspraak_termijn", nummer=1, vervangt=naam)
    bouwen = plan(1, "verbouwen", "bouwen")
    assert check_termijnen([afspraak], [bouwen]) == []
    assert check_termijnen([], [afspraak, bouwen]) == []
    assert check_termijnen([afspraak, bouwen], []) == []


@pytest.mark.parametrize("ander", [0, 2], ids=["een code eerder", "een code later"])
def test_a_measure_of_another_gemeente_cannot_and_what_can_is_named(
    ander: int, plan: Any, bevinding: Any
) -> None:
    afspraak = bevinding("afspraak_termijn", nummer=1, vervangt="bouwen")
    (gebrek,) = check_termijnen([afspraak], [plan(ander, "bouwen"), plan(1, "verbouwen")])
    assert str(gebrek) == (
        "bevindingen.yaml, bevinding 1 (regel 1), Verzonnendam 1 (GM900001): vervangt moet een van "
        'deze zijn: gesprek, verbeterplan, verbouwen; gevonden: "bouwen". Gaat de afspraak over '
        "het hele verbeterplan, laat vervangt dan weg."
    )


def test_an_agreement_on_file_is_held_to_the_same(plan: Any, bevinding: Any) -> None:
    afspraak = bevinding("afspraak_termijn", nummer=1, vervangt="bouwen")
    (gebrek,) = check_termijnen([], [plan(1, "slopen", "slopen en bouwen"), afspraak])
    assert "gesprek, verbeterplan, slopen, slopen en bouwen" in str(gebrek)


def test_a_term_that_still_runs_is_found_behind_other_findings(bevinding: Any) -> None:
    elders = bevinding("afspraak_termijn", uiterlijk="2026-07-01")
    loopt = bevinding("afspraak_termijn", nummer=1, uiterlijk="2026-07-11")
    oordeel = bevinding("verbeterplan_niet_uitgevoerd", nummer=1, datum="2026-07-10")
    bekend = [bevinding("gesprek", nummer=1), elders, loopt]
    (gebrek,) = check_termijnen([oordeel], bekend)
    assert "een later afgesproken termijn (2026-07-11) loopt nog (§3 trede 3)" in str(gebrek)
