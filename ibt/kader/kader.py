"""Kader: one dated framework, with everything in it that the program uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ibt.begrippen.beoordeling import Som
from ibt.begrippen.kadertekst import Drempels, Kadertekst
from ibt.begrippen.traject import Traject
from ibt.begrippen.vertoon import Vertoonbaar
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.keuze import Keuze, Lezingen, chosen
from ibt.kader.ladder import Ladder
from ibt.kader.tabel import Kolom, Regel, Tabel
from ibt.kader.termijn import Termijnregel

# An action that happens on the next 1 April or 1 October.
# The term of what comes before the letter.
VOORAF = "voor de toezichtbrief"
HALVERWEGE = "halverwege"
# The letter from which the terms run; and the one about this peildatum, where the first is older.
BRIEF = "brief"
BRIEF_PEILDATUM = "brief_peildatum"
UITVOERING = "uitvoering"


@dataclass(frozen=True)
class Actie:
    """What happens on a trede: who does what with whom, and where the text says so.

    `mijlpaal` is the code of the milestone in the traject that gives this action its date, or
    HALVERWEGE. `normen` are the norms of the framework that it carries out. `rust_bij_afzien` says
    that it rests while a besluit is not carried out, because the gemeente realises by itself;
    `vervalt_bij_stap` that it cannot happen any more once a step to another trede is decided.
    """

    tekst: str
    partijen: tuple[str, ...]
    vindplaats: str
    termijn: str | None = None
    mijlpaal: str | None = None
    normen: tuple[str, ...] = field(kw_only=True)
    rust_bij_afzien: bool = field(default=False, kw_only=True)
    vervalt_bij_stap: bool = field(default=False, kw_only=True)

    def applies(self, traject: Traject) -> bool:
        """Whether it is to be done, as the besluit (§3 trede 6) and decided steps stand."""
        stap = traject.volgende_stap is not None
        rust = traject.is_afgezien and self.rust_bij_afzien
        return not (rust or (stap and self.vervalt_bij_stap))


@dataclass(frozen=True)
class Regeluitleg:
    """A rule in plain words: when it applies, and what happened (with names in braces)."""

    wanneer: str
    zin: str


@dataclass(frozen=True)
class Grondslag:
    """A law or framework on which a framework rests; `tot` is its last day, by its own dates."""

    naam: str
    tot: date | None = None


@dataclass(frozen=True)
class Gezien:
    """What a ladder sees of each gemeente: its quantities in persons, under the readings in use.

    `hoogstens` is the trede above which none can come, where a reading says so; it does not depend
    on the persons housed.
    """

    waarden: Mapping[str, Kolom]
    hoogstens: Kolom | None = None


class Touched(Protocol):
    """Names the Keuzes that an assessment rests on."""

    def __call__(
        self,
        som: Som,
        regel: Regel,
        aandachtspunten: tuple[str, ...],
        verschoonbaar_vorig: int,
        voorstel: int,
        soorten: Collection[str],
    ) -> set[str]:
        """`voorstel` is the proposed trede, `soorten` the kinds of findings of the round."""


@dataclass(frozen=True, repr=False)
class Kader(Vertoonbaar):
    """A policy framework with its dates of force, ladder, Keuzes, actions and legal basis.

    `see` gives what the ladder sees of the sums (whole columns; what the register may not know
    has a second one, `…_bekend`, 1 or 0), each quantity linear in the persons housed or that and
    never below 0; `excuse_weighs` says whether an excuse stops a step that a besluit takes;
    `last_day` moves the end of a term of weeks off a day on which nobody works. `touched` and
    `touched_halfway` name the Keuzes that an outcome rests on. `geldig_tot` is the last day of
    force; `None` means that no end is known. `stappen` maps the code of a milestone without a term
    of weeks to who is due and the place in the text.
    """

    tekst: Kadertekst
    provincie: str
    titel: str
    citeertitel: str
    geldig_van: date
    geldig_tot: date | None
    make_ladder: Callable[[Lezingen], Tabel]
    see: Callable[[Mapping[str, Kolom], Lezingen], Gezien]
    excuse_weighs: Callable[[Lezingen], bool]
    last_day: Callable[[date, Lezingen], date]
    touched: Touched
    touched_halfway: Callable[[Voortgang], set[str]]
    keuzes: tuple[Keuze, ...]
    acties: Mapping[int, tuple[Actie, ...]]
    termijnen: tuple[Termijnregel, ...]
    stappen: Mapping[str, tuple[str, str]]
    grondslag: tuple[Grondslag, ...]
    uitleg: Mapping[str, Regeluitleg]
    uitleg_lezing: Mapping[tuple[str, str, str], Regeluitleg]
    bron: str

    def __repr__(self) -> str:
        return f"Kader {self.id}: {self.titel}"

    @property
    def id(self) -> str:
        """The name by which a round file and the result table know it."""
        return self.tekst.id

    @property
    def drempels(self) -> Drempels:
        """The bounds at which the program draws attention."""
        return self.tekst.drempels

    def in_force(self, datum: date) -> bool:
        """Whether the framework is in force on a date."""
        return self.geldig_van <= datum and (self.geldig_tot is None or datum <= self.geldig_tot)

    def run_out(self, datum: date) -> tuple[Grondslag, ...]:
        """The framework itself, and what it rests on, as far as run out by their own dates."""
        alles = (Grondslag(self.titel, self.geldig_tot), *self.grondslag)
        return tuple(deel for deel in alles if deel.tot is not None and deel.tot < datum)

    def lezingen(self, afwijkend: Lezingen | None = None) -> Lezingen:
        """The readings in use: the chosen ones, or others where named."""
        return chosen(self.keuzes, afwijkend)

    @property
    def ladder(self) -> Ladder:
        """The decision table under the chosen readings."""
        return self.ladder_under({})

    def ladder_under(self, lezingen: Lezingen) -> Ladder:
        """The decision table under these readings; of what they do not name, the chosen ones.

        ValueError (Dutch) where a Keuze or its reading is unknown.
        """
        zo = self.lezingen(lezingen)
        bekend = {keuze.id: keuze.lezingen for keuze in self.keuzes}
        for keuze_id, naam in zo.items():
            if naam not in bekend.get(keuze_id, ()):
                raise ValueError(_unknown(keuze_id, naam, bekend))
        gelezen = tuple(
            (keuze, zo[keuze.id])
            for keuze in self.keuzes
            if keuze.berekend and not keuze.over_besluiten
        )
        return Ladder(self.make_ladder(zo).regels, self.id, self.titel, self.bron, gelezen)

    def explain(self, regel_id: str, lezingen: Lezingen) -> Regeluitleg:
        """The rule in plain words, as it is read under these Keuzes."""
        for keuze_id, lezing in lezingen.items():
            anders = self.uitleg_lezing.get((regel_id, keuze_id, lezing))
            if anders is not None:
                return anders
        return self.uitleg[regel_id]

    def termijn(self, code: str) -> Termijnregel | None:
        """The term of a step of the traject; None where the framework gives it no weeks."""
        return next((regel for regel in self.termijnen if regel.code == code), None)

    def parties(self, actie: Actie) -> tuple[str, ...]:
        """With whom an action is done; of a milestone only who is due for it (Keuze K13)."""
        wie = {code: partij for code, (partij, _) in self.stappen.items()}
        wie |= {regel.code: regel.wie for regel in self.termijnen}
        return (wie[actie.mijlpaal],) if actie.mijlpaal in wie else actie.partijen

    def in_order(self, geraakt: Iterable[str]) -> tuple[str, ...]:
        """Each of these Keuzes once, in the order of the framework."""
        ids = set(geraakt)
        return tuple(keuze.id for keuze in self.keuzes if keuze.id in ids)

    def keuze(self, keuze_id: str) -> Keuze:
        """The Keuze with this id; KeyError when the framework has none."""
        for keuze in self.keuzes:
            if keuze.id == keuze_id:
                return keuze
        raise KeyError(keuze_id)


def _unknown(keuze_id: str, naam: str, bekend: Mapping[str, Collection[str]]) -> str:
    if keuze_id not in bekend:
        return f"moet een van deze keuzes zijn: {', '.join(bekend)}; gevonden: {keuze_id}"
    namen = ", ".join(bekend[keuze_id])
    return f"keuze {keuze_id} moet een van deze lezingen zijn: {namen}; gevonden: {naam}"
