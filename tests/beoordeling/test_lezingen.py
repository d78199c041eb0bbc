"""The five Keuzes whose other readings are worked out: where they decide and where they do not.

Each case stands as figures with, by hand, the trede under the chosen reading and under the others.
"""

from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import parse_periode
from tests.beoordeling.conftest import rows

CHOSEN = "gekozen"
K1 = [("K1", "verrekend"), ("K1", "tot_omvang")]
K2 = [("K2", "vorige_beoordeling"), ("K2", "bij_intrede")]


def treden(uitkomsten: Any, lezingen: list[tuple[str, str]], nummer: int = 0) -> list[int]:
    uit = rows(uitkomsten)[nummer]
    anders = {(een.keuze, een.lezing): een.trede for een in uit.andere_lezingen}
    return [uit.trede_berekend, *(anders.get(lezing, uit.trede_berekend) for lezing in lezingen)]


def decides(uitkomsten: Any, nummer: int = 0) -> bool:
    return "keuze_bepalend" in rows(uitkomsten)[nummer].aandachtspunten


def check_table(uitkomsten: Any, lezingen: list[tuple[str, str]], gevallen: list[Any]) -> None:
    """Each case ends with its treden; where they differ, the keuze decides."""
    for nummer, geval in enumerate(gevallen):
        assert treden(uitkomsten, lezingen, nummer) == geval[-1], geval
        assert decides(uitkomsten, nummer) is (len(set(geval[-1])) > 1), geval


def test_k1_whether_a_voorsprong_protects(assess_rows) -> None:
    gevallen: list[Any] = [
        (23, 0, [1, 2, 1]),  # voorsprong 23, opgave 17, tekort 17: within the voorsprong
        (8, 4, [1, 2, 1]),  # tekort 8, voorsprong 8: exactly covers
        (8, 3, [1, 2, 2]),  # tekort 9, voorsprong 8: one too many
        (23, 17, [1, 1, 1]),  # all realised: nothing to protect
        (0, 19, [2, 2, 2]),  # no voorsprong
    ]
    uit = assess_rows(
        {"taakstelling": 40 if begin == 23 else 20, "stand_begin": begin, "realisatie": done}
        for begin, done, _ in gevallen
    )
    check_table(uit, K1, gevallen)


def test_k1_real_precedent_from_plus_23_to_minus_16(assess_all) -> None:
    """Nieuwegein 2018-II; the taakstelling was not published, the outcome hangs on the standen."""
    uit = assess_all(taakstelling=60, stand_begin=23, realisatie=21)
    assert rows(uit)[0].som.stand_eind == -16
    assert treden(uit, K1) == [1, 2, 1]
    assert decides(uit)


def test_k2_against_which_backlog_is_compared(assess_rows) -> None:
    gevallen: list[Any] = [
        # begin -10, eind -9: shrunk against the begin
        (2, -10, -10, [2, 2, 2]),
        (2, -9, -10, [2, 3, 2]),  # the register says -9: not shrunk
        (2, -10, -8, [2, 2, 3]),  # entered with 8: grown since
        (2, None, None, [2, 2, 2]),  # the register knows no stand: nothing is filled in
        (3, -18, -10, [3, 2, 3]),  # against 18 it is halved
        (3, -10, -20, [3, 3, 2]),
        (3, -9, -9, [3, 4, 4]),
        (3, -17, -19, [3, 3, 2]),
        (3, 0, 5, [3, 4, 4]),  # no backlog then: it has grown
        (1, -1, -1, [2, 2, 2]),  # trede 1 compares with nothing
    ]
    vast = {"stand_begin": -10, "realisatie": 21}
    uit = assess_rows(
        {"trede_vorig": trede, "stand_eind_vorig": vorig, "stand_bij_intrede": intrede, **vast}
        for trede, vorig, intrede, _ in gevallen
    )
    check_table(uit, K2, gevallen)


def test_k3_what_an_accepted_reason_does(assess_rows, bevinding) -> None:
    gevallen: list[Any] = [
        (1, 15, 5, [1, 1]),  # without: 2, frozen on 1
        (1, 15, 4, [2, 1]),  # one remains attributable; frozen stays on 1
        (1, 15, 1, [2, 1]),  # one excused person is enough to freeze
        (1, 15, 0, [2, 2]),
        (1, 20, 5, [1, 1]),
        (2, 15, 5, [1, 2]),  # wholly excused: to 1; frozen stays on 2
        (2, 15, 4, [3, 2]),
        (3, 15, 5, [1, 3]),
    ]
    redenen = [
        bevinding("verschoonbare_reden", nummer=nummer, personen=personen)
        for nummer, (_, _, personen, _) in enumerate(gevallen)
        if personen
    ]
    rijen = ({"trede_vorig": trede, "realisatie": done} for trede, done, *_ in gevallen)
    check_table(assess_rows(rijen, redenen), [("K3", "bevriezen")], gevallen)


