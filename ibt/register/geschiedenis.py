"""The history of one gemeente in the register: which rows are in force, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ibt.begrippen.fout import Gebrek, Waarschuwing
from ibt.begrippen.kadertekst import Kadertekst
from ibt.register.rij import HERZIENING, Registerrij


def in_force(rijen: Iterable[Registerrij]) -> list[Registerrij]:
    """The rows in force: a herziening stands in the place of the rows that it replaces.

    So a revision of an older peildatum never undoes a decision that was taken after it.
    """
    geldend: list[Registerrij] = []
    for rij in rijen:
        weg = _replaced(geldend, rij)
        if not weg:
            geldend.append(rij)
            continue
        begin = geldend.index(weg[0])
        rest = [eerder for eerder in geldend if eerder not in weg]
        geldend = [*rest[:begin], rij, *rest[begin:]]
    return geldend


def _replaced(geldend: list[Registerrij], rij: Registerrij) -> list[Registerrij]:
    """The rows that a herziening replaces: of its peildatum, or the one between peildata that has
    its day as its date.
    """
    if rij.aanleiding != HERZIENING or rij.peildatum is None:
        return []
    zelfde = [eerder for eerder in geldend if eerder.peildatum == rij.peildatum]
    return zelfde or [
        eerder for eerder in geldend if eerder.peildatum is None and eerder.datum == rij.peildatum
    ]


def history_faults(
    bestand: str, gemeente: str, rijen: list[Registerrij], kader: Kadertekst | None
) -> list[Gebrek]:
    """Faults of one gemeente's rows, and a rise of more than 1 among those in force. Norm: N23."""
    gebreken: list[Gebrek] = []
    for nummer, rij in enumerate(rijen):
        if rij.aanleiding == HERZIENING:
            gebreken += _revision_faults(bestand, gemeente, rij, in_force(rijen[:nummer]))
        herziet = rij.aanleiding == HERZIENING
        if rij.peildatum is not None and not rij.is_beoordeling and not herziet:
            verwacht = "peildatum moet 1 januari, 1 april, 1 juli of 1 oktober zijn"
            plaats = f'regel {rij.nummer}, kolom "peildatum"'
            gebreken.append(Gebrek(bestand, verwacht, str(rij.peildatum), plaats, gemeente))
    gebreken += _order_faults(bestand, gemeente, rijen)
    geldend = in_force(rijen)
    for eerder, later in pairwise(geldend):
        if later.trede > eerder.trede + 1:
            verwacht = "mag per stap ten hoogste één trede stijgen"
            verwacht += kader.bij("stijgen") if kader else ""
            gevonden = f"van trede {eerder.trede} naar trede {later.trede}"
            gebreken.append(Gebrek(bestand, verwacht, gevonden, f"regel {later.nummer}", gemeente))
    return gebreken


def _order_faults(bestand: str, gemeente: str, rijen: list[Registerrij]) -> list[Gebrek]:
    """The last row of the file is the trede in force, so an older row may not stand below it.

    A row whose date alone is earlier was decided late, which may be; a herziening has its own
    place.
    """
    gewoon = [rij for rij in rijen if rij.aanleiding != HERZIENING]
    return [
        Gebrek(
            bestand,
            f"moet op volgorde staan, oudste eerst; de regel erboven geldt vanaf "
            f"{eerder.geldt_vanaf}",
            str(later.geldt_vanaf),
            f"regel {later.nummer}",
            gemeente,
            "Zet de regels van deze gemeente in de volgorde waarin zij zijn besloten.",
        )
        for eerder, later in pairwise(gewoon)
        if later.geldt_vanaf < eerder.geldt_vanaf and later.datum < eerder.datum
    ]


def history_warnings(bestand: str, gemeente: str, rijen: list[Registerrij]) -> list[Waarschuwing]:
    """What is allowed but seldom meant: a date out of order or before its own peildatum, and a
    second step up in one half-year without a motive (§3 inleiding).
    """
    gewoon = [rij for rij in rijen if rij.aanleiding != HERZIENING]
    gemeld = [
        (rij, f"de datum {rij.datum} ligt voor de peildatum {rij.peildatum}")
        for rij in gewoon
        if rij.peildatum is not None and rij.datum < rij.peildatum
    ]
    for eerder, later in pairwise(gewoon):
        if later.datum < eerder.datum:
            tekst = (
                f"de datum {later.datum} ligt voor die van de regel erboven ({eerder.datum}); ibt "
                "volgt de volgorde van het bestand"
            )
            gemeld.append((later, tekst))
        zelfde = later.peildatum is not None and later.peildatum == eerder.peildatum
        if zelfde and later.trede > eerder.trede and not later.motivering:
            tekst = f"een tweede stap omhoog op peildatum {later.peildatum} zonder motivering"
            gemeld.append((later, tekst))
    return [
        Waarschuwing(bestand, tekst, f"regel {rij.nummer}", gemeente)
        for rij, tekst in sorted(gemeld, key=lambda paar: paar[0].nummer)
    ]


def _revision_faults(
    bestand: str, gemeente: str, rij: Registerrij, geldend: list[Registerrij]
) -> list[Gebrek]:
    gebreken = []
    plaats = f"regel {rij.nummer}"
    if not rij.motivering:
        verwacht = "een herziening moet een motivering hebben"
        gebreken.append(Gebrek(bestand, verwacht, "", plaats, gemeente))
    if not _replaced(geldend, rij):
        verwacht = (
            "een herziening moet als peildatum die van een eerdere regel hebben, of de datum van "
            "een regel tussen twee peildata"
        )
        gebreken.append(Gebrek(bestand, verwacht, str(rij.peildatum or ""), plaats, gemeente))
    return gebreken
