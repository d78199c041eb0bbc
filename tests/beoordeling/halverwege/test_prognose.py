"""What would follow at this pace, at other paces, and what is needed for each trede."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.ronde import assess
from tests.beoordeling.conftest import make_invoer, rows

Meet = Callable[..., Voortgang]
Each = Callable[..., list[Voortgang]]


def in_words(een: Voortgang) -> dict[int, int | None]:
    return {stap.trede: stap.personen for stap in een.benodigd}


@pytest.mark.parametrize("peildatum", ["2026-04-01", "2026-10-01"])
@pytest.mark.parametrize(("realisatie", "stand"), [(9, -2), (10, 0), (11, 2)])
def test_at_the_midpoint_the_forecast_is_twice_what_was_housed(
    realisatie: int, stand: int, peildatum: str, meet: Meet
) -> None:
    uit = meet(realisatie=realisatie, peildatum=peildatum)
    assert (uit.prognose.realisatie, uit.prognose.stand_eind) == (2 * realisatie, stand)


@pytest.mark.parametrize(
    ("peildatum", "verwacht"),
    [("2026-02-01", 42), ("2026-03-01", 21), ("2026-05-01", 10), ("2026-06-01", 8)],
)
def test_in_other_months_the_forecast_is_rounded_down(
    peildatum: str, verwacht: int, meet: Meet
) -> None:
    assert meet(realisatie=7, peildatum=peildatum).prognose.realisatie == verwacht


@pytest.mark.parametrize(
    ("trede", "begin", "realisatie", "verwacht"),
    [
        (1, 0, 10, 1),
        (1, 0, 9, 2),
        (1, 5, 7, 1),  # the lead protects once (Keuze K1)
        (2, -5, 12, 2),
        (2, -5, 10, 3),
        (3, -10, 15, 1),
        (3, -10, 13, 2),
        (3, -10, 12, 3),
        (3, -10, 10, 4),
    ],
)
def test_the_trede_of_the_forecast_is_that_of_the_ladder(
    trede: int, begin: int, realisatie: int, verwacht: int, meet: Meet
) -> None:
    uit = meet(trede_vorig=trede, stand_begin=begin, realisatie=realisatie)
    assert uit.prognose.trede == verwacht


@pytest.mark.parametrize(("trede", "leeg"), [(3, False), (4, True), (5, True), (6, True)])
def test_on_treden_4_to_6_no_trede_is_forecast(trede: int, leeg: bool, meet: Meet) -> None:
    uit = meet(trede_vorig=trede, stand_begin=-10, eerder={"2026-01-01": 40})
    for een in (uit.prognose, uit.laagste, uit.hoogste):
        assert (een.trede is None) is leeg


def test_the_range_comes_from_the_slowest_and_the_fastest_of_all_paces(meet: Meet) -> None:
    uit = meet(realisatie=10, eerder={"2026-01-01": 13, "2025-07-01": 31})
    assert [een.realisatie for een in (uit.laagste, uit.prognose, uit.hoogste)] == [16, 20, 25]
    assert [een.stand_eind for een in (uit.laagste, uit.prognose, uit.hoogste)] == [-4, 0, 5]


@pytest.mark.parametrize(
    ("eerder", "laag", "hoog"),
    [(2, 11, 20), (20, 20, 20), (21, 20, 20), (22, 20, 21), (60, 20, 40)],
)
def test_this_pace_is_one_end_of_the_range_where_all_others_lie_on_one_side(
    eerder: int, laag: int, hoog: int, meet: Meet
) -> None:
    uit = meet(realisatie=10, eerder={"2026-01-01": eerder})
    assert (uit.laagste.realisatie, uit.hoogste.realisatie) == (laag, hoog)


def test_only_the_months_that_are_left_go_at_another_pace(meet: Meet) -> None:
    uit = meet(peildatum="2026-06-01", realisatie=10, eerder={"2026-01-01": 60})
    assert (uit.prognose.realisatie, uit.hoogste.realisatie) == (12, 20)


def test_the_pace_of_at_most_four_half_years_before_is_known(meet: Meet) -> None:
    dagen = ["2026-01-01", "2025-07-01", "2025-01-01", "2024-07-01", "2024-01-01"]
    uit = meet(eerder={dag: 12 * (nr + 1) for nr, dag in enumerate(dagen)})
    assert [str(een.periode) for een in uit.tempo] == [
        "2026-I", "2025-II", "2025-I", "2024-II", "2024-I"
    ]  # fmt: skip
    assert [een.personen for een in uit.tempo] == [10, 12, 24, 36, 48]
    assert uit.tempo[0].per_maand == pytest.approx(10 / 3)
    assert uit.gemiddeld == 5.0


def test_a_gap_in_the_history_is_not_filled_with_an_older_half_year(meet: Meet) -> None:
    uit = meet(eerder={"2025-07-01": 6, "2023-07-01": 600})
    assert [str(een.periode) for een in uit.tempo[1:]] == ["2025-I"]
    assert uit.hoogste.realisatie == 20


@pytest.mark.parametrize("dag", ["2025-12-01", "2025-10-01", "2026-07-01"])
def test_other_days_and_later_half_years_say_nothing_of_a_pace_before(dag: str, meet: Meet) -> None:
    uit = meet(eerder={dag: 600})
    assert len(uit.tempo) == 1
    assert uit.gemiddeld is None
    assert uit.laagste == uit.prognose == uit.hoogste


def test_the_pace_of_a_neighbour_is_not_ours(meet_each: Each) -> None:
    beide = meet_each(gemeente=["Een", "Twee"], eerder=[{"2026-01-01": 60}, {}])
    assert [een.hoogste.realisatie for een in beide] == [40, 20]


@pytest.mark.parametrize(
    ("trede", "begin", "realisatie", "verwacht"),
    [
        (1, 0, 8, {1: 12, 2: None}),
        (1, 5, 8, {1: 0}),  # protected this once
        (1, 0, 25, {1: 0}),
        (2, -5, 10, {1: 15, 2: 11, 3: None}),
        (2, -1, 10, {1: 11, 3: None}),
        (2, -5, 21, {1: 4, 2: None}),
        (3, -10, 10, {1: 20, 2: 15, 3: 11, 4: None}),
        (3, -1, 10, {1: 11, 4: None}),
        (4, -10, 10, {1: 20, 4: None}),
        (6, -10, 30, {1: 0}),
        (5, 0, 20, {1: 0}),
    ],
)
def test_what_is_needed_for_each_trede(
    trede: int, begin: int, realisatie: int, verwacht: dict[int, int | None], meet: Meet
) -> None:
    uit = meet(trede_vorig=trede, stand_begin=begin, realisatie=realisatie)
    assert in_words(uit) == verwacht
    assert uit.kan_naar(3) is (3 in verwacht)


def some(aantal: int, **grenzen: tuple[int, int]) -> dict[str, list[int]]:
    """Figures of invented gemeenten, each within its bounds and with both of them in it."""
    toeval = np.random.default_rng(20260401)
    return {
        naam: [laag, hoog, *toeval.integers(laag, hoog + 1, aantal - 2).tolist()]
        for naam, (laag, hoog) in grenzen.items()
    }


def test_one_person_fewer_than_is_needed_gives_a_higher_trede(
    meet_each: Each,
) -> None:
    kolommen = some(
        70, trede_vorig=(1, 3), stand_begin=(-40, 10), taakstelling=(0, 40), realisatie=(0, 50)
    )
    rijen: list[dict[str, int]] = []
    verwacht: list[tuple[int, int]] = []  # at least and at most this trede
    for nummer, uit in enumerate(meet_each(**kolommen)):
        rij = {naam: kolom[nummer] for naam, kolom in kolommen.items()}
        rijen.append(rij)
        verwacht.append((uit.benodigd[-1].trede,) * 2)
        for stap in uit.benodigd:
            if stap.personen is not None:
                rijen.append({**rij, "realisatie": rij["realisatie"] + stap.personen})
                verwacht.append((stap.trede, stap.trede))
            if stap.personen:
                rijen.append({**rij, "realisatie": rij["realisatie"] + stap.personen - 1})
                verwacht.append((stap.trede + 1, 6))
        assert [stap.trede for stap in uit.benodigd] == sorted({s.trede for s in uit.benodigd})
    uit = rows(assess(make_invoer(rijen=rijen)))
    assert len(rijen) > 200
    for rij, een, (laag, hoog) in zip(rijen, uit, verwacht, strict=True):
        assert laag <= een.trede_berekend <= hoog, rij


@pytest.mark.parametrize("maanden", [1, 2, 3, 4, 5])
def test_this_pace_always_lies_within_the_range(maanden: int, meet_each: Each) -> None:
    nu = some(25, realisatie=(0, 500))
    dagen = ["2026-01-01", "2025-07-01", "2025-01-01", "2024-07-01"]
    vroeger = zip(*some(25, **dict.fromkeys(dagen, (0, 500))).values(), strict=True)
    eerder = [dict(zip(dagen[: nr % 5], een, strict=False)) for nr, een in enumerate(vroeger)]
    uit = meet_each(peildatum=f"2026-{maanden + 1:02}-01", eerder=eerder, **nu)
    banden = [
        tuple(een.realisatie for een in (uit.laagste, uit.prognose, uit.hoogste)) for uit in uit
    ]
    assert all(laag <= midden <= hoog for laag, midden, hoog in banden)
    assert all(laag >= al for (laag, *_), al in zip(banden, nu["realisatie"], strict=True))
    assert all(laag == hoog for laag, _, hoog in banden[::5])  # who has no earlier half-year
    assert any(laag < hoog for laag, _, hoog in banden)


OPMERKINGEN = {
    "te_weinig_koppelingen", "omkoppelingen", "wachttijd_boven_120", "stapelgemeente"
}  # fmt: skip


@pytest.mark.norm("N12")
def test_no_signal_changes_any_number_or_trede(meet_each: Each) -> None:
    vast = some(60, trede_vorig=(1, 6), stand_begin=(-40, 10), realisatie=(0, 50))
    telling = some(60, koppelingen=(0, 500), omkoppelingen=(0, 500), wachttijd_fase2=(0, 900))
    gegeven: dict[str, list[Any]] = {
        naam: [None if (plek + nummer) % 3 == 0 else waarde for nummer, waarde in enumerate(kolom)]
        for plek, (naam, kolom) in enumerate(telling.items())
    }
    gegeven["stapelgemeente"] = ["ja", None, "nee"] * 20
    gezien: set[str] = set()
    for kaal, vol in zip(meet_each(**vast), meet_each(**vast, **gegeven), strict=True):
        gezien |= {*vol.aandachtspunten}
        rest = tuple(code for code in vol.aandachtspunten if code not in OPMERKINGEN)
        zonder = {"signalen": kaal.signalen, "keuzes": kaal.keuzes}
        assert replace(vol, aandachtspunten=rest, **zonder) == kaal
    assert gezien > OPMERKINGEN
