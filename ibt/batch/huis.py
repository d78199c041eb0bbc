"""Where a kernel lives: with settings of the program, and none of whoever runs it.

What stands in somebody's home folder (start-up files and settings of IPython, `PYTHONSTARTUP`, a
`matplotlibrc`) would change a report without anybody seeing of what it was made.
"""

from __future__ import annotations

import json
from pathlib import Path

_IPYTHON = {
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
    (profiel / "ipython_config.json").write_text(json.dumps(_IPYTHON), encoding="utf-8")
    stijl = map_ / "matplotlibrc"
    # Its own defaults; but what a drawing names its parts is else drawn by lot.
    stijl.write_text("svg.hashsalt: ibt\n", encoding="utf-8")
    return {
        "IPYTHONDIR": str(profiel.parent),
        "MATPLOTLIBRC": str(stijl),
        "PYTHONSAFEPATH": "1",
        "SOURCE_DATE_EPOCH": "0",  # else a drawing says when it was made
    }
