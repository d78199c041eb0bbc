"""How fast a gemeente housed people before: the last half-years of which the end is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.voortgang import Tempo
from ibt.voortgang.som import MAANDEN

# "The mean of the last four": two years, so that summer and winter count alike.
AANTAL = 4


def earlier_paces(gehuisvest: Mapping[date, int], voor: Periode) -> tuple[Tempo, ...]:
    """The realisatie of the last four half-years before this one as far as known, latest first.

    `gehuisvest` holds COA's realisatie of one gemeente per snapshot, of 1 January and 1 July; other
    days say nothing of a whole half-year.
    """
    einden = {dag: personen for dag, personen in gehuisvest.items() if dag.month in (1, 7)}
    bekend = {Peildatum(dag).periode: personen for dag, personen in einden.items()}
    return tuple(Tempo(een, bekend[een], MAANDEN) for een in _before(voor) if een in bekend)


def _before(periode: Periode) -> Iterator[Periode]:
    """The last half-years before this one, latest first, whether they are known or not."""
    for _ in range(AANTAL):
        periode = periode.vorige
        yield periode
