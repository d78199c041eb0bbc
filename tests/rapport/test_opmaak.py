"""Tables and badges that a screen reader and a colour-blind reader understand too."""

import pytest
from bs4 import BeautifulSoup

from ibt.rapport.opmaak import Kolom, Rij, beweging, tabel, trede_badge, trede_cel, trede_naam

KOLOMMEN = [Kolom("Gemeente"), Kolom("Stand", getal=True)]


def test_every_table_has_a_caption_and_headers_with_a_scope() -> None:
    soup = BeautifulSoup(str(tabel("Standen", KOLOMMEN, [Rij("Zeist", ["−9"])])), "html.parser")
    assert soup.caption is not None
    assert soup.caption.text == "Standen"
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row"]


def test_numbers_stand_right_under_a_right_aligned_heading() -> None:
    soup = BeautifulSoup(str(tabel("Standen", KOLOMMEN, [Rij("Zeist", ["−9"])])), "html.parser")
    assert [cel.text for cel in soup.select(".getal")] == ["Stand", "−9"]


def test_a_row_with_a_cell_too_few_is_an_error_and_no_shifted_row() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        str(tabel("Standen", KOLOMMEN, [Rij("Zeist", [])]))


def test_a_trede_is_a_number_and_not_only_a_colour() -> None:
    assert trede_badge(3).__html__() == '<span class="trede trede-3">trede\u00a03</span>'
    assert "3" in str(trede_cel(3))


def test_an_unknown_trede_is_a_dash() -> None:
    assert str(trede_cel(None)) == "<td>–</td>"


def test_a_trede_has_the_name_of_the_framework() -> None:
    assert trede_naam(2) == "trede 2 (Informatie opvragen en valideren)"


def test_a_move_is_a_word_and_an_arrow() -> None:
    woorden = [str(beweging(van, naar)) for van, naar in ((1, 2), (2, 1), (2, 2))]
    assert ["▲ hoger" in woorden[0], "▼ lager" in woorden[1], "= gelijk" in woorden[2]] == [
        True
    ] * 3
