"""docs/herleidbaarheid.md is what the program and its tests say; no norm goes without either."""

import difflib
import json
import re
from pathlib import Path

import pytest
from herleidbaarheid import (
    DOEL,
    OPDRACHT,
    PARAGRAFEN,
    PROJECT,
    Norm,
    Stuk,
    check,
    docstrings_in,
    loose_ends,
    make_document,
    misplaced,
    paragraph_of,
    proofs_in,
    read_alles,
    read_normen,
)

Alles = tuple[tuple[Norm, ...], tuple[Stuk, ...], tuple[Stuk, ...]]

EEN = Norm("N01", "§1", "stap", "Eerste zin.", "Regel 1a.", "", "")
TWEE = Norm("N02", "§4", "actie", "Tweede zin.", "Een onderdeel.", "", "")
DRAGER = Stuk(("N01",), "regel 1a", "ibt/kader/ladder.py")
BEWIJS = Stuk(("N01",), "it is so", "tests/test_a.py")


@pytest.fixture(scope="module")
def alles() -> Alles:
    """Everything as it stands in the project."""
    return read_alles()


@pytest.fixture(scope="module")
def document(alles: Alles) -> str:
    """The page as it should be."""
    return make_document(*alles)


def test_every_norm_is_carried_out_and_shown_and_none_is_invented(alles: Alles) -> None:
    normen = [norm.norm for norm in alles[0]]
    assert list(check(*alles)) == []
    assert [*loose_ends(PROJECT, normen), *misplaced(PROJECT)] == []
    assert normen == [f"N{n:02d}" for n in range(1, 78)]


def test_the_document_is_the_one_that_the_program_makes(document: str) -> None:
    staat = DOEL.read_text(encoding="utf-8")
    regels = difflib.unified_diff(staat.splitlines(), document.splitlines(), "nu", "moet zijn", n=0)
    verschil = "\n".join(regel[:300] for regel in regels)
    assert staat == document, f"docs/{DOEL.name} is verouderd; geef {OPDRACHT}\n{verschil}"


def test_every_link_of_the_document_leads_to_a_file(document: str) -> None:
    genoemd = set(re.findall(r"\]\((?!https:)([^)]+)\)", document))
    assert [pad for pad in sorted(genoemd) if not (DOEL.parent / pad).is_file()] == []
    assert len(genoemd) > 50


def test_a_norm_that_is_carried_out_and_shown_is_fine() -> None:
    assert list(check([EEN], [DRAGER], [BEWIJS])) == []


def test_a_norm_without_a_carrier_is_named_unless_it_says_why() -> None:
    bewijs = Stuk(("N01", "N02"), "it is so", "tests/test_a.py")
    assert list(check([EEN, TWEE], [DRAGER], [bewijs])) == [
        "N02 wordt door niets uitgevoerd, en er staat niet bij waarom"
    ]
    for waarom in ("aan_mensen", "niet_gebouwd"):
        met_reden = Norm(**{**TWEE.__dict__, waarom: "Dit doet de provincie."})
        assert list(check([EEN, met_reden], [DRAGER], [BEWIJS])) == []


def test_a_norm_without_a_test_is_named_also_where_a_part_is_left_to_people() -> None:
    deels = Norm(**{**EEN.__dict__, "aan_mensen": "Versturen doet de provincie."})
    for norm in (EEN, deels):
        assert list(check([norm], [DRAGER], [])) == [
            "N01 heeft geen test die laat zien dat het zo werkt"
        ]


def test_an_unknown_norm_is_named_with_who_cites_it() -> None:
    drager = Stuk(("N01", "N99"), "regel 1a", "ibt/kader/ladder.py")
    bewijs = Stuk(("N01", "N98"), "it is so", "tests/test_a.py")
    assert list(check([EEN], [drager], [bewijs])) == [
        "N99 bestaat niet, maar wordt genoemd door regel 1a (ibt/kader/ladder.py)",
        "N98 bestaat niet, maar wordt genoemd door it is so (tests/test_a.py)",
    ]


def test_a_norm_that_stands_twice_or_says_nothing_is_named() -> None:
    leeg = Norm(**{**EEN.__dict__, "uitwerking": ""})
    assert list(check([leeg, leeg], [DRAGER], [BEWIJS])) == [
        "N01 staat er twee keer",
        *["N01 zegt niet wat het programma ermee doet"] * 2,
    ]


def write(map_: Path, **bestanden: str) -> Path:
    """A project of made-up files; `ibt__a` is ibt/a.py."""
    for naam, tekst in bestanden.items():
        pad = map_ / (naam.replace("__", "/") + ".py")
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    (map_ / "notebooks").mkdir()
    for naam in ("gemeente", "provincie", "voortgang", "voortgang_provincie"):
        cellen = [
            {"cell_type": "code", "source": ["from ibt.rapport import gemeente as rapport"]},
            {"cell_type": "markdown", "source": ["## Verloop\n", "\n", "### Dit halfjaar"]},
            {"cell_type": "code", "source": ["rapport.verloop(beoordeling)"]},
        ]
        (map_ / "notebooks" / f"{naam}.ipynb").write_text(json.dumps({"cells": cellen}))
    return map_


