"""One notebook, run by papermill: its cells in an ordinary kernel, or by the shell of this process.

What it leaves is publishable: without traces of this run.
"""

from __future__ import annotations

import asyncio
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import Context
from pathlib import Path
from time import monotonic
from typing import Any

from ibt.batch.formaat import NotebookNode  # before a library takes it

# isort: split
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.log import logger
from traitlets.config import Config

from ibt.batch.huisregels import GEHEUGEN
from ibt.batch.schoon import KERNEL, scrub, written
from ibt.batch.schrijf import SCHIJF, why_unwritten
from ibt.batch.thuismap import furnish
from ibt.batch.tijdelijk import has_room
from ibt.batch.verzoek import Limiet, NotebookFout, Rapportopdracht
from ibt.begrippen.fout import UitvoerFout

START_SECONDEN = 120
MB = 1_000_000
_UITVOER = ("stream", "display_data", "execute_result", "update_display_data")


# Runs papermill's notebook in this process, in a folder, with this on top of its environment.
Schelp = Callable[[Any, Path, Mapping[str, str], Limiet], None]


def run_notebook(
    opdracht: Rapportopdracht,
    thuis: Path,
    schelp: Schelp | None = None,
    lopend: set[Any] | None = None,
) -> bytes:
    """The file of the executed notebook, without traces of this run.

    With a `schelp` the cells run in this very process, which was forked for this notebook alone;
    else in an ordinary kernel, which is in `lopend` while it runs, for who must stop it (`end`).
    NotebookFout when a cell fails; UitvoerFout when the disk takes no more.
    """
    papermill_engines.register("ibt", _Uitvoering)
    try:
        klaar = papermill.execute_notebook(
            # Within braces papermill fills in a parameter.
            str(opdracht.notebook).replace("{", "{{").replace("}", "}}"),
            None,
            parameters=dict(opdracht.parameters),
            engine_name="ibt",
            kernel_name=KERNEL,
            language="python",
            progress_bar=False,
            opdracht=opdracht,
            thuis=thuis,
            schelp=schelp,
            lopend=set() if lopend is None else lopend,
        )
        return written(scrub(klaar))
    except NotebookFout:
        raise
    except Exception as fout:
        if isinstance(fout, OSError) and fout.errno in SCHIJF:
            raise UitvoerFout(why_unwritten(thuis, fout)) from fout  # no fault of this notebook
        raise NotebookFout("kernel", f"{type(fout).__name__}: {fout}") from fout


def cell_name(cellen: Sequence[NotebookNode], index: int) -> str:
    """`cel 12 (onder Cijfers)`: its number from the top, text cells included, and the heading."""
    for cel in reversed(cellen[:index]):
        koppen = re.findall(r"^#+ +(.+)$", cel.source, re.MULTILINE)
        if cel.cell_type == "markdown" and koppen:
            return f"cel {index + 1} (onder {koppen[-1].strip()})"
    return f"cel {index + 1}"


def too_long(limiet: Limiet) -> str:
    """What is said of a notebook that was stopped for its time."""
    return (
        f"het notebook duurde langer dan {limiet.tijd} seconden en is gestopt. Maak deze cel "
        "sneller, of geef meer met --tijd"
    )


def too_much(limiet: Limiet) -> str:
    """What is said of a notebook that was stopped for what it showed."""
    return (
        f"het notebook gaf meer dan {limiet.uitvoer} MB uitvoer en is gestopt. Laat deze cel "
        "minder tonen"
    )


GESTOPT = "de kernel is onverwacht gestopt"


def message_size(bericht: Mapping[str, Any]) -> int:
    """How many characters a kernel's message shows, however deep."""
    return _size(bericht["content"]) if bericht["msg_type"] in _UITVOER else 0


def _size(inhoud: Any) -> int:
    if isinstance(inhoud, dict):
        return sum(map(_size, inhoud.values()))
    return sum(map(_size, inhoud)) if isinstance(inhoud, list) else len(str(inhoud))


