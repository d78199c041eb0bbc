"""How a decision table is read: for every input exactly one rule applies, or the program stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibt.begrippen.fout import KaderFout
from ibt.kader.voorwaarde import Vergelijking

Kolom = NDArray[np.int64]


@dataclass(frozen=True)
class Regel:
    """One row of the ladder: from a trede, under conditions (all of them), to a trede.

    `vindplaats` is the place in the framework's text; `woorden` are at most its deciding words.
    """

    id: str
    van: int
    als: tuple[Vergelijking, ...]
    naar: int
    vindplaats: str
    woorden: str
    normen: tuple[str, ...]

    def applies(self, trede: int, waarden: Mapping[str, int]) -> bool:
        """Whether this rule applies to one gemeente."""
        return trede == self.van and all(deel.holds(waarden) for deel in self.als)

    def failing(self, waarden: Mapping[str, int]) -> tuple[Vergelijking, ...]:
        """The comparisons that do not hold: why the rule does not apply; none where it does."""
        return tuple(deel for deel in self.als if not deel.holds(waarden))


@dataclass(frozen=True)
class Toegepast:
    """What a table says for a column of gemeenten: rule ids and treden, in the order given."""

    regel: NDArray[np.str_]
    trede: Kolom


@dataclass(frozen=True)
class Tabel:
    """A decision table; its rows exclude each other and together cover every input."""

    regels: tuple[Regel, ...]

    def __getitem__(self, regel_id: str) -> Regel:
        for regel in self.regels:
            if regel.id == regel_id:
                return regel
        raise KeyError(regel_id)

    def regels_from(self, trede: int) -> tuple[Regel, ...]:
        """The rows for gemeenten that stand on a trede, in the order of the text."""
        return tuple(regel for regel in self.regels if regel.van == trede)

    def select_regel(self, trede: int, waarden: Mapping[str, int]) -> Regel:
        """The one rule that applies to one gemeente; KaderFout when none or more than one does."""
        treffers = [regel for regel in self.regels if regel.applies(trede, waarden)]
        if len(treffers) != 1:
            raise KaderFout(_not_one(trede, dict(waarden), [regel.id for regel in treffers]))
        return treffers[0]

    def select_regels(self, trede: Kolom, waarden: Mapping[str, Any]) -> Toegepast:
        """The one rule that applies to each gemeente, on whole columns of equal length.

        A comparison or trede that several rules share is evaluated once. The table is small, so a
        byte per gemeente holds which rule it is and how many apply.
        """
        delen = {deel: deel.holds(waarden) for regel in self.regels for deel in regel.als}
        vanaf = {van: trede == van for van in {regel.van for regel in self.regels}}
        aantal = np.zeros(len(trede), dtype=np.int8)
        gekozen = np.zeros(len(trede), dtype=np.int8)
        for nummer, regel in enumerate(self.regels):
            raak = vanaf[regel.van].copy()
            for deel in regel.als:
                raak &= delen[deel]
            aantal += raak
            np.copyto(gekozen, nummer, where=raak)
        self._require_one(aantal, trede, waarden)
        ids = np.array([regel.id for regel in self.regels])
        naar = np.array([regel.naar for regel in self.regels], dtype=np.int64)
        return Toegepast(ids.take(gekozen), naar.take(gekozen))

    def _require_one(
        self, aantal: NDArray[np.int8], trede: Kolom, waarden: Mapping[str, Any]
    ) -> None:
        fout = np.flatnonzero(aantal != 1)
        if not len(fout):
            return
        plek = int(fout[0])
        rij = {naam: int(kolom[plek]) for naam, kolom in waarden.items()}
        treffers = [regel.id for regel in self.regels if regel.applies(int(trede[plek]), rij)]
        raise KaderFout(_not_one(int(trede[plek]), rij, treffers))


def _not_one(trede: int, waarden: dict[str, int], treffers: list[str]) -> str:
    gevonden = f"gelden {', '.join(treffers)}" if treffers else "geldt er geen"
    return (
        f"De ladder van het kader klopt niet: er moet precies één regel gelden, maar vanaf trede "
        f"{trede} {gevonden} bij {waarden}. Meld dit aan de beheerder van ibt."
    )
