"""docs/afhankelijkheden.md names every package of pyproject.toml, no other, with its purpose."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

WORTEL = Path(__file__).parents[2]
DOCUMENT = (WORTEL / "docs" / "afhankelijkheden.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
KOLOMMEN = ("Pakket", "Waarvoor", "Licentie", "Vastgelegd", "Nieuwste", "Waarom")
# Which heading of the document holds which list of pyproject.toml.
GROEPEN = {
    "Om een ronde te maken": PROJECT["project"]["dependencies"],
    "Voor de tests": PROJECT["project"]["optional-dependencies"]["test"],
    "Extra `dask`": PROJECT["project"]["optional-dependencies"]["dask"],
    "Extra `hardop`": PROJECT["project"]["optional-dependencies"]["hardop"],
    "Extra `mutatie`": PROJECT["project"]["optional-dependencies"]["mutatie"],
    "Extra `pdf`": PROJECT["project"]["optional-dependencies"]["pdf"],
    "Extra `voila`": PROJECT["project"]["optional-dependencies"]["voila"],
    "Om te bouwen": PROJECT["build-system"]["requires"],
}
BUITEN_SLOT = ("Extra `hardop`", "Extra `mutatie`", "Extra `pdf`", "Extra `voila`")


def rows(document: str, kop: str) -> list[dict[str, str]]:
    """The rows of the table under a heading, by the first word of each column."""
    deel = re.search(rf"^## {re.escape(kop)}\n(.*?)(?=^## |\Z)", document, re.M | re.S)
    lijnen = [lijn for lijn in (deel[1] if deel else "").splitlines() if lijn.startswith("| `")]
    return [
        dict(zip(KOLOMMEN, (cel.strip() for cel in lijn.strip("|").split(" | ")), strict=True))
        for lijn in lijnen
    ]


def faults(rijen: list[dict[str, str]], eisen: list[str], slot: dict[str, set[str]]) -> list[str]:
    """What is wrong with one table, each with the package; `slot` is empty for what is unlocked."""
    moet = {canonicalize_name(Requirement(eis).name) for eis in eisen}
    namen = [rij["Pakket"].strip("`") for rij in rijen]
    uit = [f"{naam} ontbreekt" for naam in sorted(moet - set(namen))]
    uit += [f"{naam} staat niet in pyproject.toml" for naam in sorted(set(namen) - moet)]
    dubbel = {naam for naam in namen if namen.count(naam) > 1}
    uit += [f"{naam} staat er twee keer" for naam in sorted(dubbel)]
    for naam, rij in zip(namen, rijen, strict=True):
        uit += [
            f"{naam}: {kolom} is leeg"
            for kolom in ("Waarvoor", "Licentie", "Waarom")
            if not re.search(r"\w{2}", rij[kolom])
        ]
        if not re.fullmatch(r"\S+ \(\d{4}-\d\d-\d\d\)", rij["Nieuwste"]):
            uit.append(f"{naam}: de nieuwste versie heeft geen dag")
        if slot and set(rij["Vastgelegd"].split(" / ")) != slot.get(naam, set()):
            vast = " / ".join(sorted(slot.get(naam, {"niets"})))
            uit.append(f"{naam}: vastgelegd is {vast}, er staat {rij['Vastgelegd']}")
    return uit


def locked() -> dict[str, set[str]]:
    """Each package of the two locks with its versions."""
    slot: dict[str, set[str]] = {}
    sloten = ("requirements.lock", "requirements-test.lock")
    tekst = "".join((WORTEL / naam).read_text(encoding="utf-8") for naam in sloten)
    for naam, versie in re.findall(r"^([\w.-]+)==(\S+)", tekst, re.M):
        slot.setdefault(canonicalize_name(naam), set()).add(versie)
    return slot


@pytest.mark.parametrize("kop", GROEPEN)
def test_every_package_has_its_purpose_licence_version_and_reason(kop: str) -> None:
    slot = {} if kop in BUITEN_SLOT else locked()
    assert faults(rows(DOCUMENT, kop), GROEPEN[kop], slot) == []


def test_every_list_of_pyproject_has_a_table() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    assert len(GROEPEN) == len(extras) + 2
    tabellen = sum(len(rows(DOCUMENT, kop)) for kop in GROEPEN)
    assert tabellen == len(re.findall(r"^\| `", DOCUMENT, re.M)), "een rij onder geen enkele kop"


MADE_UP = """## Kop

| Pakket | Waarvoor | Licentie | Vastgelegd | Nieuwste, met datum | Waarom niet zelf, of lichter |
| --- | --- | --- | --- | --- | --- |
| `click` | Opdrachten. | BSD | 8.1 / 8.2 | 8.2 (2026-01-02) | Zelf is meer werk. |
| `pandas` | Tabellen. | BSD | 3.0 | 3.0 (2026-01-02) | Zelf is meer werk. |

## Volgende kop

| `numpy` | x | y | 1 | 1 | z |
"""
SLOT = {"click": {"8.1", "8.2"}, "pandas": {"3.0"}}


def test_a_table_that_agrees_is_fine() -> None:
    assert faults(rows(MADE_UP, "Kop"), ["click>=8", "Pandas>=2"], SLOT) == []


@pytest.mark.parametrize(
    ("oud", "nieuw", "eisen", "melding"),
    [
        ("", "", ["click", "pandas", "numpy"], "numpy ontbreekt"),
        ("", "", ["click"], "pandas staat niet in pyproject.toml"),
        ("`pandas`", "`click`", ["click", "pandas"], "click staat er twee keer"),
        ("Tabellen.", "", ["click", "pandas"], "pandas: Waarvoor is leeg"),
        ("Tabellen.", "–", ["click", "pandas"], "pandas: Waarvoor is leeg"),
        ("| BSD | 3.0 |", "|  | 3.0 |", ["click", "pandas"], "pandas: Licentie is leeg"),
        ("8.1 / 8.2", "8.2", ["click", "pandas"], "click: vastgelegd is 8.1 / 8.2, er staat 8.2"),
        (
            "3.0 (2026-01-02)",
            "3.0",
            ["click", "pandas"],
            "pandas: de nieuwste versie heeft geen dag",
        ),
    ],
)
def test_what_is_missing_gone_or_old_is_named(
    oud: str, nieuw: str, eisen: list[str], melding: str
) -> None:
    assert melding in faults(rows(MADE_UP.replace(oud, nieuw, 1), "Kop"), eisen, SLOT)
