"""What leads to which trede at the next peildatum, counted from the next taakstelling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ibt.begrippen.beoordeling import Som, Vooruitzicht
from ibt.beoordeling.inschaling import ladder_columns
from ibt.beoordeling.positie import Positie
from ibt.beoordeling.strekken import ALTIJD, deciding_keuzes, stretches
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen


@dataclass(frozen=True, slots=True)
class Vooruitblik:
    """What leads to which trede then, and the Keuzes of which another reading would change that.

    `stappen` has each trede that can follow once, from the lowest: more persons never give a higher
    trede (tested).
    """

    stappen: tuple[Vooruitzicht, ...]
    keuzes: tuple[str, ...]


def look_ahead(
    voorgesteld: Iterable[tuple[Positie, Som, int]], kader: Kader, gekozen: Lezingen
) -> list[Vooruitblik]:
    """What may follow for each gemeente, from the trede that is proposed for it.

    Assumes that nothing is excused, redistributed or corrected, and that no finding on a plan is
    recorded. Housing exactly the taakstelling leaves the stand as it is, so the outcome depends
    only on the difference with the taakstelling.
    """
    dan = ladder_columns([_half_year(*zaak) for zaak in voorgesteld])
    strekken = stretches(dan, kader, gekozen)
    keuzes = deciding_keuzes(strekken, dan, kader, gekozen)
    return [
        Vooruitblik(
            tuple(Vooruitzicht(naar, None if van == ALTIJD else van) for van, naar in delen), open_
        )
        for delen, open_ in zip(strekken.joined(), keuzes, strict=True)
    ]


def _half_year(positie: Positie, som: Som, trede: int) -> dict[str, int | None]:
    """The `ladder_row` of the half-year that follows, as if the taakstelling were met exactly.

    Who comes on a trede now came there with the stand of now.
    """
    eind, intrede = som.stand_eind, positie.stand_bij_intrede
    blijft = trede == positie.trede_vorig and intrede is not None
    return {
        "stand_begin": eind,
        "stand_eind_vorig": eind,
        "stand_bij_intrede": intrede if blijft else eind,
        "verschoonbaar_vorig": som.verschoonbaar,
        "tekort_op_rij": positie.tekort_op_rij + 1 if eind < 0 else 0,
        "trede_vorig": trede,
    }
