"""The page with the origin of a round names all that went in and came out, for a reader."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.begrippen.bron import Bron
from ibt.begrippen.herkomst import Afdruk, Herkomst, Kaderversie, Rapportage
from ibt.rapport.herkomst import herkomst_page

RAPPORTEN = (
    Rapportage("provincie", "het overzicht", "provincie.ipynb", {"rondebestand": "invoer/r.yaml"}),
    Rapportage("GM9001", "Zand & <b>Veen</b>", "gemeente.ipynb", {"gemeentecode": "GM9001"}),
)
HERKOMST = Herkomst(
    provincie="Utrecht",
    peildatum=date(2026, 7, 1),
    periode="2026-I",
    staat="concept",
    bijgewerkt_op=date(2026, 7, 20),
    kader=Kaderversie("kader-1", "Het kader", date(2024, 1, 16), "https://example.org/kader"),
    programma=Afdruk("ibt 9.9.9", "p" * 64),
    python="3.11.7",
    pakketten={"pandas": "3.1.1", "weg": ""},
    gelezen=(Bron("cijfers", "cijfers <1>.csv", "c" * 64, 1156, date(2026, 7, 1)),),
    notebooks=(Afdruk("gemeente.ipynb", "n" * 64),),
    rapporten=RAPPORTEN,
    geschreven=(
        Afdruk("gemeenten/GM9001.pdf", "1" * 64),
        Afdruk("index.html", "2" * 64),
        Afdruk("invoer/cijfers/cijfers #1.csv", "3" * 64),
    ),
)


@pytest.fixture
def blad(geval: Any) -> Any:
    """`blad(herkomst)`: the page, read back."""
    verslag = geval().verslag
    return lambda herkomst=HERKOMST: BeautifulSoup(herkomst_page(verslag, herkomst), "html.parser")


def rows(blad: BeautifulSoup, bijschrift: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    (tabel,) = [
        een
        for een in blad.find_all("table")
        if een.caption is not None and een.caption.get_text().startswith(bijschrift)
    ]
    return [
        [" ".join(cel.get_text().split()) for cel in rij.find_all(("th", "td"))]
        for rij in tabel.select("tbody tr")
    ]


def test_it_says_at_once_from_how_much_how_many_reports_came_and_by_which_framework(
    blad: Any,
) -> None:
    kern = blad().select_one(".kern").get_text()
    assert kern == (
        "Het programma ibt 9.9.9 las 1 bestand en maakte daarvan 2 rapporten, volgens het kader "
        "dat geldt vanaf 16 januari 2024."
    )


def test_every_input_stands_there_with_rows_last_day_and_whole_hash(blad: Any) -> None:
    assert rows(blad(), "De bestanden die zijn gelezen") == [
        ["cijfers", "cijfers <1>.csv", "1 juli 2026", "1.156", "c" * 64]
    ]


def test_copies_and_outputs_each_have_their_hash_and_a_link_that_works(blad: Any) -> None:
    bladzijde = blad()
    assert rows(bladzijde, "De kopieën") == [["invoer/cijfers/cijfers #1.csv", "3" * 64]]
    assert rows(bladzijde, "Alles wat is gemaakt: 2 bestanden") == [
        ["gemeenten/GM9001.pdf", "Zand & <b>Veen</b>", "1" * 64],
        ["index.html", "de ronde", "2" * 64],
    ]
    doelen = {link["href"] for link in bladzijde.select("main a[href]")}
    assert {"gemeenten/GM9001.pdf", "invoer/cijfers/cijfers%20%231.csv", "index.html"} <= doelen


def test_settings_and_the_parameters_of_every_report_stand_there(blad: Any) -> None:
    bladzijde = blad()
    ronde = {naam: waarde for naam, waarde in rows(bladzijde, "De ronde")}
    assert ronde["Kader"] == "Het kader (kader-1)"
    assert ronde["Kader geldig vanaf"] == "16 januari 2024"
    assert ronde["Bijgewerkt op"].startswith("20 juli 2026")
    assert rows(bladzijde, "Elk rapport") == [
        ["het overzicht", "provincie.ipynb", "rondebestand = invoer/r.yaml"],
        ["Zand & <b>Veen</b>", "gemeente.ipynb", "gemeentecode = GM9001"],
    ]


def test_program_notebooks_and_libraries_stand_there_with_version_or_hash(blad: Any) -> None:
    bladzijde = blad()
    assert "p" * 64 in bladzijde.main.get_text()
    assert rows(bladzijde, "Notebooks, zonder uitkomsten, en Word-sjabloon") == [
        ["gemeente.ipynb", "n" * 64]
    ]
    versies = [punt.get_text() for punt in bladzijde.select(".kolommen li")]
    assert versies == ["Python 3.11.7", "pandas 3.1.1", "weg –"]


def test_a_report_that_was_not_made_is_named_first(blad: Any) -> None:
    stuk = replace(RAPPORTEN[1], fout="cel 3: KeyError")
    bladzijde = blad(replace(HERKOMST, rapporten=(RAPPORTEN[0], stuk)))
    doos = bladzijde.select_one(".kader-fout")
    assert doos.p.get_text().startswith("1 rapport is niet gemaakt.")
    assert doos.li.get_text() == "Zand & <b>Veen</b>, cel 3: KeyError"
    assert "maakte daarvan 1 rapport," in bladzijde.select_one(".kern").get_text()


def test_a_report_that_was_left_as_it_was_is_named_first(blad: Any) -> None:
    assert "in één keer" not in blad().main.get_text()
    stuk = replace(RAPPORTEN[1], verouderd=True)
    bladzijde = blad(replace(HERKOMST, rapporten=(RAPPORTEN[0], stuk)))
    assert "maakte daarvan 1 rapport," in bladzijde.select_one(".kern").get_text()
    (zin,) = [p.get_text() for p in bladzijde.select("p") if "in één keer" in p.get_text()]
    assert "met een ander programma dan de rest: Zand & <b>Veen</b>." in zin


def test_who_adopted_the_round_stands_there(geval: Any) -> None:
    from ibt.begrippen.beoordeling import Vaststelling

    vast = Vaststelling("A. Toezicht", "namens gedeputeerde staten", date(2026, 8, 1))
    verslag = replace(geval().verslag, vaststelling=vast)
    bladzijde = BeautifulSoup(herkomst_page(verslag, HERKOMST), "html.parser")
    ronde = {naam: waarde for naam, waarde in rows(bladzijde, "De ronde")}
    assert ronde["Staat van de ronde"] == (
        "vastgesteld op 1 augustus 2026 door A. Toezicht, namens gedeputeerde staten"
    )