@pytest.mark.parametrize(
    ("trede", "realisatie", "trede_zonder"), [(3, 26, 2), (3, 30, 1), (2, 30, 1)]
)
def test_k3_freezing_never_keeps_a_gemeente_from_going_down(
    assess_all, bevinding, trede: int, realisatie: int, trede_zonder: int
) -> None:
    reden = bevinding("verschoonbare_reden", personen=1)
    uit = assess_all([reden], trede_vorig=trede, stand_begin=-10, realisatie=realisatie)
    assert treden(uit, [("K3", "bevriezen")]) == [trede_zonder, trede_zonder]


def test_k3_freezes_nothing_without_an_accepted_reason(assess_all, bevinding) -> None:
    afgewezen = bevinding("verschoonbare_reden", oordeel="niet_verschoonbaar", personen=5)
    uit = assess_all([afgewezen], realisatie=15)
    assert treden(uit, [("K3", "bevriezen")]) == [2, 2]


def test_k10_halved_but_the_plan_was_not_carried_out(assess_rows, bevinding) -> None:
    gevallen: list[Any] = [(30, [1, 1]), (26, [4, 2]), (25, [4, 2]), (24, [4, 4]), (19, [4, 4])]
    plannen = [bevinding("verbeterplan_niet_uitgevoerd", nummer=n) for n in range(len(gevallen))]
    vast = {"trede_vorig": 3, "stand_begin": -10}
    uit = assess_rows(({**vast, "realisatie": done} for done, _ in gevallen), plannen)
    check_table(uit, [("K10", "3b_voor_3e")], gevallen)


def test_k11_whether_an_excused_shortfall_is_carried_on(assess_rows) -> None:
    gevallen: list[Any] = [
        # begin -10: an earlier excuse of 4 leaves 6 to catch up on under `netto`
        (2, 4, 26, [2, 1]),  # 4 short of 30: under netto nothing is short
        (2, 4, 25, [2, 2]),
        (2, 0, 26, [2, 2]),
        (3, 4, 20, [4, 4]),  # 10 of 10 remain; netto 6 of 6
        (3, 4, 23, [3, 2]),  # 7 of 10 is not halved; netto 3 of 6 is
        (2, 99, 20, [3, 1]),  # never more than the backlog itself: netto begins at 0
        (2, 99, 19, [3, 3]),
    ]
    uit = assess_rows(
        {"trede_vorig": t, "stand_begin": -10, "realisatie": done, "verschoonbaar_vorig": eerder}
        for t, eerder, done, _ in gevallen
    )
    check_table(uit, [("K11", "netto")], gevallen)


@pytest.mark.parametrize(("realisatie", "verwacht"), [(20, [3, 1]), (19, [3, 3])])
def test_k11_what_is_carried_on_is_never_more_than_the_backlog_after_open_corrections(
    assess_all, bevinding, realisatie: int, verwacht: list[int]
) -> None:
    """COA says 13 short, of whom 3 are housed after all: 10 remain, as in the table above."""
    open_ = bevinding("correctie", personen=3, periode=parse_periode("2025-II"))
    uit = assess_all(
        dossier=[open_],
        trede_vorig=2,
        stand_begin=-13,
        realisatie=realisatie,
        verschoonbaar_vorig=99,
    )
    assert treden(uit, [("K11", "netto")]) == verwacht


@pytest.mark.parametrize("begin", [0, 1])
def test_k11_who_starts_without_a_backlog_carries_nothing_on(assess_all, begin: int) -> None:
    uit = assess_all(trede_vorig=2, stand_begin=begin, realisatie=19 - begin, verschoonbaar_vorig=5)
    assert treden(uit, [("K11", "netto")]) == [3, 3]


def test_a_finding_of_another_kind_before_it_hides_no_reading(assess_all, bevinding) -> None:
    eerst = bevinding("cijfers_geverifieerd")
    uit = assess_all([eerst, bevinding("keuze", keuze="K1", lezing="verrekend")])
    assert rows(uit)[0].lezingen == {"K1": "verrekend"}
    with pytest.raises(InvoerFout, match=r"keuze moet een van deze zijn: K1, .*K99"):
        assess_all([eerst, bevinding("keuze", keuze="K99", lezing="verrekend")])
