"""One run at a time in a folder, also where the system cannot lock or knows nobody's name."""

import getpass
from pathlib import Path

import pytest
from filelock import FileLock

from ibt.batch.rondemap import hold_map
from ibt.begrippen.fout import UitvoerFout


def test_a_second_run_hears_who_is_at_work(tmp_path: Path) -> None:
    werk = tmp_path / ".ibt"
    with (
        hold_map(tmp_path),
        pytest.raises(UitvoerFout, match=r"nu al een ronde gemaakt \(proces \d+ van "),
        hold_map(tmp_path),
    ):
        pass
    with hold_map(tmp_path):
        assert (werk / "slot.wie").exists()
    assert not (werk / "slot.wie").exists(), "who is done leaves no name behind"


def test_a_run_that_left_no_name_is_another_process(tmp_path: Path) -> None:
    werk = tmp_path / ".ibt"
    werk.mkdir()
    with (
        FileLock(werk / "slot"),
        pytest.raises(UitvoerFout, match="door een ander proces"),
        hold_map(tmp_path),
    ):
        pass


def test_on_a_file_system_without_locks_a_round_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(FileLock, "acquire", no_locks)
    gedaan = []
    with hold_map(tmp_path):
        gedaan.append("ronde")
    assert gedaan == ["ronde"]


@pytest.mark.parametrize("fout", [OSError, KeyError, ImportError])
def test_who_has_no_name_on_this_machine_is_called_onbekend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fout: type[Exception]
) -> None:
    def nobody() -> str:
        raise fout("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    with hold_map(tmp_path):
        assert " van onbekend op " in (tmp_path / ".ibt/slot.wie").read_text(encoding="utf-8")
