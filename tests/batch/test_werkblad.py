"""The result table as files that a Dutch spreadsheet opens well."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from ibt.rapport.werkblad import is_own_table, resultaat_csv, resultaat_xlsx
from ibt.ronde import Ronde, load_ronde
from tests.batch.conftest import RONDE


@pytest.fixture(scope="module")
def geladen() -> Ronde:
    """The small round."""
    return load_ronde(RONDE / "parameters" / "2026-07-01.yaml")


def workbook(geladen: Ronde) -> bytes:
    return resultaat_xlsx(geladen.resultaat, geladen.bijgewerkt_op, geladen.voorbeeld)


def test_the_csv_is_utf_8_with_commas_sorted_by_code(geladen: Ronde) -> None:
    regels = resultaat_csv(geladen.resultaat).decode("utf-8").splitlines()
    assert regels[0].startswith("gemeentecode,gemeente,peildatum,periode,kader,taakstelling,")
    assert [regel[:6] for regel in regels[1:]] == ["GM9901", "GM9902", "GM9903"]


def test_the_workbook_holds_the_same_table_with_numbers_as_numbers(geladen: Ronde) -> None:
    gelezen = pd.read_excel(io.BytesIO(workbook(geladen)), engine="calamine", dtype=object)
    assert list(gelezen.columns) == list(geladen.resultaat.columns)
    assert gelezen["stand_eind"].tolist() == [-4, 0, -6]
    assert gelezen["gemeente"].tolist() == geladen.resultaat["gemeente"].tolist()


def test_the_workbook_says_that_figures_are_invented_and_has_a_frozen_header(
    geladen: Ronde,
) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(geladen))) as werkmap:
        assert "VOORBEELD" in werkmap.read("docProps/core.xml").decode()
        assert "VOORBEELD" in werkmap.read("xl/workbook.xml").decode()
        assert 'state="frozen"' in werkmap.read("xl/worksheets/sheet1.xml").decode()


def test_the_workbook_of_a_proef_says_that_it_does_not_count(geladen: Ronde) -> None:
    bytes_ = resultaat_xlsx(geladen.resultaat, geladen.bijgewerkt_op, True, proef=True)
    with zipfile.ZipFile(io.BytesIO(bytes_)) as werkmap:
        assert "PROEF, telt niet. VOORBEELD" in werkmap.read("docProps/core.xml").decode()
        assert "PROEF VOORBEELD verzonnen" in werkmap.read("xl/workbook.xml").decode()


def test_a_cell_that_starts_like_a_formula_is_text(geladen: Ronde) -> None:
    tabel = geladen.resultaat.assign(gemeente='=HYPERLINK("x")')
    assert "'=HYPERLINK" in resultaat_csv(tabel).decode()
    with zipfile.ZipFile(
        io.BytesIO(resultaat_xlsx(tabel, geladen.bijgewerkt_op, False))
    ) as werkmap:
        assert "<f>" not in werkmap.read("xl/worksheets/sheet1.xml").decode()


def test_our_table_is_told_from_another_file(geladen: Ronde, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(resultaat_csv(geladen.resultaat))
    (tmp_path / "b.csv").write_text("gemeente;stand\n")
    assert is_own_table(tmp_path / "a.csv")
    assert not is_own_table(tmp_path / "b.csv")
    assert not is_own_table(tmp_path / "c.csv")
