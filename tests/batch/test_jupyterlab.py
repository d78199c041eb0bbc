"""A day in a real JupyterLab, as `ibt lab` opens it on a checkout: tiles, own cells, a mistake,
exports, and what it leaves in notebooks."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from ibt.batch.notebooks import bare, find_notebooks, source_hash
from ibt.batch.render import render_ronde
from ibt.batch.verify import verify_map
from ibt.ronde import load_ronde

PROJECT = Path(__file__).parents[2]
CELLEN = (
    'import ibt\nronde = ibt.load_ronde("../../parameters/2026-07-01.yaml")\nronde',
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()",
    'ibt.beoordeel(ibt.load_ronde("../../parameters/2026-04-01.yaml"))',
)
LANGST = 120_000
# Open a notebook and, once it knows its kernel, run all cells, or not.
OPEN = """async ([path, uitvoeren]) => {
  const {commands} = window.jupyterapp;
  const {context} = await commands.execute("docmanager:open", {path});
  await context.ready;
  await context.sessionContext.ready;
  await context.sessionContext.session.kernel.info;
  if (uitvoeren) await commands.execute("notebook:run-all-cells");
}"""
OPSLAAN = "() => window.jupyterapp.commands.execute('docmanager:save')"


@pytest.fixture
def lab(checkout: Path, browser: Browser, serve_lab: Any) -> Iterator[Page]:
    """JupyterLab on the checkout, with a notebook of these cells in a folder that git leaves."""
    cellen = [new_code_cell(cel) for cel in CELLEN]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (checkout / "outputs" / "eigen").mkdir(parents=True)
    eigen_notebook = new_notebook(cells=cellen, metadata={"kernelspec": kernel})
    nbformat.write(eigen_notebook, checkout / "outputs" / "eigen" / "eigen.ipynb")
    with serve_lab(checkout) as adres:
        blad = browser.new_page(viewport={"width": 1200, "height": 1600})
        blad.set_default_timeout(LANGST)
        blad.goto(adres)
        yield blad
        blad.close()


def told(regel: ConsoleMessage) -> str:
    """What the console says, and of which address."""
    return f"{regel.text} ({regel.location['url']})"


def choose(blad: Page, menu: str, *woorden: str) -> Locator:
    """The last of these entries of a menu, opened one after another."""
    blad.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    for woord in woorden[:-1]:
        blad.locator(".lm-Menu-item:visible", has_text=woord).first.hover()
    return blad.locator(".lm-Menu-item:visible", has_text=woorden[-1]).first


def shown(blad: Page, nummer: int) -> Locator:
    return (
        blad.locator(".jp-NotebookPanel:visible .jp-CodeCell")
        .nth(nummer)
        .locator(".jp-OutputArea-output")
    )


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


def save(blad: Page, bestand: Path, pad: str, uitvoeren: bool = False) -> None:
    """Open, perhaps run, and save, until JupyterLab wrote what it adds once it knows the kernel."""
    voor = bestand.read_bytes()
    blad.evaluate(OPEN, [pad, uitvoeren])
    for _ in range(100):
        blad.evaluate(OPSLAAN)
        if bestand.read_bytes() != voor:
            break
        blad.wait_for_timeout(100)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of what an analyst works with, in which nobody told git anything yet."""
    checkout = tmp_path / "check out"
    checkout.mkdir()
    for deel in ("notebooks", "parameters", "data"):
        shutil.copytree(PROJECT / deel, checkout / deel)
    for pad in (checkout / "notebooks").glob("*.ipynb"):
        pad.write_bytes(bare(pad.read_bytes()))  # it may have been run here
    (checkout / "notebooks" / "eigen").mkdir()
    shutil.copy(checkout / "notebooks" / "gemeente.ipynb", checkout / "notebooks" / "eigen")
    for deel in (".gitattributes", ".gitignore"):
        shutil.copy(PROJECT / deel, checkout)
    git(checkout, "init", "-q")
    git(checkout, "add", ".")
    git(checkout, "commit", "-qm", "begin")
    return checkout


def git(checkout: Path, *woorden: str) -> str:
    wie = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    opdracht = ["git", "-C", str(checkout), *wie, *woorden]
    return subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout


def test_a_day_in_jupyterlab_shows_own_cells_and_changes_no_round_and_no_checkout(
    een_gemeente: Path, checkout: Path, lab: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test: a server and a browser cost half a minute."""
    uit = checkout / "outputs" / "uit"
    fouten: list[str] = []
    lab.on("console", lambda regel: fouten.append(told(regel)) if regel.type == "error" else None)
    lab.locator(".jp-LauncherCard", has_text="Rapport van een gemeente").first.wait_for()
    kopje = lab.locator(".jp-Launcher-section", has=lab.get_by_role("heading", name="IBT"))
    assert kopje.locator(".jp-LauncherCard-label").all_inner_texts() == [
        *("Verkennen", "Rapport van een gemeente", "Provinciaal overzicht"),
        *("Tussenstand van een gemeente", "Tussenstand van de provincie"),
        "Rapport van een gemeente (eigen)",
    ]
    kopje.locator(".jp-LauncherCard", has_text="Provinciaal overzicht").click()
    lab.locator(".jp-NotebookPanel-toolbar").wait_for()
    assert lab.locator(".lm-TabBar-tab.lm-mod-current", has_text="provincie.ipynb").count() == 1
    lab.evaluate(OPEN, ["outputs/eigen/eigen.ipynb", False])
    assert render_ronde(load_ronde(een_gemeente), uit, find_notebooks()).mislukt == ()
    lab.get_by_text("| Idle").wait_for()  # of its kernel, in the status bar
    choose(lab, "Run", "Run All Cells").click()
    shown(lab, len(CELLEN) - 1).wait_for()
    lab.keyboard.press("Control+s")
    assert "26 gemeenten" in shown(lab, 0).inner_text()
    assert len(shown(lab, 0).inner_text()) < 400
    assert shown(lab, 1).locator("img").count() == 1
    fout = " ".join(shown(lab, 2).inner_text().split())
    assert fout.startswith("2026-04-01.yaml, peildatum: deze ronde is een tussenstand")
    assert fout.endswith(
        "Open notebooks/voortgang_provincie.ipynb, of noem een ander rondebestand."
    )
    for naam, deel in (("Ibt_html", "<title>eigen"), ("Ibt_pdf", "%PDF")):
        assert deel in exported(lab, naam)

    eigen = checkout / "notebooks" / "gemeente.ipynb"
    rapport = uit / "gemeenten" / "GM9901.ipynb"
    voor = source_hash(eigen), rapport.read_bytes()
    save(lab, eigen, "notebooks/gemeente.ipynb", uitvoeren=True)
    save(lab, rapport, "outputs/uit/gemeenten/GM9901.ipynb")
    assert "<svg" in eigen.read_text(encoding="utf-8")  # it was run, and saved with what came out
    assert source_hash(eigen) == voor[0]
    assert (git(checkout, "status", "--porcelain"), git(checkout, "diff")) == ("", "")
    assert fouten == []
    assert rapport.read_bytes() != voor[1]
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *_: [])
    bewijs = verify_map(uit)
    assert bewijs.verschillen == ()
    assert [melding.partition(":")[0] for melding in bewijs.meldingen] == [
        "in Jupyter opgeslagen, met dezelfde cellen en uitkomsten",
        "geen deel van deze ronde en niet bekeken",
    ]
