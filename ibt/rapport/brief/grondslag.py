"""On what a letter rests: the rule, the framework, who decides, and what it is in law."""

from __future__ import annotations

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.brief.bevindingen import geverifieerd
from ibt.rapport.getal import datum
from ibt.rapport.rechtsmiddel import GEEN_BESLUIT, besluit_naam, in_law

_GEEN_BEZWAAR = "Daarom kunt u er geen bezwaar tegen maken en geen beroep tegen instellen."


def grondslag(
    beoordeling: Beoordeling, traject: Traject, verslag: Verslag, kader: Kader
) -> tuple[str, ...]:
    """The rule and its sources; then who decides; then the remedy, or that there is none.

    Norm: N01.
    """
    return (
        f"{_rule(beoordeling, kader)} {_sources(kader)}",
        f"{_who(beoordeling, verslag)}{_checked(beoordeling)}",
        _remedy(traject),
    )


def _rule(beoordeling: Beoordeling, kader: Kader) -> str:
    regel = kader.ladder(beoordeling.lezingen)[beoordeling.regel]
    return (
        f"De inschaling berust op het {kader.citeertitel}, in werking sinds "
        f"{datum(kader.geldig_van)}. De berekening volgt regel {regel.id} ({regel.vindplaats})."
    )


def _sources(kader: Kader) -> str:
    return f"Dat kader is gebaseerd op: {'; '.join(een.naam for een in kader.grondslag)}."


def _who(beoordeling: Beoordeling, verslag: Verslag) -> str:
    begin = "De uitkomst is berekend door een programma"
    vastgesteld = verslag.vaststelling
    if vastgesteld is None:
        return (
            f"{begin}. Een toezichthouder van de provincie beoordeelt haar en stelt de inschaling "
            "vast, namens gedeputeerde staten."
        )
    return (
        f"{begin}, beoordeeld door de toezichthouder en op {datum(vastgesteld.datum)} vastgesteld "
        f"door {vastgesteld.door}, {vastgesteld.orgaan}."
    )


def _checked(beoordeling: Beoordeling) -> str:
    bevestigd = geverifieerd(beoordeling)
    if bevestigd is None:
        return ""
    return f" De cijfers zijn op {datum(bevestigd.datum)} met uw gemeente nagegaan (§4)."


def _remedy(traject: Traject) -> str:
    """What can be done against the letter, or that it is no besluit (§3 trede 5). Norm: N53."""
    if traject.trede == 5:
        return (
            f"Voor de juridische gevolgen verwijzen wij naar {besluit_naam(traject)}. In dat "
            "besluit staat welk rechtsmiddel (bezwaar of beroep) daartegen openstaat, en bij wie."
        )
    if traject.trede == 6:
        return in_law(traject)
    return (
        f"{GEEN_BESLUIT} {_GEEN_BEZWAAR} Ziet u de cijfers of de beoordeling anders? Laat het ons "
        "weten; wij bespreken het graag."
    )
