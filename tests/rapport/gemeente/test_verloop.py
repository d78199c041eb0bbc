"""The course of this half-year and the peildata before it, as chart and as table."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.gemeente import Gemeente, Voorganger
from ibt.rapport.deel import make_deel
from ibt.rapport.gemeente import historie, verloop
from ibt.rapport.grafiek.historie import with_current
from ibt.rapport.grafiek.verloop import draw_verloop, verloop_of

MAANDEN = [{"stand_per": f"2026-0{m}-01", "realisatie": 3 * (m - 1)} for m in range(2, 7)]


def history(aantal: int) -> list[dict[str, Any]]:
    """So many peildata in the register, the last on 2026-01-01."""
    halfjaren = [(2026 - nr // 2, 1 if nr % 2 == 0 else -1) for nr in range(aantal)]
    data = [f"{jaar}-01-01" if kant == 1 else f"{jaar - 1}-07-01" for jaar, kant in halfjaren]
    return [
        {
            "gemeentecode": "GM9001",
            "datum": dag,
            "trede": 1,
            "aanleiding": "beoordeling",
            "peildatum": dag,
            "stand_eind": -1_000,
        }
        for dag in reversed(data)
    ]


@pytest.mark.norm("N07")
def test_the_table_beside_the_chart_has_every_month(geval: Any, table: Any) -> None:
    rijen = table(verloop(geval(maanden=MAANDEN, realisatie=20).beoordeling))
    assert len(rijen) == 6
    assert rijen["1 februari 2026"] == ["20", "3", "–"]
    assert rijen["1 juli 2026"] == ["20", "20", "–"]


def test_the_alt_text_says_the_finding(geval: Any, alt: Any) -> None:
    een = geval(maanden=MAANDEN, stand_begin=-5, realisatie=22, trede=2)
    assert alt(verloop(een.beoordeling)) == (
        "Lijngrafiek. Stand op 1 juli 2026: 22 personen gehuisvest volgens het COA. "
        "Dat is 2 meer dan de taakstelling (20) en 3 minder dan de totaalopgave (25)."
    )


def test_with_a_correction_the_finding_compares_what_counts(geval: Any, read: Any) -> None:
    """COA counts 22 of 25; with three corrected persons nothing is left to do."""
    correctie = {"soort": "correctie", "personen": 3, "bewijs": "huurcontract"}
    een = geval(correctie, stand_begin=-5, realisatie=22, trede=2)
    tekst = read(verloop(een.beoordeling))
    assert "zijn volgens het COA 22 personen gehuisvest, na correctie 25: " in tekst
    assert "5 meer dan de taakstelling en evenveel als de totaalopgave." in tekst


def test_persons_moved_between_gemeenten_are_named_with_the_taakstelling(
    geval: Any, read: Any
) -> None:
    een = verloop_of(geval(realisatie=21, trede=1).beoordeling)
    tekst = read(make_deel(draw_verloop(replace(een, herverdeeld=True))))
    assert "1 meer dan de taakstelling na herverdeling" in tekst


def test_one_snapshot_still_gives_a_chart_and_says_what_is_missing(geval: Any, read: Any) -> None:
    deel = verloop(geval().beoordeling)
    assert "eerdere maanden ontbreken" in read(deel)
    assert "<svg" in str(deel)


def test_a_negative_totaalopgave_is_drawn_and_named(geval: Any, alt: Any) -> None:
    een = geval(stand_begin=25, realisatie=3)
    assert "8 meer dan de totaalopgave (−5)" in alt(verloop(een.beoordeling))


def test_history_stands_in_chart_and_table(geval: Any, table: Any, alt: Any) -> None:
    deel = historie(geval(trede=2, stand_begin=-9, realisatie=32).beoordeling)
    assert table(deel)["Stand, in personen"] == ["−9", "+3"]
    assert table(deel)["Trede"] == ["2", "1"]
    assert "De stand ging van −9 op 1 januari 2026 naar +3 op 1 juli 2026." in alt(deel)


def test_without_history_it_says_so(geval: Any, read: Any) -> None:
    assert "Van eerdere peildata zijn geen cijfers of treden bekend" in read(
        historie(geval().beoordeling)
    )


def test_a_three_column_register_has_no_history_and_still_renders(
    make_ronde: Any, read: Any
) -> None:
    from ibt.ronde import beoordeel

    rij = {"gemeentecode": "GM9001", "datum": "2026-02-10", "trede": 2}
    een = beoordeel(make_ronde({}, register=[rij]))[0]
    assert een.trede_vorig == 2
    assert "geen cijfers of treden bekend" in read(historie(een))


def test_of_a_long_history_the_last_ten_are_shown_and_the_rest_is_counted(
    geval: Any, read: Any
) -> None:
    een = geval(ronde={"register": history(12)})
    assert len(with_current(een.beoordeling)) == 10
    assert "Dit zijn de laatste 10 peildata; 3 eerdere staan hier niet." in read(
        historie(een.beoordeling)
    )


@pytest.mark.parametrize(
    ("stand", "rijen"),
    [
        (-2, {"Klein": ["1 januari 2026", "−2", "2"], "Samen": ["", "−10", ""]}),
        (None, {"Klein": ["–", "niet bekend", "niet bekend"]}),
    ],
)
def test_what_predecessors_brought_stays_visible_and_adds_up_where_all_is_known(
    geval: Any, table: Any, read: Any, stand: int | None, rijen: dict[str, list[str]]
) -> None:
    dag, eind = date(2026, 1, 1), date(2025, 12, 31)
    bekend = stand is not None
    wie = [
        Voorganger(Gemeente("GM9003", "Oud", "V", date(2000, 1, 1), eind, "GM9001"), dag, -8, 3),
        Voorganger(
            Gemeente("GM9004", "Klein", "V", date(2000, 1, 1), eind, "GM9001"),
            dag if bekend else None,
            stand,
            2 if bekend else None,
        ),
    ]
    deel = historie(replace(geval().beoordeling, voorgangers=tuple(wie)))
    assert table(deel) == {"Oud": ["1 januari 2026", "−8", "3"], **rijen}
    assert "In deze gemeente zijn Oud en Klein na 31 december 2025 opgegaan." in read(deel)
    assert "Hun standen" not in read(historie(geval().beoordeling))
