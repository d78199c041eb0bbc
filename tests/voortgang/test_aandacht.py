"""Points of attention halfway: each at its boundary, and none of them a trede."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from ibt.begrippen.periode import Peildatum
from ibt.begrippen.voortgang import Voortgang

Meet = Callable[..., Voortgang]
OP_2 = {"trede_vorig": 2, "stand_begin": -5}


@pytest.mark.parametrize(
    ("code", "figures", "raak"),
    [
        ("niet_op_schema", {"realisatie": 9}, True),
        ("niet_op_schema", {"realisatie": 10}, False),
        ("te_weinig_koppelingen", {"koppelingen": 9}, True),
        ("te_weinig_koppelingen", {"koppelingen": 10}, False),
        ("te_weinig_koppelingen", {"koppelingen": 11}, False),
        ("te_weinig_koppelingen", {"koppelingen": 10, "stand_begin": -1}, True),
        ("te_weinig_koppelingen", {"koppelingen": 0, "stand_begin": 10}, False),
        ("te_weinig_koppelingen", {"koppelingen": pd.NA}, False),
        ("stapelgemeente", {"stapelgemeente": "ja"}, True),
        ("stapelgemeente", {"stapelgemeente": "nee", "wachttijd_fase2": 500.0}, False),
        ("stapelgemeente", {"stapelgemeente": None}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 119.9}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 120.0}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 120.1}, True),
        ("wachttijd_boven_120", {"stapelgemeente": "ja"}, False),
        ("omkoppelingen", {"omkoppelingen": 0}, False),
        ("omkoppelingen", {"omkoppelingen": 1}, True),
        ("omkoppelingen", {"omkoppelingen": pd.NA}, False),
        ("stand_wijkt_af", {"stand_eind_vorig": 0}, False),
        ("stand_wijkt_af", {"stand_eind_vorig": -1}, True),
        ("stand_wijkt_af", {"stand_eind_vorig": pd.NA}, False),
        ("geen_eerdere_inschaling", {"geen_eerdere_inschaling": True}, True),
        ("taakstelling_gewijzigd", {"taakstelling_gewijzigd": True}, True),
        ("vorige_ronde_niet_vastgesteld", {"vorige_ronde_niet_vastgesteld": True}, True),
        ("voorbeeld_cijfers_verzonnen", {"voorbeeld": True}, True),
    ],
)
def test_a_code_at_its_boundary(code: str, figures: dict[str, Any], raak: bool, meet: Meet) -> None:
    assert (code in meet(**figures).aandachtspunten) is raak


def test_a_quiet_gemeente_has_none(meet: Meet) -> None:
    assert meet().aandachtspunten == ()


@pytest.mark.parametrize(
    ("figures", "raak"),
    [
        ({**OP_2, "realisatie": 20}, True),
        ({**OP_2, "realisatie": 21}, False),  # at least 2 now: trede 3 is averted
        ({**OP_2, "realisatie": 0}, True),
        ({"trede_vorig": 1, "realisatie": 0}, False),
        ({"trede_vorig": 3, "stand_begin": -5, "realisatie": 0}, False),
    ],
)
def test_on_trede_2_the_step_to_3_must_be_told_while_it_can_follow(
    figures: dict[str, Any], raak: bool, meet: Meet
) -> None:
    assert ("trede_3_melden" in meet(**figures).aandachtspunten) is raak


@pytest.mark.parametrize(
    ("datum", "raak"), [("2025-12-31", True), ("2026-01-01", False), ("2026-06-30", False)]
)
def test_a_message_within_this_half_year_has_told_it(
    datum: str, raak: bool, meet: Meet, bevinding: Any
) -> None:
    gemeld = bevinding("voortgang_gemeld", datum=datum, periode=Peildatum(date(2026, 1, 1)).periode)
    assert ("trede_3_melden" in meet(dossier=[gemeld], **OP_2).aandachtspunten) is raak


def test_a_message_of_this_round_has_told_it(meet: Meet, bevinding: Any) -> None:
    gemeld = bevinding("voortgang_gemeld", datum="2026-04-03")
    assert "trede_3_melden" not in meet(gemeld, **OP_2).aandachtspunten


@pytest.mark.parametrize(
    ("figures", "raak"),
    [
        ({**OP_2, "realisatie": 10}, True),  # 20 of 25: no smaller
        ({**OP_2, "realisatie": 11}, False),
        ({**OP_2, "realisatie": 11, "eerder": {"2026-01-01": 19}}, True),  # at its slowest
        ({**OP_2, "realisatie": 11, "eerder": {"2026-01-01": 20}}, False),
        ({"trede_vorig": 1, "realisatie": 0}, False),
        ({"trede_vorig": 3, "stand_begin": -10, "realisatie": 24}, True),
        ({"trede_vorig": 3, "stand_begin": -10, "realisatie": 25}, False),
        ({"trede_vorig": 4, "stand_begin": -10, "realisatie": 29}, True),
        ({"trede_vorig": 6, "stand_begin": 0, "realisatie": 90}, True),
    ],
)
def test_trede_3_or_higher_is_possible_while_some_known_pace_leads_to_it(
    figures: dict[str, Any], raak: bool, meet: Meet
) -> None:
    assert ("trede_3_of_hoger_mogelijk" in meet(**figures).aandachtspunten) is raak


def test_the_keuzes_that_touched_it_are_named(meet: Meet) -> None:
    assert meet().keuzes == ("K4",)
    vol = meet(
        taakstelling=25,
        koppelingen=3,
        geen_eerdere_inschaling=True,
        taakstelling_gewijzigd=True,
    )
    assert vol.keuzes == ("K4", "K5", "K8", "K12", "K15")
