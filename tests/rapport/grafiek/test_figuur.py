"""Every chart: same bytes twice, own ids, no outside reference, a label for who cannot see it."""

import re

from bs4 import BeautifulSoup

from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek


@huisstijl()
def chart(naam: str, alt: str = "Een lijn die stijgt.") -> str:
    beeld = draw_figuur(1.0)
    beeld.add_subplot().plot([0, 1], [0, 1], label="$x$ <b>")
    return str(render_grafiek(naam, beeld, alt, "Bijschrift"))


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert chart("een") == chart("een")


def test_two_charts_on_one_page_share_no_id() -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', chart(naam))) for naam in ("een", "twee")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_every_reference_within_a_chart_has_its_target() -> None:
    svg = chart("een")
    doelen = set(re.findall(r'(?:href="|url\()#([^")]+)', svg))
    assert doelen <= set(re.findall(r'\bid="([^"]+)"', svg))


def test_a_chart_holds_no_date_no_maker_and_no_outside_address() -> None:
    svg = chart("een")
    assert "<metadata" not in svg
    assert not re.search(r'(?:href|src)="https?:', svg)


def test_the_label_is_escaped_and_the_caption_stands_with_it() -> None:
    figuur = BeautifulSoup(chart("een", '"> <script>'), "html.parser")
    assert figuur.svg is not None
    assert figuur.svg["aria-label"] == '"> <script>'
    assert figuur.svg["role"] == "img"
    assert figuur.figcaption is not None
    assert figuur.figcaption.text == "Bijschrift"


def test_a_chart_has_no_fixed_size_so_that_it_fits_a_small_screen() -> None:
    svg = BeautifulSoup(chart("een"), "html.parser").svg
    assert svg is not None
    assert not svg.has_attr("width")
    assert svg.has_attr("viewbox")
