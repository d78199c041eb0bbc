"""While a round is made, nothing of it can be reached from another machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="er is geen /proc/net")
BEZIG = """
import os, time
if gemeentecode == "GM9902":
    with open("bezig.deel", "w") as bestand:
        bestand.write(str(os.getpid()))
    os.rename("bezig.deel", "bezig")
    time.sleep(120)
"""


def family(pid: int) -> set[int]:
    """A process with all that it started, and what those started."""
    ouders: dict[int, int] = {}
    for map_ in Path("/proc").glob("[0-9]*"):
        try:
            velden = (map_ / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        ouders[int(map_.name)] = int(velden[1])
    gezin = {pid}
    while erbij := {kind for kind, ouder in ouders.items() if ouder in gezin} - gezin:
        gezin |= erbij
    return gezin


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


@pytest.mark.parametrize(("kernel", "poorten"), [("warm", 0), ("gewoon", 1)])
def test_a_render_listens_to_nobody_on_another_machine(
    kernel: str, poorten: int, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    """Kernels speak over sockets in a folder. An ordinary one has a port, of ipykernel itself, for
    what its own children print: on this machine only, and behind a secret.
    """
    bezig = tmp_path / "bezig"
    notebooks = licht(f"import os\nos.chdir({str(tmp_path)!r})", BEZIG)
    woorden = ["render", str(ronde), "-o", str(tmp_path / "uit"), "--kernel", kernel]
    proces = subprocess.Popen(
        [sys.executable, "-m", "ibt", *woorden, "--notebooks", str(notebooks)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        einde = time.monotonic() + 90
        while not bezig.exists():
            assert time.monotonic() < einde
            time.sleep(0.05)
        gezin = family(proces.pid)
        een = int(bezig.read_text())
        assert een in gezin
        assert len(listening({een})) == poorten
        assert [adres for adres in listening(gezin) if not adres.startswith("0100007F:")] == []
        assert listening({proces.pid}) == []
    finally:
        proces.send_signal(signal.SIGTERM)
        assert proces.wait(30) == 1
