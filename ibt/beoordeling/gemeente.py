"""One gemeente out of an assessed round: the Beoordeling that a report explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pandas as pd

from ibt.begrippen.beoordeling import (
    AndereLezing,
    Beoordeling,
    Historiepunt,
    Maandstand,
    Omslag,
    Oordeel,
    Signalen,
    Som,
    Veldinhoud,
)
from ibt.begrippen.bevindingbasis import Bevinding, Deel
from ibt.begrippen.gemeente import Gemeente
from ibt.beoordeling.effect import works_on
from ibt.beoordeling.ronde import Invoer, Uitkomsten
from ibt.beoordeling.strekken import GEEN
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen


def select_beoordeling(
    gemeente: Gemeente,
    invoer: Invoer,
    uitkomsten: Uitkomsten,
    verloop: tuple[Maandstand, ...],
    historie: tuple[Historiepunt, ...],
    trede_vorig_sinds: date | None,
) -> Beoordeling:
    """The proposal for one gemeente, with its reasons, course and history."""
    rij: Any = uitkomsten.frame.loc[gemeente.code]
    som = Som(**{veld.name: int(rij[veld.name]) for veld in fields(Som)})
    trede = int(rij["trede_voorstel"])
    lezingen = uitkomsten.gekozen.get(gemeente.code, {})
    regel = invoer.kader.ladder(lezingen)[str(rij["regel"])]
    berekend = int(rij["trede_berekend"])
    anders = _other_readings(uitkomsten.lezingen.loc[gemeente.code], rij, invoer.kader, lezingen)
    open_ = [ander for ander in anders if ander.keuze not in lezingen]
    eerder, soorten = int(rij["verschoonbaar_vorig"]), _kinds(gemeente, invoer)
    punten = rij["aandachtspunten"]
    geraakt = invoer.kader.touched(som, regel, punten, eerder, trede, soorten)
    uit = Beoordeling(
        gemeente=gemeente,
        peildatum=invoer.peildatum,
        kader=invoer.kader.tekst,
        som=som,
        trede_vorig_sinds=trede_vorig_sinds,
        regel=regel.id,
        andere_lezingen=tuple(ander for ander in open_ if _differs(ander, berekend, invoer.kader)),
        keuze_uitkomsten=tuple(ander for ander in anders if ander.keuze in lezingen),
        lezingen=lezingen,
        overmacht_telt=invoer.kader.excuse_weighs(invoer.kader.lezingen(lezingen)),
        keuzes=invoer.kader.in_order([*geraakt, *lezingen]),
        oordelen=_oordelen(gemeente, invoer),
        verloop=verloop,
        historie=historie,
        **_from_row(rij),
    )
    return replace(uit, telling=invoer.kader.recount(uit))


def _from_row(rij: Any) -> dict[str, Any]:
    """What the outcome of a gemeente holds as it is told."""
    return {
        **{naam: int(rij[naam]) for naam in ("trede_vorig", "trede_berekend", "trede_voorstel")},
        "stand_eind_vorig": _optional(rij["stand_eind_vorig"]),
        "afwijking": str(rij["afwijking"]),
        "meer": _omslag(rij, "meer"),
        "minder": _omslag(rij, "minder"),
        "open_besluiten": tuple(filter(None, rij["open_besluit"].split("|"))),
        "signalen": make_signalen(rij),
        **{n: rij[n] for n in ("aandachtspunten", "vooruitzicht", "keuzes_vooruitzicht")},
    }


def _differs(ander: AndereLezing, berekend: int, kader: Kader) -> bool:
    """Whether another reading of the ladder gives another trede than the one computed."""
    return ander.trede != berekend and not kader.keuze(ander.keuze).over_besluiten


def _kinds(gemeente: Gemeente, invoer: Invoer) -> set[str]:
    return {s.bevinding.soort for s in invoer.bevindingen if s.gemeente.code == gemeente.code}


def _oordelen(gemeente: Gemeente, invoer: Invoer) -> tuple[Oordeel, ...]:
    """The round's findings, then what earlier findings still do to the figures."""
    nu = [stuk for stuk in invoer.bevindingen if stuk.gemeente.code == gemeente.code]
    eerder = [
        stuk
        for stuk in invoer.dossier
        if stuk.gemeente.code == gemeente.code and works_on(stuk, invoer.peildatum.periode)
    ]
    oordelen = [make_oordeel(stuk.bevinding) for stuk in nu]
    for stuk in eerder:
        oordeel = make_oordeel(stuk.bevinding)
        velden = {**oordeel.velden, "uit_het_halfjaar": str(stuk.periode)}
        oordelen.append(replace(oordeel, velden=velden))
    return tuple(oordelen)


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
    if any(not isinstance(deel, Deel) for deel in waarde):
        return "; ".join(_as_text(deel) for deel in waarde)
    return tuple(
        {naam: _as_text(inhoud) for naam, inhoud in deel if inhoud is not None} for deel in waarde
    )


def _as_text(waarde: Any) -> str:
    return waarde.isoformat() if isinstance(waarde, date) else str(waarde)


def _omslag(rij: pd.Series, kolom: str) -> Omslag | None:
    personen = int(rij[kolom])
    if personen == GEEN:
        return None
    return Omslag(personen, int(rij[f"{kolom}_trede"]), personen <= int(rij["marge"]))


def _other_readings(
    treden: Any, rij: Any, kader: Kader, gekozen: Lezingen
) -> tuple[AndereLezing, ...]:
    """The trede under every reading that is not in use here.

    Of a Keuze about decisions that is the proposal: without a step up that the other reading
    would not allow.
    """
    paren: Iterable[tuple[Any, Any]] = treden.items()
    gebruikt = kader.lezingen(gekozen)
    verschoond = int(rij["stand_eind"]) < 0 == int(rij["toerekenbaar"])
    vorig, voorstel = int(rij["trede_vorig"]), int(rij["trede_voorstel"])
    toegestaan = min(voorstel, vorig) if verschoond else voorstel
    return tuple(
        AndereLezing(keuze, lezing, toegestaan if kader.keuze(keuze).over_besluiten else int(trede))
        for (keuze, lezing), trede in paren
        if gebruikt[keuze] != lezing
    )


def make_signalen(rij: pd.Series) -> Signalen:
    """The signals in a row of outcomes, of an assessment or within a half-year."""
    wachttijd = rij["wachttijd_fase2"]
    per = rij["koppelingen_per"]
    return Signalen(
        koppelingen=_optional(rij["koppelingen"]),
        koppelingen_per=per if isinstance(per, date) else None,
        koppelingen_realisatie=_optional(rij["koppelingen_realisatie"]),
        koppelingen_opgave=_optional(rij["koppelingen_opgave"]),
        omkoppelingen=_optional(rij["omkoppelingen"]),
        wachttijd_fase2=None if pd.isna(wachttijd) else float(wachttijd),
        stapelgemeente=rij["stapelgemeente"] if isinstance(rij["stapelgemeente"], str) else None,
        wachttijd=rij.get("wachttijd"),
    )


def _optional(waarde: Any) -> int | None:
    return None if pd.isna(waarde) else int(waarde)
