#!/usr/bin/env python3
"""`make bench`: our round against what else makes the same reports; writes docs/prestaties.md.

All ratios are of one run on one machine. It is no test, and CI does not run it: it takes half an
hour on two cores. With `--land` (an hour) it measures only all of the country for ten years, and
writes docs/prestaties-land.md. CPU is what the whole machine was busy with: run nothing beside it.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median

import nbformat
import numpy as np
import pandas as pd
import psutil

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
IBT = (BIN / "ibt", "render")
LUS, ONS, SCRIPT = "papermill + nbconvert (commands)", "ibt render", "script without notebooks"
KOP = """# What a round costs

Measured by `make bench`, which writes this page, but for the last part; of several runs it gives
the median. CPU is that of all processes of a way together (what the whole machine was busy with:
nothing else ran). Memory is how much less was available at the peak; of processes it is what the
largest below the command held at most, with what it shares with others.

"""
KOP_LAND = """# All of the country for ten years

Measured by `make bench OPTIES=--land`, which writes this page: 342 invented gemeenten at 20
peildata in one command (`ibt render parameters/*.yaml`). CPU is what the whole machine was busy
with; "command" is what the command itself held when the round was done, "process" what the largest
below it held meanwhile, with what it shares with others.

"""
PROFIEL = """
## Where the time goes

27 reports. What pages and PDF take was measured once more, all in one process.

"""
LADDER = """
## The ladder at scale

