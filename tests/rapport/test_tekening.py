"""Drawings that are kept out of the reading of a page: only those in which nothing can happen."""

from typing import Any

import pytest

from ibt.rapport.bladzijde import html_page
from ibt.rapport.gemeente import historie, verloop
from ibt.rapport.tekening import MERK, put_back, set_aside
from ibt.rapport.typst import typst_source

BEGIN = '<svg role="img" aria-label="Drie &amp; vier" viewBox="0 0 10 10">'
VORM = '<g id="a"><path d="M 0 0 L 1 1 z" style="fill: #fff" clip-path="url(#b)"/></g>'
TEKENING = (
    f'{BEGIN}<defs><style type="text/css">*{{stroke-linecap: butt}}</style></defs>{VORM}</svg>'
)


def test_a_drawing_is_set_aside_and_comes_back_as_it_was() -> None:
    pagina = f"<p>voor</p>{TEKENING}<p>tussen</p>{TEKENING}<p>na</p>"
    leeg, tekeningen = set_aside(pagina)
    assert "<path" not in leeg
    assert 'aria-label="Drie &amp; vier"' in leeg, "the page can still be read aloud"
    assert len(tekeningen) == 1, "the same drawing is kept once"
    assert put_back(leeg, tekeningen) == pagina


@pytest.mark.parametrize(
    "inhoud",
    [
        "<script>alert(1)</script>",
        '<script href="https://example.org/a.js"/>',
        "<text>woorden</text>",
        "woorden",
        "<!-- een opmerking -->",
        '<image xlink:href="https://example.org/a.png"/>',
        '<use xlink:href="https://example.org/a.svg#b"/>',
        '<path d="M 0 0" onload="alert(1)"/>',
        '<path d="M 0 0" style="fill: url(https://example.org/a)"/>',
        '<path d="M 0 0" style="fill: URL(https://example.org/a)"/>',
        '<path d="M 0 0" style="fill: url(#a) url(//example.org)"/>',
        '<style type="text/css">@import "//example.org"</style>',
        '<style type="text/css">*{background: url(//example.org)}</style>',
        "<foreignObject><img src='x'/></foreignObject>",
        "<a xlink:href='#a'><path d='M 0 0'/></a>",
        f"{BEGIN}</svg>",
        '<path d="M 0 0">"</path',
    ],
)
def test_anything_else_stays_in_the_page(inhoud: str) -> None:
    pagina = f"{BEGIN}{VORM}{inhoud}</svg>"
    leeg, tekeningen = set_aside(pagina)
    # A drawing within this one may go; what may not, stays to be looked at.
    assert BEGIN[:4] in leeg
    assert inhoud in leeg or inhoud == f"{BEGIN}</svg>"
    assert put_back(leeg, tekeningen) == pagina


@pytest.mark.parametrize(
    "begin",
    ["<svg>", '<svg aria-label="a" role="img">', '<svg role="img" aria-label="a" onload="b()">'],
)
def test_a_drawing_without_a_name_or_with_a_deed_stays(begin: str) -> None:
    pagina = f"{begin}{VORM}</svg>"
    assert set_aside(pagina) == (pagina, {})


def test_a_character_that_the_font_lacks_is_still_written_out() -> None:
    pagina = TEKENING.replace("Drie", "Drie 🙂")
    assert set_aside(pagina) == (pagina, {})
    assert "[U+1F642]" in html_page(pagina, "x")


def test_a_mark_that_nobody_set_is_left_alone() -> None:
    vals = f'<svg role="img" aria-label="a" {MERK}="deadbeefdeadbeef"></svg>'
    assert put_back(vals, {}) == vals


def test_the_charts_of_a_report_are_set_aside_and_are_in_page_and_pdf(geval: Any) -> None:
    een = geval(trede=2, stand_begin=-5, stand_eind_vorig=-5)
    fragment = f"<h1>a</h1>{verloop(een.beoordeling)}{historie(een.beoordeling)}"
    _, tekeningen = set_aside(fragment)
    assert len(tekeningen) == 2
    pagina = html_page(fragment, "x")
    assert MERK not in pagina
    assert all(tekening in pagina for tekening in tekeningen.values())
    assert set(tekeningen.values()) <= set(typst_source(pagina).files.values())
