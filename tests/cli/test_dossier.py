"""`ibt dossier`: all that is on file about one gemeente, and nothing about another."""

import csv
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.cli.conftest import Afloop

Ibt = Callable[..., Afloop]
INTERN = "GEHEIM-onder-ons"


@pytest.fixture
def ronde(gemaakt: Path, tmp_path: Path) -> Path:
    """The round file of the small round, which was rendered; a finding has a remark of its own."""
    shutil.copytree(gemaakt, tmp_path / "werk")
    bevindingen = tmp_path / "werk" / "parameters" / "bevindingen"
    with (bevindingen / "2026-01-01.yaml").open("a", encoding="utf-8") as bestand:
        bestand.write(f"  toelichting_intern: {INTERN}\n")
    return tmp_path / "werk" / "parameters" / "2026-07-01.yaml"


def listed(map_: Path) -> list[dict[str, str]]:
    with (map_ / "inventaris.csv").open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def files(map_: Path) -> dict[str, bytes]:
    paden = (pad for pad in map_.rglob("*") if pad.is_file())
    return {pad.relative_to(map_).as_posix(): pad.read_bytes() for pad in paden}


def test_it_holds_figures_findings_decisions_report_and_letter_in_the_order_of_time(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    klaar = ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit")
    assert klaar.code == 0
    assert klaar.uit.startswith("Dossier van Slenk (GM9901): 10 stukken. Niet openbaar. Begin bij ")
    assert [
        (rij["datum"], rij["omschrijving"], rij["door"]) for rij in listed(tmp_path / "uit")
    ] == [
        ("2025-07-21", "Vastgesteld: trede 1 (ronde, peildatum 2025-07-01)", "B. Oordelaar"),
        ("2026-01-01", "Cijfers van het COA, 1 stand", ""),
        ("2026-01-13", "Correctie op de realisatie", "B. Oordelaar (verzonnen)"),
        ("2026-01-20", "Vastgesteld: trede 1 (ronde, peildatum 2026-01-01)", "B. Oordelaar"),
        ("2026-05-19", "Herverdeling", "B. Oordelaar (verzonnen)"),
        ("2026-07-01", "Cijfers van het COA, 2 standen", ""),
        ("2026-07-20", "Rapport van ronde 2026-07-01 (concept)", ""),
        ("2026-07-20", "Rapport van ronde 2026-07-01 (concept)", ""),
        ("2026-07-20", "Conceptbrief van ronde 2026-07-01 (concept)", ""),
        ("2026-07-20", "De 7 bestanden waaruit ronde 2026-07-01 is gelezen", ""),
    ]


def test_every_file_is_listed_with_its_hash_and_the_page_leads_to_it(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    ibt("dossier", ronde, "GM9901", "-o", tmp_path / "uit")
    inhoud = files(tmp_path / "uit")
    hashes = {rij["bestand"]: rij["sha256"] for rij in listed(tmp_path / "uit")}
    assert {*inhoud} == {*hashes, "index.html", "inventaris.csv"}
    pagina = BeautifulSoup(inhoud["index.html"], "html.parser")
    wijst = {str(a["href"]) for a in pagina.select("main a") if "/" in str(a["href"])}
    assert wijst == {*hashes}
    for naam, verwacht in {**hashes, "inventaris.csv": ""}.items():
        hash_ = hashlib.sha256(inhoud[naam]).hexdigest()
        assert hash_ == (verwacht or hash_)
        assert hash_ in pagina.get_text()
    assert "Niet openbaar." in pagina.get_text()
    namen = {dt.get_text() for dt in pagina.select("main dt")}
    assert {"eerst gehuisvest op", "stand eind"} <= namen  # of a finding, of the register
    assert "herziene stand aan het eind" not in namen


def test_nothing_about_another_gemeente_is_in_it(ibt: Ibt, ronde: Path, tmp_path: Path) -> None:
    ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit")
    for naam, tekst in files(tmp_path / "uit").items():
        assert "/" not in naam or b"brandweer" not in tekst
        assert b"GM9902" not in tekst
        assert b"GM9903" not in tekst


def test_an_internal_explanation_comes_along_only_when_asked_for(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    klaar = ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit")
    assert "ontbreekt in het dossier: De interne toelichting bij 1 bevinding" in klaar.fout
    assert not any(INTERN.encode() in tekst for tekst in files(tmp_path / "uit").values())
    ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit", "--intern")
    met = {naam for naam, tekst in files(tmp_path / "uit").items() if INTERN.encode() in tekst}
    assert met == {"index.html", "stukken/003_2026-01-13_correctie.yaml"}


def test_again_it_is_the_same_and_what_is_gone_leaves_no_file(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    ibt("dossier", ronde, "Slenk")
    map_ = ronde.parents[1] / "outputs" / "dossiers" / "GM9901"
    eerst = files(map_)
    klaar = ibt("dossier", ronde, "Slenk")
    assert "10 stukken (ongewijzigd)" in klaar.uit
    assert files(map_) == eerst
    ibt("dossier", ronde, "Slenk", "--rondes", tmp_path)
    assert len(files(map_)) == len(eerst) - 3
    assert [pad.name for pad in map_.parent.iterdir()] == ["GM9901"]


@pytest.mark.parametrize("naam", ["eigen.txt", "stukken/verslag.pdf", "inventaris.csv"])
def test_what_is_not_ours_is_left_alone(ibt: Ibt, ronde: Path, tmp_path: Path, naam: str) -> None:
    uit = tmp_path / "uit"
    ibt("dossier", ronde, "Slenk", "-o", uit)
    (uit / naam).write_text("bestand,van\niemand,anders\n")
    eerst = files(uit)
    klaar = ibt("dossier", ronde, "Terp", "-o", uit)
    assert klaar.code == 1
    assert "hier staan bestanden die niet van een eerder dossier zijn" in klaar.fout
    assert files(uit) == eerst


def test_a_piece_that_was_changed_says_so_and_a_round_that_lacks_is_named(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    brief = ronde.parents[1] / "outputs" / "2026-07-01" / "brieven" / "GM9901.docx"
    brief.write_bytes(b"met de hand")
    klaar = ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit")
    assert "Rapport en brief van ronde 2025-07-01, 2026-01-01: niet gevonden in" in klaar.fout
    *_, laatste, _ = listed(tmp_path / "uit")
    assert laatste["opmerking"] == "veranderd sinds ibt dit maakte"
    assert (tmp_path / "uit" / laatste["bestand"]).read_bytes() == b"met de hand"
    (ronde.parents[1] / "outputs" / "2026-07-01" / "manifest.json").write_text("{")
    klaar = ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit")
    assert "Ronde 2026-07-01: niet te lezen" in klaar.fout


def test_who_went_up_in_the_gemeente_is_part_of_its_past(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    data = ronde.parents[1] / "data"
    with (data / "gemeenten.csv").open("a", encoding="utf-8") as bestand:
        bestand.write("GM9800,Oudslenk,Verzonnen,2000-01-01,2024-12-31,GM9901\n")
    register = data / "register.csv"
    kop, rest = register.read_text(encoding="utf-8").split("\n", 1)
    register.write_text(f"{kop}\nGM9800,2024-07-16,2,ronde,2024-07-01{',' * 8}\n{rest}")
    klaar = ibt("dossier", ronde, "Slenk", "-o", tmp_path / "uit")
    assert klaar.code == 0, klaar.fout
    eerste, *_ = listed(tmp_path / "uit")
    assert eerste["omschrijving"] == "Vastgesteld: trede 2 (ronde, peildatum 2024-07-01)"
    assert "Oudslenk (GM9800)" in (tmp_path / "uit" / "index.html").read_text(encoding="utf-8")


def test_a_gemeente_that_is_not_there_and_a_copy_of_a_round_are_refused(
    ibt: Ibt, ronde: Path, tmp_path: Path
) -> None:
    klaar = ibt("dossier", ronde, "Nergens", "-o", tmp_path / "uit")
    assert (klaar.code, "moet de code of de naam van een gemeente" in klaar.fout) == (1, True)
    kopie = ronde.parents[1] / "outputs" / "2026-07-01" / "invoer" / "ronde.yaml"
    klaar = ibt("dossier", kopie, "Slenk", "-o", tmp_path / "uit")
    assert (klaar.code, "begint bij het rondebestand zelf" in klaar.fout) == (1, True)
    assert not (tmp_path / "uit").exists()
