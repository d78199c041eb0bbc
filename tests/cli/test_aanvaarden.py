"""Files as they are delivered give the same table, to the byte."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

CIJFERS = "data/cijfers/2026-07-01.csv"


@pytest.fixture
def tabel(ibt: Callable[..., object], ronde: Path, tmp_path: Path) -> Callable[[], bytes]:
    """The bytes of inschaling.csv for the round as it now stands."""

    def assess() -> bytes:
        afloop = ibt("assess", ronde, "-o", tmp_path / "uit")
        assert afloop.code == 0, afloop
        return (tmp_path / "uit" / "inschaling.csv").read_bytes()

    return assess


def replace(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8", newline="")


def semicolons_in_cp1252(pad: Path) -> None:
    pad.write_bytes(pad.read_text(encoding="utf-8").replace(",", ";").encode("cp1252"))


def with_bom_and_dos_lines(pad: Path) -> None:
    pad.write_bytes(b"\xef\xbb\xbf" + pad.read_bytes().replace(b"\n", b"\r\n"))


def en_dash(pad: Path) -> None:
    replace(pad, ",20,-1,14,", ",20,– 1,+ 14,")


def trailing_zero(pad: Path) -> None:
    replace(pad, ",20,-1,14,", ',"20,0",-1,"14,0",')


@pytest.mark.parametrize(
    "vorm", [semicolons_in_cp1252, with_bom_and_dos_lines, en_dash, trailing_zero]
)
def test_another_way_of_writing_gives_the_same_bytes(
    tabel: Callable[[], bytes], ronde: Path, vorm: Callable[[Path], None]
) -> None:
    eerst = tabel()
    vorm(ronde.parents[1] / CIJFERS)
    assert tabel() == eerst


def test_thousands_with_a_dot_and_signs_as_published_are_whole_numbers(
    tabel: Callable[[], bytes], ronde: Path
) -> None:
    replace(ronde.parents[1] / CIJFERS, ",20,-1,14,", ",1.793,– 2.540,+ 1.793,")
    regel = tabel().decode().splitlines()[1].split(",")
    assert regel[5:8] == ["1793", "-2", "-2540"]
    assert regel[10] == "1793"


def test_den_haag_is_s_gravenhage_and_either_code_or_name_will_do(
    tabel: Callable[[], bytes], ronde: Path
) -> None:
    for naam in ("gemeenten.csv", "cijfers/2026-07-01.csv", "cijfers/2026-01-01.csv"):
        pad = ronde.parents[1] / "data" / naam
        tekst = pad.read_text(encoding="utf-8").replace("GM9912,'s-Gravenhage,", "GM9912,Ander,")
        pad.write_text(tekst.replace("'s-Gravenhage <b>& #eval(1) $x$ *_", "'s-Gravenhage"))
    eerst = tabel()
    replace(ronde.parents[1] / CIJFERS, "GM9902,'s-Gravenhage,", ",Den Haag,")
    replace(ronde.parents[1] / CIJFERS, "GM9901,Slenk,", "GM9901,,")
    assert tabel() == eerst


def write_workbook(csvpad: Path) -> None:
    with xlsxwriter.Workbook(csvpad.with_suffix(".xlsx")) as werkmap:
        blad = werkmap.add_worksheet()
        for rij, regel in enumerate(csvpad.read_text(encoding="utf-8").splitlines()):
            for kolom, cel in enumerate(regel.split(",")):
                if cel.lstrip("-").replace(".", "").isdigit() and "-0" not in cel:
                    blad.write_number(rij, kolom, float(cel))
                else:
                    blad.write_string(rij, kolom, cel)


def test_a_workbook_of_excel_gives_the_same_bytes(tabel: Callable[[], bytes], ronde: Path) -> None:
    eerst = tabel()
    write_workbook(ronde.parents[1] / CIJFERS)
    replace(ronde, "cijfers/2026-07-01.csv", "cijfers/2026-07-01.xlsx")
    assert tabel() == eerst


def test_a_workbook_of_libreoffice_gives_the_same_bytes(
    tabel: Callable[[], bytes], ronde: Path, libreoffice: Path, tmp_path: Path
) -> None:
    eerst = tabel()
    write_workbook(ronde.parents[1] / CIJFERS)
    werkmap = (ronde.parents[1] / CIJFERS).with_suffix(".xlsx")
    profiel = f"-env:UserInstallation=file://{tmp_path}/profiel"
    omgezet = [str(libreoffice), profiel, "--headless", "--convert-to", "ods"]
    subprocess.run([*omgezet, "--outdir", tmp_path, werkmap], check=True, capture_output=True)
    shutil.copy(tmp_path / "2026-07-01.ods", werkmap.parent)
    replace(ronde, "cijfers/2026-07-01.csv", "cijfers/2026-07-01.ods")
    assert tabel() == eerst


def test_an_unknown_column_and_a_missing_glyph_are_warnings(
    ibt: Callable[..., object], ronde: Path
) -> None:
    replace(ronde.parents[1] / CIJFERS, "omkoppelingen", "omkopelingen")
    replace(ronde.parent / "bevindingen" / "2026-07-01.yaml", "brandweer", "brandweer 😀")
    afloop = ibt("check", ronde)
    assert afloop.code == 0
    assert 'lijkt op "omkoppelingen"' in afloop.fout
    assert "Terp (GM9903): het lettertype mist een teken" in afloop.fout
    assert "Geen fouten: 3 gemeenten, peildatum 2026-07-01, 7 waarschuwingen.\n" in afloop.uit
