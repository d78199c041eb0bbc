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
    assert (tmp_path / "outputs/probeer/data/cijfers/2026-07-01.csv").is_file()


def test_other_figures_give_another_outcome_that_says_it_is_invented(ronde: Ronde) -> None:
    proef = wat_als(ronde, "Verzonnendam", realisatie=30, stand_begin=-9)
    toen, nu = (beoordeel_gemeente(een, "GM9001") for een in (ronde, proef))
    assert (toen.som.realisatie, nu.som.realisatie) == (24, 30)
    assert (toen.verloop[-1].realisatie, nu.verloop[-1].realisatie) == (24, 30)
    assert (toen.trede_voorstel, nu.trede_voorstel) == (3, 1)
    assert (ronde.voorbeeld, proef.voorbeeld) == (False, True)
    assert "<strong>PROEF</strong> Verzonnendam (GM9001) realisatie 30" in proef._repr_html_()
    assert (ronde.is_proef, proef.is_proef) == (False, True)
    blad = str(gemeente.titelblad(beoordeel_gemeente(proef, "GM9001"), proef.verslag))
    assert "Wat als: Verzonnendam (GM9001) realisatie 30 in plaats van 24, stand aan het " in blad
    assert "Wat als" not in str(gemeente.titelblad(nu, ronde.verslag))
    (gemeld,) = [str(een) for een in proef.bijzonderheden if "wat als" in str(een)]
    assert gemeld == (
        "cijfers.csv, Verzonnendam (GM9001): wat als: realisatie 30 in plaats van 24, "
        "stand aan het begin -9 in plaats van -10"
    )


@pytest.mark.parametrize(
    ("cijfers", "deel"),
    [
        (
            {"realisatie": 40.5},
            'realisatie moet een heel getal van 0 of meer zijn, of tekst zoals "+5", "-3" of '
            '"+20%"; gevonden: "40.5"',
        ),
        (
            {"taakstelling": -1},
            'of tekst zoals "+5", "-3" of "+20%"; gevonden: "-1"',
        ),
        ({"realisatie": "-25"}, 'gevonden: "-25, en dat geeft -1"'),
        ({"stand_begin": "9"}, 'stand_begin moet een heel getal zijn, of tekst zoals "+5"'),
        ({"realisatie": True}, 'gevonden: "True"'),
        ({"realisatei": 40}, 'verschoonbaar, trede_vorig, keuze; gevonden: "realisatei"'),
        ({"trede_vorig": 7}, 'trede_vorig moet een trede van 1 tot en met 6 zijn; gevonden: "7"'),
        ({"keuze": "K1"}, 'moet lezingen per keuze zijn, zoals {"K1": "verrekend"}'),
        ({"realisatie": 10**30}, "realisatie moet hooguit 1000000 zijn"),
        ({"keuze": {"K1": ["x"]}}, "lezing van K1 moet een van deze zijn"),
        ({"keuze": {"K1": "x"}}, "lezing van K1 moet een van deze zijn: beschermt, verrekend"),
        ({}, "noem ten minste één van: taakstelling, stand_begin"),
    ],
)
def test_what_cannot_be_tried_is_refused(ronde: Ronde, cijfers: dict[str, Any], deel: str) -> None:
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
    assert repr(ronde) == ("Ronde 2026-07-01: beoordeling van 2026-I, Verzonnen, 2 gemeenten")
    assert pretty(beoordeel(ronde)) == (
        "(Fantasiestad (GM9002) op 2026-07-01: regel 1a, trede 1 → 1, stand +0,\n"
        " Verzonnendam (GM9001) op 2026-07-01: regel 3c, trede 3 → 3, stand -6)"
    )
    assert "<dt>Voorgesteld</dt><dd>1 op trede 1, 1 op trede 3</dd>" in kaart
    assert max(len(kaart), len(repr(ronde)), len(repr(ronde.kader))) < 1000


