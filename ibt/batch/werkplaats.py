"""Where a round is made: beside the former one, whose place it takes when it is whole.

Both lie in one folder, so that taking its place is only a change of names. Whatever stops a run
before that, the former round stays as it was; the next run goes on with what was made.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.schrijf import move_file, refuse_locked, remove_file, why_not
from ibt.begrippen.fout import UitvoerFout

WERK = ".ibt"
# The files of a run under way; where it is there, the round is not whole.
PLAN = f"{WERK}/plan.json"
_NIEUW = "nieuw-"


@dataclass(frozen=True)
class Werkplaats:
    """The folder of a round, and within it the one where it is made."""

    map: Path
    nieuw: Path

    @property
    def werk(self) -> Path:
        """Working state, which is no part of the round."""
        return self.map / WERK


def open_werkplaats(map_: Path) -> Werkplaats:
    """With in it what an interrupted run left.

    It has another name in every run: a process that outlived its own run can do no harm in it.
    """
    plaats = Werkplaats(map_, map_ / WERK / f"{_NIEUW}{os.getpid()}")
    try:
        for nummer, rest in enumerate(sorted(plaats.werk.glob(f"{_NIEUW}*"))):
            if nummer == 0:
                rest.replace(plaats.nieuw)
            else:
                shutil.rmtree(rest)
        plaats.nieuw.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise UitvoerFout(why_not(plaats.nieuw, fout)) from None
    return plaats


def keep_only(plaats: Werkplaats, houden: Collection[str]) -> None:
    """Remove all that was made of what is no longer so."""
    for pad in sorted(plaats.nieuw.rglob("*")):
        if pad.is_file() and pad.relative_to(plaats.nieuw).as_posix() not in houden:
            remove_file(pad)


def publish(plaats: Werkplaats, gemaakt: Mapping[str, Path]) -> None:
    """Put what was made in its place, in the order given; what already stands there stays.

    UitvoerFout, and nothing changed, where a file that must be replaced is open elsewhere.
    """
    nieuw = [naam for naam, pad in gemaakt.items() if pad.is_relative_to(plaats.nieuw)]
    refuse_locked(plaats.map, nieuw)
    for naam in nieuw:
        move_file(gemaakt[naam], plaats.map / naam)


def close_werkplaats(plaats: Werkplaats) -> None:
    """The round is whole: nothing of how it was made stays."""
    shutil.rmtree(plaats.nieuw, ignore_errors=True)
