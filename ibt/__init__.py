"""Reproducible half-yearly assessment of gemeenten on the housing of vergunninghouders.

What an analyst types: `import ibt`, then `ronde = ibt.open_ronde("2026-07-01")`, `ronde.tabel`,
`ronde["Zeist"]`, `ronde.wat_als("Zeist", realisatie="+5")`, `ibt.inschalen(tabel)`, and what else
`__all__` names. All else may change. What is asked for is imported then.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibt.beoordeling.inschaling import inschalen
    from ibt.kader import named_kader as kader
    from ibt.levering import importeer
    from ibt.rapport.eigen import deel, grafiek
    from ibt.ronde import (
        Ronde,
        beoordeel,
        beoordeel_gemeente,
        load_ronde,
        meet_voortgang,
        meet_voortgang_gemeente,
        open_ronde,
        volg_traject,
        volg_trajecten,
        wat_als,
    )
    from ibt.werkbank import verken

__version__ = "0.2.0"
__all__ = [
    "Ronde",
    "beoordeel",
    "beoordeel_gemeente",
    "deel",
    "grafiek",
    "importeer",
    "inschalen",
    "kader",
    "load_ronde",
    "meet_voortgang",
    "meet_voortgang_gemeente",
    "open_ronde",
    "verken",
    "volg_traject",
    "volg_trajecten",
    "wat_als",
]
_ELDERS = {
    "deel": "ibt.rapport.eigen",
    "grafiek": "ibt.rapport.eigen",
    "importeer": "ibt.levering",
    "inschalen": "ibt.beoordeling.inschaling",
    "verken": "ibt.werkbank",
    # Until 0.2 these were named here; who typed them still may.
    "classify": "ibt.beoordeling.inschaling",
    "select_kader": "ibt.kader",
}
_KAMERS = ("begrippen", "beoordeling", "kader", "rapport", "ronde", "traject", "werkbank")


def __getattr__(naam: str) -> Any:
    """A name of the public face, or a room, on first use: `ibt --help` needs none of them."""
    if naam in _KAMERS:
        return import_module(f"ibt.{naam}")
    if naam in (*__all__, *_ELDERS):
        return getattr(import_module(_ELDERS.get(naam, "ibt.ronde")), naam)
    raise AttributeError(f"module 'ibt' has no attribute {naam!r}")


def __dir__() -> list[str]:
    return sorted((*__all__, "__version__"))
