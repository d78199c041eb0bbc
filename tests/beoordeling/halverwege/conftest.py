"""One gemeente, or many, halfway: figures that do nothing, unless a test says otherwise.

Treden 4-6 occur only here and only for an invented gemeente: no real one is shown as taken over.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.begrippen.voortgang import Tempo, Voortgang
from ibt.beoordeling.positie import Uitkomsten
from ibt.beoordeling.ronde import assess
from ibt.beoordeling.tempo import earlier_paces
from tests.beoordeling.conftest import make_bevinding, make_invoer, rows

# What a finding must have told before it was recorded.
VELDEN = {
    "verschoonbare_reden": {"aangedragen_op": "2026-03-01", "personen": 5},
    "verbeterplan_niet_uitgevoerd": {"afgesproken_termijn": "2026-02-01"},
}


def paces(eerder: Mapping[str, int], voor: Peildatum) -> tuple[Tempo, ...]:
    """The paces before a day, of COA's ends of earlier half-years: `{"2026-01-01": realisatie}`."""
    per_dag = {date.fromisoformat(een): personen for een, personen in eerder.items()}
    return earlier_paces(per_dag, voor.periode)


@pytest.fixture(scope="session")
def meet_all() -> Callable[..., Uitkomsten[Voortgang]]:
    """All gemeenten halfway; `eerder` are the ends of earlier half-years by day."""

    def run(
        *bevindingen: Vastgelegd, peildatum: str = "2026-04-01", eerder: Any = None, **anders: Any
    ) -> Uitkomsten[Voortgang]:
        dag = Peildatum(date.fromisoformat(peildatum))
        elk = isinstance(eerder, list)
        tempo = [paces(een, dag) for een in eerder] if elk else paces(eerder or {}, dag)
        vol = {"realisatie": 10, "vandaag": date(2026, 4, 20), "tempo": tempo, **anders}
        return assess(make_invoer(bevindingen, peildatum=dag, **vol))

    return run


@pytest.fixture(scope="session")
def meet_each(meet_all: Callable[..., Any]) -> Callable[..., list[Voortgang]]:
    """Every invented gemeente of one round halfway, as its report explains it."""
    return lambda *stukken, **anders: rows(meet_all(*stukken, **anders))


@pytest.fixture(scope="session")
def meet(meet_each: Callable[..., list[Voortgang]]) -> Callable[..., Voortgang]:
    """One invented gemeente halfway; of many, the first."""
    return lambda *stukken, **anders: meet_each(*stukken, **anders)[0]


@pytest.fixture(scope="session")
def bevinding() -> Callable[..., Vastgelegd]:
    """A finding on file; fields that a test does not name hold something valid."""

    def make(soort: str, **velden: Any) -> Vastgelegd:
        return make_bevinding(soort, **{"datum": "2026-04-10", **VELDEN.get(soort, {}), **velden})

    return make
