"""Which framework is in force, and the Keuzes that it names."""

from dataclasses import replace
from datetime import date

import pytest

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Mijlpaal, Staat, Traject
from ibt.kader import select_kader
from ibt.kader.utrecht_2024 import UTRECHT_2024


def test_the_framework_of_2024_is_in_force_from_its_first_day() -> None:
    assert select_kader(date(2024, 1, 16), "Utrecht") is UTRECHT_2024
    assert select_kader(date(2026, 7, 1), "Utrecht") is UTRECHT_2024


@pytest.mark.parametrize("datum", [date(2024, 1, 15), date(2024, 1, 1), date(2019, 7, 1)])
def test_before_that_day_there_is_no_framework_and_the_message_names_it(datum: date) -> None:
    with pytest.raises(ValueError, match="2024-01-16"):
        select_kader(datum, "Utrecht")


def test_a_framework_named_by_hand_is_used_on_an_earlier_date() -> None:
    assert select_kader(date(2024, 1, 1), "Utrecht", "utrecht-2024") is UTRECHT_2024


@pytest.mark.parametrize("provincie", ["Gelderland", "Zeeland"])
def test_another_province_has_no_framework_unless_one_is_named_by_hand(provincie: str) -> None:
    with pytest.raises(ValueError, match=r"utrecht-2024 \(provincie Utrecht\)"):
        select_kader(date(2026, 7, 1), provincie)
    assert select_kader(date(2026, 7, 1), provincie, "utrecht-2024") is UTRECHT_2024


@pytest.mark.parametrize("naam", ["utrecht-2019", "utrecht-2030"])
def test_an_unknown_framework_is_refused_with_the_known_ones(naam: str) -> None:
    with pytest.raises(ValueError, match="bekend kader zijn: utrecht-2024"):
        select_kader(date(2026, 7, 1), "Utrecht", naam)


