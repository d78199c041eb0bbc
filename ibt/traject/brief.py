"""Trede 3: the letter from which the terms run, and the one about this peildatum (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import BriefVerzonden
from ibt.begrippen.traject import Mijlpaal
from ibt.kader.kader import BRIEF, BRIEF_PEILDATUM, Kader
from ibt.traject.gebeurtenis import happened
from ibt.traject.staat import make_termijn


def follow_brieven(
    stukken: Sequence[Bevinding], intrede: date, peildatum: date, vandaag: date, kader: Kader
) -> Iterator[Mijlpaal]:
    """The letter that started the terms; and, where that one is older, the one due now.

    Every judgement is made known by letter (§3 trede 3), also where the terms run already.
    """
    begin = first_letter(stukken, intrede, vandaag)
    gestart = None if begin is None else begin.dag
    yield make_termijn(BRIEF, kader, None, gestart, vandaag)
    if gestart is not None and gestart < peildatum:
        nu = letter_since(stukken, peildatum, vandaag)
        yield make_termijn(BRIEF_PEILDATUM, kader, None, nu, vandaag)


def first_letter(stukken: Sequence[Bevinding], vanaf: date, vandaag: date) -> BriefVerzonden | None:
    """The letter from which the terms run: the first one, or the last that asks for a new plan."""
    brieven = [brief for brief in happened(stukken, BriefVerzonden, vandaag) if brief.dag >= vanaf]
    nieuw = [brief for brief in brieven if brief.nieuw_verbeterplan == "ja"]
    return nieuw[-1] if nieuw else next(iter(brieven), None)


def letter_since(stukken: Sequence[Bevinding], peildatum: date, vandaag: date) -> date | None:
    """The day of the first letter from a peildatum on; None while there is none."""
    dagen = [brief.dag for brief in happened(stukken, BriefVerzonden, vandaag)]
    return min((dag for dag in dagen if dag >= peildatum), default=None)
