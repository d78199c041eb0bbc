"""Small workbooks written by hand, so that every word of their XML can be made wrong."""

import io
import zipfile
from xml.sax.saxutils import escape

from keuze import Keuze

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_REL = "http://schemas.openxmlformats.org"
_XLSX = {
    "[Content_Types].xml": f'<Types xmlns="{_REL}/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_REL}/package/2006/relationships"><Relationship '
    f'Id="r1" Type="{_REL}/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_REL}/spreadsheetml/2006/main" xmlns:r="{_REL}'
    '/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_REL}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_REL}/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_REL}/spreadsheetml/2006/main"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}
# What takes the place of a piece of XML; {} is the piece itself.
_XML = (
    *("", "{}{}", "<", ">", "&", "&x;", "]]>", "<![CDATA[{}]]>", "<!-- {} -->", '"', "\0", "/>"),
    *('t="s"', 't="e"', 't="b"', 't="d"', 't="n"', 't="str"', 's="1"', 's="99"', 'r="XFD1048576"'),
    *(
        'r="A0"',
        'r="1A"',
        'r="ZZZZZZZ999999999"',
        'r=""',
        "<v>1e400</v>",
        "<v>-5</v>",
        "<v>#N/A</v>",
    ),
    *(
        'office:value-type="float"',
        'office:value="1e400"',
        'office:value-type="date"',
        "1e400",
        "-1",
    ),
    *('office:date-value="9999-99-99"', 'table:number-columns-repeated="99999999999"', "99999999"),
    *(
        'table:number-rows-repeated="1000000"',
        'table:number-columns-repeated="-1"',
        "<x>",
        "</row>",
    ),
    *('t="s" r="B2"', "<v>2958466</v>", "<v>-99999999</v>", "<v></v>", "<f>1/0</f>", "<is/>"),
)


def xlsx(rijen: list[list[str]], keuze: Keuze | None) -> bytes:
    """An .xlsx of these rows; numbers as numbers."""
    blad = "".join(
        f'<row r="{y}">{"".join(_xlsx_cell(x, y, cel) for x, cel in enumerate(rij))}</row>'
        for y, rij in enumerate(rijen, start=1)
    )
    blad = f"<sheetData>{blad}</sheetData>"
    blad = f'<worksheet xmlns="{_REL}/spreadsheetml/2006/main">{blad}</worksheet>'
    return _pack({**_XLSX, "xl/worksheets/sheet1.xml": blad}, "xl/worksheets/sheet1.xml", keuze)


def ods(rijen: list[list[str]], keuze: Keuze | None) -> bytes:
    """An .ods of these rows."""
    namen = "".join(f' xmlns:{n}="{_OFFICE}:{n}:1.0"' for n in ("office", "table", "text"))
    blad = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, rij))}</table:table-row>" for rij in rijen
    )
    inhoud = (
        f"<office:document-content{namen}><office:body><office:spreadsheet>"
        f'<table:table table:name="a">{blad}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<m:manifest xmlns:m="{_OFFICE}:manifest:1.0"><m:file-entry m:full-path="/" '
        f'm:media-type="{_ODS}"/></m:manifest>'
    )
    delen = {"mimetype": _ODS, "content.xml": inhoud, "META-INF/manifest.xml": manifest}
    return _pack(delen, "content.xml", keuze)


def _xlsx_cell(x: int, y: int, cel: str) -> str:
    plek = f"{chr(65 + x % 26)}{y}"
    if cel.isascii() and cel.isdigit() and len(cel) < 10:
        return f'<c r="{plek}"><v>{cel}</v></c>'
    return f'<c r="{plek}" t="inlineStr"><is><t>{escape(cel)}</t></is></c>'


def _ods_cell(cel: str) -> str:
    if cel.isascii() and cel.isdigit() and len(cel) < 10:
        soort = f'office:value-type="float" office:value="{cel}"'
    else:
        soort = 'office:value-type="string"'
    return f"<table:table-cell {soort}><text:p>{escape(cel)}</text:p></table:table-cell>"


def _pack(delen: dict[str, str], blad: str, keuze: Keuze | None) -> bytes:
    if keuze is not None and keuze.one_in(2):
        naam = keuze.of((blad, blad, blad, *delen))
        delen = {**delen, naam: _change(delen[naam], keuze)}
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as map_:
        for naam, deel in delen.items():
            map_.writestr(naam, deel.encode("utf-8", "replace"))
    return uit.getvalue()


def _change(xml: str, keuze: Keuze) -> str:
    """Pieces between the marks of XML, replaced by what does not belong there."""
    for _ in range(1 + keuze.below(3)):
        plek = keuze.below(len(xml) or 1)
        teken = keuze.of(("<", '"', ">", " "))
        begin = max(0, xml.rfind(teken, 0, plek))
        eind = xml.find(keuze.of((">", '"', " ", "<")), begin + 1) + 1 or len(xml)
        xml = xml[:begin] + keuze.of(_XML).replace("{}", xml[begin:eind]) + xml[eind:]
    return xml
