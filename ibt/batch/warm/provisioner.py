"""How Jupyter starts a warm kernel: a kernel provisioner, found by its entry point."""

from __future__ import annotations

import os
import shutil
import sys
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bytes, Unicode, default

from ibt.batch.warm.kernel import Start
from ibt.batch.warm.zygote import Zygote

NAAM = "ibt-warm"
_MODULE = "ipykernel_launcher"
# As ipykernel installs itself; the option only concerns its debugger.
_ZO = (["-m", _MODULE], ["-Xfrozen_modules=off", "-m", _MODULE])
_EIGEN: ContextVar[Zygote | None] = ContextVar("zygote", default=None)


def keep_zygote() -> None:
    """Make this process one that can fork kernels; only before it has a thread or a socket."""
    if _EIGEN.get() is None:
        _EIGEN.set(Zygote())


def close_zygote() -> None:
    """The end of `keep_zygote`: from now on kernels are started anew."""
    zygote = _EIGEN.get()
    if zygote is not None:
        _EIGEN.set(None)
        zygote.close()


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel instead of starting Python anew; all else is jupyter_client's own.

    Where there is no zygote the kernel is an ordinary one: slower, with the same results.
    """

    log = Unicode(os.devnull, config=True, help="The file for what a kernel writes.")
    ronde = Bytes(b"", config=True, help="The packed round that its notebook will ask for.")
    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel of this Python; any other is started as it asks itself."""
        zygote = _EIGEN.get()
        if zygote is None or not is_this_python(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        argumenten = tuple(cmd[cmd.index(_MODULE) + 1 :])
        self.cwd = str(kwargs.get("cwd") or os.getcwd())
        start = Start(argumenten, self.cwd, kwargs["env"], self.log, self.ronde)
        try:
            self.process = zygote.fork(start)
        except OSError:  # the zygote is gone
            return await super().launch_kernel(cmd, **kwargs)
        # It makes itself the leader of its group.
        self.pid = self.pgid = self.process.pid
        return self.connection_info


def is_this_python(cmd: list[str]) -> bool:
    """Whether a command starts a kernel of this very environment, without other options.

    By the folder too: an environment may share its interpreter with another.
    """
    gevonden = shutil.which(cmd[0])
    if gevonden is None or cmd[1 : cmd.index(_MODULE) + 1 if _MODULE in cmd else 0] not in _ZO:
        return False
    zelf, ander = Path(sys.executable), Path(gevonden)
    return ander.parent.resolve() == zelf.parent.resolve() and ander.samefile(zelf)


class WarmSpecs(KernelSpecManager):
    """The kernels of this environment, started warm."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernel of that name, with this provisioner."""
        spec = super().get_kernel_spec(kernel_name)
        spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": NAAM}}
        return spec


class WarmKernelManager(AsyncKernelManager):
    """jupyter_client's manager, with warm kernels."""

    @default("kernel_spec_manager")
    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return WarmSpecs(parent=self, data_dir=self.data_dir)
