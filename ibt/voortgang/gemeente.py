"""The Voortgang of one gemeente, with its course, forecast and what is still needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ibt.begrippen.beoordeling import Signalen
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import Gesprek, VoortgangGemeld
from ibt.begrippen.periode import periode_of
from ibt.begrippen.voortgang import Prognose, Tempo, Voortgang
from ibt.beoordeling.gemeente import as_read, make_oordeel
from ibt.beoordeling.positie import Invoer, Positie, Zaak
from ibt.voortgang.aandacht import points_halfway
from ibt.voortgang.prognose import what_is_needed
from ibt.voortgang.som import schedule

_SOM = (
    *("taakstelling", "herverdeling", "stand_begin", "open_correctie", "totaalopgave"),
    *("realisatie", "nagekomen"),
)


def make_voortgang(
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
    (positie, som), laagste = zaak, prognoses[1]
    schema = schedule(som, tempo[0].maanden)
    op_schema = som.realisatie >= schema
    signalen, mogelijk = _signalen(zaak), {trede for _, trede in strekken}
    uit = Voortgang(
        **as_read(invoer, positie),
        maanden=tempo[0].maanden,
        koppelingen=signalen.koppelingen,
        schema=schema,
        op_schema=op_schema,
        nodig_voor_schema=max(0, schema - som.realisatie),
        trede_huidig=positie.trede_vorig,
        trede_sinds=positie.trede_vorig_sinds,
        prognose=prognoses[0],
        laagste=laagste,
        hoogste=prognoses[2],
        tempo=tempo,
        benodigd=what_is_needed(strekken),
        keuzes_prognose=keuzes,
        signalen=signalen,
        oordelen=tuple(make_oordeel(een) for een in _findings(positie, invoer)),
        aandachtspunten=points_halfway(zaak, signalen, op_schema, laagste, mogelijk, invoer),
        keuzes=(),
        **{naam: getattr(som, naam) for naam in _SOM},
    )
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
