"""One notebook, run by papermill in a kernel of its own; what it leaves is made publishable."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

CEL_SECONDEN = 300
START_SECONDEN = 120
KERNEL = "python3"


class NotebookFout(Exception):
    """A notebook that stopped: in which cell, and why. Travels between processes."""

    def __init__(self, cel: str, fout: str) -> None:
        super().__init__(cel, fout)
        self.cel = cel
        self.fout = fout


def run_notebook(
    bron: Path, doel: Path, parameters: Mapping[str, str], werkmap: Path
) -> NotebookNode:
    """The executed notebook without traces of this run; NotebookFout when a cell fails.

    `doel` is where the running notebook is kept, `werkmap` the folder that its relative paths
    start from.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    sockets = Path(tempfile.mkdtemp(prefix="ibt-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            papermill.execute_notebook(
                str(bron),
                str(doel),
                parameters=dict(parameters),
                kernel_name=KERNEL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                cwd=str(werkmap),
                start_timeout=START_SECONDEN,
                execution_timeout=CEL_SECONDEN,
                config=_kernel_config(sockets),
            )
    except PapermillExecutionError as fout:
        cel = f"cel {fout.cell_index + 1}" if fout.cell_index is not None else "een cel"
        raise NotebookFout(cel, f"{fout.ename}: {fout.evalue}") from None
    except Exception as fout:
        # A dead kernel or a timeout is no CellExecutionError: any failure is this report's own.
        raise NotebookFout("kernel", f"{type(fout).__name__}: {fout}") from None
    finally:
        shutil.rmtree(sockets, ignore_errors=True)
    return scrub(nbformat.read(doel, as_version=4))


def scrub(notebook: NotebookNode) -> NotebookNode:
    """The notebook without paths, times, user names and random ids."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": KERNEL},
            "language_info": {"name": "python"},
        }
    )
    for nummer, cel in enumerate(notebook.cells):
        labels = cel.metadata.get("tags", [])
        cel.metadata = nbformat.from_dict({"tags": labels} if labels else {})
        if "injected-parameters" in labels:
            cel["id"] = f"parameters-{nummer:02d}"
            cel["source"] = "\n".join(
                regel for regel in cel["source"].splitlines() if not regel.startswith("#")
            )
        for uitvoer in cel.get("outputs", []):
            uitvoer.pop("transient", None)
    return notebook


def _kernel_config(sockets: Path) -> Any:
    """A socket of its own for each kernel: parallel kernels race for TCP ports."""
    from traitlets.config import Config

    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(sockets / "k")}})
