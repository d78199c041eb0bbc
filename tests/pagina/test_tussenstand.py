"""The pages halfway in a real browser and on paper: accessible, narrow, and no inschaling."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader

page = pytest.importorskip("page")

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
# Each on a telephone and in one form more; see test_scherm.
BLADEN = {"GM9001": "breed", "provincie": "papier", "index": "hoog contrast"}
BLADEN |= {"monitor": "zoom 200%"}
PAPIER = ["GM9001", "provincie"]


@pytest.mark.parametrize(("naam", "vorm"), BLADEN.items())
def test_everyone_can_read_a_page_halfway_with_its_mark_and_the_hostile_name_as_it_is(
    naam: str, vorm: str, halfway: Any, visit: Callable[..., Page]
) -> None:
    blad = visit(halfway[naam].bestand, vorm)
    kop = blad.locator("header.kop").inner_text()
    assert "TUSSENSTAND, geen inschaling · VOORBEELD: cijfers verzonnen" in kop
    assert LASTIG in blad.locator("main").inner_text()
    assert blad.locator("main b").count() == 0


def test_the_index_filters_by_the_trede_now(venster: BrowserContext, halfway: Any) -> None:
    blad = venster.new_page()
    blad.goto(halfway["index"].bestand.as_uri())
    blad.get_by_label("Trede").select_option("5")
    namen = blad.locator("#gemeenten tbody tr:visible th").all_inner_texts()
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
    bladen = halfway[naam].pages
    assert 3 <= len(bladen) <= 5
    for tekst in bladen:
        assert "TUSSENSTAND, geen inschaling · VOORBEELD: cijfers verzonnen" in tekst
        assert "CONCEPT" not in tekst
    lezer = PdfReader(io.BytesIO(halfway[naam].pdf))
    assert lezer.metadata is not None
    assert str(lezer.metadata.title).endswith("stand op 1 april 2026")
    bijlage = "voortgang.csv" if naam == "provincie" else "GM9001.csv"
    assert lezer.attachments[bijlage][0].decode().startswith("gemeentecode,gemeente,peildatum,")


def test_the_overview_filters_by_on_schedule_or_not(venster: BrowserContext, halfway: Any) -> None:
    blad = venster.new_page()
    blad.goto(halfway["provincie"].bestand.as_uri())
    lijst = blad.get_by_label("Schema", exact=True)
    keuzes = lijst.locator("option").all_inner_texts()
    assert set(keuzes) <= {"alle", "op schema", "niet op schema"}
    assert len(keuzes) >= 2
    lijst.select_option(keuzes[1])
    zichtbaar = blad.locator("table.filterbaar tbody tr:visible td:nth-child(3)").all_inner_texts()
    assert zichtbaar
    assert all(tekst.startswith(keuzes[1]) for tekst in zichtbaar)
