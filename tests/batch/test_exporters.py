"""A notebook becomes a page, as HTML and as PDF; any notebook, not only ours."""

import importlib
import io
import re
import tomllib
from html import escape
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader
from traitlets.config import Config

from ibt.batch.exporters import IbtHTMLExporter, IbtPDFExporter
from ibt.rapport.herstel import NO_ALT

page = pytest.importorskip("page")

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAC"
    "hwGA60e6kgAAAABJRU5ErkJggg=="
)
TITELBLAD = """<header class="titelblad" data-titel="IBT Slenk" data-koptekst="IBT Slenk"
 data-voettekst="Provincie"
 data-merk="CONCEPT" data-datum="2026-07-20" data-auteur="Provincie"><h1>Slenk</h1></header>"""


def shows(data: dict[str, str], **kw: object) -> NotebookNode:
    return new_code_cell("geheime_invoer()", outputs=[new_output("display_data", data=data, **kw)])


def html_of(*cells: NotebookNode) -> str:
    notebook = new_notebook(cells=list(cells))
    text, _ = IbtHTMLExporter().from_notebook_node(
        notebook, {"metadata": {"name": "mijn-notebook"}}
    )
    return str(text)


def pdf_of(*cells: NotebookNode) -> bytes:
    data, resources = IbtPDFExporter().from_notebook_node(new_notebook(cells=list(cells)))
    assert isinstance(data, bytes)
    assert resources["output_extension"] == ".pdf"
    return data


