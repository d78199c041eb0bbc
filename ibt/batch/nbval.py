"""nbval over notebooks that were run: every cell again, every output compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ibt import __version__
from ibt.batch.cellen import cell_name, make_home, run_notebook
from ibt.batch.formaat import NotebookNode, nbformat
from ibt.batch.huis import furnish
from ibt.batch.huisregels import GEHEUGEN
from ibt.batch.schoon import published
from ibt.batch.tijdelijk import end_processes
from ibt.batch.verzoek import Grens, NotebookFout, wide

PROGRAMMA = f"ibt {__version__}"
_HIER = Path(__file__).parent
_CEL_SECONDEN = 300
_BEGIN_SECONDEN = 120
_MEESTE = 8
_VERSIE = re.compile(r"ibt \d+(\.\w+)*")
_ANDERS = "de uitkomst is nu anders"
# Settings of a surrounding project that would change what pytest does here.
_OMGEVING = {
    "JUPYTER_PLATFORM_DIRS": "1",
    "PYTEST_ADDOPTS": "",
    "PYTEST_PLUGINS": "",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
# Labels and comments with which a cell asks nbval to look away.
_WEGKIJKEN = re.compile(
    r"(nbval|pytest_validate)[-_](ignore[-_]output|skip|raises[-_]exception)|raises-exception",
    re.IGNORECASE,
)


def run_nbval(
    namen: Sequence[str],
    map_: Path,
    werkers: int | None = None,
    geheugen: int = Grens.geheugen,
    programma: str = PROGRAMMA,
    gelijk: Collection[str] = (),
) -> list[str]:
    """Run notebooks of a folder again; a Dutch sentence per cell that differs.

    `namen` are paths within the folder. A cell that nbval did not compare counts as a difference:
    nbval itself passes a notebook that was never run, and a cell that asks to be left out. A kernel
    that wants more than `geheugen` MB is stopped (Linux only). `programma` is what they were made
    with: its name and version stand in a report, and may be another here. `gelijk` are those that
    came out the same, to the byte, when they were run as a whole.
    """
    # One more than there are cores: each waits for its kernel now and then.
    aantal = max(1, min(werkers or min((os.cpu_count() or 1) + 1, _MEESTE), len(namen)))
    stapels = [stapel for nummer in range(aantal) if (stapel := namen[nummer::aantal])]
    with ThreadPoolExecutor(aantal) as pool:
        delen = pool.map(lambda stapel: _run_stack(stapel, map_, geheugen, programma), stapels)
        verschillen = [verschil for deel in delen for verschil in deel]
    # nbval looks at one cell at a time: not at what a later one fills in, replaces or wipes.
    anders = {zin.partition(", ")[0] for zin in verschillen if zin.endswith(_ANDERS)}
    heel = {naam for naam in anders.intersection(gelijk) if _same_again(map_ / naam, geheugen)}
    verschillen = [
        zin for zin in verschillen if not (zin.endswith(_ANDERS) and zin.partition(", ")[0] in heel)
    ]
    gestrand = [naam for naam in namen if any(_no_kernel(naam, zin) for zin in verschillen)]
    if not gestrand:
        return verschillen
    rest = [zin for zin in verschillen if not any(zin.startswith(naam) for naam in gestrand)]
    return [*rest, *_run_stack(gestrand, map_, geheugen, programma)]


def _same_again(pad: Path, geheugen: int) -> bool:
    """Whether an ordinary kernel, run over the whole notebook, makes the same file of it."""
    with make_home(pad.stem) as huis:
        try:
            nu = run_notebook(pad, {}, pad.parent, huis, wide(geheugen))
        except NotebookFout:
            return False
        return nu == published(nbformat.read(pad, as_version=4))


def _no_kernel(naam: str, verschil: str) -> bool:
    """Whether the kernel itself failed: parallel kernels race for ports; it is tried once more."""
    return verschil.startswith(naam) and "jupyter_client" in verschil


def _run_stack(namen: Sequence[str], map_: Path, geheugen: int, programma: str) -> list[str]:
    cellen: dict[str, list[NotebookNode]] = {}
    gevonden: list[str] = []
    for naam in namen:
        try:
            cellen[naam] = nbformat.read(map_ / naam, as_version=4).cells
        except Exception as fout:
            gevonden.append(f"{naam}: is geen leesbaar notebook ({type(fout).__name__})")
    gevonden += [zin for naam in cellen for zin in _not_compared(naam, cellen[naam])]
    if not cellen:
        return gevonden
    with tempfile.TemporaryDirectory(prefix="ibt-") as werk:
        verslag = Path(werk) / "nbval.xml"
        huis = {**furnish(Path(werk)), GEHEUGEN: str(geheugen)}
        gelijk = _same_version(Path(werk) / "nbval.cfg", programma)
        try:
            klaar = _run_pytest(tuple(cellen), map_, verslag, huis, gelijk)
        except subprocess.TimeoutExpired as fout:
            return [*gevonden, f"nbval was na {fout.timeout:.0f} seconden niet klaar en is gestopt"]
        finally:
            end_processes(werk)
        if not verslag.is_file():
            return [
                *gevonden,
                f"nbval kon niet draaien: {klaar.stdout[-500:]}{klaar.stderr[-500:]}",
            ]
        gevonden += _differences(verslag, cellen)
    if klaar.returncode not in (0, 1):
        gevonden.append(f"nbval stopte met code {klaar.returncode}: {klaar.stdout[-500:]}")
    return gevonden


def _run_pytest(
    namen: Sequence[str],
    map_: Path,
    verslag: Path,
    huis: Mapping[str, str],
    gelijk: Sequence[str],
) -> subprocess.CompletedProcess[str]:
    opdracht = [
        *(
            sys.executable,
            "-P",
            "-m",
            "pytest",
            "-p",
            "ibt.batch.formaat",
            "-p",
            "nbval.plugin",
            "--nbval",
            "-q",
            "--noconftest",
        ),
        *("-c", str(_HIER / "pytest.ini"), "--rootdir", ".", "--color", "no"),
        *gelijk,
        *("--nbval-kernel-name", "python3", "--nbval-cell-timeout", str(_CEL_SECONDEN)),
        *("-o", "junit_family=xunit1", f"--junitxml={verslag}"),
        *namen,
    ]
    return subprocess.run(
        opdracht,
        cwd=map_,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **_OMGEVING, **huis},
        check=False,
        timeout=_BEGIN_SECONDEN + _CEL_SECONDEN * len(namen),
    )


def _same_version(pad: Path, programma: str) -> tuple[str, ...]:
    """nbval's setting by which two versions of the program are one; no other words may differ."""
    if programma == PROGRAMMA or not _VERSIE.fullmatch(programma):
        return ()
    namen = "|".join(map(re.escape, (programma, PROGRAMMA)))
    pad.write_text(f"[versie]\nregex: ({namen})(?![.\\d])\nreplace: ibt\n", encoding="utf-8")
    return "--nbval-sanitize-with", str(pad)


