"""`ibt lab`: JupyterLab on the project, with a tile for each notebook and git that stays clean."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from ibt.batch.tijdelijk import lasting_temp
from ibt.begrippen.fout import UitvoerFout
from ibt.cli.melden import say, shown
from ibt.cli.taal import Opdracht

# Beside what whoever runs it has installed: the tiles of the launcher.
_UITBREIDINGEN = Path(__file__).parents[1] / "batch" / "labextensions"
_GEDULD = 30
_start = subprocess.Popen


@click.command(cls=Opdracht)
@click.argument("opties", nargs=-1, type=click.UNPROCESSED, metavar="[-- OPTIES]")
def lab(opties: tuple[str, ...]) -> None:
    """Open JupyterLab in het project, met een tegel voor elk notebook.

    Wat na -- staat, gaat naar JupyterLab, zoals ibt lab -- --no-browser --port 9999. Stop met
    Ctrl-C.
    """
    if find_spec("jupyterlab") is None:
        raise UitvoerFout(
            "JupyterLab is niet geïnstalleerd. Geef make round (met conda: conda env update -f "
            "environment.yml), en daarna deze opdracht opnieuw."
        )
    map_ = _project(Path.cwd())
    _tell_git(map_)
    say(f"JupyterLab in {shown(map_)}; stop met Ctrl-C.")
    code = _run(map_, opties)
    if code:
        raise UitvoerFout(f"JupyterLab stopte met een fout ({code}); zie de regels hierboven.")


def _project(hier: Path) -> Path:
    """The folder with `parameters/`, from here upwards; UitvoerFout when there is none."""
    for map_ in (hier, *hier.parents):
        if (map_ / "parameters").is_dir():
            return map_
    raise UitvoerFout(
        f"{hier}: hier is geen project (een map met parameters/). Ga naar de map van het project."
    )


def _tell_git(map_: Path) -> None:
    """Let git keep notebooks without what a run leaves in them, as `make round` does.

    Only in a checkout that asks for it, and where nobody told git otherwise.
    """

    def git(*woorden: str) -> str:
        opdracht = ["git", "-C", str(map_), *woorden]
        return subprocess.run(opdracht, capture_output=True, text=True, timeout=10).stdout.strip()

    with suppress(OSError, subprocess.SubprocessError):
        vraagt = git("check-attr", "filter", "--", "notebooks/gemeente.ipynb")
        if not vraagt.endswith(": ibt") or git("config", "filter.ibt.clean"):
            return
        python = Path(sys.executable).as_posix()
        git("config", "filter.ibt.clean", f'"{python}" -P -m ibt.batch.notebooks')
        say(
            "Git bewaart notebooks in deze map voortaan zonder uitkomsten "
            "(git config filter.ibt.clean)."
        )


def _run(map_: Path, opties: tuple[str, ...]) -> int:
    """JupyterLab until it ends, with the Python of this program; its exit code.

    Ctrl-C is for JupyterLab, which asks whether it is meant; whatever else stops this ends it too.
    """
    eigen = f"--LabApp.extra_labextensions_path={_UITBREIDINGEN}"
    opdracht = [sys.executable, "-m", "jupyterlab", eigen, *opties]
    # Its kernel is that of this environment, whatever the user has elsewhere.
    omgeving = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    omgeving |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(lasting_temp()))
    proces = _start(opdracht, cwd=map_, env=omgeving)
    eerst = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return proces.wait()
    except KeyboardInterrupt:  # asked to stop, or the terminal was closed
        proces.terminate()
        try:
            return proces.wait(_GEDULD)
        except subprocess.TimeoutExpired:
            proces.kill()
            return proces.wait()
    finally:
        signal.signal(signal.SIGINT, eerst)
