"""What is on file of decisions: their dated steps, the besluit in force and its terms (§3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ibt.begrippen.bevinding import Afwijking, Herziening
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.ingreep import (
    Afschalen,
    AfzienEffectuering,
    BesluitIndeplaatsstelling,
    BesluitIntrekking,
    BesluitWijziging,
    Indeplaatsstelling,
    Termijn,
    Versnelling,
    Vooraankondiging,
)
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.orgaan import GEDEPUTEERDE_STATEN, is_organ
from ibt.begrippen.vastgelegd import Vastgelegd

B = TypeVar("B", bound=Bevinding)


@dataclass(frozen=True)
class Besluitstap:
    """One decided step: the trede and day to which a decision brings a gemeente, and why."""

    datum: date
    trede: int
    soort: str
    motivering: str
    orgaan: str = ""


def decided_steps(bevinding: Bevinding, kader: Kadertekst) -> tuple[Besluitstap, ...]:
    """The dated steps of a decision, in order; none for a finding that moves nobody.

    Where a framework has no trede of a besluit or of taking over, its first one above (`vanaf`).
    """
    soort, motief = bevinding.soort, bevinding.motivering
    match bevinding:
        case Versnelling(stappen=stappen):
            return tuple(Besluitstap(s.datum, s.trede, soort, s.motivering) for s in stappen)
        case BesluitIndeplaatsstelling(besluitdatum=dag, orgaan=orgaan):
            return (Besluitstap(dag, kader.vanaf(Rol.BESLUIT), soort, motief, orgaan),)
        case Indeplaatsstelling(besluitdatum=dag, orgaan=orgaan):
            trede, wie = kader.vanaf(Rol.INDEPLAATSSTELLING), orgaan or GEDEPUTEERDE_STATEN
            return (Besluitstap(dag, trede, soort, motief, wie),)
        case BesluitIntrekking(besluitdatum=dag, orgaan=orgaan, trede=trede):
            return (Besluitstap(dag, trede, soort, motief, orgaan),)
        case Afwijking(besluitdatum=date() as dag, orgaan=str(orgaan), trede=trede):
            return (Besluitstap(dag, trede, soort, motief, orgaan),)
        case Afschalen(datum=dag):
            return (Besluitstap(dag, 1, soort, motief),)
    return ()


def decided_on(bevinding: Bevinding) -> date:
    """The day of a decision: of its first step, of its besluit, or of the finding itself."""
    if isinstance(bevinding, Versnelling):
        return bevinding.stappen[0].datum
    return getattr(bevinding, "besluitdatum", None) or bevinding.datum


def in_order(bevindingen: Iterable[Bevinding], kader: Kadertekst) -> list[Besluitstap]:
    """All decided steps, earliest first."""
    stappen = [stap for bevinding in bevindingen for stap in decided_steps(bevinding, kader)]
    return sorted(stappen, key=lambda stap: stap.datum)


@dataclass(frozen=True)
class Besluitsporen:
    """What is on file about one gemeente: this round's findings and earlier ones."""

    stukken: tuple[Bevinding, ...]
    kader: Kadertekst

    def of(self, soort: type[B]) -> Iterator[B]:
        """The findings of one kind."""
        return (stuk for stuk in self.stukken if isinstance(stuk, soort))

    def besluit(self, dag: date) -> BesluitIndeplaatsstelling | None:
        """The besluit in force on a day: the last one taken, and not taken back or annulled."""
        genomen = [b for b in self.of(BesluitIndeplaatsstelling) if b.besluitdatum <= dag]
        laatste = max(genomen, key=lambda b: b.besluitdatum, default=None)
        weg = laatste is not None and laatste.besluitdatum in self._withdrawn(dag)
        return None if weg else laatste

    def _withdrawn(self, dag: date) -> set[date]:
        """The dates of the besluiten that were taken back, annulled or revised by a day."""
        ingetrokken = {b.besluit_van for b in self.of(BesluitIntrekking) if b.besluitdatum <= dag}
        herzien = {
            h.besluit_van
            for h in self.of(Herziening)
            if h.besluit_van and h.datum <= dag and h.trede < self.kader.vanaf(Rol.BESLUIT)
        }
        return ingetrokken | herzien

    def termijnen(self, dag: date) -> tuple[Termijn, ...]:
        """The terms of the besluit in force, as later besluiten changed them (§3 trede 5)."""
        besluit = self.besluit(dag)
        if besluit is None:
            return ()
        termijnen = {termijn.maatregel: termijn for termijn in besluit.termijnen}
        for wijziging in sorted(self.of(BesluitWijziging), key=lambda b: b.besluitdatum):
            if wijziging.besluit_van == besluit.besluitdatum and wijziging.besluitdatum <= dag:
                termijnen |= {termijn.maatregel: termijn for termijn in wijziging.termijnen}
        return tuple(termijnen.values())

    def afzien(self, dag: date) -> AfzienEffectuering | None:
        """The last decision by a day not to carry out the besluit in force (§3 trede 6)."""
        besluit = self.besluit(dag)
        gedaan = [
            b
            for b in self.of(AfzienEffectuering)
            if besluit is not None and besluit.besluitdatum <= b.datum <= dag
        ]
        return max(gedaan, key=lambda b: b.datum, default=None)

    def missed(self, dag: date) -> tuple[Termijn, ...]:
        """The terms of the besluit in force that were missed by that day (§3 trede 5)."""
        return tuple(termijn for termijn in self.termijnen(dag) if termijn.is_missed(dag))

    def settled(self, dag: date) -> bool:
        """Whether gedeputeerde staten answered every term missed by that day (§3 trede 6).

        An answer says nothing of a term that ran out after it, unless they refrain from carrying
        the besluit out while the gemeente realises by itself.
        """
        weg = self._withdrawn(dag)
        overgenomen = [
            b.datum
            for b in self.of(Indeplaatsstelling)
            if b.datum <= dag and b.besluitdatum not in weg
        ]
        afzien = self.afzien(dag)
        if afzien is not None and dag <= afzien.realiseert_uiterlijk:
            return True
        afgezien = [] if afzien is None else [afzien.datum]
        laatste = max([*overgenomen, *afgezien], default=date.min)
        return all(termijn.uiterlijk < laatste for termijn in self.missed(dag))

    def announced(self, dag: date, vanaf: date | None) -> bool:
        """Whether an announcement of this traject is on file whose time to react has passed."""
        return any(
            aankondiging.datum <= dag
            and aankondiging.reactie_uiterlijk < dag
            and is_organ(aankondiging.orgaan)
            and (vanaf is None or aankondiging.datum >= vanaf)
            for aankondiging in self.of(Vooraankondiging)
        )


def group_sporen(stukken: Iterable[Vastgelegd], kader: Kadertekst) -> dict[str, Besluitsporen]:
    """The case file per gemeentecode."""
    groepen: dict[str, list[Bevinding]] = {}
    for stuk in stukken:
        groepen.setdefault(stuk.gemeente.code, []).append(stuk.bevinding)
    return {code: Besluitsporen(tuple(rij), kader) for code, rij in groepen.items()}
