"""What a run leaves in a notebook is fit to publish, and a failure says where to look."""

import errno
import os
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from ibt.batch.cellen import cell_name
from ibt.batch.verzoek import NotebookFout, Rapportopdracht, without_places
from ibt.batch.werkers import make_rapport
from ibt.begrippen.fout import UitvoerFout

OPDRACHT = Rapportopdracht("GM9901", Path("g.ipynb"), {}, Path("uit"))


def test_a_cell_is_named_by_its_number_and_the_heading_above_it() -> None:
    cellen = [
        new_code_cell("a"),
        new_markdown_cell("## Verloop\n\n### Dit halfjaar"),
        new_code_cell("b"),
        new_markdown_cell("gewone tekst"),
        new_code_cell("c"),
    ]
    assert cell_name(cellen, 0) == "cel 1"
    assert cell_name(cellen, 2) == "cel 3 (onder Dit halfjaar)"
    assert cell_name(cellen, 4) == "cel 5 (onder Dit halfjaar)"


def test_a_failure_is_told_on_one_line_without_paths_of_this_machine(tmp_path: Path) -> None:
    reden = f"ValueError: {tmp_path}/gemeenten/x\n\n  in {Path.home()}/ibt " + "lang " * 100
    kort = without_places(reden, tmp_path)
    assert kort.startswith("ValueError: ./gemeenten/x in ~/ibt lang")
    assert len(kort) < 310


@pytest.mark.parametrize("thuis", [Path("/"), None])
def test_a_user_without_a_folder_reads_the_same_failure(
    thuis: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def home() -> Path:
        if thuis is None:
            raise RuntimeError("Could not determine home directory.")
        return thuis

    monkeypatch.setattr(Path, "home", home)
    assert without_places("1/2 in /data/x", tmp_path) == "1/2 in /data/x"


def stop(fout: Exception) -> object:
    def raises(*_: object, **__: object) -> None:
        raise fout

    return raises


@pytest.mark.parametrize("nummer", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_takes_no_more_is_no_fault_of_one_report(
    nummer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a round of failures would take the place of a whole one."""
    vol = stop(OSError(nummer, os.strerror(nummer)))
    monkeypatch.setattr("papermill.execute_notebook", vol)
    with pytest.raises(UitvoerFout, match="schijf"):
        make_rapport(OPDRACHT)


def test_a_temp_folder_that_takes_no_more_is_no_fault_of_one_report_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.mkdtemp", stop(OSError(errno.ENOSPC, "vol")))
    with pytest.raises(UitvoerFout, match="geen plaats voor tijdelijke bestanden"):
        make_rapport(OPDRACHT)


def test_any_other_trouble_with_files_is_a_fault_of_that_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("papermill.execute_notebook", stop(ConnectionResetError("weg")))
    with pytest.raises(NotebookFout) as fout:
        make_rapport(OPDRACHT)
    assert (fout.value.cel, fout.value.fout) == ("kernel", "ConnectionResetError: weg")
