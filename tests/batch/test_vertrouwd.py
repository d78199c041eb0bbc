"""Who made a round opens its notebooks in JupyterLab with their charts, and trusts nothing more."""

import asyncio
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_server.services.contents.filemanager import AsyncFileContentsManager
from nbformat.sign import NotebookNotary

from ibt.batch.vertrouwd import trust_notebooks

POSIX = pytest.mark.skipif(os.name == "nt", reason="daar heeft een map geen rechten")


@pytest.fixture
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's Jupyter keeps what it trusts."""
    map_ = tmp_path / "jupyter" / "gegevens"
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(map_))
    return map_


def is_trusted(pad: Path, jupyter: Path) -> bool:
    """What the server of JupyterLab says of each cell when it opens a notebook."""
    with NotebookNotary(data_dir=str(jupyter)) as notaris:
        boekhouder = AsyncFileContentsManager(root_dir=str(pad.parent), notary=notaris)
        model = asyncio.run(boekhouder.get(pad.name))
    cellen = [c for c in model["content"]["cells"] if c["cell_type"] == "code" and c["outputs"]]
    assert cellen
    return all(cel["metadata"]["trusted"] for cel in cellen)


def test_jupyterlab_trusts_the_notebooks_of_a_round_that_was_made_here(
    ronde: Path, jupyter: Path, tmp_path: Path
) -> None:
    uit = tmp_path / "uit"
    opdracht = [sys.executable, "-m", "ibt", "render", str(ronde), "-o", str(uit)]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, encoding="utf-8")
    assert klaar.returncode == 0, klaar.stderr
    notebooks = sorted(uit.rglob("*.ipynb"))
    assert len(notebooks) == 4
    assert all(is_trusted(pad, jupyter) for pad in notebooks)


def test_it_does_not_trust_what_somebody_else_made_or_changed_since(
    gemaakte_kopie: Path, jupyter: Path
) -> None:
    eerste, tweede = sorted((gemaakte_kopie / "gemeenten").glob("*.ipynb"))[:2]
    voor = eerste.read_bytes()
    trust_notebooks([eerste])
    assert eerste.read_bytes() == voor
    assert is_trusted(eerste, jupyter)
    assert not is_trusted(tweede, jupyter)
    eerste.write_text(eerste.read_text("utf-8").replace("Trede", "trede"), encoding="utf-8")
    assert not is_trusted(eerste, jupyter)


@POSIX
def test_what_signs_is_for_the_eyes_of_this_user_only(gemaakte_kopie: Path, jupyter: Path) -> None:
    trust_notebooks([next(gemaakte_kopie.rglob("*.ipynb"))])
    assert stat.S_IMODE(jupyter.stat().st_mode) == 0o700
    assert stat.S_IMODE((jupyter / "notebook_secret").stat().st_mode) == 0o600


def test_without_a_place_to_keep_it_nothing_is_said_and_nothing_stops(
    gemaakte_kopie: Path, jupyter: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    notebook = next(gemaakte_kopie.rglob("*.ipynb"))
    jupyter.parent.mkdir()
    jupyter.write_text("een bestand waar een map moet staan")
    trust_notebooks([notebook])
    jupyter.unlink()
    jupyter.mkdir()
    for naam in ("nbsignatures.db", "nbsignatures.db.bak"):
        (jupyter / naam).mkdir()
        (jupyter / naam / "houdt de map vast").touch()
    trust_notebooks([notebook])
    assert capfd.readouterr() == ("", "")
    assert not is_trusted(notebook, jupyter)
