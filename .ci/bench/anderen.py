"""What else makes these reports: commands in a loop, papermill as a library, a plain script."""

import os
import shutil
import sys
from pathlib import Path

from meten import Meting, measure, measure_all
from rondes import codes

PROJECT = Path(__file__).resolve().parents[2]
HIER = Path(__file__).parent
BIN = Path(sys.executable).parent


def chromium() -> str | None:
    """The browser that prints a page in the loop of commands."""
    return shutil.which("chromium")


def command_line(ronde: Path, werk: Path, alleen: tuple[str, ...] = ()) -> Meting:
    """Per report (`alleen`, or all): papermill, jupyter nbconvert, a browser that prints."""
    uit = _empty(werk / "los")
    opdrachten: list[list[object]] = []
    for naam in alleen or codes(ronde):
        notebook, eigen = notebook_of(naam)
        parameters = ["-p", "rondebestand", ronde, *(["-p", "gemeentecode", naam] if eigen else [])]
        klaar, pagina = uit / f"{naam}.ipynb", uit / f"{naam}.html"
        opdrachten += [
            [BIN / "papermill", notebook, klaar, *parameters, "-k", "python3"],
            [BIN / "jupyter-nbconvert", "--to", "html", "--no-input", klaar],
            [chromium(), "--headless", "--no-sandbox", "--disable-gpu",
             f"--print-to-pdf={uit / naam}.pdf", pagina.as_uri()],
        ]  # fmt: skip
    return measure_all(opdrachten)


def library(ronde: Path, werk: Path, alleen: tuple[str, ...] = ()) -> Meting:
    """One process: papermill.execute_notebook, then the two exporters, for each in turn."""
    return _script("bibliotheek.py", ronde, werk, alleen)


def plain_script(ronde: Path, werk: Path, alleen: tuple[str, ...] = ()) -> Meting:
    """One process without a kernel: the code of the notebooks, then the same page and PDF."""
    return _script("zonder.py", ronde, werk, alleen)


def _script(naam: str, ronde: Path, werk: Path, alleen: tuple[str, ...]) -> Meting:
    uit = _empty(werk / "los")
    return measure(
        [sys.executable, HIER / naam, ronde, uit, *alleen], PYTHONPATH=os.fspath(PROJECT)
    )


def _empty(map_: Path) -> Path:
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir()
    return map_


def notebook_of(naam: str) -> tuple[Path, bool]:
    eigen = naam != "provincie"
    return PROJECT / "notebooks" / ("gemeente.ipynb" if eigen else "provincie.ipynb"), eigen
