"""Rows matched by what identifies them: new, gone or changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibt.begrippen.verschil import Rijverschil, Soort, Wijziging
from ibt.verschil.invoer import compare_rijen, compare_waarden

DAM = {"gemeente": "Dam", "realisatie": "4"}
TERP = {"gemeente": "Terp", "realisatie": "6"}
RIJ = st.dictionaries(st.sampled_from(["gemeente", "a", "b"]), st.sampled_from(["", "1", "2"]))


def test_what_is_equal_is_not_told_whatever_its_order() -> None:
    assert compare_rijen([DAM, TERP], [TERP, DAM], ["gemeente"]) == ()


def test_a_changed_cell_is_told_with_both_values() -> None:
    assert compare_rijen([DAM, TERP], [DAM, {**TERP, "realisatie": "7"}], ["gemeente"]) == (
        Rijverschil(Soort.ANDERS, "Terp", (Wijziging("realisatie", "6", "7"),)),
    )


def test_a_row_that_came_or_went_is_told_with_its_cells() -> None:
    weg, erbij = compare_rijen([DAM], [TERP], ["gemeente"])
    assert weg == Rijverschil(Soort.WEG, "Dam", (Wijziging("realisatie", "4", ""),))
    assert erbij == Rijverschil(Soort.ERBIJ, "Terp", (Wijziging("realisatie", "", "6"),))


def test_of_two_rows_with_one_name_the_equal_one_is_not_called_changed() -> None:
    tweede = {**DAM, "realisatie": "9"}
    (een,) = compare_rijen([DAM, tweede], [tweede, {**DAM, "realisatie": "5"}], ["gemeente"])
    assert een.wijzigingen == (Wijziging("realisatie", "4", "5"),)


def test_a_row_that_is_still_there_is_never_another_row_that_changed() -> None:
    tweede = {**DAM, "realisatie": "9"}
    (een,) = compare_rijen([DAM, tweede], [tweede], ["gemeente"])
    assert een == Rijverschil(Soort.WEG, "Dam", (Wijziging("realisatie", "4", ""),))


def test_a_second_row_with_the_same_content_is_one_more() -> None:
    (een,) = compare_rijen([DAM], [DAM, DAM], ["gemeente"])
    assert een.soort is Soort.ERBIJ


def test_an_empty_cell_is_as_good_as_none() -> None:
    assert compare_waarden({"a": ""}, {"b": ""}) == ()
    assert compare_waarden({"a": "1", "b": "2"}, {"b": "3"}, behalve=["a"]) == (
        Wijziging("b", "2", "3"),
    )


@given(st.lists(RIJ, max_size=6), st.lists(RIJ, max_size=6))
def test_as_many_rows_come_and_go_as_the_numbers_say(oud: list[dict], nieuw: list[dict]) -> None:
    uit = compare_rijen(oud, nieuw, ["gemeente"])
    soorten = [een.soort for een in uit]
    assert soorten.count(Soort.ERBIJ) - soorten.count(Soort.WEG) == len(nieuw) - len(oud)


@pytest.mark.parametrize("rijen", [[], [DAM], [DAM, DAM, TERP]])
def test_a_table_does_not_differ_from_itself(rijen: list[dict[str, str]]) -> None:
    assert compare_rijen(rijen, rijen, ["gemeente"]) == ()
