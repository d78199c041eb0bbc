"""One adoption at a time: the register is read, weighed and added to under one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ibt.begrippen.fout import UitvoerFout

_SECONDEN = 20.0


@contextmanager
def exclusive(register: Path, seconden: float = _SECONDEN) -> Iterator[None]:
    """Hold the register for one adoption; another waits, so that no row of either is lost.

    UitvoerFout where the other does not end within so many seconds, or where nothing may be
    written beside the register. The empty `.slot` file beside it stays.
    """
    pad = register.resolve()
    slot = FileLock(pad.with_name(f".{pad.name}.slot"))
    try:
        slot.acquire(timeout=seconden)
    except Timeout:
        raise UitvoerFout(
            f"{register.name} wordt nu door een andere opdracht aangevuld. Wacht tot die klaar is "
            "en probeer opnieuw."
        ) from None
    except OSError:
        raise UitvoerFout(
            f"{register} kan niet worden aangevuld: in die map mag niet worden geschreven."
        ) from None
    try:
        yield
    finally:
        slot.release()
