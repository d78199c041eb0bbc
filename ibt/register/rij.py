"""One row of the register: a decided step, with its columns in their order."""

from __future__ import annotations

from datetime import date

from ibt.readers.rijen import Tabelrij
from ibt.readers.waarde import (
    Codecel,
    Datumcel,
    DatumcelOfLeeg,
    PersonenOfLeeg,
    StandgetalOfLeeg,
    Tredecel,
)

HERZIENING = "herziening"


class Registerrij(Tabelrij):
    """One decided step: which gemeente, since when, on which trede, and on what ground."""

    gemeentecode: Codecel
    datum: Datumcel
    trede: Tredecel
    aanleiding: str = ""
    peildatum: DatumcelOfLeeg = None
    stand_eind: StandgetalOfLeeg = None
    correctie: PersonenOfLeeg = None
    verschoonbaar: PersonenOfLeeg = None
    toerekenbaar: PersonenOfLeeg = None
    orgaan: str = ""
    motivering: str = ""
    vastgesteld_door: str = ""
    vastgesteld_op: DatumcelOfLeeg = None

    @property
    def geldt_vanaf(self) -> date:
        """The date by which the row is ordered against a peildatum."""
        return self.peildatum or self.datum

    @property
    def is_beoordeling(self) -> bool:
        """Whether it is about a peildatum; a row between two of them is not.

        What revises such a row carries the day of that row in the place of its peildatum.
        """
        dag = self.peildatum
        return dag is not None and dag.day == 1 and dag.month in (1, 4, 7, 10)

    def cells(self) -> dict[str, str]:
        """The row as text by column, as it is written; what is not known stays empty."""
        waarden = {naam: getattr(self, naam) for naam in self.kolommen()}
        return {naam: "" if waarde is None else str(waarde) for naam, waarde in waarden.items()}


VERPLICHT, KOLOMMEN = Registerrij.verplicht(), Registerrij.kolommen()