10 million gemeenten, sums and rules, in one call: {:.1f} s the first time, {:.1f} s as the median
of three. The process held {:.1f} GB at most, of which {:.1f} GB is the input.
"""


@dataclass(frozen=True)
class Meting:
    """Seconds, CPU seconds, those of the command itself, and megabytes.

    At the peak, of the command itself at the end, and of the largest process below it.
    """

    seconden: float
    cpu: float
    cpu_zelf: float
    piek: float
    zelf: float
    onder: float


class Kijker(threading.Thread):
    """Looks at the machine and at the processes below this one, from its start to its stop."""

    def __enter__(self) -> "Kijker":
        self._klaar = threading.Event()
        self._vrij = self._minst = psutil.virtual_memory().available
        self._cpu_zelf = self._zelf = 0.0
        self._begin_lap()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._klaar.set()
        self.join()

    def run(self) -> None:
        hier = psutil.Process()
        while not self._klaar.wait(0.1):
            self._minst = min(self._minst, psutil.virtual_memory().available)
            for eerste in hier.children():
                with suppress(psutil.Error):  # it ended meanwhile
                    self._cpu_zelf, self._zelf = sum(eerste.cpu_times()[:2]), _held(eerste)
                    self._onder = max([self._onder, *map(_held, eerste.children(recursive=True))])

    def _begin_lap(self) -> None:
        self._begin, self._cpu, self._onder = time.monotonic(), _busy(), 0.0

    def lap(self) -> Meting:
        """What it took since the start, or since the last time that this was asked."""
        seconden, cpu = time.monotonic() - self._begin, _busy() - self._cpu
        piek, onder = (self._vrij - self._minst) / 1e6, self._onder
        self._begin_lap()
        return Meting(seconden, cpu, self._cpu_zelf, piek, self._zelf, onder)


def _held(proces: psutil.Process) -> float:
    return proces.memory_info().rss / 1e6


def _busy() -> float:
    """CPU seconds of the whole machine in user and system mode."""
    tijden = psutil.cpu_times()
    return tijden.user + tijden.nice + tijden.system


def measure(*opdrachten: Sequence[object]) -> Meting:
    """Commands one after another, as one measurement; CalledProcessError when one fails."""
    with Kijker() as kijker:
        for opdracht in opdrachten:
            subprocess.run([str(woord) for woord in opdracht], check=True, capture_output=True)
        return kijker.lap()


def measure_loop(ronde: Path, uit: Path) -> Meting:
    """Per report: papermill, jupyter nbconvert, a browser that prints."""
    opdrachten: list[list[object]] = []
    for naam, bron in _reports(ronde):
        klaar, doel = uit / f"{naam}.ipynb", f"--print-to-pdf={uit / naam}.pdf"
        eigen = [] if naam == "provincie" else ["-p", "gemeentecode", naam]
        opdrachten += [
            [BIN / "papermill", bron, klaar, "-p", "rondebestand", ronde, *eigen, "-k", "python3"],
            [BIN / "jupyter-nbconvert", "--to", "html", "--no-input", klaar],
            ["chromium", "--headless", "--no-sandbox", doel, klaar.with_suffix(".html").as_uri()],
        ]
    return measure(*opdrachten)


def _reports(ronde: Path) -> list[tuple[str, Path]]:
    """The overview, then the gemeenten, each with its notebook."""
    from ibt.ronde import load_ronde

    gemeente, provincie = (PROJECT / f"notebooks/{n}.ipynb" for n in ("gemeente", "provincie"))
    return [("provincie", provincie), *((g.code, gemeente) for g in load_ronde(ronde).gemeenten)]


def run_script(ronde: Path, uit: Path) -> None:
    """Pages and PDF without a notebook: the cells in this process, which reads the round once."""
    import mistune

    from ibt.rapport.bladzijde import html_page
    from ibt.rapport.typst import compile_pdf, typst_source
    from ibt.ronde import load_ronde
    from ibt.ronde.geheugen import remember

    gelezen = load_ronde(ronde)
    _ = gelezen.herkomst, gelezen.uitkomsten
    remember(gelezen)
    for naam, bron in _reports(ronde):
        ruimte: dict[str, object] = {}
        delen: list[str] = []
        for cel in nbformat.read(bron, as_version=4).cells:
            if cel.cell_type == "markdown":
                delen.append(str(mistune.html(cel.source)))
            elif "parameters" in cel.metadata.get("tags", []):
                ruimte |= {"rondebestand": str(ronde), "gemeentecode": naam}
            elif cel.source.startswith(("from ", "import ")):
                exec(cel.source, ruimte)
            else:
                delen.append(str(eval(cel.source, ruimte)))
        pagina = html_page("\n".join(delen), naam)
        (uit / f"{naam}.html").write_text(pagina, encoding="utf-8")
        (uit / f"{naam}.pdf").write_bytes(compile_pdf(typst_source(pagina)))


def run_ladder(aantal: int) -> None:
    """Sums and rules over whole columns, three times; prints seconds and gigabytes."""
    from ibt.beoordeling.inschaling import INVOER_KOLOMMEN, classify
    from ibt.beoordeling.som import calculate_som
    from ibt.kader import select_kader

    kans, keren = np.random.default_rng(20260701), []
    grenzen = dict.fromkeys(INVOER_KOLOMMEN, (0, 4)) | {"herverdeling": (-5, 6)}
    grenzen |= {"taakstelling": (0, 400), "realisatie": (0, 420), "trede_vorig": (1, 7)}
    grenzen |= dict.fromkeys(("stand_begin", "stand_eind_vorig", "stand_bij_intrede"), (-80, 30))
    invoer = pd.DataFrame({naam: kans.integers(*grens, aantal) for naam, grens in grenzen.items()})
    invoer["verbeterplan_niet_uitgevoerd"] = kans.random(aantal) < 0.2
    kader = select_kader(date(2026, 7, 1), "Utrecht")
    for _ in range(3):
        begin = time.monotonic()
        calculate_som(invoer)
        assert len(classify(invoer, kader).trede) == aantal
        keren.append(time.monotonic() - begin)
    heel = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps([keren[0], median(keren), heel, invoer.memory_usage().sum() / 1e9]))


def example(map_: Path, alleen: str = "") -> Path:
    """The example round, or `alleen` this gemeente: the others move to another province."""
    for deel in ("data", "parameters"):
        shutil.copytree(PROJECT / deel, map_ / deel)
    if alleen:
        pad = map_ / "data/gemeenten.csv"
        tabel = pd.read_csv(pad, dtype=str, keep_default_na=False)
        tabel.loc[tabel["gemeentecode"] != alleen, "provincie"] = "Elders"
        tabel.to_csv(pad, index=False)
        (map_ / "parameters/bevindingen/2026-07-01.yaml").write_text("[]\n", encoding="utf-8")
    return map_ / "parameters/2026-07-01.yaml"


def invented(map_: Path, gemeenten: int, dagen: Sequence[date]) -> list[Path]:
    """Rounds of the same invented gemeenten, each with figures of its six months and a register."""
    for deel in ("data", "parameters"):
        (map_ / deel).mkdir(parents=True)
    n = np.arange(gemeenten)
    basis = pd.DataFrame({"n": n, "gemeentecode": [f"GM9{nummer:04d}" for nummer in n]})
    basis["gemeente"] = [f"Verzonnendam {nummer}" for nummer in n]
    wie = basis.assign(provincie="Nederland", geldig_van="1900-01-01", geldig_tot="", opvolger="")
    wie.drop(columns="n").to_csv(map_ / "data/gemeenten.csv", index=False)
    basis = basis.assign(taakstelling=10 + n % 50, stand_begin=n % 9 - 6, herkomst="VOORBEELD")
    for dag in dagen:
        vorige, *standen = pd.date_range(end=dag, periods=7, freq="MS").date
        maanden = pd.DataFrame({"stand_per": standen, "maand": range(1, 7)})
        cijfers = basis.merge(maanden, how="cross")
        cijfers["realisatie"] = cijfers["maand"] * (cijfers.pop("n") % 11)
        cijfers.drop(columns="maand").to_csv(map_ / f"data/cijfers-{dag}.csv", index=False)
        register = basis[["gemeentecode"]].assign(datum=vorige.replace(day=20), trede=1 + n % 3)
        register = register.assign(peildatum=vorige, stand_eind=basis["stand_begin"])
        register.to_csv(map_ / f"data/register-{dag}.csv", index=False)
        (map_ / f"parameters/{dag}.yaml").write_text(
            f'peildatum: "{dag}"\nprovincie: Nederland\nkader: utrecht-2024\n'
            f"cijfers: ../data/cijfers-{dag}.csv\nregister: ../data/register-{dag}.csv\n"
            "gemeenten: ../data/gemeenten.csv\n",
            encoding="utf-8",
        )
    return [map_ / f"parameters/{dag}.yaml" for dag in dagen]


class Metingen:
    """What every way took, as the median of some runs, by name and number of reports."""

    def __init__(self, werk: Path) -> None:
        self.werk = werk
        self.per: dict[tuple[str, int], Meting] = {}
        self.rijen: list[Sequence[object]] = []

    def add(self, naam: str, rapporten: int, keren: int, run: Callable[[Path], Meting]) -> None:
        """So many runs of one way, each in an empty folder."""
        print(f"{rapporten:4d} rapporten, {naam}: {keren} keer", flush=True)
        alle = []
        for _ in range(keren):
            shutil.rmtree(self.werk / "uit", ignore_errors=True)
            (self.werk / "uit").mkdir()
            alle.append(asdict(run(self.werk / "uit")))
        een = Meting(**pd.DataFrame(alle).median())
        self.per[naam, rapporten] = een
        tijden = f"{een.seconden:.1f}", f"{een.cpu:.1f}", f"{een.cpu / rapporten:.2f}"
        self.rijen.append((rapporten, naam, keren, *tijden, f"{een.piek:.0f}", f"{een.onder:.0f}"))

    def ways(self, ronde: Path, rapporten: int, keren: int, lus: bool = True) -> Path:
        """Ours, ours once more, the script, the loop; gives the folder that ours made."""
        klaar = self.werk / f"klaar {rapporten}"
        script = (sys.executable, __file__, "--script", ronde)
        self.add(ONS, rapporten, keren, lambda uit: measure([*IBT, ronde, "-o", uit]))
        measure([*IBT, ronde, "-o", klaar])
        nog_eens = [*IBT, ronde, "-o", klaar]
        self.add(f"{ONS}, nothing changed", rapporten, 3, lambda _: measure(nog_eens))
        self.add(SCRIPT, rapporten, keren, lambda uit: measure([*script, uit]))
        if lus:
            self.add(LUS, rapporten, 1, lambda uit: measure_loop(ronde, uit))
        return klaar

    def ratios(self) -> Iterator[str]:
        """How the others stand to ours, and what each further report costs."""
        for naam in (LUS, SCRIPT):
            ons, ander = self.per[ONS, 27], self.per[naam, 27]
            maal = f"{ander.seconden / ons.seconden:.1f} times the wall time"
            cpu = f"{ander.cpu / ons.cpu:.1f} times the CPU"
            yield f"- 27 reports, *{naam}* against ours: {maal}, {cpu}.\n"
        for naam in (ONS, LUS, SCRIPT):
            verder = (self.per[naam, 27].cpu - self.per[naam, 2].cpu) / 25
            yield f"- Each further report costs *{naam}* {verder:.2f} s of CPU (from 2 to 27).\n"


def profile(heel: Meting, klaar: Path) -> Iterator[tuple[str, str, str]]:
    """Where the CPU of a round went."""
    from ibt.batch.exporters import report_exporter
    from ibt.rapport.typst import compile_pdf, typst_report

    bladen = [nbformat.read(pad, as_version=4) for pad in klaar.rglob("*.ipynb")]
    tijden = [time.process_time()]
    paginas = [report_exporter().from_notebook_node(blad)[0] for blad in bladen]
    tijden.append(time.process_time())
    documenten = [typst_report(pagina, str(nummer))[0] for nummer, pagina in enumerate(paginas)]
    tijden.append(time.process_time())
    for document in documenten:
        compile_pdf(document)
    tijden.append(time.process_time())
    page, typst, pdf = np.diff(tijden)
    rest = heel.cpu - heel.cpu_zelf - page - typst - pdf
    delen = {
        "command: importing, reading, assessing, letters, index": heel.cpu_zelf,
        "notebooks: their cells and what runs them; all reports in one PDF": rest,
        "page (nbconvert, house style)": page,
        "Typst source": typst,
        "PDF (typst)": pdf,
    }
    for wat, cpu in sorted(delen.items(), key=lambda deel: -deel[1]):
        yield wat, f"{cpu:.1f}", f"{cpu / heel.cpu:.0%}"


def measure_rounds(werk: Path) -> str:
    """The page of `make bench`, but for what was written by hand."""
    machine, alle, heel = describe(), Metingen(werk), example(werk / "heel")
    ladder = subprocess.check_output([sys.executable, __file__, "--ladder", "10000000"])
    alle.ways(example(werk / "klein", "GM0307"), 2, 3)
    klaar = alle.ways(heel, 27, 3)

    def one_missing(_: Path) -> Meting:
        for pad in (klaar / "gemeenten").glob("GM0307.*"):
            pad.unlink()
        return measure([*IBT, heel, "-o", klaar])

    alle.add(f"{ONS}, one of 27 missing", 1, 3, one_missing)
    posten = profile(alle.per[ONS, 27], klaar)
    alle.ways(*invented(werk / "land", 341, [date(2026, 7, 1)]), 342, 1, lus=False)
    koppen = ("reports", "how", "runs", "wall (s)", "CPU (s)", "per report", "peak (MB)")
    return (
        f"{KOP}{machine}\n\n{table((*koppen, 'process (MB)'), alle.rijen)}\n"
        f"{''.join(alle.ratios())}{PROFIEL}{table(('what', 'CPU (s)', 'part'), [*posten])}"
        f"{LADDER.format(*json.loads(ladder))}"
    )


def measure_country(map_: Path, gemeenten: int = 342, peildata: int = 20) -> str:
    """The page of `--land`: all rounds in one command, each as it ended."""
    machine, rijen, metingen, rapporten = describe(), [], [], gemeenten + 1
    dagen = [date(2024 + (n + 1) // 2, 1 if n % 2 else 7, 1) for n in range(peildata)]
    opdracht = [*IBT, *invented(map_ / "land", gemeenten, dagen)]
    hoe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with Kijker() as kijker, subprocess.Popen(opdracht, cwd=map_, **hoe) as proces:
        for regel in proces.stdout:
            if " rapporten: " in regel:
                een = kijker.lap()
                metingen.append(een)
                cpu, mb = f"{een.cpu:.0f}", (f"{een.zelf:.0f}", f"{een.onder:.0f}")
                dag = dagen[len(rijen)]
                rijen.append((dag, f"{een.seconden:.0f}", cpu, f"{een.cpu / rapporten:.2f}", *mb))
                print(regel.strip(), flush=True)
    if proces.returncode:
        sys.exit("De rondes van het land zijn mislukt.")
    minuten = sum(een.seconden for een in metingen) / 60
    cpu = sum(een.cpu for een in metingen) / rapporten / peildata
    koppen = ("round", "wall (s)", "CPU (s)", "per report", "command (MB)", "process (MB)")
    return (
        f"{KOP_LAND}{machine}\n\n{rapporten * peildata} reports: {minuten:.0f} minutes, {cpu:.2f} "
        f"CPU seconds each. At the peak {metingen[-1].piek:.0f} MB less was available than "
        f"before.\n\n{table(koppen, rijen)}"
    )


def table(koppen: Sequence[str], rijen: Sequence[Sequence[object]]) -> str:
    """In Markdown; texts to the left, figures to the right."""
    lijn = ["---" if kop in ("how", "what", "round") else "---:" for kop in koppen]
    return "".join(f"| {' | '.join(map(str, rij))} |\n" for rij in (koppen, lijn, *rijen))


def describe() -> str:
    """What is measured on, without names or paths."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("model name\t: ")[2]
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT)
    return (
        f"{date.today()}, commit `{commit.decode().strip()}`: {os.cpu_count()} cores "
        f"({cpu.splitlines()[0]}), {psutil.virtual_memory().total / 2**30:.0f} GiB, Python "
        f"{platform.python_version()}, {platform.system()}. Load when it began: "
        f"{os.getloadavg()[0]:.1f}."
    )


def main() -> None:
    opties = argparse.ArgumentParser(prog="make bench", description=__doc__)
    opties.add_argument("--land", action="store_true", help="alleen 342 gemeenten op 20 peildata")
    opties.add_argument("--script", nargs=2, type=Path, help=argparse.SUPPRESS)
    opties.add_argument("--ladder", type=int, help=argparse.SUPPRESS)
    keus = opties.parse_args()
    if keus.script:
        return run_script(*keus.script)
    if keus.ladder:
        return run_ladder(keus.ladder)
    doel = PROJECT / ("docs/prestaties-land.md" if keus.land else "docs/prestaties.md")
    with tempfile.TemporaryDirectory(prefix="ibt bench ") as plek:
        inhoud = (measure_country if keus.land else measure_rounds)(Path(plek))
    # What stands below `## Against` was written by hand.
    hand = "".join(doel.read_text(encoding="utf-8").partition("\n## Against")[1:])
    doel.write_text(inhoud + hand, encoding="utf-8")
    print(inhoud)


if __name__ == "__main__":
    main()
