"""What every finding has, whatever its `soort`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from ibt.begrippen.veld import Datum, Tekst


class Deel(BaseModel):
    """Part of a finding: frozen, and no keys but the known ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Bevinding(Deel):
    """What every finding has: about whom, by whom, when, and why."""

    werkt: ClassVar[bool] = False

    gemeente: Tekst
    soort: Tekst
    beoordelaar: Tekst
    datum: Datum
    motivering: Tekst
