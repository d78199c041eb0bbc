"""The copies of what was read stand on their own: same round, wherever the folder goes."""

import shutil
import sys
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from ibt.batch.manifest import is_inside
from ibt.rapport.werkblad import resultaat_csv
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.kopie import make_invoer, portable_name
from tests.batch.conftest import RONDE


@pytest.fixture(scope="module")
def tabel() -> bytes:
    """The result table of the small round."""
    return resultaat_csv(load_ronde(RONDE / "parameters" / "2026-07-01.yaml").resultaat)


def copy_of(ronde: Ronde, map_: Path) -> Ronde:
    """The round as it is read from its copies, in a folder of their own."""
    for naam, inhoud in make_invoer(ronde).items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_bytes(inhoud)
    return load_ronde(map_ / "ronde.yaml")


def write_workbook(csvpad: Path) -> Path:
    pad = csvpad.with_suffix(".xlsx")
    with xlsxwriter.Workbook(pad) as werkmap:
        blad = werkmap.add_worksheet()
        for rij, regel in enumerate(csvpad.read_text(encoding="utf-8").splitlines()):
            blad.write_row(rij, 0, regel.split(","))
    csvpad.unlink()
    return pad


def test_the_copies_are_the_same_round_and_need_nothing_outside_their_folder(
    ronde: Path, tmp_path: Path, tabel: bytes
) -> None:
    geladen = load_ronde(ronde)
    eerst = make_invoer(geladen)
    copy_of(geladen, tmp_path / "kopie")
    shutil.rmtree(tmp_path / "werk")
    (tmp_path / "kopie").rename(tmp_path / "één map verder")
    kopie = load_ronde(tmp_path / "één map verder" / "ronde.yaml")
    assert resultaat_csv(kopie.resultaat) == tabel
    assert kopie.verslag.bronnen[1:] == geladen.verslag.bronnen[1:]
    assert make_invoer(kopie) == eerst


def test_the_copied_round_file_names_the_copies(ronde: Path) -> None:
    sleutels = yaml.safe_load(make_invoer(load_ronde(ronde))["ronde.yaml"])
    assert sleutels == {
        "peildatum": "2026-07-01",
        "provincie": "Verzonnen",
        "kader": "utrecht-2024",
        "cijfers": "cijfers/2026-07-01.csv",
        "register": "register/register.csv",
        "gemeenten": "gemeenten/gemeenten.csv",
        "bevindingen": "bevindingen/2026-07-01.yaml",
        "dossier": ["dossier/2026-01-01.yaml"],
        "eerdere_cijfers": ["eerdere_cijfers/2026-01-01.csv"],
        "bijgewerkt_op": "2026-07-20",
    }


