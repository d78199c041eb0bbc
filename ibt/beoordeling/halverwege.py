"""Within a running half-year: the Voortgang of every gemeente. No trede is set (§4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ibt.begrippen.beoordeling import Signalen
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import Gesprek, VoortgangGemeld
from ibt.begrippen.periode import periode_of
from ibt.begrippen.voortgang import Prognose, Tempo, Voortgang
from ibt.beoordeling.aandacht import points_halfway
from ibt.beoordeling.gemeente import as_read, make_oordeel
from ibt.beoordeling.inschaling import ladder_columns, ladder_row
from ibt.beoordeling.positie import Invoer, Positie, Zaak
from ibt.beoordeling.strekken import deciding_keuzes, stretches
from ibt.beoordeling.tempo import expect, months_passed, schedule, what_is_needed


def measure(invoer: Invoer, zaken: Sequence[Zaak]) -> Iterator[Voortgang]:
    """What may still follow for each gemeente, at each pace and whatever the pace."""
    periode, maanden = invoer.peildatum.periode, months_passed(invoer.peildatum)
    tempo = [(Tempo(periode, som.gehuisvest, maanden), *positie.tempo) for positie, som in zaken]
    nu = ladder_columns([ladder_row(*zaak) for zaak in zaken])
    verwacht = [expect(paces) for paces in tempo]
    strekken = stretches(nu, invoer.kader)
    gehuisvest = np.array([som.gehuisvest for _, som in zaken])
    erbij = np.array(verwacht, dtype=np.int64).T - gehuisvest
    treden = np.column_stack([strekken.at(aantal) for aantal in erbij]).tolist()
    keuzes = deciding_keuzes(strekken, nu, invoer.kader, {}, erbij)
    for nummer, strekken_nu in enumerate(strekken.joined()):
        zaak = zaken[nummer]
        prognoses = [
            _forecast(zaak, personen, trede)
            for personen, trede in zip(verwacht[nummer], treden[nummer], strict=True)
        ]
        yield _make_voortgang(invoer, zaak, tempo[nummer], prognoses, strekken_nu, keuzes[nummer])


def _forecast(zaak: Zaak, personen: int, trede: int) -> Prognose:
    """What follows when so many persons are housed by the end; no trede where a besluit sets it."""
    kan = zaak.positie.trede_vorig < zaak.positie.kader.losgelaten
    return Prognose(personen, personen - zaak.som.totaalopgave, trede if kan else None)


def _make_voortgang(
    invoer: Invoer,
    zaak: Zaak,
    tempo: tuple[Tempo, ...],
    prognoses: Sequence[Prognose],
    strekken: Sequence[tuple[int, int]],
    keuzes: tuple[str, ...],
) -> Voortgang:
    """Where one gemeente stands; `prognoses` at this pace, the slowest and the fastest.

    `strekken` are all its stretches, joined.
    """
    prognose, laagste, hoogste = prognoses
    uit = Voortgang(
        **as_read(invoer, zaak),
        maanden=tempo[0].maanden,
        schema=schedule(zaak.som, tempo[0].maanden),
        prognose=prognose,
        laagste=laagste,
        hoogste=hoogste,
        tempo=tempo,
        benodigd=what_is_needed(strekken),
        keuzes_prognose=keuzes,
        signalen=_signalen(zaak),
        oordelen=tuple(make_oordeel(stuk) for stuk in _findings(zaak.positie, invoer)),
        aandachtspunten=(),
        keuzes=(),
    )
    mogelijk = {trede for _, trede in strekken}
    uit = replace(uit, aandachtspunten=points_halfway(zaak, uit, mogelijk, invoer))
    geraakt = (*invoer.kader.touched_halfway(uit), *keuzes)
    return replace(uit, keuzes=invoer.kader.in_order(geraakt))


def _signalen(zaak: Zaak) -> Signalen:
    """Koppelingen are of this very day, so they are compared with the whole opgave (Keuze K12)."""
    return replace(
        zaak.positie.signalen,
        koppelingen_realisatie=zaak.som.gehuisvest,
        koppelingen_opgave=zaak.som.totaalopgave,
    )


def _findings(positie: Positie, invoer: Invoer) -> Iterator[Bevinding]:
    """The findings of the round, and what was told and talked over earlier in the half-year.

    What happened after the day of the report is left out, so that it reads the same when it is
    made again later.
    """
    for stuk in positie.dossier:
        dag = _told_on(stuk.bevinding)
        nu = periode_of(stuk.bevinding.datum) == invoer.peildatum.periode
        if nu and dag is not None and dag <= invoer.vandaag:
            yield stuk.bevinding
    for stuk in positie.bevindingen:
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
