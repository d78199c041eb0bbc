"""Ladder: the decision table of one framework, under one reading of each of its Keuzes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ibt.begrippen.vertoon import Vertoonbaar
from ibt.kader.dmn import inputs_of, make_dmn
from ibt.kader.keuze import Keuze
from ibt.kader.tabel import Tabel


@dataclass(frozen=True, repr=False)
class Ladder(Tabel, Vertoonbaar):
    """A decision table that knows whose it is: it shows itself, and goes elsewhere as DMN.

    `kader` is the name of the framework, `bron` where its text can be read. `gelezen` are the
    Keuzes that decide what the ladder sees and says, each with the name of its reading.
    """

    kader: str
    titel: str
    bron: str
    gelezen: tuple[tuple[Keuze, str], ...]

    def __repr__(self) -> str:
        treden = Counter(regel.van for regel in self.regels)
        aantallen = ", ".join(f"{trede}: {aantal}" for trede, aantal in treden.items())
        anders = (f"{keuze.id} {naam}" for keuze, naam in self.gelezen if naam != keuze.gekozen)
        kop = ", ".join((f"Ladder van {self.kader}", *anders))
        return f"{kop}: {len(self.regels)} regels (per trede waarop een gemeente staat {aantallen})"

    def to_dmn(self) -> str:
        """The ladder as DMN 1.3 (XML), for other programs: the same ladder gives the same text.

        Its hit policy is UNIQUE; it asks `trede_vorig` and the quantities that the rules compare,
        as whole numbers, and gives `trede` and `regel`. What the ladder is told of a gemeente
        (`Kader.see`) comes before it; its description says under which readings.
        """
        return make_dmn(self, f"Ladder van {self.kader}", f"urn:ibt:{self.kader}", self._about())

    def _about(self) -> str:
        gegevens = [f"- {veld.naam}: {veld.omschrijving}" for veld in inputs_of(self)]
        lezingen = [
            f"- {keuze.id} ({keuze.naam}): {keuze.lezingen[naam]}" for keuze, naam in self.gelezen
        ]
        return "\n".join(
            (
                f"{self.titel} ({self.bron}).",
                "Voor elke invoer geldt precies één regel (UNIQUE).",
                "De invoer bestaat uit hele getallen, zoals het kader ze van een gemeente telt:",
                *gegevens,
                *(("Zo is het kader daarbij gelezen:", *lezingen) if lezingen else ()),
                "Wat daarna nog aan de trede verandert, staat er niet in: een lezing die haar "
                "begrenst, een besluit, een afwijking.",
            )
        )
