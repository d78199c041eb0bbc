"""Aandachtspunten: what a supervisor should look at before deciding. None changes a trede."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from ibt.beoordeling.gevoeligheid import GEEN
from ibt.beoordeling.toets import seems_counted
from ibt.kader.kader import Drempels

VOORBEELD = "voorbeeld_cijfers_verzonnen"


def collect_aandachtspunten(
    som: pd.DataFrame,
    apart: Mapping[str, Collection[str]],
    drempels: Drempels,
    voorbeeld: bool,
) -> pd.Series:
    """The codes per gemeente, as a tuple in a fixed order (contract: Result table, Codes).

    `apart` holds per code the gemeentecodes of which a finding is odd.
    """
    vlaggen = {
        "besluit_nodig": som["besluit_nodig"],
        "grensgeval": _is_close(som),
        "stand_wijkt_af": (som["stand_begin"] != som["stand_eind_vorig"])
        & som["stand_eind_vorig"].notna(),
        "te_weinig_koppelingen": _too_few_linked(som),
        "stapelgemeente": som["stapelgemeente"] == "ja",
        "wachttijd_boven_120": waits_long(som, drempels),
        "omkoppelingen": som["omkoppelingen"].fillna(0) > 0,
        "correctie_misschien_geteld": seems_counted(som),
        "geen_eerdere_inschaling": som["geen_eerdere_inschaling"],
        "keuze_bepalend": som["keuze_bepalend"],
        "termijn_verstreken": som["termijn_verstreken"],
        "taakstelling_gewijzigd": som["taakstelling_gewijzigd"],
        "niet_vooraf_gewaarschuwd": (som["trede_vorig"] == 2)
        & (som["trede_voorstel"] == 3)
        & (som["voortgang_gemeld"] == 0),
        "vorige_ronde_niet_vastgesteld": som["vorige_ronde_niet_vastgesteld"],
        **{code: pd.Series(som.index.isin(wie), index=som.index) for code, wie in apart.items()},
        VOORBEELD: pd.Series(voorbeeld, index=som.index),
    }
    namen = np.array(list(vlaggen))
    raak = np.column_stack([vlag.fillna(False).to_numpy(dtype=bool) for vlag in vlaggen.values()])
    return pd.Series([tuple(namen[rij].tolist()) for rij in raak], index=som.index, dtype=object)


def waits_long(som: pd.DataFrame, drempels: Drempels) -> pd.Series:
    """The mean wait in phase 2 is over 120 days: as worked out from linked persons, else COA's.

    Norm: N13.
    """
    volgens_coa = som["wachttijd_fase2"] > drempels.wachttijd_dagen
    if "wachttijd" not in som:
        return volgens_coa
    eigen = [None if een is None else een.boven_grens for een in som["wachttijd"]]
    berekend = pd.Series(eigen, index=som.index, dtype="boolean")
    return berekend.fillna(volgens_coa)


def margin(totaalopgave: pd.Series, drempels: Drempels) -> pd.Series:
    """How near to another trede is close: 2 persons, or 5% of the totaalopgave rounded down."""
    procent = totaalopgave.clip(lower=0) * drempels.grensgeval_procent // 100
    return procent.clip(lower=drempels.grensgeval_personen)


def _is_close(som: pd.DataFrame) -> pd.Series:
    dichtbij = pd.Series(False, index=som.index)
    for kolom in ("meer", "minder"):
        dichtbij |= (som[kolom] != GEEN) & (som[kolom] <= som["marge"])
    return dichtbij


def _too_few_linked(som: pd.DataFrame) -> pd.Series:
    """Linked and housed persons at the midpoint are together fewer than the opgave then (§2.2).

    Norm: N09.
    """
    bereikbaar = som["koppelingen_realisatie"] + som["koppelingen"]
    return (bereikbaar < som["koppelingen_opgave"]).astype("boolean")
