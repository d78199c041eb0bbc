"""A workbook as an office delivers it: its sheets, titles, footnotes and formulas."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from ibt.readers.bestand import Tabelbestand, read_tabel

VERPLICHT = ("stand_per", "realisatie")
BEKEND = ("gemeente", *VERPLICHT, "koppelingen")
KOP = ("gemeente", "stand_per", "realisatie")
RIJ = ("Utrecht", "2026-07-01", 139)
TABEL = (KOP, RIJ)
TOELICHTING = (("Toelichting",), ("Bron: COA, realisatie tot en met juni",))


def change_part(pad: Path, naam: str, change: Callable[[str], str]) -> None:
    """The same workbook with one part of its XML changed."""
    with ZipFile(pad) as oud:
        delen = {een: oud.read(een) for een in oud.namelist()}
    delen[naam] = change(delen[naam].decode()).encode()
    with ZipFile(pad, "w") as nieuw:
        for een, deel in delen.items():
            nieuw.writestr(een, deel)


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of sheets by name, of which `oud` is hidden and `grafiek` a chart."""

    def run(**bladen: Sequence[Sequence[object]]) -> Path:
        pad = tmp_path / "cijfers.xlsx"
        with xlsxwriter.Workbook(pad) as werkmap:
            for naam, rijen in bladen.items():
                if naam == "grafiek":
                    grafiek = werkmap.add_chart({"type": "line"})
                    grafiek.add_series({"values": "=cijfers!$C$2:$C$2"})
                    werkmap.add_chartsheet(naam).set_chart(grafiek)
                    continue
                blad = werkmap.add_worksheet(naam)
                for nummer, rij in enumerate(rijen):
                    blad.write_row(nummer, 0, rij)
                if naam == "oud":
                    blad.hide()
                else:
                    blad.activate()
        return pad

    return run


@pytest.fixture
def ods(tmp_path: Path, write_ods: Callable[..., Path]) -> Callable[[str, str], Path]:
    """A table in .ods with one cell in XML of its own, and styles before the body."""

    def run(cel: str, stijlen: str = "") -> Path:
        pad = write_ods(tmp_path / "cijfers.ods", [KOP, ("Utrecht", "2026-07-01", "CEL")])

        def changed(inhoud: str) -> str:
            begin = inhoud.rindex("<table:table-cell", 0, inhoud.index("CEL"))
            eind = inhoud.index("</table:table-cell>", begin) + len("</table:table-cell>")
            voor = inhoud[:begin].replace("<office:body>", f"{stijlen}<office:body>")
            voor = voor.replace("<office:document-content", f"<office:document-content{NAMEN}", 1)
            return voor + cel + inhoud[eind:]

        change_part(pad, "content.xml", changed)
        return pad

    return run


