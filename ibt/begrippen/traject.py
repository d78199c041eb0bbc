"""Traject: the road of one gemeente over treden 3 to 6, as its case file tells it (§3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.vertoon import Vertoonbaar


class Staat(StrEnum):
    """How a milestone stands on the day of the round; a passed chance is nobody's failure.

    Once the province took the task over nothing is asked any more: a term that still ran has
    lapsed. One that had run out before that, or before the province refrained, was not met (§3
    trede 6).
    """

    OPEN = "open"
    GEHAALD = "gehaald"
    TE_LAAT = "te laat"
    VOORBIJ = "voorbij"
    VERVALLEN = "vervallen"
    NIET_VOLDAAN = "verstreken, niet voldaan"


@dataclass(frozen=True)
class Mijlpaal:
    """Something that must be done in a traject: what, by whom, by when, and how it stands.

    `uiterlijk` is the last day, `None` while what comes before it has not happened. `verschoven`
    is the day before it moved off a weekend or holiday (Keuze K7), `begin` the day from which a
    term of weeks runs, and `vanaf` the code of what happened then. `afspraak` says that a term was
    agreed in the place of the usual one.
    `onderwerp` is the measure of a plan or besluit, empty for other milestones.
    """

    code: str
    wie: str
    vindplaats: str
    staat: Staat
    uiterlijk: date | None = None
    gehaald_op: date | None = None
    begin: date | None = None
    vanaf: str = ""
    verschoven: date | None = None
    afspraak: bool = False
    onderwerp: str = ""

    @property
    def is_after_term(self) -> bool:
        """Whether it was done after its last day; done it is all the same."""
        klaar, uiterlijk = self.gehaald_op, self.uiterlijk
        return klaar is not None and uiterlijk is not None and klaar > uiterlijk

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it is not done yet."""
        return self.staat is Staat.TE_LAAT and self.gehaald_op is None

    @property
    def is_of_plan(self) -> bool:
        """Whether it is carrying out a plan: that may be done without the case file telling it."""
        return self.code in ("maatregel", "uitvoering")


@dataclass(frozen=True)
class Planstand:
    """The latest verbeterplan on file, with the checklist of §3 trede 3 (`None`: not recorded)."""

    ontvangen_op: date
    vastgesteld_op: date | None
    onderdelen: Mapping[str, bool | None]


@dataclass(frozen=True)
class Contactregel:
    """One line of the contact log (§4): what, when, with whom, about what."""

    soort: str
    dag: date
    deelnemers: tuple[str, ...]
    motivering: str


@dataclass(frozen=True, repr=False)
class Traject(Vertoonbaar):
    """Milestones, plan and contacts of one gemeente on one day; `trede` is the one that then holds.

    `brief_op` is the day on which the letter about this peildatum was sent (§3 trede 3);
    `besluit_op` the date of the besluit tot indeplaatsstelling in force (§3 trede 5);
    `volgende_stap` a decided step to another trede that is still to come, with its day (§3.1.2);
    `vandaag` the day on which all this stands, the "today" of the round.
    """

    gemeente: Gemeente
    kader: Kadertekst
    trede: int
    mijlpalen: tuple[Mijlpaal, ...]
    plan: Planstand | None
    contacten: tuple[Contactregel, ...]
    brief_op: date | None
    besluit_op: date | None = None
    volgende_stap: tuple[int, date] | None = None
    vandaag: date | None = None
    is_proef: bool = False

    def __repr__(self) -> str:
        gehaald = sum(mijlpaal.gehaald_op is not None for mijlpaal in self.mijlpalen)
        mijlpalen = f"{len(self.mijlpalen)} mijlpalen, {gehaald} gehaald"
        uit = f"{self.gemeente}: traject op trede {self.trede}, {mijlpalen}"
        return f"PROEF {uit}" if self.is_proef else uit

    @property
    def rol(self) -> Rol:
        """What its trede is for."""
        return self.kader.rol(self.trede)

    @property
    def is_afgezien(self) -> bool:
        """Whether the besluit is not carried out while the gemeente realises by itself (§3)."""
        zelf = self.find("zelf_realiseren")
        return zelf is not None and zelf.staat is Staat.OPEN

    def find(self, code: str) -> Mijlpaal | None:
        """The first milestone of a kind; None where the traject has none."""
        return next((mijlpaal for mijlpaal in self.mijlpalen if mijlpaal.code == code), None)
