"""A small invented round, rendered once per test run; and notebooks that cost almost nothing."""

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ibt.batch import opnieuw
from ibt.batch.geheel import Rapporten
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Gemaakt, Rapportopdracht
from ibt.rapport.index import Mislukt
from ibt.rapport.typst import Stuk
from ibt.ronde import Ronde, load_ronde

RONDE = Path(__file__).parent / "ronde"
LANGST = 480

# What a report that is no report adds to the document with all reports.
LEEG = Stuk("{}", {})


@pytest.fixture
def ronde(tmp_path: Path) -> Path:
    """The round file of a copy of the small round: three gemeenten, judged on 2026-07-01."""
    shutil.copytree(RONDE, tmp_path / "werk")
    return tmp_path / "werk" / "parameters" / "2026-07-01.yaml"


@pytest.fixture
def lees(ronde: Path) -> Callable[[], Ronde]:
    """`lees()`: the round, read anew where one of its files changed."""
    gelezen: dict[tuple[bytes, ...], Ronde] = {}

    def doe() -> Ronde:
        paden = sorted(pad for pad in ronde.parents[1].rglob("*") if pad.is_file())
        nu = tuple(stuk for pad in paden for stuk in (bytes(pad), pad.read_bytes()))
        if nu not in gelezen:
            gelezen[nu] = load_ronde(ronde)
        return gelezen[nu]

    return doe


@pytest.fixture
def een_gemeente(ronde: Path) -> Path:
    """The same with no more in it than Slenk, its figures and its decisions."""
    for pad in [*ronde.parents[1].glob("data/**/*.csv")]:
        kop, *regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
        eigen = [regel for regel in regels if regel.startswith("GM9901")]
        pad.write_text("".join([kop, *eigen]), encoding="utf-8")
    (ronde.parent / "bevindingen" / "2026-07-01.yaml").write_text("[]\n", encoding="utf-8")
    return ronde


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A folder that one worker fills and all of them read: `make_once("naam", vul)`."""
    basis = tmp_path_factory.getbasetemp()
    samen = basis.parent if "PYTEST_XDIST_WORKER" in os.environ else basis

    def make(naam: str, vul: Callable[[Path], None]) -> Path:
        plek, klaar = samen / naam, samen / f"{naam} is klaar"
        with FileLock(samen / f"{naam}.slot", timeout=LANGST):
            if not klaar.is_file():
                assert not plek.exists(), f"{naam} is bij een andere werker niet afgekomen"
                plek.mkdir()
                vul(plek)
                klaar.touch()
        return plek

    return make


@pytest.fixture(scope="session")
def gemaakt(make_once: Callable[..., Path]) -> Path:
    """The small round as `ibt render` makes it; to be read, not changed."""

    def vul(plek: Path) -> None:
        shutil.copytree(RONDE, plek / "werk")
        bestand = plek / "werk" / "parameters" / "2026-07-01.yaml"
        uitkomst = render_ronde(load_ronde(bestand), plek / "2026-07-01", find_notebooks())
        assert uitkomst.mislukt == ()

    # Within braces papermill would fill in a parameter.
    return make_once("gedeelde ronde {gemeentecode} {", vul) / "2026-07-01"


@pytest.fixture
def gemaakte_kopie(gemaakt: Path, tmp_path: Path) -> Path:
    """The rendered round, to be changed by one test."""
    return shutil.copytree(gemaakt, tmp_path / "2026-07-01")


@pytest.fixture
def licht(tmp_path: Path) -> Callable[..., Path]:
    """A folder with notebooks that load no round: `licht("print(gemeentecode)")`."""

    def schrijf(*cellen: str, naam: str = "licht {eigen}") -> Path:
        map_ = tmp_path / naam
        map_.mkdir(exist_ok=True)
        ronde = 'rondebestand: str = "x"'
        write_notebook(map_ / "provincie.ipynb", [ronde], ["print(rondebestand)"])
        beide = [ronde, 'gemeentecode: str = "GM9901"']
        write_notebook(map_ / "gemeente.ipynb", beide, cellen or ["print(gemeentecode)"])
        return map_

    return schrijf


def write_notebook(pad: Path, parameters: Sequence[str], cellen: Sequence[str]) -> None:
    eerste = new_code_cell("\n".join(parameters), metadata={"tags": ["parameters"]})
    rest = [new_code_cell(cel) for cel in cellen]
    nbformat.write(new_notebook(cells=[eerste, new_markdown_cell("## Uitkomst"), *rest]), pad)


def make_short(
    gevraagd: list[str], mislukt: Sequence[Mislukt] = ()
) -> Callable[..., Iterator[tuple[Rapportopdracht, Gemaakt]]]:
    """In the place of `run_reports`: three short files each; `gevraagd` says which were made."""

    def maak(opdrachten: Sequence[Rapportopdracht], *_: Any) -> Iterator[Any]:
        fout = {weg.naam: weg for weg in mislukt}
        for opdracht in opdrachten:
            naam = opdracht.naam
            gevraagd.append(naam)
            inhoud = f"rapport van {naam}".encode()
            yield opdracht, Gemaakt(naam, (inhoud, inhoud, inhoud), LEEG, fout.get(naam))

    return maak


@pytest.fixture
def zonder_kernel(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reports are three short files instead of a kernel's work; the list says which were made."""
    gevraagd: list[str] = []
    monkeypatch.setattr("ibt.batch.render.run_reports", make_short(gevraagd))
    return gevraagd


