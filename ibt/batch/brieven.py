"""The draft letters of a round: one Word file per gemeente, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ibt.rapport.brief import Brief, make_bericht, make_brief, render_brief
from ibt.ronde import Ronde, beoordeel, meet_voortgang, volg_traject
from ibt.ronde.sjabloon import read_sjabloon

MAP = "brieven"


def make_brieven(ronde: Ronde, sjabloon: Path) -> dict[str, bytes]:
    """Every letter by its path in the round; InvoerFout when the template is at fault."""
    bytes_ = read_sjabloon(sjabloon)
    return {
        brief_path(code): render_brief(brief, bytes_, ronde.bijgewerkt_op, sjabloon.name)
        for code, brief in _letters(ronde)
    }


def _letters(ronde: Ronde) -> Iterator[tuple[str, Brief]]:
    """The letter about an assessment, or the message within a half-year."""
    kader = ronde.kader
    if ronde.is_voortgang:
        for voortgang in meet_voortgang(ronde):
            code = voortgang.gemeente.code
            yield code, make_bericht(voortgang, volg_traject(ronde, code), ronde.verslag, kader)
        return
    for beoordeling in beoordeel(ronde):
        code = beoordeling.gemeente.code
        verslag, traject = ronde.verslag_van(code), volg_traject(ronde, code)
        yield code, make_brief(beoordeling, traject, verslag, kader)


def brief_path(gemeentecode: str) -> str:
    """Where the letter of a gemeente stands in the round."""
    return f"{MAP}/{gemeentecode}.docx"


def is_brief(naam: str) -> bool:
    """Whether a path in the round is that of a letter."""
    return naam.startswith(f"{MAP}/")
