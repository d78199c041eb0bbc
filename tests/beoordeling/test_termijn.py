"""Agreements name a term of their own gemeente."""

from collections.abc import Callable
from typing import Any

import pytest

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.termijn import check_afspraken

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
    assert list(check_afspraken([afspraak, bouwen])) == []
    assert list(check_afspraken([bouwen, afspraak])) == []


def test_what_is_no_agreement_on_a_term_does_not_end_the_search(bevinding: Any) -> None:
    stukken = [
        bevinding("gesprek"),
        bevinding("afspraak_termijn"),
        bevinding("afspraak_termijn", vervangt="bouwen"),
    ]
    assert len(list(check_afspraken(stukken))) == 1


@pytest.mark.parametrize("ander", [0, 2], ids=["een code eerder", "een code later"])
def test_a_measure_of_another_gemeente_cannot_and_what_can_is_named(
    ander: int, plan: Any, bevinding: Any
) -> None:
    afspraak = bevinding("afspraak_termijn", nummer=1, vervangt="bouwen")
    (gebrek,) = check_afspraken([afspraak, plan(ander, "bouwen"), plan(1, "verbouwen")])
    assert str(gebrek) == (
        "bevindingen.yaml, bevinding 1 (regel 1), Verzonnendam 1 (GM900001): vervangt moet een van "
        'deze zijn: gesprek, verbeterplan, verbouwen; gevonden: "bouwen". Gaat de afspraak over '
        "het hele verbeterplan, laat vervangt dan weg."
    )
