"""The worked example of docs/correcties.md, run through the command line, number by number."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ibt.cli.programma import run

DOCUMENT = Path(__file__).parents[2] / "docs" / "correcties.md"
PEILDATA = ("2026-07-01", "2027-01-01", "2027-07-01")
KOP_REGISTER = (
    "gemeentecode,datum,trede,aanleiding,peildatum,stand_eind,correctie,verschoonbaar,"
    "toerekenbaar,orgaan,motivering,vastgesteld_door,vastgesteld_op\n"
)
RONDE = """\
peildatum: "{}"
provincie: Verzonnen
kader: utrecht-2024
cijfers: ../data/{}.csv
register: ../data/register.csv
gemeenten: ../data/gemeenten.csv
bevindingen: bevindingen/{}.yaml
dossier: [bevindingen]
"""
GEVERIFIEERD = (
    "- {{gemeente: Naleveren, soort: cijfers_geverifieerd, beoordelaar: A, "
    'datum: "{}", motivering: nagegaan}}\n'
)
CORRECTIE = """\
- gemeente: Naleveren
  soort: correctie
  personen: 3
  bewijs: getekend huurcontract
  gehuisvest_van: "2026-06-24"
  beoordelaar: A
  datum: "2026-07-07"
  motivering: nog niet geteld
"""


def read_example() -> dict[str, dict[str, list[int]]]:
    """Each ending of the table in the document: row → the numbers of the three half-years."""
    eindes: dict[str, dict[str, list[int]]] = {}
    einde = ""
    for regel in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cellen = [cel.strip().strip("*").replace("−", "-") for cel in regel.strip("|").split("|")]
        if len(cellen) != 4:
            continue
        if cellen[0].startswith("COA "):
            einde = cellen[0]
            eindes[einde] = {}
        elif einde and re.fullmatch(r"-?\d+", cellen[1]):
            eindes[einde][cellen[0].split(" ")[0]] = [int(cel) for cel in cellen[1:]]
    return eindes


VOORBEELD = read_example()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., None]:
    def schrijf(naam: str, tekst: str, erbij: bool = False) -> None:
        pad = tmp_path / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        with pad.open("a" if erbij else "w", encoding="utf-8") as bestand:
            bestand.write(tekst)

    return schrijf


def test_the_document_has_three_endings_of_three_half_years() -> None:
    assert len(VOORBEELD) == 3
    for rijen in VOORBEELD.values():
        assert {"stand_begin", "realisatie", "correctie", "stand_eind"} <= set(rijen)
        assert rijen["stand_eind"] == [0, 0, 0]


@pytest.mark.norm("N65")
@pytest.mark.parametrize("einde", VOORBEELD)
def test_every_number_of_the_example_is_what_ibt_computes(
    einde: str, write: Any, tmp_path: Path
) -> None:
    rijen = VOORBEELD[einde]
    geteld = re.search(r"20\d\d-I+", einde)
    assert geteld is not None
    kop = "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
    write("data/gemeenten.csv", kop + "GM9104,Naleveren,Verzonnen,1900-01-01,,\n")
    write("data/register.csv", KOP_REGISTER)
    for nummer, peildatum in enumerate(PEILDATA):
        begin, realisatie = rijen["stand_begin"][nummer], rijen["realisatie"][nummer]
        kop = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        write(f"data/{peildatum}.csv", f"{kop}GM9104,{peildatum},12,{begin},{realisatie}\n")
        write(f"parameters/{peildatum}.yaml", RONDE.format(peildatum, peildatum, peildatum))
        write(f"parameters/bevindingen/{peildatum}.yaml", GEVERIFIEERD.format(peildatum))
        if nummer == 0:
            write(f"parameters/bevindingen/{peildatum}.yaml", CORRECTIE, erbij=True)
        if nummer == 1:
            verwerkt = f'  verwerkt_in: "{geteld[0]}"\n'
            write(f"parameters/bevindingen/{PEILDATA[0]}.yaml", verwerkt, erbij=True)
        ronde = tmp_path / "parameters" / f"{peildatum}.yaml"
        assert run(["assess", str(ronde)]) == 0
        with (tmp_path / "outputs" / peildatum / "inschaling.csv").open() as bestand:
            (uit,) = csv.DictReader(bestand)
        for naam, getallen in rijen.items():
            assert int(uit[naam]) == getallen[nummer], (naam, peildatum)
        datum = peildatum[:-2] + "20"
        assert run(["adopt", str(ronde), "--door", "J. de Vries", "--datum", datum]) == 0
