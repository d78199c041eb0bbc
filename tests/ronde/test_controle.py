"""Figures that do not go together: each is told with its numbers, and with what to ask COA."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.controle import Controle, Controlesoort
from ibt.begrippen.fout import once
from ibt.ronde import Ronde, load_ronde

KOP = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie"
RIJK = f"{KOP},taakstelling_rijk,stand_begin_rijk,realisatie_rijk\n"
STAD = "GM9002,2026-07-01,30,0,30"
REGISTER = "gemeentecode,datum,trede,aanleiding,peildatum,stand_eind\n"


@pytest.fixture
def load(make_ronde: Callable[..., Path]) -> Callable[..., Ronde]:
    """A round of Verzonnendam (−10, 24 of 20 housed) and Fantasiestad (0, 30 of 30)."""

    def run(*regels: str, kop: str = KOP, **anders: Any) -> Ronde:
        rijen = regels or ("GM9001,2026-07-01,20,-10,24", STAD)
        return load_ronde(make_ronde(cijfers="\n".join([kop.strip(), *rijen, ""]), **anders))

    return run


def found(ronde: Ronde, soort: Controlesoort) -> list[str | None]:
    """Whom, and with which numbers."""
    return [f"{c.gemeentecode} {c.geval}".strip() for c in ronde.controles.of(soort)]


# TVS beside what the Rijk published


@pytest.mark.norm("N08", "N10")
def test_each_figure_that_the_rijk_published_otherwise_is_told_and_tvs_counts(load) -> None:
    ronde = load("GM9001,2026-07-01,20,-10,24,21,-8,23", f"{STAD},30,0,30", kop=RIJK)
    assert found(ronde, Controlesoort.RIJK) == [
        "GM9001 −10 in TVS, −8 gepubliceerd",
        "GM9001 20 in TVS, 21 gepubliceerd",
        "GM9001 24 in TVS, 23 gepubliceerd",
    ]
    som = ronde["GM9001"].som
    assert (som.taakstelling, som.stand_begin, som.realisatie) == (20, -10, 24)


def test_gemeenten_with_the_same_difference_share_a_line_that_says_what_to_ask(load) -> None:
    ronde = load(
        "GM9001,2026-07-01,20,-10,24,,,1.000", "GM9002,2026-07-01,30,0,30,30,0,29", kop=RIJK
    )
    [melding] = [str(m) for m in once(ronde.waarschuwingen) if "in TVS" in str(m)]
    assert melding == (
        "cijfers.csv: de realisatie is in TVS anders dan het Rijk publiceerde; TVS is leidend en "
        "telt: Verzonnendam (GM9001) 24 in TVS, 1.000 gepubliceerd, regel 2; Fantasiestad (GM9002) "
        "30 in TVS, 29 gepubliceerd, regel 3. Vraag het COA welk getal klopt; is dat niet dat van "
        "TVS, lever de cijfers dan opnieuw aan."
    )


def test_months_are_compared_too_and_each_says_its_day(load) -> None:
    mei = "GM9001,2026-05-01,20,-10,11,,,12"
    ronde = load(mei, "GM9001,2026-07-01,20,-10,24,,,24", f"{STAD},,,", kop=RIJK)
    [deel] = ronde.controles.of(Controlesoort.RIJK)
    assert (str(deel.stand_per), deel.personen) == ("2026-05-01", 1)


def test_without_those_columns_it_says_that_nothing_was_compared_and_no_hash_changes(load) -> None:
    zonder = load()
    leeg = load("GM9001,2026-07-01,20,-10,24,,,", f"{STAD},,,", kop=RIJK)
    niet = dict(leeg.controles.niet_vergeleken)
    assert "realisatie_rijk" in niet[Controlesoort.RIJK]
    eigen = [next(b for b in r.herkomst["GM9001"] if b.rol == "cijfers") for r in (zonder, leeg)]
    assert eigen[0].sha256 == eigen[1].sha256


def test_the_report_of_a_gemeente_hears_only_of_its_own_published_figures(load) -> None:
    ronde = load("GM9001,2026-07-01,20,-10,24,,,23", "GM9002,2026-07-01,30,0,30,,,29", kop=RIJK)
    [eigen] = ronde.verslag_van("GM9002").controles.gevonden
    # No row number: a row of another gemeente would change it.
    assert (eigen.gemeentecode, eigen.plaats) == ("GM9002", None)


def test_an_unreadable_published_figure_is_a_fault_like_any_other(refused) -> None:
    [melding] = refused(cijfers=f"{RIJK}GM9001,2026-07-01,20,-10,24,x,,\n{STAD},,,\n")
    assert 'regel 2, kolom "taakstelling_rijk"' in melding


# The sign


@pytest.mark.parametrize(
    ("dam", "stad", "gevonden"),
    [
        ((10, -10), (4, -3), True),  # both ended with a backlog and begin with a lead
        ((10, -10), (0, -3), False),
        ((10, -10), (5, 5), True),  # the one with a backlog begins with the very same lead
        ((9, -10), (5, 5), False),  # one lead alone may be true
        ((-10, -10), (5, -5), False),
        ((5, 5), (0, 0), False),  # nobody ended with a backlog
    ],
)
def test_a_sign_that_is_reversed_is_seen_where_every_backlog_became_a_lead(
    load, dam: tuple[int, int], stad: tuple[int, int], gevonden: bool
) -> None:
    ronde = load(
        f"GM9001,2026-07-01,20,{dam[0]},24",
        f"GM9002,2026-07-01,30,{stad[0]},30",
        register=f"{REGISTER}GM9001,2026-01-20,1,beoordeling,2026-01-01,{dam[1]}\n"
        f"GM9002,2026-01-20,1,beoordeling,2026-01-01,{stad[1]}\n",
    )
    assert bool(ronde.controles.of(Controlesoort.TEKEN)) is gevonden
    if gevonden:
        assert ronde.controles.gevonden[0].soort is Controlesoort.TEKEN  # the gravest first
        assert not ronde.controles.gevonden[0].gemeentecode


# The stand at the start, and the past


@pytest.mark.parametrize(("begin", "gevonden"), [(-9, 1), (-10, 0), (-11, 1)])
def test_a_start_is_compared_with_the_register_where_that_knows_a_stand(
    load, begin: int, gevonden: int
) -> None:
    ronde = load(f"GM9001,2026-07-01,20,{begin},24", STAD)
    assert len(ronde.controles.of(Controlesoort.BEGIN)) == gevonden


@pytest.mark.parametrize(("begin", "gevonden"), [(-4, 1), (-5, 0), (-6, 1)])
def test_else_with_how_the_figures_of_coa_itself_ended(
    load, tmp_path: Path, begin: int, gevonden: int
) -> None:
    """30 were to be housed with a lead of 3 at the start; 22 were: 5 too few."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/vorig.csv").write_text(f"{KOP}\nGM9001,2026-01-01,30,3,22\n")
    ronde = load(
        f"GM9001,2026-07-01,20,{begin},24",
        STAD,
        sleutels={"register": ..., "eerdere_cijfers": ["../data/vorig.csv"]},
    )
    assert len(ronde.controles.of(Controlesoort.BEGIN)) == gevonden
    if gevonden:
        assert found(ronde, Controlesoort.BEGIN) == [f"GM9001 −{-begin} na −5"]


