"""Ronde: everything that was read for one peildatum, checked once; and its assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd

from ibt import __version__
from ibt.begrippen.beoordeling import Beoordeling, Vaststelling
from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing, once
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kaart import Kaart
from ibt.begrippen.periode import Moment, Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd, by_gemeente
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.positie import Invoer, Uitkomsten
from ibt.beoordeling.resultaat import make_resultaat, mark_proef
from ibt.beoordeling.ronde import assess
from ibt.kader.kader import Kader
from ibt.readers.cijfers import Cijfers
from ibt.readers.gekoppelden import Wachttijden
from ibt.readers.naam import Gemeentelijst, normalize_naam
from ibt.register import Register, Registerrij
from ibt.ronde.bevestigd import adopted_as_whole, adopted_codes, adopted_for
from ibt.ronde.herkomst import own_sources
from ibt.ronde.invoer import make_posities
from ibt.ronde.proef import card, tried
from ibt.ronde.volgen import judge_verbeterplan
from ibt.voortgang.resultaat import make_voortgangtabel
from ibt.voortgang.ronde import assess_voortgang


@dataclass(frozen=True, repr=False)
class Ronde:
    """A loaded round. Frames hold one row per gemeente and snapshot (see readers.cijfers).

    Who reads a frame gets a copy; for other figures there is `wat_als`.

    `vaststelling` is what the round file says of its adoption; `vastgesteld` holds per gemeentecode
    the rows of the register about this very peildatum, without which no report says so.
    """

    pad: Path
    peildatum: Peildatum
    provincie: str
    kader: Kader
    lijst: Gemeentelijst
    gemeenten: tuple[Gemeente, ...]
    cijfers: Cijfers
    _eerdere_cijfers: pd.DataFrame
    register: Register
    bevindingen: tuple[Vastgelegd, ...]
    dossier: tuple[Vastgelegd, ...]
    bronnen: tuple[Bron, ...]
    invoerbestanden: tuple[tuple[str, Path], ...]
    _vorige_resultaat: pd.DataFrame | None
    wachttijden: Wachttijden | None
    kaart: Kaart | None
    bijgewerkt_op: date
    vaststelling: Vaststelling | None
    vastgesteld: Mapping[str, tuple[Registerrij, ...]] = field(default_factory=dict)
    waarschuwingen: tuple[Waarschuwing, ...] = field(default=())
    _als_proef: bool = False

    def __repr__(self) -> str:
        return " · ".join(f"{naam} {waarde}" for naam, waarde in card(self).items())

    def _repr_html_(self) -> str:
        """What a notebook shows of it."""
        delen = (f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in card(self).items())
        return f'<dl class="feiten">{"".join(delen)}</dl>'

    @property
    def eerdere_cijfers(self) -> pd.DataFrame:
        """COA's snapshots from before the half-year."""
        return self._eerdere_cijfers.copy(deep=False)

    @property
    def vorige_resultaat(self) -> pd.DataFrame | None:
        """The result table of the former round, where the round file names that."""
        vorige = self._vorige_resultaat
        return None if vorige is None else vorige.copy(deep=False)

    @cached_property
    def invoer(self) -> Invoer:
        """What the assessment needs: a Positie per gemeente, and the findings."""
        return Invoer(
            self.peildatum,
            self.kader,
            make_posities(self),
            self.cijfers.bron.naam,
            self.bevindingen,
            self.dossier,
            self.voorbeeld,
            self.bijgewerkt_op,
            *(((), ()) if self.is_voortgang else judge_verbeterplan(self)),
            self.vaststelling is not None,
        )

    @cached_property
    def uitkomsten(self) -> Uitkomsten[Beoordeling]:
        """The assessed round; InvoerFout with every finding that is not allowed."""
        return assess(self.invoer)

    @cached_property
    def voortgangen(self) -> Uitkomsten[Voortgang]:
        """The running half-year; InvoerFout with every finding that is not allowed."""
        return assess_voortgang(self.invoer)

    @property
    def is_voortgang(self) -> bool:
        """Whether the round looks at a running half-year and sets no trede."""
        return self.peildatum.moment is Moment.VOORTGANG

    @property
    def bijzonderheden(self) -> tuple[Waarschuwing, ...]:
        """Warnings of inputs and of what was worked out; InvoerFout where that is not allowed."""
        uitgewerkt = self.voortgangen if self.is_voortgang else self.uitkomsten
        return once((*self.waarschuwingen, *uitgewerkt.waarschuwingen))

    @property
    def is_proef(self) -> bool:
        """Whether this is not the round itself: its file says so, or something was tried in it."""
        return self._als_proef or bool(tried(self))

    @property
    def voorbeeld(self) -> bool:
        """Whether figures of this round are marked as invented."""
        return self.cijfers.is_voorbeeld

    @property
    def elders(self) -> int:
        """How many rows of gemeenten in other provinces were left out."""
        return self.cijfers.elders

    @cached_property
    def verslag(self) -> Verslag:
        """What every report of this round shares; adopted only when every gemeente was."""
        vast, omdat = adopted_as_whole(self)
        return Verslag(
            self.provincie,
            self.kader.tekst,
            self.peildatum,
            self.bijgewerkt_op,
            vast,
            self.cijfers.is_voorbeeld,
            self.bronnen,
            tuple(str(waarschuwing) for waarschuwing in self.bijzonderheden),
            __version__,
            omdat,
            adopted_codes(self),
            tried(self),
            self.is_proef,
        )

    def verslag_van(self, gemeentecode: str) -> Verslag:
        """As `verslag`, with of sources and adoption only what is about one gemeente.

        InvoerFout when the code is not in the round.
        """
        code = self.find(gemeentecode).code
        vast, omdat = adopted_for(self, code)
        return replace(
            self.verslag, bronnen=self.herkomst[code], vaststelling=vast, concept_omdat=omdat
        )

    @cached_property
    def herkomst(self) -> dict[str, tuple[Bron, ...]]:
        """Per gemeentecode the sources of its report."""
        return own_sources(self)

    @property
    def resultaat(self) -> pd.DataFrame:
        """The result table with the columns of the contract, `inschaling` or `voortgang`."""
        if self.is_voortgang:
            tabel = make_voortgangtabel(self.voortgangen.per_gemeente.values())
        else:
            tabel = make_resultaat(self.uitkomsten.per_gemeente.values())
        return mark_proef(tabel) if self.is_proef else tabel

    def resultaat_of(self, gemeentecode: str) -> pd.DataFrame:
        """The row of one gemeente in the result table; InvoerFout when the code is not in it."""
        gemeente = self.find(gemeentecode)
        return self.resultaat[self.resultaat["gemeentecode"] == gemeente.code]

    @property
    def keuzes(self) -> tuple[str, ...]:
        """The Keuzes that touched the outcome of any gemeente, in order."""
        stukken = meet_voortgang(self) if self.is_voortgang else beoordeel(self)
        return self.kader.in_order(keuze for stuk in stukken for keuze in stuk.keuzes)

    def stukken(self, gemeentecode: str) -> tuple[Vastgelegd, ...]:
        """This round's findings about one gemeente, in the order of the files."""
        return self._eigen.get(gemeentecode, ())

    def dossier_van(self, gemeentecode: str) -> tuple[Vastgelegd, ...]:
        """What the case file of one gemeente holds, in the order of the files."""
        return self._ouder.get(gemeentecode, ())

    @cached_property
    def _eigen(self) -> dict[str, tuple[Vastgelegd, ...]]:
        return by_gemeente(self.bevindingen)

    @cached_property
    def _ouder(self) -> dict[str, tuple[Vastgelegd, ...]]:
        return by_gemeente(self.dossier)

    @cached_property
    def _op_code(self) -> dict[str, Gemeente]:
        return {gemeente.code: gemeente for gemeente in self.gemeenten}

    def find(self, gemeentecode: str) -> Gemeente:
        """The gemeente of this round with that code or name; InvoerFout when there is none."""
        gevraagd, raad = gemeentecode.strip() if isinstance(gemeentecode, str) else "", None
        if (code := gevraagd.upper()) in self._op_code:
            return self._op_code[code]
        try:
            if (wie := self.lijst.resolve("", gevraagd).code) in self._op_code:
                return self._op_code[wie]
        except ValueError as fout:
            raad = None if gevraagd.startswith("GM") or not gevraagd else f"De naam {fout}."
        een, waar = self.gemeenten[0], "moet de code of de naam van een gemeente in de ronde "
        verwacht = f'{waar}{self.peildatum} zijn, zoals "{een.code}" of "{een.naam}"'
        raise InvoerFout([Gebrek("gemeentecode", verwacht, str(gemeentecode), raad=raad)])


