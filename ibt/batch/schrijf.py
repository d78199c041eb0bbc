"""Files written whole or not at all: under construction they end in `.deel`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ibt.begrippen.fout import UitvoerFout

DEEL = ".deel"


def write_file(pad: Path, inhoud: bytes) -> None:
    """The file in one step; UitvoerFout when it is open elsewhere or the folder is not writable."""
    deel = pad.with_name(pad.name + DEEL)
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        deel.write_bytes(inhoud)
        os.replace(deel, pad)
    except PermissionError:
        deel.unlink(missing_ok=True)
        raise UitvoerFout(
            f"{pad} kan niet worden geschreven. Sluit {pad.name} (bijvoorbeeld in Excel) en "
            "probeer opnieuw."
        ) from None
    except OSError as fout:
        raise UitvoerFout(f"{pad} kan niet worden geschreven: {fout.strerror}.") from None


def remove_file(pad: Path) -> None:
    """Remove a file of our own; UitvoerFout when it is open elsewhere."""
    try:
        pad.unlink(missing_ok=True)
    except OSError:
        raise UitvoerFout(
            f"{pad} kan niet worden vervangen. Sluit {pad.name} en probeer opnieuw."
        ) from None


def sha256_of(pad: Path) -> str:
    """The hash of a file's bytes."""
    return hashlib.sha256(pad.read_bytes()).hexdigest()
