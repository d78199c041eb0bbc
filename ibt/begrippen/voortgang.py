"""Voortgang: where a gemeente stands within a running half-year. It sets no trede (§4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibt.begrippen.beoordeling import Historiepunt, Maandstand, Oordeel, Signalen
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.periode import Peildatum, Periode


@dataclass(frozen=True)
class Prognose:
    """What would follow at a pace: persons housed by the end, the stand then, and the trede.

    `trede` is None on treden 4 to 6, where figures alone move nobody (§3 trede 4).
    """

    realisatie: int
    stand_eind: int
    trede: int | None


@dataclass(frozen=True)
class Tempo:
    """How fast a gemeente houses: persons in so many months."""

    periode: Periode
    personen: int
    maanden: int

    @property
    def per_maand(self) -> float:
        """Persons a month."""
        return self.personen / self.maanden


@dataclass(frozen=True)
class Benodigd:
    """What leads to a trede: at least so many persons more until the end of the half-year.

    `personen` is None for the highest trede that can follow: anything less.
    """

    trede: int
    personen: int | None


@dataclass(frozen=True)
class Voortgang:
    """One gemeente on one day within the half-year, in persons.

    `maanden` of the six have passed; `schema` is what the taakstelling (after redistribution) asks
    until then, rounded up. `prognose` keeps this half-year's pace; `laagste` and `hoogste` keep the
    slowest and the fastest of this pace and that of the earlier half-years in `tempo`.
    `keuzes_prognose` are the Keuzes of which another reading would give one of them another trede.
    `keuzes` are all that touched what is said here. `stand_eind_vorig` is the stand with which the
    last assessment in the register ended.
    """

    gemeente: Gemeente
    peildatum: Peildatum
    kader: Kadertekst
    maanden: int
    taakstelling: int
    herverdeling: int
    stand_begin: int
    open_correctie: int
    totaalopgave: int
    realisatie: int
    nagekomen: int
    koppelingen: int | None
    schema: int
    op_schema: bool
    nodig_voor_schema: int
    trede_huidig: int
    trede_sinds: date | None
    prognose: Prognose
    laagste: Prognose
    hoogste: Prognose
    tempo: tuple[Tempo, ...]
    benodigd: tuple[Benodigd, ...]
    keuzes_prognose: tuple[str, ...]
    stand_eind_vorig: int | None
    signalen: Signalen
    verloop: tuple[Maandstand, ...]
    historie: tuple[Historiepunt, ...]
    oordelen: tuple[Oordeel, ...]
    aandachtspunten: tuple[str, ...]
    keuzes: tuple[str, ...]

    @property
    def opgave(self) -> int:
        """The taakstelling after redistribution."""
        return self.taakstelling + self.herverdeling

    @property
    def gehuisvest(self) -> int:
        """Housed in this half-year itself: without late persons of an earlier one (§4)."""
        return self.realisatie - self.nagekomen

    @property
    def gemiddeld(self) -> float | None:
        """Persons a month over the earlier half-years; None where none is known."""
        eerder = self.tempo[1:]
        if not eerder:
            return None
        return sum(tempo.personen for tempo in eerder) / sum(tempo.maanden for tempo in eerder)

    @property
    def nog_nodig(self) -> int:
        """Persons still to house before the totaalopgave is met; never below 0."""
        return max(0, self.totaalopgave - self.gehuisvest)

    @property
    def rust_op_voorsprong(self) -> bool:
        """Whether only the lead at the start keeps a shortage from a rise (§3 trede 1)."""
        begin = self.stand_begin + self.open_correctie
        beschermt = "voorsprong" in self.kader.plaatsen
        return beschermt and self.trede_huidig == 1 and begin > 0 and self.nog_nodig > 0

    def kan_naar(self, trede: int) -> bool:
        """Whether a trede can still follow at the next peildatum, whatever the pace."""
        return any(nodig.trede == trede for nodig in self.benodigd)

    @property
    def maanden_over(self) -> int:
        """Whole months until the next peildatum."""
        return 6 - self.maanden
