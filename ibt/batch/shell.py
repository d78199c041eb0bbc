"""The cells of one notebook, run in this process by the shell that Jupyter's kernel has.

For a process that was forked for it, and ends with it. What cells show are the messages of a
kernel, without its sockets and threads; nbclient makes outputs of them, as of those of a kernel.
"""

from __future__ import annotations

import asyncio
import builtins
import codecs
import getpass
import io
import logging
import os
import select
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn, Protocol

from ibt.batch.cellen import (  # the format, before a library takes it
    GESTOPT,
    MB,
    cell_name,
    message_size,
    too_much,
)

# isort: split
from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session, json_packer, json_unpacker
from papermill.clientwrap import PapermillNotebookClient
from tqdm import tqdm
from traitlets.config import Config

from ibt.batch.huisregels import load_ipython_extension
from ibt.batch.thuismap import IPYTHON
from ibt.batch.verzoek import Limiet, NotebookFout

_BLOK = 8192  # characters of printed text in one message


class Melder(Protocol):
    """Who hears how far a notebook is whose cells run in this process."""

    def begin(self, cel: str) -> None:
        """This cell begins."""

    def stop(self, fout: str) -> NoReturn:
        """The cell that runs went beyond a limit: the process ends."""


class _Shell(ZMQInteractiveShell):
    """The shell of Jupyter's kernel, with no more of a kernel than a widget asks for."""

    kernel = SimpleNamespace(eventloop=None, get_parent=lambda: {"header": {"msg_id": ""}})

    def enable_gui(self, gui: Any = None) -> None:
        """No window: a report is a page."""


class _Uitvoer(Session):
    """Keeps what a cell shows, each message as it would be sent."""

    grendel: threading.RLock

    def limit(self, limiet: Limiet, melder: Melder) -> None:
        """Begin, with as much to show as a notebook may."""
        self.grendel = threading.RLock()
        self._berichten: list[bytes] = []
        self._limiet, self._nog, self._melder = limiet, limiet.uitvoer * MB, melder

    def msg(self, msg_type: str, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:
        """A message with no more than what is read of it."""
        return {"msg_type": msg_type, "header": {"msg_type": msg_type}, "content": content or {}}

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Keep a message, or one of this type; too much and the notebook is stopped."""
        bericht = msg_or_type
        if isinstance(bericht, str):
            bericht = self.msg(bericht, content)
        with self.grendel:
            self._berichten.append(json_packer(bericht))
            self._nog -= message_size(bericht)
            if self._nog < 0:
                self._melder.stop(too_much(self._limiet))

    def take(self) -> list[Any]:
        """What came since this was last asked."""
        with self.grendel:
            berichten = [
                {"parent_header": {}, **json_unpacker(bericht)} for bericht in self._berichten
            ]
            self._berichten = []
        return berichten


class _Stroom(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell, with what is written to the file beneath it.

    A process that a cell forks writes to that file.
    """

    def __init__(self, uitvoer: _Uitvoer, naam: str, nummer: int) -> None:
        self.name = f"<{naam}>"
        self._uitvoer, self._naam, self._nummer, self._van = uitvoer, naam, nummer, os.getpid()
        self._tekst: list[str] = []
        self._lengte, self._dicht = 0, False
        self._lees, schrijf = os.pipe()
        os.set_blocking(self._lees, False)
        os.dup2(schrijf, nummer)
        os.close(schrijf)
        self._decodeer = codecs.getincrementaldecoder("utf-8")("replace")
        threading.Thread(target=self._watch, daemon=True).start()

    encoding = "UTF-8"
    errors = "strict"

    def fileno(self) -> int:
        """The file beneath it, for what a cell starts."""
        return self._nummer

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, tekst: str) -> int:
        """Keep a text until there is enough for a message."""
        if not isinstance(tekst, str):
            raise TypeError(f"write() argument must be str, not {type(tekst)}")
        if os.getpid() != self._van:
            os.write(self._nummer, tekst.encode(errors="surrogateescape"))
            return len(tekst)
        with self._uitvoer.grendel:
            self._tekst.append(tekst)
            self._lengte += len(tekst)
            if self._lengte > _BLOK:
                self.flush()
        return len(tekst)

    def flush(self) -> None:
        """Send what was written so far, in either way."""
        if os.getpid() != self._van:
            return
        with self._uitvoer.grendel:
            tekst = "".join(self._tekst) + self._written()
            self._tekst.clear()
            self._lengte = 0
            if tekst:
                self._uitvoer.send(None, "stream", {"name": self._naam, "text": tekst})

    def _written(self) -> str:
        delen = []
        with suppress(BlockingIOError):
            while deel := os.read(self._lees, 65536):
                delen.append(deel)
            self._dicht = True  # nobody can write to it any more: a cell closed it
        return self._decodeer.decode(b"".join(delen))

    def _watch(self) -> None:
        """Make room for a process that writes more than a pipe holds."""
        while not self._dicht:
            select.select([self._lees], [], [])
            self.flush()


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's own client, with a shell in the place of a kernel."""

    schelp: Any
    uitvoer: _Uitvoer
    lus: asyncio.AbstractEventLoop
    melder: Melder

    def execute_cell(self, cell: Any, cell_index: int) -> Any:
        """Run a cell as nbclient does."""
        naam = cell_name(self.nb.cells, cell_index)
        self.melder.begin(naam)
        overslaan = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or overslaan:
            return cell
        if self.schelp.exit_now:  # a cell before this one ended it
            raise NotebookFout(naam, GESTOPT)
        cell.outputs = []
        self.clear_before_next_output = False
        antwoord = self.lus.run_until_complete(_run_cell(self.schelp, cell.source))
        sys.stdout.flush()
        sys.stderr.flush()
        for bericht in self.uitvoer.take():
            self.process_message(bericht, cell, cell_index)
        cell["execution_count"] = antwoord["execution_count"]
        inhoud = {"content": json_unpacker(json_packer(antwoord))}
        self.lus.run_until_complete(self._check_raise_for_error(cell, cell_index, inhoud))
        return cell


