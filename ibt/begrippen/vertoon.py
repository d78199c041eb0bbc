"""How a noun shows itself in a notebook; the words come from `rapport`, which knows the nouns."""

from __future__ import annotations

from functools import singledispatch


@singledispatch
def as_html(noun: object) -> str | None:
    """HTML for in a notebook; None where no room says how, and then its text is shown."""
    return None


class Vertoonbaar:
    """A noun that shows itself as `as_html` says, once that is registered for its class."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return as_html(self)
