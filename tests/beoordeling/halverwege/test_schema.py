"""On schedule or not: half of the taakstelling in half the time (§4)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.tempo import months_passed

Meet = Callable[..., Voortgang]


@pytest.mark.norm("N61")
def test_at_the_midpoint_half_of_the_taakstelling_must_be_housed(
    meet_each: Callable[..., list[Voortgang]],
) -> None:
    gevallen = [
        (20, 9, False, 1),
        (20, 10, True, 0),
        (20, 11, True, 0),
        (25, 12, False, 1),  # half of 25 is not reached by 12 (Keuze K8)
        (25, 13, True, 0),
        (1, 0, False, 1),
        (1, 1, True, 0),
        (0, 0, True, 0),
        (9_999_999, 4_999_999, False, 1),
        (9_999_999, 5_000_000, True, 0),
    ]
    taakstelling, realisatie, *_ = map(list, zip(*gevallen, strict=True))
    gevonden = [
        (een.som.taakstelling, een.som.realisatie, een.op_schema, een.nodig_voor_schema)
        for een in meet_each(taakstelling=taakstelling, realisatie=realisatie)
    ]
    assert gevonden == gevallen


@pytest.mark.parametrize(
    ("peildatum", "maanden", "vraagt"),
    [
        ("2026-02-01", 1, 5),  # 25/6 is 4,17
        ("2026-03-01", 2, 9),  # 50/6 is 8,33
        ("2026-04-01", 3, 13),
        ("2026-05-01", 4, 17),
        ("2026-06-01", 5, 21),
        ("2026-08-01", 1, 5),
        ("2026-10-01", 3, 13),
        ("2026-12-01", 5, 21),
    ],
)
def test_in_month_m_the_schedule_asks_m_sixths(
    peildatum: str, maanden: int, vraagt: int, meet: Meet
) -> None:
    """Whatever whole half-years there were before."""
    cijfers = {"peildatum": peildatum, "taakstelling": 25, "eerder": {"2026-01-01": 12}}
    net_niet, net_wel = (meet(**cijfers, realisatie=vraagt - minder) for minder in (1, 0))
    assert (net_niet.maanden, net_niet.schema) == (maanden, vraagt)
    assert (net_niet.op_schema, net_niet.nodig_voor_schema) == (False, 1)
    assert (net_wel.op_schema, net_wel.nodig_voor_schema) == (True, 0)
    assert net_wel.maanden_over == 6 - maanden


def test_all_six_months_have_passed_at_the_end() -> None:
    assert months_passed(Peildatum(date(2027, 1, 1))) == 6
    assert months_passed(Peildatum(date(2026, 7, 1))) == 6


@pytest.mark.parametrize("stand_begin", [-15, 0, 15])
def test_a_backlog_or_a_lead_at_the_start_is_no_part_of_the_schedule(
    stand_begin: int, meet: Meet
) -> None:
    uit = meet(stand_begin=stand_begin, realisatie=10)
    assert uit.op_schema
    assert uit.som.totaalopgave == 20 - stand_begin
    assert uit.nog_nodig == max(0, 10 - stand_begin)


@pytest.mark.parametrize(
    ("personen", "verwerkt", "vraagt", "opgave"),
    [(3, "nee", 12, 23), (-3, "nee", 9, 17), (3, "ja", 10, 20)],
)
def test_a_redistribution_counts_unless_the_taakstelling_holds_it_already(
    personen: int, verwerkt: str, vraagt: int, opgave: int, meet: Meet, bevinding: Any
) -> None:
    twee = [
        bevinding("herverdeling", nummer=n, personen=p, verwerkt_in_taakstelling=verwerkt)
        for n, p in ((0, personen), (1, -personen))
    ]
    uit = meet(*twee, gemeente=["Een", "Twee"])
    assert (uit.schema, uit.som.totaalopgave) == (vraagt, opgave)


def test_what_counts_at_the_assessment_only_changes_nothing_halfway(
    meet: Meet, bevinding: Any
) -> None:
    achter = {"trede_vorig": 2, "stand_begin": -5, "realisatie": 9}
    stukken = [
        bevinding("correctie", personen=4),
        bevinding("verschoonbare_reden", personen=3),
        bevinding("afwijking", trede=1),
    ]
    zonder, met = meet(**achter), meet(*stukken, **achter)
    assert (met.som.gehuisvest, met.nog_nodig, met.benodigd) == (9, 16, zonder.benodigd)
    assert met.prognose == zonder.prognose
    assert met.prognose.trede == 3


def test_a_redistribution_with_a_gemeente_that_is_not_of_this_round_is_a_fault_and_no_crash(
    meet: Meet, bevinding: Any
) -> None:
    with pytest.raises(InvoerFout, match=r"Verzonnendam 9"):
        meet(bevinding("herverdeling", nummer=9, personen=3))


def test_an_open_correction_lowers_the_opgave_and_not_the_schedule(
    meet: Meet, bevinding: Any
) -> None:
    open_ = bevinding("correctie", personen=4, periode=Peildatum(date(2026, 1, 1)).periode)
    uit = meet(dossier=[open_], stand_begin=-6)
    assert (uit.som.open_correctie, uit.som.totaalopgave, uit.schema) == (4, 22, 10)
    assert (uit.som.gehuisvest, uit.nog_nodig) == (10, 12)


def test_late_persons_count_for_the_schedule_of_coa_and_not_as_housed_now(
    meet: Meet, bevinding: Any
) -> None:
    open_ = bevinding(
        "correctie", personen=4, verwerkt_in="2026-I", periode=Peildatum(date(2026, 1, 1)).periode
    )
    uit = meet(dossier=[open_], stand_begin=-6)
    assert uit.op_schema
    assert (uit.som.realisatie, uit.som.nagekomen, uit.som.gehuisvest) == (10, 4, 6)
    assert (uit.som.totaalopgave, uit.nog_nodig, uit.prognose.realisatie) == (22, 16, 12)


@pytest.mark.parametrize(("realisatie", "trede"), [(14, 2), (15, 1)])
def test_late_persons_bring_no_lower_trede_in_the_forecast(
    realisatie: int, trede: int, meet: Meet, bevinding: Any
) -> None:
    oud = Peildatum(date(2026, 1, 1)).periode
    laat = bevinding("correctie", personen=4, verwerkt_in="2026-I", periode=oud)
    uit = meet(dossier=[laat], stand_begin=-6, realisatie=realisatie)  # 22 are needed in all
    assert uit.prognose.trede == trede


@pytest.mark.parametrize(("koppelingen", "raak"), [(15, True), (16, False)])
def test_late_persons_fill_no_place_of_who_must_still_be_linked(
    koppelingen: int, raak: bool, meet: Meet, bevinding: Any
) -> None:
    oud = Peildatum(date(2026, 1, 1)).periode
    laat = bevinding("correctie", personen=4, verwerkt_in="2026-I", periode=oud)
    uit = meet(dossier=[laat], stand_begin=-6, koppelingen=koppelingen)
    assert ("te_weinig_koppelingen" in uit.aandachtspunten) is raak


@pytest.mark.parametrize(
    "soort", ["correctie", "verschoonbare_reden", "verbeterplan_niet_uitgevoerd", "afwijking"]
)
def test_any_other_finding_goes_on_file_and_changes_nothing(
    soort: str, meet: Meet, bevinding: Any
) -> None:
    kaal = {"trede_vorig": 3, "stand_begin": -8, "realisatie": 6, "eerder": {"2026-01-01": 7}}
    zonder, met = meet(**kaal), meet(bevinding(soort), **kaal)
    assert [een.soort for een in met.oordelen] == [soort]
    assert met == zonder.__class__(**{**zonder.__dict__, "oordelen": met.oordelen})


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"taakstelling": 2}, "taakstelling en herverdeling samen mogen niet onder nul komen"),
        ({"realisatie": 3}, "niet meer nagekomen personen hebben geteld"),
    ],
)
def test_impossible_figures_are_refused(
    anders: dict[str, int], melding: str, meet: Meet, bevinding: Any
) -> None:
    twee = [bevinding("herverdeling", nummer=n, personen=p) for n, p in ((0, -3), (1, 3))]
    oud = Peildatum(date(2026, 1, 1)).periode
    laat = bevinding("correctie", personen=4, verwerkt_in="2026-I", periode=oud)
    kolommen = {naam: [waarde, 20] for naam, waarde in anders.items()}
    with pytest.raises(InvoerFout, match=melding):
        meet(*twee, dossier=[laat], gemeente=["Een", "Twee"], **kolommen)


def test_an_agreement_that_does_not_sum_to_zero_is_refused_halfway_too(
    meet: Meet, bevinding: Any
) -> None:
    with pytest.raises(InvoerFout, match="samen op nul"):
        meet(bevinding("herverdeling", personen=3))


def test_the_signals_are_those_of_this_day_beside_the_whole_opgave(meet: Meet) -> None:
    gegeven = {"stand_begin": -6, "koppelingen": 7, "koppelingen_per": date(2026, 4, 1)}
    signalen = meet(**gegeven, wachttijd_fase2=99.5, omkoppelingen=2).signalen
    assert (signalen.koppelingen, signalen.koppelingen_per) == (7, date(2026, 4, 1))
    assert (signalen.koppelingen_realisatie, signalen.koppelingen_opgave) == (10, 26)
    assert (signalen.omkoppelingen, signalen.wachttijd_fase2) == (2, 99.5)
    leeg = meet().signalen
    assert (leeg.koppelingen, leeg.koppelingen_per, leeg.stapelgemeente) == (None, None, None)
