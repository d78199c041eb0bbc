"""How a noun shows itself in a notebook; the words come from rooms above, which know the nouns."""

from __future__ import annotations

from functools import singledispatch
from importlib import import_module

# Where it is said how. Named and not imported: this room knows none of them.
_WEERGAVEN = ("ibt.rapport.weergave", "ibt.ronde.weergave")


@singledispatch
def as_html(noun: object) -> str | None:
    """HTML for in a notebook; None where no room says how, and then its text is shown."""
    return None


class Vertoonbaar:
    """A noun that shows itself as `as_html` says for its class."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        for weergave in _WEERGAVEN:
            import_module(weergave)
        return as_html(self)
