"""What leads to which trede at the next peildatum, counted from the next taakstelling."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ibt.begrippen.beoordeling import Vooruitzicht
from ibt.beoordeling.inschaling import classify
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen

Stappen = tuple[Vooruitzicht, ...]
Kolom = NDArray[np.int64]

# What a half-year that follows starts from.
_VERTREKPUNT = ("trede_voorstel", "trede_vorig", "stand_eind", "stand_bij_intrede", "verschoonbaar")
_TREDEN = np.arange(1, 7, dtype=np.int64)
_DELEN = np.arange(0, 33, dtype=np.int64)


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
    gebruikt = dict(lezingen or {})
    nu = _steps(som, kader, gebruikt)
    keuzes: list[tuple[str, ...]] = [()] * len(som)
    for keuze in kader.keuzes:
        if not keuze.berekend or keuze.id in gebruikt:
            continue
        anders = [_steps(som, kader, {**gebruikt, keuze.id: lezing}) for lezing in keuze.andere]
        for rij, stappen in enumerate(nu):
            if any(een[rij] != stappen for een in anders):
                keuzes[rij] += (keuze.id,)
    return pd.DataFrame(
        {
            "vooruitzicht": pd.Series(nu, index=som.index, dtype=object),
            "keuzes_vooruitzicht": pd.Series(keuzes, index=som.index, dtype=object),
        }
    )


def _steps(som: pd.DataFrame, kader: Kader, lezingen: Lezingen) -> list[Stappen]:
    """Per gemeente the treden that can follow, from the lowest, and what leads to each.

    More housed persons never give a higher trede (tested), so where a trede begins is found by
    dividing, however large the figures are.
    """
    uiterste = np.repeat(_range(som)[:, None], len(_TREDEN), axis=1)
    laag, hoog = -uiterste - 1, uiterste
    while bool((hoog - laag > 1).any()):
        punten = laag[..., None] + (hoog - laag)[..., None] * _DELEN // _DELEN[-1]
        treden = classify(_half_years(som, punten), kader, lezingen).trede.reshape(punten.shape)
        # A point on the lower bound itself stands for what lies below it.
        bereikt = (treden <= _TREDEN[:, None]) & (punten > laag[..., None])
        eerste = bereikt.argmax(axis=-1)[..., None]
        hoog = np.take_along_axis(punten, eerste, axis=-1)[..., 0]
        laag = np.take_along_axis(punten, np.maximum(eerste - 1, 0), axis=-1)[..., 0]
    return [_stretches(*paar) for paar in zip(hoog.tolist(), uiterste[:, 0].tolist(), strict=True)]


def _range(som: pd.DataFrame) -> Kolom:
    """So far above and below the taakstelling every trede is met, under every reading.

    Twice the stand: a lead may protect up to its own size, and is spent before anything is short.
    """
    beide = pd.concat([som["stand_eind"], _at_entry(som)], axis=1).abs().max(axis=1)
    return (2 * beide + 2).to_numpy(dtype=np.int64)


def _at_entry(som: pd.DataFrame) -> pd.Series:
    """The stand with which each came on its trede; who comes there now, with that of now."""
    bekend = som["stand_bij_intrede"].fillna(som["stand_eind"])
    return som["stand_eind"].where(som["trede_voorstel"] != som["trede_vorig"], bekend)


def _half_years(som: pd.DataFrame, boven: Kolom) -> pd.DataFrame:
    """The half-year that follows as the ladder would see it, so many above the taakstelling.

    `boven` has a row per gemeente, of any shape; the frame has a row for each number in it.
    """
    nodig = som[[*_VERTREKPUNT]]
    vanaf = nodig.loc[som.index.repeat(boven[0].size)].reset_index(drop=True)
    taakstelling = np.repeat(_range(som), boven[0].size) + 1
    return pd.DataFrame(
        {
            "realisatie": taakstelling + boven.ravel(),
            "taakstelling": taakstelling,
            "stand_begin": vanaf["stand_eind"],
            "stand_eind_vorig": vanaf["stand_eind"],
            "stand_bij_intrede": _at_entry(vanaf),
            "verschoonbaar_vorig": vanaf["verschoonbaar"],
            "trede_vorig": vanaf["trede_voorstel"],
        }
    ).assign(
        herverdeling=0,
        open_correctie=0,
        nagekomen=0,
        correctie=0,
        verschoonbaar=0,
        verbeterplan_niet_uitgevoerd=0,
    )


def _stretches(hooguit: list[int], uiterste: int) -> Stappen:
    """Each trede that occurs with the least that leads to it; the last has no least.

    `hooguit` says from how many persons above the taakstelling the trede is at most 1, 2, … 6.
    """
    uit: list[Vooruitzicht] = []
    begin = uiterste + 1
    for trede, vanaf in enumerate(hooguit, start=1):
        if vanaf < begin:
            uit.append(Vooruitzicht(trede, None if vanaf <= -uiterste else vanaf))
        begin = min(begin, vanaf)
    return tuple(uit)
