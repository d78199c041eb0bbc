"""Tables and badges that a screen reader and a colour-blind reader understand too."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.begrippen.beoordeling import Oordeel
from ibt.kader.utrecht_2024.tekst import TEKST
from ibt.rapport.opmaak import (
    Kolom,
    Rij,
    beweging,
    stap_voor_stap,
    tabel,
    trede_badge,
    trede_cel,
)

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
    assert TEKST.naam(2) == "trede 2 (Informatie opvragen en valideren)"


def test_a_move_is_a_word_and_an_arrow() -> None:
    woorden = [str(beweging(van, naar)) for van, naar in ((1, 2), (2, 1), (2, 2))]
    assert ["▲ hoger" in woorden[0], "▼ lager" in woorden[1], "= gelijk" in woorden[2]] == [
        True
    ] * 3


def test_only_steps_taken_for_urgency_name_the_paragraph_of_urgency(geval: Any) -> None:
    besluit = Oordeel(
        "besluit_indeplaatsstelling", date(2026, 7, 15), "A", "m", {"besluitdatum": "2026-07-15"}
    )
    over = Oordeel(
        "indeplaatsstelling", date(2026, 7, 20), "A", "m", {"besluitdatum": "2026-07-20"}
    )

    def under(*oordelen: Oordeel) -> str:
        een = geval(trede=4, stand_begin=-9, realisatie=10).beoordeling
        return str(stap_voor_stap([replace(een, trede_voorstel=6, oordelen=oordelen)]))

    assert "eigen dag (§3 trede 5 en 6): " in under(besluit, over)
    spoed = replace(besluit, velden=besluit.velden | {"spoed": "de opvang sluit"})
    assert "eigen dag (§3.1.2): " in under(spoed, over)