class _TeVeel(Exception):
    """More output than a notebook may have."""


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's own client, which knows where it is and what came out so far."""

    limiet: Limiet
    bij: int | None = None
    _bytes = 0
    _gestopt: Any = None
    _afgebroken = False

    def limit(self, limiet: Limiet) -> None:
        """How far it may go, from now on."""
        einde = monotonic() + limiet.tijd
        self.limiet = limiet
        self.timeout_func = lambda _: max(1, math.ceil(einde - monotonic()))
        self.on_cell_start = self.begin

    def begin(self, **hier: Any) -> None:
        """A cell begins."""
        if self._afgebroken:
            raise DeadKernelError
        self.bij = hier["cell_index"]

    def end(self) -> None:
        """Stop the kernel at once, from another thread; one that only starts runs no cell."""
        self._afgebroken = True
        with suppress(AttributeError, OSError):
            self.km.provisioner.process.kill()

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Count what a cell says; too much and its kernel is stopped, rather than kept."""
        self._bytes += message_size(msg)
        if self._bytes > self.limiet.uitvoer * MB:
            self._gestopt = asyncio.ensure_future(self.km.interrupt_kernel())
            raise _TeVeel
        return super().process_message(msg, cell, cell_index)


class _Uitvoering(Engine):  # type: ignore[misc]
    """papermill's own engine, but for environment, limits and how a failure is told."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **overig: Any) -> Any:
        """The executed notebook; NotebookFout with the cell that failed, and what it then was."""
        klaar = super().execute_notebook(nb, kernel_name, **overig)
        cellen = list(klaar.cells)
        try:
            raise_for_execution_errors(klaar, None)
        except PapermillExecutionError as fout:
            zin = _said(fout, overig["opdracht"].limiet)
            raise NotebookFout(cell_name(cellen, fout.cell_index), zin, written(klaar)) from fout
        return klaar

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        opdracht: Rapportopdracht,
        thuis: Path,
        schelp: Schelp | None,
        lopend: set[Any],
        **_: Any,
    ) -> None:
        """Run all cells. NotebookFout, with the cell, when it goes beyond a limit or dies."""
        limiet, werkmap = opdracht.limiet, opdracht.werkmap
        omgeving = {**furnish(thuis), GEHEUGEN: str(limiet.geheugen)}
        if schelp is not None:
            schelp(nb_man, werkmap, omgeving, limiet)
            return
        client = _Client(
            nb_man,
            startup_timeout=START_SECONDEN,
            kernel_name=kernel_name,
            log=logger,
            resources={"metadata": {"path": str(werkmap)}},
            config=_settings(thuis),
        )
        client.limit(limiet)
        lopend.add(client)
        # What is shown in a widget is shown in its cell: a report has no widgets.
        client.comm_open_handlers = {}
        try:
            Context().run(_with_own_loop, client, {**os.environ, **omgeving})
        except (CellTimeoutError, DeadKernelError, _TeVeel) as fout:
            zin = {CellTimeoutError: too_long(limiet), _TeVeel: too_much(limiet)}
            cel = "kernel" if client.bij is None else cell_name(nb_man.nb.cells, client.bij)
            raise NotebookFout(cel, zin.get(type(fout), GESTOPT)) from fout
        finally:
            lopend.discard(client)


def _with_own_loop(client: _Client, omgeving: Mapping[str, str]) -> None:
    """Run all cells; the loop of who forked this process would hear of what is not its."""
    lus = ensure_event_loop()
    try:
        client.execute(env=omgeving)
    finally:
        if not lus.is_running():  # of somebody who calls this from within
            lus.close()


def _settings(thuis: Path) -> Config:
    """What nbclient is told of its kernel.

    A socket of its own for each kernel: parallel kernels race for TCP ports.
    """
    config = Config({"NotebookClient": {"shutdown_kernel": "immediate"}})
    config.merge({"KernelManager": {"connection_file": str(thuis / "kernel.json")}})
    if os.name != "nt" and has_room(str(thuis), len("/k-5")):
        config.merge({"KernelManager": {"transport": "ipc", "ip": str(thuis / "k")}})
    return config


def _said(fout: Any, limiet: Limiet) -> str:
    """What a cell said when it failed."""
    if fout.ename.endswith("MemoryError"):
        return (
            f"het notebook wilde meer geheugen dan {limiet.geheugen} MB en is gestopt "
            f"({fout.ename}). Maak deze cel zuiniger, of geef meer met --geheugen"
        )
    hint = ""
    if fout.ename == "FileNotFoundError":
        hint = (
            " (een cel draait in de map van het rapport, met de invoer in ../invoer; noem een "
            "ander bestand met zijn hele pad)"
        )
    return f"{fout.ename}: {fout.evalue}{hint}"
