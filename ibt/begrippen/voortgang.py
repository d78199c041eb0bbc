"""Voortgang: where a gemeente stands within a running half-year. It sets no trede (§4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibt.begrippen.beoordeling import Oordeel, Uitkomst
from ibt.begrippen.periode import Periode


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


@dataclass(frozen=True, repr=False)
class Voortgang(Uitkomst):
    """One gemeente on one day within the half-year, in persons.

    `maanden` of the six have passed; `schema` is what the taakstelling (after redistribution) asks
    until then, rounded up. `prognose` keeps this half-year's pace; `laagste` and `hoogste` keep the
    slowest and the fastest of this pace and that of the earlier half-years in `tempo`.
    `keuzes_prognose` are the Keuzes of which another reading would give one of them another trede.
    """

    maanden: int
    schema: int
    prognose: Prognose
    laagste: Prognose
    hoogste: Prognose
    tempo: tuple[Tempo, ...]
    benodigd: tuple[Benodigd, ...]
    keuzes_prognose: tuple[str, ...]

    def __repr__(self) -> str:
        schema = "op schema" if self.op_schema else f"{self.nodig_voor_schema} achter op schema"
        nu = f"trede {self.trede}, {self.som.gehuisvest} van {self.som.totaalopgave} gehuisvest"
        uit = f"{self.gemeente} op {self.peildatum}: {nu}, {schema}"
        return f"PROEF {uit}" if self.is_proef else uit

    @property
    def op_schema(self) -> bool:
        """Whether COA counted what the schedule asks (§4), late persons too."""
        return self.nodig_voor_schema == 0

    @property
    def nodig_voor_schema(self) -> int:
        """Persons still to house to be on schedule; never below 0."""
        return max(0, self.schema - self.som.realisatie)

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
        return max(0, self.som.totaalopgave - self.som.gehuisvest)

    @property
    def rust_op_voorsprong(self) -> bool:
        """Whether only the lead at the start keeps a shortage from a rise (§3 trede 1)."""
        beschermt = "voorsprong" in self.kader.plaatsen and self.trede_vorig == 1
        return beschermt and self.som.stand_begin_gebruikt > 0 and self.nog_nodig > 0

    def kan_naar(self, trede: int) -> bool:
        """Whether a trede can still follow at the next peildatum, whatever the pace."""
        return any(nodig.trede == trede for nodig in self.benodigd)

    @property
    def te_bekijken(self) -> tuple[str, ...]:
        """The points of attention; that a decision is needed says the term that ran out."""
        anders = {"termijn_verstreken": "besluit_termijn", "te_weinig_koppelingen": "nu_te_weinig"}
        punten = (code for code in self.aandachtspunten if code != "besluit_nodig")
        return tuple(anders.get(code, code) for code in punten)

    @property
    def gemeld(self) -> Oordeel | None:
        """The latest message about this half-year (§3 inleiding); None while none is on record."""
        return _latest(self.oordelen_van("voortgang_gemeld"))

    @property
    def gedeeld_met_bestuur(self) -> Oordeel | None:
        """The latest message that the supervisor chose to share with the bestuur (§3 inleiding)."""
        return _latest([o for o in self.oordelen if o.velden.get("gedeeld_met_bestuur") == "ja"])

    @property
    def gesprek_op(self) -> date | None:
        """The day of the latest talk about this stand (§4): after it, or from the midpoint on."""
        vanaf = min(self.peildatum.datum, self.peildatum.halverwege.datum)
        dagen = map(_held, self.oordelen_van("gesprek"))
        return max((dag for dag in dagen if dag >= vanaf), default=None)

    @property
    def maanden_over(self) -> int:
        """Whole months until the next peildatum."""
        return 6 - self.maanden


def _latest(oordelen: Sequence[Oordeel]) -> Oordeel | None:
    return max(oordelen, key=lambda oordeel: oordeel.datum, default=None)


def _held(gesprek: Oordeel) -> date:
    """The day itself where it was recorded, else that of the finding."""
    op = gesprek.velden.get("gehouden_op")
    return date.fromisoformat(str(op)) if op else gesprek.datum
