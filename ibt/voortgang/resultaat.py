"""The result table `voortgang.csv`: the columns of the contract, one row per gemeente."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ibt.begrippen.voortgang import Voortgang

KOLOMMEN = (
    *("gemeentecode", "gemeente", "peildatum", "periode", "kader", "taakstelling", "herverdeling"),
    *("stand_begin", "totaalopgave", "realisatie", "koppelingen", "op_schema"),
    *("nodig_voor_schema", "trede_huidig", "prognose_stand_eind", "prognose_trede"),
    "aandachtspunten",
)


def make_voortgangtabel(voortgangen: Iterable[Voortgang]) -> pd.DataFrame:
    """The table, sorted by gemeentecode; the forecast is empty on treden 4 to 6."""
    rijen = sorted((_row(een) for een in voortgangen), key=lambda rij: str(rij[0]))
    return pd.DataFrame(rijen, columns=list(KOLOMMEN))


def _row(een: Voortgang) -> tuple[str | int, ...]:
    prognose = een.prognose
    return (
        *(een.gemeente.code, een.gemeente.naam, str(een.peildatum), str(een.peildatum.periode)),
        *(een.kader.id, een.taakstelling, een.herverdeling, een.stand_begin, een.totaalopgave),
        een.realisatie,
        "" if een.koppelingen is None else een.koppelingen,
        "ja" if een.op_schema else "nee",
        *(een.nodig_voor_schema, een.trede_huidig),
        *(("", "") if prognose.trede is None else (prognose.stand_eind, prognose.trede)),
        "|".join(een.aandachtspunten),
    )