def words(pdf: bytes) -> str:
    return " ".join(
        " ".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def readable(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").main.get_text(" ").split())  # type: ignore[union-attr]


def any_notebook() -> list[NotebookNode]:
    frame = '<div><style scoped>.x{}</style><table border="1" class="dataframe">'
    frame += '<thead><tr style="text-align: right;"><th></th>'
    frame += (
        "<th>stand</th></tr></thead><tbody><tr><th>0</th><td>-3</td></tr></tbody></table></div>"
    )
    svg = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b">\n'
    svg += '<svg xmlns="http://www.w3.org/2000/svg" '
    svg += 'width="90pt" height="30pt" viewBox="0 0 90 30"><rect width="90" height="30"/></svg>'
    return [
        new_markdown_cell(
            "### Zomaar een notebook\n\nMet ![plaatje](https://elders.nl/a.png) "
            "en [link](https://elders.nl).\n\n##### Diep"
        ),
        shows({"text/plain": "gewone uitvoer <b>"}),
        shows({"text/html": frame, "text/plain": "x"}),
        shows({"image/svg+xml": svg, "text/plain": "x"}),
        shows({"image/png": PNG, "text/plain": "x"}, metadata={"image/png": {"alt": "Eén punt"}}),
        shows(
            {"text/html": '<script src="https://cdn.elders.nl/plot.js"></script><div>diagram</div>'}
        ),
        shows({"application/x-onbekend": "?"}),
        new_code_cell(
            "x", outputs=[new_output("stream", name="stderr", text="\x1b[31mlet op\x1b[0m\n")]
        ),
    ]


@pytest.fixture(scope="module")
def any_html() -> str:
    """The page of any notebook."""
    return html_of(*any_notebook())


@pytest.fixture(scope="module")
def any_pdf() -> bytes:
    """The PDF of any notebook."""
    return pdf_of(*any_notebook())


def test_the_page_is_dutch_and_has_its_landmarks() -> None:
    soup = BeautifulSoup(html_of(shows({"text/html": TITELBLAD})), "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "nl"
    assert soup.title is not None
    assert soup.title.text == "IBT Slenk"
    assert len(soup.find_all("main")) == 1
    assert soup.select_one("a.overslaan[href='#inhoud']")
    assert soup.select_one("main#inhoud")
    assert soup.select_one("body > header .merk").text == "CONCEPT"  # type: ignore[union-attr]
    assert soup.select_one("body > footer").text == "Provincie"  # type: ignore[union-attr]


def test_without_a_titelblad_the_first_heading_is_the_title() -> None:
    soup = BeautifulSoup(html_of(new_markdown_cell("# Eigen *titel*")), "html.parser")
    assert soup.title is not None
    assert soup.title.text == "Eigen titel"


def test_without_any_heading_the_file_name_is_the_title() -> None:
    soup = BeautifulSoup(html_of(new_markdown_cell("Alleen tekst")), "html.parser")
    assert [heading.text for heading in soup.find_all("h1")] == ["mijn-notebook"]


def test_a_reader_sees_no_code_no_prompts_and_no_scripts() -> None:
    html = html_of(shows({"text/html": "<p>Uitkomst</p>"}))
    assert "geheime_invoer" not in html
    assert "In [" not in html
    assert "<script" not in html
    assert "Uitkomst" in html


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters", "verborgen"])
def test_cells_with_a_hidden_tag_are_left_out(tag: str) -> None:
    cell = shows({"text/plain": "niet tonen"})
    cell.metadata["tags"] = [tag]
    assert "niet tonen" not in html_of(cell)


def test_an_error_shows_in_plain_sight_even_in_a_hidden_cell() -> None:
    error = new_output(
        "error", ename="ValueError", evalue="bestand <cijfers> ontbreekt", traceback=["x"]
    )
    cell = new_code_cell("x", outputs=[error], metadata={"tags": ["verborgen"]})
    assert "Fout in dit rapport: ValueError bestand <cijfers> ontbreekt" in readable(html_of(cell))
    assert "Fout in dit rapport: ValueError bestand <cijfers> ontbreekt" in words(pdf_of(cell))


def test_a_name_full_of_signs_and_an_emoji_read_the_same_in_html_and_pdf() -> None:
    cell = shows({"text/html": f"<p>Gemeente {escape(LASTIG)}. Klaar 😀</p>"})
    zin = f"Gemeente {LASTIG}. Klaar [U+1F600]"
    assert zin in readable(html_of(cell))
    assert zin in words(pdf_of(cell))


def test_any_notebook_becomes_a_page_that_fetches_nothing(any_html: str) -> None:
    soup = BeautifulSoup(any_html, "html.parser")
    tags = soup.find_all(["script", "link", "iframe"])
    assert [tag for tag in tags if tag.get("src") or tag.get("href")] == []
    assert all(img["src"].startswith("data:") for img in soup.find_all("img"))
    assert all(img["alt"] for img in soup.find_all("img"))
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert "default-src 'none'" in str(policy)


def test_a_picture_without_a_description_says_so_in_dutch() -> None:
    kaal = f'<img src="data:image/png;base64,{PNG}">'
    soup = BeautifulSoup(html_of(shows({"text/html": kaal})), "html.parser")
    assert [img["alt"] for img in soup.find_all("img")] == [NO_ALT]


def test_a_form_that_only_jupyterlab_can_draw_is_named_beside_its_words() -> None:
    vega = {"application/vnd.vegalite.v5+json": "{}", "text/plain": "alt.Chart(...)"}
    text = readable(html_of(shows(vega)))
    assert "alt.Chart(...)" in text
    assert "past niet in een rapport: application/vnd.vegalite.v5+json" in text


def test_who_shows_inputs_gets_them_with_colours() -> None:
    """The filter for it is one that nbconvert's own templates ask for by name."""
    notebook = new_notebook(cells=[new_code_cell("print(1)")])
    exporter = IbtHTMLExporter(template_name="lab", exclude_input=False)
    page, _ = exporter.from_notebook_node(notebook)
    assert "highlight" in page
    assert "print" in readable(page)


def test_in_any_notebook_nothing_vanishes_silently(any_html: str) -> None:
    text = readable(any_html)
    for expected in (
        *("gewone uitvoer <b>", "Afbeelding: plaatje", "weggelaten", "diagram"),
        *("application/x-onbekend", "let op"),
    ):
        assert expected in text


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_any_notebook_becomes_a_pdf_that_everyone_can_read(profile: str, any_pdf: bytes) -> None:
    report = page.validate_pdf_bytes(any_pdf, profile=profile)
    assert [failure.message for failure in report.failures] == []


def test_html_and_pdf_say_the_same(any_html: str, any_pdf: bytes) -> None:
    printed = words(any_pdf).replace(" ", "")
    missing = {word for word in readable(any_html).split() if word not in printed}
    assert missing <= {"mijn-notebook"}


def test_headings_follow_without_a_jump_and_tables_can_be_heard_and_scrolled_with_the_keyboard(
    any_html: str,
) -> None:
    soup = BeautifulSoup(any_html, "html.parser")
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert soup.find_all("th")
    assert all(cell.get("scope") for cell in soup.find_all("th"))
    assert all(table.parent["tabindex"] == "0" for table in soup.find_all("table"))  # type: ignore[index]


def test_only_a_sortable_table_brings_a_script() -> None:
    head = "<thead><tr><th scope='col'>a</th></tr></thead>"
    table = "<table class='{}'>" + head + "<tbody><tr><td>1</td></tr></tbody></table>"
    assert "aria-sort" in html_of(shows({"text/html": table.format("sorteerbaar")}))
    assert "<script" not in html_of(shows({"text/html": table.format("smal")}))


def test_the_same_notebook_gives_the_same_bytes(any_html: str, any_pdf: bytes) -> None:
    cells = any_notebook()
    assert (html_of(*cells), pdf_of(*cells)) == (any_html, any_pdf)


@pytest.mark.parametrize("name", ["ibt_html", "ibt_pdf", "ibt-html", "ibt-pdf"])
def test_jupyter_finds_the_exporter_under_its_dutch_name(name: str) -> None:
    project = Path(__file__).parents[2] / "pyproject.toml"
    points = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["entry-points"][
        "nbconvert.exporters"
    ]
    module, _, attribute = points[name].partition(":")
    exporter = getattr(importlib.import_module(module), attribute)
    assert exporter.export_from_notebook.startswith("IBT-rapport")


def test_a_notebook_file_on_disk_can_be_exported(tmp_path: Path) -> None:
    path = tmp_path / "rapport.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("tekst")]), path)
    text, resources = IbtHTMLExporter().from_filename(str(path))
    assert "<title>rapport</title>" in text
    assert resources["output_extension"] == ".html"
    assert str(tmp_path) not in text


def test_execute_and_export_in_one_go_runs_the_parameters_cell_too() -> None:
    parameters = new_code_cell('naam: str = "Dam"', metadata={"tags": ["parameters"]})
    nb = new_notebook(cells=[parameters, new_code_cell("naam.upper()")])
    exporter = IbtHTMLExporter(config=Config({"ExecutePreprocessor": {"enabled": True}}))
    page, _ = exporter.from_notebook_node(nb)
    assert "DAM" in page
    assert "naam: str" not in page


def test_a_notebook_that_was_never_run_says_so_instead_of_an_empty_report() -> None:
    page, _ = IbtHTMLExporter().from_notebook_node(new_notebook(cells=[new_code_cell("1 + 1")]))
    assert "Dit notebook is niet uitgevoerd" in page
