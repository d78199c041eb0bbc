"""What a kernel of a report does before its first cell: an extension of IPython, named in its home.

Light on purpose: it is imported in each kernel, also in those that are started anew.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any

_PR_SET_PDEATHSIG = 1
# What ipykernel calls the file of a cell; else one in the temp folder, with its own number.
_CEL = "IPYKERNEL_CELL_NAME"
GEHEUGEN = "IBT_GEHEUGEN"


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython when the kernel starts."""
    _end_with_parent()
    _limit_memory(shell)
    shell.events.register("pre_run_cell", partial(_name_cell, count(1)))


def _name_cell(nummers: Iterator[int], info: Any) -> None:
    """A warning names the cell that it comes from, in the same way wherever it is run."""
    os.environ[_CEL] = f"<In [{next(nummers)}]>"


def _end_with_parent() -> None:
    """Let Linux end this kernel with the process that started it.

    ipykernel looks by itself too, but not while a cell keeps Python's lock, as in a long loop in C.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_memory(shell: Any) -> None:
    """As many MB as the environment says, for what this kernel itself takes: not shared files."""
    grens = os.environ.get(GEHEUGEN)
    if sys.platform != "linux" or grens is None:
        return
    import resource

    _, hoogst = resource.getrlimit(resource.RLIMIT_DATA)
    zacht = int(grens) * 2**20
    if hoogst == resource.RLIM_INFINITY or zacht < hoogst:
        resource.setrlimit(resource.RLIMIT_DATA, (zacht, hoogst))

    def tell(shell: Any, soort: Any, fout: Any, spoor: Any, tb_offset: int | None = None) -> None:
        # To say what happened takes some memory too.
        resource.setrlimit(resource.RLIMIT_DATA, (hoogst, hoogst))
        shell.showtraceback((soort, fout, spoor), tb_offset=tb_offset)

    shell.set_custom_exc((MemoryError,), tell)
