"""Files are written whole or not at all."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from ibt.batch.schrijf import is_locked, refuse_locked, remove_file, write_file
from ibt.begrippen.fout import UitvoerFout


def refuses(monkeypatch: pytest.MonkeyPatch, fout: OSError) -> None:
    def replace(bron: object, doel: object) -> None:
        raise fout

    monkeypatch.setattr(os, "replace", replace)


def test_a_file_open_in_excel_is_to_be_closed_and_keeps_its_former_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = tmp_path / "inschaling.csv"
    pad.write_text("oud")
    refuses(monkeypatch, PermissionError(errno.EACCES, "in use"))
    with pytest.raises(UitvoerFout, match=r"Sluit inschaling\.csv .* en probeer opnieuw"):
        write_file(pad, b"nieuw")
    assert [stuk.name for stuk in tmp_path.iterdir()] == ["inschaling.csv"]
    assert pad.read_text() == "oud"


def test_a_full_disk_is_said_in_dutch_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(UitvoerFout, match="de schijf is vol"):
        write_file(tmp_path / "a.pdf", b"nieuw")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_writing_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(bron: object, doel: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.pdf", b"nieuw")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_asks_for_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mkdir(self: Path, *args: object, **kw: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(UitvoerFout, match=r"U mag niet in deze map schrijven.*andere map"):
        write_file(tmp_path / "weg" / "a.pdf", b"nieuw")


@pytest.mark.skipif(os.name == "nt", reason="links zijn daar anders")
def test_a_link_that_lies_in_the_place_of_the_part_file_is_not_followed(tmp_path: Path) -> None:
    doel = tmp_path / "van een ander"
    doel.write_text("blijft")
    (tmp_path / "a.pdf.deel").symlink_to(doel)
    write_file(tmp_path / "a.pdf", b"nieuw")
    assert doel.read_text() == "blijft"
    assert (tmp_path / "a.pdf").read_bytes() == b"nieuw"
    assert not (tmp_path / "a.pdf").is_symlink()


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="alleen root kan van gebruiker wisselen"
)
def test_a_file_of_another_is_told_from_one_that_is_open_in_excel() -> None:
    map_ = Path(tempfile.mkdtemp())
    (map_ / "agenda.ics").touch()
    map_.chmod(0o755)
    os.seteuid(12345)
    try:
        for schrijf in (
            lambda: write_file(map_ / "agenda.ics", b"nieuw"),
            lambda: refuse_locked(map_, ["agenda.ics"]),
        ):
            with pytest.raises(UitvoerFout, match="Vraag de eigenaar om schrijfrecht") as fout:
                schrijf()
            assert "Sluit" not in str(fout.value)
    finally:
        os.seteuid(0)
        shutil.rmtree(map_)


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(UitvoerFout, match="een deel van dit pad is een bestand"):
        write_file(tmp_path / "bestand" / "a.pdf", b"nieuw")


def test_a_file_that_is_not_there_needs_no_removing(tmp_path: Path) -> None:
    remove_file(tmp_path / "weg" / "a.pdf")
    assert not is_locked(tmp_path / "weg" / "a.pdf")


def test_a_file_open_elsewhere_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").touch()

    def unlink(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(UitvoerFout, match=r"Sluit a\.pdf .* en probeer opnieuw"):
        remove_file(tmp_path / "a.pdf")
