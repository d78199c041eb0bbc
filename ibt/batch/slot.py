"""One run at a time in a folder: a second is refused, with who is at work there."""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ibt.batch.schrijf import remove_file, why_not, write_file
from ibt.begrippen.fout import UitvoerFout

_SLOT = "slot"
_WIE = "slot.wie"


@contextmanager
def hold_map(map_: Path, werk: Path) -> Iterator[None]:
    """Hold the folder of a round; `werk` is the working folder in it.

    The lock is that of the operating system, which ends with the process that has it. UitvoerFout
    where another run has it, or where nothing may be written.
    """
    slot = FileLock(werk / _SLOT)
    try:
        werk.mkdir(parents=True, exist_ok=True)
        slot.acquire(timeout=0)
    except Timeout:
        raise UitvoerFout(
            f"{map_}: hier wordt nu al een ronde gemaakt ({_who(werk)}). Wacht tot die klaar is en "
            "probeer opnieuw."
        ) from None
    except NotImplementedError:
        yield  # a file system without locks: nothing to hold
        return
    except OSError as fout:
        raise UitvoerFout(why_not(werk / _SLOT, fout)) from None
    try:
        write_file(werk / _WIE, _me().encode())
        yield
    finally:
        remove_file(werk / _WIE)
        slot.release()


def _me() -> str:
    try:
        wie = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process without a name
        wie = "onbekend"
    nu = datetime.now().strftime("%d-%m-%Y %H:%M")
    return f"proces {os.getpid()} van {wie} op {platform.node()}, sinds {nu}"


def _who(werk: Path) -> str:
    try:
        return (werk / _WIE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return "door een ander proces"
