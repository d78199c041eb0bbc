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

from ibt.batch.tijdelijk import _remove, begin_temp, end_processes
from ibt.cli.melden import unexpected_text
from ibt.cli.programma import run

pytestmark = pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="er is geen /proc")
BEZIG = """
import tempfile
tempfile.mkstemp(prefix="van-de-cel-")
if gemeentecode == "GM9902":
    open("bezig", "w").close()
    import time
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
        preexec_fn=lambda: [
            signal.signal(een, signal.SIG_DFL)
            for een in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        ],
    )


def wait_until_busy(map_: Path) -> None:
    einde = time.monotonic() + 90
    # Folders come and go meanwhile; `rglob` stops at one that went.
    while not any("bezig" in bestanden for _, _, bestanden in os.walk(map_)):
        assert time.monotonic() < einde
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("naam", "kernel"),
    [
        ("SIGINT", "gewoon"),
        ("SIGTERM", "warm"),
        ("SIGHUP", "warm"),
        ("SIGKILL", "warm"),
    ],
)
def test_a_run_that_is_stopped_leaves_nothing_in_the_temp_folder(
    naam: str, kernel: str, ronde: Path, licht: Callable[..., Path], tmp_path: Path, temp: Path
) -> None:
    """What is killed cannot clear up; then the next command does."""
    uit = tmp_path / "uit"
    notebooks = licht(BEZIG)
    woorden = ("render", ronde, "-o", uit, "--notebooks", notebooks, "--kernel", kernel)
    with start(temp, *woorden) as proces:
        try:
            wait_until_busy(temp)
            [eigen] = temp.iterdir()
            assert any("van-de-cel-" in pad.name for pad in eigen.iterdir())
            # A terminal that is closed says so to all that runs in it.
            (os.killpg if naam == "SIGHUP" else os.kill)(proces.pid, signal.Signals[naam])
            _, fout = proces.communicate(timeout=60)
        finally:
            if proces.poll() is None:
                os.killpg(proces.pid, signal.SIGKILL)
    if naam == "SIGKILL":
        assert list(temp.iterdir()) == [eigen]
        start(temp, "check", ronde).communicate(timeout=60)
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
        assert proces.stdout is not None
        proces.stdout.close()


def test_only_what_a_dead_run_of_ours_left_is_swept(ronde: Path, temp: Path) -> None:
    dood = subprocess.Popen([sys.executable, "-c", ""])
    dood.wait()
    ik, onder = os.getpid(), os.stat("/proc/self/ns/pid").st_ino
    begin = Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]
    blijft = {
        f"ibt-{ik}-{begin}-{onder}-loopt",
        f"ibt-{dood.pid}-7-{onder + 1}-ander",
        f"ibt-{dood.pid}-7-{onder}-link",
        "ibt-rapport-van-mijn-afdeling",
        "ibt-fout-x.log",
    }
    for naam in (*blijft, f"ibt-{dood.pid}-7-{onder}-dood", f"ibt-{ik}-7-{onder}-herbruikt"):
        if naam.endswith("link"):
            (temp / naam).symlink_to(ronde.parent)
            continue
        (temp / naam).mkdir()
        (temp / naam / "iets").touch()
    klaar = start(temp, "check", ronde)
    klaar.communicate(timeout=60)
    assert klaar.returncode == 0
    assert {pad.name for pad in temp.iterdir()} == blijft
    assert ronde.is_file()


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="alleen root kan van eigenaar wisselen"
)
def test_the_folder_of_another_user_is_left_alone(ronde: Path, temp: Path) -> None:
    vreemd = temp / f"ibt-1-7-{os.stat('/proc/self/ns/pid').st_ino}-vreemd"
    vreemd.mkdir()
    os.chown(vreemd, 12345, 12345)
    start(temp, "check", ronde).communicate(timeout=60)
    assert list(temp.iterdir()) == [vreemd]


@pytest.mark.parametrize("kernel", ["warm", "gewoon"])
def test_a_deep_temp_folder_is_no_reason_to_fail(
    kernel: str, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    diep = tmp_path / ("diep" * 30)
    diep.mkdir()
    woorden = ("-o", tmp_path / "uit", "--notebooks", licht(), "--kernel", kernel)
    proces = start(diep, "render", ronde, *woorden)
    _, fout = proces.communicate(timeout=120)
    assert proces.returncode == 0, fout
    assert list(diep.iterdir()) == []


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
