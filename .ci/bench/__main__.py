#!/usr/bin/env python3
"""`make bench`: our round against what else makes the same reports; writes docs/prestaties.md.

All ratios are of one run on one machine. Takes long (about forty minutes on two cores): it is no
test, and CI does not run it. `--kort` leaves out what takes more than five minutes; `--alles` adds
the ways that take hours; `--land` measures only how it grows, and writes docs/prestaties-land.md.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from anderen import chromium, command_line, library, plain_script
from land import measure_country, write_country
from machine import describe
from meten import Meting, measure
from profiel import profile
from rondes import example, invented
from tabel import LUS, ONS, write_page

PROJECT = Path(__file__).resolve().parents[2]
DOEL = PROJECT / "docs" / "prestaties.md"
LAND = PROJECT / "docs" / "prestaties-land.md"
IBT = [sys.executable, "-m", "ibt", "render"]
EEN = "GM0307"
# Above this much other work the figures say more of that than of us.
_RUST = 0.5


def main() -> None:
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--kort", action="store_true", help="niets wat langer duurt dan 5 minuten")
    opties.add_argument(
        "--traag", type=int, default=2, help="hoe vaak de trage manieren 27 rapporten maken"
    )
    opties.add_argument(
        "--land", action="store_true", help="alleen 342 gemeenten op 20 peildata (een uur)"
    )
    opties.add_argument("--alles", action="store_true", help="ook wat uren duurt")
    keus = opties.parse_args()
    if os.getloadavg()[0] > _RUST:
        print("Let op: deze machine doet al iets anders; dat telt mee.", file=sys.stderr)
    if not chromium():
        print(f"Let op: zonder chromium is er geen “{LUS}”.", file=sys.stderr)
    machine = describe(PROJECT)
    if keus.land:
        _country(machine)
        return
    with tempfile.TemporaryDirectory(prefix="ibt bench ") as plek:
        werk = Path(plek)
        ladder = _ladder()
        metingen = [*_one(werk), *_example(werk, 1 if keus.kort else keus.traag)]
        if not keus.kort:
            metingen += _large(werk, keus.alles)
        posten = profile(IBT, example(werk / "profiel ronde"), werk)
    write_page(DOEL, machine, metingen, posten, ladder)
    print(DOEL.read_text(encoding="utf-8"))


def _country(machine: str) -> None:
    with tempfile.TemporaryDirectory(prefix="ibt bench ") as plek:
        inhoud = measure_country([str(woord) for woord in IBT], Path(plek) / "land", 342, 20)
    write_country(LAND, machine, inhoud)
    print(LAND.read_text(encoding="utf-8"))


def _ladder() -> dict[str, float]:
    print("10 miljoen gemeenten door de ladder", flush=True)
    woorden = [sys.executable, Path(__file__).with_name("ladder.py"), "10000000"]
    klaar: dict[str, float] = json.loads(subprocess.check_output(woorden, cwd=PROJECT))
    return klaar


def _one(werk: Path) -> list[Meting]:
    """One report: with us a whole round of which one is missing, so also all that follows of it."""
    ronde, uit = example(werk / "een"), werk / "een uit"
    measure([*IBT, ronde, "-o", uit])

    def again() -> Meting:
        for pad in (uit / "gemeenten").glob(f"{EEN}.*"):
            pad.unlink()
        return measure([*IBT, ronde, "-o", uit])

    ons = [_median(f"{ONS}, one of 27 missing", 1, 3, again)]
    return [*ons, *(_others(ronde, 1, 3, 3, werk, (EEN,)))]


def _example(werk: Path, traag: int) -> list[Meting]:
    """The example with one gemeente, and with all 26 of Utrecht."""
    klein, heel = example(werk / "klein", 1), example(werk / "heel")
    return [
        *_ours(klein, 2, 3, werk),
        *_others(klein, 2, 3, 3, werk),
        *_ours(heel, 27, 3, werk),
        *_others(heel, 27, 3, traag, werk),
    ]


def _large(werk: Path, alles: bool) -> list[Meting]:
    """As big as the country: 342 reports, of which all figures are invented."""
    ronde = invented(werk / "nederland", 341)
    script = _median("script without notebooks", 342, 1, lambda: plain_script(ronde, werk))
    return [
        *_ours(ronde, 342, 1, werk),
        *(_others(ronde, 342, 1, 1, werk) if alles else [script]),
    ]


def _ours(ronde: Path, rapporten: int, keren: int, werk: Path) -> list[Meting]:
    """Anew, and once more when nothing changed."""
    uit = werk / "nog eens"
    shutil.rmtree(uit, ignore_errors=True)
    koud = _median(ONS, rapporten, keren, lambda: _render(ronde, werk))
    measure([*IBT, ronde, "-o", uit])
    warm = _median(
        f"{ONS}, nothing changed", rapporten, 3, lambda: measure([*IBT, ronde, "-o", uit])
    )
    return [koud, warm]


def _others(
    ronde: Path, rapporten: int, keren: int, traag: int, werk: Path, alleen: tuple[str, ...] = ()
) -> list[Meting]:
    """Every other way; the slow ones `traag` times."""
    manieren: list[tuple[str, int, Callable[[], Meting]]] = [
        ("script without notebooks", keren, lambda: plain_script(ronde, werk, alleen)),
        ("papermill as a library", traag, lambda: library(ronde, werk, alleen)),
    ]
    if not alleen:
        manieren.insert(0, ("ordinary kernels", traag, lambda: _render(ronde, werk, "gewoon")))
    if chromium():
        manieren.append((LUS, traag, lambda: command_line(ronde, werk, alleen)))
    return [_median(naam, rapporten, aantal, run) for naam, aantal, run in manieren]


def _render(ronde: Path, werk: Path, kernel: str | None = None) -> Meting:
    uit = werk / "uit"
    shutil.rmtree(uit, ignore_errors=True)
    return measure([*IBT, ronde, "-o", uit, *(["--kernel", kernel] if kernel else [])])


def _median(naam: str, rapporten: int, keren: int, run: Callable[[], Meting]) -> Meting:
    print(f"{rapporten:4d} rapporten, {naam}: {keren} keer", flush=True)
    runs = [run() for _ in range(keren)]
    seconden, cpu, geheugen, werker = (
        median(getattr(een, veld) for een in runs)
        for veld in ("seconden", "cpu", "geheugen", "werker")
    )
    return Meting(seconden, cpu, geheugen, werker, naam, rapporten, keren)


if __name__ == "__main__":
    main()
