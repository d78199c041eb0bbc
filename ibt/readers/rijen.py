"""Rows of text → checked rows; the faults of the whole file, each with row and column."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.readers.bestand import Rij, Tabelbestand


class Tabelrij(BaseModel):
    """A row of a delivered table; `nummer` is its row in the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    nummer: int


R = TypeVar("R", bound=Tabelrij)


def require_columns(
    tabel: Tabelbestand, verplicht: Iterable[str], bekend: Iterable[str] = ()
) -> None:
    """InvoerFout when columns are missing, with the nearest name that does stand there.

    What stands there is quoted where one of `verplicht` or `bekend` is among it. Where none is, the
    first row may be no header at all, but the data of a person.
    """
    verplicht = tuple(verplicht)
    is_kop = any(kolom in tabel.kolommen for kolom in (*verplicht, *bekend))
    gebreken = []
    for kolom in verplicht:
        if kolom in tabel.kolommen:
            continue
        lijkt = difflib.get_close_matches(kolom, tabel.kolommen, n=1)
        raad = f'Bedoelt u "{lijkt[0]}"? Noem die kolom "{kolom}".' if lijkt else None
        verwacht = f'de kolom "{kolom}" moet er zijn'
        gevonden = ", ".join(tabel.kolommen) if is_kop else "geen bekende kolom"
        gebreken.append(Gebrek(tabel.naam, verwacht, gevonden, "regel 1", raad=raad))
    if gebreken:
        raise InvoerFout(gebreken)


def unknown_columns(tabel: Tabelbestand, bekend: Iterable[str]) -> list[Waarschuwing]:
    """A warning per unknown column, with the nearest known name."""
    namen = list(bekend)
    gemeld = []
    for kolom in tabel.kolommen:
        if kolom in namen:
            continue
        lijkt = difflib.get_close_matches(kolom, namen, n=1, cutoff=0.5)
        bedoeld = f'; lijkt op "{lijkt[0]}"' if lijkt else ""
        tekst = f'onbekende kolom "{kolom}" wordt niet gelezen{bedoeld}'
        gemeld.append(Waarschuwing(tabel.naam, tekst, "regel 1"))
    return gemeld


def parse_rijen(
    tabel: Tabelbestand, soort: type[R], label: Callable[[Rij], str | None]
) -> tuple[list[R], list[Gebrek]]:
    """Every row as `soort`, and the faults of the rows that are none; `label` names a gemeente."""
    rijen: list[R] = []
    gebreken = list(tabel.gebreken)
    for rij in tabel.rijen:
        try:
            rijen.append(soort.model_validate({**rij.cellen, "nummer": rij.nummer}))
        except ValidationError as fout:
            gebreken.extend(_faults(tabel.naam, rij, label(rij), fout))
    return rijen, gebreken


def _faults(bestand: str, rij: Rij, gemeente: str | None, fout: ValidationError) -> list[Gebrek]:
    return [
        Gebrek(
            bestand,
            deel["msg"],
            str(deel["input"]),
            f'regel {rij.nummer}, kolom "{deel["loc"][0]}"',
            gemeente,
        )
        for deel in fout.errors()
    ]


def row_of(gebrek: Gebrek) -> int:
    """The row of a fault, to list faults in the order of the file; without a row it comes last."""
    gevonden = re.match(r"regel (\d+)", gebrek.plaats or "")
    return int(gevonden[1]) if gevonden else sys.maxsize


def duplicate_faults(
    bestand: str, rijen: Iterable[tuple[int, str, object]], verwacht: str
) -> list[Gebrek]:
    """A fault per row whose key already stood in an earlier row: (row, gemeente, key)."""
    eerder: dict[object, int] = {}
    gebreken = []
    for nummer, gemeente, sleutel in rijen:
        if sleutel in eerder:
            gevonden = f"ook op regel {eerder[sleutel]}"
            gebreken.append(Gebrek(bestand, verwacht, gevonden, f"regel {nummer}", gemeente))
        eerder.setdefault(sleutel, nummer)
    return gebreken
