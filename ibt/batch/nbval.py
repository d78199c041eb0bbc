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
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ibt import __version__
from ibt.batch.cellen import cell_name, run_notebook
from ibt.batch.formaat import NotebookNode, nbformat
from ibt.batch.huisregels import GEHEUGEN
from ibt.batch.schoon import published
from ibt.batch.thuismap import furnish
from ibt.batch.tijdelijk import end_processes, make_home
from ibt.batch.verzoek import Limiet, NotebookFout, Rapportopdracht, wide

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


class _Vondst(NamedTuple):
    """What is wrong in which notebook, and in which of its cells where it is one."""

    notebook: str
    cel: str
    wat: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (", ".join(filter(None, self[:2])), self.wat)))


def run_nbval(
    namen: Sequence[str],
    map_: Path,
    werkers: int | None = None,
    geheugen: int = Limiet.geheugen,
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

    def doe(stapel: Sequence[str]) -> list[_Vondst]:
        return list(_run_stack(stapel, map_, geheugen, programma))

    with ThreadPoolExecutor(aantal) as pool:
        gevonden = list(chain.from_iterable(pool.map(doe, stapels)))
    # nbval looks at one cell at a time: not at what a later one fills in, replaces or wipes.
    anders = {vondst.notebook for vondst in gevonden if vondst.wat == _ANDERS}
    heel = {naam for naam in anders.intersection(gelijk) if _same_again(map_, naam, geheugen)}
    gevonden = [
        vondst for vondst in gevonden if vondst.wat != _ANDERS or vondst.notebook not in heel
    ]
    # The kernel itself failed: parallel kernels race for ports; those are tried once more.
    opnieuw = list(
        dict.fromkeys(vondst.notebook for vondst in gevonden if "jupyter_client" in vondst.wat)
    )
    if opnieuw:
        gevonden = [vondst for vondst in gevonden if vondst.notebook not in opnieuw] + doe(opnieuw)
    return list(map(str, gevonden))


def _same_again(map_: Path, naam: str, geheugen: int) -> bool:
    """Whether an ordinary kernel, run over the whole notebook, makes the same file of it."""
    pad = map_ / naam
    with make_home(naam) as thuis:
        try:
            opdracht = Rapportopdracht(pad.stem, pad, {}, map_, limiet=wide(geheugen))
            nu = run_notebook(opdracht, thuis)
        except NotebookFout:
            return False
        return nu == published(nbformat.read(pad, as_version=4))


def _run_stack(
    namen: Sequence[str], map_: Path, geheugen: int, programma: str
) -> Iterator[_Vondst]:
    cellen: dict[str, list[tuple[str, NotebookNode]]] = {}
    for naam in namen:
        try:
            cellen[naam] = _code_cells(nbformat.read(map_ / naam, as_version=4).cells)
            yield from _not_compared(naam, cellen[naam])
        except Exception as fout:
            yield _Vondst(naam, "", f"is geen leesbaar notebook ({type(fout).__name__})")
    if not cellen:
        return
    with tempfile.TemporaryDirectory(prefix="ibt-") as tijdelijk:
        verslag = Path(tijdelijk) / "nbval.xml"
        thuis = {**furnish(Path(tijdelijk)), GEHEUGEN: str(geheugen)}
        opties = [f"--junitxml={verslag}", *_same_version(Path(tijdelijk) / "nbval.cfg", programma)]
        try:
            klaar = _run_pytest(tuple(cellen), map_, opties, thuis)
        except subprocess.TimeoutExpired as fout:
            wat = f"nbval was na {fout.timeout:.0f} seconden niet klaar en is gestopt"
            yield _Vondst("", "", wat)
            return
        finally:
            end_processes(tijdelijk)
        if not verslag.is_file():
            wat = f"nbval kon niet draaien: {klaar.stdout[-500:]}{klaar.stderr[-500:]}"
            yield _Vondst("", "", wat)
            return
        yield from _differences(verslag, cellen)
    if klaar.returncode not in (0, 1):
        wat = f"nbval stopte met code {klaar.returncode}: {klaar.stdout[-500:]}"
        yield _Vondst("", "", wat)


def _run_pytest(
    namen: Sequence[str], map_: Path, opties: Sequence[str], thuis: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    vast = ("-c", str(_HIER / "pytest.ini"), "--rootdir", ".")
    tijd = f"--nbval-cell-timeout={_CEL_SECONDEN}"
    return subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *vast, tijd, *opties, *namen],
        cwd=map_,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **_OMGEVING, **thuis},
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


def _code_cells(cellen: Sequence[NotebookNode]) -> list[tuple[str, NotebookNode]]:
    """The code cells, as nbval counts them, each with its name."""
    return [
        (cell_name(cellen, nummer), cel)
        for nummer, cel in enumerate(cellen)
        if cel.cell_type == "code"
    ]


def _not_compared(naam: str, cellen: Sequence[tuple[str, NotebookNode]]) -> Iterator[_Vondst]:
    """Cells that nbval would pass without comparing."""
    for waar, cel in cellen:
        labels = " ".join(map(str, cel.metadata.get("tags", [])))
        notities = " ".join(r for r in cel.source.splitlines() if r.strip().startswith("#"))
        if _WEGKIJKEN.search(f"{labels} {notities}"):
            yield _Vondst(naam, waar, "vraagt om niet te worden vergeleken")
        if cel.source.strip() and cel.execution_count is None:
            yield _Vondst(naam, waar, "is niet uitgevoerd")
    if not any(cel.outputs for _, cel in cellen):
        yield _Vondst(naam, "", "dit notebook heeft geen uitkomsten")


def _differences(
    verslag: Path, cellen: Mapping[str, Sequence[tuple[str, NotebookNode]]]
) -> Iterator[_Vondst]:
    """What nbval reports of each cell, from pytest's own XML, and which notebooks it cut short."""
    gezien: Counter[str] = Counter()
    for geval in ElementTree.parse(verslag).getroot().iter("testcase"):
        naam, waar = geval.get("file", "").replace("\\", "/"), geval.get("name", "")
        gezien[naam] += 1
        namen = [cel for cel, _ in cellen.get(naam, [])]
        if (nummer := re.search(r"(\d+)$", waar)) and int(nummer[1]) < len(namen):
            waar = namen[int(nummer[1])]
        for fout in (geval.find(soort) for soort in ("failure", "error", "skipped")):
            if fout is not None:
                yield _Vondst(naam, waar, _reason(fout.text or fout.get("message") or ""))
    for naam, eigen in cellen.items():
        if gezien[naam] != len(eigen):
            wat = f"nbval vergeleek {gezien[naam]} van de {len(eigen)} cellen"
            yield _Vondst(naam, "", wat)


def _reason(tekst: str) -> str:
    if "Cell outputs differ" in tekst:
        return _ANDERS
    regels = [regel.strip() for regel in tekst.splitlines() if regel.strip()]
    laatste = re.sub(r"\x1b?\[[0-9;]*m|#x1B", "", regels[-1] if regels else "")
    return f"de cel geeft nu een fout ({laatste[:200]})"
