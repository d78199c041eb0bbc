#!/usr/bin/env python3
"""`make bench`: our round against what else makes the same reports; renews docs/prestaties.md.

All ratios are of one run on one machine. It takes ten minutes on two cores, `--land` half an hour
(docs/prestaties-land.md). CPU is what the whole machine was busy with: run nothing beside it.
"""

import argparse
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from samen import PROJECT, run_cells

from ibt.beoordeling import inschaling, kolommen
from ibt.beoordeling.som import GEGEVEN, sums
from ibt.kader import select_kader
from ibt.rapport.bladzijde import html_page
from ibt.rapport.typst import compile_pdf, typst_source
from ibt.ronde import load_ronde
from ibt.ronde.geheugen import remember_ronde

LUS, ONS, SCRIPT = "papermill + nbconvert (commands)", "ibt render", "script without notebooks"
NOG_EENS, TWEE = f"{ONS}, nothing changed", ["GM0307", "GM0344"]
KOP = """\
| reports | how | runs | wall (s) | CPU (s) | per report | peak (MB) |
| ---: | --- | ---: | ---: | ---: | ---: | ---: |
"""


def measure(*opdracht: object) -> list[float]:
    """Seconds, CPU seconds, and megabytes less available at the peak."""
    vrij = minst = _megabytes("MemAvailable")
    begin, cpu = time.monotonic(), _busy()
    with tempfile.NamedTemporaryFile() as log:
        loopt = subprocess.Popen([*map(str, opdracht)], stdout=log, stderr=log, cwd=PROJECT)
        while not (einde := os.wait4(loopt.pid, os.WNOHANG))[0]:
            minst = min(minst, _megabytes("MemAvailable"))
            time.sleep(0.05)
        loopt.returncode = einde[1]
        if einde[1]:
            sys.exit(f"Mislukt: {opdracht}\n{Path(log.name).read_text(encoding='utf-8')}")
    return [time.monotonic() - begin, _busy() - cpu, vrij - minst]


def _busy() -> float:
    """CPU seconds of the whole machine in user and system mode."""
    tijden = Path("/proc/stat").read_text(encoding="utf-8").split()[1:4]
    return sum(map(int, tijden)) / os.sysconf("SC_CLK_TCK")


def _megabytes(wat: str) -> float:
    return int(Path("/proc/meminfo").read_text().partition(f"{wat}:")[2].split()[0]) / 1e3


def reports(ronde: Path) -> list[str]:
    """The overview, then the codes of the gemeenten."""
    return ["provincie", *(gemeente.code for gemeente in load_ronde(ronde).gemeenten)]


def run_script(ronde: Path, uit: Path, *namen: str) -> None:
    """Pages and PDF without notebooks: the cells in this process, which reads the round once."""
    gelezen = load_ronde(ronde)
    _ = gelezen.herkomst, gelezen.uitkomsten
    remember_ronde(gelezen)
    for naam in namen:
        notebook = "provincie" if naam == "provincie" else "gemeente"
        pagina = html_page(run_cells(notebook, ronde, naam), naam)
        (uit / f"{naam}.html").write_text(pagina, encoding="utf-8")
        (uit / f"{naam}.pdf").write_bytes(compile_pdf(typst_source(pagina)))


def run_ladder(aantal: int) -> str:
    """Sums and rules over whole columns, three times: a sentence on it."""
    kans, keren = np.random.default_rng(20260701), []
    grenzen = dict.fromkeys(kolommen.INVOER_KOLOMMEN, (0, 4)) | {"herverdeling": (-5, 6)}
    grenzen |= {"taakstelling": (0, 400), "realisatie": (0, 420), "trede_vorig": (1, 7)}
    grenzen |= dict.fromkeys(("stand_begin", "stand_eind_vorig", "stand_bij_intrede"), (-80, 30))
    invoer = pd.DataFrame({naam: kans.integers(*grens, aantal) for naam, grens in grenzen.items()})
    invoer["verbeterplan_niet_uitgevoerd"] = kans.random(aantal) < 0.2
    kader = select_kader(date(2026, 7, 1), "Utrecht")
    for _ in range(3):
        begin = time.monotonic()
        sums({naam: invoer[naam].to_numpy() for naam in GEGEVEN})
        assert len(inschaling.classify(invoer, kader).trede) == aantal
        keren.append(time.monotonic() - begin)
    heel = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return (
        f"{aantal / 1e6:.0f} million gemeenten, sums and rules, in one call: {keren[0]:.1f} s the "
        f"first time, {np.median(keren):.1f} s as the median of three. The process held "
        f"{heel:.1f} GB at most, of which {invoer.memory_usage().sum() / 1e9:.1f} GB is the input."
    )


