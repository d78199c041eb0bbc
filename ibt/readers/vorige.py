"""The result table of a rendered former round → the treden and stands to compare with."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.readers.bestand import Rij, read_tabel
from ibt.readers.rijen import Tabelrij, duplicate_faults, parse_rijen, require_columns
from ibt.readers.waarde import Codecel, Standgetal, Tredecel


class _Vorige(Tabelrij):
    """What is compared of one gemeente, in persons."""

    gemeentecode: Codecel
    trede_voorstel: Tredecel
    totaalopgave: Standgetal
    gerealiseerd: Standgetal
    stand_eind: Standgetal


_KOLOMMEN = tuple(naam for naam in _Vorige.model_fields if naam != "nummer")
_RAAD = "Wijs met vorige_ronde de map aan van een ronde die met ibt render is gemaakt."


def read_vorige(map_: Path) -> tuple[pd.DataFrame, Bron]:
    """One row per gemeentecode: `trede_voorstel`, `totaalopgave`, `gerealiseerd`, `stand_eind`.

    `map_` is the folder of a rendered round. InvoerFout with every fault of its table.
    """
    pad = map_ / "inschaling.csv"
    if not pad.is_file():
        verwacht = "moet de tabel van een gemaakte beoordeling zijn"
        raise InvoerFout([Gebrek(f"{map_.name}/{pad.name}", verwacht, "geen bestand", raad=_RAAD)])
    tabel = read_tabel(pad, _KOLOMMEN, _KOLOMMEN)
    require_columns(tabel, _KOLOMMEN)
    rijen, gebreken = parse_rijen(tabel, _Vorige, _name)
    sleutels = ((rij.nummer, rij.gemeentecode, rij.gemeentecode) for rij in rijen)
    gebreken += duplicate_faults(tabel.naam, sleutels, "moet één rij per gemeente hebben")
    if gebreken:
        raise InvoerFout(gebreken)
    frame = pd.DataFrame([rij.model_dump(exclude={"nummer"}) for rij in rijen], columns=_KOLOMMEN)
    bron = Bron("vorige ronde", tabel.naam, tabel.sha256, len(rijen))
    return frame.set_index("gemeentecode"), bron


def _name(rij: Rij) -> str | None:
    return rij.cellen.get("gemeente") or None
