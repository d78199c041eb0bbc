"""`ibt new` as an analyst types it: two files for the next round, and never over one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Ibt = Callable[..., object]
PROJECT = Path(__file__).parents[2]
KOP = "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
CIJFERS = KOP + "".join(f"{code},,2027-01-01,10,0,10\n" for code in ("GM9901", "GM9902", "GM9903"))


@pytest.fixture
def project(ronde: Path) -> Path:
    """The folder in which the small round lies."""
    return ronde.parents[1]


def everything(map_: Path) -> dict[Path, bytes]:
    return {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file()}


def test_from_the_project_it_makes_two_files_and_says_what_to_do(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    eerst = everything(project)
    afloop = ibt("new", "2027-01-01")
    assert (afloop.code, afloop.fout) == (0, "")
    assert afloop.uit.splitlines() == [
        "Gemaakt: parameters/2027-01-01.yaml",
        "Gemaakt: parameters/bevindingen/2027-01-01.yaml",
        "Voorbereid uit parameters/2026-07-01.yaml",
        "Zet nu de cijfers van het COA in data/cijfers/2027-01-01.csv",
        "Controleer de ronde: ibt check parameters/2027-01-01.yaml",
        "Zie wat nog open staat: ibt status parameters/2027-01-01.yaml",
    ]
    nieuw = everything(project)
    assert {pad.relative_to(project).as_posix() for pad in nieuw.keys() - eerst.keys()} == {
        "parameters/2027-01-01.yaml",
        "parameters/bevindingen/2027-01-01.yaml",
    }
    assert {pad: nieuw[pad] for pad in eerst} == eerst


def test_the_made_round_is_accepted_by_check_once_the_figures_are_there(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / "data/cijfers/2027-01-01.csv").write_text(CIJFERS, encoding="utf-8")
    gemaakt = ibt("new", "2027-01-01")
    assert "Zet nu de cijfers" not in gemaakt.uit
    afloop = ibt("check", "parameters/2027-01-01.yaml")
    assert afloop.code == 0, afloop
    assert "Geen fouten: 3 gemeenten, peildatum 2027-01-01" in afloop.uit
    assert ibt("status", "parameters/2027-01-01.yaml").code == 0


def test_without_the_figures_check_says_which_file_is_missing(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    ibt("new", "2027-01-01")
    afloop = ibt("check", "parameters/2027-01-01.yaml")
    assert afloop.code == 1
    assert 'gevonden: "../data/cijfers/2027-01-01.csv"' in afloop.fout


def test_it_works_from_within_the_parameters_folder(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "parameters")
    afloop = ibt("new", "2027-01-01")
    assert afloop.code == 0
    assert afloop.uit.startswith("Gemaakt: 2027-01-01.yaml\n")
    assert (project / "parameters/bevindingen/2027-01-01.yaml").is_file()


def test_with_van_the_files_lie_beside_the_round_that_is_named(
    ibt: Ibt, ronde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elders = tmp_path / "elders"
    elders.mkdir()
    monkeypatch.chdir(elders)
    assert ibt("new", "2027-01-01").code == 1
    assert ibt("new", "2027-01-01", "--van", "../werk/parameters/2026-07-01.yaml").code == 0
    assert ronde.with_name("2027-01-01.yaml").is_file()
    assert list(elders.iterdir()) == []


def test_the_second_time_nothing_is_written_and_both_files_are_named(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    ibt("new", "2027-01-01")
    eerst = everything(project)
    afloop = ibt("new", "2027-01-01")
    assert (afloop.code, afloop.uit) == (1, "")
    assert "Er zijn 2 fouten; er is niets geschreven." in afloop.fout
    assert afloop.fout.count("2027-01-01.yaml: dit bestand is er al; ibt new overschrijft") == 2
    assert everything(project) == eerst


@pytest.mark.parametrize("weg", ["2027-01-01.yaml", "bevindingen/2027-01-01.yaml"])
def test_one_file_that_is_there_keeps_the_other_from_being_made(
    weg: str, ibt: Ibt, ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ronde.parents[1])
    ibt("new", "2027-01-01")
    (ronde.parent / weg).unlink()
    afloop = ibt("new", "2027-01-01")
    assert afloop.code == 1
    assert "Er is 1 fout" in afloop.fout
    assert not (ronde.parent / weg).exists()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    ibt: Ibt, ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ronde.parents[1])
    inhoud = ronde.read_text(encoding="utf-8").replace(
        "bevindingen: bevindingen/2026-07-01.yaml", "bevindingen: ../los/bev.yaml"
    )
    los = ronde.parents[1] / "los"
    los.mkdir()
    (los / "bev.yaml").write_text("", encoding="utf-8")
    (los / "2027-01-01.yaml.deel").mkdir()
    ronde.write_text(inhoud, encoding="utf-8")
    afloop = ibt("new", "2027-01-01")
    assert (afloop.code, afloop.uit) == (1, "")
    assert "kan niet worden geschreven" in afloop.fout
    assert not ronde.with_name("2027-01-01.yaml").exists()


@pytest.mark.parametrize(
    ("peildatum", "reden"),
    [
        ("2026-07-02", "moet 1 januari, 1 april, 1 juli of 1 oktober zijn"),
        ("2027-05-01", "moet 1 januari, 1 april, 1 juli of 1 oktober zijn"),
        ("1 juli", "moet een datum zijn, geschreven als 2026-07-01"),
        ("2027-02-30", "moet een bestaande datum zijn"),
        ("", "moet een datum zijn"),
        ("9999-01-01", "moet een jaar van 1995 tot en met 2999 hebben"),
    ],
)
def test_a_peildatum_that_is_none_is_a_usage_error_in_dutch(
    peildatum: str, reden: str, ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    eerst = everything(project)
    afloop = ibt("new", peildatum)
    assert (afloop.code, afloop.uit) == (2, "")
    assert afloop.fout.startswith(f"Het argument PEILDATUM is niet goed: {reden}")
    assert f'gevonden: "{peildatum}".' in afloop.fout
    assert "Uitleg: ibt new --help" in afloop.fout
    assert everything(project) == eerst


def test_without_a_peildatum_it_says_what_is_missing(ibt: Ibt) -> None:
    afloop = ibt("new")
    assert afloop.code == 2
    assert afloop.fout.startswith("Het argument PEILDATUM ontbreekt.")


@pytest.mark.parametrize("peildatum", ["2026-07-01", "2026-01-01"])
def test_a_peildatum_that_is_not_after_the_former_is_refused(
    peildatum: str, ibt: Ibt, ronde: Path
) -> None:
    afloop = ibt("new", peildatum, "--van", ronde)
    assert afloop.code == 1
    assert f"de vorige ronde moet van voor {peildatum} zijn" in afloop.fout


def test_without_a_former_round_it_says_where_to_go(
    ibt: Ibt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    afloop = ibt("new", "2027-01-01")
    assert afloop.code == 1
    assert "Ga naar de map van het project, of noem de vorige ronde met --van." in afloop.fout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ("", "moet sleutels en waarden hebben"),
        ("peildatum: [", "moet leesbare YAML zijn"),
        ("\x00", "2026-07-01.yaml"),
        ("peildatum: 2026-07-01\n", "deze sleutel moet er zijn"),
        ("peildatum: 2026-08-01\n", "moet 1 januari, 1 april, 1 juli of 1 oktober zijn"),
    ],
)
def test_a_broken_former_file_gives_its_faults_and_no_traceback(
    inhoud: str, melding: str, ibt: Ibt, ronde: Path
) -> None:
    ronde.write_text(inhoud, encoding="utf-8")
    eerst = everything(ronde.parents[1])
    afloop = ibt("new", "2027-01-01", "--van", ronde)
    assert (afloop.code, afloop.uit) == (1, "")
    assert melding in afloop.fout
    assert "Traceback" not in afloop.fout
    assert "Onverwachte fout" not in afloop.fout
    assert everything(ronde.parents[1]) == eerst


@pytest.mark.parametrize(
    ("van", "melding"),
    [("weg.yaml", "dit bestand bestaat niet"), (".", "moet een bestand zijn, geen map")],
)
def test_a_former_round_that_is_no_file_is_named(
    van: str, melding: str, ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    afloop = ibt("new", "2027-01-01", "--van", van)
    assert afloop.code == 1
    assert melding in afloop.fout


def test_the_midpoint_is_prepared_and_then_the_assessment_after_it(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    halverwege = ibt("new", "2026-10-01")
    assert (halverwege.code, halverwege.fout) == (0, "")
    assert "Gemaakt: parameters/2026-10-01.yaml" in halverwege.uit
    assert "data/cijfers/2026-10-01.csv" in halverwege.uit
    oktober = CIJFERS.replace("2027-01-01", "2026-10-01")
    (project / "data/cijfers/2026-10-01.csv").write_text(oktober, encoding="utf-8")
    erna = ibt("new", "2027-01-01")
    assert (erna.code, erna.fout) == (0, "")
    assert "Voorbereid uit parameters/2026-10-01.yaml" in erna.uit
    (project / "data/cijfers/2027-01-01.csv").write_text(CIJFERS, encoding="utf-8")
    for dag in ("2026-10-01", "2027-01-01"):
        afloop = ibt("check", f"parameters/{dag}.yaml")
        assert afloop.code == 0, afloop
        assert f"3 gemeenten, peildatum {dag}" in afloop.uit


def test_a_midpoint_is_prepared_without_words_about_adopting(
    ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    ibt("new", "2026-10-01")
    ronde = (project / "parameters/2026-10-01.yaml").read_text(encoding="utf-8")
    bevindingen = (project / "parameters/bevindingen/2026-10-01.yaml").read_text(encoding="utf-8")
    for woord in ("vaststel", "vorige_ronde", "geverifieerd"):
        assert woord not in ronde + bevindingen
    assert bevindingen.count("soort: voortgang_gemeld") == 3
    assert "gedeeld_met_bestuur: ja" in bevindingen


@pytest.mark.parametrize(("peildatum", "waarschuwt"), [("2027-01-01", False), ("2027-04-01", True)])
def test_a_skipped_assessment_is_told_and_a_skipped_midpoint_is_not(
    peildatum: str, waarschuwt: bool, ibt: Ibt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert ("ligt nog een peildatum" in ibt("new", peildatum).fout) is waarschuwt


def test_on_a_new_round_of_26_gemeenten_each_cause_is_one_line(
    ibt: Ibt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In version 0.1 `status` gave 52 lines of one cause, and `check` 24."""
    for map_ in ("parameters", "data"):
        shutil.copytree(PROJECT / map_, tmp_path / map_)
    monkeypatch.chdir(tmp_path)
    assert ibt("new", "2027-01-01").code == 0
    cijfers = Path("data/cijfers/2026-07-01.csv").read_text(encoding="utf-8").splitlines()
    rijen = [rij.replace("2026-07-01", "2027-01-01") for rij in cijfers if "2026-07-01" in rij]
    doel = Path("data/cijfers/2027-01-01.csv")
    doel.write_text("\n".join([cijfers[0], *rijen]), encoding="utf-8")
    check = ibt("check", "parameters/2027-01-01.yaml")
    assert check.code == 0
    for begin in (
        "de beginstand is niet",
        "de cijfers zijn niet geverifieerd",
        "de vorige ronde is",
    ):
        assert sum(begin in regel for regel in check.fout.splitlines()) == 1, begin
    stand = ibt("status", "parameters/2027-01-01.yaml").uit
    kop = "Nog open voor het vaststellen"
    (blok,) = [deel for deel in stand.split("\n\n") if deel.startswith(kop)]
    regels = blok.splitlines()[1:]
    assert len({regel.partition(": ")[0] for regel in regels}) == len(regels)
    geverifieerd = [regel for regel in regels if "niet geverifieerd" in regel]
    assert geverifieerd[0].count("(GM") == 26
