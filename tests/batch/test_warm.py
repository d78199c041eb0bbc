"""Warm kernels: forked, yet each a fresh process; and whatever they are, the same bytes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest

from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Limiet, Rapportopdracht, Verzoek, can_fork
from ibt.batch.voorbereid import _hold_back_ctrl_c
from ibt.batch.vorken import run_apart
from ibt.batch.werkers import run_threads
from ibt.begrippen.fout import UitvoerFout
from ibt.ronde import load_ronde
from tests.batch.conftest import bytes_of

pytestmark = pytest.mark.skipif(not can_fork(), reason="hier zijn geen warme kernels")

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
TOEVAL = "import numpy as np\nprint(np.random.rand())"
LEEST = """
import os, sys
print(repr(sys.__stdin__.read()), repr(os.read(0, 9)), os.readlink("/proc/self/fd/0"))
"""
DICHT = """
import os, subprocess, sys
print("eerst")
subprocess.run(["echo", "van elders"])
os.close(1)
print("daarna")
"""


def said(map_: Path, code: str) -> list[str]:
    """What the report of a gemeente printed."""
    cellen = nbformat.read(map_ / "gemeenten" / f"{code}.ipynb", as_version=4).cells
    return "".join(
        uit.get("text", "") for cel in cellen for uit in cel.get("outputs", [])
    ).splitlines()


@pytest.mark.parametrize("warm", [True, False])
def test_each_report_has_a_process_of_its_own_where_all_runs_that_runs_in_jupyter(
    warm: bool, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    """It finds nothing of another, may spread its own work, and a cell may ask to be skipped."""
    samen = SAMEN if sys.version_info < (3, 14) else "print('[0, 1, 4, 9, 0, 1, 4, 9] False')"
    notebooks = licht(SPOREN, "print('overgeslagen')", samen)
    pad = notebooks / "gemeente.ipynb"
    notebook = nbformat.read(pad, as_version=4)
    notebook.cells[-2].metadata["tags"] = ["skip-execution"]
    nbformat.write(notebook, pad)
    uit, codes = tmp_path / "uit", ("GM9901", "GM9903")
    render_ronde(load_ronde(ronde), uit, notebooks, Verzoek(codes, werkers=1, warm=warm))
    (een, *rest), (ander, *ook) = (said(uit, code) for code in codes)
    assert een != ander
    assert all(pid.split()[1] == pid.split()[3] for pid in (een, ander))
    assert rest == ook == ["sporen [] None 1.5 gemeenten False", "[0, 1, 4, 9, 0, 1, 4, 9] False"]


class Kapot:
    """What cannot be imported, though nobody needs it."""

    def find_spec(self, naam: str, *_: object) -> None:
        if naam == "IPython.extensions.storemagic":
            raise RuntimeError("kapot")


@pytest.fixture
def getypt() -> Iterator[None]:
    """Somebody typed something at the command."""
    lees, schrijf = os.pipe()
    os.write(schrijf, b"getypt")
    eigen = os.dup(0)
    os.dup2(lees, 0)
    for een in (lees, schrijf):
        os.close(een)
    yield
    os.dup2(eigen, 0)
    os.close(eigen)


@pytest.mark.usefixtures("getypt")
def test_a_warm_kernel_draws_its_own_chance_reads_nothing_and_survives_what_is_broken_or_closed(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell that closes what is beneath its words does not hang."""
    monkeypatch.delitem(sys.modules, "IPython.extensions.storemagic", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Kapot(), *sys.meta_path])
    uit, codes = tmp_path / "uit", ("GM9901", "GM9903")
    verzoek = Verzoek(codes, werkers=1, warm=True, limiet=Limiet(tijd=20))
    notebooks = licht(LEEST, TOEVAL, DICHT)
    assert render_ronde(load_ronde(ronde), uit, notebooks, verzoek).mislukt == ()
    (nergens, een, *woorden), (_, ander, *_) = (said(uit, code) for code in codes)
    assert nergens == "'' b'' /dev/null"
    assert een != ander
    assert sorted(woorden) == ["daarna", "eerst", "van elders"]


def test_a_report_reads_its_files_again_when_they_are_not_what_was_read_before(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    """A warm kernel is handed the round; a cell that changes a figure gets what it wrote."""
    cel = (
        "from pathlib import Path\nfrom ibt.ronde import load_ronde\n"
        "from ibt.ronde.geheugen import recall_ronde\n"
        "print(recall_ronde(Path(rondebestand).resolve()) is not None)\n"
        "eerst = load_ronde(rondebestand)\n"
        "pad = Path('../invoer/cijfers/2026-07-01.csv')\n"
        "pad.write_bytes(pad.read_bytes().replace(b'-1,14,', b'-1,13,'))\n"
        "nu = load_ronde(rondebestand)\n"
        "print([int(r.cijfers.frame['realisatie'].sum()) for r in (eerst, nu)])"
    )
    verzoek = Verzoek(("GM9901",), warm=True)
    render_ronde(load_ronde(ronde), tmp_path / "uit", licht(cel), verzoek)
    bekend, som = said(tmp_path / "uit", "GM9901")
    assert bekend == "True"
    eerst, nu = map(int, som.strip("[]").split(","))
    assert eerst - nu == 1


def test_what_is_done_apart_is_done_in_a_process_of_its_own_that_dies_in_words() -> None:
    assert run_apart(os.getpid) != os.getpid()
    with pytest.raises(ZeroDivisionError):
        run_apart(divmod, 1, 0)
    with pytest.raises(UitvoerFout, match="alle rapporten samenvoegt is gestopt"):
        run_apart(signal.raise_signal, signal.SIGKILL)


def test_ctrl_c_that_a_library_drops_while_it_is_imported_counts_after_that() -> None:
    toen = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), _hold_back_ctrl_c(), suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, toen)


@pytest.mark.parametrize("na", [0, 0.7])
def test_ctrl_c_while_all_is_being_imported_shows_no_traceback(
    na: float, ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    notebooks = licht("import time; time.sleep(99)")
    woorden = ["render", ronde, "-o", tmp_path / "uit", "--notebooks", notebooks]
    with subprocess.Popen(
        [sys.executable, "-m", "ibt", *map(str, woorden), "--kernel", "warm"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as proces:
        geladen = Path(f"/proc/{proces.pid}/maps")
        while b"_multiarray_umath" not in geladen.read_bytes():  # numpy: ibt is there itself
            assert proces.poll() is None
            time.sleep(0.02)
        time.sleep(na)
        os.killpg(proces.pid, signal.SIGINT)
        _, fout = proces.communicate(timeout=60)
    assert "Traceback" not in fout
    assert "Afgebroken." in fout


def test_where_no_process_can_be_forked_threads_give_the_same_bytes(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks, verzoek = licht("import pandas as pd\npd.DataFrame({'a': [1]})"), Verzoek(("Terp",))
    render_ronde(load_ronde(ronde), tmp_path / "vork", notebooks, verzoek)
    monkeypatch.setattr("ibt.batch.render.can_fork", lambda: False)
    render_ronde(load_ronde(ronde), tmp_path / "draad", notebooks, verzoek)
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
        Rapportopdracht(een, notebooks / "gemeente.ipynb", {"gemeentecode": een}, tmp_path)
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


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
