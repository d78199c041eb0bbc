"""The result table `voortgang.csv`: the columns of the contract, one row per gemeente."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ibt.begrippen.periode import Peildatum
from ibt.voortgang.ronde import Voortgangen

KOLOMMEN = (
    "gemeentecode",
    "gemeente",
    "peildatum",
    "periode",
    "kader",
    "taakstelling",
    "herverdeling",
    "stand_begin",
    "totaalopgave",
    "realisatie",
    "koppelingen",
    "op_schema",
    "nodig_voor_schema",
    "trede_huidig",
    "prognose_stand_eind",
    "prognose_trede",
    "aandachtspunten",
)


def make_voortgang(voortgangen: Voortgangen, peildatum: Peildatum, kader: str) -> pd.DataFrame:
    """The table, sorted by gemeentecode; `prognose_trede` is empty on treden 4 to 6."""
    tabel = voortgangen.frame.rename_axis("gemeentecode").reset_index()
    trede = voortgangen.prognose["trede"].to_numpy()
    stand = voortgangen.prognose["stand_eind"].to_numpy()
    tabel = tabel.assign(
        peildatum=str(peildatum),
        periode=str(peildatum.periode),
        kader=kader,
        koppelingen=[_text(waarde) for waarde in tabel["koppelingen"]],
        op_schema=["ja" if waarde else "nee" for waarde in tabel["op_schema"]],
        trede_huidig=tabel["trede_vorig"],
        prognose_stand_eind=[
            "" if not kan else int(saldo) for saldo, kan in zip(stand, trede, strict=True)
        ],
        prognose_trede=["" if not waarde else int(waarde) for waarde in trede],
        aandachtspunten=tabel["aandachtspunten"].map("|".join),
    )
    return tabel.loc[:, list(KOLOMMEN)].sort_values("gemeentecode", ignore_index=True)


def _text(waarde: Any) -> str | int:
    return "" if pd.isna(waarde) else int(waarde)
