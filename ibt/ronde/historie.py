"""The months of this half-year and the peildata before it, for one gemeente."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ibt.begrippen.beoordeling import Historiepunt, Maandstand
from ibt.begrippen.periode import Peildatum
from ibt.register import Register


def make_verloop(cijfers: pd.DataFrame, gemeentecode: str) -> tuple[Maandstand, ...]:
    """The snapshots of the half-year in order of date."""
    eigen = cijfers[cijfers["gemeentecode"] == gemeentecode].sort_values("stand_per")
    return tuple(
        Maandstand(
            rij["stand_per"],
            int(rij["taakstelling"]),
            int(rij["realisatie"]),
            None if pd.isna(rij["koppelingen"]) else int(rij["koppelingen"]),
        )
        for rij in eigen.to_dict("records")
    )


def make_historie(
    gemeentecode: str, register: Register, eerdere: pd.DataFrame, voor: date
) -> tuple[Historiepunt, ...]:
    """Stand and trede per earlier peildatum.

    The register goes first; where it knows no stand, COA's own figures of that peildatum give
    one (realisatie less taakstelling plus the stand at the start).
    """
    stand = _stands(gemeentecode, eerdere, voor)
    trede: dict[date, int] = {}
    for rij in register.rijen.get(gemeentecode, ()):
        if rij.peildatum is None or not rij.is_beoordeling:
            continue
        trede[rij.peildatum] = rij.trede
        if rij.stand_eind is not None:
            stand[rij.peildatum] = rij.stand_eind
    return tuple(
        Historiepunt(Peildatum(datum), stand.get(datum), trede.get(datum))
        for datum in sorted({*stand, *trede})
    )


def _stands(gemeentecode: str, eerdere: pd.DataFrame, voor: date) -> dict[date, int]:
    eigen = eerdere[eerdere["gemeentecode"] == gemeentecode]
    return {
        rij["stand_per"]: int(rij["realisatie"] - rij["taakstelling"] + rij["stand_begin"])
        for rij in eigen.to_dict("records")
        if rij["stand_per"] < voor and rij["stand_per"].month in (1, 7)
    }
