"""After a herindeling: the trede is entered (Keuze K6), stands add up, names hold by date."""

import pytest

from ibt.begrippen.controle import Controlesoort
from ibt.ronde import load_ronde

CIJFERKOP = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
CIJFERS = (
    "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
    "GM9001,Verzonnendam,2026-07-01,20,-10,24\n"
    "GM9002,Fantasiestad,2026-07-01,1793,0,1793\n"
)
GEMEENTEN = (
    "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
    "GM9001,Verzonnendam,Verzonnen,2026-01-01,,\n"
    "GM9002,Fantasiestad,Verzonnen,2000-01-01,,\n"
    "GM9003,Oud-Verzonnen,Verzonnen,2000-01-01,2025-12-31,GM9001\n"
    "GM9004,Klein-Verzonnen,Verzonnen,2000-01-01,2025-12-31,GM9001\n"
)
KOP = "gemeentecode,datum,trede,aanleiding,peildatum,stand_eind\n"
STAD = "GM9002,2026-01-20,1,beoordeling,2026-01-01,0\n"
OUD = "GM9003,2025-07-20,3,beoordeling,2025-07-01,-8\n"
KLEIN = "GM9004,2025-07-20,2,beoordeling,2025-07-01,-2\n"
NIEUW = "GM9001,2026-01-20,3,herindeling,2026-01-01,-10\n"


def test_a_new_gemeente_without_a_trede_whose_predecessors_have_one_is_refused(refused) -> None:
    [melding] = refused(gemeenten=GEMEENTEN, register=KOP + STAD + OUD + KLEIN)
    assert melding.startswith("register.csv, Verzonnendam (GM9001): ")
    assert "(Keuze K6)" in melding
    assert "wel van Oud-Verzonnen (GM9003), Klein-Verzonnen (GM9004)" in melding


@pytest.mark.parametrize("register", [KOP + STAD, KOP + STAD + OUD + NIEUW])
def test_without_an_earlier_trede_or_with_its_own_the_new_gemeente_is_judged(
    make_ronde, register: str
) -> None:
    ronde = load_ronde(make_ronde(gemeenten=GEMEENTEN, register=register))
    assert ronde.invoer.posities["GM9001"].trede_vorig == (3 if NIEUW in register else 1)


def test_a_successor_that_is_not_in_the_table_is_refused(refused) -> None:
    [melding] = refused(gemeenten=GEMEENTEN.replace("31,GM9001\nGM9004", "31,GM7777\nGM9004"))
    assert 'regel 4, kolom "opvolger", Oud-Verzonnen' in melding
    assert 'gevonden: "GM7777"' in melding


def test_figures_of_a_gemeente_that_is_no_more_are_counted_as_outside_the_round(make_ronde) -> None:
    cijfers = (
        "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
        "GM9001,,2026-07-01,20,-10,24\n"
        "GM9002,,2026-07-01,1793,0,1793\n"
        "GM9003,,2026-07-01,9,0,9\n"
        "GM9004,,2026-07-01,9,0,9\n"
    )
    ronde = load_ronde(make_ronde(gemeenten=GEMEENTEN, cijfers=cijfers))
    assert ronde.elders == 2
    [melding] = [str(m) for m in ronde.waarschuwingen if "buiten deze ronde" in str(m)]
    assert "2 regels over gemeenten buiten deze ronde" in melding
    assert "niet meer bestaand" in melding


# Stands of predecessors


ZONDER_STAND = "GM9001,2026-01-20,3,herindeling,2026-01-01,\n"


@pytest.mark.parametrize(
    ("register", "stand"),
    [
        (OUD + KLEIN + ZONDER_STAND, -10),  # −8 and −2 together
        (OUD + KLEIN + NIEUW.replace("-10", "-13"), -13),  # what a person entered goes first
        (OUD + ZONDER_STAND, None),  # of one nothing is known: no sum
        (ZONDER_STAND, None),
    ],
)
def test_the_stands_of_predecessors_add_up_where_the_new_gemeente_has_none(
    make_ronde, register: str, stand: int | None
) -> None:
    ronde = load_ronde(make_ronde(gemeenten=GEMEENTEN, register=KOP + STAD + register))
    assert ronde["Verzonnendam"].stand_eind_vorig == stand


@pytest.mark.parametrize(("begin", "gemeld"), [(-11, 1), (-10, 0), (-9, 1)])
def test_the_start_of_coa_is_compared_with_that_sum(make_ronde, begin: int, gemeld: int) -> None:
    cijfers = CIJFERS.replace("20,-10,24", f"20,{begin},24")
    register = KOP + STAD + OUD + KLEIN + ZONDER_STAND
    ronde = load_ronde(make_ronde(gemeenten=GEMEENTEN, register=register, cijfers=cijfers))
    assert len(ronde.uitkomsten.waarschuwingen) == gemeld


