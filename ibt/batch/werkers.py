"""Many reports side by side: in forked processes, in threads with ordinary kernels, or elsewhere.

Each gives what became of an order as soon as it is known. Nothing here writes in the round.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from functools import partial
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn

from ibt.batch.cellen import GESTOPT, START_SECONDEN, run_notebook, too_long
from ibt.batch.exporters import export_notebook
from ibt.batch.formaat import nbformat, rejoin_lines
from ibt.batch.shell import run_cells
from ibt.batch.tijdelijk import make_home
from ibt.batch.verzoek import Gemaakt, NotebookFout, Rapportopdracht
from ibt.batch.vorken import answer, fork

Klaar = tuple[Rapportopdracht, Gemaakt | Exception]

# Unless more are asked for: each takes some hundreds of megabytes.
_MEESTE = 16
# How often, and how many seconds apart, a kernel is looked for that must stop.
_KEREN, _TEL = 20, 0.1
_GESTOPT = "het proces dat dit rapport maakte is gestopt (te weinig geheugen?)"


def side_by_side(werkers: int | None, opdrachten: int) -> int:
    """How many notebooks run at once: one per core, unless another number is asked for."""
    return max(1, min(werkers or min(os.cpu_count() or 1, _MEESTE), opdrachten))


def make_rapport(opdracht: Rapportopdracht, lopend: set[Any] | None = None) -> Gemaakt:
    """A report in this process, its cells in an ordinary kernel; NotebookFout when one fails.

    The kernel is in `lopend` while it runs.
    """
    with make_home(opdracht.naam) as thuis:
        notebook = run_notebook(opdracht, thuis, lopend=lopend)
    return make_pages(opdracht.naam, notebook)


def make_pages(naam: str, notebook: bytes) -> Gemaakt:
    """Page and PDF of a notebook that was run just now; NotebookFout where none can be made."""
    try:
        # Without nbformat's own reader, which checks each against a schema once more.
        gelezen = rejoin_lines(nbformat.from_dict(json.loads(notebook)))
        html, pdf, stuk = export_notebook(gelezen, naam)
    except Exception as fout:
        raise NotebookFout("opmaak", f"{type(fout).__name__}: {fout}", notebook) from fout
    return Gemaakt(naam, (notebook, html.encode(), pdf), stuk)


def run_in(
    executor: Executor,
    doe: Callable[[Rapportopdracht], Gemaakt],
    opdrachten: Sequence[Rapportopdracht],
    kijk: Callable[[], None] = lambda: None,
    telkens: float | None = None,
) -> Iterator[Klaar]:
    """By an executor; `kijk` looks whether all is well each time that nothing is done for a while.

    That is after `telkens` seconds.
    """
    lopend: dict[Future[Gemaakt], Rapportopdracht] = {
        executor.submit(doe, opdracht): opdracht for opdracht in opdrachten
    }
    while lopend:
        klaar, _ = wait(lopend, telkens, FIRST_COMPLETED)
        for toekomst in klaar:
            fout = toekomst.exception()
            uit = fout if isinstance(fout, Exception) else _died() if fout else toekomst.result()
            # What a report leaves behind is not kept here until all are done.
            yield lopend.pop(toekomst), uit
        if not klaar:
            kijk()


def run_threads(
    opdrachten: Sequence[Rapportopdracht], log: Path, werkers: int | None
) -> Iterator[Klaar]:
    """Each in a thread that drives an ordinary kernel: where processes cannot be forked."""
    aantal = side_by_side(werkers, len(opdrachten))
    lopend: set[Any] = set()
    doe = partial(make_rapport, lopend=lopend)
    logboek = logging.FileHandler(log, encoding="utf-8")
    with closing(logboek), warnings.catch_warnings(), ThreadPoolExecutor(aantal) as executor:
        warnings.simplefilter("ignore")
        logging.root.addHandler(logboek)  # what libraries log in the meantime
        try:
            # Looking up each second: on Windows an endless wait does not hear Ctrl-C.
            yield from run_in(executor, doe, opdrachten, telkens=1)
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for _ in range(_KEREN):  # one that is only starting is not there at once
                for kernel in list(lopend):
                    kernel.end()
                sleep(_TEL)
            raise
        finally:
            logging.root.removeHandler(logboek)


def run_forked(
    opdrachten: Sequence[Rapportopdracht], log: Path, werkers: int | None, warm: bool
) -> Iterator[Klaar]:
    """Each notebook in a process forked for it; page and PDF in a few that stay.

    Those use Typst, which starts threads: a process that did may never fork again, and this one
    never does. With `warm` the cells run in the forked process itself, else in an ordinary kernel.
    A process that dies takes no other report along.
    """
    aantal = side_by_side(werkers, len(opdrachten))
    gc.collect()
    gc.freeze()  # a forked process that looked for what can go would copy all of it
    with ExitStack() as einde:
        rij = _Rij(deque(opdrachten), log, warm, aantal, einde)
        try:
            yield from rij.run()
        finally:
            gc.unfreeze()


class _Loopt:
    """A notebook that runs in a forked process: since when, in which home, and where it is."""

    def __init__(self, opdracht: Rapportopdracht, eigen: ExitStack) -> None:
        self.opdracht, self.eigen = opdracht, eigen
        self.cel = "kernel"
        self.einde = monotonic() + opdracht.limiet.tijd


class _Rij:
    """Orders that wait, notebooks that run, pages that are made: one loop, without threads."""

    def __init__(
        self, wacht: deque[Rapportopdracht], log: Path, warm: bool, aantal: int, einde: ExitStack
    ) -> None:
        self._wacht, self._log, self._warm, self._aantal = wacht, log, warm, aantal
        self._einde = einde
        self._cellen: dict[Connection, _Loopt] = {}
        self._bladen: deque[tuple[Rapportopdracht, bytes]] = deque()
        self._vrij: list[Connection] = []
        self._bezig: dict[Connection, Rapportopdracht] = {}
        for _ in range((aantal + 1) // 2):
            self._hire()

    def run(self) -> Iterator[Klaar]:
        """What became of each order, as it comes."""
        while self._wacht or self._cellen or self._bladen or self._bezig:
            while self._wacht and len(self._cellen) < self._aantal:
                self._start(self._wacht.popleft())
            while self._bladen and self._vrij:
                self._hand_over()
            einden = [loopt.einde for loopt in self._cellen.values()]
            nog = max(0, min(einden) - monotonic()) if einden else None
            for lijn in connection.wait([*self._cellen, *self._bezig], nog):
                assert isinstance(lijn, Connection)
                yield from self._page(lijn) if lijn in self._bezig else self._hear(lijn)
            yield from self._too_late()

    def _start(self, opdracht: Rapportopdracht) -> None:
        with ExitStack() as eigen:
            thuis = eigen.enter_context(make_home(opdracht.naam))
            doe = _cells(opdracht, thuis, self._warm)
            lijn = fork(eigen, self._log, doe)
            loopt = _Loopt(opdracht, eigen.pop_all())
        if not self._warm:
            loopt.einde += START_SECONDEN  # an ordinary kernel has its own clock, from its start
        self._cellen[lijn] = loopt
        self._einde.callback(loopt.eigen.close)

    def _hear(self, lijn: Connection) -> Iterator[Klaar]:
        """A notebook says which cell it begins, or how it ended."""
        loopt = self._cellen[lijn]
        try:
            bericht: Any = lijn.recv()
        except (EOFError, OSError):
            bericht = NotebookFout(loopt.cel, GESTOPT)
        if isinstance(bericht, str):
            loopt.cel = bericht
            return
        del self._cellen[lijn]
        loopt.eigen.close()
        if isinstance(bericht, bytes):
            self._bladen.append((loopt.opdracht, bericht))
        else:
            yield loopt.opdracht, bericht

    def _too_late(self) -> Iterator[Klaar]:
        for lijn, loopt in list(self._cellen.items()):
            # What it said while this process itself stood still, as after Ctrl-Z, is heard first.
            if monotonic() >= loopt.einde and not lijn.poll():
                del self._cellen[lijn]
                loopt.eigen.close()
                yield loopt.opdracht, NotebookFout(loopt.cel, too_long(loopt.opdracht.limiet))

    def _hire(self) -> None:
        lijn = fork(self._einde, self._log, answer(lambda vraag: make_pages(*vraag)))
        self._vrij.append(lijn)

    def _hand_over(self) -> None:
        lijn = self._vrij.pop()
        opdracht, notebook = self._bladen[0]
        try:
            lijn.send((opdracht.naam, notebook))
        except OSError:  # it died while it had nothing to do
            self._hire()
            return
        self._bladen.popleft()
        self._bezig[lijn] = opdracht

    def _page(self, lijn: Connection) -> Iterator[Klaar]:
        opdracht = self._bezig.pop(lijn)
        try:
            antwoord: Gemaakt | Exception = lijn.recv()
            self._vrij.append(lijn)
        except (EOFError, OSError):
            antwoord = _died()
            self._hire()
        yield opdracht, antwoord


def _died() -> NotebookFout:
    return NotebookFout("proces", _GESTOPT)


class _Melder:
    """Tells the command how far the notebook of this process is."""

    def __init__(self, lijn: Connection) -> None:
        self._lijn, self._cel = lijn, "kernel"

    def begin(self, cel: str) -> None:
        """This cell begins."""
        self._cel = cel
        self._lijn.send(cel)

    def stop(self, fout: str) -> NoReturn:
        """The cell that runs went beyond a limit."""
        self._lijn.send(NotebookFout(self._cel, fout))
        os._exit(1)


def _cells(opdracht: Rapportopdracht, thuis: Path, warm: bool) -> Callable[[Connection], None]:
    """What a process does that runs one notebook."""

    def doe(lijn: Connection) -> None:
        schelp = partial(run_cells, _Melder(lijn)) if warm else None
        lijn.send(run_notebook(opdracht, thuis, schelp))

    return doe
