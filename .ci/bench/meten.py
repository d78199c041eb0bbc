"""What a command costs: wall time, CPU of all its processes, and memory at its peak.

CPU is what the whole machine was busy with meanwhile (/proc/stat), because a kernel that was forked
and left is in nobody's account of children; so nothing else must run. Memory is the drop of what
was available (/proc/meminfo), which counts shared pages once.
"""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from processen import below

_STAP = 0.05
# Who is there is looked up once in so many steps: it costs some CPU itself.
_ZELDEN = 10


@dataclass(frozen=True)
class Meting:
    """Seconds, CPU seconds and megabytes of one way to make so many reports.

    `werker` are the megabytes that a worker held at most: of all workers the median, for the one
    that makes the overview holds more. 0 where there is none.
    """

    seconden: float
    cpu: float
    geheugen: float
    werker: float = 0
    naam: str = ""
    rapporten: int = 0
    keren: int = 1


def measure(opdracht: Sequence[object], **omgeving: str) -> Meting:
    """Run a command to its end; CalledProcessError when it fails."""
    return measure_all([opdracht], **omgeving)


def measure_all(opdrachten: Sequence[Sequence[object]], **omgeving: str) -> Meting:
    """Run commands one after another, as one measurement."""
    laagste = [available()]
    werkers: dict[int, float] = {}
    klaar = threading.Event()

    def watch() -> None:
        ronde = 0
        while not klaar.wait(_STAP):
            laagste.append(available())
            if (ronde := ronde + 1) % _ZELDEN == 0:
                # our command, then the process that all are forked from, then the workers
                for een in below(os.getpid()).get(3, []):
                    werkers[een.pid] = max(een.mb, werkers.get(een.pid, 0))

    vooraf, kijker = available(), threading.Thread(target=watch)
    kijker.start()
    cpu, begin = busy(), time.monotonic()
    try:
        for opdracht in opdrachten:
            subprocess.run(
                [str(woord) for woord in opdracht],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **omgeving},
            )
        seconden = time.monotonic() - begin
        # The last process is no worker: it sets all reports in one PDF.
        werkers.pop(max(werkers, default=0), None)
        werker = median(werkers.values()) if werkers else 0
        return Meting(seconden, busy() - cpu, (vooraf - min(laagste)) / 1e3, werker)
    finally:
        klaar.set()
        kijker.join()


def busy() -> float:
    """CPU seconds of the whole machine in user and system mode."""
    velden = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()
    user, nice, system = map(int, velden[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


def available() -> float:
    """Kilobytes that a new program could have."""
    regels = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return float(next(regel for regel in regels if regel.startswith("MemAvailable")).split()[1])
