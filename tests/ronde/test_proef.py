"""What if: the README's own lines work, other figures are checked, and the round stays as it is."""

import ast
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from IPython.lib.pretty import pretty

import ibt
from ibt.begrippen.fout import InvoerFout
from ibt.cli.programma import run
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.rapport import gemeente
from ibt.ronde import Ronde, beoordeel, beoordeel_gemeente, load_ronde, wat_als

PROJECT = Path(__file__).parents[2]


def docs(soort: str) -> str:
    """The lines of a kind under "What if?"."""
    deel = (PROJECT / "docs/notebooks.md").read_text(encoding="utf-8").partition("## What if?")[2]
    (regels,) = re.findall(rf"```{soort}\n(.*?)```", deel.partition("\n## ")[0], re.DOTALL)
    return regels


@pytest.fixture
def ronde(make_ronde) -> Ronde:
    return load_ronde(make_ronde())


def test_the_lines_for_a_notebook_do_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    namen: dict[str, Any] = {}
    *regels, laatste = ast.parse(docs("python")).body
    exec(compile(ast.Module(regels, []), "README", "exec"), namen)
    assert isinstance(laatste, ast.Expr)
    nu = beoordeel_gemeente(namen["ronde"], "Woerden").trede_voorstel
    assert (nu, eval(compile(ast.Expression(laatste.value), "README", "eval"), namen)) == (2, 1)


def test_the_lines_for_a_whole_round_give_one_that_can_be_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for map_ in ("parameters", "data"):
        (tmp_path / map_).symlink_to(PROJECT / map_)
    monkeypatch.chdir(tmp_path)
    maak, render, _ = (regel.split() for regel in docs("console").splitlines())
    assert run(maak[1:]) == 0
    proef = load_ronde(render[-1])
    assert (len(proef.resultaat), proef.is_proef) == (26, True)
    assert (tmp_path / "probeer/data/cijfers/2026-07-01.csv").is_file()


def test_other_figures_give_another_outcome_that_says_it_is_invented(ronde: Ronde) -> None:
    proef = wat_als(ronde, "Verzonnendam", realisatie=30, stand_begin=-9)
    toen, nu = (beoordeel_gemeente(een, "GM9001") for een in (ronde, proef))
    assert (toen.som.realisatie, nu.som.realisatie) == (24, 30)
    assert (toen.verloop[-1].realisatie, nu.verloop[-1].realisatie) == (24, 30)
    assert (toen.trede_voorstel, nu.trede_voorstel) == (3, 1)
    assert (ronde.voorbeeld, proef.voorbeeld) == (False, True)
    assert "<dt>Proef</dt>" in proef._repr_html_()
    blad = str(gemeente.titelblad(beoordeel_gemeente(proef, "GM9001"), proef.verslag))
    assert "Wat als: Verzonnendam (GM9001) realisatie 30 in plaats van 24, stand aan het " in blad
    assert "Wat als" not in str(gemeente.titelblad(nu, ronde.verslag))
    (gemeld,) = [str(een) for een in proef.bijzonderheden if "wat als" in str(een)]
    assert gemeld == (
        "cijfers.csv, Verzonnendam (GM9001): wat als: realisatie 30 in plaats van 24, "
        "stand_begin -9 in plaats van -10"
    )


@pytest.mark.parametrize(
    ("cijfers", "deel"),
    [
        (
            {"realisatie": 40.5},
            'realisatie moet een heel getal van 0 of meer zijn; gevonden: "40.5"',
        ),
        (
            {"taakstelling": -1},
            'taakstelling moet een heel getal van 0 of meer zijn; gevonden: "-1"',
        ),
        ({"stand_begin": "-9"}, 'stand_begin moet een heel getal zijn; gevonden: "-9"'),
        ({"realisatei": 40}, 'stand_begin, realisatie, koppelingen; gevonden: "realisatei"'),
    ],
)
def test_a_figure_that_is_none_is_refused(ronde: Ronde, cijfers: dict[str, Any], deel: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        wat_als(ronde, "GM9001", **cijfers)
    assert deel in str(fout.value)


@pytest.mark.filterwarnings("ignore::pandas.errors.ChainedAssignmentError")
def test_no_table_of_a_round_changes_under_it(ronde: Ronde) -> None:
    voor = ronde.resultaat
    for frame in (ronde.cijfers.frame, ronde.eerdere_cijfers, ronde.resultaat):
        frame["realisatie"] = 0
    ronde.cijfers.frame.loc[:, "realisatie"] -= 25
    assert beoordeel_gemeente(ronde, "GM9001").som.realisatie == 24
    pd.testing.assert_frame_equal(ronde.resultaat, voor)


def test_at_the_end_of_a_cell_a_round_is_a_card(ronde: Ronde) -> None:
    kaart = ronde._repr_html_()
    assert "<dt>Provincie</dt><dd>Verzonnen, 2 gemeenten</dd>" in kaart
    assert "2026-07-01 (beoordeling van 2026-I)" in repr(ronde)
    assert pretty(beoordeel(ronde)) == (
        "(Fantasiestad (GM9002) op 2026-07-01: regel 1a, trede 1 → 1,\n"
        " Verzonnendam (GM9001) op 2026-07-01: regel 3c, trede 3 → 3)"
    )
    assert max(len(kaart), len(repr(ronde)), len(repr(ronde.kader))) < 1000


FRAME = pd.DataFrame(
    {"taakstelling": [10], "stand_begin": [-5], "realisatie": [12], "trede_vorig": [2]}
)


def test_the_public_face_has_what_an_analyst_types() -> None:
    assert {naam for naam in ibt.__all__ if not callable(getattr(ibt, naam))} == set()
    assert set(ibt.__all__) < set(dir(ibt))
    assert ibt.ronde.load_ronde is ibt.load_ronde
    assert ibt.classify(FRAME, UTRECHT_2024).regel.tolist() == ["2b"]
    with pytest.raises(AttributeError):
        _ = ibt.bestaat_niet


@pytest.mark.parametrize(
    ("frame", "delen"),
    [
        (FRAME[["realisatie"]], ['kolom "taakstelling"', "deze kolom moet er zijn", "trede_vorig"]),
        (FRAME.assign(realisatie=40.5), ['rij 0, kolom "realisatie"', 'gevonden: "40.5"']),
        (FRAME.assign(stand_begin="veel"), ['rij 0, kolom "stand_begin"', 'gevonden: "veel"']),
        (FRAME.assign(trede_vorig=9), ["moet een trede van 1 tot en met 6 zijn", '"9"']),
        (FRAME.assign(verschoonbaar=None), ['rij 0, kolom "verschoonbaar"']),
    ],
)
def test_a_table_that_cannot_be_judged_is_refused(frame: pd.DataFrame, delen: list[str]) -> None:
    with pytest.raises(InvoerFout) as fout:
        ibt.classify(frame, UTRECHT_2024)
    assert [deel for deel in delen if deel not in str(fout.value)] == []
