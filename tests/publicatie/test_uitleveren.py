"""A folder is replaced whole, or it stays as it was."""

import os
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.fout import UitvoerFout
from ibt.publicatie.uitleveren import replace_folder

KOP = ("nummer", "bestand")
OUD = {"lijst.csv": b"nummer,bestand\n1,a.txt\n", "a.txt": b"oud"}
NIEUW = {"lijst.csv": b"nummer,bestand\n1,b.txt\n", "b.txt": b"nieuw"}


def names(map_: Path) -> dict[str, bytes]:
    return {pad.name: pad.read_bytes() for pad in map_.iterdir()}


@pytest.mark.parametrize("keer", range(5))
def test_a_disk_that_refuses_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keer: int
) -> None:
    map_ = tmp_path / "uit"
    assert replace_folder(map_, OUD, "lijst.csv", KOP)
    echt, gedaan = os.replace, []

    def refuse(van: Any, naar: Any) -> None:
        gedaan.append(van)
        if len(gedaan) == keer + 1:
            raise OSError(28, "vol")
        echt(van, naar)

    monkeypatch.setattr(os, "replace", refuse)
    if keer < 4:  # two files, the old folder away, the new one in its place
        with pytest.raises(UitvoerFout, match="kan niet worden geschreven"):
            replace_folder(map_, NIEUW, "lijst.csv", KOP)
    else:
        assert replace_folder(map_, NIEUW, "lijst.csv", KOP)
    assert names(map_) == (OUD if keer < 4 else NIEUW)
    assert [pad.name for pad in tmp_path.iterdir()] == ["uit"]


def test_a_file_or_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("x")
    with pytest.raises(UitvoerFout, match="moet een map zijn"):
        replace_folder(tmp_path / "uit", NIEUW, "lijst.csv", KOP)
    replace_folder(tmp_path / "map", OUD, "lijst.csv", KOP)
    (tmp_path / "map" / "elders").symlink_to(tmp_path)
    with pytest.raises(UitvoerFout, match="elders"):
        replace_folder(tmp_path / "map", NIEUW, "lijst.csv", KOP)
