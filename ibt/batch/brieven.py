"""The draft letters of a round: one Word file per gemeente, ready to be written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from ibt.batch.verzoek import Limiet
from ibt.begrippen.indeling import letter_place
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.brief import Brief, make_bericht, make_brief, render_brief
from ibt.ronde import Ronde, volg_traject
from ibt.ronde.sjabloon import read_sjabloon


def make_brieven(ronde: Ronde, sjabloon: Path) -> dict[str, bytes]:
    """Every letter by its path in the round; InvoerFout when the template is at fault."""
    bytes_ = read_sjabloon(sjabloon)
    brieven = list(_letters(ronde))
    with _within_memory():
        return {
            letter_place(code): render_brief(brief, bytes_, ronde.bijgewerkt_op, sjabloon.name)
            for code, brief in brieven
        }


@contextmanager
def _within_memory() -> Iterator[None]:
    """A template can ask for any amount: it gets what a notebook gets (Linux only)."""
    if sys.platform != "linux":
        yield
        return
    import resource

    zacht, hoogst = resource.getrlimit(resource.RLIMIT_DATA)
    grenzen = [grens for grens in (zacht, hoogst) if grens != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([Limiet.geheugen * 2**20, *grenzen]), hoogst))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (zacht, hoogst))


def _letters(ronde: Ronde) -> Iterator[tuple[str, Brief]]:
    """The letter about each assessment, or the message within a half-year."""
    for uitkomst in ronde.op_naam:
        code = uitkomst.gemeente.code
        verslag, traject = ronde.verslag_van(code), volg_traject(ronde, code)
        if isinstance(uitkomst, Voortgang):
            yield code, make_bericht(uitkomst, traject, verslag, ronde.kader)
        else:
            dag = _day(verslag, traject)
            verslag, traject = replace(verslag, bijgewerkt_op=dag), volg_traject(ronde, code, dag)
            yield code, make_brief(uitkomst, traject, verslag, ronde.kader)


def _day(verslag: Verslag, traject: Traject) -> date:
    """The day of a letter, after which it can know nothing: when it was sent, else adopted."""
    if traject.brief_op is not None:
        return traject.brief_op
    vastgesteld = verslag.vaststelling
    return verslag.bijgewerkt_op if vastgesteld is None else vastgesteld.datum
