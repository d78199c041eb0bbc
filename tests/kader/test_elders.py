"""A framework of another province, from an installed package, makes a whole round of its own."""

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ibt import kader
from ibt.batch.render import render_ronde
from ibt.batch.versies import package_versions, program_hash
from ibt.batch.verzoek import Verzoek
from ibt.begrippen.fout import InvoerFout
from ibt.kader.kader import Kader
from ibt.ronde import beoordeel, load_ronde
from ibt.ronde.bundel import load_bundel

ELDERS = Path(__file__).parents[1] / "elders"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# What only the framework of Utrecht says, and no general law.
VAN_UTRECHT = re.compile(
    r"§|Utrecht|[Kk]euze K\d|Regietafel|Kansenmakersteam|Signaleren|120 dagen|(?<![\d,])5%|trede 5"
    r"|trede 6|vier weken|Informatie opvragen|Sanctie|Actief toezicht"
)
CIJFERS = ["gemeentecode", "gemeente", "stand_per", "taakstelling", "stand_begin", "realisatie"]
# Name, trede before, the last stands in the register, and what was housed of 20.
GEMEENTEN = [
    ("Broek", 1, (0, 0), 20),
    ("Ilp", 1, (0, 0), 15),
    ("Monnik", 1, (0, -4), 15),
    ("Purmer", 2, (-3, -6), 18),
    ("Zeevang", 2, (-2, -4, -6), 20),
    ("Marken", 3, (-5, -8), 10),
    ("Edam", 4, (-5, -9), 12),
]
BEOORDEELD = {"beoordelaar": "A. Toezicht", "datum": "2026-07-20", "motivering": "het is zo"}
# Of each kind that a page tells in a sentence of its own.
Stukken = list[dict[str, object]]
BEVINDINGEN: Stukken = [
    {"gemeente": "Broek", "soort": "cijfers_geverifieerd", "cijfers": "kloppen"},
    {"gemeente": "Ilp", "soort": "correctie", "personen": 1, "bewijs": "sleutels"},
    {
        **{"gemeente": "Ilp", "soort": "verschoonbare_reden", "categorie": "calamiteit"},
        **{"aangedragen_op": "2026-06-01", "bewijs": "brief", "oordeel": "verschoonbaar"},
        "personen": 2,
    },
    {
        **{"gemeente": "Purmer", "soort": "afwijking", "grond": "overmacht", "trede": 1},
        **{"orgaan": "gedeputeerde staten", "besluitdatum": "2026-07-19"},
    },
    {
        **{"gemeente": "Marken", "soort": "vooraankondiging", "datum": "2026-07-22"},
        **{"orgaan": "gedeputeerde staten", "reden": "geen huizen", "gevolgen": "ingrijpen"},
        **{"termijn": "2026-12-31", "reactie_uiterlijk": "2026-08-15"},
    },
]
DOSSIER: Stukken = [
    {
        **{"gemeente": "Edam", "soort": "besluit_indeplaatsstelling", "datum": "2026-01-20"},
        **{"orgaan": "de gedeputeerde", "besluitdatum": "2026-01-15", "zienswijze": "gevraagd"},
        **{"taakverwaarlozing": "ja", "bekendgemaakt_op": "2026-01-16"},
        "termijnen": [{"maatregel": "huizen", "uiterlijk": "2026-07-15"}],
    },
    {"gemeente": "Zeevang", "soort": "brief_verzonden", "datum": "2026-02-01"},
]
TREDEN = {"Broek": 1, "Ilp": 1, "Monnik": 2, "Purmer": 1, "Zeevang": 3, "Marken": 3, "Edam": 4}
KOMT = {"Ilp": "V2", "Monnik": "V3", "Purmer": "P2", "Zeevang": "P3", "Marken": "A2", "Edam": "B2"}


@pytest.fixture(scope="module", autouse=True)
def elders() -> Iterator[Kader]:
    """The package is there, as if it was installed."""
    onthouden = (kader.kaders, package_versions, program_hash)
    with pytest.MonkeyPatch.context() as plek:
        plek.syspath_prepend(ELDERS)
        for functie in onthouden:
            functie.cache_clear()
        [_, ander] = kader.kaders()
        yield ander
    sys.modules.pop("waterland", None)
    for functie in onthouden:
        functie.cache_clear()


