"""The register: the decided treden, validated on every read, never rewritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import Peildatum, periode_of
from ibt.readers import Gelezen
from ibt.readers.naam import Gemeentelijst
from ibt.readers.rijen import read_rijen, row_of, unknown_columns
from ibt.register.geschiedenis import history_faults, history_warnings, in_force
from ibt.register.rij import HERZIENING, KOLOMMEN, Registerrij


@dataclass(frozen=True)
class Register:
    """The rows in force before a peildatum, in file order, per gemeente.

    `ooit` is every row that was ever there, also what a revision replaced.
    """

    rijen: dict[str, tuple[Registerrij, ...]]
    bron: Bron | None
    ooit: tuple[Registerrij, ...] = ()

    @property
    def herzieningen(self) -> tuple[Registerrij, ...]:
        """All revisions, also those that a later one replaced."""
        return tuple(rij for rij in self.ooit if rij.aanleiding == HERZIENING)

    @property
    def nieuw(self) -> tuple[Registerrij, ...]:
        """The rows that were added to this and that the file does not hold yet."""
        return tuple(rij for rij in self.ooit if not rij.nummer)

    def last(self, gemeentecode: str) -> Registerrij | None:
        """The row in force, or None for a gemeente without an earlier trede."""
        return next(self._newest_first(gemeentecode), None)

    def judged(self, gemeentecode: str, peildatum: date) -> Registerrij | None:
        """The row in force about a peildatum; None where that round was not adopted."""
        rijen = self._newest_first(gemeentecode)
        return next((rij for rij in rijen if rij.peildatum == peildatum), None)

    def between(self, gemeentecode: str, datum: date) -> Registerrij | None:
        """The row in force of a besluit of that date between two peildata; None where there is
        none.
        """
        besluiten = (r for r in self._newest_first(gemeentecode) if not r.is_beoordeling)
        return next((rij for rij in besluiten if rij.geldt_vanaf == datum), None)

    def _newest_first(self, gemeentecode: str) -> Iterator[Registerrij]:
        return reversed(self.rijen.get(gemeentecode, ()))

    def add(self, rij: Registerrij) -> Register:
        """The register with one more row in force; this one stays as it is."""
        eigen = in_force([*self.rijen.get(rij.gemeentecode, ()), rij])
        return replace(
            self,
            rijen={**self.rijen, rij.gemeentecode: tuple(eigen)},
            ooit=(*self.ooit, rij),
        )

    def knows(self, gemeentecode: str, datum: date, trede: int) -> bool:
        """Whether a step was adopted before, also where a revision has taken its place since."""
        stap = (gemeentecode, datum, trede)
        return any((rij.gemeentecode, rij.datum, rij.trede) == stap for rij in self.ooit)

    def last_stand(self, gemeentecode: str) -> int | None:
        """The stand at the end of the last assessment on record.

        A row between two peildata tells where the gemeente stood halfway; it counts only where no
        row has a peildatum.
        """
        met_stand = [r for r in self._newest_first(gemeentecode) if r.stand_eind is not None]
        beoordeeld = [rij for rij in met_stand if rij.is_beoordeling]
        return next((rij.stand_eind for rij in beoordeeld or met_stand), None)

    def last_verschoonbaar(self, gemeentecode: str) -> int:
        """The persons excused at the last assessment on record; 0 where none were."""
        aantallen = (rij.verschoonbaar for rij in self._newest_first(gemeentecode))
        return next((aantal for aantal in aantallen if aantal is not None), 0)

    def entry(self, gemeentecode: str) -> Registerrij | None:
        """The row with which the gemeente came on the trede in force (Keuze K2, bij_intrede)."""
        rijen = self.rijen.get(gemeentecode, ())
        verblijven = [[*rijen] for _, rijen in groupby(rijen, key=lambda rij: rij.trede)]
        return verblijven[-1][0] if verblijven else None

    def missed_in_a_row(self, gemeentecode: str, peildatum: Peildatum) -> int:
        """How many half-years in a row ended with a backlog, up to and including this peildatum."""
        standen = {rij.peildatum: rij.stand_eind or 0 for rij in self.rijen.get(gemeentecode, ())}
        aantal = 0
        while standen.get(peildatum.datum, 0) < 0:
            aantal, peildatum = aantal + 1, peildatum.vorige_beoordeling
        return aantal

    def last_fall(self, gemeentecode: str, onder: int) -> date | None:
        """The day of the last decision that brought the gemeente down below a trede.

        What was announced before it belongs to an earlier traject. None where none did: from 5
        back to 4 the announcement stands.
        """
        rijen = self.rijen.get(gemeentecode, ())
        dalingen = [
            later.datum
            for eerder, later in pairwise(rijen)
            if later.trede < eerder.trede and later.trede < onder
        ]
        return dalingen[-1] if dalingen else None

    def decided_on(self, gemeentecode: str, peildatum: date) -> bool:
        """Whether the round of a peildatum was adopted, or a besluit taken within half a year."""
        volgende = periode_of(peildatum).volgende.begin
        return any(
            rij.peildatum == peildatum
            or (not rij.is_beoordeling and peildatum <= rij.geldt_vanaf < volgende)
            for rij in self.rijen.get(gemeentecode, ())
        )


EMPTY = Register({}, None)


def read_register(
    pad: Path, lijst: Gemeentelijst, voor: date, inhoud: bytes | None = None
) -> Gelezen[Register]:
    """The rows that lie before a peildatum; later rows never influence a round.

    InvoerFout with every fault of the whole file: an unknown gemeente, a trede outside 1-6, a
    peildatum that is no moment, rows in the wrong order, a rise of more than 1 (§3 inleiding), a
    herziening without motive or without a row to replace. What is allowed but seldom meant is a
    warning. `inhoud` is read in the place of the file: what it will hold.
    """
    tabel, rijen, gebreken = read_rijen(
        pad, Registerrij, lambda rij: rij.cellen["gemeentecode"], inhoud, gegroeid=True
    )
    gebreken += [
        Gebrek(
            tabel.naam,
            f"moet een gemeentecode uit {lijst.bestand} zijn",
            rij.gemeentecode,
            f"regel {rij.nummer}",
        )
        for rij in rijen
        if rij.gemeentecode not in lijst.gemeenten
    ]
    per_gemeente = _grouped(rijen)
    for code, geschiedenis in per_gemeente.items():
        wie = lijst.gemeenten.get(code)
        gebreken += history_faults(tabel.naam, str(wie or code), geschiedenis, lijst.kader_of(wie))
    if gebreken:
        raise InvoerFout(sorted(gebreken, key=row_of))
    eerder = {
        code: tuple(in_force(rij for rij in geschiedenis if rij.geldt_vanaf < voor))
        for code, geschiedenis in per_gemeente.items()
    }
    gemeld = [*unknown_columns(tabel, KOLOMMEN)]
    for code, geschiedenis in per_gemeente.items():
        telt = [rij for rij in geschiedenis if rij.geldt_vanaf < voor]
        gemeld += history_warnings(tabel.naam, str(lijst.gemeenten[code]), telt)
    ooit = tuple(rij for rij in rijen if rij.geldt_vanaf < voor)
    bron = register_source(tabel.naam, ooit)
    return Gelezen(Register(eerder, bron, ooit), bron, tuple(gemeld))


def _grouped(rijen: Iterable[Registerrij]) -> dict[str, list[Registerrij]]:
    groepen: dict[str, list[Registerrij]] = {}
    for rij in rijen:
        groepen.setdefault(rij.gemeentecode, []).append(rij)
    return groepen


def register_source(naam: str, rijen: Sequence[Registerrij]) -> Bron:
    """The source over the rows that count, so that a later row does not change a round's hash."""
    regels = ["\x1f".join(f"{kolom}={cel}" for kolom, cel in rij.cells().items()) for rij in rijen]
    sha256 = hashlib.sha256("\n".join(regels).encode()).hexdigest()
    laatste = max((rij.datum for rij in rijen), default=None)
    return Bron("register", naam, sha256, len(rijen), laatste)
