"""The case file: letters, talks, plans, agreements and other contact with a gemeente (§3, §4)."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.ingreep import Termijn
from ibt.begrippen.veld import Datum, DatumOfLeeg, JaNee, Tekst, refuse


class VoortgangGemeld(Bevinding):
    """The gemeente was told at the midpoint where it stands (§3 trede 2, slot).

    `gedeeld_met_bestuur` records the choice to share the message with the bestuur (§3 inleiding).

    Norm: N26, N27, N36.
    """

    gedeeld_met_bestuur: JaNee = "nee"


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
