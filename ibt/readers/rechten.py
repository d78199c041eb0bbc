"""What somebody may do with a file: a right that lacks, told from a file that is open elsewhere."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def what_to_do(pad: Path, waarop: Path, recht: int) -> str:
    """About a file that is refused: whom to ask for a right on `waarop`; who has it must close
    it."""
    if os.access(waarop, recht, effective_ids=os.access in os.supports_effective_ids):
        return f"Sluit {pad.name} (bijvoorbeeld in Excel) en probeer opnieuw."
    return whom_to_ask(waarop)


def whom_to_ask(pad: Path) -> str:
    """Whom to ask for a file that may not be opened, or for its folder, where it is that."""
    echt = Path(os.path.realpath(pad))
    for deel in (echt, *echt.parents):
        with suppress(OSError, NotImplementedError):  # nothing of it may be seen; or it is Windows
            deel.stat()
            try:
                wie = deel.owner()
            except KeyError:  # without a name here
                wie = "de beheerder"
            return f"Vraag {wie} om toegang tot {'de map ' if deel.is_dir() else ''}{deel}."
    return f"Vraag de beheerder om toegang tot {pad}."
