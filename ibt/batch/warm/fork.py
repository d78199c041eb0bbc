"""Workers that begin with everything imported."""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver
import multiprocessing.resource_tracker
import signal
import sys
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
    """Begin to import in the background; the first worker waits for it to be done.

    Ctrl-C does not reach it: it is held back while it starts, until it ignores that by itself.
    """
    fork_context()
    start_tracker()  # lets Ctrl-C through again: before we hold that back
    eerst = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, eerst)


def start_tracker() -> None:
    """Start what clears up after multiprocessing, so that a closed terminal does not end it.

    Else it is started anew midway, and says in English of what it never heard.
    """
    if sys.platform != "win32":
        eerst = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
        try:
            multiprocessing.resource_tracker.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, eerst)
