"""One gemeente, or many, to assess: figures that do nothing, unless a test says otherwise.

Treden 4-6 occur only here and only for an invented gemeente: no real one is shown as taken over.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import chain
from typing import Any, TypeVar

import pandas as pd
import pytest

from ibt.begrippen.beoordeling import Beoordeling, Signalen
from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum, Periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.positie import Invoer, Positie, Uitkomsten
from ibt.beoordeling.ronde import assess
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.utrecht_2024.tekst import TEKST

T = TypeVar("T")
PEILDATUM = Peildatum(date(2026, 7, 1))
# Of the figures only these must be there.
RUSTIG: dict[str, Any] = {"taakstelling": 20, "stand_begin": 0, "realisatie": 20}
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


def make_positie(
    nummer: int = 0,
    bevindingen: Iterable[Vastgelegd] = (),
    dossier: Iterable[Vastgelegd] = (),
    **velden: Any,
) -> Positie:
    """One invented gemeente; of the signals `koppelingen_taakstelling` and `_stand_begin` too."""
    naam = velden.pop("gemeente", "Verzonnendam")
    gemeente = replace(make_gemeente(nummer), naam=naam)
    toen = [velden.pop(f"koppelingen_{deel}", None) for deel in ("taakstelling", "stand_begin")]
    opgave = None if None in toen else toen[0] - toen[1]
    namen = {veld.name for veld in fields(Signalen)} & {*velden}
    leeg = dict.fromkeys(veld.name for veld in fields(Signalen))
    signalen = leeg | {"koppelingen_opgave": opgave} | {een: velden.pop(een) for een in namen}
    return Positie(
        gemeente=gemeente,
        kader=TEKST,
        signalen=Signalen(**signalen),
        bevindingen=tuple(een for een in bevindingen if een.gemeente.code == gemeente.code),
        dossier=tuple(een for een in dossier if een.gemeente.code == gemeente.code),
        **{**RUSTIG, **velden},
    )


def make_invoer(
    bevindingen: Iterable[Vastgelegd] = (),
    dossier: Iterable[Vastgelegd] = (),
    peildatum: Peildatum = PEILDATUM,
    voorbeeld: bool = False,
    vandaag: date = date(2026, 7, 20),
    onvolledig: Iterable[Vastgelegd] = (),
    rijen: Sequence[dict[str, Any]] = (),
    **kolommen: Any,
) -> Invoer:
    """A round of invented gemeenten; each further argument is a value for all, or one for each."""
    nu, eerder = tuple(bevindingen), tuple(dossier)
    aantal = max((len(een) for een in kolommen.values() if isinstance(een, list)), default=1)
    rijen = rijen or [
        {naam: een[nr] if isinstance(een, list) else een for naam, een in kolommen.items()}
        for nr in range(aantal)
    ]
    posities = [make_positie(nr, nu, eerder, **rij) for nr, rij in enumerate(rijen)]
    return Invoer(
        peildatum,
        UTRECHT_2024,
        {een.gemeente.code: een for een in posities},
        "cijfers.csv",
        nu,
        eerder,
        voorbeeld,
        vandaag,
        onvolledig=tuple(onvolledig),
    )


def rows(uitkomsten: Uitkomsten[T]) -> list[T]:
    """What was worked out of each gemeente, in their order."""
    return [*uitkomsten.per_gemeente.values()]


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """Rows for `classify`; each argument is a value for all rows or a list of values."""

    def make(**kolommen: Any) -> pd.DataFrame:
        vol = {**RUSTIG, "stand_eind_vorig": None, "stand_bij_intrede": None, **kolommen}
        aantal = max(len(een) for een in kolommen.values() if isinstance(een, list))
        codes = [f"GM9{nummer:05d}" for nummer in range(aantal)]
        tabel = pd.DataFrame(vol, index=pd.Index(codes, name="gemeentecode"))
        return tabel.astype({"stand_eind_vorig": "Int64", "stand_bij_intrede": "Int64"})

    return make


def make_bevinding(
    soort: str, *, nummer: int = 0, periode: Periode = PEILDATUM.periode, **velden: Any
) -> Vastgelegd:
    """A finding on file; fields that a test does not name hold something valid."""
    gemeente = make_gemeente(nummer)
    algemeen = {
        "gemeente": gemeente.code,
        "soort": soort,
        "beoordelaar": "A. Toezicht",
        "datum": "2026-07-10",
        "motivering": "omdat het zo is",
    }
    stuk = SOORTEN[soort].model_validate({**algemeen, **VELDEN[soort], **velden})
    return Vastgelegd(gemeente, stuk, "bevindingen.yaml", "bevinding 1 (regel 1)", periode)


@pytest.fixture(scope="session")
def bevinding() -> Callable[..., Vastgelegd]:
    """See `make_bevinding`."""
    return make_bevinding


@pytest.fixture(scope="session")
def assess_all() -> Callable[..., Uitkomsten[Beoordeling]]:
    """The whole assessment of gemeenten with findings."""
    return lambda *args, **kwargs: assess(make_invoer(*args, **kwargs))


@pytest.fixture(scope="session")
def assess_rows(
    assess_all: Callable[..., Uitkomsten[Beoordeling]],
) -> Callable[..., Uitkomsten[Beoordeling]]:
    """A table of cases as gemeenten of one round: a case names what differs from a quiet one."""

    def run(gevallen: Iterable[dict[str, Any]], *args: Any, **kwargs: Any) -> Any:
        return assess_all(*args, **kwargs, rijen=[*gevallen])

    return run


@pytest.fixture(scope="session")
def assess_one(assess_all: Callable[..., Uitkomsten[Beoordeling]]) -> Callable[..., Any]:
    """The Beoordeling of one invented gemeente; of many, the first."""
    return lambda *args, **kwargs: rows(assess_all(*args, **kwargs))[0]


@pytest.fixture(scope="session")
def rule(assess_rows: Callable[..., Uitkomsten[Beoordeling]]) -> Callable[..., list[Any]]:
    """A table of cases as gemeenten of one round: `(expected, findings, case file, trede, row)`.

    Expected is the trede that is proposed (None: any), or words of the refusal. Whoever is refused
    keeps the round from being assessed, so the others are assessed once more without them.
    """

    def run(*gevallen: Any, **ronde: Any) -> list[Any]:
        vol = [(*geval, {})[:5] for geval in gevallen]
        eigen = [_move(geval[1], nummer) for nummer, geval in enumerate(vol)]
        dossier = [_move(geval[2], nummer) for nummer, geval in enumerate(vol)]
        rijen = [{"realisatie": 10, "trede_vorig": geval[3], **geval[4]} for geval in vol]
        namen = [str(make_gemeente(nummer)) for nummer in range(len(vol))]
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
            tegen[naam] if naam in tegen else rows(uit)[nummer] for nummer, naam in enumerate(namen)
        ]
        for (verwacht, *_), een in zip(vol, gevonden, strict=True):
            if isinstance(een, str):
                assert isinstance(verwacht, str), een
                assert verwacht in een
            else:
                assert verwacht in (None, een.trede_voorstel)
        return gevonden

    return run


def make_gemeente(nummer: int) -> Gemeente:
    """One of the invented gemeenten."""
    return Gemeente(f"GM9{nummer:05d}", f"Verzonnendam {nummer}", "Verzonnen", date(2000, 1, 1))


def _move(stukken: Any, nummer: int) -> list[Vastgelegd]:
    """The same findings about another gemeente."""
    wie = make_gemeente(nummer)
    return [
        replace(
            stuk, gemeente=wie, bevinding=stuk.bevinding.model_copy(update={"gemeente": wie.code})
        )
        for stuk in stukken
    ]
