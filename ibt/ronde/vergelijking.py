"""Two loaded rounds beside each other: which treden, and which other values, are not the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.verslag import PROEF_PUNT
from ibt.begrippen.vertoon import Vertoonbaar

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# The column that stands for the trede, at a peildatum and halfway.
_TREDE = ("trede_voorstel", "prognose_trede")
_ELDERS = ("gemeentecode", "gemeente", "peildatum", "periode", "kader", "proef")


@dataclass(frozen=True, repr=False)
class Rondeverschil(Vertoonbaar):
    """What changed from one round to another, as tables; empty ones where nothing did.

    `treden` has a row per gemeente with another trede (halfway: that follows at this pace): `was`,
    `wordt`, and the stand that goes with each. `waarden` has a row per value of the result table
    that changed (`wat`, `was`, `wordt`). `aantal` is how many gemeenten both rounds have, and `wat`
    says of what kind the treden are: halfway they are expected.
    """

    oud: str
    nieuw: str
    aantal: int
    wat: str
    treden: pd.DataFrame
    waarden: pd.DataFrame

    def __repr__(self) -> str:
        kop = f"{self.oud} → {self.nieuw}: {len(self.treden)} van {self.aantal} naar {self.wat}"
        rijen = [f"{rij.gemeente} {rij.was} → {rij.wordt}" for rij in self.treden.itertuples()]
        return f"{kop}{': ' if rijen else ''}{', '.join(rijen)}"


def compare_rondes(oud: Ronde, nieuw: Ronde) -> Rondeverschil:
    """What changed; InvoerFout where one sets treden and the other looks halfway."""
    if not hasattr(nieuw, "is_voortgang"):
        raise InvoerFout([Gebrek("vergelijk", "moet een ronde zijn", str(nieuw))])
    if oud.is_voortgang != nieuw.is_voortgang:
        verwacht = "moeten twee beoordelingen of twee tussenstanden zijn"
        raise InvoerFout([Gebrek("vergelijk", verwacht, f"{oud.peildatum} en {nieuw.peildatum}")])
    was, wordt = (_table(ronde) for ronde in (oud, nieuw))
    samen = was.index.intersection(wordt.index)
    was, wordt = was.loc[samen], wordt.loc[samen]
    trede = next(naam for naam in _TREDE if naam in was.columns)
    stand = "prognose_stand_eind" if oud.is_voortgang else "stand_eind"
    # An empty forecast is no other trede: a besluit sets that one.
    anders = (was[trede] != wordt[trede]).fillna(False).astype(bool)
    treden = pd.DataFrame(
        {
            "gemeente": wordt["gemeente"],
            "was": was[trede],
            "wordt": wordt[trede],
            "stand_was": was[stand],
            "stand_wordt": wordt[stand],
        }
    )
    wat = "andere verwachte trede" if oud.is_voortgang else "andere trede"
    over, waarden = treden[anders].reset_index(), _values(was, wordt)
    return Rondeverschil(_name(oud), _name(nieuw), len(samen), wat, over, waarden)


def _table(ronde: Ronde) -> pd.DataFrame:
    """The result table by gemeentecode, without the mark that a row of a proef has."""
    tabel = ronde.tabel.set_index("gemeentecode")
    punten = tabel["aandachtspunten"].str.removeprefix(PROEF_PUNT).str.removeprefix("|")
    return tabel.assign(aandachtspunten=punten)


def _name(ronde: Ronde) -> str:
    return f"{ronde.peildatum}{' (PROEF)' if ronde.is_proef else ''}"


def _differs(was: pd.Series, wordt: pd.Series) -> pd.Series:
    """Where two columns are not the same; two empty cells are."""
    zelfde = (was == wordt).fillna(False).astype(bool)
    return ~(zelfde | (was.isna() & wordt.isna()))


def _values(was: pd.DataFrame, wordt: pd.DataFrame) -> pd.DataFrame:
    delen = []
    for naam in was.columns.difference(list(_ELDERS), sort=False):
        anders = _differs(was[naam], wordt[naam])
        delen.append(
            pd.DataFrame(
                {
                    "gemeente": wordt.loc[anders, "gemeente"],
                    "wat": naam,
                    "was": was.loc[anders, naam].astype(object),
                    "wordt": wordt.loc[anders, naam].astype(object),
                }
            )
        )
    alles = pd.concat(delen).reset_index()
    return alles.sort_values("gemeentecode", kind="stable", ignore_index=True)
