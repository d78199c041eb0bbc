"""What a run leaves in a notebook is fit to publish, and a failure says where to look."""

import errno
import os
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from ibt.batch.cel import cell_name
from ibt.batch.opdracht import SCHRIJVEN, Opdracht, forget_rapport, make_rapport


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
    opdracht = Opdracht(
        "GM9901", tmp_path / "g.ipynb", {}, tmp_path / "gemeenten" / "GM9901", tmp_path / ".ibt"
    )
    reden = f"ValueError: {tmp_path}/gemeenten/x\n\n  in {Path.home()}/ibt " + "lang " * 100
    mislukt = forget_rapport(opdracht, "cel 3", reden)
    assert mislukt.fout.startswith("ValueError: ./gemeenten/x in ~/ibt lang")
    assert len(mislukt.fout) < 310


@pytest.mark.parametrize("thuis", [Path("/"), None])
def test_a_user_without_a_folder_reads_the_same_failure(
    thuis: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def home() -> Path:
        if thuis is None:
            raise RuntimeError("Could not determine home directory.")
        return thuis

    monkeypatch.setattr(Path, "home", home)
    opdracht = Opdracht("GM9901", Path("g.ipynb"), {}, tmp_path / "GM9901", tmp_path / ".ibt")
    assert forget_rapport(opdracht, "cel 3", "1/2 in /data/x").fout == "1/2 in /data/x"


@pytest.mark.parametrize("nummer", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_takes_no_more_is_no_fault_of_one_report(
    nummer: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a round of failures would take the place of a whole one."""

    def stop(*_: object, **__: object) -> None:
        raise OSError(nummer, os.strerror(nummer))

    monkeypatch.setattr("ibt.batch.uitvoeren._execute", stop)
    opdracht = Opdracht("GM9901", tmp_path / "g.ipynb", {}, tmp_path / "GM9901", tmp_path)
    gemaakt = make_rapport(opdracht)
    assert gemaakt.mislukt is not None
    assert gemaakt.mislukt.cel == SCHRIJVEN
    assert "schijf" in gemaakt.mislukt.fout


def test_a_temp_folder_that_takes_no_more_is_no_fault_of_one_report_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkdtemp", stop)
    mislukt = make_rapport(
        Opdracht("GM9901", tmp_path / "g.ipynb", {}, tmp_path / "GM9901", tmp_path)
    ).mislukt
    assert mislukt is not None
    assert mislukt.cel == SCHRIJVEN
    assert "geen plaats voor tijdelijke bestanden" in mislukt.fout


def test_any_other_trouble_with_files_is_a_fault_of_that_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise ConnectionResetError("weg")

    monkeypatch.setattr("ibt.batch.uitvoeren._execute", stop)
    opdracht = Opdracht("GM9901", tmp_path / "g.ipynb", {}, tmp_path / "GM9901", tmp_path)
    mislukt = make_rapport(opdracht).mislukt
    assert mislukt is not None
    assert (mislukt.cel, mislukt.fout) == ("kernel", "ConnectionResetError: weg")
