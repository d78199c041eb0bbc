"""A finding on a plan (rule 3e) in a round: judged beside the case file of its own gemeente."""

from typing import Any

import pytest

from ibt.ronde import beoordeel_gemeente, load_ronde

BASIS = {
    "beoordelaar": "A. Toezicht",
    "gemeente": "GM9001",
    "datum": "2026-07-10",
    "motivering": "drie van de vier maatregelen zijn niet uitgevoerd",
}
OORDEEL = {
    **BASIS,
    "soort": "verbeterplan_niet_uitgevoerd",
    "grond": "niet_of_onvoldoende_uitgevoerd",
    "afgesproken_termijn": "2026-07-01",
}
AFSPRAAK = {**BASIS, "soort": "afspraak_termijn", "datum": "2026-06-01"}


@pytest.mark.norm("N46")
@pytest.mark.parametrize(
    ("uiterlijk", "loopt"), [("2026-07-09", False), ("2026-07-10", True), ("2026-07-11", True)]
)
def test_a_later_agreed_term_keeps_the_finding_from_counting_while_it_runs(
    make_ronde: Any, refused: Any, uiterlijk: str, loopt: bool
) -> None:
    oordeel = {**OORDEEL, "afgesproken_termijn": "2026-07-09"}
    stukken = [oordeel, {**AFSPRAAK, "uiterlijk": uiterlijk}]
    if not loopt:
        ronde = load_ronde(make_ronde(bevindingen=stukken))
        assert beoordeel_gemeente(ronde, "GM9001").trede_voorstel >= 3
        return
    [fout] = [f for f in refused(bevindingen=stukken) if "loopt nog" in f]
    assert f"een later afgesproken termijn voor het plan ({uiterlijk}) loopt nog" in fout
    assert "Verzonnendam (GM9001)" in fout
    assert "2026-07-01.yaml, bevinding 1" in fout


def test_what_is_on_file_of_another_gemeente_contradicts_nothing(make_ronde: Any) -> None:
    elders = {**AFSPRAAK, "gemeente": "GM9002", "uiterlijk": "2026-12-31"}
    ronde = load_ronde(make_ronde(bevindingen=[OORDEEL, elders]))
    assert "dossier_onvolledig" in beoordeel_gemeente(ronde, "GM9001").aandachtspunten


@pytest.mark.parametrize(
    ("datum", "mist"), [("2026-07-09", False), ("2026-07-10", False), ("2026-07-11", True)]
)
def test_without_the_plan_on_file_by_then_the_finding_counts_and_is_told(
    make_ronde: Any, datum: str, mist: bool
) -> None:
    delen = [{"maatregel": "bouwen", "uiterlijk": "2026-07-01"}]
    plan = {**BASIS, "soort": "verbeterplan", "datum": datum, "maatregelen": delen}
    uit = load_ronde(make_ronde(bevindingen=[OORDEEL, plan])).uitkomsten
    assert ("dossier_onvolledig" in uit.per_gemeente["GM9001"].aandachtspunten) is mist
    assert any("(dossier_onvolledig)" in str(m) for m in uit.waarschuwingen) is mist


def test_off_trede_3_the_finding_is_judged_beside_nothing(make_ronde: Any) -> None:
    """It does nothing there, and that is what the analyst is told."""
    oordeel = {**OORDEEL, "gemeente": "GM9002"}
    stukken = [oordeel, {**AFSPRAAK, "gemeente": "GM9002", "uiterlijk": "2026-12-31"}]
    [gemeld] = load_ronde(make_ronde(bevindingen=stukken)).uitkomsten.waarschuwingen
    assert "werkt alleen vanaf trede 3" in str(gemeld)
