"""What an analyst's own cell shows is in page and PDF, whichever way the notebook was run."""

import re
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pikepdf
import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pypdf import PdfReader

from ibt.batch.nbval import run_nbval
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Verzoek, can_fork
from ibt.ronde import load_ronde
from tests.batch.conftest import RONDE, bytes_of, write_notebook

Rondes = tuple[Path, Path]
PARAMETERS = ('rondebestand: str = "x"', 'gemeentecode: str = "GM9901"')
PUNT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6"
    "kgAAAABJRU5ErkJggg=="
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="9" height="9"/>'
    "</svg>"
)
LIJN = "fig, ax = plt.subplots(figsize=(3, 1))\nax.plot([1, 3, 2])\n"


class Soort(NamedTuple):
    """A way to show something: its cells, how many pictures they give, and which words."""

    cellen: tuple[str, ...]
    beelden: int = 0
    woorden: str = ""


SOORTEN = {
    "plt.show": Soort(("import matplotlib.pyplot as plt", LIJN + "plt.show()"), 1),
    "zonder show": Soort((LIJN + "None",), 1),
    "laatste regel tekent": Soort(("plt.figure(figsize=(3, 1))\nplt.plot([1, 2])",), 1, "Line2D"),
    "fig": Soort((LIJN + "plt.close()\nfig",), 1),
    "fig uit een eerdere cel": Soort(("fig",), 1),
    "fig.show": Soort((LIJN + "fig.show()",), 1),
    "Figure zonder pyplot": Soort(
        (
            "from matplotlib.figure import Figure\nlos = Figure(figsize=(3, 1))\n"
            "los.subplots().bar([1, 2], [3, 4])\nlos",
        ),
        1,
    ),
    "df.plot": Soort(
        (
            "import pandas as pd\nframe = pd.DataFrame({'a': [1, 3], 'b': [2, 2]})",
            "frame.plot(figsize=(3, 1));",
        ),
        1,
    ),
    "hist en titel": Soort(
        ("plt.figure(figsize=(3, 1)); plt.hist([1, 2, 2]); plt.title('Verdeling');",), 1
    ),
    "twee figuren": Soort((LIJN + LIJN + "plt.show()",), 2),
    "twee keer show": Soort((LIJN + "plt.show()\n" + LIJN + "plt.show()",), 2),
    "%matplotlib inline": Soort(("%matplotlib inline\n" + LIJN + "plt.show()",), 1),
    "svg": Soort(
        ("%config InlineBackend.figure_formats = ['svg']\n" + LIJN + "ax.set_title('Ü')",), 1
    ),
    "retina": Soort(("%config InlineBackend.figure_formats = ['retina']\n" + LIJN + "None",), 1),
    "set_matplotlib_formats": Soort(
        (
            "from matplotlib_inline.backend_inline import set_matplotlib_formats\n"
            "set_matplotlib_formats('png')\n" + LIJN + "None",
        ),
        1,
    ),
    "DataFrame": Soort(("frame",), 0, "a b 0 1 2 1 3 2"),
    "breed DataFrame zoals JupyterLab het toont": Soort(
        ("pd.DataFrame([range(1000, 1040)])",), 0, "1 rows × 40 columns"
    ),
    "breed DataFrame": Soort(
        (
            "pd.set_option('display.max_columns', None)\n"
            "pd.DataFrame([range(1000, 1040)], columns=[f'kolom {n}' for n in range(40)])",
        ),
        0,
        "kolom 39",
    ),
    "bijgewerkt door een latere cel": Soort(
        (
            "stand = display('bezig', display_id='stand')",
            "stand.update('klaar met tellen')",
        ),
        0,
        "klaar met tellen",
    ),
    "Styler": Soort(
        ("display(frame.style.format('{:.1f}'), frame.style.highlight_max())",), 0, "3.0"
    ),
    "Series": Soort(("frame['a']",), 0, "Name: a, dtype: int64"),
    "PNG": Soort(
        (
            "import base64\nfrom IPython.display import *\n"
            f"Image(base64.b64decode('{PUNT}'), width=40)",
        ),
        1,
    ),
    "JPEG": Soort(
        (
            "from io import BytesIO\nblad = BytesIO()\n"
            "fig.savefig(blad, format='jpeg')\nImage(blad.getvalue(), format='jpeg')",
        ),
        1,
    ),
    "SVG": Soort((f"SVG('{SVG}')",), 1),
    "Markdown": Soort(("Markdown('**vet** en een lijst\\n\\n- een\\n- twee')",), 0, "vet en een"),
    "LaTeX": Soort(("Math(r'\\frac{a}{b}')",), 0, r"\frac{a}{b}"),
    "HTML": Soort(("HTML('<p>Een <em>alinea</em></p>')",), 0, "Een alinea"),
    "JSON": Soort(("JSON({'ronde': {'trede': 3}})",), 0, "'ronde'"),
    "geprint": Soort(("for n in range(3):\n    print('regel', n)",), 0, "regel 2"),
    "geprint met pauze": Soort(
        (
            "import sys, time\nprint('een'); sys.stdout.flush(); time.sleep(0.3)\n"
            "print('kanttekening', file=sys.stderr); time.sleep(0.3)\nprint('twee')",
        ),
        0,
        "kanttekening",
    ),
    "voortgang": Soort(
        (
            "for n in (10, 100):\n    print(f'\\r{n}%', end='', flush=True); time.sleep(0.3)\n"
            "print()",
        ),
        0,
        "100%",
    ),
    "tussen beelden": Soort(("print('voor')\n" + LIJN + "plt.show()\nprint('na')",), 1, "voor"),
    "waarschuwing": Soort(
        ("import warnings\nwarnings.warn('let hier op')",), 0, "UserWarning: let hier op"
    ),
    "waarschuwing van een pakket": Soort(
        ("warnings.warn_explicit('oud', FutureWarning, pd.__file__, 1)",), 0, "FutureWarning: oud"
    ),
    "logging": Soort(("import logging\nlogging.warning('gelogd')",), 0, "WARNING:root:gelogd"),
    "bijgewerkt": Soort(
        ("hand = display('eerst', display_id=True)\nhand.update('daarna')",), 0, "daarna"
    ),
    "gewist": Soort(("print('weg')\nclear_output(wait=True)\nprint('blijft')",), 0, "blijft"),
    "eigen klasse": Soort(
        (
            "class Kaart:\n    def _repr_markdown_(self):\n        return '*eigen* kaart'\nKaart()",
            "class Kaal: ...\nKaal()",
        ),
        0,
        "eigen kaart",
    ),
    "magics": Soort(
        (
            "%%html\n<p>uit een magic</p>",
            "%%capture stil\nprint('onzichtbaar')",
            "!echo uit de schil",
        ),
        0,
        "uit de schil",
    ),
    "lijst en dict": Soort(("{'b': [1, 2], 'a': None}",), 0, "{'b': [1, 2], 'a': None}"),
    "widget": Soort(
        (
            "from comm import create_comm\n"
            "def widget(soort, **staat):\n"
            "    staat = {'_model_name': f'{soort}Model', '_model_module': 'x', **staat}\n"
            "    lijn = create_comm(target_name='jupyter.widget', data={'state': staat},"
            " metadata={'version': '2.1.0'})\n"
            "    zicht = {'version_major': 2, 'version_minor': 0, 'model_id': lijn.comm_id}\n"
            "    display({'application/vnd.jupyter.widget-view+json': zicht,"
            " 'text/plain': f\"{soort}(value=7, description='Jaar')\"}, raw=True)\n"
            "    return lijn\n"
            "_ = widget('IntSlider', value=7)",
        ),
        0,
        "IntSlider(value=7, description='Jaar')",
    ),
    "grafiek in een widget": Soort(
        (
            "lijn = widget('Output', _model_module='@jupyter-widgets/output', outputs=[],"
            " msg_id='')\n"
            "bericht = get_ipython().kernel.get_parent()['header']['msg_id']\n"
            "lijn.send({'method': 'update', 'state': {'msg_id': bericht}})\n"
            + LIJN
            + "plt.show()\nlijn.send({'method': 'update', 'state': {'msg_id': ''}})",
        ),
        1,
    ),
}


