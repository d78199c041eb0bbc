"""The difference with the former round: treden, and stands that no longer agree."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd
from htpy import Node, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import getal, opsomming, stand
from ibt.rapport.opmaak import Kolom, Rij, beweging, laatste_stap, naar_rapport, tabel, trede_cel

Beoordelingen = tuple[Beoordeling, ...]


@marked
def verschil(beoordelingen: Beoordelingen, vorige: pd.DataFrame | None, verslag: Verslag) -> Deel:
    """Who moved since the register's last trede, and whose stand differs from the last stand.

    With a rendered former round (`vorige`, see readers.vorige) its figures stand beside those of
    now, and proposals that were decided otherwise are named too.
    """
    bewogen = [b for b in beoordelingen if b.trede_voorstel != b.trede_vorig]
    return make_deel(
        _moves(bewogen, verslag),
        _stands([b for b in beoordelingen if "stand_wijkt_af" in b.aandachtspunten]),
        _former(beoordelingen, vorige),
    )


def _moves(bewogen: list[Beoordeling], verslag: Verslag) -> Node:
    if not bewogen:
        return p["Geen enkele gemeente verandert van trede."]
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Trede hiervoor"),
        Kolom(verslag.uitkomst.capitalize()),
        Kolom("Beweging"),
        Kolom("Stand begin", getal=True),
        Kolom("Stand eind", getal=True),
    ]
    rijen = [
        Rij(
            [naar_rapport(b.gemeente), laatste_stap(b)],
            [
                trede_cel(b.trede_vorig),
                trede_cel(b.trede_voorstel),
                beweging(b.trede_vorig, b.trede_voorstel),
                stand(b.som.stand_begin_gebruikt),
                stand(b.som.stand_eind),
            ],
        )
        for b in sorted(bewogen, key=lambda b: (b.trede_vorig - b.trede_voorstel, b.gemeente.naam))
    ]
    return tabel("Gemeenten die van trede veranderen", kolommen, rijen)


def _stands(afwijkend: list[Beoordeling]) -> Node:
    if not afwijkend:
        return p["De standen aan het begin sluiten aan op de vorige beoordeling."]
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Stand begin volgens COA", getal=True),
        Kolom("Stand eind vorige beoordeling", getal=True),
        Kolom("Waarvan open correcties", getal=True),
    ]
    rijen = [
        Rij(
            naar_rapport(b.gemeente),
            [
                stand(b.som.stand_begin),
                stand(b.stand_eind_vorig or 0),
                stand(b.som.open_correctie),
            ],
        )
        for b in afwijkend
    ]
    return tabel("Standen die niet aansluiten op de vorige beoordeling", kolommen, rijen)


def _former(beoordelingen: Beoordelingen, vorige: pd.DataFrame | None) -> Node:
    if vorige is None:
        herzien = [b.gemeente.naam for b in beoordelingen if b.begin_herzien]
        met = (
            f", met de herziening die deze ronde vastlegt: {opsomming(herzien)}" if herzien else ""
        )
        return p(".klein")[
            "De vorige ronde is niet bij deze ronde opgegeven; de trede hiervoor komt uit het "
            f"register{met}."
        ]
    voorstel = vorige["trede_voorstel"].to_dict()
    anders = [
        b.gemeente.naam
        for b in beoordelingen
        if voorstel.get(b.gemeente.code, b.trede_vorig) != b.trede_vorig
    ]
    zin = (
        f"Anders vastgesteld dan de vorige ronde voorstelde: {opsomming(anders)}."
        if anders
        else "Alle voorstellen van de vorige ronde zijn zo vastgesteld."
    )
    return (_figures(beoordelingen, vorige), p[zin])


def _figures(beoordelingen: Beoordelingen, vorige: pd.DataFrame) -> Node:
    """What was asked, what was done and how it ended: then and now, side by side."""
    kolommen = [
        Kolom("Gemeente"),
        *(
            Kolom(f"{naam} {wanneer}", getal=True)
            for naam in ("Totaalopgave", "Gerealiseerd", "Stand eind")
            for wanneer in ("toen", "nu")
        ),
    ]
    toen = vorige.to_dict("index")
    rijen = [
        Rij(naar_rapport(b.gemeente), _then_and_now(b, toen.get(b.gemeente.code)))
        for b in beoordelingen
    ]
    return tabel("Cijfers van de vorige ronde en van nu", kolommen, rijen, "breed sorteerbaar")


def _then_and_now(b: Beoordeling, toen: Mapping[Hashable, int] | None) -> list[str]:
    nu = {
        "totaalopgave": (b.som.totaalopgave, getal),
        "gerealiseerd": (b.som.gerealiseerd, getal),
        "stand_eind": (b.som.stand_eind, stand),
    }
    return [
        cel
        for naam, (waarde, schrijf) in nu.items()
        for cel in ("–" if toen is None else schrijf(int(toen[naam])), schrijf(waarde))
    ]