@pytest.mark.parametrize(
    ("anders", "som"),
    [
        ({"realisatie": "+5"}, {"realisatie": 29, "stand_eind": -1}),
        ({"realisatie": "-3"}, {"realisatie": 21, "stand_eind": -9}),
        ({"taakstelling": "+20%"}, {"taakstelling": 24, "stand_eind": -10}),
        ({"taakstelling": "-12%"}, {"taakstelling": 18, "stand_eind": -4}),
        ({"stand_begin": "-2"}, {"stand_begin": -12, "stand_eind": -8}),
        ({"correctie": 2}, {"correctie": 2, "stand_eind": -4}),
        ({"verschoonbaar": 2}, {"verschoonbaar": 2, "toerekenbaar": 4, "stand_eind": -6}),
    ],
)
def test_a_number_is_the_figure_and_text_is_so_many_more_or_fewer(
    ronde: Ronde, anders: dict[str, Any], som: dict[str, int]
) -> None:
    uit = ronde.wat_als("GM9001", **anders)["GM9001"].som
    assert {naam: getattr(uit, naam) for naam in som} == som


def test_what_findings_add_up_to_is_tried_in_their_place(make_ronde) -> None:
    gevonden = {"gemeente": "GM9001", "beoordelaar": "x", "datum": "2026-06-01", "motivering": "y"}
    correctie = {**gevonden, "soort": "correctie", "personen": 4, "bewijs": "z"}
    echt = load_ronde(make_ronde(bevindingen=[correctie]))
    treden = [echt.wat_als("GM9001", correctie=n)["GM9001"].som.correctie for n in (0, 1, 5, "+1")]
    assert (echt["GM9001"].som.correctie, treden) == (4, [0, 1, 5, 5])


def test_from_another_trede_another_rule_holds(ronde: Ronde) -> None:
    treden = [ronde.wat_als("GM9001", trede_vorig=van)["GM9001"].trede_vorig for van in range(1, 7)]
    assert treden == [1, 2, 3, 4, 5, 6]
    assert ronde.wat_als("GM9001", trede_vorig=1)["GM9001"].regel[0] == "1"


def test_a_gemeente_without_a_row_in_the_register_gets_a_trede_too(make_ronde) -> None:
    kaal = load_ronde(make_ronde(register="gemeentecode,datum,trede\n"))
    assert kaal["GM9001"].trede_vorig == 1
    assert kaal.wat_als("GM9001", trede_vorig=3)["GM9001"].trede_vorig == 3


def test_another_reading_is_in_use_and_named_and_the_chosen_one_changes_nothing(
    make_ronde,
) -> None:
    ronde = load_ronde(make_ronde(cijfers=VOORSPRONG, register=REGISTER_1))
    gelezen = ronde.wat_als("GM9001", keuze={"K1": "verrekend"})
    assert (ronde["GM9001"].trede_voorstel, gelezen["GM9001"].trede_voorstel) == (1, 2)
    assert gelezen["GM9001"].lezingen == {"K1": "verrekend"}
    terug = gelezen.wat_als("GM9001", keuze={"K1": "beschermt"})
    assert terug["GM9001"].trede_voorstel == 1
    (verteld,) = gelezen.verslag.proef
    assert verteld == "Verzonnendam (GM9001) keuze K1 verrekend in plaats van beschermt"


def test_several_gemeenten_at_once_each_with_its_own_or_all_alike(ronde: Ronde) -> None:
    eigen = ronde.wat_als({"GM9001": {"realisatie": 30}, "Fantasiestad": {"realisatie": 1800}})
    assert [stuk.som.realisatie for stuk in eigen] == [1800, 30]
    samen = ronde.wat_als(["GM9001", "Fantasiestad"], realisatie="+1")
    allen = ronde.wat_als(realisatie="+1")
    assert [stuk.som.realisatie for stuk in samen] == [1794, 25]
    assert [stuk.som.realisatie for stuk in allen] == [1794, 25]
    assert allen.verslag.proef == ("alle gemeenten realisatie +1",)
    assert len(eigen.verslag.proef) == 2


def test_a_proef_can_be_changed_further_and_tells_all_of_it(ronde: Ronde) -> None:
    verder = ronde.wat_als("GM9001", realisatie=25).wat_als("GM9001", realisatie="+1")
    assert verder["GM9001"].som.realisatie == 26
    assert len(verder.verslag.proef) == 2


