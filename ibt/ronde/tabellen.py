"""A round as tables to work with: one row per gemeente, per month, per peildatum."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from ibt.begrippen.periode import periode_of

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

_JA_NEE = {"ja": True, "nee": False}
_TEKST = ("gemeentecode", "gemeente", "periode", "kader", "regel", "afwijking", "aandachtspunten")
_MAAND = ("taakstelling", "stand_begin", "realisatie", "koppelingen", "herkomst")


def result_table(ronde: Ronde) -> pd.DataFrame:
    """The result table with types: whole numbers (`Int64`), days, and yes or no (`boolean`)."""
    return mark_rows(ronde.resultaat.apply(_typed), ronde)


def mark_rows(tabel: pd.DataFrame, ronde: Ronde) -> pd.DataFrame:
    """The table; of a proef with a column that says so in every row."""
    return tabel.assign(proef="PROEF") if ronde.is_proef else tabel


def _typed(kolom: pd.Series) -> pd.Series:
    if kolom.name in _TEKST:
        return kolom.astype("string")
    if kolom.name == "peildatum":
        return pd.to_datetime(kolom)
    if kolom.isin(list(_JA_NEE)).all():
        return kolom.map(_JA_NEE).astype("boolean")
    return kolom.where(kolom != "", pd.NA).astype("Int64")


def month_table(ronde: Ronde) -> pd.DataFrame:
    """Every snapshot of COA that the round knows: a row per gemeente and `stand_per`, in persons.

    Also those of earlier half-years, where the round names them; `realisatie` counts from the start
    of the half-year (`periode`). `nog_te_huisvesten` is taakstelling less stand_begin less
    realisatie: below 0 where more were housed than that, and without what findings change.
    """
    namen = pd.Series({gemeente.code: gemeente.naam for gemeente in ronde.gemeenten}, name="naam")
    alles = pd.concat([ronde.eerdere_cijfers, ronde.cijfers.frame], ignore_index=True)
    alles = alles.drop_duplicates(["gemeentecode", "stand_per"], keep="last")
    per = alles["stand_per"]
    tabel = pd.DataFrame(
        {
            "gemeentecode": alles["gemeentecode"].astype("string"),
            "gemeente": alles["gemeentecode"].map(namen).astype("string"),
            "periode": per.map(_periode).astype("string"),
            "stand_per": pd.to_datetime(per),
            **{naam: alles[naam] for naam in _MAAND},
        }
    )
    getallen = list(_MAAND[:4])
    tabel[getallen] = tabel[getallen].astype("Int64")
    nodig = tabel["taakstelling"] - tabel["stand_begin"] - tabel["realisatie"]
    tabel.insert(len(tabel.columns) - 1, "nog_te_huisvesten", nodig)
    return mark_rows(tabel.sort_values(["gemeentecode", "stand_per"], ignore_index=True), ronde)


def _periode(dag: date) -> str:
    """The half-year in which a snapshot counts: that of the day before it was taken."""
    return str(periode_of(dag - timedelta(days=1)))


def history_table(ronde: Ronde) -> pd.DataFrame:
    """Stand and trede at every peildatum: a row per gemeente and peildatum, in persons.

    The last one is the round itself where it sets a trede; `vastgesteld` says whether the trede was
    decided, which it never is in a proef. Of what is not known a cell is empty.
    """
    rijen: list[dict[str, Any]] = []
    for stuk in ronde:
        wie = {"gemeentecode": stuk.gemeente.code, "gemeente": stuk.gemeente.naam}
        rijen += [
            {
                **wie,
                "peildatum": punt.peildatum.datum,
                "stand_eind": punt.stand_eind,
                "trede": punt.trede,
                "vastgesteld": punt.trede is not None and not ronde.is_proef,
            }
            for punt in stuk.historie
        ]
        if not ronde.is_voortgang:
            eigen = {"stand_eind": stuk.som.stand_eind, "trede": stuk.trede_voorstel}
            vast = stuk.gemeente.code in ronde.vastgesteld
            rijen.append({**wie, "peildatum": stuk.peildatum.datum, **eigen, "vastgesteld": vast})
    kolommen = ("gemeentecode", "gemeente", "peildatum", "stand_eind", "trede", "vastgesteld")
    tabel = pd.DataFrame(rijen, columns=list(kolommen))
    soorten = dict(
        zip(kolommen, ("string", "string", None, "Int64", "Int64", "boolean"), strict=True)
    )
    tabel = tabel.astype({naam: soort for naam, soort in soorten.items() if soort})
    tabel["peildatum"] = pd.to_datetime(tabel["peildatum"])
    return mark_rows(tabel.sort_values(["gemeentecode", "peildatum"], ignore_index=True), ronde)
