"""Vastgelegd: a finding on file, with its gemeente, its place and its half-year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ibt.begrippen.bevinding import Bevinding
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Periode


@dataclass(frozen=True)
class Vastgelegd:
    """A finding as it stands on file: for whom, where, and for which half-year."""

    gemeente: Gemeente
    bevinding: Bevinding
    bestand: str
    plaats: str
    periode: Periode

    def fault(self, verwacht: str, gevonden: str | None = None, raad: str | None = None) -> Gebrek:
        """A fault of this finding that shows only beside the figures."""
        return Gebrek(self.bestand, verwacht, gevonden, self.plaats, str(self.gemeente), raad)


def by_gemeente(stukken: Iterable[Vastgelegd]) -> dict[str, tuple[Vastgelegd, ...]]:
    """Findings per gemeentecode, in their order."""
    per_gemeente: dict[str, list[Vastgelegd]] = {}
    for stuk in stukken:
        per_gemeente.setdefault(stuk.gemeente.code, []).append(stuk)
    return {code: tuple(eigen) for code, eigen in per_gemeente.items()}
