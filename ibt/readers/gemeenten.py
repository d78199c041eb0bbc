"""The table `gemeenten`: the round's only list of gemeenten."""

from __future__ import annotations

from pathlib import Path

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.readers.gelezen import Gelezen
from ibt.readers.naam import Gemeentelijst, make_gemeentelijst
from ibt.readers.rijen import Tabelrij, duplicate_faults, read_rijen, row_of, unknown_columns
from ibt.readers.waarde import Codecel, CodecelOfLeeg, Datumcel, DatumcelOfLeeg, Gevuld


class Gemeenterij(Tabelrij):
    """One row as delivered."""

    gemeentecode: Codecel
    gemeente: Gevuld
    provincie: Gevuld
    geldig_van: Datumcel
    geldig_tot: DatumcelOfLeeg = None
    opvolger: CodecelOfLeeg = None


def read_gemeenten(pad: Path) -> Gelezen[Gemeentelijst]:
    """The gemeenten in a file; `geldig_tot` is the last day on which a gemeente exists.

    InvoerFout with every fault: missing column, no code, empty name, a code twice, a gemeente
    that ends before it begins.
    """
    tabel, rijen, gebreken = read_rijen(pad, Gemeenterij, lambda rij: rij.cellen.get("gemeente"))
    gebreken += duplicate_faults(
        tabel.naam,
        ((rij.nummer, rij.gemeente, rij.gemeentecode) for rij in rijen),
        "elke gemeentecode mag één keer voorkomen",
    )
    gebreken += [_ends_too_early(tabel.naam, rij) for rij in rijen if _is_reversed(rij)]
    gebreken += _unknown_successors(tabel.naam, rijen)
    if gebreken:
        raise InvoerFout(sorted(gebreken, key=row_of))
    lijst = make_gemeentelijst(tabel.naam, (_gemeente(rij) for rij in rijen))
    bron = Bron("gemeenten", tabel.naam, tabel.sha256, len(rijen))
    return Gelezen(lijst, bron, unknown_columns(tabel, Gemeenterij.kolommen()))


def _gemeente(rij: Gemeenterij) -> Gemeente:
    return Gemeente(
        rij.gemeentecode,
        rij.gemeente,
        rij.provincie,
        rij.geldig_van,
        rij.geldig_tot,
        rij.opvolger,
    )


def _unknown_successors(bestand: str, rijen: list[Gemeenterij]) -> list[Gebrek]:
    codes = {rij.gemeentecode for rij in rijen}
    return [
        Gebrek(
            bestand,
            "de opvolger moet zelf in deze tabel staan",
            rij.opvolger,
            f'regel {rij.nummer}, kolom "opvolger"',
            rij.gemeente,
        )
        for rij in rijen
        if rij.opvolger is not None and rij.opvolger not in codes
    ]


def _is_reversed(rij: Gemeenterij) -> bool:
    return rij.geldig_tot is not None and rij.geldig_tot < rij.geldig_van


def _ends_too_early(bestand: str, rij: Gemeenterij) -> Gebrek:
    return Gebrek(
        bestand,
        f"moet na geldig_van ({rij.geldig_van}) liggen",
        str(rij.geldig_tot),
        f'regel {rij.nummer}, kolom "geldig_tot"',
        rij.gemeente,
    )