def rounds(map_: Path, gemeenten: int = 26) -> list[Path]:
    """The example rounds; what is more than its 26 gemeenten are copies, under another name."""
    for deel in ("data", "parameters"):
        shutil.copytree(PROJECT / deel, map_ / deel)
    codes = reports(map_ / "parameters/2026-07-01.yaml")[1:]
    for pad in (map_ / "data").rglob("*.csv") if gemeenten > 26 else ():
        teken = max(",;", key=pad.read_text(encoding="utf-8-sig").splitlines()[0].count)
        tabel = pd.read_csv(pad, sep=teken, dtype=str, keep_default_na=False)
        delen = [tabel]
        for nummer in range(26, gemeenten) if "gemeentecode" in tabel else ():
            eigen = {"gemeentecode": f"GM{3000 + nummer}", "gemeente": f"Verzonnendam {nummer}"}
            eigen = {kolom: eigen[kolom] for kolom in eigen.keys() & set(tabel)}
            delen.append(tabel[tabel["gemeentecode"] == codes[nummer % 26]].assign(**eigen))
        pd.concat(delen).to_csv(pad, sep=teken, index=False)
    return sorted((map_ / "parameters").glob("*.yaml"))


class Metingen:
    """What every way took, as the median of some runs, by name and number of reports."""

    def __init__(self, werk: Path) -> None:
        self.werk, self.per, self.rijen = werk, {}, []

    def add(self, naam: str, n: int, keren: int, voor: list[Any], na: Sequence[str] = ()) -> None:
        """So many runs of a command with its folder for `n` reports between `voor` and `na`."""
        print(f"{n:4d} rapporten, {naam}: {keren} keer", flush=True)
        alle, uit = [], self.werk / f"{voor[0]} {n}"
        for _ in range(keren):
            if naam != NOG_EENS:
                shutil.rmtree(uit, ignore_errors=True)
            uit.mkdir(exist_ok=True)
            alle.append(measure(*voor, uit, *na))
        wand, cpu, piek = self.per[naam, n] = np.median(alle, axis=0)
        getallen = f"{wand:.1f}", f"{cpu:.1f}", f"{cpu / n:.2f}", f"{piek:.0f}"
        self.rijen.append((n, naam, keren, *getallen))

    def table(self) -> str:
        return KOP + "".join(f"| {' | '.join(map(str, rij))} |\n" for rij in self.rijen)


def measure_rounds(alle: Metingen) -> Iterator[str]:
    """The paragraphs of docs/prestaties.md that `make bench` renews."""
    ladder = run_ladder(10_000_000)
    heel, land = rounds(alle.werk / "heel")[-1], rounds(alle.werk / "land", 341)[-1]
    for ronde, namen in ((heel, TWEE), (heel, reports(heel)), (land, reports(land))):
        n, keren = len(namen), 3 if ronde == heel else 1
        ons = ["ibt", "render", ronde, *(f"--gemeente={een}" for een in namen if n == 2), "-o"]
        alle.add(ONS, n, keren, ons)
        if n > 2:
            alle.add(NOG_EENS, n, 3, ons)
        alle.add(SCRIPT, n, keren, ["python", __file__, "--script", ronde], namen)
        if ronde == heel:
            alle.add(LUS, n, 1, ["sh", ".ci/lus", ronde], namen)
    yield alle.table()
    zinnen = []
    for naam in (LUS, SCRIPT, ONS):
        wand, cpu, *_ = alle.per[naam, 27] / alle.per[ONS, 27]
        verder = (alle.per[naam, 27] - alle.per[naam, 2])[1] / 25
        maal = f"{wand:.1f} times our wall time and {cpu:.1f} times our CPU"
        zinnen.append(f"- 27 reports, *{naam}*: {maal}; {verder:.2f} s of CPU for each further.\n")
    yield from ("".join(zinnen), f"{ladder}\n")


def renew(doel: Path, delen: Iterator[str]) -> None:
    """Each paragraph or table takes the place of the one that begins so, or comes at the end."""
    commit = subprocess.getoutput(f"git -C '{PROJECT}' rev-parse --short HEAD")
    machine = (
        f"{date.today()}, commit `{commit}`: {os.cpu_count()} cores, "
        f"{_megabytes('MemTotal') / 1049:.0f} GiB, Python {platform.python_version()}, "
        f"{platform.system()}. Load when it began: {os.getloadavg()[0]:.1f}.\n"
    )
    tekst = doel.read_text(encoding="utf-8")
    for deel in (machine, *delen):
        begin = re.sub(r"\\?\d+", r"\\d+", re.escape(deel[:10]))
        oud = re.search(rf"(?m)^{begin}.*\n(?:.+\n)*|\Z", tekst)
        tekst = tekst[: oud.start()] + ("" if oud[0] else "\n") + deel + tekst[oud.end() :]
    doel.write_text(tekst, encoding="utf-8")


def main() -> None:
    opties = argparse.ArgumentParser(prog="make bench", description=__doc__)
    opties.add_argument("--land", action="store_true", help="alleen 342 gemeenten, tot 10 peildata")
    opties.add_argument("--script", nargs="+", help=argparse.SUPPRESS)
    keus = opties.parse_args()
    if keus.script:
        return run_script(*map(Path, keus.script[:2]), *keus.script[2:])
    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    with tempfile.TemporaryDirectory(prefix="ibt bench ") as plek:
        alle = Metingen(Path(plek))
        if not keus.land:
            return renew(PROJECT / "docs/prestaties.md", measure_rounds(alle))
        rondes = rounds(alle.werk / "land", 342)
        for n in (1, 4, 10):
            ons = ["ibt", "render", *rondes[:n], "-o"]
            alle.add(f"{ONS}, {n} peildata", 343 * n, 1, ons)
        renew(PROJECT / "docs/prestaties-land.md", iter([alle.table()]))


if __name__ == "__main__":
    main()
