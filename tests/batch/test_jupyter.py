"""Jupyter offers both exporters, and its own command makes the pages."""

import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from jupyter_server import serverapp
from nbconvert.exporters import get_export_names, get_exporter
from nbconvert.nbconvertapp import NbConvertApp

NAMEN = ("ibt_html", "ibt_pdf", "ibt-html", "ibt-pdf")


def test_nbconvert_knows_both_by_their_names_and_by_their_old_names() -> None:
    assert set(NAMEN) <= set(get_export_names())
    namen = [get_exporter(naam).export_from_notebook for naam in NAMEN]
    assert namen == ["IBT-rapport (HTML)", "IBT-rapport (PDF)"] * 2


def test_a_server_offers_only_names_that_it_can_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serverapp.ServerApp, "initialized", lambda: True)
    assert set(get_export_names()) & set(NAMEN) == {"ibt_html", "ibt_pdf"}


@pytest.mark.parametrize("naam", ["ibt_html", "ibt-pdf"])
def test_nbconvert_gives_the_bytes_that_the_round_holds(
    gemaakt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    """What `jupyter nbconvert` does, in this process."""
    shutil.copy(gemaakt / "gemeenten" / "GM9901.ipynb", tmp_path)
    monkeypatch.chdir(tmp_path)
    opdracht = NbConvertApp()
    opdracht.initialize(["--to", naam, "GM9901.ipynb"])
    opdracht.start()
    eigen = gemaakt / "gemeenten" / f"GM9901.{naam[4:]}"
    assert (tmp_path / eigen.name).read_bytes() == eigen.read_bytes()


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
