"""Where the CPU of a round goes: per kind of process, and within a kernel and a worker."""

import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import nbformat
from nbformat.v4 import new_code_cell
from processen import below

PROJECT = Path(__file__).resolve().parents[2]
_STAP = 0.02
_METEN = """
import time as _tijd
_tijden = [("start", _tijd.process_time())]
get_ipython().events.register(
    "post_run_cell", lambda _: _tijden.append((In[-1].split("(")[0], _tijd.process_time()))
)
"""
_BEWAREN = """
import json as _json
from pathlib import Path as _Pad
with _Pad({doel!r}, gemeentecode + ".json").open("w") as _bestand:
    _json.dump(_tijden, _bestand)
"""
_GRAFIEKEN = ("rapport.verloop", "rapport.historie")


@dataclass(frozen=True)
class Post:
    """CPU seconds of one part of a round of so many reports."""

    wat: str
    cpu: float


def profile(opdracht: list[str], ronde: Path, werk: Path) -> list[Post]:
    """Each part of a render by process; kernels and workers divided by what they do."""
    uit = werk / "profiel"
    soorten, kernels = _by_process([*opdracht, str(ronde), "-o", str(uit)])
    delen = _in_kernels(opdracht, ronde, werk)
    heel = sum(delen.values())
    posten = [Post(f"kernels: {wat}", kernels * deel / heel) for wat, deel in delen.items()]
    bladen = _pages(uit)
    posten += [Post(f"workers: {wat}", cpu) for wat, cpu in bladen.items()]
    rest = soorten.pop("workers") - sum(bladen.values())
    posten.append(
        Post("workers: papermill and nbclient, which drive the kernels, and the rest", rest)
    )
    posten += [Post(wat, cpu) for wat, cpu in soorten.items()]
    return sorted(posten, key=lambda een: -een.cpu)


def _by_process(opdracht: list[str]) -> tuple[dict[str, float], float]:
    """CPU of the command, what it imports for others, workers and the last PDF; of all kernels."""
    proces = subprocess.Popen(opdracht, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    per: dict[int, dict[int, float]] = defaultdict(dict)
    while proces.poll() is None:
        for diepte, laag in below(proces.pid).items():
            per[diepte] |= {een.pid: een.cpu for een in laag}
        time.sleep(_STAP)
    if proces.returncode:
        raise SystemExit("De ronde voor het profiel is mislukt.")
    # command → server of imports → workers → their zygote → kernels
    laatste = max(per[2])  # the process for the PDF of all reports comes last
    werkers = sum(cpu for pid, cpu in per[2].items() if pid != laatste)
    return {
        "command: importing, reading, assessing, letters, index": per[0][proces.pid],
        "the process that all others are forked from: importing": max(per[1].values()),
        "workers": werkers,
        "all reports in one PDF": per[2][laatste],
    }, sum(cpu for diep in (3, 4) for cpu in per[diep].values())


def _in_kernels(opdracht: list[str], ronde: Path, werk: Path) -> Mapping[str, float]:
    """Mean CPU per kernel: until the first cell, the round, charts, all other cells."""
    eigen, doel = werk / "gemeten notebooks", werk / "tijden"
    eigen.mkdir()
    doel.mkdir()
    for pad in (PROJECT / "notebooks").iterdir():
        (eigen / pad.name).write_bytes(pad.read_bytes())
    notebook = nbformat.read(eigen / "gemeente.ipynb", as_version=4)
    notebook.cells.insert(1, new_code_cell(_METEN))
    notebook.cells.append(new_code_cell(_BEWAREN.format(doel=str(doel))))
    nbformat.write(notebook, eigen / "gemeente.ipynb")
    woorden = [*opdracht, str(ronde), "-o", str(werk / "gemeten"), "--notebooks", str(eigen)]
    subprocess.run(woorden, check=True, capture_output=True)
    delen: dict[str, list[float]] = defaultdict(list)
    for pad in doel.glob("*.json"):
        som: dict[str, float] = defaultdict(float)
        vorige = 0.0
        for wat, tot in json.loads(pad.read_text()):
            som[_part(wat)] += tot - vorige
            vorige = tot
        for wat, cpu in som.items():
            delen[wat].append(cpu)
    return {wat: mean(keren) for wat, keren in delen.items()}


def _part(wat: str) -> str:
    if wat == "start":
        return "starting, until the first cell"
    if wat in _GRAFIEKEN:
        return "two charts each"
    return "the round and its assessment, read back" if "import" in wat else "all other cells"


def _pages(uit: Path) -> dict[str, float]:
    """CPU of page, Typst source and PDF of every report, made again in this process."""
    from ibt.batch.exporters import report_exporter
    from ibt.rapport.typst import compile_pdf, typst_report

    som = {"page (nbconvert, house style)": 0.0, "Typst source": 0.0, "PDF (typst)": 0.0}
    paden = [uit / "provincie.ipynb", *sorted((uit / "gemeenten").glob("*.ipynb"))]
    for pad in [paden[0], *paden]:
        notebook = nbformat.read(pad, as_version=4)
        tijden = [time.process_time()]
        bladzijde, _ = report_exporter().from_notebook_node(notebook)
        tijden.append(time.process_time())
        document, _ = typst_report(bladzijde, pad.stem)
        tijden.append(time.process_time())
        compile_pdf(document)
        tijden.append(time.process_time())
        if pad is paden[0] and not som["PDF (typst)"]:
            som["PDF (typst)"] = 1e-9  # the first only warms up
            continue
        for wat, van, tot in zip(som, tijden, tijden[1:], strict=False):
            som[wat] += tot - van
    return som
