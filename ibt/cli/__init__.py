"""Words on the command line → one call."""

from ibt.cli.programma import main

__all__ = ["main"]
