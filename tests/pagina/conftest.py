"""A small round as whole pages: the notebooks' own cells, run without a kernel, then exported."""

import ast
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_output
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader

from ibt.batch.exporters import IbtHTMLExporter, IbtPDFExporter
from ibt.batch.herkomst import make_inhoud, read_herkomst
from ibt.batch.notebooks import find_notebooks
from ibt.batch.plan import make_plan
from ibt.begrippen.herkomst import Herkomst
from ibt.rapport.controle import controle_page
from ibt.rapport.herkomst import herkomst_page
from ibt.rapport.index import Mislukt, index_page
from ibt.rapport.voortgang.bladzijde import monitor_page
from ibt.ronde import Ronde, beoordeel, load_ronde, meet_voortgang

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Pixels; 1280 wide at 200% zoom leave 640 of the page's own.
SCHERMEN = {"telefoon": 320, "zoom 200%": 640, "breed": 1280}
MEDIA: dict[str, Any] = {
    "hoog contrast": {"forced_colors": "active"},
    "papier": {"media": "print"},
}
SCHUIFT = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
RONDE = Path(__file__).parent / "ronde"
VOORBEELD = Path(__file__).parents[2] / "parameters/2026-07-01.yaml"


@dataclass(frozen=True)
class Bladzijde:
    """One report as published: its page and, but for the index, its PDF."""

    naam: str
    html: str
    pdf: bytes
    bestand: Path

    @cached_property
    def pages(self) -> list[str]:
        """The words on each page of the PDF."""
        lezer = PdfReader(io.BytesIO(self.pdf))
        return [" ".join(blad.extract_text().split()) for blad in lezer.pages]


@pytest.fixture(scope="session")
def ronde() -> Ronde:
    """Four invented gemeenten; see the files in `ronde/`."""
    return load_ronde(str(RONDE / "ronde.yaml"))


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests: to open one anew takes longer than to look at a page."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def venster(context: BrowserContext) -> Iterator[BrowserContext]:
    """That window; the tabs that a test opens are closed after it."""
    yield context
    for blad in context.pages:
        blad.close()


@pytest.fixture
def visit(venster: BrowserContext) -> Callable[..., Page]:
    """Opens a page and fails where someone cannot read it, or where it asks for another address.

    No page scrolls sideways on any screen. On a telephone and in the given `vormen` no rule of
    axe is broken; `breed` is what is left on the screen.
    """

    def look(bestand: Path, *vormen: str) -> Page:
        gevraagd: list[str] = []
        meldingen: list[str] = []
        blad = venster.new_page()
        blad.on("request", lambda verzoek: gevraagd.append(verzoek.url))
        blad.on("console", lambda melding: meldingen.append(melding.text))
        blad.on("pageerror", lambda fout: meldingen.append(str(fout)))
        blad.goto(bestand.as_uri())
        for vorm, breedte in SCHERMEN.items():
            blad.set_viewport_size({"width": breedte, "height": 800})
            assert not blad.evaluate(SCHUIFT), vorm
            if vorm in {"telefoon", *vormen}:
                _is_accessible(blad)
        for vorm in MEDIA.keys() & {*vormen}:
            blad.emulate_media(**MEDIA[vorm])
            _is_accessible(blad)
        blad.emulate_media(media="null", forced_colors="null")
        assert gevraagd == [bestand.as_uri()]
        assert meldingen == []
        return blad

    return look


def _is_accessible(blad: Page) -> None:
    """Fails with axe's report where a page breaks a rule of WCAG 2.2 (A, AA) or a best practice."""
    regels = {"type": "tag", "values": WCAG}
    # To describe all that is right would take longer than to find what is wrong.
    uitslag = Axe().run(blad, options={"runOnly": regels, "resultTypes": ["violations"]})
    assert uitslag.response["passes"]
    assert uitslag.violations_count == 0, uitslag.generate_report()


@pytest.fixture(scope="session")
def published(ronde: Ronde, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bladzijde]:
    """The round in a folder as `ibt render` lays it out: overview, index, one per gemeente."""
    map_ = tmp_path_factory.mktemp("ronde met spaties")
    (map_ / "gemeenten").mkdir()
    uit: dict[str, Bladzijde] = {}
    for naam in ("provincie", *(gemeente.code for gemeente in ronde.gemeenten)):
        pagina, pdf = _render(naam, str(ronde.pad))
        plek = map_ / ("" if naam == "provincie" else "gemeenten") / f"{naam}.html"
        plek.write_text(pagina, encoding="utf-8")
        uit[naam] = Bladzijde(naam, pagina, pdf, plek)
    mislukt = [Mislukt("GM9004", "rapport.cijfers", "ValueError: <b>kapot</b>")]
    index = index_page(ronde.verslag, beoordeel(ronde), mislukt, None)
    (map_ / "index.html").write_text(index, encoding="utf-8")
    uit["index"] = Bladzijde("index", index, b"", map_ / "index.html")
    herkomst = herkomst_page(ronde.verslag, _account(ronde, map_, mislukt))
    (map_ / "herkomst.html").write_text(herkomst, encoding="utf-8")
    uit["herkomst"] = Bladzijde("herkomst", herkomst, b"", map_ / "herkomst.html")
    controle = controle_page(ronde.verslag, ronde.gemeenten)
    (map_ / "controle.html").write_text(controle, encoding="utf-8")
    uit["controle"] = Bladzijde("controle", controle, b"", map_ / "controle.html")
    return uit


