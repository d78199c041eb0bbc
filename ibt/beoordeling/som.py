"""The arithmetic of §2.1 on whole columns of whole numbers."""

from __future__ import annotations

import pandas as pd


def calculate_som(invoer: pd.DataFrame) -> pd.DataFrame:
    """The invoer with the sums added; one row per gemeente, in persons.

    Totaalopgave = taakstelling (after redistribution) plus the backlog or less the lead at the
    start (§2.1). A negative totaalopgave is not floored. Excused persons lower `toerekenbaar`,
    never `stand_eind` (§2.3). Corrections count once: in the half-year in which the persons were
    housed (§4), and `nagekomen` takes them out of the half-year in which COA counted them.

    Norm: N04, N16, N65.
    """
    som = invoer.copy(deep=False)  # columns are added, none is changed
    som["stand_begin_gebruikt"] = som["stand_begin"] + som["open_correctie"]
    som["totaalopgave"] = som["taakstelling"] + som["herverdeling"] - som["stand_begin_gebruikt"]
    som["gerealiseerd"] = som["realisatie"] - som["nagekomen"] + som["correctie"]
    som["stand_eind"] = som["gerealiseerd"] - som["totaalopgave"]
    som["achterstand_begin"] = (-som["stand_begin_gebruikt"]).clip(lower=0)
    som["achterstand_eind"] = (-som["stand_eind"]).clip(lower=0)
    som["toerekenbaar"] = (som["achterstand_eind"] - som["verschoonbaar"]).clip(lower=0)
    return som


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
