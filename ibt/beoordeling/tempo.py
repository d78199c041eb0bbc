"""How fast a gemeente houses, what the schedule asks, and what would follow if that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ibt.begrippen.beoordeling import Som
from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.voortgang import Benodigd, Tempo

MAANDEN = 6
# "The mean of the last four": two years, so that summer and winter count alike.
AANTAL = 4


def months_passed(peildatum: Peildatum) -> int:
    """How many of the six months of the half-year have passed on a day (the first of a month)."""
    return (peildatum.datum.month - peildatum.periode.begin.month) % 12


def schedule(som: Som, maanden: int) -> int:
    """How many persons must be housed after so many of the six months, to be on schedule.

    So many sixths of the taakstelling (after redistribution); at the midpoint, half of it (§4,
    Keuze K4). Rounded up, for half of 25 is not reached by 12 (Keuze K8).

    Norm: N61.
    """
    return -(-(maanden * som.opgave) // MAANDEN)


def earlier_paces(gehuisvest: Mapping[date, int], voor: Periode) -> tuple[Tempo, ...]:
    """The realisatie of the last four half-years before this one as far as known, latest first.

    `gehuisvest` holds COA's realisatie of one gemeente per snapshot, of 1 January and 1 July; other
    days say nothing of a whole half-year.
    """
    einden = {dag: personen for dag, personen in gehuisvest.items() if dag.month in (1, 7)}
    bekend = {Peildatum(dag).periode: personen for dag, personen in einden.items()}
    eerder = (periode for periode in _before(voor) if periode in bekend)
    return tuple(Tempo(periode, bekend[periode], MAANDEN) for periode in eerder)


def _before(periode: Periode) -> Iterator[Periode]:
    """The last half-years before this one, latest first, whether they are known or not."""
    for _ in range(AANTAL):
        periode = periode.vorige
        yield periode


def expect(tempo: Sequence[Tempo]) -> tuple[int, int, int]:
    """Persons housed by the end at this half-year's pace, at the slowest known and at the fastest.

    `tempo` holds this half-year's pace first: at the midpoint twice the persons housed. At another
    pace only the months that are left go. Rounded down; late persons of an earlier half-year that
    COA counted now are no pace.
    """
    nu, maanden = tempo[0].personen, tempo[0].maanden
    zelfde, over = nu * MAANDEN // maanden, MAANDEN - maanden
    alle = [zelfde, *(nu + eerder.personen * over // MAANDEN for eerder in tempo[1:])]
    return zelfde, min(alle), max(alle)


def what_is_needed(strekken: Sequence[tuple[int, int]]) -> tuple[Benodigd, ...]:
    """Each trede that can follow, from the lowest: how many persons more lead to it.

    `strekken` are those of one gemeente, joined. Whoever is housed stays housed; for the last one
    nobody more is needed. More persons never give a higher trede (tested), so each stands in it
    once.
    """
    laatste = next(nummer for nummer, (vanaf, _) in enumerate(strekken) if vanaf <= 0)
    nodig = [Benodigd(trede, max(0, vanaf)) for vanaf, trede in strekken[: laatste + 1]]
    return (*nodig[:-1], replace(nodig[-1], personen=None)) if laatste else tuple(nodig)
