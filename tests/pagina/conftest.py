"""A small round as whole pages: the notebooks' own cells, run without a kernel, then exported."""

import ast
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from ibt.batch.exporters import IbtHTMLExporter, IbtPDFExporter
from ibt.batch.notebooks import find_notebooks
from ibt.rapport.index import Mislukt, index_page
from ibt.ronde import Ronde, beoordeel, load_ronde

RONDE = Path(__file__).parent / "ronde"


@dataclass(frozen=True)
class Bladzijde:
    """One report as published: its page and, but for the index, its PDF."""

    naam: str
    html: str
    pdf: bytes
    bestand: Path

    def pages(self) -> list[str]:
        """The words on each page of the PDF."""
        lezer = PdfReader(io.BytesIO(self.pdf))
        return [" ".join(blad.extract_text().split()) for blad in lezer.pages]


@pytest.fixture(scope="session")
def ronde() -> Ronde:
    """Four invented gemeenten; see the files in `ronde/`."""
    return load_ronde(str(RONDE / "ronde.yaml"))


@pytest.fixture(scope="session")
def render(ronde: Ronde) -> Callable[[str], tuple[str, bytes]]:
    """The page and the PDF of a gemeentecode, or of `provincie`, made anew."""
    return lambda naam: _render(naam, str(ronde.pad))


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Debian's own Chromium, started once."""
    with sync_playwright() as speler:
        venster = speler.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield venster
        venster.close()


@pytest.fixture(scope="session")
def published(ronde: Ronde, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bladzijde]:
    """The round in a folder as `ibt render` lays it out: overview, index, one per gemeente."""
    map_ = tmp_path_factory.mktemp("ronde met spaties")
    (map_ / "gemeenten").mkdir()
    uit: dict[str, Bladzijde] = {}
    for naam in ("provincie", *(gemeente.code for gemeente in ronde.gemeenten)):
        pagina, pdf = _render(naam, str(ronde.pad))
        plek = map_ / ("" if naam == "provincie" else "gemeenten") / f"{naam}.html"
        plek.write_text(pagina, encoding="utf-8")
        uit[naam] = Bladzijde(naam, pagina, pdf, plek)
    mislukt = [Mislukt("GM9004", "rapport.cijfers", "ValueError: <b>kapot</b>")]
    index = index_page(ronde.verslag, beoordeel(ronde), mislukt, None)
    (map_ / "index.html").write_text(index, encoding="utf-8")
    uit["index"] = Bladzijde("index", index, b"", map_ / "index.html")
    return uit


def _render(naam: str, pad: str) -> tuple[str, bytes]:
    soort = "provincie" if naam == "provincie" else "gemeente"
    notebook = _run(soort, {"rondebestand": pad, "gemeentecode": naam})
    bron = {"metadata": {"name": naam}}
    pagina, _ = IbtHTMLExporter().from_notebook_node(notebook, resources=dict(bron))
    pdf, _ = IbtPDFExporter().from_notebook_node(notebook, resources=dict(bron))
    return pagina, pdf


def _run(soort: str, parameters: dict[str, str]) -> nbformat.NotebookNode:
    """The notebook with the outputs that a kernel would give."""
    notebook = nbformat.read(find_notebooks() / f"{soort}.ipynb", as_version=4)
    namen: dict[str, Any] = dict(parameters)
    for cel in notebook.cells:
        if cel.cell_type == "code" and "parameters" not in cel.metadata.get("tags", []):
            cel.outputs = list(_shown(cel.source, namen))
    return notebook


def _shown(bron: str, namen: dict[str, Any]) -> Iterator[nbformat.NotebookNode]:
    regels = ast.parse(bron).body
    laatste = regels.pop() if isinstance(regels[-1], ast.Expr) else None
    exec(compile(ast.Module(regels, []), "cel", "exec"), namen)
    if isinstance(laatste, ast.Expr):
        deel = eval(compile(ast.Expression(laatste.value), "cel", "eval"), namen)
        yield new_output("display_data", data=deel._repr_mimebundle_())
