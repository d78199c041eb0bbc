"""Figures and register side by side: one row per gemeente, for the assessment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.register import Register

JUDGED = (
    "taakstelling",
    "stand_begin",
    "realisatie",
    "omkoppelingen",
    "wachttijd_fase2",
    "stapelgemeente",
)


def make_frame(
    gemeenten: Iterable[Gemeente], peildatum: Peildatum, cijfers: pd.DataFrame, register: Register
) -> pd.DataFrame:
    """One row per gemeente, indexed by gemeentecode and sorted; see beoordeling.ronde.Invoer.

    Norm: N06.
    """
    namen = {gemeente.code: gemeente.naam for gemeente in gemeenten}
    index = pd.Index(sorted(namen), name="gemeentecode")
    geoordeeld = cijfers[cijfers["stand_per"] == peildatum.datum].set_index("gemeentecode")
    frame = geoordeeld.loc[index, list(JUDGED)]
    frame.insert(0, "gemeente", [namen[code] for code in index])
    aantal = cijfers.groupby("gemeentecode")["taakstelling"].nunique()
    frame["taakstelling_gewijzigd"] = (aantal.reindex(index) > 1).astype(bool)
    return frame.join(_linked(cijfers, peildatum, index)).join(
        _decided(index, register, peildatum.vorige_beoordeling.datum)
    )


def _linked(cijfers: pd.DataFrame, peildatum: Peildatum, index: pd.Index) -> pd.DataFrame:
    """Koppelingen on 1 April or 1 October, with the figures of that date (§2.2, 3e punt)."""
    halverwege = peildatum.halverwege.datum
    bekend = cijfers[cijfers["koppelingen"].notna() & (cijfers["stand_per"] == halverwege)]
    kolommen = ["realisatie", "taakstelling", "stand_begin"]
    rijen = bekend.set_index("gemeentecode").rename(
        columns={naam: f"koppelingen_{naam}" for naam in kolommen}
        | {"stand_per": "koppelingen_per"}
    )
    geheel = ["koppelingen", *(f"koppelingen_{naam}" for naam in kolommen)]
    return (
        rijen.reindex(index)[[*geheel, "koppelingen_per"]]
        .astype({naam: "Int64" for naam in geheel})
        .astype({"koppelingen_per": "object"})
    )


def _decided(index: pd.Index, register: Register, vorige: date) -> pd.DataFrame:
    """What the register says of each gemeente before the peildatum (Keuze K5 without a row)."""
    regels = []
    for code in index:
        laatste, intrede = register.last(code), register.entry(code)
        regels.append(
            {
                "trede_vorig": 1 if laatste is None else laatste.trede,
                "geen_eerdere_inschaling": laatste is None,
                "stand_eind_vorig": register.last_stand(code),
                "begin_herzien": any(not rij.nummer for rij in register.rijen.get(code, ())),
                "verschoonbaar_vorig": register.last_verschoonbaar(code),
                "stand_bij_intrede": None if intrede is None else intrede.stand_eind,
                "vorige_ronde_niet_vastgesteld": laatste is not None
                and not register.decided_on(code, vorige),
                "laatste_daling": register.last_fall(code),
                "trede_vorig_vanaf": None if laatste is None else laatste.geldt_vanaf,
            }
        )
    frame = pd.DataFrame(regels, index=index)
    optioneel = {
        "stand_eind_vorig": "Int64",
        "stand_bij_intrede": "Int64",
        "laatste_daling": "object",
        "trede_vorig_vanaf": "object",
    }
    return frame.astype({**optioneel, "trede_vorig": "int64", "verschoonbaar_vorig": "int64"})
