"""Findings that lead to and through treden 4, 5 and 6, where gedeputeerde staten decide (§3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

from pydantic import ValidationInfo, model_validator

from ibt.begrippen.bevindingbasis import Bevinding, Onderdeel
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.orgaan import Orgaan, on_behalf_fault, organ_fault
from ibt.begrippen.veld import (
    Datum,
    DatumOfLeeg,
    Tekst,
    TekstOfDatum,
    TredeNummer,
    place,
    refuse,
)


class Besluit(Bevinding):
    """A decision of gedeputeerde staten, or on their behalf."""

    orgaan: Orgaan

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Whether the organ is one that can decide this."""
        yield from organ_fault(self.orgaan, kader)


class Versnellingsstap(Onderdeel):
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
    stappen: tuple[Versnellingsstap, ...]

    @model_validator(mode="after")
    def _in_order(self, info: ValidationInfo) -> Self:
        if not self.stappen:
            raise refuse("moet ten minste één stap hebben", "stappen", "geen")
        for eerder, later in zip(self.stappen, self.stappen[1:], strict=False):
            if later.trede != eerder.trede + 1 or later.datum <= eerder.datum:
                raise refuse(
                    "elke stap moet één trede hoger en later zijn dan de vorige"
                    f"{place(info, 'stappen')}",
                    "stappen",
                    f"trede {later.trede} op {later.datum} na trede {eerder.trede} op "
                    f"{eerder.datum}",
                )
        if self.geinformeerd_op > self.stappen[0].datum:
            verwacht = f"mag niet na de eerste stap ({self.stappen[0].datum}) liggen"
            verwacht += place(info, "versnelling")
            raise refuse(verwacht, "geinformeerd_op", self.geinformeerd_op)
        return self

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Whether it stops before the trede that takes a besluit of its own."""
        hoogste = kader.vanaf(Rol.BESLUIT) - 1
        if (trede := self.stappen[-1].trede) > hoogste:
            yield f"een versnelling gaat ten hoogste tot trede {hoogste}", f"trede {trede}"


class Vooraankondiging(Besluit):
    """Formal announcement of a besluit to come (§3 trede 4). Norm: N48."""

    reden: Tekst
    gevolgen: Tekst
    termijn: TekstOfDatum
    reactie_uiterlijk: Datum
    afschrift_raad_op: Datum | None = None
    gepubliceerd_op: Datum | None = None
    gepubliceerd_in: Tekst | None = None


class Termijn(Onderdeel):
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


class BesluitIndeplaatsstelling(Besluit):
    """Besluit of gedeputeerde staten, as a last with terms (§3 trede 5).

    `spoed` and `geinformeerd_op` stand in the place of the announcement and the zienswijze, in
    urgent cases (§3.1.2).

    Norm: N51, N68.
    """

    besluitdatum: Datum
    bekendgemaakt_op: Datum
    taakverwaarlozing: Tekst
    taakverwaarlozing_op: Datum | None = None
    zienswijze: Tekst | None = None
    zienswijze_gevraagd_op: Datum | None = None
    spoed: Tekst | None = None
    geinformeerd_op: Datum | None = None
    termijnen: tuple[Termijn, ...]

    @model_validator(mode="after")
    def _in_order(self, info: ValidationInfo) -> Self:
        _require_terms(self.termijnen, info)
        _require_not_before(self.besluitdatum, "bekendgemaakt_op", self.bekendgemaakt_op)
        for termijn in self.termijnen:
            _require_not_before(self.besluitdatum, "termijnen", termijn.uiterlijk)
        for sleutel in ("taakverwaarlozing_op", "zienswijze_gevraagd_op", "geinformeerd_op"):
            dag = getattr(self, sleutel)
            if dag is not None and dag > self.besluitdatum:
                verwacht = f"mag niet na het besluit ({self.besluitdatum}) liggen"
                raise refuse(verwacht + place(info, "besluit"), sleutel, dag)
        plaats = place(info, "versnelling")
        if (self.spoed is None) != (self.geinformeerd_op is None):
            mist = "spoed" if self.spoed is None else "geinformeerd_op"
            raise refuse(
                f"spoed en geinformeerd_op horen bij elkaar{plaats}: noem ze allebei", mist
            )
        if self.zienswijze is None and self.spoed is None:
            raise refuse(f"deze sleutel moet er zijn, behalve bij spoed{plaats}", "zienswijze")
        return self

    @property
    def is_urgent(self) -> bool:
        """Whether it was taken without an announcement, for urgency (§3.1.2)."""
        return self.spoed is not None

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Whether gedeputeerde staten took it, on a dated finding, with terms that can be met."""
        yield from super().shortcomings(kader)
        plaats, oordeel = kader.bij("besluit"), self.taakverwaarlozing
        yield from on_behalf_fault("een besluit tot indeplaatsstelling", self.orgaan, plaats)
        if self.taakverwaarlozing_op is None and not _DAG.search(oordeel):
            verwacht = "taakverwaarlozing_op moet er zijn: de dag waarop gedeputeerde staten de "
            verwacht += f"taakverwaarlozing vaststelden{kader.bij('taakverwaarlozing')}"
            yield verwacht, oordeel
        yield from _too_soon(self.termijnen, self.bekendgemaakt_op)


