"""Reproducible half-yearly assessment of gemeenten on the housing of vergunninghouders.

What an analyst types in a notebook of his own: `import ibt`, then `ronde = ibt.load_ronde(pad)`,
`ibt.beoordeel_gemeente(ronde, "Zeist")`, `ibt.wat_als(ronde, "Zeist", realisatie=60)`, and so on:
the names in `__all__`. All else may change. What is asked for is imported then.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibt.beoordeling.inschaling import classify
    from ibt.kader import select_kader
    from ibt.ronde import (
        beoordeel,
        beoordeel_gemeente,
        load_ronde,
        meet_voortgang,
        meet_voortgang_gemeente,
        volg_traject,
        volg_trajecten,
        wat_als,
    )

__version__ = "0.2.0"
__all__ = [
    "beoordeel",
    "beoordeel_gemeente",
    "classify",
    "load_ronde",
    "meet_voortgang",
    "meet_voortgang_gemeente",
    "select_kader",
    "volg_traject",
    "volg_trajecten",
    "wat_als",
]
_ELDERS = {"classify": "ibt.beoordeling.inschaling", "select_kader": "ibt.kader"}
_KAMERS = ("begrippen", "beoordeling", "kader", "rapport", "ronde", "traject", "voortgang")


def __getattr__(naam: str) -> Any:
    """A name of the public face, or a room, on first use: `ibt --help` needs none of them."""
    if naam in __all__:
        return getattr(import_module(_ELDERS.get(naam, "ibt.ronde")), naam)
    if naam in _KAMERS:
        return import_module(f"ibt.{naam}")
    raise AttributeError(f"module 'ibt' has no attribute {naam!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__, *_KAMERS))
