"""The draft letters of a round: one Word file per gemeente, ready to be written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.rapport.brief import Brief, make_bericht, make_brief, render_brief
from ibt.readers.grens import GROOTSTE_BESTAND, GROOTSTE_UITGEPAKT, in_words
from ibt.ronde import Ronde, beoordeel, meet_voortgang, volg_traject

MAP = "brieven"


def make_brieven(ronde: Ronde, sjabloon: Path) -> dict[str, bytes]:
    """Every letter by its path in the round; InvoerFout when the template is at fault."""
    bytes_ = _read(sjabloon)
    return {
        brief_path(code): render_brief(brief, bytes_, ronde.bijgewerkt_op, sjabloon.name)
        for code, brief in _letters(ronde)
    }


def _read(sjabloon: Path) -> bytes:
    """A template that is no larger than a template can be, unpacked too."""
    try:
        if sjabloon.stat().st_size > GROOTSTE_BESTAND:
            raise InvoerFout([_too_large(sjabloon, "", GROOTSTE_BESTAND)])
        bytes_ = sjabloon.read_bytes()
    except OSError as fout:
        verwacht = f"moet te lezen zijn ({type(fout).__name__})"
        raise InvoerFout([Gebrek(sjabloon.name, verwacht, raad="Sluit het in Word.")]) from None
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


def _letters(ronde: Ronde) -> Iterator[tuple[str, Brief]]:
    """The letter about an assessment, or the message within a half-year."""
    verslag, kader = ronde.verslag, ronde.kader
    if ronde.is_voortgang:
        for voortgang in meet_voortgang(ronde):
            yield voortgang.gemeente.code, make_bericht(voortgang, verslag, kader)
        return
    for beoordeling in beoordeel(ronde):
        code = beoordeling.gemeente.code
        yield code, make_brief(beoordeling, volg_traject(ronde, code), verslag, kader)


def brief_path(gemeentecode: str) -> str:
    """Where the letter of a gemeente stands in the round."""
    return f"{MAP}/{gemeentecode}.docx"


def is_brief(naam: str) -> bool:
    """Whether a path in the round is that of a letter."""
    return naam.startswith(f"{MAP}/")
