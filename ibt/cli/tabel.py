"""Rows as columns that stand under each other on a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence


def in_columns(rijen: Sequence[Sequence[str]], rechts: Collection[int] = ()) -> Iterator[str]:
    """A line per row; the columns whose numbers are in `rechts` end under each other."""
    breedtes = [max(map(len, kolom)) for kolom in zip(*rijen, strict=True)]
    for rij in rijen:
        cellen = [
            cel.rjust(breedte) if nummer in rechts else cel.ljust(breedte)
            for nummer, (cel, breedte) in enumerate(zip(rij, breedtes, strict=True))
        ]
        yield "  ".join(cellen).rstrip()
