"""One notebook, run by papermill in a kernel of its own; what it leaves is made publishable."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ibt.batch.cel import cell_name
from ibt.batch.formaat import NotebookNode, nbformat
from ibt.batch.huis import furnish
from ibt.batch.huisregels import GEHEUGEN
from ibt.batch.kernels import GEWOON, Grens, Kernels, NotebookFout
from ibt.batch.schoon import KERNEL
from ibt.batch.schrijf import SCHIJF, why_not
from ibt.batch.tijdelijk import PAD_KERNEL, end_processes, has_room, short_temp
from ibt.begrippen.fout import UitvoerFout

START_SECONDEN = 120


def run_notebook(
    bron: Path,
    doel: Path,
    parameters: Mapping[str, str],
    werkmap: Path,
    kernels: Kernels = GEWOON,
) -> NotebookNode:
    """The executed notebook without traces of this run.

    `doel` is where papermill writes it, as it can be published or, when a cell failed, as it
    stopped. `werkmap` is the folder that its relative paths start from. NotebookFout when a cell
    fails; UitvoerFout when the disk takes no more, for then no other report can be made either.
    """
    from papermill.exceptions import PapermillExecutionError

    huis = _home(doel)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _execute(bron, doel, parameters, werkmap, kernels, huis)
    except PapermillExecutionError as fout:
        raise NotebookFout(_cell(doel, fout.cell_index), _said(fout, kernels.grens)) from fout
    except NotebookFout:
        raise
    except OSError as fout:
        if fout.errno in SCHIJF:
            raise UitvoerFout(why_not(doel, fout)) from None
        raise NotebookFout("kernel", f"{type(fout).__name__}: {fout}") from fout
    except Exception as fout:
        # Any other failure is this report's own too.
        raise NotebookFout("kernel", f"{type(fout).__name__}: {fout}") from fout
    finally:
        end_processes(str(huis))
        shutil.rmtree(huis, ignore_errors=True)


def _home(doel: Path) -> Path:
    """A folder for the kernel; without one no other report can be made either."""
    try:
        return Path(tempfile.mkdtemp(prefix="ibt-", dir=short_temp(PAD_KERNEL)))
    except OSError as fout:
        raise UitvoerFout(
            f"{doel.stem}: er is geen plaats voor tijdelijke bestanden ({fout.strerror}). Maak "
            "ruimte, of noem in de omgevingsvariabele TMPDIR een andere map."
        ) from None


def _execute(
    bron: Path,
    doel: Path,
    parameters: Mapping[str, str],
    werkmap: Path,
    kernels: Kernels,
    huis: Path,
) -> NotebookNode:
    import papermill

    from ibt.batch.motor import motor_name

    klaar: NotebookNode = papermill.execute_notebook(
        _literal(bron),
        _literal(doel),
        parameters=dict(parameters),
        engine_name=motor_name(),
        kernel_name=KERNEL,
        language="python",
        progress_bar=False,
        request_save_on_cell_execute=False,
        cwd=str(werkmap),
        start_timeout=START_SECONDEN,
        warm=kernels.warm,
        grens=kernels.grens,
        omgeving={**furnish(huis), GEHEUGEN: str(kernels.grens.geheugen)},
        instellingen=_settings(huis),
    )
    return klaar


def _literal(pad: Path) -> str:
    """A path as it is: within braces papermill fills in a parameter."""
    return str(pad).replace("{", "{{").replace("}", "}}")


def _cell(doel: Path, index: int | None) -> str:
    """The cell as the analyst finds it in the notebook that stopped."""
    if index is None:
        return "een cel"
    try:
        cellen = nbformat.read(doel, as_version=4).cells
    except (OSError, ValueError):
        return f"cel {index + 1}"
    eigen = [c for c in cellen if "papermill-error-cell-tag" not in c.metadata.get("tags", [])]
    return cell_name(eigen, index)


def _said(fout: Any, grens: Grens) -> str:
    """What a cell said when it failed."""
    if fout.ename.endswith("MemoryError"):
        return (
            f"het notebook wilde meer geheugen dan {grens.geheugen} MB en is gestopt "
            f"({fout.ename}). Maak deze cel zuiniger, of geef meer met --geheugen"
        )
    hint = ""
    if fout.ename == "FileNotFoundError":
        hint = (
            " (een cel draait in de map van het rapport, met de invoer in ../invoer; noem een "
            "ander bestand met zijn hele pad)"
        )
    return f"{fout.ename}: {fout.evalue}{hint}"


def _settings(huis: Path) -> dict[str, Any]:
    """What nbclient is told of its kernel.

    A socket of its own for each kernel: parallel kernels race for TCP ports.
    """
    from traitlets.config import Config

    config = Config({"NotebookClient": {"shutdown_kernel": "immediate"}})
    config.merge({"KernelManager": {"connection_file": str(huis / "kernel.json")}})
    if os.name != "nt" and has_room(str(huis), len("/k-5")):
        config.merge({"KernelManager": {"transport": "ipc", "ip": str(huis / "k")}})
    return {"config": config}
