"""The files of decisions between two peildata → a bundle, with the faults of all files at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ibt.begrippen.bevinding import Afwijking
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.tegenspraak import recorded_twice
from ibt.beoordeling.toets import check_whole
from ibt.kader import kaders_of
from ibt.kader.kader import Kader
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.cijfers import read_cijfers
from ibt.readers.gemeenten import read_gemeenten
from ibt.register import read_register
from ibt.ronde.besluiten import Besluitenbundel, is_besluit
from ibt.ronde.bestand import YAMLBESTANDEN, expand
from ibt.ronde.lezer import Lezer
from ibt.ronde.tussenstand import Tussenstanden


def load_bundel(
    besluiten: Path,
    register: Path,
    gemeenten: Path,
    dossier: Sequence[Path] = (),
    cijfers: Path | None = None,
) -> Besluitenbundel:
    """Everything that adopting decisions needs; InvoerFout with the faults of all files.

    `dossier` are files or folders with earlier findings; the file of decisions itself may lie in
    such a folder.
    """
    lijst = read_gemeenten(gemeenten).waarde.citing(lambda naam: _kader_of(naam, date.max).tekst)
    lezer = Lezer()
    lezer.attempt(read_register, register, lijst, date.max)
    gelezen = lezer.attempt(read_bevindingen, besluiten, lijst)
    stukken = gelezen.waarde if gelezen else ()
    if gelezen and not any(map(is_besluit, stukken)):
        lezer.gebreken.append(_nothing_decided(besluiten))
    eerder: list[Vastgelegd] = []
    for pad in expand(Path("."), tuple(str(pad.absolute()) for pad in dossier), YAMLBESTANDEN):
        if pad != besluiten.resolve():
            ouder = lezer.attempt(read_bevindingen, pad, lijst, rol="dossier")
            eerder += ouder.waarde if ouder else ()
    alle = [*lijst.gemeenten.values()]
    tabel = lezer.attempt(read_cijfers, cijfers, lijst, alle) if cijfers else None
    gebreken, kader = lezer.gebreken, _kader_of_all(stukken)
    tekst = kader.tekst
    gebreken += [*recorded_twice((*eerder, *stukken), tekst), *check_whole(stukken, tekst)]
    verwacht = f"een afwijking hoort bij de bevindingen van een ronde{tekst.bij('afwijking')}"
    gebreken += [
        stuk.fault(verwacht, "afwijking")
        for stuk in stukken
        if isinstance(stuk.bevinding, Afwijking)
    ]
    if gebreken:
        raise InvoerFout(gebreken)
    standen = Tussenstanden(tabel.waarde.frame if tabel else None, (*eerder, *stukken))
    return Besluitenbundel(kader, lijst, stukken, tuple(eerder), standen)


def _kader_of_all(stukken: Sequence[Vastgelegd]) -> Kader:
    """The framework of the province whose gemeenten these are, as it holds on the last decision."""
    dag = max((stuk.bevinding.datum for stuk in stukken), default=date.max)
    return _kader_of(stukken[0].gemeente.provincie if stukken else "", dag)


def _kader_of(provincie: str, dag: date) -> Kader:
    """The framework of a province on a day; where none is in force then, its first one.

    Of a province without one of its own it is that of Utrecht: a round file, which may name
    another, is not read here.
    """
    eigen = kaders_of(provincie)
    geldend = [kader for kader in eigen if kader.in_force(dag)]
    return next(iter((*geldend, *eigen, UTRECHT_2024)))


def _nothing_decided(pad: Path) -> Gebrek:
    return Gebrek(
        pad.name,
        "moet ten minste één besluit hebben: versnelling, besluit_indeplaatsstelling, "
        "besluit_wijziging, besluit_intrekking, indeplaatsstelling, afzien_effectuering, "
        "afschalen, niet_afschalen of herziening",
        raad="Andere bevindingen horen bij een ronde; stel die vast met ibt adopt RONDE.",
    )
