"""Reads one input after another; what was at fault in any of them is kept until the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.readers import Gelezen
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.cijfers import Cijfers, read_cijfers
from ibt.readers.naam import Gemeentelijst
from ibt.register import Registerrij, read_register, register_source
from ibt.ronde.bestand import TABELBESTANDEN, YAMLBESTANDEN, Rondebestand, expand, is_later
from ibt.ronde.tegenstrijdig import (
    SLEUTEL,
    beside,
    differing_figures,
    latest_delivered,
    no_figures,
    only_new,
)

P = ParamSpec("P")
T = TypeVar("T")

_EERDERE_KOLOMMEN = ["gemeentecode", "stand_per", "taakstelling", "stand_begin", "realisatie"]


@dataclass
class Lezer:
    """What was read so far: the faults, warnings, sources and files."""

    gebreken: list[Gebrek] = field(default_factory=list)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)
    bronnen: list[Bron] = field(default_factory=list)
    bestanden: list[tuple[str, Path]] = field(default_factory=list)

    def attempt(self, lees: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What a reader gives, or None with its faults kept."""
        try:
            return lees(*args, **kwargs)
        except InvoerFout as fout:
            self.gebreken.extend(fout.gebreken)
            return None

    def keep(self, rol: str, pad: Path, gelezen: Gelezen[T]) -> T:
        """The value in a file that plays a part, with its source and warnings kept."""
        self.bestanden.append((rol, pad))
        self.bronnen.append(gelezen.bron)
        self.waarschuwingen.extend(gelezen.waarschuwingen)
        return gelezen.waarde


@dataclass(kw_only=True)
class Rondelezer(Lezer):
    """Reads what a round file names."""

    pad: Path
    bestand: Rondebestand
    peildatum: Peildatum

    def read(
        self,
        sleutel: str,
        lees: Callable[Concatenate[Path, P], Gelezen[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """The value in the file of a key; None where there is no such key, or it is at fault."""
        pad = self.bestand.place(self.pad, sleutel)
        gelezen = None if pad is None else self.attempt(lees, pad, *args, **kwargs)
        return None if pad is None or gelezen is None else self.keep(sleutel, pad, gelezen)

    def read_vastgesteld(self, lijst: Gemeentelijst) -> dict[str, tuple[Registerrij, ...]]:
        """The rows about this very peildatum, per gemeentecode, where the round file says that it
        was adopted: they say whether that is so, by whom and when, and nothing else.

        The source of the register counts them too.
        """
        pad, dag = self.bestand.place(self.pad, "register"), self.peildatum.datum
        if self.bestand.vaststelling is None or pad is None or self.gebreken:
            return {}
        ooit = read_register(pad, lijst, date.max).waarde.ooit
        eigen = [rij for rij in ooit if rij.peildatum == dag]
        bron = register_source(pad.name, [r for r in ooit if r in eigen or r.geldt_vanaf < dag])
        self.bronnen = [bron if oud.rol == bron.rol else oud for oud in self.bronnen]
        codes = dict.fromkeys(rij.gemeentecode for rij in eigen)
        return {code: tuple(rij for rij in eigen if rij.gemeentecode == code) for code in codes}

    def read_dossier(self, lijst: Gemeentelijst) -> tuple[Vastgelegd, ...]:
        """Earlier findings; those of later rounds, and this round's own file, play no part."""
        eigen = self.bestand.place(self.pad, "bevindingen")
        stukken: list[Vastgelegd] = []
        for pad in expand(self.pad, self.bestand.dossier, YAMLBESTANDEN):
            if (eigen and pad == eigen.resolve()) or is_later(pad, self.bestand.peildatum):
                continue
            gelezen = self.attempt(read_bevindingen, pad, lijst, rol="dossier")
            alle = gelezen.waarde if gelezen else ()
            eerder = [stuk for stuk in alle if stuk.periode <= self.peildatum.periode]
            if gelezen and (eerder or not alle):
                self.keep("dossier", pad, gelezen)
            stukken += eerder
        return tuple(stukken)

    def read_eerdere(
        self, lijst: Gemeentelijst, eigen: Sequence[Gemeente], cijfers: Cijfers | None
    ) -> tuple[pd.DataFrame, Cijfers | None]:
        """The ends of earlier half-years, and the figures with months that only other files have.

        A file that has neither plays no part.
        """
        eerder: list[pd.DataFrame] = []
        maanden: list[pd.DataFrame] = []
        begin, nu = self.peildatum.periode.begin, self.bestand.place(self.pad, "cijfers")
        for pad in expand(self.pad, self.bestand.eerdere_cijfers, TABELBESTANDEN):
            if nu and pad == nu.resolve():
                continue
            aantal = len(self.gebreken)
            gelezen = self.attempt(read_cijfers, pad, lijst, eigen, "eerdere cijfers")
            if gelezen is None:
                self.gebreken[aantal:] = no_figures(pad) or self.gebreken[aantal:]
                continue
            frame = gelezen.waarde.frame
            per = frame["stand_per"]
            heel = per.map(lambda dag: dag.month in (1, 7)).astype(bool)
            voor = frame[(per <= begin) & heel]
            dit = frame[(per > begin) & (per < self.peildatum.datum)]
            nieuw = dit if cijfers is None else only_new(dit, cijfers.frame)
            self.gebreken += beside(gelezen.waarde, cijfers, begin)
            eerder += [voor] if len(voor) else []
            maanden += [nieuw.assign(geleverd=gelezen.bron.per)] if len(nieuw) else []
            if len(voor) or len(nieuw):
                self.keep("eerdere_cijfers", pad, gelezen._replace(waarschuwingen=()))
        if cijfers is not None and maanden:
            erbij, strijdig = latest_delivered(maanden)
            self.gebreken += strijdig
            cijfers = replace(cijfers, _frame=pd.concat([erbij, cijfers.frame], ignore_index=True))
        if not eerder:
            return pd.DataFrame(columns=_EERDERE_KOLOMMEN), cijfers
        samen = pd.concat(eerder, ignore_index=True)
        self.gebreken += differing_figures(samen)
        return samen.drop_duplicates(SLEUTEL, ignore_index=True)[_EERDERE_KOLOMMEN], cijfers
