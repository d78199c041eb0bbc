"""papermill's way to run a notebook, with an environment and limits that come from us."""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import Mapping
from time import monotonic
from typing import Any

from ibt.batch.cel import cell_name  # the format, before a library takes it

# isort: split
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.log import logger

from ibt.batch.kernels import Grens, NotebookFout
from ibt.batch.schoon import has_failed, scrub

_NAAM = "ibt"
_MB = 1_000_000


class _TeVeel(Exception):
    """More output than a notebook may have."""


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's own client, which knows where it is and what came out so far."""

    grens: Grens
    bij: int | None = None
    _bytes = 0
    _gestopt: Any = None

    def cell_index(self, **hier: Any) -> None:
        """A cell begins."""
        self.bij = hier["cell_index"]

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Count what a cell says; too much and it is stopped, rather than kept."""
        self._bytes += _size(msg["content"]) if msg["msg_type"] in _UITVOER else 0
        if self._bytes > self.grens.uitvoer * _MB:
            self._gestopt = asyncio.ensure_future(self.km.interrupt_kernel())
            raise _TeVeel
        return super().process_message(msg, cell, cell_index)


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
        grens: Grens,
        omgeving: Mapping[str, str],
        instellingen: Mapping[str, Any],
        **_: Any,
    ) -> None:
        """Run all cells; `omgeving` comes on top of what this process has.

        NotebookFout, with the cell, when it goes beyond a limit or its kernel dies.
        """
        client = _Client(
            nb_man,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            **instellingen,
        )
        einde = monotonic() + grens.tijd
        client.grens = grens
        client.timeout_func = lambda _: max(1, math.ceil(einde - monotonic()))
        client.on_cell_start = client.cell_index
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
