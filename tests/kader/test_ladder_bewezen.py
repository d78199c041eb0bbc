"""Proofs over all whole numbers: the conditions of the ladder are handed to a theorem prover."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
import z3

from ibt.kader import kaders
from ibt.kader.tabel import Regel, Tabel
from ibt.kader.utrecht_2024 import UTRECHT_2024

KEUZES = {keuze.id: tuple(keuze.lezingen) for keuze in UTRECHT_2024.keuzes}
VARIANTEN = [{"K1": k1, "K10": k10} for k1 in KEUZES["K1"] for k10 in KEUZES["K10"]]
elke_variant = pytest.mark.parametrize("variant", VARIANTEN, ids=str)
elke_trede = pytest.mark.parametrize("trede", range(1, 7))

BEGIN, PLAN = z3.Ints("stand_begin verbeterplan")
BASIS = z3.Int("achterstand_begin")  # free: Keuze K2 may take it from elsewhere
OPGAVE, VERSCHOONBAAR = z3.Ints("totaalopgave verschoonbaar")
# Trede, stand at the start and end, excused persons, and whether the plan was not carried out.
CIJFERS = [*product(range(1, 7), (-4, 0, 3), (-5, -4, -2, -1, 0, 1), (0, 2), (0, 1))]
GRENZEN = (BASIS >= 0, VERSCHOONBAAR >= 0, z3.Or(PLAN == 0, PLAN == 1))


def not_below_zero(term: Any) -> Any:
    return z3.If(term > 0, term, 0)


def quantities(gerealiseerd: Any, verschoonbaar: Any = VERSCHOONBAAR) -> dict[str, Any]:
    eind = gerealiseerd - OPGAVE
    return {
        "toerekenbaar": not_below_zero(not_below_zero(-eind) - verschoonbaar),
        "stand_begin_gebruikt": BEGIN,
        "achterstand_begin": BASIS,
        "stand_eind": eind,
        "verbeterplan_niet_uitgevoerd": PLAN,
    }


def holds(regel: Regel, waarden: dict[str, Any]) -> Any:
    return z3.And(*(vergelijking.holds(waarden) for vergelijking in regel.als))


def outcome(ladder: Tabel, trede: int, waarden: dict[str, Any]) -> Any:
    uit: Any = z3.IntVal(99)
    for regel in ladder.regels_from(trede):
        uit = z3.If(holds(regel, waarden), regel.naar, uit)
    return uit


def assert_proven(*bewering: Any) -> None:
    """No whole numbers exist for which the claim fails; else the test shows them."""
    bewijzer = z3.Solver()
    bewijzer.add(*GRENZEN, z3.Not(z3.And(*bewering)))
    assert bewijzer.check() == z3.unsat, f"tegenvoorbeeld: {bewijzer.model()}"


@elke_variant
@elke_trede
def test_exactly_one_rule_applies_whatever_the_numbers(variant: dict[str, str], trede: int) -> None:
    waarden = quantities(z3.Int("gerealiseerd"))
    regels = UTRECHT_2024.ladder_under(variant).regels_from(trede)
    assert_proven(z3.Sum([z3.If(holds(regel, waarden), 1, 0) for regel in regels]) == 1)


@elke_variant
@elke_trede
def test_more_housed_persons_never_give_a_higher_trede(variant: dict[str, str], trede: int) -> None:
    minder, meer = z3.Ints("minder meer")
    ladder = UTRECHT_2024.ladder_under(variant)
    eerst, dan = (outcome(ladder, trede, quantities(aantal)) for aantal in (minder, meer))
    assert_proven(z3.Implies(meer >= minder, dan <= eerst))


@elke_trede
def test_that_holds_as_well_when_an_excuse_freezes_the_trede(trede: int) -> None:
    """Keuze K3, the reading `bevriezen`."""

    def frozen(aantal: Any) -> Any:
        zonder = outcome(UTRECHT_2024.ladder, trede, quantities(aantal, 0))
        return z3.If(z3.And(VERSCHOONBAAR > 0, zonder > trede), trede, zonder)

    minder, meer = z3.Ints("minder meer")
    assert_proven(z3.Implies(meer >= minder, frozen(meer) <= frozen(minder)))


@elke_trede
def test_more_excused_persons_never_give_a_higher_trede(trede: int) -> None:
    minder, meer = z3.Ints("minder meer")
    ladder, gerealiseerd = UTRECHT_2024.ladder, z3.Int("gerealiseerd")
    eerst, dan = (
        outcome(ladder, trede, quantities(gerealiseerd, aantal)) for aantal in (minder, meer)
    )
    assert_proven(z3.Implies(z3.And(meer >= minder, minder >= 0), dan <= eerst))


@pytest.mark.norm("N25")
def test_full_realisation_leads_to_trede_1_from_every_trede() -> None:
    """§3 inleiding: who has housed everyone goes back to trede 1."""
    waarden = quantities(z3.Int("gerealiseerd"))
    for trede in range(1, 7):
        uit = outcome(UTRECHT_2024.ladder, trede, waarden)
        assert_proven(z3.Implies(waarden["stand_eind"] >= 0, uit == 1))


def test_the_prover_finds_the_hole_in_a_ladder_with_a_hole() -> None:
    zonder_2b = [regel for regel in UTRECHT_2024.ladder.regels_from(2) if regel.id != "2b"]
    waarden = quantities(z3.Int("gerealiseerd"))
    with pytest.raises(AssertionError, match="tegenvoorbeeld"):
        assert_proven(z3.Sum([z3.If(holds(regel, waarden), 1, 0) for regel in zonder_2b]) == 1)


@pytest.mark.norm("N38", "N39", "N40")
def test_the_boundaries_of_trede_3_follow_each_other() -> None:
    """The same order as in the text: gone, halved, shrunk, not shrunk."""
    waarden = quantities(z3.Int("gerealiseerd"))
    treden = [regel.naar for regel in UTRECHT_2024.ladder.regels_from(3) if regel.id != "3e"]
    assert treden == [1, 2, 3, 4]
    assert all(laag < hoog for laag, hoog in pairwise(treden))
    regels = {regel.id: regel for regel in UTRECHT_2024.ladder.regels_from(3)}
    gekrompen = z3.Or(holds(regels["3b"], waarden), holds(regels["3c"], waarden))
    assert_proven(z3.Implies(gekrompen, waarden["toerekenbaar"] < BASIS))


def test_every_framework_in_force_has_its_ladder_proven_here() -> None:
    """The proofs above name UTRECHT_2024: a new framework needs proofs of its own."""
    assert kaders() == (UTRECHT_2024,)


@elke_variant
def test_what_is_proven_is_the_table_that_the_program_runs(variant: dict[str, str]) -> None:
    """The prover's outcome with numbers filled in is that of the table, whole columns and one."""
    ladder = UTRECHT_2024.ladder_under(variant)
    for trede, begin, eind, verschoonbaar, plan in CIJFERS:
        waarden = {
            "toerekenbaar": max(0, max(0, -eind) - verschoonbaar),
            "stand_begin_gebruikt": begin,
            "achterstand_begin": max(0, -begin),
            "stand_eind": eind,
            "verbeterplan_niet_uitgevoerd": plan,
        }
        termen = {naam: z3.IntVal(waarde) for naam, waarde in waarden.items()}
        bewezen = z3.simplify(outcome(ladder, trede, termen)).as_long()
        kolommen = {naam: np.array([waarde]) for naam, waarde in waarden.items()}
        gedraaid = ladder.select_regels(np.array([trede]), kolommen)
        assert bewezen == gedraaid.trede[0] == ladder.select_regel(trede, waarden).naar
