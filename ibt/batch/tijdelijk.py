"""One folder for all that a run keeps for a while, so that nothing of it stays in the temp folder.

Whatever stops a run: its folder goes with it, or else the next run on this machine takes it away.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.util import Finalize
from pathlib import Path

from ibt.batch.thuismap import font_home
from ibt.begrippen.fout import UitvoerFout

# The longest path that a socket may have (Linux allows 107 bytes, macOS 103), and how much of it
# lies within: our folder; in that, where a kernel listens.
_PAD = 103
_EIGEN, _KERNEL = 44, 20
_ELDERS = ("/tmp", "/var/tmp", "/dev/shm")
# Who made it: process, when that began, and among which processes its number counts.
_NAAM = re.compile(r"ibt-(\d+)-(\d+)-(\d+)-\w+")
_GEDULD = 30.0


def begin_temp() -> None:
    """From now until this process ends, its temporary files and those of what it starts are here.

    First what dead runs of the same user left is taken away. UitvoerFout where there is no place.
    """
    voor = f"ibt-{os.getpid()}-{_begin(os.getpid()) or 0}-{_space()}-"
    try:
        basis = _short_temp(_EIGEN + _KERNEL) or Path(tempfile.gettempdir())
        _sweep(basis)
        map_ = tempfile.mkdtemp(prefix=voor, dir=basis)
    except OSError as fout:
        raise UitvoerFout(_no_room(fout)) from None
    tempfile.tempdir = map_
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), map_))
    os.environ.update(font_home(Path(map_)))  # one list for all kernels
    # After all that multiprocessing clears up itself, which is in it too.
    Finalize(None, _remove, args=(map_,), exitpriority=-200)


@contextmanager
def make_home(naam: str) -> Iterator[Path]:
    """A folder for what runs one notebook; what was started from there ends with it.

    UitvoerFout where there is no room, for then no other report can be made either.
    """
    try:
        thuis = Path(tempfile.mkdtemp(prefix="ibt-", dir=_short_temp(_KERNEL)))
    except OSError as fout:
        raise UitvoerFout(f"{naam}: {_no_room(fout)}") from None
    try:
        yield thuis
    finally:
        end_processes(str(thuis))
        shutil.rmtree(thuis, ignore_errors=True)


def _no_room(fout: OSError) -> str:
    return (
        f"er is geen plaats voor tijdelijke bestanden ({fout.strerror or fout}). Maak ruimte, of "
        "noem in de omgevingsvariabele TMPDIR een map waarin u mag schrijven."
    )


def lasting_temp() -> Path:
    """Where a file may stay after the run."""
    map_ = Path(tempfile.gettempdir())
    return map_.parent if _NAAM.fullmatch(map_.name) else map_


def _short_temp(ruimte: int) -> Path | None:
    """A folder for temporary files with so many bytes left for the path of a socket, if any.

    The usual one, unless that is too deep.
    """
    anders = (os.environ.get("XDG_RUNTIME_DIR", ""), *_ELDERS)
    for map_ in (tempfile.gettempdir(), *anders):
        if has_room(map_, ruimte) and os.access(map_, os.W_OK | os.X_OK):
            return Path(map_)
    return None


def has_room(map_: str, ruimte: int) -> bool:
    """Whether the path of a socket in this folder may be so many bytes longer; Windows has none."""
    return bool(map_) and (os.name == "nt" or len(os.fsencode(map_)) + ruimte <= _PAD)


def _sweep(basis: Path) -> None:
    """Take away folders of runs whose process is gone, if this user made them.

    Not those of a container that shares this folder: whether it still runs cannot be seen here.
    """
    if _begin(os.getpid()) is None:
        return  # processes cannot be told apart here
    for map_ in basis.glob("ibt-*-*-*-*"):
        if gevonden := _NAAM.fullmatch(map_.name):
            pid, begin, onder = map(int, gevonden.groups())
            if onder == _space() and _begin(pid) != begin and _is_own(map_):
                end_processes(str(map_))
                shutil.rmtree(map_, ignore_errors=True)


def _is_own(map_: Path) -> bool:
    """A real folder, no link to one, of this user."""
    try:
        soort = map_.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(soort.st_mode) and soort.st_uid == os.getuid()


def _begin(pid: int) -> int | None:
    """When a process began, in ticks since the machine did; None where it is not (Linux only)."""
    try:
        velden = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return int(velden[19])


def _space() -> int:
    """Among which processes the number of a process counts: in a container among fewer."""
    try:
        return os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        return 0


def end_processes(map_: str) -> None:
    """End what was started for a run or report, by its folder in their environment (Linux only).

    A kernel that was just being started, or what a notebook put in a session of its own, does not
    end with who started it, and would go on to write in this folder, or make it anew.
    """
    einde = time.monotonic() + _GEDULD
    while (over := list(_started_for(map_))) and time.monotonic() < einde:
        for pid in over:
            with suppress(OSError):  # it ended by itself
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _started_for(map_: str) -> Iterator[int]:
    """The other processes with this folder in the environment that they started with."""
    for omgeving in Path("/proc").glob("[0-9]*/environ"):
        pid = int(omgeving.parent.name)
        with suppress(OSError):  # of another user, or gone
            if os.fsencode(map_) in omgeving.read_bytes() and pid != os.getpid():
                yield pid


def _remove(map_: str) -> None:
    """Also where processes cannot be ended here, and one that was just killed still writes."""
    einde = time.monotonic() + _GEDULD
    while os.path.isdir(map_) and time.monotonic() < einde:
        end_processes(map_)
        shutil.rmtree(map_, ignore_errors=True)
        if os.path.isdir(map_):
            time.sleep(0.05)
