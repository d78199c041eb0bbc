"""What would follow if the pace stays: persons, stand and trede at the end of the half-year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ibt.begrippen.voortgang import Benodigd
from ibt.beoordeling.strekken import Strekken, stretches
from ibt.kader.kader import Kader
from ibt.kader.tabel import Kolom
from ibt.voortgang.som import MAANDEN

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


def forecast(som: pd.DataFrame, gehuisvest: Kolom, strekken: Strekken) -> pd.DataFrame:
    """`stand_eind` and `trede` when so many persons are housed by the end; trede 0 from 4 on."""
    hoog = som["trede_vorig"].to_numpy() > HOOGSTE_LADDER
    trede = strekken.at(gehuisvest - som["gehuisvest"].to_numpy())
    stand = gehuisvest - som["totaalopgave"].to_numpy()
    return pd.DataFrame({"stand_eind": stand, "trede": np.where(hoog, 0, trede)}, index=som.index)


def deciding_keuzes(
    som: pd.DataFrame, verwacht: Iterable[Kolom], kader: Kader, strekken: Strekken
) -> pd.Series:
    """The Keuzes of which another reading gives a forecast another trede, as a tuple of ids.

    `verwacht` holds the persons housed by the end at each pace. From trede 4 on there are none:
    there only the stand at the end decides, under every reading.
    """
    erbij = [gehuisvest - som["gehuisvest"].to_numpy() for gehuisvest in verwacht]
    raak: dict[str, NDArray[np.bool_]] = {}
    for keuze in kader.keuzes:
        for lezing in keuze.andere if keuze.berekend else ():
            anders = stretches(som, kader, {keuze.id: lezing})
            nu = np.any([anders.at(aantal) != strekken.at(aantal) for aantal in erbij], axis=0)
            raak[keuze.id] = raak.get(keuze.id, False) | nu
    gevonden = [
        tuple(keuze_id for keuze_id, rijen in raak.items() if rijen[rij]) for rij in range(len(som))
    ]
    return pd.Series(gevonden, index=som.index, dtype=object)


def what_is_needed(strekken: Strekken) -> list[tuple[Benodigd, ...]]:
    """Per gemeente each trede that can follow, from the lowest: how many persons more lead to it.

    Whoever is housed stays housed; for the last one nobody more is needed. More persons never give
    a higher trede (tested), so each stands in it once.
    """
    uit: list[tuple[Benodigd, ...]] = []
    for een in strekken.joined():
        laatste = next(nummer for nummer, (vanaf, _) in enumerate(een) if vanaf <= 0)
        nodig = [Benodigd(trede, max(0, vanaf)) for vanaf, trede in een[: laatste + 1]]
        uit.append((*nodig[:-1], replace(nodig[-1], personen=None)) if laatste else tuple(nodig))
    return uit