@pytest.fixture(scope="session")
def rondes(make_once: Callable[..., Path]) -> Rondes:
    """The small round with all these cells in one report: on forked kernels, on ordinary ones."""

    def vul(plek: Path) -> None:
        notebooks = plek / "notebooks"
        notebooks.mkdir()
        cellen: list[Any] = []
        for naam, soort in SOORTEN.items():
            cellen += [new_markdown_cell(f"## {naam}"), *map(new_code_cell, soort.cellen)]
        geplakt = new_markdown_cell("## geplakt\n\n![punt](attachment:punt.png)")
        geplakt["attachments"] = {"punt.png": {"image/png": PUNT}}
        write_notebook(notebooks / "provincie.ipynb", [PARAMETERS[0]], ["print(rondebestand)"])
        eerste = new_code_cell("\n".join(PARAMETERS), metadata={"tags": ["parameters"]})
        heel = new_notebook(cells=[eerste, *cellen, geplakt])
        nbformat.write(heel, notebooks / "gemeente.ipynb")
        bron = load_ronde(RONDE / "parameters" / "2026-07-01.yaml")
        for naam in ("warm", "gewoon"):
            verzoek = Verzoek(("GM9901",), warm=naam == "warm")
            assert render_ronde(bron, plek / naam, notebooks, verzoek).mislukt == ()

    plek = make_once("eigen cellen", vul)
    return plek / "warm", plek / "gewoon"


