"""A notebook takes the round's parameters or is refused; what a run leaves in it never counts."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from ibt.batch.notebooks import (
    bare,
    check_parameters,
    find_notebooks,
    notebook_in,
    refresh_git,
    source_hash,
)
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.indeling import SOORT
from ibt.begrippen.periode import Moment

GEMEENTE, PROVINCIE = SOORT[Moment.BEOORDELING].gemeente, SOORT[Moment.BEOORDELING].provincie
WAARDEN = {"rondebestand": "../invoer/ronde.yaml", "gemeentecode": "GM9901"}
GOED = 'rondebestand: str = "../parameters/2026-07-01.yaml"\ngemeentecode: str = "GM0344"'


def faults(tmp_path: Path, parameters: str, rest: Sequence[str] = ()) -> list[str]:
    eerste = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    pad = tmp_path / GEMEENTE
    nbformat.write(new_notebook(cells=[eerste, *(new_code_cell(cel) for cel in rest)]), pad)
    return [str(gebrek) for gebrek in check_parameters(pad, WAARDEN)]


@pytest.mark.parametrize("moment", list(Moment))
def test_the_notebooks_of_the_project_take_what_a_round_gives(moment: Moment) -> None:
    soort = SOORT[moment]
    notebooks = find_notebooks(soort=soort)
    assert check_parameters(notebooks / soort.gemeente, WAARDEN) == []
    assert check_parameters(notebooks / soort.provincie, {"rondebestand": "x"}) == []


def test_a_parameter_of_the_analyst_with_a_default_is_fine(tmp_path: Path) -> None:
    assert faults(tmp_path, f"{GOED}\ntoon: str = 'alles'  # eigen keuze") == []


@pytest.mark.parametrize(
    ("parameters", "melding"),
    [
        ('rondebestand: str = "x"', "de parameter gemeentecode moet in deze cel staan"),
        (
            'rondebestand: str = "x"\ngemeente_code: str = "y"',
            'gemeentecode moet in deze cel staan; gevonden: "rondebestand, gemeente_code"',
        ),
        ('rondebestand: str = "x"\ngemeentecode: int = 344', "gemeentecode moet tekst zijn"),
        ('rondebestand: str = "x"\ngemeentecode: str = 344', "gemeentecode moet tekst zijn"),
        ('rondebestand: str = "x"\ngemeentecode: str', "gemeentecode moet tekst zijn"),
        ('rondebestand: str = "x"\ngemeentecode: Literal["a"] = "a"', "gemeentecode moet tekst"),
        ('rondebestand: str = "x"\ngemeentecode = "y"', "elke regel moet één parameter zijn"),
        ('rondebestand: str = "x"; gemeentecode: str = "y"', "elke regel moet één parameter zijn"),
        ("rondebestand: str = ", "moet leesbare Python zijn"),
        ("", "de parameter rondebestand moet in deze cel staan"),
    ],
)
def test_a_parameters_cell_that_papermill_would_pass_over_is_refused(
    tmp_path: Path, parameters: str, melding: str
) -> None:
    gevonden = faults(tmp_path, parameters)
    assert any(melding in zin for zin in gevonden), gevonden
    assert all(zin.startswith("gemeente.ipynb, cel parameters: ") for zin in gevonden)


def test_a_later_cell_may_not_set_a_parameter_again(tmp_path: Path) -> None:
    gevonden = faults(tmp_path, GOED, ["%matplotlib inline", 'gemeentecode = "GM0344"'])
    assert len(gevonden) == 1
    assert "cel 3: mag de parameter gemeentecode niet opnieuw een waarde geven" in gevonden[0]


def test_a_notebook_needs_one_cell_with_the_label_parameters(tmp_path: Path) -> None:
    nbformat.write(new_notebook(cells=[new_code_cell(GOED)]), tmp_path / GEMEENTE)
    (gebrek,) = check_parameters(tmp_path / GEMEENTE, WAARDEN)
    assert "precies één cel moet het label parameters hebben" in str(gebrek)


@pytest.mark.parametrize("inhoud", ["", "geen json", "[]", '{"nbformat": 4}'])
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path, inhoud: str) -> None:
    (tmp_path / GEMEENTE).write_text(inhoud)
    (gebrek,) = check_parameters(tmp_path / GEMEENTE, WAARDEN)
    assert "moet een leesbaar notebook zijn" in str(gebrek)


def test_an_empty_value_is_refused() -> None:
    (gebrek,) = check_parameters(find_notebooks() / PROVINCIE, {"rondebestand": " "})
    assert "de parameter rondebestand moet een waarde hebben" in str(gebrek)


def test_a_folder_without_any_of_the_notebooks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gemeenten.ipynb").touch()
    with pytest.raises(InvoerFout, match=r"moet een notebook of sjabloon hebben \(gemeente\.ipy"):
        find_notebooks(tmp_path)


def test_of_a_folder_with_one_notebook_the_others_are_the_delivered_ones(tmp_path: Path) -> None:
    (tmp_path / GEMEENTE).touch()
    eigen = find_notebooks(tmp_path)
    assert notebook_in(eigen, GEMEENTE) == tmp_path / GEMEENTE
    for naam in (PROVINCIE, "brief.docx"):
        assert notebook_in(eigen, naam) == find_notebooks() / naam


def run_in_jupyter(pad: Path) -> None:
    """What opening, running and saving it in JupyterLab leaves in it."""
    notebook = nbformat.read(pad, as_version=4)
    notebook.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    notebook.metadata["language_info"] |= {"version": "3.14.0", "file_extension": ".py"}
    for nummer, cel in enumerate(notebook.cells):
        cel.metadata["scrolled"] = True
        if cel.cell_type == "code":
            cel.outputs, cel.execution_count = [new_output("stream", text="é\n")], nummer
    nbformat.write(notebook, pad)


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    """A copy of a notebook of the project, as it is kept."""
    pad = tmp_path / "notebooks" / GEMEENTE
    pad.parent.mkdir()
    pad.write_bytes(bare((find_notebooks() / GEMEENTE).read_bytes()))
    return pad


def test_of_a_notebook_that_was_run_the_same_is_kept(eigen: Path) -> None:
    bewaard, afdruk = eigen.read_bytes(), source_hash(eigen)
    run_in_jupyter(eigen)
    assert eigen.read_bytes() != bewaard
    assert (bare(eigen.read_bytes()), source_hash(eigen)) == (bewaard, afdruk)


@pytest.mark.parametrize(("van", "naar"), [("GM0344", "GM0355"), ('"laden"', '"verborgen"')])
def test_another_source_or_label_is_another_notebook(van: str, naar: str, eigen: Path) -> None:
    afdruk = source_hash(eigen)
    eigen.write_text(eigen.read_text(encoding="utf-8").replace(van, naar), encoding="utf-8")
    assert source_hash(eigen) != afdruk


@pytest.mark.parametrize(
    "inhoud", [b"", b"geen json", b"[]", b'{"cells": [1]}', b"\xff", b"[" * 9**5]
)
def test_what_is_no_notebook_is_kept_as_it_is(inhoud: bytes) -> None:
    assert bare(inhoud) == inhoud


@pytest.fixture
def git(tmp_path: Path, eigen: Path) -> Callable[..., str]:
    """A checkout with that notebook in it, as `make round` leaves it, or without its filter."""
    if shutil.which("git") is None:
        pytest.skip("git is er niet")

    def zeg(*woorden: str) -> str:
        wie = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        opdracht = ["git", *wie, *woorden]
        return subprocess.run(
            opdracht, cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    zeg("init", "-q")
    filter_ = f'"{sys.executable}" -P -m ibt.batch.notebooks'
    zeg("config", "filter.ibt.clean", filter_)
    (tmp_path / ".gitattributes").write_text("/notebooks/*.ipynb filter=ibt\n")
    zeg("add", ".")
    zeg("commit", "-qm", "begin")
    return zeg


def test_git_sees_no_change_in_a_notebook_that_was_run_in_jupyterlab(
    eigen: Path, git: Callable[..., str]
) -> None:
    run_in_jupyter(eigen)
    refresh_git(str(eigen), {"type": "notebook"})
    assert git("status", "--porcelain") == git("diff") == ""


def test_git_is_told_of_nothing_that_did_change(eigen: Path, git: Callable[..., str]) -> None:
    run_in_jupyter(eigen)
    git("config", "--unset", "filter.ibt.clean")
    refresh_git(str(eigen), {"type": "notebook"})
    assert git("status", "--porcelain") == f" M notebooks/{GEMEENTE}\n"


def test_outside_git_nothing_happens(eigen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    refresh_git(str(eigen), {"type": "notebook"})
    refresh_git(str(eigen), {"type": "file"})
