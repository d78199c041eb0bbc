"""What SECURITY.md promises is what the program does."""

import os
import stat
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_notebook

from ibt import __version__
from ibt.batch import cellen
from ibt.batch.verzoek import NotebookFout, Rapportopdracht
from ibt.batch.werkers import make_rapport
from ibt.begrippen import veld
from ibt.begrippen.wachttijd import KLEINSTE_GROEP
from ibt.rapport.bladzijde import html_page
from ibt.rapport.brief.sjabloon import make_environment

DOCUMENT = " ".join((Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8").split())


def test_the_supported_version_is_this_one() -> None:
    assert f"newest on `main` ({__version__}, " in DOCUMENT


def test_its_numbers_are_those_of_the_program() -> None:
    assert "nine plain filters" in DOCUMENT
    omgeving = make_environment()
    assert (len(omgeving.filters), omgeving.globals) == (9, {})
    langste = f"{veld._LANGSTE_TEKST:,}".replace(",", ".")
    assert f"texts of at most {langste} characters" in DOCUMENT
    assert f"nothing of fewer than {KLEINSTE_GROEP} households" in DOCUMENT


def test_a_page_forbids_the_browser_to_fetch_anything() -> None:
    kop = unescape(html_page("<p>x</p>", "x").partition("<style>")[0])
    assert "default-src 'none'" in kop


@pytest.mark.skipif(os.name == "nt", reason="op Windows praten kernels over TCP")
def test_kernels_talk_in_a_folder_that_only_its_owner_can_open_and_that_goes_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plek: list[Path] = []

    def look(client: Any, **_: Any) -> None:
        beheer = client.config["KernelManager"]
        plek.append(Path(beheer["ip"]).parent)
        assert beheer["transport"] == "ipc"
        assert stat.S_IMODE(plek[0].stat().st_mode) == 0o700
        raise InterruptedError("ver genoeg")

    nbformat.write(new_notebook(), tmp_path / "a.ipynb")
    monkeypatch.setattr(cellen.PapermillNotebookClient, "execute", look)
    with pytest.raises(NotebookFout, match="ver genoeg"):
        make_rapport(Rapportopdracht("GM9901", tmp_path / "a.ipynb", {}, tmp_path))
    assert not plek[0].exists()
