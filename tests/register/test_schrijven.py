"""Rows are added at the end of the register; what stood there stays to the byte."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout, UitvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.readers.naam import make_gemeentelijst
from ibt.register import (
    KOLOMMEN,
    Registerrij,
    append_rijen,
    exclusive,
    missing_columns,
    read_register,
)

alleen_root = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="alleen root kan van gebruiker wisselen"
)
LIJST = make_gemeentelijst(
    "gemeenten.csv",
    [Gemeente("GM9001", "Verzonnendam", "Verzonnen", date(2000, 1, 1))],
)
KOP = ",".join(KOLOMMEN)
OUD = f"{KOP}\nGM9001,2026-01-20,2,beoordeling,2026-01-01,-5,0,0,5,gs,geen,A,2026-01-20\n"
RIJ = {
    "gemeentecode": "GM9001",
    "datum": "2026-07-20",
    "trede": "3",
    "aanleiding": "beoordeling",
    "peildatum": "2026-07-01",
    "stand_eind": "-8",
    "correctie": "0",
    "verschoonbaar": "0",
    "toerekenbaar": "8",
    "orgaan": "namens gedeputeerde staten",
    "motivering": "regel 2c",
    "vastgesteld_door": "Zoë",
    "vastgesteld_op": "2026-07-20",
}
NIEUW = (
    "GM9001,2026-07-20,3,beoordeling,2026-07-01,-8,0,0,8,namens gedeputeerde staten,regel 2c,"
    "Zoë,2026-07-20\n"
)


def row(**anders: str) -> Registerrij:
    return Registerrij.model_validate({"nummer": 0, **RIJ, **anders})


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "register.csv"


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        (OUD.encode(), NIEUW.encode()),
        (OUD.rstrip("\n").encode(), b"\n" + NIEUW.encode()),
        (f"{KOP}\n".encode(), NIEUW.encode()),
        (KOP.encode(), b"\n" + NIEUW.encode()),
        (OUD.replace("\n", "\r\n").encode(), NIEUW.replace("\n", "\r\n").encode()),
        (
            OUD.replace("\n", "\r\n").rstrip().encode(),
            b"\r\n" + NIEUW.replace("\n", "\r\n").encode(),
        ),
        (OUD.replace(",", ";").encode(), NIEUW.replace(",", ";").encode()),
        (OUD.replace("geen", "één").encode("cp1252"), NIEUW.encode("cp1252")),
        (OUD.replace("geen", "één").encode(), NIEUW.encode()),
        (b"\xef\xbb\xbf" + OUD.encode(), NIEUW.encode()),
        (OUD.replace(",", "|").encode(), NIEUW.replace(",", "|").encode()),
        (b"sep=,\n" + OUD.encode(), NIEUW.encode()),
        (b"Besluiten, sinds 2024\n\n" + OUD.encode(), NIEUW.encode()),
        (OUD.replace("_", " ").replace("datum,t", "Datum,T").encode(), NIEUW.encode()),
    ],
    ids=[
        "as it is",
        "no last newline",
        "only a header",
        "only a header, no newline",
        "CRLF",
        "CRLF, no last newline",
        "semicolons",
        "cp1252",
        "utf-8",
        "BOM",
        "bars",
        "sep=",
        "a title",
        "names as people write them",
    ],
)
def test_rows_come_at_the_end_and_what_stood_there_stays(
    register: Path, oud: bytes, nieuw: bytes
) -> None:
    register.write_bytes(oud)
    append_rijen(register, [row()], LIJST)
    assert register.read_bytes() == oud + nieuw


def test_the_columns_of_the_file_decide_the_order_and_one_of_its_own_stays_empty(
    register: Path,
) -> None:
    kop = ["opmerking", *reversed(KOLOMMEN)]
    register.write_text(",".join(kop) + "\n", encoding="utf-8")
    append_rijen(register, [row()], LIJST)
    regel = register.read_text(encoding="utf-8").splitlines()[1]
    assert regel == ",".join(["", *reversed([RIJ[kolom] for kolom in KOLOMMEN])])


def test_a_character_that_the_file_cannot_hold_is_written_as_its_number(register: Path) -> None:
    oud = OUD.replace("geen", "één").encode("cp1252")
    register.write_bytes(oud)
    append_rijen(register, [row(vastgesteld_door="Ł. Nowak")], LIJST)
    assert register.read_bytes().startswith(oud)
    assert "&#321;. Nowak" in register.read_text(encoding="cp1252")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(register: Path, begin: str) -> None:
    register.write_text(OUD, encoding="utf-8")
    tekst = f"{begin}1+1"
    velden = ("motivering", "orgaan", "vastgesteld_door", "aanleiding")
    append_rijen(register, [row(**dict.fromkeys(velden, tekst))], LIJST)
    cellen = register.read_text(encoding="utf-8").splitlines()[-1].split(",")
    assert cellen.count(f"'{tekst}") == len(velden)
    assert cellen[KOLOMMEN.index("stand_eind")] == "-8"


@pytest.mark.parametrize("eind", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_a_header_that_lacks_columns_gets_them_at_its_end_and_rows_stay_as_they_are(
    register: Path, eind: str, bom: bytes
) -> None:
    """Also below a title, and where the separator of Excel stands above it."""
    boven = f"{'' if bom else f'sep=;{eind}'}{eind}Het register{eind}"
    kop, oud = "Trede;gemeentecode;datum", "2;GM9001;2026-01-20"
    register.write_bytes(bom + f"{boven}{kop}{eind}{oud}{eind}".encode())
    erbij = [kolom for kolom in KOLOMMEN if kolom not in kop.lower()]
    assert missing_columns(register) == erbij
    append_rijen(register, [row()], LIJST)
    nieuw = ";".join(RIJ[kolom] for kolom in ("trede", "gemeentecode", "datum", *erbij))
    verwacht = boven + eind.join([";".join([kop, *erbij]), oud, nieuw, ""])
    assert register.read_bytes() == bom + verwacht.encode()
    assert missing_columns(register) == []
    # And it can be read, and added to, from then on.
    append_rijen(register, [row(datum="2027-01-20", peildatum="2027-01-01")], LIJST)
    gelezen = read_register(register, LIJST, date.max).waarde
    assert [rij.trede for rij in gelezen.ooit] == [2, 3, 3]
    assert gelezen.ooit[0].peildatum is None


def test_a_row_that_is_shorter_than_one_above_it_was_cut_off(register: Path) -> None:
    register.write_text(f"{OUD}GM9001,2026-07-20,3\n", encoding="utf-8")
    with pytest.raises(InvoerFout, match=r"regel 3.*moet 13 cellen hebben.*3 cellen"):
        append_rijen(register, [row()], LIJST)


def test_a_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    werkmap = tmp_path / "register.xlsx"
    werkmap.write_bytes(b"PK")
    with pytest.raises(InvoerFout, match="Sla het op als CSV UTF-8"):
        append_rijen(werkmap, [row()], LIJST)
    assert werkmap.read_bytes() == b"PK"


def test_nothing_is_half_written_when_the_file_cannot_be_replaced(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.write_text(OUD, encoding="utf-8")

    def locked(*_: object) -> None:
        raise PermissionError("open in Excel")

    monkeypatch.setattr("ibt.register.schrijven.os.replace", locked)
    with pytest.raises(UitvoerFout, match=r"Sluit register\.csv"):
        append_rijen(register, [row()], LIJST)
    assert register.read_text(encoding="utf-8") == OUD
    assert os.listdir(register.parent) == ["register.csv"]


def test_a_folder_in_the_place_of_the_part_file_is_an_error_in_words(register: Path) -> None:
    register.write_text(OUD, encoding="utf-8")
    (register.parent / "register.csv.deel").mkdir()
    with pytest.raises(UitvoerFout, match="kan niet worden geschreven"):
        append_rijen(register, [row()], LIJST)
    assert register.read_text(encoding="utf-8") == OUD


def test_a_read_only_register_is_never_replaced(register: Path) -> None:
    register.write_text(OUD, encoding="utf-8")
    register.chmod(0o444)
    with pytest.raises(UitvoerFout, match=r"register\.csv is alleen-lezen"):
        append_rijen(register, [row()], LIJST)
    register.chmod(0o644)
    assert register.read_text(encoding="utf-8") == OUD


def test_a_register_that_is_open_in_libreoffice_is_not_added_to(register: Path) -> None:
    register.write_text(OUD, encoding="utf-8")
    slot = register.with_name(".~lock.register.csv#")
    slot.write_text(",iemand,machine;", encoding="utf-8")
    with pytest.raises(UitvoerFout, match=r"is open in LibreOffice.*haal dan \.~lock\.register"):
        append_rijen(register, [row()], LIJST)
    assert register.read_text(encoding="utf-8") == OUD
    slot.unlink()
    append_rijen(register, [row()], LIJST)
    assert register.read_text(encoding="utf-8") != OUD


def test_line_ends_of_an_old_mac_are_refused_with_what_to_do(register: Path) -> None:
    register.write_bytes(OUD.replace("\n", "\r").encode())
    with pytest.raises(InvoerFout, match="Sla het register opnieuw op als CSV UTF-8"):
        append_rijen(register, [row()], LIJST)


@pytest.fixture
def handelingen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system from now on, in order."""
    gedaan: list[str] = []

    def keep(naam: str, zin: Callable[..., str]) -> None:
        echt = getattr(os, naam)

        def call(*args: Any, **kwargs: Any) -> Any:
            gedaan.append(zin(*args))
            return echt(*args, **kwargs)

        monkeypatch.setattr(os, naam, call)

    keep("fsync", lambda nummer: f"sync {Path(os.readlink(f'/proc/self/fd/{nummer}')).name}")
    keep("replace", lambda van, naar: f"{Path(van).name} wordt {Path(naar).name}")
    return gedaan


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="er is geen /proc")
def test_new_rows_are_on_the_disk_before_they_take_the_place_of_the_old(
    register: Path, handelingen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system may keep a change of names longer than content, or the other way round."""
    register.write_text(OUD, encoding="utf-8")
    synced: list[bytes] = []
    echt = os.fsync
    deel = register.with_name("register.csv.deel")

    def fsync(nummer: int) -> None:
        synced.append(deel.read_bytes() if deel.exists() else b"")
        echt(nummer)

    monkeypatch.setattr(os, "fsync", fsync)
    append_rijen(register, [row()], LIJST)
    assert handelingen == [
        "sync register.csv.deel",
        "register.csv.deel wordt register.csv",
        f"sync {register.parent.name}",
    ]
    assert synced[0].decode() == OUD + NIEUW  # all of it, nothing in a buffer of Python's


@pytest.mark.skipif(os.name == "nt", reason="links zijn daar anders")
def test_a_link_that_lies_in_the_place_of_the_part_file_is_not_followed(register: Path) -> None:
    register.write_text(OUD, encoding="utf-8")
    doel = register.with_name("doel")
    doel.write_text("van een ander", encoding="utf-8")
    register.with_name("register.csv.deel").symlink_to(doel)
    append_rijen(register, [row()], LIJST)
    assert doel.read_text(encoding="utf-8") == "van een ander"
    assert register.read_text(encoding="utf-8") == OUD + NIEUW
    assert not register.is_symlink()


@alleen_root
@pytest.mark.parametrize("mode", [0o664, 0o640, 0o600])
def test_owner_group_and_mode_stay_as_they_were(register: Path, mode: int) -> None:
    register.write_text(OUD, encoding="utf-8")
    register.chmod(mode)
    os.chown(register, 12345, 23456)
    append_rijen(register, [row()], LIJST)
    nu = register.stat()
    assert (nu.st_uid, nu.st_gid, nu.st_mode & 0o777) == (12345, 23456, mode)


Ander = Callable[..., None]


@pytest.fixture
def samen() -> Iterator[Path]:
    """A folder with a register that others can reach too: those of pytest are closed to them."""
    map_ = Path(tempfile.mkdtemp())
    (map_ / "register.csv").write_text(OUD, encoding="utf-8")
    yield map_
    shutil.rmtree(map_)


@pytest.fixture
def als_ander(samen: Path) -> Iterator[Ander]:
    """`als_ander(uid, *groepen)`: from now on as another user, with these groups (root only)."""
    groepen, masker = os.getgroups(), os.umask(0o022)

    def word(uid: int, *van: int) -> None:
        os.seteuid(0)
        os.setegid(van[0])
        os.setgroups(van)
        os.seteuid(uid)

    yield word
    word(0, 0)
    os.setgroups(groepen)
    os.umask(masker)


def hand_over(pad: Path, uid: int, gid: int, mode: int) -> Path:
    os.chown(pad, uid, gid)
    pad.chmod(mode)
    return pad


@alleen_root
def test_colleagues_in_a_group_adopt_after_each_other(samen: Path, als_ander: Ander) -> None:
    """Each with umask 022 and a first group of his own; the folder is of the group they share."""
    hand_over(samen, 0, 2000, 0o775)
    register = hand_over(samen / "register.csv", 1001, 2000, 0o664)
    for uid, datum in ((1001, "2026-07-20"), (1002, "2027-01-20"), (1001, "2027-07-20")):
        als_ander(uid, uid, 2000)
        with exclusive(register):
            append_rijen(register, [row(datum=datum, peildatum="")], LIJST)
        assert (register.stat().st_gid, register.stat().st_mode & 0o777) == (2000, 0o664)
    assert len(register.read_text(encoding="utf-8").splitlines()) == 5


@alleen_root
def test_who_would_take_the_register_out_of_its_group_is_refused(
    samen: Path, als_ander: Ander
) -> None:
    hand_over(samen, 0, 0, 0o777)
    register = hand_over(samen / "register.csv", 1001, 2000, 0o664)
    for uid in (1003, 1001):  # a stranger; the owner, who left the group
        als_ander(uid, uid)
        with pytest.raises(UitvoerFout, match="van een groep waar u niet in zit"):
            append_rijen(register, [row()], LIJST)
        assert os.listdir(samen) == ["register.csv"]
    register.chmod(0o644)  # now the group may do no more than anybody
    append_rijen(register, [row()], LIJST)
    assert register.read_text(encoding="utf-8") == OUD + NIEUW


@alleen_root
def test_a_folder_or_lock_of_another_is_told_from_a_file_open_in_excel(
    samen: Path, als_ander: Ander
) -> None:
    hand_over(samen, 0, 0, 0o755)
    als_ander(1003, 1003)
    with pytest.raises(UitvoerFout, match=rf"Vraag root om toegang tot de map {samen}\."):
        append_rijen(samen / "register.csv", [row()], LIJST)
    als_ander(0, 0)
    hand_over(samen, 0, 0, 0o777)
    slot = samen / ".register.csv.slot"
    slot.touch(0o644)  # as version 0.1 left it
    als_ander(1003, 1003)
    with (
        pytest.raises(UitvoerFout, match=rf"Vraag root om toegang tot {slot}"),
        exclusive(samen / "register.csv"),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="links en rechten zijn daar anders")
def test_a_link_to_a_register_elsewhere_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    echt = tmp_path / "elders.csv"
    echt.write_text(OUD, encoding="utf-8")
    echt.chmod(0o640)
    (tmp_path / "register.csv").symlink_to(echt)
    append_rijen(tmp_path / "register.csv", [row()], LIJST)
    assert (tmp_path / "register.csv").is_symlink()
    assert echt.read_text(encoding="utf-8") == OUD + NIEUW
    assert echt.stat().st_mode & 0o777 == 0o640


# Two people who adopt at one moment: both are served, one after the other


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
