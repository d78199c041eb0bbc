"""The notebooks of a round, made known to the Jupyter of whoever made them.

JupyterLab leaves the charts out of a notebook that did not run in it, until that is trusted. Who
renders a round ran its notebooks just now, so they are signed as JupyterLab signs what it ran
itself: in the user's own store, not in the files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

# Seconds that another program may hold the store.
_GEDULD = 2.0


def trust_notebooks(paden: Iterable[Path]) -> None:
    """Sign notebooks for this user.

    Where that cannot be (no home folder, a full disk, a store of another's making) JupyterLab asks,
    as of any notebook: no reason to stop a round.
    """
    from jupyter_core.paths import jupyter_data_dir

    map_ = Path(jupyter_data_dir())
    eerst = os.umask(0o077)
    try:
        with suppress(OSError, ImportError):
            map_.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sign(paden, map_)
    finally:
        os.umask(eerst)


def _sign(paden: Iterable[Path], map_: Path) -> None:
    # Slow to import, and only this needs them here; a Python without sqlite3 makes rounds too.
    import sqlite3

    from ibt.batch.formaat import nbformat, rejoin_lines  # the format, before a library takes it

    # isort: split
    from nbformat.sign import NotebookNotary

    if not _is_usable(map_ / "nbsignatures.db"):
        return
    with NotebookNotary(data_dir=str(map_)) as notaris:
        for pad in paden:
            with suppress(OSError, ValueError, sqlite3.Error):
                # Without nbformat's own reader, which checks each against a schema once more.
                inhoud = nbformat.from_dict(json.loads(pad.read_text(encoding="utf-8")))
                notaris.sign(rejoin_lines(inhoud))


def _is_usable(winkel: Path) -> bool:
    """Whether the store takes something now: nbformat puts one that does not aside, for a new one.

    With it would go all that the user trusted before.
    """
    import sqlite3

    try:
        with closing(sqlite3.connect(winkel, timeout=_GEDULD)) as lijn:
            lijn.execute("BEGIN IMMEDIATE")
            lijn.rollback()
    except sqlite3.Error:
        return False
    return True
