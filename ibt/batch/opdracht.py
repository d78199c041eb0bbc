"""One report of a round: notebook in, notebook, HTML and PDF out. Runs in a worker process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ibt.batch.kernels import GEWOON, Kernels, NotebookFout
from ibt.batch.plek import SOORTEN
from ibt.batch.schrijf import DEEL, remove_file, write_file
from ibt.begrippen.fout import UitvoerFout
from ibt.rapport.index import Mislukt
from ibt.rapport.typst import Stuk

# The "cell" of a report that could not be written: no report can be.
SCHRIJVEN = "schrijven"
_LANGST = 300


@dataclass(frozen=True)
class Opdracht:
    """Which notebook with which parameters, and the files that it becomes (without suffix).

    `over` is what the report is about, in words; `uitvoer` how many MB its cells may show.
    """

    naam: str
    notebook: Path
    parameters: Mapping[str, str]
    doel: Path
    werk: Path
    over: str = ""
    uitvoer: int = 1

    def files(self) -> tuple[Path, ...]:
        """The three files of the report."""
        return tuple(self.doel.with_name(self.doel.name + soort) for soort in SOORTEN)


@dataclass(frozen=True)
class Gemaakt:
    """What became of an order: why it failed, or its part of the document with all reports."""

    naam: str
    mislukt: Mislukt | None = None
    stuk: Stuk | None = None


def make_rapport(opdracht: Opdracht, kernels: Kernels = GEWOON) -> Gemaakt:
    """Write the three files, or none of them; the reason when it failed."""
    try:
        return Gemaakt(opdracht.naam, stuk=_write_rapport(opdracht, kernels))
    except NotebookFout as fout:
        mislukt = _failed(opdracht, fout.cel, fout.fout)
    except UitvoerFout as fout:
        mislukt = _failed(opdracht, SCHRIJVEN, str(fout))
    except Exception as fout:
        mislukt = _failed(opdracht, "opmaak", f"{type(fout).__name__}: {fout}")
    return Gemaakt(opdracht.naam, mislukt)


def _write_rapport(opdracht: Opdracht, kernels: Kernels) -> Stuk:
    # Slow to import, and only a worker runs notebooks.
    from ibt.batch.exporters import export_notebook
    from ibt.batch.uitvoeren import run_notebook

    kernels = replace(kernels, grens=replace(kernels.grens, uitvoer=opdracht.uitvoer))
    lopend = opdracht.werk / f"{opdracht.naam}.ipynb"
    notebook = run_notebook(
        opdracht.notebook, lopend, opdracht.parameters, opdracht.doel.parent, kernels
    )
    html, pdf, stuk = export_notebook(notebook, opdracht.naam)
    inhoud = (f"{lopend.read_text(encoding='utf-8')}\n".encode(), html.encode(), pdf)
    for pad, bytes_ in zip(opdracht.files(), inhoud, strict=True):
        write_file(pad, bytes_)
    remove_file(lopend)
    return stuk


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
    kort = " ".join(_without_places(fout, opdracht.werk.parent).split())
    return Mislukt(opdracht.naam, cel, kort if len(kort) <= _LANGST else f"{kort[:_LANGST]}…")


def _without_places(tekst: str, hier: Path) -> str:
    """The text without the folder of the round and that of the user."""
    kort = tekst.replace(str(hier), ".")
    try:
        thuis = Path.home()
    except RuntimeError:  # a user without one
        return kort
    return kort if thuis == thuis.parent else kort.replace(str(thuis), "~")
