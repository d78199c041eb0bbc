"""papermill's way to run a notebook, with an environment and limits that come from us."""

from __future__ import annotations

import asyncio
import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any

from ibt.batch.cel import cell_name  # the format, before a library takes it

# isort: split
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.log import logger

from ibt.batch.kernels import Grens, NotebookFout
from ibt.batch.schoon import has_failed, scrub
from ibt.batch.warm.zygote import Forked, fork_shell

_NAAM = "ibt"
_MB = 1_000_000


class _TeVeel(Exception):
    """More output than a notebook may have."""


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's own client, which knows where it is and what came out so far."""

    grens: Grens
    einde: float
    bij: int | None = None
    _bytes = 0
    _gestopt: Any = None

    def limit(self, grens: Grens) -> None:
        """How far it may go, from now on."""
        self.grens, self.einde = grens, monotonic() + grens.tijd
        self.timeout_func = lambda _: max(1, math.ceil(self.einde - monotonic()))
        self.on_cell_start = self.cell_index

    def cell_index(self, **hier: Any) -> None:
        """A cell begins."""
        self.bij = hier["cell_index"]

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Count what a cell says; too much and it is stopped, rather than kept."""
        self._bytes += _size(msg["content"]) if msg["msg_type"] in _UITVOER else 0
        if self._bytes > self.grens.uitvoer * _MB:
            self.interrupt()
            raise _TeVeel
        return super().process_message(msg, cell, cell_index)

    def interrupt(self) -> None:
        """Stop the cell that runs."""
        self._gestopt = asyncio.ensure_future(self.km.interrupt_kernel())


class _ForkedClient(_Client):
    """The same, with a forked process in the place of a kernel."""

    proces: Forked

    def execute(self, **_: Any) -> Any:
        """Run all cells as papermill does, and end the process."""
        self.reset_execution_trackers()
        try:
            self.papermill_execute_cells()
        finally:
            self.interrupt()
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int) -> Any:
        """Run a cell as nbclient does."""
        self.cell_index(cell_index=cell_index)
        overslaan = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or overslaan:
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        with self._alive():
            self.proces.lijn.send_bytes(cell.source.encode("utf-8", "surrogatepass"))
        while (bericht := self._next(cell))["msg_type"] != "execute_reply":
            self.process_message(bericht, cell, cell_index)
        cell["execution_count"] = bericht["content"]["execution_count"]
        _check(self, cell, cell_index, bericht)
        return cell

    def interrupt(self) -> None:
        """End the process."""
        self.proces.end()

    def _next(self, cell: Any) -> dict[str, Any]:
        with self._alive():
            if self.proces.lijn.poll(max(0, self.einde - monotonic())):
                return {"parent_header": {}, **json.loads(self.proces.lijn.recv_bytes())}
        raise CellTimeoutError.error_from_timeout_and_cell("", self.grens.tijd, cell)

    @contextmanager
    def _alive(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError):
            raise DeadKernelError from None


_check: Any = run_sync(_Client._check_raise_for_error)
_UITVOER = ("stream", "display_data", "execute_result", "update_display_data")


def _size(inhoud: Any) -> int:
    """How many characters there are in a message, however deep."""
    if isinstance(inhoud, dict):
        return sum(map(_size, inhoud.values()))
    return sum(map(_size, inhoud)) if isinstance(inhoud, list) else len(str(inhoud))


class Motor(Engine):  # type: ignore[misc]
    """papermill's own engine, but for environment, limits and what it leaves."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **overig: Any) -> Any:
        """The notebook as it is published, and so papermill writes it; a failed one as it is."""
        klaar = super().execute_notebook(nb, kernel_name, **overig)
        return klaar if has_failed(klaar) else scrub(klaar)

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        start_timeout: int,
        warm: bool,
        grens: Grens,
        omgeving: Mapping[str, str],
        instellingen: Mapping[str, Any],
        **_: Any,
    ) -> None:
        """Run all cells; `omgeving` comes on top of what this process has.

        NotebookFout, with the cell, when it goes beyond a limit or its kernel dies.
        """
        proces = fork_shell(os.getcwd(), omgeving) if warm else None
        soort = _Client if proces is None else _ForkedClient
        client = soort(
            nb_man,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            **instellingen,
        )
        client.limit(grens)
        if proces is not None:
            client.proces = proces
        # What is shown in a widget is shown in its cell: a report has no widgets.
        client.comm_open_handlers = {}
        try:
            client.execute(env={**os.environ, **omgeving})
        except (CellTimeoutError, DeadKernelError, _TeVeel) as fout:
            cel = "kernel" if client.bij is None else cell_name(nb_man.nb.cells, client.bij)
            raise NotebookFout(cel, _reason(fout, grens)) from fout


def _reason(fout: Exception, grens: Grens) -> str:
    match fout:
        case CellTimeoutError():
            return (
                f"het notebook duurde langer dan {grens.tijd} seconden en is gestopt. Maak deze "
                "cel sneller, of geef meer met --tijd"
            )
        case _TeVeel():
            return (
                f"het notebook gaf meer dan {grens.uitvoer} MB uitvoer en is gestopt. Laat deze "
                "cel minder tonen"
            )
        case _:
            return "de kernel is onverwacht gestopt"


def motor_name() -> str:
    """The name by which papermill finds this engine from now on."""
    papermill_engines.register(_NAAM, Motor)
    return _NAAM
