"""A report that hangs, grows or talks without end is stopped and named; the others are made."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Grens, Verzoek, can_fork
from ibt.begrippen.fout import IbtFout
from ibt.cli.programma import run
from ibt.ronde import load_ronde

KERNELS = [
    pytest.param(True, marks=pytest.mark.skipif(not can_fork(), reason="hier kan warm niet")),
    False,
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="geheugen is elders niet te begrenzen")
GROEIT = {
    "grote stukken": "x = []\n    while True:\n        x.append(bytearray(10**7))",
    "kleine stukken": "x = None\n    while True:\n        x = (x, bytearray(10**4))",
    "numpy": "import numpy as np\n    x = np.ones(10**10)",
}
# A process in a session of its own does not end with the kernel.
BLIJFT = """
import subprocess
with open({!r}, "a") as pids:
    print(subprocess.Popen(["sleep", "600"], start_new_session=True).pid, file=pids)
"""


def runs(pid: str) -> bool:
    """Whether it does; one that ended may still wait for whoever must take note of that."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def only_one_failed(
    ronde: Path, uit: Path, notebooks: Path, warm: bool, grens: Grens
) -> tuple[str, str]:
    """Where the report of GM9902 stopped and why; the other reports are there."""
    klaar = render_ronde(load_ronde(ronde), uit, notebooks, Verzoek(warm=warm, grens=grens))
    [een] = klaar.mislukt
    assert een.naam == "GM9902"
    gemaakt = {pad.name for pad in uit.rglob("*.pdf")}
    assert gemaakt == {"provincie.pdf", "GM9901.pdf", "GM9903.pdf", "alle-rapporten.pdf"}
    return een.cel, een.fout


@linux
@pytest.mark.parametrize(
    ("warm", "hoe"), [(can_fork(), naam) for naam in GROEIT] + [(False, "kleine stukken")]
)
def test_a_notebook_that_takes_memory_without_end_is_stopped(
    warm: bool, hoe: str, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    cel = f"if gemeentecode == 'GM9902':\n    {GROEIT[hoe]}"
    grens = Grens(geheugen=600)
    waar, fout = only_one_failed(ronde, tmp_path / "uit", licht("1", cel), warm, grens)
    assert waar == "cel 5 (onder Uitkomst)"
    assert "wilde meer geheugen dan 600 MB en is gestopt" in fout
    assert "geef meer met --geheugen" in fout


@pytest.mark.parametrize("warm", KERNELS)
def test_a_notebook_that_hangs_is_stopped(
    warm: bool, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    """Its time is that of all cells together; and what it started ends with it."""
    cel = "import time\nif gemeentecode == 'GM9902':\n    time.sleep({})"
    notebooks = licht(f"{BLIJFT.format(str(tmp_path / 'pids'))}{cel.format(4)}", cel.format(60))
    waar, fout = only_one_failed(ronde, tmp_path / "uit", notebooks, warm, Grens(tijd=8))
    pids = (tmp_path / "pids").read_text(encoding="utf-8").split()
    assert len(pids) == 3
    assert not list(filter(runs, pids))
    assert waar == "cel 5 (onder Uitkomst)"
    assert "duurde langer dan 8 seconden en is gestopt" in fout
    assert "geef meer met --tijd" in fout


@pytest.mark.parametrize(
    ("warm", "hoe"),
    [
        (can_fork(), "while True:\n        print('x' * 10**4)"),
        (can_fork(), "from tqdm import tqdm\n    while True:\n        tqdm.write('x' * 10**4)"),
        (False, "print('x' * 10**8)"),
    ],
)
def test_a_notebook_that_says_too_much_is_stopped(
    warm: bool, hoe: str, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    notebooks = licht(
        f"if gemeentecode == 'GM9902':\n    {hoe}", "from tqdm import tqdm; tqdm([1])"
    )
    waar, fout = only_one_failed(ronde, tmp_path / "uit", notebooks, warm, Grens(tijd=60))
    assert waar == "cel 4 (onder Uitkomst)"
    assert "gaf meer dan 1 MB uitvoer en is gestopt. Laat deze cel minder tonen" in fout


def test_the_limits_of_the_command_reach_the_notebooks(
    ronde: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gevraagd: list[Verzoek] = []

    def stop(*woorden: object) -> None:
        gevraagd.append(woorden[-1])
        raise IbtFout("genoeg")

    monkeypatch.setattr("ibt.batch.render.render_ronde", stop)
    for woorden in ([], ["--tijd", "7", "--geheugen", "800"]):
        assert run(["render", str(ronde), "--kernel", "gewoon", *woorden]) == 1
    assert [een.grens for een in gevraagd] == [Grens(300, 4096), Grens(7, 800)]
    assert run(["render", str(ronde), "--geheugen", "5"]) == 2
    assert "moet een geheel getal van 512 tot en met 1000000 zijn" in capsys.readouterr().err
