"""How notebooks are run, and what is said of a notebook that stopped."""

from __future__ import annotations

from dataclasses import dataclass


class NotebookFout(Exception):
    """A notebook that stopped: in which cell, and why. Travels between processes."""

    def __init__(self, cel: str, fout: str) -> None:
        super().__init__(cel, fout)
        self.cel = cel
        self.fout = fout


@dataclass(frozen=True)
class Grens:
    """How far one notebook may go: `tijd` in seconds, `geheugen` and `uitvoer` in MB.

    Far above what a report takes (some seconds, 0.3 GB, 0.2 MB), so that one that hangs or grows
    without end is stopped. Memory is limited on Linux only.
    """

    tijd: int = 300
    geheugen: int = 4096
    uitvoer: int = 1


@dataclass(frozen=True)
class Kernels:
    """How notebooks are run: `warm` in forked processes, else by ordinary kernels.

    `ronde` is the packed round that a forked one is given.
    """

    warm: bool = False
    ronde: bytes = b""
    grens: Grens = Grens()


# Started anew, as Jupyter itself does.
GEWOON = Kernels()
