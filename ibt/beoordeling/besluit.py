"""Decisions that move a gemeente beside the ladder: acceleration, and treden 4 to 6 (§3, §3.1.2).

Gedeputeerde staten decide; the program records what they decided, after testing that the
framework allows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """Where a gemeente stands before a decision: its trede in force and its stand in persons."""

    trede: int
    stand_eind: int


@dataclass(frozen=True)
class Besluitsporen:
    """What is on file about one gemeente: this round's findings and earlier ones."""

    stukken: tuple[Vastgelegd, ...]

    def of(self, soort: type[Bevinding]) -> Iterator[Bevinding]:
        """The findings of one kind."""
        return (stuk.bevinding for stuk in self.stukken if isinstance(stuk.bevinding, soort))

    def missed(self, dag: date) -> tuple[Termijn, ...]:
        """The terms of the besluit in force that were missed by that day (§3 trede 5)."""
        besluiten = [b for b in self.of(BesluitIndeplaatsstelling)]
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

    def announced(self, dag: date) -> bool:
        """Whether an announcement is on file whose time to react has passed (§3 trede 4)."""
        return any(
            isinstance(bevinding, Vooraankondiging) and bevinding.reactie_uiterlijk < dag
            for bevinding in self.of(Vooraankondiging)
        )


def group_sporen(stukken: Iterable[Vastgelegd]) -> dict[str, Besluitsporen]:
    """The case file per gemeentecode."""
    groepen: dict[str, list[Vastgelegd]] = {}
    for stuk in stukken:
        groepen.setdefault(stuk.gemeente.code, []).append(stuk)
    return {code: Besluitsporen(tuple(rij)) for code, rij in groepen.items()}


def decided_trede(bevindingen: Iterable[Bevinding]) -> int | None:
    """The trede to which this round's decisions lead; None where there is none."""
    trede = None
    for bevinding in bevindingen:
        match bevinding:
            case Versnelling(stappen=stappen):
                trede = stappen[-1].trede
            case BesluitIndeplaatsstelling():
                trede = max(trede or 0, 5)
            case Indeplaatsstelling():
                trede = 6
            case Afschalen():
                trede = 1
    return trede


def check_besluiten(
    bevindingen: Sequence[Vastgelegd],
    sporen: Mapping[str, Besluitsporen],
    posities: Mapping[str, Positie],
) -> Iterator[Gebrek]:
    """Decisions that the framework does not allow here, each with its place in the text."""
    for stuk in bevindingen:
        positie = posities.get(stuk.gemeente.code)
        if positie is None:
            continue
        for verwacht, gevonden in _objections(stuk, sporen[stuk.gemeente.code], positie):
            yield stuk.fault(verwacht, gevonden)


def _objections(
    stuk: Vastgelegd, spoor: Besluitsporen, positie: Positie
) -> Iterator[tuple[str, str]]:
    trede, stand = f"trede {positie.trede}", f"stand {positie.stand_eind}"
    match stuk.bevinding:
        case Versnelling(stappen=stappen):
            if stappen[0].trede != positie.trede + 1:
                verwacht = f"de eerste stap moet naar trede {positie.trede + 1} gaan (N23, §3)"
                yield verwacht, f"trede {stappen[0].trede}"
            if positie.stand_eind >= 0:
                yield "een versnelling kan alleen bij een achterstand (§3.1.2)", stand
        case BesluitIndeplaatsstelling(besluitdatum=dag):
            if positie.trede != 4:
                yield "een besluit tot indeplaatsstelling kan alleen vanaf trede 4 (§3)", trede
            if positie.stand_eind >= 0:
                yield "een besluit tot indeplaatsstelling kan alleen bij een achterstand", stand
            if not spoor.announced(dag):
                verwacht = (
                    "voor het besluit moet een vooraankondiging liggen waarvan de reactietermijn "
                    "voorbij is (§3 trede 4 en 5)"
                )
                yield verwacht, f"besluit van {dag}"
        case Indeplaatsstelling(datum=dag) | AfzienEffectuering(datum=dag):
            if positie.trede != 5:
                yield "deze stap kan alleen vanaf trede 5 (§3 trede 6)", trede
            if not spoor.missed(dag):
                verwacht = "een termijn van het besluit moet zijn verstreken zonder voldoen (§3)"
                yield verwacht, f"datum {dag}"
        case Afschalen() | NietAfschalen():
            if positie.trede < 4:
                yield "dit besluit hoort bij trede 4, 5 of 6 (§3 inleiding)", trede
            if positie.stand_eind < 0:
                verwacht = "afschalen kan pas als taakstelling en achterstand zijn gerealiseerd"
                yield f"{verwacht} (§3 inleiding)", stand
