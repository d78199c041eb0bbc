"""A file of linked persons is read, aggregated and forgotten: no row of it reaches any output."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from ibt.cli.programma import run

# Values that occur nowhere else: the days of single households, in every notation that we use.
DAGEN = ("2019-03-17", "2018-11-23", "2017-02-09", "2016-07-26")
GEPLANT = (
    *(*DAGEN, "17 maart 2019", "23 november 2018", "9 februari 2017", "26 juli 2016"),
    *("20190317", "20181123", "20170209", "20160726"),
    # Their waits in days; of Kwelder there is one family, of which not even the mean may be told.
    *("2572", "2.572", "2686", "2.686", "3536", "3.536"),
)
RONDE = """\
peildatum: "2026-04-01"
provincie: Verzonnen
kader: utrecht-2024
cijfers: ../data/cijfers.csv
gemeenten: ../data/gemeenten.csv
gekoppelden: ../data/gekoppelden.csv
"""
GEMEENTEN = (
    "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
    "GM9901,Slenk,Verzonnen,1900-01-01,,\n"
    "GM9902,Kwelder,Verzonnen,1900-01-01,,\n"
)
CIJFERS = (
    "gemeentecode,stand_per,taakstelling,stand_begin,realisatie,koppelingen\n"
    "GM9901,2026-04-01,20,0,8,9\n"
    "GM9902,2026-04-01,20,0,8,9\n"
)
GEKOPPELDEN = (
    "gemeentecode,gezinsgrootte,medisch,gekoppeld_op,fase,fase2_begin,fase2_eind\n"
    + f"GM9901,3,nee,{DAGEN[0]},2,{DAGEN[0]},\n" * 3
    + f"GM9901,2,nee,{DAGEN[1]},2,{DAGEN[1]},\n" * 3
    + f"GM9901,1,ja,{DAGEN[2]},2,{DAGEN[2]},\n"
    + f"GM9902,6,nee,{DAGEN[3]},2,{DAGEN[3]},\n"
)


def pieces(pad: Path) -> Iterator[bytes]:
    """The bytes of a file, of what is packed in it, and of its text where that is compressed."""
    inhoud = pad.read_bytes()
    yield inhoud
    if zipfile.is_zipfile(io.BytesIO(inhoud)):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
            yield from (pak.read(naam) for naam in pak.namelist())
    if pad.suffix == ".pdf":
        lezer = PdfReader(io.BytesIO(inhoud))
        yield from (blad.extract_text().encode() for blad in lezer.pages)
        yield from (deel for delen in lezer.attachments.values() for deel in delen)


def holds(deel: bytes, waarde: str) -> bool:
    """Whether a value stands there; a wait by itself, for a hash may hold four digits by chance."""
    if len(waarde) > len("2.572"):
        return waarde.encode() in deel
    return (
        re.search(rb"(?<![0-9A-Za-z])" + re.escape(waarde.encode()) + rb"(?!\w)", deel) is not None
    )


def test_the_search_finds_a_value_that_leaked_and_passes_by_digits_within_a_hash() -> None:
    for zin in ("wacht 2686 dagen", "2686", '"2686"', "x,2686\n", "2018-11-23T00:00"):
        assert any(holds(zin.encode(), waarde) for waarde in GEPLANT), zin
    assert not any(holds(b'"sha256": "2686ab12ff2686ee2572"', waarde) for waarde in GEPLANT)


@pytest.mark.usefixtures("zonder_nbval")
def test_no_value_of_a_row_stands_in_any_byte_that_is_written_or_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for naam, tekst in {
        "parameters/2026-04-01.yaml": RONDE,
        "data/gemeenten.csv": GEMEENTEN,
        "data/cijfers.csv": CIJFERS,
        "data/gekoppelden.csv": GEKOPPELDEN,
    }.items():
        (tmp_path / naam).parent.mkdir(exist_ok=True)
        (tmp_path / naam).write_text(tekst, encoding="utf-8")
    ronde = str(tmp_path / "parameters" / "2026-04-01.yaml")
    assert run(["check", ronde]) == 0
    assert run(["render", ronde, "--werkers", "2"]) == 0
    uit = tmp_path / "outputs" / "2026-04-01"
    assert run(["verify", str(uit), ronde]) == 0
    gezegd = capsys.readouterr()
    assert "In orde: 3 notebooks opnieuw uitgevoerd, alles is gelijk gebleven.\n" in gezegd.out
    bestanden = [pad for pad in uit.rglob("*") if pad.is_file()]
    assert len(bestanden) > 10
    bladzijden = {pad.stem: pad.read_text(encoding="utf-8") for pad in uit.rglob("GM*.html")}
    assert "2.617,6 dagen" in bladzijden["GM9901"]
    assert "over minder dan 5 huishoudens; te weinig om te tonen" in bladzijden["GM9902"]
    alles = [(str(pad), deel) for pad in bestanden for deel in pieces(pad)]
    alles += [("stdout", gezegd.out.encode()), ("stderr", gezegd.err.encode())]
    gelekt = [(waar, waarde) for waar, deel in alles for waarde in GEPLANT if holds(deel, waarde)]
    assert gelekt == []
    assert not list(uit.rglob("gekoppelden.csv"))
