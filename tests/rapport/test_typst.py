"""From the published HTML to a PDF that says the same and that everyone can read."""

import base64
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from ibt.rapport.stijl import load_stijl
from ibt.rapport.typst import compile_pdf, typst_source
from ibt.rapport.typst.stroomeinde import clear_stream_ends

page = pytest.importorskip("page")

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
ESCAPED = "'s-Gravenhage &lt;b&gt;&amp; #eval(1) $x$ *_"
CSV = base64.b64encode(b"gemeente;stand\nSlenk;-3\n").decode()
SVG = '<svg role="img" aria-label="De achterstand daalt" viewBox="0 0 60 20">'
SVG += '<rect width="60" height="20"/></svg>'
TITELBLAD = f"""<header class="titelblad" data-titel="IBT {ESCAPED}" data-koptekst="IBT Slenk"
 data-voettekst="Provincie Utrecht"
 data-merk="CONCEPT · VOORBEELD: cijfers verzonnen" data-datum="2026-07-20"
 data-auteur="Provincie Utrecht"><p class="soort">Beoordeling</p><h1>{ESCAPED}</h1></header>"""
TABEL = """<table><caption>Tabel 1. De som</caption>
<thead><tr><th scope="col">Onderdeel</th><th scope="col" class="getal">Personen</th></tr></thead>
<tbody><tr><th scope="row">Taakstelling</th><td class="getal">1.793</td></tr>
<tr class="totaal"><th scope="row">Stand</th><td class="getal">−19</td></tr></tbody></table>"""
RAPPORT = f"""{TITELBLAD}<h2 id="conclusie">Conclusie</h2>
<div class="kader kader-conclusie">
<p class="kern">Voorstel: <span class="trede trede-3">trede 3</span>.</p></div>
<p>Zie <a href="#cijfers">de cijfers</a>.</p><h2 id="cijfers">Cijfers</h2>{TABEL}
<figure class="grafiek">{SVG}<figcaption>Figuur 1. Verloop</figcaption></figure>
<p><a class="bijlage" download="cijfers.csv"
href="data:text/csv;charset=utf-8;base64,{CSV}">Download (CSV)</a></p>
<div class="kaarten"><div class="kaart"><p class="waarde">26</p>
<p class="label">gemeenten</p></div></div>
<details><summary>Uitleg</summary><p>Zo is dit berekend.</p></details>
<p data-pdf="nee">Zoekvak</p><vreemd-element>Blijft staan</vreemd-element>"""


def pdf_of(html: str) -> bytes:
    return compile_pdf(typst_source(html))


