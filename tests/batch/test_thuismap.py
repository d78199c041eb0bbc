"""What somebody has in his home folder makes no report, and no proof of it, any different."""

import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from ibt.batch.huisregels import load_ipython_extension
from ibt.batch.nbval import run_nbval
from ibt.batch.render import render_ronde
from ibt.batch.thuismap import font_home
from ibt.batch.verzoek import Verzoek, can_fork
from ibt.rapport.grafiek.figuur import huisstijl
from ibt.ronde import load_ronde

CEL = """
import matplotlib, os
from matplotlib import pyplot
print([naam for naam in ("opstart", "profiel", "instelling") if naam in globals()])
print(matplotlib.rcParams["lines.linewidth"], os.environ["HOME"])
print(get_ipython().history_manager.enabled)
"""
GEGEVENS = "open(__file__.rpartition('/')[0] + '/gedraaid', 'a').write(__name__)\n"


@pytest.fixture
def thuis(tmp_path: Path) -> dict[str, str]:
    """An environment with a home folder full of personal settings."""
    map_ = tmp_path / "thuis"
    profiel = map_ / ".ipython" / "profile_default"
    (profiel / "startup").mkdir(parents=True)
    (profiel / "startup" / "00.py").write_text("profiel = 1\n", encoding="utf-8")
    eigen = 'c.InteractiveShellApp.exec_lines = ["instelling = 1"]\n'
    (profiel / "ipython_config.py").write_text(eigen, encoding="utf-8")
    (map_ / "opstart.py").write_text("opstart = 1\n", encoding="utf-8")
    (map_ / "mpl").mkdir()
    (map_ / "mpl" / "matplotlibrc").write_text("lines.linewidth: 7\n", encoding="utf-8")
    weg = ("IPYTHONDIR", "MATPLOTLIBRC", "PYTHONDONTWRITEBYTECODE")
    over = {naam: waarde for naam, waarde in os.environ.items() if naam not in weg}
    return {
        **over,
        "HOME": str(map_),
        "PYTHONSTARTUP": str(map_ / "opstart.py"),
        "MPLCONFIGDIR": str(map_ / "mpl"),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is there not where settings stand")
def test_personal_settings_reach_no_kernel_and_no_proof(
    ronde: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
    thuis: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor does a file in the working folder that is called as a library of theirs."""
    mappen, notebooks = (tmp_path / "uit", tmp_path / "gewoon"), licht(CEL)
    for naam in ("types", "ibt", "random"):
        (tmp_path / f"{naam}.py").write_text(GEGEVENS, encoding="utf-8")
    woorden = ["render", ronde, "-o", mappen[0], "--notebooks", notebooks, "--gemeente", "GM9901"]
    klaar = subprocess.run(
        [str(Path(sys.executable).with_name("ibt")), *map(str, woorden)],
        cwd=tmp_path,
        env=thuis,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )
    assert klaar.returncode == 0, klaar.stdout + klaar.stderr
    # Ordinary kernels, and nbval, are processes that find these anew.
    monkeypatch.chdir(tmp_path)
    for naam, waarde in thuis.items():
        monkeypatch.setenv(naam, waarde)
    verzoek = Verzoek(("GM9901",), warm=False)
    assert render_ronde(load_ronde(ronde), mappen[1], notebooks, verzoek).mislukt == ()
    assert run_nbval(["gemeenten/GM9901.ipynb"], mappen[0]) == []
    for map_ in mappen:
        cellen = nbformat.read(map_ / "gemeenten" / "GM9901.ipynb", as_version=4).cells
        gezegd = "".join(een["text"] for cel in cellen for een in cel.get("outputs", []))
        assert gezegd.splitlines() == ["[]", f"1.5 {thuis['HOME']}", "False"]
    assert not (tmp_path / "gedraaid").exists()


WAARSCHUWT = (
    "import warnings\ndef waarschuw():\n    warnings.warn('let op')",
    "waarschuw()\nwarnings.warn('en ook')",
)


def test_a_warning_names_its_cell_and_no_process_or_folder(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    gezegd = []
    for warm in (can_fork(), False):
        uit = tmp_path / f"uit-{warm}"
        verzoek = Verzoek(("GM9902",), warm=warm)
        render_ronde(load_ronde(ronde), uit, licht(*WAARSCHUWT), verzoek)
        notebook = uit / "gemeenten" / "GM9902.ipynb"
        gezegd.append(notebook.read_bytes())
        [uitvoer] = nbformat.read(notebook, as_version=4).cells[-1].outputs
        assert uitvoer.text.splitlines() == [
            "<In [3]>:3: UserWarning: let op",
            "  warnings.warn('let op')",
            "<In [4]>:2: UserWarning: en ook",
            "  warnings.warn('en ook')",
        ]
    assert gezegd[0] == gezegd[1]
    assert run_nbval(["gemeenten/GM9902.ipynb"], uit) == []


def test_a_chart_is_drawn_in_the_house_style_whatever_was_set_before() -> None:
    import matplotlib

    with matplotlib.rc_context({"lines.dashed_pattern": [9, 9], "xtick.direction": "in"}):
        with huisstijl():
            assert matplotlib.rcParams["lines.dashed_pattern"] == [3.7, 1.6]
            assert matplotlib.rcParams["xtick.direction"] == "out"
        assert matplotlib.rcParams["xtick.direction"] == "in"


@pytest.mark.skipif(sys.platform != "linux", reason="elders is er geen map die niemand kan maken")
@pytest.mark.parametrize("naam", ["HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR"])
def test_where_no_list_of_fonts_can_be_kept_the_run_keeps_it(
    naam: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for een in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(een, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))
    assert font_home(tmp_path) == {}
    monkeypatch.setenv(naam, "/proc/thuis")
    assert font_home(tmp_path) == {"MPLCONFIGDIR": str(tmp_path / "matplotlib")}


def test_no_report_tells_that_matplotlib_lists_fonts_and_every_report_what_else_it_says(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.huisregels._end_with_parent", lambda: None)
    monkeypatch.setattr("warnings.formatwarning", warnings.formatwarning)  # it takes its place
    shell = SimpleNamespace(
        events=SimpleNamespace(register=lambda *_: None),
        display_formatter=SimpleNamespace(format=None),
    )
    load_ipython_extension(shell)
    lettertypen = logging.getLogger("matplotlib.font_manager")
    lettertypen.warning("Matplotlib is building the font cache; this may take a moment.")
    lettertypen.warning("findfont: Font family 'X' not found.")
    lettertypen.filters.clear()
    assert caplog.messages == ["findfont: Font family 'X' not found."]
