"""What leads to which trede at the next peildatum, counted from the next taakstelling."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ibt.begrippen.beoordeling import Vooruitzicht
from ibt.beoordeling.strekken import ALTIJD, stretches
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen

Stappen = tuple[Vooruitzicht, ...]

_NIETS = (
    *("taakstelling", "realisatie", "herverdeling", "open_correctie", "nagekomen", "correctie"),
    *("herzien", "verschoonbaar", "verbeterplan_niet_uitgevoerd"),
)


def look_ahead(som: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None) -> pd.DataFrame:
    """Per gemeente what leads to which trede then, and the Keuzes that would change that.

    `som` has a row per gemeente: `trede_voorstel`, `trede_vorig`, and in persons `stand_eind`,
    `stand_bij_intrede` and `verschoonbaar`. Column `vooruitzicht` holds per trede that can follow
    how many persons above the next taakstelling lead to it; `keuzes_vooruitzicht` the Keuzes of
    which another reading gives others (not those that the supervisor decided, in `lezingen`).

    Assumes that nothing is excused, redistributed or corrected, and that no finding on a plan is
    recorded. Housing exactly the taakstelling leaves the stand as it is, so the outcome depends
    only on the difference with the taakstelling.
    """
    gebruikt, dan = dict(lezingen or {}), _half_year(som)
    nu = _steps(dan, kader, gebruikt)
    keuzes: list[tuple[str, ...]] = [()] * len(som)
    for keuze in kader.keuzes:
        if not keuze.berekend or keuze.id in gebruikt:
            continue
        anders = [_steps(dan, kader, {**gebruikt, keuze.id: lezing}) for lezing in keuze.andere]
        for rij, stappen in enumerate(nu):
            if any(een[rij] != stappen for een in anders):
                keuzes[rij] += (keuze.id,)
    return pd.DataFrame(
        {
            "vooruitzicht": pd.Series(nu, index=som.index, dtype=object),
            "keuzes_vooruitzicht": pd.Series(keuzes, index=som.index, dtype=object),
        }
    )


def _half_year(som: pd.DataFrame) -> pd.DataFrame:
    """The half-year that follows, as if the taakstelling were met exactly.

    Who comes on a trede now came there with the stand of now.
    """
    blijft = som["trede_voorstel"] == som["trede_vorig"]
    intrede = som["stand_bij_intrede"].where(blijft).fillna(som["stand_eind"]).astype("int64")
    niets = dict.fromkeys(_NIETS, np.zeros(len(som), dtype=np.int64))
    return pd.DataFrame(
        {
            **niets,
            "stand_begin": som["stand_eind"],
            "stand_eind_vorig": som["stand_eind"],
            "stand_bij_intrede": intrede,
            "verschoonbaar_vorig": som["verschoonbaar"],
            "trede_vorig": som["trede_voorstel"],
        }
    )


def _steps(dan: pd.DataFrame, kader: Kader, lezingen: Lezingen) -> list[Stappen]:
    """Per gemeente each trede that can follow, from the lowest, and the least that leads to it.

    More persons never give a higher trede (tested), so each stands in it once.
    """
    return [
        tuple(Vooruitzicht(trede, None if vanaf == ALTIJD else vanaf) for vanaf, trede in strekken)
        for strekken in stretches(dan, kader, lezingen).joined()
    ]
