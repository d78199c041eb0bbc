"""The provincial overview within a half-year: who is on schedule, who must hear what."""

from __future__ import annotations

from htpy import li, p, td, ul

from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import getal, opsomming, procent, stand
from ibt.rapport.opmaak import Kolom, Rij, naar_rapport, nadruk, tabel, trede_cel
from ibt.rapport.voortgang.markering import MARKERING, markeringen
from ibt.rapport.voortgangzin import schema_kort, schema_woord
from ibt.rapport.woorden import aandachtspunt, capital

Voortgangen = tuple[Voortgang, ...]


@marked
def gemarkeerd(voortgangen: Voortgangen) -> Deel:
    """Who must be told of a possible step to 3, whose bestuur may hear, and whom to talk to."""
    rijen = [Rij(mark.wat, [mark.nog, mark.vastgelegd]) for mark in markeringen(voortgangen)]
    kolommen = [Kolom("Wat"), Kolom("Nog te doen"), Kolom("Vastgelegd")]
    return make_deel(tabel("Wie moet wat horen", kolommen, rijen, "breed"))


@marked
def standtabel(voortgangen: Voortgangen, links: bool = True) -> Deel:
    """One row per gemeente; sortable on the screen. `links` lead to the reports beside it."""
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Trede nu", keuze=True),
        Kolom("Schema", keuze=True),
        Kolom("Totaalopgave", getal=True),
        Kolom("Gehuisvest", getal=True),
        Kolom("Deel", getal=True),
        Kolom("Gekoppeld", getal=True),
        Kolom("Stand bij dit tempo", getal=True),
        Kolom("Bandbreedte", getal=True),
    ]
    return make_deel(
        p(".klein")[
            "Deel: gehuisvest als percentage van de totaalopgave. Stand: min is achterstand, plus "
            "is voorsprong. De bandbreedte komt van het laagste en hoogste tempo van dit halfjaar "
            "en van ten hoogste vier halfjaren ervoor."
        ],
        tabel(
            "Stand van alle gemeenten",
            kolommen,
            [_row(voortgang, links) for voortgang in voortgangen],
            "breed sorteerbaar filterbaar",
        ),
    )


def _row(voortgang: Voortgang, links: bool) -> Rij:
    som, laag, hoog = voortgang.som, voortgang.laagste.stand_eind, voortgang.hoogste.stand_eind
    band = "–" if len(voortgang.tempo) == 1 else f"{stand(laag)} tot {stand(hoog)}"
    return Rij(
        naar_rapport(voortgang.gemeente) if links else voortgang.gemeente.naam,
        [
            trede_cel(voortgang.trede_vorig),
            td(data_keuze=schema_woord(voortgang))[
                schema_kort(voortgang) if voortgang.op_schema else nadruk(schema_kort(voortgang))
            ],
            getal(som.totaalopgave),
            getal(som.gehuisvest),
            procent(som.gehuisvest, som.totaalopgave),
            "–"
            if voortgang.signalen.koppelingen is None
            else getal(voortgang.signalen.koppelingen),
            stand(voortgang.prognose.stand_eind),
            band,
        ],
    )


@marked
def aandacht(voortgangen: Voortgangen) -> Deel:
    """Other points of attention, per point."""
    punten: dict[str, list[str]] = {}
    for voortgang in voortgangen:
        for code in voortgang.te_bekijken:
            if code not in (*MARKERING, "voorbeeld_cijfers_verzonnen"):
                punten.setdefault(code, []).append(voortgang.gemeente.naam)
    if not punten:
        return make_deel(p["Er zijn geen andere aandachtspunten."])
    kader = voortgangen[0].kader
    zinnen = ((capital(aandachtspunt(code, kader)), namen) for code, namen in punten.items())
    return make_deel(ul[(li[f"{zin}: {opsomming(namen)}."] for zin, namen in zinnen)])
