"""What the ladder sees of one sum under each reading of Keuzes K2, K3 and K11."""

from typing import Any

import numpy as np
import pytest

from ibt.kader.utrecht_2024 import UTRECHT_2024

SOM = {
    "trede_vorig": 2,
    "stand_begin_gebruikt": -10,
    "stand_eind": -6,
    "verschoonbaar": 2,
    "verschoonbaar_vorig": 3,
    "verbeterplan_niet_uitgevoerd": 0,
    "stand_eind_vorig": -8,
    "stand_eind_vorig_bekend": 1,
    "stand_bij_intrede": -12,
    "stand_bij_intrede_bekend": 1,
}


def seen(lezingen: dict[str, str], **anders: int) -> tuple[dict[str, int], int | None]:
    """The quantities as whole numbers, and the trede above which none can come."""
    som = {naam: np.array([waarde], dtype=np.int64) for naam, waarde in {**SOM, **anders}.items()}
    gezien = UTRECHT_2024.see(som, UTRECHT_2024.lezingen(lezingen))
    hoogstens = None if gezien.hoogstens is None else gezien.hoogstens.item()
    return {naam: kolom.item() for naam, kolom in gezien.waarden.items()}, hoogstens


def test_as_the_text_is_read_an_excuse_lowers_what_counts_and_nothing_else() -> None:
    assert seen({}) == (
        {
            "toerekenbaar": 4,
            "stand_begin_gebruikt": -10,
            "achterstand_begin": 10,
            "stand_eind": -6,
            "verbeterplan_niet_uitgevoerd": 0,
        },
        None,
    )
    assert seen({}, verbeterplan_niet_uitgevoerd=1)[0]["verbeterplan_niet_uitgevoerd"] == 1


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        # K11: of the backlog at the start, as many as were excused before are no backlog now.
        (("K11", "netto", {}), (1, -7, 7, -6)),
        (("K11", "netto", {"stand_begin_gebruikt": -3}), (1, 0, 0, -6)),
        (("K11", "netto", {"stand_begin_gebruikt": -2}), (2, 0, 0, -6)),
        (("K11", "netto", {"stand_begin_gebruikt": 4}), (4, 4, 0, -6)),
        (("K11", "bruto", {"stand_begin_gebruikt": 4}), (4, 4, 0, -6)),
        # K2: compared with another backlog, where the register knows it.
        (("K2", "vorige_beoordeling", {}), (4, -10, 8, -6)),
        (("K2", "vorige_beoordeling", {"stand_eind_vorig": 1}), (4, -10, 0, -6)),
        (("K2", "vorige_beoordeling", {"stand_eind_vorig_bekend": 0}), (4, -10, 10, -6)),
        (("K2", "bij_intrede", {}), (4, -10, 12, -6)),
        (("K2", "bij_intrede", {"stand_bij_intrede_bekend": 0}), (4, -10, 10, -6)),
        # An excuse for more than there is leaves nothing, not less.
        (("K2", "begin", {"verschoonbaar": 6}), (0, -10, 10, -6)),
        (("K2", "begin", {"verschoonbaar": 7}), (0, -10, 10, -6)),
        (("K2", "begin", {"stand_eind": 0}), (0, -10, 10, 0)),
        (("K2", "begin", {"stand_eind": 1}), (0, -10, 10, 1)),
        # K3: an excuse is no part of the sum.
        (("K3", "bevriezen", {}), (6, -10, 10, -6)),
        (("K3", "bevriezen", {"stand_eind": 0}), (0, -10, 10, 0)),
        (("K3", "bevriezen", {"stand_eind": 1}), (0, -10, 10, 1)),
    ],
)
def test_another_reading_lets_the_ladder_see_other_numbers(
    anders: tuple[str, str, Any], verwacht: tuple[int, int, int, int]
) -> None:
    keuze, lezing, som = anders
    namen = ("toerekenbaar", "stand_begin_gebruikt", "achterstand_begin", "stand_eind")
    waarden, _ = seen({keuze: lezing}, **som)
    assert tuple(waarden[naam] for naam in namen) == verwacht


@pytest.mark.parametrize(("verschoonbaar", "hoogstens"), [(0, 6), (1, 2)])
def test_under_k3_frozen_an_excuse_keeps_a_gemeente_from_rising(
    verschoonbaar: int, hoogstens: int
) -> None:
    assert seen({"K3": "bevriezen"}, verschoonbaar=verschoonbaar)[1] == hoogstens
