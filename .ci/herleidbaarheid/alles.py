"""What the project holds: norms, carriers and tests read together, once."""

from dataclasses import dataclass
from pathlib import Path

from herleidbaarheid.bewijs import Bewijs, misplaced, proofs_in
from herleidbaarheid.document import make_document
from herleidbaarheid.drager import Drager, docstrings_in, loose_ends, rows_of
from herleidbaarheid.norm import Norm, read_normen
from herleidbaarheid.toets import check
from ibt.kader.utrecht_2024 import UTRECHT_2024

PROJECT = Path(__file__).resolve().parents[2]
KADERMAP = "ibt/kader/utrecht_2024"
DOEL = PROJECT / "docs" / "herleidbaarheid.md"


@dataclass(frozen=True)
class Alles:
    """All norms of the framework, all that carries them out, and all that shows it."""

    normen: tuple[Norm, ...]
    dragers: tuple[Drager, ...]
    bewijzen: tuple[Bewijs, ...]

    def faults(self) -> list[str]:
        """What is wrong in the project, in Dutch; empty where every norm is accounted for."""
        bekend = [norm.norm for norm in self.normen]
        return [
            *check(self.normen, self.dragers, self.bewijzen),
            *loose_ends(PROJECT, bekend),
            *misplaced(PROJECT),
        ]

    def document(self) -> str:
        """The page as it should be."""
        return make_document(UTRECHT_2024, self.normen, self.dragers, self.bewijzen)


def read_alles() -> Alles:
    """Everything as it stands in the project now."""
    return Alles(
        read_normen(PROJECT / KADERMAP / "normen.csv"),
        (*rows_of(UTRECHT_2024, KADERMAP), *docstrings_in(PROJECT)),
        tuple(proofs_in(PROJECT)),
    )
