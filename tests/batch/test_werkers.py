"""On a terminal there is a bar; who stops it leaves nothing half made, nothing running, no port."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="een terminal is hier niet na te bootsen")
termios = pytest.importorskip("termios", reason="een terminal is hier niet na te bootsen")
pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="er is geen /proc/net")

# One call in C that never lets go of Python's lock: no thread of that kernel runs any more.
BEZET = """
import os
from itertools import repeat
if gemeentecode == "GM9903":
    with open({bezig!r} + ".deel", "w") as bestand:
        bestand.write(str(os.getpid()))
    os.rename({bezig!r} + ".deel", {bezig!r})
    sum(repeat(1, 10**13))
print(gemeentecode)
"""


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


def family(pid: int) -> set[int]:
    """A process with all that it started, and what those started."""
    kinderen = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return {pid}.union(*map(family, map(int, kinderen)))


def listening(pids: set[int]) -> list[str]:
    """The addresses (as Linux writes them) where these processes wait for somebody over TCP."""
    eigen = {link for pid in pids for link in sockets(pid)}
    regels = [
        regel.split()
        for soort in ("tcp", "tcp6")
        if (pad := Path("/proc/net", soort)).exists()
        for regel in pad.read_text().splitlines()[1:]
    ]
    return [regel[1] for regel in regels if regel[3] == "0A" and f"socket:[{regel[9]}]" in eigen]


def sockets(pid: int) -> Iterator[str]:
    for fd in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            yield os.readlink(fd)
        except OSError:
            continue


def test_a_port_that_is_open_is_seen() -> None:
    with socket.socket() as lijn:
        lijn.bind(("127.0.0.1", 0))
        assert listening({os.getpid()}) == []
        lijn.listen()
        assert listening({os.getpid()}) == [f"0100007F:{lijn.getsockname()[1]:04X}"]


def runs(pid: int) -> bool:
    """Whether it still does; one that ended may wait for whoever must take note of that."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def wait_until_busy(bezig: Path) -> int:
    """The kernel of the last report, once that is in the cell that it never leaves."""
    einde = time.monotonic() + 30
    while not bezig.exists():
        assert time.monotonic() < einde
        time.sleep(0.05)
    return int(bezig.read_text())


def wait_until_gone(pids: set[int]) -> list[int]:
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


@pytest.mark.parametrize(
    ("kernel", "poorten", "stop"), [("warm", 0, signal.SIGINT), ("gewoon", 1, signal.SIGTERM)]
)
def test_a_terminal_shows_a_bar_and_who_stops_it_leaves_nothing_half_made(
    kernel: str,
    poorten: int,
    stop: signal.Signals,
    ronde: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """Kernels speak over sockets in a folder, also where the temp folder is too deep for those.

    An ordinary one has a port, of ipykernel itself, for what its own children print: on this
    machine only, and behind a secret.
    """
    uit, bezig, diep = tmp_path / "uit", tmp_path / "bezig", tmp_path / ("diep" * 30)
    diep.mkdir()
    notebooks = licht(BEZET.replace("{bezig!r}", repr(str(bezig))))
    woorden = ["render", ronde, "-o", uit, "--notebooks", notebooks, "--kernel", kernel]
    woorden += ["--werkers", 2, "--gemeente", "GM9901", "--gemeente", "GM9903"]
    meester, slaaf = pty.openpty()
    termios.tcsetwinsize(slaaf, (24, 100))
    with subprocess.Popen(
        [sys.executable, "-m", "ibt", *map(str, woorden)],
        env={**os.environ, "TMPDIR": str(diep)},
        stdin=slaaf,
        stdout=slaaf,
        stderr=slaaf,
        start_new_session=True,
        preexec_fn=lambda: at_a_terminal(meester),
    ) as proces:
        os.close(slaaf)
        try:
            assert "1/2 " in read_until(meester, "1/2 ")
            een, gezin = wait_until_busy(bezig), family(proces.pid)
            assert een in gezin - {proces.pid}
            assert len(listening({een})) == poorten
            assert [waar for waar in listening(gezin) if not waar.startswith("0100007F:")] == []
            assert listening({proces.pid}) == []
            os.kill(proces.pid, stop)
            gezegd = read_until(meester, "Afgebroken", 30)
            assert "Afgebroken." in gezegd
            assert "Traceback" not in gezegd
            assert proces.wait(30) == 1
            assert wait_until_gone(gezin) == []
        finally:
            if proces.poll() is None:
                os.killpg(proces.pid, signal.SIGKILL)
            os.close(meester)
    namen = {pad.name for pad in uit.rglob("*")}
    assert not [naam for naam in namen if naam.endswith(".deel")]
    assert not namen & {"manifest.json", "index.html", "GM9903.html"}
    assert len(list((uit / ".ibt" / "gemaakt").iterdir())) == 1
    assert list(diep.iterdir()) == []
