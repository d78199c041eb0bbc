"""Where the gemeente stands, in a few sentences."""

from __future__ import annotations

from htpy import div, p

from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, personen
from ibt.rapport.opmaak import begrippenkader, let_op, nadruk
from ibt.rapport.puntzin import ELDERS, punt_zin
from ibt.rapport.titelblad import GEEN_INSCHALING
from ibt.rapport.voortgangzin import hoger_zin, plan_zin, schema_zin, verwachting


@marked
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
        let_op(
            "Let op bij deze tussenstand",
            [_sentence(code, voortgang) for code in voortgang.te_bekijken if code not in ELDERS],
        ),
    )


def _current(voortgang: Voortgang) -> str:
    if not voortgang.has_earlier_trede:
        return "Er is geen eerdere inschaling; gerekend is vanaf trede 1."
    return f"De gemeente staat nu op {voortgang.kader.naam(voortgang.trede_vorig)}."


def _sentence(code: str, voortgang: Voortgang) -> str:
    """A point of attention with the figures of this gemeente."""
    match code:
        case "trede_3_melden":
            return f"{plan_zin(voortgang)}."
        case "trede_3_of_hoger_mogelijk":
            return f"{hoger_zin(voortgang)}."
    return punt_zin(code, voortgang)
