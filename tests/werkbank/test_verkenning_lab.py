"""The sliders in a real JupyterLab: the delivered notebook, run and moved as an analyst does."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

PROJECT = Path(__file__).parents[2]
NOTEBOOK = "notebooks/verkenning.ipynb"
LANGST = 120_000
UITVOEREN = """async (path) => {
  const {commands} = window.jupyterapp;
  const {context} = await commands.execute("docmanager:open", {path});
  await context.ready;
  await context.sessionContext.ready;
  await commands.execute("notebook:run-all-cells");
}"""


def test_a_slider_that_is_moved_shows_another_trede_and_its_code(
    tmp_path: Path, browser: Browser, serve_lab: Any
) -> None:
    (tmp_path / "notebooks").mkdir()
    shutil.copy(PROJECT / NOTEBOOK, tmp_path / NOTEBOOK)
    for map_ in ("parameters", "data"):
        (tmp_path / map_).symlink_to(PROJECT / map_)
    fouten: list[str] = []
    with serve_lab(tmp_path) as adres:
        blad = browser.new_page(viewport={"width": 1500, "height": 1400})
        blad.set_default_timeout(LANGST)
        blad.on(
            "console", lambda regel: fouten.append(regel.text) if regel.type == "error" else None
        )
        blad.goto(f"{adres}/tree/{NOTEBOOK}")
        blad.locator(".jp-Notebook").wait_for()
        blad.evaluate(UITVOEREN, NOTEBOOK)
        blad.locator("select[multiple]").select_option("Bunschoten")
        beeld = blad.locator(".widget-html-content", has=blad.locator(".ibt-toon"))
        expect(beeld).to_contain_text("Bunschoten (GM0313) op 1 juli 2026", timeout=LANGST)
        greep = blad.locator(".noUi-handle").first
        greep.focus()
        for _ in range(2):
            greep.press("ArrowRight")
        expect(beeld).to_contain_text("Zonder deze wijzigingen: trede 2.", timeout=LANGST)
        assert beeld.locator("svg.getallenlijn").count() == 1
        code = blad.locator(".widget-textarea textarea").input_value()
        assert code == "ronde.wat_als('Bunschoten', realisatie='+2')"
        blad.close()
    assert fouten == []
