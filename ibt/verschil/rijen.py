"""Rows of two tables matched by what identifies them, and what changed in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ibt.begrippen.verschil import Rijverschil, Soort, Wijziging

Rij = Mapping[str, str]


def compare_rijen(
    oud: Iterable[Rij], nieuw: Iterable[Rij], sleutels: Sequence[str]
) -> tuple[Rijverschil, ...]:
    """Rows that are new, gone or changed, in the order of the old table, new ones last.

    Rows with the same values for `sleutels` are matched; of several, equal ones first, then in
    order. An absent cell is an empty one.
    """
    paren = _match(list(oud), list(nieuw), sleutels)
    return tuple(een for paar in paren if (een := _compare(*paar, sleutels)) is not None)


def compare_waarden(oud: Rij, nieuw: Rij, behalve: Iterable[str] = ()) -> tuple[Wijziging, ...]:
    """The cells that changed, in the order of the old row."""
    namen = [naam for naam in dict.fromkeys([*oud, *nieuw]) if naam not in set(behalve)]
    return tuple(
        Wijziging(naam, oud.get(naam, ""), nieuw.get(naam, ""))
        for naam in namen
        if oud.get(naam, "") != nieuw.get(naam, "")
    )


def _match(
    oud: list[Rij], nieuw: list[Rij], sleutels: Sequence[str]
) -> Iterator[tuple[Rij | None, Rij | None]]:
    groepen: dict[tuple[str, ...], list[Rij]] = defaultdict(list)
    for rij in nieuw:
        groepen[_key(rij, sleutels)].append(rij)
    for rij in oud:
        zelfde = groepen[_key(rij, sleutels)]
        if rij in zelfde:
            zelfde.remove(rij)
            continue
        yield rij, None if not zelfde else _take(zelfde, oud)
    for groep in groepen.values():
        yield from ((None, rij) for rij in groep)


def _take(zelfde: list[Rij], oud: list[Rij]) -> Rij:
    """The first that no old row equals, so that an unchanged row is never called changed."""
    keuze = next((rij for rij in zelfde if rij not in oud), zelfde[0])
    zelfde.remove(keuze)
    return keuze


def _key(rij: Rij, sleutels: Sequence[str]) -> tuple[str, ...]:
    return tuple(rij.get(sleutel, "") for sleutel in sleutels)


def _compare(oud: Rij | None, nieuw: Rij | None, sleutels: Sequence[str]) -> Rijverschil | None:
    if oud is None and nieuw is not None:
        return Rijverschil(
            Soort.ERBIJ, _name(nieuw, sleutels), compare_waarden({}, nieuw, sleutels)
        )
    if nieuw is None and oud is not None:
        return Rijverschil(Soort.WEG, _name(oud, sleutels), compare_waarden(oud, {}, sleutels))
    if oud is None or nieuw is None:
        return None
    return Rijverschil(Soort.ANDERS, _name(oud, sleutels), compare_waarden(oud, nieuw, sleutels))


def _name(rij: Rij, sleutels: Sequence[str]) -> str:
    return ", ".join(waarde for waarde in _key(rij, sleutels) if waarde)
