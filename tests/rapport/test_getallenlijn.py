"""The number line says and draws which trede goes with how many persons housed."""

import re
from itertools import pairwise

import pytest

from ibt.begrippen.strek import Strek
from ibt.rapport.getallenlijn import draw_getallenlijn, tell_strekken

DRIE = (Strek(0, 4), Strek(16, 3), Strek(18, 2), Strek(20, 1))


@pytest.mark.parametrize(
    ("strekken", "zin"),
    [
        (DRIE[:1], "Hoeveel er ook zijn gehuisvest: berekend is trede 4."),
        (DRIE[:2], "Berekend is vanaf 16 trede 3 en daaronder trede 4."),
        (DRIE[:3], "Berekend is vanaf 18 trede 2, vanaf 16 trede 3 en daaronder trede 4."),
    ],
)
def test_it_is_told_in_one_sentence(strekken: tuple[Strek, ...], zin: str) -> None:
    assert tell_strekken(strekken) == zin
    assert zin in str(draw_getallenlijn(strekken, 18, 20))


def test_every_band_and_border_is_drawn_in_order_and_the_mark_stands_where_its_number_is() -> None:
    svg = str(draw_getallenlijn(DRIE, 18, 20))
    banden = [
        (float(x), float(breed))
        for x, breed in re.findall(r'<rect x="([\d.]+)".*?width="([\d.]+)"', svg)
    ]
    assert len(banden) == 4
    for (x, breed), (volgende, _) in pairwise(banden):
        assert x + breed == pytest.approx(volgende, abs=0.11)
    (pijl,) = re.findall(r'<path d="M([\d.]+) ', svg)
    assert float(pijl) == banden[2][0]
    for tekst in ("18 gehuisvest", "trede 4", ">16<", ">18<", ">20<"):
        assert tekst in svg


@pytest.mark.parametrize("gehuisvest", [0, 1, 500])
def test_the_mark_stays_on_the_drawing(gehuisvest: int) -> None:
    svg = str(draw_getallenlijn(DRIE, gehuisvest, 20))
    plekken = [float(x) for x in re.findall(r'<text x="([\d.]+)"', svg)]
    assert all(0 < plek < 640 for plek in plekken)
