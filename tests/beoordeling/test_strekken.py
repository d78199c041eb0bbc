"""The search is exact for another framework too, whose quantities turn elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ibt.beoordeling.inschaling import classify, columns
from ibt.beoordeling.kolommen import complete
from ibt.beoordeling.strekken import ALTIJD, GEEN, stretches
from ibt.kader.kader import Gezien
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Regel, Tabel
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.voorwaarde import Grootheid, Vergelijking

TEKORT = Grootheid("tekort", "wat aan het eind ontbreekt")
OVER = Grootheid("over", "wat aan het eind over is")
BEGIN = Grootheid("begin", "wat aan het begin ontbrak")


def regel(naam: str, naar: int, *als: Vergelijking) -> Regel:
    return Regel(naam, 1, als, naar, "§1", "verzonnen", ())


# Falling, rising and constant quantities, compared with a number and with one another.
TABEL = Tabel(
    (
        regel("ruim", 1, OVER >= 5),
        regel("genoeg", 2, OVER < 5, 3 * TEKORT <= BEGIN),
        regel("weinig", 3, OVER < 5, 3 * TEKORT > BEGIN, TEKORT <= 2 * BEGIN),
        regel("niets", 4, OVER < 5, 3 * TEKORT > BEGIN, TEKORT > 2 * BEGIN),
    )
)
NAAST_ELKAAR = Tabel(
    (regel("meer over", 1, 2 * OVER > TEKORT), regel("meer tekort", 2, 2 * OVER <= TEKORT))
)


def see(som: Mapping[str, Any], _: Lezingen) -> Gezien:
    eind = som["stand_eind"]
    begin = np.maximum(-som["stand_begin_gebruikt"], 0)
    return Gezien({"tekort": np.maximum(6 - eind, 0), "over": np.maximum(eind, 0), "begin": begin})


@pytest.mark.parametrize("tabel", [TABEL, NAAST_ELKAAR], ids=["vier treden", "naast elkaar"])
def test_of_any_table_the_stretches_give_what_it_gives_for_each_number(
    frame: Any, tabel: Tabel
) -> None:
    kader = replace(UTRECHT_2024, make_ladder=lambda _: tabel, see=see)
    toeval = np.random.default_rng(5)
    invoer = frame(
        trede_vorig=[1] * 60,
        stand_begin=toeval.integers(-30, 10, 60).tolist(),
        realisatie=toeval.integers(0, 60, 60).tolist(),
    )
    strekken = stretches(columns(complete(invoer, kader)), kader)
    treden = set()
    for erbij in range(-120, 120):
        anders = invoer.assign(realisatie=invoer["realisatie"] + erbij)
        verwacht = classify(anders, kader).trede.tolist()
        assert strekken.at(erbij).tolist() == verwacht
        treden |= {*verwacht}
    assert treden == {een.naar for een in tabel.regels}


def test_where_every_number_gives_the_same_there_is_one_stretch_and_no_turning_point(
    frame: Any,
) -> None:
    kader = replace(UTRECHT_2024, make_ladder=lambda _: Tabel((regel("altijd", 3, BEGIN >= 0),)))
    invoer = columns(complete(frame(trede_vorig=[1]), UTRECHT_2024))
    strekken = stretches(invoer, replace(kader, see=see))
    assert list(strekken.joined()) == [((ALTIJD, 3),)]
    assert [kant.tolist() for paar in (strekken.more(), strekken.fewer()) for kant in paar] == [
        [GEEN]
    ] * 4
