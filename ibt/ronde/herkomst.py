"""What of each source is about one gemeente: how many rows, up to which day, and their hash.

A report prints the hash of its own rows. So it stays the same, byte for byte, when something
changes for another gemeente; and it shows at once when something changed for this one.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ibt.begrippen.bron import Bron
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.readers.cijfers import GEPUBLICEERD, delivered_files

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# Read for the overview only.
_ELDERS = ("vorige ronde", "kaart")
# Whole files, which say the same for every gemeente.
_GEHEEL = ("ronde", "gemeenten")
# Where a row stands in its file, which changes when a row of another gemeente comes before it.
# `bron` names a file with its hash, which changes when a figure of another gemeente does.
_VINDPLAATS = ["nummer", "bestand", "bron"]

# The column with the day that a row speaks of.
_DAG = {"cijfers": "stand_per", "eerdere cijfers": "stand_per", "register": "datum"}

Rijen = list[dict[str, Any]]


def own_sources(ronde: Ronde) -> dict[str, tuple[Bron, ...]]:
    """Per gemeentecode the sources of its report, each as far as it is about that gemeente."""
    rijen = _all_rows(ronde)
    return {gemeente.code: tuple(_of(ronde, gemeente.code, rijen)) for gemeente in ronde.gemeenten}


def _of(ronde: Ronde, code: str, rijen: Mapping[str, Mapping[str, Rijen]]) -> Iterator[Bron]:
    """One source for all files of a role: their rows about this gemeente."""
    for rol in dict.fromkeys(bron.rol for bron in ronde.bronnen):
        groep = [bron for bron in ronde.bronnen if bron.rol == rol]
        namen = [bron.naam for bron in groep]
        if rol in _GEHEEL:
            yield from groep
        elif rol in rijen:
            deel = _partial(rol, namen, rijen[rol].get(code, []), _DAG.get(rol))
            yield replace(deel, uit=_delivered(ronde, code)) if rol == "cijfers" else deel
        elif rol not in _ELDERS:
            yield _of_findings(ronde, code, rol, namen)


def _delivered(ronde: Ronde, code: str) -> tuple[str, ...]:
    """Of which delivered files the judged table has its rows about a gemeente."""
    frame = ronde.cijfers.frame
    eigen = (frame["gemeentecode"] == code) & (frame["bestand"] == ronde.cijfers.bron.naam)
    return delivered_files(frame.loc[eigen, "bron"])


def _all_rows(ronde: Ronde) -> dict[str, Mapping[str, Rijen]]:
    """Of every role that is a table, the rows per gemeentecode."""
    wacht = {} if ronde.wachttijden is None else ronde.wachttijden.per_gemeente
    frame, eerder = ronde.cijfers.frame, ronde.eerdere_cijfers
    eigen = frame["bestand"] == ronde.cijfers.bron.naam
    if not eigen.all():
        eerder = pd.concat([eerder, frame[~eigen]])
    return {
        "cijfers": _figures(frame[eigen]),
        "eerdere cijfers": _figures(eerder),
        "register": _decided(ronde),
        "gekoppelden": {code: [{"wachttijd": repr(duur)}] for code, duur in wacht.items()},
    }


def _decided(ronde: Ronde) -> dict[str, Rijen]:
    """Per gemeentecode the rows that count and those of the adoption.

    A revision that only this round records is a finding, and has no number in the file yet.
    """
    per_gemeente: dict[str, Rijen] = defaultdict(list)
    vast = [rij for rijen in ronde.vastgesteld.values() for rij in rijen]
    for rij in (*ronde.register.ooit, *vast):
        if rij.nummer:
            per_gemeente[rij.gemeentecode].append(rij.cells())
    return per_gemeente


def _figures(frame: pd.DataFrame) -> dict[str, Rijen]:
    per_gemeente: dict[str, Rijen] = defaultdict(list)
    geordend = frame.sort_values("stand_per").drop(columns=_VINDPLAATS, errors="ignore")
    for rij in geordend.to_dict("records"):
        cellen = {str(naam): None if pd.isna(cel) else str(cel) for naam, cel in rij.items()}
        for naam in GEPUBLICEERD.values():  # not delivered: no part of what was
            if cellen.get(naam) is None:
                cellen.pop(naam, None)
        per_gemeente[str(rij["gemeentecode"])].append(cellen)
    return per_gemeente


def _of_findings(ronde: Ronde, code: str, rol: str, namen: list[str]) -> Bron:
    stukken = [
        stuk
        for stuk in (*ronde.stukken(code), *ronde.dossier_van(code))
        if _file_name(stuk) in namen
    ]
    inhoud = [stuk.bevinding.model_dump(mode="json") for stuk in stukken]
    eigen = list(dict.fromkeys(map(_file_name, stukken)))
    return _partial(rol, eigen or ["–"], inhoud, "datum")


def _file_name(stuk: Vastgelegd) -> str:
    return stuk.bestand.rpartition("/")[2]


def _partial(rol: str, namen: list[str], rijen: Rijen, dag: str | None) -> Bron:
    tekst = json.dumps(rijen, ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(tekst.encode()).hexdigest()
    dagen = [date.fromisoformat(rij[dag]) for rij in rijen] if dag else []
    naam = namen[0] if len(namen) == 1 else f"{len(namen)} bestanden"
    return Bron(rol, naam, sha256, len(rijen), max(dagen, default=None), is_deel=True)
