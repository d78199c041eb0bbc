"""A day in a real JupyterLab: what it leaves in notebooks changes no round and nothing in git."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ibt.batch.notebooks import bare, source_hash
from ibt.batch.verify import verify_map

PROJECT = Path(__file__).parents[2]
# Once it knows its kernel: run all cells, or not, and save.
OPSLAAN = """async uitvoeren => {
  const {commands, shell} = window.jupyterapp;
  const {context} = shell.currentWidget;
  await context.ready;
  await context.sessionContext.ready;
  await context.sessionContext.session.kernel.info;
  if (uitvoeren) await commands.execute("notebook:run-all-cells");
  await commands.execute("docmanager:save");
}"""


@pytest.fixture
def lab(tmp_path: Path, browser: Browser, serve_lab: Any) -> Iterator[Callable[..., None]]:
    """`lab("pad/van.ipynb", uitvoeren=True)`: open, perhaps run, and save a notebook."""
    with serve_lab(tmp_path) as adres:
        yield lambda pad, uitvoeren=False: save(
            browser.new_page(), adres, tmp_path / pad, pad, uitvoeren
        )


def save(blad: Page, adres: str, bestand: Path, pad: str, uitvoeren: bool) -> None:
    """Until JupyterLab wrote what it adds by itself once it knows the kernel."""
    blad.goto(f"{adres}/tree/{pad}", timeout=120_000)
    blad.wait_for_function("window.jupyterapp?.shell.currentWidget?.context", timeout=120_000)
    voor = bestand.read_bytes()
    for _ in range(100):
        blad.evaluate(OPSLAAN, uitvoeren)
        if bestand.read_bytes() != voor:
            break
        blad.wait_for_timeout(100)
    blad.close()


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """A checkout of what an analyst works with, as `make round` leaves it."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for deel in ("notebooks", "parameters", "data"):
        shutil.copytree(PROJECT / deel, checkout / deel)
    for pad in (checkout / "notebooks").glob("*.ipynb"):
        pad.write_bytes(bare(pad.read_bytes()))  # it may have been run here
    for deel in (".gitattributes", ".gitignore"):
        shutil.copy(PROJECT / deel, checkout)

    def zeg(*woorden: str) -> str:
        wie = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        opdracht = ["git", "-C", str(checkout), *wie, *woorden]
        return subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout

    zeg("init", "-q")
    zeg("config", "filter.ibt.clean", f'"{sys.executable}" -P -m ibt.batch.notebooks')
    zeg("add", ".")
    zeg("commit", "-qm", "begin")
    return zeg


def test_what_jupyterlab_leaves_in_notebooks_changes_no_round_and_no_checkout(
    gemaakte_kopie: Path,
    lab: Callable[..., None],
    git: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    eigen = gemaakte_kopie.parent / "checkout" / "notebooks" / "gemeente.ipynb"
    rapport = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    voor = source_hash(eigen), rapport.read_bytes()
    lab("checkout/notebooks/gemeente.ipynb", uitvoeren=True)
    lab("2026-07-01/gemeenten/GM9901.ipynb")
    assert "<svg" in eigen.read_text(encoding="utf-8")  # it was run, and saved with what came out
    assert (source_hash(eigen), git("status", "--porcelain"), git("diff")) == (voor[0], "", "")
    assert rapport.read_bytes() != voor[1]
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *a: [])
    bewijs = verify_map(gemaakte_kopie)
    assert bewijs.verschillen == ()
    assert [melding.partition(":")[0] for melding in bewijs.meldingen] == [
        "in Jupyter opgeslagen, met dezelfde cellen en uitkomsten",
        "geen deel van deze ronde en niet bekeken",
    ]
