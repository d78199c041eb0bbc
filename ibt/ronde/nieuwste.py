"""The day of the latest snapshot in a round's figures: where a running half-year is looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import Peildatum, parse_datum
from ibt.readers.bestand import read_tabel
from ibt.readers.cijfers import KOLOMMEN, VERPLICHT
from ibt.readers.rijen import require_columns
from ibt.ronde.bestand import Rondebestand


def latest_stand(pad: Path, bestand: Rondebestand, peildatum: Peildatum) -> Peildatum:
    """The latest `stand_per` within the half-year of the round, up to its peildatum.

    InvoerFout when there is none yet, or when the half-year has ended: then the round is judged.
    """
    tabel = read_tabel(pad.parent / bestand.cijfers, VERPLICHT, KOLOMMEN)
    require_columns(tabel, ("stand_per",), KOLOMMEN)
    begin, eind = peildatum.periode.begin, peildatum.volgende_beoordeling.datum
    eind = min(eind, peildatum.datum) if peildatum.datum.month in (1, 7) else eind
    dagen = [dag for rij in tabel.rijen if (dag := _date(rij.cellen["stand_per"])) is not None]
    binnen = [dag for dag in dagen if begin < dag <= eind]
    if not binnen:
        verwacht = f"er moet een stand zijn van na {begin} en ten laatste van {eind}"
        raise InvoerFout([Gebrek(tabel.naam, verwacht)])
    nieuwste = max(binnen)
    if nieuwste >= peildatum.periode.volgende.begin:
        verwacht = f"het halfjaar {peildatum.periode} is voorbij; er is al een stand van {nieuwste}"
        raad = "Geef ibt assess of ibt render voor de beoordeling."
        raise InvoerFout([Gebrek(tabel.naam, verwacht, raad=raad)])
    return Peildatum(nieuwste)


def _date(tekst: str) -> date | None:
    """None for a cell that is no date: the reader of the figures names it."""
    try:
        return parse_datum(tekst)
    except ValueError:
        return None
