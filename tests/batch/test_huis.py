"""What somebody has in his home folder makes no report, and no proof of it, any different."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from ibt.batch.warm import can_fork
from ibt.rapport.grafiek.figuur import huisstijl

KERNELS = [
    pytest.param("warm", marks=pytest.mark.skipif(not can_fork(), reason="hier kan warm niet")),
    "gewoon",
]
CEL = """
import matplotlib, os
from matplotlib import pyplot
print([naam for naam in ("opstart", "profiel", "instelling") if naam in globals()])
print(matplotlib.rcParams["lines.linewidth"], os.environ["HOME"])
print(get_ipython().history_manager.enabled)
"""


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
@pytest.mark.parametrize("kernel", KERNELS)
def test_personal_settings_reach_no_kernel(
    kernel: str,
    ronde: Path,
    licht: Callable[..., Path],
    tmp_path: Path,
    thuis: dict[str, str],
) -> None:
    uit = tmp_path / "uit"
    render = ["render", str(ronde), "-o", str(uit), "--notebooks", str(licht(CEL))]
    for woorden in ([*render, "--kernel", kernel], ["verify", str(uit), "--werkers", "1"]):
        klaar = subprocess.run(
            [sys.executable, "-m", "ibt", *woorden],
            env=thuis,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=240,
        )
        assert klaar.returncode == 0, klaar.stdout + klaar.stderr
    cellen = nbformat.read(uit / "gemeenten" / "GM9901.ipynb", as_version=4).cells
    gezegd = "".join(een["text"] for cel in cellen for een in cel.get("outputs", []))
    assert gezegd.splitlines() == ["[]", f"1.5 {thuis['HOME']}", "False"]


def test_a_chart_is_drawn_in_the_house_style_whatever_was_set_before() -> None:
    import matplotlib

    with matplotlib.rc_context({"lines.dashed_pattern": [9, 9], "xtick.direction": "in"}):
        with huisstijl():
            assert matplotlib.rcParams["lines.dashed_pattern"] == [3.7, 1.6]
            assert matplotlib.rcParams["xtick.direction"] == "out"
        assert matplotlib.rcParams["xtick.direction"] == "in"
