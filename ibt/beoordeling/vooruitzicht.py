"""What leads to which trede at the next peildatum, counted from the next taakstelling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ibt.begrippen.beoordeling import Vooruitzicht
from ibt.beoordeling.inschaling import classify
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen

Stappen = tuple[Vooruitzicht, ...]
Kolom = NDArray[np.int64]

_NIETS = (
    *("herverdeling", "open_correctie", "nagekomen", "correctie", "herzien"),
    *("verschoonbaar", "verbeterplan_niet_uitgevoerd"),
)
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
    begin = _begin(som)
    nu = _steps(begin, kader, gebruikt)
    keuzes: list[tuple[str, ...]] = [()] * len(som)
    for keuze in kader.keuzes:
        if not keuze.berekend or keuze.id in gebruikt:
            continue
        anders = [_steps(begin, kader, {**gebruikt, keuze.id: lezing}) for lezing in keuze.andere]
        for rij, stappen in enumerate(nu):
            if any(een[rij] != stappen for een in anders):
                keuzes[rij] += (keuze.id,)
    return pd.DataFrame(
        {
            "vooruitzicht": pd.Series(nu, index=som.index, dtype=object),
            "keuzes_vooruitzicht": pd.Series(keuzes, index=som.index, dtype=object),
        }
    )


@dataclass(frozen=True)
class _Begin:
    """What a half-year that follows starts from, a number per gemeente.

    `uiterste` is so far above and below the taakstelling that every trede is met, under every
    reading: twice the stand, for a lead may protect up to its own size, and is spent before
    anything is short. `bij_intrede` is the stand with which each came on its trede; of who comes
    there now that of now.
    """

    trede: Kolom
    stand: Kolom
    bij_intrede: Kolom
    verschoonbaar: Kolom
    uiterste: Kolom


def _begin(som: pd.DataFrame) -> _Begin:
    stand = som["stand_eind"].to_numpy(dtype=np.int64)
    trede = som["trede_voorstel"].to_numpy(dtype=np.int64)
    bekend = som["stand_bij_intrede"].fillna(som["stand_eind"]).to_numpy(dtype=np.int64)
    intrede = np.where(trede == som["trede_vorig"].to_numpy(), bekend, stand)
    uiterste = 2 * np.maximum(np.abs(stand), np.abs(intrede)) + 2
    verschoonbaar = som["verschoonbaar"].to_numpy(dtype=np.int64)
    return _Begin(trede, stand, intrede, verschoonbaar, uiterste)


def _steps(begin: _Begin, kader: Kader, lezingen: Lezingen) -> list[Stappen]:
    """Per gemeente the treden that can follow, from the lowest, and what leads to each.

    More housed persons never give a higher trede (tested), so where a trede begins is found by
    dividing, however large the figures are.
    """
    uiterste = np.repeat(begin.uiterste[:, None], len(_TREDEN), axis=1)
    laag, hoog = -uiterste - 1, uiterste
    while bool((hoog - laag > 1).any()):
        punten = laag[..., None] + (hoog - laag)[..., None] * _DELEN // _DELEN[-1]
        treden = classify(_half_years(begin, punten), kader, lezingen).trede.reshape(punten.shape)
        # A point on the lower bound itself stands for what lies below it.
        bereikt = (treden <= _TREDEN[:, None]) & (punten > laag[..., None])
        eerste = bereikt.argmax(axis=-1)[..., None]
        hoog = np.take_along_axis(punten, eerste, axis=-1)[..., 0]
        laag = np.take_along_axis(punten, np.maximum(eerste - 1, 0), axis=-1)[..., 0]
    return [_stretches(*paar) for paar in zip(hoog.tolist(), uiterste[:, 0].tolist(), strict=True)]


def _half_years(begin: _Begin, boven: Kolom) -> pd.DataFrame:
    """The half-year that follows as the ladder would see it, so many above the taakstelling.

    `boven` has a row per gemeente, of any shape; the frame has a row for each number in it.
    """
    keer = boven[0].size
    stand, taakstelling = np.repeat(begin.stand, keer), np.repeat(begin.uiterste + 1, keer)
    niets = np.zeros(boven.size, dtype=np.int64)
    return pd.DataFrame(
        {
            "realisatie": taakstelling + boven.ravel(),
            "taakstelling": taakstelling,
            "stand_begin": stand,
            "stand_eind_vorig": stand,
            "stand_bij_intrede": np.repeat(begin.bij_intrede, keer),
            "verschoonbaar_vorig": np.repeat(begin.verschoonbaar, keer),
            "trede_vorig": np.repeat(begin.trede, keer),
            **dict.fromkeys(_NIETS, niets),
        }
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
