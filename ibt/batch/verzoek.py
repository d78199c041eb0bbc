"""What is asked of a render and of each of its reports, and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ibt.begrippen.fout import Waarschuwing
from ibt.begrippen.indeling import report_place

if TYPE_CHECKING:
    # The command line knows these values; it must not wait for what makes a page.
    from ibt.rapport.index import Mislukt
    from ibt.rapport.typst import Stuk


def can_fork() -> bool:
    """Whether forked processes are safe here: Windows has no fork, and on macOS it breaks."""
    return sys.platform == "linux"


class NotebookFout(Exception):
    """A notebook that stopped: in which cell, why, and as it was. Travels between processes."""

    def __init__(self, cel: str, fout: str, notebook: bytes = b"") -> None:
        super().__init__(cel, fout, notebook)
        self.cel = cel
        self.fout = fout
        self.notebook = notebook


@dataclass(frozen=True)
class Limiet:
    """How far one notebook may go: `tijd` in seconds, `geheugen` and `uitvoer` in MB.

    Far above what a report takes (some seconds, 0.3 GB, 0.2 MB), so that one that hangs or grows
    without end is stopped. Memory is limited on Linux only.
    """

    tijd: int = 300
    geheugen: int = 4096
    uitvoer: int = 1


def wide(geheugen: int) -> Limiet:
    """For what was made before: what took long and showed much once, may again."""
    return Limiet(86_400, geheugen, 1000)


@dataclass(frozen=True)
class Verzoek:
    """What is asked of a render, and how.

    `codes` names gemeenten to make anew; where no round is there yet, only those are made. `alles`
    makes all anew; `alleen_mislukt` only what failed or is not there. `werkers` notebooks run side
    by side; with `warm` each in a forked process, else in an ordinary kernel. With `adres` the
    workers of the dask scheduler there make the reports. `limiet` is how far a notebook may go.
    """

    codes: tuple[str, ...] = ()
    alles: bool = False
    alleen_mislukt: bool = False
    werkers: int | None = None
    warm: bool = field(default_factory=can_fork)
    adres: str | None = None
    limiet: Limiet = field(default_factory=Limiet)


@dataclass(frozen=True)
class Rapportopdracht:
    """Which notebook, with which parameters and how far it may go, becomes which report.

    `map` is the folder of the round whose inputs the notebook reads; `over` is what the report is
    about, in words.
    """

    naam: str
    notebook: Path
    parameters: Mapping[str, str]
    map: Path
    over: str = ""
    limiet: Limiet = field(default_factory=Limiet)

    @property
    def werkmap(self) -> Path:
        """Where relative paths in the notebook start: where its report stands in the round."""
        return (self.map / report_place(self.naam)).parent


@dataclass(frozen=True)
class Gemaakt:
    """What became of an order: its notebook, page and PDF, or why it failed.

    `stuk` is its part of the document with all reports.
    """

    naam: str
    bestanden: tuple[bytes, ...] = ()
    stuk: Stuk | None = None
    mislukt: Mislukt | None = None


@dataclass(frozen=True)
class Resultaat:
    """What a render made: its folder, how many reports, what failed, and what is worth knowing.

    `ongewijzigd` reports were there already, made of the same; `verouderd` ones were left as they
    were, though what they are made of changed. Of a preview (`is_voorproef`) others are not there.
    """

    map: Path
    rapporten: int
    mislukt: tuple[Mislukt, ...]
    log: Path
    ongewijzigd: int = 0
    verouderd: int = 0
    waarschuwingen: tuple[Waarschuwing, ...] = ()
    is_voorproef: bool = False

    @property
    def is_heel(self) -> bool:
        """Whether every report is there, made of what there is now."""
        return not self.mislukt and not self.verouderd and not self.is_voorproef


_LANGST = 300
_MEESTE = 5


def some_of(namen: Sequence[str]) -> str:
    """The first five of them, and how many more there are."""
    eerste = ", ".join(namen[:_MEESTE])
    rest = len(namen) - _MEESTE
    return f"{eerste} en nog {rest}" if rest > 0 else eerste


def without_places(tekst: str, hier: Path) -> str:
    """A text on one line, without this folder and that of the user, and not too long."""
    kort = tekst.replace(str(hier), ".")
    try:
        thuis = Path.home()
        kort = kort if thuis == thuis.parent else kort.replace(str(thuis), "~")
    except RuntimeError:  # a user without one
        pass
    kort = " ".join(kort.split())
    return kort if len(kort) <= _LANGST else f"{kort[:_LANGST]}…"
