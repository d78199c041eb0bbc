"""Points of attention halfway: each at its boundary, and none of them a trede."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.periode import Peildatum
from ibt.begrippen.voortgang import Voortgang
from ibt.begrippen.wachttijd import Groep, Wachttijd

Meet = Callable[..., Voortgang]
OP_2 = {"trede_vorig": 2, "stand_begin": -5}


@pytest.mark.parametrize(
    ("code", "figures", "raak"),
    [
        ("niet_op_schema", {"realisatie": 9}, True),
        ("niet_op_schema", {"realisatie": 10}, False),
        ("te_weinig_koppelingen", {"koppelingen": 9}, True),
        ("te_weinig_koppelingen", {"koppelingen": 10}, False),
        ("te_weinig_koppelingen", {"koppelingen": 11}, False),
        ("te_weinig_koppelingen", {"koppelingen": 10, "stand_begin": -1}, True),
        ("te_weinig_koppelingen", {"koppelingen": 0, "stand_begin": 10}, False),
        ("te_weinig_koppelingen", {"koppelingen": None}, False),
        ("stapelgemeente", {"stapelgemeente": "ja"}, True),
        ("stapelgemeente", {"stapelgemeente": "nee", "wachttijd_fase2": 500.0}, False),
        ("stapelgemeente", {"stapelgemeente": None}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 119.9}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 120.0}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 120.1}, True),
        ("wachttijd_boven_120", {"stapelgemeente": "ja"}, False),
        ("omkoppelingen", {"omkoppelingen": 0}, False),
        ("omkoppelingen", {"omkoppelingen": 1}, True),
        ("omkoppelingen", {"omkoppelingen": None}, False),
        ("stand_wijkt_af", {"stand_eind_vorig": 0}, False),
        ("stand_wijkt_af", {"stand_eind_vorig": -1}, True),
        ("stand_wijkt_af", {"stand_eind_vorig": 1}, True),
        ("stand_wijkt_af", {"stand_eind_vorig": None}, False),
        ("geen_eerdere_inschaling", {"geen_eerdere_inschaling": True}, True),
        ("taakstelling_gewijzigd", {"taakstelling_gewijzigd": True}, True),
        ("vorige_ronde_niet_vastgesteld", {"vorige_ronde_niet_vastgesteld": True}, True),
        ("voorbeeld_cijfers_verzonnen", {"voorbeeld": True}, True),
    ],
)
def test_a_code_at_its_boundary(code: str, figures: dict[str, Any], raak: bool, meet: Meet) -> None:
    assert (code in meet(**figures).aandachtspunten) is raak


@pytest.mark.parametrize(
    ("trede", "uiterlijk", "raak"),
    [(5, "2026-04-20", False), (5, "2026-04-19", True), (1, "2026-04-19", False)],
)
def test_a_term_of_a_besluit_that_ran_out_asks_for_an_answer_on_its_trede_only(
    bevinding: Any, meet: Meet, trede: int, uiterlijk: str, raak: bool
) -> None:
    """Who is back on trede 1 owes nothing any more, though the besluit is on file."""
    dag = {naam: "2026-02-01" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    termijnen = [{"maatregel": "bouwen", "uiterlijk": uiterlijk}]
    stuk = bevinding("besluit_indeplaatsstelling", termijnen=termijnen, **dag)
    punten = meet(dossier=[stuk], trede_vorig=trede, stand_begin=-5).aandachtspunten
    assert [code in punten for code in ("besluit_nodig", "termijn_verstreken")] == [raak, raak]


def test_a_quiet_gemeente_has_none(meet: Meet) -> None:
    assert meet().aandachtspunten == ()


@pytest.mark.parametrize(
    ("figures", "raak"),
    [
        ({**OP_2, "realisatie": 20}, True),
        ({**OP_2, "realisatie": 21}, True),  # trede 3 is averted: that is told too
        ({**OP_2, "realisatie": 0}, True),
        ({"trede_vorig": 1, "realisatie": 0}, False),
        ({"trede_vorig": 3, "stand_begin": -5, "realisatie": 0}, False),
    ],
)
def test_on_trede_2_a_gemeente_hears_whether_trede_3_can_follow(
    figures: dict[str, Any], raak: bool, meet: Meet
) -> None:
    assert ("trede_3_melden" in meet(**figures).aandachtspunten) is raak


@pytest.mark.parametrize(
    ("datum", "bekend"),
    [
        ("2025-12-31", False),
        ("2026-01-01", True),
        ("2026-04-20", True),
        ("2026-04-21", False),  # after the day of the report
    ],
)
def test_a_message_of_this_half_year_in_the_case_file_is_known(
    datum: str, bekend: bool, meet: Meet, bevinding: Any
) -> None:
    gemeld = bevinding("voortgang_gemeld", datum=datum, periode=Peildatum(date(2026, 1, 1)).periode)
    een = meet(dossier=[gemeld], **OP_2)
    assert ("voortgang_gemeld" in {stuk.soort for stuk in een.oordelen}) is bekend


@pytest.mark.parametrize(
    ("velden", "bekend"),
    [
        ({"datum": "2026-04-20"}, True),
        ({"datum": "2026-04-21"}, False),
        ({"datum": "2026-04-19", "gehouden_op": "2026-04-20"}, True),
        ({"datum": "2026-04-19", "gehouden_op": "2026-04-21"}, False),
        ({"datum": "2026-04-21", "gehouden_op": "2026-04-02"}, False),  # not yet on record
    ],
)
def test_a_talk_after_the_day_of_the_report_is_not_in_it(
    velden: dict[str, str], bekend: bool, meet: Meet, bevinding: Any
) -> None:
    gesprek = bevinding("gesprek", periode=Peildatum(date(2026, 1, 1)).periode, **velden)
    een = meet(dossier=[gesprek], **OP_2)
    assert ("gesprek" in {stuk.soort for stuk in een.oordelen}) is bekend


def test_the_mark_stays_when_it_was_told(meet: Meet, bevinding: Any) -> None:
    een = meet(bevinding("voortgang_gemeld", datum="2026-04-03"), **OP_2)
    assert "trede_3_melden" in een.aandachtspunten
    assert {stuk.soort for stuk in een.oordelen} == {"voortgang_gemeld"}


@pytest.mark.norm("N27")
@pytest.mark.parametrize(
    ("figures", "raak"),
    [
        ({**OP_2, "realisatie": 10}, True),  # 20 of 25: no smaller
        ({**OP_2, "realisatie": 11}, False),
        ({**OP_2, "realisatie": 11, "eerder": {"2026-01-01": 19}}, True),  # at its slowest
        ({**OP_2, "realisatie": 11, "eerder": {"2026-01-01": 20}}, False),
        ({"trede_vorig": 1, "realisatie": 0}, False),
        ({"trede_vorig": 3, "stand_begin": -10, "realisatie": 12}, True),  # 24 of 30: not halved
        ({"trede_vorig": 3, "stand_begin": -10, "realisatie": 13}, False),
        ({"trede_vorig": 3, "stand_begin": -10, "realisatie": 9}, True),  # 18 of 30: trede 4
        ({"trede_vorig": 4, "stand_begin": -10, "realisatie": 29}, True),
        ({"trede_vorig": 6, "stand_begin": 0, "realisatie": 90}, True),
    ],
)
def test_trede_3_or_higher_is_possible_where_the_slowest_known_pace_leads_to_it(
    figures: dict[str, Any], raak: bool, meet: Meet
) -> None:
    assert ("trede_3_of_hoger_mogelijk" in meet(**figures).aandachtspunten) is raak


OP_3 = {"trede_vorig": 3, "stand_begin": -10, "realisatie": 12}


@pytest.mark.parametrize(
    ("figures", "keuzes"),
    [
        ({"stand_begin": 4, "realisatie": 5}, ("K1",)),  # without the lead: trede 2
        ({"stand_begin": 0, "realisatie": 5}, ()),
        ({"stand_begin": 4, "realisatie": 8}, ()),  # 16 of 16: nothing is short
        ({**OP_3, "stand_bij_intrede": -12}, ("K2",)),  # 6 is half of 12, and not of 10
        ({**OP_3, "stand_bij_intrede": -10}, ()),
        ({"trede_vorig": 4, "stand_begin": 4, "realisatie": 5}, ()),
    ],
)
def test_a_keuze_of_which_another_reading_changes_the_forecast_is_named(
    figures: dict[str, Any], keuzes: tuple[str, ...], meet: Meet
) -> None:
    een = meet(**figures)
    assert een.keuzes_prognose == keuzes
    assert set(keuzes) < set(een.keuzes)


def test_the_keuze_of_the_wait_is_named_where_the_province_computed_it(meet: Meet) -> None:
    eigen = Wachttijd(Groep(6), 14, 1305, True, Groep(0), Groep(0))
    assert "K16" in meet(wachttijd=eigen).keuzes
    assert "K16" not in meet(wachttijd_fase2=130.5).keuzes


def test_the_keuzes_that_touched_it_are_named(meet: Meet) -> None:
    assert meet().keuzes == ("K4",)
    vol = meet(
        taakstelling=25,
        koppelingen=3,
        geen_eerdere_inschaling=True,
        taakstelling_gewijzigd=True,
    )
    assert vol.keuzes == ("K4", "K5", "K8", "K12", "K15")


def test_a_gemeente_reads_nothing_about_its_neighbours(meet_each: Any, bevinding: Any) -> None:
    nu = [bevinding("voortgang_gemeld", nummer=n, motivering=f"nu {n}") for n in range(3)]
    eerder = [bevinding("gesprek", nummer=n, motivering=f"eerder {n}") for n in range(3)]
    alle = meet_each(*nu, dossier=eerder, gemeente=["Een", "Twee", "Drie"])
    assert [[stuk.motivering for stuk in een.oordelen] for een in alle] == [
        [f"eerder {nummer}", f"nu {nummer}"] for nummer in range(3)
    ]


def test_a_talk_in_the_half_year_after_it_is_not_in_a_report_that_is_made_late(
    meet: Meet, bevinding: Any
) -> None:
    later = date(2026, 7, 20)
    gesprekken = [bevinding("gesprek", datum=dag) for dag in ("2026-06-30", "2026-07-01")]
    een = meet(dossier=gesprekken, vandaag=later)
    assert [str(stuk.datum) for stuk in een.oordelen] == ["2026-06-30"]
