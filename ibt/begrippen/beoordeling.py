"""Beoordeling: one gemeente on one peildatum, with everything that explains its trede."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ibt.begrippen.bevinding import TE_WEGEN
from ibt.begrippen.gemeente import Gemeente, Voorganger
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.strek import Omslag, Strek
from ibt.begrippen.telling import Telling
from ibt.begrippen.vertoon import Vertoonbaar
from ibt.begrippen.wachttijd import Wachttijd

Veldinhoud = str | tuple[Mapping[str, str], ...]
# Decisions that take one step up on the day of their besluit, and what that trede is for.
_BESLUITSTAP = {
    "besluit_indeplaatsstelling": Rol.BESLUIT,
    "indeplaatsstelling": Rol.INDEPLAATSSTELLING,
}


@dataclass(frozen=True)
class Som:
    """The sum of §2.1, in persons. Sign of every stand: minus is achterstand, plus voorsprong.

    `stand_begin` is COA's; `stand_begin_gebruikt` holds the open corrections of earlier rounds
    too. `herzien` is what a revision of this assessment changed in `stand_eind`. `toerekenbaar` is
    what the ladder sees as the text is read by default; the full `stand_eind` carries over.
    """

    taakstelling: int
    herverdeling: int
    stand_begin: int
    open_correctie: int
    stand_begin_gebruikt: int
    totaalopgave: int
    realisatie: int
    nagekomen: int
    correctie: int
    herzien: int
    gerealiseerd: int
    stand_eind: int
    achterstand_begin: int
    achterstand_eind: int
    verschoonbaar: int
    toerekenbaar: int
    verbeterplan_niet_uitgevoerd: int

    @property
    def opgave(self) -> int:
        """The taakstelling after redistribution."""
        return self.taakstelling + self.herverdeling

    @property
    def gehuisvest(self) -> int:
        """What was realised, with what a revision of this assessment changed in it."""
        return self.gerealiseerd + self.herzien


@dataclass(frozen=True)
class AndereLezing:
    """The trede under another reading of a Keuze than the one in use."""

    keuze: str
    lezing: str
    trede: int


@dataclass(frozen=True)
class Maandstand:
    """A snapshot within the half-year: persons housed since its start."""

    stand_per: date
    taakstelling: int
    realisatie: int
    koppelingen: int | None


@dataclass(frozen=True)
class Historiepunt:
    """An earlier peildatum: the stand at the end, and the trede decided then (where known)."""

    peildatum: Peildatum
    stand_eind: int | None
    trede: int | None


@dataclass(frozen=True)
class Signalen:
    """COA's signals; none of them changes a trede. `None` where COA gave nothing.

    `wachttijd` was worked out by the province, where it had a file of linked persons.
    """

    koppelingen: int | None
    koppelingen_per: date | None
    koppelingen_realisatie: int | None
    koppelingen_opgave: int | None
    omkoppelingen: int | None
    wachttijd_fase2: float | None
    stapelgemeente: str | None
    wachttijd: Wachttijd | None = None


@dataclass(frozen=True)
class Oordeel:
    """One finding as the report shows it: what, who, when, why, and its other fields.

    A field is text, or the parts of a list (steps, terms, partners), each with its own fields.
    """

    soort: str
    beoordelaar: str
    datum: date
    motivering: str
    velden: Mapping[str, Veldinhoud]


@dataclass(frozen=True)
class Vooruitzicht:
    """What leads to which trede at the next peildatum.

    `boven_taakstelling` is how many persons more than the next taakstelling must be housed at
    least (negative: how many fewer still do); `None` for the highest trede: anything less.
    """

    trede: int
    boven_taakstelling: int | None


@dataclass(frozen=True, repr=False)
class Uitkomst(Vertoonbaar):
    """What was read and worked out of one gemeente on one day, whatever the moment.

    `trede_vorig` is the trede on which it stands before this day, `stand_eind_vorig` the stand with
    which the last assessment in the register ended, or those of its `voorgangers` together.
    `keuzes` are all that touched what is said.
    """

    gemeente: Gemeente
    peildatum: Peildatum
    kader: Kadertekst
    som: Som
    trede_vorig: int
    trede_vorig_sinds: date | None
    stand_eind_vorig: int | None
    signalen: Signalen
    verloop: tuple[Maandstand, ...]
    historie: tuple[Historiepunt, ...]
    oordelen: tuple[Oordeel, ...]
    aandachtspunten: tuple[str, ...]
    keuzes: tuple[str, ...]
    is_proef: bool = field(default=False, kw_only=True)
    voorgangers: tuple[Voorganger, ...] = field(default=(), kw_only=True)

    @property
    def trede(self) -> int:
        """The trede on which it stands, as far as this looks: within a half-year none is set."""
        return self.trede_vorig

    @property
    def has_earlier_trede(self) -> bool:
        """False when the register knew no trede; the gemeente then starts on 1 (Keuze K5)."""
        return "geen_eerdere_inschaling" not in self.aandachtspunten

    def oordelen_van(self, soort: str) -> list[Oordeel]:
        """The findings of one kind."""
        return [oordeel for oordeel in self.oordelen if oordeel.soort == soort]


@dataclass(frozen=True)
class Vaststelling:
    """By whom and when a round or a gemeente was adopted.

    Of a round: `anders` names the gemeenten that were adopted by another or on another day, and
    `herzien` those that were decided again since, per day. Of a gemeente that was decided again
    `eerder` says on which day it was adopted before, and on which trede.
    """

    door: str
    orgaan: str
    datum: date
    anders: tuple[str, ...] = ()
    herzien: tuple[tuple[date, tuple[str, ...]], ...] = ()
    eerder: tuple[date, int] | None = None


@dataclass(frozen=True, repr=False)
class Beoordeling(Uitkomst):
    """The proposal for one gemeente; a named person decides.

    `strekken` say which computed trede goes with every number of persons housed, lowest first.
    `andere_lezingen` are the readings of open Keuzes that give another trede; `keuze_uitkomsten`
    every other reading of the Keuzes that the supervisor decided (`lezingen`), whatever it gives.
    `tekort_op_rij` is how many half-years in a row, before this one, ended with a backlog.
    `overmacht_telt` says that an excuse weighs on every trede, also where a besluit takes the step.
    `open_besluiten` says what must still be decided (see `propose`).
    Of `keuzes_vooruitzicht` another reading would lead to another trede at the next peildatum.
    """

    tekort_op_rij: int
    regel: str
    trede_berekend: int
    trede_voorstel: int
    afwijking: str
    meer: Omslag | None
    minder: Omslag | None
    strekken: tuple[Strek, ...]
    andere_lezingen: tuple[AndereLezing, ...]
    keuze_uitkomsten: tuple[AndereLezing, ...]
    lezingen: Mapping[str, str]
    overmacht_telt: bool
    open_besluiten: tuple[str, ...]
    vooruitzicht: tuple[Vooruitzicht, ...]
    keuzes_vooruitzicht: tuple[str, ...]

    def __repr__(self) -> str:
        stap = f"regel {self.regel}, trede {self.trede_vorig} → {self.trede_voorstel}"
        uit = f"{self.gemeente} op {self.peildatum}: {stap}, stand {self.som.stand_eind:+}"
        return f"PROEF {uit}" if self.is_proef else uit

    @property
    def trede(self) -> int:
        """The proposed trede."""
        return self.trede_voorstel

    @property
    def telling(self) -> Telling:
        """What the ladder compared, as the framework tells it."""
        return self.kader.recount(self)

    @property
    def te_wegen(self) -> tuple[str, ...]:
        """What speaks against a rise and is not weighed yet (§2.2); empty where nobody rises."""
        if self.trede_voorstel <= self.trede_vorig:
            return ()
        over = [str(weging.velden["over"]) for weging in self.oordelen_van("weging")]
        gewogen = {code for lijst in over for code in lijst.split("; ")}
        return tuple(c for c in TE_WEGEN if c in self.aandachtspunten and c not in gewogen)

    @property
    def te_bekijken(self) -> tuple[str, ...]:
        """The points of attention, with the decisions that are needed by name."""
        weg = ("besluit_nodig", "termijn_verstreken") if self.open_besluiten else ()
        over = tuple(code for code in self.aandachtspunten if code not in weg)
        eerst = (*(f"besluit_{naam}" for naam in self.open_besluiten),)
        return (*eerst, *(("weging_nodig",) if self.te_wegen else ()), *over)

    @property
    def herzien_op(self) -> date | None:
        """The day on which this very assessment was decided again; None where it was not."""
        alle, eigen = self.oordelen_van("herziening"), str(self.peildatum)
        return max((h.datum for h in alle if h.velden.get("peildatum") == eigen), default=None)

    @property
    def begin_herzien(self) -> bool:
        """Whether the findings of this round decide again what was decided before it."""
        alle, eigen = self.oordelen_van("herziening"), str(self.peildatum)
        return any(h.velden.get("peildatum") != eigen for h in alle)

    @property
    def stappen(self) -> tuple[tuple[int, date], ...]:
        """The steps up that this round decided, each with its own day, earliest first (§3.1.2).

        Empty where a besluit takes one step alone, or where they do not set the trede.
        """
        stappen, versneld = [], False
        for oordeel in self.oordelen:
            delen = oordeel.velden.get("stappen", "")
            versneld |= bool(delen)
            if not isinstance(delen, str):
                stappen += [(int(deel["trede"]), deel["datum"]) for deel in delen]
            elif oordeel.soort in _BESLUITSTAP:
                stap = self.kader.vanaf(_BESLUITSTAP[oordeel.soort])
                stappen.append((stap, str(oordeel.velden["besluitdatum"])))
        nieuw = sorted(
            (trede, date.fromisoformat(dag)) for trede, dag in stappen if trede > self.trede_vorig
        )
        gezet = bool(nieuw) and nieuw[-1][0] == self.trede_voorstel
        return tuple(nieuw) if gezet and (versneld or len(nieuw) > 1) else ()

    @property
    def is_versneld(self) -> bool:
        """Whether this round decided for urgency: an acceleration or urgent besluit (§3.1.2)."""
        return any("spoed" in oordeel.velden for oordeel in self.oordelen)

    @property
    def genoemde_keuzes(self) -> tuple[str, ...]:
        """Every Keuze that the report names: for the outcome, or for what may follow."""
        return (*self.keuzes, *self.keuzes_vooruitzicht)