def _not_compared(naam: str, cellen: Sequence[NotebookNode]) -> Iterator[str]:
    """Cells that nbval would pass without comparing."""
    for plek in code_cells(cellen):
        cel = cellen[plek]
        wie = f"{naam}, {cell_name(cellen, plek)}"
        labels = " ".join(map(str, cel.metadata.get("tags", [])))
        notities = " ".join(r for r in cel.source.splitlines() if r.strip().startswith("#"))
        if _WEGKIJKEN.search(f"{labels} {notities}"):
            yield f"{wie}: vraagt om niet te worden vergeleken"
        if cel.source.strip() and cel.execution_count is None:
            yield f"{wie}: is niet uitgevoerd"
    if not any(cellen[plek].outputs for plek in code_cells(cellen)):
        yield f"{naam}: dit notebook heeft geen uitkomsten"


def code_cells(cellen: Sequence[NotebookNode]) -> list[int]:
    """The places of the code cells among all cells, as nbval counts them."""
    return [plek for plek, cel in enumerate(cellen) if cel.cell_type == "code"]


def _differences(verslag: Path, cellen: dict[str, list[NotebookNode]]) -> list[str]:
    """A sentence per cell that nbval reports, from pytest's own XML, and per notebook cut short."""
    gevonden: list[str] = []
    gezien: Counter[str] = Counter()
    for geval in ElementTree.parse(verslag).getroot().iter("testcase"):
        naam = geval.get("file", "").replace("\\", "/")
        gezien[naam] += 1
        for soort in ("failure", "error", "skipped"):
            fout = geval.find(soort)
            if fout is not None:
                tekst = fout.text or fout.get("message") or ""
                gevonden.append(_sentence(naam, geval.get("name", ""), tekst, cellen))
    for naam, eigen in cellen.items():
        verwacht = len(code_cells(eigen))
        if gezien[naam] != verwacht:
            gevonden.append(f"{naam}: nbval vergeleek {gezien[naam]} van de {verwacht} cellen")
    return gevonden


def _sentence(naam: str, geval: str, tekst: str, cellen: dict[str, list[NotebookNode]]) -> str:
    nummer = re.search(r"(\d+)$", geval)
    plekken = code_cells(cellen.get(naam, []))
    plek = geval
    if nummer and int(nummer[1]) < len(plekken):
        plek = cell_name(cellen[naam], plekken[int(nummer[1])])
    if "Cell outputs differ" in tekst:
        return f"{naam}, {plek}: {_ANDERS}"
    regels = [regel.strip() for regel in tekst.splitlines() if regel.strip()]
    laatste = re.sub(r"\x1b?\[[0-9;]*m|#x1B", "", regels[-1] if regels else "")
    return f"{naam}, {plek}: de cel geeft nu een fout ({laatste[:200]})"