def text_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def elements(pdf: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [(str(e.S), str(e.get("/Alt", ""))) for e in _walk(document.Root.StructTreeRoot.K)]


def _walk(kids: Any) -> Iterator[Any]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _walk(kid.get("/K", pikepdf.Array()))


@pytest.fixture(scope="module")
def rapport() -> bytes:
    return pdf_of(RAPPORT)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_pdf_can_be_kept_and_can_be_read_by_everyone(rapport: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(rapport, profile=profile)
    assert [failure.message for failure in report.failures] == []


def test_the_same_page_gives_the_same_bytes(rapport: bytes) -> None:
    assert pdf_of(RAPPORT) == rapport


def test_a_name_full_of_signs_is_printed_as_it_is(rapport: bytes) -> None:
    assert LASTIG in text_of(rapport).replace("’", "'")


@pytest.mark.parametrize(
    "text", ['"; panic("x"); "', "\\u{41}", '\\"', "a\\", "//", "/* x", "@ref <label>", "#panic()"]
)
def test_no_text_becomes_code(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    printed = text_of(
        pdf_of(
            f'<h1>Titel</h1><p>Begin {escaped} einde</p><p><a href="https://x.nl/{escaped}">x</a></p>'
        )
    )
    assert f"Begin {text} einde" in printed


def test_every_page_shows_the_merk_the_koptekst_and_its_number() -> None:
    pdf = pdf_of(TITELBLAD + "<p>Een lange alinea over de opgave.</p>" * 120)
    leaves = PdfReader(io.BytesIO(pdf)).pages
    assert len(leaves) >= 3
    for number, leaf in enumerate(leaves, start=1):
        text = leaf.extract_text()
        assert "CONCEPT · VOORBEELD: cijfers verzonnen" in text
        assert "IBT Slenk" in text
        assert "Provincie Utrecht" in text
        assert f"Pagina {number} van {len(leaves)}" in text


def test_title_language_date_and_bookmarks_come_from_the_page(rapport: bytes) -> None:
    reader = PdfReader(io.BytesIO(rapport))
    assert reader.metadata is not None
    assert reader.metadata.title == f"IBT {LASTIG}"
    assert reader.metadata.author == "Provincie Utrecht"
    assert str(reader.metadata.creation_date).startswith("2026-07-20")
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("nl")  # type: ignore[index]
    assert "Conclusie" in str(reader.outline)
    assert "Cijfers" in str(reader.outline)


def test_every_column_header_is_tagged_as_a_header(rapport: bytes) -> None:
    names = [name for name, _ in elements(rapport)]
    assert names.count("/TH") == 2
    assert names.count("/TD") == 4
    assert "/Caption" in names


def test_the_headings_follow_each_other_without_a_jump() -> None:
    pdf = pdf_of("<h3>Begint laag</h3><h5>Springt</h5><h2>Weer omhoog</h2>")
    names = [name for name, _ in elements(pdf) if name in {"/H1", "/H2", "/H3", "/H4"}]
    assert names == ["/H1", "/H2", "/H3", "/H2"]


def test_a_figure_carries_its_alt_text(rapport: bytes) -> None:
    assert ("/Figure", "De achterstand daalt") in elements(rapport)


def test_a_figure_without_alt_text_says_so() -> None:
    pdf = pdf_of('<h1>T</h1><svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
    assert ("/Figure", "Figuur zonder beschrijving") in elements(pdf)


def test_the_figures_travel_with_the_pdf_as_csv(rapport: bytes) -> None:
    with pikepdf.open(io.BytesIO(rapport)) as document:
        assert (
            document.attachments["cijfers.csv"].get_file().read_bytes()
            == b"gemeente;stand\nSlenk;-3\n"
        )
    assert "Download (CSV)" in text_of(rapport)


def test_two_attachments_of_one_name_are_both_kept() -> None:
    other = base64.b64encode(b"iets;anders\n").decode()
    links = "".join(
        f'<a class="bijlage" download="a.csv" href="data:text/csv;base64,{x}">a</a> '
        for x in (CSV, other, CSV)
    )
    with pikepdf.open(io.BytesIO(pdf_of(f"<h1>T</h1><p>{links}</p>"))) as document:
        assert sorted(document.attachments) == ["a-2.csv", "a.csv"]


def test_details_are_open_and_controls_are_gone(rapport: bytes) -> None:
    text = text_of(rapport)
    assert "Uitleg" in text
    assert "Zo is dit berekend." in text
    assert "Zoekvak" not in text


def test_the_contents_of_an_unknown_element_are_kept(rapport: bytes) -> None:
    assert "Blijft staan" in text_of(rapport)


def test_a_link_within_the_page_works_and_a_link_to_nowhere_is_plain_text() -> None:
    html = '<h1>T</h1><h2 id="a b">Kop</h2><p><a href="#a b">wel</a> <a href="#weg">niet</a> '
    html += '<a href="../x.html">ook niet</a></p>'
    pdf = pdf_of(html)
    annotations = [
        note for leaf in PdfReader(io.BytesIO(pdf)).pages for note in leaf.get("/Annots", [])
    ]
    assert len(annotations) == 1
    assert "wel niet ook niet" in text_of(pdf)


@pytest.mark.parametrize(
    ("meeste", "verwacht"), [("", "ruim"), ("1", "dicht"), ("2", "ruim"), ("3", "ruim")]
)
def test_only_a_report_longer_than_it_may_be_is_set_in_less_room(
    meeste: str, verwacht: str
) -> None:
    mag = f' data-bladzijden="{meeste}"' if meeste else ""
    lang = f"<header class='titelblad'{mag}><h1>Slenk</h1></header>" + "<p>Een regel.</p>" * 51
    dicht = compile_pdf(replace(typst_source(lang), bladzijden=None), load_stijl().denser())
    bladen = {"ruim": 2, "dicht": 1}
    assert len(PdfReader(io.BytesIO(dicht)).pages) == bladen["dicht"]
    assert len(PdfReader(io.BytesIO(pdf_of(lang))).pages) == bladen[verwacht]


def test_header_rows_return_on_the_next_page() -> None:
    rows = "".join(
        f"<tr><th scope='row'>Gemeente {i}</th><td class='getal'>{i}</td></tr>" for i in range(90)
    )
    head = "<thead><tr><th scope='col'>Gemeente</th><th scope='col'>Opgave</th></tr></thead>"
    leaves = PdfReader(
        io.BytesIO(pdf_of(f"<h1>T</h1><table>{head}<tbody>{rows}</tbody></table>"))
    ).pages
    assert len(leaves) >= 2
    assert all("Opgave" in leaf.extract_text() for leaf in leaves)


@pytest.mark.parametrize(
    ("html", "eerst", "laatst"),
    [(TABEL, "Tabel 1. De som", "−19"), ("<h2>Kopje</h2><p>Vervolg</p>", "Kopje", "Vervolg")],
)
def test_a_small_table_and_a_heading_with_its_text_are_not_cut(
    html: str, eerst: str, laatst: str
) -> None:
    """Line by line over the foot of the page: the first is whole above it, the last below."""
    bladen = []
    for lines in range(43, 49):
        pdf = pdf_of("<h1>T</h1>" + "<p>regel</p>" * lines + html)
        leaves = [leaf.extract_text() for leaf in PdfReader(io.BytesIO(pdf)).pages]
        (blad,) = [nummer for nummer, leaf in enumerate(leaves) if eerst in leaf]
        assert laatst in leaves[blad]
        bladen.append(blad)
    assert (bladen[0], bladen[-1]) == (0, 1)


def test_spanning_cells_keep_their_place() -> None:
    html = """<h1>T</h1><table><thead><tr><th>Van</th><th colspan="2">Naar</th></tr></thead>
    <tbody><tr><td rowspan="2">a</td><td>b</td><td>c</td></tr>
    <tr><td>d</td><td>e</td></tr></tbody></table>"""
    assert page.is_pdf_compliant_bytes(pdf_of(html), profile="ua1")


LANG = "rapport_van_de_raad_over_huisvesting_" * 3 + "definitief.pdf"


def far_right(pdf: bytes, pdftotext: Path) -> float:
    """How far to the right the last letter of a word stands, in points."""
    bbox = subprocess.run([pdftotext, "-bbox", "-", "-"], input=pdf, stdout=PIPE, check=True).stdout
    return max(map(float, re.findall(rb'xMax="([\d.]+)"', bbox)))


def wide(columns: int, caption: str = "") -> str:
    head = "".join(f"<th>kolom {n}</th>" for n in range(columns))
    body = "".join(f"<td>{1000 + n}</td>" for n in range(columns))
    return (
        f"<h1>T</h1><table>{caption}<thead><tr><td></td><th colspan='{columns}'>Samen</th></tr>"
        f"<tr><td></td>{head}</tr></thead><tbody><tr><th>Zeist</th>{body}</tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><th>Motief</th><th>Bron</th></tr><tr><td>Zie {LANG}</td><td>{LANG}</td></tr>"
        f"</table><dl class='feiten'><dt>Bron</dt><dd>{LANG}</dd></dl>",
        f"<p>Zie {LANG}</p><ul><li>{LANG}</li></ul><pre>{LANG}</pre><p><code>{LANG}</code></p>",
        wide(40),
    ],
)
def test_nothing_is_printed_beyond_the_margin(html: str, pdftotext: Path) -> None:
    """An A4 of 595 points with 20 mm of margin on either side."""
    assert far_right(pdf_of(f"<h1>T</h1>{html}"), pdftotext) < 595 - 56


def test_a_long_word_is_broken_without_a_sign_in_what_is_copied() -> None:
    printed = text_of(pdf_of(f"<h1>T</h1><p>Zie {LANG} hier</p>"))
    assert f"Zie {LANG} hier".replace(" ", "") in printed.replace(" ", "")


def test_a_table_wider_than_the_page_goes_on_below_with_its_row_headers() -> None:
    pdf = pdf_of(wide(40, "<caption>Tabel 1. Alles</caption>"))
    printed = text_of(pdf)
    tables = [soort for soort, _ in elements(pdf)].count("/Table")
    assert tables > 1
    assert printed.count("Zeist") == printed.count("Samen") == tables
    assert printed.count("Tabel 1. Alles (vervolg)") == tables - 1
    assert all(printed.count(f" {1000 + n} ") == 1 for n in range(40))


def test_a_table_that_is_a_little_too_wide_is_printed_smaller() -> None:
    columns = 13
    assert [soort for soort, _ in elements(pdf_of(wide(columns)))].count("/Table") == 1
    assert typst_source(wide(columns)).main.count("breed: true") == 1
    assert typst_source(wide(6)).main.count("breed: false") == 1


def test_a_date_in_a_heading_is_as_wide_as_it_is_printed(pdftotext: Path) -> None:
    dagen = "".join(f"<th>2026-{maand:02d}-01</th>" for maand in range(1, 13)) * 3
    cellen = "".join(f"<td>{n}</td>" for n in range(36))
    tabel = f"<table><thead><tr><td></td>{dagen}</tr></thead><tr><th>a</th>{cellen}</tr></table>"
    printed = text_of(pdf_of(f"<h1>T</h1>{tabel}"))
    assert all(printed.count(f"2026-{maand:02d}-01 ") == 3 for maand in range(1, 13))


@pytest.mark.parametrize(
    ("stijl", "gevuld"),
    [
        ("background-color: #ff0000; color: #ffffff", "achter: rgb(255, 0, 0), voor: rgb(255, 25"),
        ("background:yellow", "achter: rgb(255, 255, 0)"),
        ("background: linear-gradient(90deg, red 5%)", ""),
        ("color: var(--x); width: 3em", ""),
    ],
)
@pytest.mark.parametrize("waar", ["cel", "stijl"])
def test_a_cell_has_the_colours_that_an_analyst_gave_it(stijl: str, gevuld: str, waar: str) -> None:
    kop = f"<style>#T_a, #T_b {{ {stijl} }}\n.x {{ color: red }}</style>" if waar == "stijl" else ""
    eigen = "id='T_b'" if waar == "stijl" else f"style='{stijl}'"
    html = f"<h1>T</h1>{kop}<table><tr><th>a</th></tr><tr><td {eigen}>1</td></tr></table>"
    bron = typst_source(html).main
    assert ("achter:" in bron or "voor:" in bron) is bool(gevuld)
    assert gevuld in bron
    assert pdf_of(html)


@pytest.mark.parametrize("style", ["a" * 10**6, "#T_b {" * 10**5, "#T_b, " * 10**5 + "{x:y}"])
def test_a_style_without_end_takes_no_time_without_end(style: str) -> None:
    cells = "".join(f"<tr><td id='T_{n}' style='{'a' * 999}'>1</td></tr>" for n in range(300))
    html = f"<h1>T</h1><style>{style}</style><table><tr><th>a</th></tr>{cells}</table>"
    assert "achter:" not in typst_source(html).main


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<h2></h2><p>af</p>", "af"),
        ("<p><div>een</div><div>twee</div></p>", "een twee"),
        ("<ul></ul><ol start='3'><li>drie</li><li><p>vier</p></li></ol>", "3. drie 4. vier"),
        ("<ol start='x'><li>een</li></ol>", "1. een"),
        ("<pre>\n\n</pre><pre>regel</pre>", "regel"),
        ("<blockquote>gezegd</blockquote><hr>", "gezegd"),
        ("<div id='plek'>daar</div><a href='#plek'>erheen</a>", "daar erheen"),
        ("<img src='https://elders/x.png' alt='kaart'>", "Afbeelding: kaart"),
        ("<img src='data:image/png;base64,@@@'>", "Afbeelding: "),
        ("<img src='data:image/svg+xml,%3Csvg/%3E'><p>af</p>", "af"),
    ],
)
def test_what_an_own_cell_may_hold_is_printed(html: str, printed: str) -> None:
    assert printed in text_of(pdf_of(f"<h1>T</h1>{html}"))


@pytest.mark.parametrize(("asked", "shown"), [("", "26.4"), (' width="50"', "13.2")])
def test_a_picture_is_as_large_as_it_asks_to_be(asked: str, shown: str) -> None:
    """As Jupyter says of a picture that was drawn with twice as many points."""
    image = io.BytesIO()
    Image.new("RGB", (100, 40)).save(image, "PNG")
    data = base64.b64encode(image.getvalue()).decode()
    main = typst_source(f'<h1>T</h1><img alt="a" src="data:image/png;base64,{data}"{asked}>').main
    assert f", {shown}" in main


def test_an_emoji_is_printed_as_its_code_point() -> None:
    assert "Klaar [U+1F600]" in text_of(pdf_of("<h1>T</h1><p>Klaar 😀</p>"))


def test_white_space_is_what_a_browser_shows() -> None:
    assert "een twee drie." in text_of(
        pdf_of("<h1>T</h1><p>een\n  <strong> twee </strong>\n <em>drie</em>.</p>")
    )


def test_an_empty_page_still_becomes_a_pdf() -> None:
    assert page.is_pdf_compliant_bytes(pdf_of(""), profile="ua1")


def test_a_row_with_too_few_cells_does_not_shift_the_next_row() -> None:
    html = """<h1>T</h1><table><thead><tr><th>Kop een</th><th>Kop twee</th></tr></thead>
    <tbody><tr><td>kort</td></tr><tr><td>links</td><td>rechts</td></tr></tbody></table>"""
    text = text_of(pdf_of(html))
    assert text.index("kort") < text.index("links") < text.index("rechts")
    names = [name for name, _ in elements(pdf_of(html))]
    assert names.count("/TR") == 3


def test_an_empty_figure_or_table_does_not_stop_the_report() -> None:
    html = "<h1>T</h1><figure></figure><table></table><p>verder</p>"
    assert "verder" in text_of(pdf_of(html))


def test_a_stream_that_ends_in_a_carriage_return_gets_an_unmistakable_line_end() -> None:
    first = b"1 0 obj\n<</Length 3>>\nstream\nab\r\nendstream\nendobj\n"
    second = b"2 0 obj\n1\nendobj\n"
    xref = b"xref\n0 3\n0000000000 65535 f\n0000000000 00000 n\n%010d 00000 n\ntrailer\n<<>>\n"
    pdf = first + second + xref % len(first) + b"startxref\n%d\n%%%%EOF" % len(first + second)
    cleared = clear_stream_ends(pdf)
    assert b"ab\r\r\nendstream" in cleared
    assert b"%010d 00000 n\ntrailer" % cleared.index(b"2 0 obj") in cleared
    assert cleared.endswith(b"startxref\n%d\n%%%%EOF" % cleared.index(b"xref\n0 3"))


@pytest.mark.skipif(sys.platform != "linux", reason="leest /proc")
def test_a_process_does_not_keep_the_files_of_documents_that_it_made() -> None:
    """Ten megabytes each: a compiler that lived on would hold all ten."""
    lezer = typst_source("<h1>Slenk</h1>")
    lezer = replace(lezer, main=f'{lezer.main}\n#read("beeld-0.txt").at(0)')

    def print_one(nummer: int) -> int:
        main = lezer.main.replace("beeld-0", f"beeld-{nummer}")
        compile_pdf(replace(lezer, main=main, files={f"beeld-{nummer}.txt": "a" * 10_000_000}))
        return _megabytes()

    eerst = print_one(1)
    assert [print_one(nummer) for nummer in range(2, 12)][-1] < eerst + 50


def _megabytes() -> int:
    """What this process holds."""
    bladen = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return bladen * os.sysconf("SC_PAGE_SIZE") // 10**6
