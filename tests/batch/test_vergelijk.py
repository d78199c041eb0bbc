"""What nbval passes by is compared all the same: pictures, what hangs on them, and their order."""

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from ibt.batch.nbval import run_nbval

Schrijf = Callable[[str, str, Sequence[Any]], None]
PNG = base64.b64encode(b"geen echt beeld").decode()
ANDER = base64.b64encode(b"een ander beeld").decode()
BEELD = f"""
from IPython.display import display
print("Een beeld:")
display({{"image/png": "{PNG}"}}, raw=True, metadata={{"width": 10}})
"""
TWEE = """
from IPython.display import display
display({"text/html": "<p>1</p>"}, raw=True)
display({"image/svg+xml": "<svg/>"}, raw=True)
"""
BEIDE = "import sys\nprint('uit')\nprint('fout', file=sys.stderr)\nprint('weer uit')"


@pytest.fixture
def schrijf(tmp_path: Path) -> Schrijf:
    def notebook(naam: str, bron: str, uit: Sequence[Any]) -> None:
        cellen = [
            new_code_cell("print(1)", outputs=[stream("1\n")], execution_count=1),
            new_code_cell(bron.strip(), outputs=list(uit), execution_count=2),
        ]
        nbformat.write(new_notebook(cells=cellen), tmp_path / f"{naam}.ipynb")

    return notebook


def stream(tekst: str, naam: str = "stdout") -> Any:
    return new_output("stream", name=naam, text=tekst)


def shown(soort: str, inhoud: str, **rest: Any) -> Any:
    return new_output("display_data", data={soort: inhoud}, metadata=rest)


def named(tmp_path: Path) -> list[str]:
    """The notebooks of which the second cell differs; nothing else may be said."""
    namen = sorted(pad.name for pad in tmp_path.glob("*.ipynb"))
    zinnen = run_nbval(namen, tmp_path, werkers=2)
    einde = ".ipynb, cel 2: de uitkomst is nu anders"
    assert all(zin.endswith(einde) for zin in zinnen), zinnen
    return sorted(zin.removesuffix(einde) for zin in zinnen)


def test_a_picture_that_does_not_come_out_again_is_named(tmp_path: Path, schrijf: Schrijf) -> None:
    tekst = stream("Een beeld:\n")
    schrijf("goed", BEELD, [tekst, shown("image/png", PNG, width=10)])
    schrijf("ander beeld", BEELD, [tekst, shown("image/png", ANDER, width=10)])
    schrijf("andere maat", BEELD, [tekst, shown("image/png", PNG, width=11)])
    schrijf("andere volgorde", BEELD, [shown("image/png", PNG, width=10), tekst])
    schrijf("weggelaten", BEELD, [tekst])
    schrijf("zonder maat", BEELD, [tekst, shown("image/png", PNG)])
    assert named(tmp_path) == [
        "ander beeld",
        "andere maat",
        "andere volgorde",
        "weggelaten",
        "zonder maat",
    ]


def test_the_order_of_what_was_shown_counts_and_what_belongs_together(
    tmp_path: Path, schrijf: Schrijf
) -> None:
    html, svg = shown("text/html", "<p>1</p>"), shown("image/svg+xml", "<svg/>")
    samen = new_output("display_data", data={"text/html": "<p>1</p>", "image/svg+xml": "<svg/>"})
    schrijf("goed", TWEE, [html, svg])
    schrijf("omgekeerd", TWEE, [svg, html])
    schrijf("samen", TWEE, [samen])
    assert named(tmp_path) == ["omgekeerd", "samen"]


def test_what_was_printed_may_come_in_other_pieces_and_stderr_at_another_moment(
    tmp_path: Path, schrijf: Schrijf
) -> None:
    fout = stream("fout\n", "stderr")
    schrijf("ineens", BEIDE, [stream("uit\nweer uit\n"), fout])
    schrijf("om en om", BEIDE, [stream("uit\n"), fout, stream("weer uit\n")])
    schrijf("eerst fout", BEIDE, [fout, stream("uit\nweer uit\n")])
    schrijf("andere tekst", BEIDE, [stream("uit\n"), fout, stream("niet uit\n")])
    assert named(tmp_path) == ["andere tekst"]


BIJGEWERKT = """
from IPython.display import clear_output, display
print("weg")
clear_output()
hand = display("eerst", display_id=True)
hand.update("daarna")
1 + 1;
"""


def test_what_was_wiped_replaced_or_silenced_does_not_count(
    tmp_path: Path, schrijf: Schrijf
) -> None:
    schrijf("goed", BIJGEWERKT, [shown("text/plain", "'daarna'")])
    schrijf("nog het eerste", BIJGEWERKT, [shown("text/plain", "'eerst'")])
    schrijf("nog niet gewist", BIJGEWERKT, [stream("weg\n"), shown("text/plain", "'daarna'")])
    assert named(tmp_path) == ["nog het eerste", "nog niet gewist"]


def test_an_output_that_is_no_output_is_named_and_no_crash(
    tmp_path: Path, schrijf: Schrijf
) -> None:
    schrijf("stuk", BEELD, [shown("image/png", PNG, width=10)])
    pad = tmp_path / "stuk.ipynb"
    tekst = pad.read_text(encoding="utf-8").replace('"output_type": "display_data"', '"x": "y"')
    pad.write_text(tekst, encoding="utf-8")
    zinnen = run_nbval(["stuk.ipynb"], tmp_path)
    assert len(zinnen) > 0
    assert all(zin.startswith("stuk.ipynb") for zin in zinnen)
