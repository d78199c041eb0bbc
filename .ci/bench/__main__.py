#!/usr/bin/env python3
"""`make bench`: our round against what else makes the same reports; writes docs/prestaties.md.

All ratios are of one run on one machine. Takes long (about forty minutes on two cores): it is no
test, and CI does not run it. `--kort` leaves out the large sizes.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from anderen import chromium, command_line, library, plain_script
from machine import describe
from meten import Meting, measure
from rondes import example, invented
from tabel import write_page

PROJECT = Path(__file__).resolve().parents[2]
DOEL = PROJECT / "docs" / "prestaties.md"
IBT = [sys.executable, "-m", "ibt", "render"]


def main() -> None:
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--kort", action="store_true", help="alleen 2, 3 en 27 rapporten")
    kort = opties.parse_args().kort
    with tempfile.TemporaryDirectory(prefix="ibt bench ") as plek:
        werk = Path(plek)
        metingen = [*_small(werk), *([] if kort else _large(werk))]
    write_page(DOEL, describe(PROJECT), metingen)
    print(DOEL.read_text(encoding="utf-8"))


def _small(werk: Path) -> list[Meting]:
    """The overview with one and two invented gemeenten, and the example with all of Utrecht."""
    uit = []
    for rapporten in (2, 3):
        uit += _against_all(invented(werk / f"r{rapporten}", rapporten - 1), rapporten, werk)
    return [*uit, *_against_all(example(werk / "voorbeeld"), 27, werk)]


def _against_all(ronde: Path, rapporten: int, werk: Path) -> list[Meting]:
    """Ours and every other way; the slow loops fewer times."""
    manieren: list[tuple[str, int, Callable[[], Meting]]] = [
        ("ordinary kernels", 1 if rapporten > 3 else 3, lambda: _render(ronde, werk, "gewoon")),
        ("script without notebooks", 3, lambda: plain_script(ronde, werk)),
        ("papermill as a library", 1 if rapporten > 3 else 3, lambda: library(ronde, werk)),
    ]
    if chromium():
        lus = "papermill + nbconvert (commands)"
        keren = 1 if rapporten > 3 else 3
        manieren.append((lus, keren, lambda: command_line(ronde, werk)))
    andere = [_median(naam, rapporten, keren, run) for naam, keren, run in manieren]
    return [*_ours(ronde, rapporten, 3, werk), *andere]


def _large(werk: Path) -> list[Meting]:
    """As big as the country: 342 gemeenten, of which all figures are invented."""
    ronde = invented(werk / "nederland", 341)
    return [
        *_ours(ronde, 342, 1, werk),
        _median("script without notebooks", 342, 1, lambda: plain_script(ronde, werk)),
    ]


def _ours(ronde: Path, rapporten: int, keren: int, werk: Path) -> list[Meting]:
    koud = _median("ibt render", rapporten, keren, lambda: _render(ronde, werk))
    uit = werk / "nog eens"
    shutil.rmtree(uit, ignore_errors=True)
    measure([*IBT, ronde, "-o", uit])
    warm = _median(
        "ibt render, nothing changed",
        rapporten,
        max(keren, 3),
        lambda: measure([*IBT, ronde, "-o", uit]),
    )
    return [koud, warm]


def _render(ronde: Path, werk: Path, kernel: str | None = None) -> Meting:
    uit = werk / "uit"
    shutil.rmtree(uit, ignore_errors=True)
    return measure([*IBT, ronde, "-o", uit, *(["--kernel", kernel] if kernel else [])])


def _median(naam: str, rapporten: int, keren: int, run: Callable[[], Meting]) -> Meting:
    print(f"{rapporten:4d} rapporten, {naam}: {keren} keer", flush=True)
    runs = [run() for _ in range(keren)]
    seconden, cpu, geheugen = (
        median(getattr(een, veld) for een in runs) for veld in ("seconden", "cpu", "geheugen")
    )
    return Meting(seconden, cpu, geheugen, naam, rapporten, keren)


if __name__ == "__main__":
    main()
