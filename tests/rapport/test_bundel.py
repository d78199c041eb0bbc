"""All reports of a round as one document: a contents page, then each report on a new sheet."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from ibt.rapport.bundel import bundel_document
from ibt.rapport.typst import Document, compile_pdf, typst_piece

page = pytest.importorskip("page")

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
PLAATJE = '<svg viewBox="0 0 9 9"><defs><path id="g" d="M0 0h9v9z"/></defs><use href="#g"/></svg>'


def report(naam: str, deel: str = "Conclusie") -> str:
    """A published page with a title block, an anchor, a link to it and a picture."""
    from html import escape

    veilig = escape(naam)
    return (
        f'<html lang="nl"><body><main><header class="titelblad" data-koptekst="{veilig} · 1 juli">'
        f'<h1>{veilig}</h1></header><h2 id="deel">{deel}</h2><p>Over {veilig}: '
        f'<a href="#deel">{deel}</a>.</p><figure>{PLAATJE}<figcaption>Plaatje</figcaption></figure>'
        "</main></body></html>"
    )


@pytest.fixture
def verslag(geval: Any) -> Any:
    return geval(trede=1, herkomst="VOORBEELD").verslag


def bundle(verslag: Any, namen: list[str], ontbreekt: list[str] | None = None) -> Document:
    """The reports of these gemeenten as one document."""
    stukken = [typst_piece(report(naam), f"r{nummer}") for nummer, naam in enumerate(namen)]
    return bundel_document(verslag, stukken, ontbreekt or [])


def sheets(document: Document) -> list[str]:
    lezer = PdfReader(io.BytesIO(compile_pdf(document)))
    return [" ".join(blad.extract_text().split()) for blad in lezer.pages]


def test_the_contents_name_every_report_with_its_page(verslag: Any) -> None:
    bladen = sheets(bundle(verslag, ["Dam", LASTIG]))
    assert len(bladen) == 3
    inhoud = bladen[0].split("Inhoud", 1)[1].replace(".", "").replace(" ", "")
    assert inhoud.startswith(f"Dam2{LASTIG.replace(' ', '').replace('.', '')}3")


def test_each_report_begins_a_sheet_with_its_own_running_head(verslag: Any) -> None:
    _, dam, terp = sheets(bundle(verslag, ["Dam", "Terp"]))
    assert dam.startswith("Dam · 1 juli CONCEPT · VOORBEELD: cijfers verzonnen Dam")
    assert terp.startswith("Terp · 1 juli CONCEPT · VOORBEELD: cijfers verzonnen Terp")
    assert "Terp" not in dam


def test_a_link_leads_to_the_part_of_its_own_report(verslag: Any) -> None:
    lezer = PdfReader(io.BytesIO(compile_pdf(bundle(verslag, ["Dam", "Terp"]))))
    doelen = [
        (nr, lezer.get_destination_page_number(lezer.named_destinations[link["/Dest"]]))
        for nr, blad in enumerate(lezer.pages)
        for link in (een.get_object() for een in blad.get("/Annots", []))
        if str(link.get("/Dest", "")).endswith("-deel")
    ]
    assert doelen == [(1, 1), (2, 2)]


def test_a_report_that_is_not_there_is_named(verslag: Any) -> None:
    tekst = sheets(bundle(verslag, ["Dam"], ["Terp", LASTIG]))[0]
    assert f"Niet gemaakt, en dus niet in dit document: Terp en {LASTIG}." in tekst
    assert "Niet gemaakt" not in sheets(bundle(verslag, ["Dam"]))[0]


def test_a_report_of_an_earlier_time_is_named_on_the_title_sheet(verslag: Any) -> None:
    document = bundel_document(verslag, [], (), ["Terp", LASTIG])
    tekst = sheets(document)[0]
    assert "dan de rest: Terp en 's-" in tekst
    assert f"{LASTIG[3:]}. Maak de hele ronde opnieuw" in tekst
    assert "Maak de hele" not in sheets(bundel_document(verslag, []))[0]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_an_independent_validator_accepts_it(profile: str, verslag: Any) -> None:
    pdf = compile_pdf(bundle(verslag, ["Dam", LASTIG]))
    assert [fout.message for fout in page.validate_pdf_bytes(pdf, profile=profile).failures] == []


def test_the_title_and_bookmarks_lead_the_reader(verslag: Any) -> None:
    pdf = compile_pdf(bundle(verslag, ["Dam", "Terp"]))
    lezer = PdfReader(io.BytesIO(pdf))
    assert lezer.metadata is not None
    assert str(lezer.metadata.title).startswith("VOORBEELD Alle rapporten van deze ronde")
    koppen = [een.title for een in lezer.outline if not isinstance(een, list)]
    assert koppen[1:] == ["Dam", "Terp"]
    assert str(verslag.bijgewerkt_op.year) in str(lezer.metadata.creation_date or date.today())


def test_the_same_reports_give_the_same_bytes(verslag: Any) -> None:
    eerst, nu = (compile_pdf(bundle(verslag, ["Dam"])) for _ in range(2))
    assert eerst == nu


def test_a_tussenstand_is_called_that(halverwege: Any) -> None:
    tekst = sheets(bundle(halverwege(trede=1).verslag, ["Dam"]))[0]
    assert "Alle tussenstanden van de provincie Verzonnen" in tekst
    assert (
        "Dit is geen beoordeling en geen inschaling: een tussenstand stelt geen trede vast."
        in tekst
    )
