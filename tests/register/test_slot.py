"""Two people who adopt at one moment: both are served, one after the other."""

import os
import threading
from pathlib import Path

import pytest

from ibt.begrippen.fout import UitvoerFout
from ibt.register import exclusive


def test_a_second_adoption_waits_for_the_first(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("begin\n", encoding="utf-8")

    def add(naam: str) -> None:
        for _ in range(50):
            with exclusive(register):
                tekst = register.read_text(encoding="utf-8")
                register.write_text(f"{tekst}{naam}\n", encoding="utf-8")

    draden = [threading.Thread(target=add, args=(naam,)) for naam in ("een", "twee", "drie")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    regels = register.read_text(encoding="utf-8").split()
    assert [regels.count(naam) for naam in ("begin", "een", "twee", "drie")] == [1, 50, 50, 50]


def test_who_waits_in_vain_is_told_to_try_again(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    with (
        exclusive(register),
        pytest.raises(UitvoerFout, match=r"register\.csv wordt nu door een andere"),
        exclusive(register, seconden=0.05),
    ):
        pass


def test_a_register_of_which_the_folder_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("geen map", encoding="utf-8")
    with (
        pytest.raises(UitvoerFout, match="een deel van dit pad is een bestand, geen map"),
        exclusive(tmp_path / "map" / "register.csv"),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="links zijn daar anders")
def test_a_link_and_the_register_behind_it_share_one_lock(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text("", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "register.csv")
    with (
        exclusive(tmp_path / "register.csv"),
        pytest.raises(UitvoerFout, match="andere opdracht"),
        exclusive(tmp_path / "link.csv", seconden=0.05),
    ):
        pass