def test_code_carries_what_its_docstring_names_and_a_section_has_its_heading(
    tmp_path: Path,
) -> None:
    project = write(
        tmp_path,
        ibt__rapport__gemeente__verloop='def verloop():\n    """The course. Norm: N01, N02."""\n',
        ibt__beoordeling__som='"""Sums (N01)."""\nclass Som:\n    """Norm: N02."""\n',
    )
    assert list(docstrings_in(project)) == [
        Stuk(("N02",), "berekening `Som`", "ibt/beoordeling/som.py"),
        Stuk(
            ("N01", "N02"),
            "onderdeel “Dit halfjaar” van het rapport van een gemeente",
            "ibt/rapport/gemeente/verloop.py",
        ),
    ]
    assert list(loose_ends(project, ["N01", "N02"])) == []
    assert list(loose_ends(project, ["N01"])) == [
        "ibt/beoordeling/som.py noemt N02, maar die norm is er niet",
        "ibt/rapport/gemeente/verloop.py noemt N02, maar die norm is er niet",
    ]


@pytest.mark.parametrize(
    "tekst",
    [
        'def f():\n    """What. Norm: N01 N02."""\n',
        'def f():\n    """What. Norm: N01"""\n',
        'def f():\n    """What. Norm: §3."""\n',
        "def f():\n    # Norm: N01.\n    pass\n",
    ],
)
def test_a_mark_that_would_be_passed_over_is_named(tekst: str, tmp_path: Path) -> None:
    project = write(tmp_path, ibt__a=tekst)
    assert list(docstrings_in(project)) == []
    (melding,) = loose_ends(project, ["N01", "N02"])
    assert melding == "ibt/a.py: schrijf een norm in een docstring, zo: “Norm: N12, N13.”"


def test_a_test_shows_what_stands_above_it(tmp_path: Path) -> None:
    project = write(
        tmp_path,
        tests__test_a=(
            "import pytest\n\n@pytest.mark.norm('N01')\n@pytest.mark.norm('N02', 'N03')\n"
            "def test_it_is_so(): pass\n\ndef test_other(): pass\n"
        ),
    )
    assert list(proofs_in(project)) == [Stuk(("N01", "N02", "N03"), "it is so", "tests/test_a.py")]
    assert list(misplaced(project)) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "pytestmark = pytest.mark.norm('N01')\n",
        "@pytest.mark.norm('N01')\ndef helper(): pass\n",
        "@pytest.mark.norm(NORM)\ndef test_a(): pass\n",
        "@pytest.mark.norm()\ndef test_a(): pass\n",
        "@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.norm('N01'))])\n"
        "def test_a(x): pass\n",
    ],
)
def test_a_marker_that_would_be_passed_over_is_named(tekst: str, tmp_path: Path) -> None:
    (melding,) = misplaced(write(tmp_path, tests__test_a=f"import pytest\n{tekst}"))
    assert melding.startswith("tests/test_a.py: pytest.mark.norm hoort direct boven een test")


def test_a_norm_stands_under_its_own_paragraph() -> None:
    assert paragraph_of("§2.2, 3e punt") == "§2.2"
    assert paragraph_of("§2.2.1, 2e punt") == "§2.2.1"
    assert paragraph_of("§3 trede 2 en 3") == "§3 trede 2"
    assert paragraph_of("§3.1.1") == "§3.1.1"
    with pytest.raises(ValueError, match="§5 is geen paragraaf"):
        paragraph_of("§5")


def test_no_norm_is_lost_between_the_paragraphs(alles: Alles, document: str) -> None:
    normen, _, _ = alles
    for norm in normen:
        assert document.count(f"| **{norm.norm}**<br>") == 1
    assert {paragraph_of(norm.vindplaats) for norm in normen} == set(PARAGRAFEN)


def test_the_document_puts_what_is_not_done_first_and_breaks_no_table() -> None:
    niet = Norm("N02", "§4", "actie", "a | b", "Niets.", "", "Dit kan ibt niet.")
    tekst = make_document([EEN, niet], [DRAGER], [BEWIJS])
    assert tekst.index("| N02 (§4) | Dit kan ibt niet. |") < tekst.index("## §1: Inleiding")
    (rij,) = (regel for regel in tekst.splitlines() if regel.startswith("| **N02**"))
    assert "a \\| b" in rij
    assert "niets in het programma; zie de redenen bovenaan" in rij
    (eerste,) = (regel for regel in tekst.splitlines() if regel.startswith("| **N01**"))
    assert "regel 1a ([ladder.py](../ibt/kader/ladder.py))" in eerste
    assert "it is so ([test_a.py](../tests/test_a.py))" in eerste


def test_the_norms_are_those_of_the_framework_in_its_own_package() -> None:
    normen = read_normen()
    assert {norm.soort for norm in normen} == {
        "actie",
        "definitie",
        "gegeven",
        "informatie",
        "oordeel",
        "publicatie",
        "rekenregel",
        "signaal",
        "stap",
        "termijn",
    }
    for norm in normen:
        assert norm.inhoud.endswith(".")
        assert norm.uitwerking.endswith(".")
