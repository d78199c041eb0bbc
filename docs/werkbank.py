"""Makes docs/werkbank.png, the picture in the README: `.venv/bin/python docs/werkbank.py`.

A real JupyterLab with notebooks/verkenning.ipynb, in Debian's chromium: Bunschoten is chosen, and
two persons more are housed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).parents[1]
NOTEBOOK = "notebooks/verkenning.ipynb"
HOOGTE = 620
UITVOEREN = """async (path) => {
  const {commands} = window.jupyterapp;
  const {context} = await commands.execute("docmanager:open", {path});
  await context.ready;
  await context.sessionContext.ready;
  await commands.execute("notebook:run-all-cells");
}"""


def take(blad: Page, adres: str) -> None:
    """Run the notebook, move one slider, and take what it shows."""
    blad.goto(f"{adres}/lab/tree/{NOTEBOOK}")
    blad.locator(".jp-Notebook").wait_for()
    blad.evaluate(UITVOEREN, NOTEBOOK)
    lijst = blad.locator("select[multiple]")
    lijst.select_option("Bunschoten")
    greep = blad.locator(".noUi-handle").first
    greep.focus()
    for _ in range(2):
        greep.press("ArrowRight")
    blad.get_by_text("Zonder deze wijzigingen").wait_for()
    lijst.scroll_into_view_if_needed()
    vlak = blad.locator(".jp-Cell", has=lijst).bounding_box()
    assert vlak is not None
    blad.screenshot(path=PROJECT / "docs/werkbank.png", clip={**vlak, "height": HOOGTE})


def main() -> None:
    with tempfile.TemporaryDirectory() as elders:
        eigen = ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        omgeving = {**os.environ, **{naam: f"{elders}/{naam}" for naam in eigen}}
        opdracht = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        opdracht += [
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.news_url=None",
            "--IdentityProvider.token=",
        ]
        lab = subprocess.Popen([*opdracht, "--ServerApp.port=0"], cwd=PROJECT, env=omgeving)
        try:
            while not (
                gevonden := [*Path(omgeving["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json")]
            ):
                time.sleep(0.2)
            poort = json.loads(gevonden[0].read_text())["port"]
            with sync_playwright() as chromium:
                venster = chromium.chromium.launch(
                    executable_path="/usr/bin/chromium", args=["--no-sandbox"]
                )
                blad = venster.new_page(viewport={"width": 1500, "height": 1400})
                blad.set_default_timeout(120_000)
                take(blad, f"http://localhost:{poort}")
                venster.close()
        finally:
            lab.terminate()
            lab.wait()


if __name__ == "__main__":
    main()
