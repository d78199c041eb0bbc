"""The columns of a table that a trede depends on: checked as a whole, and completed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from numbers import Integral
from typing import Any

import pandas as pd

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.beoordeling.som import GEGEVEN
from ibt.kader.kader import Kader

# All that a trede depends on.
INVOER_KOLOMMEN = (
    *GEGEVEN,
    *("trede_vorig", "stand_eind_vorig", "stand_bij_intrede", "verschoonbaar_vorig"),
    "tekort_op_rij",
)
VERPLICHT = ("taakstelling", "stand_begin", "realisatie", "trede_vorig")
# What the register may not know.
ONBEKEND = ("stand_eind_vorig", "stand_bij_intrede")
_STANDEN = ("stand_begin", "herverdeling", "herzien", *ONBEKEND)
# So many persons that a sum of them is still a whole number for the machine.
_HOOGSTENS = 10**12
_GENOEMD = 10
# As near as a slip of the pen: `realisaties`, `Trede vorig`.
_LIJKT = 0.9


def complete(
    invoer: pd.DataFrame,
    kader: Kader,
    verplicht: Iterable[str] = VERPLICHT,
    personen: bool = False,
) -> pd.DataFrame:
    """Every column that a trede depends on, in whole numbers, and no other.

    A column that is missing counts as none (0), and as trede 1; `verplicht` must be there. What
    the register may not know may be empty. With `personen` nothing but a stand may be below 0: the
    table is of real gemeenten, not of a line of numbers to try; and a name that is nearly that of
    a missing column is a fault, or that column would count as none. InvoerFout with every fault:
    one line per cause, with its column and rows.
    """
    if not isinstance(invoer, pd.DataFrame):
        raise InvoerFout([Gebrek("invoer", "moet een DataFrame zijn", type(invoer).__name__)])
    bekend = [naam for naam in INVOER_KOLOMMEN if naam in invoer.columns]
    gebreken = [
        Gebrek("invoer", "deze kolom moet er zijn", plaats=f'kolom "{naam}"')
        for naam in verplicht
        if naam not in bekend
    ]
    if personen:
        gebreken += _near_misses(invoer.columns, bekend)
        gebreken += _other_trede(invoer.columns, bekend)
    for naam in bekend:
        gebreken += _column_faults(invoer.loc[:, [naam]], len(kader.tekst.treden), personen)
    if gebreken:
        raise InvoerFout(gebreken)
    vol = invoer[bekend].copy()
    for naam in INVOER_KOLOMMEN:
        if naam not in bekend:
            vol[naam] = 1 if naam == "trede_vorig" else pd.NA if naam in ONBEKEND else 0
    soorten = {naam: "Int64" if naam in ONBEKEND else "int64" for naam in INVOER_KOLOMMEN}
    return vol[[*INVOER_KOLOMMEN]].astype(soorten)


def sum_faults(invoer: pd.DataFrame) -> Iterator[Gebrek]:
    """Rows that no round would take either: an opgave below 0, more late persons than all."""
    opgave = (invoer["taakstelling"] + invoer["herverdeling"]).rename("herverdeling")
    yield from _told(opgave, opgave < 0, "taakstelling en herverdeling mogen niet onder nul komen")
    nagekomen = invoer["nagekomen"]
    verwacht = "er kunnen niet meer nagekomen personen zijn dan de hele realisatie"
    yield from _told(nagekomen, nagekomen > invoer["realisatie"], verwacht)


def _near_misses(namen: Iterable[object], bekend: Iterable[str]) -> Iterator[Gebrek]:
    """A name that is nearly that of a column that is missing."""
    missen = {naam.replace("_", " "): naam for naam in INVOER_KOLOMMEN if naam not in bekend}
    for naam in (naam for naam in namen if isinstance(naam, str)):
        kaal = " ".join(naam.casefold().replace("_", " ").split())
        for lijkt in get_close_matches(kaal, missen, 1, _LIJKT):
            verwacht = f'lijkt op "{missen[lijkt]}"; noem de kolom zo, of geef haar een andere naam'
            yield Gebrek("invoer", verwacht, plaats=f'kolom "{naam}"')


def _other_trede(namen: Iterable[object], bekend: Iterable[str]) -> Iterator[Gebrek]:
    """A column that may be the trede before, where none is called so: all would begin at 1."""
    for naam in namen:
        if naam in ("trede", "trede_nu", "trede_huidig") and "trede_vorig" not in bekend:
            verwacht = 'is dit de trede hiervoor, noem haar "trede_vorig"; zo niet, haal haar weg'
            yield Gebrek("invoer", verwacht, plaats=f'kolom "{naam}"')


def _column_faults(tabel: pd.DataFrame, treden: int, personen: bool) -> Iterator[Gebrek]:
    """What is at fault in the columns of one name, of which there must be one."""
    naam = str(tabel.columns[0])
    if tabel.shape[1] > 1:
        yield Gebrek("invoer", "deze kolom mag er maar één keer zijn", plaats=f'kolom "{naam}"')
        return
    kolom = tabel.iloc[:, 0]
    leeg, getal = kolom.isna(), _numbers(kolom)
    heel = ((getal % 1 == 0) & (getal.abs() <= _HOOGSTENS)).fillna(False).astype(bool)
    if naam not in ONBEKEND:
        yield from _told(kolom, leeg, "mag niet leeg zijn")
    yield from _told(kolom, ~heel & ~leeg, "moet een heel getal zijn")
    if naam == "trede_vorig":
        verwacht = f"moet een trede van 1 tot en met {treden} zijn"
        yield from _told(kolom, heel & ~getal.between(1, treden), verwacht)
    elif personen and naam not in _STANDEN:
        yield from _told(kolom, heel & (getal < 0), "moet 0 of meer zijn")


def _numbers(kolom: pd.Series) -> pd.Series:
    """The column as numbers; of mixed values only those that are whole numbers themselves."""
    if kolom.dtype.kind in "iuf":
        return pd.to_numeric(kolom)
    getallen = [float(waarde) if _is_number(waarde) else float("nan") for waarde in kolom]
    return pd.Series(getallen, index=kolom.index, dtype="float64")


def _is_number(waarde: Any) -> bool:
    """Whether it is a number of persons by kind; yes and no, days and text are not."""
    return isinstance(waarde, (Integral, float)) and not isinstance(waarde, bool)


def _told(kolom: pd.Series, fout: pd.Series, verwacht: str) -> Iterator[Gebrek]:
    """One fault for all rows with the same cause, the first ten of them named."""
    waar = kolom[fout.astype(bool)]
    if waar.empty:
        return
    rijen = ", ".join(str(rij) for rij in waar.index[:_GENOEMD])
    meer = f" en nog {len(waar) - _GENOEMD}" if len(waar) > _GENOEMD else ""
    gevonden = ", ".join(dict.fromkeys(str(waarde) for waarde in waar.iloc[:_GENOEMD]))
    plaats = f'{"rij" if len(waar) == 1 else "rijen"} {rijen}{meer}, kolom "{kolom.name}"'
    yield Gebrek("invoer", verwacht, gevonden, plaats)
