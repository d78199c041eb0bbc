"""Who made a round opens its notebooks in JupyterLab with their charts, and trusts nothing more."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jupyter_server.services.contents.filemanager import AsyncFileContentsManager
from nbformat.sign import NotebookNotary

from ibt.batch.vertrouwd import trust_notebooks
from ibt.batch.verzoek import can_fork

POSIX = pytest.mark.skipif(os.name == "nt", reason="daar heeft een map geen rechten")


@pytest.fixture
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's Jupyter keeps what it trusts."""
    map_ = tmp_path / "jupyter" / "gegevens"
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(map_))
    return map_


def is_trusted(pad: Path, jupyter: Path) -> bool:
    """What the server of JupyterLab says of each cell when it opens a notebook.

    In a thread of its own: a browser that other tests share keeps an event loop in this one.
    """
    with ThreadPoolExecutor(1) as draad:
        return draad.submit(_ask_server, pad, jupyter).result()


def _ask_server(pad: Path, jupyter: Path) -> bool:
    with NotebookNotary(data_dir=str(jupyter)) as notaris:
        boekhouder = AsyncFileContentsManager(root_dir=str(pad.parent), notary=notaris)
        model = asyncio.run(boekhouder.get(pad.name))
    cellen = [c for c in model["content"]["cells"] if c["cell_type"] == "code" and c["outputs"]]
    assert cellen
    return all(cel["metadata"]["trusted"] for cel in cellen)


def render(ronde: Path, uit: Path, *opties: str) -> None:
    opdracht = [sys.executable, "-m", "ibt", "render", str(ronde), "-o", str(uit), *opties]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, encoding="utf-8")
    assert klaar.returncode == 0, klaar.stderr
    assert "signatur" not in klaar.stdout + klaar.stderr


@pytest.mark.parametrize("kernel", ["gewoon", *(["warm"] if can_fork() else [])])
def test_jupyterlab_trusts_the_notebooks_of_a_round_that_was_made_here(
    kernel: str, ronde: Path, licht: Callable[..., Path], jupyter: Path, tmp_path: Path
) -> None:
    uit = tmp_path / "uit"
    render(ronde, uit, "--notebooks", str(licht()), "--kernel", kernel)
    notebooks = sorted(uit.rglob("*.ipynb"))
    assert len(notebooks) == 4
    assert all(is_trusted(pad, jupyter) for pad in notebooks)


def test_it_does_not_trust_what_somebody_else_made_also_when_the_rest_is_made_here(
    gemaakt: Path, gemaakte_kopie: Path, jupyter: Path
) -> None:
    ronde = gemaakt.parent / "werk" / "parameters" / "2026-07-01.yaml"
    render(ronde, gemaakte_kopie, "--gemeente", "GM9902")
    vertrouwd = {
        pad.stem: is_trusted(pad, jupyter) for pad in sorted(gemaakte_kopie.rglob("*.ipynb"))
    }
    assert vertrouwd == {"GM9901": False, "GM9902": True, "GM9903": False, "provincie": True}


def test_a_notebook_that_was_changed_since_is_not_trusted(
    gemaakte_kopie: Path, jupyter: Path
) -> None:
    notebook = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    voor = notebook.read_bytes()
    trust_notebooks([gemaakte_kopie / "weg.ipynb", notebook])
    assert notebook.read_bytes() == voor
    assert is_trusted(notebook, jupyter)
    notebook.write_text(notebook.read_text("utf-8").replace("Trede", "trede"), encoding="utf-8")
    assert not is_trusted(notebook, jupyter)


@POSIX
def test_what_signs_is_for_the_eyes_of_this_user_only(gemaakte_kopie: Path, jupyter: Path) -> None:
    trust_notebooks([next(gemaakte_kopie.rglob("*.ipynb"))])
    assert stat.S_IMODE(jupyter.stat().st_mode) == 0o700
    rechten = {pad.name: stat.S_IMODE(pad.stat().st_mode) for pad in jupyter.iterdir()}
    assert rechten == {"notebook_secret": 0o600, "nbsignatures.db": 0o600}


@pytest.mark.parametrize("winkel", ["bestand", "map", "onleesbaar", "bezet"])
def test_without_a_place_to_keep_it_nothing_is_said_and_nothing_of_the_user_is_touched(
    winkel: str, gemaakte_kopie: Path, jupyter: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    jupyter.parent.mkdir()
    db = jupyter / "nbsignatures.db"
    bezet = None
    match winkel:
        case "bestand":
            jupyter.write_text("een bestand waar een map moet staan")
        case "map":
            db.mkdir(parents=True)
        case "onleesbaar":
            jupyter.mkdir()
            db.write_text("geen database, wel van de gebruiker")
        case "bezet":
            jupyter.mkdir()
            bezet = sqlite3.connect(db, isolation_level=None)
            bezet.execute("BEGIN EXCLUSIVE")
    voor = sorted(jupyter.parent.rglob("*"))
    trust_notebooks([next(gemaakte_kopie.rglob("*.ipynb"))])
    if bezet is not None:
        bezet.close()
    assert capfd.readouterr() == ("", "")
    # What stands beside a store while it is held goes by itself.
    assert sorted(jupyter.parent.rglob("*")) == [pad for pad in voor if "journal" not in pad.name]
    if winkel == "onleesbaar":
        assert db.read_text() == "geen database, wel van de gebruiker"
