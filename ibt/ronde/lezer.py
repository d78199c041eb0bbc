"""Lezer: reads one input after another and keeps faults, warnings and sources for the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

import pandas as pd

from ibt.begrippen.bevinding import Correctie, Herverdeling
from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kaart import Kaart
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.kader import select_kader
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.cijfers import Cijfers, read_cijfers
from ibt.readers.gekoppelden import Wachttijden, read_gekoppelden
from ibt.readers.gemeenten import read_gemeenten
from ibt.readers.kaart import read_kaart
from ibt.readers.naam import Gemeentelijst, make_gemeentelijst
from ibt.readers.vorige import read_vorige
from ibt.register import EMPTY, Register, Registerrij, read_register, register_source
from ibt.ronde.bestand import TABELBESTANDEN, YAMLBESTANDEN, Rondebestand, expand, is_later
from ibt.ronde.tegenstrijdig import (
    SLEUTEL,
    beside,
    contradictions,
    latest_delivered,
    no_figures,
    only_new,
)

P = ParamSpec("P")
T = TypeVar("T")

_EERDERE_KOLOMMEN = ["gemeentecode", "stand_per", "taakstelling", "stand_begin", "realisatie"]


@dataclass
class Lezer:
    """Reads what a round file names; the faults of all files are kept until the end."""

    pad: Path
    bestand: Rondebestand
    peildatum: Peildatum
    gebreken: list[Gebrek] = field(default_factory=list)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)
    bronnen: list[Bron] = field(default_factory=list)
    bestanden: list[tuple[str, Path]] = field(default_factory=list)

    def read_gemeenten(self) -> Gemeentelijst:
        """The round's only list of gemeenten; empty when it is at fault."""
        plek = self.place(self.bestand.gemeenten)
        gelezen = self._attempt("gemeenten", plek, read_gemeenten, plek)
        if gelezen is None:
            return make_gemeentelijst(plek.name, ())
        lijst, bron, gemeld = gelezen
        self.bronnen.append(bron)
        self.waarschuwingen.extend(gemeld)
        return lijst

    def read_cijfers(self, lijst: Gemeentelijst, eigen: Sequence[Gemeente]) -> Cijfers | None:
        """The snapshots of the half-year, each gemeente judged once."""
        plek = self.place(self.bestand.cijfers)
        cijfers = self._attempt(
            "cijfers", plek, read_cijfers, plek, lijst, eigen, "cijfers", self.peildatum
        )
        if cijfers is None:
            return None
        self.bronnen.append(cijfers.bron)
        self.waarschuwingen.extend(cijfers.waarschuwingen)
        if cijfers.elders:
            regels = "1 regel" if cijfers.elders == 1 else f"{cijfers.elders} regels"
            tekst = (
                f"{regels} over gemeenten buiten deze ronde (andere provincie, of niet meer "
                "bestaand) niet meegenomen"
            )
            self.waarschuwingen.append(Waarschuwing(plek.name, tekst))
        return cijfers

    def read_register(self, lijst: Gemeentelijst) -> Register:
        """The decided treden before the peildatum; none for a first round."""
        if self.bestand.registerpad is None:
            return EMPTY
        plek = self.place(self.bestand.registerpad)
        voor = self.peildatum.datum
        gelezen = self._attempt("register", plek, read_register, plek, lijst, voor)
        if gelezen is None:
            return EMPTY
        register, gemeld = gelezen
        if register.bron is not None:
            self.bronnen.append(register.bron)
        self.waarschuwingen.extend(gemeld)
        return register

    def read_vastgesteld(self, lijst: Gemeentelijst) -> dict[str, tuple[Registerrij, ...]]:
        """The rows about this very peildatum, per gemeentecode, where the round file says that it
        was adopted: they say whether that is so, by whom and when, and nothing else.

        The source of the register counts them too.
        """
        if self.bestand.vaststelling is None or self.bestand.registerpad is None or self.gebreken:
            return {}
        plek, dag = self.place(self.bestand.registerpad), self.peildatum.datum
        ooit = read_register(plek, lijst, date.max)[0].ooit
        eigen = [rij for rij in ooit if rij.peildatum == dag]
        gelezen = [rij for rij in ooit if rij in eigen or rij.geldt_vanaf < dag]
        bron = register_source(plek.name, gelezen)
        self.bronnen = [bron if oud.rol == bron.rol else oud for oud in self.bronnen]
        codes = dict.fromkeys(rij.gemeentecode for rij in eigen)
        return {code: tuple(rij for rij in eigen if rij.gemeentecode == code) for code in codes}

    def read_bevindingen(self, lijst: Gemeentelijst) -> tuple[Vastgelegd, ...]:
        """This round's findings."""
        if self.bestand.bevindingen is None:
            return ()
        plek = self.place(self.bestand.bevindingen)
        periode = self.peildatum.periode
        gelezen = self._attempt("bevindingen", plek, read_bevindingen, plek, lijst, periode)
        if gelezen is None:
            return ()
        self.bronnen.append(gelezen[1])
        self.waarschuwingen.extend(gelezen[2])
        return gelezen[0]

    def read_dossier(self, lijst: Gemeentelijst) -> tuple[Vastgelegd, ...]:
        """Earlier findings; those of later rounds, and this round's own file, play no part."""
        eigen = self.bestand.bevindingen and self.place(self.bestand.bevindingen).resolve()
        stukken: list[Vastgelegd] = []
        for plek in expand(self.pad, self.bestand.dossier, YAMLBESTANDEN):
            if plek == eigen or is_later(plek, self.bestand.peildatum):
                continue
            gelezen = self._attempt("dossier", plek, read_bevindingen, plek, lijst, None, "dossier")
            if gelezen is None:
                continue
            eerder = [stuk for stuk in gelezen[0] if stuk.periode <= self.peildatum.periode]
            if gelezen[0] and not eerder:
                self.bestanden.remove(("dossier", plek))
                continue
            self.bronnen.append(gelezen[1])
            self.waarschuwingen.extend(gelezen[2])
            stukken.extend(eerder)
        return tuple(stukken)

    def counting(self, dossier: Sequence[Vastgelegd]) -> tuple[Vastgelegd, ...]:
        """Redistributions and corrections that were recorded at the midpoint of this half-year.

        They are about the same persons as the round itself, so they count in it. At the midpoint
        itself they are the round's own findings, which are no part of the case file.
        """
        halverwege = f"{self.peildatum.halverwege}{{}}"
        namen = {halverwege.format(soort) for soort in YAMLBESTANDEN}
        return tuple(
            stuk
            for stuk in dossier
            if stuk.periode == self.peildatum.periode
            and stuk.bestand.rpartition("/")[2] in namen
            and isinstance(stuk.bevinding, (Correctie, Herverdeling))
        )

    def read_eerdere(
        self, lijst: Gemeentelijst, eigen: Sequence[Gemeente], cijfers: Cijfers | None
    ) -> tuple[pd.DataFrame, Cijfers | None]:
        """The ends of earlier half-years, and the figures with months that only other files have.

        A file that has neither plays no part.
        """
        eerder: list[pd.DataFrame] = []
        maanden: list[pd.DataFrame] = []
        for plek in expand(self.pad, self.bestand.eerdere_cijfers, TABELBESTANDEN):
            if plek == self.place(self.bestand.cijfers).resolve():
                continue
            rol, aantal = "eerdere cijfers", len(self.gebreken)
            gelezen = self._attempt("eerdere_cijfers", plek, read_cijfers, plek, lijst, eigen, rol)
            if gelezen is None:
                self.gebreken[aantal:] = no_figures(plek) or self.gebreken[aantal:]
                continue
            per, begin = gelezen.frame["stand_per"], self.peildatum.periode.begin
            heel = per.map(lambda dag: dag.month in (1, 7)).astype(bool)
            voor = gelezen.frame[(per <= begin) & heel]
            dit = gelezen.frame[(per > begin) & (per < self.peildatum.datum)]
            nieuw = dit if cijfers is None else only_new(dit, cijfers.frame)
            self.gebreken += beside(gelezen, cijfers, begin)
            eerder += [voor] if len(voor) else []
            maanden += [nieuw.assign(geleverd=gelezen.bron.per)] if len(nieuw) else []
            if len(voor) or len(nieuw):
                self.bronnen.append(gelezen.bron)
            else:
                self.bestanden.remove(("eerdere_cijfers", plek))
        if cijfers is not None and maanden:
            erbij, strijdig = latest_delivered(maanden)
            self.gebreken += strijdig
            cijfers = replace(cijfers, _frame=pd.concat([erbij, cijfers.frame], ignore_index=True))
        if not eerder:
            return pd.DataFrame(columns=_EERDERE_KOLOMMEN), cijfers
        samen = pd.concat(eerder, ignore_index=True)
        self.gebreken += contradictions(samen)
        uniek = samen.drop_duplicates(SLEUTEL, ignore_index=True)
        return uniek[_EERDERE_KOLOMMEN], cijfers

    def read_gekoppelden(self, lijst: Gemeentelijst) -> Wachttijden | None:
        """The wait per gemeente; of the file itself nothing is kept."""
        if self.bestand.gekoppelden is None:
            return None
        plek = self.place(self.bestand.gekoppelden)
        kader = select_kader(self.bestand.peildatum, self.bestand.provincie, self.bestand.kader)
        grens = kader.drempels.wachttijd_dagen
        dag = self.peildatum.datum
        gelezen = self._attempt("gekoppelden", plek, read_gekoppelden, plek, lijst, dag, grens)
        if gelezen is not None:
            self.bronnen.append(gelezen.bron)
        return gelezen

    def read_kaart(self, eigen: Sequence[Gemeente]) -> Kaart | None:
        """The boundaries of the gemeenten of the round; None where no file is named."""
        if self.bestand.kaart is None:
            return None
        plek = self.place(self.bestand.kaart)
        gelezen = self._attempt("kaart", plek, read_kaart, plek, eigen)
        if gelezen is None:
            return None
        self.bronnen.append(gelezen[1])
        return gelezen[0]

    def read_vorige(self) -> pd.DataFrame | None:
        """The treden and stands of the former rendered round, by gemeentecode."""
        if self.bestand.vorige_ronde is None:
            return None
        plek = self.place(self.bestand.vorige_ronde) / "inschaling.csv"
        gelezen = self._attempt("vorige_ronde", plek, read_vorige, plek.parent)
        if gelezen is None:
            return None
        self.bronnen.append(gelezen[1])
        return gelezen[0]

    def place(self, naam: str) -> Path:
        """A path in the round file counts from the folder of that file."""
        return self.pad.parent / naam

    def _attempt(
        self, rol: str, plek: Path, lees: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """The outcome of a reader, or None with its faults kept for later."""
        try:
            gelezen = lees(*args, **kwargs)
        except InvoerFout as fout:
            self.gebreken.extend(fout.gebreken)
            return None
        self.bestanden.append((rol, plek))
        return gelezen
