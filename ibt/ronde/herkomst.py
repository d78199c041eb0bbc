"""What of each source is about one gemeente: how many rows, up to which day, and their hash.

A report prints the hash of its own rows. So it stays the same, byte for byte, when something
changes for another gemeente; and it shows at once when something changed for this one.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ibt.begrippen.bron import Bron
from ibt.begrippen.vastgelegd import Vastgelegd

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# Read for the overview only.
_ELDERS = ("vorige ronde", "kaart")
# Whole files, which say the same for every gemeente.
_GEHEEL = ("ronde", "gemeenten")
# Where a row stands in its file, which changes when a row of another gemeente comes before it.
_PLEK = ["nummer", "bestand"]

Rijen = list[dict[str, Any]]


def own_sources(ronde: Ronde, gemeentecode: str) -> tuple[Bron, ...]:
    """The sources of the report about one gemeente, each as far as it is about that gemeente."""
    bronnen = []
    for rol in dict.fromkeys(bron.rol for bron in ronde.bronnen):
        groep = [bron for bron in ronde.bronnen if bron.rol == rol]
        if rol in _GEHEEL:
            bronnen += groep
        elif rol not in _ELDERS:
            bronnen.append(_own(ronde, gemeentecode, groep))
    return tuple(bronnen)


def _own(ronde: Ronde, code: str, groep: list[Bron]) -> Bron:
    """One source for all files of a role: their rows about this gemeente."""
    namen = [bron.naam for bron in groep]
    match groep[0].rol:
        case "cijfers":
            return _partial(groep[0].rol, namen, _figures(ronde.cijfers.frame, code), "stand_per")
        case "eerdere cijfers":
            return _partial(groep[0].rol, namen, _figures(ronde.eerdere_cijfers, code), "stand_per")
        case "register":
            regels = ronde.register.rijen.get(code, ())
            return _partial(groep[0].rol, namen, [regel.cells() for regel in regels], "datum")
        case "gekoppelden":
            wacht = {} if ronde.wachttijden is None else ronde.wachttijden.per_gemeente
            eigen = [{"wachttijd": repr(wacht[code])}] if code in wacht else []
            return _partial(groep[0].rol, namen, eigen, None)
        case rol:
            stukken = [
                stuk
                for stuk in (*ronde.bevindingen, *ronde.dossier)
                if stuk.gemeente.code == code and _file_name(stuk) in namen
            ]
            inhoud = [stuk.bevinding.model_dump(mode="json") for stuk in stukken]
            eigen_namen = list(dict.fromkeys(map(_file_name, stukken)))
            return _partial(rol, eigen_namen or ["–"], inhoud, "datum")


def _figures(frame: pd.DataFrame, code: str) -> Rijen:
    eigen = frame[frame["gemeentecode"] == code].drop(columns=_PLEK, errors="ignore")
    eigen = eigen.sort_values("stand_per")
    return [
        {str(naam): None if pd.isna(cel) else str(cel) for naam, cel in rij.items()}
        for rij in eigen.to_dict("records")
    ]


def _file_name(stuk: Vastgelegd) -> str:
    return stuk.bestand.rpartition("/")[2]


def _partial(rol: str, namen: list[str], rijen: Rijen, dag: str | None) -> Bron:
    tekst = json.dumps(rijen, ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(tekst.encode()).hexdigest()
    dagen = [date.fromisoformat(rij[dag]) for rij in rijen] if dag else []
    naam = namen[0] if len(namen) == 1 else f"{len(namen)} bestanden"
    return Bron(rol, naam, sha256, len(rijen), max(dagen, default=None), is_deel=True)
