"""What follows at the next peildatum when every gemeente goes on as it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.voortgang import Voortgang
from ibt.ronde.tabellen import mark_rows
from ibt.ronde.verandering import Getal, changed, is_verandering

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

_KOLOMMEN = ("gemeentecode", "gemeente", "trede_nu", "taakstelling", "realisatie")
_DAN = ("stand_dan", "trede_dan")


def next_table(ronde: Ronde, taakstelling: Getal, realisatie: Getal) -> pd.DataFrame:
    """A row per gemeente: taakstelling and realisatie until then, the stand, and the trede.

    Halfway it is this half-year, at the pace so far. At a peildatum it is the next one, with the
    taakstelling and realisatie of the one that ended, or so many more or fewer of them, and without
    a besluit; then `trede_zonder` is the trede without that change. Halfway `trede_dan` is empty on
    treden where only a besluit takes the step.
    InvoerFout for what is no number, and halfway for another figure: that is for `wat_als`.
    """
    anders = {"taakstelling": taakstelling, "realisatie": realisatie}
    if gebreken := list(_faults(ronde, anders)):
        raise InvoerFout(gebreken)
    rijen = [
        (uit.gemeente.code, uit.gemeente.naam, uit.trede)
        + (_running(uit) if ronde.is_voortgang else _next(uit, taakstelling, realisatie))
        for uit in ronde
    ]
    namen = (*_KOLOMMEN, *_DAN)
    soorten = {naam: "string" if naam.startswith("gemeente") else "Int64" for naam in namen}
    tabel = pd.DataFrame(rijen, columns=list(namen)).astype(soorten)
    if (taakstelling, realisatie) != ("+0", "+0"):
        zonder = next_table(ronde, "+0", "+0")
        tabel = tabel.assign(trede_zonder=zonder["trede_dan"])
    return mark_rows(tabel, ronde)


def _faults(ronde: Ronde, anders: dict[str, Getal]) -> Iterator[Gebrek]:
    for naam, waarde in anders.items():
        if not is_verandering(waarde):
            verwacht = f'{naam} moet een heel getal zijn, of tekst zoals "+5", "-3" of "+20%"'
            yield Gebrek("vooruit", verwacht, str(waarde))
        elif ronde.is_voortgang and waarde != "+0":
            verwacht = f"{naam} staat halverwege vast; deze ronde is een tussenstand"
            raad = f"Geef ronde.wat_als({naam}={waarde!r}).vooruit()."
            yield Gebrek("vooruit", verwacht, str(waarde), raad=raad)


def _running(voortgang: Voortgang) -> tuple[Any, ...]:
    dan = voortgang.prognose
    return (voortgang.som.taakstelling, dan.realisatie, dan.stand_eind, dan.trede)


def _next(beoordeling: Beoordeling, taakstelling: Getal, realisatie: Getal) -> tuple[Any, ...]:
    som = beoordeling.som
    opgave = max(0, changed(som.taakstelling, taakstelling))
    gehuisvest = max(0, changed(som.gerealiseerd, realisatie))
    boven = gehuisvest - opgave
    # From the highest number down, so the first that is reached.
    treden = (
        uit.trede
        for uit in beoordeling.vooruitzicht
        if uit.boven_taakstelling is None or boven >= uit.boven_taakstelling
    )
    return (opgave, gehuisvest, som.stand_eind + boven, next(treden, None))
