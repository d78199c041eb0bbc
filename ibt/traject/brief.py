"""Trede 3: the letter from which the terms run, and the one about this peildatum (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import BriefVerzonden
from ibt.begrippen.traject import Mijlpaal, Staat
from ibt.kader.kader import BRIEF, BRIEF_PEILDATUM, Kader
from ibt.traject.gebeurtenis import happened


def follow_brieven(
    stukken: Sequence[Bevinding], intrede: date, peildatum: date, vandaag: date, kader: Kader
) -> Iterator[Mijlpaal]:
    """The letter that started the terms; and, where that one is older, the one due now.

    Every judgement is made known by letter (§3 trede 3), also where the terms run already.
    """
    begin = first_letter(stukken, intrede, vandaag)
    gestart = None if begin is None else begin.dag
    yield _letter(BRIEF, gestart, kader)
    if gestart is not None and gestart < peildatum:
        yield _letter(BRIEF_PEILDATUM, letter_since(stukken, peildatum, vandaag), kader)


def first_letter(stukken: Sequence[Bevinding], vanaf: date, vandaag: date) -> BriefVerzonden | None:
    """The letter from which the terms run: the first one, or the last that asks for a new plan."""
    brieven = [brief for brief in happened(stukken, BriefVerzonden, vandaag) if brief.dag >= vanaf]
    nieuw = [b for b in brieven if isinstance(b, BriefVerzonden) and b.nieuw_verbeterplan == "ja"]
    gekozen = nieuw[-1] if nieuw else next(iter(brieven), None)
    return gekozen if isinstance(gekozen, BriefVerzonden) else None


def letter_since(stukken: Sequence[Bevinding], peildatum: date, vandaag: date) -> date | None:
    """The day of the first letter from a peildatum on; None while there is none."""
    dagen = [brief.dag for brief in happened(stukken, BriefVerzonden, vandaag)]
    return min((dag for dag in dagen if dag >= peildatum), default=None)


def _letter(code: str, gehaald_op: date | None, kader: Kader) -> Mijlpaal:
    wie, vindplaats = kader.stappen[code]
    staat = Staat.OPEN if gehaald_op is None else Staat.GEHAALD
    return Mijlpaal(code, wie, vindplaats, staat, gehaald_op=gehaald_op)
