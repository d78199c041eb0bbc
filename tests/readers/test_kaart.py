"""A file with geodata: the boundaries of the round's gemeenten, or every fault in it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.readers.kaart import read_kaart

SLENK = Gemeente("GM9901", "Slenk", "Verzonnen", date(1900, 1, 1))
TERP = Gemeente("GM9903", "Terp", "Verzonnen", date(1900, 1, 1))


def square(x: float, y: float = 0, zijde: float = 10) -> list[list[float]]:
    return [[x, y], [x + zijde, y], [x + zijde, y + zijde], [x, y + zijde], [x, y]]


def feature(code: Any, vorm: Any = None, naam: str = "gemeentecode") -> dict[str, Any]:
    vorm = vorm or {"type": "Polygon", "coordinates": [square(0)]}
    return {"type": "Feature", "properties": {naam: code}, "geometry": vorm}


@pytest.fixture(name="lees")
def _lees(tmp_path: Path) -> Any:
    def lees(*delen: Any, gemeenten: Any = (SLENK,)) -> Any:
        pad = tmp_path / "grenzen.geojson"
        inhoud = {"type": "FeatureCollection", "features": list(delen)}
        pad.write_text(json.dumps(inhoud), encoding="utf-8")
        return read_kaart(pad, gemeenten)

    return lees


def test_a_boundary_is_found_by_the_code_of_its_gemeente(lees: Any) -> None:
    kaart, bron, _ = lees(feature("GM9901"), feature("GM9999"))
    assert [grens.gemeentecode for grens in kaart.grenzen] == ["GM9901"]
    assert kaart.grenzen[0].ringen == (((0, 0), (10, 0), (10, 10), (0, 10), (0, 0)),)
    assert (bron.rol, bron.naam, bron.rijen) == ("kaart", "grenzen.geojson", 1)


@pytest.mark.parametrize(
    ("naam", "code"),
    [("statcode", "GM9901"), ("GM_CODE", "GM9901"), ("code", "9901"), ("code", 9901)],
)
def test_files_of_cbs_and_kadaster_name_the_code_otherwise(naam: str, code: Any, lees: Any) -> None:
    assert lees(feature(code, naam=naam))[0].grenzen[0].gemeentecode == "GM9901"


def test_islands_and_holes_are_rings_of_one_gemeente(lees: Any) -> None:
    vlakken = [[square(0, zijde=100), square(20)], [square(300)]]
    vorm = {"type": "MultiPolygon", "coordinates": vlakken}
    assert len(lees(feature("GM9901", vorm))[0].grenzen[0].ringen) == 3


@pytest.mark.parametrize(("x", "graden"), [(5.1, True), (180, False), (136_000, False)])
def test_degrees_are_told_from_metres(x: float, graden: bool, lees: Any) -> None:
    vorm = {"type": "Polygon", "coordinates": [square(x, 52, 0.5)]}
    assert lees(feature("GM9901", vorm))[0].in_graden is graden


def test_points_that_cannot_be_seen_apart_are_left_out(lees: Any) -> None:
    fijn = [[i / 1000, 0.0] for i in range(100_001)]
    ring = [*fijn, [100.0, 100.0], [0.0, 100.0], [0.0, 0.0]]
    kaart, *_ = lees(feature("GM9901", {"type": "Polygon", "coordinates": [ring]}))
    punten = kaart.grenzen[0].ringen[0]
    assert 500 < len(punten) < 1500
    assert punten[0] == punten[-1] == (0, 0)
    assert (100, 100) in punten


def test_every_gemeente_without_a_boundary_is_named(lees: Any) -> None:
    with pytest.raises(InvoerFout) as fout:
        lees(feature("GM9999"), gemeenten=(SLENK, TERP))
    assert len(fout.value.gebreken) == 2
    tekst = str(fout.value)
    assert tekst.startswith("grenzen.geojson: moet een grens van elke gemeente hebben")
    assert ": Slenk (GM9901), Terp (GM9903). " in tekst


@pytest.mark.parametrize(
    "vorm",
    [
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, "x"], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [float("inf"), 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [10**400, 0], [1, 1], [0, 0]]]},
        {"type": {}, "coordinates": []},
        {"type": "MultiPolygon", "coordinates": 3},
        {"type": "Polygon"},
        "vierkant",
    ],
)
def test_a_shape_that_is_no_boundary_is_named(vorm: Any, lees: Any) -> None:
    with pytest.raises(InvoerFout, match=r"Slenk \(GM9901\): de vorm moet een Polygon of Multi"):
        lees(feature("GM9901", vorm))


@pytest.mark.parametrize(
    "inhoud", ["", "geen json", "[]", "{}", '{"features": 3}', "[" * 100_000, "\x00"]
)
def test_a_file_that_is_no_geojson_is_named(inhoud: str, tmp_path: Path) -> None:
    pad = tmp_path / "grenzen.geojson"
    pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(InvoerFout, match=r"grenzen.geojson"):
        read_kaart(pad, [SLENK])


@pytest.mark.parametrize("deel", [3, None, {}, {"properties": 3}, {"properties": {"naam": "x"}}])
def test_a_feature_without_a_code_plays_no_part(deel: Any, lees: Any) -> None:
    assert len(lees(deel, feature("GM9901"))[0].grenzen) == 1


def test_of_no_gemeenten_there_is_no_map(lees: Any) -> None:
    assert lees(feature("GM9901"), gemeenten=())[0].grenzen == ()
