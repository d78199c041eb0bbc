"""Verschil: what is no longer the same between two rendered rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibt.begrippen.verslag import PROEF

# The column of the result table that holds codes, separated by `|`.
PUNTEN = "aandachtspunten"


class Soort(StrEnum):
    """Whether something is only in the new folder, only in the old one, or in both but changed."""

    ERBIJ = "erbij"
    WEG = "weg"
    ANDERS = "anders"


@dataclass(frozen=True)
class Wijziging:
    """One value that changed, as the files have it; empty where it was not there."""

    wat: str
    oud: str
    nieuw: str


@dataclass(frozen=True)
class Rijverschil:
    """A row of an input: which one, and what changed in it."""

    soort: Soort
    wat: str
    wijzigingen: tuple[Wijziging, ...] = ()


@dataclass(frozen=True)
class Invoerverschil:
    """The files of one role; without rows only their form changed, not what they say.

    Of `onleesbaar` nothing could be compared: their rows are neither new nor gone.
    """

    rol: str
    bestanden: tuple[str, ...]
    rijen: tuple[Rijverschil, ...]
    onleesbaar: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gemeenteverschil:
    """One gemeente: its trede, its other figures, and the parts of its report that read otherwise.

    `soort` says whether both folders have it. `trede` is None where it stayed.
    """

    code: str
    naam: str
    soort: Soort
    trede: Wijziging | None
    cijfers: tuple[Wijziging, ...]
    onderdelen: tuple[str, ...]

    @property
    def getallen(self) -> tuple[Wijziging, ...]:
        """The figures without the points of attention, which are lists of codes."""
        return tuple(cijfer for cijfer in self.cijfers if cijfer.wat != PUNTEN)

    @property
    def punten(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of the points of attention that went and that came."""
        for cijfer in self.cijfers:
            if cijfer.wat == PUNTEN:
                delen = (cijfer.oud.split("|"), cijfer.nieuw.split("|"))
                toen, nu = ({*filter(None, namen)} for namen in delen)
                return tuple(sorted(toen - nu)), tuple(sorted(nu - toen))
        return (), ()


@dataclass(frozen=True)
class Rondemap:
    """A rendered folder in a few words: its name, moment and state.

    `map` is its name, with the folders above it where the other folder has the same name.
    `kader` is the id of its framework; `beschadigd` holds a sentence per file that is gone or no
    longer as it was written.
    """

    map: str
    provincie: str
    peildatum: date
    staat: str
    voorbeeld: bool
    beschadigd: tuple[str, ...] = ()
    kader: str = ""

    @property
    def is_proef(self) -> bool:
        """Whether it is not the round itself."""
        return self.staat == PROEF


@dataclass(frozen=True)
class Verschil:
    """All that changed between two rendered rounds.

    `trede` names what stands for a trede in them. `ronde` holds changes of the rounds themselves;
    `overzicht` the parts of the provincial overview that read otherwise. Reports are compared only
    between two runs of one peildatum (`zelfde_moment`).
    """

    oud: Rondemap
    nieuw: Rondemap
    trede: str
    zelfde_moment: bool
    ronde: tuple[Wijziging, ...]
    invoer: tuple[Invoerverschil, ...]
    gemeenten: tuple[Gemeenteverschil, ...]
    overzicht: tuple[str, ...]

    @property
    def is_leeg(self) -> bool:
        """Whether a reviewer has nothing to read."""
        return not (self.ronde or self.invoer or self.gemeenten or self.overzicht)

    @property
    def is_compleet(self) -> bool:
        """Whether both folders are as they were made, so that nothing was left uncompared."""
        return not (self.oud.beschadigd or self.nieuw.beschadigd)

    @property
    def van_trede(self) -> tuple[Gemeenteverschil, ...]:
        """The gemeenten with another trede."""
        return tuple(gemeente for gemeente in self.gemeenten if gemeente.trede is not None)
