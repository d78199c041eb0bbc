"""What a round consists of at each moment: its notebooks and its table."""

from __future__ import annotations

from dataclasses import dataclass

from ibt.begrippen.periode import Moment, Peildatum


@dataclass(frozen=True)
class Rondesoort:
    """The notebooks of a gemeente and of the province, and the table (without suffix)."""

    gemeente: str
    provincie: str
    tabel: str

    @property
    def csv(self) -> str:
        """The table for programs."""
        return f"{self.tabel}.csv"

    @property
    def xlsx(self) -> str:
        """The table for Excel."""
        return f"{self.tabel}.xlsx"


SOORT: dict[Moment, Rondesoort] = {
    Moment.BEOORDELING: Rondesoort("gemeente.ipynb", "provincie.ipynb", "inschaling"),
    Moment.VOORTGANG: Rondesoort("voortgang.ipynb", "voortgang_provincie.ipynb", "voortgang"),
}


def soort_of(peildatum: Peildatum) -> Rondesoort:
    """What a round of this day consists of."""
    return SOORT[peildatum.moment]
