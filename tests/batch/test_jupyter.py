"""Jupyter offers both exporters, and its own command makes the pages."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
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


def test_a_rendered_notebook_asks_to_trust_drawings_and_no_program(gemaakt: Path) -> None:
    """JupyterLab leaves charts out until it is trusted; nobody need trust more than that."""
    notebooks = sorted(gemaakt.rglob("*.ipynb"))
    assert len(notebooks) == 4
    for pad in notebooks:
        cellen = nbformat.read(pad, as_version=4).cells
        data = [een.data for cel in cellen for een in cel.get("outputs", []) if "data" in een]
        assert {soort for een in data for soort in een} == {"text/html", "text/plain"}
        pagina = BeautifulSoup("".join(een["text/html"] for een in data), "html.parser")
        assert pagina.find("svg")
        assert pagina.find_all(["script", "iframe", "object", "embed", "form"]) == []
        namen = {naam for deel in pagina.find_all(True) for naam in deel.attrs}
        assert not {naam for naam in namen if naam.lower().startswith("on")}
        assert not [a for a in pagina.find_all("a") if "javascript:" in a.get("href", "").lower()]