def test_what_open_corrections_explain_is_shown_but_is_no_point_to_look_at(load, tmp_path) -> None:
    map_ = tmp_path / "parameters/bevindingen"
    map_.mkdir(parents=True)
    (map_ / "2026-01-01.yaml").write_text(
        "- {gemeente: GM9001, soort: correctie, beoordelaar: A, datum: '2026-01-10', "
        "motivering: m, personen: 2, bewijs: b, gehuisvest_van: '2025-12-01', "
        "gehuisvest_tot: '2025-12-02'}\n"
    )
    ronde = load(
        "GM9001,2026-07-01,20,-12,24", STAD, sleutels={"dossier": ["bevindingen/2026-01-01.yaml"]}
    )
    [deel] = ronde.controles.of(Controlesoort.BEGIN)
    assert "dat verklaart het verschil" in str(deel)
    assert ronde.controles.punten == ()


# The whole


def test_clean_figures_give_nothing_and_say_what_could_not_be_compared(load) -> None:
    controles = load().controles
    assert controles.gevonden == ()
    assert set(dict(controles.niet_vergeleken)) >= {
        Controlesoort.RIJK, Controlesoort.DALING, Controlesoort.SPRONG,
    }  # fmt: skip


def test_within_a_kind_the_largest_difference_comes_first(load) -> None:
    maanden = [f"GM900{n},2026-06-01,30,0,{nu}" for n, nu in ((1, 26), (2, 39))]
    ronde = load(*maanden, "GM9001,2026-07-01,20,-10,24", STAD)
    assert found(ronde, Controlesoort.DALING) == ["GM9002 30 na 39", "GM9001 24 na 26"]


def test_no_difference_stops_a_round_or_changes_an_outcome(load) -> None:
    met = load("GM9001,2026-07-01,20,-10,24,99,-99,99", f"{STAD},1,1,1", kop=RIJK)
    assert met.resultaat.equals(load().resultaat)
    assert all(isinstance(deel, Controle) for deel in met.controles.gevonden)
