"""The chart over the peildata: no number hidden behind a trede or an axis."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from matplotlib.figure import Figure

from ibt.begrippen.beoordeling import Historiepunt
from ibt.begrippen.periode import Peildatum
from ibt.rapport.grafiek import historie


@pytest.mark.parametrize(
    "standen",
    [[5, -3], [-5, -3, 0, 1, 2, -3], [0], [1, 2, 0, 1, 0, -6], [-2_345_678, 1_234_567], [None, 4]],
)
def test_no_two_words_in_the_chart_overlap(
    standen: list[int | None], geval: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    beelden: list[Figure] = []
    monkeypatch.setattr(historie, "render_grafiek", lambda _n, beeld, *_: beelden.append(beeld))
    punten = tuple(
        Historiepunt(Peildatum(date(2020 + nr // 2, 1 + 6 * (nr % 2), 1)), stand, 1 + nr % 6)
        for nr, stand in enumerate(standen)
    )
    historie.historie_grafiek(replace(geval(realisatie=12).beoordeling, historie=punten))
    beelden[0].draw_without_rendering()
    as_ = beelden[0].axes[0]
    vakken = [tekst.get_window_extent() for tekst in as_.texts]
    vakken += [tekst.get_window_extent() for tekst in as_.get_xticklabels()]
    for een, ander in combinations(vakken, 2):
        overlap = min(een.y1, ander.y1) - max(een.y0, ander.y0)
        breed = min(een.x1, ander.x1) - max(een.x0, ander.x0)
        assert overlap <= 1.5 or breed <= 0


def test_an_unknown_stand_is_called_unknown(geval: Any) -> None:
    punt = Historiepunt(Peildatum(date(2026, 1, 1)), None, 2)
    een = replace(geval().beoordeling, historie=(punt,))
    assert "1 januari 2026: stand onbekend, trede 2" in str(historie.historie_grafiek(een))
