"""Reports made on other machines, by the workers of a dask scheduler.

What a report needs travels as content, and what it becomes comes back as content: workers share no
disk with this process, which alone writes. A worker that dies has its reports made by another.
"""

from __future__ import annotations

import logging
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from ibt.batch.plan import write_invoer
from ibt.batch.schrijf import write_file
from ibt.batch.versies import program_key
from ibt.batch.verzoek import Gemaakt, NotebookFout, Rapportopdracht, without_places
from ibt.batch.werkers import Klaar, make_rapport, run_in
from ibt.begrippen.fout import UitvoerFout

# Seconds: for a scheduler that does not answer; between two looks at who is there; and how long a
# new worker may take to come.
_WACHT, _KIJK, _GEDULD = 20, 5, 300
_VERBROKEN = (
    "--executor dask: de verbinding met de scheduler is verbroken. Er is niets vervangen; wat al "
    "is gemaakt, blijft bewaard. Start scheduler en werkers, en geef dezelfde opdracht opnieuw."
)
_GEEN_WERKERS = (
    "--executor dask: er is geen werker meer, en er kwam geen nieuwe. Er is niets vervangen; wat "
    "al is gemaakt, blijft bewaard. Start werkers, en geef dezelfde opdracht opnieuw."
)
_RAAD = "Installeer overal dezelfde ibt, met dezelfde pakketten."


def run_verdeeld(
    opdrachten: Sequence[Rapportopdracht],
    adres: str,
    invoer: Mapping[str, bytes],
    zeg: Callable[[str], None],
) -> Iterator[Klaar]:
    """Make all reports on the workers of the scheduler at `adres` (tcp://host:port).

    `invoer` are the files of the round by their path in its folder; `zeg` tells who waits what
    happens. UitvoerFout when dask is not installed, nobody answers there, there is no worker, a
    worker has another program, the scheduler is lost before all is made, or no worker is left and
    none comes.
    """
    with _connect(adres) as client:
        # With each order, not scattered: what lies on workers only is gone with them, and then
        # whoever takes over has nothing to work with.
        bronnen = {opdracht.notebook for opdracht in opdrachten}
        doe = partial(
            make_elders,
            notebooks={bron.name: bron.read_bytes() for bron in bronnen},
            invoer=zlib.compress(pickle.dumps(dict(invoer))),
            sleutel=program_key(),
        )
        licht = [replace(vraag, notebook=Path(vraag.notebook.name)) for vraag in opdrachten]
        kijk = _watch(client, zeg)
        try:
            yield from run_in(client.get_executor(pure=False), doe, licht, kijk, _KIJK)
        except CancelledError:
            raise UitvoerFout(_VERBROKEN) from None


def check_werkers(adres: str) -> None:
    """UitvoerFout where `run_verdeeld` would give one, before anything is written."""
    with _connect(adres):
        pass


def make_elders(
    opdracht: Rapportopdracht, notebooks: Mapping[str, bytes], invoer: bytes, sleutel: str
) -> Gemaakt:
    """On a worker: the report of a round that stands nowhere, made in a folder that goes again.

    `invoer` are the packed files of the round, `sleutel` is the program that must make it: a worker
    may have come later than all were asked for theirs. NotebookFout when it fails.
    """
    if program_key() != sleutel:
        fout = f"de werker die dit maakte, heeft een ander programma of andere pakketten. {_RAAD}"
        raise NotebookFout("proces", fout)
    with tempfile.TemporaryDirectory(prefix="ibt-") as tijdelijk:
        map_ = Path(tijdelijk)
        write_invoer(pickle.loads(zlib.decompress(invoer)), map_)
        bron = map_ / "notebooks" / opdracht.notebook.name
        write_file(bron, notebooks[bron.name])
        eigen = replace(opdracht, notebook=bron, map=map_)
        try:
            return make_rapport(eigen)
        except NotebookFout as fout:
            raise NotebookFout(fout.cel, without_places(fout.fout, map_), fout.notebook) from None


def _watch(client: Any, zeg: Callable[[str], None]) -> Callable[[], None]:
    """Who looks whether there is a worker; UitvoerFout where none is left and none comes."""
    gezien, gemeld = monotonic(), False

    def kijk() -> None:
        nonlocal gezien, gemeld
        if _has_worker(client):
            gezien, gemeld = monotonic(), False
        elif monotonic() - gezien > _GEDULD:
            raise UitvoerFout(_GEEN_WERKERS)
        elif not gemeld:
            gemeld = True
            zeg(
                f"Let op: er is geen werker meer. ibt wacht {_GEDULD // 60} minuten op een nieuwe; "
                "die gaat verder waar het was."
            )

    return kijk


def _has_worker(client: Any) -> bool:
    """Whether the scheduler has a worker; one that does not answer counts as having none."""
    try:
        return bool(client.sync(client.scheduler.ncores, callback_timeout=_WACHT))
    except OSError:  # also that it took too long
        return False


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
