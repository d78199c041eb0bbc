"""Jupyter's notebook format, without what takes most of its import.

Everything here that reads, runs or shows a notebook takes it from this module, so that it is
imported before a library asks for it. It is a plugin of pytest too, for nbval.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["NotebookNode", "nbformat", "rejoin_lines"]


@contextmanager
def _without(pakket: str) -> Iterator[None]:
    """As if it were not installed; who asks for it later gets it."""
    if pakket in sys.modules:
        yield
        return
    sys.modules[pakket] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[pakket]


# jsonschema takes it where it is there, to check a kind of address that no notebook has. It builds
# a grammar on import: some seconds, longer than all of pandas.
with _without("rfc3987_syntax"):
    import nbformat
    from nbformat import NotebookNode
    from nbformat.v4.rwbase import rejoin_lines
