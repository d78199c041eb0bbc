"""Within a running half-year: the latest snapshot of COA, and the stand in it (Keuze K17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum, periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.effect import effects
from ibt.beoordeling.som import make_som
from ibt.readers.bestand import read_tabel
from ibt.readers.cijfers import KOLOMMEN, VERPLICHT
from ibt.readers.rijen import require_columns
from ibt.readers.waarde import date_in
from ibt.ronde.bestand import Rondebestand

_CIJFERS = ("taakstelling", "stand_begin", "realisatie")


@dataclass(frozen=True)
class Tussenstanden:
    """COA's snapshots (None where none were given) and the findings that change their sums."""

    cijfers: pd.DataFrame | None = None
    stukken: tuple[Vastgelegd, ...] = ()

    def of(self, gemeente: Gemeente, dag: date) -> int | None:
        """Realised less the whole totaalopgave of the running half-year, in persons.

        Taken from the latest snapshot of that half-year up to a day; None where there is none:
        a snapshot of the half-year before knows nothing of the new taakstelling.
        """
        if self.cijfers is None:
            return None
        eigen = self.cijfers[self.cijfers["gemeentecode"] == gemeente.code]
        periode = periode_of(dag)
        lopend = (eigen["stand_per"] > periode.begin) & (eigen["stand_per"] <= dag)
        eigen = eigen[lopend].sort_values("stand_per").tail(1)
        if eigen.empty:
            return None
        stukken = [stuk for stuk in self.stukken if stuk.gemeente.code == gemeente.code]
        nu = [stuk for stuk in stukken if stuk.periode == periode]
        eerder = [stuk for stuk in stukken if stuk.periode < periode]
        cijfers = {naam: int(eigen[naam].iloc[0]) for naam in _CIJFERS}
        return make_som({**cijfers, **effects(nu, eerder, periode)}).stand_eind


def latest_stand(pad: Path, bestand: Rondebestand, peildatum: Peildatum) -> Peildatum:
    """The latest `stand_per` within the half-year of the round, up to its peildatum.

    InvoerFout when there is none yet, or when the half-year has ended: then the round is judged.
    """
    tabel = read_tabel(pad.parent / bestand.cijfers, VERPLICHT, KOLOMMEN)
    require_columns(tabel, ("stand_per",), KOLOMMEN)
    begin, eind = peildatum.periode.begin, peildatum.volgende_beoordeling.datum
    eind = min(eind, peildatum.datum) if peildatum.datum.month in (1, 7) else eind
    dagen = [dag for rij in tabel.rijen if (dag := date_in(rij.cellen["stand_per"])) is not None]
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
