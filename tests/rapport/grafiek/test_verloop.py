"""The half-year chart: labels at the lines, apart from each other, in Dutch numbers."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ibt.rapport.grafiek import verloop


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """The figures that were drawn, to be measured."""
    beelden: list[Figure] = []

    def keep(naam: str, beeld: Figure, alt: str, bevinding: str, toelichting: str) -> str:
        beelden.append(beeld)
        return alt

    monkeypatch.setattr(verloop, "render_grafiek", keep)
    return beelden


def labels(beeld: Figure) -> list[Any]:
    beeld.draw_without_rendering()
    as_: Axes = beeld.axes[0]
    return sorted(as_.texts, key=lambda tekst: tekst.get_window_extent().y0)


@pytest.mark.parametrize(
    ("taakstelling", "stand_begin", "realisatie"),
    [(20, 0, 20), (20, 0, 19), (20, -1, 20), (0, 0, 0), (20, 25, 3), (1_234_567, -9, 1_234_567)],
)
def test_labels_never_lie_over_each_other_nor_off_the_page(
    taakstelling: int, stand_begin: int, realisatie: int, geval: Any, drawn: list[Figure]
) -> None:
    een = geval(taakstelling=taakstelling, stand_begin=stand_begin, realisatie=realisatie)
    verloop.verloop_grafiek(een.beoordeling)
    vakken = [tekst.get_window_extent() for tekst in labels(drawn[0])]
    assert len(vakken) == 3
    for onder, boven in pairwise(vakken):
        assert onder.y1 <= boven.y0 + 1.5  # the box holds some white of its own
    breedte = drawn[0].bbox.x1
    assert all(vak.x1 <= breedte for vak in vakken)


def test_numbers_at_the_lines_are_dutch(geval: Any, drawn: list[Figure]) -> None:
    een = geval(taakstelling=1_234, stand_begin=-2_000, realisatie=1_500)
    verloop.verloop_grafiek(een.beoordeling)
    assert {tekst.get_text() for tekst in labels(drawn[0])} == {
        "realisatie 1.500",
        "totaalopgave 3.234",
        "schema taakstelling 1.234",
    }


@pytest.mark.parametrize(
    ("anders", "zin"),
    [({"gerealiseerd": 64}, "na correctie 64."), ({"herzien": -4}, "na herziening 58.")],
)
def test_what_counts_stands_beside_what_coa_counted(
    anders: dict[str, int], zin: str, geval: Any, drawn: list[Figure]
) -> None:
    een = geval(taakstelling=60, realisatie=62).beoordeling
    tekst = verloop.verloop_grafiek(replace(een, som=replace(een.som, **anders)))
    assert f"62 personen gehuisvest volgens het COA, {zin}" in str(tekst)


def test_of_one_snapshot_no_line_is_drawn_towards_it(geval: Any, drawn: list[Figure]) -> None:
    verloop.verloop_grafiek(geval().beoordeling)
    assert len(drawn[0].axes[0].lines[-1].get_xdata()) == 1  # type: ignore[arg-type]


def test_the_scale_counts_whole_persons(geval: Any, drawn: list[Figure]) -> None:
    verloop.verloop_grafiek(geval(taakstelling=1, realisatie=1).beoordeling)
    assert all(float(plek).is_integer() for plek in drawn[0].axes[0].get_yticks())
