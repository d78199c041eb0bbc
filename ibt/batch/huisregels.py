"""What a kernel of a report does before its first cell: an extension of IPython, named in its home.

Light on purpose: it is imported in each kernel, also in those that are started anew.
"""

from __future__ import annotations

import signal
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython when the kernel starts."""
    _end_with_parent()


def _end_with_parent() -> None:
    """Let Linux end this kernel with the process that started it.

    ipykernel looks by itself too, but not while a cell keeps Python's lock, as in a long loop in C.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
