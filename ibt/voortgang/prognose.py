"""What would follow if the pace stays: persons, stand and trede at the end of the half-year."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ibt.begrippen.voortgang import Benodigd
from ibt.beoordeling.inschaling import classify
from ibt.beoordeling.lezingen import compare_lezingen
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen
from ibt.voortgang.som import MAANDEN

Kolom = NDArray[np.int64]

# From trede 4 on no figure moves a gemeente by itself (§3 trede 4, slot).
HOOGSTE_LADDER = 3


def keep_pace(som: pd.DataFrame, maanden: int) -> Kolom:
    """Persons housed by the end at this half-year's pace, rounded down.

    At the midpoint that is twice the persons housed; late persons of an earlier half-year that COA
    counted now are no pace.
    """
    return som["gehuisvest"].to_numpy() * MAANDEN // maanden


def keep_other_pace(som: pd.DataFrame, personen: Kolom, maanden: int) -> Kolom:
    """The same where the months that are left go at the pace of another half-year (`personen`)."""
    over = MAANDEN - maanden
    return som["gehuisvest"].to_numpy() + personen * over // MAANDEN


def forecast(
    som: pd.DataFrame, gehuisvest: Kolom, kader: Kader, lezingen: Lezingen | None = None
) -> pd.DataFrame:
    """`stand_eind` and `trede` when so many persons are housed by the end; trede 0 from 4 on.

    Assumes that nothing is excused or corrected anew and that no finding on a plan is recorded.
    """
    trede = classify(_at_end(som, gehuisvest), kader, lezingen).trede
    hoog = som["trede_vorig"].to_numpy() > HOOGSTE_LADDER
    stand = gehuisvest - som["totaalopgave"].to_numpy()
    return pd.DataFrame({"stand_eind": stand, "trede": np.where(hoog, 0, trede)}, index=som.index)


def deciding_keuzes(som: pd.DataFrame, verwacht: Iterable[Kolom], kader: Kader) -> pd.Series:
    """The Keuzes of which another reading gives a forecast another trede, as a tuple of ids.

    `verwacht` holds the persons housed by the end at each pace. From trede 4 on there are none.
    """
    raak: dict[str, NDArray[np.bool_]] = {}
    for gehuisvest in verwacht:
        eind = _at_end(som, gehuisvest)
        anders = compare_lezingen(eind, kader).ne(classify(eind, kader).trede, axis=0)
        for keuze_id in anders.columns.get_level_values(0):
            nu = anders[keuze_id].to_numpy().any(axis=1)
            raak[keuze_id] = raak.get(keuze_id, False) | nu
    laag = som["trede_vorig"].to_numpy() <= HOOGSTE_LADDER
    gevonden = [
        tuple(keuze_id for keuze_id, rijen in raak.items() if rijen[rij] and laag[rij])
        for rij in range(len(som))
    ]
    return pd.Series(gevonden, index=som.index, dtype=object)


def _at_end(som: pd.DataFrame, gehuisvest: Kolom) -> pd.DataFrame:
    """The half-year as the ladder would see it when so many persons are housed by its end."""
    return som.assign(
        realisatie=gehuisvest + som["nagekomen"].to_numpy(),
        correctie=0,
        verschoonbaar=0,
        verbeterplan_niet_uitgevoerd=0,
    )


def what_is_needed(
    rij: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None
) -> tuple[Benodigd, ...]:
    """Per trede that can follow, from the lowest: how many persons more lead to it at least.

    `rij` is the one row of a gemeente. More housed persons never give a higher trede (tested for
    the ladder), so each trede is a stretch of numbers.
    """
    gehuisvest, opgave = int(rij["gehuisvest"].iloc[0]), int(rij["totaalopgave"].iloc[0])
    trede_vorig = int(rij["trede_vorig"].iloc[0])
    nog = max(0, opgave - gehuisvest)
    if trede_vorig > HOOGSTE_LADDER:
        return (Benodigd(1, nog), *((Benodigd(trede_vorig, None),) if nog else ()))
    erbij = np.arange(nog, -1, -1, dtype=np.int64)
    rijen = rij.loc[rij.index.repeat(len(erbij))]
    treden = forecast(rijen, gehuisvest + erbij, kader, lezingen)["trede"].to_numpy()
    uit: list[Benodigd] = []
    for trede in dict.fromkeys(int(waarde) for waarde in treden):
        minst = int(erbij[treden == trede].min())
        uit.append(Benodigd(trede, minst))
    laatste = uit[-1]
    return (*uit[:-1], Benodigd(laatste.trede, laatste.personen if len(uit) == 1 else None))
