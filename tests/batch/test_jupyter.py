"""Jupyter offers both exporters, and its own command makes the pages."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbconvert.exporters import get_export_names, get_exporter


def test_the_export_menu_of_jupyterlab_lists_both() -> None:
    assert {"ibt-html", "ibt-pdf"} <= set(get_export_names())
    namen = [get_exporter(naam).export_from_notebook for naam in ("ibt-html", "ibt-pdf")]
    assert namen == ["IBT-rapport (HTML)", "IBT-rapport (PDF)"]


@pytest.mark.parametrize("soort", ["html", "pdf"])
def test_nbconvert_gives_the_bytes_that_the_round_holds(
    gemaakt: Path, tmp_path: Path, soort: str
) -> None:
    shutil.copy(gemaakt / "gemeenten" / "GM9901.ipynb", tmp_path)
    klaar = subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", f"ibt-{soort}", "GM9901.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert klaar.returncode == 0, klaar.stderr
    eigen = (gemaakt / "gemeenten" / f"GM9901.{soort}").read_bytes()
    assert (tmp_path / f"GM9901.{soort}").read_bytes() == eigen
