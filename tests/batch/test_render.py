"""A rendered round: its tree, its bytes, and what is left when something goes wrong."""

import json
import os
import re
import shutil
import signal
import sys
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ibt.batch import werkers
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verify import _not_made
from ibt.batch.verzoek import Gemaakt, Resultaat, Verzoek, can_fork
from ibt.begrippen.fout import InvoerFout
from ibt.ronde import load_ronde

Inhoud = Callable[[Path], dict[str, bytes]]
CODES = ("GM9901", "GM9902", "GM9903")
SOORTEN = (".html", ".ipynb", ".pdf")
LINUX = pytest.mark.skipif(not can_fork(), reason="hier zijn geen warme kernels")


def test_the_tree_is_that_of_the_contract(gemaakt: Path, inhoud: Inhoud) -> None:
    verwacht = {
        "index.html",
        "inschaling.csv",
        "agenda.ics",
        "alle-rapporten.pdf",
        "inschaling.xlsx",
        "herkomst.html",
        "controle.html",
        "ro-crate-metadata.json",
        "manifest.json",
        "invoer/ronde.yaml",
        "invoer/cijfers/2026-07-01.csv",
        "invoer/register/register.csv",
        "invoer/gemeenten/gemeenten.csv",
        "invoer/bevindingen/2026-07-01.yaml",
        "invoer/dossier/2026-01-01.yaml",
        "invoer/eerdere_cijfers/2026-01-01.csv",
        *(f"provincie{soort}" for soort in SOORTEN),
        *(f"gemeenten/{code}{soort}" for code in CODES for soort in SOORTEN),
        *(f"brieven/{code}.docx" for code in CODES),
    }
    assert set(inhoud(gemaakt)) == verwacht
    assert {pad.name for pad in (gemaakt / ".ibt").iterdir()} == {
        "geheugen.json",
        "gemaakt",
        "ibt.log",
        "slot",
    }


