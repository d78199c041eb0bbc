"""What every finding has, whatever its `soort`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ibt.begrippen.veld import Datum, Tekst


class Deel(BaseModel):
    """Part of a finding: frozen, and no keys but the known ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Bevinding(Deel):
    """What every finding has: about whom, by whom, when, and why."""

    gemeente: Tekst
    soort: Tekst
    beoordelaar: Tekst
    datum: Datum
    motivering: Tekst
