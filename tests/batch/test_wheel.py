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
    doe = (
        "import ibt.batch.notebooks as n; print(n.find_notebooks())\n"
        "from ibt.cli import main; main()"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", doe, "render", ronde, "-o", "uit", "--gemeente", "GM9901"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "los")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    waar, gemaakt = klaar.stdout.splitlines()[:2]
    assert waar == str(tmp_path / "los" / "ibt" / "notebooks")
    assert gemaakt.startswith("1 rapport: 1 gemaakt, 0 ongewijzigd, 0 mislukt, in "), klaar.stderr
