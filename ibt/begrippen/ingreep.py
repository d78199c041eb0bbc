"""Findings that lead to and through treden 4, 5 and 6, where gedeputeerde staten decide (§3)."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from ibt.begrippen.bevindingbasis import Bevinding, Deel
from ibt.begrippen.veld import Datum, DatumOfLeeg, Tekst, TekstOfDatum, TredeNummer, refuse


class Stap(Deel):
    """One dated step of an accelerated rise."""

    trede: TredeNummer
    datum: Datum
    motivering: Tekst


class Versnelling(Bevinding):
    """Faster than one trede per half-year, in urgent cases (§3 inleiding, §3.1.2).

    Norm: N23, N24, N58.
    """

    spoed: Tekst
    geinformeerd_op: Datum
    stappen: tuple[Stap, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.stappen:
            raise refuse("moet ten minste één stap hebben", "stappen", "geen")
        for eerder, later in zip(self.stappen, self.stappen[1:], strict=False):
            if later.trede != eerder.trede + 1 or later.datum <= eerder.datum:
                raise refuse(
                    "elke stap moet één trede hoger en later zijn dan de vorige (N23)",
                    "stappen",
                    f"trede {later.trede} op {later.datum} na trede {eerder.trede} op "
                    f"{eerder.datum}",
                )
        if self.geinformeerd_op > self.stappen[0].datum:
            raise refuse(
                f"mag niet na de eerste stap ({self.stappen[0].datum}) liggen (§3.1.2)",
                "geinformeerd_op",
                self.geinformeerd_op,
            )
        if self.stappen[-1].trede > 4:
            raise refuse(
                "een versnelling gaat ten hoogste tot trede 4",
                "stappen",
                f"trede {self.stappen[-1].trede}",
            )
        return self


class Vooraankondiging(Bevinding):
    """Formal announcement of a besluit to come (§3 trede 4). Norm: N48."""

    orgaan: Tekst
    reden: Tekst
    gevolgen: Tekst
    termijn: TekstOfDatum
    reactie_uiterlijk: Datum
    afschrift_raad_op: Datum | None = None
    gepubliceerd_op: Datum | None = None
    gepubliceerd_in: Tekst | None = None


class Termijn(Deel):
    """A measure of a besluit and by when; `voldaan_op` is absent until it was met."""

    maatregel: Tekst
    uiterlijk: Datum
    voldaan_op: DatumOfLeeg = None

    def is_missed(self, dag: date) -> bool:
        """Whether it was missed by that day: from the day after `uiterlijk`, if not met in time.

        Norm: N52.
        """
        op_tijd = self.voldaan_op is not None and self.voldaan_op <= self.uiterlijk
        return dag > self.uiterlijk and not op_tijd


class BesluitIndeplaatsstelling(Bevinding):
    """Besluit of gedeputeerde staten, as a last with terms (§3 trede 5). Norm: N51, N68."""

    orgaan: Tekst
    besluitdatum: Datum
    bekendgemaakt_op: Datum
    taakverwaarlozing: Tekst
    zienswijze: Tekst
    termijnen: tuple[Termijn, ...]

    @model_validator(mode="after")
    def _has_terms(self) -> Self:
        if not self.termijnen:
            raise refuse("moet ten minste één termijn hebben (§3 trede 5)", "termijnen", "geen")
        gevolgd = [("bekendgemaakt_op", self.bekendgemaakt_op)]
        gevolgd += [("termijnen", termijn.uiterlijk) for termijn in self.termijnen]
        for sleutel, dag in gevolgd:
            if dag < self.besluitdatum:
                verwacht = f"mag niet voor het besluit zelf ({self.besluitdatum}) liggen"
                raise refuse(verwacht, sleutel, dag)
        return self


class Indeplaatsstelling(Bevinding):
    """The province takes the task over (§3 trede 6). Norm: N54."""

    besluitdatum: Datum


class AfzienEffectuering(Bevinding):
    """Not carried out, because the gemeente will soon realise by itself (§3 trede 6). Norm: N55."""

    bewijs: Tekst
    realiseert_uiterlijk: Datum

    @model_validator(mode="after")
    def _still_to_come(self) -> Self:
        if self.realiseert_uiterlijk < self.datum:
            raise refuse(
                f"mag niet voor de datum van de bevinding ({self.datum}) liggen (§3 trede 6)",
                "realiseert_uiterlijk",
                self.realiseert_uiterlijk,
            )
        return self


class Afschalen(Bevinding):
    """Back from trede 4, 5 or 6 to 1 (§3 inleiding). Norm: N25."""


class NietAfschalen(Bevinding):
    """Not brought back, although everything was realised (§3 inleiding: "mogelijk"). Norm: N25."""
