"""The start page of a round: every report, its state, and what failed."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from ibt.rapport.index import Mislukt, index_page
from ibt.ronde import beoordeel

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"


@pytest.fixture
def page(make_ronde: Any) -> Any:
    """The page of two gemeenten, with failures and keys of the round."""

    def make(
        *mislukt: Mislukt, vorige: str | None = None, oud: tuple[str, ...] = (), **sleutels: Any
    ) -> BeautifulSoup:
        ronde = make_ronde({"naam": LASTIG}, {"naam": "Zeedam", "trede": 2}, **sleutels)
        html = index_page(ronde.verslag, beoordeel(ronde), mislukt, vorige, oud)
        return BeautifulSoup(html, "html.parser")

    return make


def row(soup: BeautifulSoup, naam: str) -> Tag:
    for rij in soup.select("#gemeenten tbody tr"):
        if rij.th is not None and rij.th.text == naam:
            return rij
    raise AssertionError(naam)


def test_every_gemeente_leads_to_its_html_pdf_notebook_and_letter(page: Any) -> None:
    links = [a["href"] for a in row(page(), LASTIG).find_all("a")]
    assert links == [
        "gemeenten/GM9001.html",  # the name itself
        "gemeenten/GM9001.html",
        "gemeenten/GM9001.pdf",
        "gemeenten/GM9001.ipynb",
        "brieven/GM9001.docx",
    ]


def test_overview_and_table_are_at_the_top(page: Any) -> None:
    links = [a["href"] for a in page().select("header.titelblad a")]
    assert links == [
        "provincie.html",
        "provincie.pdf",
        "alle-rapporten.pdf",
        "inschaling.xlsx",
        "inschaling.csv",
        "controle.html",
        "herkomst.html",
    ]


@pytest.mark.parametrize(
    ("sleutels", "staat"),
    [
        ({}, "concept"),
        ({"vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"}}, "vastgesteld"),
    ],
)
def test_each_report_has_its_state(sleutels: Any, staat: str, page: Any) -> None:
    assert row(page(**sleutels), "Zeedam").find_all("td")[-1].text == staat


def test_a_failure_is_listed_with_its_cell_and_error_and_has_no_dead_link(page: Any) -> None:
    soup = page(Mislukt("GM9002", "rapport.cijfers", "ValueError: <i>kapot</i>"))
    melding = " ".join(soup.select_one(".kader-fout").get_text(" ").split())
    assert melding == (
        "1 rapport is niet gemaakt. De andere zijn heel. "
        "Zeedam (GM9002) , rapport.cijfers: ValueError: <i>kapot</i>"
    )
    # The letter does not come from the notebook, and is there.
    assert [a["href"] for a in row(soup, "Zeedam").find_all("a")] == ["brieven/GM9002.docx"]
    assert row(soup, "Zeedam").find_all("td")[-1].text == "mislukt"


def test_a_failed_overview_is_not_linked(page: Any) -> None:
    soup = page(Mislukt("provincie", "opmaak", "x"), Mislukt("GM9002", "opmaak", "x"))
    assert "2 rapporten zijn niet gemaakt." in soup.get_text()
    assert not soup.select('a[href^="provincie"]')


def test_the_former_round_is_linked_or_said_to_be_missing(page: Any) -> None:
    assert page(vorige="../2026-01-01/index.html").select('a[href="../2026-01-01/index.html"]')
    assert "Vorige rondeniet opgegeven" in page().get_text()


def test_a_report_that_was_left_out_of_date_is_named_and_marked(page: Any) -> None:
    soup = page(oud=("GM9002", "provincie"))
    melding = soup.select(".kader-let-op")[-1].get_text()
    assert melding.startswith("Deze ronde is niet in één keer gemaakt.")
    assert "ander programma dan de rest: Zeedam en het provinciale overzicht." in melding
    assert row(soup, "Zeedam")["data-staat"] == "verouderd"
    assert row(soup, "Zeedam").find_all("td")[-1].text == "verouderd"
    assert row(soup, LASTIG).find_all("td")[-1].text == "concept"
    assert [o["value"] for o in soup.select("#staat option")] == ["", "concept", "verouderd"]
    assert "niet in één keer" not in page().get_text()


def test_every_list_offers_what_the_rows_have(page: Any) -> None:
    soup = page()
    for veld in ("trede", "beweging", "staat"):
        waarden = {rij[f"data-{veld}"] for rij in soup.select("#gemeenten tbody tr")}
        assert {optie["value"] for optie in soup.select(f"#{veld} option")} == waarden | {""}
    assert soup.select_one("label[for=trede]").text == "Voorstel"


def test_the_page_asks_for_no_file_but_itself(page: Any) -> None:
    soup = page()
    assert not soup.select("script[src], link, img, iframe")
    assert all(not a["href"].startswith("http") for a in soup.find_all("a"))
