"""Title block of a progress report, and where the gemeente stands in a few sentences."""

from __future__ import annotations

from htpy import Node, div, li, p, ul

from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, personen
from ibt.rapport.opmaak import nadruk, trede_naam
from ibt.rapport.titelblad import link_terug, make_titelblad
from ibt.rapport.voortgang.zin import GEEN_INSCHALING, schema_zin, verwacht
from ibt.rapport.woorden import BEGRIPPEN, aandachtspunt

# These are explained where they matter.
_ELDERS = {
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
        gemeente.naam,
        [
            ("Gemeente", f"{gemeente.naam} ({gemeente.code})"),
            ("Stand op", datum(voortgang.peildatum.datum)),
            ("Volgende beoordeling", datum(voortgang.peildatum.volgende_beoordeling.datum)),
        ],
        link_terug("../index.html", "Alle rapporten van deze ronde"),
    )


def tussenstand(voortgang: Voortgang) -> Deel:
    """The schedule, the expectation at this pace, and the trede on which the gemeente stands."""
    dag = datum(voortgang.peildatum.datum)
    return make_deel(
        div(".kader.kader-conclusie")[
            p(".kern")[
                nadruk(f"Stand op {dag}: "), f"{personen(voortgang.gehuisvest)} gehuisvest."
            ],
            p[schema_zin(voortgang)],
            p[f"Blijft het tempo zo, dan is er {_then(voortgang)}."],
            p[f"{_current(voortgang)} {GEEN_INSCHALING}"],
        ],
        p(".klein")[BEGRIPPEN],
        _attention(voortgang),
    )


def _then(voortgang: Voortgang) -> str:
    einde = datum(voortgang.peildatum.volgende_beoordeling.datum)
    return f"op {einde} {verwacht(voortgang.prognose)}"


def _current(voortgang: Voortgang) -> str:
    if "geen_eerdere_inschaling" in voortgang.aandachtspunten:
        return "Er is geen eerdere inschaling; gerekend is vanaf trede 1."
    return f"De gemeente staat nu op {trede_naam(voortgang.trede_huidig)}."


def _attention(voortgang: Voortgang) -> Node:
    punten = [code for code in voortgang.aandachtspunten if code not in _ELDERS]
    if not punten:
        return None
    zinnen = [aandachtspunt(code) for code in punten]
    return div(".kader.kader-let-op")[
        p[nadruk("Let op bij deze tussenstand")],
        ul[(li[f"{zin[0].upper()}{zin[1:]}."] for zin in zinnen)],
    ]
