"""The norms of a framework, as its package holds them in normen.csv."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Norm:
    """One norm: where it stands, what it says, and what ibt does with it.

    `aan_mensen` is what it leaves to people on purpose, `niet_gebouwd` what it does not do though
    it could; a norm that nothing in the program carries out must have one of these.
    """

    norm: str
    vindplaats: str
    soort: str
    inhoud: str
    uitwerking: str
    aan_mensen: str
    niet_gebouwd: str


def read_normen(pad: Path) -> tuple[Norm, ...]:
    """All norms in the order of the file; TypeError where a column is missing or unknown."""
    with pad.open(encoding="utf-8", newline="") as bestand:
        return tuple(Norm(**rij) for rij in csv.DictReader(bestand))
