"""One gemeente's road: which milestones its trede has, and how each stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.periode import periode_of
from ibt.begrippen.traject import Mijlpaal, Planstand, Traject
from ibt.kader.kader import Kader
from ibt.traject.brief import first_letter, follow_brieven, letter_since
from ibt.traject.gebeurtenis import contact_log
from ibt.traject.interventie import besluit_date, follow_besluit, follow_vooraankondiging
from ibt.traject.verbeterplan import counts_from, follow_verbeterplan, latest_plan


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

    @property
    def vanaf(self) -> date:
        """From which day talks and plans count: the first of the half-year that was judged.

        A gemeente may start before the letter that asks for it (§3 trede 2, slot).
        """
        if self.intrede == date.min:
            return self.intrede
        return periode_of(self.intrede - timedelta(days=1)).begin


def follow_traject(vraag: Vraag) -> Traject:
    """The traject of one gemeente on the day of the round."""
    rol = vraag.kader.tekst.rol(vraag.trede)
    return Traject(
        vraag.gemeente,
        vraag.kader.tekst,
        vraag.trede,
        tuple(_milestones(vraag)),
        _plan(vraag) if rol >= Rol.ACTIEF_TOEZICHT else None,
        contact_log(vraag.stukken, vraag.vandaag),
        letter_since(vraag.stukken, vraag.peildatum, vraag.vandaag),
        besluit_date(vraag.stukken, vraag.vandaag, vraag.kader.tekst)
        if rol >= Rol.BESLUIT
        else None,
        vandaag=vraag.vandaag,
    )


def _plan(vraag: Vraag) -> Planstand | None:
    brief = first_letter(vraag.stukken, vraag.intrede, vraag.vandaag)
    return latest_plan(vraag.stukken, counts_from(brief, vraag.vanaf), vraag.vandaag)


def _milestones(vraag: Vraag) -> Iterator[Mijlpaal]:
    stukken, vandaag, kader = vraag.stukken, vraag.vandaag, vraag.kader
    rol = kader.tekst.rol(vraag.trede)
    if rol is Rol.ACTIEF_TOEZICHT:
        yield from follow_brieven(stukken, vraag.intrede, vraag.peildatum, vandaag, kader)
        brief = first_letter(stukken, vraag.intrede, vandaag)
        yield from follow_verbeterplan(stukken, brief, vraag.vanaf, vandaag, kader)
    if rol is Rol.VOORAANKONDIGING:
        yield from follow_vooraankondiging(stukken, vraag.intrede, vandaag, kader)
    if rol >= Rol.BESLUIT:
        overgenomen = rol is Rol.INDEPLAATSSTELLING
        yield from follow_besluit(stukken, vandaag, kader, overgenomen=overgenomen)
