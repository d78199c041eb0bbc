"""One gemeente's road: which milestones its trede has, and how each stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Mijlpaal, Traject
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen
from ibt.traject.brief import follow_brieven, letter_since
from ibt.traject.gebeurtenis import contact_log
from ibt.traject.interventie import besluit_date, follow_besluit, follow_vooraankondiging
from ibt.traject.verbeterplan import follow_verbeterplan, latest_plan


@dataclass(frozen=True)
class Vraag:
    """What following a traject needs.

    `stukken` is the whole case file, earlier findings first. `intrede` is the day from which the
    gemeente stands on `trede` (a peildatum, or the day of a besluit). `peildatum` is that of the
    assessment whose letter and terms run. `vandaag` is the "today" of the round, never the clock.
    """

    gemeente: Gemeente
    trede: int
    intrede: date
    peildatum: date
    stukken: tuple[Bevinding, ...]
    vandaag: date
    kader: Kader
    lezingen: Lezingen


def follow_traject(vraag: Vraag) -> Traject:
    """The traject of one gemeente on the day of the round."""
    return Traject(
        vraag.gemeente,
        vraag.trede,
        tuple(_milestones(vraag)),
        latest_plan(vraag.stukken, vraag.intrede, vraag.vandaag) if vraag.trede >= 3 else None,
        contact_log(vraag.stukken, vraag.vandaag),
        letter_since(vraag.stukken, vraag.peildatum, vraag.vandaag),
        besluit_date(vraag.stukken, vraag.vandaag) if vraag.trede >= 5 else None,
    )


def _milestones(vraag: Vraag) -> Iterator[Mijlpaal]:
    stukken, vandaag, kader = vraag.stukken, vraag.vandaag, vraag.kader
    if vraag.trede == 3:
        lezing = vraag.kader.lezingen(vraag.lezingen)["K7"]
        yield from follow_brieven(stukken, vraag.intrede, vraag.peildatum, vandaag, kader)
        yield from follow_verbeterplan(stukken, vraag.intrede, vandaag, kader, lezing)
    if vraag.trede == 4:
        yield from follow_vooraankondiging(stukken, vraag.intrede, vandaag, kader)
    if vraag.trede >= 5:
        yield from follow_besluit(stukken, vandaag, kader, overgenomen=vraag.trede == 6)
