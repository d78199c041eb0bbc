"""COA's signals, which never change a trede; and koppelingen, which count in the judgement."""

from __future__ import annotations

from htpy import Node, p

from ibt.begrippen.beoordeling import Signalen, Uitkomst
from ibt.begrippen.voortgang import Voortgang
from ibt.begrippen.wachttijd import Groep, Wachttijd
from ibt.kader.kader import Kader
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, getal, kommagetal, personen
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.standzin import koppelingen_zin
from ibt.rapport.woorden import (
    FASE_2,
    KOPPELEN,
    NIET_GETELD,
    OMKOPPELEN,
    contradicts,
    stapelgemeente,
    stapelgemeente_zin,
)

_ONBEKEND = "geen gegevens"


@marked
def koppelingen(uitkomst: Uitkomst) -> Deel:
    """Linked and housed persons against the totaalopgave (§2.2, 3e punt). Norm: N09, N10, N69."""
    kader, wanneer = uitkomst.kader, "halverwege het halfjaar"
    overmacht = kader.bij("overmacht")
    gewogen = "De toezichthouder heeft dit gewogen: zie het oordeel hierboven."
    mogelijk = f"De toezichthouder kan onderzoeken of er sprake is van overmacht{overmacht}."
    if isinstance(uitkomst, Voortgang):
        wanneer = f"op {datum(uitkomst.peildatum.datum)}"
        gewogen = mogelijk = (
            f"Dat kan wijzen op overmacht{overmacht}: de gemeente kan dat aandragen, en de "
            f"toezichthouder gaat het ook zelf na{kader.bij('contact')}."
        )
    zin = koppelingen_zin(uitkomst, gewogen, mogelijk)
    if not zin:
        return make_deel(p[f"Het aantal koppelingen {wanneer} staat niet in de cijfers."])
    return make_deel(
        p[zin],
        p(".klein")[
            f"{KOPPELEN} Koppelingen wegen mee in het oordeel van de toezichthouder"
            f"{kader.bij('koppelingen')}; de berekening gebruikt ze niet."
        ],
    )


@marked
def signalen(uitkomst: Uitkomst, kader: Kader) -> Deel:
    """Omkoppelingen, waiting time and COA's label: no influence on the trede (§2.2.1).

    Norm: N11, N12, N64, N69.
    """
    gegeven, naam = uitkomst.signalen, uitkomst.gemeente.naam
    grens = kader.drempels.wachttijd_dagen
    rijen = [
        Rij("Omkoppelingen", [_count(gegeven.omkoppelingen), OMKOPPELEN]),
        Rij("Gemiddelde wachttijd in fase 2", _wait(gegeven.wachttijd_fase2, grens)),
        *_computed(gegeven.wachttijd, grens),
        Rij("Stapelgemeente", _label(gegeven.stapelgemeente, grens, naam)),
    ]
    kolommen = [Kolom("Signaal"), Kolom("Waarde"), Kolom("Betekenis")]
    return make_deel(
        p[
            f"Deze signalen hebben geen invloed op de trede{kader.tekst.bij('signalen')}. Ze zijn "
            "wel onderwerp van het contact met de gemeente."
        ],
        tabel("Signalen van het COA", kolommen, rijen),
        _contradiction(gegeven, grens),
    )


def _label(stempel: str | None, grens: int, naam: str) -> list[str]:
    """What COA calls the gemeente, and what the word means."""
    uitleg = f"({stapelgemeente(grens)})"
    if stempel is None:
        return [_ONBEKEND, f"in de cijfers staat niet of {naam} een stapelgemeente is {uitleg}"]
    soort = "een" if stempel == "ja" else "geen"
    return [stempel, f"het COA noemt {naam} {soort} stapelgemeente {uitleg}"]


def _contradiction(gegeven: Signalen, grens: int) -> Node:
    """The label and the wait of one delivery that do not go together (§2.2.1, 2e punt)."""
    dagen, stempel = gegeven.wachttijd_fase2, gegeven.stapelgemeente
    if not contradicts(dagen, stempel, grens):
        return None
    return p[
        "De wachttijd en het stempel lijken niet bij elkaar te passen. "
        f"{stapelgemeente_zin(grens)} {NIET_GETELD} Het COA kan zeggen wat klopt."
    ]


def _computed(wachttijd: Wachttijd | None, grens: int) -> list[Rij]:
    """The wait that the province worked out, over whom, and who was left out (§2.2.1)."""
    if wachttijd is None:
        return []
    dagen = "niet getoond" if wachttijd.dagen is None else f"{kommagetal(wachttijd.dagen)} dagen"
    zin = (
        f"berekend uit gekoppelden, {_over(wachttijd, grens)}. Niet meegeteld: "
        f"{_group(wachttijd.weggelaten_groot)} van 8 personen of meer, "
        f"{_group(wachttijd.weggelaten_medisch)} met een medische eis"
    )
    return [Rij("Wachttijd volgens de provincie", [dagen, zin])]


def _over(wachttijd: Wachttijd, grens: int) -> str:
    """Over whom, and what the mean means; nothing of a group in which one could be recognised."""
    groep = _group(wachttijd.huishoudens)
    if wachttijd.personen is None:
        return f"over {groep}{'; te weinig om te tonen' if wachttijd.huishoudens.is_klein else ''}"
    oordeel = "langer" if wachttijd.boven_grens else "niet langer"
    return f"over {groep} ({personen(wachttijd.personen)}); dit is {oordeel} dan {grens} dagen"


def _group(groep: Groep) -> str:
    if groep.aantal is None:
        return "minder dan 5 huishoudens"
    return f"{getal(groep.aantal)} huishoudens"


def _wait(dagen: float | None, grens: int) -> list[str]:
    """The mean wait in days, and what it means."""
    if dagen is None:
        return [_ONBEKEND, f"{FASE_2}; langer dan {grens} dagen is een signaal"]
    oordeel = "langer" if dagen > grens else "niet langer"
    return [f"{kommagetal(dagen)} dagen", f"{FASE_2}; dit is {oordeel} dan {grens} dagen"]


def _count(aantal: int | None) -> str:
    return _ONBEKEND if aantal is None else getal(aantal)
