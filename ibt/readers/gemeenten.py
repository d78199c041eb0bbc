"""The table `gemeenten`: the round's only list of gemeenten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.readers import Gelezen
from ibt.readers.naam import Gemeentelijst, make_gemeentelijst
from ibt.readers.rijen import Tabelrij, read_rijen, row_of, unknown_columns
from ibt.readers.waarde import (
    Codecel,
    CodecelOfLeeg,
    Datumcel,
    DatumcelOfLeeg,
    Gevuld,
    PersonenOfLeeg,
)


class Gemeenterij(Tabelrij):
    """One row as delivered."""

    gemeentecode: Codecel
    gemeente: Gevuld
    provincie: Gevuld
    geldig_van: Datumcel
    geldig_tot: DatumcelOfLeeg = None
    opvolger: CodecelOfLeeg = None
    inwoners: PersonenOfLeeg = None


def read_gemeenten(pad: Path) -> Gelezen[Gemeentelijst]:
    """The gemeenten in a file; `geldig_tot` is the last day on which a gemeente exists.

    A gemeente that got another name or province has a row for each, with its own days. InvoerFout
    with every fault: missing column, no code, empty name, a code twice on one day, a gemeente that
    ends before it begins.
    """
    tabel, rijen, gebreken = read_rijen(pad, Gemeenterij, lambda rij: rij.cellen.get("gemeente"))
    gebreken += _overlapping(tabel.naam, rijen)
    gebreken += _row_faults(tabel.naam, rijen)
    if gebreken:
        raise InvoerFout(sorted(gebreken, key=row_of))
    # A Gemeente has the columns for fields, in their order.
    gemeenten = (Gemeente(*rij.model_dump(exclude={"nummer"}).values()) for rij in rijen)
    lijst = make_gemeentelijst(tabel.naam, gemeenten)
    bron = Bron("gemeenten", tabel.naam, tabel.sha256, len(rijen))
    return Gelezen(lijst, bron, unknown_columns(tabel, Gemeenterij.kolommen()))


def _overlapping(bestand: str, rijen: list[Gemeenterij]) -> Iterator[Gebrek]:
    """A fault per row of a gemeente that has another row for the same day."""
    for nummer, rij in enumerate(rijen):
        for eerder in rijen[:nummer]:
            if eerder.gemeentecode == rij.gemeentecode and _meet(eerder, rij):
                yield Gebrek(
                    bestand,
                    "elke gemeentecode mag op elke dag één keer voorkomen",
                    f"ook op regel {eerder.nummer}",
                    f"regel {rij.nummer}",
                    rij.gemeente,
                    "Kreeg de gemeente een andere naam of provincie, geef de oude regel dan een "
                    "geldig_tot.",
                )
                break


def _meet(rij: Gemeenterij, ander: Gemeenterij) -> bool:
    """Whether there is a day on which both hold."""
    tot, ander_tot = (deel.geldig_tot or date.max for deel in (rij, ander))
    return rij.geldig_van <= ander_tot and ander.geldig_van <= tot


def _row_faults(bestand: str, rijen: list[Gemeenterij]) -> Iterator[Gebrek]:
    codes = {rij.gemeentecode for rij in rijen}
    for rij in rijen:
        plaats = f"regel {rij.nummer}, kolom "
        if rij.geldig_tot is not None and rij.geldig_tot < rij.geldig_van:
            verwacht, tot = f"moet na geldig_van ({rij.geldig_van}) liggen", str(rij.geldig_tot)
            yield Gebrek(bestand, verwacht, tot, f'{plaats}"geldig_tot"', rij.gemeente)
        if rij.opvolger is not None and rij.opvolger not in codes:
            verwacht = "de opvolger moet zelf in deze tabel staan"
            yield Gebrek(bestand, verwacht, rij.opvolger, f'{plaats}"opvolger"', rij.gemeente)
        if rij.opvolger == rij.gemeentecode:
            verwacht = "de opvolger moet een andere gemeente zijn; leeg bij alleen een andere naam"
            yield Gebrek(bestand, verwacht, rij.opvolger, f'{plaats}"opvolger"', rij.gemeente)
