"""Bron: a file from which figures or findings came, with its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bron:
    """What was read: its role in the round, its name, its SHA-256, how many rows it gave, and
    the latest date that those rows speak of.

    `uit` names the delivered files of which `ibt import` made it. With `is_deel` all this is about
    the rows of one gemeente, not about the file.

    The name is the file's own name without folders, so that no machine path reaches a report.
    """

    rol: str
    naam: str
    sha256: str
    rijen: int
    per: date | None = None
    is_deel: bool = False
    uit: tuple[str, ...] = ()
