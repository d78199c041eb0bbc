"""A report that hangs, grows or talks without end is stopped and named; the others are made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.batch.cellen import run_notebook
from ibt.batch.render import render_ronde
from ibt.batch.tijdelijk import make_home
from ibt.batch.verzoek import Limiet, NotebookFout, Rapportopdracht, Verzoek, can_fork
from ibt.begrippen.fout import IbtFout
from ibt.cli.programma import run
from ibt.ronde import load_ronde

pytestmark = pytest.mark.skipif(not can_fork(), reason="geheugen is elders niet te begrenzen")
# Ways to go too far, each with the cell where it is stopped.
GROOT = "x = []\nwhile True:\n    x.append(bytearray(10**7))"
KLEIN = "x = None\nwhile True:\n    x = (x, bytearray(10**4))"
NUMPY = "import numpy as np\nx = np.ones(10**10)"
PRAAT = "while True:\n    print('x' * 10**4)"
TQDM = "from tqdm import tqdm\nwhile True:\n    tqdm.write('x' * 10**4)"
INEENS = "print('x' * 10**7)"
HANGT = "from tqdm import tqdm; tqdm([1])\nimport time\ntime.sleep(4)"
GEHEUGEN = ("cel 5", "wilde meer geheugen dan 200 MB en is gestopt", "geef meer met --geheugen")
UITVOER = ("cel 5", "gaf meer dan 1 MB uitvoer en is gestopt.", "Laat deze cel minder tonen")
TIJD = ("cel 6", "duurde langer dan 8 seconden en is gestopt", "geef meer met --tijd")
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


@pytest.mark.parametrize(
    ("warm", "wat"),
    [
        (True, {GROOT: GEHEUGEN, KLEIN: GEHEUGEN, NUMPY: GEHEUGEN}),
        (True, {PRAAT: UITVOER, TQDM: UITVOER, HANGT: TIJD}),
        (False, {KLEIN: GEHEUGEN, INEENS: UITVOER, HANGT: TIJD}),
    ],
    ids=["geheugen", "warm", "gewoon"],
)
def test_a_notebook_that_grows_talks_or_hangs_without_end_is_stopped_with_all_that_it_started(
    warm: bool,
    wat: dict[str, tuple[str, str, str]],
    ronde: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """Its time is that of all cells together: none of those that hang takes too long by itself."""
    codes, uit = ("GM9901", "GM9902", "GM9903"), tmp_path / "uit"
    doet = dict(zip(codes, wat, strict=True))
    blijft = BLIJFT.format(str(tmp_path / "pids"))
    notebooks = licht(blijft, f"exec({doet}[gemeentecode])", "import time\ntime.sleep(6)")
    verzoek = Verzoek(warm=warm, limiet=Limiet(tijd=8, geheugen=200))
    klaar = render_ronde(load_ronde(ronde), uit, notebooks, verzoek)
    for een, naam, (cel, waarom, raad) in zip(klaar.mislukt, codes, wat.values(), strict=True):
        assert (een.naam, een.cel) == (naam, f"{cel} (onder Uitkomst)"), een
        assert waarom in een.fout
        assert raad in een.fout
    assert {pad.name for pad in uit.rglob("*.pdf")} == {"provincie.pdf", "alle-rapporten.pdf"}
    pids = (tmp_path / "pids").read_text(encoding="utf-8").split()
    assert len(pids) == 3
    assert not list(filter(runs, pids))


def test_what_a_kernel_has_no_memory_to_send_does_not_go_missing_in_silence(
    licht: Callable[..., Path], tmp_path: Path
) -> None:
    notebook = licht("print('x' * 10**8)", "print('einde')") / "gemeente.ipynb"
    with make_home("een rapport") as thuis, pytest.raises(NotebookFout) as fout:
        run_notebook(
            Rapportopdracht("provincie", notebook, {}, tmp_path, limiet=Limiet(geheugen=200)), thuis
        )
    assert fout.value.cel == "cel 3 (onder Uitkomst)"
    assert "de kernel is onverwacht gestopt" in fout.value.fout


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
    assert [een.limiet for een in gevraagd] == [Limiet(300, 4096), Limiet(7, 800)]
    assert run(["render", str(ronde), "--geheugen", "5"]) == 2
    assert "moet een geheel getal van 512 tot en met 1000000 zijn" in capsys.readouterr().err
