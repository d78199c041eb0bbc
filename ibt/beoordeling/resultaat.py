"""The result table `inschaling.csv` or `voortgang.csv`: the contract's columns, a row each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ibt.begrippen.beoordeling import Uitkomst
from ibt.begrippen.verslag import PROEF_PUNT
from ibt.begrippen.voortgang import Voortgang

_SOM = (
    *("taakstelling", "herverdeling", "stand_begin", "open_correctie", "totaalopgave"),
    *("realisatie", "nagekomen", "correctie", "gerealiseerd", "stand_eind", "verschoonbaar"),
    "toerekenbaar",
)
_TREDE = ("trede_vorig", "trede_berekend", "regel", "trede_voorstel", "afwijking")
_SOM_HALVERWEGE = ("taakstelling", "herverdeling", "stand_begin", "totaalopgave", "realisatie")


def make_resultaat(uitkomsten: Iterable[Uitkomst]) -> pd.DataFrame:
    """The table, sorted by gemeentecode; `aandachtspunten` joined by `|`. Norm: N59."""
    op_code = sorted(uitkomsten, key=lambda uit: uit.gemeente.code)
    return pd.DataFrame([_row(uit) for uit in op_code])


def _row(uit: Uitkomst) -> dict[str, Any]:
    if isinstance(uit, Voortgang):
        eigen = {**_named(uit.som, _SOM_HALVERWEGE), **_halfway(uit)}
    else:
        eigen = {**_named(uit.som, _SOM), **_named(uit, _TREDE)}
    return {
        "gemeentecode": uit.gemeente.code,
        "gemeente": uit.gemeente.naam,
        "peildatum": str(uit.peildatum),
        "periode": str(uit.peildatum.periode),
        "kader": uit.kader.id,
        **eigen,
        "aandachtspunten": "|".join(uit.aandachtspunten),
    }


def _named(waarvan: object, namen: Iterable[str]) -> dict[str, Any]:
    return {naam: getattr(waarvan, naam) for naam in namen}


def _halfway(voortgang: Voortgang) -> dict[str, int | str]:
    """Schedule and forecast; the forecast is empty on treden 4 to 6."""
    prognose, gekoppeld = voortgang.prognose, voortgang.signalen.koppelingen
    return {
        "koppelingen": "" if gekoppeld is None else gekoppeld,
        "op_schema": "ja" if voortgang.op_schema else "nee",
        "nodig_voor_schema": voortgang.nodig_voor_schema,
        "trede_huidig": voortgang.trede_vorig,
        "prognose_stand_eind": "" if prognose.trede is None else prognose.stand_eind,
        "prognose_trede": "" if prognose.trede is None else prognose.trede,
    }


def mark_proef(tabel: pd.DataFrame) -> pd.DataFrame:
    """The table of a round that is not the real one: each row says so, before all other points."""
    punten = tabel["aandachtspunten"].map(
        lambda andere: "|".join(filter(None, (PROEF_PUNT, andere)))
    )
    return tabel.assign(aandachtspunten=punten)
