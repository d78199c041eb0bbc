"""Processes forked from this one: each with all that is in its memory, and nothing of another."""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

from ibt.batch.huisregels import die_with_parent
from ibt.batch.verzoek import can_fork
from ibt.begrippen.fout import UitvoerFout
from ibt.rapport.typst import is_running

P = ParamSpec("P")
T = TypeVar("T")

_NIET_SAMEN = (
    "het proces dat alle rapporten samenvoegt is gestopt (te weinig geheugen?). Wat al is gemaakt, "
    "blijft bewaard. Sluit andere programma's en geef dezelfde opdracht opnieuw."
)


def run_apart(functie: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A call in a process of its own, where one can be forked: its memory goes with it.

    UitvoerFout when that process dies.
    """
    if not can_fork() or is_running():
        return functie(*args, **kwargs)
    with ExitStack() as einde:
        lijn = fork(einde, None, answer(lambda _: functie(*args, **kwargs)))
        try:
            lijn.send(None)
            antwoord = lijn.recv()
        except (EOFError, OSError):
            raise UitvoerFout(_NIET_SAMEN) from None
    if isinstance(antwoord, Exception):
        raise antwoord
    uit: T = antwoord
    return uit


def answer(functie: Callable[[Any], object]) -> Callable[[Connection], None]:
    """What a process does that stays: one answer to each question."""

    def doe(lijn: Connection) -> None:
        while True:
            try:
                vraag = lijn.recv()
            except EOFError:
                return
            try:
                lijn.send(functie(vraag))
            except Exception as fout:
                logging.getLogger(__name__).exception("mislukt")
                lijn.send(fout)

    return doe


def fork(einde: ExitStack, log: Path | None, doe: Callable[[Connection], None]) -> Connection:
    """The line to a process that does this; it ends, with what it started, at `einde`."""
    hier, daar = Pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of threads, which the libraries for sums have
        kind = os.fork()
    if kind == 0:
        _be_child(daar, log, doe)
    daar.close()
    einde.callback(_end, hier, kind)
    return hier


def _end(lijn: Connection, kind: int) -> None:
    lijn.close()
    for eind in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            eind(kind, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(kind, 0)


def _be_child(lijn: Connection, log: Path | None, doe: Callable[[Connection], None]) -> NoReturn:
    """In a forked process: do this, with no more of the command than its memory."""
    try:
        os.setsid()  # an interrupt of the terminal is for the command
        for soort in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(soort, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        die_with_parent()
        os.closerange(3, lijn.fileno())  # the lock on the folder is the command's alone
        os.closerange(lijn.fileno() + 1, 65536)
        _to_log(log)
        importlib.reload(warnings)  # as a process starts with them, whatever the command did since
        doe(lijn)
    except Exception as fout:
        _write_down(log)
        with suppress(OSError):
            lijn.send(fout)
    except BaseException:
        _write_down(log)
    finally:
        os._exit(0)


def _write_down(log: Path | None) -> None:
    """What went wrong, for whoever looks for the cause."""
    if log is not None:
        with log.open("a", encoding="utf-8", errors="backslashreplace") as logboek:
            traceback.print_exc(file=logboek)


def _to_log(log: Path | None) -> None:
    """All that libraries and kernels say goes to the log, not to the screen; nothing is typed."""
    nergens = os.open(os.devnull, os.O_RDWR)
    doel = nergens if log is None else os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stroom, bron in ((0, nergens), (1, doel), (2, doel)):
        os.dup2(bron, stroom)
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)  # type: ignore[misc]
    if log is not None:
        logging.root.handlers[:] = [logging.FileHandler(log, encoding="utf-8")]
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
