"""The notebooks of a round, made known to the Jupyter of whoever made them.

JupyterLab leaves the charts out of a notebook that did not run in it, until that is trusted. Who
renders a round ran its notebooks just now, so they are signed as JupyterLab signs what it ran
itself: in the user's own store, not in the files.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ibt.batch.formaat import nbformat, rejoin_lines


def trust_notebooks(paden: Iterable[Path]) -> None:
    """Sign notebooks for this user.

    Where that cannot be (no home folder, a full disk) JupyterLab asks, as of any notebook: no
    reason to stop a round.
    """
    from jupyter_core.paths import jupyter_data_dir
    from nbformat.sign import NotebookNotary

    stil = logging.getLogger(__name__)
    stil.addHandler(logging.NullHandler())
    stil.propagate = False
    map_ = Path(jupyter_data_dir())
    # A store of another's making may fail in any way.
    with suppress(Exception):
        map_.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NotebookNotary(data_dir=str(map_), log=stil) as notaris:
            for pad in paden:
                # Without nbformat's own reader, which checks each against a schema once more.
                inhoud = nbformat.from_dict(json.loads(pad.read_text(encoding="utf-8")))
                notaris.sign(rejoin_lines(inhoud))
