"""Any delivered file → its tables as cells of text, told by what is in it, not by its name.

An export that is called .xls is often an HTML page or an .xlsx.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.tekst import composed, parse_getal, visible
from ibt.readers.bestand import csv_lines, decode
from ibt.readers.bron.verborgen import Bereik, Verborgen, hidden_parts
from ibt.readers.grens import MEESTE_CELLEN, MEESTE_KOLOMMEN, MEESTE_RIJEN, in_words
from ibt.readers.kolom import csv_separator
from ibt.readers.werkmap import cell_text, read_bladen

_OUD = (
    "van een oud .xls is niet te zien wat verborgen is of boven de regel staat; vergelijk de "
    "cijfers, of sla het bestand op als .xlsx"
)


@dataclass(frozen=True)
class Celrooster:
    """A table: its name, its filled rows with their number (from 1), and what nobody sees of it."""

    naam: str
    lijnen: tuple[tuple[int, tuple[str, ...]], ...]
    verborgen_rijen: frozenset[int] = frozenset()
    verborgen_kolommen: frozenset[int] = frozenset()
    is_zichtbaar: bool = True
    melding: str | None = None


def read_roosters(pad: Path, inhoud: bytes, bekend: Collection[str]) -> list[Celrooster]:
    """Every table in a file; `bekend` are names of columns, by which a CSV is taken apart.

    InvoerFout when it is none of CSV, .xlsx, .ods, .xls, HTML and PDF.
    """
    kop = inhoud[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if inhoud.startswith(b"PK\x03\x04"):
        gevonden = list(_of_workbook(pad, inhoud))
    elif inhoud.startswith(b"\xd0\xcf\x11\xe0"):
        gevonden = list(_of_xls(pad, inhoud))
    elif inhoud.startswith(b"%PDF"):
        gevonden = list(_of_pdf(pad, inhoud))
    elif kop.startswith(b"<"):
        gevonden = list(_of_html(pad, inhoud))
    else:
        tekst = decode(pad, inhoud)
        lijnen = csv_lines(pad, tekst, csv_separator(tekst, bekend))
        gevonden = [_make(pad, pad.name, lijnen)]
    if gevuld := [rooster for rooster in gevonden if rooster.lijnen]:
        return gevuld
    raad = "Lever een werkmap, een CSV, een webpagina of een PDF met een tabel."
    raise InvoerFout([Gebrek(pad.name, "hier moet een tabel in staan", raad=raad)])


def _make(
    pad: Path,
    naam: str,
    lijnen: Iterable[tuple[int, Sequence[str]]],
    verborgen: Verborgen | None = None,
    is_zichtbaar: bool = True,
    melding: str | None = None,
) -> Celrooster:
    verborgen = verborgen or Verborgen()
    rijen = {
        nummer: [composed(cel).replace("\u00a0", " ").strip() for cel in cellen]
        for nummer, cellen in lijnen
    }
    breedste = max(map(len, rijen.values()), default=0)
    for grens, aantal, wat in (
        (MEESTE_RIJEN, len(rijen), "rijen"),
        (MEESTE_KOLOMMEN, breedste, "kolommen"),
    ):
        if aantal > grens:
            verwacht = f"mag ten hoogste {in_words(grens)} {wat} hebben"
            raise InvoerFout([Gebrek(naam, verwacht, f"{aantal} {wat}")])
    for bereik in verborgen.samen:
        _fill(rijen, bereik)
    gevuld = tuple((n, tuple(cellen)) for n, cellen in rijen.items() if any(cellen))
    rijen_weg, kolommen_weg = frozenset(verborgen.rijen), frozenset(verborgen.kolommen)
    return Celrooster(naam, gevuld, rijen_weg, kolommen_weg, is_zichtbaar, melding)


def _fill(rijen: dict[int, list[str]], bereik: Bereik) -> None:
    """The text of a merged cell in each of its cells; a number stays one number."""
    boven, links, onder, rechts = bereik
    tekst = (rijen.get(boven, [])[links : links + 1] or [""])[0]
    if not tekst or _is_number(tekst):
        return
    for nummer in range(boven, min(onder, boven + MEESTE_RIJEN) + 1):
        rij = rijen.get(nummer)
        for kolom in range(links, min(rechts + 1, len(rij) if rij else 0)):
            if rij is not None and not rij[kolom]:
                rij[kolom] = tekst


def _is_number(tekst: str) -> bool:
    try:
        parse_getal(tekst)
    except ValueError:
        return False
    return True


def _of_workbook(pad: Path, inhoud: bytes) -> Iterator[Celrooster]:
    bladen = read_bladen(pad, inhoud)
    verborgen = hidden_parts(inhoud)
    for blad in bladen:
        naam = f'{pad.name}, blad "{visible(blad.naam)}"' if len(bladen) > 1 else pad.name
        yield _make(pad, naam, blad.lijnen, verborgen.get(blad.naam), blad.is_zichtbaar)


def _of_xls(pad: Path, inhoud: bytes) -> Iterator[Celrooster]:
    """The sheets of a workbook of before 2007."""
    try:
        werkmap = CalamineWorkbook.from_filelike(io.BytesIO(inhoud))
        bladen = [werkmap.get_sheet_by_name(deel.name) for deel in werkmap.sheets_metadata]
    except (CalamineError, OSError, ValueError, LookupError):
        raad = "Sla haar opnieuw op als .xlsx."
        gebrek = Gebrek(pad.name, "moet een werkmap zijn die te openen is", raad=raad)
        raise InvoerFout([gebrek]) from None
    for deel, blad in zip(werkmap.sheets_metadata, bladen, strict=True):
        if blad.total_height * blad.total_width > MEESTE_CELLEN:
            verwacht = f"een werkmap mag ten hoogste {in_words(MEESTE_CELLEN)} cellen hebben"
            raise InvoerFout([Gebrek(pad.name, verwacht)])
        cellen = blad.to_python(skip_empty_area=False)
        lijnen = [(n, [cell_text(cel) for cel in rij]) for n, rij in enumerate(cellen, 1)]
        samen = [(b[0] + 1, b[1], e[0] + 1, e[1]) for b, e in blad.merged_cell_ranges or ()]
        naam = f'{pad.name}, blad "{visible(deel.name)}"' if len(bladen) > 1 else pad.name
        zichtbaar = deel.visible is SheetVisibleEnum.Visible
        yield _make(pad, naam, lijnen, Verborgen(samen=samen), zichtbaar, _OUD)


def _of_html(pad: Path, inhoud: bytes) -> Iterator[Celrooster]:
    """The tables of a page, each that holds no other; a note in `sup` is no part of a figure."""
    soep = BeautifulSoup(decode(pad, inhoud), "lxml")  # it closes what a page leaves open
    for noot in soep.find_all(["sup", "script", "style"]):
        noot.decompose()
    tabellen = [tabel for tabel in soep.find_all("table") if tabel.find("table") is None]
    for nummer, tabel in enumerate(tabellen, 1):
        naam = f"{pad.name}, tabel {nummer}" if len(tabellen) > 1 else pad.name
        cellen: dict[int, list[str]] = {}
        verborgen = Verborgen()
        boven = _above(tabel)
        for y, rij in enumerate(tabel.find_all("tr"), 1 + len(boven)):
            _html_row(y, rij, cellen, verborgen)
            if _is_hidden(rij):
                verborgen.rijen.add(y)
        titels = [(n, [tekst]) for n, tekst in enumerate(boven, 1)]
        yield _make(pad, naam, [*titels, *sorted(cellen.items())], verborgen)


def _above(tabel: Tag) -> list[str]:
    """What stands above a table: its caption, or else the heading before it."""
    boven = tabel.find("caption") or tabel.find_previous(["h1", "h2", "h3", "h4", "table"])
    return [boven.get_text(" ")] if isinstance(boven, Tag) and boven.name != "table" else []


def _html_row(y: int, rij: Tag, cellen: dict[int, list[str]], verborgen: Verborgen) -> None:
    x = 0
    bezet = {
        (n, k)
        for b, li, o, r in verborgen.samen
        for n in (y,)
        if b < y <= o
        for k in range(li, r + 1)
    }
    eigen = cellen.setdefault(y, [])
    for cel in rij.find_all(["td", "th"]):
        while (y, x) in bezet:
            eigen.append("")
            x += 1
        breed, hoog = (_span(cel, naam) for naam in ("colspan", "rowspan"))
        eigen += [" ".join(cel.get_text(" ").split()), *[""] * (breed - 1)]
        if breed * hoog > 1:
            verborgen.samen.append((y, x, y + hoog - 1, x + breed - 1))
        x += breed
    eigen += [""] * sum((y, k) in bezet for k in range(x, MEESTE_KOLOMMEN))


def _span(cel: Tag, naam: str) -> int:
    tekst = str(cel.get(naam, "1"))
    return max(1, min(int(tekst), MEESTE_KOLOMMEN)) if tekst.isdecimal() else 1


def _is_hidden(rij: Tag) -> bool:
    return rij.has_attr("hidden") or "display:none" in str(rij.get("style", "")).replace(" ", "")


def _of_pdf(pad: Path, inhoud: bytes) -> Iterator[Celrooster]:
    """The tables of a PDF as one: the lines around cells say where they are, or else the text."""
    opent = _pdf_reader(pad)
    lijnen: list[tuple[int, list[str]]] = []
    try:
        with opent(io.BytesIO(inhoud)) as pdf:
            for bladzijde in pdf.pages:
                tabellen = bladzijde.find_tables() or bladzijde.find_tables(
                    {"vertical_strategy": "text", "horizontal_strategy": "text"}
                )
                boven = min((tabel.bbox[1] for tabel in tabellen), default=bladzijde.height)
                titel = bladzijde.crop((0, 0, bladzijde.width, max(boven, 1))).extract_text()
                rijen = [[regel] for regel in titel.splitlines()]
                rijen += [[cel or "" for cel in rij] for t in tabellen for rij in t.extract()]
                lijnen += [(len(lijnen) + n, rij) for n, rij in enumerate(rijen, 1)]
    except InvoerFout:
        raise
    except Exception:  # pdfminer raises of every kind on a broken file
        raad = "Vraag om een werkmap, of sla de PDF opnieuw op."
        gebrek = Gebrek(pad.name, "moet een leesbare PDF zijn", raad=raad)
        raise InvoerFout([gebrek]) from None
    yield _make(pad, pad.name, lijnen)


def _pdf_reader(pad: Path) -> Callable[[Any], Any]:
    try:
        import pdfplumber
    except ImportError:
        verwacht = "voor een tabel in een PDF is het pakket pdfplumber nodig"
        raad = "Geef: pip install pdfplumber. Of vraag om een werkmap of CSV."
        raise InvoerFout([Gebrek(pad.name, verwacht, raad=raad)]) from None
    opent: Callable[[Any], Any] = pdfplumber.open
    return opent
