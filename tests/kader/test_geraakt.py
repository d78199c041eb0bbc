"""Which open places in the text played a part in an outcome."""

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest

from ibt.begrippen.beoordeling import Som
from ibt.kader.utrecht_2024 import UTRECHT_2024

REGELS = {regel.id: regel for regel in UTRECHT_2024.ladder.regels}
NIETS = dict.fromkeys((veld.name for veld in fields(Som)), 0)


def touched(
    regel: str = "4b",
    *aandacht: str,
    vorig: int = 0,
    voorstel: int = 4,
    soorten: tuple[str, ...] = (),
    **som: int,
) -> tuple[str, ...]:
    """The Keuzes that played a part; the rule that a test does not name rests on none."""
    alles = Som(**{**NIETS, **som})
    geraakt = UTRECHT_2024.touched(alles, REGELS[regel], aandacht, vorig, voorstel, soorten)
    return UTRECHT_2024.in_order(geraakt)


def test_a_quiet_outcome_touches_none() -> None:
    assert touched() == ()


@pytest.mark.parametrize(
    ("regel", "keuzes"),
    [("1a", ()), ("1b", ("K1",)), ("1c", ("K1",)), ("2b", ("K2",)), ("3b", ("K2",)), ("4b", ())],
)
def test_a_rule_touches_the_keuze_behind_the_quantity_that_it_compares(
    regel: str, keuzes: tuple[str, ...]
) -> None:
    assert touched(regel) == keuzes


@pytest.mark.parametrize("aantal", [0, 1, 2])
def test_one_person_or_one_finding_is_enough(aantal: int) -> None:
    geraakt = aantal > 0
    assert ("K3" in touched("1a", verschoonbaar=aantal)) is geraakt
    assert ("K18" in touched("4b", verschoonbaar=aantal)) is geraakt
    assert ("K10" in touched(verbeterplan_niet_uitgevoerd=aantal)) is geraakt
    assert ("K11" in touched(vorig=aantal)) is geraakt


@pytest.mark.parametrize(
    ("aandacht", "keuze"),
    [
        ("geen_eerdere_inschaling", "K5"),
        ("te_weinig_koppelingen", "K12"),
        ("taakstelling_gewijzigd", "K15"),
    ],
)
def test_a_point_of_attention_touches_the_keuze_that_it_rests_on(aandacht: str, keuze: str) -> None:
    assert touched("4b", aandacht) == (keuze,)


def test_they_stand_in_the_order_of_their_numbers() -> None:
    alles = touched(
        "3b",
        *("te_weinig_koppelingen", "geen_eerdere_inschaling"),
        verschoonbaar=1,
        verbeterplan_niet_uitgevoerd=1,
    )
    assert alles == ("K2", "K3", "K5", "K10", "K12")


@pytest.mark.parametrize(
    ("regel", "keuze"),
    [("1a", "K3"), ("2a", "K3"), ("3a", "K3"), ("4b", "K18"), ("5b", "K18"), ("6b", "K18")],
)
def test_an_excuse_touches_how_it_weighs_below_trede_4_and_whether_it_weighs_from_there(
    regel: str, keuze: str
) -> None:
    geraakt = touched(regel, verschoonbaar=1)
    assert [een for een in geraakt if een in ("K3", "K18")] == [keuze]


@pytest.mark.parametrize(("voorstel", "geraakt"), [(2, True), (3, False), (4, False)])
def test_a_deviation_touches_k19_only_below_the_trede_in_force(
    voorstel: int, geraakt: bool
) -> None:
    assert ("K19" in touched("3d", voorstel=voorstel, soorten=("afwijking",))) is geraakt
    assert "K19" not in touched("3d", voorstel=voorstel, soorten=("herziening",))


@pytest.mark.parametrize("soort", ["besluit_indeplaatsstelling", "besluit_wijziging", "contact"])
def test_a_besluit_of_this_round_touches_from_when_trede_5_counts(soort: str) -> None:
    geraakt = soort == "besluit_indeplaatsstelling"
    assert ("K20" in touched("4b", voorstel=5, soorten=(soort,))) is geraakt


@pytest.mark.parametrize(
    ("anders", "keuzes"),
    [
        ({}, ("K4",)),
        ({"rust_op_voorsprong": True}, ("K1", "K4")),
        ({"aandachtspunten": ("geen_eerdere_inschaling",)}, ("K4", "K5")),
        ({"som": SimpleNamespace(opgave=21)}, ("K4", "K8")),
        ({"signalen": SimpleNamespace(wachttijd=None, koppelingen=0)}, ("K4", "K12")),
        ({"aandachtspunten": ("taakstelling_gewijzigd",)}, ("K4", "K15")),
        ({"signalen": SimpleNamespace(wachttijd=object(), koppelingen=None)}, ("K4", "K16")),
    ],
)
def test_halfway_each_keuze_is_touched_by_what_it_is_about(
    anders: dict[str, Any], keuzes: tuple[str, ...]
) -> None:
    rustig = {
        "rust_op_voorsprong": False,
        "aandachtspunten": (),
        "som": SimpleNamespace(opgave=20),
        "signalen": SimpleNamespace(wachttijd=None, koppelingen=None),
    }
    voortgang: Any = SimpleNamespace(**{**rustig, **anders})
    assert UTRECHT_2024.in_order(UTRECHT_2024.touched_halfway(voortgang)) == keuzes
