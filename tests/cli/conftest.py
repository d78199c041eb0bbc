"""The command line as an analyst types it, over a copy of the small round."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ibt.cli.programma import run
from ibt.rapport.index import Mislukt
from tests.batch.conftest import RONDE, make_short


@dataclass(frozen=True)
class Afloop:
    """How a command ended."""

    code: int
    uit: str
    fout: str


@pytest.fixture
def ronde(tmp_path: Path) -> Path:
    """The round file of a copy of the small round: three gemeenten, judged on 2026-07-01."""
    shutil.copytree(RONDE, tmp_path / "werk")
    return tmp_path / "werk" / "parameters" / "2026-07-01.yaml"


@pytest.fixture
def ibt(capsys: pytest.CaptureFixture[str]) -> Callable[..., Afloop]:
    """`ibt("check", pad)` as on the command line, in this process."""

    def opdracht(*woorden: object) -> Afloop:
        capsys.readouterr()
        code = run([str(woord) for woord in woorden])
        gezegd = capsys.readouterr()
        return Afloop(code, gezegd.out, gezegd.err)

    return opdracht


@pytest.fixture
def zonder_kernel(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mislukt], None]:
    """Reports are made without a kernel; call it to let one fail."""
    return _without_kernel(monkeypatch)


@pytest.fixture(scope="session")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder in which the small round was made once, without a kernel; for copying."""
    map_ = shutil.copytree(RONDE, tmp_path_factory.mktemp("gemaakt") / "werk")
    with pytest.MonkeyPatch.context() as vervang:
        _without_kernel(vervang)
        assert run(["render", str(map_ / "parameters" / "2026-07-01.yaml")]) == 0
    return map_


def _without_kernel(vervang: pytest.MonkeyPatch) -> Callable[[Mislukt], None]:
    mislukt: list[Mislukt] = []
    vervang.setattr("ibt.batch.render.run_reports", make_short([], mislukt))
    return mislukt.append