@pytest.mark.parametrize(
    ("wie", "deel"),
    [
        ([], "noem ten minste één gemeente, en elke gemeente één keer"),
        ({}, "noem ten minste één gemeente"),
        (
            {"GM9001": {"realisatie": 1}, "Verzonnendam": {"realisatie": 2}},
            "elke gemeente één keer",
        ),
        ({"GM9001": 60}, 'moet wijzigingen per gemeente zijn, zoals {"Zeist": {"realisatie": 60}}'),
        (9001, "moet de code of de naam van een gemeente in de ronde 2026-07-01 zijn"),
    ],
)
def test_whom_it_is_about_must_be_clear(ronde: Ronde, wie: Any, deel: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        ronde.wat_als(wie, realisatie=5)
    assert deel in str(fout.value)


def test_all_that_is_made_of_a_proef_says_so(ronde: Ronde) -> None:
    proef = ronde.wat_als("GM9001", trede_vorig=4)
    uit, traject = proef["GM9001"], proef.traject("GM9001")
    for noun in (uit, traject, proef):
        assert "PROEF" in repr(noun)
        assert "PROEF" in noun._repr_html_()
    for tabel in (proef.tabel, proef.maanden, proef.historie, proef.vooruit()):
        assert set(tabel["proef"]) == {"PROEF"}
    assert not proef.historie["vastgesteld"].any()
    kader = proef.kader
    for deel in (gemeente.cijfers(uit), gemeente.waarom(uit, kader), gemeente.verloop(uit)):
        assert str(deel).startswith('<p class="proef-deel">PROEF</p>')
    assert "proef-deel" in str(gemeente.verbeterplan(traject))
    assert "proef" not in str(gemeente.cijfers(ronde["GM9001"]))
    assert "proef" not in ronde.tabel.columns


def test_trying_what_already_is_changes_nothing_and_is_a_proef_all_the_same(ronde: Ronde) -> None:
    zelfde = ronde.wat_als("GM9001", realisatie="+0")
    assert zelfde.is_proef
    assert zelfde.verslag.proef == ()
    assert ronde.vergelijk(zelfde).treden.empty


def test_what_stands_out_is_said_of_the_figures_that_are_tried(ronde: Ronde) -> None:
    veel = ronde.wat_als("GM9001", realisatie=5000)
    assert "drie keer" in " ".join(map(str, veel.waarschuwingen))
    terug = veel.wat_als("GM9001", realisatie=24)
    assert "drie keer" not in " ".join(map(str, terug.waarschuwingen))


def test_a_number_of_a_table_is_a_number(ronde: Ronde) -> None:
    [nu] = ronde.tabel.query("gemeentecode == 'GM9001'")["realisatie"]
    assert ronde.wat_als("GM9001", realisatie=nu + 1)["GM9001"].som.realisatie == 25


def test_a_gemeente_is_in_a_round_by_name_and_by_code(ronde: Ronde) -> None:
    assert "Verzonnendam" in ronde
    assert "GM9001" in ronde
    assert "Zeist" not in ronde


def test_halfway_only_what_then_counts_can_be_tried(make_ronde) -> None:
    halverwege = load_ronde(PROJECT / "parameters/2026-04-01.yaml")
    assert halverwege.wat_als("Zeist", realisatie="+4")["Zeist"].som.realisatie == 32
    with pytest.raises(InvoerFout, match="telt pas bij de beoordeling; deze ronde is een tussens"):
        halverwege.wat_als("Zeist", correctie=2)


VOORSPRONG = (
    "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
    "GM9001,Verzonnendam,2026-07-01,20,5,13\n"
    "GM9002,Fantasiestad,2026-07-01,1793,0,1793\n"
)
REGISTER_1 = (
    "gemeentecode,datum,trede,aanleiding,peildatum,stand_eind\n"
    "GM9001,2026-01-20,1,beoordeling,2026-01-01,5\n"
    "GM9002,2026-01-20,1,beoordeling,2026-01-01,0\n"
)
FRAME = pd.DataFrame(
    {"taakstelling": [10], "stand_begin": [-5], "realisatie": [12], "trede_vorig": [2]}
)


def test_the_public_face_has_what_an_analyst_types() -> None:
    assert {naam for naam in ibt.__all__ if not callable(getattr(ibt, naam))} == set()
    assert dir(ibt) == sorted((*ibt.__all__, "__version__"))
    assert ibt.kader("utrecht-2024") is UTRECHT_2024
    with pytest.raises(InvoerFout, match='moet een bekend kader zijn: utrecht-2024; gevonden: "x"'):
        ibt.kader("x")
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