@pytest.fixture
def kort(make_once: Callable[..., Path], ronde: Path, tmp_path: Path) -> Path:
    """The folder of `ronde` as a render `zonder_kernel` leaves it, made once; to be changed."""

    def vul(plek: Path) -> None:
        shutil.copytree(RONDE, plek / "werk")
        bestand = plek / "werk" / ronde.relative_to(tmp_path / "werk")
        with pytest.MonkeyPatch.context() as vervang:
            vervang.setattr("ibt.batch.render.run_reports", make_short([]))
            render_ronde(load_ronde(bestand), plek / "uit", find_notebooks())

    return shutil.copytree(make_once("korte ronde", vul) / "uit", tmp_path / "uit")


@pytest.fixture(scope="session")
def eerder_gemaakt() -> dict[str, Any]:
    """What was made before, by all that it was made of."""
    return {}


@pytest.fixture
def zonder_nbval(monkeypatch: pytest.MonkeyPatch, eerder_gemaakt: dict[str, Any]) -> None:
    """Only what is proved without nbval; what is made of the same is made once.

    The same cells over the same inputs, the pages of the same notebook, all of the same reports.
    """
    echt, apart, samen = opnieuw.run_reports, opnieuw.run_apart, opnieuw.make_bundel

    def key(*delen: Any) -> str:
        return hashlib.sha256(pickle.dumps(delen)).hexdigest()

    def make(opdrachten: Sequence[Rapportopdracht], invoer: Any, *rest: Any) -> Iterator[Any]:
        van = sorted(invoer.items())
        sleutels = {e.naam: key(e.naam, e.notebook.read_bytes(), van) for e in opdrachten}
        nieuw = [een for een in opdrachten if sleutels[een.naam] not in eerder_gemaakt]
        for opdracht, uit in echt(nieuw, invoer, *rest):
            eerder_gemaakt[sleutels[opdracht.naam]] = uit
        yield from ((een, eerder_gemaakt[sleutels[een.naam]]) for een in opdrachten)

    def once(sleutel: str, functie: Callable[..., Any], *wat: Any) -> Any:
        if sleutel not in eerder_gemaakt:
            eerder_gemaakt[sleutel] = functie(*wat)
        return eerder_gemaakt[sleutel]

    def bundle(ronde: Ronde, alles: Rapporten) -> Any:
        return once(key("bundel", repr(ronde.verslag), alles), samen, ronde, alles)

    def pages(functie: Callable[..., Any], *wat: Any) -> Any:
        return once(key("bladen", *wat), apart, functie, *wat)

    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *_: [])
    monkeypatch.setattr("ibt.batch.opnieuw.run_reports", make)
    monkeypatch.setattr("ibt.batch.opnieuw.run_apart", pages)
    monkeypatch.setattr("ibt.batch.opnieuw.make_bundel", bundle)


def bytes_of(map_: Path) -> dict[str, bytes]:
    """All that a round holds, by its path within the folder; working state is no part of it."""
    return {
        pad.relative_to(map_).as_posix(): pad.read_bytes()
        for pad in sorted(map_.rglob("*"))
        if pad.is_file() and ".ibt" not in pad.parts
    }


@pytest.fixture
def inhoud() -> Callable[[Path], dict[str, bytes]]:
    """`inhoud(map)`: the bytes of every file of a round."""
    return bytes_of
