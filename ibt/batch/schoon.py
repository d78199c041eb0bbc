"""A notebook that was run, without what differs from run to run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ibt.batch.formaat import NotebookNode, nbformat, rejoin_lines
from ibt.batch.notebooks import KENMERKEN

KERNEL = KENMERKEN["kernelspec"]["name"]
_WIDGET = "application/vnd.jupyter.widget-view+json"
# What a line wrote over itself, as a progress bar does.
_OVERSCHREVEN = re.compile(r".*\r(?=[^\n])")


def scrub(notebook: NotebookNode) -> NotebookNode:
    """The notebook without paths, times, user names and random ids, as it is read from its file."""
    notebook.metadata = nbformat.from_dict(KENMERKEN)
    notebook.nbformat_minor = 5
    for nummer, cel in enumerate(notebook.cells):
        labels = cel.metadata.get("tags", [])
        cel.metadata = nbformat.from_dict({"tags": labels} if labels else {})
        cel["id"] = f"cel-{nummer:02d}"
        if "injected-parameters" in labels:
            cel["source"] = "\n".join(
                regel for regel in cel["source"].splitlines() if not regel.startswith("#")
            )
        if "outputs" in cel:
            cel["outputs"] = list(_in_order(cel["outputs"]))
        for uitvoer in cel.get("outputs", []):
            uitvoer.pop("transient", None)
            # Without its kernel a widget is what it says of itself.
            uitvoer.get("data", {}).pop(_WIDGET, None)
    gelezen: NotebookNode = rejoin_lines(notebook)
    return gelezen


def _in_order(uitvoer: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Printed text in one piece, then messages: in what pieces, and which first, is chance."""
    for stroom, groep in groupby(uitvoer, lambda een: een.output_type == "stream"):
        if not stroom:
            yield from groep
            continue
        samen: dict[str, NotebookNode] = {}
        for een in groep:
            if een.name in samen:
                samen[een.name].text += een.text
            else:
                samen[een.name] = een
        for naam in sorted(samen, reverse=True):
            samen[naam].text = _OVERSCHREVEN.sub("", samen[naam].text)
            yield samen[naam]


def has_failed(notebook: NotebookNode) -> bool:
    """Whether papermill will say that a cell of it failed: `sys.exit()` is no failure."""
    return any(map(_cell_failed, notebook.cells))


def _cell_failed(cel: NotebookNode) -> bool:
    fouten = [uitvoer for uitvoer in cel.get("outputs", []) if uitvoer.output_type == "error"]
    klaar = [een for een in fouten if een.ename == "SystemExit" and een.evalue in ("", "0")]
    if klaar:
        return len(klaar) < len(fouten)
    return bool(fouten) or cel.metadata.get("papermill", {}).get("exception") is True
