"""The table of a former round: what is compared, and what is refused."""

from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.readers.vorige import read_vorige

KOP = "gemeentecode,gemeente,trede_voorstel,totaalopgave,gerealiseerd,stand_eind\n"


def table(tmp_path: Path, tabel: str | None) -> Path:
    map_ = tmp_path / "2026-01-01"
    map_.mkdir()
    if tabel is not None:
        (map_ / "inschaling.csv").write_text(tabel, encoding="utf-8")
    return map_ / "inschaling.csv"


def faults(pad: Path) -> list[str]:
    with pytest.raises(InvoerFout) as fout:
        read_vorige(pad)
    return [str(gebrek) for gebrek in fout.value.gebreken]


def test_treden_and_stands_are_read_by_code(tmp_path: Path) -> None:
    frame, bron, _ = read_vorige(table(tmp_path, KOP + "GM9001,Aa,3,1793,1700,-93\n"))
    assert frame.to_dict("index") == {
        "GM9001": {
            "trede_voorstel": 3, "totaalopgave": 1793, "gerealiseerd": 1700, "stand_eind": -93
        }
    }  # fmt: skip
    assert (bron.rol, bron.rijen) == ("vorige ronde", 1)


def test_who_compares_with_a_proef_is_told(tmp_path: Path) -> None:
    kop = KOP.replace("stand_eind", "stand_eind,aandachtspunten")
    pad = table(tmp_path, f"{kop}GM9001,Aa,3,1793,1700,-93,proef_telt_niet|grensgeval\n")
    (gemeld,) = read_vorige(pad).waarschuwingen
    assert str(gemeld).startswith("inschaling.csv: de vorige ronde is een proef en telt niet; noem")
    pad.write_text(f"{kop}GM9001,Aa,3,1793,1700,-93,grensgeval\n", encoding="utf-8")
    assert read_vorige(pad).waarschuwingen == ()


@pytest.mark.parametrize(
    ("tabel", "melding"),
    [
        (None, "2026-01-01/inschaling.csv: moet de tabel van een gemaakte beoordeling zijn"),
        ("a,b\n1,2\n", 'de kolom "trede_voorstel" moet er zijn'),
        (KOP + "GM9001,Aa,7,10,10,0\n", 'regel 2, kolom "trede_voorstel", Aa'),
        (KOP + "GM9001,Aa,2,veel,10,0\n", 'gevonden: "veel"'),
        (KOP + "GM9001,Aa,2,10\n", "inschaling.csv, regel 2"),
        (KOP + 2 * "GM9001,Aa,2,10,10,0\n", "moet één rij per gemeente hebben"),
    ],
)
def test_what_is_no_such_table_is_refused(tabel: str | None, melding: str, tmp_path: Path) -> None:
    assert melding in "\n".join(faults(table(tmp_path, tabel)))


def test_all_faults_are_given_at_once(tmp_path: Path) -> None:
    tabel = KOP + "GM9001,Aa,0,x,10,0\nonzin,Bee,2,10,10,0\n"
    assert len(faults(table(tmp_path, tabel))) == 3
