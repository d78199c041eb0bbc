"""The program `ibt`: its words in, its exit code out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from ibt import __version__
from ibt.batch.tijdelijk import begin_temp
from ibt.begrippen.fout import IbtFout, InvoerFout, once
from ibt.cli.diff import diff
from ibt.cli.dossier import dossier
from ibt.cli.importeren import import_
from ibt.cli.lab import lab
from ibt.cli.melden import fault_text, say, system_text, unexpected_text, warn
from ibt.cli.monitor import monitor
from ibt.cli.ondertekenen import sign
from ibt.cli.opdrachten import assess_ronde, check, new, verify
from ibt.cli.preview import preview
from ibt.cli.proef import proef
from ibt.cli.renderen import render
from ibt.cli.status import show_status
from ibt.cli.taal import Opdrachten, usage_text
from ibt.cli.vaststellen import adopt


@click.group(
    cls=Opdrachten,
    commands=[
        adopt,
        assess_ronde,
        check,
        diff,
        dossier,
        import_,
        lab,
        monitor,
        new,
        preview,
        proef,
        render,
        show_status,
        sign,
        verify,
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__, prog_name="ibt", message="ibt %(version)s", help="Toon de versie."
)
def ibt() -> None:
    """Halfjaarlijkse beoordeling van gemeenten: huisvesting van vergunninghouders (IBT).

    RONDE is een rondebestand, zoals parameters/2026-07-01.yaml.
    """


def begin() -> None:
    """The program: exit 0 when all is well, 1 on faults, 2 when the words are wrong."""
    for stroom in (sys.stdout, sys.stderr):
        if hasattr(stroom, "reconfigure"):
            stroom.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Nothing that is started from here may take a file in the working folder for a library.
    os.environ["PYTHONSAFEPATH"] = "1"
    _on_stop(signal.default_int_handler)
    code = run(eerst=begin_temp)
    _on_stop(signal.SIG_IGN)  # all that is left is to clear up
    sys.exit(code)


def _on_stop(wat: Any) -> None:
    """What Ctrl-C does, a request to stop, and a terminal that is closed: all end the workers too.

    But nohup, which asks to go on without a terminal, is heard.
    """
    for naam in ("SIGINT", "SIGTERM", "SIGHUP"):
        soort = getattr(signal, naam, None)
        if soort is not None and signal.getsignal(soort) is not signal.SIG_IGN:
            signal.signal(soort, wat)


def run(woorden: list[str] | None = None, eerst: Callable[[], None] = lambda: None) -> int:
    """Carry out a command line (default: the process's own) and give its exit code.

    `eerst` is done before it, with the same words for what goes wrong.
    """
    try:
        eerst()
        code = ibt.main(woorden, standalone_mode=False, prog_name="ibt")
    except SystemExit as klaar:
        return klaar.code if isinstance(klaar.code, int) else 1
    except BrokenPipeError:
        _say_no_more()
        return 1
    except click.UsageError as fout:
        say(usage_text(fout), err=True)
        return 2
    except IbtFout as fout:
        warn(once(fout.waarschuwingen) if isinstance(fout, InvoerFout) else ())
        say(fault_text(fout), err=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        say("Afgebroken. Geef dezelfde opdracht opnieuw.", err=True)
        return 1
    except OSError as fout:
        say(system_text(fout), err=True)
        _say_no_more()
        return 1
    except Exception as fout:
        say(unexpected_text(fout), err=True)
        return 1
    return code if isinstance(code, int) else 0


def _say_no_more() -> None:
    """What could not be said is not tried again when the process ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