@pytest.fixture(scope="session")
def halfway(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bladzijde]:
    """The same gemeenten on 1 April: a report, the overview, the index and the monitor page."""
    map_ = shutil.copytree(RONDE, tmp_path_factory.mktemp("tussenstand") / "ronde")
    tekst = (map_ / "ronde.yaml").read_text(encoding="utf-8")
    tekst = tekst.replace("2026-07-01", "2026-04-01").replace("bevindingen: bevindingen.yaml\n", "")
    (map_ / "ronde.yaml").write_text(tekst.replace("2026-07-20", "2026-04-20"), encoding="utf-8")
    (map_ / "cijfers.csv").write_text("\n".join(_until_april(map_)), encoding="utf-8")
    ronde = load_ronde(map_ / "ronde.yaml")
    standen = meet_voortgang(ronde)
    (map_ / "gemeenten").mkdir()
    uit: dict[str, Bladzijde] = {}
    for naam, plek in (("GM9001", "gemeenten/GM9001"), ("provincie", "provincie")):
        soort = "voortgang_provincie" if naam == "provincie" else "voortgang"
        pagina, pdf = _render(naam, str(ronde.pad), soort)
        uit[naam] = Bladzijde(naam, pagina, pdf, map_ / f"{plek}.html")
    paginas = {
        "index": index_page(ronde.verslag, standen, []),
        "monitor": monitor_page(standen, ronde.verslag, ronde.kader),
    }
    for naam, pagina in paginas.items():
        uit[naam] = Bladzijde(naam, pagina, b"", map_ / f"{naam}.html")
    for blad in uit.values():
        blad.bestand.write_text(blad.html, encoding="utf-8")
    return uit


@pytest.fixture(scope="session")
def example() -> Callable[[str], Bladzijde]:
    """One report of the round that comes with the project, with its long case files."""

    def make(naam: str) -> Bladzijde:
        pagina, pdf = _render(naam, str(VOORBEELD))
        return Bladzijde(naam, pagina, pdf, VOORBEELD)

    return make


@pytest.fixture(scope="session")
def full_case(tmp_path_factory: pytest.TempPathFactory) -> Bladzijde:
    """Utrecht's report in the same round, with many more findings about it."""
    map_ = tmp_path_factory.mktemp("vol dossier")
    for deel in ("parameters", "data"):
        shutil.copytree(VOORBEELD.parents[1] / deel, map_ / deel)
    bevindingen = map_ / "parameters" / "bevindingen" / VOORBEELD.name
    extra = Path(__file__).with_name("vol_dossier.yaml").read_text(encoding="utf-8")
    bevindingen.write_text(bevindingen.read_text(encoding="utf-8") + extra, encoding="utf-8")
    pad = map_ / "parameters" / VOORBEELD.name
    pagina, pdf = _render("GM0344", str(pad))
    return Bladzijde("GM0344", pagina, pdf, pad)


def _account(ronde: Ronde, map_: Path, mislukt: list[Mislukt]) -> Herkomst:
    """Of what the round was made, as far as it lies in this folder."""
    paden = [pad for pad in map_.rglob("*") if pad.is_file()]
    inhoud = {pad.relative_to(map_).as_posix(): pad.read_bytes() for pad in paden}
    return read_herkomst(make_inhoud(make_plan(ronde, find_notebooks()), inhoud, mislukt))


def _until_april(map_: Path) -> list[str]:
    """The figures up to 1 April; who has none then gets those of July."""
    kop, *regels = (map_ / "cijfers.csv").read_text(encoding="utf-8").splitlines()
    eerder = [regel for regel in regels if regel.split(";")[1] <= "2026-04-01"]
    bekend = {regel.split(";")[0] for regel in eerder}
    laat = [regel for regel in regels if regel.split(";")[0] not in bekend]
    return [kop, *eerder, *(regel.replace("2026-07-01", "2026-04-01") for regel in laat)]


def _render(naam: str, pad: str, soort: str | None = None) -> tuple[str, bytes]:
    soort = soort or ("provincie" if naam == "provincie" else "gemeente")
    notebook = _run(soort, {"rondebestand": pad, "gemeentecode": naam})
    bron = {"metadata": {"name": naam}}
    pagina, _ = IbtHTMLExporter().from_notebook_node(notebook, resources=dict(bron))
    pdf, _ = IbtPDFExporter().from_notebook_node(notebook, resources=dict(bron))
    return pagina, pdf


def _run(soort: str, parameters: dict[str, str]) -> nbformat.NotebookNode:
    """The notebook with the outputs that a kernel would give."""
    notebook = nbformat.read(find_notebooks() / f"{soort}.ipynb", as_version=4)
    namen: dict[str, Any] = dict(parameters)
    for cel in notebook.cells:
        if cel.cell_type == "code" and "parameters" not in cel.metadata.get("tags", []):
            cel.outputs = list(_shown(cel.source, namen))
    return notebook


def _shown(bron: str, namen: dict[str, Any]) -> Iterator[nbformat.NotebookNode]:
    regels = ast.parse(bron).body
    laatste = regels.pop() if isinstance(regels[-1], ast.Expr) else None
    exec(compile(ast.Module(regels, []), "cel", "exec"), namen)
    if isinstance(laatste, ast.Expr):
        deel = eval(compile(ast.Expression(laatste.value), "cel", "eval"), namen)
        yield new_output("display_data", data=deel._repr_mimebundle_())
