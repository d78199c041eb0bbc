"""Title block of a progress report, and where the gemeente stands in a few sentences."""

from __future__ import annotations

from htpy import Node, div, li, p, ul

from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, personen
from ibt.rapport.opmaak import begrippenkader, nadruk
from ibt.rapport.standzin import stand_verschil
from ibt.rapport.titelblad import MEESTE_BLADZIJDEN, link_terug, make_titelblad
from ibt.rapport.voortgang.zin import (
    GEEN_INSCHALING,
    NOG_TE_WEINIG,
    hoger_zin,
    plan_zin,
    schema_zin,
    verwachting,
)
from ibt.rapport.woorden import aandachtspunt

# These are explained where they matter.
_ELDERS = {
    "besluit_nodig",
    "niet_op_schema",
    "stapelgemeente",
    "wachttijd_boven_120",
    "omkoppelingen",
    "voorbeeld_cijfers_verzonnen",
}


def titelblad(voortgang: Voortgang, verslag: Verslag) -> Deel:
    """Who, when, and that this sets no trede."""
    gemeente = voortgang.gemeente
    return make_titelblad(
        verslag,
        "Voortgang interbestuurlijk toezicht",
        verslag.naam_van(gemeente),
        [
            ("Gemeente", f"{gemeente.naam} ({gemeente.code})"),
            ("Stand op", datum(voortgang.peildatum.datum)),
            ("Volgende beoordeling", datum(voortgang.peildatum.volgende_beoordeling.datum)),
        ],
        link_terug("../index.html", "Alle rapporten van deze ronde"),
        MEESTE_BLADZIJDEN,
    )


def tussenstand(voortgang: Voortgang) -> Deel:
    """The schedule, the expectation at this pace, and the trede on which the gemeente stands."""
    dag = datum(voortgang.peildatum.datum)
    return make_deel(
        div(".kader.kader-conclusie")[
            p(".kern")[
                nadruk(f"Stand op {dag}: "), f"{personen(voortgang.som.gehuisvest)} gehuisvest."
            ],
            p[schema_zin(voortgang)],
            p[verwachting(voortgang)],
            p[f"{_current(voortgang)} {GEEN_INSCHALING}"],
        ],
        begrippenkader(voortgang.kader),
        _attention(voortgang),
    )


def _current(voortgang: Voortgang) -> str:
    if "geen_eerdere_inschaling" in voortgang.aandachtspunten:
        return "Er is geen eerdere inschaling; gerekend is vanaf trede 1."
    return f"De gemeente staat nu op {voortgang.kader.naam(voortgang.trede_vorig)}."


def _attention(voortgang: Voortgang) -> Node:
    punten = [code for code in voortgang.aandachtspunten if code not in _ELDERS]
    if not punten:
        return None
    zinnen = [_sentence(code, voortgang) for code in punten]
    return div(".kader.kader-let-op")[
        p[nadruk("Let op bij deze tussenstand")],
        ul[(li[f"{zin[0].upper()}{zin[1:]}."] for zin in zinnen)],
    ]


def _sentence(code: str, voortgang: Voortgang) -> str:
    """A point of attention with the figures of this gemeente."""
    match code:
        case "trede_3_melden":
            return plan_zin(voortgang)
        case "trede_3_of_hoger_mogelijk":
            return hoger_zin(voortgang)
        case "termijn_verstreken":
            return aandachtspunt("besluit_termijn", voortgang.kader)
        case "te_weinig_koppelingen":
            return NOG_TE_WEINIG
        case "stand_wijkt_af" if voortgang.stand_eind_vorig is not None:
            return aandachtspunt(code, voortgang.kader) + stand_verschil(
                voortgang.som.stand_begin, voortgang.som.open_correctie, voortgang.stand_eind_vorig
            )
        case _:
            return aandachtspunt(code, voortgang.kader)
