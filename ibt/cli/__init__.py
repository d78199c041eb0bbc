"""Words on the command line → one call."""

import _thread
import signal
import sys
import threading


def main() -> None:
    """The program; Ctrl-C while it is still being imported is answered in words too."""
    sys.unraisablehook = _hear
    try:
        from ibt.cli.programma import begin
    except KeyboardInterrupt:
        raise SystemExit("Afgebroken. Geef dezelfde opdracht opnieuw.") from None
    begin()


def _hear(verloren: "sys.UnraisableHookArgs") -> None:
    """Give a Ctrl-C again that fell in a callback of Python's own, which drops it.

    A moment later and from outside: raised in here it would be dropped as well.
    """
    if issubclass(verloren.exc_type, KeyboardInterrupt):
        threading.Timer(0.01, _interrupt).start()
    else:
        sys.__unraisablehook__(verloren)


def _interrupt() -> None:
    """Ctrl-C for the main thread; where the system can, also while it waits for something."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
