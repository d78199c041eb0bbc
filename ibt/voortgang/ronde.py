"""All gemeenten within a running half-year: schedule, forecast, points of attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from ibt.begrippen.bevinding import Herverdeling
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.voortgang import Prognose, Tempo, Voortgang
from ibt.beoordeling.aandacht import differing_stands, perhaps_counted
from ibt.beoordeling.inschaling import ladder_columns, ladder_row
from ibt.beoordeling.positie import Invoer, Positie, Uitkomsten, Zaak
from ibt.beoordeling.som import calculate_som
from ibt.beoordeling.strekken import deciding_keuzes, stretches
from ibt.beoordeling.toets import check_bevindingen, check_sommen, check_whole
from ibt.voortgang.gemeente import make_voortgang
from ibt.voortgang.prognose import expect
from ibt.voortgang.som import months_passed


def assess_voortgang(invoer: Invoer) -> Uitkomsten[Voortgang]:
    """Where every gemeente stands; InvoerFout with every finding that is not allowed."""
    periode, bestand = invoer.peildatum.periode, invoer.bestand
    stukken, dossier, kader = invoer.bevindingen, invoer.dossier, invoer.kader.tekst
    zaken = {
        code: Zaak(positie, calculate_som(_counting(positie), periode))
        for code, positie in invoer.posities.items()
    }
    gebreken = check_bevindingen(zaken, stukken, dossier, periode, False, kader)
    gebreken += [*check_whole(stukken, kader), *check_sommen(zaken.values(), bestand)]
    if gebreken:
        raise InvoerFout(gebreken)
    voortgangen = dict(zip(zaken, _outcomes(invoer, list(zaken.values())), strict=True))
    gemeld = differing_stands(zaken.values(), bestand), perhaps_counted(zaken, dossier, periode)
    return Uitkomsten(voortgangen, tuple(chain(*gemeld)))


def _outcomes(invoer: Invoer, zaken: Sequence[Zaak]) -> Iterator[Voortgang]:
    """What may still follow for each gemeente, at each pace and whatever the pace."""
    periode, maanden = invoer.peildatum.periode, months_passed(invoer.peildatum)
    tempo = [(Tempo(periode, som.gehuisvest, maanden), *positie.tempo) for positie, som in zaken]
    nu = ladder_columns([ladder_row(*zaak) for zaak in zaken])
    verwacht = [expect(een) for een in tempo]
    strekken = stretches(nu, invoer.kader)
    gehuisvest = np.array([som.gehuisvest for _, som in zaken])
    erbij = np.array(verwacht, dtype=np.int64).T - gehuisvest
    treden = np.column_stack([strekken.at(aantal) for aantal in erbij]).tolist()
    keuzes = deciding_keuzes(strekken, nu, invoer.kader, {}, erbij)
    for nummer, strekken_nu in enumerate(strekken.joined()):
        zaak = zaken[nummer]
        prognoses = [
            _forecast(zaak, personen, trede)
            for personen, trede in zip(verwacht[nummer], treden[nummer], strict=True)
        ]
        yield make_voortgang(invoer, zaak, tempo[nummer], prognoses, strekken_nu, keuzes[nummer])


def _forecast(zaak: Zaak, personen: int, trede: int) -> Prognose:
    """What follows when so many persons are housed by the end; no trede where a besluit sets it."""
    kan = zaak.positie.trede_vorig < zaak.positie.kader.losgelaten
    return Prognose(personen, personen - zaak.som.totaalopgave, trede if kan else None)


def _counting(positie: Positie) -> Positie:
    """With only the findings that count within a half-year; the others go on file."""
    telt = tuple(een for een in positie.bevindingen if isinstance(een.bevinding, Herverdeling))
    return replace(positie, bevindingen=telt)