def _require(ronde: Ronde, moment: Moment, notebook: str) -> None:
    """Refuse a round of the other moment; `notebook` is the one that it belongs to."""
    if ronde.peildatum.moment is not moment:
        wanneer = "een tussenstand" if ronde.is_voortgang else "een beoordeling"
        verwacht = f"deze ronde is {wanneer}, en dit notebook is daar niet voor"
        raad = f"Open notebooks/{notebook}, of noem een ander rondebestand."
        plaats, gevonden = "peildatum", str(ronde.peildatum)
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, gevonden, plaats, raad=raad)])


def beoordeel(ronde: Ronde) -> tuple[Beoordeling, ...]:
    """Every gemeente of the round, in the order of their names, as a reader looks them up.

    InvoerFout when the round is a midpoint; so the other three refuse a round of the other moment.
    """
    _require(ronde, Moment.BEOORDELING, "voortgang_provincie.ipynb")
    op_naam = sorted(ronde.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
    return tuple(ronde.uitkomsten.per_gemeente[gemeente.code] for gemeente in op_naam)


def beoordeel_gemeente(ronde: Ronde, gemeentecode: str) -> Beoordeling:
    """One gemeente of the round; InvoerFout when the code is not in it."""
    _require(ronde, Moment.BEOORDELING, "voortgang.ipynb")
    return ronde.uitkomsten.per_gemeente[ronde.find(gemeentecode).code]


def meet_voortgang(ronde: Ronde) -> tuple[Voortgang, ...]:
    """Where every gemeente stands within the half-year, in the order of their names."""
    _require(ronde, Moment.VOORTGANG, "provincie.ipynb")
    op_naam = sorted(ronde.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
    return tuple(ronde.voortgangen.per_gemeente[gemeente.code] for gemeente in op_naam)


def meet_voortgang_gemeente(ronde: Ronde, gemeentecode: str) -> Voortgang:
    """Where one gemeente stands; InvoerFout when the code is not in the round."""
    _require(ronde, Moment.VOORTGANG, "gemeente.ipynb")
    return ronde.voortgangen.per_gemeente[ronde.find(gemeentecode).code]
