"""Kadertekst: what a page says of a framework and cannot know by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from ibt.begrippen.telling import Telling

if TYPE_CHECKING:
    from ibt.begrippen.beoordeling import Beoordeling


class Rol(IntEnum):
    """What a trede is for, in the order in which supervision grows heavier.

    A framework numbers its own treden, and may leave some of these out. From VOORAANKONDIGING on a
    besluit takes the next step, not the figures of a half-year.
    """

    SIGNALEREN = 1
    INFORMATIE = 2
    ACTIEF_TOEZICHT = 3
    VOORAANKONDIGING = 4
    BESLUIT = 5
    INDEPLAATSSTELLING = 6


@dataclass(frozen=True)
class Trede:
    """A step of the ladder: its name, what it means in a sentence, and what it is for."""

    naam: str
    toelichting: str
    rol: Rol


@dataclass(frozen=True)
class Drempels:
    """Bounds at which the program draws attention; none of them changes a trede."""

    grensgeval_personen: int
    grensgeval_procent: int
    wachttijd_dagen: int


# An installed package names its frameworks under this, each as `module:naam` of a Kader.
INGANG = "ibt.kaders"
# What a sentence may say to stand somewhere in the text of a framework.
ONDERWERPEN = (
    *("opgave", "herverdeling", "correctie", "koppelingen", "weging", "signalen", "overmacht"),
    *("gezinssamenstelling", "geen_stap_omhoog", "taakverwaarlozing", "afschalen", "bestuur"),
    *("halverwege", "voorsprong", "plan_melden", "verbeterplan", "plan_niet_uitgevoerd"),
    *("vooraankondiging", "losgelaten", "besluit", "overname", "termijn_besluit", "afwijking"),
    *("afwijking_omlaag", "versnelling", "versnelling_grond", "stappen", "stijgen", "herziening"),
    *("herindeling", "peildata", "verificatie", "contact", "tussenstand", "orgaan"),
)
# The sentences that a framework may have of its own: that the taakstelling alone is not enough,
# what realising all brings, the words for a plan that was not made, and with whom the province
# helps to think.
ZINNEN = ("ook_inlopen", "gehaald", "niet_opgesteld", "meedenken")
# What a sentence may say to rest on the reading of an open place.
LEZINGEN = (
    *("voorsprong", "vergelijking", "overmacht", "meenemen", "weekeinde", "besluiten"),
    "tussentijds",
)


@dataclass(frozen=True)
class Kadertekst:
    """Names, places and own words of a framework, in every value that a page shows.

    `treden` are numbered from 1, the lightest. `plaatsen` maps what a sentence is about
    (ONDERWERPEN) to where the text says it, and `keuzes` (LEZINGEN) to the id of the Keuze that it
    rests on; what a framework does not say is left out. `zinnen` (ZINNEN) are words of its own.
    `recount` gives the numbers that its sentences name; `plan` is what a verbeterplan must hold: a
    few words, and what they mean.
    """

    id: str
    treden: Mapping[int, Trede]
    drempels: Drempels
    plaatsen: Mapping[str, str]
    # Not in what it prints: where a function lies in memory is another place in each process.
    recount: Callable[[Beoordeling], Telling] = field(repr=False)
    keuzes: Mapping[str, str] = field(default_factory=dict)
    zinnen: Mapping[str, str] = field(default_factory=dict)
    plan: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if (
            vreemd := {*self.plaatsen} - {*ONDERWERPEN}
            | {*self.keuzes} - {*LEZINGEN}
            | {*self.zinnen} - {*ZINNEN}
        ):
            raise ValueError(f"{self.id} heeft plaatsen die geen zin noemt: {sorted(vreemd)}")
        nummers, rollen = [*self.treden], [trede.rol for trede in self.treden.values()]
        if not nummers or nummers != [*range(1, len(nummers) + 1)] or rollen != sorted(set(rollen)):
            raise ValueError(f"treden van {self.id} moeten tellen vanaf 1, elk zwaarder: {rollen}")

    def rol(self, trede: int) -> Rol:
        """What a trede is for."""
        return self.treden[trede].rol

    def trede(self, rol: Rol) -> int | None:
        """The trede that is for this; None where the framework has none."""
        return next((nummer for nummer, trede in self.treden.items() if trede.rol is rol), None)

    def from_rol(self, rol: Rol) -> list[int]:
        """The treden that are for this or for more."""
        return [nummer for nummer, trede in self.treden.items() if trede.rol >= rol]

    def vanaf(self, rol: Rol) -> int:
        """The lowest trede that is for this or for more; one above all where there is none."""
        return min(self.from_rol(rol), default=len(self.treden) + 1)

    @property
    def losgelaten(self) -> int:
        """From this trede on a besluit takes the next step, not the figures of a half-year."""
        return self.vanaf(Rol.VOORAANKONDIGING)

    @property
    def na_plan(self) -> int | None:
        """The trede that a plan brings that is not carried out; None where the text gives none."""
        zegt = "plan_niet_uitgevoerd" in self.plaatsen and self.losgelaten in self.treden
        return self.losgelaten if zegt else None

    def naam(self, trede: int) -> str:
        """`trede 2 (Informatie opvragen en valideren)`."""
        return f"trede {trede} ({self.treden[trede].naam})"

    def bij(self, onderwerp: str, lezing: str = "", vorm: str = " ({})") -> str:
        """` (§2.3, keuze K3)`, behind a sentence: where it stands, and on which reading it rests.

        `vorm` holds it within a sentence. Empty where the framework does not say it, and leaves no
        doubt.
        """
        keuze = self.keuzes.get(lezing)
        delen = (self.plaatsen.get(onderwerp), keuze and f"keuze {keuze}")
        tekst = ", ".join(filter(None, delen))
        return vorm.format(tekst) if tekst else ""

    def keuze(self, lezing: str) -> str:
        """` (keuze K3)`, behind what rests on a reading alone."""
        return self.bij("", lezing)

    def zin(self, naam: str) -> str:
        """A sentence of the framework's own; empty where it has none."""
        return self.zinnen.get(naam, "")
