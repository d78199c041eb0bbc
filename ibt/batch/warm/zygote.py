"""The process of a worker from which the processes are forked that run its notebooks.

It is forked itself before the worker has a thread or socket, holds everything imported, and does
nothing but fork again. Linux only.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NoReturn

from ibt.batch.tijdelijk import PAD_SERVER, has_room

# Seconds for what takes some hundredths of one.
_GEDULD = 30.0
_GROOTST = 1_000_000  # bytes of one request


def can_fork() -> bool:
    """Whether forked processes are safe here: Windows has no fork, and on macOS it breaks."""
    return sys.platform == "linux" and has_room(tempfile.gettempdir(), PAD_SERVER)


@dataclass(frozen=True)
class Forked:
    """A process that runs cells, and the line to it."""

    pid: int
    lijn: Connection

    def end(self) -> None:
        """End it, with what it started in its group.

        Its number is no other's: whoever forked it waits for it only at the next request.
        """
        self.lijn.close()
        for eind in (os.killpg, os.kill):
            with suppress(ProcessLookupError):
                eind(self.pid, signal.SIGKILL)


class Zygote:
    """The worker's end: ask for a process. `ronde` is the packed round its notebooks ask for."""

    def __init__(self, ronde: bytes = b"") -> None:
        self._lijn, andere_kant = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = os.fork()
        if self.pid == 0:
            self._lijn.close()
            _serve(andere_kant, ronde)
        andere_kant.close()
        self._lijn.settimeout(_GEDULD)

    def fork(self, map_: str, omgeving: Mapping[str, str]) -> Forked:
        """A new process; OSError when there is no zygote any more, or it does not answer."""
        vraag = pickle.dumps((map_, dict(omgeving)))
        hier, daar = socket.socketpair()
        with hier, daar:
            try:
                socket.send_fds(self._lijn, [vraag], [daar.fileno()])
                pid = int.from_bytes(self._lijn.recv(8))
                if not pid:
                    raise ConnectionResetError
            except OSError:
                # A late answer would be taken for that to a later question.
                os.kill(self.pid, signal.SIGKILL)
                raise
            return Forked(pid, Connection(hier.detach()))

    def close(self) -> None:
        """End it; a process that still runs ends too."""
        self._lijn.close()
        os.waitpid(self.pid, 0)


_EIGEN: ContextVar[Zygote | None] = ContextVar("zygote", default=None)


def keep_zygote(ronde: bytes = b"") -> None:
    """Make this process one that can fork; only before it has a thread or a socket."""
    if _EIGEN.get() is None:
        _EIGEN.set(Zygote(ronde))


def close_zygote() -> None:
    """The end of `keep_zygote`: from now on kernels are started anew."""
    zygote = _EIGEN.get()
    if zygote is not None:
        _EIGEN.set(None)
        zygote.close()


def fork_shell(map_: str, omgeving: Mapping[str, str]) -> Forked | None:
    """A process that runs cells in this folder, with this on top of the environment.

    None where none can be forked.
    """
    zygote = _EIGEN.get()
    if zygote is None:
        return None
    try:
        return zygote.fork(map_, omgeving)
    except OSError:
        return None


def _serve(lijn: socket.socket, ronde: bytes) -> NoReturn:
    """Fork a process per request until the worker is gone."""
    vorige = 0
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command
        if ronde:
            from ibt.ronde.geheugen import remember

            remember(ronde)
        while True:
            bericht, fds, _, _ = socket.recv_fds(lijn, _GROOTST, 1)
            if vorige:
                _end(vorige)
            if not bericht:
                break
            vorige = os.fork()
            if vorige == 0:
                lijn.close()
                map_, omgeving = pickle.loads(bericht)
                _run(map_, omgeving, Connection(fds[0]))
            os.close(fds[0])
            lijn.send(vorige.to_bytes(8))
    finally:
        os._exit(0)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _run(map_: str, omgeving: Mapping[str, str], lijn: Connection) -> NoReturn:
    from ibt.batch.warm.shell import serve_cells

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        serve_cells(map_, omgeving, lijn)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)
