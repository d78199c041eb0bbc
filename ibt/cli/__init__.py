"""Words on the command line → one call."""

from ibt.cli.opdrachten import main

__all__ = ["main"]
