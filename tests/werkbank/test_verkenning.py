"""The sliders over a round: what is moved shows at once, is listed as code, and changes nothing."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import ibt
from ibt.werkbank.proeven import Proeven, code_of
from ibt.werkbank.verkenning import Verkenning

PROJECT = Path(__file__).parents[2]
JULI, APRIL = "2026-07-01", "2026-04-01"


@pytest.fixture(scope="module")
def rondes() -> dict[str, ibt.Ronde]:
    return {dag: ibt.open_ronde(PROJECT / f"parameters/{dag}.yaml") for dag in (JULI, APRIL)}


@pytest.fixture
def scherm(rondes) -> Verkenning:
    scherm = Verkenning(rondes[JULI])
    scherm.wie.value = ("Zeist",)
    return scherm


def seen(scherm: Verkenning) -> str:
    soep = BeautifulSoup(scherm.beeld.value, "html.parser")
    return soep.get_text(" ", strip=True).replace("\xa0", " ")


def test_it_begins_with_the_round_as_it_is(scherm: Verkenning) -> None:
    assert seen(scherm).startswith("Zeist (GM0355) op 1 juli 2026: trede 3")
    assert "PROEF" not in seen(scherm)
    assert scherm.lijst.value == ""


def test_a_figure_that_is_moved_shows_what_follows_and_is_listed_as_code(
    scherm: Verkenning, rondes
) -> None:
    scherm.knoppen["realisatie"].value = 9
    assert seen(scherm).startswith(
        "PROEF · Zonder deze wijzigingen: trede 3. PROEF · Zeist (GM0355)"
    )
    assert "vanaf 58 trede 1" in seen(scherm)
    assert scherm.lijst.value == "ronde.wat_als('Zeist', realisatie='+9')"
    proef = eval(scherm.lijst.value, {"ronde": rondes[JULI]})
    assert proef["Zeist"].trede_voorstel == 1
    assert rondes[JULI]["Zeist"].som.realisatie == 49


def test_who_drags_one_slider_tries_one_thing_and_another_is_one_more(scherm: Verkenning) -> None:
    for personen in (1, 2, 3):
        scherm.knoppen["realisatie"].value = personen
    scherm.knoppen["trede_vorig"].value = 2
    scherm.knoppen["K3"].value = "bevriezen"
    assert scherm.lijst.value.splitlines() == [
        "ronde.wat_als('Zeist', realisatie='+3', trede_vorig=2, keuze={'K3': 'bevriezen'})",
        "ronde.wat_als('Zeist', realisatie='+3', trede_vorig=2)",
        "ronde.wat_als('Zeist', realisatie='+3')",
    ]


def test_of_several_gemeenten_it_shows_who_gets_another_trede(scherm: Verkenning) -> None:
    scherm.wie.value = ("Baarn", "Lopik")
    scherm.knoppen["realisatie"].value = 5
    assert "1 van 2 gemeenten krijgt een andere trede." in seen(scherm)
    assert "Lopik 3 1 +2" in seen(scherm)


def test_with_nobody_chosen_it_is_about_all(scherm: Verkenning) -> None:
    scherm.wie.value = ()
    scherm.knoppen["taakstelling"].value = 1
    assert scherm.lijst.value == "ronde.wat_als(taakstelling='+1')"
    assert "van 26 gemeenten" in seen(scherm)


def test_it_shows_what_follows_when_all_keep_their_pace(scherm: Verkenning) -> None:
    scherm.tempo.value = True
    assert "Op 1 januari 2027, bij hetzelfde tempo en dezelfde taakstelling." in seen(scherm)
    assert scherm.lijst.value == "ronde.vooruit()"
    scherm.knoppen["realisatie"].value = 9
    assert scherm.lijst.value.startswith("ronde.wat_als('Zeist', realisatie='+9').vooruit()\n")
    scherm.opnieuw.click()
    assert seen(scherm).startswith("Zeist (GM0355) op 1 juli 2026: trede 3")


def test_sliders_go_as_far_as_matters_to_who_is_chosen(scherm: Verkenning, rondes) -> None:
    realisatie, som = scherm.knoppen["realisatie"], rondes[JULI]["Utrecht"].som
    assert realisatie.max < som.achterstand_eind
    realisatie.value = realisatie.max
    scherm.wie.value = ("Utrecht",)
    assert realisatie.max >= som.achterstand_eind
    realisatie.value = som.achterstand_eind
    assert seen(scherm).startswith("PROEF · Zonder deze wijzigingen: trede 3. PROEF · Utrecht")
    scherm.wie.value = ("Zeist",)
    assert realisatie.value == som.achterstand_eind, "what was tried stays as it was"


def test_it_opens_a_round_by_its_peildatum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT / "notebooks")
    assert "Utrecht" in ibt.verken(JULI).children[0].children[0].children[0].options


def test_what_cannot_be_is_said_and_goes_when_it_is_put_right(scherm: Verkenning) -> None:
    scherm.wie.value = ()
    scherm.knoppen["realisatie"].value = -150
    assert seen(scherm).startswith("Dit kan niet. wat_als: realisatie moet een heel getal")
    assert len(seen(scherm)) < 600, "of 24 gemeenten the first"
    scherm.wie.value = ("Zeist",)
    scherm.knoppen["realisatie"].value = -50
    assert seen(scherm).startswith("Dit kan niet. wat_als, Zeist (GM0355): realisatie moet een")
    scherm.opnieuw.click()
    assert seen(scherm).startswith("Zeist (GM0355) op 1 juli 2026: trede 3")


def test_putting_all_back_tries_nothing_in_between(scherm: Verkenning) -> None:
    scherm.knoppen["realisatie"].value = 5
    scherm.knoppen["trede_vorig"].value = 4
    eerder = scherm.lijst.value
    scherm.opnieuw.click()
    assert scherm.lijst.value == eerder


def test_halfway_it_has_no_slider_for_what_then_counts_nothing(rondes) -> None:
    scherm = Verkenning(rondes[APRIL])
    assert not {"correctie", "verschoonbaar"} & {*scherm.knoppen}
    scherm.wie.value = ("Zeist", "Baarn")
    scherm.knoppen["realisatie"].value = 4
    assert "2 van 2 gemeenten krijgen een andere verwachte trede" in seen(scherm)
    scherm.tempo.value = True
    assert "Op 1 juli 2026, bij hetzelfde tempo." in seen(scherm)


def test_the_list_is_as_long_as_one_reads() -> None:
    proeven = Proeven()
    for nummer in range(30):
        proeven = proeven.add(f"regel {nummer}", str(nummer))
    assert proeven.tekst.splitlines() == [f"regel {nummer}" for nummer in range(29, 9, -1)]
    assert proeven.add("regel 29", "anders").regels == proeven.regels


@pytest.mark.parametrize(
    ("wie", "code"),
    [
        (["a"], "ronde.wat_als('a', realisatie='+1')"),
        (["a", "b"], "ronde.wat_als(['a', 'b'], realisatie='+1')"),
        (["a", "b", "c"], "ronde.wat_als(realisatie='+1')"),
    ],
)
def test_the_code_names_one_several_or_nobody_for_all(wie: list[str], code: str) -> None:
    assert code_of(wie, {"realisatie": "+1"}, 3) == code
