"""Proof of a rendered round: its hashes, and its notebooks run again and compared (nbval)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from ibt.batch.invoer import make_invoer
from ibt.batch.manifest import changed_files, read_manifest
from ibt.ronde import Ronde

_HIER = Path(__file__).parent
_CEL_SECONDEN = 300


@dataclass(frozen=True)
class Bewijs:
    """What a verification found: notebooks run, and a Dutch sentence per difference."""

    notebooks: int
    verschillen: tuple[str, ...]


def verify_map(map_: Path, werkers: int | None = None) -> Bewijs:
    """Compare hashes, then run every notebook of the round again and compare each output.

    RondeFout when the folder holds no rendered round.
    """
    manifest = read_manifest(map_)
    verschillen = changed_files(map_, manifest)
    verschillen += [
        f"{een['rapport']}: is bij het maken mislukt ({een['cel']}: {een['fout']})"
        for een in manifest["mislukt"]
    ]
    notebooks = [
        map_ / naam
        for naam in manifest["geschreven"]
        if naam.endswith(".ipynb") and (map_ / naam).is_file()
    ]
    for notebook in notebooks:
        verschillen += _never_run(notebook, map_)
    verschillen += run_nbval(notebooks, map_, werkers)
    return Bewijs(len(notebooks), tuple(verschillen))


def compare_invoer(map_: Path, ronde: Ronde) -> list[str]:
    """Which inputs of a round file differ from the copies in the rendered round."""
    nu = {f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()}
    toen = {naam for naam in read_manifest(map_)["geschreven"] if naam.startswith("invoer/")}
    verschillen = [f"{naam}: is geen invoer meer" for naam in sorted(toen - set(nu))]
    verschillen += [f"{naam}: is nieuwe invoer" for naam in sorted(set(nu) - toen)]
    for naam in sorted(toen & set(nu)):
        if not (map_ / naam).is_file() or (map_ / naam).read_bytes() != nu[naam]:
            verschillen.append(f"{naam}: de invoer is sindsdien veranderd")
    return verschillen


def run_nbval(notebooks: Sequence[Path], map_: Path, werkers: int | None = None) -> list[str]:
    """Run notebooks again, a process per core; a Dutch sentence per cell that differs."""
    aantal = max(1, min(werkers or os.cpu_count() or 1, len(notebooks), 8))
    stapels = [notebooks[nummer::aantal] for nummer in range(aantal)]
    with ThreadPoolExecutor(aantal) as pool:
        delen = pool.map(lambda stapel: _run_stack(stapel, map_), [s for s in stapels if s])
        return sorted(verschil for deel in delen for verschil in deel)


def _run_stack(notebooks: Sequence[Path], map_: Path) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="ibt-") as werk:
        verslag = Path(werk) / "nbval.xml"
        klaar = subprocess.run(
            _command(notebooks, map_, verslag),
            cwd=map_,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "JUPYTER_PLATFORM_DIRS": "1", "PYTEST_ADDOPTS": ""},
            check=False,
        )
        if not verslag.is_file():
            return [f"nbval kon niet draaien: {klaar.stdout[-500:]}{klaar.stderr[-500:]}"]
        gevonden = _differences(verslag)
    if klaar.returncode not in (0, 1):
        gevonden.append(f"nbval stopte met code {klaar.returncode}: {klaar.stdout[-500:]}")
    return gevonden


def _command(notebooks: Sequence[Path], map_: Path, verslag: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "pytest", "--nbval", "-q"),
        *("-c", str(_HIER / "pytest.ini"), "--rootdir", str(map_)),
        *("--nbval-sanitize-with", str(_HIER / "nbval.cfg")),
        *("--nbval-kernel-name", "python3", "--nbval-cell-timeout", str(_CEL_SECONDEN)),
        *("-o", "junit_family=xunit1", f"--junitxml={verslag}"),
        *(str(notebook) for notebook in notebooks),
    ]


def _differences(verslag: Path) -> list[str]:
    """A sentence per cell that nbval reports, from pytest's own XML."""
    gevonden = []
    for geval in ElementTree.parse(verslag).getroot().iter("testcase"):
        for soort in ("failure", "error"):
            fout = geval.find(soort)
            if fout is not None:
                gevonden.append(_sentence(geval.attrib, fout.text or fout.get("message") or ""))
    return gevonden


def _sentence(geval: dict[str, Any], tekst: str) -> str:
    notebook = geval.get("file") or geval.get("classname", "")
    cel = re.search(r"(\d+)$", geval.get("name", ""))
    plek = f"cel {int(cel[1]) + 1}" if cel else geval.get("name", "")
    regels = [regel.strip() for regel in tekst.splitlines() if regel.strip()]
    kort = re.sub(r"\x1b?\[[0-9;]*m|#x1B", "", " ".join(regels[:3]))
    return f"{notebook}, {plek}: de uitkomst is nu anders ({kort[:200]})"


def _never_run(notebook: Path, map_: Path) -> list[str]:
    """nbval passes a notebook that was never run; a report cannot be one."""
    cellen = [cel for cel in nbformat.read(notebook, as_version=4).cells if cel.cell_type == "code"]
    uitgevoerd = all(cel.execution_count is not None for cel in cellen)
    if cellen and uitgevoerd and any(cel.outputs for cel in cellen):
        return []
    naam = notebook.relative_to(map_).as_posix()
    return [f"{naam}: dit notebook is niet (helemaal) uitgevoerd"]
