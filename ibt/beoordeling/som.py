"""The arithmetic of §2.1: of one gemeente, and the same on whole columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ibt.begrippen.beoordeling import Signalen, Som
from ibt.begrippen.bevinding import Herverdeling
from ibt.begrippen.periode import Moment, Peildatum
from ibt.beoordeling.effect import effects
from ibt.beoordeling.positie import Positie
from ibt.beoordeling.voorstel import own_herzieningen

# What a sum is given; the rest of it follows.
GEGEVEN = (
    *("taakstelling", "herverdeling", "stand_begin", "open_correctie", "realisatie"),
    *("nagekomen", "correctie", "herzien", "verschoonbaar", "verbeterplan_niet_uitgevoerd"),
)


def calculate_som(positie: Positie, peildatum: Peildatum) -> Som:
    """The sum of one gemeente, with what its findings and its case file do to it.

    Within a half-year only a redistribution counts already; other findings go on file.

    The figures stay as delivered: what a revision of this very peildatum changes in the stand at
    the end, is a line of its own.
    """
    telt = positie.bevindingen
    if peildatum.moment is Moment.VOORTGANG:
        telt = tuple(stuk for stuk in telt if isinstance(stuk.bevinding, Herverdeling))
    gegeven = {
        "taakstelling": positie.taakstelling,
        "stand_begin": positie.stand_begin,
        "realisatie": positie.realisatie,
        **effects(telt, positie.dossier, peildatum.periode),
    }
    som = make_som(gegeven)
    for _, herziening in own_herzieningen(telt):
        if herziening.stand_eind is not None:
            gegeven["herzien"] = herziening.stand_eind - som.stand_eind
    return make_som(gegeven) if "herzien" in gegeven else som


def make_som(gegeven: Mapping[str, int]) -> Som:
    """The whole sum of these figures, in persons; what is not named counts as 0."""
    vol = {naam: gegeven.get(naam, 0) for naam in GEGEVEN}
    return Som(**vol, **sums(vol))


def sums(gegeven: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the figures, by its name: whole numbers, or whole columns of them.

    Totaalopgave = taakstelling (after redistribution) plus the backlog or less the lead at the
    start (§2.1). A negative totaalopgave is not floored. Excused persons lower `toerekenbaar`,
    never `stand_eind` (§2.3). `herzien` is what a revision changed in `stand_eind`. Corrections
    count once: in the half-year in which the persons were housed (§4), and `nagekomen` takes them
    out of the half-year in which COA counted them.

    Norm: N04, N16, N65.
    """
    begin = gegeven["stand_begin"] + gegeven["open_correctie"]
    totaalopgave = gegeven["taakstelling"] + gegeven["herverdeling"] - begin
    gerealiseerd = gegeven["realisatie"] - gegeven["nagekomen"] + gegeven["correctie"]
    eind = gerealiseerd - totaalopgave + gegeven["herzien"]
    achterstand_eind = _at_least_0(-eind)
    return {
        "stand_begin_gebruikt": begin,
        "totaalopgave": totaalopgave,
        "gerealiseerd": gerealiseerd,
        "stand_eind": eind,
        "achterstand_begin": _at_least_0(-begin),
        "achterstand_eind": achterstand_eind,
        "toerekenbaar": _at_least_0(achterstand_eind - gegeven["verschoonbaar"]),
    }


def _at_least_0(aantal: Any) -> Any:
    return aantal * (aantal > 0)


def at_midpoint(positie: Positie, som: Som, peildatum: Peildatum) -> Signalen:
    """The signals, with opgave and realisatie on 1 April or 1 October beside koppelingen (§2.2).

    The same as the report of that day had: a redistribution that was agreed later was no opgave
    then, and persons whom COA counts only now are taken off, for they are in the stand at the
    start already.

    Norm: N09.
    """
    signalen, dag = positie.signalen, peildatum.halverwege.datum
    realisatie, opgave = signalen.koppelingen_realisatie, signalen.koppelingen_opgave
    if realisatie is None or opgave is None:
        return signalen
    toen = [stuk for stuk in positie.bevindingen if stuk.bevinding.datum <= dag]
    herverdeling = effects(toen, (), peildatum.periode)["herverdeling"]
    return replace(
        signalen,
        koppelingen_realisatie=max(0, realisatie - som.nagekomen),
        koppelingen_opgave=opgave + herverdeling - som.open_correctie,
    )
