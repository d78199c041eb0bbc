"""Kaart: the boundaries of gemeenten, as a file with geodata gave them."""

from __future__ import annotations

from dataclasses import dataclass

Punt = tuple[float, float]
Ring = tuple[Punt, ...]


@dataclass(frozen=True)
class Grens:
    """The boundary of one gemeente: closed rings, outer ones and holes, in map coordinates."""

    gemeentecode: str
    ringen: tuple[Ring, ...]


@dataclass(frozen=True)
class Kaart:
    """Boundaries by gemeentecode; `in_graden` says that coordinates are longitude and latitude."""

    grenzen: tuple[Grens, ...]
    in_graden: bool
