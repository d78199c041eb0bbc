"""What every finding has, whatever its `soort`."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.veld import Datum, Tekst


class Onderdeel(BaseModel):
    """Part of a finding: frozen, and no keys but the known ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Bevinding(Onderdeel):
    """What every finding has: about whom, by whom, when, and why.

    `toelichting_intern` is for the case file alone: it stands on no page, in no letter or message.
    """

    gemeente: Tekst
    soort: Tekst
    beoordelaar: Tekst
    datum: Datum
    motivering: Tekst
    toelichting_intern: Tekst | None = None

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """What a finding of the round itself must have besides, as what must be and what was found.

        In an older file each of them is a warning only: what was recorded then stays as it is.
        """
        yield from ()
