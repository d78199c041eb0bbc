"""What the ladder gives each gemeente, and what else it could have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibt.begrippen.beoordeling import AndereLezing, Som
from ibt.begrippen.kadertekst import Drempels
from ibt.begrippen.strek import Omslag, Strek
from ibt.beoordeling.inschaling import ladder_columns, ladder_row, outcome
from ibt.beoordeling.positie import Zaak
from ibt.beoordeling.strekken import GEEN, stretches
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Regel


@dataclass(frozen=True, slots=True)
class Ladderuitkomst:
    """Rule and trede under the readings in use, and how many persons lead to another trede.

    `strekken` are those of the persons housed, as a Beoordeling has them.
    `andere` holds the readings that are not in use: those that give another trede, and every one
    of a Keuze that the supervisor decided.
    """

    regel: Regel
    trede: int
    meer: Omslag | None
    minder: Omslag | None
    strekken: tuple[Strek, ...]
    andere: tuple[AndereLezing, ...]


def ask_ladder(zaken: Sequence[Zaak], kader: Kader, gekozen: Lezingen) -> list[Ladderuitkomst]:
    """The outcome of each gemeente, where the supervisor chose the same readings for all."""
    kolommen = ladder_columns([ladder_row(*zaak) for zaak in zaken])
    lezingen = kader.lezingen(gekozen)
    nu, strekken = outcome(kolommen, kader, lezingen), stretches(kolommen, kader, lezingen)
    ladder = {regel.id: regel for regel in kader.ladder_under(lezingen).regels}
    anders = {
        (keuze.id, lezing): outcome(kolommen, kader, {**lezingen, keuze.id: lezing}).trede.tolist()
        for keuze in kader.keuzes
        if keuze.berekend
        for lezing in keuze.lezingen
        if lezing != lezingen[keuze.id]
    }
    gevonden, drempels = (nu.regel, nu.trede, *strekken.more(), *strekken.fewer()), kader.drempels
    kolom_per_kolom = (kolom.tolist() for kolom in gevonden)
    rijen = zip(zaken, strekken.joined(), *kolom_per_kolom, strict=True)
    return [
        Ladderuitkomst(
            ladder[regel],
            trede,
            _omslag(meer, hoger, som, drempels),
            # Fewer than nobody cannot have been housed.
            _omslag(GEEN if minder > max(0, som.gerealiseerd) else minder, lager, som, drempels),
            _counted(eigen, som),
            tuple(
                AndereLezing(keuze, lezing, treden[nummer])
                for (keuze, lezing), treden in anders.items()
                if treden[nummer] != trede or keuze in gekozen
            ),
        )
        for nummer, ((_, som), eigen, regel, trede, meer, hoger, minder, lager) in enumerate(rijen)
    ]


def _counted(strekken: Sequence[tuple[int, int]], som: Som) -> tuple[Strek, ...]:
    """Stretches beside the persons housed, highest first, as numbers of persons from 0 on."""
    vanaf = [(som.gerealiseerd + erbij, trede) for erbij, trede in strekken]
    boven_0 = [Strek(aantal, trede) for aantal, trede in vanaf if aantal > 0]
    onderste = next(trede for aantal, trede in vanaf if aantal <= 0)
    return (Strek(0, onderste), *reversed(boven_0))


def _omslag(personen: int, trede: int, som: Som, drempels: Drempels) -> Omslag | None:
    if personen == GEEN:
        return None
    return Omslag(personen, trede, personen <= margin(som.totaalopgave, drempels))


def margin(totaalopgave: int, drempels: Drempels) -> int:
    """How near to another trede is close: 2 persons, or 5% of the totaalopgave rounded down."""
    procent = max(0, totaalopgave) * drempels.grensgeval_procent // 100
    return max(procent, drempels.grensgeval_personen)
