"""Rows are added at the end of the register; what stood there stays to the byte."""

import os
from datetime import date
from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout, UitvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.readers.naam import make_gemeentelijst
from ibt.register import KOLOMMEN, append_rijen

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
    append_rijen(register, [RIJ], LIJST)
    assert register.read_bytes() == oud + nieuw


def test_the_columns_of_the_file_decide_the_order_and_one_of_its_own_stays_empty(
    register: Path,
) -> None:
    kop = ["opmerking", *reversed(KOLOMMEN)]
    register.write_text(",".join(kop) + "\n", encoding="utf-8")
    append_rijen(register, [RIJ], LIJST)
    regel = register.read_text(encoding="utf-8").splitlines()[1]
    assert regel == ",".join(["", *reversed([RIJ[kolom] for kolom in KOLOMMEN])])


def test_a_character_that_the_file_cannot_hold_is_written_as_its_number(register: Path) -> None:
    oud = OUD.replace("geen", "één").encode("cp1252")
    register.write_bytes(oud)
    append_rijen(register, [{**RIJ, "vastgesteld_door": "Ł. Nowak"}], LIJST)
    assert register.read_bytes().startswith(oud)
    assert "&#321;. Nowak" in register.read_text(encoding="cp1252")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(register: Path, begin: str) -> None:
    register.write_text(OUD, encoding="utf-8")
    tekst = f"{begin}1+1"
    velden = ("motivering", "orgaan", "vastgesteld_door", "aanleiding")
    append_rijen(register, [{**RIJ, **dict.fromkeys(velden, tekst)}], LIJST)
    cellen = register.read_text(encoding="utf-8").splitlines()[-1].split(",")
    assert cellen.count(f"'{tekst}") == len(velden)
    assert cellen[KOLOMMEN.index("stand_eind")] == "-8"


def test_a_header_of_three_columns_is_refused_with_what_to_do(register: Path) -> None:
    oud = b"gemeentecode,datum,trede\nGM9001,2026-01-20,2\n"
    register.write_bytes(oud)
    with pytest.raises(InvoerFout) as fout:
        append_rijen(register, [RIJ], LIJST)
    assert "regel 1: de kopregel moet ook deze kolommen hebben: aanleiding" in str(fout.value)
    assert "Voeg ze achteraan toe; in oude regels mogen ze leeg blijven." in str(fout.value)
    assert register.read_bytes() == oud


def test_a_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    werkmap = tmp_path / "register.xlsx"
    werkmap.write_bytes(b"PK")
    with pytest.raises(InvoerFout, match="Sla het op als CSV UTF-8"):
        append_rijen(werkmap, [RIJ], LIJST)
    assert werkmap.read_bytes() == b"PK"


def test_nothing_is_half_written_when_the_file_cannot_be_replaced(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.write_text(OUD, encoding="utf-8")

    def locked(*_: object) -> None:
        raise PermissionError("open in Excel")

    monkeypatch.setattr("ibt.register.schrijven.os.replace", locked)
    with pytest.raises(UitvoerFout, match=r"Sluit register\.csv"):
        append_rijen(register, [RIJ], LIJST)
    assert register.read_text(encoding="utf-8") == OUD
    assert os.listdir(register.parent) == ["register.csv"]


def test_a_folder_in_the_place_of_the_part_file_is_an_error_in_words(register: Path) -> None:
    register.write_text(OUD, encoding="utf-8")
    (register.parent / "register.csv.deel").mkdir()
    with pytest.raises(UitvoerFout, match="kan niet worden geschreven"):
        append_rijen(register, [RIJ], LIJST)
    assert register.read_text(encoding="utf-8") == OUD


def test_a_read_only_register_is_never_replaced(register: Path) -> None:
    register.write_text(OUD, encoding="utf-8")
    register.chmod(0o444)
    with pytest.raises(UitvoerFout, match=r"register\.csv is alleen-lezen"):
        append_rijen(register, [RIJ], LIJST)
    register.chmod(0o644)
    assert register.read_text(encoding="utf-8") == OUD


def test_line_ends_of_an_old_mac_are_refused_with_what_to_do(register: Path) -> None:
    register.write_bytes(OUD.replace("\n", "\r").encode())
    with pytest.raises(InvoerFout, match="Sla het register opnieuw op als CSV UTF-8"):
        append_rijen(register, [RIJ], LIJST)


@pytest.mark.skipif(os.name == "nt", reason="links en rechten zijn daar anders")
def test_a_link_to_a_register_elsewhere_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    echt = tmp_path / "elders.csv"
    echt.write_text(OUD, encoding="utf-8")
    echt.chmod(0o640)
    (tmp_path / "register.csv").symlink_to(echt)
    append_rijen(tmp_path / "register.csv", [RIJ], LIJST)
    assert (tmp_path / "register.csv").is_symlink()
    assert echt.read_text(encoding="utf-8") == OUD + NIEUW
    assert echt.stat().st_mode & 0o777 == 0o640
