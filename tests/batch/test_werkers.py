"""On a terminal there is a bar; Ctrl-C ends at once and leaves nothing half made."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="een terminal is hier niet na te bootsen")
termios = pytest.importorskip("termios", reason="een terminal is hier niet na te bootsen")
TRAAG = """
import time
if gemeentecode == "GM9903":
    open({bezig!r}, "w").close()
    time.sleep(120)
print(gemeentecode)
"""

# One call in C that never lets go of Python's lock: no thread of that kernel runs any more.
BEZET = """
from itertools import repeat
if gemeentecode == "GM9903":
    open({bezig!r}, "w").close()
    sum(repeat(1, 10**13))
print(gemeentecode)
"""
WIJZEN = [
    pytest.param(cel, kernel, id=naam)
    for cel, kernel, naam in (
        (TRAAG, "warm", "slaapt"),
        (BEZET, "warm", "bezet"),
        (BEZET, "gewoon", "bezet-gewoon"),
    )
]


def read_until(bron: int, woord: str, seconden: float = 90) -> str:
    """What the terminal shows, until a word appears or the program ends."""
    gezegd, einde = "", time.monotonic() + seconden
    while woord not in gezegd and (rest := einde - time.monotonic()) > 0:
        if select.select([bron], [], [], rest)[0]:
            try:
                gezegd += os.read(bron, 4096).decode("utf-8", "replace")
            except OSError:
                break
    return gezegd


def started(pid: int) -> list[int]:
    """All processes that this one started, and those that they did (Linux)."""
    kinderen = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [een for kind in map(int, kinderen) for een in (kind, *started(kind))]


def runs(pid: int) -> bool:
    """Whether it still does; one that ended may wait for whoever must take note of that."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def wait_until_busy(bezig: Path) -> None:
    """Until the last report is in the cell that it never leaves."""
    einde = time.monotonic() + 30
    while not bezig.exists():
        assert time.monotonic() < einde
        time.sleep(0.05)


def wait_until_gone(pids: list[int]) -> list[int]:
    """A kernel notices within a second or so that who started it is gone."""
    einde = time.monotonic() + 15
    while (over := list(filter(runs, pids))) and time.monotonic() < einde:
        time.sleep(0.2)
    return over


def at_a_terminal(meester: int) -> None:
    """As a shell starts it for somebody who sits there: also where pytest itself runs behind `&`,
    where ctrl-c is ignored and that is inherited.
    """
    os.close(meester)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="er is geen /proc")
@pytest.mark.parametrize(("cel", "kernel"), WIJZEN)
def test_a_terminal_shows_a_bar_and_ctrl_c_leaves_nothing_half_made(
    cel: str, kernel: str, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    uit = tmp_path / "uit"
    woorden = [
        "render",
        str(ronde),
        "-o",
        str(uit),
        "--notebooks",
        str(licht(cel.replace("{bezig!r}", repr(str(tmp_path / "bezig"))))),
    ]
    meester, slaaf = pty.openpty()
    termios.tcsetwinsize(slaaf, (24, 100))
    proces = subprocess.Popen(
        [sys.executable, "-m", "ibt", *woorden, "--werkers", "2", "--kernel", kernel],
        stdin=slaaf,
        stdout=slaaf,
        stderr=slaaf,
        start_new_session=True,
        preexec_fn=lambda: at_a_terminal(meester),
    )
    os.close(slaaf)
    try:
        gezegd = read_until(meester, "3/4")
        assert "3/4 " in gezegd
        assert "3/4" in gezegd
        wait_until_busy(tmp_path / "bezig")
        werkers = started(proces.pid)
        assert len(werkers) > 1
        os.kill(proces.pid, signal.SIGINT)
        gezegd = read_until(meester, "Afgebroken", 30)
        assert "Afgebroken." in gezegd
        assert "Traceback" not in gezegd
        assert proces.wait(30) == 1
        assert wait_until_gone(werkers) == []
    finally:
        if proces.poll() is None:
            os.killpg(proces.pid, signal.SIGKILL)
            proces.wait()
        os.close(meester)
    namen = {pad.name for pad in uit.rglob("*")}
    assert not [naam for naam in namen if naam.endswith(".deel")]
    assert not namen & {"manifest.json", "index.html", "GM9903.html"}
    assert len(list((uit / ".ibt" / "gemaakt").iterdir())) == 3
