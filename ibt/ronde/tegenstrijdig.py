"""Earlier figures that are delivered twice: the same may stand twice, other figures may not."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ibt.begrippen.fout import Gebrek

_SLEUTEL = ["gemeentecode", "stand_per"]
_CIJFERS = ["taakstelling", "stand_begin", "realisatie"]


def contradictions(eerdere: pd.DataFrame) -> Iterator[Gebrek]:
    """One fault per day and pair of files that give one gemeente other figures for that day.

    Which of the two would count is otherwise a matter of how the files are called.
    """
    eerste = eerdere.groupby(_SLEUTEL)[[*_CIJFERS, "bestand"]].transform("first")
    anders = (eerdere[_CIJFERS] != eerste[_CIJFERS]).any(axis=1)
    strijdig = eerdere[anders].assign(eerder=eerste.loc[anders, "bestand"])
    for (bestand, eerder, dag), rijen in strijdig.groupby(["bestand", "eerder", "stand_per"]):
        yield _fault(str(bestand), str(eerder), str(dag), rijen)


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
