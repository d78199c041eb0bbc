"""One gemeente out of an assessed half-year: the Voortgang that a report explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from ibt.begrippen.beoordeling import Historiepunt, Maandstand, Signalen
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import Gesprek, VoortgangGemeld
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import periode_of
from ibt.begrippen.voortgang import Prognose, Voortgang
from ibt.beoordeling.gemeente import make_oordeel, make_signalen
from ibt.beoordeling.ronde import Invoer
from ibt.voortgang.ronde import Voortgangen
from ibt.voortgang.som import months_passed

_GEHEEL = (
    *("taakstelling", "herverdeling", "stand_begin", "open_correctie", "totaalopgave"),
    *("realisatie", "nagekomen", "schema", "nodig_voor_schema"),
)


def select_voortgang(
    gemeente: Gemeente,
    invoer: Invoer,
    voortgangen: Voortgangen,
    verloop: tuple[Maandstand, ...],
    historie: tuple[Historiepunt, ...],
    trede_sinds: date | None,
) -> Voortgang:
    """Where one gemeente stands, with its course, forecast and what is still needed."""
    rij: Any = voortgangen.frame.loc[gemeente.code]
    uit = Voortgang(
        gemeente=gemeente,
        peildatum=invoer.peildatum,
        kader=invoer.kader.tekst,
        maanden=months_passed(invoer.peildatum),
        koppelingen=_optional(rij["koppelingen"]),
        op_schema=bool(rij["op_schema"]),
        trede_huidig=int(rij["trede_vorig"]),
        trede_sinds=trede_sinds,
        prognose=_prognose(voortgangen.prognose, gemeente.code),
        laagste=_prognose(voortgangen.laagste, gemeente.code),
        hoogste=_prognose(voortgangen.hoogste, gemeente.code),
        tempo=voortgangen.tempo[gemeente.code],
        benodigd=rij["benodigd"],
        keuzes_prognose=rij["keuzes"],
        stand_eind_vorig=_optional(rij["stand_eind_vorig"]),
        signalen=_signalen(rij, invoer),
        verloop=verloop,
        historie=historie,
        oordelen=tuple(make_oordeel(stuk) for stuk in _findings(gemeente, invoer)),
        aandachtspunten=rij["aandachtspunten"],
        keuzes=(),
        **{naam: int(rij[naam]) for naam in _GEHEEL},
    )
    geraakt = (*invoer.kader.touched_halfway(uit), *uit.keuzes_prognose)
    return replace(uit, keuzes=invoer.kader.in_order(geraakt))


def _findings(gemeente: Gemeente, invoer: Invoer) -> Iterator[Bevinding]:
    """The findings of the round, and what was told and talked over earlier in the half-year.

    What happened after the day of the report is left out, so that it reads the same when it is
    made again later.
    """
    periode = invoer.peildatum.periode
    for stuk in invoer.dossier:
        if stuk.gemeente.code != gemeente.code or periode_of(stuk.bevinding.datum) != periode:
            continue
        dag = _told_on(stuk.bevinding)
        if dag is not None and dag <= invoer.vandaag:
            yield stuk.bevinding
    for stuk in invoer.bevindingen:
        if stuk.gemeente.code == gemeente.code:
            yield stuk.bevinding


def _told_on(bevinding: Bevinding) -> date | None:
    """When the gemeente was told or spoken with; None for any other finding."""
    match bevinding:
        case Gesprek():
            return max(bevinding.dag, bevinding.datum)
        case VoortgangGemeld():
            return bevinding.datum
        case _:
            return None


def _prognose(frame: pd.DataFrame, code: str) -> Prognose:
    rij: Any = frame.loc[code]
    return Prognose(int(rij["gehuisvest"]), int(rij["stand_eind"]), int(rij["trede"]) or None)


def _signalen(rij: Any, invoer: Invoer) -> Signalen:
    """Koppelingen are of this very day, so they are compared with the whole opgave (Keuze K12)."""
    bekend = not pd.isna(rij["koppelingen"])
    nu = {
        "koppelingen_per": invoer.peildatum.datum if bekend else None,
        "koppelingen_realisatie": rij["gehuisvest"],
        "koppelingen_opgave": rij["totaalopgave"],
    }
    return make_signalen(pd.Series({**rij, **nu}, dtype="object"))


def _optional(waarde: Any) -> int | None:
    return None if pd.isna(waarde) else int(waarde)
