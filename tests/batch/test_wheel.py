"""What is installed elsewhere is the whole program: a wheel renders a round."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a wheel."""
    map_ = tmp_path_factory.mktemp("wheel")
    bouw = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(map_)]
    subprocess.run(bouw, cwd=PROJECT, check=True, capture_output=True)
    (pad,) = map_.glob("*.whl")
    return pad


def test_a_wheel_holds_all_that_is_no_python_too(wheel: Path) -> None:
    namen = set(zipfile.ZipFile(wheel).namelist())
    op_schijf = {
        pad.relative_to(PROJECT).as_posix()
        for pad in (PROJECT / "ibt").rglob("*")
        if pad.is_file() and "__pycache__" not in pad.parts
    }
    assert op_schijf - namen == set()
    assert {"ibt/notebooks/gemeente.ipynb", "ibt/notebooks/provincie.ipynb"} <= namen
    assert "ibt/notebooks/brief.docx" in namen
    assert not [naam for naam in namen if naam.startswith(("tests", "data", "outputs"))]


def test_a_round_renders_from_an_unpacked_wheel(wheel: Path, ronde: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "los")
    waar = "import ibt.batch.notebooks as n; print(n.find_notebooks())"
    omgeving = {**os.environ, "PYTHONPATH": str(tmp_path / "los")}
    gevonden = subprocess.run(
        [sys.executable, "-c", waar], env=omgeving, cwd=tmp_path, capture_output=True, text=True
    )
    assert gevonden.stdout.strip() == str(tmp_path / "los" / "ibt" / "notebooks")
    one_gemeente(ronde)
    klaar = subprocess.run(
        [sys.executable, "-m", "ibt", "render", str(ronde), "-o", str(tmp_path / "uit")],
        env=omgeving,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert klaar.stdout.startswith("2 rapporten: 2 gemaakt, 0 ongewijzigd, 0 mislukt, in "), (
        klaar.stderr
    )


def one_gemeente(ronde: Path) -> None:
    """A round of one gemeente is enough here."""
    gemeenten = ronde.parents[1] / "data" / "gemeenten.csv"
    tekst = gemeenten.read_text(encoding="utf-8")
    gemeenten.write_text(
        tekst.replace(",Terp,Verzonnen", ",Terp,Elders").replace("*_,Verzonnen", "*_,Elders"),
        encoding="utf-8",
    )
    (ronde.parent / "bevindingen" / "2026-07-01.yaml").write_text("")
