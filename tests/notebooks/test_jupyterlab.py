"""An analyst's hour in a real JupyterLab: own cells, a mistake, and the export menu."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page

PROJECT = Path(__file__).parents[2]
CELLEN = (
    'import ibt\nronde = ibt.load_ronde("../parameters/2026-07-01.yaml")\nronde',
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()",
    'ibt.beoordeel(ibt.load_ronde("../parameters/2026-04-01.yaml"))',
)
LANGST = 120


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, serve_lab: Any) -> Iterator[str]:
    """The address of a notebook with those cells, in a JupyterLab in a copy of the project."""
    werk = tmp_path_factory.mktemp("lab")
    for map_ in ("parameters", "data", "notebooks"):
        shutil.copytree(PROJECT / map_, werk / map_)
    cellen = [new_code_cell(cel) for cel in CELLEN]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    eigen_notebook = new_notebook(cells=cellen, metadata={"kernelspec": kernel})
    nbformat.write(eigen_notebook, werk / "notebooks" / "eigen.ipynb")
    with serve_lab(werk) as adres:
        yield f"{adres}/tree/notebooks/eigen.ipynb"


@pytest.fixture(scope="module")
def notebook(lab: str, browser: Browser) -> Iterator[Page]:
    """The notebook with those cells, run and saved."""
    blad = browser.new_page(viewport={"width": 1200, "height": 1600})
    blad.set_default_timeout(LANGST * 1000)
    blad.goto(lab)
    blad.get_by_text("| Idle").wait_for()  # of its kernel, in the status bar
    choose(blad, "Run", "Run All Cells").click()
    shown(blad, len(CELLEN) - 1).wait_for()
    blad.keyboard.press("Control+s")
    yield blad
    blad.close()


def choose(blad: Page, menu: str, *woorden: str) -> Locator:
    """The last of these entries of a menu, opened one after another."""
    blad.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    for woord in woorden[:-1]:
        blad.locator(".lm-Menu-item:visible", has_text=woord).first.hover()
    return blad.locator(".lm-Menu-item:visible", has_text=woorden[-1]).first


def shown(blad: Page, nummer: int) -> Locator:
    return blad.locator(".jp-CodeCell").nth(nummer).locator(".jp-OutputArea-output")


def test_an_hour_in_jupyterlab_shows_own_cells_one_sentence_of_a_mistake_and_gives_both_exports(
    notebook: Page,
) -> None:
    """One test: a server and a browser cost half a minute."""
    assert "26 gemeenten" in shown(notebook, 0).inner_text()
    assert len(shown(notebook, 0).inner_text()) < 400
    assert shown(notebook, 1).locator("img").count() == 1
    fout = " ".join(shown(notebook, 2).inner_text().split())
    assert fout.startswith("2026-04-01.yaml, peildatum: deze ronde is een tussenstand")
    assert fout.endswith(
        "Open notebooks/voortgang_provincie.ipynb, of noem een ander rondebestand."
    )
    for naam, deel in (("Ibt_html", "<title>eigen"), ("Ibt_pdf", "%PDF")):
        assert deel in exported(notebook, naam)


def exported(blad: Page, naam: str) -> str:
    """How the file begins that the export menu gives."""
    ingang = choose(blad, "File", "Save and Export Notebook As", naam)
    with blad.context.expect_event("response", lambda r: "/nbconvert/" in r.url) as antwoord:
        ingang.click()
    assert antwoord.value.status == 200
    assert f"eigen.{naam[4:]}" in antwoord.value.headers["content-disposition"]
    # What the browser saves is not kept for us; its address gives the same once more.
    vraag = "async (adres) => (await (await fetch(adres)).text()).slice(0, 2000)"
    return str(blad.evaluate(vraag, antwoord.value.url))
