"""The sums of a running half-year on whole columns of whole numbers (§2.1, §4)."""

from __future__ import annotations

from typing import Any

import pandas as pd

MAANDEN = 6


def months_passed(peildatum: Any) -> int:
    """How many of the six months of the half-year have passed on a day (the first of a month)."""
    return int((peildatum.datum.month - peildatum.periode.begin.month) % 12)


def calculate_voortgang(invoer: pd.DataFrame, maanden: int) -> pd.DataFrame:
    """The invoer with opgave, schedule and what it still asks; one row per gemeente, in persons.

    On schedule means that m sixths of the taakstelling (after redistribution) were housed in m of
    the six months; at the midpoint, half of it (§4, Keuze K4). Half of 25 is not reached by 12
    (Keuze K8), so whole numbers are compared.

    Norm: N61.
    """
    som = invoer.copy()
    opgave = som["taakstelling"] + som["herverdeling"]
    som["totaalopgave"] = opgave - (som["stand_begin"] + som["open_correctie"])
    som["op_schema"] = MAANDEN * som["realisatie"] >= maanden * opgave
    som["schema"] = -(-(maanden * opgave) // MAANDEN)
    som["nodig_voor_schema"] = (som["schema"] - som["realisatie"]).clip(lower=0)
    som["gehuisvest"] = som["realisatie"] - som["nagekomen"]
    return som
