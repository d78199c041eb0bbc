"""The process of a worker from which its kernels are forked.

It is forked itself before the worker has a thread or socket, holds everything imported, and does
nothing but fork again. Linux only: a kernel is watched through its pidfd.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import struct
import sys
import tempfile
from dataclasses import dataclass

from ibt.batch.tijdelijk import PAD_SERVER, has_room
from ibt.batch.warm.kernel import Start, serve_kernel

_LENGTE = struct.Struct("!Q")
# Seconds for what takes some hundredths of one.
_GEDULD = 30.0


def can_fork() -> bool:
    """Whether forked kernels are safe here: Windows has no fork, and on macOS it breaks."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return False
    if not has_room(tempfile.gettempdir(), PAD_SERVER):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # a kernel of Linux, or a sandbox, without it
        return False
    return True


@dataclass(frozen=True)
class Forked:
    """A kernel that was forked, with what jupyter_client asks of a `subprocess.Popen`."""

    pid: int
    pidfd: int
    stdin: None = None
    stdout: None = None
    stderr: None = None

    def poll(self) -> int | None:
        """None while it runs, then 0: its real exit code is known to nobody."""
        import select

        gereed, _, _ = select.select([self.pidfd], [], [], 0)
        return 0 if gereed else None

    def wait(self) -> int:
        """0, once it has ended."""
        import select

        select.select([self.pidfd], [], [])
        os.close(self.pidfd)
        return 0

    def send_signal(self, signaal: int) -> None:
        """A signal, to no other process that may have got its number since."""
        signal.pidfd_send_signal(self.pidfd, signaal)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Zygote:
    """The worker's end: ask for a kernel."""

    def __init__(self) -> None:
        self._lijn, andere_kant = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            self._lijn.close()
            _serve(andere_kant)
        andere_kant.close()
        self._lijn.settimeout(_GEDULD)

    def fork(self, start: Start) -> Forked:
        """A new kernel; OSError when there is no zygote any more, or it does not answer."""
        bericht = pickle.dumps(start)
        try:
            self._lijn.sendall(_LENGTE.pack(len(bericht)) + bericht)
            pid, pidfd = _receive(self._lijn)
        except OSError:
            # A late answer would be taken for that to a later question.
            os.kill(self.pid, signal.SIGKILL)
            raise
        return Forked(pid, pidfd)

    def close(self) -> None:
        """End it; kernels that still run notice by themselves."""
        self._lijn.close()
        os.waitpid(self.pid, 0)


def _serve(lijn: socket.socket) -> None:
    """Fork a kernel per request until the worker is gone; never returns."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # an ended kernel leaves nothing behind
        zygote = os.getpid()
        while (start := _next(lijn)) is not None:
            pid = os.fork()
            if pid == 0:
                lijn.close()
                _become_kernel(start, zygote)
            pidfd = os.pidfd_open(pid)
            socket.send_fds(lijn, [_LENGTE.pack(pid)], [pidfd])
            os.close(pidfd)
    finally:
        os._exit(0)


def _become_kernel(start: Start, zygote: int) -> None:
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        serve_kernel(start, zygote)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def _next(lijn: socket.socket) -> Start | None:
    kop = _read(lijn, _LENGTE.size)
    inhoud = _read(lijn, _LENGTE.unpack(kop)[0]) if kop else b""
    return pickle.loads(inhoud) if inhoud else None


def _read(lijn: socket.socket, lengte: int) -> bytes:
    """So many bytes; empty when the other end is closed."""
    delen = bytearray()
    while len(delen) < lengte:
        deel = lijn.recv(lengte - len(delen))
        if not deel:
            return b""
        delen += deel
    return bytes(delen)


def _receive(lijn: socket.socket) -> tuple[int, int]:
    kop, fds, _, _ = socket.recv_fds(lijn, _LENGTE.size, 1)
    if not fds:
        raise OSError("het proces waaruit kernels komen is gestopt")
    return _LENGTE.unpack(kop)[0], fds[0]
