"""Killed at any moment, a render leaves every file whole, and the next one goes on with it."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ibt.batch.bewaard import recall_stand
from ibt.batch.manifest import changed_files, extra_files, read_manifest
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.ronde import load_ronde

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="hier zijn geen procesgroepen")

Inhoud = Callable[[Path], dict[str, bytes]]
# `make afbreken` kills 30.
KEREN = int(os.environ.get("IBT_AFBREKEN", "2"))


@dataclass
class Toezicht:
    """The folder as it was whole, and as every kill since then left it."""

    map: Path
    inhoud: Inhoud
    vorige: dict[str, bytes] = field(default_factory=dict)
    resten: list[dict[str, bytes]] = field(default_factory=list)
    onderweg: int = 0

    def after_kill(self) -> None:
        """The former round as it was, or a new one on its way that says so."""
        nu = self.inhoud(self.map)
        manifest = read_manifest(self.map)
        if changed_files(self.map, manifest) or any(extra_files(self.map, manifest)):
            assert not self._is_whole(), "half a round that looks like a whole one"
        else:
            assert nu == self.vorige or nu["manifest.json"] != self.vorige["manifest.json"]
        self.resten.append(nu)
        self.onderweg += not self._is_whole()

    def _is_whole(self) -> bool:
        return recall_stand(self.map).slot == read_manifest(self.map)["slot"]

    def after_end(self) -> None:
        """The round is whole; what the kills left was, file by file, of the former or of this."""
        nu = self.inhoud(self.map)
        manifest = read_manifest(self.map)
        assert changed_files(self.map, manifest) == []
        assert extra_files(self.map, manifest) == ([], [])
        # Who was at work may stay behind: the lock itself went with its process.
        rest_werk = {pad.name for pad in (self.map / ".ibt").iterdir()} - {"slot.wie"}
        assert rest_werk == {"geheugen.json", "gemaakt", "ibt.log", "slot"}
        for rest in self.resten:
            for naam, bytes_ in rest.items():
                assert bytes_ in (self.vorige.get(naam), nu.get(naam)), naam
        self.vorige, self.resten = nu, []


def set_day(ronde: Path, nummer: int) -> str:
    """Another day in the round file, which stands in every report."""
    dag = f"2026-08-{1 + nummer % 31:02d}"
    *rest, laatste = ronde.read_text(encoding="utf-8").rstrip().splitlines()
    assert laatste.startswith("bijgewerkt_op: ")
    ronde.write_text("\n".join([*rest, f'bijgewerkt_op: "{dag}"\n']), encoding="utf-8")
    return dag


def test_a_real_render_with_its_kernels_killed_as_a_group_is_finished_by_the_next(
    een_gemeente: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    toezicht, toeval = Toezicht(tmp_path / "uit", inhoud), random.Random(20260701)
    begin = time.monotonic()
    assert _render(een_gemeente, toezicht.map) == 0
    duur = time.monotonic() - begin
    toezicht.after_end()
    gedood = voltooid = 0
    set_day(een_gemeente, 1)
    while gedood < KEREN:
        # One in every part of a render, so that few kills see all of it.
        na = duur * (gedood + toeval.random()) / KEREN
        if _render(een_gemeente, toezicht.map, na) == -signal.SIGKILL:
            gedood += 1
            toezicht.after_kill()
        else:
            duur *= 0.8
            voltooid += 1
            toezicht.after_end()
            set_day(een_gemeente, 1 + voltooid)
    assert _render(een_gemeente, toezicht.map) == 0
    toezicht.after_end()


def _render(ronde: Path, uit: Path, na: float | None = None) -> int:
    """How a render ended; killed with all that it started after so many seconds.

    Forked from here, so that no time goes by in which it is only being imported.
    """
    render = multiprocessing.get_context("fork").Process(target=_render_apart, args=(ronde, uit))
    render.start()
    render.join(na)
    if render.is_alive():
        os.killpg(render.pid, signal.SIGKILL)
        render.join()
    code = render.exitcode
    render.close()
    return code


def _render_apart(ronde: Path, uit: Path) -> None:
    os.setsid()
    assert render_ronde(load_ronde(ronde), uit, find_notebooks()).mislukt == ()
