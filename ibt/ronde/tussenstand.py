"""The stand of a gemeente within a running half-year, from COA's latest snapshot (Keuze K17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.effect import effects
from ibt.beoordeling.som import make_som

_CIJFERS = ("taakstelling", "stand_begin", "realisatie")


@dataclass(frozen=True)
class Tussenstanden:
    """COA's snapshots (None where none were given) and the findings that change their sums."""

    cijfers: pd.DataFrame | None = None
    stukken: tuple[Vastgelegd, ...] = ()

    def of(self, gemeente: Gemeente, dag: date) -> int | None:
        """Realised less the whole totaalopgave of the running half-year, in persons.

        Taken from the latest snapshot of that half-year up to a day; None where there is none:
        a snapshot of the half-year before knows nothing of the new taakstelling.
        """
        if self.cijfers is None:
            return None
        eigen = self.cijfers[self.cijfers["gemeentecode"] == gemeente.code]
        periode = periode_of(dag)
        lopend = (eigen["stand_per"] > periode.begin) & (eigen["stand_per"] <= dag)
        eigen = eigen[lopend].sort_values("stand_per").tail(1)
        if eigen.empty:
            return None
        stukken = [stuk for stuk in self.stukken if stuk.gemeente.code == gemeente.code]
        nu = [stuk for stuk in stukken if stuk.periode == periode]
        eerder = [stuk for stuk in stukken if stuk.periode < periode]
        cijfers = {naam: int(eigen[naam].iloc[0]) for naam in _CIJFERS}
        return make_som({**cijfers, **effects(nu, eerder, periode)}).stand_eind
