"""Bevinding: what a named supervisor found, with date and motive. One class per `soort`.

The program never judges: it records who judged, and applies what the framework attaches to it.
The findings of treden 4 to 6 stand in `ingreep`, letters, talks and plans in `contact`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, Self, get_args

from pydantic import ValidationInfo, model_validator

from ibt.begrippen.bevindingbasis import Bevinding, Onderdeel
from ibt.begrippen.contact import (
    AfspraakTermijn,
    BriefVerzonden,
    CijfersGeverifieerd,
    Contact,
    Gesprek,
    Verbeterplan,
    VoortgangGemeld,
)
from ibt.begrippen.ingreep import (
    Afschalen,
    AfzienEffectuering,
    BesluitIndeplaatsstelling,
    BesluitIntrekking,
    BesluitWijziging,
    Indeplaatsstelling,
    NietAfschalen,
    Versnelling,
    Vooraankondiging,
)
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.orgaan import Orgaan, organ_fault
from ibt.begrippen.veld import (
    Aantal,
    Datum,
    Geheel,
    Halfjaar,
    JaNee,
    Tekst,
    TredeNummer,
    place,
    refuse,
)

__all__ = ["SOORTEN", "TE_WEGEN", "Bevinding"]

# What a supervisor weighs before a gemeente rises (§2.2: "wegen mee in het oordeel").
TeWegen = Literal["te_weinig_koppelingen", "niet_vooraf_gewaarschuwd", "dossier_onvolledig"]
TE_WEGEN = get_args(TeWegen)


class Partner(Onderdeel):
    """A gemeente outside the province that shares in a redistribution."""

    gemeentecode: Tekst
    personen: Geheel


class Herverdeling(Bevinding):
    """Redistribution between gemeenten (§2.1, Huisvestingswet art. 29 lid 2). Norm: N05."""

    afspraak: Tekst
    personen: Geheel
    verwerkt_in_taakstelling: JaNee = "nee"
    partners_buiten_provincie: tuple[Partner, ...] = ()


class Correctie(Bevinding):
    """Housed within the half-year but not counted by COA, with proof (§4). Norm: N65."""

    personen: Aantal
    bewijs: Tekst
    gehuisvest_van: Datum | None = None
    gehuisvest_tot: Datum | None = None
    verwerkt_in: Halfjaar | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        van, tot = self.gehuisvest_van, self.gehuisvest_tot
        if van is not None and tot is not None and tot < van:
            raise refuse(f"moet op of na gehuisvest_van ({van}) liggen", "gehuisvest_tot", tot)
        return self


class VerschoonbareReden(Bevinding):
    """Force majeure, raised by the gemeente or found by the supervisor (`ambtshalve`, §2.2, §4).

    Norm: N15, N17, N18.
    """

    categorie: Literal[
        "calamiteit", "vertraging_keten", "te_weinig_koppelingen", "gezinssamenstelling", "anders"
    ]
    aangedragen_op: Datum | None = None
    ambtshalve: JaNee = "nee"
    bewijs: Tekst | None = None
    geen_bewijs_nodig: Tekst | None = None
    oordeel: Literal["verschoonbaar", "niet_verschoonbaar"]
    personen: Geheel | None = None

    @model_validator(mode="after")
    def _raised(self, info: ValidationInfo) -> Self:
        if (self.aangedragen_op is None) == (self.ambtshalve == "nee"):
            gevonden = "geen van beide" if self.aangedragen_op is None else "allebei"
            dag = f"de dag waarop de gemeente de reden noemde{place(info, 'overmacht', ', {}')}"
            raise refuse(
                f"noem aangedragen_op ({dag}), of ambtshalve: ja als de toezichthouder haar zelf "
                "vond (één van beide)",
                "aangedragen_op",
                gevonden,
            )
        return self

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Nobody can have judged a reason before it was raised."""
        op = self.aangedragen_op
        if op is not None and op > self.datum:
            verwacht = f"aangedragen_op mag niet na de datum van de bevinding ({self.datum}) liggen"
            yield f"{verwacht}{kader.bij('overmacht')}", op.isoformat()

    @model_validator(mode="after")
    def _judged(self, info: ValidationInfo) -> Self:
        if (self.bewijs is None) == (self.geen_bewijs_nodig is None):
            gevonden = "geen van beide" if self.bewijs is None else "allebei"
            raise refuse(
                "noem bewijs, of geen_bewijs_nodig met de reden (één van beide)", "bewijs", gevonden
            )
        if self.oordeel == "verschoonbaar" and self.categorie == "gezinssamenstelling":
            raise refuse(
                "gezinssamenstelling kan geen verschoonbare reden zijn"
                f"{place(info, 'gezinssamenstelling')}; oordeel moet niet_verschoonbaar zijn",
                "oordeel",
                self.oordeel,
            )
        if self.personen is not None and self.personen < 1:
            raise refuse("moet een geheel aantal personen boven 0 zijn", "personen", self.personen)
        if self.oordeel == "verschoonbaar" and self.personen is None:
            raise refuse("bij oordeel verschoonbaar moet personen ten minste 1 zijn", "personen")
        return self


