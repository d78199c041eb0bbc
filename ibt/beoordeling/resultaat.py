"""The result table `inschaling.csv`: the columns of the contract, one row per gemeente."""

from __future__ import annotations

import pandas as pd

from ibt.begrippen.periode import Peildatum

KOLOMMEN = (
    "gemeentecode",
    "gemeente",
    "peildatum",
    "periode",
    "kader",
    "taakstelling",
    "herverdeling",
    "stand_begin",
    "open_correctie",
    "totaalopgave",
    "realisatie",
    "nagekomen",
    "correctie",
    "gerealiseerd",
    "stand_eind",
    "verschoonbaar",
    "toerekenbaar",
    "trede_vorig",
    "trede_berekend",
    "regel",
    "trede_voorstel",
    "afwijking",
    "aandachtspunten",
)


def make_resultaat(uitkomsten: pd.DataFrame, peildatum: Peildatum, kader: str) -> pd.DataFrame:
    """The table, sorted by gemeentecode; `aandachtspunten` joined by `|`. Norm: N59."""
    tabel = uitkomsten.rename_axis("gemeentecode").reset_index()
    tabel = tabel.assign(
        peildatum=str(peildatum),
        periode=str(peildatum.periode),
        kader=kader,
        aandachtspunten=tabel["aandachtspunten"].map("|".join),
    )
    return tabel.loc[:, list(KOLOMMEN)].sort_values("gemeentecode", ignore_index=True)
