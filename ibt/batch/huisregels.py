"""What a kernel of a report does before its first cell: an extension of IPython, named in its home.

Light on purpose: it is imported in each kernel, also in those that are started anew.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from linecache import getline
from typing import Any

_PR_SET_PDEATHSIG = 1
# What ipykernel calls the file of a cell; else one in the temp folder, with its own number.
_CEL = "IPYKERNEL_CELL_NAME"
# By jupyter_client: who started the kernel.
_OUDER = "JPY_PARENT_PID"
GEHEUGEN = "IBT_GEHEUGEN"
# Where something lies in memory, and what pandas calls a table that it styles.
_ADRES = re.compile(r"(?<= at )0x[0-9a-f]{6,}")
_STYLER = re.compile(r'(?<=<table id=")T_[0-9a-f]{5}(?=")')


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython when the kernel starts."""
    _end_with_parent()
    _limit_memory(shell)
    logging.getLogger("matplotlib.font_manager").addFilter(_tells_of_the_report)
    logging.getLogger("tornado.general").addFilter(_is_no_loss)
    shell.events.register("pre_run_cell", partial(_name_cell, count(1)))
    shell.display_formatter.format = partial(_show, shell.display_formatter.format, count(1))
    warnings.formatwarning = partial(_warn, warnings.formatwarning)


def _name_cell(nummers: Iterator[int], info: Any) -> None:
    """A warning names the cell that it comes from, in the same way wherever it is run."""
    os.environ[_CEL] = f"<In [{next(nummers)}]>"


def _show(
    format_: Callable[..., tuple[dict[str, Any], Any]],
    nummers: Iterator[int],
    *args: Any,
    **kw: Any,
) -> tuple[dict[str, Any], Any]:
    """What a cell shows, without what is another in each run."""
    data, rest = format_(*args, **kw)
    if isinstance(tekst := data.get("text/plain"), str):
        data["text/plain"] = _ADRES.sub("0x0", tekst)
    if isinstance(html := data.get("text/html"), str):
        for naam in dict.fromkeys(_STYLER.findall(html)):
            html = html.replace(naam, f"T_{next(nummers):05x}")
        data["text/html"] = html
    return data, rest


def _warn(
    format_: Callable[..., str],
    melding: Any,
    soort: Any,
    bestand: str,
    nummer: int,
    regel: str | None = None,
) -> str:
    """A warning names the file that it comes from, not where that lies on this machine."""
    regel = getline(bestand, nummer) if regel is None else regel
    return format_(melding, soort, os.path.basename(bestand), nummer, regel)


def _tells_of_the_report(regel: logging.LogRecord) -> bool:
    """Not that matplotlib lists fonts, which it says where that takes long, the first time."""
    return "building the font cache" not in regel.getMessage()


def _is_no_loss(regel: logging.LogRecord) -> bool:
    """A kernel that cannot send what a cell showed, as without memory, ends: that would be lost."""
    if regel.exc_info:
        os._exit(1)
    return True


def _end_with_parent() -> None:
    """Let Linux end this kernel with the process that started it.

    ipykernel looks by itself too, but not while a cell keeps Python's lock, as in a long loop in C.
    """
    die_with_parent()
    if sys.platform == "linux":
        try:
            os.kill(int(os.environ.get(_OUDER, os.getppid())), 0)
        except ProcessLookupError:
            os._exit(1)  # that one ended before it could be asked for


def die_with_parent() -> None:
    """Linux ends this process with the one that started it."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_memory(shell: Any) -> None:
    """As many MB as the environment says, for what cells take on top of what it began with."""
    limiet = os.environ.get(GEHEUGEN)
    if sys.platform != "linux" or limiet is None:
        return
    import resource

    _, hoogst = resource.getrlimit(resource.RLIMIT_DATA)
    with open("/proc/self/status", encoding="utf-8") as regels:
        [begin] = [regel.split()[1] for regel in regels if regel.startswith("VmData")]
    zacht = int(limiet) * 2**20 + int(begin) * 2**10
    if hoogst == resource.RLIM_INFINITY or zacht < hoogst:
        resource.setrlimit(resource.RLIMIT_DATA, (zacht, hoogst))

    def tell(shell: Any, soort: Any, fout: Any, spoor: Any, tb_offset: int | None = None) -> None:
        # To say what happened takes some memory too.
        resource.setrlimit(resource.RLIMIT_DATA, (hoogst, hoogst))
        shell.showtraceback((soort, fout, spoor), tb_offset=tb_offset)

    shell.set_custom_exc((MemoryError,), tell)
