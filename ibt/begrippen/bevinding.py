"""Bevinding: what a named supervisor found, with date and motive. One class per `soort`.

The program never judges: it records who judged, and applies what the framework attaches to it.
The findings of treden 4 to 6 stand in `ingreep`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from ibt.begrippen.bevindingbasis import Bevinding, Deel
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
from ibt.begrippen.veld import (
    Aantal,
    Datum,
    DatumOfLeeg,
    Geheel,
    Halfjaar,
    JaNee,
    Tekst,
    TredeNummer,
    refuse,
)

__all__ = ["SOORTEN", "Bevinding"]


class Partner(Deel):
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
    """Force majeure, raised by the gemeente and judged by the supervisor (§2.3).

    Norm: N15, N17, N18.
    """

    categorie: Literal[
        "calamiteit", "vertraging_keten", "te_weinig_koppelingen", "gezinssamenstelling", "anders"
    ]
    aangedragen_op: Datum
    bewijs: Tekst | None = None
    geen_bewijs_nodig: Tekst | None = None
    oordeel: Literal["verschoonbaar", "niet_verschoonbaar"]
    personen: Geheel | None = None

    @model_validator(mode="after")
    def _judged(self) -> Self:
        if (self.bewijs is None) == (self.geen_bewijs_nodig is None):
            gevonden = "geen van beide" if self.bewijs is None else "allebei"
            raise refuse(
                "noem bewijs, of geen_bewijs_nodig met de reden (één van beide)", "bewijs", gevonden
            )
        if self.oordeel == "verschoonbaar" and self.categorie == "gezinssamenstelling":
            raise refuse(
                "gezinssamenstelling kan geen verschoonbare reden zijn (§2.3, slot); "
                "oordeel moet niet_verschoonbaar zijn",
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

    Norm: N41, N74.
    """

    grond: Literal["niet_of_onvoldoende_uitgevoerd", "niet_opgesteld"]
    afgesproken_termijn: Datum

    @model_validator(mode="after")
    def _expired(self) -> Self:
        if self.datum <= self.afgesproken_termijn:
            raise refuse(
                f"de afgesproken termijn ({self.afgesproken_termijn}) loopt nog op de datum van "
                f"de bevinding ({self.datum}); dat kan pas erna (§3 trede 3, slot)",
                "datum",
                self.datum,
            )
        return self


class Afwijking(Bevinding):
    """Motivated deviation to a lower trede than the computed one (§3.1). Norm: N56, N57, N77."""

    grond: Literal[
        "zelf_op_korte_termijn", "niet_oplosbaar_door_indeplaatsstelling", "overmacht", "anders"
    ]
    trede: TredeNummer


class VoortgangGemeld(Bevinding):
    """The gemeente was told at the midpoint where it stands (§3 trede 2, slot).

    `gedeeld_met_bestuur` records the choice to share the message with the bestuur (§3 inleiding).

    Norm: N26, N27, N36.
    """

    gedeeld_met_bestuur: JaNee = "nee"


class KeuzeBevinding(Bevinding):
    """The reading of an open place in the text, for this gemeente in this round."""

    keuze: Tekst
    lezing: Tekst


class Herziening(Bevinding):
    """An adopted trede is decided again, after an objection, a ruling or late evidence.

    `stand_eind` is given where the stand changed too; otherwise that of the revised row stays.
    """

    peildatum: Datum
    trede: TredeNummer
    stand_eind: Geheel | None = None


class CijfersGeverifieerd(Bevinding):
    """Official contact to verify the figures before the letter (§4). Norm: N66."""

    cijfers: Tekst | None = None
    niet_verwerkt: Tekst | None = None
    verschoonbare_redenen: Tekst | None = None


class BriefVerzonden(Bevinding):
    """The supervision letter was sent (§3 trede 3); without a day, on `datum`.

    `nieuw_verbeterplan` says that it asks for an updated plan, so that the terms start anew.

    Norm: N42, N47.
    """

    verzonden_op: Datum | None = None
    afschrift_raad_op: Datum | None = None
    nieuw_verbeterplan: JaNee = "nee"

    @property
    def dag(self) -> date:
        """When it happened."""
        return self.verzonden_op or self.datum


class Gesprek(Bevinding):
    """A talk was held; without a day, on `datum`. Only one with the bestuur ends a term."""

    gehouden_op: Datum | None = None
    niveau: Literal["bestuurlijk", "ambtelijk"] = "bestuurlijk"
    deelnemers: tuple[Tekst, ...] = ()

    @property
    def dag(self) -> date:
        """When it happened."""
        return self.gehouden_op or self.datum


class Verbeterplan(Bevinding):
    """An improvement plan was received; its measures, and the checklist of §3 trede 3.

    Norm: N44, N45, N74.
    """

    vastgesteld_op: Datum | None = None
    ontvangen_op: Datum | None = None
    maatregelen: tuple[Termijn, ...] = ()
    korte_termijn: JaNee | None = None
    lange_termijn: JaNee | None = None
    duurzaam: JaNee | None = None
    haalbaarheid: JaNee | None = None
    financien: JaNee | None = None
    draagvlak: JaNee | None = None

    @model_validator(mode="after")
    def _each_measure_once(self) -> Self:
        namen = [maatregel.maatregel for maatregel in self.maatregelen]
        for naam in namen:
            if namen.count(naam) > 1:
                verwacht = "elke maatregel moet een eigen naam hebben"
                raise refuse(verwacht, "maatregelen", naam)
        return self

    @property
    def dag(self) -> date:
        """When it was received."""
        return self.ontvangen_op or self.datum


class AfspraakTermijn(Bevinding):
    """A term agreed in the place of another one (§3 trede 3).

    `vervangt` is `gesprek`, `verbeterplan` or the name of a measure; without it the agreement is
    about carrying out the plan as a whole, met on `voldaan_op`.

    Norm: N46.
    """

    uiterlijk: Datum
    vervangt: Tekst | None = None
    voldaan_op: DatumOfLeeg = None


class Contact(Bevinding):
    """Other contact between the peildata (§4). Norm: N60."""

    deelnemers: tuple[Tekst, ...] = ()


SOORTEN: dict[str, type[Bevinding]] = {
    "herverdeling": Herverdeling,
    "correctie": Correctie,
    "verschoonbare_reden": VerschoonbareReden,
    "verbeterplan_niet_uitgevoerd": VerbeterplanNietUitgevoerd,
    "afwijking": Afwijking,
    "versnelling": Versnelling,
    "vooraankondiging": Vooraankondiging,
    "besluit_indeplaatsstelling": BesluitIndeplaatsstelling,
    "indeplaatsstelling": Indeplaatsstelling,
    "afzien_effectuering": AfzienEffectuering,
    "afschalen": Afschalen,
    "niet_afschalen": NietAfschalen,
    "keuze": KeuzeBevinding,
    "herziening": Herziening,
    "cijfers_geverifieerd": CijfersGeverifieerd,
    "brief_verzonden": BriefVerzonden,
    "voortgang_gemeld": VoortgangGemeld,
    "gesprek": Gesprek,
    "verbeterplan": Verbeterplan,
    "afspraak_termijn": AfspraakTermijn,
    "contact": Contact,
}
