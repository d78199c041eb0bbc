"""`ibt lab`: where it opens, what goes on to JupyterLab, what it asks of git; else why not."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ibt.cli import lab

Ibt = Callable[..., object]


class Proces:
    """In the place of JupyterLab: how it was started, and how it ends."""

    gestart: tuple[list[str], Path, dict[str, str]]
    code = 0
    onderbroken = False
    beeindigd = False

    def __call__(self, opdracht: list[str], cwd: Path, env: dict[str, str]) -> "Proces":
        self.gestart = (opdracht, cwd, env)
        return self

    def wait(self, geduld: float | None = None) -> int:
        if self.onderbroken and geduld is None:
            raise KeyboardInterrupt
        return self.code

    def terminate(self) -> None:
        self.beeindigd = True


@pytest.fixture
def proces(monkeypatch: pytest.MonkeyPatch) -> Proces:
    nep = Proces()
    monkeypatch.setattr("ibt.cli.lab._start", nep)
    return nep


def git(map_: Path, *woorden: str) -> str:
    return subprocess.run(
        ["git", "-C", str(map_), *woorden], capture_output=True, text=True
    ).stdout.strip()


def test_it_opens_the_project_around_where_one_stands_with_these_options(
    ibt: Ibt, ronde: Path, proces: Proces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ronde.parent / "bevindingen")
    afloop = ibt("lab", "--", "--no-browser", "--port", "9999")
    assert afloop.code == 0, afloop
    opdracht, map_, omgeving = proces.gestart
    assert (opdracht[:3], map_) == ([sys.executable, "-m", "jupyterlab"], ronde.parents[1])
    assert opdracht[-3:] == ["--no-browser", "--port", "9999"]
    assert omgeving["JUPYTER_PREFER_ENV_PATH"] == "1"
    tegels = Path(opdracht[3].partition("=")[2])
    assert (tegels / "ibt" / "static" / "remoteEntry.js").is_file()
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_git_is_told_once_and_only_where_it_was_asked_for(
    ibt: Ibt, ronde: Path, proces: Proces, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = ronde.parents[1]
    monkeypatch.chdir(map_)
    git(map_, "init", "-q")
    assert "Git bewaart" not in ibt("lab").uit
    (map_ / ".gitattributes").write_text("/notebooks/**/*.ipynb filter=ibt\n", encoding="utf-8")
    assert "Git bewaart notebooks in deze map voortaan zonder uitkomsten" in ibt("lab").uit
    assert git(map_, "config", "filter.ibt.clean").endswith("-P -m ibt.batch.notebooks")
    git(map_, "config", "filter.ibt.clean", "eigen")
    assert "Git bewaart" not in ibt("lab").uit
    assert git(map_, "config", "filter.ibt.clean") == "eigen"


def test_a_request_to_stop_is_for_jupyterlab_too(
    ibt: Ibt, ronde: Path, proces: Proces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ronde.parents[1])
    proces.onderbroken = True
    assert ibt("lab").code == 0
    assert proces.beeindigd
    proces.onderbroken, proces.code = False, 2
    assert "JupyterLab stopte met een fout (2)" in ibt("lab").fout


def test_without_a_project_or_jupyterlab_it_says_what_to_do(
    ibt: Ibt, ronde: Path, tmp_path: Path, proces: Proces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "hier is geen project (een map met parameters/). Ga naar" in ibt("lab").fout
    monkeypatch.chdir(ronde.parents[1])

    def niets(_: str) -> Any:
        return None

    monkeypatch.setattr(lab, "find_spec", niets)
    assert "JupyterLab is niet geïnstalleerd. Geef make round" in ibt("lab").fout
