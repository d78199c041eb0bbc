"""Decisions that move a gemeente beside the ladder: acceleration, and treden 4 to 6 (§3, §3.1.2).

Gedeputeerde staten decide; the program records what they decided, after testing that the
framework allows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.ingreep import (
    Afschalen,
    AfzienEffectuering,
    BesluitIndeplaatsstelling,
    Indeplaatsstelling,
    NietAfschalen,
    Termijn,
    Versnelling,
    Vooraankondiging,
)
from ibt.begrippen.vastgelegd import Vastgelegd


@dataclass(frozen=True)
class Positie:
    """Where a gemeente stands before a decision: its trede in force and its stand in persons.

    `stand_eind` is None where it is not known. `laatste_daling` is the day of the last decision
    that brought the gemeente down: what was announced before it belongs to an earlier traject.
    `laatste_besluit` is the day from which the trede in force counts: no decision lies before it.
    """

    trede: int
    stand_eind: int | None
    laatste_daling: date | None = None
    laatste_besluit: date | None = None


@dataclass(frozen=True)
class Besluitstap:
    """One decided step: the trede and day to which a decision brings a gemeente, and why."""

    datum: date
    trede: int
    soort: str
    motivering: str
    orgaan: str = ""


@dataclass(frozen=True)
class Besluitsporen:
    """What is on file about one gemeente: this round's findings and earlier ones."""

    stukken: tuple[Vastgelegd, ...]

    def of(self, soort: type[Bevinding]) -> Iterator[Bevinding]:
        """The findings of one kind."""
        return (stuk.bevinding for stuk in self.stukken if isinstance(stuk.bevinding, soort))

    def missed(self, dag: date) -> tuple[Termijn, ...]:
        """The terms of the besluit in force that were missed by that day (§3 trede 5)."""
        besluiten = [b for b in self.of(BesluitIndeplaatsstelling) if b.datum <= dag]
        laatste = max(besluiten, key=lambda b: b.datum, default=None)
        if not isinstance(laatste, BesluitIndeplaatsstelling):
            return ()
        return tuple(termijn for termijn in laatste.termijnen if termijn.is_missed(dag))

    def settled(self, dag: date) -> bool:
        """Whether gedeputeerde staten answered every term missed by that day (§3 trede 6).

        An answer says nothing of a term that ran out after it.
        """
        antwoorden = [
            bevinding.datum
            for soort in (Indeplaatsstelling, AfzienEffectuering)
            for bevinding in self.of(soort)
            if bevinding.datum <= dag
        ]
        laatste = max(antwoorden, default=date.min)
        return all(termijn.uiterlijk < laatste for termijn in self.missed(dag))

    def announced(self, dag: date, vanaf: date | None) -> bool:
        """Whether an announcement of this traject is on file whose time to react has passed."""
        return any(
            isinstance(bevinding, Vooraankondiging)
            and bevinding.datum <= dag
            and bevinding.reactie_uiterlijk < dag
            and (vanaf is None or bevinding.datum >= vanaf)
            for bevinding in self.of(Vooraankondiging)
        )


def group_sporen(stukken: Iterable[Vastgelegd]) -> dict[str, Besluitsporen]:
    """The case file per gemeentecode."""
    groepen: dict[str, list[Vastgelegd]] = {}
    for stuk in stukken:
        groepen.setdefault(stuk.gemeente.code, []).append(stuk)
    return {code: Besluitsporen(tuple(rij)) for code, rij in groepen.items()}


def decided_steps(bevinding: Bevinding) -> tuple[Besluitstap, ...]:
    """The dated steps of a decision, in order; none for a finding that moves nobody."""
    soort, motief = bevinding.soort, bevinding.motivering
    match bevinding:
        case Versnelling(stappen=stappen):
            return tuple(Besluitstap(s.datum, s.trede, soort, s.motivering) for s in stappen)
        case BesluitIndeplaatsstelling(besluitdatum=dag, orgaan=orgaan):
            return (Besluitstap(dag, 5, soort, motief, orgaan),)
        case Indeplaatsstelling(besluitdatum=dag):
            return (Besluitstap(dag, 6, soort, motief),)
        case Afschalen(datum=dag):
            return (Besluitstap(dag, 1, soort, motief),)
    return ()


def in_order(bevindingen: Iterable[Bevinding]) -> list[Besluitstap]:
    """All decided steps, earliest first."""
    stappen = [stap for bevinding in bevindingen for stap in decided_steps(bevinding)]
    return sorted(stappen, key=lambda stap: stap.datum)


def check_besluiten(
    bevindingen: Sequence[Vastgelegd],
    sporen: Mapping[str, Besluitsporen],
    posities: Mapping[str, Positie],
) -> Iterator[Gebrek]:
    """Decisions that the framework does not allow here, each with its place in the text.

    Decisions of one gemeente are tested in the order in which they were taken, each from where
    the one before it led.
    """
    positie = dict(posities)
    for stuk in sorted(bevindingen, key=_decided_on):
        hier = positie.get(stuk.gemeente.code)
        if hier is None:
            continue
        for verwacht, gevonden in objections(stuk.bevinding, sporen[stuk.gemeente.code], hier):
            yield stuk.fault(verwacht, gevonden, _advice(stuk.bevinding, hier))
        for stap in decided_steps(stuk.bevinding):
            hier = replace(hier, trede=stap.trede, laatste_besluit=stap.datum)
        positie[stuk.gemeente.code] = hier


