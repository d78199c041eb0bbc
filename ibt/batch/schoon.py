"""A notebook that was run, without what differs from run to run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import count, groupby
from typing import Any

from ibt.batch.formaat import NotebookNode, nbformat, rejoin_lines
from ibt.batch.notebooks import KENMERKEN
from ibt.batch.schrijf import digest

_WIDGET = "application/vnd.jupyter.widget-view+json"
# What a line wrote over itself, as a progress bar does.
_OVERSCHREVEN = re.compile(r".*\r(?=[^\n])")
KERNEL = KENMERKEN["kernelspec"]["name"]

# How cells stand on the screen, which JupyterLab keeps; each yes or no.
_GETOOND = {"scrolled", "editable", "deletable", "jp-MarkdownHeadingCollapsed", "collapsed"}
_INGEKLAPT = {"source_hidden", "outputs_hidden"}


def scrub(notebook: NotebookNode) -> NotebookNode:
    """The notebook without paths, times, user names and random ids, as it is read from its file."""
    notebook.metadata = nbformat.from_dict(KENMERKEN)
    notebook.nbformat_minor = 5
    nummers = count(1)
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
        if cel.get("execution_count") is not None:
            cel["execution_count"] = next(nummers)
        for uitvoer in cel.get("outputs", []):
            uitvoer.pop("transient", None)
            # Without its kernel a widget is what it says of itself.
            uitvoer.get("data", {}).pop(_WIDGET, None)
            if "execution_count" in uitvoer:
                uitvoer["execution_count"] = cel["execution_count"]
    gelezen: NotebookNode = rejoin_lines(notebook)
    return gelezen


def _in_order(uitvoer: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Printed text in one piece, then messages: in what pieces, and which first, is chance."""
    for stroom, groep in groupby(uitvoer, lambda deel: deel.output_type == "stream"):
        if not stroom:
            yield from groep
            continue
        samen: dict[str, NotebookNode] = {}
        for deel in groep:
            if deel.name in samen:
                samen[deel.name].text += deel.text
            else:
                samen[deel.name] = deel
        for naam in sorted(samen, reverse=True):
            samen[naam].text = _OVERSCHREVEN.sub("", samen[naam].text)
            yield samen[naam]


def written(notebook: NotebookNode) -> bytes:
    """A notebook as its file: the one way in which papermill and Jupyter write it."""
    return f"{nbformat.writes(notebook)}\n".encode()


def published(notebook: NotebookNode) -> bytes:
    """The file that a render makes of what is in this notebook."""
    return written(scrub(deepcopy(notebook)))


def is_only_opened(inhoud: bytes, sha256: str) -> bool:
    """Whether a rendered notebook of this hash was only opened, run or saved in JupyterLab since.

    Its sources and outputs are then as they were, and it says no more of itself than Jupyter does.
    """
    try:
        notebook = nbformat.reads(inhoud.decode(), as_version=4)
        toen, nu = digest(published(notebook)), digest(inhoud)
        return toen == sha256 != nu and not strange_parts(inhoud, notebook)
    except Exception:  # one that was tampered with may hold anything
        return False


def strange_parts(inhoud: bytes, notebook: NotebookNode) -> list[str]:
    """What of a notebook's file comes from neither a render nor JupyterLab, by name.

    Such as a title, another kernel, the state of a widget: it could mislead who opens it.
    """
    nummers = [f"cel-{nummer:02d}" for nummer in range(len(notebook.cells))]
    vreemd = [naam for naam, waarde in notebook.metadata.items() if not _is_usual(naam, waarde)]
    cellen = [(naam, cel.metadata[naam]) for cel in notebook.cells for naam in cel.metadata]
    vreemd += [naam for naam, waarde in cellen if naam != "tags" and not _is_view(naam, waarde)]
    vreemd += ["nbformat_minor"] * (notebook.nbformat_minor != 5)
    vreemd += ["id"] * ([cel.get("id") for cel in notebook.cells] != nummers)
    if not vreemd and inhoud != written(notebook):
        vreemd = ["opmaak van de JSON"]
    return list(dict.fromkeys(vreemd))


def _is_usual(naam: str, waarde: Any) -> bool:
    """What a render says of a notebook, or JupyterLab with an ordinary kernel of Python."""
    if waarde == KENMERKEN.get(naam):
        return True
    if naam == "kernelspec":
        return bool({**KENMERKEN[naam], "display_name": "Python 3 (ipykernel)"} == waarde)
    if naam != "language_info" or not isinstance(waarde, dict):
        return False
    from ipykernel.ipkernel import IPythonKernel

    taal = {**IPythonKernel.language_info, "version": waarde.get("version")}
    versie = re.fullmatch(r"\d+(\.\d+)*[a-z\d+]{0,4}", str(taal["version"]))
    return bool(waarde == taal and versie)


def _is_view(naam: str, waarde: Any) -> bool:
    if naam == "jupyter" and isinstance(waarde, dict):
        return waarde.keys() <= _INGEKLAPT and {*map(type, waarde.values())} <= {bool}
    return naam in _GETOOND and isinstance(waarde, bool)
