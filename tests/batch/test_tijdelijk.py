"""However a run ends, the temp folder is as it was; and a deep one is no reason to fail."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ibt.batch.tijdelijk import _remove, _sweep, begin_temp, end_processes
from ibt.cli.melden import unexpected_text
from ibt.cli.programma import run

pytestmark = pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="er is geen /proc")
BEZIG = """
import os, tempfile, time
tempfile.mkstemp(prefix="van-de-cel-")
with open("bezig.deel", "w") as bestand:
    bestand.write(str(os.getpid()))
os.rename("bezig.deel", "bezig")
time.sleep(120)
"""


@pytest.fixture
def temp() -> Iterator[Path]:
    """An empty temp folder, not deep: below that of pytest no socket fits."""
    map_ = Path(tempfile.mkdtemp(prefix="t", dir="/tmp"))
    yield map_
    shutil.rmtree(map_)


def start(temp: Path, *woorden: object) -> subprocess.Popen[str]:
    """The program, as from a terminal, where signals do what they do."""
    return subprocess.Popen(
        [sys.executable, "-m", "ibt", *map(str, woorden)],
        env={**os.environ, "TMPDIR": str(temp)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )


def busy_kernel(map_: Path) -> int:
    """The process in the cell that does not end, once it is there."""
    einde = time.monotonic() + 90
    # Folders come and go meanwhile; `rglob` stops at one that went.
    while not (er := [map_ for map_, _, namen in os.walk(map_) if "bezig" in namen]):
        assert time.monotonic() < einde
        time.sleep(0.05)
    return int(Path(er[0], "bezig").read_text())


@pytest.mark.parametrize("naam", ["SIGHUP", "SIGKILL"])
def test_a_run_that_is_stopped_leaves_nothing_in_the_temp_folder(
    naam: str, ronde: Path, licht: Callable[..., Path], tmp_path: Path, temp: Path
) -> None:
    """What is killed cannot clear up; then its kernels end by themselves, and the next does."""
    woorden = ("-o", tmp_path / "uit", "--notebooks", licht(BEZIG), "--gemeente", "GM9902")
    with start(temp, "render", ronde, *woorden) as proces:
        try:
            kernel = busy_kernel(temp)
            [eigen] = temp.iterdir()
            assert any("van-de-cel-" in pad.name for pad in eigen.iterdir())
            # A terminal that is closed says so to all that runs in it.
            (os.killpg if naam == "SIGHUP" else os.kill)(proces.pid, signal.Signals[naam])
            _, fout = proces.communicate(timeout=60)
        finally:
            if proces.poll() is None:
                os.killpg(proces.pid, signal.SIGKILL)
    if naam == "SIGKILL":
        einde = time.monotonic() + 20
        while Path(f"/proc/{kernel}").exists():
            assert time.monotonic() < einde
            time.sleep(0.05)
        assert list(temp.iterdir()) == [eigen]
        with start(temp, "check", ronde) as volgende:
            volgende.communicate(timeout=60)
    else:
        laatste = fout.splitlines()[-1]
        assert laatste == "Afgebroken. Geef dezelfde opdracht opnieuw.", fout
        assert "Traceback" not in fout
        assert proces.returncode == 1
    assert list(temp.iterdir()) == []


LAAT = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), flush=True)
time.sleep(float(sys.argv[1]))
os.makedirs(os.environ["TMPDIR"] + "/ipython")
time.sleep(60)
"""


def test_what_was_still_being_started_ends_with_the_run_and_makes_no_folder_anew(
    tmp_path: Path,
) -> None:
    """Under load a kernel begins when who asked for it is gone already, and nobody ends it then."""
    eigen, ander = tmp_path / "ibt-1-2-3-eigen", tmp_path / "ibt-1-2-3-ander"
    processen = []
    for map_ in (eigen, ander):
        map_.mkdir()
        processen.append(
            subprocess.Popen(
                [sys.executable, "-c", LAAT, "0.2" if map_ is eigen else "0"],
                env={**os.environ, "TMPDIR": str(map_)},
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        )
    laat, vreemd = processen
    assert laat.stdout is not None
    laat.stdout.readline()
    _remove(str(eigen))
    assert laat.wait(10) == -signal.SIGKILL
    assert not eigen.exists()
    assert vreemd.poll() is None
    end_processes(str(ander))
    assert vreemd.wait(10) == -signal.SIGKILL
    for proces in processen:
        proces.communicate()


def test_only_what_a_dead_run_of_ours_left_is_swept(tmp_path: Path) -> None:
    """Not what runs, is of another container or user, leads elsewhere, or has another name."""
    with subprocess.Popen([sys.executable, "-c", ""]) as dood:
        pass
    temp, elders = tmp_path / "temp", tmp_path / "elders"
    ik, onder = os.getpid(), os.stat("/proc/self/ns/pid").st_ino
    begin = Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]
    blijft = {
        f"ibt-{ik}-{begin}-{onder}-loopt",
        f"ibt-{dood.pid}-7-{onder + 1}-ander",
        f"ibt-{dood.pid}-7-{onder}-link",
        "ibt-rapport-van-mijn-afdeling",
        "ibt-fout-x.log",
    }
    weg = {f"ibt-{dood.pid}-7-{onder}-dood", f"ibt-{ik}-7-{onder}-herbruikt"}
    if os.geteuid() == 0:  # only root can give a folder away
        blijft.add(f"ibt-{dood.pid}-7-{onder}-vreemd")
    for map_ in (elders, *(temp / naam for naam in blijft | weg if not naam.endswith("link"))):
        map_.mkdir(parents=True)
        (map_ / "iets").touch()
        if map_.name.endswith("vreemd"):
            os.chown(map_, 12345, 12345)
    (temp / f"ibt-{dood.pid}-7-{onder}-link").symlink_to(elders)
    _sweep(temp)
    assert {pad.name for pad in temp.iterdir()} == blijft
    assert (elders / "iets").exists()


def test_the_log_of_a_fault_of_the_program_stays_after_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eigen = tmp_path / "ibt-1-2-3-abc"
    eigen.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(eigen))
    unexpected_text(ZeroDivisionError("nul"))
    [log] = tmp_path.glob("ibt-fout-*.log")
    assert "ZeroDivisionError: nul" in log.read_text(encoding="utf-8")
    assert list(eigen.iterdir()) == []


def test_without_any_place_for_temporary_files_a_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", nowhere)
    assert run(["--version"], eerst=begin_temp) == 1
    fout = capsys.readouterr().err
    assert "er is geen plaats voor tijdelijke bestanden" in fout
    assert "TMPDIR" in fout
    assert "Traceback" not in fout
