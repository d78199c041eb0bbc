"""What follows: the opgave stays whole, and who does what."""

from typing import Any

import pytest

from ibt.rapport.gemeente import acties, vooruitzicht


@pytest.mark.parametrize(
    ("realisatie", "zin"),
    [
        (14, "de nieuwe taakstelling plus de achterstand van 6 personen."),
        (28, "de nieuwe taakstelling min de voorsprong van 8 personen."),
        (20, "de nieuwe taakstelling."),
    ],
)
def test_the_first_line_is_that_the_opgave_stays_the_full_totaalopgave(
    realisatie: int, zin: str, geval: Any, read: Any
) -> None:
    tekst = read(vooruitzicht(geval(trede=1, realisatie=realisatie).beoordeling))
    assert tekst.startswith(f"De opgave blijft de volledige totaalopgave: {zin}")


def test_which_realisatie_leads_to_which_trede(geval: Any, read: Any, table: Any) -> None:
    deel = vooruitzicht(geval(trede=2, stand_begin=-5, realisatie=16).beoordeling)
    assert table(deel) == {
        "Trede 1": ["ten minste 9 personen boven de taakstelling"],
        "Trede 2": ["ten minste 5 personen boven de taakstelling"],
        "Trede 3": ["ten minste 1 persoon boven de taakstelling"],
        "Trede 4": ["minder dan hierboven"],
    }
    assert "De taakstelling voor het halfjaar tot 1 januari 2027 is in deze ronde niet bekend" in (
        read(deel)
    )


def test_where_every_number_gives_trede_1_a_shortfall_is_still_a_backlog(
    geval: Any, read: Any, table: Any
) -> None:
    deel = vooruitzicht(geval(trede=1, realisatie=28).beoordeling)
    assert table(deel) == {"Trede 1": ["elk aantal"]}
    assert "Wat dan tekortkomt, telt wel mee als achterstand." in read(deel)


@pytest.mark.parametrize("trede", [4, 5, 6])
def test_from_trede_4_no_half_yearly_steps_are_promised(trede: int, geval: Any, read: Any) -> None:
    tekst = read(vooruitzicht(geval(trede=trede, stand_begin=-5, realisatie=16).beoordeling))
    assert "Op trede 4, 5 en 6 gelden geen halfjaarlijkse stappen." in tekst
    assert "telt de tabel" not in tekst


@pytest.mark.parametrize("trede", [1, 2, 3, 4, 5, 6])
def test_every_trede_has_actions_with_who_and_where_it_says_so(
    trede: int, geval: Any, table: Any
) -> None:
    realisatie = {1: 20, 2: 23, 3: 21}.get(trede, 3)
    een = geval(trede=trede, stand_begin=0 if trede == 1 else -5, realisatie=realisatie)
    assert een.beoordeling.trede_voorstel == trede
    rijen = table(acties(een.beoordeling, een.traject, een.kader))
    assert rijen
    for wie, _, vindplaats in rijen.values():
        assert wie
        assert vindplaats.startswith("§")
