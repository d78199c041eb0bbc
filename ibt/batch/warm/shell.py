"""A forked process that runs the cells of one notebook, in the shell that Jupyter's kernel has.

What cells show goes to the worker as the messages of a kernel, without its sockets and threads.
"""

from __future__ import annotations

import asyncio
import builtins
import codecs
import getpass
import io
import multiprocessing
import os
import select
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any, NoReturn

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session, json_packer
from traitlets.config import Config

from ibt.batch.huis import IPYTHON
from ibt.batch.huisregels import load_ipython_extension

_BLOK = 8192  # characters of printed text in one message


class _Shell(ZMQInteractiveShell):
    """The shell of Jupyter's kernel, with no more of a kernel than a widget asks for."""

    kernel = SimpleNamespace(eventloop=None, get_parent=lambda: {"header": {"msg_id": ""}})

    def enable_gui(self, gui: Any = None) -> None:
        """No window: a report is a page."""


class _Uitvoer(Session):
    """Sends what a cell shows to the worker, each message whole."""

    lijn: Connection
    slot: threading.RLock

    def msg(self, msg_type: str, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:
        """A message with no more than what is read of it."""
        return {"msg_type": msg_type, "header": {"msg_type": msg_type}, "content": content or {}}

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Send a message, or one of this type."""
        bericht = msg_or_type
        if isinstance(bericht, str):
            bericht = self.msg(bericht, content)
        with self.slot:
            self.lijn.send_bytes(json_packer(bericht))


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
        with self._uitvoer.slot:
            self._tekst.append(tekst)
            self._lengte += len(tekst)
            if self._lengte > _BLOK:
                self.flush()
        return len(tekst)

    def flush(self) -> None:
        """Send what was written so far, in either way."""
        if os.getpid() != self._van:
            return
        with self._uitvoer.slot:
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


def serve_cells(map_: str, omgeving: Mapping[str, str], lijn: Connection) -> NoReturn:
    """Run each cell that comes in over the line, in this folder; ends with the line.

    `omgeving` comes on top of what this process has.
    """
    os.setsid()  # an interrupt of the terminal is for the command, not for its kernels
    os.environ.update(omgeving)
    os.chdir(map_)
    _as_if_imported_here()
    # Else a pool in a notebook would ask the server of the command for processes, which know
    # nothing of that notebook, and wait for them for ever.
    multiprocessing.set_start_method(None, force=True)
    uitvoer = _Uitvoer()
    uitvoer.lijn, uitvoer.slot = lijn, threading.RLock()
    shell = _make_shell(uitvoer)
    sys.stdout, sys.stderr = _Stroom(uitvoer, "stdout", 1), _Stroom(uitvoer, "stderr", 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # what somebody types is for the command
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)  # type: ignore[misc]
    asyncio.run(_serve(shell, uitvoer))
    os._exit(0)


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


async def _serve(shell: Any, uitvoer: _Uitvoer) -> None:
    """As the kernel does, in a loop that runs: `await` works in a cell, `asyncio.run` does not."""
    while not shell.exit_now:
        try:
            bron = uitvoer.lijn.recv_bytes().decode("utf-8", "surrogatepass")
        except (EOFError, OSError):
            return
        antwoord = await _run_cell(shell, bron)
        sys.stdout.flush()
        sys.stderr.flush()
        uitvoer.send(None, "execute_reply", antwoord)


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
    import matplotlib
    import numpy as np

    matplotlib.rc_file(matplotlib.matplotlib_fname())
    np.random.seed()