def test_each_predecessor_stays_known_also_one_that_was_judged_elsewhere(make_ronde) -> None:
    """As Vijfheerenlanden in 2019: Vianen lay in Utrecht, Leerdam and Zederik in Zuid-Holland."""
    gemeenten = (
        "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
        "GM0545,Leerdam,Zuid-Holland,1900-01-01,2018-12-31,GM1961\n"
        "GM0620,Vianen,Utrecht,1900-01-01,2018-12-31,GM1961\n"
        "GM0707,Zederik,Zuid-Holland,1900-01-01,2018-12-31,GM1961\n"
        "GM1961,Vijfheerenlanden,Utrecht,2019-01-01,,\n"
    )
    ronde = load_ronde(
        make_ronde(
            {"peildatum": "2019-07-01", "provincie": "Utrecht"},
            gemeenten=gemeenten,
            register=f"{KOP}GM0620,2018-07-20,2,beoordeling,2018-07-01,-4\n"
            "GM1961,2019-01-20,2,herindeling,2019-01-01,-9\n",
            cijfers=f"{CIJFERKOP}GM1961,2019-07-01,20,-9,29\n",
        )
    )
    [uit] = list(ronde)
    assert [(wie.gemeente.naam, wie.stand_eind, wie.trede) for wie in uit.voorgangers] == [
        ("Leerdam", None, None), ("Vianen", -4, 2), ("Zederik", None, None),
    ]  # fmt: skip
    assert (uit.trede_vorig, uit.stand_eind_vorig) == (2, -9)


def test_a_merger_of_long_ago_that_the_register_does_not_know_is_not_told(make_ronde) -> None:
    ronde = load_ronde(make_ronde(gemeenten=GEMEENTEN, register=KOP + STAD))
    assert ronde["Verzonnendam"].voorgangers == ()


# Figures under the old codes


@pytest.mark.parametrize(
    ("oud", "gevallen"),
    [
        ("GM9003,2026-07-01,12,-8,14\nGM9004,2026-07-01,8,-2,10\n", []),
        (
            "GM9003,2026-07-01,12,-8,14\nGM9004,2026-07-01,8,-1,7\n",
            [
                "stand_begin −10 naast −9, realisatie 24 naast 21 van Oud-Verzonnen (GM9003) en "
                "Klein-Verzonnen (GM9004)"
            ],
        ),
        ("GM9003,2026-06-01,12,-8,1\n", []),  # of another day
    ],
)
def test_old_codes_beside_the_new_one_do_not_count_and_are_compared(
    make_ronde, oud: str, gevallen: list[str]
) -> None:
    cijfers = f"{CIJFERKOP}GM9001,2026-07-01,20,-10,24\nGM9002,2026-07-01,30,0,30\n{oud}"
    ronde = load_ronde(
        make_ronde(gemeenten=GEMEENTEN, register=KOP + STAD + OUD + NIEUW, cijfers=cijfers)
    )
    assert ronde["GM9001"].som.realisatie == 24
    assert [c.geval for c in ronde.controles.of(Controlesoort.HERINDELING)] == gevallen


def test_old_codes_without_the_new_one_are_refused_with_what_to_do(refused) -> None:
    oud = "GM9003,2026-07-01,12,-8,14\nGM9004,2026-07-01,8,-2,10\n"
    cijfers = f"{CIJFERKOP}GM9002,2026-07-01,30,0,30\n{oud}"
    [melding] = refused(gemeenten=GEMEENTEN, register=KOP + STAD + NIEUW, cijfers=cijfers)
    assert melding == (
        "cijfers.csv, Verzonnendam (GM9001): moet een regel met stand_per 2026-07-01 hebben. Wel "
        "geleverd: Oud-Verzonnen (GM9003), Klein-Verzonnen (GM9004), hierin opgegaan. Vraag het "
        "COA om één regel, of tel taakstelling, stand_begin en realisatie op."
    )


# Another name, another province


VERHUISD = (
    "gemeentecode,gemeente,provincie,geldig_van,geldig_tot\n"
    "GM9001,Oudnaam,Verzonnen,2000-01-01,2026-03-31\n"
    "GM9001,Verzonnendam,Verzonnen,2026-04-01,\n"
    "GM9002,Fantasiestad,Elders,2000-01-01,2025-12-31\n"
    "GM9002,Fantasiestad,Verzonnen,2026-01-01,\n"
)


@pytest.mark.parametrize("naam", ["Oudnaam", "Verzonnendam", ""])
def test_figures_may_bear_the_former_name_and_reports_bear_that_of_the_day(
    make_ronde, naam: str
) -> None:
    cijfers = CIJFERS.replace("Verzonnendam", naam)
    ronde = load_ronde(make_ronde(gemeenten=VERHUISD, cijfers=cijfers))
    assert [str(wie) for wie in ronde.gemeenten] == [
        "Verzonnendam (GM9001)", "Fantasiestad (GM9002)",
    ]  # fmt: skip
    assert ronde["Oudnaam"].gemeente.naam == "Verzonnendam"


def test_before_that_day_it_has_the_former_name_and_lies_in_the_other_province(make_ronde) -> None:
    cijfers = f"{CIJFERKOP}GM9001,2026-01-01,20,-10,24\nGM9002,2026-01-01,30,0,30\n"
    eerder = {"peildatum": "2026-01-01", "register": ...}
    ronde = load_ronde(make_ronde(eerder, gemeenten=VERHUISD, cijfers=cijfers))
    assert ronde.gemeenten[0].naam == "Oudnaam"
    vroeger = {**eerder, "peildatum": "2025-07-01"}
    ronde = load_ronde(
        make_ronde(vroeger, gemeenten=VERHUISD, cijfers=cijfers.replace("2026-01", "2025-07"))
    )
    assert [wie.code for wie in ronde.gemeenten] == ["GM9001"]
    assert ronde.elders == 1
