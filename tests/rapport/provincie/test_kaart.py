"""The map of the province, drawn from boundaries that the round was given."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.begrippen.kaart import Grens, Kaart, Ring
from ibt.rapport import provincie as rapport
from ibt.rapport.stijl import load_stijl
from ibt.ronde import beoordeel

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"


def square(x: float, y: float = 0.0, zijde: float = 10.0) -> Ring:
    return ((x, y), (x + zijde, y), (x + zijde, y + zijde), (x, y + zijde), (x, y))


def two(eerste: Ring, tweede: Ring, in_graden: bool = False) -> Kaart:
    return Kaart((Grens("GM9001", (eerste,)), Grens("GM9002", (tweede,))), in_graden)


@pytest.fixture
def beoordelingen(make_ronde: Any) -> Any:
    aa = {"naam": "Aa", "trede": 2, "stand_begin": -5, "realisatie": 5}
    return beoordeel(make_ronde(aa, {"naam": LASTIG}))


def test_each_gemeente_is_drawn_in_the_colour_of_its_trede(beoordelingen: Any, alt: Any) -> None:
    deel = rapport.kaart(beoordelingen, two(square(0), square(10)))
    soup = BeautifulSoup(str(deel), "html.parser")
    assert alt(deel).startswith("Kaart met de trede per gemeente. ")
    assert "trede 3: Aa" in alt(deel)
    assert LASTIG in alt(deel)
    assert soup.figcaption is not None
    assert soup.figcaption.get_text().startswith(
        "Van de 2 gemeenten staat er 1 op trede 3 of hoger"
    )
    assert load_stijl().trede(3).vlak in str(deel)
    assert load_stijl().trede(4).vlak not in str(deel)
    assert "<b>&" not in str(deel)


def test_the_same_map_gives_the_same_bytes(beoordelingen: Any) -> None:
    gegeven = two(square(5.1, 52, 0.1), square(5.2, 52, 0.1), in_graden=True)
    assert str(rapport.kaart(beoordelingen, gegeven)) == str(rapport.kaart(beoordelingen, gegeven))


@pytest.mark.parametrize(
    "ring", [((0.0, 0.0),) * 4, ((0.0, 0.0), (0.0, 9.0), (0.0, 3.0), (0.0, 0.0))]
)
def test_a_boundary_without_area_is_no_fault(ring: Ring, beoordelingen: Any) -> None:
    assert "<svg" in str(rapport.kaart(beoordelingen, two(ring, square(10))))


def test_without_boundaries_there_are_tiles(beoordelingen: Any, alt: Any) -> None:
    assert alt(rapport.kaart(beoordelingen)).startswith("Tegelkaart met de trede per gemeente.")
