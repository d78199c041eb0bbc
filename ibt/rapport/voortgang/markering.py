"""Whom to tell and whom to talk to: what the framework asks, and what is on record of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.getal import korte_datum, opsomming
from ibt.rapport.woorden import fill

# In this order and in the words of `woorden.fill`, each with the place that asks for it.
MARKERING = {
    "informeren": "Iedere gemeente: ambtelijk laten weten hoe zij ervoor staat{bij_halverwege}",
    "trede_3_melden": "Op trede {voor_plan}: melden of trede {plan} mogelijk is{bij_plan_melden}",
    "trede_3_of_hoger_mogelijk": "Trede {plan} of hoger mogelijk bij het laagste bekende tempo, of "
    "al op trede {losgelaten} of hoger: bericht kan naar het bestuur{bij_bestuur}",
    "niet_op_schema": "Niet op schema: ambtelijk gesprek{bij_contact}",
}


@dataclass(frozen=True)
class Markering:
    """One thing to do: for which gemeenten nothing is on record yet, and for which it is."""

    wat: str
    nog: str
    vastgelegd: str


def markeringen(voortgangen: tuple[Voortgang, ...]) -> tuple[Markering, ...]:
    """Whom to tell how it stands and of a possible step to 3, whose bestuur may hear, whom to see.

    Norm: N26, N27, N36, N62.
    """
    kader = voortgangen[0].kader
    return tuple(_marking(code, fill(wat, kader), voortgangen) for code, wat in MARKERING.items())


def _marking(code: str, wat: str, voortgangen: tuple[Voortgang, ...]) -> Markering:
    iedereen = code == "informeren"
    eigen = [
        voortgang for voortgang in voortgangen if iedereen or code in voortgang.aandachtspunten
    ]
    wie = [(voortgang, _recorded(code, voortgang)) for voortgang in eigen]
    open_ = [_todo(code, beoordeling) for beoordeling, dag in wie if dag is None]
    return Markering(
        wat,
        _rest(open_, wie) if iedereen else _listed(open_),
        _listed(
            f"{beoordeling.gemeente.naam} ({korte_datum(dag)})" for beoordeling, dag in wie if dag
        ),
    )


def _rest(open_: list[str], wie: Sequence[object]) -> str:
    """Of a duty to everyone: the names while they are few, else that it is all or all others."""
    if 2 * len(open_) <= len(wie) or len(wie) == 1:
        return _listed(open_)
    return "alle gemeenten" if len(open_) == len(wie) else f"de andere {len(open_)} gemeenten"


def _todo(code: str, voortgang: Voortgang) -> str:
    """The name; before the plan with it that nothing can bring that trede any more."""
    plan = voortgang.kader.vanaf(Rol.ACTIEF_TOEZICHT)
    klaar = code == "trede_3_melden" and not voortgang.kan_naar(plan)
    return f"{voortgang.gemeente.naam}{f' (trede {plan} al voorkomen)' if klaar else ''}"


def _recorded(code: str, voortgang: Voortgang) -> date | None:
    """The day on which what the mark asks for was done; None while that is not on record."""
    if code == "niet_op_schema":
        return voortgang.gesprek_op
    naar_bestuur = code == "trede_3_of_hoger_mogelijk"
    bericht = voortgang.gedeeld_met_bestuur if naar_bestuur else voortgang.gemeld
    return None if bericht is None else bericht.datum


def _listed(namen: Iterable[str]) -> str:
    return opsomming(list(namen) or ["geen"])