def test_no_path_of_this_machine_or_time_or_day_of_making_is_in_any_byte(
    gemaakt: Path, inhoud: Inhoud
) -> None:
    project = str(Path(__file__).parents[2])
    plekken = [str(gemaakt.parent), str(Path.home()), project, sys.prefix, "/tmp/", "ipykernel_"]
    # The clock of what is not written in Python cannot be set back; so look for today itself.
    dagen = (date.today(), date.today() - timedelta(days=1))
    vormen = [f"{dag:{vorm}}" for dag in dagen for vorm in ("D:%Y%m%d", "%Y-%m-%d")]
    verboden = [stuk.encode() for stuk in (*plekken, *vormen)]
    jaar = re.compile(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
    for naam, bytes_ in inhoud(gemaakt).items():
        tekst = bytes_ + _unpacked(bytes_)
        assert [stuk for stuk in verboden if stuk in tekst] == [], naam
        if not naam.endswith((".pdf", ".xlsx")):
            assert jaar.search(tekst) is None, naam


def _unpacked(pdf: bytes) -> bytes:
    """The compressed streams of a PDF, made readable."""
    stukken = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"".join(_inflate(stuk) for stuk in stukken)


def _inflate(stuk: bytes) -> bytes:
    try:
        return zlib.decompress(stuk)
    except zlib.error:
        return b""


def test_the_notebooks_name_the_copied_round_file(gemaakt: Path) -> None:
    gemeente = (gemaakt / "gemeenten" / "GM9901.ipynb").read_text(encoding="utf-8")
    assert '../invoer/ronde.yaml\\"' in gemeente
    provincie = (gemaakt / "provincie.ipynb").read_text(encoding="utf-8")
    assert '\\"invoer/ronde.yaml\\"' in provincie


def test_the_link_to_the_former_round_follows_the_round_file_not_the_disk(
    gemaakt: Path, ronde: Path, kort: Path
) -> None:
    assert "naar de vorige ronde" not in (gemaakt / "index.html").read_text(encoding="utf-8")
    vorige = ronde.parents[1] / "outputs" / "2026-01-01"
    vorige.mkdir(parents=True)
    shutil.copy(gemaakt / "inschaling.csv", vorige)
    ronde.write_text(ronde.read_text() + "vorige_ronde: ../outputs/2026-01-01\n")
    render_ronde(load_ronde(ronde), kort, find_notebooks())
    index = (kort / "index.html").read_text(encoding="utf-8")
    assert 'href="../2026-01-01/index.html"' in index


STUK = """
import os, signal
if gemeentecode == "GM9902":
    raise ValueError("deze gemeente is stuk")
if gemeentecode == "GM9903":
    os.kill(os.getpid() if WARM else os.getppid(), signal.SIGKILL)
print(f"eigen notebook van {gemeentecode}")
"""


@pytest.fixture
def half(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, zonder_kernel: list[str]
) -> Callable[[pytest.MonkeyPatch, bool], Resultaat]:
    """A round of which one gemeente fails and one kills its worker, over a former whole one."""

    def render(monkeypatch: pytest.MonkeyPatch, warm: bool) -> Resultaat:
        eigen, geladen = licht(STUK.replace("WARM", str(warm))), load_ronde(ronde)
        render_ronde(geladen, tmp_path / "uit", eigen)
        monkeypatch.undo()
        return render_ronde(geladen, tmp_path / "uit", eigen, Verzoek(alles=True, warm=warm))

    return render


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL bestaat hier niet")
@pytest.mark.parametrize("warm", [pytest.param(True, marks=LINUX), False])
def test_a_failing_gemeente_and_a_killed_worker_leave_the_others_whole(
    warm: bool,
    half: Callable[[pytest.MonkeyPatch, bool], Resultaat],
    monkeypatch: pytest.MonkeyPatch,
    inhoud: Inhoud,
) -> None:
    klaar = half(monkeypatch, warm)
    mislukt = {een.naam: f"{een.cel}: {een.fout}" for een in klaar.mislukt}
    assert set(mislukt) == {"GM9902", "GM9903"}
    assert mislukt["GM9902"] == "cel 4 (onder Uitkomst): ValueError: deze gemeente is stuk"
    assert "gestopt" in mislukt["GM9903"]
    bestanden = inhoud(klaar.map)
    rapporten = sorted(naam for naam in bestanden if naam.startswith(("gemeenten/", "prov")))
    assert rapporten == [
        *(f"gemeenten/GM9901{soort}" for soort in SOORTEN),
        *(f"provincie{soort}" for soort in SOORTEN),
    ]
    assert b"eigen notebook van GM9901" in bestanden["gemeenten/GM9901.html"]
    index = bestanden["index.html"].decode()
    assert "2 rapporten zijn niet gemaakt" in index
    assert "ValueError: deze gemeente is stuk" in index
    manifest = json.loads(bestanden["manifest.json"])
    assert [een["rapport"] for een in manifest["mislukt"]] == ["GM9902", "GM9903"]
    assert "gemeenten/GM9902.html" not in manifest["geschreven"]
    assert "ValueError" in klaar.log.read_text(encoding="utf-8")
    assert "Traceback" in klaar.log.read_text(encoding="utf-8")


@LINUX
def test_a_process_that_dies_over_a_page_takes_no_other_report_along(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gewoon = werkers.make_pages

    def make(naam: str, notebook: bytes) -> Gemaakt:
        if naam == "GM9901":
            os.kill(os.getpid(), signal.SIGKILL)
        return gewoon(naam, notebook)

    monkeypatch.setattr("ibt.batch.werkers.make_pages", make)
    klaar = render_ronde(load_ronde(ronde), tmp_path / "uit", licht(), Verzoek(warm=True))
    [een] = klaar.mislukt
    assert (een.naam, een.cel) == ("GM9901", "proces")
    assert "het proces dat dit rapport maakte is gestopt" in een.fout


def test_one_gemeente_renews_its_report_the_overview_index_and_manifest(
    ronde: Path, kort: Path, zonder_kernel: list[str]
) -> None:
    ander = kort / "gemeenten" / "GM9901.pdf"
    os.utime(ander, (0, 0))
    (naam,) = (een.naam for een in load_ronde(ronde).gemeenten if een.code == "GM9902")
    klaar = render_ronde(load_ronde(ronde), kort, find_notebooks(), Verzoek(codes=(naam,)))
    assert zonder_kernel == ["provincie", "GM9902"]
    assert klaar.waarschuwingen == ()
    assert ander.stat().st_mtime == 0


def test_one_gemeente_over_changed_inputs_says_that_the_others_are_old(
    ronde: Path, kort: Path, zonder_kernel: list[str]
) -> None:
    cijfers = ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv"
    cijfers.write_text(cijfers.read_text(encoding="utf-8").replace("-1,14,", "-1,15,"))
    nu = load_ronde(ronde)
    klaar = render_ronde(nu, kort, find_notebooks(), Verzoek(codes=("GM9902",)))
    (melding,) = map(str, klaar.waarschuwingen)
    assert melding.startswith("2026-07-01.yaml: niet vernieuwd, terwijl de invoer of het")
    assert "is veranderd: Slenk;" in melding
    index = (kort / "index.html").read_text(encoding="utf-8")
    assert "ander programma dan de rest: Slenk." in index
    zonder_kernel.clear()
    klaar = render_ronde(nu, kort, find_notebooks())
    assert (zonder_kernel, klaar.waarschuwingen) == (["GM9901"], ())
    index = (kort / "index.html").read_text(encoding="utf-8")
    assert "niet in één keer" not in index


def test_where_no_round_is_one_gemeente_is_a_preview_that_a_later_render_completes(
    ronde: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    uit, notebooks, geladen = tmp_path / "uit", find_notebooks(), load_ronde(ronde)
    klaar = render_ronde(geladen, uit, notebooks, Verzoek(codes=("Terp",)))
    assert zonder_kernel == ["GM9903"]
    assert (klaar.rapporten, klaar.mislukt, klaar.is_heel) == (1, (), False)
    (melding,) = map(str, klaar.waarschuwingen)
    assert "een voorproef, waarin 3 rapporten niet zijn gemaakt; geef ibt render zonder" in melding
    index = BeautifulSoup((uit / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert [rij.find_all("td")[-1].text for rij in index.select("#gemeenten tbody tr")] == [
        *["niet gemaakt"] * 2, "concept"
    ]  # fmt: skip
    assert len(index.select(".kader-fout li")) == 1, "one cause, one line"
    manifest = json.loads((uit / "manifest.json").read_text(encoding="utf-8"))
    (regel,) = _not_made(manifest["mislukt"])
    assert regel == "provincie, GM9901, GM9902: is niet gemaakt (voorproef: niet gevraagd)"
    zonder_kernel.clear()
    render_ronde(geladen, uit, notebooks, Verzoek(codes=("GM9901",)))
    assert zonder_kernel == ["GM9901"], "still a preview"
    zonder_kernel.clear()
    klaar = render_ronde(geladen, uit, notebooks)
    assert (zonder_kernel, klaar.is_heel) == (["provincie", "GM9902"], True)


@pytest.mark.parametrize(
    "cel",
    [
        'from IPython.display import HTML\nHTML(\'<header class="titelblad" data-merk="PROEF">\')',
        "import ibt\nfrom ibt.rapport import gemeente\nronde = ibt.open_ronde(rondebestand)\n"
        'gemeente.cijfers(ronde.wat_als(gemeentecode, realisatie="+1")[gemeentecode])',
    ],
    ids=["titelblad", "onderdeel"],
)
def test_a_report_that_says_proef_is_no_part_of_a_real_round(
    een_gemeente: Path, licht: Callable[..., Path], tmp_path: Path, cel: str
) -> None:
    klaar = render_ronde(load_ronde(een_gemeente), tmp_path / "uit", licht(cel))
    [een] = klaar.mislukt
    assert (een.naam, een.fout.partition(".")[0]) == (
        "GM9901",
        "dit rapport is een PROEF en de ronde niet",
    )
    assert not (tmp_path / "uit/gemeenten/GM9901.html").exists()


def test_unknown_gemeenten_and_wrong_parameters_are_refused_together_and_nothing_is_written(
    ronde: Path, tmp_path: Path, licht: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = licht()
    notebook = notebooks / "gemeente.ipynb"
    notebook.write_text(notebook.read_text().replace("gemeentecode: str", "gemeentekode: str"))
    monkeypatch.setattr("ibt.batch.render.run_reports", lambda *a: pytest.fail("een kernel"))
    with pytest.raises(InvoerFout) as fout:
        render_ronde(
            load_ronde(ronde), tmp_path / "uit", notebooks, Verzoek(codes=("GM9909", "Nergens"))
        )
    tekst = str(fout.value)
    assert 'gevonden: "GM9909"' in tekst
    assert 'gevonden: "Nergens"' in tekst
    assert "gemeente.ipynb, cel parameters" in tekst
    assert not (tmp_path / "uit").exists()
