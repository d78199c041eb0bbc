"""Positie: all that the outcome of one gemeente follows from; and a round of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from ibt.begrippen.beoordeling import Historiepunt, Maandstand, Signalen, Som
from ibt.begrippen.fout import Gebrek, Waarschuwing
from ibt.begrippen.gemeente import Gemeente, Voorganger
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.begrippen.voortgang import Tempo
from ibt.beoordeling.dossier import Besluitsporen
from ibt.kader.kader import Kader

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Positie:
    """One gemeente on a peildatum, in persons: COA's figures, the register, findings, case file.

    `signalen` are as COA gave them: koppelingen of 1 April or 1 October, and beside them realisatie
    and (as opgave) taakstelling less stand at the start of that day; at a midpoint of the day
    itself. What the register says holds before the peildatum, and is None where it does not know;
    `tekort_op_rij` is how many half-years in a row ended with a backlog, up to the last one;
    `laatste_daling` is the day of the last decision that brought the gemeente down below the trede
    of the announcement.
    `tempo` are the paces of earlier half-years, latest first: only a midpoint asks for them.
    """

    gemeente: Gemeente
    kader: Kadertekst
    taakstelling: int
    stand_begin: int
    realisatie: int
    signalen: Signalen
    verloop: tuple[Maandstand, ...] = ()
    taakstelling_gewijzigd: bool = False
    trede_vorig: int = 1
    trede_vorig_vanaf: date | None = None
    trede_vorig_sinds: date | None = None
    geen_eerdere_inschaling: bool = False
    stand_eind_vorig: int | None = None
    stand_bij_intrede: int | None = None
    verschoonbaar_vorig: int = 0
    tekort_op_rij: int = 0
    begin_herzien: bool = False
    vorige_ronde_niet_vastgesteld: bool = False
    laatste_daling: date | None = None
    bevindingen: tuple[Vastgelegd, ...] = ()
    dossier: tuple[Vastgelegd, ...] = ()
    tempo: tuple[Tempo, ...] = ()
    historie: tuple[Historiepunt, ...] = ()
    voorgangers: tuple[Voorganger, ...] = ()

    @property
    def spoor(self) -> Besluitsporen:
        """What is on file about the gemeente, earlier findings first."""
        stukken = (stuk.bevinding for stuk in (*self.dossier, *self.bevindingen))
        return Besluitsporen(tuple(stukken), self.kader)

    @property
    def rol(self) -> Rol:
        """What the trede is for on which the gemeente stood before."""
        return self.kader.rol(self.trede_vorig)


class Zaak(NamedTuple):
    """One gemeente with its sum."""

    positie: Positie
    som: Som


@dataclass(frozen=True)
class Invoer:
    """What the assessment of a round needs.

    `posities` are by gemeentecode and sorted; `bevindingen` and `dossier` are all of the round, in
    the order of its files, also of who is not judged. `tegen_dossier` are faults of findings that
    the case file contradicts, `onvolledig` those for which it holds too little. `vastgesteld` says
    that the round was adopted. `vandaag` is the "today" of the round, on which terms are met or
    missed; never the clock. `is_proef` marks every outcome as one of a round that does not count.
    """

    peildatum: Peildatum
    kader: Kader
    posities: Mapping[str, Positie]
    bestand: str
    bevindingen: tuple[Vastgelegd, ...]
    dossier: tuple[Vastgelegd, ...]
    voorbeeld: bool
    vandaag: date
    tegen_dossier: tuple[Gebrek, ...] = ()
    onvolledig: tuple[Vastgelegd, ...] = ()
    vastgesteld: bool = False
    is_proef: bool = False

    @property
    def eigen(self) -> list[Vastgelegd]:
        """The findings about gemeenten that are judged."""
        return [stuk for stuk in self.bevindingen if stuk.gemeente.code in self.posities]


@dataclass(frozen=True)
class Uitkomsten(Generic[T]):
    """What was worked out of every gemeente, by gemeentecode and sorted, and what it warns of."""

    per_gemeente: Mapping[str, T]
    waarschuwingen: tuple[Waarschuwing, ...]
