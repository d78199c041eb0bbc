"""Warm kernels: forked, yet each a fresh process; and whatever they are, the same bytes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Grens, Opdracht, Verzoek, can_fork
from ibt.batch.vorken import run_apart
from ibt.batch.werkers import run_threads
from ibt.begrippen.fout import UitvoerFout
from ibt.ronde import load_ronde
from tests.batch.conftest import bytes_of

pytestmark = pytest.mark.skipif(not can_fork(), reason="hier zijn geen warme kernels")
Inhoud = Callable[[Path], dict[str, bytes]]

# What a report leaves behind, and what it finds: the second half must never show the first.
SPOREN = """
import os, sys
import matplotlib
import numpy as np
vorige = [naam for naam in ("gelekt", "np_gelekt") if naam in globals() or hasattr(np, naam)]
print("pid", os.getpid(), "groep", os.getpgid(0))
print("sporen", vorige, os.environ.get("GELEKT"), matplotlib.rcParams["lines.linewidth"],
      os.path.basename(os.getcwd()), "gelekt" in sys.path)
gelekt = np.np_gelekt = True
os.environ["GELEKT"] = gemeentecode
matplotlib.rcParams["lines.linewidth"] = 99.0
os.chdir("/")
sys.path.append("gelekt")
"""
DICHT = """
import os, subprocess, sys
print("eerst")
subprocess.run(["echo", "van elders"])
os.close(1)
print("daarna")
"""
TOEVAL = "import numpy as np\nprint(np.random.rand())"


def said(map_: Path, code: str) -> list[str]:
    """What the report of a gemeente printed."""
    cellen = nbformat.read(map_ / "gemeenten" / f"{code}.ipynb", as_version=4).cells
    return "".join(
        uit.get("text", "") for cel in cellen for uit in cel.get("outputs", [])
    ).splitlines()


@pytest.mark.parametrize("warm", [True, False])
def test_each_report_has_a_process_of_its_own_and_nothing_of_another(
    warm: bool, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    uit = tmp_path / "uit"
    render_ronde(load_ronde(ronde), uit, licht(SPOREN), Verzoek(werkers=1, warm=warm))
    regels = [said(uit, code) for code in ("GM9901", "GM9902", "GM9903")]
    assert len({pid for pid, _ in regels}) == 3
    assert all(regel.split()[1] == regel.split()[3] for regel, _ in regels)
    assert {sporen for _, sporen in regels} == {"sporen [] None 1.5 gemeenten False"}


def test_a_cell_that_closes_what_is_beneath_its_words_does_not_hang(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    uit = tmp_path / "uit"
    verzoek = Verzoek(werkers=1, warm=True, grens=Grens(tijd=20))
    assert render_ronde(load_ronde(ronde), uit, licht(DICHT), verzoek).mislukt == ()
    assert sorted(said(uit, "GM9902")) == ["daarna", "eerst", "van elders"]


@pytest.mark.parametrize("warm", [True, False])
def test_a_cell_that_asks_to_be_skipped_is_skipped_either_way(
    warm: bool, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    notebooks = licht("print('overgeslagen')", "print('af')")
    pad = notebooks / "gemeente.ipynb"
    notebook = nbformat.read(pad, as_version=4)
    notebook.cells[-2].metadata["tags"] = ["skip-execution"]
    nbformat.write(notebook, pad)
    render_ronde(load_ronde(ronde), tmp_path / "uit", notebooks, Verzoek(warm=warm))
    assert said(tmp_path / "uit", "GM9902") == ["af"]


SAMEN = """
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool
def kwadraat(getal):
    return getal * getal, os.getpid()
with Pool(2) as groep:
    uit = groep.map_async(kwadraat, range(4)).get(20)
with ProcessPoolExecutor(2) as groep:
    uit += list(groep.map(kwadraat, range(4), timeout=20))
print([kwadraat for kwadraat, _ in uit], os.getpid() in {pid for _, pid in uit})
"""


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python zelf kan dit niet meer vanzelf")
@pytest.mark.parametrize("warm", [True, False])
def test_a_notebook_may_spread_its_own_work_over_processes(
    warm: bool, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    uit = tmp_path / "uit"
    verzoek = Verzoek(werkers=1, warm=warm)
    assert render_ronde(load_ronde(ronde), uit, licht(SAMEN), verzoek).mislukt == ()
    assert said(uit, "GM9901") == ["[0, 1, 4, 9, 0, 1, 4, 9] False"]


LEEST = """
import os, sys
print(repr(sys.__stdin__.read()), repr(os.read(0, 9)), os.readlink("/proc/self/fd/0"))
"""


def test_a_kernel_reads_nothing_of_what_is_typed_at_the_command(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    woorden = ["render", str(ronde), "-o", str(tmp_path / "uit"), "--kernel", "warm"]
    klaar = subprocess.run(
        [sys.executable, "-m", "ibt", *woorden, "--notebooks", str(licht(LEEST))],
        input="getypt",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert klaar.returncode == 0, klaar.stderr
    assert said(tmp_path / "uit", "GM9902") == ["'' b'' /dev/null"]


def test_two_kernels_do_not_draw_the_same_chance(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    render_ronde(load_ronde(ronde), tmp_path / "uit", licht(TOEVAL), Verzoek(werkers=1, warm=True))
    assert said(tmp_path / "uit", "GM9901") != said(tmp_path / "uit", "GM9903")


def test_warm_and_ordinary_kernels_give_the_same_bytes(
    ronde: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    mappen = [tmp_path / "warm", tmp_path / "gewoon"]
    for map_ in mappen:
        verzoek = Verzoek(warm=map_.name == "warm")
        assert render_ronde(load_ronde(ronde), map_, find_notebooks(), verzoek).mislukt == ()
    warm, gewoon = map(inhoud, mappen)
    assert set(warm) == set(gewoon)
    assert [naam for naam in warm if warm[naam] != gewoon[naam]] == []


def test_a_report_reads_its_files_again_when_they_are_not_what_was_read_before(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    """A warm kernel is handed the round; a cell that changes a figure gets what it wrote."""
    cel = (
        "from pathlib import Path\nfrom ibt.ronde import load_ronde\n"
        "from ibt.ronde.geheugen import recall\n"
        "print(recall(Path(rondebestand).resolve()) is not None)\n"
        "eerst = load_ronde(rondebestand)\n"
        "pad = Path('../invoer/cijfers/2026-07-01.csv')\n"
        "pad.write_bytes(pad.read_bytes().replace(b'-1,14,', b'-1,13,'))\n"
        "nu = load_ronde(rondebestand)\n"
        "print([int(r.cijfers.frame['realisatie'].sum()) for r in (eerst, nu)])"
    )
    render_ronde(load_ronde(ronde), tmp_path / "uit", licht(cel), Verzoek(werkers=1, warm=True))
    bekend, som = said(tmp_path / "uit", "GM9901")
    assert bekend == "True"
    eerst, nu = map(int, som.strip("[]").split(","))
    assert eerst - nu == 1


KAPOT = """
import sys
class Kapot:
    def find_spec(self, naam, *_):
        if naam == "IPython.extensions.storemagic":
            raise RuntimeError("kapot")
