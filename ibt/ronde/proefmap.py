"""The files of a proef: a round with all that it names, in folders of its own to try in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ibt.ronde.bestand import refuse_copy
from ibt.ronde.kopie import make_invoer
from ibt.ronde.ronde import Ronde

_KOP = """\
# PROEF van {naam}: wat hier verandert, verandert daar niet. Paden gelden vanaf de map van dit
# bestand. Haal proef: ja niet weg: dan geeft deze ronde zich uit voor de echte.
"""
# Of a folder of notebooks of one's own.
_EIGEN = ("*.ipynb", "*.docx")


def make_proef(ronde: Ronde) -> dict[str, bytes]:
    """The files of `parameters/` and `data/` by their path in the new folder.

    What is copied is what a rendered round keeps of its inputs (`make_invoer`): no row about a
    person, and of the register only what counts. InvoerFout for a file that was changed meanwhile.
    """
    refuse_copy(ronde.pad, "dit is de kopie in een gemaakte ronde; noem het rondebestand zelf")
    invoer = make_invoer(ronde)
    sleutels: dict[str, Any] = yaml.safe_load(invoer.pop("ronde.yaml"))
    paden = {*invoer, "vorige_ronde"}
    verder = {naam: _moved(waarde, paden) for naam, waarde in sleutels.items()}
    if verder.pop("vaststelling", None) is not None:
        # Its day counted as the day of the round, which goes on to count.
        verder["bijgewerkt_op"] = str(ronde.bijgewerkt_op)
    tekst = yaml.safe_dump(
        {**verder, "proef": "ja"}, allow_unicode=True, sort_keys=False, width=1000
    )
    kop = _KOP.format(naam=" ".join(ronde.pad.name.split()))
    data = {f"data/{naam}": inhoud for naam, inhoud in invoer.items()}
    return {f"parameters/{ronde.peildatum}.yaml": (kop + tekst).encode(), **data}


def _moved(waarde: Any, paden: set[str]) -> Any:
    """The path of a copy, as it is from the folder of the round file; other values as they are."""
    if isinstance(waarde, list):
        return [_moved(deel, paden) for deel in waarde]
    return f"../data/{waarde}" if isinstance(waarde, str) and waarde in paden else waarde


def own_notebooks(ronde: Ronde, geleverd: Path) -> dict[str, bytes]:
    """The notebooks of the project that are not the delivered ones, by their path in the folder."""
    map_ = ronde.pad.parent.parent / "notebooks"
    plekken = [map_ / "eigen", *([] if map_.resolve() == geleverd.resolve() else [map_])]
    return {
        f"notebooks/{pad.relative_to(map_).as_posix()}": pad.read_bytes()
        for plek in plekken
        for soort in _EIGEN
        for pad in sorted(plek.glob(soort))
        if pad.is_file() and not pad.name.startswith((".", "~"))
    }
