"""A rendered round halfway: its files, its proof, and nothing left of another kind of round."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.batch.notebooks import find_notebooks, notebook_in
from ibt.batch.render import render_ronde
from ibt.batch.verify import changed_invoer, verify_map
from ibt.begrippen.fout import UitvoerFout
from ibt.begrippen.indeling import SOORT
from ibt.begrippen.periode import Moment
from ibt.ronde import load_ronde
from tests.batch.conftest import RONDE, make_short

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
    "controle.html",
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
    *(f"gemeenten/GM9901{soort}" for soort in SOORTEN),
    "brieven/GM9901.docx",
}


@pytest.fixture
def halverwege(ronde: Path) -> Path:
    return add_tussenstand(ronde)


def add_tussenstand(ronde: Path) -> Path:
    """The round file of 1 April beside that of 1 July, with its own figures and finding."""
    (ronde.parents[1] / "data/cijfers/2026-04-01.csv").write_text(CIJFERS, encoding="utf-8")
    (ronde.parent / "bevindingen/2026-04-01.yaml").write_text(BEVINDINGEN, encoding="utf-8")
    tekst = ronde.read_text(encoding="utf-8").replace("2026-07-01", "2026-04-01")
    pad = ronde.with_name("2026-04-01.yaml")
    pad.write_text(tekst.replace("2026-07-20", "2026-04-20"), encoding="utf-8")
    return pad


@pytest.fixture
def kort(make_once: Callable[..., Path]) -> Path:
    """That round as it is made without kernels; to be read, not changed."""

    def vul(plek: Path) -> None:
        shutil.copytree(RONDE, plek / "werk")
        pad = add_tussenstand(plek / "werk" / "parameters" / "2026-07-01.yaml")
        with pytest.MonkeyPatch.context() as vervang:
            vervang.setattr("ibt.batch.render.run_reports", make_short([]))
            render(pad, plek / "uit")

    return make_once("korte tussenstand", vul) / "uit"


def soort_of(pad: Path) -> Path:
    return find_notebooks(None, SOORT[load_ronde(pad).peildatum.moment])


def render(pad: Path, map_: Path) -> None:
    assert render_ronde(load_ronde(pad), map_, soort_of(pad)).mislukt == ()


def test_a_round_halfway_is_made_moved_and_proved_with_real_kernels(
    een_gemeente: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    """What is decided later makes nothing of it any different."""
    halverwege = add_tussenstand(een_gemeente)
    bevindingen = halverwege.parent / "bevindingen/2026-04-01.yaml"
    bevindingen.write_text(BEVINDINGEN.replace("Terp", "Slenk"), encoding="utf-8")
    cijfers = halverwege.parents[1] / "data/cijfers/2026-04-01.csv"
    cijfers.write_text(CIJFERS.partition("GM9902")[0], encoding="utf-8")
    map_ = tmp_path / "2026-04-01"
    render(halverwege, map_)
    eerste = inhoud(map_)
    assert set(eerste) == VERWACHT
    for naam, bytes_ in eerste.items():
        if naam.endswith(".html"):
            assert "TUSSENSTAND, geen inschaling" in bytes_.decode(), naam
    verplaatst = tmp_path / "één map met spaties" / "weg van huis"
    verplaatst.parent.mkdir()
    shutil.move(map_, verplaatst)
    bewijs = verify_map(verplaatst, werkers=1)
    assert (bewijs.verschillen, bewijs.notebooks) == ((), 2)
    assert changed_invoer(verplaatst, load_ronde(halverwege)) == []
    with (halverwege.parents[1] / "data/register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
    render(halverwege, map_)
    nu = inhoud(map_)
    assert [naam for naam in eerste if nu.get(naam) != eerste[naam]] == []


def test_table_index_and_agenda_are_those_of_the_round(kort: Path) -> None:
    rijen = list(csv.DictReader(io.StringIO((kort / "voortgang.csv").read_text("utf-8"))))
    assert [(r["gemeentecode"], r["op_schema"], r["trede_huidig"]) for r in rijen] == [
        ("GM9901", "nee", "1"),
        ("GM9902", "ja", "2"),
        ("GM9903", "nee", "3"),
    ]
    werkmap = zipfile.ZipFile(kort / "voortgang.xlsx")
    assert b"VOORBEELD verzonnen" in werkmap.read("xl/workbook.xml")
    blad = werkmap.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="F2"><v>20</v></c>' in blad  # taakstelling is a number
    pagina = (kort / "index.html").read_text(encoding="utf-8")
    assert "Nog nodig voor de totaalopgave" in pagina
    assert "voortgang.xlsx" in pagina
    assert "inschaling.xlsx" not in pagina
    assert "naar de vorige ronde" not in pagina
    agenda = (kort / "agenda.ics").read_text(encoding="utf-8")
    assert "CATEGORIES:IBT,TUSSENSTAND\n" in agenda.replace("\r\n", "\n")


def test_with_figures_that_are_not_invented_the_sheet_is_named_after_the_table(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    pad = halverwege.parents[1] / "data/cijfers/2026-04-01.csv"
    pad.write_text(CIJFERS.replace("VOORBEELD: verzonnen", ""), encoding="utf-8")
    render(halverwege, tmp_path / "uit")
    werkmap = zipfile.ZipFile(tmp_path / "uit/voortgang.xlsx").read("xl/workbook.xml")
    assert b'name="Voortgang"' in werkmap


@pytest.mark.norm("N26")
def test_the_messages_go_where_the_findings_say(kort: Path) -> None:
    teksten = {
        code: zipfile.ZipFile(kort / f"brieven/{code}.docx").read("word/document.xml").decode()
        for code in CODES
    }
    college = {code for code, tekst in teksten.items() if "burgemeester en wethouders" in tekst}
    assert college == {"GM9903"}
    assert {code for code, tekst in teksten.items() if "CONCEPT" in tekst} == {"GM9901", "GM9902"}


def test_one_kind_of_round_leaves_nothing_of_the_other_behind(
    halverwege: Path, kort: Path, tmp_path: Path, inhoud: Inhoud, zonder_kernel: list[str]
) -> None:
    """Nor a table that `ibt assess` made; but what is somebody else's stays."""
    samen, schoon = tmp_path / "samen", tmp_path / "schoon"
    (samen / "brieven").mkdir(parents=True)
    (samen / "van mij.txt").write_text("blijft", encoding="utf-8")
    for naam in ("inschaling.csv", "voortgang.csv"):
        kop = "gemeentecode,gemeente,peildatum,periode,kader,"
        (samen / naam).write_text(kop, encoding="utf-8")
    beoordeling = halverwege.with_name("2026-07-01.yaml")
    render(beoordeling, schoon)
    del zonder_kernel[:]
    for pad, als in ((halverwege, kort), (beoordeling, schoon), (halverwege, kort)):
        render(pad, samen)
        assert inhoud(samen) == {**inhoud(als), "van mij.txt": b"blijft"}
    assert zonder_kernel[:4] == ["provincie", *CODES]


