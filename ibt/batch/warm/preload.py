"""What is imported once, before a worker or kernel is forked from it.

Only imports: no socket, compiler or window may exist when a process is forked. What cannot be
imported here fails in the report that asks for it, which says so; this process must go on. Not
matplotlib's inline backend: it looks for the shell of its kernel when it is imported, and without
one it shows no chart, ever.
"""

import gc
import os
import signal
from contextlib import suppress
from importlib import import_module

# Ctrl-C is for the command, which had it held back until here.
_bij_ctrl_c = signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

# A worker that is ended while it starts would say so on the screen; later it has a log.
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

# What a worker drives, what a kernel is, and what a report asks for.
_MODULES = (
    *("ibt.batch.formaat", "papermill", "jupyter_client.asynchronous"),
    *("ibt.batch.opdracht", "ibt.batch.werkers"),
    *("ibt.batch.exporters", "ibt.batch.bundel", "ibt.batch.warm.provisioner"),
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger"),
    *("IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic"),
    *("IPython.core.completerlib", "IPython.core.logger", "tornado.platform.asyncio"),
    *("faulthandler", "resource", "ibt.batch.huisregels"),
    *("pandas.core.methods.to_dict", "pandas.io.formats.csvs", "holidays.countries"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"),
    *("ibt.rapport.gemeente", "ibt.rapport.provincie", "ibt.rapport.verantwoording"),
    *("ibt.rapport.voortgang.cijfers", "ibt.rapport.voortgang.overzicht", "ibt.ronde"),
)
# Else the debugger of a kernel warns on the terminal when it is imported.
_STIL = "PYDEVD_DISABLE_FILE_VALIDATION"

# A kernel sets this before matplotlib is imported; else a chart of an analyst would not show.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
os.environ.setdefault(_STIL, "1")
# Else who reads what the command says waits for these imports when it refused its inputs at once.
_ouder = os.getppid()
for _module in _MODULES:
    if os.getppid() != _ouder:
        os._exit(0)
    with suppress(Exception, SystemExit):
        import_module(_module)
os.environ.pop(_STIL, None)


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
