"""The same inputs and versions give the same bytes, whoever makes them, where, when and how."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from ibt.batch.notebooks import find_notebooks
from ibt.cli.programma import run

Inhoud = Callable[[Path], dict[str, bytes]]
# A clock of its own, and then the program that is tried.
PAD = os.pathsep.join([str(Path(__file__).parent / "klok"), os.environ.get("PYTHONPATH", "")])
# The lines that say how far a render is, before the last.
VOORAF = ("1/", "2/", "3/")
GEMELD = [
    "Let op: 2026-07-01.csv: 1 regel over gemeenten buiten deze ronde "
    "(andere provincie, of niet meer bestaand) niet meegenomen",
    "Let op: 2026-07-01.yaml: Beleidskader Interbestuurlijk Toezicht (IBT) 2021-2024 van de "
    "provincie Utrecht loopt volgens zijn eigen datum tot en met 2024-12-31, dus niet meer op "
    "de peildatum 2026-07-01; ga na of het is verlengd of vervangen",
    "Let op: bevindingen/2026-01-01.yaml: de beginstand is gelijk aan de vorige beoordeling, "
    "terwijl een correctie nog openstaat; heeft het COA die al geteld, dan telt zij dubbel; "
    'zet dan verwerkt_in: "2025-II" bij de correctie: Slenk (GM9901) 1 persoon uit 2025-II, '
    "bevinding 1 (regel 1)",
]


@dataclass(frozen=True, eq=False)
class Elders:
    """Another machine, as far as a process can tell: its environment, its day and how it works."""

    omgeving: dict[str, str]
    nu: str
    umask: int
    opties: tuple[str, ...]


# Between them, and with the round that other tests share: all that may differ, differs.
ELDERS = {
    "kiritimati": Elders(
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "LANG": "nl_NL.UTF-8",
            "PYTHONHASHSEED": "0",
            "PYTHONIOENCODING": "cp1252",
            "USER": "anna",
            "LOGNAME": "anna",
        },
        "2032-02-29T23:59:50",
        0o077,
        ("--werkers", "1"),
    ),
    "st. john's": Elders(
        {
            "TZ": "America/St_Johns",
            "LC_ALL": "C.UTF-8",
            "LANG": "POSIX",
            "PYTHONHASHSEED": "4294967295",
            "PYTHONUTF8": "1",
            "PYTHONIOENCODING": "cp1252",
            "USER": "b. oordelaar",
            "LOGNAME": "b. oordelaar",
            "HOME": "/proc/thuis",  # nobody can make that, whatever his rights
        },
        "1999-12-31T23:59:50",
        0o002,
        ("--werkers", "2", "--kernel", "gewoon"),
    ),
}


CODES = ("GM9902", "GM9903")


def render(
    naam: str, ronde: Path, uit: Path, thuis: Path, *opties: str
) -> subprocess.CompletedProcess[str]:
    """`ibt render` as it goes there, from the home of who does it."""
    elders = ELDERS[naam]
    thuis.mkdir()
    eigen = {"HOME": str(thuis), "PYTHONPATH": PAD, "IBT_TEST_NU": elders.nu}
    woorden = ["render", str(ronde), "-o", str(uit), *elders.opties, *opties]
    return subprocess.run(
        [sys.executable, "-m", "ibt", *woorden],
        cwd=thuis,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **eigen, **elders.omgeving},
        umask=elders.umask,
    )


ELDERS_KAN = pytest.mark.skipif(os.name == "nt", reason="Windows kent geen umask en geen TZ")


@pytest.fixture
def halverwege(ronde: Path) -> Path:
    """Two gemeenten halfway, with their figures in a workbook and a map."""
    data = ronde.parents[1] / "data"
    for pad in data.rglob("*.csv"):
        regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
        blijft = [regel for regel in regels if not regel.startswith("GM9901")]
        pad.write_text("".join(blijft), encoding="utf-8")
    kop = ["gemeentecode", "stand_per", "taakstelling", "stand_begin", "realisatie", "koppelingen"]
    with xlsxwriter.Workbook(data / "cijfers" / "2026-04-01.xlsx") as werkmap:
        blad = werkmap.add_worksheet()
        blad.write_row(0, 0, kop)
        for nummer, code in enumerate(CODES, 1):
            blad.write_row(nummer, 0, [code, "2026-04-01", 20, -nummer, 3 * nummer, 8])
    delen = [
        {
            "type": "Feature",
            "properties": {"gemeentecode": code},
            "geometry": {"type": "Polygon", "coordinates": [square(10 * nummer)]},
        }
        for nummer, code in enumerate(CODES)
    ]
    grenzen = {"type": "FeatureCollection", "features": delen}
    (data / "grenzen.geojson").write_text(json.dumps(grenzen), encoding="utf-8")
    vragen = yaml.safe_load(ronde.read_text(encoding="utf-8"))
    del vragen["bevindingen"], vragen["dossier"]
    anders = {
        "peildatum": "2026-04-01",
        "bijgewerkt_op": "2026-04-20",
        "cijfers": "../data/cijfers/2026-04-01.xlsx",
        "kaart": "../data/grenzen.geojson",
    }
    pad = ronde.with_name("2026-04-01.yaml")
    pad.write_text(yaml.safe_dump(vragen | anders), encoding="utf-8")
    return pad


def square(x: int) -> list[list[int]]:
    return [[x, 0], [x + 10, 0], [x + 10, 10], [x, 10], [x, 0]]


@ELDERS_KAN
def test_a_midpoint_with_a_workbook_a_map_and_a_report_that_fails_is_the_same_elsewhere_too(
    halverwege: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    notebooks = shutil.copytree(find_notebooks(), tmp_path / "notebooks")
    bron = notebooks / "voortgang.ipynb"
    notebook = json.loads(bron.read_text(encoding="utf-8"))
    stuk = 'if gemeentecode == "GM9902":\n    raise ValueError(rondebestand)'
    notebook["cells"][-1] |= {"cell_type": "code", "source": stuk, "outputs": []}
    notebook["cells"][-1]["execution_count"] = None
    bron.write_text(json.dumps(notebook), encoding="utf-8")
    werk = halverwege.parents[1]
    ander = shutil.copytree(werk, tmp_path / "één map 'met' spaties" / "werk")
    elders = ander / halverwege.relative_to(werk)
    uit = [tmp_path / "uit", tmp_path / "uit elders"]
    opties = ("--notebooks", str(notebooks))
    assert run(["render", str(halverwege), "-o", str(uit[0]), *opties]) == 1
    klaar = render("kiritimati", elders, uit[1], tmp_path / "thuis", *opties)
    assert klaar.returncode == 1, klaar.stderr
    assert "GM9902" in klaar.stderr
    eerst, nu = map(inhoud, uit)
    assert "gemeenten/GM9903.pdf" in eerst
    assert "gemeenten/GM9902.pdf" not in eerst
    assert b"<svg" in eerst["provincie.html"]
    assert {"invoer/kaart/grenzen.geojson", "voortgang.xlsx"} < set(eerst)
    assert set(nu) == set(eerst)
    assert [een for een in eerst if nu[een] != eerst[een]] == []


@ELDERS_KAN
def test_the_same_round_is_the_same_byte_for_byte_elsewhere_by_another_on_another_day(
    gemaakt: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    """Also where decisions were taken since, and where an earlier round lies beside it."""
    werk = shutil.copytree(gemaakt.parent / "werk", tmp_path / "één map 'met' spaties" / "werk")
    with (werk / "data" / "register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
    ronde, uit = werk / "parameters" / "2026-07-01.yaml", tmp_path / "de uitkomst" / "2026-07-01"
    (uit.parent / "2026-01-01").mkdir(parents=True)
    (uit.parent / "2026-01-01" / "index.html").touch()
    thuis = tmp_path / "thuis"
    klaar = render("st. john's", ronde, uit, thuis)
    assert klaar.returncode == 0, klaar.stderr
    assert klaar.stdout.startswith("4 rapporten: 4 gemaakt, 0 ongewijzigd, 0 mislukt, in ")
    begin = os.path.relpath(uit / "index.html", thuis)
    assert klaar.stdout.endswith(f" s. Begin bij {begin}\n")
    *gemeld, vierde = [regel for regel in klaar.stderr.splitlines() if regel[:2] not in VOORAF]
    assert vierde.startswith("4/4 ")
    assert gemeld == GEMELD
    eerst, nu = inhoud(gemaakt), inhoud(uit)
    assert len(eerst) > 25
    assert {"herkomst.html", "ro-crate-metadata.json", "manifest.json"} < set(eerst)
    assert set(nu) == set(eerst)
    assert [een for een in eerst if nu[een] != eerst[een]] == []
    assert list(thuis.iterdir()) == []


def test_the_other_clock_of_these_tests_really_is_another() -> None:
    vraag = "import datetime, time; print(datetime.date.today(), time.strftime('%Y'))"
    klaar = subprocess.run(
        [sys.executable, "-c", vraag],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": PAD, "IBT_TEST_NU": "2032-02-29T12:00:00"},
        check=True,
    )
    assert klaar.stdout == "2032-02-29 2032\n"
