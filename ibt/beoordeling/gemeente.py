"""The Beoordeling of one gemeente: its trede with everything that explains it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ibt.begrippen.beoordeling import AndereLezing, Beoordeling, Oordeel, Veldinhoud
from ibt.begrippen.bevindingbasis import Bevinding, Onderdeel
from ibt.begrippen.periode import Periode
from ibt.beoordeling.aandacht import collect_aandachtspunten
from ibt.beoordeling.effect import works_on
from ibt.beoordeling.positie import Invoer, Positie, Zaak
from ibt.beoordeling.som import at_midpoint
from ibt.beoordeling.uitkomst import Ladderuitkomst
from ibt.beoordeling.voorstel import Voorstel
from ibt.beoordeling.vooruitzicht import Vooruitblik
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen

# What a report says just as it was read.
_GELEZEN = (
    *("gemeente", "kader", "trede_vorig", "trede_vorig_sinds", "stand_eind_vorig"),
    *("verloop", "historie", "voorgangers"),
)


def make_beoordeling(
    invoer: Invoer,
    zaak: Zaak,
    gekozen: Lezingen,
    uitkomst: Ladderuitkomst,
    voorstel: Voorstel,
    vooruit: Vooruitblik,
) -> Beoordeling:
    """The proposal for one gemeente, with its reasons, points of attention, course and history."""
    (positie, som), kader = zaak, invoer.kader
    open_ = tuple(_open(uitkomst, gekozen, kader))
    signalen = at_midpoint(positie, som, invoer.peildatum)
    punten = collect_aandachtspunten(zaak, uitkomst, voorstel, signalen, invoer, bool(open_))
    soorten = {stuk.bevinding.soort for stuk in positie.bevindingen}
    eerder = positie.verschoonbaar_vorig
    geraakt = kader.touched(som, uitkomst.regel, punten, eerder, voorstel.trede, soorten)
    return Beoordeling(
        **as_read(invoer, zaak),
        tekort_op_rij=positie.tekort_op_rij,
        regel=uitkomst.regel.id,
        trede_berekend=uitkomst.trede,
        trede_voorstel=voorstel.trede,
        afwijking=voorstel.afwijking,
        meer=uitkomst.meer,
        minder=uitkomst.minder,
        strekken=uitkomst.strekken,
        andere_lezingen=open_,
        keuze_uitkomsten=tuple(_decided(invoer, zaak, gekozen, uitkomst, voorstel)),
        lezingen=gekozen,
        overmacht_telt=kader.excuse_weighs(kader.lezingen(gekozen)),
        keuzes=kader.in_order([*geraakt, *gekozen]),
        aandachtspunten=punten,
        open_besluiten=voorstel.open_besluiten,
        oordelen=tuple(_oordelen(positie, invoer.peildatum.periode)),
        signalen=signalen,
        vooruitzicht=vooruit.stappen,
        keuzes_vooruitzicht=vooruit.keuzes,
    )


def as_read(invoer: Invoer, zaak: Zaak) -> dict[str, Any]:
    """What was read and summed of one gemeente, whatever the moment."""
    gelezen = {naam: getattr(zaak.positie, naam) for naam in _GELEZEN}
    eigen = {"peildatum": invoer.peildatum, "som": zaak.som, "is_proef": invoer.is_proef}
    return {**gelezen, **eigen}


def _open(uitkomst: Ladderuitkomst, gekozen: Lezingen, kader: Kader) -> Iterator[AndereLezing]:
    """The readings that give another trede, of Keuzes about the ladder that nobody decided."""
    for ander in uitkomst.andere:
        if ander.keuze not in gekozen and not kader.keuze(ander.keuze).over_besluiten:
            yield ander


def _decided(
    invoer: Invoer, zaak: Zaak, gekozen: Lezingen, uitkomst: Ladderuitkomst, voorstel: Voorstel
) -> Iterator[AndereLezing]:
    """The other readings of the Keuzes that the supervisor decided.

    Of a Keuze about decisions the trede is the proposal, without a step up that the other reading
    would not allow.
    """
    verschoond = zaak.som.stand_eind < 0 == zaak.som.toerekenbaar
    hoogstens = min(voorstel.trede, zaak.positie.trede_vorig) if verschoond else voorstel.trede
    for ander in uitkomst.andere:
        if ander.keuze in gekozen:
            over_besluiten = invoer.kader.keuze(ander.keuze).over_besluiten
            yield replace(ander, trede=hoogstens) if over_besluiten else ander


def _oordelen(positie: Positie, periode: Periode) -> Iterator[Oordeel]:
    """The round's findings, then what earlier findings still do to the figures."""
    for stuk in positie.bevindingen:
        yield make_oordeel(stuk.bevinding)
    for stuk in positie.dossier:
        if works_on(stuk, periode):
            oordeel = make_oordeel(stuk.bevinding)
            velden = {**oordeel.velden, "uit_het_halfjaar": str(stuk.periode)}
            yield replace(oordeel, velden=velden)


def make_oordeel(bevinding: Bevinding) -> Oordeel:
    """A finding with its further fields as text, in the order of its class."""
    algemeen = set(Bevinding.model_fields)
    velden = {
        naam: _content(getattr(bevinding, naam))
        for naam in type(bevinding).model_fields
        if naam not in algemeen and getattr(bevinding, naam) not in (None, ())
    }
    return Oordeel(
        bevinding.soort, bevinding.beoordelaar, bevinding.datum, bevinding.motivering, velden
    )


def _content(waarde: Any) -> Veldinhoud:
    """Text; or for a list of parts, the fields of each that were filled in."""
    if not isinstance(waarde, tuple):
        return _as_text(waarde)
    if any(not isinstance(deel, Onderdeel) for deel in waarde):
        return "; ".join(_as_text(deel) for deel in waarde)
    return tuple(
        {naam: _as_text(inhoud) for naam, inhoud in deel if inhoud is not None} for deel in waarde
    )


def _as_text(waarde: Any) -> str:
    return waarde.isoformat() if isinstance(waarde, date) else str(waarde)
