"""What nbval passes by is compared all the same: pictures, what hangs on them, the order."""

import base64
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from ibt.batch.herhaald import run_again
from ibt.batch.nbval import run_nbval

BEELD = """
import base64
import os
from IPython.display import display
print("Een beeld:")
display({"image/png": base64.b64encode(b"geen echt beeld").decode()}, raw=True)
"""
PNG = base64.b64encode(b"geen echt beeld").decode()
ANDER = base64.b64encode(b"een ander beeld").decode()

Cellen = Sequence[nbformat.NotebookNode]


@pytest.fixture
def schrijf(tmp_path: Path) -> Callable[[str, str, Sequence[Any]], None]:
    def notebook(naam: str, bron: str, uit: Sequence[Any]) -> None:
        cellen = [
            new_code_cell("print(1)", outputs=[stream("1\n")], execution_count=1),
            new_code_cell(bron.strip(), outputs=list(uit), execution_count=2),
        ]
        (tmp_path / naam).parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cellen), tmp_path / naam)

    return notebook


def stream(tekst: str, naam: str = "stdout") -> Any:
    return new_output("stream", name=naam, text=tekst)


def beeld(png: str, **rest: Any) -> Any:
    return new_output("display_data", data={"image/png": png}, metadata=rest)


def test_a_picture_that_does_not_come_out_again_is_named_and_nbval_alone_would_not(
    tmp_path: Path, schrijf: Callable[..., None]
) -> None:
    tekst = stream("Een beeld:\n")
    schrijf("map/goed.ipynb", BEELD, [tekst, beeld(PNG)])
    schrijf("beeld.ipynb", BEELD, [tekst, beeld(ANDER)])
    schrijf("meer.ipynb", BEELD, [tekst, beeld(PNG, width=10)])
    schrijf("volgorde.ipynb", BEELD, [beeld(PNG), tekst])
    namen = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.ipynb"))
    assert run_nbval(namen, tmp_path, werkers=2) == []
    assert sorted(run_again(namen, tmp_path, werkers=2)) == [
        f"{naam}.ipynb, cel 2: de uitkomst is nu anders" for naam in ("beeld", "meer", "volgorde")
    ]


def test_what_was_printed_in_pieces_is_the_same_text(
    tmp_path: Path, schrijf: Callable[..., None]
) -> None:
    stukken = [stream("Een "), stream("beeld:\n"), beeld(PNG)]
    schrijf("stukken.ipynb", BEELD, stukken)
    assert run_again(["stukken.ipynb"], tmp_path) == []


def test_a_notebook_that_nbval_sees_whole_is_not_run_once_more(
    tmp_path: Path, schrijf: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    gedraaid: list[object] = []
    monkeypatch.setattr("ibt.batch.herhaald.run_many", lambda *vraag: gedraaid.append(vraag))
    tabel = new_output("display_data", data={"text/html": "<p>1</p>", "text/plain": "1"})
    schrijf("tabel.ipynb", "x", [tabel, tabel])
    schrijf("tekst.ipynb", "x", [stream("x\n")])
    (tmp_path / "kapot.ipynb").write_text("geen json")
    assert run_again(["tabel.ipynb", "tekst.ipynb", "kapot.ipynb"], tmp_path) == []
    assert gedraaid == []


def test_a_notebook_that_no_longer_runs_is_named_with_its_cell(
    tmp_path: Path, schrijf: Callable[..., None]
) -> None:
    schrijf("stuk.ipynb", "1 / 0", [beeld(PNG)])
    (zin,) = run_again(["stuk.ipynb"], tmp_path)
    assert zin.startswith("stuk.ipynb, cel 2: de cel geeft nu een fout (ZeroDivisionError")


@pytest.mark.skipif(os.name == "nt", reason="daar stopt een proces op een andere manier")
def test_a_process_that_dies_is_said_and_proves_nothing(
    tmp_path: Path, schrijf: Callable[..., None]
) -> None:
    schrijf("moord.ipynb", "import os; os.kill(os.getppid(), 9)", [beeld(PNG)])
    zinnen = run_again(["moord.ipynb"], tmp_path)
    assert zinnen == ["moord.ipynb: het proces dat dit opnieuw uitvoerde, is gestopt"]
