"""How fast a gemeente housed people before: the last half-years of which the end is known."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.voortgang import Tempo
from ibt.voortgang.som import MAANDEN

# "The mean of the last four": two years, so that summer and winter count alike.
AANTAL = 4


def earlier_paces(eerdere: pd.DataFrame, gemeentecode: str, voor: Periode) -> tuple[Tempo, ...]:
    """The realisatie of the last four half-years before this one as far as known, latest first.

    `eerdere` holds COA's snapshots of 1 January and 1 July; other days say nothing of a whole
    half-year.
    """
    eigen = eerdere[eerdere["gemeentecode"] == gemeentecode]
    per_periode = {
        Peildatum(rij["stand_per"]).periode: int(rij["realisatie"])
        for rij in eigen.to_dict("records")
        if rij["stand_per"].month in (1, 7)
    }
    eerder = (periode for periode in _before(voor) if periode in per_periode)
    return tuple(Tempo(periode, per_periode[periode], MAANDEN) for periode in eerder)


def _before(periode: Periode) -> Iterator[Periode]:
    """The last half-years before this one, latest first, whether they are known or not."""
    for _ in range(AANTAL):
        periode = periode.vorige
        yield periode
