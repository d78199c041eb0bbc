"""The example province: made by its script, told by its scenario, judged as written by hand."""

import csv
import importlib.util
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.fout import once
from ibt.beoordeling.aandacht import VRAAG_BEGIN
from ibt.ronde import Ronde, beoordeel, load_ronde

WORTEL = Path(__file__).resolve().parents[2]
DATA = WORTEL / "data"
PEILDATA = ("2024-07-01", "2025-01-01", "2025-07-01", "2026-01-01", "2026-07-01")
VASTGESTELD = PEILDATA[:-1]

# What the national sources give; 2024-II and 2026-I were not found and are assumed.
LANDELIJK = {
    "2024-07-01": 18_750,
    "2025-01-01": 18_000,
    "2025-07-01": 15_000,
    "2026-01-01": 13_000,
    "2026-07-01": 12_000,
}
AANGENOMEN = {"2025-01-01", "2026-07-01"}

# In COA's taakstelling since 1 April 2026, by agreement between the two.
VERWERKTE_HERVERDELING = {("2026-07-01", "GM0345"): 3, ("2026-07-01", "GM0351"): -3}


def _rijen(pad: Path) -> list[dict[str, str]]:
    tekst = pad.read_text("utf-8")
    scheiding = ";" if ";" in tekst.partition("\n")[0] else ","
    return list(csv.DictReader(tekst.splitlines(), delimiter=scheiding))


def _cijfers(peildatum: str) -> list[dict[str, str]]:
    return _rijen(DATA / "cijfers" / f"{peildatum}.csv")


def _oordeelrijen(peildatum: str) -> dict[str, dict[str, str]]:
    return {
        rij["gemeentecode"]: rij for rij in _cijfers(peildatum) if rij["stand_per"] == peildatum
    }


def _inwoners() -> dict[str, int]:
    return {rij["gemeentecode"]: int(rij["inwoners_2022"]) for rij in _rijen(DATA / "inwoners.csv")}


def _script() -> ModuleType:
    specificatie = importlib.util.spec_from_file_location("voorbeeld", DATA / "voorbeeld.py")
    assert specificatie is not None
    assert specificatie.loader is not None
    module = importlib.util.module_from_spec(specificatie)
    sys.modules["voorbeeld"] = module  # dataclasses look their module up by name
    specificatie.loader.exec_module(module)
    return module