def _decided_on(stuk: Vastgelegd) -> date:
    stappen = decided_steps(stuk.bevinding)
    return stappen[0].datum if stappen else stuk.bevinding.datum


def _advice(bevinding: Bevinding, positie: Positie) -> str | None:
    """A decision that the register holds already belongs to the case file of a later round."""
    stappen = decided_steps(bevinding)
    if stappen and positie.trede >= stappen[-1].trede > 1:
        return "Staat dit besluit al in het register? Noem het bestand dan onder dossier."
    return None


def objections(
    bevinding: Bevinding, spoor: Besluitsporen, positie: Positie
) -> Iterator[tuple[str, str]]:
    """Why the framework does not allow a decision from a position: what must be, what was found."""
    yield from _out_of_time(bevinding, positie)
    match bevinding:
        case Versnelling():
            yield from _against_versnelling(bevinding, positie)
        case BesluitIndeplaatsstelling():
            yield from _against_besluit(bevinding, spoor, positie)
        case Indeplaatsstelling(datum=dag, besluitdatum=besluit):
            yield from _against_effectuering(min(dag, besluit), spoor, positie)
        case AfzienEffectuering(datum=dag):
            yield from _against_effectuering(dag, spoor, positie)
        case Afschalen() | NietAfschalen():
            yield from _against_afschalen(positie)


def _out_of_time(bevinding: Bevinding, positie: Positie) -> Iterator[tuple[str, str]]:
    """A decision from before the trede in force would change what was decided after it."""
    stappen, laatste = decided_steps(bevinding), positie.laatste_besluit
    if stappen and laatste is not None and stappen[0].datum < laatste:
        yield (
            f"het register heeft al een later besluit (van {laatste})",
            (f"besluit van {stappen[0].datum}"),
        )


def _against_effectuering(
    dag: date, spoor: Besluitsporen, positie: Positie
) -> Iterator[tuple[str, str]]:
    """Only after a term of the besluit was missed (§3 trede 5 and 6). Norm: N76."""
    if positie.trede != 5:
        yield "deze stap kan alleen vanaf trede 5 (§3 trede 6)", f"trede {positie.trede}"
    if not spoor.missed(dag):
        verwacht = "een termijn van het besluit moet zijn verstreken zonder voldoen"
        yield f"{verwacht} (§3 trede 5 en 6)", f"datum {dag}"


def _against_versnelling(versnelling: Versnelling, positie: Positie) -> Iterator[tuple[str, str]]:
    """Never more than one trede at a time, and only with a backlog. Norm: N23."""
    eerste = versnelling.stappen[0].trede
    if eerste != positie.trede + 1:
        verwacht = f"de eerste stap moet naar trede {positie.trede + 1} gaan (N23, §3 inleiding)"
        yield verwacht, f"trede {eerste}"
    if not _has_backlog(positie):
        yield "een versnelling kan alleen bij een achterstand (§3.1.2)", _stand(positie)


def _against_besluit(
    besluit: BesluitIndeplaatsstelling, spoor: Besluitsporen, positie: Positie
) -> Iterator[tuple[str, str]]:
    """The gemeente could provide for itself first: trede 4, announced, and heard. Norm: N19."""
    if positie.trede != 4:
        verwacht = "een besluit tot indeplaatsstelling kan alleen vanaf trede 4 (§3 trede 5)"
        yield verwacht, f"trede {positie.trede}"
    if not _has_backlog(positie):
        verwacht = "een besluit tot indeplaatsstelling kan alleen bij een achterstand"
        yield f"{verwacht} (§3 trede 5)", _stand(positie)
    if not spoor.announced(besluit.besluitdatum, positie.laatste_daling):
        verwacht = (
            "voor het besluit moet een vooraankondiging liggen waarvan de reactietermijn voorbij "
            "is (§3 trede 4 en 5)"
        )
        yield verwacht, f"besluit van {besluit.besluitdatum}, {_announcements(spoor)}"


def _announcements(spoor: Besluitsporen) -> str:
    """What there is on file: nothing, or until when the gemeente may react."""
    dagen = [
        f"aangekondigd {bevinding.datum}, reactie tot en met {bevinding.reactie_uiterlijk}"
        for bevinding in spoor.of(Vooraankondiging)
        if isinstance(bevinding, Vooraankondiging)
    ]
    return "; ".join(dagen) or "geen vooraankondiging in het dossier"


def _against_afschalen(positie: Positie) -> Iterator[tuple[str, str]]:
    if positie.trede < 4:
        yield "dit besluit hoort bij trede 4, 5 of 6 (§3 inleiding)", f"trede {positie.trede}"
    if positie.stand_eind is None or positie.stand_eind < 0:
        verwacht = "afschalen kan pas als taakstelling en achterstand zijn gerealiseerd"
        yield f"{verwacht} (§3 inleiding)", _stand(positie)


def _has_backlog(positie: Positie) -> bool:
    return positie.stand_eind is not None and positie.stand_eind < 0


def _stand(positie: Positie) -> str:
    return "stand onbekend" if positie.stand_eind is None else f"stand {positie.stand_eind}"
