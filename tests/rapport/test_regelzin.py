"""Rules in sentences: true for every sum, and never "1 personen"."""

import re
from typing import Any

import pytest

from ibt.rapport.regelzin import applied_sentence, why

OVERMACHT = {
    "soort": "verschoonbare_reden",
    "categorie": "calamiteit",
    "aangedragen_op": "2026-06-01",
    "bewijs": "brief",
    "oordeel": "verschoonbaar",
}


@pytest.mark.parametrize("trede", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("stand_begin", [-10, -2, 0, 12])
@pytest.mark.parametrize("realisatie", [0, 1, 11, 19, 20, 21, 31])
def test_a_sentence_is_filled_in_whole_and_correct_dutch(
    trede: int, stand_begin: int, realisatie: int, geval: Any
) -> None:
    een = geval(trede=trede, stand_begin=stand_begin, realisatie=realisatie)
    zin = applied_sentence(een.beoordeling, een.kader)
    assert zin.endswith(".")
    assert not re.search(r"[{}]|\b1 personen|\bvan 0 personen naar 0", zin)
    for deel in why(een.kader.ladder()[een.beoordeling.regel], een.beoordeling.som):
        assert " is niet " not in deel


@pytest.mark.parametrize("trede", [1, 2, 3])
def test_full_realisation_by_excuse_alone_is_not_called_full_realisation(
    trede: int, geval: Any
) -> None:
    een = geval({**OVERMACHT, "personen": 1}, trede=trede, realisatie=19)
    zin = applied_sentence(een.beoordeling, een.kader)
    assert zin == (
        "De totaalopgave is niet volledig gerealiseerd; het tekort van 1 persoon is verschoonbaar "
        "geacht. Het tekort blijft wel onderdeel van de opgave."
    )


def test_a_partial_excuse_shows_the_full_shortfall_beside_the_excused_part(geval: Any) -> None:
    een = geval({**OVERMACHT, "personen": 4}, trede=2, stand_begin=-5, realisatie=15)
    assert applied_sentence(een.beoordeling, een.kader).endswith(
        "Daarvan zijn 4 personen verschoonbaar geacht; voor de ladder blijven 6 personen over. "
        "Dat is niet minder dan aan het begin."
    )


def test_an_excuse_never_makes_a_backlog_that_grew_look_smaller(geval: Any) -> None:
    een = geval({**OVERMACHT, "personen": 2}, trede=2, stand_begin=-4, realisatie=19)
    assert (een.beoordeling.som.stand_eind, een.beoordeling.regel) == (-5, "2b")
    assert applied_sentence(een.beoordeling, een.kader) == (
        "De achterstand ging van 4 personen naar 5 personen. Daarvan zijn 2 personen verschoonbaar "
        "geacht; voor de ladder blijven 3 personen over. Dat is minder dan aan het begin, maar "
        "niet alles is ingelopen."
    )


def test_a_backlog_that_stayed_the_same_did_not_go_anywhere(geval: Any) -> None:
    een = geval(trede=2, stand_begin=-3, realisatie=20)
    zin = applied_sentence(een.beoordeling, een.kader)
    assert zin.startswith("De achterstand bleef 3 personen. Dat is niet minder dan aan het begin.")


def test_where_nobody_had_to_be_housed_no_negative_people_are_counted(geval: Any) -> None:
    een = geval(trede=1, stand_begin=25, realisatie=3)
    assert applied_sentence(een.beoordeling, een.kader) == (
        "De totaalopgave is −5: in dit halfjaar hoefde niemand te worden gehuisvest. De "
        "gemeente huisvestte 3 personen. De totaalopgave is daarmee volledig gerealiseerd."
    )


@pytest.mark.norm("N72")
@pytest.mark.parametrize(("realisatie", "gezegd"), [(9, False), (10, True)])
def test_only_who_reached_the_taakstelling_hears_that_it_is_not_enough(
    realisatie: int, gezegd: bool, geval: Any
) -> None:
    een = geval(trede=2, taakstelling=10, stand_begin=-5, realisatie=realisatie)
    assert een.beoordeling.regel == "2c"
    zin = applied_sentence(een.beoordeling, een.kader)
    assert ("Alleen de taakstelling halen is niet genoeg" in zin) is gezegd
