"""What would follow if the pace stays, and what is still needed for each trede."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ibt.begrippen.voortgang import Benodigd, Tempo
from ibt.voortgang.som import MAANDEN


def expect(tempo: Sequence[Tempo]) -> tuple[int, int, int]:
    """Persons housed by the end at this half-year's pace, at the slowest known and at the fastest.

    `tempo` holds this half-year's pace first: at the midpoint twice the persons housed. At another
    pace only the months that are left go. Rounded down; late persons of an earlier half-year that
    COA counted now are no pace.
    """
    nu, maanden = tempo[0].personen, tempo[0].maanden
    zelfde, over = nu * MAANDEN // maanden, MAANDEN - maanden
    alle = [zelfde, *(nu + een.personen * over // MAANDEN for een in tempo[1:])]
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
