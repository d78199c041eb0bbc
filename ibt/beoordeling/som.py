"""The arithmetic of §2.1 on whole columns of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ibt.kader.tabel import Kolom

# What the sums are made of.
GEGEVEN = (
    *("taakstelling", "herverdeling", "stand_begin", "open_correctie"),
    *("realisatie", "nagekomen", "correctie", "herzien", "verschoonbaar"),
)


def calculate_som(invoer: pd.DataFrame) -> pd.DataFrame:
    """The invoer with the sums added; one row per gemeente, in persons.

    Totaalopgave = taakstelling (after redistribution) plus the backlog or less the lead at the
    start (§2.1). A negative totaalopgave is not floored. Excused persons lower `toerekenbaar`,
    never `stand_eind` (§2.3). `herzien` is what a revision changed in
    `stand_eind`. Corrections count once: in the half-year in which the persons were
    housed (§4), and `nagekomen` takes them out of the half-year in which COA counted them.

    Norm: N04, N16, N65.
    """
    return invoer.assign(**sums({naam: invoer[naam].to_numpy() for naam in GEGEVEN}))


def sums(gegeven: Mapping[str, Kolom]) -> dict[str, Kolom]:
    """What `calculate_som` adds, by its name: a round asks for it some fifty times."""
    begin = gegeven["stand_begin"] + gegeven["open_correctie"]
    totaalopgave = gegeven["taakstelling"] + gegeven["herverdeling"] - begin
    gerealiseerd = gegeven["realisatie"] - gegeven["nagekomen"] + gegeven["correctie"]
    eind = gerealiseerd - totaalopgave + gegeven["herzien"]
    achterstand_eind = np.maximum(-eind, 0)
    return {
        "stand_begin_gebruikt": begin,
        "totaalopgave": totaalopgave,
        "gerealiseerd": gerealiseerd,
        "stand_eind": eind,
        "achterstand_begin": np.maximum(-begin, 0),
        "achterstand_eind": achterstand_eind,
        "toerekenbaar": np.maximum(achterstand_eind - gegeven["verschoonbaar"], 0),
    }


def at_midpoint(invoer: pd.DataFrame, herverdeling: pd.Series) -> dict[str, pd.Series]:
    """Opgave and realisatie on 1 April or 1 October, with which koppelingen are compared (§2.2).

    The same as the report of that day had: `herverdeling` is what was agreed by then, and persons
    whom COA counts only now are taken off, for they are in the stand at the start already.

    Norm: N09.
    """
    begin = invoer["koppelingen_stand_begin"] + invoer["open_correctie"]
    return {
        "koppelingen_opgave": invoer["koppelingen_taakstelling"] + herverdeling - begin,
        "koppelingen_realisatie": (invoer["koppelingen_realisatie"] - invoer["nagekomen"]).clip(
            lower=0
        ),
    }
