"""The result table as files: CSV for programs, a workbook for a Dutch Excel."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from ibt.rapport.verantwoording import without_formulas

_BEGIN = b"gemeentecode,gemeente,peildatum,periode,kader,"


def resultaat_csv(resultaat: pd.DataFrame) -> bytes:
    """UTF-8, comma; text that a spreadsheet would run as a formula gets an apostrophe."""
    return without_formulas(resultaat).to_csv(index=False, lineterminator="\n").encode()


def resultaat_xlsx(
    resultaat: pd.DataFrame,
    datum: date,
    voorbeeld: bool,
    naam: str = "Inschaling",
    proef: bool = False,
) -> bytes:
    """The same table with typed numbers and a frozen header; dated on the round, not the clock.

    Title and sheet say that figures are invented, or that it is not the round itself.
    """
    buffer = io.BytesIO()
    werkmap = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    titel = "VOORBEELD, cijfers verzonnen" if voorbeeld else naam
    tab = "VOORBEELD verzonnen" if voorbeeld else naam
    if proef:
        titel, tab = f"PROEF, telt niet. {titel}", f"PROEF {tab}"
    gemaakt = datetime(datum.year, datum.month, datum.day, tzinfo=UTC).replace(tzinfo=None)
    werkmap.set_properties({"title": titel, "created": gemaakt})
    blad = werkmap.add_worksheet(tab)
    kop = werkmap.add_format({"bold": True, "bg_color": "#14406b", "font_color": "#ffffff"})
    for nummer, kolom in enumerate(resultaat.columns):
        blad.write_string(0, nummer, str(kolom), kop)
        _write_column(blad, nummer, resultaat[kolom].tolist())
    blad.freeze_panes(1, 2)
    blad.autofilter(0, 0, len(resultaat), len(resultaat.columns) - 1)
    blad.autofit(300)
    werkmap.close()
    return buffer.getvalue()


def is_own_table(pad: Path) -> bool:
    """Whether a file is a result table, as `ibt assess` writes it without a manifest."""
    try:
        with pad.open("rb") as bestand:
            return bestand.read(len(_BEGIN)) == _BEGIN
    except OSError:
        return False


def _write_column(blad: xlsxwriter.worksheet.Worksheet, kolom: int, cellen: list[object]) -> None:
    for rij, cel in enumerate(cellen, start=1):
        if isinstance(cel, int):
            blad.write_number(rij, kolom, cel)
        else:
            blad.write_string(rij, kolom, str(cel))
