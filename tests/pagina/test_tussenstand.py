"""The pages halfway in a real browser and on paper: accessible, narrow, and no inschaling."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

page = pytest.importorskip("page")

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
BLADEN = ["GM9001", "provincie", "index", "monitor"]
PAPIER = ["GM9001", "provincie"]

Check = Callable[[Page], None]


@pytest.fixture(params=BLADEN)
def smal(request: pytest.FixtureRequest, browser: Browser, halfway: Any) -> Iterator[Page]:
    """Each page on a telephone."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, device_scale_factor=2)
    blad = context.new_page()
    gevraagd: list[str] = []
    blad.on("request", lambda verzoek: gevraagd.append(verzoek.url))
    adres = halfway[request.param].bestand.as_uri()
    blad.goto(adres)
    assert gevraagd == [adres]
    yield blad
    context.close()


def test_no_rule_is_broken_and_nothing_scrolls_sideways_on_a_telephone_or_a_desk(
    smal: Page, is_accessible: Check, never_scrolls_sideways: Check
) -> None:
    for breedte in (320, 640, 1280):  # 640: 1280 at 200% zoom
        smal.set_viewport_size({"width": breedte, "height": 800})
        is_accessible(smal)
        never_scrolls_sideways(smal)


@pytest.mark.parametrize("vorm", [{"forced_colors": "active"}, {"media": "print"}])
def test_no_rule_is_broken_in_forced_colours_or_print(
    vorm: Any, smal: Page, is_accessible: Check
) -> None:
    smal.set_viewport_size({"width": 1280, "height": 800})
    smal.emulate_media(**vorm)
    is_accessible(smal)


def test_every_page_shows_its_mark_and_the_hostile_name_as_it_is(smal: Page) -> None:
    kop = smal.locator("header.kop").inner_text()
    assert "TUSSENSTAND, geen inschaling · VOORBEELD: cijfers verzonnen" in kop
    assert LASTIG in smal.locator("main").inner_text()
    assert smal.locator("main b").count() == 0


def test_the_index_filters_by_the_trede_now(browser: Browser, halfway: Any) -> None:
    context = browser.new_context()
    blad = context.new_page()
    blad.goto(halfway["index"].bestand.as_uri())
    blad.get_by_label("Trede").select_option("5")
    namen = blad.locator("#gemeenten tbody tr:visible th").all_inner_texts()
    context.close()
    assert namen == ["Besluitveen"]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("naam", PAPIER)
def test_an_independent_validator_accepts_the_pdf(naam: str, profile: str, halfway: Any) -> None:
    verslag = page.validate_pdf_bytes(halfway[naam].pdf, profile=profile)
    assert [fout.message for fout in verslag.failures] == []


@pytest.mark.parametrize("naam", PAPIER)
def test_every_sheet_says_that_it_is_no_inschaling_and_the_table_is_attached(
    naam: str, halfway: Any
) -> None:
    bladen = halfway[naam].pages()
    assert 3 <= len(bladen) <= 5
    for tekst in bladen:
        assert "TUSSENSTAND, geen inschaling · VOORBEELD: cijfers verzonnen" in tekst
        assert "CONCEPT" not in tekst
    lezer = PdfReader(io.BytesIO(halfway[naam].pdf))
    assert lezer.metadata is not None
    assert str(lezer.metadata.title).endswith("stand op 1 april 2026")
    bijlage = "voortgang.csv" if naam == "provincie" else "GM9001.csv"
    assert lezer.attachments[bijlage][0].decode().startswith("gemeentecode,gemeente,peildatum,")


def test_the_overview_filters_by_on_schedule_or_not(browser: Browser, halfway: Any) -> None:
    blad = browser.new_page()
    blad.goto(halfway["provincie"].bestand.as_uri())
    lijst = blad.get_by_label("Schema", exact=True)
    keuzes = lijst.locator("option").all_inner_texts()
    assert set(keuzes) <= {"alle", "op schema", "niet op schema"}
    assert len(keuzes) >= 2
    lijst.select_option(keuzes[1])
    zichtbaar = blad.locator("table.filterbaar tbody tr:visible td:nth-child(3)").all_inner_texts()
    assert zichtbaar
    assert all(tekst.startswith(keuzes[1]) for tekst in zichtbaar)
    blad.close()
