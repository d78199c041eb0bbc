"""On what a letter rests: the rule, the framework, who decides, and what it is in law."""

from __future__ import annotations

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.brief.bevindingen import geverifieerd
from ibt.rapport.brief.zin import to_u
from ibt.rapport.getal import datum
from ibt.rapport.rechtsmiddel import in_law, rests_on
from ibt.rapport.titelblad import vaststelling_verder

# Findings that change the sum, and so what was gone through with the gemeente.
_VERANDERT_CIJFERS = ("herverdeling", "correctie", "herziening")


def grondslag(
    beoordeling: Beoordeling, traject: Traject, verslag: Verslag, kader: Kader
) -> tuple[str, ...]:
    """The rule and its sources; then who decides; then the remedy, or that there is none.

    Norm: N01.
    """
    return (
        f"{_rule(beoordeling, kader)} Dat kader is gebaseerd op: "
        f"{rests_on(kader, verslag.peildatum.datum)}.",
        f"{_who(beoordeling, verslag)}{_checked(beoordeling)}",
        _remedy(beoordeling, traject),
    )


def _rule(beoordeling: Beoordeling, kader: Kader) -> str:
    regel = kader.ladder_under(beoordeling.lezingen)[beoordeling.regel]
    return (
        f"De inschaling berust op het {kader.citeertitel}, in werking sinds "
        f"{datum(kader.geldig_van)}. De berekening volgt regel {regel.id} ({regel.vindplaats})."
    )


def _who(beoordeling: Beoordeling, verslag: Verslag) -> str:
    begin = "De berekening is gedaan door een programma."
    vastgesteld = verslag.vaststelling
    if vastgesteld is None:
        return (
            f"{begin} Een toezichthouder van de provincie beoordeelt haar; daarna wordt de "
            "inschaling vastgesteld, namens gedeputeerde staten."
        )
    return (
        f"{begin} De inschaling is beoordeeld door de toezichthouder en op "
        f"{datum(vastgesteld.datum)} vastgesteld door {vastgesteld.door}, "
        f"{vastgesteld.orgaan}.{vaststelling_verder(vastgesteld)}"
    )


def _checked(beoordeling: Beoordeling) -> str:
    bevestigd = geverifieerd(beoordeling)
    if bevestigd is None:
        return ""
    later = any(
        oordeel.soort in _VERANDERT_CIJFERS and oordeel.datum > bevestigd.datum
        for oordeel in beoordeling.oordelen
    )
    rest = " Wat daarna is gewijzigd, staat onder Ons oordeel." if later else ""
    plaats = beoordeling.kader.bij("contact")
    return f" De cijfers zijn op {datum(bevestigd.datum)} met uw gemeente nagegaan{plaats}.{rest}"


def _remedy(beoordeling: Beoordeling, traject: Traject) -> str:
    """That the letter is no besluit, against which besluit there is beroep, and whom to tell.

    Norm: N53.
    """
    lager = ""
    if any(
        oordeel.soort == "afwijking" and "besluitdatum" in oordeel.velden
        for oordeel in beoordeling.oordelen
    ):
        plaats = beoordeling.kader.bij("afwijking")
        lager = (
            f" Wat tegen het besluit tot een lagere trede{plaats} openstaat, zegt het kader niet."
        )
    return (
        f"{to_u(in_law(traject))}{lager} Ziet u de cijfers of de beoordeling anders? Laat het ons "
        "weten; wij bespreken het graag."
    )
