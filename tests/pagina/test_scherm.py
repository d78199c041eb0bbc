"""Whole pages in a real browser: accessible, readable on a telephone, and sealed off."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
BLADEN = ["GM9001", "GM9002", "provincie", "index", "herkomst"]
# 1280 pixels wide at 200% zoom leave 640 pixels of the page's own.
SCHERMEN = {"breed": (1280, 1), "telefoon": (320, 2), "zoom 200%": (640, 2)}

Check = Callable[[Page], None]


@pytest.fixture(params=SCHERMEN)
def scherm(request: pytest.FixtureRequest) -> tuple[int, int]:
    return SCHERMEN[request.param]


@pytest.fixture
def show(browser: Browser, published: Any) -> Iterator[Callable[..., Page]]:
    """Opens a page of the round in a window of its own; the requests it makes are kept."""
    contexten = []

    def open_page(naam: str, breedte: int = 1200, schaal: int = 1) -> Page:
        context = browser.new_context(
            viewport={"width": breedte, "height": 800}, device_scale_factor=schaal
        )
        contexten.append(context)
        blad = context.new_page()
        blad.goto(published[naam].bestand.as_uri())
        return blad

    yield open_page
    for context in contexten:
        context.close()


@pytest.mark.parametrize("naam", BLADEN)
def test_no_accessibility_rule_is_broken(
    naam: str, scherm: Any, show: Any, is_accessible: Check
) -> None:
    is_accessible(show(naam, *scherm))


@pytest.mark.parametrize("vorm", [{"forced_colors": "active"}, {"media": "print"}])
@pytest.mark.parametrize("naam", BLADEN)
def test_no_rule_is_broken_in_forced_colours_or_print(
    naam: str, vorm: dict[str, Any], show: Any, is_accessible: Check
) -> None:
    blad = show(naam)
    blad.emulate_media(**vorm)
    is_accessible(blad)


@pytest.mark.parametrize("naam", BLADEN)
def test_the_page_itself_never_scrolls_sideways(
    naam: str, scherm: Any, show: Any, never_scrolls_sideways: Check
) -> None:
    blad = show(naam, *scherm)
    never_scrolls_sideways(blad)


@pytest.mark.parametrize("naam", BLADEN)
def test_a_page_asks_for_nothing_but_itself(naam: str, browser: Browser, published: Any) -> None:
    adres = published[naam].bestand.as_uri()
    gevraagd: list[str] = []
    meldingen: list[str] = []
    context = browser.new_context()
    blad = context.new_page()
    blad.on("request", lambda verzoek: gevraagd.append(verzoek.url))
    blad.on("console", lambda melding: meldingen.append(melding.text))
    blad.on("pageerror", lambda fout: meldingen.append(str(fout)))
    blad.goto(adres)
    blad.wait_for_load_state("networkidle")
    context.close()
    assert gevraagd == [adres]
    assert meldingen == []


@pytest.mark.parametrize("naam", ["GM9001", "provincie", "index"])
def test_the_hostile_name_is_visible_as_it_is(naam: str, show: Any) -> None:
    blad = show(naam)
    assert LASTIG in blad.locator("main").inner_text()
    assert blad.locator("main b").count() == 0
    assert blad.locator("main").locator("script").count() == (1 if naam == "index" else 0)


def test_the_chart_says_its_finding_to_a_screen_reader(show: Any) -> None:
    beeld = show("GM9001").get_by_role("img").first
    assert "689 personen gehuisvest" in (beeld.get_attribute("aria-label") or "")


def test_a_chart_on_a_telephone_keeps_readable_letters(show: Any) -> None:
    vak = show("GM9001", 320).locator("figure.grafiek svg").first.bounding_box()
    assert vak is not None
    assert vak["width"] >= 480


def visible(blad: Page) -> list[str]:
    return [str(naam) for naam in blad.locator("#gemeenten tbody tr:visible th").all_inner_texts()]


def test_the_index_finds_a_gemeente_by_a_part_of_its_name_or_code(show: Any) -> None:
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


def test_the_index_filters_by_trede(show: Any) -> None:
    blad = show("index")
    blad.get_by_label("Voorstel").select_option("3")
    assert visible(blad) == [LASTIG]
    blad.get_by_label("Zoek een gemeente").fill("besluit")
    assert visible(blad) == []
    assert blad.get_by_role("status").inner_text() == "Geen gemeente past bij dit filter."


def test_the_index_filters_by_state(show: Any) -> None:
    blad = show("index")
    blad.get_by_label("Staat").select_option("mislukt")
    assert visible(blad) == ["Eerstelingen"]
    blad.get_by_label("Staat").select_option("concept")
    assert len(visible(blad)) == 3
    blad.get_by_role("button", name="Wis").click()
    assert len(visible(blad)) == 4


def test_a_column_sorts_numbers_as_numbers_and_says_so(show: Any) -> None:
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


def test_a_move_sorts_by_how_far_and_links_do_not_sort(show: Any) -> None:
    blad = show("index")
    assert blad.get_by_role("button", name="Rapport", exact=True).count() == 0
    blad.get_by_role("button", name="Beweging").click()
    bewegingen = blad.locator("#gemeenten tbody td:nth-child(5)").all_inner_texts()
    volgorde = ["▼ lager", "= gelijk", "▲ hoger"]
    assert len(set(bewegingen)) > 1
    assert bewegingen == sorted(bewegingen, key=volgorde.index)


def test_the_ladder_table_filters_by_trede_and_move(show: Any) -> None:
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


def test_the_ladder_table_shows_only_rows_with_a_word(show: Any) -> None:
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


def test_the_keyboard_alone_filters_and_sorts(show: Any) -> None:
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


def test_a_link_of_the_index_opens_the_report(show: Any) -> None:
    blad = show("index")
    blad.locator("#gemeenten tr", has_text="Besluitveen").get_by_role("link", name="HTML").click()
    assert blad.locator("h1").inner_text() == "Besluitveen"
    blad.get_by_role("link", name="Alle rapporten van deze ronde").click()
    assert blad.url.endswith("index.html")


def test_a_report_and_the_index_lead_to_the_origin_of_the_round(show: Any) -> None:
    blad = show("index")
    blad.get_by_role("link", name="invoer, versies en hashes").click()
    assert blad.locator("h1").inner_text() == "Herkomst van deze ronde"
    for naam in ("GM9001", "provincie"):
        rapport = show(naam)
        rapport.get_by_role("link", name="herkomst.html").click()
        assert rapport.locator("h1").inner_text() == "Herkomst van deze ronde"


def test_the_origin_shows_the_files_of_one_gemeente(show: Any) -> None:
    blad = show("herkomst")
    tabel = blad.locator("table.filterbaar")
    blad.get_by_label("Toon alleen rijen met").fill("besluit")
    assert tabel.locator("tbody tr:visible").count() == 1
    tabel.get_by_role("link", name="gemeenten/GM9002.html").click()
    assert blad.locator("h1").inner_text() == "Besluitveen"


def test_a_report_that_failed_has_no_dead_link(show: Any) -> None:
    rij = show("index").locator("#gemeenten tr", has_text="Eerstelingen")
    assert [a.inner_text() for a in rij.get_by_role("link").all()] == ["brief"]
    assert "niet gemaakt" in rij.inner_text()


def test_without_colour_the_marks_are_still_words(show: Any) -> None:
    for naam in BLADEN:
        assert (
            "CONCEPT · VOORBEELD: cijfers verzonnen"
            in show(naam).locator("header.kop").inner_text()
        )


def test_on_paper_each_page_of_a_table_repeats_its_headings(
    browser: Browser, published: Any
) -> None:
    blad = browser.new_page()
    blad.goto(published["index"].bestand.as_uri())
    # As many rows as fill some pages.
    blad.evaluate(
        """() => { const lijf = document.querySelector('#gemeenten tbody');
        const rij = lijf.rows[0];
        for (let i = 0; i < 120; i++) lijf.append(rij.cloneNode(true)); }"""
    )
    paginas = PdfReader(io.BytesIO(blad.pdf(prefer_css_page_size=True))).pages
    blad.close()
    assert len(paginas) >= 3
    for pagina in paginas:
        assert "Hiervoor" in pagina.extract_text()
    assert "notebook" not in paginas[1].extract_text(), "links lead nowhere on paper"


def test_who_comes_back_to_the_index_finds_the_filter_as_it_was(
    browser: Browser, published: Any
) -> None:
    blad = browser.new_page()
    blad.goto(published["index"].bestand.as_uri())
    blad.fill("#zoek", "GM9002")
    assert blad.locator("#gemeenten tbody tr:visible").count() == 1
    blad.goto(published["provincie"].bestand.as_uri())
    blad.go_back()
    assert blad.input_value("#zoek") == "GM9002"
    assert blad.locator("#gemeenten tbody tr:visible").count() == 1
    blad.close()


_RAND = "e => getComputedStyle(e).getPropertyValue('--ibt-rand')"
_ROLT = "e => e.scrollWidth > e.clientWidth"


@pytest.mark.parametrize("naam", ["GM9001", "provincie", "index"])
def test_on_a_telephone_what_goes_on_to_the_right_fades_until_it_is_scrolled_to(
    naam: str, show: Any
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


def test_on_a_telephone_the_gemeente_stays_in_sight_while_its_row_is_scrolled(show: Any) -> None:
    blad = show("index", 390)
    rol = blad.locator(".tabel-rol").filter(has=blad.locator("tbody th a")).first
    rol.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
    naam = rol.locator("tbody th").first.bounding_box()
    assert naam["x"] == pytest.approx(rol.bounding_box()["x"], abs=1)
