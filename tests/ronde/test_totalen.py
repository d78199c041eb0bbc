"""The figures beside published totals: the formula, the province, the country."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.controle import Controlesoort
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.totalen import divide

LAND = {"taakstelling": 12000, "inwoners": 17_590_672}
GEMEENTEN = "gemeentecode,gemeente,provincie,geldig_van,inwoners\n"
KOP = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
# National taakstelling, inhabitants of gemeente and country, and what was published.
GEPUBLICEERD = [
    (13000, 48772, 16979120, 37),  # Houten 2017-I
    (10000, 48772, 16979120, 29),  # Houten 2017-II
    (13000, 25980, 16979120, 20),  # Vught 2017-I
    (5500, 57715, 17282163, 18),  # Gooise Meren 2020-I
    (10000, 13896, 17475415, 8),  # Montfoort 2022-I
    (13500, 157462, 17475415, 121),  # Amersfoort 2022-II: 121,6, published as 121
    (21200, 43435, 17590672, 52),  # Rheden 2023-I
    (17600, 43435, 17590672, 44),  # Rheden 2023-II: 43,5, published as 44
    (17600, 67671, 17590672, 68),  # Veenendaal 2023-II
    (5500, 862965, 17282163, 266),  # Amsterdam 2020-I: 274,6; 3% off
    (10000, 537833, 17282163, 301),  # Den Haag 2017-II: 311; 3% off
]


@pytest.fixture
def load(make_ronde: Callable[..., Path]) -> Callable[..., Ronde]:
    """A round with gemeenten of (inhabitants, taakstelling, stand at the start), and totals."""

    def run(*rijen: tuple[Any, int, int], totalen: Any = ..., **anders: Any) -> Ronde:
        codes = [f"GM900{nummer}" for nummer, _ in enumerate(rijen, start=1)]
        gemeenten = "".join(
            f"{code},Plaats {code[-1]},Verzonnen,2000-01-01,{inwoners}\n"
            for code, (inwoners, _, _) in zip(codes, rijen, strict=True)
        )
        cijfers = "".join(
            f"{code},2026-07-01,{taakstelling},{begin},5\n"
            for code, (_, taakstelling, begin) in zip(codes, rijen, strict=True)
        )
        pad = make_ronde(
            {"totalen": totalen, "register": ...},
            gemeenten=GEMEENTEN + gemeenten,
            cijfers=KOP + cijfers,
            **anders,
        )
        return load_ronde(pad)

    return run


def cases(ronde: Ronde, soort: Controlesoort) -> list[str | None]:
    return [controle.geval for controle in ronde.controles.of(soort)]


@pytest.mark.norm("N06")
@pytest.mark.parametrize(("landelijk", "inwoners", "van", "taakstelling"), GEPUBLICEERD)
def test_published_taakstellingen_pass_the_formula(
    load, landelijk: int, inwoners: int, van: int, taakstelling: int
) -> None:
    totalen = {"land": {"taakstelling": landelijk, "inwoners": van}}
    ronde = load((inwoners, taakstelling, 0), totalen=totalen)
    assert cases(ronde, Controlesoort.FORMULE) == []
    assert ronde["GM9001"].som.taakstelling == taakstelling  # read, never computed


@pytest.mark.parametrize(
    ("inwoners", "taakstelling", "gevonden"),
    [
        (146_589, 98, True),  # the formula gives 100
        (146_589, 99, False),
        (146_589, 101, False),
        (146_589, 102, True),
        (299_999, 214, True),  # 205, a margin of 1
        (300_000, 214, False),  # 205, from here on 4%, rounded up: 9
        (300_000, 215, True),
    ],
)
def test_further_than_the_margin_is_told(
    load, inwoners: int, taakstelling: int, gevonden: bool
) -> None:
    ronde = load((inwoners, taakstelling, 0), totalen={"land": LAND})
    assert bool(cases(ronde, Controlesoort.FORMULE)) is gevonden


@pytest.mark.parametrize(
    ("taakstelling", "begin", "zin"),
    [
        (112, -12, "112, volgens de formule 100 (het verschil is de beginstand, −12)"),
        (112, 12, "112, volgens de formule 100"),
        (92, 8, "92, volgens de formule 100 (het verschil is de beginstand, +8)"),
    ],
)
def test_a_taakstelling_with_the_backlog_in_it_is_recognised(
    load, taakstelling: int, begin: int, zin: str
) -> None:
    """COA works with a corrected taakstelling: the press often calls that the taakstelling."""
    ronde = load((146_589, taakstelling, begin), totalen={"land": LAND})
    assert cases(ronde, Controlesoort.FORMULE) == [zin]


@pytest.mark.parametrize(("verwerkt", "gevonden"), [("ja", 0), ("nee", 2)])
def test_a_redistribution_that_coa_counted_is_part_of_what_is_expected(
    load, verwerkt: str, gevonden: int
) -> None:
    delen = [
        {
            "gemeente": code,
            "soort": "herverdeling",
            "beoordelaar": "A",
            "datum": "2026-03-10",
            "motivering": "m",
            "afspraak": "A",
            "personen": personen,
            "verwerkt_in_taakstelling": verwerkt,
        }
        for code, personen in (("GM9001", 7), ("GM9002", -7))
    ]
    ronde = load((146_589, 107, 0), (146_589, 93, 0), totalen={"land": LAND}, bevindingen=delen)
    assert len(cases(ronde, Controlesoort.FORMULE)) == gevonden


def test_what_cannot_be_compared_is_said_and_what_can_is(load) -> None:
    niet = dict(load(("", 50, 0)).controles.niet_vergeleken)
    assert niet[Controlesoort.FORMULE] == niet[Controlesoort.SOM]
    ronde = load((146_589, 50, 0), ("", 50, 0), totalen={"land": LAND})
    niet = dict(ronde.controles.niet_vergeleken)
    assert niet[Controlesoort.FORMULE] == "de tabel gemeenten heeft geen inwoners van Plaats 2"
    assert cases(ronde, Controlesoort.FORMULE) == ["50, volgens de formule 100"]


def test_the_sum_is_compared_with_the_part_of_the_country_rounding_aside(load) -> None:
    """Two gemeenten of which each is right within 1: together 2 more is one too many."""
    eentje = load((146_589, 101, 0), (146_589, 100, 0), totalen={"land": LAND})
    twee = load((146_589, 101, 0), (146_589, 101, 0), totalen={"land": LAND})
    assert (cases(eentje, Controlesoort.SOM), len(cases(twee, Controlesoort.SOM))) == ([], 1)


@pytest.mark.parametrize(("totaal", "gevonden"), [(149, 1), (150, 0), (151, 1)])
def test_the_sum_of_the_province_is_the_published_total_or_it_is_told(
    load, totaal: int, gevonden: int
) -> None:
    ronde = load((1, 100, 0), (1, 50, 0), totalen={"provincie": {"taakstelling": totaal}})
    assert len(cases(ronde, Controlesoort.SOM)) == gevonden


def test_of_stands_backlogs_and_leads_are_told_apart(load) -> None:
    """The sum of the tekorten is not the net stand: two numbers that are easily mixed up."""
    totalen = {"provincie": {"stand_begin": -1533}}
    ronde = load((1, 9, -3000), (1, 9, -764), (1, 9, 2280), totalen=totalen)
    assert cases(ronde, Controlesoort.SOM) == [
        "stand_begin: samen −1.484 (achterstanden 3.764, voorsprongen 2.280), gepubliceerd −1.533"
    ]


@pytest.mark.parametrize(
    ("totalen", "verwacht"),
    [
        ({"land": {"taakstelling": 12000}}, 'sleutel "totalen.land.inwoners"'),
        ({"land": {**LAND, "inwoners": "veel"}}, "moet een geheel aantal inwoners boven 0 zijn"),
        ({"land": {**LAND, "inwoners": 0}}, "moet een geheel aantal inwoners boven 0 zijn"),
        ({"land": {**LAND, "taakstelling": "0"}}, 'sleutel "totalen.land.taakstelling"'),
        ({"provincie": {"stand": 3}}, "is een onbekende sleutel"),
        ({"streek": {}}, "is een onbekende sleutel"),
        ("12.000", "moet een groep van sleutels en waarden zijn"),
    ],
)
def test_totals_at_fault_are_refused_with_their_key(refused, totalen: Any, verwacht: str) -> None:
    [melding] = refused(sleutels={"totalen": totalen})
    assert verwacht in melding


def test_totals_may_be_written_as_published(load) -> None:
    totalen = {"land": {"taakstelling": "12.000", "inwoners": "17.590.672"}}
    assert load((146_589, 100, 0), totalen=totalen).totalen.land.inwoners == 17_590_672


@pytest.mark.parametrize(("inwoners", "deel"), [(1, 0), (2, 1), (3, 1), (4, 1), (5, 1), (6, 2)])
def test_the_formula_rounds_to_the_nearest_person(inwoners: int, deel: int) -> None:
    assert divide(1, inwoners, 4) == deel
