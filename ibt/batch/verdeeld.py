"""Reports made on other machines, by the workers of a dask scheduler.

What a report needs travels as content, and what it becomes comes back as content: workers share no
disk with this process, which alone writes. A worker that dies has its reports made by another.
"""

from __future__ import annotations

import logging
import pickle
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from ibt.batch.balk import Balk
from ibt.batch.kernels import GEWOON, Grens, Kernels
from ibt.batch.opdracht import SCHRIJVEN, Gemaakt, Opdracht, forget_rapport, make_rapport
from ibt.batch.plek import report_place
from ibt.batch.schrijf import write_file
from ibt.batch.versies import program_key
from ibt.begrippen.fout import UitvoerFout
from ibt.rapport.index import Mislukt

# Seconds: for a scheduler that does not answer; between two looks at what is done, and at who is
# there; and how long a new worker may take to come.
_WACHT, _TEL, _KIJK, _GEDULD = 20, 0.02, 5, 300
_VERBROKEN = (
    "--executor dask: de verbinding met de scheduler is verbroken. Er is niets vervangen; wat al "
    "is gemaakt, blijft bewaard. Start scheduler en werkers, en geef dezelfde opdracht opnieuw."
)
_GEEN_WERKERS = (
    "--executor dask: er is geen werker meer, en er kwam geen nieuwe. Er is niets vervangen; wat "
    "al is gemaakt, blijft bewaard. Start werkers, en geef dezelfde opdracht opnieuw."
)
_RAAD = "Installeer overal dezelfde ibt, met dezelfde pakketten."


@dataclass(frozen=True)
class Terug:
    """What a worker sends back: what became of the report, and its files in order."""

    gemaakt: Gemaakt
    bestanden: tuple[bytes, ...] = ()


def run_verdeeld(
    opdrachten: Sequence[Opdracht],
    adres: str,
    invoer: Mapping[str, bytes],
    klaar: Callable[[Gemaakt], None] = lambda een: None,
    grens: Grens = GEWOON.grens,
) -> tuple[Gemaakt, ...]:
    """Make all reports on the workers of the scheduler at `adres` (tcp://host:port).

    `invoer` are the files of the round by their path in its folder. UitvoerFout when dask is not
    installed, nobody answers there, there is no worker, a worker has another program, or the
    scheduler is lost before all is made, or no worker is left and none comes.
    """
    gemaakt: dict[str, Gemaakt] = {}
    with _connect(adres) as client, Balk(len(opdrachten)) as balk:
        from distributed import as_completed

        # With each order, not scattered: what lies on workers only is gone with them, and then
        # whoever takes over has nothing to work with.
        gedeeld = zlib.compress(pickle.dumps(dict(invoer)))
        lopend = {
            client.submit(
                make_elders, replace(een, notebook=Path(een.notebook.name)),
                een.notebook.read_bytes(), gedeeld, program_key(), grens, pure=False,
            ): een
            for een in opdrachten
        }  # fmt: skip
        alle = as_completed(lopend)  # type: ignore[no-untyped-call]
        for toekomst in _each(alle, client, balk):
            opdracht = lopend.pop(toekomst)
            een = _received(toekomst, opdracht)
            toekomst.release()
            gemaakt[een.naam] = een
            klaar(een)
            balk.step(opdracht.over or opdracht.naam, een.mislukt is not None)
    return tuple(gemaakt[een.naam] for een in opdrachten)


def check_werkers(adres: str) -> None:
    """UitvoerFout where `run_verdeeld` would give one, before anything is written."""
    with _connect(adres):
        pass


def make_elders(
    opdracht: Opdracht, notebook: bytes, invoer: bytes, sleutel: str, grens: Grens = GEWOON.grens
) -> Terug:
    """On a worker: the report of a round that stands nowhere, made in a folder that goes again.

    `invoer` are the packed files of the round, `sleutel` is the program that must make it: a worker
    may have come later than all were asked for theirs.
    """
    if program_key() != sleutel:
        fout = f"de werker die dit maakte, heeft een ander programma of andere pakketten. {_RAAD}"
        return Terug(Gemaakt(opdracht.naam, Mislukt(opdracht.naam, "proces", fout)))
    with tempfile.TemporaryDirectory(prefix="ibt-") as tijdelijk, _alone():
        map_ = Path(tijdelijk)
        for naam, inhoud in pickle.loads(zlib.decompress(invoer)).items():
            write_file(map_ / naam, inhoud)
        bron = map_ / "notebooks" / opdracht.notebook.name
        write_file(bron, notebook)
        eigen = replace(
            opdracht,
            notebook=bron,
            doel=map_ / report_place(opdracht.naam),
            werk=map_ / "werk",
        )
        eigen.doel.parent.mkdir(exist_ok=True)
        eigen.werk.mkdir()
        gemaakt = make_rapport(eigen, Kernels(grens=grens))
        if gemaakt.mislukt is not None:
            return Terug(gemaakt)
        return Terug(gemaakt, tuple(pad.read_bytes() for pad in eigen.files()))


