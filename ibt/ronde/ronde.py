"""Ronde: everything that was read for one peildatum, checked once; and its assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bron import Bron
from ibt.begrippen.controle import Controles
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing, once
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kaart import Kaart
from ibt.begrippen.periode import Moment, Peildatum
from ibt.begrippen.traject import Traject
from ibt.begrippen.vastgelegd import Vastgelegd, by_gemeente
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.vertoon import Vertoonbaar
from ibt.beoordeling.positie import Invoer, Uitkomsten
from ibt.beoordeling.resultaat import make_resultaat, mark_proef
from ibt.beoordeling.ronde import assess
from ibt.kader.kader import Kader
from ibt.readers.cijfers import Cijfers
from ibt.readers.gekoppelden import Wachttijden
from ibt.readers.naam import Gemeentelijst, normalize_naam
from ibt.register import Register, Registerrij
from ibt.ronde.bestand import Totalen
from ibt.ronde.controle import collect_controles
from ibt.ronde.herkomst import own_sources
from ibt.ronde.invoer import make_posities
from ibt.ronde.proef import tried, wat_als
from ibt.ronde.tabellen import history_table, month_table, result_table
from ibt.ronde.verandering import Getal
from ibt.ronde.vergelijking import Rondeverschil, compare_rondes
from ibt.ronde.verslag import make_verslag, verslag_about
from ibt.ronde.volgen import judge_verbeterplan, volg_traject
from ibt.ronde.vooruit import next_table


@dataclass(frozen=True, repr=False, eq=False)
class Ronde(Vertoonbaar):
    """A loaded round: `ronde.tabel`, `ronde["Zeist"]`, `ronde.wat_als(...)`; iterates by name.

    Frames hold one row per gemeente and snapshot (see readers.cijfers).

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
    totalen: Totalen
    bijgewerkt_op: date
    vaststelling: Vaststelling | None
    vastgesteld: Mapping[str, tuple[Registerrij, ...]] = field(default_factory=dict)
    waarschuwingen: tuple[Waarschuwing, ...] = field(default=())
    _als_proef: bool = False

    def __repr__(self) -> str:
        soort = "tussenstand" if self.is_voortgang else "beoordeling"
        wat = f" ({'; '.join(tried(self))})" if tried(self) else ""
        proef = f", PROEF{wat}" if self.is_proef else ""
        kop = f"Ronde {self.peildatum}: {soort} van {self.peildatum.periode}"
        return f"{kop}, {self.provincie}, {len(self)} gemeenten{proef}"

    def __len__(self) -> int:
        return len(self.gemeenten)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.op_naam)

    def __contains__(self, gemeente: object) -> bool:
        try:
            return bool(self.find(str(gemeente)))
        except InvoerFout:
            return False

    def __getitem__(self, gemeente: str) -> Any:
        """The Beoordeling of a gemeente by name or code; halfway its Voortgang."""
        return self.uitkomsten.per_gemeente[self.find(gemeente).code]

    @property
    def tabel(self) -> pd.DataFrame:
        """The result table with types, one row per gemeente: see the contract for its columns."""
        return result_table(self)

    @property
    def maanden(self) -> pd.DataFrame:
        """COA's snapshots, a row per gemeente and month, in persons; see `month_table`."""
        return month_table(self)

    @property
    def historie(self) -> pd.DataFrame:
        """Stand and trede, a row per gemeente and peildatum, with this round as the last."""
        return history_table(self)

    def vooruit(self, taakstelling: Getal = "+0", realisatie: Getal = "+0") -> pd.DataFrame:
        """What follows at the next peildatum when every gemeente goes on as it does.

        With another `taakstelling` or `realisatie` in the next half-year (`60`, `"+5"`, `"+20%"`)
        also `trede_zonder`: what followed without. Persons; a row per gemeente. Halfway it is this
        half-year at the pace so far, and figures are changed by `wat_als`.
        """
        return next_table(self, taakstelling, realisatie)

    def traject(self, gemeente: str) -> Traject:
        """The milestones of a gemeente on its trede, as of the day of the round."""
        return volg_traject(self, gemeente)

    def wat_als(
        self,
        gemeente: str | Iterable[str] | Mapping[str, Mapping[str, Any]] | None = None,
        **anders: Any,
    ) -> Ronde:
        """Another round, a PROEF, with other figures or readings; this one stays as it is.

        Of one gemeente (code or name), of several, of each its own (`{"Zeist": {…}}`), or of all.
        `taakstelling`, `stand_begin`, `realisatie`, `koppelingen`, `correctie`, `verschoonbaar` in
        persons: a number, or so many more (`"+5"`, `"-3"`, `"+20%"`); `trede_vorig`; `keuze`, as
        `{"K1": "verrekend"}`. InvoerFout with everything that cannot be. More: `ibt.wat_als`.
        """
        return wat_als(self, gemeente, **anders)

    def vergelijk(self, ander: Ronde) -> Rondeverschil:
        """What changes from this round to the other: treden, and every other value."""
        return compare_rondes(self, ander)

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
            *judge_verbeterplan(self),
            self.vaststelling is not None,
            self.is_proef,
        )

    @cached_property
    def uitkomsten(self) -> Uitkomsten[Any]:
        """A Beoordeling of every gemeente, or within a half-year a Voortgang.

        InvoerFout with every finding that is not allowed.
        """
        return assess(self.invoer)

    @property
    def op_naam(self) -> tuple[Any, ...]:
        """The same in the order of the names, as a reader looks them up."""
        namen = sorted(self.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
        return tuple(self.uitkomsten.per_gemeente[gemeente.code] for gemeente in namen)

    @property
    def is_voortgang(self) -> bool:
        """Whether the round looks at a running half-year and sets no trede."""
        return self.peildatum.moment is Moment.VOORTGANG

    @property
    def bijzonderheden(self) -> tuple[Waarschuwing, ...]:
        """Warnings of inputs and of what was worked out; InvoerFout where that is not allowed."""
        return once((*self.waarschuwingen, *self.uitkomsten.waarschuwingen))

    @cached_property
    def controles(self) -> Controles:
        """Figures that do not go together, ranked, with what to ask COA."""
        return collect_controles(self)

    @property
    def is_proef(self) -> bool:
        """Whether this is not the round itself: its file says so, or something was tried in it."""
        return self._als_proef

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
        return make_verslag(self)

    def verslag_van(self, gemeentecode: str) -> Verslag:
        """As `verslag`, with of sources, adoption and controles only what is about one gemeente.

        InvoerFout when the code is not in the round.
        """
        return verslag_about(self, self.find(gemeentecode).code)

    @cached_property
    def herkomst(self) -> dict[str, tuple[Bron, ...]]:
        """Per gemeentecode the sources of its report."""
        return own_sources(self)

    @property
    def resultaat(self) -> pd.DataFrame:
        """The result table with the columns of the contract, `inschaling` or `voortgang`."""
        tabel = make_resultaat(self.uitkomsten.per_gemeente.values())
        return mark_proef(tabel) if self.is_proef else tabel

    def resultaat_of(self, gemeentecode: str) -> pd.DataFrame:
        """The row of one gemeente in the result table; InvoerFout when the code is not in it."""
        gemeente = self.find(gemeentecode)
        return self.resultaat[self.resultaat["gemeentecode"] == gemeente.code]

    @property
    def keuzes(self) -> tuple[str, ...]:
        """The Keuzes that touched the outcome of any gemeente, in order."""
        return self.kader.in_order(keuze for uit in self.op_naam for keuze in uit.keuzes)

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
        eerste, waar = self.gemeenten[0], "moet de code of de naam van een gemeente in de ronde "
        verwacht = f'{waar}{self.peildatum} zijn, zoals "{eerste.code}" of "{eerste.naam}"'
        raise InvoerFout([Gebrek("gemeentecode", verwacht, str(gemeentecode), raad=raad)])
