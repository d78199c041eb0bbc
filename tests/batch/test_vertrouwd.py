"""Who made a round opens its notebooks in JupyterLab with their charts, and trusts nothing more."""

import asyncio
import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jupyter_server.services.contents.filemanager import AsyncFileContentsManager
from nbformat.sign import NotebookNotary

from ibt.batch.vertrouwd import trust_notebooks
from ibt.cli.programma import run


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


def test_jupyterlab_trusts_what_was_made_here_and_not_what_somebody_else_made(
    gemaakt: Path, gemaakte_kopie: Path, jupyter: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ronde = gemaakt.parent / "werk" / "parameters" / "2026-07-01.yaml"
    woorden = ["render", str(ronde), "-o", str(gemaakte_kopie), "--gemeente", "GM9902"]
    assert run(woorden) == 0
    assert "signatur" not in "".join(capfd.readouterr())
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
    if os.name != "nt":  # what signs is for the eyes of this user only
        rechten = {
            pad.name: stat.S_IMODE(pad.stat().st_mode) for pad in (jupyter, *jupyter.iterdir())
        }
        eigen = {"notebook_secret": 0o600, "nbsignatures.db": 0o600}
        assert rechten == {jupyter.name: 0o700, **eigen}
    notebook.write_text(notebook.read_text("utf-8").replace("Trede", "trede"), encoding="utf-8")
    assert not is_trusted(notebook, jupyter)


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
