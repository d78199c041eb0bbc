"""Koppelingen against the opgave on this day; and the signals of COA (§2.2)."""

from __future__ import annotations

from htpy import p

from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import Kader
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.gemeente.signalen import koppelen_uitleg, signals_part
from ibt.rapport.getal import datum, getal, personen


def koppelingen(voortgang: Voortgang) -> Deel:
    """Enough or too few linked persons, with the numbers; too few decides nothing (§2.2).

    Norm: N09.
    """
    aantal = voortgang.signalen.koppelingen
    dag = datum(voortgang.peildatum.datum)
    if aantal is None:
        return make_deel(p[f"Het aantal koppelingen op {dag} staat niet in de cijfers."])
    samen = voortgang.som.gehuisvest + aantal
    return make_deel(
        p[
            f"Op {dag} zijn {personen(voortgang.som.gehuisvest)} gehuisvest en {personen(aantal)} "
            f"gekoppeld aan de gemeente, samen {getal(samen)}. De totaalopgave is "
            f"{getal(voortgang.som.totaalopgave)}. {_enough(samen, voortgang)}"
        ],
        koppelen_uitleg(voortgang.kader),
    )


def _enough(samen: int, voortgang: Voortgang) -> str:
    opgave, kader = voortgang.som.totaalopgave, voortgang.kader
    if samen >= opgave:
        return "Er zijn genoeg mensen gekoppeld om de opgave te kunnen halen."
    return (
        f"Dat is nu nog {personen(opgave - samen)} te weinig om de opgave te kunnen halen. Dat "
        f"kan wijzen op overmacht{kader.bij('overmacht')}: de gemeente kan dat aandragen, en de "
        f"toezichthouder gaat het ook zelf na{kader.bij('contact')}."
    )


def signalen(voortgang: Voortgang, kader: Kader) -> Deel:
    """Omkoppelingen, waiting time and COA's label: no influence on the trede (§2.2.1)."""
    return signals_part(voortgang.signalen, kader)
