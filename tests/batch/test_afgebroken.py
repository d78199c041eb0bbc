"""Killed at any moment, a render leaves every file whole, and the next one goes on with it."""

import contextlib
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ibt.batch.manifest import changed_files, extra_files, read_manifest
from ibt.batch.werkplaats import PLAN

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="hier zijn geen procesgroepen")

Inhoud = Callable[[Path], dict[str, bytes]]
DRAAIER = Path(__file__).with_name("draaier.py")
# Of real renders, with their kernels; `make afbreken` kills 30.
KEREN = int(os.environ.get("IBT_AFBREKEN", "4"))
LANGST = 120.0


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
            assert (self.map / PLAN).is_file(), "half a round that looks like a whole one"
        else:
            assert nu == self.vorige or nu["manifest.json"] != self.vorige["manifest.json"]
        self.resten.append(nu)
        self.onderweg += (self.map / PLAN).is_file()

    def after_end(self) -> None:
        """The round is whole; what the kills left was, file by file, of the former or of this."""
        nu = self.inhoud(self.map)
        manifest = read_manifest(self.map)
        assert changed_files(self.map, manifest) == []
        assert extra_files(self.map, manifest) == ([], [])
        # Who was at work may stay behind: the lock itself went with its process.
        rest_werk = {pad.name for pad in (self.map / ".ibt").iterdir()} - {"slot.wie"}
        assert rest_werk - {"vooraf.json"} == {"gemaakt.json", "ibt.log", "slot"}
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


@pytest.fixture
def draaier(ronde: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that makes the round of `ronde` in `uit` at each line it gets."""
    opdracht = [sys.executable, str(DRAAIER), str(ronde), str(tmp_path / "uit")]
    with subprocess.Popen(
        opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as proces:
        yield proces
        assert proces.stdin is not None
        proces.stdin.close()
        proces.wait(LANGST)


def run(draaier: subprocess.Popen[bytes], woord: str, na: float = LANGST) -> int:
    """How one run ended; killed after so many seconds, if it is still there."""
    assert draaier.stdin is not None
    assert draaier.stdout is not None
    draaier.stdin.write(f"{woord}\n".encode())
    kind = int(draaier.stdout.readline())
    if not select.select([draaier.stdout], [], [], na)[0]:
        with contextlib.suppress(ProcessLookupError):  # done by now, or not yet a group
            os.killpg(kind, signal.SIGKILL)
    return int(draaier.stdout.readline())


def test_thirty_kills_at_any_moment_leave_every_file_whole_and_the_round_is_finished(
    ronde: Path, tmp_path: Path, draaier: subprocess.Popen[bytes], inhoud: Inhoud
) -> None:
    toezicht, toeval = Toezicht(tmp_path / "uit", inhoud), random.Random(20260701)
    for nummer in range(2):  # the first also waits until the other process is ready
        begin = time.monotonic()
        assert run(draaier, woord := set_day(ronde, nummer)) == 0
        duur = time.monotonic() - begin
        toezicht.after_end()
    gedood = voltooid = 0
    woord = set_day(ronde, 2)
    while gedood < 30:
        einde = run(draaier, woord, toeval.uniform(0, duur))
        if einde == -signal.SIGKILL:
            gedood += 1
            toezicht.after_kill()
            continue
        assert einde == 0, "what a kill left stops the next run"
        toezicht.after_end()
        voltooid += 1
        assert voltooid < 60
        woord = set_day(ronde, 2 + voltooid)
    assert run(draaier, woord) == 0
    toezicht.after_end()
    assert toezicht.onderweg > 3, "most kills came before anything was written"
    assert f"rapport van GM9901: {woord}" in toezicht.vorige["gemeenten/GM9901.html"].decode()


def test_a_real_render_with_its_kernels_killed_as_a_group_is_finished_by_the_next(
    ronde: Path, gemaakte_kopie: Path, inhoud: Inhoud
) -> None:
    toezicht, toeval = Toezicht(gemaakte_kopie, inhoud), random.Random(20260701)
    toezicht.after_end()
    gedood = voltooid = 0
    duur = 4.0  # about what it takes
    set_day(ronde, 1)
    while gedood < KEREN:
        # One in every part of a render, so that few kills see all of it.
        na = duur * (gedood + toeval.random()) / KEREN
        if _render(ronde, gemaakte_kopie, na) == -signal.SIGKILL:
            gedood += 1
            toezicht.after_kill()
        else:
            duur *= 0.8
            voltooid += 1
            toezicht.after_end()
            set_day(ronde, 1 + voltooid)
    assert _render(ronde, gemaakte_kopie) == 0
    toezicht.after_end()


def _render(ronde: Path, uit: Path, na: float = LANGST) -> int:
    """How `ibt render` ended; killed with all that it started after so many seconds."""
    opdracht = [sys.executable, "-m", "ibt", "render", str(ronde), "-o", str(uit)]
    with subprocess.Popen(
        opdracht,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as proces:
        try:
            return proces.wait(na)
        except subprocess.TimeoutExpired:
            os.killpg(proces.pid, signal.SIGKILL)
            return proces.wait()
