"""The Word template of the letters, read within the limits of every input."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.readers.grens import GROOTSTE_BESTAND, GROOTSTE_UITGEPAKT, in_words
from ibt.readers.rechten import what_to_do


def read_sjabloon(sjabloon: Path) -> bytes:
    """The bytes of a template; InvoerFout where it cannot be read or is too large, unpacked too."""
    try:
        if sjabloon.stat().st_size > GROOTSTE_BESTAND:
            raise InvoerFout([_too_large(sjabloon, "", GROOTSTE_BESTAND)])
        bytes_ = sjabloon.read_bytes()
    except OSError as fout:
        verwacht = f"moet te lezen zijn ({type(fout).__name__})"
        raad = what_to_do(sjabloon, sjabloon, os.R_OK)
        raise InvoerFout([Gebrek(sjabloon.name, verwacht, raad=raad)]) from None
    try:
        with zipfile.ZipFile(io.BytesIO(bytes_)) as delen:
            uitgepakt = sum(deel.file_size for deel in delen.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return bytes_  # who fills it in says that it is no Word file
    if uitgepakt > GROOTSTE_UITGEPAKT:
        raise InvoerFout([_too_large(sjabloon, "uitgepakt ", GROOTSTE_UITGEPAKT)])
    return bytes_


def _too_large(sjabloon: Path, hoe: str, grens: int) -> Gebrek:
    verwacht = f"mag {hoe}ten hoogste {in_words(grens)} groot zijn"
    return Gebrek(sjabloon.name, verwacht, raad="Haal weg wat in een brief niet nodig is.")
