"""Treden 4 to 6: the announcement, the terms of the besluit, and what followed (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.ingreep import (
    Afschalen,
    AfzienEffectuering,
    BesluitIndeplaatsstelling,
    BesluitWijziging,
    Indeplaatsstelling,
    Termijn,
    Vooraankondiging,
)
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.orgaan import is_organ
from ibt.begrippen.traject import Mijlpaal, Staat
from ibt.beoordeling.dossier import Besluitsporen
from ibt.kader.kader import Kader
from ibt.traject.staat import make_termijn

B = TypeVar("B", bound=Bevinding)


def follow_vooraankondiging(
    stukken: Sequence[Bevinding], intrede: date, vandaag: date, kader: Kader
) -> Iterator[Mijlpaal]:
    """The announcement, its copy to the gemeenteraad, its publication, and the time to react.

    Norm: N49.
    """
    aankondiging = _announcement(stukken, vandaag)
    if aankondiging is None or aankondiging.datum < intrede:
        yield make_termijn("vooraankondiging", kader, None, None, vandaag)
        return
    yield make_termijn("vooraankondiging", kader, None, aankondiging.datum, vandaag)
    for code, dag in (
        ("afschrift_raad", aankondiging.afschrift_raad_op),
        ("publicatie", aankondiging.gepubliceerd_op),
    ):
        yield make_termijn(code, kader, None, dag, vandaag)
    reactie = make_termijn("reactie", kader, aankondiging.reactie_uiterlijk, None, vandaag)
    # To react is a right: not using it is not being late.
    voorbij = reactie.staat is Staat.TE_LAAT
    yield replace(reactie, staat=Staat.VOORBIJ) if voorbij else reactie


def follow_besluit(
    stukken: Sequence[Bevinding], vandaag: date, kader: Kader, *, overgenomen: bool
) -> Iterator[Mijlpaal]:
    """What led to the besluit in force, its terms, and by when the gemeente realises by itself.

    Once the province took the task over (`overgenomen`), B en W owe nothing any more (§3 trede 6).
    A term that ran out is answered while gedeputeerde staten refrain from carrying the besluit out,
    or by what they decided after it.

    Norm: N55.
    """
    spoor = Besluitsporen(tuple(stukken), kader.tekst)
    besluit = spoor.besluit(vandaag)
    if besluit is None:
        return
    afzien = spoor.afzien(vandaag)
    daad = _latest(stukken, Indeplaatsstelling, vandaag) if overgenomen else None
    yield from _chain(stukken, besluit, daad, vandaag, kader)
    for termijn in spoor.termijnen(vandaag):
        mijlpaal = _term(termijn, afzien, vandaag, kader)
        yield _taken_over(mijlpaal, daad) if overgenomen else mijlpaal
    if afzien is not None:
        klaar = _latest(stukken, Afschalen, vandaag)
        dag = klaar.datum if klaar is not None and klaar.datum >= afzien.datum else None
        zelf = make_termijn("zelf_realiseren", kader, afzien.realiseert_uiterlijk, dag, vandaag)
        erna = daad is not None and daad.datum < afzien.datum
        vervalt = overgenomen and not erna and dag is None
        yield replace(zelf, staat=Staat.VERVALLEN) if vervalt else zelf


def _taken_over(mijlpaal: Mijlpaal, daad: Indeplaatsstelling | None) -> Mijlpaal:
    """A term after the province took over: lapsed, or the ground for it where it had run out."""
    if mijlpaal.gehaald_op is not None:
        return mijlpaal
    dag = mijlpaal.uiterlijk
    gemist = daad is not None and dag is not None and dag < daad.besluitdatum
    return replace(mijlpaal, staat=Staat.NIET_VOLDAAN if gemist else Staat.VERVALLEN)


def _term(
    termijn: Termijn, afzien: AfzienEffectuering | None, vandaag: date, kader: Kader
) -> Mijlpaal:
    """A term of the besluit; once it passed, whether it still asks for an answer."""
    mijlpaal = make_termijn(
        "besluittermijn",
        kader,
        termijn.uiterlijk,
        termijn.voldaan_op,
        vandaag,
        termijn.maatregel,
    )
    if mijlpaal.gehaald_op is not None:
        return mijlpaal
    eerder = afzien is not None and termijn.uiterlijk < afzien.datum
    rust = afzien is not None and termijn.uiterlijk < vandaag <= afzien.realiseert_uiterlijk
    if eerder:
        return replace(mijlpaal, staat=Staat.NIET_VOLDAAN)
    return replace(mijlpaal, staat=Staat.VOORBIJ) if rust else mijlpaal


def _chain(
    stukken: Sequence[Bevinding],
    besluit: BesluitIndeplaatsstelling,
    daad: Indeplaatsstelling | None,
    vandaag: date,
    kader: Kader,
) -> Iterator[Mijlpaal]:
    """The formal steps that were taken: announcement, besluit, changes, and the province in its
    place.
    """
    aankondiging = _announcement(stukken, besluit.besluitdatum)
    if aankondiging is not None:
        yield make_termijn("vooraankondiging", kader, None, aankondiging.datum, vandaag)
    yield make_termijn("besluit", kader, None, besluit.besluitdatum, vandaag)
    for stuk in stukken:
        eigen = isinstance(stuk, BesluitWijziging) and stuk.besluit_van == besluit.besluitdatum
        if eigen and isinstance(stuk, BesluitWijziging) and stuk.besluitdatum <= vandaag:
            yield make_termijn("besluit_wijziging", kader, None, stuk.besluitdatum, vandaag)
    if daad is not None and daad.besluitdatum >= besluit.besluitdatum:
        yield make_termijn("indeplaatsstelling", kader, None, daad.besluitdatum, vandaag)


def besluit_date(stukken: Sequence[Bevinding], vandaag: date, kader: Kadertekst) -> date | None:
    """The date of the besluit tot indeplaatsstelling in force; None where there is none on file."""
    besluit = Besluitsporen(tuple(stukken), kader).besluit(vandaag)
    return None if besluit is None else besluit.besluitdatum


def _announcement(stukken: Sequence[Bevinding], vandaag: date) -> Vooraankondiging | None:
    """The last one of an organ that can announce; another's announces nothing (§3 trede 4)."""
    eigen = [s for s in stukken if isinstance(s, Vooraankondiging) and is_organ(s.orgaan)]
    return _latest(eigen, Vooraankondiging, vandaag)


def _latest(stukken: Sequence[Bevinding], soort: type[B], vandaag: date) -> B | None:
    """The last of a kind that was recorded up to and including a day."""
    eigen = [stuk for stuk in stukken if isinstance(stuk, soort) and stuk.datum <= vandaag]
    return max(eigen, key=lambda stuk: stuk.datum, default=None)
