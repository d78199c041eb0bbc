"""Which parts of a report read otherwise."""

from pathlib import Path

import nbformat
import pytest
from docx import Document
from docx.shared import Pt
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ibt.verschil.tekst import changed_parts, is_changed_letter

DELEN = {
    "": "Slenk",
    "## Conclusie": "trede 1",
    "## Wat nu\n\n### Termijnen": "geen",
    "### Contact": "gebeld",
    "## Verantwoording\n\n### Bronnen": "hash",
}


def notebook(pad: Path, **anders: str) -> Path:
    """A report with these parts; `anders` gives a part other text by the end of its heading."""
    cellen = []
    for kop, tekst in DELEN.items():
        if kop:
            cellen.append(new_markdown_cell(kop))
        nieuw = next((waarde for naam, waarde in anders.items() if kop.endswith(naam)), tekst)
        uit = new_output(
            "display_data",
            data={"text/html": f"<p class='{pad.stem}'>{nieuw}</p>", "text/plain": nieuw},
        )
        cellen.append(new_code_cell("x", outputs=[uit]))
    nbformat.write(new_notebook(cells=cellen), pad)
    return pad


@pytest.mark.parametrize(
    ("anders", "koppen"),
    [
        ({}, ()),
        ({"Conclusie": "trede 2"}, ("Conclusie",)),
        ({"Termijnen": "brief"}, ("Wat nu, termijnen",)),
        ({"Contact": "gemaild", "Conclusie": "trede 2"}, ("Conclusie", "Wat nu, contact")),
        ({"Bronnen": "andere hash"}, ()),  # the inputs are compared by themselves
    ],
)
def test_a_part_is_named_by_its_headings(
    anders: dict[str, str], koppen: tuple[str, ...], tmp_path: Path
) -> None:
    oud, nieuw = notebook(tmp_path / "oud.ipynb"), notebook(tmp_path / "nieuw.ipynb", **anders)
    assert changed_parts(oud, nieuw) == koppen


def test_what_stands_above_the_first_heading_is_the_title_page(tmp_path: Path) -> None:
    oud, nieuw = notebook(tmp_path / "oud.ipynb"), notebook(tmp_path / "nieuw.ipynb")
    nieuw.write_text(nieuw.read_text(encoding="utf-8").replace("Slenk", "Terp"), encoding="utf-8")
    assert changed_parts(oud, nieuw) == ("Titelblad",)


def test_another_picture_under_the_same_words_is_a_difference(tmp_path: Path) -> None:
    oud, nieuw = notebook(tmp_path / "oud.ipynb"), notebook(tmp_path / "nieuw.ipynb")
    for pad, lijn in ((oud, "M0 0"), (nieuw, "M0 9")):
        heel = nbformat.read(pad, 4)
        heel.cells[2].outputs[0].data["text/html"] += f"<svg><path d='{lijn}'/></svg>"
        nbformat.write(heel, pad)
    assert changed_parts(oud, nieuw) == ("Conclusie",)


@pytest.mark.parametrize("inhoud", ["", "geen json", "[]", '{"cells": 3}'])
def test_a_notebook_that_is_gone_or_broken_has_no_parts(inhoud: str, tmp_path: Path) -> None:
    kapot = tmp_path / "kapot.ipynb"
    kapot.write_text(inhoud, encoding="utf-8")
    assert changed_parts(kapot, tmp_path / "weg.ipynb") == ()
    heel = notebook(tmp_path / "heel.ipynb")
    assert changed_parts(kapot, heel) == changed_parts(heel, kapot) == ()


def letter(pad: Path, tekst: str, lettergrootte: int = 11) -> Path:
    brief = Document()
    loop = brief.add_paragraph().add_run(tekst)
    loop.font.size = Pt(lettergrootte)
    brief.add_table(1, 1).cell(0, 0).text = "Stand"
    brief.save(str(pad))
    return pad


def test_a_letter_is_changed_by_its_words_and_not_by_its_looks(tmp_path: Path) -> None:
    oud = letter(tmp_path / "oud.docx", "trede 1")
    assert not is_changed_letter(oud, letter(tmp_path / "groot.docx", "trede 1", 14))
    assert is_changed_letter(oud, letter(tmp_path / "nieuw.docx", "trede 2"))


def test_a_letter_that_is_gone_or_broken_is_not_compared(tmp_path: Path) -> None:
    oud = letter(tmp_path / "oud.docx", "trede 1")
    (tmp_path / "stuk.docx").write_bytes(oud.read_bytes()[:900])
    assert not is_changed_letter(oud, tmp_path / "stuk.docx")
    assert not is_changed_letter(tmp_path / "weg.docx", oud)
