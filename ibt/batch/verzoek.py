"""What is asked of a render, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ibt.batch.kernels import Grens
from ibt.batch.warm import can_fork
from ibt.begrippen.fout import Waarschuwing
from ibt.rapport.index import Mislukt


@dataclass(frozen=True)
class Resultaat:
    """What a render made: its folder, how many reports, what failed, and what is worth knowing.

    `ongewijzigd` reports were there already, made of the same; `verouderd` ones were left as they
    were, though what they are made of changed. Of a preview (`is_voorproef`) others are not there.
    """

    map: Path
    rapporten: int
    mislukt: tuple[Mislukt, ...]
    log: Path
    ongewijzigd: int = 0
    verouderd: int = 0
    waarschuwingen: tuple[Waarschuwing, ...] = ()
    is_voorproef: bool = False

    @property
    def is_heel(self) -> bool:
        """Whether every report is there, made of what there is now."""
        return not self.mislukt and not self.verouderd and not self.is_voorproef


@dataclass(frozen=True)
class Verzoek:
    """What is asked of a render, and how.

    `codes` names gemeenten to make anew; where no round is there yet, only those are made. `alles`
    makes all anew; `alleen_mislukt` only what failed or is not there. `werkers` are processes side
    by side; `warm` kernels are forked. With `adres` the workers of the dask scheduler there make
    the reports. `grens` is how far a notebook may go.
    """

    codes: tuple[str, ...] = ()
    alles: bool = False
    alleen_mislukt: bool = False
    werkers: int | None = None
    warm: bool = field(default_factory=can_fork)
    adres: str | None = None
    grens: Grens = field(default_factory=Grens)

    @property
    def is_gewoon(self) -> bool:
        """Whether nothing is asked by name: then a round that is there whole is done."""
        return not (self.codes or self.alles)
