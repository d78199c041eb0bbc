"""Files as analysts deliver them."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.readers.naam import Gemeentelijst, make_gemeentelijst

ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMEN = {"GM0344": "Utrecht", "GM0518": "'s-Gravenhage", "GM0796": "'s-Hertogenbosch"}


@pytest.fixture(scope="session")
def lijst() -> Gemeentelijst:
    """Utrecht, and two gemeenten elsewhere with an alias."""
    return make_gemeentelijst(
        "gemeenten.csv",
        [
            Gemeente(code, naam, "Utrecht" if code == "GM0344" else "Elders", date(2000, 1, 1))
            for code, naam in NAMEN.items()
        ],
    ).citing(lambda _: UTRECHT_2024.tekst)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes text (UTF-8, or another encoding) or bytes to a file."""

    def run(naam: str, inhoud: str | bytes, codering: str = "utf-8") -> Path:
        pad = tmp_path / naam
        pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode(codering))
        return pad

    return run


@pytest.fixture(scope="session")
def write_xlsx() -> Callable[..., Path]:
    """A workbook in which numbers, dates and booleans are typed cells."""

    def run(pad: Path, rijen: Sequence[Sequence[object]], naam: str | None = None) -> Path:
        with xlsxwriter.Workbook(pad) as map_:
            blad = map_.add_worksheet(naam)
            if naam is not None:
                map_.add_worksheet("leeg")
            datum = map_.add_format({"num_format": "yyyy-mm-dd"})
            for y, rij in enumerate(rijen):
                for x, cel in enumerate(rij):
                    if isinstance(cel, date):
                        blad.write_datetime(y, x, cel, datum)
                    else:
                        blad.write(y, x, cel)
        return pad

    return run


@pytest.fixture(scope="session")
def write_ods() -> Callable[..., Path]:
    """The smallest OpenDocument sheet that office programs accept."""

    def cell(cel: object) -> str:
        if cel is None:
            return "<table:table-cell/>"
        if isinstance(cel, date):
            soort = f'office:value-type="date" office:date-value="{cel.isoformat()}"'
        elif isinstance(cel, (int, float)):
            soort = f'office:value-type="float" office:value="{cel}"'
        else:
            soort = 'office:value-type="string"'
        return f"<table:table-cell {soort}><text:p>{escape(str(cel))}</text:p></table:table-cell>"

    def run(pad: Path, rijen: Sequence[Sequence[object]]) -> Path:
        inhoud = "".join(
            f"<table:table-row>{''.join(cell(cel) for cel in rij)}</table:table-row>"
            for rij in rijen
        )
        namen = "".join(
            f' xmlns:{kort}="urn:oasis:names:tc:opendocument:xmlns:{lang}:1.0"'
            for kort, lang in (("office", "office"), ("table", "table"), ("text", "text"))
        )
        with zipfile.ZipFile(pad, "w") as zip_:
            zip_.writestr("mimetype", ODS)
            zip_.writestr(
                "content.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{namen} '
                'office:version="1.3"><office:body><office:spreadsheet>'
                f'<table:table table:name="cijfers">{inhoud}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>",
            )
            zip_.writestr(
                "META-INF/manifest.xml",
                '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
                '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
                "</manifest:manifest>",
            )
        return pad

    return run


@pytest.fixture(scope="session")
def faults_of() -> Callable[..., list[str]]:
    """The messages of the InvoerFout that a call raises, one per fault."""

    def run(oproep: Callable[..., object], *args: object, **kwargs: object) -> list[str]:
        with pytest.raises(InvoerFout) as fout:
            oproep(*args, **kwargs)
        return [str(gebrek) for gebrek in fout.value.gebreken]

    return run
