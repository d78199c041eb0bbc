"""Where the figures came from, how the text was read, who decides, and the table with it."""

import base64
import io
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from ibt.rapport.verantwoording import bijlage, bronnen, kader_en_keuzes, status, without_formulas


def attached(deel: object) -> bytes:
    link = BeautifulSoup(str(deel), "html.parser").select_one("a.bijlage")
    assert link is not None
    return base64.b64decode(str(link["href"]).partition("base64,")[2])


def test_a_program_proposes_and_a_person_decides(geval: Any, read: Any) -> None:
    tekst = read(status(geval().verslag))
    assert "De berekening is gedaan door een programma. Dit is een voorstel." in tekst
    assert "Een toezichthouder van de provincie beslist" in tekst


def test_an_inschaling_is_no_besluit(geval: Any, read: Any) -> None:
    for ronde in ({}, {"vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"}}):
        tekst = read(status(geval(ronde=ronde).verslag))
        assert "geen besluit in de zin van de Algemene wet bestuursrecht" in tekst


@pytest.mark.norm("N53")
@pytest.mark.parametrize(("trede", "gezegd"), [(4, False), (5, True), (6, True)])
def test_from_trede_5_the_report_says_where_the_remedy_stands(
    trede: int, gezegd: bool, geval: Any, read: Any, genomen_besluit: Any
) -> None:
    dossier = {"dossier": [genomen_besluit] if gezegd else []}
    een = geval(trede=trede, stand_begin=-12, realisatie=5, ronde=dossier)
    zin = (
        "Deze trede rust op het besluit tot indeplaatsstelling van gedeputeerde staten van 10 "
        "maart 2026. Tegen een besluit tot indeplaatsstelling staat beroep open (§3 trede 5); bij "
        "wie en tot wanneer hoort in het besluit zelf te staan."
    )
    assert (zin in read(status(een.verslag, een.traject))) is gezegd


@pytest.mark.norm("N53")
def test_the_overview_names_whose_trede_rests_on_a_besluit_with_a_remedy(
    geval: Any, read: Any
) -> None:
    vijf = geval(trede=5, stand_begin=-12, realisatie=5)
    een = geval(trede=1)
    tekst = read(status(een.verslag, een.traject, vijf.traject))
    assert f"Op trede 5 en 6 ({vijf.traject.gemeente.naam}) is dat anders" in tekst
    assert "staat beroep open (§3 trede 5)" in tekst
    assert "beroep open (§3" not in read(status(een.verslag, een.traject, een.traject))


def test_after_adoption_it_says_by_whom_and_on_behalf_of_whom(geval: Any, read: Any) -> None:
    een = geval(ronde={"vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"}})
    assert "op 4 augustus 2026 vastgesteld door J. de Vries, namens gedeputeerde staten" in read(
        status(een.verslag)
    )


@pytest.mark.norm("N01")
def test_the_framework_is_named_with_its_date_and_text(geval: Any, read: Any) -> None:
    een = geval()
    deel = kader_en_keuzes(een.kader, een.verslag, ())
    assert "geldig vanaf 16 januari 2024" in read(deel)
    assert een.kader.bron in str(deel)
    assert "speelt" not in read(deel)
    assert "geen daarvan geeft hier een andere trede." in read(
        kader_en_keuzes(een.kader, een.verslag, (), een.beoordeling)
    )


def test_a_keuze_that_played_a_part_is_question_and_answer(geval: Any, read: Any) -> None:
    een = geval()
    tekst = read(kader_en_keuzes(een.kader, een.verslag, ("K1", "K3")))
    assert "Hoe het kader hier is gelezen" in tekst
    assert "K1 (§3 trede 1, 2e punt): Beschermt een voorsprong" in tekst
    assert "? Ja, de gemeente blijft deze ene keer op trede 1." in tekst


@pytest.mark.norm("N03")
def test_every_source_has_its_hash_and_no_folder_of_a_machine(
    geval: Any, table: Any, tmp_path: Any
) -> None:
    een = geval()
    deel = bronnen(een.verslag)
    assert list(table(deel)) == [bron.rol for bron in een.verslag.bronnen]
    assert all(bron.sha256[:16] in str(deel) for bron in een.verslag.bronnen)
    assert str(tmp_path) not in str(deel)
    assert een.verslag.versie in str(deel)


def test_every_report_names_the_page_with_all_hashes_and_the_link_fits_its_folder(
    geval: Any,
) -> None:
    verslag = geval().verslag
    for is_deel, adres in ((True, "../herkomst.html"), (False, "herkomst.html")):
        bronnen_ = tuple(replace(bron, is_deel=is_deel) for bron in verslag.bronnen)
        deel = str(bronnen(replace(verslag, bronnen=bronnen_)))
        assert f'staan in <a href="{adres}">herkomst.html</a>.' in deel


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(begin: str) -> None:
    tabel = pd.DataFrame({"gemeente": [f"{begin}cmd|calc"], "stand_eind": [-5]})
    veilig = without_formulas(tabel)
    assert veilig["gemeente"][0] == f"'{begin}cmd|calc"
    assert veilig["stand_eind"][0] == -5


def test_the_attached_table_is_the_result_row_and_its_numbers_are_numbers(make_ronde: Any) -> None:
    ronde = make_ronde({"naam": '=HYPERLINK("x")', "trede": 2, "stand_begin": -9, "realisatie": 20})
    gelezen = pd.read_csv(io.BytesIO(attached(bijlage(ronde.resultaat_of("GM9001"), "GM9001.csv"))))
    assert gelezen["gemeente"][0] == '\'=HYPERLINK("x")'
    assert gelezen["stand_eind"][0] == -9
    assert list(gelezen.columns) == list(ronde.resultaat.columns)