sys.meta_path.insert(0, Kapot())
"""


def test_what_cannot_be_imported_beforehand_stops_no_report_that_does_without(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(KAPOT, encoding="utf-8")
    woorden = ["render", str(ronde), "-o", str(tmp_path / "uit"), "--kernel", "warm"]
    klaar = subprocess.run(
        [sys.executable, "-m", "ibt", *woorden, "--notebooks", str(licht())],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert klaar.returncode == 0, klaar.stderr
    assert said(tmp_path / "uit", "GM9902") == ["GM9902"]


def test_a_process_that_dies_with_the_bundle_is_told_in_words() -> None:
    with pytest.raises(UitvoerFout, match="alle rapporten samenvoegt is gestopt"):
        run_apart(signal.raise_signal, signal.SIGKILL)


@pytest.mark.parametrize("na", [0, 0.3, 0.7, 1.2])
def test_ctrl_c_while_all_is_being_imported_shows_no_traceback(
    na: float, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    proces = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ibt",
            *_words(ronde, tmp_path, licht("import time; time.sleep(99)")),
        ],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    geladen = Path(f"/proc/{proces.pid}/maps")
    while b"_multiarray_umath" not in geladen.read_bytes():  # numpy: ibt is there itself
        assert proces.poll() is None
        time.sleep(0.02)
    time.sleep(na)
    os.killpg(proces.pid, signal.SIGINT)
    _, fout = proces.communicate(timeout=60)
    assert "Traceback" not in fout
    assert "Afgebroken." in fout


def _words(ronde: Path, tmp_path: Path, notebooks: Path) -> list[str]:
    uit = str(tmp_path / "uit")
    return ["render", str(ronde), "-o", uit, "--kernel", "warm", "--notebooks", str(notebooks)]


def test_where_no_process_can_be_forked_threads_give_the_same_bytes(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = licht("import pandas as pd\npd.DataFrame({'a': [1]})")
    render_ronde(load_ronde(ronde), tmp_path / "vork", notebooks)
    monkeypatch.setattr("ibt.batch.render.can_fork", lambda: False)
    render_ronde(load_ronde(ronde), tmp_path / "draad", notebooks)
    assert bytes_of(tmp_path / "draad") == bytes_of(tmp_path / "vork")


def test_who_stops_threads_does_not_wait_for_their_notebooks(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    """As Ctrl-C on Windows: a cell that takes a minute ends with its kernel."""
    pid = tmp_path / "pid"
    notebooks = licht(
        "import os, time\n"
        "if gemeentecode == 'GM9902':\n"
        f"    open({str(pid)!r}, 'w').write(str(os.getpid()))\n"
        "    time.sleep(90)"
    )
    (tmp_path / "gemeenten").mkdir()
    opdrachten = [
        Opdracht(een, notebooks / "gemeente.ipynb", {"gemeentecode": een}, tmp_path)
        for een in ("GM9902", "GM9901")
    ]
    begin = time.monotonic()
    klaar = run_threads(opdrachten, tmp_path / "log", 2)
    assert next(klaar)[0].naam == "GM9901"
    while not pid.is_file() or not pid.read_text():
        time.sleep(0.05)
    klaar.close()
    assert time.monotonic() - begin < 60
    einde = time.monotonic() + 20
    while alive(int(pid.read_text())):
        assert time.monotonic() < einde
        time.sleep(0.1)


def test_what_is_done_apart_is_done_in_a_process_of_its_own() -> None:
    assert run_apart(os.getpid) != os.getpid()
    with pytest.raises(ZeroDivisionError):
        run_apart(divmod, 1, 0)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_kernels_end_with_the_process_that_asked_for_them(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    cel = f"import os, time\nopen({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    proces = subprocess.Popen(
        [sys.executable, "-m", "ibt", *_words(ronde, tmp_path, licht(cel)), "--werkers", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    einde = time.monotonic() + 40
    while not pid.is_file() or not pid.read_text():
        assert time.monotonic() < einde
        time.sleep(0.05)
    kernel = int(pid.read_text())
    assert alive(kernel)
    proces.send_signal(signal.SIGKILL)
    proces.wait()
    while alive(kernel):
        assert time.monotonic() < einde
        time.sleep(0.1)
