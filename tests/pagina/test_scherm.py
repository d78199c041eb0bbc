"""Whole pages in a real browser: accessible, readable on a telephone, and sealed off."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
# Every page on a telephone, and each in one of the forms in which the same rules must hold: what
# the rules find hardly depends on the width, so not every page in every form.
BLADEN = {"GM9001": "papier", "GM9002": "zoom 200%", "provincie": "hoog contrast"}
BLADEN |= {"index": "breed", "herkomst": "papier", "controle": "papier"}

Kijk = Callable[..., Page]


@pytest.fixture
def show(venster: BrowserContext, published: Any) -> Kijk:
    """Opens a page of the round in a tab of its own."""

    def open_page(naam: str, breedte: int = 1200) -> Page:
        blad = venster.new_page()
        blad.set_viewport_size({"width": breedte, "height": 800})
        blad.goto(published[naam].bestand.as_uri())
        return blad

    return open_page


@pytest.mark.parametrize(("naam", "vorm"), BLADEN.items())
def test_everyone_can_read_a_page_and_it_asks_for_nothing_but_itself(
    naam: str, vorm: str, published: Any, visit: Callable[..., Page]
) -> None:
    blad = visit(published[naam].bestand, vorm)
    # Without colour the marks are still words.
    assert "CONCEPT · VOORBEELD: cijfers verzonnen" in blad.locator("header.kop").inner_text()
    if naam in {"GM9001", "provincie", "index"}:
        assert LASTIG in blad.locator("main").inner_text()
    assert blad.locator("main b").count() == 0
    assert blad.locator("main script").count() == (1 if naam == "index" else 0)


def test_the_chart_says_its_finding_to_a_screen_reader(show: Kijk) -> None:
    beeld = show("GM9001").get_by_role("img").first
    assert "689 personen gehuisvest" in (beeld.get_attribute("aria-label") or "")


def test_a_chart_on_a_telephone_keeps_readable_letters(show: Kijk) -> None:
    vak = show("GM9001", 320).locator("figure.grafiek svg").first.bounding_box()
    assert vak is not None
    assert vak["width"] >= 480


def visible(blad: Page) -> list[str]:
    return [str(naam) for naam in blad.locator("#gemeenten tbody tr:visible th").all_inner_texts()]


def test_the_index_finds_a_gemeente_by_a_part_of_its_name_or_code(show: Kijk) -> None:
    blad = show("index")
    blad.get_by_label("Zoek een gemeente").fill("besluit")
    assert visible(blad) == ["Besluitveen"]
    assert blad.get_by_role("status").inner_text() == "1 van de 4 gemeenten"
    blad.get_by_label("Zoek een gemeente").fill("gm9003")
    assert visible(blad) == ["Overmachtdam aan den Rijn"]
    blad.get_by_label("Zoek een gemeente").fill("<b>&")
    assert visible(blad) == [LASTIG]
    blad.get_by_role("button", name="Wis").click()
    assert len(visible(blad)) == 4


def test_the_index_filters_by_trede(show: Kijk) -> None:
    blad = show("index")
    blad.get_by_label("Voorstel").select_option("3")
    assert visible(blad) == [LASTIG]
    blad.get_by_label("Zoek een gemeente").fill("besluit")
    assert visible(blad) == []
    assert blad.get_by_role("status").inner_text() == "Geen gemeente past bij dit filter."


def test_the_index_filters_by_state(show: Kijk) -> None:
    blad = show("index")
    blad.get_by_label("Staat").select_option("mislukt")
    assert visible(blad) == ["Eerstelingen"]
    blad.get_by_label("Staat").select_option("concept")
    assert len(visible(blad)) == 3
    blad.get_by_role("button", name="Wis").click()
    assert len(visible(blad)) == 4


def test_a_column_sorts_numbers_as_numbers_and_says_so(show: Kijk) -> None:
    blad = show("index")
    knop = blad.get_by_role("button", name="Stand eind")
    knop.click()
    kop = blad.locator("#gemeenten thead th", has_text="Stand eind")
    assert kop.get_attribute("aria-sort") == "ascending"
    standen = blad.locator("#gemeenten tbody td.getal").all_inner_texts()
    assert standen == ["−1.122", "−8", "0", "+8"]
    knop.click()
    assert kop.get_attribute("aria-sort") == "descending"
    assert blad.locator("#gemeenten tbody td.getal").all_inner_texts() == standen[::-1]


def test_a_move_sorts_by_how_far_and_links_do_not_sort(show: Kijk) -> None:
    blad = show("index")
    assert blad.get_by_role("button", name="Rapport", exact=True).count() == 0
    blad.get_by_role("button", name="Beweging").click()
    bewegingen = blad.locator("#gemeenten tbody td:nth-child(5)").all_inner_texts()
    volgorde = ["▼ lager", "= gelijk", "▲ hoger"]
    assert len(set(bewegingen)) > 1
    assert bewegingen == sorted(bewegingen, key=volgorde.index)


def test_the_ladder_table_filters_by_trede_and_move(show: Kijk) -> None:
    blad = show("provincie")
    tabel = blad.locator("table.filterbaar").first
    alle = tabel.locator("tbody tr:visible").count()
    keuze = blad.get_by_label("Voorstel").first
    assert keuze.locator("option").all_inner_texts() == ["alle", "1", "3"]
    keuze.select_option("3")
    assert tabel.locator("tbody tr:visible th").all_inner_texts() == [LASTIG]
    blad.get_by_label("Beweging").first.select_option("▼ lager")
    assert tabel.locator("tbody tr:visible").count() == 0
    assert blad.get_by_role("status").first.inner_text() == "Geen rij past bij dit filter."
    blad.get_by_role("button", name="Wis").first.click()
    assert tabel.locator("tbody tr:visible").count() == alle


def test_the_ladder_table_shows_only_rows_with_a_word(show: Kijk) -> None:
    blad = show("provincie")
    veld = blad.get_by_label("Toon alleen rijen met").first
    tabel = blad.locator("table.filterbaar").first
    alle = tabel.locator("tbody tr:visible").count()
    veld.fill("BESLUITVEEN")
    assert tabel.locator("tbody tr:visible th").all_inner_texts() == ["Besluitveen"]
    assert blad.get_by_role("status").first.inner_text() == f"1 van de {alle} rijen"
    veld.fill("")
    assert tabel.locator("tbody tr:visible").count() == alle
    assert blad.get_by_role("status").first.inner_text() == f"{alle} rijen"


def test_the_keyboard_alone_filters_and_sorts(show: Kijk) -> None:
    blad = show("provincie")
    blad.get_by_label("Toon alleen rijen met").first.focus()
    blad.keyboard.type("besluit")
    tabel = blad.locator("table.filterbaar").first
    assert tabel.locator("tbody tr:visible").count() == 1
    for _ in range(8):
        blad.keyboard.press("Tab")
        if blad.evaluate("document.activeElement.closest('th') !== null"):
            break
    blad.keyboard.press("Enter")
    assert tabel.locator("thead th[aria-sort=ascending]").count() == 1


def test_a_link_of_the_index_opens_the_report(show: Kijk) -> None:
    blad = show("index")
    blad.locator("#gemeenten tr", has_text="Besluitveen").get_by_role("link", name="HTML").click()
    assert blad.locator("h1").inner_text() == "Besluitveen"
    blad.get_by_role("link", name="Alle rapporten van deze ronde").click()
    assert blad.url.endswith("index.html")


def test_a_report_and_the_index_lead_to_the_origin_of_the_round(show: Kijk) -> None:
    blad = show("index")
    blad.get_by_role("link", name="invoer, versies en hashes").click()
    assert blad.locator("h1").inner_text() == "Herkomst van deze ronde"
    for naam in ("GM9001", "provincie"):
        rapport = show(naam)
        rapport.get_by_role("link", name="herkomst.html").click()
        assert rapport.locator("h1").inner_text() == "Herkomst van deze ronde"


def test_the_origin_shows_the_files_of_one_gemeente(show: Kijk) -> None:
    blad = show("herkomst")
    tabel = blad.locator("table.filterbaar")
    blad.get_by_label("Toon alleen rijen met").fill("besluit")
    assert tabel.locator("tbody tr:visible").count() == 1
    tabel.get_by_role("link", name="gemeenten/GM9002.html").click()
    assert blad.locator("h1").inner_text() == "Besluitveen"


def test_a_report_that_failed_has_no_dead_link(show: Kijk) -> None:
    rij = show("index").locator("#gemeenten tr", has_text="Eerstelingen")
    assert [a.inner_text() for a in rij.get_by_role("link").all()] == ["brief"]
    assert "niet gemaakt" in rij.inner_text()


def test_on_paper_each_page_of_a_table_repeats_its_headings(show: Kijk) -> None:
    blad = show("index")
    # As many rows as fill some pages.
    blad.evaluate(
        """() => { const lijf = document.querySelector('#gemeenten tbody');
        const rij = lijf.rows[0];
        for (let i = 0; i < 60; i++) lijf.append(rij.cloneNode(true)); }"""
    )
    paginas = PdfReader(io.BytesIO(blad.pdf(prefer_css_page_size=True))).pages
    assert len(paginas) >= 3
    for pagina in paginas:
        assert "Hiervoor" in pagina.extract_text()
    assert "notebook" not in paginas[1].extract_text(), "links lead nowhere on paper"


def test_who_comes_back_to_the_index_finds_the_filter_as_it_was(show: Kijk, published: Any) -> None:
    blad = show("index")
    blad.fill("#zoek", "GM9002")
    assert blad.locator("#gemeenten tbody tr:visible").count() == 1
    blad.goto(published["provincie"].bestand.as_uri())
    blad.go_back()
    assert blad.input_value("#zoek") == "GM9002"
    assert blad.locator("#gemeenten tbody tr:visible").count() == 1


_RAND = "e => getComputedStyle(e).getPropertyValue('--ibt-rand')"
_ROLT = "e => e.scrollWidth > e.clientWidth"


@pytest.mark.parametrize("naam", ["GM9001", "index"])
def test_on_a_telephone_what_goes_on_to_the_right_fades_until_it_is_scrolled_to(
    naam: str, show: Kijk
) -> None:
    blad = show(naam, 390)
    stukken = blad.locator(".tabel-rol, figure.grafiek").all()
    rollen = [stuk for stuk in stukken if stuk.evaluate(_ROLT)]
    assert rollen
    for stuk in stukken:
        assert (stuk.evaluate(_RAND) != "0px") is stuk.evaluate(_ROLT)
    for stuk in rollen:
        stuk.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
    blad.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    assert [stuk.evaluate(_RAND) for stuk in rollen] == ["0px"] * len(rollen)


def test_on_a_telephone_the_gemeente_stays_in_sight_while_its_row_is_scrolled(show: Kijk) -> None:
    blad = show("index", 390)
    rol = blad.locator(".tabel-rol").filter(has=blad.locator("tbody th a")).first
    rol.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
    naam = rol.locator("tbody th").first.bounding_box()
    assert naam["x"] == pytest.approx(rol.bounding_box()["x"], abs=1)