def test_register_rows_after_the_peildatum_change_no_byte_of_the_copies(ronde: Path) -> None:
    eerst = make_invoer(load_ronde(ronde))
    with (ronde.parents[1] / "data" / "register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
        register.write("GM9902,2026-07-21,1,,,0,0,0,0,,,,\n")
    assert make_invoer(load_ronde(ronde)) == eerst


def test_a_row_that_a_herziening_replaced_is_copied_too(ronde: Path, tmp_path: Path) -> None:
    kopie = copy_of(load_ronde(ronde), tmp_path / "kopie")
    register = (tmp_path / "kopie" / "register" / "register.csv").read_text(encoding="utf-8")
    assert register.count("GM9902") == 3
    laatste = kopie.register.last("GM9902")
    assert laatste is not None
    assert (laatste.aanleiding, laatste.trede) == ("herziening", 2)


def test_files_of_one_name_from_several_folders_are_all_copied(ronde: Path, tmp_path: Path) -> None:
    oud = ronde.parent / "oud"
    oud.mkdir()
    eerste = (ronde.parent / "bevindingen" / "2026-01-01.yaml").read_text(encoding="utf-8")
    (oud / "2026-01-01.yaml").write_text(eerste.replace("Slenk", "Terp"), encoding="utf-8")
    ronde.write_text(ronde.read_text().replace("[bevindingen]", "[bevindingen, oud]"))
    geladen = load_ronde(ronde)
    kopie = copy_of(geladen, tmp_path / "kopie")
    assert [stuk.gemeente.naam for stuk in kopie.dossier] == ["Slenk", "Terp"]
    assert {stuk.periode for stuk in kopie.dossier} == {stuk.periode for stuk in geladen.dossier}


NAMEN = ("COA 12:30", "a\\b", "a  b", " a", "a\u00a0\u00a0b", 'a"b', "wat?", "b\x07", "b\udcff")


@pytest.mark.parametrize("naam", NAMEN)
def test_a_copy_has_a_name_that_any_system_takes(naam: str) -> None:
    nieuw = portable_name(f"{naam}.csv")
    assert is_inside(f"cijfers/{nieuw}")
    assert nieuw == portable_name(nieuw)
    assert nieuw.isprintable()
    assert not set(nieuw) & set('<>:"/\\|?*\u00a0')


@pytest.mark.skipif(sys.platform == "win32", reason="zulke namen kunnen daar niet bestaan")
def test_a_file_of_any_name_is_read_and_copied(ronde: Path, tmp_path: Path, tabel: bytes) -> None:
    waarde = yaml.safe_load(ronde.read_text(encoding="utf-8"))
    bevindingen, cijfers = ronde.parent / "bevindingen", ronde.parent / waarde["cijfers"]
    (bevindingen / "2026-07-01.yaml").rename(ronde.parent / "a\\b  'c\".yaml")
    (bevindingen / "2026-01-01.yaml").rename(bevindingen / "b\x07 \udcff.yaml")
    cijfers.rename(cijfers.with_name(" COA  12:30?.csv"))
    waarde |= {"bevindingen": "a\\b  'c\".yaml", "cijfers": "../data/cijfers/ COA  12:30?.csv"}
    ronde.write_text(yaml.safe_dump(waarde, allow_unicode=True), encoding="utf-8")
    geladen = load_ronde(ronde)
    assert all(map(is_inside, make_invoer(geladen)))
    assert resultaat_csv(copy_of(geladen, tmp_path / "kopie").resultaat) == tabel


def test_dossier_and_earlier_figures_may_be_named_one_by_one(ronde: Path, tmp_path: Path) -> None:
    tekst = ronde.read_text().replace("[bevindingen]", "[bevindingen/2026-01-01.yaml]")
    los = tekst.replace("[../data/cijfers]", "[../data/cijfers/2026-01-01.csv]")
    eerst = make_invoer(load_ronde(ronde))
    ronde.write_text(los)
    assert make_invoer(load_ronde(ronde)) == eerst


def test_workbooks_in_the_place_of_tables_give_the_same_round(
    ronde: Path, tmp_path: Path, tabel: bytes
) -> None:
    for naam in ("register.csv", "gemeenten.csv", "cijfers/2026-07-01.csv"):
        assert write_workbook(ronde.parents[1] / "data" / naam).is_file()
        ronde.write_text(ronde.read_text().replace(naam, naam.replace(".csv", ".xlsx")))
    kopie = copy_of(load_ronde(ronde), tmp_path / "kopie")
    assert resultaat_csv(kopie.resultaat) == tabel


def test_the_former_round_is_copied_as_its_table_only(
    ronde: Path, tmp_path: Path, tabel: bytes
) -> None:
    vorige = tmp_path / "werk" / "outputs" / "2026-01-01"
    vorige.mkdir(parents=True)
    (vorige / "inschaling.csv").write_bytes(tabel)
    (vorige / "index.html").touch()
    ronde.write_text(ronde.read_text() + "vorige_ronde: ../outputs/2026-01-01\n")
    kopie = copy_of(load_ronde(ronde), tmp_path / "kopie")
    vorige_bestanden = [n for n in make_invoer(kopie) if n.startswith("vorige_ronde")]
    assert vorige_bestanden == ["vorige_ronde/inschaling.csv"]
    assert kopie.vorige_resultaat is not None
    assert len(kopie.vorige_resultaat) == 3


def test_a_first_round_without_register_findings_or_record_is_copied(
    ronde: Path, tmp_path: Path
) -> None:
    regels = ronde.read_text().splitlines()
    weg = ("register", "bevindingen", "dossier", "eerdere_cijfers", "bijgewerkt_op")
    ronde.write_text("\n".join(regel for regel in regels if not regel.startswith(weg)))
    kopie = copy_of(load_ronde(ronde), tmp_path / "kopie")
    assert sorted(make_invoer(kopie)) == [
        "cijfers/2026-07-01.csv",
        "gemeenten/gemeenten.csv",
        "ronde.yaml",
    ]
