"""Which readings of the open places are in use per gemeente, and what the others would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from ibt.begrippen.bevinding import KeuzeBevinding
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen

T = TypeVar("T")


def chosen_lezingen(bevindingen: Iterable[Vastgelegd], kader: Kader) -> dict[str, str]:
    """The readings that the supervisor chose for one gemeente, per Keuze id, where they exist."""
    bestaand = {keuze.id: keuze.lezingen for keuze in kader.keuzes}
    return {
        stuk.bevinding.keuze: stuk.bevinding.lezing
        for stuk in bevindingen
        if isinstance(stuk.bevinding, KeuzeBevinding)
        and stuk.bevinding.lezing in bestaand.get(stuk.bevinding.keuze, ())
    }


def check_keuzes(bevindingen: Iterable[Vastgelegd], kader: Kader) -> Iterator[Gebrek]:
    """A Keuze of which no other reading is worked out, a reading that there is not, or two of them.

    What is not worked out holds for all gemeenten: to record another reading would change nothing.
    """
    eerder: set[tuple[str, str]] = set()
    for stuk in bevindingen:
        if not isinstance(stuk.bevinding, KeuzeBevinding):
            continue
        keuze_id, lezing = stuk.bevinding.keuze, stuk.bevinding.lezing
        for verwacht, gevonden in reading_faults({keuze_id: lezing}, kader):
            yield stuk.fault(verwacht, gevonden)
        if (stuk.gemeente.code, keuze_id) in eerder:
            yield stuk.fault("een keuze mag per gemeente één keer voorkomen", keuze_id)
        eerder.add((stuk.gemeente.code, keuze_id))


def reading_faults(lezingen: Lezingen, kader: Kader) -> Iterator[tuple[str, str]]:
    """What must be and what was found, of each reading of which the program works out nothing."""
    bekend = {keuze.id: keuze for keuze in kader.keuzes}
    for keuze_id, lezing in lezingen.items():
        if keuze_id not in bekend or not bekend[keuze_id].berekend:
            namen = ", ".join(keuze.id for keuze in kader.keuzes if keuze.berekend)
            verwacht = f"keuze moet een van deze zijn: {namen}"
            if keuze_id in bekend:
                verwacht = f"{keuze_id} geldt voor alle gemeenten en staat in het kader; {verwacht}"
            yield verwacht, keuze_id
        elif lezing not in bekend[keuze_id].lezingen:
            namen = ", ".join(bekend[keuze_id].lezingen)
            yield f"lezing van {keuze_id} moet een van deze zijn: {namen}", lezing


def in_groups(
    gekozen: Mapping[str, Lezingen], ask: Callable[[list[str], Lezingen], Iterable[T]]
) -> dict[str, T]:
    """What `ask` gives for each gemeentecode, asked once for all with the same chosen readings."""
    groepen: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for code, lezingen in gekozen.items():
        groepen.setdefault(tuple(sorted(lezingen.items())), []).append(code)
    return {
        code: antwoord
        for sleutel, codes in groepen.items()
        for code, antwoord in zip(codes, ask(codes, dict(sleutel)), strict=True)
    }
