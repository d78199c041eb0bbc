"""Earlier figures that are delivered twice: the same may stand twice, other figures may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.readers.bestand import read_tabel
from ibt.readers.cijfers import KOLOMMEN, VERPLICHT, Cijfers

SLEUTEL = ["gemeentecode", "stand_per"]
_CIJFERS = ["taakstelling", "stand_begin", "realisatie"]


def differing_figures(eerdere: pd.DataFrame) -> Iterator[Gebrek]:
    """One fault per day and pair of files that give one gemeente other figures for that day.

    Which of the two would count is otherwise a matter of how the files are called.
    """
    eerste = eerdere.groupby(SLEUTEL)[[*_CIJFERS, "bestand"]].transform("first")
    anders = (eerdere[_CIJFERS] != eerste[_CIJFERS]).any(axis=1)
    strijdig = eerdere[anders].assign(eerder=eerste.loc[anders, "bestand"])
    for (bestand, eerder, dag), rijen in strijdig.groupby(["bestand", "eerder", "stand_per"]):
        yield _fault(str(bestand), str(eerder), str(dag), rijen)


def beside(gelezen: Cijfers, cijfers: Cijfers | None, begin: date) -> Iterator[Gebrek]:
    """The same faults, for earlier figures that go as far as those of the round.

    In a file that goes further COA may have put figures right.
    """
    if cijfers is not None and gelezen.bron.per == cijfers.bron.per:
        zelfde = gelezen.frame[gelezen.frame["stand_per"] > begin]
        yield from differing_figures(pd.concat([cijfers.frame, zelfde]))


def no_figures(pad: Path) -> list[Gebrek]:
    """The one fault of a table that was never meant as figures; none where it may have been."""
    try:
        kolommen = read_tabel(pad, VERPLICHT, KOLOMMEN).kolommen
    except InvoerFout:
        return []
    if {*kolommen} & {*VERPLICHT}:
        return []
    verwacht, plaats = "moet een tabel met cijfers zijn", 'sleutel "eerdere_cijfers"'
    raad = "Noem hier alleen bestanden met cijfers, of een map waarin niets anders staat."
    return [Gebrek(pad.name, verwacht, ", ".join(kolommen), plaats, raad=raad)]


def only_new(rijen: pd.DataFrame, bekend: pd.DataFrame) -> pd.DataFrame:
    """The snapshots on the first of a month that are not among those that are known."""
    eerste = rijen["stand_per"].map(lambda dag: dag.day == 1).astype(bool)
    er_al = pd.MultiIndex.from_frame(rijen[SLEUTEL]).isin(pd.MultiIndex.from_frame(bekend[SLEUTEL]))
    return rijen[eerste & ~er_al]


def latest_delivered(maanden: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, list[Gebrek]]:
    """Each snapshot once, from the file that goes furthest (`geleverd`): COA puts figures right.

    With a fault for files that go equally far and say otherwise.
    """
    samen = pd.concat(maanden, ignore_index=True)
    strijdig = [fout for _, rijen in samen.groupby("geleverd") for fout in differing_figures(rijen)]
    samen = samen.sort_values("geleverd", kind="stable").drop_duplicates(SLEUTEL, keep="last")
    return samen.drop(columns="geleverd"), strijdig


def _fault(bestand: str, eerder: str, dag: str, rijen: pd.DataFrame) -> Gebrek:
    rij = rijen.iloc[0]
    meer = f" (en {len(rijen) - 1} andere gemeenten)" if len(rijen) > 2 else ""
    meer = " (en nog 1 gemeente)" if len(rijen) == 2 else meer
    return Gebrek(
        bestand,
        f"moet voor {dag} dezelfde cijfers geven als {eerder}",
        f"taakstelling {rij['taakstelling']}, stand_begin {rij['stand_begin']:+d}, "
        f"realisatie {rij['realisatie']}{meer}",
        f"regel {rij['nummer']}",
        f"{rij['gemeente']} ({rij['gemeentecode']})",
        "Houd in de map van eerdere_cijfers één bestand per peildatum; bewaar een proef elders.",
    )
