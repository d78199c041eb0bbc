"""What needs a look before the round is adopted: borderline cases, decisions, the inputs."""

from __future__ import annotations

from collections.abc import Mapping

from htpy import Node, li, p, ul

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.verslag import Verslag
from ibt.rapport.besluitzin import besluit_grond, besluit_zin
from ibt.rapport.controle import controle_link
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import opsomming, personen
from ibt.rapport.keuzezin import deciding_short
from ibt.rapport.opmaak import Kolom, Rij, naar_rapport, tabel, trede_cel
from ibt.rapport.standzin import taakstelling_course
from ibt.rapport.titelblad import ZONDER
from ibt.rapport.woorden import AANDACHTSPUNT, capital, fill

# The contract lets no round be adopted while one of these stands.
_EERST = (
    *("besluit_afschalen", "besluit_termijn", "weging_nodig"),
    *("keuze_bepalend", "vorige_ronde_niet_vastgesteld"),
)

Beoordelingen = tuple[Beoordeling, ...]


@marked
def grensgevallen(beoordelingen: Beoordelingen) -> Deel:
    """Gemeenten of which another trede is within the margin of the framework."""
    dichtbij = [b for b in beoordelingen if "grensgeval" in b.aandachtspunten]
    kader = beoordelingen[0].kader
    if not dichtbij:
        return make_deel(p[f"Geen gemeente zit binnen {_margin(kader)} van een andere trede."])
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Berekend"),
        Kolom("Met meer gehuisvest"),
        Kolom("Met minder gehuisvest"),
    ]
    rijen = [
        Rij(
            naar_rapport(b.gemeente),
            [trede_cel(b.trede_berekend), _turn(b, "meer"), _turn(b, "minder")],
        )
        for b in dichtbij
    ]
    return make_deel(
        p["Met hoeveel personen meer of minder de berekende trede anders was geweest:"],
        tabel(
            f"Grensgevallen: een andere trede binnen {_margin(kader)} van de totaalopgave",
            kolommen,
            rijen,
        ),
    )


def _margin(kader: Kadertekst) -> str:
    drempels = kader.drempels
    return f"{personen(drempels.grensgeval_personen)} of {drempels.grensgeval_procent}%"


@marked
def open_besluiten(beoordelingen: Beoordelingen, verslag: Verslag) -> Deel:
    """Points of attention per gemeente, and deviations from the computed trede."""
    afgeweken = [
        li[
            naar_rapport(b.gemeente),
            f": berekend trede {b.trede_berekend}, {verslag.uitkomst} trede {b.trede_voorstel}, "
            f"{besluit_grond(b)}.",
        ]
        for b in beoordelingen
        if besluit_zin(b)
    ]
    klaar = [b for b in beoordelingen if b.gemeente.code in verslag.vastgesteld]
    eerst, verder = _sorted([b for b in beoordelingen if b not in klaar])
    zonder, later = _sorted(klaar)
    verder = {code: [*verder.get(code, []), *later.get(code, [])] for code in {**verder, **later}}
    verder |= {code: zonder.pop(code) for code in list(zonder) if code not in ZONDER}
    tegenhoudt = "Eerst te besluiten: zonder dit kan de ronde niet worden vastgesteld"
    niets = p["Er staat niets open dat het vaststellen van de ronde tegenhoudt."]
    return make_deel(
        _points(tegenhoudt, eerst) or (None if len(klaar) == len(beoordelingen) else niets),
        _points("Vastgesteld zonder wat daarvoor nodig is", zonder, ZONDER),
        (p["Afwijkingen van de berekende trede, en besluiten daarnaast:"], ul[afgeweken])
        if afgeweken
        else p["Geen enkele beoordeling wijkt af van de berekende trede."],
        _points("Verder te bekijken", verder) or p["Er zijn geen andere aandachtspunten."],
    )


def _sorted(
    beoordelingen: list[Beoordeling],
) -> tuple[dict[str, list[Beoordeling]], dict[str, list[Beoordeling]]]:
    """The points without which the contract lets nobody be adopted, and the others."""
    punten = _by_code(beoordelingen)
    eerst = {code: wie for code, wie in punten.items() if code in _EERST}
    verder = {code: wie for code, wie in punten.items() if code not in _EERST}
    return eerst | _unverified(beoordelingen), verder


def _unverified(beoordelingen: list[Beoordeling]) -> dict[str, list[Beoordeling]]:
    """Whose figures were not checked with the gemeente yet (§4). Norm: N66."""
    open_ = [
        b
        for b in beoordelingen
        if all(oordeel.soort != "cijfers_geverifieerd" for oordeel in b.oordelen)
    ]
    return {"cijfers_niet_geverifieerd": open_} if open_ else {}


def _by_code(beoordelingen: list[Beoordeling]) -> dict[str, list[Beoordeling]]:
    """Who has which point of attention; the most frequent first."""
    punten: dict[str, list[Beoordeling]] = {}
    for b in beoordelingen:
        for code in b.te_bekijken:
            if code != "voorbeeld_cijfers_verzonnen":
                punten.setdefault(code, []).append(b)
    return dict(sorted(punten.items(), key=lambda paar: -len(paar[1])))


def _points(
    bijschrift: str,
    punten: dict[str, list[Beoordeling]],
    woorden: Mapping[str, str] = AANDACHTSPUNT,
) -> Node:
    if not punten:
        return None
    rijen = [
        Rij(
            capital(fill(woorden.get(code) or AANDACHTSPUNT[code], wie[0].kader)),
            [opsomming([_who(code, b) for b in wie])],
        )
        for code, wie in punten.items()
    ]
    return tabel(bijschrift, [Kolom("Wat"), Kolom("Gemeenten")], rijen)


def _who(code: str, beoordeling: Beoordeling) -> str:
    """The name, with the figures of this gemeente where the point has them."""
    naam = beoordeling.gemeente.naam
    match code:
        case "keuze_bepalend":
            return f"{naam} ({deciding_short(beoordeling)})"
        case "taakstelling_gewijzigd":
            return f"{naam} {taakstelling_course(beoordeling)}"
    return naam


def meldingen(verslag: Verslag, links: bool = True) -> Deel:
    """Warnings about the inputs; `links` lead to the page beside it that compares the figures."""
    controle = controle_link(verslag) if links else None
    if not verslag.meldingen:
        return make_deel(p["De invoer gaf geen fouten en geen waarschuwingen."], controle)
    return make_deel(
        p["De invoer heeft geen fouten. Wel zijn er waarschuwingen:"],
        ul[(li[melding] for melding in verslag.meldingen)],
        controle,
    )


def _turn(beoordeling: Beoordeling, kant: str) -> str:
    """The other trede within the margin; a turn further off makes nobody a borderline case."""
    omslag = getattr(beoordeling, kant)
    if omslag is None or not omslag.is_dichtbij:
        return "geen andere trede"
    return f"{personen(omslag.personen)} {kant}: trede {omslag.trede}"
