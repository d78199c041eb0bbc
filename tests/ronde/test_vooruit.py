"""The next peildatum when every gemeente goes on as it does, and with another taakstelling."""

from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.beoordeling.inschaling import inschalen
from ibt.ronde import Ronde, load_ronde

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def ronde(make_ronde) -> Ronde:
    return load_ronde(make_ronde())


def row(ronde: Ronde, **anders: int | str) -> tuple[int, ...]:
    tabel = ronde.vooruit(**anders).set_index("gemeente")
    return tuple(tabel.loc["Verzonnendam"].tolist()[1:])


def test_it_goes_on_with_the_taakstelling_and_the_realisatie_of_this_half_year(
    ronde: Ronde,
) -> None:
    """Verzonnendam is 6 behind on trede 3; 24 housed against 20 leaves 2."""
    assert row(ronde) == (3, 20, 24, -2, 2)


@pytest.mark.parametrize(
    ("realisatie", "stand", "trede"),
    [("+1", -1, 2), ("+2", 0, 1), ("-1", -3, 2), ("-2", -4, 3), ("-4", -6, 4), (26, 0, 1)],
)
def test_on_either_side_of_a_border_the_trede_is_that_of_the_outlook(
    ronde: Ronde, realisatie: int | str, stand: int, trede: int
) -> None:
    assert row(ronde, realisatie=realisatie)[3:5] == (stand, trede)


def test_a_larger_taakstelling_leaves_a_larger_backlog(ronde: Ronde) -> None:
    assert row(ronde, taakstelling="+20%") == (3, 24, 24, -6, 4, 2), "and without it trede 2"
    assert row(ronde, taakstelling="-100%", realisatie="-99")[1:4] == (0, 0, -6)


def test_what_it_says_is_what_the_ladder_gives_those_figures(ronde: Ronde) -> None:
    """Of every gemeente of the example, and at several taakstellingen."""
    echt = load_ronde(PROJECT / "parameters/2026-07-01.yaml")
    for erbij in ("+0", "+20%", "-5"):
        dan = echt.vooruit(taakstelling=erbij)
        eind = [uit.som.stand_eind for uit in echt]
        cijfers = (
            dan[["taakstelling", "realisatie"]]
            .astype("int64")
            .assign(
                stand_begin=eind,
                stand_eind_vorig=eind,
                trede_vorig=dan["trede_nu"].astype("int64"),
                verschoonbaar_vorig=[uit.som.verschoonbaar for uit in echt],
            )
        )
        uit = inschalen(cijfers)
        assert dan["stand_dan"].tolist() == uit["stand_eind"].tolist()
        assert dan["trede_dan"].tolist() == uit["trede"].tolist()


def test_halfway_it_is_the_forecast_and_another_figure_belongs_to_what_if() -> None:
    halverwege = load_ronde(PROJECT / "parameters/2026-04-01.yaml")
    tabel = halverwege.vooruit()
    assert tabel["trede_dan"].tolist() == [uit.prognose.trede for uit in halverwege]
    with pytest.raises(InvoerFout, match=r"Geef ronde.wat_als\(taakstelling='\+20%'\).vooruit\(\)"):
        halverwege.vooruit(taakstelling="+20%")


def test_what_is_no_number_is_refused(ronde: Ronde) -> None:
    with pytest.raises(InvoerFout, match='taakstelling moet een heel getal zijn, of tekst zoals "'):
        ronde.vooruit(taakstelling="veel")
