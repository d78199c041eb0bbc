"""One adoption at a time: the register is read, weighed and added to under one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ibt.begrippen.fout import UitvoerFout
from ibt.register.schrijven import not_writable

_SECONDEN = 20.0


@contextmanager
def exclusive(register: Path, seconden: float = _SECONDEN) -> Iterator[None]:
    """Hold the register for one adoption; another waits, so that no row of either is lost.

    UitvoerFout where the other does not end within so many seconds, or where nothing may be
    written beside the register. The empty `.slot` file beside it stays.
    """
    pad = register.resolve()
    # Whoever may write in that folder may add to the register, and so must be able to lock it.
    slot = FileLock(pad.with_name(f".{pad.name}.slot"), mode=0o666)
    try:
        slot.acquire(timeout=seconden)
    except Timeout:
        raise UitvoerFout(
            f"{register.name} wordt nu door een andere opdracht aangevuld. Wacht tot die klaar is "
            "en probeer opnieuw."
        ) from None
    except OSError as fout:
        plek = Path(slot.lock_file)
        raise not_writable(pad, fout, plek if plek.exists() else plek.parent) from None
    try:
        yield
    finally:
        slot.release()
