"""Reports by the workers of a real scheduler, all of which are killed midway."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import ibt
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verdeeld import make_elders
from ibt.batch.verzoek import NotebookFout, Rapportopdracht, Verzoek
from ibt.begrippen.fout import UitvoerFout
from ibt.ronde import load_ronde

distributed = pytest.importorskip("distributed")
Inhoud = Callable[[Path], dict[str, bytes]]


class Ploeg:
    """A scheduler and its workers, each a process of its own that shares nothing but the wire."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        with socket.socket() as vrij:
            vrij.bind(("127.0.0.1", 0))
            poort = vrij.getsockname()[1]
        self.adres = f"tcp://127.0.0.1:{poort}"
        woorden = ["scheduler", "--host", "127.0.0.1", "--port", str(poort), "--no-dashboard"]
        self.processen = [self._start(*woorden)]

    def add_worker(self, **omgeving: str) -> subprocess.Popen[bytes]:
        """One more worker, once the scheduler knows it."""
        woorden = ("worker", self.adres, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.processen.append(self._start(*woorden, **omgeving))
        with distributed.Client(self.adres, timeout=60) as client:
            client.wait_for_workers(1, timeout=60)
        return self.processen[-1]

    def _start(self, *woorden: str, **omgeving: str) -> subprocess.Popen[bytes]:
        with (self.map / "dask.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + woorden[0], *woorden[1:]],
                cwd=self.map,
                stdout=log,
                stderr=log,
                env={**os.environ, **omgeving},
                start_new_session=True,
            )

    def kill(self, proces: subprocess.Popen[bytes]) -> None:
        os.killpg(proces.pid, signal.SIGKILL)
        proces.wait()

    def close(self) -> None:
        for proces in self.processen[::-1]:
            if proces.poll() is None:
                self.kill(proces)


@pytest.fixture
def ploeg(tmp_path: Path) -> Iterator[Ploeg]:
    map_ = tmp_path / "elders"
    map_.mkdir()
    nieuw = Ploeg(map_)
    yield nieuw
    nieuw.close()


TRAAG = """
import os, time
from pathlib import Path
Path(os.environ["BAKEN"], str(os.getpid())).touch()
time.sleep(2)
print("af", gemeentecode)
"""


@contextmanager
def when_busy(baken: Path, doe: Callable[[], object]) -> Iterator[None]:
    """Do this as soon as a worker is in the cell of a report."""
    al, einde = set(baken.iterdir()), time.monotonic() + 120

    def kijk() -> None:
        while not set(baken.iterdir()) - al:
            if time.monotonic() > einde:
                return
            time.sleep(0.05)
        doe()

    draad = threading.Thread(target=kijk, daemon=True)
    draad.start()
    yield
    draad.join(120)


def test_workers_make_what_is_made_here_and_when_they_are_lost_nothing_else_is(
    ronde: Path,
    gemaakte_kopie: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
    ploeg: Ploeg,
    inhoud: Inhoud,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """One test: a scheduler, its workers and their kernels take seconds to start."""
    baken, uit, traag = tmp_path / "baken", tmp_path / "uit", licht(TRAAG)
    baken.mkdir()
    werker = ploeg.add_worker(BAKEN=str(baken))
    hier, verzoek = inhoud(gemaakte_kopie), Verzoek(("GM9901",), adres=ploeg.adres)
    klaar = render_ronde(load_ronde(ronde), gemaakte_kopie, find_notebooks(), verzoek)
    assert (klaar.rapporten, klaar.mislukt) == (2, ())
    daar = inhoud(gemaakte_kopie)
    assert [naam for naam in hier if hier[naam] != daar.get(naam)] == []
    assert set(hier) == set(daar)

    # The last one dies and none comes: it says so and waits, but not for ever.
    monkeypatch.setattr("ibt.batch.verdeeld._KIJK", 0.2)
    monkeypatch.setattr("ibt.batch.verdeeld._GEDULD", 1)
    verzoek = replace(verzoek, alles=True)
    with (
        pytest.raises(UitvoerFout, match="er is geen werker meer, en er kwam geen nieuwe"),
        when_busy(baken, lambda: ploeg.kill(werker)),
    ):
        render_ronde(load_ronde(ronde), uit, traag, verzoek)
    assert not (uit / "manifest.json").exists()
    assert capfd.readouterr().err.count("Let op: er is geen werker meer.") == 1

    # Another comes: what was sent to the dead one is sent anew.
    monkeypatch.setattr("ibt.batch.verdeeld._GEDULD", 120)
    werker, begonnen = ploeg.add_worker(BAKEN=str(baken)), len(list(baken.iterdir()))

    def replace_worker() -> None:
        ploeg.kill(werker)
        time.sleep(1)
        ploeg.add_worker(BAKEN=str(baken))

    with when_busy(baken, replace_worker):
        assert render_ronde(load_ronde(ronde), uit, traag, verzoek).mislukt == ()
    assert len(list(baken.iterdir())) == begonnen + 2
    assert "af GM9901" in (uit / "gemeenten" / "GM9901.html").read_text(encoding="utf-8")
    assert capfd.readouterr().err.count("Let op: er is geen werker meer.") == 1

    # The scheduler dies: the former round is as it was, and nothing of dask is told.
    eerst = inhoud(uit)
    with (
        pytest.raises(UitvoerFout, match="de verbinding met de scheduler is verbroken"),
        when_busy(baken, lambda: ploeg.kill(ploeg.processen[0])),
    ):
        render_ronde(load_ronde(ronde), uit, traag, verzoek)
    assert inhoud(uit) == eerst
    gezegd = "".join(capfd.readouterr())
    assert "Traceback" not in gezegd
    assert "distributed" not in gezegd


def test_a_worker_that_came_later_with_another_program_makes_no_report() -> None:
    opdracht = Rapportopdracht("GM9901", Path("a.ipynb"), {}, Path("map"))
    with pytest.raises(NotebookFout, match="heeft een ander programma of andere pakketten"):
        make_elders(opdracht, {}, b"", "een ander programma")


@pytest.mark.parametrize("adres", ["tcp://127.0.0.1:1", "onzin"])
def test_an_address_where_nobody_answers_is_named(
    adres: str, ronde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.verdeeld._WACHT", 1)
    with pytest.raises(UitvoerFout, match="hier antwoordt geen scheduler van dask"):
        render_ronde(load_ronde(ronde), tmp_path / "uit", find_notebooks(), Verzoek(adres=adres))


def test_a_scheduler_without_workers_or_with_those_of_another_program_is_refused(
    ronde: Path, tmp_path: Path, ploeg: Ploeg
) -> None:
    def refused(waarom: str) -> None:
        verzoek = Verzoek(adres=ploeg.adres)
        with pytest.raises(UitvoerFout, match=waarom):
            render_ronde(load_ronde(ronde), tmp_path / "uit", find_notebooks(), verzoek)

    refused(f"{ploeg.adres}: deze scheduler heeft geen werkers")
    (ploeg.map / "ibt.py").touch()  # where it is started, and not told to keep from that
    eerste = ploeg.add_worker()
    refused(r"een werker kan ibt niet laden.*PYTHONSAFEPATH=1 dask")
    ploeg.kill(eerste)
    pakket, ander = Path(ibt.__file__).parent, tmp_path / "ander" / "ibt"
    shutil.copytree(pakket, ander, ignore=shutil.ignore_patterns("__pycache__"))
    with (ander / "rapport" / "stijl.css").open("a", encoding="utf-8") as css:
        css.write("/* anders */\n")
    ploeg.add_worker(PYTHONPATH=str(ander.parent), PYTHONSAFEPATH="1")
    refused("heeft een ander programma of andere pakketten")
    assert not (tmp_path / "uit").exists()
