"""Many reports side by side, a process per core; a worker that dies takes no other report along."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from tqdm import tqdm

from ibt.batch.opdracht import Opdracht, forget_rapport, make_rapport
from ibt.rapport.index import Mislukt

_MEESTE = 8
_GEDULD = 5.0
_GESTOPT = "het proces dat dit rapport maakte is gestopt (te weinig geheugen?)"


def run_opdrachten(
    opdrachten: Sequence[Opdracht], log: Path, werkers: int | None = None
) -> tuple[Mislukt, ...]:
    """Make all reports; what failed, in the order given. The bar shows only on a terminal."""
    aantal = max(1, min(werkers or os.cpu_count() or 1, len(opdrachten), _MEESTE))
    mislukt: dict[str, Mislukt] = {}
    with tqdm(total=len(opdrachten), desc="Rapporten", unit="rapport", disable=None) as balk:
        over = list(opdrachten)
        while over := _pass(over, aantal, log, mislukt, balk):
            # Which of the running ones killed its worker is unknown: each of them alone.
            verdacht, over = over[: aantal + 1], over[aantal + 1 :]
            for opdracht in verdacht:
                for schuldig in _pass([opdracht], 1, log, mislukt, balk):
                    mislukt[schuldig.naam] = forget_rapport(schuldig, "proces", _GESTOPT)
                    balk.update()
    return tuple(mislukt[een.naam] for een in opdrachten if een.naam in mislukt)


def _pass(
    opdrachten: Sequence[Opdracht],
    aantal: int,
    log: Path,
    mislukt: dict[str, Mislukt],
    balk: tqdm[None],
) -> list[Opdracht]:
    """Run once; the orders that were not finished because a worker died."""
    if not opdrachten:
        return []
    context = multiprocessing.get_context("spawn")
    gestrand: list[Opdracht] = []
    with ProcessPoolExecutor(aantal, context, initializer=_prepare, initargs=(log,)) as pool:
        try:
            lopend = {pool.submit(make_rapport, opdracht): opdracht for opdracht in opdrachten}
            for klaar in as_completed(lopend):
                if not _finished(klaar, lopend[klaar], mislukt):
                    gestrand.append(lopend[klaar])
                else:
                    balk.update()
        except BaseException:
            _stop(pool)
            raise
    return [opdracht for opdracht in opdrachten if opdracht in gestrand]


def _finished(
    klaar: Future[Mislukt | None], opdracht: Opdracht, mislukt: dict[str, Mislukt]
) -> bool:
    try:
        fout = klaar.result()
    except BrokenProcessPool:
        return False
    except Exception as fout_:
        fout = forget_rapport(opdracht, "proces", f"{type(fout_).__name__}: {fout_}")
    if fout is not None:
        mislukt[fout.naam] = fout
    return True


def _stop(pool: ProcessPoolExecutor) -> None:
    """After Ctrl-C: start nothing new and let no worker outlive the command."""
    pool.shutdown(wait=False, cancel_futures=True)
    kinderen = multiprocessing.active_children()
    for kind in kinderen:
        kind.terminate()
    for kind in kinderen:
        kind.join(_GEDULD)
        if kind.is_alive():
            kind.kill()


def _prepare(log: Path) -> None:
    """In a worker: all that libraries and kernels say goes to the log, not to the screen."""
    doel = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stroom in (1, 2):
        os.dup2(doel, stroom)
    logging.basicConfig(filename=log, level=logging.INFO, encoding="utf-8", force=True)
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    ouder = multiprocessing.parent_process()
    if ouder is not None:
        ouder.join()
        os._exit(1)