@pytest.mark.parametrize(
    ("dag", "geldt"),
    [
        (date(2024, 1, 15), False),
        (date(2024, 1, 16), True),
        (date(2024, 1, 17), True),
        (date(2026, 6, 29), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_framework_with_an_end_is_in_force_on_its_last_day_and_not_after(
    dag: date, geldt: bool
) -> None:
    assert replace(UTRECHT_2024, geldig_tot=date(2026, 6, 30)).in_force(dag) is geldt


GEKOZEN = {
    "K1": "beschermt",
    "K2": "begin",
    "K3": "personen",
    "K4": "taakstelling",
    "K5": "trede_1",
    "K7": "verschuift",
    "K10": "3e_voor_3b",
    "K11": "bruto",
    "K12": "totaalopgave",
    "K18": "toerekenbaar",
    "K19": "besluit",
    "K20": "besluit",
}
ANDERS = {
    "K1": ("verrekend", "tot_omvang"),
    "K2": ("vorige_beoordeling", "bij_intrede"),
    "K3": ("bevriezen",),
    "K10": ("3b_voor_3e",),
    "K11": ("netto",),
    "K18": ("telt_niet",),
}


def test_all_twenty_open_places_of_the_text_are_named_with_place_and_question() -> None:
    assert [keuze.id for keuze in UTRECHT_2024.keuzes] == [f"K{n}" for n in range(1, 21)]
    for keuze in UTRECHT_2024.keuzes:
        assert keuze.gekozen in keuze.lezingen
        assert keuze.vindplaats
        assert keuze.vraag.endswith("?")
        assert all(keuze.lezingen.values())


def test_the_chosen_readings_are_those_of_the_design() -> None:
    gekozen = UTRECHT_2024.lezingen()
    assert {keuze: gekozen[keuze] for keuze in GEKOZEN} == GEKOZEN


def test_the_other_readings_of_six_keuzes_are_worked_out() -> None:
    berekend = {keuze.id: keuze.andere for keuze in UTRECHT_2024.keuzes if keuze.berekend}
    assert berekend == ANDERS


def test_another_reading_replaces_only_its_own_keuze() -> None:
    lezingen = UTRECHT_2024.lezingen({"K1": "verrekend"})
    assert lezingen["K1"] == "verrekend"
    assert lezingen["K2"] == "begin"
    assert UTRECHT_2024.lezingen()["K1"] == "beschermt"


@pytest.mark.parametrize("onbekend", ["K0", "K99"])
def test_an_unknown_keuze_is_a_key_error(onbekend: str) -> None:
    assert UTRECHT_2024.keuze("K3").naam == "overmacht"
    with pytest.raises(KeyError):
        UTRECHT_2024.keuze(onbekend)


def test_every_keuze_is_read_as_chosen_since_the_first_day_of_the_framework() -> None:
    assert {keuze.sinds for keuze in UTRECHT_2024.keuzes} == {date(2024, 1, 16)}


def test_keuzes_that_played_a_part_are_named_once_in_the_order_of_the_framework() -> None:
    assert UTRECHT_2024.in_order(["K10", "K2", "K1", "K2"]) == ("K1", "K2", "K10")
    assert UTRECHT_2024.in_order([]) == ()


def test_a_rule_is_explained_as_it_is_read() -> None:
    zonder = UTRECHT_2024.explain("1c", UTRECHT_2024.lezingen())
    assert zonder.wanneer == (
        "er is een achterstand en de gemeente begon het halfjaar zonder voorsprong"
    )
    anders = UTRECHT_2024.explain("1c", UTRECHT_2024.lezingen({"K1": "verrekend"}))
    assert anders.wanneer == "er is een achterstand"
    ander_punt = UTRECHT_2024.explain("2b", UTRECHT_2024.lezingen({"K1": "verrekend"}))
    assert ander_punt is UTRECHT_2024.uitleg["2b"]


def test_attention_is_drawn_within_two_persons_or_5_percent_and_over_120_days() -> None:
    drempels = UTRECHT_2024.drempels
    assert (drempels.grensgeval_personen, drempels.grensgeval_procent) == (2, 5)
    assert drempels.wachttijd_dagen == 120


def test_a_talk_and_then_a_plan_are_due_four_weeks_after_what_comes_before() -> None:
    termijnen = {regel.code: (regel.vanaf, regel.dagen) for regel in UTRECHT_2024.termijnen}
    assert termijnen == {"gesprek": ("brief", 28), "verbeterplan": ("gesprek", 28)}


def test_an_action_names_the_trede_on_which_it_happens() -> None:
    for trede, acties in UTRECHT_2024.acties.items():
        genoemd = [a.vindplaats for a in acties if a.vindplaats.startswith("§3 trede")]
        assert genoemd, "each trede has an action of its own"
        assert {plaats.split(",")[0] for plaats in genoemd} == {f"§3 trede {trede}"}


def test_every_trede_has_its_actions_with_a_place_in_the_text() -> None:
    assert set(UTRECHT_2024.acties) == set(UTRECHT_2024.tekst.treden) == set(range(1, 7))
    for acties in UTRECHT_2024.acties.values():
        assert acties
        assert all(
            actie.vindplaats.startswith(("§", "Awb 4:8, naar ons oordeel")) and actie.partijen
            for actie in acties
        )


@pytest.mark.parametrize(
    ("dag", "voorbij"),
    [(date(2024, 12, 30), False), (date(2024, 12, 31), False), (date(2025, 1, 1), True)],
)
def test_what_the_framework_rests_on_has_run_out_from_the_day_after_its_last(
    dag: date, voorbij: bool
) -> None:
    namen = [een.naam for een in UTRECHT_2024.run_out(dag)]
    verwacht = "Beleidskader Interbestuurlijk Toezicht (IBT) 2021-2024 van de provincie Utrecht"
    assert namen == ([verwacht] if voorbij else [])


@pytest.mark.parametrize(("dag", "voorbij"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_a_framework_that_ran_out_itself_is_named_before_what_it_rests_on(
    dag: date, voorbij: bool
) -> None:
    kader = replace(UTRECHT_2024, geldig_tot=date(2026, 6, 30))
    namen = [een.naam for een in kader.run_out(dag)]
    assert (namen[0] == UTRECHT_2024.titel) is voorbij
    assert len(namen) == 1 + voorbij


def traject(afgezien: bool, stap: tuple[int, date] | None = None) -> Traject:
    """One without a besluit that rests, or with; and a decided next step, if any."""
    zelf = Mijlpaal("zelf_realiseren", "B en W", "§3 trede 6", Staat.OPEN)
    gemeente = Gemeente("GM9001", "Verzonnendam", "Verzonnen", date(2000, 1, 1))
    stuk = (zelf,) if afgezien else ()
    kader = UTRECHT_2024.tekst
    return Traject(gemeente, kader, 5, stuk, None, (), None, volgende_stap=stap)


def resting(bij: Traject) -> set[tuple[int, tuple[str, ...]]]:
    """Treden and norms of the actions that are not to be done."""
    return {
        (trede, actie.normen)
        for trede, acties in UTRECHT_2024.acties.items()
        for actie in acties
        if not actie.applies(bij)
    }


@pytest.mark.norm("N51", "N52", "N54", "N55")
def test_only_what_carries_the_besluit_out_rests_while_the_province_refrains() -> None:
    assert resting(traject(afgezien=True)) == {(5, ("N51",)), (5, ("N52",)), (6, ("N54",))}
    assert resting(traject(afgezien=False)) == set()


def test_what_asks_to_stay_on_a_trede_lapses_once_the_next_step_is_decided() -> None:
    stap = traject(afgezien=False, stap=(4, date(2026, 10, 1)))
    assert resting(stap) == {(2, ("N36",)), (3, ("N47",))}


def test_only_k18_is_about_decisions_and_not_about_what_the_ladder_gives() -> None:
    assert [keuze.id for keuze in UTRECHT_2024.keuzes if keuze.over_besluiten] == ["K18"]


@pytest.mark.parametrize(
    ("mijlpaal", "wie"),
    [
        ("gesprek", ("provincie",)),
        ("verbeterplan", ("B en W",)),
        ("vooraankondiging", ("provincie",)),
        ("reactie", ("B en W",)),
    ],
)
def test_of_a_milestone_only_who_is_due_for_it_is_named(mijlpaal: str, wie: tuple[str]) -> None:
    acties = [actie for een in UTRECHT_2024.acties.values() for actie in een]
    (actie,) = [actie for actie in acties if actie.mijlpaal == mijlpaal]
    assert UTRECHT_2024.parties(actie) == wie
    vrij = [actie for actie in acties if actie.mijlpaal is None]
    assert vrij
    assert all(UTRECHT_2024.parties(actie) == actie.partijen for actie in vrij)
