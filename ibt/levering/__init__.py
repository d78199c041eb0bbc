"""From files as delivered to the table `cijfers` of a round: shown first, then written.

`ibt import` and `ibt.importeer` are this room.
"""

from __future__ import annotations

from ibt.levering.importeren import importeer
from ibt.levering.levering import Levering

__all__ = ["Levering", "importeer"]
