"""The result table `inschaling.csv`: the columns of the contract, one row per gemeente."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ibt.begrippen.beoordeling import Beoordeling

_SOM = (
    *("taakstelling", "herverdeling", "stand_begin", "open_correctie", "totaalopgave"),
    *("realisatie", "nagekomen", "correctie", "gerealiseerd", "stand_eind", "verschoonbaar"),
    "toerekenbaar",
)
_TREDE = ("trede_vorig", "trede_berekend", "regel", "trede_voorstel", "afwijking")
KOLOMMEN = (
    *("gemeentecode", "gemeente", "peildatum", "periode", "kader"),
    *(*_SOM, *_TREDE, "aandachtspunten"),
)


def make_resultaat(beoordelingen: Iterable[Beoordeling]) -> pd.DataFrame:
    """The table, sorted by gemeentecode; `aandachtspunten` joined by `|`. Norm: N59."""
    rijen = [
        (
            *(beoordeling.gemeente.code, beoordeling.gemeente.naam, str(beoordeling.peildatum)),
            *(str(beoordeling.peildatum.periode), beoordeling.kader.id),
            *(getattr(beoordeling.som, naam) for naam in _SOM),
            *(getattr(beoordeling, naam) for naam in _TREDE),
            "|".join(beoordeling.aandachtspunten),
        )
        for beoordeling in beoordelingen
    ]
    return pd.DataFrame(sorted(rijen), columns=list(KOLOMMEN))
