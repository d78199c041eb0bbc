"""The rounds of the example, adopted one after another, give the register of the example."""

import csv
import shutil
from pathlib import Path

import pytest

from ibt.cli.programma import run

PROJECT = Path(__file__).parents[2]
FEITEN = (
    *("gemeentecode", "datum", "trede", "peildatum", "stand_eind"),
    *("correctie", "verschoonbaar", "toerekenbaar"),
)
VASTGESTELD = ("2024-07-01", "2025-01-01", "2025-07-01", "2026-01-01")


def rows(pad: Path) -> list[tuple[str, ...]]:
    with pad.open(encoding="utf-8") as bestand:
        return [tuple(rij[naam] for naam in FEITEN) for rij in csv.DictReader(bestand)]


def test_adopting_every_round_in_turn_rebuilds_the_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for map_ in ("data", "parameters"):
        shutil.copytree(PROJECT / map_, tmp_path / map_)
    register = tmp_path / "data" / "register.csv"
    regels = register.read_text(encoding="utf-8").splitlines(keepends=True)
    begin = [regel for regel in regels if "gemeentecode" in regel or "beginstand" in regel]
    register.write_text("".join(begin), encoding="utf-8")
    for peildatum in VASTGESTELD:
        assert run(["adopt", str(tmp_path / "parameters" / f"{peildatum}.yaml")]) == 0
    assert "26 regels in het register" in capsys.readouterr().out
    assert sorted(rows(register)) == sorted(rows(PROJECT / "data" / "register.csv"))
