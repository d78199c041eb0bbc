"""COA's signals, which never change a trede; and koppelingen, which count in the judgement."""

from __future__ import annotations

from htpy import p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.kader.kader import Kader
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, kommagetal, personen
from ibt.rapport.opmaak import Kolom, Rij, tabel

_ONBEKEND = "niet aangeleverd"


def koppelingen(beoordeling: Beoordeling) -> Deel:
    """Linked and housed persons against the totaalopgave (§2.2, 3e punt)."""
    signalen, opgave = beoordeling.signalen, beoordeling.som.totaalopgave
    per, aantal = signalen.koppelingen_per, signalen.koppelingen
    gehuisvest = signalen.koppelingen_realisatie
    if per is None or aantal is None or gehuisvest is None:
        return make_deel(p["Het aantal koppelingen is niet aangeleverd."])
    samen = gehuisvest + aantal
    genoeg = samen >= opgave
    conclusie = (
        "Er waren genoeg mensen gekoppeld om de opgave te kunnen halen."
        if genoeg
        else f"Dat zijn er {getal(opgave - samen)} te weinig om de opgave te kunnen halen. "
        "De toezichthouder kan onderzoeken of er sprake is van overmacht (§2.3)."
    )
    return make_deel(
        p[
            f"Op {datum(per)} waren {personen(gehuisvest)} gehuisvest en {personen(aantal)} "
            f"gekoppeld aan de gemeente: samen {getal(samen)}. "
            f"De totaalopgave is {getal(opgave)}. {conclusie}"
        ],
        p(".klein")[
            "Koppelen: het COA verbindt een vergunninghouder aan een gemeente, die dan een woning "
            "zoekt. Koppelingen wegen mee in het oordeel van de toezichthouder (§2.2); de "
            "berekening gebruikt ze niet."
        ],
    )


def signalen(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """Omkoppelingen, waiting time and COA's label: no influence on the trede (§2.2.1)."""
    gegeven = beoordeling.signalen
    grens = kader.drempels.wachttijd_dagen
    dagen = gegeven.wachttijd_fase2
    wachttijd = _ONBEKEND if dagen is None else f"{kommagetal(dagen)} dagen"
    lang = dagen is not None and dagen > grens
    rijen = [
        Rij("Omkoppelingen", [_count(gegeven.omkoppelingen), "naar een andere gemeente"]),
        Rij(
            "Gemiddelde wachttijd in fase 2",
            [
                wachttijd,
                f"{'langer' if lang else 'grens:'} dan {grens} dagen"
                if lang
                else f"een signaal bij meer dan {grens} dagen",
            ],
        ),
        Rij(
            "Stapelgemeente",
            [
                gegeven.stapelgemeente or _ONBEKEND,
                "zo noemt het COA een gemeente met lange wachttijd",
            ],
        ),
    ]
    return make_deel(
        p[
            "Deze signalen hebben geen invloed op de trede (§2.2.1). Ze zijn wel onderwerp van het "
            "contact met de gemeente."
        ],
        tabel(
            "Signalen van het COA",
            [Kolom("Signaal"), Kolom("Waarde"), Kolom("Betekenis")],
            rijen,
        ),
    )


def _count(aantal: int | None) -> str:
    return _ONBEKEND if aantal is None else getal(aantal)
