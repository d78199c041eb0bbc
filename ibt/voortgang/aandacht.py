"""Points of attention within a half-year: whom to tell, whom to talk to, what to look at."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ibt.begrippen.kadertekst import Drempels
from ibt.beoordeling.aandacht import VOORBEELD, seems_counted, waits_long
from ibt.voortgang.prognose import HOOGSTE_LADDER


def collect_aandachtspunten(
    som: pd.DataFrame,
    laagste: pd.DataFrame,
    drempels: Drempels,
    voorbeeld: bool,
) -> pd.Series:
    """The codes per gemeente, as a tuple in a fixed order; none is an inschaling.

    `laagste` is the forecast at the slowest known pace: what may follow, not what will.

    Norm: N27, N36, N62.
    """
    opgave_bereikbaar = som["realisatie"] - som["nagekomen"] + som["koppelingen"]
    vlaggen = {
        # N52, N55: gedeputeerde staten must answer a term that ran out, also between peildata.
        "besluit_nodig": som["termijn_verstreken"],
        "termijn_verstreken": som["termijn_verstreken"],
        # N62: talk with the gemeente to prevent a backlog.
        "niet_op_schema": ~som["op_schema"],
        # N36: on trede 2 one hears whether trede 3 is possible. The mark stays when it was told.
        "trede_3_melden": som["trede_vorig"] == 2,
        # N27: the message may be shared with the bestuur. From trede 4 on nothing is forecast.
        "trede_3_of_hoger_mogelijk": (som["trede_vorig"] > HOOGSTE_LADDER)
        | (laagste["trede"] >= 3),
        "te_weinig_koppelingen": (opgave_bereikbaar < som["totaalopgave"]).astype("boolean"),
        "stapelgemeente": som["stapelgemeente"] == "ja",
        "wachttijd_boven_120": waits_long(som, drempels),
        "omkoppelingen": som["omkoppelingen"].fillna(0) > 0,
        "stand_wijkt_af": (som["stand_begin"] != som["stand_eind_vorig"])
        & som["stand_eind_vorig"].notna(),
        "correctie_misschien_geteld": seems_counted(som),
        "geen_eerdere_inschaling": som["geen_eerdere_inschaling"],
        "taakstelling_gewijzigd": som["taakstelling_gewijzigd"],
        "vorige_ronde_niet_vastgesteld": som["vorige_ronde_niet_vastgesteld"],
        VOORBEELD: pd.Series(voorbeeld, index=som.index),
    }
    namen = np.array(list(vlaggen))
    raak = np.column_stack([vlag.fillna(False).to_numpy(dtype=bool) for vlag in vlaggen.values()])
    return pd.Series([tuple(namen[rij].tolist()) for rij in raak], index=som.index, dtype=object)
