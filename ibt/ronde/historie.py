"""The months of this half-year and the peildata before it, for one gemeente."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from ibt.begrippen.beoordeling import Historiepunt, Maandstand
from ibt.begrippen.periode import Peildatum
from ibt.register import Registerrij

_Rijen = Iterable[Mapping[str, Any]]


def make_verloop(cijfers: _Rijen) -> tuple[Maandstand, ...]:
    """The snapshots of the half-year in order of date."""
    return tuple(
        Maandstand(
            rij["stand_per"],
            int(rij["taakstelling"]),
            int(rij["realisatie"]),
            None if pd.isna(rij["koppelingen"]) else int(rij["koppelingen"]),
        )
        for rij in sorted(cijfers, key=lambda rij: rij["stand_per"])
    )


def make_historie(
    register: Iterable[Registerrij], eerdere: _Rijen, voor: date
) -> tuple[Historiepunt, ...]:
    """Stand and trede per earlier peildatum.

    The register goes first; where it knows no stand, COA's own figures of that peildatum give
    one (realisatie less taakstelling plus the stand at the start).
    """
    stand = {
        rij["stand_per"]: int(rij["realisatie"] - rij["taakstelling"] + rij["stand_begin"])
        for rij in eerdere
        if rij["stand_per"] < voor and rij["stand_per"].month in (1, 7)
    }
    trede: dict[date, int] = {}
    for regel in register:
        if regel.peildatum is None or not regel.is_beoordeling:
            continue
        trede[regel.peildatum] = regel.trede
        if regel.stand_eind is not None:
            stand[regel.peildatum] = regel.stand_eind
    return tuple(
        Historiepunt(Peildatum(datum), stand.get(datum), trede.get(datum))
        for datum in sorted({*stand, *trede})
    )
