"""The notebooks are pages to read, not programs; and they say the same thing every time."""

import ast
import importlib
import inspect
import shutil
import subprocess
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat import NotebookNode

from ibt.batch.cellen import run_notebook
from ibt.batch.nbval import run_nbval
from ibt.batch.notebooks import bare
from ibt.batch.shell import run_cells
from ibt.batch.tijdelijk import make_home
from ibt.batch.verzoek import Rapportopdracht
from ibt.batch.voorbereid import prepare
from ibt.batch.vorken import run_apart

PROJECT = Path(__file__).parents[2]
NOTEBOOKS = ("gemeente", "provincie", "voortgang", "voortgang_provincie")
VERBODEN = (
    *(ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.IfExp, ast.Try),
    *(ast.With, ast.BinOp, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.ListComp, ast.SetComp),
    *(ast.DictComp, ast.GeneratorExp, ast.Delete, ast.AugAssign, ast.Raise, ast.Assert),
)
elk = pytest.mark.parametrize("naam", NOTEBOOKS)


def read(naam: str) -> NotebookNode:
    return nbformat.read(PROJECT / "notebooks" / f"{naam}.ipynb", as_version=4)


def code_of(notebook: NotebookNode, label: str | None = None) -> list[ast.Module]:
    """The code cells with a label, or those without any."""
    return [
        ast.parse(cel.source)
        for cel in notebook.cells
        if cel.cell_type == "code" and cel.metadata.get("tags", []) == ([label] if label else [])
    ]


@elk
def test_one_parameters_cell_of_plain_lines_comes_first(naam: str) -> None:
    notebook = read(naam)
    assert notebook.cells[0].metadata.tags == ["parameters"]
    (cel,) = code_of(notebook, "parameters")
    for regel in notebook.cells[0].source.splitlines():
        (zin,) = ast.parse(regel).body
        assert isinstance(zin, ast.AnnAssign)
        assert ast.unparse(zin.annotation) == "str"
        assert isinstance(zin.value, ast.Constant)
        assert isinstance(zin.value.value, str)
    assert len(cel.body) == len(notebook.cells[0].source.splitlines())


@elk
def test_one_cell_loads_and_every_other_cell_is_one_call(naam: str) -> None:
    notebook = read(naam)
    assert notebook.cells[1].metadata.tags == ["laden"]
    (laden,) = code_of(notebook, "laden")
    assert all(isinstance(zin, ast.ImportFrom | ast.Assign) for zin in laden.body)
    for cel in code_of(notebook):
        (zin,) = cel.body
        assert isinstance(zin, ast.Expr)
        assert isinstance(zin.value, ast.Call)


@elk
def test_there_is_no_logic_and_no_arithmetic(naam: str) -> None:
    for cel in read(naam).cells:
        if cel.cell_type == "code":
            gevonden = [
                type(k).__name__ for k in ast.walk(ast.parse(cel.source)) if isinstance(k, VERBODEN)
            ]
            assert gevonden == [], cel.source


@elk
def test_every_section_has_one_heading_and_at_least_one_call(naam: str) -> None:
    cellen = read(naam).cells[3:]
    for plek, cel in enumerate(cellen):
        if cel.cell_type == "markdown":
            koppen = [regel for regel in cel.source.splitlines() if regel]
            assert all(regel.startswith(("## ", "### ")) for regel in koppen)
            assert len({regel.partition(" ")[0] for regel in koppen}) == len(koppen)
            assert cellen[plek + 1].cell_type == "code", cel.source
    assert cellen[0].source.startswith("## ")


@elk
def test_every_call_exists_and_takes_what_it_is_given(naam: str) -> None:
    notebook = read(naam)
    (laden,) = code_of(notebook, "laden")
    modules = {
        alias.asname or alias.name: f"{zin.module}.{alias.name}"
        for zin in laden.body
        if isinstance(zin, ast.ImportFrom) and zin.module == "ibt.rapport"
        for alias in zin.names
    }
    for cel in code_of(notebook):
        (zin,) = cel.body
        assert isinstance(zin, ast.Expr)
        aanroep = zin.value
        assert isinstance(aanroep, ast.Call)
        assert isinstance(aanroep.func, ast.Attribute)
        module = importlib.import_module(modules[ast.unparse(aanroep.func.value)])
        functie = getattr(module, aanroep.func.attr)
        inspect.signature(functie).bind(*aanroep.args)
        assert inspect.getdoc(functie)


@elk
def test_it_is_kept_clean_and_runs_on_any_machine(naam: str) -> None:
    """What git keeps: the file itself may have been run since."""
    pad = PROJECT / "notebooks" / f"{naam}.ipynb"
    vraag = ["git", "show", f":./{pad.name}"]
    git = (
        subprocess.run(vraag, cwd=pad.parent, capture_output=True) if shutil.which("git") else None
    )
    bewaard = git.stdout if git and git.returncode == 0 else bare(pad.read_bytes())
    assert bare(bewaard) == bewaard


def test_run_on_their_defaults_twice_in_fresh_kernels_they_say_the_same(tmp_path: Path) -> None:
    """In a forked kernel, and then in an ordinary one."""
    for map_ in ("parameters", "data"):
        shutil.copytree(PROJECT / map_, tmp_path / map_)
    werkmap = tmp_path / "notebooks"
    werkmap.mkdir()
    prepare(tmp_path / "parameters" / "2026-07-01.yaml")
    schelp = partial(run_cells, SimpleNamespace(begin=lambda cel: None, stop=pytest.fail))
    for naam in NOTEBOOKS:
        bron = PROJECT / "notebooks" / f"{naam}.ipynb"
        with make_home(naam) as thuis:
            inhoud = run_apart(
                run_notebook, Rapportopdracht("provincie", bron, {}, werkmap), thuis, schelp
            )
        (werkmap / bron.name).write_bytes(inhoud)
    assert run_nbval([f"{naam}.ipynb" for naam in NOTEBOOKS], werkmap, werkers=1) == []
