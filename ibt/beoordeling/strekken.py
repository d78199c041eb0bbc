"""From how many persons housed which trede follows: the one search of the program.

How many more or fewer would have changed a trede, what leads to which trede next time, what is
still needed in a half-year and what a pace gives: each reads these stretches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ibt.beoordeling.inschaling import outcome, quantities
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Kolom
from ibt.kader.voorwaarde import Grootheid

# Of a stretch that has no beginning, and of a number of persons that does not exist.
ALTIJD, GEEN = -(2**62), -1
# So many fewer that no quantity of the ladder is at its lowest.
_VER = 2**40


@dataclass(frozen=True)
class Strekken:
    """Per gemeente (a row) the numbers of persons, beside those that were housed, by trede.

    A stretch goes from its `vanaf` to that of the next; the first goes on below (ALTIJD). Where a
    number turns nothing two neighbours have the same trede, and some are empty.
    """

    vanaf: NDArray[np.int64]
    trede: NDArray[np.int64]

    def at(self, erbij: Kolom | int) -> Kolom:
        """The trede with so many persons more, a number per gemeente."""
        plek = (self.vanaf <= np.reshape(erbij, (-1, 1))).sum(axis=1) - 1
        return np.take_along_axis(self.trede, plek[:, None], axis=1)[:, 0]

    def more(self) -> tuple[Kolom, Kolom]:
        """How many persons more lead to another trede at least, and to which; GEEN without."""
        anders = (self.vanaf > 0) & (self.trede != self.at(0)[:, None])
        plek = anders.argmax(axis=1)[:, None]
        return self._taken(anders, np.take_along_axis(self.vanaf, plek, axis=1), plek)

    def fewer(self) -> tuple[Kolom, Kolom]:
        """How many persons fewer do."""
        anders = (self.vanaf[:, 1:] <= 0) & (self.trede[:, :-1] != self.at(0)[:, None])
        plek = anders.shape[1] - 1 - anders[:, ::-1].argmax(axis=1)[:, None]
        # The last number of that stretch is one below the next.
        return self._taken(anders, 1 - np.take_along_axis(self.vanaf, plek + 1, axis=1), plek)

    def _taken(
        self, anders: NDArray[np.bool_], personen: Kolom, plek: Kolom
    ) -> tuple[Kolom, Kolom]:
        """So many persons and the trede of the stretch at `plek`; GEEN where none is `anders`."""
        er = anders.any(axis=1)
        trede = np.take_along_axis(self.trede, plek, axis=1)[:, 0]
        return np.where(er, personen[:, 0], GEEN), np.where(er, trede, GEEN)

    def differs(self, ander: Strekken, erbij: Iterable[Kolom] = ()) -> NDArray[np.bool_]:
        """Of which gemeenten another trede follows there: with so many more, else with any number.

        Between two numbers where one of them turns neither changes, so those are all to try.
        """
        proef = [*erbij] or [*self.vanaf.T, *ander.vanaf.T]
        anders: NDArray[np.bool_] = np.any([self.at(n) != ander.at(n) for n in proef], axis=0)
        return anders

    def joined(self) -> Iterator[tuple[tuple[int, int], ...]]:
        """Per gemeente each stretch from the highest number down: its `vanaf` and its trede."""
        for vanaf, treden in zip(self.vanaf.tolist(), self.trede.tolist(), strict=True):
            paren = [(ALTIJD, GEEN), *zip(vanaf, treden, strict=True)]
            yield tuple(na for voor, na in pairwise(paren) if voor[1] != na[1])[::-1]


def stretches(nu: Mapping[str, Kolom], kader: Kader, lezingen: Lezingen | None = None) -> Strekken:
    """The stretches of each gemeente under these readings; exact, without trying numbers.

    `nu` holds `columns`, as `outcome` takes them. A quantity of the ladder is linear in the persons
    housed, or that and never below 0. So a comparison can turn only where its two sides would be
    equal as lines, or where one of them comes to 0; of each stretch between two of those numbers
    the ladder is asked for the first.
    """
    gebruikt = kader.lezingen(lezingen)
    hoogten, hellingen = _lines(nu, kader, gebruikt)
    keert = [np.full_like(nu["realisatie"], ALTIJD), np.zeros_like(nu["realisatie"])]
    for links, rechts in _equations(kader, gebruikt):
        hoogte, helling = links.value(hoogten), links.value(hellingen)
        if isinstance(rechts, int):
            hoogte = hoogte - rechts
        else:
            hoogte, helling = hoogte - rechts.value(hoogten), helling - rechts.value(hellingen)
        keert += _turns(hoogte, helling)
    vanaf = np.sort(np.column_stack(keert), axis=1)
    # The first stretch is asked just below the second.
    gevraagd = np.column_stack([vanaf[:, 1:2] - 1, vanaf[:, 1:]])
    breed = {naam: np.repeat(kolom, vanaf.shape[1]) for naam, kolom in nu.items()}
    trede = outcome(_housed(breed, gevraagd.ravel()), kader, gebruikt).trede
    return Strekken(vanaf, trede.reshape(vanaf.shape))


def deciding_keuzes(
    strekken: Strekken,
    nu: Mapping[str, Kolom],
    kader: Kader,
    gekozen: Lezingen,
    erbij: Iterable[Kolom] = (),
) -> list[tuple[str, ...]]:
    """Per gemeente the Keuzes of which another reading gives another trede (see `differs`).

    `strekken` are those of `nu`. What the supervisor decided (`gekozen`) is not open any more.
    """
    raak = {}
    for keuze in kader.keuzes:
        if keuze.berekend and keuze.id not in gekozen:
            gelezen = [{**gekozen, keuze.id: lezing} for lezing in keuze.andere]
            anders = [stretches(nu, kader, lezingen) for lezingen in gelezen]
            raak[keuze.id] = [strekken.differs(ander, erbij).tolist() for ander in anders]
    return [
        tuple(naam for naam, kolommen in raak.items() if any(kolom[rij] for kolom in kolommen))
        for rij in range(len(strekken.vanaf))
    ]


def _housed(nu: Mapping[str, Kolom], erbij: Kolom | int) -> dict[str, Kolom]:
    """The same gemeenten with so many persons more."""
    return {**nu, "realisatie": nu["realisatie"] + erbij}


def _lines(
    nu: Mapping[str, Kolom], kader: Kader, lezingen: Lezingen
) -> tuple[Mapping[str, Kolom], Mapping[str, Kolom]]:
    """Per quantity its height where nobody more is housed, and its slope, as if it were a line.

    Seen from so far on either side that one that is never below 0 is not at 0 on one of them.
    """
    punten = (-_VER, 1 - _VER, _VER - 1, _VER)
    gezien = [quantities(_housed(nu, erbij), kader, lezingen).waarden for erbij in punten]
    hoogte, helling = {}, {}
    for naam in gezien[0]:
        a, b, c, d = (waarden[naam] for waarden in gezien)
        helling[naam] = np.where(a != b, b - a, d - c)
        hoogte[naam] = np.where(a != b, a + _VER * (b - a), d - _VER * (d - c))
    return hoogte, helling


def _equations(kader: Kader, lezingen: Lezingen) -> set[tuple[Grootheid, Grootheid | int]]:
    """What can be equal in the ladder: the two sides of a comparison, and a quantity and 0."""
    delen = {deel for regel in kader.ladder_under(lezingen).regels for deel in regel.als}
    kanten = {kant for deel in delen for kant in (deel.links, deel.rechts)}
    losse = {replace(kant, factor=1) for kant in kanten if isinstance(kant, Grootheid)}
    return {(deel.links, deel.rechts) for deel in delen} | {(kant, 0) for kant in losse}


def _turns(hoogte: Kolom, helling: Kolom) -> Iterator[Kolom]:
    """From which number `hoogte + helling * n` reaches 0, and from which it is past 0."""
    if helling.any():
        deel = np.where(helling == 0, 1, helling)
        for vanaf in (-(hoogte // deel), -hoogte // deel + 1):
            yield np.where(helling == 0, 0, vanaf)
