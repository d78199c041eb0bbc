"""A rendered round halfway: its files, its proof, and nothing left of another kind of round."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verify import compare_invoer, verify_map
from ibt.begrippen.fout import InvoerFout, UitvoerFout
from ibt.begrippen.indeling import SOORT
from ibt.begrippen.periode import Moment
from ibt.ronde import load_ronde

Inhoud = Callable[[Path], dict[str, bytes]]
CODES = ("GM9901", "GM9902", "GM9903")
SOORTEN = (".html", ".ipynb", ".pdf")
KOP = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie,koppelingen,herkomst\n"
CIJFERS = KOP + (
    "GM9901,2026-04-01,20,-1,8,6,VOORBEELD: verzonnen\n"
    "GM9902,2026-04-01,12,-5,6,2,VOORBEELD: verzonnen\n"
    "GM9903,2026-04-01,9,-8,3,14,VOORBEELD: verzonnen\n"
)
BEVINDINGEN = """\
- gemeente: Terp
  soort: voortgang_gemeld
  beoordelaar: B. Oordelaar (verzonnen)
  datum: "2026-04-07"
  motivering: Besproken.
  gedeeld_met_bestuur: ja
"""
VERWACHT = {
    "index.html",
    "voortgang.csv",
    "voortgang.xlsx",
    "agenda.ics",
    "alle-rapporten.pdf",
    "herkomst.html",
    "ro-crate-metadata.json",
    "manifest.json",
    "invoer/ronde.yaml",
    "invoer/cijfers/2026-04-01.csv",
    "invoer/register/register.csv",
    "invoer/gemeenten/gemeenten.csv",
    "invoer/bevindingen/2026-04-01.yaml",
    "invoer/dossier/2026-01-01.yaml",
    "invoer/eerdere_cijfers/2026-01-01.csv",
    *(f"provincie{soort}" for soort in SOORTEN),
    *(f"gemeenten/{code}{soort}" for code in CODES for soort in SOORTEN),
    *(f"brieven/{code}.docx" for code in CODES),
}


@pytest.fixture
def halverwege(ronde: Path) -> Path:
    """The round file of 1 April beside that of 1 July, with its own figures and finding."""
    (ronde.parents[1] / "data/cijfers/2026-04-01.csv").write_text(CIJFERS, encoding="utf-8")
    (ronde.parent / "bevindingen/2026-04-01.yaml").write_text(BEVINDINGEN, encoding="utf-8")
    tekst = ronde.read_text(encoding="utf-8").replace("2026-07-01", "2026-04-01")
    pad = ronde.with_name("2026-04-01.yaml")
    pad.write_text(tekst.replace("2026-07-20", "2026-04-20"), encoding="utf-8")
    return pad


def soort_of(pad: Path) -> Path:
    return find_notebooks(None, SOORT[load_ronde(pad).peildatum.moment])


def render(pad: Path, map_: Path) -> None:
    assert render_ronde(load_ronde(pad), map_, soort_of(pad)).mislukt == ()


def test_a_round_halfway_is_made_moved_and_proved_with_real_kernels(
    halverwege: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    map_ = tmp_path / "2026-04-01"
    render(halverwege, map_)
    assert set(inhoud(map_)) == VERWACHT
    verplaatst = tmp_path / "één map met spaties" / "weg van huis"
    verplaatst.parent.mkdir()
    shutil.move(map_, verplaatst)
    bewijs = verify_map(verplaatst)
    assert bewijs.verschillen == ()
    assert bewijs.notebooks == 4
    assert compare_invoer(verplaatst, load_ronde(halverwege)) == []
    for naam, bytes_ in inhoud(verplaatst).items():
        if naam.endswith(".html"):
            assert "TUSSENSTAND, geen inschaling" in bytes_.decode(), naam
    eerste = inhoud(verplaatst)
    with (halverwege.parents[1] / "data/register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
    render(halverwege, map_)
    nu = inhoud(map_)
    assert [naam for naam in eerste if nu.get(naam) != eerste[naam]] == []


def test_the_table_is_that_of_the_round_and_opens_as_a_workbook(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    map_ = tmp_path / "2026-04-01"
    render(halverwege, map_)
    rijen = list(csv.DictReader(io.StringIO((map_ / "voortgang.csv").read_text("utf-8"))))
    assert [(r["gemeentecode"], r["op_schema"], r["trede_huidig"]) for r in rijen] == [
        ("GM9901", "nee", "1"),
        ("GM9902", "ja", "2"),
        ("GM9903", "nee", "3"),
    ]
    werkmap = zipfile.ZipFile(map_ / "voortgang.xlsx")
    assert b"VOORBEELD verzonnen" in werkmap.read("xl/workbook.xml")
    blad = werkmap.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="F2"><v>20</v></c>' in blad  # taakstelling is a number
    assert zonder_kernel == ["provincie", *CODES]


def test_with_figures_that_are_not_invented_the_sheet_is_named_after_the_table(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    pad = halverwege.parents[1] / "data/cijfers/2026-04-01.csv"
    pad.write_text(CIJFERS.replace("VOORBEELD: verzonnen", ""), encoding="utf-8")
    render(halverwege, tmp_path / "uit")
    werkmap = zipfile.ZipFile(tmp_path / "uit/voortgang.xlsx").read("xl/workbook.xml")
    assert b'name="Voortgang"' in werkmap


@pytest.mark.norm("N26")
def test_the_messages_go_where_the_findings_say(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    map_ = tmp_path / "2026-04-01"
    render(halverwege, map_)
    teksten = {
        code: zipfile.ZipFile(map_ / f"brieven/{code}.docx").read("word/document.xml").decode()
        for code in CODES
    }
    college = {code for code, tekst in teksten.items() if "burgemeester en wethouders" in tekst}
    assert college == {"GM9903"}
    assert {code for code, tekst in teksten.items() if "CONCEPT" in tekst} == {"GM9901", "GM9902"}


@pytest.mark.parametrize("eerst", ["2026-04-01", "2026-07-01"])
def test_one_kind_of_round_leaves_nothing_of_the_other_behind(
    eerst: str, halverwege: Path, tmp_path: Path, inhoud: Inhoud, zonder_kernel: list[str]
) -> None:
    daarna = "2026-07-01" if eerst == "2026-04-01" else "2026-04-01"
    map_, schoon = tmp_path / "samen", tmp_path / "schoon"
    (map_ / "brieven").mkdir(parents=True)
    (map_ / "van mij.txt").write_text("blijft", encoding="utf-8")
    for dag in (eerst, daarna):
        render(halverwege.with_name(f"{dag}.yaml"), map_)
    render(halverwege.with_name(f"{daarna}.yaml"), schoon)
    samen = inhoud(map_)
    assert samen.pop("van mij.txt") == b"blijft"
    assert samen == inhoud(schoon)


@pytest.mark.parametrize(("er_al", "mag"), [(True, True), (False, False)])
def test_only_a_table_of_our_own_is_replaced(
    er_al: bool, mag: bool, halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    map_ = tmp_path / "uit"
    map_.mkdir()
    kop = "gemeentecode,gemeente,peildatum,periode,kader," if er_al else "van mij,"
    (map_ / "inschaling.csv").write_text(kop, encoding="utf-8")
    (map_ / "voortgang.csv").write_text(kop, encoding="utf-8")
    if not mag:
        with pytest.raises(UitvoerFout, match=r"voortgang\.csv"):
            render(halverwege, map_)
        assert (map_ / "voortgang.csv").read_text(encoding="utf-8") == "van mij,"
        return
    render(halverwege, map_)
    assert "GM9903" in (map_ / "voortgang.csv").read_text(encoding="utf-8")
    assert not (map_ / "inschaling.csv").exists()


def test_the_notebooks_of_the_other_moment_are_no_notebooks_for_this_one(
    licht: Callable[..., Path],
) -> None:
    map_ = licht()
    assert find_notebooks(map_, SOORT[Moment.BEOORDELING]) == map_
    with pytest.raises(InvoerFout, match=r"voortgang\.ipynb en voortgang_provincie\.ipynb"):
        find_notebooks(map_, SOORT[Moment.VOORTGANG])


def test_a_changed_table_is_found_out(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "uit"
    render(halverwege, map_)
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *_: [])
    # Without a kernel there are no real notebooks to make pages of.
    monkeypatch.setattr("ibt.batch.opnieuw.Opnieuw._remake", lambda *a: {})
    assert verify_map(map_).verschillen == ()
    tabel = map_ / "voortgang.csv"
    tabel.write_text(tabel.read_text("utf-8").replace(",nee,", ",ja,"), encoding="utf-8")
    assert "voortgang.csv: volgt niet uit de invoer van deze ronde" in verify_map(map_).verschillen


def test_the_index_is_that_of_a_round_halfway(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    render(halverwege, tmp_path / "uit")
    pagina = (tmp_path / "uit/index.html").read_text(encoding="utf-8")
    assert "Voortgang per gemeente" in pagina
    assert "voortgang.xlsx" in pagina
    assert "inschaling.xlsx" not in pagina
    assert "naar de vorige ronde" not in pagina
    agenda = (tmp_path / "uit/agenda.ics").read_text(encoding="utf-8")
    assert "CATEGORIES:IBT,TUSSENSTAND\n" in agenda.replace("\r\n", "\n")
