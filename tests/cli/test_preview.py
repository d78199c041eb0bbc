"""`ibt preview`: a report in the browser that follows each save, and leaves nothing behind."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ibt.batch.notebooks import find_notebooks
from ibt.batch.venster import open_venster
from ibt.batch.verzoek import can_fork
from ibt.begrippen.fout import UitvoerFout

LANGST = 60


@pytest.fixture
def eigen(ronde: Path) -> Path:
    """A folder with one notebook of one's own."""
    map_ = ronde.parents[1] / "notebooks" / "eigen"
    map_.mkdir(parents=True)
    shutil.copy(find_notebooks() / "gemeente.ipynb", map_)
    return map_


@pytest.fixture
def start(ronde: Path, tmp_path: Path) -> Iterator[Callable[..., tuple[str, subprocess.Popen]]]:
    """`start("Terp")`: the address and the process of a preview, as typed in the project."""
    lopend: list[subprocess.Popen] = []
    (tmp_path / "tijdelijk").mkdir()

    def run(*woorden: str) -> tuple[str, subprocess.Popen]:
        proces = subprocess.Popen(
            [sys.executable, "-m", "ibt", "preview", *woorden, "--geen-browser"],
            cwd=ronde.parents[1],
            env={**os.environ, "TMPDIR": str(tmp_path / "tijdelijk")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        lopend.append(proces)
        assert proces.stdout is not None
        return proces.stdout.readline().split()[-1], proces

    yield run
    for proces in lopend:
        proces.kill()
        proces.wait()
        assert proces.stdout is not None
        proces.stdout.close()


def get(adres: str) -> bytes:
    with urllib.request.urlopen(adres, timeout=LANGST) as antwoord:
        return antwoord.read()


def add_cell(pad: Path, bron: str, soort: str = "markdown") -> None:
    notebook = json.loads(pad.read_text(encoding="utf-8"))
    cel = {"cell_type": soort, "id": "eigen", "metadata": {}, "source": bron.splitlines(True)}
    code = {"outputs": [], "execution_count": None} if soort == "code" else {}
    notebook["cells"] = [een for een in notebook["cells"] if een.get("id") != "eigen"]
    pad.write_text(json.dumps({**notebook, "cells": [*notebook["cells"], cel | code]}))


@pytest.mark.skipif(not can_fork(), reason="hier draait elk notebook in een gewone kernel")
def test_the_window_follows_notebook_figures_and_faults_and_ctrl_c_leaves_nothing(
    start: Callable[..., tuple[str, subprocess.Popen]],
    ronde: Path,
    eigen: Path,
    tmp_path: Path,
    browser: Browser,
) -> None:
    """One test: a warm process and a browser cost seconds."""
    adres, proces = start("Terp", "--notebooks", "notebooks/eigen")
    blad = browser.new_page()
    blad.set_default_timeout(LANGST * 1000)
    meldingen: list[str] = []
    blad.on("console", lambda een: meldingen.append(een.text))
    blad.goto(adres)
    rapport, regel = blad.frame_locator("#blad"), blad.get_by_role("status")
    rapport.get_by_role("heading", level=1, name="Terp").wait_for()
    assert get(f"{adres}rapport.pdf").startswith(b"%PDF")

    notebook = eigen / "gemeente.ipynb"
    blad.frames[1].evaluate("window.scrollTo(0, 600)")
    add_cell(notebook, "## Mijn eigen paragraaf")
    rapport.get_by_role("heading", name="Mijn eigen paragraaf").wait_for()
    blad.wait_for_function("frames[0].scrollY == 600")
    add_cell(notebook, "import time; time.sleep(600)", "code")
    expect(regel).to_have_text("Bezig …", timeout=LANGST * 1000)
    add_cell(notebook, "1 / 0", "code")  # while the former still sleeps
    rapport.get_by_text("ZeroDivisionError: division by zero").wait_for()
    assert "gemeente.ipynb, cel" in rapport.locator(".kader-fout").inner_text()
    add_cell(notebook, "## Hersteld")
    rapport.get_by_role("heading", name="Hersteld").wait_for()

    cijfers = ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv"
    goed = cijfers.read_text(encoding="utf-8")
    oud = "GM9903,Terp,2026-07-01,9,-8,13"
    assert oud in goed
    cijfers.write_text(goed.replace(oud, "GM9903,Terp,2026-07-01,9,-8,veel"), encoding="utf-8")
    rapport.get_by_text("Terp kan nu niet worden gemaakt").wait_for()
    assert 'kolom "realisatie"' in rapport.locator(".kader-fout").inner_text()
    cijfers.write_text(goed.replace(oud, "GM9903,Terp,2026-07-01,9,-8,12"), encoding="utf-8")
    rapport.get_by_role("heading", name="Hersteld").wait_for()
    assert "12 personen" in rapport.locator("main").inner_text()
    tekst = ronde.read_text(encoding="utf-8")
    ronde.write_text(f"{tekst}proef: ja\n", encoding="utf-8")
    rapport.get_by_text("Dit is niet de ronde zelf, maar een proef").wait_for()
    assert meldingen == []

    proces.send_signal(signal.SIGINT)
    assert proces.wait(LANGST) == 0
    assert proces.stdout is not None
    assert proces.stdout.read().splitlines()[-1] == "Gestopt."
    expect(regel).to_have_text("ibt preview is gestopt: dit is de laatste stand.")
    blad.close()
    assert list((tmp_path / "tijdelijk").iterdir()) == []
    assert not (ronde.parents[1] / "outputs").exists()


def test_it_takes_the_newest_round_and_says_who_is_not_in_it(
    start: Callable[..., tuple[str, subprocess.Popen]],
) -> None:
    adres, _ = start("Nergens")
    einde = time.monotonic() + LANGST
    while not (pagina := get(f"{adres}blad").decode()):
        assert time.monotonic() < einde
        time.sleep(0.1)
    assert "Nergens kan nu niet worden gemaakt" in pagina
    assert "moet de code of de naam van een gemeente in de ronde 2026-07-01 zijn" in pagina
    assert json.loads(get(f"{adres}stand"))["fout"] is True


def test_the_window_shows_what_is_new_to_this_machine_alone() -> None:
    with open_venster("<p>venster</p>") as venster:
        assert get(venster.adres) == b"<p>venster</p>"
        for pad, code in (("rapport.pdf", 404), ("../geheim", 404)):
            with pytest.raises(urllib.error.HTTPError, match=str(code)) as fout:
                get(venster.adres + pad)
            fout.value.close()
        vraag = urllib.request.Request(venster.adres, headers={"Host": "kwaad.example"})
        with pytest.raises(urllib.error.HTTPError, match="403") as fout:
            urllib.request.urlopen(vraag, timeout=LANGST)
        fout.value.close()
        nummer = json.loads(get(f"{venster.adres}stand"))["nummer"]
        threading.Timer(0.2, venster.show, (b"nieuw", b"%PDF", "Gemaakt", False)).start()
        stand = json.loads(get(f"{venster.adres}stand?na={nummer}"))
        assert (stand["blad"], stand["regel"], get(f"{venster.adres}blad")) == (
            1,
            "Gemaakt",
            b"nieuw",
        )
        poort = int(re.findall(r":(\d+)/", venster.adres)[0])
        with (
            pytest.raises(UitvoerFout, match=f"poort {poort} is niet vrij"),
            open_venster("", poort),
        ):
            pass
