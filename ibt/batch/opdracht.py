"""One report of a round: notebook in, notebook, HTML and PDF out. Runs in a worker process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ibt.batch.schrijf import DEEL, remove_file, write_file
from ibt.batch.uitvoeren import NotebookFout, run_notebook
from ibt.begrippen.fout import UitvoerFout
from ibt.rapport.index import Mislukt

SOORTEN = (".ipynb", ".html", ".pdf")
_LANGST = 300


@dataclass(frozen=True)
class Opdracht:
    """Which notebook with which parameters, and the files that it becomes (without suffix)."""

    naam: str
    notebook: Path
    parameters: Mapping[str, str]
    doel: Path
    werk: Path

    def files(self) -> tuple[Path, ...]:
        """The three files of the report."""
        return tuple(self.doel.with_name(self.doel.name + soort) for soort in SOORTEN)


def make_rapport(opdracht: Opdracht) -> Mislukt | None:
    """Write the three files, or none of them; the reason when it failed."""
    lopend = opdracht.werk / f"{opdracht.naam}.ipynb"
    try:
        notebook = run_notebook(
            opdracht.notebook, lopend, opdracht.parameters, opdracht.doel.parent
        )
        inhoud = (nbformat.writes(notebook).encode() + b"\n", *_export(notebook, opdracht.doel))
        for pad, bytes_ in zip(opdracht.files(), inhoud, strict=True):
            write_file(pad, bytes_)
        remove_file(lopend)
    except NotebookFout as fout:
        return _failed(opdracht, fout.cel, fout.fout)
    except UitvoerFout as fout:
        return _failed(opdracht, "schrijven", str(fout))
    except Exception as fout:
        return _failed(opdracht, "opmaak", f"{type(fout).__name__}: {fout}")
    return None


def _export(notebook: nbformat.NotebookNode, doel: Path) -> tuple[bytes, bytes]:
    from ibt.batch.exporters import IbtHTMLExporter, IbtPDFExporter

    bron = {"metadata": {"name": doel.name}}
    html, _ = IbtHTMLExporter().from_notebook_node(notebook, resources=dict(bron))  # type: ignore[no-untyped-call]
    pdf, _ = IbtPDFExporter().from_notebook_node(notebook, resources=dict(bron))  # type: ignore[no-untyped-call]
    return html.encode(), pdf


def _failed(opdracht: Opdracht, cel: str, fout: str) -> Mislukt:
    """A failed report leaves no former version behind that could be taken for it."""
    logging.getLogger(__name__).exception("%s, %s: mislukt", opdracht.naam, cel)
    return forget_rapport(opdracht, cel, fout)


def forget_rapport(opdracht: Opdracht, cel: str, fout: str) -> Mislukt:
    """Remove what there is of a report; why it failed, on one line, without a machine's path."""
    for pad in opdracht.files():
        try:
            remove_file(pad.with_name(pad.name + DEEL))
            remove_file(pad)
        except UitvoerFout as dicht:
            fout = f"{fout}; {dicht}"
    hier = str(opdracht.werk.parent)
    kort = " ".join(fout.replace(hier, ".").replace(str(Path.home()), "~").split())
    return Mislukt(opdracht.naam, cel, kort if len(kort) <= _LANGST else f"{kort[:_LANGST]}…")
