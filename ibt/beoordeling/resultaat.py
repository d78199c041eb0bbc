"""The result table `inschaling.csv`: the columns of the contract, one row per gemeente."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.verslag import PROEF_PUNT

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
            *(een.gemeente.code, een.gemeente.naam, str(een.peildatum)),
            *(str(een.peildatum.periode), een.kader.id),
            *(getattr(een.som, naam) for naam in _SOM),
            *(getattr(een, naam) for naam in _TREDE),
            "|".join(een.aandachtspunten),
        )
        for een in beoordelingen
    ]
    return pd.DataFrame(sorted(rijen), columns=list(KOLOMMEN))


def mark_proef(tabel: pd.DataFrame) -> pd.DataFrame:
    """The table of a round that is not the real one: each row says so, before all other points."""
    punten = tabel["aandachtspunten"].map(
        lambda andere: "|".join(filter(None, (PROEF_PUNT, andere)))
    )
    return tabel.assign(aandachtspunten=punten)
