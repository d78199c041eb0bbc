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
def test_every_page_says_concept_and_voorbeeld(naam: str, published: Any) -> None:
    for nummer, tekst in enumerate(published[naam].pages(), start=1):
        assert "CONCEPT · VOORBEELD: cijfers verzonnen" in tekst, nummer


@pytest.mark.parametrize("naam", BLADEN)
def test_the_title_and_language_are_set(naam: str, published: Any) -> None:
    lezer = PdfReader(io.BytesIO(published[naam].pdf))
    assert lezer.metadata is not None
    assert str(lezer.metadata.title).startswith("VOORBEELD ")
    assert str(lezer.metadata.title).endswith("peildatum 1 juli 2026")
    assert str(lezer.trailer["/Root"]["/Lang"]).lower().startswith("nl")  # type: ignore[index]
    assert lezer.outline


def test_the_hostile_name_is_in_the_words_and_the_title_of_the_pdf(published: Any) -> None:
    blad = published["GM9001"]
    titel = PdfReader(io.BytesIO(blad.pdf)).metadata
    assert titel is not None
    assert LASTIG in str(titel.title)
    assert all(LASTIG in tekst for tekst in blad.pages())
    assert LASTIG in " ".join(published["provincie"].pages())


@pytest.mark.parametrize("naam", GEMEENTEN)
def test_a_report_has_three_to_five_pages(naam: str, published: Any) -> None:
    assert 3 <= len(published[naam].pages()) <= 5


@pytest.mark.parametrize("naam", ["GM0344", "GM0355", "GM1904"])
def test_the_longest_reports_of_the_example_have_at_most_five_pages(
    naam: str, example: Callable[..., Any]
) -> None:
    blad = example(naam)
    assert 3 <= len(blad.pages()) <= 5
    assert all(len(tekst) > 500 for tekst in blad.pages())
    assert len(blad.html.encode()) < 400_000
    assert len(blad.pdf) < 250_000


def test_a_report_that_would_need_a_sixth_page_is_set_in_less_room(full_case: Any) -> None:
    ruim = replace(typst_source(full_case.html), bladzijden=None)
    assert len(PdfReader(io.BytesIO(compile_pdf(ruim))).pages) == 6
    assert len(full_case.pages()) == 5
    assert "Een brand maakte drie woningen onbewoonbaar" in " ".join(full_case.pages())


@pytest.mark.parametrize("naam", BLADEN)
def test_no_page_is_nearly_empty(naam: str, published: Any) -> None:
    for tekst in published[naam].pages():
        assert len(tekst) > 500, tekst


@pytest.fixture(params=[*BLADEN, "halfweg GM9001", "halfweg provincie"])
def blad(request: pytest.FixtureRequest, published: Any, halfway: Any) -> Any:
    """Each page that has a paper form, of an assessment and of a midpoint."""
    naam = request.param.removeprefix("halfweg ")
    return (published if naam == request.param else halfway)[naam]


def test_no_heading_stands_alone_at_the_foot_of_a_page(blad: Any) -> None:
    soup = BeautifulSoup(blad.html, "html.parser")
    koppen = {kop.get_text() for kop in soup.select("main h1, main h2, main h3")}
    for tekst in blad.pages():
        inhoud, voet, _ = tekst.rpartition("Provincie Verzonnen · interbestuurlijk toezicht")
        assert voet
        assert len(inhoud) > 400  # the foot comes after what stands above it
        slot = inhoud.strip()
        assert not any(slot.endswith(kop) for kop in koppen if len(kop) > 4), slot[-80:]


def test_paper_says_all_that_the_screen_says(blad: Any) -> None:
    soup = BeautifulSoup(blad.html, "html.parser")
    for tag in soup.select("script, style, svg, [data-pdf=nee]"):
        tag.decompose()
    assert soup.main is not None
    papier = re.sub(r"[\s\u00ad-]", "", " ".join(blad.pages()))
    gemist = [
        woord
        for woord in soup.main.get_text(" ").split()
        if re.sub(r"[\s\u00ad-]", "", woord) not in papier
    ]
    assert gemist == []


def test_the_headings_are_the_same_in_the_same_order(blad: Any) -> None:
    soup = BeautifulSoup(blad.html, "html.parser")
    koppen = [kop.get_text() for kop in soup.select("main h1, main h2, main h3")]

    def flat(delen: list[Any]) -> list[str]:
        return [
            titel
            for deel in delen
            for titel in (flat(deel) if isinstance(deel, list) else [str(deel.title)])
        ]

    assert flat(PdfReader(io.BytesIO(blad.pdf)).outline) == koppen


def test_a_character_without_a_glyph_is_named_in_both(published: Any) -> None:
    blad = published["GM9001"]
    assert "uitgevoerd [U+1F600] <script>alert(1)</script> $y$." in unescape(blad.html)
    assert "[U+1F600]" in " ".join(blad.pages())
    assert "\N{GRINNING FACE}" not in blad.html


@pytest.mark.parametrize("naam", BLADEN)
def test_the_attached_table_is_the_result_table(naam: str, published: Any, ronde: Ronde) -> None:
    bijlagen = PdfReader(io.BytesIO(published[naam].pdf)).attachments
    bestand = "inschaling.csv" if naam == "provincie" else f"{naam}.csv"
    rijen = list(csv.DictReader(io.StringIO(bijlagen[bestand][0].decode())))
    tabel = ronde.resultaat if naam == "provincie" else ronde.resultaat_of(naam)
    verwacht = [{k: str(cel) for k, cel in rij.items()} for rij in tabel.to_dict("records")]
    assert rijen == verwacht


@pytest.mark.parametrize("naam", ["GM9001", "provincie"])
def test_the_same_round_gives_the_same_bytes(
    naam: str, published: Any, render: Callable[[str], tuple[str, bytes]]
) -> None:
    assert render(naam) == (published[naam].html, published[naam].pdf)
