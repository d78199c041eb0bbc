"""papermill's way to run a notebook, with a kernel that gets its environment from us."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.log import logger

_NAAM = "ibt"


class Motor(Engine):  # type: ignore[misc]
    """papermill's own engine, but for the environment."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        start_timeout: int,
        execution_timeout: int,
        omgeving: Mapping[str, str],
        instellingen: Mapping[str, Any],
        **_: Any,
    ) -> None:
        """Run all cells; `omgeving` comes on top of what this process has."""
        client = PapermillNotebookClient(
            nb_man,
            startup_timeout=start_timeout,
            timeout=execution_timeout,
            kernel_name=kernel_name,
            log=logger,
            **instellingen,
        )
        client.execute(env={**os.environ, **omgeving})


def motor_name() -> str:
    """The name by which papermill finds this engine from now on."""
    papermill_engines.register(_NAAM, Motor)
    return _NAAM
