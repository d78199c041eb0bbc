"""All of the country for ten years in one command: does it stay linear, do workers stay flat?"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from meten import available, busy
from processen import below
from rondes import halfyears

_STAP = 0.5
_KOP = """# All of the country for ten years

Measured by `make bench OPTIES=--land`, which writes this page: 342 invented gemeenten at 20
peildata in one command (`ibt render parameters/*.yaml`). CPU is what the whole machine was busy
with; "command" is what the command itself held when the round was done. Each round has workers of
its own: of a worker it is what it held after so many seconds of its life, with what it shares with
others, and of all workers of all rounds the median.

"""


@dataclass(frozen=True)
class Ronde:
    """What one round of the command took, and the megabytes that the command held at its end."""

    naam: str
    seconden: float
    cpu: float
    mb: float


@dataclass(frozen=True)
class Stand:
    """A worker at one moment: how long it has been there, and the megabytes that it holds."""

    pid: int
    leeft: float
    mb: float


def measure_country(opdracht: Sequence[str], map_: Path, gemeenten: int, peildata: int) -> str:
    """Make all rounds; what it took, as Markdown."""
    dagen = [date(2024 + (n + 1) // 2, 1 if n % 2 else 7, 1) for n in range(peildata)]
    rondes = halfyears(map_, gemeenten, dagen)
    standen: list[Stand] = []
    minste = [available()]
    klaar = threading.Event()
    kijker = threading.Thread(target=_watch, args=(klaar, standen, minste))
    kijker.start()
    try:
        alle = list(_run([*opdracht, *map(str, rondes)], map_))
    finally:
        klaar.set()
        kijker.join()
    piek = (minste[0] - min(minste)) / 1e3
    return "".join(_page(alle, (gemeenten + 1) * peildata, piek, standen))


def _run(opdracht: Sequence[str], map_: Path) -> Iterator[Ronde]:
    with subprocess.Popen(
        opdracht, cwd=map_, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as proces:
        begin, cpu = time.monotonic(), busy()
        for regel in proces.stdout or ():
            if " rapporten: " in regel:
                print(regel.strip(), flush=True)
                naam = regel.rpartition("outputs/")[2].partition("/")[0]
                zelf = max((een.mb for een in below(os.getpid()).get(1, [])), default=0)
                yield Ronde(naam, time.monotonic() - begin, busy() - cpu, zelf)
                begin, cpu = time.monotonic(), busy()
    if proces.returncode:
        raise subprocess.CalledProcessError(proces.returncode, list(opdracht))


def _watch(klaar: threading.Event, standen: list[Stand], minste: list[float]) -> None:
    sinds: dict[int, float] = {}
    while not klaar.wait(_STAP):
        minste.append(available())
        # our command, then the process that all are forked from, then the workers; what stands
        # there alone sets all reports in one PDF
        werkers = below(os.getpid()).get(3, [])
        for een in werkers if len(werkers) > 1 else ():
            nu = time.monotonic()
            standen.append(Stand(een.pid, nu - sinds.setdefault(een.pid, nu), een.mb))


def _page(
    alle: Sequence[Ronde], rapporten: int, piek: float, standen: Sequence[Stand]
) -> Iterator[str]:
    seconden, cpu = sum(een.seconden for een in alle), sum(een.cpu for een in alle)
    yield (
        f"{rapporten} reports: {seconden / 60:.0f} minutes, {cpu / rapporten:.2f} CPU seconds "
        f"each. At the peak {piek:.0f} MB less was available than before.\n\n"
    )
    yield "| round | wall (s) | CPU (s) | per report | command (MB) |\n"
    yield "| --- | ---: | ---: | ---: | ---: |\n"
    per = rapporten / len(alle)
    for een in alle:
        yield f"| {een.naam} | {een.seconden:.0f} | {een.cpu:.0f} | {een.cpu / per:.2f} | "
        yield f"{een.mb:.0f} |\n"
    yield "\n| a worker after (s) | megabytes |\n| ---: | ---: |\n"
    for van in (10, 30, 60, 90, 120, 150):
        bij = [een.mb for een in standen if van <= een.leeft < van + 5]
        if bij:
            yield f"| {van} | {median(bij):.0f} |\n"


def write_country(doel: Path, machine: str, inhoud: str) -> None:
    """The page."""
    doel.write_text(f"{_KOP}{machine}\n\n{inhoud}", encoding="utf-8")
