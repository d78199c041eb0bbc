"""An invented round through the front door: files of the contract in, parts of a report out.

Treden 4-6 occur only for an invented gemeente: no real one is shown as taken over.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import Kader
from ibt.ronde import (
    Ronde,
    beoordeel_gemeente,
    load_ronde,
    meet_voortgang,
    volg_traject,
)

RUSTIG = {"stand_per": "2026-07-01", "taakstelling": 20, "stand_begin": 0, "realisatie": 20}
REGISTER = ["gemeentecode", "datum", "trede", "aanleiding", "peildatum", "stand_eind"]
BEVINDING = {"beoordelaar": "A. Toezicht", "datum": "2026-07-10", "motivering": "omdat het zo is"}

Rij = Mapping[str, Any]


def read(deel: object) -> str:
    """The words of a part as a reader sees them, without tags and double spaces."""
    soup = BeautifulSoup(str(deel), "html.parser")
    for tekening in soup.find_all(("svg", "script")):
        tekening.decompose()
    return " ".join(soup.get_text(" ").replace("\u00a0", " ").split()).replace(" .", ".")


def table(deel: object, nummer: int = 0) -> dict[str, list[str]]:
    """The rows of one table: row header → the other cells."""
    rijen = BeautifulSoup(str(deel), "html.parser").find_all("table")[nummer].select("tbody tr")
    return {
        rij.find("th").get_text(" ", strip=True): [
            cel.get_text(" ", strip=True) for cel in rij.find_all("td")
        ]
        for rij in rijen
    }


def alt(deel: object) -> str:
    """What a screen reader says of the chart in a part."""
    beeld = BeautifulSoup(str(deel), "html.parser").find("svg")
    assert beeld is not None
    return str(beeld["aria-label"])


@pytest.fixture(name="read", scope="session")
def _read() -> Callable[[object], str]:
    return read


@pytest.fixture(name="table", scope="session")
def _table() -> Callable[..., dict[str, list[str]]]:
    return table


@pytest.fixture(name="alt", scope="session")
def _alt() -> Callable[[object], str]:
    return alt


@pytest.fixture(scope="session")
def make_ronde(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ronde]:
    """A round of gemeenten `GM9001`, `GM9002`, …; a row names only what differs from a quiet one.

    `trede` is the trede before; `stand_eind_vorig` what the register has as the last stand;
    `maanden` are rows of earlier snapshots. Who asks the same round again gets that very one:
    most time goes to assessing it, and nothing can be changed in it.
    """
    return _remember(lambda *een, **ander: _make(tmp_path_factory.mktemp("ronde"), *een, **ander))


def _remember(make: Callable[..., Any]) -> Callable[..., Any]:
    gemaakt: dict[str, Any] = {}

    def once(*een: Any, **ander: Any) -> Any:
        sleutel = repr((een, sorted(ander.items())))
        if sleutel not in gemaakt:
            gemaakt[sleutel] = make(*een, **ander)
        return gemaakt[sleutel]

    return once


def _make(
    map_: Path,
    *gemeenten: Rij,
    bevindingen: Sequence[Rij] = (),
    dossier: Sequence[Rij] = (),
    register: Sequence[Rij] = (),
    eerder: Mapping[str, int] | None = None,
    **sleutels: Any,
) -> Ronde:
    codes = [str(rij.get("code", f"GM{9001 + nr}")) for nr, rij in enumerate(gemeenten)]
    paren = list(zip(codes, gemeenten, strict=True))
    _write(map_ / "gemeenten.csv", [_gemeente(*paar) for paar in paren])
    _write(map_ / "cijfers.csv", [rij for paar in paren for rij in _cijfers(*paar)])
    vroeger = [rij for paar in paren for rij in _register(*paar)]
    _write(map_ / "register.csv", [*register, *vroeger], REGISTER)
    for naam, lijst in (("bevindingen", bevindingen), ("dossier", dossier)):
        stukken = [{"gemeente": codes[0], **BEVINDING, **stuk} for stuk in lijst]
        (map_ / f"{naam}.yaml").write_text(yaml.safe_dump(stukken), encoding="utf-8")
    if eerder:
        _write(map_ / "oud.csv", [_vroeger(*paar) for paar in eerder.items()])
        sleutels["eerdere_cijfers"] = ["oud.csv"]
    bestanden = {n: f"{n}.csv" for n in ("gemeenten", "cijfers", "register")}
    ronde = {
        "peildatum": "2026-07-01",
        "provincie": "Verzonnen",
        "kader": "utrecht-2024",
        **bestanden,
        "bevindingen": "bevindingen.yaml",
        "dossier": ["dossier.yaml"],
        **sleutels,
    }
    (map_ / "ronde.yaml").write_text(yaml.safe_dump(ronde), encoding="utf-8")
    gelezen = load_ronde(str(map_ / "ronde.yaml"))
    if "vaststelling" in sleutels:
        # What a round file says of its adoption holds once the register has the rows.
        vast = [rij for code in codes for rij in _adopted(gelezen, code)]
        _write(map_ / "register.csv", [*register, *vroeger, *vast], REGISTER)
        gelezen = load_ronde(str(map_ / "ronde.yaml"))
    return gelezen


def _adopted(ronde: Ronde, code: str) -> list[Rij]:
    """The rows of an adoption: one for each trede on the way up."""
    uit = ronde.uitkomsten.per_gemeente[code]
    assert ronde.vaststelling is not None
    rij = {
        "gemeentecode": code,
        "datum": str(ronde.vaststelling.datum),
        "aanleiding": "beoordeling",
        "peildatum": str(ronde.peildatum),
        "stand_eind": uit.som.stand_eind,
    }
    treden = range(uit.trede_vorig + 1, uit.trede_voorstel + 1) or (uit.trede_voorstel,)
    return [{**rij, "trede": trede} for trede in treden]


@dataclass(frozen=True)
class Geval:
    """One invented gemeente, assessed: what the parts of its report are made of."""

    beoordeling: Beoordeling
    verslag: Verslag
    kader: Kader
    traject: Traject


@pytest.fixture(scope="session")
def ronde_van(make_ronde: Callable[..., Ronde]) -> Callable[..., tuple[Ronde, list[str]]]:
    """A table of cases as gemeenten of one round, each with its own findings; and their codes."""

    def make(*rijen: Rij, buren: Sequence[Rij] = (), **sleutels: Any) -> tuple[Ronde, list[str]]:
        codes = [f"GM{9001 + nummer}" for nummer in range(len(rijen))]
        stukken = {
            soort: [
                {"gemeente": code, **stuk}
                for code, rij in zip(codes, rijen, strict=True)
                for stuk in rij.get(soort, ())
            ]
            for soort in ("bevindingen", "dossier")
        }
        stukken["dossier"] += sleutels.pop("dossier", ())
        kaal = [{naam: w for naam, w in rij.items() if naam not in stukken} for rij in rijen]
        return make_ronde(*kaal, *buren, **stukken, **sleutels), codes

    return make


@pytest.fixture(scope="session")
def gevallen(ronde_van: Callable[..., Any]) -> Callable[..., list[Geval]]:
    """A case per row of a table, of one round: to assess a round takes as long as one of many."""

    def make(*rijen: Rij, **sleutels: Any) -> list[Geval]:
        ronde, codes = ronde_van(*rijen, **sleutels)
        return [
            Geval(
                beoordeel_gemeente(ronde, code),
                ronde.verslag,
                ronde.kader,
                volg_traject(ronde, code),
            )
            for code in codes
        ]

    return _remember(make)


@pytest.fixture(scope="session")
def geval(gevallen: Callable[..., list[Geval]]) -> Callable[..., Geval]:
    """One invented gemeente with these figures and findings; `ronde` holds keys of the round."""

    def make(*bevindingen: Rij, ronde: Mapping[str, Any] | None = None, **rij: Any) -> Geval:
        return gevallen({**rij, "bevindingen": bevindingen}, **(ronde or {}))[0]

    return make


@pytest.fixture(scope="session")
def genomen_besluit() -> Rij:
    """A besluit tot indeplaatsstelling of March, with one term that ran out on 1 June."""
    return {
        "soort": "besluit_indeplaatsstelling",
        "datum": "2026-03-14",
        "orgaan": "gedeputeerde staten",
        "besluitdatum": "2026-03-10",
        "bekendgemaakt_op": "2026-03-12",
        "taakverwaarlozing": "vastgesteld",
        "taakverwaarlozing_op": "2026-03-10",
        "zienswijze": "gewogen",
        "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2026-06-01"}],
    }


@dataclass(frozen=True)
class Tussenstand:
    """Invented gemeenten halfway: what the parts of the progress reports are made of."""

    voortgangen: tuple[Voortgang, ...]
    verslag: Verslag
    kader: Kader
    ronde: Ronde
    code: str = "GM9001"

    @property
    def traject(self) -> Traject:
        """The traject of the gemeente that it is about."""
        return volg_traject(self.ronde, self.code)

    @property
    def voortgang(self) -> Voortgang:
        """Where that gemeente stands."""
        (een,) = (een for een in self.voortgangen if een.gemeente.code == self.code)
        return een


@pytest.fixture(scope="session")
def halverwege(onderweg: Callable[..., list[Tussenstand]]) -> Callable[..., Tussenstand]:
    """The round of 1 April; `eerder` holds the realisatie of GM9001 in earlier half-years."""

    def make(*bevindingen: Rij, **rij: Any) -> Tussenstand:
        namen = {"buren", "dag", "eerder", "dossier"} & set(rij)
        sleutels = {naam: rij.pop(naam) for naam in namen}
        return onderweg({**rij, "bevindingen": bevindingen}, **sleutels)[0]

    return make


@pytest.fixture(scope="session")
def onderweg(ronde_van: Callable[..., Any]) -> Callable[..., list[Tussenstand]]:
    """A table of cases as gemeenten of that round."""

    def make(
        *rijen: Rij, buren: Sequence[Rij] = (), dag: str = "2026-04-01", **sleutels: Any
    ) -> list[Tussenstand]:
        basis = {"stand_per": dag, "realisatie": 10}
        eigen = [
            {
                **basis,
                **rij,
                "bevindingen": [{"datum": "2026-04-10", **s} for s in rij.get("bevindingen", ())],
            }
            for rij in rijen
        ]
        ander = [{**basis, **buur} for buur in buren]
        ronde, codes = ronde_van(*eigen, buren=ander, peildatum=dag, **sleutels)
        gemeten = meet_voortgang(ronde)
        return [Tussenstand(gemeten, ronde.verslag, ronde.kader, ronde, code) for code in codes]

    return _remember(make)


def _vroeger(dag: str, realisatie: int) -> Rij:
    return {"gemeentecode": "GM9001", **RUSTIG, "stand_per": dag, "realisatie": realisatie}


def _write(pad: Path, rijen: Sequence[Rij], kolommen: Sequence[str] | None = None) -> None:
    namen = list(kolommen or dict.fromkeys(naam for rij in rijen for naam in rij))
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, namen, restval="", extrasaction="ignore")
        schrijver.writeheader()
        schrijver.writerows(rijen)


def _gemeente(code: str, rij: Rij) -> Rij:
    return {
        "gemeentecode": code,
        "gemeente": rij.get("naam", f"Verzonnendam {code[-1]}"),
        "provincie": rij.get("provincie", "Verzonnen"),
        "geldig_van": "1900-01-01",
        "geldig_tot": "",
        "opvolger": "",
    }


def _cijfers(code: str, rij: Rij) -> list[Rij]:
    eigen = {
        naam: waarde
        for naam, waarde in rij.items()
        if naam not in {"code", "naam", "provincie", "trede", "stand_eind_vorig", "maanden"}
    }
    laatste = {"gemeentecode": code, **RUSTIG, **eigen}
    return [*({**laatste, **maand} for maand in rij.get("maanden", ())), laatste]


def _register(code: str, rij: Rij) -> list[Rij]:
    if "trede" not in rij:
        return []
    return [
        {
            "gemeentecode": code,
            "datum": "2026-02-10",
            "trede": rij["trede"],
            "aanleiding": "beoordeling",
            "peildatum": "2026-01-01",
            "stand_eind": rij.get("stand_eind_vorig", rij.get("stand_begin", 0)),
        }
    ]