def _draai(map_: Path, *opties: str) -> subprocess.CompletedProcess[str]:
    opdracht = [sys.executable, str(map_ / "voorbeeld.py"), *opties]
    return subprocess.run(opdracht, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def rondes() -> dict[str, Ronde]:
    return {naam: load_ronde(WORTEL / "parameters" / f"{naam}.yaml") for naam in PEILDATA}


@pytest.fixture(scope="module")
def beoordelingen(rondes: dict[str, Ronde]) -> dict[tuple[str, str], Beoordeling]:
    return {
        (naam, beoordeling.gemeente.code): beoordeling
        for naam, ronde in rondes.items()
        for beoordeling in beoordeel(ronde)
    }


def test_the_script_gives_the_files_byte_for_byte() -> None:
    gemaakt = _script().make_bestanden(DATA)

    halverwege = ("2024-04-01", "2024-10-01", "2025-04-01", "2025-10-01", "2026-04-01")
    namen = {f"cijfers/{naam}.csv" for naam in (*PEILDATA, *halverwege)}
    assert set(gemaakt) == {"register.csv", *namen}
    assert [naam for naam, inhoud in gemaakt.items() if (DATA / naam).read_bytes() != inhoud] == []


def test_the_script_writes_what_is_gone_and_names_what_was_changed(tmp_path: Path) -> None:
    kopie = tmp_path / "data met spatie"
    shutil.copytree(DATA, kopie, ignore=shutil.ignore_patterns("__pycache__"))
    (kopie / "register.csv").unlink()
    with (kopie / "cijfers" / "2025-01-01.csv").open("ab") as bestand:
        bestand.write(b"\n")

    toets = _draai(kopie, "--toets")
    herstel = _draai(kopie)

    assert (toets.returncode, toets.stdout.splitlines()) == (
        1,
        ["anders: register.csv", "anders: cijfers/2025-01-01.csv"],
    )
    assert herstel.returncode == 0, herstel.stderr
    assert _draai(kopie, "--toets").returncode == 0
    assert (kopie / "register.csv").read_bytes() == (DATA / "register.csv").read_bytes()


def test_the_files_are_utf_8_with_line_feeds() -> None:
    for bestand in [*DATA.rglob("*.csv"), *(WORTEL / "parameters").rglob("*.yaml")]:
        inhoud = bestand.read_bytes()
        assert b"\r" not in inhoud, bestand.name
        assert inhoud.decode("utf-8").endswith("\n"), bestand.name


def test_both_ways_of_writing_a_table_occur() -> None:
    koppen = {naam: (DATA / "cijfers" / f"{naam}.csv").read_text("utf-8") for naam in PEILDATA}

    met_puntkomma = [naam for naam, tekst in koppen.items() if tekst.startswith("gemeentecode;")]

    assert met_puntkomma == ["2025-01-01"]
    assert "," in _cijfers("2025-01-01")[0]["wachttijd_fase2"]
    assert "." in _cijfers("2025-07-01")[0]["wachttijd_fase2"]


# What an analyst is told of the example: COA's stand beside that of the round before.
GEMELD = {
    "2026-01-01": ["Houten (GM0321) +6 na +7 (open correcties: 1, dat verklaart het verschil)"],
    "2026-07-01": [
        "Amersfoort (GM0307) −23 na −20",
        "De Bilt (GM0310) −9 na −7 (open correcties: 2, dat verklaart het verschil)",
        "Soest (GM0342) +3 na +4 (open correcties: 1, dat verklaart het verschil)",
    ],
}


def test_the_rounds_load_with_no_other_warning_than_the_stands_that_differ(
    rondes: dict[str, Ronde],
) -> None:
    for naam, ronde in rondes.items():
        assert len(ronde.gemeenten) == 26, naam
        gemeld = [str(een) for een in ronde.waarschuwingen]
        verlopen = [een for een in gemeld if "2021-2024" in een and "tot en met 2024-12-31" in een]
        assert gemeld == verlopen, naam
        assert bool(verlopen) is (naam >= "2025"), naam
        gemeld = [str(melding) for melding in once(ronde.uitkomsten.waarschuwingen)]
        wie = "; ".join(GEMELD.get(naam, []))
        tekst = "de beginstand is niet de stand waarmee de vorige beoordeling eindigde"
        assert gemeld == ([f"{naam}.csv: {tekst}: {wie}. {VRAAG_BEGIN}"] if wie else []), naam


def test_the_gemeenten_are_those_of_utrecht_with_their_codes() -> None:
    eigen = [rij for rij in _rijen(DATA / "gemeenten.csv") if rij["provincie"] == "Utrecht"]
    inwoners = [rij for rij in _rijen(DATA / "inwoners.csv") if rij["gemeentecode"] != "NL"]

    assert [(rij["gemeentecode"], rij["gemeente"]) for rij in eigen] == [
        (rij["gemeentecode"], rij["gemeente"]) for rij in inwoners
    ]
    assert len(eigen) == 26


def test_the_outcomes_are_those_written_by_hand(
    beoordelingen: dict[tuple[str, str], Beoordeling],
) -> None:
    verwacht = {
        (rij["peildatum"], rij["gemeentecode"]): (
            int(rij["trede_vorig"]),
            rij["regel"],
            int(rij["trede_berekend"]),
            int(rij["trede_voorstel"]),
        )
        for rij in _rijen(Path(__file__).parent / "verwachte_treden.csv")
    }
    berekend = {
        sleutel: (b.trede_vorig, b.regel, b.trede_berekend, b.trede_voorstel)
        for sleutel, b in beoordelingen.items()
    }

    assert len(verwacht) == 5 * 26
    assert berekend == verwacht


def test_the_stands_are_those_of_the_scenario(
    beoordelingen: dict[tuple[str, str], Beoordeling],
) -> None:
    bedoeld = {
        (rij["peildatum"], rij["gemeentecode"]): tuple(
            int(rij[naam])
            for naam in (
                "stand_begin",
                "herverdeling",
                "open_correctie",
                "nagekomen",
                "correctie",
                "stand_eind",
                "verschoonbaar",
                "trede",
            )
        )
        for rij in _rijen(DATA / "scenario.csv")
        if rij["peildatum"] in PEILDATA
    }

    assert bedoeld == {
        sleutel: (
            b.som.stand_begin,
            b.som.herverdeling,
            b.som.open_correctie,
            b.som.nagekomen,
            b.som.correctie,
            b.som.stand_eind,
            b.som.verschoonbaar,
            b.trede_voorstel,
        )
        for sleutel, b in beoordelingen.items()
    }


def test_every_rule_of_treden_1_to_3_occurs_and_most_of_them_in_the_newest_round(
    beoordelingen: dict[tuple[str, str], Beoordeling],
) -> None:
    alle = {b.regel for b in beoordelingen.values()}
    nieuwste = {b.regel for (naam, _), b in beoordelingen.items() if naam == PEILDATA[-1]}

    assert alle == {"1a", "1b", "1c", "2a", "2b", "2c", "3a", "3b", "3c", "3d", "3e"}
    assert nieuwste == alle - {"3d"}


def test_no_real_gemeente_stands_on_trede_4_or_higher(
    beoordelingen: dict[tuple[str, str], Beoordeling],
) -> None:
    for sleutel, b in beoordelingen.items():
        assert b.trede_vorig <= 3, sleutel
        assert b.trede_voorstel <= 3, sleutel
        assert b.trede_berekend <= 3 or b.afwijking, sleutel
    assert {rij["trede"] for rij in _rijen(DATA / "register.csv")} == {"1", "2", "3"}


def test_the_newest_round_is_worth_reading(
    beoordelingen: dict[tuple[str, str], Beoordeling],
) -> None:
    nieuwste = [b for (naam, _), b in beoordelingen.items() if naam == PEILDATA[-1]]
    punten = {punt for b in nieuwste for punt in b.aandachtspunten}
    soorten = {oordeel.soort for b in nieuwste for oordeel in b.oordelen}

    assert sum(b.trede_voorstel > b.trede_vorig for b in nieuwste) == 5
    assert sum(b.trede_voorstel < b.trede_vorig for b in nieuwste) == 5
    assert [b.gemeente.naam for b in nieuwste if b.andere_lezingen] == ["Wijk bij Duurstede"]
    assert punten >= {
        "grensgeval",
        "stand_wijkt_af",
        "te_weinig_koppelingen",
        "stapelgemeente",
        "wachttijd_boven_120",
        "omkoppelingen",
        "keuze_bepalend",
        "taakstelling_gewijzigd",
        "niet_vooraf_gewaarschuwd",
    }
    assert soorten == {
        "herverdeling",
        "correctie",
        "verschoonbare_reden",
        "verbeterplan_niet_uitgevoerd",
        "afwijking",
        "voortgang_gemeld",
        "cijfers_geverifieerd",
        "contact",
    }


@pytest.mark.parametrize("peildatum", PEILDATA)
def test_the_taakstellingen_follow_the_formula(peildatum: str) -> None:
    inwoners = _inwoners()
    for code, rij in _oordeelrijen(peildatum).items():
        deel = Fraction(LANDELIJK[peildatum] * inwoners[code], inwoners["NL"])
        eigen = int(rij["taakstelling"]) - VERWERKTE_HERVERDELING.get((peildatum, code), 0)
        assert abs(eigen - deel) <= Fraction(1, 2), rij["gemeente"]


@pytest.mark.parametrize("peildatum", PEILDATA)
def test_the_taakstellingen_add_up_to_the_share_of_the_province(peildatum: str) -> None:
    inwoners = _inwoners()
    provincie = sum(aantal for code, aantal in inwoners.items() if code != "NL")
    deel = Fraction(LANDELIJK[peildatum] * provincie, inwoners["NL"])

    som = sum(int(rij["taakstelling"]) for rij in _oordeelrijen(peildatum).values())

    assert abs(som - deel) <= 4


def test_the_taakstelling_of_2025_i_was_lowered_between_1_april_and_1_mei() -> None:
    utrecht = {
        rij["stand_per"]: rij["taakstelling"]
        for rij in _cijfers("2025-07-01")
        if rij["gemeentecode"] == "GM0344"
    }

    assert utrecht == {
        "2025-02-01": "364",
        "2025-03-01": "364",
        "2025-04-01": "364",
        "2025-05-01": "308",
        "2025-06-01": "308",
        "2025-07-01": "308",
    }


@pytest.mark.parametrize("peildatum", PEILDATA)
def test_the_monthly_figures_never_fall_and_stay_plausible(peildatum: str) -> None:
    per_gemeente: dict[str, list[dict[str, str]]] = {}
    for rij in _cijfers(peildatum):
        per_gemeente.setdefault(rij["gemeente"], []).append(rij)
    for naam, rijen in per_gemeente.items():
        realisatie = [int(rij["realisatie"]) for rij in rijen]
        assert len(rijen) == 6, naam
        assert realisatie == sorted(realisatie), naam
        assert 40 <= 100 * realisatie[-1] / int(rijen[-1]["taakstelling"]) <= 130, naam
        assert all(rij["koppelingen"] for rij in rijen), naam


@pytest.mark.parametrize("peildatum", PEILDATA)
def test_the_province_as_a_whole_is_behind(
    peildatum: str, beoordelingen: dict[tuple[str, str], Beoordeling]
) -> None:
    standen = [b.som.stand_eind for (naam, _), b in beoordelingen.items() if naam == peildatum]

    assert sum(standen) < -200


def test_everything_invented_says_voorbeeld(rondes: dict[str, Ronde]) -> None:
    for naam, ronde in rondes.items():
        herkomsten = {rij["herkomst"] for rij in _cijfers(naam)}
        pad = WORTEL / "parameters" / "bevindingen" / f"{naam}.yaml"
        bevindingen = yaml.safe_load(pad.read_text("utf-8"))
        assert ronde.voorbeeld, naam
        assert all(tekst.startswith("VOORBEELD") for tekst in herkomsten), naam
        assert all(stuk["motivering"].startswith("VOORBEELD") for stuk in bevindingen), naam
        assert all("voorbeeld" in stuk["beoordelaar"] for stuk in bevindingen), naam
    for rij in _rijen(DATA / "scenario.csv"):
        assert rij["herkomst"] == "VOORBEELD: verzonnen"
    for rij in _rijen(DATA / "register.csv"):
        assert rij["motivering"].startswith("VOORBEELD")
        assert "voorbeeld" in rij["vastgesteld_door"]


@pytest.mark.parametrize("peildatum", PEILDATA)
def test_an_assumed_taakstelling_says_so(peildatum: str) -> None:
    herkomsten = {rij["herkomst"] for rij in _cijfers(peildatum)}

    assert {"aangenomen" in tekst for tekst in herkomsten} == {peildatum in AANGENOMEN}


def test_the_register_is_the_chain_of_the_adopted_rounds(
    rondes: dict[str, Ronde], beoordelingen: dict[tuple[str, str], Beoordeling]
) -> None:
    register = {
        (rij["peildatum"], rij["gemeentecode"]): rij for rij in _rijen(DATA / "register.csv")
    }
    assert {naam for naam, _ in register} == {"2024-01-01", *VASTGESTELD}
    assert len(register) == 5 * 26
    for eerder, later in zip(("2024-01-01", *PEILDATA), PEILDATA, strict=False):
        for code in (gemeente.code for gemeente in rondes[later].gemeenten):
            rij = register[eerder, code]
            volgende = beoordelingen[later, code]
            assert int(rij["trede"]) == volgende.trede_vorig, (eerder, code)
            assert int(rij["stand_eind"]) == volgende.stand_eind_vorig, (eerder, code)
            if eerder in PEILDATA:
                b = beoordelingen[eerder, code]
                besloten = [
                    int(rij[naam])
                    for naam in (
                        "trede",
                        "stand_eind",
                        "correctie",
                        "verschoonbaar",
                        "toerekenbaar",
                    )
                ]
                assert besloten == [
                    b.trede_voorstel,
                    b.som.stand_eind,
                    b.som.correctie,
                    b.som.verschoonbaar,
                    b.som.toerekenbaar,
                ], (eerder, code)


def test_every_row_of_the_register_is_filled_and_decided_after_its_peildatum() -> None:
    for rij in _rijen(DATA / "register.csv"):
        assert all(rij.values())
        assert date.fromisoformat(rij["datum"]) > date.fromisoformat(rij["peildatum"])


def test_only_the_newest_round_is_not_adopted(rondes: dict[str, Ronde]) -> None:
    besluiten = {
        rij["peildatum"]: date.fromisoformat(rij["vastgesteld_op"])
        for rij in _rijen(DATA / "register.csv")
    }
    for naam in VASTGESTELD:
        vaststelling = rondes[naam].vaststelling
        assert vaststelling is not None
        assert vaststelling.datum == besluiten[naam]
    assert rondes[PEILDATA[-1]].vaststelling is None
    assert rondes[PEILDATA[-1]].bijgewerkt_op == date(2026, 7, 20)


def test_each_stand_begin_follows_from_the_round_before_but_for_one_later_correction() -> None:
    rijen = {(rij["peildatum"], rij["gemeente"]): rij for rij in _rijen(DATA / "scenario.csv")}
    afwijkend = {}
    for eerder, later in zip(("2024-01-01", *PEILDATA), PEILDATA, strict=False):
        for (peildatum, naam), rij in rijen.items():
            if peildatum == later:
                eind = int(rijen[eerder, naam]["stand_eind"])
                verschil = int(rij["stand_begin"]) + int(rij["open_correctie"]) - eind
                if verschil:
                    afwijkend[later, naam] = verschil

    assert afwijkend == {("2026-07-01", "Amersfoort"): -3}
