"""The rooms that are mutated, and which tests must notice."""

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Kamer:
    """A room of `ibt`, with the folders of its own fast tests."""

    naam: str
    tests: tuple[str, ...]

    def modules(self) -> list[str]:
        """Its modules, from the project."""
        paden = sorted((PROJECT / "ibt" / self.naam).rglob("*.py"))
        return [pad.relative_to(PROJECT).as_posix() for pad in paden]


KAMERS = {
    kamer.naam: kamer
    for kamer in (
        Kamer("kader", ("tests/test_waarden.py", "tests/kader")),
        Kamer("beoordeling", ("tests/test_waarden.py", "tests/beoordeling", "tests/feiten")),
        Kamer("traject", ("tests/test_waarden.py", "tests/traject")),
        Kamer("voortgang", ("tests/test_waarden.py", "tests/voortgang")),
    )
}
