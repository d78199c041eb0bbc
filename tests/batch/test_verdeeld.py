"""Reports by the workers of a real scheduler, one of which is killed midway."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ibt
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verdeeld import make_elders
from ibt.batch.verzoek import NotebookFout, Opdracht, Verzoek
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

    def add_worker(self, nanny: bool = False, **omgeving: str) -> subprocess.Popen[bytes]:
        """A worker; as people start it, with a nanny that starts it anew when it dies."""
        hoe = "--nanny" if nanny else "--no-nanny"
        woorden = ("worker", self.adres, "--nthreads", "1", hoe, "--no-dashboard")
        proces = self._start(*woorden, **omgeving)
        self.processen.append(proces)
        return proces

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

    def wait_for_workers(self, aantal: int) -> None:
        with distributed.Client(self.adres, timeout=60) as client:
            client.wait_for_workers(aantal, timeout=60)

    def close(self) -> None:
        for proces in self.processen[::-1]:
            if proces.poll() is None:
                os.killpg(proces.pid, signal.SIGKILL)
            proces.wait()


@pytest.fixture
def ploeg(tmp_path: Path) -> Iterator[Ploeg]:
    map_ = tmp_path / "elders"
    map_.mkdir()
    nieuw = Ploeg(map_)
    yield nieuw
    nieuw.close()


def test_what_workers_make_is_what_is_made_here(
    ronde: Path, tmp_path: Path, ploeg: Ploeg, inhoud: Inhoud
) -> None:
    for _ in range(2):
        ploeg.add_worker()
    ploeg.wait_for_workers(2)
    mappen = {"hier": Verzoek(), "daar": Verzoek(adres=ploeg.adres)}
    for naam, verzoek in mappen.items():
        klaar = render_ronde(load_ronde(ronde), tmp_path / naam, find_notebooks(), verzoek)
        assert klaar.mislukt == ()
    hier, daar = (inhoud(tmp_path / naam) for naam in mappen)
    assert [naam for naam in hier if hier[naam] != daar.get(naam)] == []
    assert set(hier) == set(daar)


TRAAG = """
import os, time
from pathlib import Path
Path(os.environ["BAKEN"], f"{gemeentecode} {os.getppid()}").touch()
time.sleep(4)
print("af", gemeentecode)
"""


def test_the_reports_of_a_killed_worker_are_made_by_another(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, ploeg: Ploeg
) -> None:
    baken = tmp_path / "baken"
    baken.mkdir()
    werkers = [ploeg.add_worker(BAKEN=str(baken)) for _ in range(2)]
    ploeg.wait_for_workers(2)
    gedood: list[str] = []

    def kill_the_first_that_is_busy() -> None:
        while not gedood:
            for teken in list(baken.iterdir()):
                code, pid = teken.name.split()
                if int(pid) in {werker.pid for werker in werkers}:
                    os.kill(int(pid), signal.SIGKILL)
                    gedood.append(code)
                    return
            time.sleep(0.05)

    moordenaar = threading.Thread(target=kill_the_first_that_is_busy, daemon=True)
    moordenaar.start()
    uit = tmp_path / "uit"
    klaar = render_ronde(load_ronde(ronde), uit, licht(TRAAG), Verzoek(adres=ploeg.adres))
    moordenaar.join(1)
    assert len(gedood) == 1
    assert klaar.mislukt == ()
    begonnen = [teken.name.split()[0] for teken in baken.iterdir()]
    assert begonnen.count(gedood[0]) == 2
    for code in ("GM9901", "GM9902", "GM9903"):
        assert f"af {code}" in (uit / "gemeenten" / f"{code}.html").read_text(encoding="utf-8")


def test_a_scheduler_that_is_lost_midway_leaves_the_former_round_as_it_was(
    ronde: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
    ploeg: Ploeg,
    inhoud: Inhoud,
    capfd: pytest.CaptureFixture[str],
) -> None:
    baken = tmp_path / "baken"
    baken.mkdir()
    ploeg.add_worker(BAKEN=str(baken))
    ploeg.wait_for_workers(1)
    uit = tmp_path / "uit"
    vlot = licht("print(gemeentecode)", naam="vlot")
    assert render_ronde(load_ronde(ronde), uit, vlot, Verzoek()).mislukt == ()
    eerst = inhoud(uit)

    def kill_when_busy() -> None:
        while not list(baken.iterdir()):
            time.sleep(0.05)
        os.killpg(ploeg.processen[0].pid, signal.SIGKILL)

    moordenaar = threading.Thread(target=kill_when_busy, daemon=True)
    moordenaar.start()
    verzoek = Verzoek(adres=ploeg.adres, alles=True)
    capfd.readouterr()
    with pytest.raises(UitvoerFout, match="de verbinding met de scheduler is verbroken"):
        render_ronde(load_ronde(ronde), uit, licht(TRAAG), verzoek)
    moordenaar.join(1)
    assert inhoud(uit) == eerst
    gezegd = "".join(capfd.readouterr())
    assert "Traceback" not in gezegd
    assert "distributed" not in gezegd


EENS = """
import os, signal, time
from pathlib import Path
teken = Path(os.environ["BAKEN"], "gedood")
if gemeentecode == "GM9902" and not teken.exists():
    teken.touch()
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
print("af", gemeentecode)
"""


def test_the_only_worker_may_die_and_be_started_anew(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, ploeg: Ploeg
) -> None:
    """What was sent to it dies with it; who comes in its place needs it again."""
    ploeg.add_worker(nanny=True, BAKEN=str(tmp_path))
    ploeg.wait_for_workers(1)
    uit = tmp_path / "uit"
    klaar = render_ronde(load_ronde(ronde), uit, licht(EENS), Verzoek(adres=ploeg.adres))
    assert (tmp_path / "gedood").exists()
    assert klaar.mislukt == ()
    for code in ("GM9901", "GM9902", "GM9903"):
        assert f"af {code}" in (uit / "gemeenten" / f"{code}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("komt", [False, True], ids=["niemand", "een ander"])
def test_when_the_last_worker_is_gone_it_says_so_and_waits_but_not_for_ever(
    komt: bool,
    ronde: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
    ploeg: Ploeg,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("ibt.batch.verdeeld._KIJK", 0.2)
    monkeypatch.setattr("ibt.batch.verdeeld._GEDULD", 120 if komt else 2)
    baken = tmp_path / "baken"
    baken.mkdir()
    werker = ploeg.add_worker(BAKEN=str(baken))
    ploeg.wait_for_workers(1)

    def kill_when_busy() -> None:
        while not list(baken.iterdir()):
            time.sleep(0.05)
        os.killpg(werker.pid, signal.SIGKILL)
        werker.wait()
        if komt:
            time.sleep(2)
            ploeg.add_worker(BAKEN=str(baken))

    moordenaar = threading.Thread(target=kill_when_busy, daemon=True)
    moordenaar.start()
    uit, verzoek = tmp_path / "uit", Verzoek(adres=ploeg.adres)
    if komt:
        assert render_ronde(load_ronde(ronde), uit, licht(TRAAG), verzoek).mislukt == ()
    else:
        with pytest.raises(UitvoerFout, match="er is geen werker meer, en er kwam geen nieuwe"):
            render_ronde(load_ronde(ronde), uit, licht(TRAAG), verzoek)
        assert not (uit / "manifest.json").exists()
    moordenaar.join(1)
    assert capsys.readouterr().err.count("Let op: er is geen werker meer.") == 1


def test_a_worker_that_came_later_with_another_program_makes_no_report() -> None:
    opdracht = Opdracht("GM9901", Path("a.ipynb"), {}, Path("map"))
    with pytest.raises(NotebookFout, match="heeft een ander programma of andere pakketten"):
        make_elders(opdracht, {}, b"", "een ander programma")


@pytest.mark.parametrize(
    ("adres", "melding"),
    [
        ("tcp://127.0.0.1:1", "hier antwoordt geen scheduler van dask"),
        ("onzin", "hier antwoordt geen scheduler van dask"),
    ],
)
def test_an_address_where_nobody_answers_is_named(
    adres: str, melding: str, ronde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.verdeeld._WACHT", 1)
    with pytest.raises(UitvoerFout, match=melding):
        render_ronde(load_ronde(ronde), tmp_path / "uit", find_notebooks(), Verzoek(adres=adres))


def test_a_scheduler_without_workers_is_named(ronde: Path, tmp_path: Path, ploeg: Ploeg) -> None:
    with pytest.raises(UitvoerFout, match=f"{ploeg.adres}: deze scheduler heeft geen werkers"):
        render_ronde(
            load_ronde(ronde), tmp_path / "uit", find_notebooks(), Verzoek(adres=ploeg.adres)
        )


def test_a_worker_with_another_program_is_refused(
    ronde: Path, tmp_path: Path, ploeg: Ploeg
) -> None:
    pakket = Path(ibt.__file__).parent
    ander = shutil.copytree(
        pakket, tmp_path / "ander" / "ibt", ignore=shutil.ignore_patterns("__pycache__")
    )
    with (ander / "rapport" / "stijl.css").open("a", encoding="utf-8") as css:
        css.write("/* anders */\n")
    verzoek = Verzoek(adres=ploeg.adres)
    (ploeg.map / "ibt.py").touch()  # where it is started, and not told to keep from that
    eerste = ploeg.add_worker()
    ploeg.wait_for_workers(1)
    with pytest.raises(UitvoerFout, match=r"een werker kan ibt niet laden.*PYTHONSAFEPATH=1 dask"):
        render_ronde(load_ronde(ronde), tmp_path / "uit", find_notebooks(), verzoek)
    os.killpg(eerste.pid, signal.SIGKILL)
    eerste.wait()
    ploeg.add_worker(PYTHONPATH=str(ander.parent), PYTHONSAFEPATH="1")
    ploeg.wait_for_workers(1)
    with pytest.raises(UitvoerFout, match="heeft een ander programma of andere pakketten"):
        render_ronde(load_ronde(ronde), tmp_path / "uit", find_notebooks(), verzoek)
    assert not (tmp_path / "uit").exists()
