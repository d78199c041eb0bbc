"""A forked process that is a Jupyter kernel from here on."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Start:
    """What a kernel needs: its arguments, folder and environment, and where its words go.

    `ronde` is the packed round that its notebook will ask for; empty where it must read it.
    """

    argumenten: tuple[str, ...]
    map: str
    omgeving: Mapping[str, str]
    log: str
    ronde: bytes


def serve_kernel(start: Start, ouder: int) -> None:
    """Run until the kernel is told to stop, or until its parent process `ouder` is gone."""
    os.setsid()  # an interrupt of the terminal is for the command, not for its kernels
    _speak_to(start.log)
    os.environ.clear()
    os.environ.update(start.omgeving, JPY_PARENT_PID=str(ouder))
    os.chdir(start.map)
    _as_if_imported_here()
    # Else a pool in a notebook would ask the server of the command for processes, which know
    # nothing of that notebook, and wait for them for ever.
    multiprocessing.set_start_method(None, force=True)
    if start.ronde:
        from ibt.ronde.geheugen import remember

        remember(start.ronde)
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = ["ipykernel_launcher", *start.argumenten]
    IPKernelApp.launch_instance(argv=[*start.argumenten, f"--IPKernelApp.parent_handle={ouder}"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _speak_to(log: str) -> None:
    """Words go to the log; nothing comes in: what somebody types is for the command."""
    for stroom, pad, hoe in (
        (0, os.devnull, os.O_RDONLY),
        (1, log, os.O_WRONLY | os.O_APPEND | os.O_CREAT),
        (2, log, os.O_WRONLY | os.O_APPEND | os.O_CREAT),
    ):
        if (doel := os.open(pad, hoe)) != stroom:
            os.dup2(doel, stroom)
            os.close(doel)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.__stdin__ = sys.stdin  # type: ignore[misc]


def _as_if_imported_here() -> None:
    """The settings and chance that an ordinary kernel finds when it imports these itself."""
    import matplotlib
    import numpy as np

    matplotlib.rc_file(matplotlib.matplotlib_fname())
    np.random.seed()
