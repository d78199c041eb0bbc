"""Many reports side by side, a process per core; a worker that dies takes no other report along."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing.util import Finalize
from pathlib import Path
from typing import ParamSpec, TypeVar

from ibt.batch.balk import Balk
from ibt.batch.kernels import GEWOON, Kernels
from ibt.batch.opdracht import Gemaakt, Opdracht, forget_rapport, make_rapport
from ibt.batch.warm import fork_context, start_tracker
from ibt.batch.warm.zygote import close_zygote, keep_zygote
from ibt.begrippen.fout import UitvoerFout

P = ParamSpec("P")
T = TypeVar("T")

# Unless more are asked for: each takes some hundreds of megabytes.
_MEESTE = 16
_GEDULD = 5.0
_GESTOPT = "het proces dat dit rapport maakte is gestopt (te weinig geheugen?)"
_NIET_SAMEN = (
    "het proces dat alle rapporten samenvoegt is gestopt (te weinig geheugen?). Wat al is gemaakt, "
    "blijft bewaard. Sluit andere programma's en geef dezelfde opdracht opnieuw."
)


def run_opdrachten(
    opdrachten: Sequence[Opdracht],
    log: Path,
    werkers: int | None = None,
    kernels: Kernels = GEWOON,
    klaar: Callable[[Gemaakt], None] = lambda een: None,
) -> tuple[Gemaakt, ...]:
    """Make all reports; what became of each, in the order given. `klaar` hears of each at once."""
    aantal = max(1, min(werkers or _side_by_side(kernels), len(opdrachten)))
    gemaakt: dict[str, Gemaakt] = {}
    with Balk(len(opdrachten)) as balk:

        def note(opdracht: Opdracht, een: Gemaakt) -> None:
            gemaakt[een.naam] = een
            klaar(een)
            balk.step(opdracht.over or opdracht.naam, een.mislukt is not None)

        over = list(opdrachten)
        while over:
            for opdracht, een in _pass(over, aantal, log, kernels):
                note(opdracht, een)
            over = [een for een in over if een.naam not in gemaakt]
            # Which of the running ones killed its worker is unknown: each of them alone.
            for opdracht in over[: aantal + 1]:
                alleen = [een for _, een in _pass([opdracht], 1, log, kernels)]
                note(opdracht, alleen[0] if alleen else _failed(opdracht, _GESTOPT))
            over = over[aantal + 1 :]
    return tuple(gemaakt[een.naam] for een in opdrachten)


def run_apart(warm: bool, functie: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A call in a forked process (`warm`), so that its memory goes with it; else simply made.

    UitvoerFout when that process dies.
    """
    if not warm:
        return functie(*args, **kwargs)
    with ProcessPoolExecutor(1, fork_context()) as pool:
        try:
            return pool.submit(functie, *args, **kwargs).result()
        except BrokenProcessPool:
            raise UitvoerFout(_NIET_SAMEN) from None
        except KeyboardInterrupt:
            _stop(pool)
            raise


def _pass(
    opdrachten: Sequence[Opdracht], aantal: int, log: Path, kernels: Kernels
) -> Iterable[tuple[Opdracht, Gemaakt]]:
    """Run once, giving each as it is done; not those that a dying worker left unfinished."""
    context = fork_context() if kernels.warm else multiprocessing.get_context("spawn")
    begin = (log, kernels)
    start_tracker()
    with ProcessPoolExecutor(aantal, context, initializer=_prepare, initargs=begin) as pool:
        try:
            with _speak_to(log):  # else one that is ended while it starts says so on the screen
                lopend = {pool.submit(_make, opdracht): opdracht for opdracht in opdrachten}
            for klaar in as_completed(lopend):
                # What a report leaves behind is not kept here until all are done.
                if (een := _outcome(klaar, opdracht := lopend.pop(klaar))) is not None:
                    yield opdracht, een
        except BaseException:
            _stop(pool)
            raise


def _outcome(klaar: Future[Gemaakt], opdracht: Opdracht) -> Gemaakt | None:
    try:
        return klaar.result()
    except BrokenProcessPool:
        return None
    except Exception as fout:
        return _failed(opdracht, f"{type(fout).__name__}: {fout}")


def _failed(opdracht: Opdracht, fout: str) -> Gemaakt:
    return Gemaakt(opdracht.naam, forget_rapport(opdracht, "proces", fout))


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
    # What guards the pool closes what Python, when it ends, uses to wake it: not at the same time.
    for draad in threading.enumerate():
        if not draad.daemon and draad not in (threading.current_thread(), threading.main_thread()):
            draad.join(_GEDULD)


def _side_by_side(kernels: Kernels) -> int:
    """A process per core; with warm kernels two, for half of the time each waits for its kernel."""
    return min((os.cpu_count() or 1) * (2 if kernels.warm else 1), _MEESTE)


# What this worker was told when it started; sent along once, and not with every order.
_KERNELS: ContextVar[Kernels] = ContextVar("kernels", default=GEWOON)


def _make(opdracht: Opdracht) -> Gemaakt:
    return make_rapport(opdracht, _KERNELS.get())


def _prepare(log: Path, kernels: Kernels) -> None:
    """In a worker: all that libraries and kernels say goes to the log, not to the screen."""
    _KERNELS.set(kernels)
    _to_log(log, 1, 2)
    if kernels.warm:
        keep_zygote(kernels.ronde)
        # Who ends it must wait for it: else it stays behind as a zombie where nobody reaps.
        Finalize(None, close_zygote, exitpriority=0)
    logging.basicConfig(filename=log, level=logging.INFO, encoding="utf-8", force=True)
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _to_log(log: Path, *stromen: int) -> None:
    doel = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stroom in stromen:
        os.dup2(doel, stroom)
    os.close(doel)


@contextmanager
def _speak_to(log: Path) -> Iterator[None]:
    """What a process that is started here says goes to the log from its very beginning."""
    scherm = os.dup(2)
    try:
        _to_log(log, 2)
        yield
    finally:
        os.dup2(scherm, 2)
        os.close(scherm)


def _leave_with_parent() -> None:
    ouder = multiprocessing.parent_process()
    if ouder is not None:
        ouder.join()
        os._exit(1)
