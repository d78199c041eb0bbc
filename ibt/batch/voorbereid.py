"""What every notebook would do anew, done once before a process is forked for each."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

from ibt.ronde import load_ronde
from ibt.ronde.geheugen import remember_ronde as remember

# What runs cells, and what a report asks for.
_MODULES = (
    *("ibt.batch.shell", "IPython.core.oinspect"),
    *("IPython.extensions.storemagic", "IPython.core.logger", "faulthandler", "resource"),
    *("pandas.core.methods.to_dict", "pandas.io.formats.csvs"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"),
    *("ibt.rapport.gemeente", "ibt.rapport.provincie", "ibt.rapport.verantwoording"),
    "ibt.rapport.voortgang",
)


def prepare(ronde: Path) -> None:
    """Import what notebooks need, load this round for them, and begin what is slow at first.

    Only what leaves no socket, thread or window. Not matplotlib's inline backend: it looks for the
    shell of its kernel when it is imported, and without one it shows no chart, ever. What cannot be
    done here fails in the report that asks for it, which says so.
    """
    with _hold_back_ctrl_c():
        for naam in _MODULES:
            with suppress(Exception, SystemExit):
                import_module(naam)
    kopie = load_ronde(ronde)
    # What a report would work out anew is worked out once, and goes along.
    _ = kopie.herkomst, kopie.uitkomsten
    remember(kopie)
    with suppress(Exception, SystemExit):
        _begin()


@contextmanager
def _hold_back_ctrl_c() -> Iterator[None]:
    """Ctrl-C and a request to stop count after this: a library may drop what it catches."""
    gehoord: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seinen = [
        sein for sein in signal.Signals if signal.getsignal(sein) is signal.default_int_handler
    ]
    for sein in seinen:
        signal.signal(sein, lambda nummer, _: gehoord.append(nummer))
    try:
        yield
    finally:
        for sein in seinen:
            signal.signal(sein, signal.default_int_handler)
    if gehoord:
        raise KeyboardInterrupt


def _begin() -> None:
    """Fonts and templates."""
    from nbformat.v4 import new_notebook

    from ibt.batch.exporters import report_exporter
    from ibt.rapport.glyph import printable
    from ibt.rapport.grafiek.figuur import draw_figuur, huisstijl, render_grafiek

    printable("")
    report_exporter().from_notebook_node(new_notebook())
    with huisstijl():
        beeld = draw_figuur(1)
        beeld.subplots().set_title("a")
        render_grafiek("a", beeld, "a", "a")
