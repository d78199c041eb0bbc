"""What a preview makes again, and of what: here without a process, tests/cli has the real thing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ibt.batch.verzoek import Gemaakt, NotebookFout, Rapportopdracht
from ibt.batch.voorvertoning import Vertoning, Voorvertoning
from ibt.ronde import load_ronde
from tests.batch.conftest import LEEG

SCHRIJF = "print('Gemaakt voor', gemeentecode)"


def run_lightly(opdrachten: Sequence[Rapportopdracht], *_: Any) -> Iterator[Any]:
    """In the place of `run_reports`: a page is its notebook and the figures beside it."""
    [opdracht] = opdrachten
    bron = opdracht.notebook.read_text(encoding="utf-8")
    cijfers = figures(opdracht.map).read_text(encoding="utf-8")
    uit: Gemaakt | Exception = Gemaakt(opdracht.naam, (b"", (bron + cijfers).encode(), b"%"), LEEG)
    for woord, fout in (("stuk", NotebookFout("cel 3", "stuk")), ("vol", OSError("schijf vol"))):
        uit = fout if f"raise {woord}" in bron else uit
    yield opdracht, uit


def figures(map_: Path) -> Path:
    """The table of the judged half-year, in a project or beside a report."""
    return next(pad for pad in map_.rglob("*.csv") if "realisatie" in pad.read_text("utf-8"))


@pytest.fixture
def notebooks(licht: Callable[..., Path]) -> Path:
    return licht(SCHRIJF)


@pytest.fixture(params=[True, False], ids=["in een eigen proces", "in dit proces"])
def kijk(
    request: pytest.FixtureRequest,
    een_gemeente: Path,
    notebooks: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Voorvertoning]:
    """`kijk("Slenk")`: a preview of the small round with light notebooks."""
    plek = "ibt.batch.voorvertoning"
    monkeypatch.setattr(f"{plek}.can_fork", lambda: request.param)
    monkeypatch.setattr(f"{plek}._apart", lambda doe, _: doe())
    monkeypatch.setattr(f"{plek}.prepare", load_ronde)
    monkeypatch.setattr(f"{plek}.run_reports", run_lightly)

    def maak(wie: str | None) -> Voorvertoning:
        (werk := tmp_path / f"kijk naar {wie}").mkdir()
        return Voorvertoning(een_gemeente, wie, notebooks, werk)

    return maak


def told(vertoning: Vertoning | None) -> str:
    assert vertoning is not None
    return vertoning.html.decode()


def test_what_was_saved_is_seen_and_made_again(
    kijk: Callable[..., Voorvertoning], een_gemeente: Path, licht: Callable[..., Path]
) -> None:
    beeld = kijk("GM9901")
    assert beeld.naam == "GM9901"
    eerst = beeld.make()
    assert SCHRIJF in told(eerst)
    assert (beeld.naam, beeld.is_changed(), eerst and eerst.is_fout) == ("Slenk", False, False)
    licht("print('anders')")
    assert beeld.is_changed()
    assert "anders" in told(beeld.make())
    cijfers = figures(een_gemeente.parents[1])
    tekst = cijfers.read_text(encoding="utf-8")
    cijfers.write_text(tekst.replace("Slenk", "Slenk "), encoding="utf-8")
    assert beeld.is_changed()
    assert "Slenk " in told(beeld.make())


def test_what_is_wrong_is_on_the_page_until_it_is_mended(
    kijk: Callable[..., Voorvertoning], een_gemeente: Path, licht: Callable[..., Path]
) -> None:
    beeld, cijfers = kijk("Slenk"), figures(een_gemeente.parents[1])
    goed = cijfers.read_text(encoding="utf-8")
    assert SCHRIJF in told(beeld.make())
    cijfers.write_text(goed.replace("realisatie", "gedaan"), encoding="utf-8")
    fout = beeld.make()
    assert fout is not None
    assert fout.is_fout
    assert "realisatie" in told(fout)
    cijfers.write_text(goed, encoding="utf-8")
    assert SCHRIJF in told(beeld.make())
    for cel, deel in (("raise stuk", "cel 3"), ("raise vol", "schijf vol")):
        licht(cel)
        assert deel in told(beeld.make())


def test_who_is_not_in_the_round_is_said_and_the_overview_has_no_name(
    kijk: Callable[..., Voorvertoning],
) -> None:
    nergens, geheel = kijk("Nergens"), kijk(None)
    assert "moet de code of de naam van een gemeente" in told(nergens.make())
    assert nergens.naam == "Nergens"
    assert "print(rondebestand)" in told(geheel.make())
    assert geheel.naam == "Provinciaal overzicht"


def test_a_notebook_without_its_parameters_is_refused(
    kijk: Callable[..., Voorvertoning], notebooks: Path
) -> None:
    pad = notebooks / "gemeente.ipynb"
    tekst = pad.read_text(encoding="utf-8")
    pad.write_text(tekst.replace("gemeentecode: str", "code: str"), encoding="utf-8")
    assert "gemeentecode" in told(kijk("Slenk").make())
