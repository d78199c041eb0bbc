"""The register: the decided treden, validated on every read, never rewritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.readers.bestand import Tabelbestand, read_tabel
from ibt.readers.naam import Gemeentelijst
from ibt.readers.rijen import Tabelrij, parse_rijen, require_columns, row_of, unknown_columns
from ibt.readers.waarde import (
    Codecel,
    Datumcel,
    DatumcelOfLeeg,
    PersonenOfLeeg,
    StandgetalOfLeeg,
    Tredecel,
)

VERPLICHT = ("gemeentecode", "datum", "trede")
KOLOMMEN = (
    *VERPLICHT,
    "aanleiding",
    "peildatum",
    "stand_eind",
    "correctie",
    "verschoonbaar",
    "toerekenbaar",
    "orgaan",
    "motivering",
    "vastgesteld_door",
    "vastgesteld_op",
)
HERZIENING = "herziening"


class Registerrij(Tabelrij):
    """One decided step: which gemeente, since when, on which trede, and on what ground."""

    gemeentecode: Codecel
    datum: Datumcel
    trede: Tredecel
    aanleiding: str = ""
    peildatum: DatumcelOfLeeg = None
    stand_eind: StandgetalOfLeeg = None
    correctie: PersonenOfLeeg = None
    verschoonbaar: PersonenOfLeeg = None
    toerekenbaar: PersonenOfLeeg = None
    orgaan: str = ""
    motivering: str = ""
    vastgesteld_door: str = ""
    vastgesteld_op: DatumcelOfLeeg = None

    @property
    def geldt_vanaf(self) -> date:
        """The date by which the row is ordered against a peildatum."""
        return self.peildatum or self.datum


@dataclass(frozen=True)
class Register:
    """The rows in force before a peildatum, in file order, per gemeente."""

    rijen: dict[str, tuple[Registerrij, ...]]
    bron: Bron | None

    def last(self, gemeentecode: str) -> Registerrij | None:
        """The row in force, or None for a gemeente without an earlier trede."""
        rijen = self.rijen.get(gemeentecode, ())
        return rijen[-1] if rijen else None

    def last_stand(self, gemeentecode: str) -> int | None:
        """The last stand at the end that was decided; rows between peildata may have none."""
        rijen = reversed(self.rijen.get(gemeentecode, ()))
        return next((rij.stand_eind for rij in rijen if rij.stand_eind is not None), None)

    def last_verschoonbaar(self, gemeentecode: str) -> int:
        """The persons excused at the last assessment on record; 0 where none were."""
        rijen = reversed(self.rijen.get(gemeentecode, ()))
        return next((rij.verschoonbaar for rij in rijen if rij.verschoonbaar is not None), 0)

    def entry(self, gemeentecode: str) -> Registerrij | None:
        """The row with which the gemeente came on the trede in force (Keuze K2, bij_intrede)."""
        rijen = self.rijen.get(gemeentecode, ())
        gevonden = None
        for rij in reversed(rijen):
            if rij.trede != rijen[-1].trede:
                break
            gevonden = rij
        return gevonden

    def last_fall(self, gemeentecode: str) -> date | None:
        """The day of the last decision that brought the gemeente down; None where none did.

        What was announced before it belongs to an earlier traject.
        """
        rijen = self.rijen.get(gemeentecode, ())
        dalingen = [later.datum for eerder, later in pairwise(rijen) if later.trede < eerder.trede]
        return dalingen[-1] if dalingen else None

    def decided_on(self, gemeentecode: str, peildatum: date) -> bool:
        """Whether the round of a peildatum was adopted: see the contract, Adopting."""
        maand = peildatum.month + 6
        jaar, maand = peildatum.year + (maand - 1) // 12, (maand - 1) % 12 + 1
        volgende = date(jaar, maand, 1)
        return any(
            rij.peildatum == peildatum
            or (rij.peildatum is None and peildatum <= rij.datum < volgende)
            for rij in self.rijen.get(gemeentecode, ())
        )


EMPTY = Register({}, None)


def read_register(
    pad: Path, lijst: Gemeentelijst, voor: date
) -> tuple[Register, list[Waarschuwing]]:
    """The rows that lie before a peildatum; later rows never influence a round.

    InvoerFout with every fault of the whole file: an unknown gemeente, a trede outside 1-6, a
    peildatum that is no moment, a rise of more than 1 (§3 inleiding), a herziening without motive
    or without a row to replace. A date before that of the row above is a warning.
    """
    tabel = read_tabel(pad)
    require_columns(tabel, VERPLICHT)
    rijen, gebreken = parse_rijen(tabel, Registerrij, lambda rij: rij.cellen["gemeentecode"])
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
        naam = str(lijst.gemeenten[code]) if code in lijst.gemeenten else code
        gebreken += _history_faults(tabel.naam, naam, geschiedenis)
    if gebreken:
        raise InvoerFout(sorted(gebreken, key=row_of))
    eerder = {
        code: tuple(_in_force(rij for rij in geschiedenis if rij.geldt_vanaf < voor))
        for code, geschiedenis in per_gemeente.items()
    }
    gemeld = unknown_columns(tabel, KOLOMMEN)
    for code, geschiedenis in per_gemeente.items():
        telt = [rij for rij in geschiedenis if rij.geldt_vanaf < voor]
        gemeld += _out_of_order(tabel.naam, str(lijst.gemeenten[code]), telt)
    return Register(eerder, _source(tabel, eerder)), gemeld


def _grouped(rijen: Iterable[Registerrij]) -> dict[str, list[Registerrij]]:
    groepen: dict[str, list[Registerrij]] = {}
    for rij in rijen:
        groepen.setdefault(rij.gemeentecode, []).append(rij)
    return groepen


def _in_force(rijen: Iterable[Registerrij]) -> list[Registerrij]:
    """The rows in force: a herziening stands in the place of the rows that it replaces.

    So a revision of an older peildatum never undoes a decision that was taken after it.
    """
    geldend: list[Registerrij] = []
    for rij in rijen:
        plek = _replaced(geldend, rij)
        if plek is None:
            geldend.append(rij)
            continue
        rest = [eerder for eerder in geldend if eerder.peildatum != rij.peildatum]
        geldend = [*rest[:plek], rij, *rest[plek:]]
    return geldend


def _replaced(geldend: list[Registerrij], rij: Registerrij) -> int | None:
    """The place of the first row that a herziening replaces; None where it replaces nothing."""
    if rij.aanleiding != HERZIENING or rij.peildatum is None:
        return None
    plekken = (plek for plek, eerder in enumerate(geldend) if eerder.peildatum == rij.peildatum)
    return next(plekken, None)


def _history_faults(bestand: str, gemeente: str, rijen: list[Registerrij]) -> list[Gebrek]:
    """Faults of one gemeente's rows, and a rise of more than 1 among those in force."""
    gebreken: list[Gebrek] = []
    for nummer, rij in enumerate(rijen):
        if rij.aanleiding == HERZIENING:
            gebreken += _revision_faults(bestand, gemeente, rij, _in_force(rijen[:nummer]))
        if rij.peildatum is not None and not _is_moment(rij.peildatum):
            verwacht = "peildatum moet 1 januari, 1 april, 1 juli of 1 oktober zijn"
            plaats = f'regel {rij.nummer}, kolom "peildatum"'
            gebreken.append(Gebrek(bestand, verwacht, str(rij.peildatum), plaats, gemeente))
    geldend = _in_force(rijen)
    for eerder, later in pairwise(geldend):
        if later.trede > eerder.trede + 1:
            verwacht = "mag per stap ten hoogste één trede stijgen (§3 inleiding)"
            gevonden = f"van trede {eerder.trede} naar trede {later.trede}"
            gebreken.append(Gebrek(bestand, verwacht, gevonden, f"regel {later.nummer}", gemeente))
    return gebreken


