"""One gemeente, or many, to assess: figures that do nothing, unless a test says otherwise.

Treden 4-6 occur only here and only for an invented gemeente: no real one is shown as taken over.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import pandas as pd
import pytest

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.ronde import Invoer, Uitkomsten, assess
from ibt.kader.utrecht_2024 import UTRECHT_2024

PEILDATUM = Peildatum(date(2026, 7, 1))
RUSTIG: dict[str, Any] = {
    "gemeente": "Verzonnendam",
    "taakstelling": 20,
    "stand_begin": 0,
    "realisatie": 20,
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
    "geen_eerdere_inschaling": False,
    "stand_eind_vorig": pd.NA,
    "stand_bij_intrede": pd.NA,
    "verschoonbaar_vorig": 0,
    "vorige_ronde_niet_vastgesteld": False,
    "laatste_daling": None,
    "trede_vorig_vanaf": None,
}
GEHEEL = (
    "koppelingen",
    "koppelingen_realisatie",
    "koppelingen_taakstelling",
    "koppelingen_stand_begin",
    "omkoppelingen",
    "stand_eind_vorig",
    "stand_bij_intrede",
)
VELDEN: dict[str, dict[str, Any]] = {
    "herverdeling": {"afspraak": "A", "personen": 0},
    "correctie": {"personen": 1, "bewijs": "huurcontract"},
    "verschoonbare_reden": {
        "categorie": "calamiteit",
        "aangedragen_op": "2026-06-01",
        "bewijs": "brief",
        "oordeel": "verschoonbaar",
        "personen": 1,
    },
    "verbeterplan_niet_uitgevoerd": {
        "grond": "niet_opgesteld",
        "afgesproken_termijn": "2026-05-01",
    },
    "afwijking": {"grond": "overmacht", "trede": 1},
    "voortgang_gemeld": {},
    "afspraak_termijn": {"uiterlijk": "2026-08-01"},
    "cijfers_geverifieerd": {},
    "afschalen": {},
    "gesprek": {},
    "herziening": {"peildatum": "2026-01-01", "trede": 2},
    "niet_afschalen": {},
    "keuze": {"keuze": "K1", "lezing": "verrekend"},
    "versnelling": {
        "spoed": "veel mensen wachten",
        "geinformeerd_op": "2026-07-01",
        "stappen": [
            {"trede": 3, "datum": "2026-07-10", "motivering": "eerste stap"},
            {"trede": 4, "datum": "2026-07-17", "motivering": "tweede stap"},
        ],
    },
    "vooraankondiging": {
        "orgaan": "gedeputeerde staten",
        "reden": "achterstand",
        "gevolgen": "de provincie neemt de taak over",
        "termijn": "drie maanden",
        "reactie_uiterlijk": "2026-05-01",
    },
    "besluit_indeplaatsstelling": {
        "orgaan": "gedeputeerde staten",
        "besluitdatum": "2026-07-10",
        "bekendgemaakt_op": "2026-07-11",
        "taakverwaarlozing": "vastgesteld op 2026-04-01",
        "zienswijze": "ontvangen en gewogen",
        "termijnen": [{"maatregel": "woningen toewijzen", "uiterlijk": "2026-07-15"}],
    },
    "besluit_wijziging": {
        "orgaan": "gedeputeerde staten",
        "besluit_van": "2026-07-10",
        "besluitdatum": "2026-07-14",
        "bekendgemaakt_op": "2026-07-14",
        "termijnen": [{"maatregel": "woningen toewijzen", "uiterlijk": "2026-08-15"}],
    },
    "besluit_intrekking": {
        "orgaan": "gedeputeerde staten",
        "besluit_van": "2026-07-10",
        "besluitdatum": "2026-07-18",
        "grond": "intrekking",
        "trede": 4,
    },
    "weging": {"over": ["te_weinig_koppelingen"]},
    "brief_verzonden": {},
    "verbeterplan": {},
    "contact": {},
    "indeplaatsstelling": {"besluitdatum": "2026-07-16"},
    "afzien_effectuering": {"bewijs": "planning", "realiseert_uiterlijk": "2026-09-01"},
}


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """Rows for the assessment; each argument is a value for all rows or a list of values."""

    def make(**kolommen: Any) -> pd.DataFrame:
        lengtes = [len(waarde) for waarde in kolommen.values() if isinstance(waarde, list)]
        aantal = max(lengtes, default=1)
        codes = [f"GM9{nummer:05d}" for nummer in range(aantal)]
        waarden = {
            naam: waarde if isinstance(waarde, list) else [waarde] * aantal
            for naam, waarde in {**RUSTIG, **kolommen}.items()
        }
        tabel = pd.DataFrame(waarden, index=pd.Index(codes, name="gemeentecode"))
        soorten = {naam: "Int64" for naam in GEHEEL} | {"stapelgemeente": "object"}
        soorten |= {"laatste_daling": "object", "trede_vorig_vanaf": "object"}
        return tabel.astype(soorten | {"wachttijd_fase2": "float64"})

    return make


@pytest.fixture(scope="session")
def bevinding() -> Callable[..., Vastgelegd]:
    """A finding on file; fields that a test does not name hold something valid."""

    def make(
        soort: str, *, nummer: int = 0, periode: Periode = PEILDATUM.periode, **velden: Any
    ) -> Vastgelegd:
        gemeente = _gemeente(nummer)
        algemeen = {
            "gemeente": gemeente.code,
            "soort": soort,
            "beoordelaar": "A. Toezicht",
            "datum": "2026-07-10",
            "motivering": "omdat het zo is",
        }
        stuk = SOORTEN[soort].model_validate({**algemeen, **VELDEN[soort], **velden})
        return Vastgelegd(gemeente, stuk, "bevindingen.yaml", "bevinding 1 (regel 1)", periode)

    return make


@pytest.fixture(scope="session")
def assess_all(frame: Callable[..., pd.DataFrame]) -> Callable[..., Uitkomsten]:
    """The whole assessment of rows with findings."""

    def run(
        bevindingen: Iterable[Vastgelegd] = (),
        dossier: Iterable[Vastgelegd] = (),
        peildatum: Peildatum = PEILDATUM,
        voorbeeld: bool = False,
        vandaag: date = date(2026, 7, 20),
        onvolledig: Iterable[Vastgelegd] = (),
        **kolommen: Any,
    ) -> Uitkomsten:
        return assess(
            Invoer(
                peildatum,
                UTRECHT_2024,
                frame(**kolommen),
                "cijfers.csv",
                tuple(bevindingen),
                tuple(dossier),
                voorbeeld,
                vandaag,
                onvolledig=tuple(onvolledig),
            )
        )

    return run


@pytest.fixture(scope="session")
def assess_rows(assess_all: Callable[..., Uitkomsten]) -> Callable[..., Uitkomsten]:
    """A table of cases as gemeenten of one round: a case names what differs from a quiet one."""

    def run(gevallen: Iterable[dict[str, Any]], *args: Any, **kwargs: Any) -> Uitkomsten:
        rijen = [{**RUSTIG, **geval} for geval in gevallen]
        return assess_all(*args, **kwargs, **{k: [rij[k] for rij in rijen] for k in rijen[0]})

    return run


@pytest.fixture(scope="session")
def assess_one(assess_all: Callable[..., Uitkomsten]) -> Callable[..., Any]:
    """The row of one invented gemeente after the assessment."""

    def run(*args: Any, **kwargs: Any) -> Any:
        return assess_all(*args, **kwargs).frame.iloc[0]

    return run


@pytest.fixture(scope="session")
def rule(assess_rows: Callable[..., Uitkomsten]) -> Callable[..., list[Any]]:
    """A table of cases as gemeenten of one round: `(expected, findings, case file, trede, row)`.

    Expected is the trede that is proposed (None: any), or words of the refusal. Whoever is refused
    keeps the round from being assessed, so the others are assessed once more without them.
    """

    def run(*gevallen: Any, **ronde: Any) -> list[Any]:
        vol = [(*geval, {})[:5] for geval in gevallen]
        eigen = [_move(geval[1], nummer) for nummer, geval in enumerate(vol)]
        dossier = [_move(geval[2], nummer) for nummer, geval in enumerate(vol)]
        rijen = [{"realisatie": 10, "trede_vorig": geval[3], **geval[4]} for geval in vol]
        namen = [str(_gemeente(nummer)) for nummer in range(len(vol))]
        tegen: dict[str, str] = {}
        try:
            uit = assess_rows(rijen, chain(*eigen), chain(*dossier), **ronde)
        except InvoerFout as fout:
            for gebrek in fout.gebreken:
                tegen[gebrek.gemeente] = f"{tegen.get(gebrek.gemeente, '')}{gebrek}\n"
            mag = [nummer for nummer, naam in enumerate(namen) if naam not in tegen]
            stukken = chain(*(eigen[nummer] for nummer in mag))
            ouder = chain(*(dossier[nummer] for nummer in mag))
            uit = assess_rows(rijen, stukken, ouder, **ronde) if mag else None
        gevonden = [
            tegen[naam] if naam in tegen else uit.frame.iloc[nummer]
            for nummer, naam in enumerate(namen)
        ]
        for (verwacht, *_), een in zip(vol, gevonden, strict=True):
            if isinstance(een, str):
                assert isinstance(verwacht, str), een
                assert verwacht in een
            else:
                assert verwacht in (None, een["trede_voorstel"])
        return gevonden

    return run


def _gemeente(nummer: int) -> Gemeente:
    return Gemeente(f"GM9{nummer:05d}", f"Verzonnendam {nummer}", "Verzonnen", date(2000, 1, 1))


def _move(stukken: Any, nummer: int) -> list[Vastgelegd]:
    """The same findings about another gemeente."""
    wie = _gemeente(nummer)
    return [
        replace(
            stuk, gemeente=wie, bevinding=stuk.bevinding.model_copy(update={"gemeente": wie.code})
        )
        for stuk in stukken
    ]