class VerbeterplanNietUitgevoerd(Bevinding):
    """Plan not or insufficiently carried out in time, or not made (§3 trede 3, slot).

    `maatregelen` are those of the plan that it is about; without them, the plan as a whole.

    Norm: N41, N74.
    """

    grond: Literal["niet_of_onvoldoende_uitgevoerd", "niet_opgesteld"]
    afgesproken_termijn: Datum
    maatregelen: tuple[Tekst, ...] = ()

    @model_validator(mode="after")
    def _expired(self, info: ValidationInfo) -> Self:
        if self.datum <= self.afgesproken_termijn:
            raise refuse(
                f"de afgesproken termijn ({self.afgesproken_termijn}) loopt nog op de datum van "
                f"de bevinding ({self.datum}); dat kan pas erna"
                f"{place(info, 'plan_niet_uitgevoerd')}",
                "datum",
                self.datum,
            )
        return self


class Afwijking(Bevinding):
    """Motivated deviation to a lower trede than the computed one (§3.1).

    Below the trede in force it is a besluit, with its organ and date (Keuze K19).

    Norm: N56, N57, N77.
    """

    grond: Literal[
        "zelf_op_korte_termijn", "niet_oplosbaar_door_indeplaatsstelling", "overmacht", "anders"
    ]
    trede: TredeNummer
    orgaan: Orgaan | None = None
    besluitdatum: Datum | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.orgaan is None) != (self.besluitdatum is None):
            mist = "orgaan" if self.orgaan is None else "besluitdatum"
            raise refuse("orgaan en besluitdatum horen bij elkaar: noem ze allebei", mist)
        return self

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """The organ from the list, where there is one."""
        yield from organ_fault(self.orgaan, kader)


class KeuzeBevinding(Bevinding):
    """The reading of an open place in the text, for this gemeente in this round."""

    keuze: Tekst
    lezing: Tekst


class Herziening(Bevinding):
    """An adopted trede is decided again, after an objection, a ruling or late evidence.

    It is about the row of a `peildatum`, or about one between peildata, named by the date of its
    besluit (`besluit_van`). `stand_eind` is given where the stand changed too; otherwise that of
    the revised row stays.
    """

    peildatum: Datum | None = None
    besluit_van: Datum | None = None
    trede: TredeNummer
    stand_eind: Geheel | None = None

    @model_validator(mode="after")
    def _about_one(self) -> Self:
        if (self.peildatum is None) == (self.besluit_van is None):
            gevonden = "geen van beide" if self.peildatum is None else "allebei"
            raise refuse(
                "noem peildatum, of besluit_van voor een besluit tussen twee peildata (één van "
                "beide)",
                "peildatum",
                gevonden,
            )
        return self

    @property
    def dag(self) -> date:
        """The day by which the row that it is about stands in the register."""
        dag = self.peildatum or self.besluit_van
        assert dag is not None
        return dag


class Weging(Bevinding):
    """What the supervisor weighed before letting a gemeente rise, and why it rises all the same.

    `over` holds the codes of the points of attention (§2.2: they count "in het oordeel").

    Norm: N10.
    """

    over: tuple[TeWegen, ...]

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if not self.over:
            raise refuse(
                f"moet ten minste één van deze codes hebben: {', '.join(TE_WEGEN)}", "over"
            )
        return self


SOORTEN: dict[str, type[Bevinding]] = {
    "herverdeling": Herverdeling,
    "correctie": Correctie,
    "verschoonbare_reden": VerschoonbareReden,
    "verbeterplan_niet_uitgevoerd": VerbeterplanNietUitgevoerd,
    "afwijking": Afwijking,
    "versnelling": Versnelling,
    "vooraankondiging": Vooraankondiging,
    "besluit_indeplaatsstelling": BesluitIndeplaatsstelling,
    "besluit_wijziging": BesluitWijziging,
    "besluit_intrekking": BesluitIntrekking,
    "indeplaatsstelling": Indeplaatsstelling,
    "afzien_effectuering": AfzienEffectuering,
    "afschalen": Afschalen,
    "niet_afschalen": NietAfschalen,
    "keuze": KeuzeBevinding,
    "herziening": Herziening,
    "weging": Weging,
    "cijfers_geverifieerd": CijfersGeverifieerd,
    "brief_verzonden": BriefVerzonden,
    "voortgang_gemeld": VoortgangGemeld,
    "gesprek": Gesprek,
    "verbeterplan": Verbeterplan,
    "afspraak_termijn": AfspraakTermijn,
    "contact": Contact,
}
