"""Workers that begin with everything imported."""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver
from functools import cache
from multiprocessing.context import ForkServerContext

_PRELOAD = "ibt.batch.warm.preload"


@cache
def fork_context() -> ForkServerContext:
    """Processes of this context start with everything imported, and with nothing of each other."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOAD])
    return context


def start_server() -> None:
    """Begin to import in the background; the first worker waits for it to be done."""
    fork_context()
    multiprocessing.forkserver.ensure_running()