NAMEN = (
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def read(pad: Path) -> Tabelbestand:
    return read_tabel(pad, VERPLICHT, BEKEND)


def cells(pad: Path) -> list[str]:
    tabel = read(pad)
    assert not tabel.gebreken
    return [rij.cellen["realisatie"] for rij in tabel.rijen]


@pytest.mark.parametrize(
    ("bladen", "naam"),
    [
        ({"cijfers": TABEL}, "cijfers.xlsx"),
        ({"oud": [KOP, ("Utrecht", "2026-07-01", 1)], "cijfers": TABEL}, "cijfers"),
        ({"Toelichting": TOELICHTING, "cijfers": TABEL}, "cijfers"),
        ({"grafiek": (), "cijfers": TABEL}, "cijfers.xlsx"),
        (
            {"samenvatting": [("gemeente", "realisatie"), ("Utrecht", 2)], "cijfers": TABEL},
            "cijfers",
        ),
        ({"leeg": (), "cijfers": TABEL}, "cijfers"),
        ({"cijfers": [("COA, juli 2026",), (), *TABEL]}, "cijfers.xlsx"),
    ],
)
def test_the_visible_sheet_that_has_the_columns_is_read_and_named(xlsx, bladen, naam: str) -> None:
    pad = xlsx(**bladen)
    assert cells(pad) == ["139"]
    assert read(pad).naam.removeprefix('cijfers.xlsx, blad "').removesuffix('"') == naam


@pytest.mark.parametrize(
    ("bladen", "genoemd"),
    [
        ({"juni": TABEL, "juli": TABEL}, "juni, juli"),
        ({"a": TOELICHTING, "b": TOELICHTING}, "a, b"),
        ({"oud": TABEL, "Toelichting": TOELICHTING}, "oud (verborgen), Toelichting"),
    ],
)
def test_where_it_is_unclear_which_sheet_is_meant_they_are_named(
    xlsx, faults_of, bladen, genoemd: str
) -> None:
    [melding] = faults_of(read, xlsx(**bladen))
    assert "één zichtbaar blad moet de kolommen stand_per, realisatie hebben" in melding
    assert f'gevonden: "{genoemd}"' in melding
    assert "Maak alleen het blad met de tabel zichtbaar." in melding


def test_a_sheet_that_lacks_a_column_is_told_so_rather_than_a_hidden_one_that_has_it(xlsx) -> None:
    tabel = read(xlsx(oud=TABEL, cijfers=[("gemeente", "stand_per", "realisaties"), RIJ]))
    assert tabel.naam == 'cijfers.xlsx, blad "cijfers"'
    assert "realisatie" not in tabel.kolommen


def test_rows_keep_their_number_under_a_title(xlsx) -> None:
    tabel = read(xlsx(cijfers=[("Standen per gemeente",), (), KOP, RIJ]))
    assert (tabel.kop, [rij.nummer for rij in tabel.rijen]) == (3, [4])


def test_a_footnote_is_no_digit_of_the_figure(tmp_path: Path) -> None:
    pad = tmp_path / "cijfers.xlsx"
    with xlsxwriter.Workbook(pad) as werkmap:
        blad, hoog = werkmap.add_worksheet(), werkmap.add_format({"font_script": 1})
        blad.write_row(0, 0, KOP)
        blad.write_rich_string(1, 0, "Utrecht", hoog, "2")
        blad.write_string(1, 1, "2026-07-01")
        blad.write_rich_string(1, 2, "12", hoog, "1")
    [rij] = read(pad).rijen
    assert rij.cellen == {"gemeente": "Utrecht", "stand_per": "2026-07-01", "realisatie": "12"}


def test_a_hidden_sheet_of_an_ods_is_none(ods) -> None:
    verborgen = (
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    pad = ods("<table:table-cell/>", verborgen)

    def doubled(inhoud: str) -> str:
        begin, eind = inhoud.index("<table:table "), inhoud.index("</office:spreadsheet>")
        blad = inhoud[begin:eind]
        vol = '<table:table-cell office:value-type="float" office:value="139"/>'
        eerste = blad.replace('name="cijfers"', 'name="oud" table:style-name="ta1"')
        tweede = blad.replace("<table:table-cell/>", vol)
        return inhoud[:begin] + eerste + tweede + inhoud[eind:]

    change_part(pad, "content.xml", doubled)
    assert cells(pad) == ["139"]


HOOG = (
    '<office:automatic-styles><style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    "</office:automatic-styles>"
)


@pytest.mark.parametrize("hoog", ["super 58%", "33% 58%"])
@pytest.mark.parametrize(
    "cel",
    [
        '<text:p>12<text:span text:style-name="T1">1</text:span></text:p>',
        '<office:annotation><text:p>zie 1<text:span text:style-name="T1">e</text:span></text:p>'
        "</office:annotation><text:p>12</text:p>",
    ],
)
def test_a_footnote_or_comment_in_ods_is_no_digit_of_the_figure(ods, cel: str, hoog: str) -> None:
    soort = '<table:table-cell office:value-type="string">'
    stijl = HOOG.replace("super 58%", hoog)
    assert cells(ods(f"{soort}{cel}</table:table-cell>", stijl)) == ["12"]


@pytest.mark.parametrize(
    "cel",
    [
        '<table:table-cell table:formula="of:=100+39"/>',
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0">'
        "<text:p>#N/B</text:p></table:table-cell>",
    ],
)
def test_a_formula_without_an_outcome_in_ods_is_a_fault(ods, cel: str) -> None:
    [gebrek] = read(ods(cel)).gebreken
    assert gebrek.plaats == 'regel 2, kolom "realisatie"'
    assert gebrek.verwacht == "een formule moet een uitkomst hebben"


def formula(pad: Path, kolom: str, waarde: str) -> Path:
    """A formula in a column; with `<v></v>` for its outcome, as programs without a sheet write."""
    with xlsxwriter.Workbook(pad) as werkmap:
        blad = werkmap.add_worksheet()
        for nummer, rij in enumerate(TABEL):
            blad.write_row(nummer, 0, rij)
        blad.write(0, 3, kolom)
        blad.write_formula(1, 3, "=100+39", None, waarde)
    return pad


@pytest.mark.parametrize(
    ("waarde", "gevonden"), [("", "=100+39 (geen uitkomst)"), ("#DIV/0!", "#DIV/0!")]
)
def test_a_formula_without_an_outcome_is_a_fault_only_in_a_column_that_is_read(
    tmp_path: Path, waarde: str, gevonden: str
) -> None:
    [gebrek] = read(formula(tmp_path / "a.xlsx", "koppelingen", waarde)).gebreken
    assert (gebrek.plaats, gebrek.gevonden) == ('regel 2, kolom "koppelingen"', gevonden)
    assert cells(formula(tmp_path / "b.xlsx", "opmerking", waarde)) == ["139"]


def test_an_outcome_that_is_an_empty_text_is_an_outcome(tmp_path: Path) -> None:
    pad = formula(tmp_path / "a.xlsx", "koppelingen", "x")
    change_part(pad, "xl/worksheets/sheet1.xml", lambda deel: deel.replace("<v>x</v>", "<v></v>"))
    assert cells(pad) == ["139"]


@pytest.mark.parametrize(
    ("cel", "tekst"),
    [
        (138.99999999999997, "139"),
        (89.59999999999999, "89,6"),
        (60.125, "60,1250"),
        (1e15, "1000000000000000"),
        (-2540.0, "-2540"),
        ("Gezien\ndoor X", None),
    ],
)
def test_a_number_has_the_fifteen_digits_that_excel_shows(xlsx, cel: object, tekst: str) -> None:
    pad = xlsx(cijfers=[(*KOP, "opmerking"), ("Utrecht", "2026-07-01", cel, "a\nb")])
    if tekst is not None:
        assert cells(pad) == [tekst]
    else:
        assert read(pad).gebreken, "a line break in a column that is read"
