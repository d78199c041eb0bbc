"""Herkomst: of what a round was made, with what, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ibt.begrippen.bron import Bron


@dataclass(frozen=True)
class Afdruk:
    """A file, or a program, by its name and its SHA-256."""

    naam: str
    sha256: str


@dataclass(frozen=True)
class Kaderversie:
    """The framework that was used: its code, its title, its first day of force and its text."""

    id: str
    titel: str
    geldig_van: date
    adres: str


@dataclass(frozen=True)
class Rapportage:
    """One report: its name in the round, what it is about, the notebook that ran, its parameters.

    `fout` says why there is none; empty where there is. `verouderd` where it was left as it was,
    though what it is made of changed.
    """

    naam: str
    over: str
    notebook: str
    parameters: Mapping[str, str]
    fout: str = ""
    verouderd: bool = False


@dataclass(frozen=True)
class Herkomst:
    """All of this holds nothing of a clock, a machine or a user.

    `programma` is every file of the program as one hash; `pakketten` are the libraries with their
    versions; `gelezen` the files that were read; `geschreven` the files of the round, with
    the copies of what was read; `bijgewerkt_op` is the round's own "today".
    """

    provincie: str
    peildatum: date
    periode: str
    staat: str
    bijgewerkt_op: date
    kader: Kaderversie
    programma: Afdruk
    python: str
    pakketten: Mapping[str, str]
    gelezen: tuple[Bron, ...]
    notebooks: tuple[Afdruk, ...]
    rapporten: tuple[Rapportage, ...]
    geschreven: tuple[Afdruk, ...]

    @property
    def invoer(self) -> tuple[Afdruk, ...]:
        """The copies of what was read."""
        return tuple(afdruk for afdruk in self.geschreven if afdruk.naam.startswith("invoer/"))

    @property
    def uitvoer(self) -> tuple[Afdruk, ...]:
        """What was made."""
        return tuple(afdruk for afdruk in self.geschreven if not afdruk.naam.startswith("invoer/"))
