"""Rows of text → checked rows; the faults of the whole file, each with row and column."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.readers.bestand import Bestandsrij, Tabelbestand, read_tabel
from ibt.readers.kolom import nearest_name


class Tabelrij(BaseModel):
    """A row of a delivered table; `nummer` is its row in the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    nummer: int

    @classmethod
    def kolommen(cls) -> tuple[str, ...]:
        """The columns that are read, in the order of the contract."""
        return tuple(naam for naam in cls.model_fields if naam != "nummer")

    @classmethod
    def verplicht(cls) -> tuple[str, ...]:
        """Those of them that must be there."""
        return tuple(naam for naam in cls.kolommen() if cls.model_fields[naam].is_required())


R = TypeVar("R", bound=Tabelrij)


def require_columns(
    tabel: Tabelbestand, verplicht: Iterable[str], bekend: Iterable[str] = ()
) -> None:
    """InvoerFout when columns are missing, with the nearest name that does stand there.

    What stands there is quoted where one of `verplicht` or `bekend` is among it. Where none is, the
    first row may be no header at all, but the data of a person.
    """
    verplicht = tuple(verplicht)
    namen = {*verplicht, *bekend}
    onbekend = [kolom for kolom in tabel.kolommen if kolom not in namen]
    is_kop = len(onbekend) < len(tabel.kolommen)
    gebreken = []
    for kolom in verplicht:
        if kolom in tabel.kolommen:
            continue
        lijkt = nearest_name(kolom, onbekend)
        raad = "Voeg haar toe, of geef de kolom die dit bevat deze naam."
        if lijkt:
            raad = f'Bedoelt u "{lijkt}"? Noem die kolom dan "{kolom}".'
        verwacht = f'de kolom "{kolom}" moet er zijn'
        gevonden = ", ".join(tabel.kolommen) if is_kop else "geen bekende kolom"
        gebreken.append(Gebrek(tabel.naam, verwacht, gevonden, f"regel {tabel.kop}", raad=raad))
    if gebreken:
        raise InvoerFout(gebreken)


def unknown_columns(tabel: Tabelbestand, bekend: Sequence[str]) -> tuple[Waarschuwing, ...]:
    """A warning per unknown column, with the nearest known name."""
    gemeld = []
    for kolom in dict.fromkeys(tabel.kolommen):
        if kolom in bekend:
            continue
        lijkt = nearest_name(kolom, (naam for naam in bekend if naam not in tabel.kolommen))
        bedoeld = f'; lijkt op "{lijkt}"' if lijkt else ""
        tekst = f'onbekende kolom "{kolom}" wordt niet gelezen{bedoeld}'
        gemeld.append(Waarschuwing(tabel.naam, tekst, f"regel {tabel.kop}"))
    return tuple(gemeld)


def read_rijen(
    pad: Path,
    soort: type[R],
    label: Callable[[Bestandsrij], str | None],
    inhoud: bytes | None = None,
    gegroeid: bool = False,
) -> tuple[Tabelbestand, list[R], list[Gebrek]]:
    """A table, its rows as `soort`, and the faults of the rows that are none.

    `label` names the gemeente of a row; see `read_tabel` for the others. InvoerFout when it is no
    table or lacks columns.
    """
    tabel = read_tabel(pad, soort.verplicht(), soort.kolommen(), inhoud, gegroeid)
    require_columns(tabel, soort.verplicht(), soort.kolommen())
    rijen: list[R] = []
    gebreken = list(tabel.gebreken)
    gemeld = {gebrek.plaats for gebrek in gebreken}
    for rij in tabel.rijen:
        try:
            rijen.append(soort.model_validate({**rij.cellen, "nummer": rij.nummer}))
        except ValidationError as fout:
            eigen = _faults(tabel.naam, rij, label(rij), fout)
            gebreken.extend(gebrek for gebrek in eigen if gebrek.plaats not in gemeld)
    return tabel, rijen, gebreken


def _faults(
    bestand: str, rij: Bestandsrij, gemeente: str | None, fout: ValidationError
) -> list[Gebrek]:
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
