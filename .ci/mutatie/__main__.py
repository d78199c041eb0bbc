#!/usr/bin/env python3
"""`make mutatie`: changes the rules one sign at a time, and says which change no test notices.

No test, and CI does not run it: it takes hours. cosmic-ray makes the changes of mutatie.toml. One
that nothing notices must stand in overleeft.toml, with the reason why that is right.
"""

import argparse
import ast
import difflib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path.append(str(PROJECT / ".venv-mutatie"))  # last: it replaces nothing of .venv

import parso  # noqa: E402
import toml  # noqa: E402
from cosmic_ray import plugins  # noqa: E402
from cosmic_ray.commands import execute, init  # noqa: E402
from cosmic_ray.config import ConfigDict  # noqa: E402
from cosmic_ray.mutating import mutate_code  # noqa: E402
from cosmic_ray.testing import run_tests  # noqa: E402
from cosmic_ray.work_db import WorkDB, use_db  # noqa: E402
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult  # noqa: E402

HIER = Path(__file__).parent
KEUZEN = toml.load(HIER / "mutatie.toml")
ORDENT = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
# What identifies a change in overleeft.toml; twice in one function is the same.
VELDEN = ("module", "functie", "oud", "nieuw")


class Omkeren:
    """What cosmic-ray leaves alone: `in` turned around, and the condition of a comprehension."""

    arguments = staticmethod(tuple)

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        vergelijkt = node.type == "comparison" and node.children[1].get_code(False)
        if node.type == "comp_if" or vergelijkt in ("in", "not in"):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        if node.type == "comp_if":
            anders = f" (not ({node.children[1].get_code().strip()}))"
        else:
            anders = " in" if node.children[1].type == "comp_op" else " not in"
        node.children[1] = parso.parse(anders)
        return node


def select(db: WorkDB, redenen: set[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What of a session is to be tried, by its number; what stands in `redenen` is skipped.

    So is what means the same as another, is no Python, changes a type, or orders words.
    """
    sleutels, overslaan, gezien = {}, [], {None}
    for taak in db.pending_work_items:
        (een,) = taak.mutations
        bron = een.module_path.read_text(encoding="utf-8")
        nieuw = mutate_code(bron, plugins.get_operator(een.operator_name)(), een.occurrence)
        gezien.add(_meaning(bron))
        if (zin := _meaning(nieuw)) not in gezien:
            plek = str(een.module_path), een.definition_name or ""
            sleutels[taak.job_id] = *plek, *_lines(bron, nieuw)
            gezien.add(zin)
        if sleutels.get(taak.job_id) in {None, *redenen}:
            overslaan.append(taak.job_id)
    db.set_multiple_results(overslaan, WorkResult(WorkerOutcome.SKIPPED))
    return {nummer: een for nummer, een in sleutels.items() if een not in redenen}


def _meaning(bron: str) -> str | None:
    """The syntax tree without types; None where a rule could not say this."""
    try:
        boom = ast.parse(bron)
    except (SyntaxError, ValueError):
        return None
    for knoop in ast.walk(boom):
        for veld in {"annotation", "returns"} & set(knoop._fields):
            setattr(knoop, veld, None)
        if isinstance(knoop, ast.Compare) and isinstance(knoop.ops[0], ORDENT):
            delen = (knoop.left, *knoop.comparators)
            if any(isinstance(getattr(deel, "value", None), str) for deel in delen):
                return None
    return ast.dump(boom)


def _lines(bron: str, nieuw: str) -> Iterator[str]:
    """The lines that differ as they stand before and after, each on one line."""
    regels = [*difflib.unified_diff(bron.split("\n"), nieuw.split("\n"), n=0)][3:]
    for teken in "-+":
        zin = " ".join(" ".join(regel[1:] for regel in regels if regel[0] == teken).split())
        yield re.sub(r"([(\[]) ", r"\1", zin)


def run(kamer: str, redenen: set[tuple[str, ...]], keus: argparse.Namespace) -> bool:
    """Try a room, file by file; whether one survives without a reason, or a reason is stale."""
    begin, hoe = time.monotonic(), ConfigDict({"distributor": {"name": "local"}})
    hoe["test-command"] = f"'{sys.executable}' {KEUZEN['opdracht']} {KEUZEN['kamers'][kamer]}"
    if run_tests(hoe.test_command, 3600)[0] != TestOutcome.SURVIVED:
        sys.exit(f"Zonder mutant slagen deze tests al niet: {KEUZEN['kamers'][kamer]}")
    hoe["timeout"] = 60 + 5 * (time.monotonic() - begin)  # what takes longer has no end
    gehad, overleefd = set(), set()
    for pad in sorted(Path("ibt", kamer).rglob(keus.bestand)):
        with tempfile.TemporaryDirectory() as plek, use_db(f"{plek}/sessie.sqlite") as db:
            init([pad], db, {})
            sleutels = select(db, redenen if keus.nieuw else set())
            execute(db, hoe)
            gedood = {n for n, uitslag in db.results if uitslag.test_outcome == TestOutcome.KILLED}
        print(f"  {pad}: {len(sleutels)} mutanten", flush=True)
        nu = {sleutels[nummer] for nummer in sleutels.keys() - gedood}
        gehad, overleefd = gehad | {*sleutels.values()}, overleefd | nu
        nieuw = [dict(zip(VELDEN, een, strict=True), reden="") for een in sorted(nu - redenen)]
        print(toml.dumps({"overleeft": nieuw} if nieuw else {}), end="", flush=True)
    # Also of a change that can no longer be made.
    eigen = {een for een in redenen if een[0].startswith(f"ibt/{kamer}/") and not keus.nieuw}
    oud = {een for een in eigen if Path(een[0]).match(keus.bestand)} - overleefd
    print(*(f"Een reden zonder mutant die overleeft: {een}" for een in sorted(oud)), sep="\n")
    print(
        f"{kamer}: {len(gehad)} mutanten, {len(gehad - overleefd)} gedood, "
        f"{len(overleefd & redenen)} overleven met reden, {len(overleefd - redenen)} zonder"
    )
    return bool(overleefd - redenen or oud)


def main() -> None:
    opties = argparse.ArgumentParser(prog="make mutatie", description=__doc__)
    opties.add_argument("--kamer", choices=[*KEUZEN["kamers"]], action="append", help="alleen deze")
    opties.add_argument("--bestand", default="*.py", help="alleen dit bestand, zoals keuzes.py")
    opties.add_argument("--nieuw", action="store_true", help="alleen waarvoor geen reden staat")
    keus = opties.parse_args()
    rijen = toml.load(HIER / "overleeft.toml")
    redenen = {tuple(rij[veld] for veld in VELDEN) for rij in rijen["overleeft"]}
    os.environ |= {"CI": "true", "OPENBLAS_NUM_THREADS": "1"}  # draws the same each time
    kern = plugins.OPERATOR_PROVIDERS["core"]
    eigen = {"Omkeren": Omkeren, **{naam: kern[naam] for naam in KEUZEN["operatoren"].split()}}
    plugins.OPERATOR_PROVIDERS["core"] = eigen
    with tempfile.TemporaryDirectory(prefix="ibt-mutatie-") as plek:
        kopie = Path(plek, "ibt")
        shutil.copytree(PROJECT, kopie, ignore=shutil.ignore_patterns(".*", "outputs"))
        os.chdir(kopie)
        kamers = [een for een in KEUZEN["kamers"] if any(Path("ibt", een).rglob(keus.bestand))]
        sys.exit(any([run(een, redenen, keus) for een in kamers if een in (keus.kamer or kamers)]))


main()
