"""How many persons more or fewer would have led to another trede."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ibt.beoordeling.inschaling import INVOER_KOLOMMEN, classify
from ibt.beoordeling.som import calculate_som
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen

Kolom = NDArray[np.int64]

# No number of persons leads to another trede.
GEEN = -1


def measure_gevoeligheid(
    invoer: pd.DataFrame, kader: Kader, lezingen: Lezingen | None = None
) -> pd.DataFrame:
    """Per gemeente: `meer`, `meer_trede`, `minder`, `minder_trede`; GEEN where nothing changes.

    More housed persons never give a higher trede (tested), so the nearest turning point can be
    found by halving. With everything realised the lowest trede is reached; fewer than nobody
    cannot have been housed.
    """
    invoer = invoer[[*INVOER_KOLOMMEN]]
    nu = classify(invoer, kader, lezingen).trede
    som = calculate_som(invoer)
    tekort = (-som["stand_eind"]).clip(lower=0).to_numpy()
    gehuisvest = som["gerealiseerd"].clip(lower=0).to_numpy()
    meer, meer_trede = _nearest(invoer, kader, lezingen, nu, tekort, 1)
    minder, minder_trede = _nearest(invoer, kader, lezingen, nu, gehuisvest, -1)
    return pd.DataFrame(
        {"meer": meer, "meer_trede": meer_trede, "minder": minder, "minder_trede": minder_trede},
        index=invoer.index,
    )


def _nearest(
    invoer: pd.DataFrame,
    kader: Kader,
    lezingen: Lezingen | None,
    nu: Kolom,
    grens: Any,
    richting: int,
) -> tuple[Kolom, Kolom]:
    """The smallest shift up to `grens` that changes the trede, and the trede it gives."""
    laag = np.zeros(len(invoer), dtype=np.int64)
    hoog = np.asarray(grens, dtype=np.int64).copy()
    keert = _trede(invoer, kader, lezingen, richting * hoog) != nu
    while bool((open_ := keert & (hoog - laag > 1)).any()):
        midden = (laag + hoog) // 2
        anders = _trede(invoer, kader, lezingen, richting * midden) != nu
        hoog = np.where(open_ & anders, midden, hoog)
        laag = np.where(open_ & ~anders, midden, laag)
    trede = _trede(invoer, kader, lezingen, richting * hoog)
    return np.where(keert, hoog, GEEN), np.where(keert, trede, GEEN)


def _trede(invoer: pd.DataFrame, kader: Kader, lezingen: Lezingen | None, verschil: Kolom) -> Kolom:
    verschoven = invoer.assign(realisatie=invoer["realisatie"] + verschil)
    return classify(verschoven, kader, lezingen).trede
