"""The files of decisions between two peildata → a bundle, with the faults of all files at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

from ibt.begrippen.bevinding import Afwijking
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.tegenspraak import recorded_twice
from ibt.beoordeling.toets import check_whole
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.cijfers import read_cijfers
from ibt.readers.gemeenten import read_gemeenten
from ibt.readers.naam import Gemeentelijst
from ibt.register import read_register
from ibt.ronde.besluiten import Besluitenbundel, is_besluit
from ibt.ronde.bestand import YAMLBESTANDEN, expand
from ibt.ronde.tussenstand import Tussenstanden

P = ParamSpec("P")
T = TypeVar("T")


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
    lijst, _, _ = read_gemeenten(gemeenten)
    gebreken: list[Gebrek] = []
    _attempt(gebreken, read_register, register, lijst, date.max)
    gelezen = _attempt(gebreken, read_bevindingen, besluiten, lijst)
    stukken = gelezen[0] if gelezen else ()
    if gelezen and not any(map(is_besluit, stukken)):
        gebreken.append(_nothing_decided(besluiten))
    eerder = _read_dossier(gebreken, besluiten, dossier, lijst)
    tabel = None
    if cijfers is not None:
        eigen = list(lijst.gemeenten.values())
        tabel = _attempt(gebreken, read_cijfers, cijfers, lijst, eigen)
    gebreken += [*recorded_twice((*eerder, *stukken)), *check_whole(stukken)]
    gebreken += [
        stuk.fault("een afwijking hoort bij de bevindingen van een ronde (§3.1)", "afwijking")
        for stuk in stukken
        if isinstance(stuk.bevinding, Afwijking)
    ]
    if gebreken:
        raise InvoerFout(gebreken)
    standen = Tussenstanden(None if tabel is None else tabel.frame, (*eerder, *stukken))
    return Besluitenbundel(lijst, stukken, eerder, standen)


def _read_dossier(
    gebreken: list[Gebrek], besluiten: Path, dossier: Sequence[Path], lijst: Gemeentelijst
) -> tuple[Vastgelegd, ...]:
    stukken: list[Vastgelegd] = []
    for plek in expand(Path("."), tuple(str(pad.absolute()) for pad in dossier), YAMLBESTANDEN):
        if plek == besluiten.resolve():
            continue
        gelezen = _attempt(gebreken, read_bevindingen, plek, lijst, None, "dossier")
        stukken += gelezen[0] if gelezen else ()
    return tuple(stukken)


def _nothing_decided(pad: Path) -> Gebrek:
    return Gebrek(
        pad.name,
        "moet ten minste één besluit hebben: versnelling, besluit_indeplaatsstelling, "
        "besluit_wijziging, besluit_intrekking, indeplaatsstelling, afzien_effectuering, "
        "afschalen, niet_afschalen of herziening",
        raad="Andere bevindingen horen bij een ronde; stel die vast met ibt adopt RONDE.",
    )


def _attempt(
    gebreken: list[Gebrek], lees: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    """The outcome of a reader, or None with its faults kept."""
    try:
        return lees(*args, **kwargs)
    except InvoerFout as fout:
        gebreken.extend(fout.gebreken)
        return None
