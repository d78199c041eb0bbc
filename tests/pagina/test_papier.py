"""The same reports on paper: valid, marked on every page, and saying what the screen says."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ibt.rapport.typst import compile_pdf, typst_source
from ibt.ronde import Ronde

page = pytest.importorskip("page")

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
GEMEENTEN = ["GM9001", "GM9002", "GM9003", "GM9004"]
BLADEN = [*GEMEENTEN, "provincie"]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("naam", ["GM9001", "provincie"])
def test_an_independent_validator_accepts_the_pdf(naam: str, profile: str, published: Any) -> None:
    verslag = page.validate_pdf_bytes(published[naam].pdf, profile=profile)
    assert [fout.message for fout in verslag.failures] == []


@pytest.mark.parametrize("naam", BLADEN)
def test_every_sheet_is_full_and_marked_and_the_file_has_a_title_and_a_language(
    naam: str, published: Any
) -> None:
    bladen = published[naam].pages
    assert len(published[naam].html.encode()) < 400_000
    assert len(published[naam].pdf) < 250_000
    assert naam == "provincie" or 3 <= len(bladen) <= 5
    for nummer, tekst in enumerate(bladen, start=1):
        assert "CONCEPT · VOORBEELD: cijfers verzonnen" in tekst, nummer
        assert len(tekst) > 500, tekst
    lezer = PdfReader(io.BytesIO(published[naam].pdf))
    assert lezer.metadata is not None
    assert str(lezer.metadata.title).startswith("VOORBEELD ")
    assert str(lezer.metadata.title).endswith("peildatum 1 juli 2026")
    assert str(lezer.trailer["/Root"]["/Lang"]).lower().startswith("nl")  # type: ignore[index]


def test_the_hostile_name_is_in_the_words_and_the_title_of_the_pdf(published: Any) -> None:
    blad = published["GM9001"]
    titel = PdfReader(io.BytesIO(blad.pdf)).metadata
    assert titel is not None
    assert LASTIG in str(titel.title)
    assert all(LASTIG in tekst for tekst in blad.pages)
    assert LASTIG in " ".join(published["provincie"].pages)


def test_the_longest_report_of_the_example_has_at_most_five_pages(
    example: Callable[..., Any],
) -> None:
    blad = example("GM1904")
    assert 3 <= len(blad.pages) <= 5
    assert all(len(tekst) > 500 for tekst in blad.pages)
    assert len(blad.html.encode()) < 400_000
    assert len(blad.pdf) < 250_000


def test_a_report_that_would_need_a_sixth_page_is_set_in_less_room(full_case: Any) -> None:
    ruim = replace(typst_source(full_case.html), bladzijden=None)
    assert len(PdfReader(io.BytesIO(compile_pdf(ruim))).pages) == 6
    assert len(full_case.pages) == 5
    assert "Een brand maakte drie woningen onbewoonbaar" in " ".join(full_case.pages)


@pytest.mark.parametrize("naam", [*BLADEN, "halfweg GM9001", "halfweg provincie"])
def test_paper_says_all_that_the_screen_says_under_the_same_headings(
    naam: str, published: Any, halfway: Any
) -> None:
    half = naam.removeprefix("halfweg ")
    blad = (published if naam == half else halfway)[half]
    soup = BeautifulSoup(blad.html, "html.parser")
    koppen = [kop.get_text() for kop in soup.select("main h1, main h2, main h3")]
    assert _titles(PdfReader(io.BytesIO(blad.pdf)).outline) == koppen
    for tekst in blad.pages:
        inhoud, voet, _ = tekst.rpartition("Provincie Verzonnen · interbestuurlijk toezicht")
        assert voet
        assert len(inhoud) > 400  # the foot comes after what stands above it
        slot = inhoud.strip()  # no heading stands alone at the foot of a page
        assert not any(slot.endswith(kop) for kop in koppen if len(kop) > 4), slot[-80:]
    for tag in soup.select("script, style, svg, [data-pdf=nee]"):
        tag.decompose()
    assert soup.main is not None
    papier = _bare(" ".join(blad.pages))
    assert [w for w in soup.main.get_text(" ").split() if _bare(w) not in papier] == []


def _titles(delen: list[Any]) -> list[str]:
    return [
        titel
        for deel in delen
        for titel in (_titles(deel) if isinstance(deel, list) else [str(deel.title)])
    ]


def _bare(tekst: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", tekst)


def test_a_character_without_a_glyph_is_named_in_both(published: Any) -> None:
    blad = published["GM9001"]
    assert "uitgevoerd [U+1F600] <script>alert(1)</script> $y$." in unescape(blad.html)
    assert "[U+1F600]" in " ".join(blad.pages)
    assert "\N{GRINNING FACE}" not in blad.html


@pytest.mark.parametrize("naam", BLADEN)
def test_the_attached_table_is_the_result_table(naam: str, published: Any, ronde: Ronde) -> None:
    bijlagen = PdfReader(io.BytesIO(published[naam].pdf)).attachments
    bestand = "inschaling.csv" if naam == "provincie" else f"{naam}.csv"
    rijen = list(csv.DictReader(io.StringIO(bijlagen[bestand][0].decode())))
    tabel = ronde.resultaat if naam == "provincie" else ronde.resultaat_of(naam)
    verwacht = [{k: str(cel) for k, cel in rij.items()} for rij in tabel.to_dict("records")]
    assert rijen == verwacht
