"""After a herindeling the supervisor says on which trede the new gemeente begins (Keuze K6)."""

import pytest

from ibt.ronde import load_ronde

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
