"""Nobody rises before the supervisor weighed what speaks against it (§2.2)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ibt.register import KOLOMMEN
from ibt.ronde import load_ronde
from ibt.ronde.stand import adoption_obstacles, stand_of

BASIS = {"beoordelaar": "A. Toezicht", "datum": "2026-07-10", "motivering": "omdat het zo is"}
GEVERIFIEERD = [
    {"gemeente": code, "soort": "cijfers_geverifieerd", **BASIS} for code in ("GM9001", "GM9002")
]
OP_2 = (
    ",".join(KOLOMMEN) + "\n"
    "GM9001,2026-01-20,2,beoordeling,2026-01-01,-10,0,0,10,gs,zo,A,2026-01-20\n"
    "GM9002,2026-01-20,1,beoordeling,2026-01-01,0,0,0,0,gs,zo,A,2026-01-20\n"
)
OP_3 = OP_2.replace("01-20,2,", "01-20,3,")
GEMELD = {"gemeente": "GM9001", "soort": "voortgang_gemeld", **BASIS, "datum": "2026-04-07"}
PLAN = {
    "gemeente": "GM9001",
    "soort": "verbeterplan_niet_uitgevoerd",
    **BASIS,
    "grond": "niet_opgesteld",
    "afgesproken_termijn": "2026-05-01",
}
NIET_GEWOGEN = "de trede stijgt, en nog niet gewogen is: "


def cijfers(realisatie: int) -> str:
    return (
        "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
        f"GM9001,Verzonnendam,2026-07-01,20,-10,{realisatie}\n"
        "GM9002,Fantasiestad,2026-07-01,1793,0,1793\n"
    )


def weighed(*codes: str, **anders: Any) -> dict[str, Any]:
    return {"gemeente": "GM9001", "soort": "weging", **BASIS, "over": list(codes), **anders}


@pytest.fixture
def obstacles_of(make_ronde: Callable[..., Path]) -> Callable[..., list[str]]:
    """What stands in the way of adopting Verzonnendam, with these findings."""

    def run(*stukken: dict[str, Any], realisatie: int = 10, register: str = OP_2) -> list[str]:
        bevindingen = [*GEVERIFIEERD, *stukken]
        pad = make_ronde(bevindingen=bevindingen, cijfers=cijfers(realisatie), register=register)
        [een] = [g for g in stand_of(load_ronde(pad)).gemeenten if g.gemeente.code == "GM9001"]
        return list(een.beletsels)

    return run


@pytest.mark.norm("N10")
@pytest.mark.parametrize(("realisatie", "trede"), [(20, 3), (21, 2)], ids=["rises", "stays"])
def test_only_a_rise_asks_for_a_weighing(obstacles_of: Any, realisatie: int, trede: int) -> None:
    gevonden = obstacles_of(realisatie=realisatie)
    verwacht = f"{NIET_GEWOGEN}niet_vooraf_gewaarschuwd; leg met een bevinding weging vast"
    assert [verwacht in een for een in gevonden] == ([True] if trede == 3 else [])


def test_who_was_told_halfway_has_nothing_left_to_weigh(obstacles_of: Any) -> None:
    assert obstacles_of(GEMELD) == []


@pytest.mark.norm("N10")
@pytest.mark.parametrize(
    ("codes", "genoeg"),
    [
        (["niet_vooraf_gewaarschuwd"], True),
        (["te_weinig_koppelingen"], False),
        (["te_weinig_koppelingen", "niet_vooraf_gewaarschuwd"], True),
    ],
)
def test_a_weighing_of_the_code_itself_clears_it(
    obstacles_of: Any, codes: list[str], genoeg: bool
) -> None:
    assert bool(obstacles_of(weighed(*codes))) is not genoeg


def test_two_weighings_together_count_and_one_of_another_gemeente_does_not(
    obstacles_of: Any,
) -> None:
    samen = [weighed("te_weinig_koppelingen"), weighed("niet_vooraf_gewaarschuwd")]
    assert obstacles_of(*samen) == []
    ander = weighed("niet_vooraf_gewaarschuwd", gemeente="GM9002")
    assert NIET_GEWOGEN in obstacles_of(ander)[0]


@pytest.mark.norm("N10")
def test_an_incomplete_case_file_behind_a_rise_is_weighed_too(obstacles_of: Any) -> None:
    [beletsel] = obstacles_of(PLAN, register=OP_3, realisatie=24)
    assert f"{NIET_GEWOGEN}dossier_onvolledig" in beletsel
    assert obstacles_of(PLAN, weighed("dossier_onvolledig"), register=OP_3, realisatie=24) == []
    brief = {"gemeente": "GM9001", "soort": "brief_verzonden", **BASIS, "datum": "2026-02-01"}
    assert obstacles_of(PLAN, brief, register=OP_3, realisatie=24) == []


def test_what_blocks_is_one_line_per_cause_with_all_its_gemeenten(
    make_ronde: Callable[..., Path],
) -> None:
    ronde = load_ronde(make_ronde(cijfers=cijfers(10), register=OP_2))
    gemeld = [str(een) for een in adoption_obstacles(ronde)]
    assert gemeld == [
        "2026-07-01.yaml: nog niet vast te stellen: de cijfers zijn niet geverifieerd (bevinding "
        "cijfers_geverifieerd, §4): Fantasiestad, Verzonnendam",
        "2026-07-01.yaml: nog niet vast te stellen: de trede stijgt, en nog niet gewogen is: "
        "niet_vooraf_gewaarschuwd; leg met een bevinding weging vast waarom de trede toch stijgt "
        "(§3 trede 2, slot): Verzonnendam",
    ]