@pytest.fixture(scope="session")
def delen(rondes: Rondes) -> dict[str, list[Tag]]:
    """What stands on the page under each heading."""
    pagina = (rondes[0] / "gemeenten" / "GM9901.html").read_text(encoding="utf-8")
    koppen = BeautifulSoup(pagina, "html.parser").select("h2")
    return {
        kop.text: list(takewhile(lambda deel: deel.name != "h2", kop.find_next_siblings()))
        for kop in koppen
    }


def pictures(pdf: Path) -> int:
    """How many pictures a PDF tells a reader of."""
    with pikepdf.open(pdf) as boek:
        return sum(
            isinstance(deel, pikepdf.Dictionary) and deel.get("/S") == "/Figure"
            for deel in boek.objects
        )


@pytest.mark.parametrize("naam", SOORTEN)
def test_the_page_shows_what_jupyterlab_shows(naam: str, delen: dict[str, list[Tag]]) -> None:
    soort = SOORTEN[naam]
    assert sum(len(deel.select("img, svg")) for deel in delen[naam]) == soort.beelden
    tekst = " ".join(" ".join(deel.get_text(" ") for deel in delen[naam]).split())
    assert soort.woorden in tekst.replace('"', "'")
    assert "<Figure" not in tekst
    assert "object at 0x" not in tekst


def test_the_pdf_has_every_picture_and_every_word(rondes: Rondes) -> None:
    pdf = rondes[0] / "gemeenten" / "GM9901.pdf"
    assert pictures(pdf) == sum(soort.beelden for soort in SOORTEN.values()) + 1
    tekst = "".join(blad.extract_text() for blad in PdfReader(pdf).pages)
    tekst = re.sub(r"\s", "", tekst).replace('"', "'")
    for naam, soort in SOORTEN.items():
        assert naam.replace(" ", "") in tekst
        assert soort.woorden.replace(" ", "") in tekst, naam


@pytest.mark.skipif(not can_fork(), reason="hier zijn geen warme kernels")
def test_both_ways_of_running_give_the_same_bytes(rondes: Rondes) -> None:
    warm, gewoon = map(bytes_of, rondes)
    assert [naam for naam in gewoon if warm.get(naam) != gewoon[naam]] == []


def test_what_they_show_is_proven(rondes: Rondes) -> None:
    """What it says of a cell that a later one fills in or wipes is of the whole notebook."""
    pad = "gemeenten/GM9901.ipynb"
    assert run_nbval([pad], rondes[0], gelijk=[pad]) == []
