"""nbval may not pass in silence: a cell that was not compared counts as a difference."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ibt import __version__
from ibt.batch import nbval
from ibt.batch.nbval import run_nbval

Schrijf = Callable[[str, Sequence[nbformat.NotebookNode]], None]


@pytest.fixture
def schrijf(tmp_path: Path) -> Schrijf:
    def notebook(naam: str, cellen: Sequence[nbformat.NotebookNode]) -> None:
        (tmp_path / naam).parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=list(cellen)), tmp_path / naam)

    return notebook


def cell(
    bron: str, uit: str | None, telling: int | None = 1, *labels: str
) -> nbformat.NotebookNode:
    """A cell as it was run, with what it printed."""
    uitvoer = [] if uit is None else [new_output("stream", name="stdout", text=uit)]
    meta = {"tags": list(labels)} if labels else {}
    return new_code_cell(bron, outputs=uitvoer, execution_count=telling, metadata=meta)


def test_all_that_can_hide_a_difference_is_found_in_one_run(
    tmp_path: Path, schrijf: Schrijf
) -> None:
    kop = new_markdown_cell("## Cijfers")
    goed = cell("print(1)", "1\n")
    versie = cell("print('Gemaakt met ibt 9.9.9')", f"Gemaakt met ibt {__version__}\n", 3)
    half = cell("print(2)", None, None)
    notitie = cell("# NBVAL_IGNORE_OUTPUT\nprint(2)", "3\n", 2)
    gulzig = cell("x = bytearray(2 * 10**9)", None, 3)
    schrijf("goed.ipynb", [goed, cell("x = 1", None, 2), new_code_cell(""), versie])
    schrijf("map met spatie/anders.ipynb", [goed, kop, cell("print(2)", "3\n", 2)])
    schrijf("nooit.ipynb", [half])
    schrijf("leeg.ipynb", [kop])
    schrijf("weg.ipynb", [goed, half, notitie, cell("print(2)", "3\n", 3, "nbval-skip")])
    schrijf("fout.ipynb", [goed, cell("1 / 0", None, 2), gulzig])
    (tmp_path / "kapot.ipynb").write_text("geen json")
    namen = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.ipynb"))
    gevonden = run_nbval(namen, tmp_path, werkers=2, geheugen=600, programma="ibt 9.9.9")
    per_notebook = {naam: [zin for zin in gevonden if zin.startswith(naam)] for naam in namen}
    assert sum(map(len, per_notebook.values())) == len(gevonden)
    assert per_notebook["goed.ipynb"] == []
    assert per_notebook["map met spatie/anders.ipynb"] == [
        "map met spatie/anders.ipynb, cel 3 (onder Cijfers): de uitkomst is nu anders"
    ]
    assert per_notebook["nooit.ipynb"] == [
        "nooit.ipynb, cel 1: is niet uitgevoerd",
        "nooit.ipynb: dit notebook heeft geen uitkomsten",
    ]
    assert "leeg.ipynb: dit notebook heeft geen uitkomsten" in per_notebook["leeg.ipynb"]
    assert {
        "weg.ipynb, cel 2: is niet uitgevoerd",
        *(f"weg.ipynb, cel {n}: vraagt om niet te worden vergeleken" for n in (3, 4)),
    } <= set(per_notebook["weg.ipynb"])
    gedeeld, *geheugen = per_notebook["fout.ipynb"]
    assert "cel 2: de cel geeft nu een fout (ZeroDivisionError" in gedeeld
    if sys.platform == "linux":  # elsewhere memory cannot be bounded
        assert "cel 3: de cel geeft nu een fout (MemoryError" in geheugen[0]
    assert per_notebook["kapot.ipynb"] == ["kapot.ipynb: is geen leesbaar notebook (NotJSONError)"]


def test_no_notebook_at_all_is_no_proof(tmp_path: Path) -> None:
    assert run_nbval([], tmp_path) == []


def test_a_notebook_that_pytest_does_not_see_is_a_difference(tmp_path: Path) -> None:
    verslag = tmp_path / "nbval.xml"
    verslag.write_text('<testsuites><testcase file="a.ipynb" name="Cell 0"/></testsuites>')
    cellen = {naam: [("cel 1", cell("print(1)", "1\n"))] for naam in ("a.ipynb", "b.ipynb")}
    assert list(nbval._differences(verslag, cellen)) == [
        ("b.ipynb", "", "nbval vergeleek 0 van de 1 cellen")
    ]


def test_when_pytest_itself_cannot_start_verification_fails(
    tmp_path: Path, schrijf: Schrijf, monkeypatch: pytest.MonkeyPatch
) -> None:
    schrijf("a.ipynb", [cell("print(1)", "1\n")])
    monkeypatch.setitem(nbval._OMGEVING, "PYTEST_ADDOPTS", "--wat")
    (zin,) = run_nbval(["a.ipynb"], tmp_path)
    assert zin.startswith("nbval kon niet draaien")


def test_only_the_version_that_made_it_may_differ_from_the_one_here(
    tmp_path: Path, schrijf: Schrijf
) -> None:
    for toen in ("", nbval.PROGRAMMA, "ibt .*", "trede 2"):
        assert nbval._same_version(tmp_path / "nbval.cfg", toen) == ()
    anders = cell("print('met ibt 1.2, trede 2')", f"met {nbval.PROGRAMMA}, trede 2\n")
    derde = cell("print('met ibt 1.3')", f"met {nbval.PROGRAMMA}\n", 2)
    schrijf("a.ipynb", [anders, derde, cell("print('trede 2')", "trede 3\n", 3)])
    zinnen = run_nbval(["a.ipynb"], tmp_path, programma="ibt 1.2")
    assert zinnen == [f"a.ipynb, cel {n}: de uitkomst is nu anders" for n in (2, 3)]


def test_nbval_that_does_not_end_is_stopped_and_says_so(
    tmp_path: Path, schrijf: Schrijf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nbval, "_BEGIN_SECONDEN", 5 - nbval._CEL_SECONDEN)
    schrijf("a.ipynb", [cell("import time; time.sleep(60)", None)])
    (_, zin) = run_nbval(["a.ipynb"], tmp_path)
    assert zin == "nbval was na 5 seconden niet klaar en is gestopt"