class BesluitWijziging(Besluit):
    """Other terms in a besluit in force, named by its date; it moves nobody (§3 trede 5).

    Its `termijnen` take the place of those of the same measure, and add others.

    Norm: N51.
    """

    besluit_van: Datum
    besluitdatum: Datum
    bekendgemaakt_op: Datum
    termijnen: tuple[Termijn, ...]

    @model_validator(mode="after")
    def _in_order(self, info: ValidationInfo) -> Self:
        _require_terms(self.termijnen, info)
        _require_not_before(self.besluit_van, "besluitdatum", self.besluitdatum)
        _require_not_before(self.besluitdatum, "bekendgemaakt_op", self.bekendgemaakt_op)
        return self

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Whether the organ can decide this, and the terms can still be met."""
        yield from super().shortcomings(kader)
        yield from _too_soon(self.termijnen, self.bekendgemaakt_op)


class BesluitIntrekking(Besluit):
    """A besluit of treden 5 or 6 that gedeputeerde staten took back, or that a court annulled.

    `besluit_van` is the date of that besluit, `trede` where the gemeente stands from then on.
    """

    besluit_van: Datum
    besluitdatum: Datum
    grond: Literal["intrekking", "vernietiging"]
    trede: TredeNummer

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _require_not_before(self.besluit_van, "besluitdatum", self.besluitdatum)
        return self


# A day in free text: 2026-07-14, 14-7-2026 or 14 juli 2026.
_DAG = re.compile(
    r"\b(\d{4}-\d\d-\d\d|\d{1,2}[-/ ](\d{1,2}|[a-z]{3,9})[-/ ]\d{4})\b", re.IGNORECASE
)


def _require_terms(termijnen: tuple[Termijn, ...], info: ValidationInfo) -> None:
    if not termijnen:
        verwacht = f"moet ten minste één termijn hebben{place(info, 'besluit')}"
        raise refuse(verwacht, "termijnen", "geen")


def _require_not_before(eerst: date, sleutel: str, dag: date) -> None:
    if dag < eerst:
        raise refuse(f"mag niet voor het besluit zelf ({eerst}) liggen", sleutel, dag)


def _too_soon(termijnen: tuple[Termijn, ...], bekend: date) -> Iterator[tuple[str, str | None]]:
    """Nobody can meet a term before the besluit was made known to them."""
    for termijn in termijnen:
        if termijn.uiterlijk <= bekend:
            yield (
                f"een termijn begint pas na de bekendmaking ({bekend}; Awb 3:40)",
                f"{termijn.maatregel}, uiterlijk {termijn.uiterlijk}",
            )


class Indeplaatsstelling(Bevinding):
    """The province takes the task over (§3 trede 6). Norm: N54."""

    orgaan: Orgaan | None = None
    besluitdatum: Datum

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Whether gedeputeerde staten took it themselves, as the besluit."""
        yield from organ_fault(self.orgaan, kader)
        plaats = kader.bij("overname")
        yield from on_behalf_fault("een besluit om de taak over te nemen", self.orgaan, plaats)


class AfzienEffectuering(Bevinding):
    """Not carried out, for it is plausible that the gemeente realises by itself (§3 trede 6).

    Possible from the besluit on, at any time ("houdt altijd de vrijheid"). Norm: N55.
    """

    orgaan: Orgaan | None = None
    bewijs: Tekst
    realiseert_uiterlijk: Datum

    @model_validator(mode="after")
    def _still_to_come(self, info: ValidationInfo) -> Self:
        if self.realiseert_uiterlijk < self.datum:
            verwacht = f"mag niet voor de datum van de bevinding ({self.datum}) liggen"
            verwacht += place(info, "overname")
            raise refuse(verwacht, "realiseert_uiterlijk", self.realiseert_uiterlijk)
        return self

    def shortcomings(self, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
        """Whether the organ is one that can decide this."""
        yield from organ_fault(self.orgaan, kader)


class Afschalen(Bevinding):
    """Back from trede 4, 5 or 6 to 1 (§3 inleiding). Norm: N25."""


class NietAfschalen(Bevinding):
    """Not brought back, although everything was realised (§3 inleiding: "mogelijk"). Norm: N25."""
