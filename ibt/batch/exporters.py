"""Exporters for Jupyter: a notebook becomes the published page, as HTML or as PDF."""

import json
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from ibt.batch.formaat import NotebookNode  # before a library takes it

# isort: split
from nbconvert.exporters.html import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbformat.v4 import new_markdown_cell
from traitlets import default
from traitlets.config import Config

from ibt.rapport.bladzijde import html_page
from ibt.rapport.typst import Stuk, compile_pdf, typst_report, typst_source

SJABLONEN = Path(__file__).parent / "sjablonen"
_NOT_RUN = (
    '<div class="kader kader-fout"><p><strong>Dit notebook is niet uitgevoerd.</strong> '
    "Er staan geen uitkomsten in. Voer het eerst uit (of gebruik --execute) en exporteer opnieuw."
    "</p></div>"
)
_HIDDEN = {"parameters", "injected-parameters", "verborgen"}
# What a notebook offers in several forms is shown in the first of these that it has.
_PREFERENCE = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
]
_JSON = "application/json"


class IbtHTMLExporter(HTMLExporter):
    """One HTML file in the house style, without inputs and without a request to any other host."""

    export_from_notebook = "IBT-rapport (HTML)"

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """HTMLExporter's own, with the one that it registers later: for who shows inputs."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "highlight_code", Highlight2HTML(parent=self)

    @property
    def default_config(self) -> Config:
        """nbconvert's settings, with this project's own."""
        config: Config = super().default_config
        config.merge(
            {
                "NbConvertBase": {"display_data_priority": _PREFERENCE},
                # Once, after all preprocessors, and not after each of eleven.
                "Exporter": {"optimistic_validation": True},
                "TemplateExporter": {
                    "template_name": "ibt",
                    "extra_template_basedirs": [str(SJABLONEN)],
                    "exclude_input": True,
                },
                "HTMLExporter": {"embed_images": True, "language_code": "nl"},
            }
        )
        return config

    def _preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Hidden cells go last: `--execute` must still run them."""
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        return visible_cells(with_notice(nb)), resources

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page and its resources."""
        # Not HTMLExporter's own, which reads all of the page for what it does to a page of its own:
        # `html_page` names the pictures, and no cell here takes the focus.
        body, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        name = resources.get("metadata", {}).get("name", "")
        return html_page(body, name or "Rapport"), resources


class IbtPDFExporter(IbtHTMLExporter):
    """The same page as a tagged PDF (PDF/A-3a and PDF/UA-1), made without a browser or LaTeX."""

    export_from_notebook = "IBT-rapport (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The PDF as bytes, and its resources."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return compile_pdf(typst_source(page)), resources


class _OldName(IbtHTMLExporter):
    """A name with a hyphen, from before: for the command line only.

    The export menu of JupyterLab asks its server by name, which knows no hyphen there (404).
    """

    @default("enabled")
    def _enabled_default(self) -> bool:
        server = sys.modules.get("jupyter_server.serverapp")
        return server is None or not server.ServerApp.initialized()


class OldHTMLExporter(_OldName):
    """`ibt_html` under its old name, `ibt-html`."""


class OldPDFExporter(_OldName, IbtPDFExporter):
    """`ibt_pdf` under its old name, `ibt-pdf`."""


def export_notebook(nb: NotebookNode, naam: str) -> tuple[str, bytes, Stuk]:
    """The page and its PDF, as the two exporters give them, and its part of a larger document.

    The page is made and read only once.
    """
    page, _ = report_exporter().from_notebook_node(nb, resources={"metadata": {"name": naam}})
    document, stuk = typst_report(page, naam)
    return page, compile_pdf(document), stuk


@cache
def report_exporter() -> IbtHTMLExporter:
    """One for all reports of a process: its templates are compiled once."""
    return IbtHTMLExporter()  # type: ignore[no-untyped-call]


def with_notice(nb: NotebookNode) -> NotebookNode:
    """The notebook; one that was never run begins with a box that says so."""
    code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
    if not code or any(cell.outputs or cell.execution_count is not None for cell in code):
        return nb
    shown = deepcopy(nb)
    shown.cells.insert(0, new_markdown_cell(_NOT_RUN))
    return shown


def visible_cells(nb: NotebookNode) -> NotebookNode:
    """The notebook without cells tagged as hidden; an error in such a cell stays."""
    shown = deepcopy(nb)
    shown.cells = [cell for cell in map(_visible, shown.cells) if cell is not None]
    for cell in shown.cells:
        for output in cell.get("outputs", []):
            _name_unknown_form(output)
    return shown


def _visible(cell: NotebookNode) -> NotebookNode | None:
    if not _HIDDEN & set(cell.metadata.get("tags", [])):
        return cell
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    if not errors:
        return None
    cell.outputs = errors
    return cell


def _name_unknown_form(output: NotebookNode) -> None:
    """An output in a form that a report cannot show says so, instead of vanishing."""
    data = output.get("data")
    if data is None or set(data) & set(_PREFERENCE[:-1]):
        return
    if _JSON in data:
        data["text/plain"] = json.dumps(data[_JSON], indent=2, ensure_ascii=False)
    elif set(data) != {"text/plain"}:
        forms = ", ".join(sorted(data.keys() - {"text/plain"})) or "leeg"
        note = f"(Deze uitvoer past niet in een rapport: {forms})"
        data["text/plain"] = "\n".join(filter(None, (data.get("text/plain"), note)))