def _is_moment(datum: date) -> bool:
    return datum.day == 1 and datum.month in (1, 4, 7, 10)


def _out_of_order(bestand: str, gemeente: str, rijen: list[Registerrij]) -> list[Waarschuwing]:
    """A row dated before the row above it: the order in the file decides, so it is reported."""
    return [
        Waarschuwing(
            bestand,
            f"de datum {later.datum} ligt voor die van de regel erboven ({eerder.datum}); "
            "ibt volgt de volgorde van het bestand",
            f"regel {later.nummer}",
            gemeente,
        )
        for eerder, later in pairwise(rijen)
        if later.datum < eerder.datum and later.aanleiding != HERZIENING
    ]


def _revision_faults(
    bestand: str, gemeente: str, rij: Registerrij, geldend: list[Registerrij]
) -> list[Gebrek]:
    gebreken = []
    plaats = f"regel {rij.nummer}"
    if not rij.motivering:
        verwacht = "een herziening moet een motivering hebben"
        gebreken.append(Gebrek(bestand, verwacht, "", plaats, gemeente))
    if rij.peildatum is None or all(eerder.peildatum != rij.peildatum for eerder in geldend):
        verwacht = "een herziening moet de peildatum van een eerdere regel hebben"
        gebreken.append(Gebrek(bestand, verwacht, str(rij.peildatum or ""), plaats, gemeente))
    return gebreken


def _source(tabel: Tabelbestand, eerder: dict[str, tuple[Registerrij, ...]]) -> Bron:
    """The source over the rows that count, so that a later row does not change a round's hash."""
    nummers = {rij.nummer for rijen in eerder.values() for rij in rijen}
    regels = [
        "\x1f".join(f"{naam}={rij.cellen.get(naam, '')}" for naam in KOLOMMEN)
        for rij in tabel.rijen
        if rij.nummer in nummers
    ]
    sha256 = hashlib.sha256("\n".join(regels).encode()).hexdigest()
    datums = [rij.datum for rijen in eerder.values() for rij in rijen]
    return Bron("register", tabel.naam, sha256, len(regels), max(datums, default=None))
