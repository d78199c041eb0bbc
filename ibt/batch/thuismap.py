"""Where a kernel lives: with settings of the program, and none of whoever runs it.

What stands in somebody's home folder (start-up files and settings of IPython, `PYTHONSTARTUP`, a
`matplotlibrc`) would change a report without anybody seeing of what it was made.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

IPYTHON: dict[str, Any] = {
    "InteractiveShellApp": {
        "exec_PYTHONSTARTUP": False,
        # A file in the folder of a round must not pass for a library.
        "ignore_cwd": True,
        "extensions": ["ibt.batch.huisregels"],
    },
    # It would mix with that of the analyst, and all kernels would wait for the one database.
    "HistoryManager": {"enabled": False},
}


def furnish(map_: Path) -> dict[str, str]:
    """Make a home for kernels in this folder; the environment that leads them to it."""
    profiel = map_ / "ipython" / "profile_default"
    profiel.mkdir(parents=True)
    (profiel / "ipython_config.json").write_text(json.dumps(IPYTHON), encoding="utf-8")
    stijl = map_ / "matplotlibrc"
    # Its own defaults; but what a drawing names its parts is else drawn by lot.
    stijl.write_text("svg.hashsalt: ibt\n", encoding="utf-8")
    return {
        "IPYTHONDIR": str(profiel.parent),
        "MATPLOTLIBRC": str(stijl),
        "PYTHONSAFEPATH": "1",
        "SOURCE_DATE_EPOCH": "0",  # else a drawing says when it was made
        **font_home(map_),
    }


def font_home(map_: Path) -> dict[str, str]:
    """Where matplotlib keeps its list of fonts, if the user's own folder cannot be written.

    Else it says so in the first chart of a report, with the folder that it took.
    """
    try:
        if all(map(_takes_files, _own_places())):
            return {}
    except RuntimeError:  # a user without a home folder
        pass
    return {"MPLCONFIGDIR": str(map_ / "matplotlib")}


def _own_places() -> list[Path]:
    """The folders that matplotlib looks for."""
    if eigen := os.environ.get("MPLCONFIGDIR"):
        return [Path(eigen)]
    if not sys.platform.startswith(("linux", "freebsd")):
        return [Path.home() / ".matplotlib"]
    namen = (("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache"))
    return [Path(os.environ.get(n) or Path.home() / map_) / "matplotlib" for n, map_ in namen]


def _takes_files(map_: Path) -> bool:
    """Whether a folder can be written, or made."""
    try:
        map_.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(map_, os.W_OK)