def run_cells(
    melder: Melder, nb_man: Any, map_: Path, omgeving: Mapping[str, str], limiet: Limiet
) -> None:
    """Run each cell of papermill's notebook in this folder, and say so before it runs.

    `omgeving` comes on top of what this process has.
    """
    os.environ.update(omgeving)
    os.chdir(map_)
    # What a cell logs is shown, as in a kernel; what went wrong is told to who forked this process.
    logging.root.handlers.clear()
    tqdm._instances.clear()  # nor does a bar of a cell stand below that of the command
    _as_if_imported_here()
    client = _Client(nb_man)
    client.reset_execution_trackers()
    client.melder = melder
    client.comm_open_handlers = {}  # what is shown in a widget is shown in its cell
    client.uitvoer = _Uitvoer()
    client.uitvoer.limit(limiet, melder)
    client.schelp = _make_shell(client.uitvoer)
    client.lus = asyncio.new_event_loop()
    for naam, nummer in (("stdout", 1), ("stderr", 2)):
        setattr(sys, naam, _Stroom(client.uitvoer, naam, nummer))
    client.papermill_execute_cells()


def _make_shell(uitvoer: _Uitvoer) -> Any:
    """The shell as a kernel makes it, with our settings and none of whoever runs it."""
    shell: Any = _Shell.instance(config=Config(IPYTHON), compiler_class=XCachingCompiler)
    shell.displayhook.session = shell.display_pub.session = uitvoer
    with suppress(Exception):  # as the kernel does: who asks for it hears that it is not there
        shell.extension_manager.load_extension("storemagic")
    load_ipython_extension(shell)
    builtins.input = _ask("raw_input")
    getpass.getpass = _ask("getpass")
    return shell


def _ask(naam: str) -> Any:
    def ask(*_: Any, **__: Any) -> NoReturn:
        raise StdinNotImplementedError(
            f"{naam} was called, but this frontend does not support input requests."
        )

    return ask


async def _run_cell(shell: Any, bron: str) -> dict[str, Any]:
    """Run a cell; what the kernel answers when it is done."""
    mislukt = None
    try:
        code = shell.transform_cell(bron)
    except Exception:
        code, mislukt = bron, sys.exc_info()
    hoe = {"transformed_cell": code, "preprocessing_exc_tuple": mislukt}
    if shell.should_run_async(bron, **hoe):
        try:
            uit = None
            uit = await asyncio.ensure_future(shell.run_cell_async(bron, store_history=True, **hoe))
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", uit)
    else:
        uit = shell.run_cell(bron, store_history=True)
    fout = uit.error_in_exec if uit.error_before_exec is None else uit.error_before_exec
    antwoord = {"status": "ok", "execution_count": shell.execution_count - 1}
    if fout is None and not shell._last_traceback_during_displayhook:
        return antwoord
    return antwoord | {
        "status": "error",
        "ename": type(fout).__name__,
        "evalue": str(fout),
        "traceback": shell._last_traceback or [],
    }


def _as_if_imported_here() -> None:
    """The settings and chance that an ordinary kernel finds when it imports these itself."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    import matplotlib
    import numpy as np
    import pandas as pd

    matplotlib.rc_file(matplotlib.matplotlib_fname())
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    np.random.seed()
    pd.set_option("display.max_columns", 20)  # all of them on a terminal, where the command may be
