"""The page that compares the figures of a round, and where other pages speak of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.begrippen.controle import Controle, Controles, Controlesoort
from ibt.begrippen.verslag import Verslag
from ibt.rapport.controle import controle_page
from ibt.rapport.verantwoording import bronnen

GEMIST = Controle(
    "cijfers.csv",
    "de realisatie is in TVS anders",
    "regel 2",
    "Verzonnendam (GM9001)",
    "24 in TVS, <23> gepubliceerd",
    soort=Controlesoort.RIJK,
    vraag="Vraag het COA welk getal klopt.",
    personen=1234,
    gemeentecode="GM9001",
    stand_per=date(2026, 7, 1),
)
GEHEEL = Controle(
    "cijfers.csv",
    "het teken lijkt omgekeerd",
    geval="alle 2",
    soort=Controlesoort.TEKEN,
    vraag="Keer het om.",
    personen=3,
)


@pytest.fixture
def blad(make_ronde: Callable[..., Any]) -> Callable[..., BeautifulSoup]:
    """The page of a quiet round in which this was found."""

    def run(*gevonden: Controle, **anders: Any) -> BeautifulSoup:
        ronde = make_ronde({})
        verslag = replace(ronde.verslag, controles=Controles(gevonden, **anders))
        return BeautifulSoup(controle_page(verslag, ronde.gemeenten), "html.parser")

    return run


def test_each_row_has_who_the_numbers_the_difference_and_the_place(blad, table) -> None:
    bladzijde = blad(GEHEEL, GEMIST)
    [kern] = bladzijde.select(".kern")
    assert kern.text == "2 punten vragen een blik, bij 1 gemeente."
    teken, rijk = (table(bladzijde, nummer) for nummer in (0, 1))
    assert teken == {"Provincie": ["alle 2 cijfers.csv", "3"]}
    [(wie, cellen)] = rijk.items()
    assert cellen == [
        "24 in TVS, <23> gepubliceerd (stand per 1 juli 2026) cijfers.csv, regel 2",
        "1.234",
    ]
    assert bladzijde.find("a", string=wie)["href"] == "gemeenten/GM9001.html"
    assert "Wat te doen. Vraag het COA welk getal klopt." in bladzijde.text


def test_a_clean_round_says_so_and_each_kind_says_what_it_lacks(blad, table) -> None:
    bladzijde = blad(niet_vergeleken=((Controlesoort.SPRONG, "er zijn geen eerdere cijfers"),))
    assert bladzijde.select_one(".kern").text.startswith("Niets opvallends")
    rijen = table(bladzijde)
    assert rijen["De taakstelling naast die van het vorige halfjaar"] == [
        "Niet vergeleken: er zijn geen eerdere cijfers."
    ]
    assert rijen["De realisatie van maand tot maand"] == ["Niets opvallends"]


def test_what_is_explained_is_on_the_page_and_no_point(blad) -> None:
    bladzijde = blad(replace(GEMIST, personen=0))
    assert bladzijde.select_one(".kern").text.startswith("Niets opvallends")
    assert "24 in TVS" in bladzijde.text


@pytest.mark.norm("N10")
def test_the_report_of_a_gemeente_says_it_where_its_sources_are(make_ronde, read) -> None:
    verslag: Verslag = make_ronde({}).verslag_van("GM9001")
    assert "TVS" not in read(bronnen(verslag))
    gezegd = read(bronnen(replace(verslag, controles=Controles((GEMIST,)))))
    assert (
        "De realisatie is in TVS anders: 24 in TVS, <23> gepubliceerd (stand per 1 juli 2026)."
    ) in gezegd