def write(pad: Path, kop: list[str], rijen: list[list[object]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand, lineterminator="\n").writerows([kop, *rijen])


def make_ronde(
    map_: Path, peildatum: str, nu: Stukken | None = None, eerder: Stukken | None = None
) -> Path:
    """A round of every trede of Waterland; its earlier half-years stand in the register."""
    (map_ / "parameters").mkdir(parents=True)
    codes = [f"GM99{nummer:02}" for nummer in range(1, len(GEMEENTEN) + 1)]
    paren = list(zip(codes, GEMEENTEN, strict=True))
    write(
        map_ / "gemeenten.csv",
        ["gemeentecode", "gemeente", "provincie", "geldig_van", "geldig_tot", "opvolger"],
        [[code, naam, "Waterland", "1900-01-01", "", ""] for code, (naam, *_) in paren],
    )
    dagen = ["2026-04-01", "2026-07-01"] if peildatum == "2026-07-01" else [peildatum]
    write(
        map_ / "cijfers.csv",
        [*CIJFERS, "koppelingen"],
        [
            [code, naam, dag, 20, standen[-1], gehuisvest // (2 if dag[5:7] == "04" else 1), 3]
            for code, (naam, _, standen, gehuisvest) in paren
            for dag in dagen
        ],
    )
    peildata = ["2026-01-01", "2025-07-01", "2025-01-01"]
    write(
        map_ / "register.csv",
        ["gemeentecode", "datum", "trede", "aanleiding", "peildatum", "stand_eind"],
        [
            [code, f"{dag[:8]}20", trede, "beoordeling", dag, stand]
            for code, (_, trede, standen, _) in paren
            for dag, stand in reversed([*zip(peildata, reversed(standen), strict=False)])
        ],
    )
    ronde = map_ / "parameters" / f"{peildatum}.yaml"
    ronde.write_text(
        f'peildatum: "{peildatum}"\nprovincie: Waterland\ncijfers: ../cijfers.csv\n'
        "register: ../register.csv\ngemeenten: ../gemeenten.csv\n"
        'bevindingen: nu.yaml\ndossier: [eerder.yaml]\nbijgewerkt_op: "2026-08-01"\n',
        encoding="utf-8",
    )
    halverwege = peildatum == "2026-04-01"
    for naam, stukken in (
        ("nu", BEVINDINGEN if nu is None else nu),
        ("eerder", DOSSIER if eerder is None else eerder),
    ):
        inhoud = [] if halverwege else [{**BEOORDEELD, **stuk} for stuk in stukken]
        (map_ / "parameters" / f"{naam}.yaml").write_text(yaml.safe_dump(inhoud), encoding="utf-8")
    return ronde


@pytest.fixture(scope="module", params=["2026-07-01", "2026-04-01"])
def gemaakt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a round that was assessed, and of one halfway."""
    map_ = tmp_path_factory.mktemp(request.param)
    ronde = load_ronde(make_ronde(map_, request.param))
    render_ronde(ronde, map_ / "uit", NOTEBOOKS, Verzoek(werkers=2))
    return map_ / "uit"


def words(pad: Path) -> str:
    """What a reader finds in a page, a PDF or a letter."""
    if pad.suffix == ".pdf":
        return " ".join(blad.extract_text() for blad in PdfReader(pad).pages)
    if pad.suffix == ".docx":
        with zipfile.ZipFile(pad) as document:
            delen = [naam for naam in document.namelist() if naam.endswith(".xml")]
            xml = " ".join(document.read(naam).decode() for naam in delen)
        return re.sub(r"<[^>]+>", "", xml).replace("\u00a0", " ")
    soep = BeautifulSoup(pad.read_bytes(), "html.parser")
    for deel in soep.find_all(["style", "script"]):
        deel.decompose()
    return " ".join(soep.get_text(" ").replace("\u00a0", " ").split())


def test_no_page_pdf_or_letter_says_a_word_of_utrecht(gemaakt: Path) -> None:
    bladen = [pad for soort in ("html", "pdf", "docx") for pad in gemaakt.rglob(f"*.{soort}")]
    # What was installed stands on the page of where all came from.
    bladen = [pad for pad in bladen if pad.name != "herkomst.html" and ".ibt" not in pad.parts]
    assert len(bladen) >= 3 * len(GEMEENTEN)
    gevonden = {
        f"{pad.name}: {tekst[max(0, raak.start() - 60) : raak.end() + 20]}"
        for pad in bladen
        for tekst in [words(pad)]
        for raak in VAN_UTRECHT.finditer(tekst)
    }
    assert gevonden == set()


def test_each_rule_of_the_other_ladder_is_told_with_its_own_words_and_place(gemaakt: Path) -> None:
    [tabel] = (pad for pad in gemaakt.glob("*.csv") if pad.stem in ("inschaling", "voortgang"))
    rijen = list(csv.DictReader(tabel.read_text(encoding="utf-8").splitlines()))
    assert {rij["kader"] for rij in rijen} == {"waterland-2025"}
    if tabel.stem == "voortgang":
        return
    assert {rij["gemeente"]: int(rij["trede_voorstel"]) for rij in rijen} == TREDEN
    plaats = {regel.id: regel.vindplaats for regel in kader.kaders()[1].ladder.regels}
    for rij in rijen:
        blad = words(gemaakt / "gemeenten" / f"{rij['gemeentecode']}.html")
        regel = KOMT.get(rij["gemeente"], "V1")
        assert rij["regel"] == regel
        assert f"regel {regel} van {plaats[regel]}" in blad


def test_letters_and_letters_head_are_of_the_other_province(gemaakt: Path) -> None:
    brieven = sorted((gemaakt / "brieven").glob("*.docx"))
    assert len(brieven) == len(GEMEENTEN)
    assert all("Provincie Waterland" in words(brief) for brief in brieven)
    assert all("Toezichtkader huisvesting Waterland" in words(brief) for brief in brieven)
    if (gemaakt / "inschaling.csv").is_file():
        # The framework gives no step with a time there, and the table of steps is not left empty.
        assert "Volgende beoordelingProvinciePeildatum 1 januari 2027" in words(brieven[4])


def test_the_manifest_names_the_package_of_the_framework(gemaakt: Path) -> None:
    manifest = json.loads((gemaakt / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["kader"], manifest["pakketten"]["waterland-kader"]) == (
        "waterland-2025",
        "1.0",
    )


GS = {"orgaan": "gedeputeerde staten", "besluitdatum": "2026-07-18"}


@pytest.mark.parametrize(
    ("stukken", "melding"),
    [
        (
            [
                {"gemeente": "Edam", "soort": "indeplaatsstelling", **GS},
                {
                    **{"gemeente": "Edam", "soort": "afzien_effectuering", "bewijs": "brief"},
                    "realiseert_uiterlijk": "2026-12-01",
                },
            ],
            "het kader waterland-2025 kent deze stap niet",
        ),
        (
            [
                {
                    **{"gemeente": "Edam", "soort": "herziening", "peildatum": "2026-07-01"},
                    "trede": 5,
                }
            ],
            "moet een trede van 1 tot en met 4 zijn (kader waterland-2025)",
        ),
        (
            [
                {
                    **{"gemeente": "Monnik", "soort": "versnelling", "spoed": "nu"},
                    "geinformeerd_op": "2026-07-01",
                    "stappen": [
                        {"trede": trede, "datum": f"2026-0{trede + 5}-20", "motivering": "spoed"}
                        for trede in (2, 3, 4)
                    ],
                }
            ],
            "een versnelling gaat ten hoogste tot trede 3",
        ),
        (
            [
                {
                    **{"gemeente": "Purmer", "soort": "verbeterplan_niet_uitgevoerd"},
                    **{"grond": "niet_opgesteld", "afgesproken_termijn": "2026-06-01"},
                }
            ],
            "volgens het dossier is er op 2026-03-01 een vastgesteld verbeterplan ontvangen",
        ),
    ],
    ids=["taking over", "a trede too high", "too fast", "a plan that is there"],
)
def test_what_the_other_framework_does_not_allow_is_refused(
    stukken: Stukken, melding: str, tmp_path: Path
) -> None:
    plan = {
        **{"gemeente": "Purmer", "soort": "verbeterplan", "ontvangen_op": "2026-03-01"},
        **{"vastgesteld_op": "2026-02-27", "datum": "2026-03-02"},
    }
    brief = {"gemeente": "Purmer", "soort": "brief_verzonden", "datum": "2026-01-20"}
    ronde = make_ronde(tmp_path, "2026-07-01", stukken, [*DOSSIER, brief, plan])
    with pytest.raises(InvoerFout) as fout:
        beoordeel(load_ronde(ronde))
    assert melding in str(fout.value)


# What is refused when it is read, beside other findings, and beside the figures.
ONLEESBAAR: Stukken = [
    {
        **{"gemeente": "Ilp", "soort": "verschoonbare_reden", "categorie": "gezinssamenstelling"},
        **{"aangedragen_op": "2026-06-01", "bewijs": "brief", "oordeel": "verschoonbaar"},
        "personen": 2,
    },
    {
        **{"gemeente": "Broek", "soort": "verschoonbare_reden", "categorie": "calamiteit"},
        **{"bewijs": "brief", "oordeel": "niet_verschoonbaar"},
    },
    {
        **{"gemeente": "Purmer", "soort": "verbeterplan_niet_uitgevoerd"},
        **{"grond": "niet_opgesteld", "afgesproken_termijn": "2026-07-20"},
    },
    {
        **{"gemeente": "Monnik", "soort": "versnelling", "spoed": "nu"},
        "geinformeerd_op": "2026-07-01",
        "stappen": [
            {"trede": trede, "datum": "2026-07-20", "motivering": "spoed"} for trede in (2, 3)
        ],
    },
    {
        **{"gemeente": "Monnik", "soort": "versnelling", "spoed": "nu"},
        "geinformeerd_op": "2026-07-21",
        "stappen": [{"trede": 2, "datum": "2026-07-20", "motivering": "spoed"}],
    },
    {**DOSSIER[0], "termijnen": []},
    {**DOSSIER[0], "geinformeerd_op": "2026-01-14"},
    {**DOSSIER[0], "taakverwaarlozing_op": "2026-01-16"},
    {key: waarde for key, waarde in DOSSIER[0].items() if key != "zienswijze"},
    {
        **{"gemeente": "Edam", "soort": "afzien_effectuering", "bewijs": "brief"},
        "realiseert_uiterlijk": "2026-07-19",
    },
]
ONGEOORLOOFD: Stukken = [
    *({"gemeente": "Ilp", "soort": "correctie", "personen": 1, "bewijs": "sleutels"},) * 2,
    {
        **{"gemeente": "Ilp", "soort": "correctie", "personen": 1, "bewijs": "foto"},
        **{"gehuisvest_van": "2025-06-01", "verwerkt_in": "2026-I"},
    },
    {"gemeente": "Broek", "soort": "herverdeling", "afspraak": "ruil", "personen": -21},
    {"gemeente": "Broek", "soort": "voortgang_gemeld"},
    {"gemeente": "Purmer", "soort": "afwijking", "grond": "overmacht", "trede": 1},
    {"gemeente": "Purmer", "soort": "indeplaatsstelling", "besluitdatum": "2026-07-19"},
    {"gemeente": "Edam", "soort": "afschalen"},
    {"gemeente": "Edam", "soort": "niet_afschalen"},
    {
        **{"gemeente": "Zeevang", "soort": "herziening", "peildatum": "2026-07-01"},
        "trede": 4,
    },
]
ONMOGELIJK: Stukken = [
    {"gemeente": "Broek", "soort": "herverdeling", "afspraak": "ruil", "personen": -21},
    {"gemeente": "Ilp", "soort": "herverdeling", "afspraak": "ruil", "personen": 21},
    {"gemeente": "Purmer", "soort": "afwijking", "grond": "overmacht", "trede": 2},
    {"gemeente": "Marken", "soort": "afwijking", "grond": "overmacht", "trede": 1},
]
NAGEKOMEN: Stukken = [
    {
        **{"gemeente": "Ilp", "soort": "correctie", "personen": 16, "bewijs": "sleutels"},
        **{"gehuisvest_van": "2025-12-01", "verwerkt_in": "2026-I"},
    }
]


@pytest.mark.parametrize(
    ("stukken", "eerder", "aantal", "plaatsen"),
    [
        (ONLEESBAAR, DOSSIER, 10, {"artikel 3", "artikel 5, lid 4", "artikel 7"}),
        (ONGEOORLOOFD, ONGEOORLOOFD[2:3], 8, {"artikel 8"}),
        (ONMOGELIJK, NAGEKOMEN, 4, set()),
    ],
    ids=["read", "beside others", "beside the figures"],
)
def test_a_fault_names_a_place_of_the_other_framework_or_none(
    stukken: Stukken, eerder: Stukken, aantal: int, plaatsen: set[str], tmp_path: Path
) -> None:
    with pytest.raises(InvoerFout) as fout:
        beoordeel(load_ronde(make_ronde(tmp_path, "2026-07-01", stukken, eerder)))
    gezegd = str(fout.value)
    assert len(fout.value.gebreken) == aantal, gezegd
    assert not VAN_UTRECHT.search(gezegd), gezegd
    assert {plaats for plaats in plaatsen if f"{plaats})" not in gezegd} == set(), gezegd


def test_a_register_and_decisions_between_peildata_name_no_place_of_utrecht_either(
    tmp_path: Path,
) -> None:
    make_ronde(tmp_path, "2026-07-01", ONLEESBAAR)
    register = tmp_path / "register.csv"
    register.write_text(
        register.read_text(encoding="utf-8") + "GM9901,2026-07-20,3,beoordeling,2026-07-01,-3\n",
        encoding="utf-8",
    )
    nu = tmp_path / "parameters" / "nu.yaml"
    with pytest.raises(InvoerFout) as fout:
        load_bundel(nu, register, tmp_path / "gemeenten.csv")
    gezegd = str(fout.value)
    assert "mag per stap ten hoogste één trede stijgen;" in gezegd
    assert "noemde, artikel 3)" in gezegd
    assert not VAN_UTRECHT.search(gezegd), gezegd


def test_a_letter_asks_for_the_plan_when_the_other_framework_does_and_for_no_talk(
    gemaakt: Path,
) -> None:
    if (gemaakt / "inschaling.csv").is_file():
        brief = words(gemaakt / "brieven" / "GM9903.docx")
        assert "uiterlijk zes weken na deze brief een verbeterplan vaststelt" in brief
        assert "bestuurlijk gesprek" not in brief
        assert "Dan volgt trede 3, ook als de achterstand krimpt (artikel 5)" in brief
        assert "Wie zijn opgave haalt, wordt weer gevolgd (artikel 5, lid 1)." in brief
        assert "dan gaat zij op de volgende peildatum naar trede 1" not in brief


def test_nobody_is_told_that_a_trede_is_averted_that_could_not_follow(gemaakt: Path) -> None:
    blad = words(gemaakt / "gemeenten" / "GM9902.html")
    assert "te voorkomen" not in blad.replace("achterstand te voorkomen", "")


def test_a_gemeente_on_a_trede_that_the_framework_has_not_starts_no_round(tmp_path: Path) -> None:
    ronde = make_ronde(tmp_path, "2026-07-01")
    register = tmp_path / "register.csv"
    tekst = register.read_text(encoding="utf-8")
    register.write_text(tekst.replace(",4,beoordeling", ",5,beoordeling"), encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        load_ronde(ronde)
    assert "moet een trede van 1 tot en met 4 zijn (kader waterland-2025)" in str(fout.value)


@pytest.mark.parametrize(
    ("inhoud", "gevonden"),
    [
        ("X = 3", "int"),
        ("import niet_hier", "ModuleNotFoundError"),
        ("from waterland import WATERLAND_2025 as X", "een tweede kader met de naam"),
        (
            "from dataclasses import replace\nfrom waterland import WATERLAND_2025\n"
            "X = replace(WATERLAND_2025, last_day=lambda dag, _: dag)",
            "PicklingError",
        ),
    ],
    ids=["no framework", "cannot be imported", "the name of another", "a function without a name"],
)
def test_an_installed_framework_that_cannot_be_used_is_named_by_every_command(
    inhoud: str, gevonden: str, tmp_path: Path, elders: Kader
) -> None:
    (tmp_path / "kapot.py").write_text(inhoud, encoding="utf-8")
    info = tmp_path / "kapot-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kapot\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[ibt.kaders]\nx = kapot:X\n")
    ronde = Path(__file__).parents[2] / "parameters" / "2026-07-01.yaml"
    uit = subprocess.run(
        [sys.executable, "-m", "ibt", "check", str(ronde)],
        env={**os.environ, "PYTHONPATH": f"{ELDERS}{os.pathsep}{tmp_path}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert uit.returncode == 1
    assert "geïnstalleerd kader kapot:X" in uit.stderr
    assert gevonden in uit.stderr


def test_a_framework_is_found_by_its_province_its_name_and_its_day(elders: Kader) -> None:
    assert kader.select_kader(date(2025, 1, 1), "waterland") is elders
    assert kader.select_kader(date(2024, 1, 1), "Elders", "waterland-2025") is elders
    with pytest.raises(ValueError, match="het eerste kader geldt vanaf 2025-01-01"):
        kader.select_kader(date(2024, 12, 31), "Waterland")
