"""What is imported once, before a worker or kernel is forked from it.

Only imports: no socket, compiler or window may exist when a process is forked. What cannot be
imported here fails in the report that asks for it, which says so; this process must go on. Not
matplotlib's inline backend: it looks for the shell of its kernel when it is imported, and without
one it shows no chart, ever.
"""

import builtins
import gc
import os
import signal
from contextlib import suppress
from importlib import import_module
from types import SimpleNamespace

# Ctrl-C is for the command, which had it held back until here.
_bij_ctrl_c = signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

# A worker that is ended while it starts would say so on the screen; later it has a log.
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

# What a worker drives, what a kernel is, and what a report asks for.
_MODULES = (
    *("ibt.batch.formaat", "papermill"),
    *("ibt.batch.opdracht", "ibt.batch.werkers"),
    *("ibt.batch.exporters", "ibt.batch.bundel", "ibt.batch.motor"),
    *("ibt.batch.warm.shell", "IPython.core.oinspect"),
    *("IPython.extensions.storemagic", "IPython.core.logger", "faulthandler", "resource"),
    *("pandas.core.methods.to_dict", "pandas.io.formats.csvs", "holidays.countries"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"),
    *("ibt.rapport.gemeente", "ibt.rapport.provincie", "ibt.rapport.verantwoording"),
    *("ibt.rapport.voortgang.cijfers", "ibt.rapport.voortgang.overzicht", "ibt.ronde"),
)

# A kernel sets this before matplotlib is imported; else a chart of an analyst would not show.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
# In a kernel pandas shows part of a wide table, in a terminal all of it; it looks where it is once.
builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
with suppress(Exception):
    import_module("pandas")
del builtins.get_ipython  # type: ignore[attr-defined]
# Else who reads what the command says waits for these imports when it refused its inputs at once.
_ouder = os.getppid()
for _module in _MODULES:
    if os.getppid() != _ouder:
        os._exit(0)
    with suppress(Exception, SystemExit):
        import_module(_module)


def _begin() -> None:
    """What the first report of a process would work out, once for all: fonts and templates."""
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


with suppress(Exception, SystemExit):
    _begin()
# What is here now stays: a forked process that looked for what can go would copy all of it.
gc.collect()
gc.freeze()
signal.signal(signal.SIGINT, _bij_ctrl_c)
