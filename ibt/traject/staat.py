"""How a milestone stands on a day: open, met or late."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.traject import Mijlpaal, Staat
from ibt.kader.kader import Kader


def state_of(uiterlijk: date | None, gehaald_op: date | None, vandaag: date) -> Staat:
    """Met when it was done, whenever that was; else late from the day after the last day."""
    if gehaald_op is not None and gehaald_op <= vandaag:
        return Staat.GEHAALD
    return Staat.TE_LAAT if uiterlijk is not None and vandaag > uiterlijk else Staat.OPEN


def make_termijn(
    code: str,
    kader: Kader,
    uiterlijk: date | None,
    gehaald_op: date | None,
    vandaag: date,
    onderwerp: str = "",
) -> Mijlpaal:
    """A milestone with a fixed day, which never shifts."""
    wie, vindplaats = kader.stappen[code]
    return Mijlpaal(
        code,
        wie,
        vindplaats,
        state_of(uiterlijk, gehaald_op, vandaag),
        uiterlijk,
        gehaald_op if gehaald_op is not None and gehaald_op <= vandaag else None,
        onderwerp=onderwerp,
    )
