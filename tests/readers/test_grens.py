"""A file made to fill memory, or by mistake far too large, is refused with the limit named."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from ibt.readers.bestand import read_tabel
from ibt.readers.grens import GROOTSTE_BESTAND, GROOTSTE_UITGEPAKT, MEESTE_RIJEN
from ibt.readers.yaml import read_yaml

BLAD = "xl/worksheets/sheet1.xml"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CEL = '<table:table-cell office:value-type="string" {}><text:p>x</text:p></table:table-cell>'
SOORT = "application/vnd.oasis.opendocument.spreadsheet"
BREED = 'table:number-columns-repeated="16384"'
KOMMA = "a,b\n"


@pytest.fixture
def refuse(write, faults_of: Callable[..., list[str]]) -> Callable[[str, str | bytes], str]:
    """Writes a file and gives the one message with which it is refused."""

    def run(naam: str, inhoud: str | bytes) -> str:
        lees = read_yaml if naam.endswith(".yaml") else read_tabel
        (melding,) = faults_of(lees, write(naam, inhoud))
        assert naam in melding
        return melding

    return run


def xlsx(*cellen: tuple[int, int, str]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as werkmap:
        blad = werkmap.add_worksheet()
        for rij, kolom, tekst in cellen:
            blad.write_string(rij, kolom, tekst)
    return buffer.getvalue()


def with_part(inhoud: bytes, naam: str, deel: bytes) -> bytes:
    """The same workbook with one part replaced or added."""
    uit = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(inhoud)) as oud,
        zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw,
    ):
        for een in oud.namelist():
            if een != naam:
                nieuw.writestr(een, oud.read(een))
        nieuw.writestr(naam, deel)
    return uit.getvalue()


def ods(rijen: str) -> bytes:
    namen = "".join(f' xmlns:{naam}="{OFFICE}:{naam}:1.0"' for naam in ("office", "table", "text"))
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as werkmap:
        werkmap.writestr("mimetype", SOORT)
        werkmap.writestr(
            "content.xml",
            f"<office:document-content{namen}><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{rijen}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        werkmap.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0"><m:file-entry m:full-path="/" '
            f'm:media-type="{SOORT}"/></m:manifest>',
        )
    return uit.getvalue()


def test_a_workbook_that_unpacks_a_thousandfold_is_refused_before_it_is_opened(refuse) -> None:
    bom = with_part(xlsx((0, 0, "a")), "xl/extra.bin", bytes(GROOTSTE_UITGEPAKT + 1))
    assert len(bom) < GROOTSTE_UITGEPAKT // 500
    assert "mag uitgepakt ten hoogste 100 MB groot zijn" in refuse("bom.xlsx", bom)


@pytest.mark.parametrize(
    ("cel", "grens"),
    [
        ((MEESTE_RIJEN, 0, "x"), "100.000 rijen"),
        ((3, 16_383, "x"), "250 kolommen"),
    ],
)
def test_one_cell_far_away_does_not_fill_memory(refuse, cel, grens: str) -> None:
    melding = refuse("ver.xlsx", xlsx((0, 0, "a"), cel))
    assert f"een blad mag ten hoogste {grens} hebben" in melding


def test_all_sheets_together_have_a_limit(refuse) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as werkmap:
        for _ in range(3):
            werkmap.add_worksheet().write_string(9_999, 99, "x")
    melding = refuse("veel.xlsx", buffer.getvalue())
    assert "een werkmap mag ten hoogste 2.500.000 cellen hebben" in melding


def test_one_long_text_that_many_cells_share_is_refused(refuse) -> None:
    lang = xlsx((0, 0, "a" * 32_000))
    cellen = "".join(f'<c r="A{rij}" t="s"><v>0</v></c>' for rij in range(1, 5000))
    blad = f"<worksheet><sheetData>{cellen}</sheetData></worksheet>".encode()
    melding = refuse("gedeeld.xlsx", with_part(lang, BLAD, blad))
    assert "de cellen samen mogen ten hoogste 100 MB aan tekst hebben" in melding


@pytest.mark.parametrize(
    ("rijen", "grens"),
    [
        (
            f'<table:table-row table:number-rows-repeated="1000000">{CEL.format("")}'
            "</table:table-row>",
            "100.000 rijen",
        ),
        (
            f"<table:table-row>{CEL.format(BREED)}</table:table-row>",
            "250 kolommen",
        ),
    ],
)
def test_cells_that_an_ods_repeats_count_each_time(refuse, rijen: str, grens: str) -> None:
    assert f"ten hoogste {grens} hebben" in refuse("herhaald.ods", ods(rijen))


def test_empty_rows_that_libreoffice_repeats_to_the_end_count_for_nothing(write) -> None:
    leeg = (
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    pad = write("leeg.ods", ods(f"<table:table-row>{CEL.format('')}</table:table-row>{leeg}"))
    assert read_tabel(pad).kolommen == ("x",)


def elsewhere(inhoud: bytes, naam: str, ervoor: bytes = b"") -> bytes:
    """The same workbook with its first sheet in a part of another name, after some other bytes."""
    rels = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(inhoud)) as oud:
        wijzers, blad = oud.read(rels), oud.read(BLAD)
    wijzers = wijzers.replace(b"worksheets/sheet1.xml", naam.encode())
    leeg = with_part(with_part(inhoud, rels, wijzers), BLAD, b"<worksheet/>")
    return with_part(leeg, f"xl/{naam}", ervoor + blad)


@pytest.mark.parametrize(
    ("naam", "ervoor"),
    [
        ("worksheets/sheet1.png", b""),
        ("media/image1.vml", b""),
        ("worksheets/sheet1", b"x"),
        ("worksheets/sheet1.bin", b"x"),
        ("worksheets/sheet1.bin", b" " * 70_000),
        ("worksheets/eerste.xml", b"x"),
    ],
)
def test_a_sheet_that_passes_for_something_else_is_not_opened(
    refuse, naam: str, ervoor: bytes
) -> None:
    ver = elsewhere(xlsx((0, 0, "a"), (0, 300, "x")), naam, ervoor)
    assert "moet een werkmap zijn die te openen is" in refuse("vermomd.xlsx", ver)


def test_a_sheet_of_another_name_is_counted_and_read(refuse, write) -> None:
    assert "250 kolommen" in refuse("ver.xlsx", elsewhere(xlsx((0, 300, "x")), "blad.dat"))
    gewoon = elsewhere(xlsx((0, 0, "a"), (1, 0, "b")), "blad.dat")
    assert read_tabel(write("gewoon.xlsx", gewoon)).kolommen == ("a",)


def test_a_binary_workbook_beside_an_empty_one_is_refused(refuse) -> None:
    dubbel = with_part(xlsx((0, 0, "a")), "xl/workbook.bin", b"\x83\x01")
    assert "moet een werkmap zijn die te openen is" in refuse("dubbel.xlsx", dubbel)


@pytest.mark.parametrize("naam", ["worksheets/sheet1.xml", "worksheets/eerste.xml", "b.dat"])
def test_an_error_in_a_cell_is_named_wherever_the_sheet_is_kept(write, naam: str) -> None:
    kop = '<row><c r="AB1" t="str"><v>a</v></c></row>'
    cel = '<c q="1" r="AB2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    blad = f"<worksheet><sheetData>{kop}<row>{cel}</row></sheetData></worksheet>".encode()
    inhoud = elsewhere(with_part(xlsx((0, 0, "a")), BLAD, blad), naam)
    [gebrek] = read_tabel(write("fout.xlsx", inhoud)).gebreken
    assert (gebrek.plaats, gebrek.gevonden) == ('regel 2, kolom "a"', "#DIV/0!")


def test_an_error_on_another_sheet_is_nobodys_business(write) -> None:
    rij = b'<row><c r="A1" t="e"><v>#N/A</v></c></row>'
    blad = b"<worksheet><sheetData>" + rij + b"</sheetData></worksheet>"
    pad = write("twee.xlsx", with_part(xlsx((0, 0, "a")), "xl/worksheets/sheet2.xml", blad))
    assert read_tabel(pad).kolommen == ("a",)


def test_a_cell_of_thousands_of_attributes_is_read_at_once(refuse) -> None:
    """What looked for errors by pattern took seconds for each ten kilobytes."""
    kenmerk = "".join(f't{n}="e"' + " " for n in range(100_000))
    blad = f"<worksheet><sheetData><row><c {kenmerk}/></row></sheetData></worksheet>".encode()
    assert "het bestand is leeg" in refuse(
        "kenmerken.xlsx", with_part(xlsx((0, 0, "a")), BLAD, blad)
    )


@pytest.mark.parametrize(
    "inhoud",
    [
        b"PK\x03\x04 en verder niets",
        with_part(xlsx((0, 0, "a")), BLAD, b"<worksheet><sheetData><row><c"),
        with_part(xlsx((0, 0, "a")), BLAD, b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'),
        # the old binary kind of Excel, under a new name
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    ],
)
def test_what_is_no_workbook_is_told_so(refuse, inhoud: bytes) -> None:
    assert "moet een werkmap zijn die te openen is" in refuse("kapot.xlsx", inhoud)


def test_a_cell_of_a_million_characters_is_refused(refuse) -> None:
    melding = refuse("lang.csv", f"{KOMMA}{'x' * 1_000_000},1\n")
    assert "regel 2: een cel mag ten hoogste 131.072 tekens hebben" in melding
    assert len(melding) < 300


@pytest.mark.parametrize("soort", ["csv", "ods"])
def test_a_table_with_too_many_rows_is_refused(refuse, soort: str) -> None:
    if soort == "csv":
        melding = refuse("rijen.csv", KOMMA + "1,2\n" * (MEESTE_RIJEN + 1))
    else:
        rij = f"<table:table-row>{CEL.format('')}</table:table-row>"
        melding = refuse("rijen.ods", ods(rij * (MEESTE_RIJEN + 1)))
    assert "ten hoogste 100.000 rijen hebben" in melding


def test_a_table_with_too_many_columns_is_refused(refuse) -> None:
    melding = refuse("breed.csv", ",".join(f"k{nummer}" for nummer in range(100_000)))
    assert "regel 1: mag ten hoogste 250 kolommen hebben" in melding


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path, faults_of) -> None:
    pad = tmp_path / "groot.csv"
    pad.touch()
    os.truncate(pad, GROOTSTE_BESTAND + 1)
    assert "mag ten hoogste 64 MB groot zijn" in faults_of(read_tabel, pad)[0]


def test_findings_have_a_limit_of_their_own(refuse) -> None:
    assert "mag ten hoogste 4 MB groot zijn" in refuse("groot.yaml", "- a\n" * 1_100_000)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_that_never_ends_is_no_input(tmp_path: Path, faults_of) -> None:
    pad = tmp_path / "pijp.csv"
    os.mkfifo(pad)
    assert "moet een gewoon bestand zijn" in faults_of(read_tabel, pad)[0]


def test_ten_lines_of_yaml_that_mean_a_billion_values_are_refused(refuse) -> None:
    lol = ["- &a0 ha"] + [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    melding = refuse("lol.yaml", "\n".join(lol))
    assert "mag ten hoogste 250.000 waarden hebben, herhaling (*) meegeteld" in melding


def test_a_long_text_that_yaml_repeats_counts_by_its_length(refuse) -> None:
    lol = [f"- &a {'x' * 100_000}", f"- [{', '.join(['*a'] * 5000)}]"]
    assert "herhaling (*) meegeteld" in refuse("lang.yaml", "\n".join(lol))


def test_an_anchor_that_is_used_twice_is_fine(write) -> None:
    waarde, _, regels, _ = read_yaml(write("anker.yaml", "- &m zelfde motivering\n- *m\n"))
    assert waarde == ["zelfde motivering"] * 2
    assert regels == [1, 1]


@pytest.mark.parametrize("diep", ["[" * 50 + "]" * 50, "- " * 50 + "x", "{a: " * 50 + "}" * 50])
def test_yaml_has_a_depth_that_is_named(refuse, diep: str) -> None:
    assert "mag ten hoogste 20 diep genest zijn" in refuse("diep.yaml", diep)
