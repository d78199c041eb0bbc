"""All gemeenten within a running half-year at once: schedule, forecast, points of attention."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd

from ibt.begrippen.bevinding import Herverdeling
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.fout import InvoerFout, Waarschuwing
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.voortgang import Tempo
from ibt.beoordeling.aandacht import differing_stands, perhaps_counted
from ibt.beoordeling.dossier import group_sporen
from ibt.beoordeling.effect import apply_bevindingen
from ibt.beoordeling.ronde import Invoer
from ibt.beoordeling.strekken import stretches
from ibt.beoordeling.toets import (
    check_bevindingen,
    check_nagekomen,
    check_taakstelling,
    check_whole,
)
from ibt.beoordeling.voorstel import expired
from ibt.kader.tabel import Kolom
from ibt.voortgang.aandacht import collect_aandachtspunten
from ibt.voortgang.prognose import (
    deciding_keuzes,
    forecast,
    keep_other_pace,
    keep_pace,
    what_is_needed,
)
from ibt.voortgang.som import MAANDEN, calculate_voortgang, months_passed
from ibt.voortgang.tempo import earlier_paces


@dataclass(frozen=True)
class Voortgangen:
    """The half-year as it stands: one row per gemeente, three forecasts, and warnings.

    `tempo` holds per gemeentecode this half-year's pace first, then those of earlier half-years.
    """

    _frame: pd.DataFrame
    prognose: pd.DataFrame
    laagste: pd.DataFrame
    hoogste: pd.DataFrame
    tempo: dict[str, tuple[Tempo, ...]]
    waarschuwingen: tuple[Waarschuwing, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The table, as a copy: nobody changes it under the round."""
        return self._frame.copy(deep=False)


def assess_voortgang(invoer: Invoer, eerdere: pd.DataFrame) -> Voortgangen:
    """Where every gemeente stands; InvoerFout with every finding that is not allowed.

    Only redistributions and open corrections count within a half-year; other findings go on file.
    `eerdere` are COA's snapshots from before it.
    """
    codes = [str(code) for code in invoer.frame.index]
    periode, maanden = invoer.peildatum.periode, months_passed(invoer.peildatum)
    gebreken = check_bevindingen(codes, invoer.bevindingen, invoer.dossier, periode, False)
    gebreken += check_whole(invoer.bevindingen)
    tellend = [
        stuk
        for stuk in invoer.bevindingen
        if isinstance(stuk.bevinding, (Herverdeling, VoortgangGemeld))
        and stuk.gemeente.code in codes
    ]
    effect = apply_bevindingen(codes, tellend, invoer.dossier, periode)
    frame = invoer.frame.join(effect)
    bestand = invoer.bestand
    gebreken += [*check_taakstelling(frame, bestand), *check_nagekomen(frame, bestand)]
    if gebreken:
        raise InvoerFout(gebreken)
    som = calculate_voortgang(frame, maanden)
    tempo = _paces(som, eerdere, invoer.peildatum)
    zelfde, strekken = keep_pace(som, maanden), stretches(som, invoer.kader)
    laag, hoog = _band(som, tempo, zelfde, maanden)
    prognose, laagste, hoogste = (
        forecast(som, gehuisvest, strekken).assign(gehuisvest=gehuisvest)
        for gehuisvest in (zelfde, laag, hoog)
    )
    som["keuzes"] = deciding_keuzes(som, (laag, zelfde, hoog), invoer.kader, strekken)
    som["benodigd"] = pd.Series(what_is_needed(strekken), index=som.index, dtype=object)
    som["termijn_verstreken"] = _expired(som, invoer)
    som["aandachtspunten"] = collect_aandachtspunten(
        som, laagste, invoer.kader.drempels, invoer.voorbeeld
    )
    gemeld = differing_stands(som, bestand), perhaps_counted(som, invoer.dossier, periode)
    return Voortgangen(som, prognose, laagste, hoogste, tempo, tuple(chain(*gemeld)))


def _paces(
    som: pd.DataFrame, eerdere: pd.DataFrame, peildatum: Peildatum
) -> dict[str, tuple[Tempo, ...]]:
    """Per gemeentecode the pace of this half-year, then those of earlier ones."""
    periode, maanden = peildatum.periode, months_passed(peildatum)
    return {
        str(code): (Tempo(periode, nu, maanden), *earlier_paces(eerdere, str(code), periode))
        for code, nu in som["gehuisvest"].astype(int).to_dict().items()
    }


def _expired(som: pd.DataFrame, invoer: Invoer) -> pd.Series:
    """On trede 5, a term of the besluit that ran out and was not answered. Norm: N52, N55."""
    sporen = group_sporen((*invoer.dossier, *invoer.bevindingen))
    return expired(som["trede_vorig"] == 5, sporen, invoer.vandaag)


def _band(
    som: pd.DataFrame, tempo: dict[str, tuple[Tempo, ...]], zelfde: Kolom, maanden: int
) -> tuple[Kolom, Kolom]:
    """Persons housed by the end at the slowest and the fastest pace that is known."""
    eerder = [_earlier(tempo[str(code)], maanden) for code in som.index]
    laag = keep_other_pace(som, np.array([min(een) for een in eerder], dtype=np.int64), maanden)
    hoog = keep_other_pace(som, np.array([max(een) for een in eerder], dtype=np.int64), maanden)
    return np.minimum(zelfde, laag), np.maximum(zelfde, hoog)


def _earlier(tempo: tuple[Tempo, ...], maanden: int) -> list[int]:
    """The persons of earlier half-years; without any, this pace over a whole half-year."""
    eerder = [een.personen for een in tempo[1:]]
    return eerder or [tempo[0].personen * MAANDEN // maanden]
