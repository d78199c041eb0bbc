"""What would follow at this pace, at other paces, and what is needed for each trede."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ibt.begrippen.periode import Peildatum
from ibt.begrippen.voortgang import Voortgang
from ibt.voortgang.ronde import Voortgangen
from ibt.voortgang.tempo import earlier_paces

Meet = Callable[..., Voortgang]


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


def test_the_pace_of_a_neighbour_is_not_ours(meet_all: Callable[..., Voortgangen]) -> None:
    beide = meet_all(gemeente=["Een", "Twee"], eerder={"2026-01-01": 60})
    assert beide.hoogste["gehuisvest"].tolist() == [40, 20]


@pytest.mark.parametrize("code", ["GM900000", "GM900002"])
def test_nor_is_that_of_a_neighbour_before_or_after_us_in_the_list(
    code: str, eerdere: Callable[..., pd.DataFrame]
) -> None:
    van_ons = eerdere({"2025-07-01": 5}, "GM900001")
    alle = pd.concat([van_ons, eerdere({"2026-01-01": 60}, code)])
    nu = Peildatum(date(2026, 4, 1)).periode
    assert [een.personen for een in earlier_paces(alle, "GM900001", nu)] == [5]


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
    meet_each: Callable[..., Iterator[Voortgang]], assess_frame: Callable[..., pd.DataFrame]
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
    treden = assess_frame(**pd.DataFrame(rijen).to_dict("list"))["trede_berekend"]
    assert len(rijen) > 200
    for rij, trede, (laag, hoog) in zip(rijen, treden, verwacht, strict=True):
        assert laag <= trede <= hoog, rij


@pytest.mark.parametrize("maanden", [1, 2, 3, 4, 5])
def test_this_pace_always_lies_within_the_range(
    maanden: int, meet_all: Callable[..., Voortgangen], eerdere: Callable[..., pd.DataFrame]
) -> None:
    nu = some(25, realisatie=(0, 500))
    dagen = ["2026-01-01", "2025-07-01", "2025-01-01", "2024-07-01"]
    vroeger = pd.DataFrame(some(25, **dict.fromkeys(dagen, (0, 500)))).sample(
        frac=1, random_state=1
    )
    delen = [
        eerdere(dict(zip(dagen[: nummer % 5], rij, strict=False)), f"GM9{nummer:05d}")
        for nummer, rij in enumerate(vroeger.to_numpy().tolist())
    ]
    uit = meet_all(peildatum=f"2026-{maanden + 1:02}-01", eerder=pd.concat(delen), **nu)
    laag, midden, hoog = (
        een["gehuisvest"].to_numpy() for een in (uit.laagste, uit.prognose, uit.hoogste)
    )
    assert ((laag <= midden) & (midden <= hoog)).all()
    assert (laag >= nu["realisatie"]).all()
    assert (laag == hoog)[::5].all()  # who has no earlier half-year
    assert (laag < hoog).any()


SIGNALEN = ("koppelingen", "omkoppelingen", "wachttijd_fase2", "stapelgemeente")
OPMERKINGEN = {
    "te_weinig_koppelingen", "omkoppelingen", "wachttijd_boven_120", "stapelgemeente"
}  # fmt: skip


@pytest.mark.norm("N12")
def test_no_signal_changes_any_number_or_trede(
    meet_all: Callable[..., Voortgangen],
    meet_each: Callable[..., Iterator[Voortgang]],
    assess_frame: Callable[..., pd.DataFrame],
) -> None:
    vast = some(60, trede_vorig=(1, 6), stand_begin=(-40, 10), realisatie=(0, 50))
    telling = some(60, koppelingen=(0, 500), omkoppelingen=(0, 500), wachttijd_fase2=(0, 900))
    gegeven: dict[str, list[Any]] = {
        naam: [None if (plek + nummer) % 3 == 0 else waarde for nummer, waarde in enumerate(kolom)]
        for plek, (naam, kolom) in enumerate(telling.items())
    }
    gegeven["stapelgemeente"] = ["ja", None, "nee"] * 20
    zonder, met = meet_all(**vast), meet_all(**vast, **gegeven)
    for naam in ("prognose", "laagste", "hoogste"):
        pd.testing.assert_frame_equal(getattr(zonder, naam), getattr(met, naam))
    getallen = [k for k in zonder.frame if k not in (*SIGNALEN, "aandachtspunten")]
    pd.testing.assert_frame_equal(zonder.frame[getallen], met.frame[getallen])
    gezien: set[str] = set()
    for kaal, vol in zip(meet_each(**vast), meet_each(**vast, **gegeven), strict=True):
        assert vol.benodigd == kaal.benodigd
        gezien |= {*vol.aandachtspunten}
        rest = [code for code in vol.aandachtspunten if code not in OPMERKINGEN]
        assert rest == list(kaal.aandachtspunten)
    assert gezien > OPMERKINGEN
    halverwege = {"koppelingen_realisatie": 3, "koppelingen_taakstelling": 20}
    eerst = assess_frame(**vast)
    erna = assess_frame(**vast, **gegeven, **halverwege, koppelingen_stand_begin=-5)
    besluit = [k for k in eerst if not k.startswith(("koppelingen", *SIGNALEN, "aandacht"))]
    assert {"trede_berekend", "trede_voorstel", "toerekenbaar", "stand_eind"} < set(besluit)
    pd.testing.assert_frame_equal(eerst[besluit], erna[besluit])
