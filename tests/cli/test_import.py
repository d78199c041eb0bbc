"""`ibt import`: shown before it is written, and nothing written where anything is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.readers.gemeenten import read_gemeenten
from ibt.ronde.bestand import read_rondebestand

Ibt = Callable[..., object]


@pytest.fixture
def project(ronde: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the small round; one works in a folder below it, without a terminal."""
    map_ = ronde.parents[1]
    monkeypatch.chdir(map_ / "data")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    return map_


@pytest.fixture
def tabel(project: Path, ronde: Path) -> Path:
    """A delivery of 2027-01-01 for every gemeente of the small round."""
    lijst = read_gemeenten(ronde.parent / read_rondebestand(ronde).waarde.gemeenten).waarde
    rijen = "".join(
        f"{g.code};{g.naam};1.100;– 20;7\n" for g in lijst.gemeenten.values() if not g.geldig_tot
    )
    pad = project / "lijst.csv"
    kop = "Code;Gemeente;Taakstelling;Stand begin;Gerealiseerd\n"
    pad.write_text(kop + rijen, encoding="utf-8")
    return pad


def test_without_ja_and_terminal_it_shows_and_writes_nothing(
    ibt: Ibt, project: Path, tabel: Path
) -> None:
    woorden = ("import", tabel, "--peildatum", "2027-01-01", "--teken", "plus-is-achterstand")
    afloop = ibt(*woorden)
    assert afloop.code == 0, afloop.fout
    assert "Gerealiseerd  →  realisatie: gehuisvest sinds" in afloop.uit
    assert "geen terminal" in afloop.uit
    assert not (project / "data" / "bron").exists()
    afloop = ibt(*woorden, "--ja")
    assert "Gemaakt: cijfers/2027-01-01.csv" in afloop.uit
    assert ",1100,20,7," in (project / "data" / "cijfers" / "2027-01-01.csv").read_text()
    assert "is al zo" in ibt(*woorden, "--ja").uit


@pytest.mark.parametrize(("antwoord", "is_geschreven"), [("nee", False), ("", False), ("ja", True)])
def test_in_a_terminal_it_asks(
    ibt: Ibt,
    project: Path,
    tabel: Path,
    monkeypatch: pytest.MonkeyPatch,
    antwoord: str,
    is_geschreven: bool,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: antwoord)
    afloop = ibt("import", tabel, "--peildatum", "2027-01-01", "--teken", "min-is-achterstand")
    assert afloop.code == 0, afloop.fout
    assert (project / "data" / "cijfers" / "2027-01-01.csv").exists() is is_geschreven


def test_a_sign_that_nobody_told_is_refused_and_nothing_written(
    ibt: Ibt, project: Path, tabel: Path
) -> None:
    afloop = ibt("import", tabel, "--peildatum", "2027-01-01", "--ja")
    assert afloop.code == 1
    assert "(min-is-achterstand) of" in afloop.fout
    assert not (project / "data" / "bron").exists()


def test_a_profile_is_proposed_corrected_and_used(ibt: Ibt, project: Path, tabel: Path) -> None:
    tekst = tabel.read_text(encoding="utf-8").replace("Gerealiseerd", "Uitgestroomd")
    tabel.write_text(tekst, encoding="utf-8")
    woorden = ("import", tabel, "--peildatum", "2027-01-01", "--ja", "--map", project)
    afloop = ibt(*woorden, "--nieuw-profiel", "coa-lijst", "--teken", "min-is-achterstand")
    assert afloop.code == 0, afloop.fout
    pad = project / "parameters" / "bronnen" / "coa-lijst.yaml"
    profiel = pad.read_text(encoding="utf-8")
    assert "#   uitgestroomd" in profiel
    pad.write_text(f"{profiel}  realisatie: [uitgestroomd]\n", encoding="utf-8")
    afloop = ibt(*woorden, "--profiel", "coa-lijst")
    assert afloop.code == 0, afloop.fout
    assert (project / "data" / "cijfers" / "2027-01-01.csv").is_file()
    assert ibt(*woorden, "--nieuw-profiel", "coa-lijst").code == 1  # it is there already


@pytest.mark.parametrize(
    ("woorden", "zegt"),
    [
        (("--teken", "min"), "moet min-is-achterstand of plus-is-achterstand zijn"),
        (("--nieuw-profiel", "../x"), "kleine letters"),
        (("--peildatum", "2027-02-01"), "1 januari, 1 april, 1 juli of 1 oktober"),
    ],
)
def test_words_that_are_wrong_are_a_usage_error(
    ibt: Ibt, tabel: Path, woorden: tuple[str, ...], zegt: str
) -> None:
    afloop = ibt("import", tabel, "--peildatum", "2027-01-01", *woorden)
    assert afloop.code == 2
    assert zegt in afloop.fout
