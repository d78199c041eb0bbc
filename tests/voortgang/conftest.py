"""One gemeente, or many, halfway: figures that do nothing, unless a test says otherwise.

Treden 4-6 occur only here and only for an invented gemeente: no real one is shown as taken over.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.ronde import Invoer, assess
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.voortgang.gemeente import select_voortgang
from ibt.voortgang.ronde import Voortgangen, assess_voortgang

HALVERWEGE = Peildatum(date(2026, 4, 1))
RUSTIG: dict[str, Any] = {
    "gemeente": "Verzonnendam",
    "taakstelling": 20,
    "stand_begin": 0,
    "realisatie": 10,
    "koppelingen": pd.NA,
    "koppelingen_realisatie": pd.NA,
    "koppelingen_taakstelling": pd.NA,
    "koppelingen_stand_begin": pd.NA,
    "koppelingen_per": None,
    "omkoppelingen": pd.NA,
    "wachttijd_fase2": float("nan"),
    "stapelgemeente": None,
    "taakstelling_gewijzigd": False,
    "trede_vorig": 1,
    "trede_vorig_vanaf": None,
    "geen_eerdere_inschaling": False,
    "stand_eind_vorig": pd.NA,
    "stand_bij_intrede": pd.NA,
    "verschoonbaar_vorig": 0,
    "vorige_ronde_niet_vastgesteld": False,
    "laatste_daling": None,
}
GEHEEL = (
    *("koppelingen", "koppelingen_realisatie", "koppelingen_taakstelling"),
    *("koppelingen_stand_begin", "omkoppelingen", "stand_eind_vorig", "stand_bij_intrede"),
)
VELDEN: dict[str, dict[str, Any]] = {
    "herverdeling": {"afspraak": "A", "personen": 0},
    "correctie": {"personen": 1, "bewijs": "huurcontract"},
    "voortgang_gemeld": {},
    "gesprek": {},
    "verschoonbare_reden": {
        "categorie": "calamiteit",
        "aangedragen_op": "2026-03-01",
        "bewijs": "brief",
        "oordeel": "verschoonbaar",
        "personen": 5,
    },
    "verbeterplan_niet_uitgevoerd": {
        "grond": "niet_opgesteld",
        "afgesproken_termijn": "2026-02-01",
    },
    "afwijking": {"grond": "overmacht", "trede": 1},
}


def make_frame(**kolommen: Any) -> pd.DataFrame:
    """Rows; each argument is a value for all rows or a list of values."""
    lengtes = [len(waarde) for waarde in kolommen.values() if isinstance(waarde, list)]
    aantal = max(lengtes, default=1)
    waarden = {
        naam: waarde if isinstance(waarde, list) else [waarde] * aantal
        for naam, waarde in {**RUSTIG, **kolommen}.items()
    }
    codes = [f"GM9{nummer:05d}" for nummer in range(aantal)]
    tabel = pd.DataFrame(waarden, index=pd.Index(codes, name="gemeentecode"))
    soorten = {naam: "Int64" for naam in GEHEEL} | {"stapelgemeente": "object"}
    soorten |= {"laatste_daling": "object", "wachttijd_fase2": "float64"}
    return tabel.astype(soorten)


def make_eerdere(eerder: dict[str, int], code: str = "GM900000") -> pd.DataFrame:
    """COA's ends of earlier half-years: `{"2026-01-01": realisatie}`."""
    return pd.DataFrame(
        [
            {
                "gemeentecode": code,
                "stand_per": date.fromisoformat(dag),
                "taakstelling": 20,
                "stand_begin": 0,
                "realisatie": personen,
            }
            for dag, personen in eerder.items()
        ],
        columns=["gemeentecode", "stand_per", "taakstelling", "stand_begin", "realisatie"],
    )


def make_invoer(
    bevindingen: Iterable[Vastgelegd] = (),
    dossier: Iterable[Vastgelegd] = (),
    peildatum: str = "2026-04-01",
    voorbeeld: bool = False,
    vandaag: date = date(2026, 4, 20),
    **kolommen: Any,
) -> Invoer:
    return Invoer(
        Peildatum(date.fromisoformat(peildatum)),
        UTRECHT_2024,
        make_frame(**kolommen),
        "cijfers.csv",
        tuple(bevindingen),
        tuple(dossier),
        voorbeeld,
        vandaag,
    )


@pytest.fixture(scope="session")
def eerdere() -> Callable[..., pd.DataFrame]:
    """COA's ends of earlier half-years of one gemeente: `eerdere({dag: realisatie}, code)`."""
    return make_eerdere


@pytest.fixture(scope="session")
def meet_all() -> Callable[..., Voortgangen]:
    """All gemeenten halfway; `eerder` are the ends of earlier half-years, by day of the first."""

    def run(*bevindingen: Vastgelegd, eerder: Any = None, **anders: Any) -> Any:
        vroeger = eerder if isinstance(eerder, pd.DataFrame) else make_eerdere(eerder or {})
        return assess_voortgang(make_invoer(bevindingen, **anders), vroeger)

    return run


@pytest.fixture(scope="session")
def meet(meet_each: Callable[..., Iterator[Voortgang]]) -> Callable[..., Voortgang]:
    """One invented gemeente halfway, as its report explains it; of many, the first."""
    return lambda *stukken, **anders: next(meet_each(*stukken, **anders))


@pytest.fixture(scope="session")
def meet_each(meet_all: Callable[..., Voortgangen]) -> Callable[..., Iterator[Voortgang]]:
    """Every invented gemeente of one round halfway, as its report explains it."""

    def run(*bevindingen: Vastgelegd, eerder: Any = None, **anders: Any) -> Iterator[Voortgang]:
        invoer = make_invoer(bevindingen, **anders)
        voortgangen = meet_all(*bevindingen, eerder=eerder, **anders)
        for code in invoer.frame.index:
            gemeente = Gemeente(code, "Verzonnendam", "Verzonnen", date(2000, 1, 1))
            yield select_voortgang(gemeente, invoer, voortgangen, (), (), None)

    return run


@pytest.fixture(scope="session")
def assess_frame() -> Callable[..., pd.DataFrame]:
    """The rows of the assessment, where the half-year ends with these figures."""
    return lambda **kolommen: assess(make_invoer(peildatum="2026-07-01", **kolommen)).frame


@pytest.fixture(scope="session")
def bevinding() -> Callable[..., Vastgelegd]:
    """A finding on file; fields that a test does not name hold something valid."""

    def make(
        soort: str, *, nummer: int = 0, periode: Periode = HALVERWEGE.periode, **velden: Any
    ) -> Vastgelegd:
        code = f"GM9{nummer:05d}"
        gemeente = Gemeente(code, f"Verzonnendam {nummer}", "Verzonnen", date(2000, 1, 1))
        algemeen = {
            "gemeente": code,
            "soort": soort,
            "beoordelaar": "A. Toezicht",
            "datum": "2026-04-10",
            "motivering": "omdat het zo is",
        }
        stuk = SOORTEN[soort].model_validate({**algemeen, **VELDEN[soort], **velden})
        return Vastgelegd(gemeente, stuk, "bevindingen.yaml", "bevinding 1 (regel 1)", periode)

    return make
