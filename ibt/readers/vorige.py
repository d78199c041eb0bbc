"""The result table of a rendered former round → the treden and stands to compare with."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.verslag import PROEF_PUNT
from ibt.readers import Gelezen
from ibt.readers.rijen import Tabelrij, duplicate_faults, read_rijen
from ibt.readers.waarde import Codecel, Standgetal, Tredecel


class _Vorige(Tabelrij):
    """What is compared of one gemeente, in persons."""

    gemeentecode: Codecel
    trede_voorstel: Tredecel
    totaalopgave: Standgetal
    gerealiseerd: Standgetal
    stand_eind: Standgetal


_RAAD = "Wijs met vorige_ronde de map aan van een ronde die met ibt render is gemaakt."

_PROEF = "de vorige ronde is een proef en telt niet; noem bij vorige_ronde de map van de echte"


def read_vorige(pad: Path) -> Gelezen[pd.DataFrame]:
    """One row per gemeentecode: `trede_voorstel`, `totaalopgave`, `gerealiseerd`, `stand_eind`.

    `pad` is `inschaling.csv` of a rendered round. InvoerFout with every fault of the table; a
    warning where it is that of a proef.
    """
    if not pad.is_file():
        verwacht = "moet de tabel van een gemaakte beoordeling zijn"
        naam = f"{pad.parent.name}/{pad.name}"
        raise InvoerFout([Gebrek(naam, verwacht, "geen bestand", raad=_RAAD)])
    tabel, rijen, gebreken = read_rijen(pad, _Vorige, lambda rij: rij.cellen.get("gemeente"))
    sleutels = ((rij.nummer, rij.gemeentecode, rij.gemeentecode) for rij in rijen)
    gebreken += duplicate_faults(tabel.naam, sleutels, "moet één rij per gemeente hebben")
    if gebreken:
        raise InvoerFout(gebreken)
    waarden = [rij.model_dump(exclude={"nummer"}) for rij in rijen]
    frame = pd.DataFrame(waarden, columns=_Vorige.kolommen()).set_index("gemeentecode")
    bron = Bron("vorige ronde", tabel.naam, tabel.sha256, len(rijen))
    punten = (rij.cellen.get("aandachtspunten", "").split("|") for rij in tabel.rijen)
    proef = any(PROEF_PUNT in codes for codes in punten)
    return Gelezen(frame, bron, (Waarschuwing(tabel.naam, _PROEF),) if proef else ())