def _each(alle: Any, client: Any, balk: Balk) -> Iterator[Any]:
    """What is done, as it comes. UitvoerFout where no worker is left and none comes for minutes."""
    gekeken = gezien = monotonic()
    gemeld = False
    while not alle.is_empty():
        if alle.has_ready():
            yield next(alle)
            continue
        sleep(_TEL)
        if monotonic() - gekeken < _KIJK:
            continue
        er_is_een = _has_worker(client)
        gekeken = monotonic()
        if er_is_een:
            gezien, gemeld = gekeken, False
        elif gekeken - gezien > _GEDULD:
            raise UitvoerFout(_GEEN_WERKERS)
        elif not gemeld:
            gemeld = True
            balk.say(
                f"Let op: er is geen werker meer. ibt wacht {_GEDULD // 60} minuten op een nieuwe; "
                "die gaat verder waar het was."
            )


def _has_worker(client: Any) -> bool:
    """Whether the scheduler has a worker; one that does not answer counts as having none."""
    try:
        return bool(client.sync(client.scheduler.ncores, callback_timeout=_WACHT))
    except OSError:  # also that it took too long
        return False


def _received(toekomst: Any, opdracht: Opdracht) -> Gemaakt:
    """Write what came back; a report that failed leaves no former version behind.

    UitvoerFout when it will not come back: that says nothing of the report, which stays as it was.
    """
    try:
        terug: Terug = toekomst.result()
        if terug.gemaakt.mislukt is None:
            for pad, inhoud in zip(opdracht.files(), terug.bestanden, strict=True):
                write_file(pad, inhoud)
            return terug.gemaakt
        mislukt = terug.gemaakt.mislukt
        return Gemaakt(opdracht.naam, forget_rapport(opdracht, mislukt.cel, mislukt.fout))
    except CancelledError:
        raise UitvoerFout(_VERBROKEN) from None
    except UitvoerFout as fout:
        return Gemaakt(opdracht.naam, forget_rapport(opdracht, SCHRIJVEN, str(fout)))
    except Exception as fout:  # KilledWorker, or what a worker could not pack
        zin = f"{type(fout).__name__}: {fout}"
        return Gemaakt(opdracht.naam, forget_rapport(opdracht, "proces", zin))


@contextmanager
def _connect(adres: str) -> Iterator[Any]:
    """A client of that scheduler, whose workers all have this very program."""
    try:
        from distributed import Client
    except ImportError:
        raise UitvoerFout(
            "--executor dask: het pakket distributed ontbreekt. Geef in de map van ibt: "
            "pip install -e '.[dask]'"
        ) from None
    try:
        client = Client(adres, timeout=_WACHT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as fout:
        raise UitvoerFout(
            f"--address {adres}: hier antwoordt geen scheduler van dask "
            f"({type(fout).__name__}). Start hem met: dask scheduler"
        ) from None
    with _quiet(), client, client.as_current():
        start = f"Start er een met: PYTHONSAFEPATH=1 dask worker {adres} --nthreads 1"
        try:
            sleutels = client.run(program_key)
        except Exception as fout:  # also of a file ibt.py where it was started
            raise UitvoerFout(
                f"--address {adres}: een werker kan ibt niet laden ({type(fout).__name__}). "
                f"{_RAAD} {start}"
            ) from None
        if not sleutels:
            raise UitvoerFout(f"--address {adres}: deze scheduler heeft geen werkers. {start}")
        anders = sorted(wie for wie, sleutel in sleutels.items() if sleutel != program_key())
        if anders:
            raise UitvoerFout(
                f"--address {adres}: {', '.join(anders[:5])} heeft een ander programma of andere "
                f"pakketten; de rapporten zouden verschillen. {_RAAD}"
            )
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong with dask is said in a sentence of ours, without its traceback before it."""
    dask = logging.getLogger("distributed")
    toen = dask.level
    dask.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        dask.setLevel(toen)


@cache
def _lock() -> threading.Lock:
    return threading.Lock()


@contextmanager
def _alone() -> Iterator[None]:
    """papermill changes the folder of the whole process: of its threads only one at a time."""
    with _lock():
        yield
