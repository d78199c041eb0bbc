"""Which readings of the open places are in use per gemeente, and what the others would give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from ibt.begrippen.bevinding import KeuzeBevinding
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.inschaling import columns, complete, outcome
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen


def chosen_lezingen(bevindingen: Iterable[Vastgelegd], kader: Kader) -> dict[str, dict[str, str]]:
    """The readings that the supervisor chose, per gemeentecode and Keuze id, where they exist."""
    bestaand = {(keuze.id, lezing) for keuze in kader.keuzes for lezing in keuze.lezingen}
    gekozen: dict[str, dict[str, str]] = {}
    for stuk in bevindingen:
        if not isinstance(stuk.bevinding, KeuzeBevinding):
            continue
        if (stuk.bevinding.keuze, stuk.bevinding.lezing) in bestaand:
            keuzes = gekozen.setdefault(stuk.gemeente.code, {})
            keuzes[stuk.bevinding.keuze] = stuk.bevinding.lezing
    return gekozen


def check_keuzes(bevindingen: Iterable[Vastgelegd], kader: Kader) -> Iterator[Gebrek]:
    """A Keuze of which no other reading is worked out, a reading that there is not, or two of them.

    What is not worked out holds for all gemeenten: to record another reading would change nothing.
    """
    eerder: set[tuple[str, str]] = set()
    for stuk in bevindingen:
        if not isinstance(stuk.bevinding, KeuzeBevinding):
            continue
        keuze_id, lezing = stuk.bevinding.keuze, stuk.bevinding.lezing
        bekend = {keuze.id: keuze for keuze in kader.keuzes}
        if keuze_id not in bekend or not bekend[keuze_id].berekend:
            namen = ", ".join(keuze.id for keuze in kader.keuzes if keuze.berekend)
            verwacht = f"keuze moet een van deze zijn: {namen}"
            if keuze_id in bekend:
                verwacht = f"{keuze_id} geldt voor alle gemeenten en staat in het kader; {verwacht}"
            yield stuk.fault(verwacht, keuze_id)
        elif lezing not in bekend[keuze_id].lezingen:
            namen = ", ".join(bekend[keuze_id].lezingen)
            yield stuk.fault(f"lezing van {keuze_id} moet een van deze zijn: {namen}", lezing)
        if (stuk.gemeente.code, keuze_id) in eerder:
            yield stuk.fault("een keuze mag per gemeente één keer voorkomen", keuze_id)
        eerder.add((stuk.gemeente.code, keuze_id))


def same_lezingen(
    codes: Iterable[str], gekozen: Mapping[str, Lezingen]
) -> Iterator[tuple[Lezingen, list[str]]]:
    """The gemeenten grouped by the readings in use for them."""
    groepen: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for code in codes:
        groepen.setdefault(tuple(sorted(gekozen.get(code, {}).items())), []).append(code)
    for sleutel, groep in groepen.items():
        yield dict(sleutel), groep


def compare_lezingen(
    invoer: pd.DataFrame, kader: Kader, gekozen: Lezingen | None = None
) -> pd.DataFrame:
    """The trede under every reading of every computed Keuze: one column per (Keuze id, reading).

    Where it is the reading in use, the column holds the trede as it is.
    """
    gebruikt = kader.lezingen(gekozen)
    kolommen = columns(complete(invoer))
    nu = outcome(kolommen, kader, gebruikt).trede
    treden = {
        (keuze.id, lezing): nu
        if gebruikt[keuze.id] == lezing
        else outcome(kolommen, kader, {**gebruikt, keuze.id: lezing}).trede
        for keuze in kader.keuzes
        if keuze.berekend
        for lezing in keuze.lezingen
    }
    return pd.DataFrame(treden, index=invoer.index)


def deciding(
    lezingen: pd.DataFrame, treden: pd.Series, gekozen: Mapping[str, Lezingen]
) -> pd.Series:
    """Whether another reading gives a gemeente another trede, of a Keuze not decided for it."""
    anders = lezingen.ne(treden, axis=0)
    keuzes = anders.columns.get_level_values(0)
    besloten = pd.DataFrame(
        [[str(keuze) in gekozen.get(str(code), {}) for keuze in keuzes] for code in anders.index],
        index=anders.index,
        columns=anders.columns,
        dtype=bool,
    )
    return (anders & ~besloten).any(axis=1)