def test_a_table_of_somebody_else_is_not_replaced(
    halverwege: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    tabel = tmp_path / "uit" / "voortgang.csv"
    tabel.parent.mkdir()
    tabel.write_text("van mij,", encoding="utf-8")
    with pytest.raises(UitvoerFout, match=r"voortgang\.csv"):
        render(halverwege, tabel.parent)
    assert tabel.read_text(encoding="utf-8") == "van mij,"


def test_where_only_those_of_the_other_moment_were_changed_the_delivered_ones_are_taken(
    licht: Callable[..., Path],
) -> None:
    map_, soort = find_notebooks(licht()), SOORT[Moment.VOORTGANG]
    assert notebook_in(map_, "gemeente.ipynb") == map_ / "gemeente.ipynb"
    assert notebook_in(map_, soort.gemeente) == find_notebooks(soort=soort) / soort.gemeente


def test_a_changed_table_is_found_out(
    kort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = shutil.copytree(kort, tmp_path / "uit")
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *_: [])
    # Without a kernel there are no real notebooks to make pages of.
    monkeypatch.setattr("ibt.batch.opnieuw.Opnieuw._remake", lambda *a: {})
    assert verify_map(map_).verschillen == ()
    tabel = map_ / "voortgang.csv"
    tabel.write_text(tabel.read_text("utf-8").replace(",nee,", ",ja,"), encoding="utf-8")
    assert "voortgang.csv: volgt niet uit de invoer van deze ronde" in verify_map(map_).verschillen
