"""One gemeente out of a round, as a report explains it; and the result table."""

from dataclasses import replace
from datetime import date

import pytest

from ibt.begrippen.beoordeling import AndereLezing, Signalen, Vooruitzicht
from ibt.begrippen.periode import parse_periode
from ibt.begrippen.strek import Omslag
from ibt.beoordeling.gemeente import make_oordeel
from ibt.beoordeling.resultaat import make_resultaat
from ibt.beoordeling.som import make_som
from ibt.beoordeling.vooruitzicht import Vooruitblik, look_ahead
from ibt.kader.kader import Gezien
from ibt.kader.tabel import Regel, Tabel
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.voorwaarde import Grootheid
from tests.beoordeling.conftest import make_positie, rows


def ahead(lezingen: dict[str, str] | None = None, **rij: int) -> Vooruitblik:
    """What may follow for a gemeente at the end of a half-year; it names only what differs."""
    trede, eind = rij.get("trede_voorstel", 1), rij.get("stand_eind", 0)
    intrede = rij.get("stand_bij_intrede")
    positie = make_positie(trede_vorig=rij.get("trede_vorig", trede), stand_bij_intrede=intrede)
    som = make_som({"stand_begin": eind, "verschoonbaar": rij.get("verschoonbaar", 0)})
    return look_ahead([(positie, som, trede)], UTRECHT_2024, lezingen or {})[0]


@pytest.mark.parametrize(
    ("eerder", "eind", "trede"),
    [(0, 1, 1), (0, 0, 1), (0, -1, 2), (1, -1, 3), (1, -2, 3), (1, 0, 1), (1, 1, 1)],
)
def test_a_ladder_that_counts_half_years_counts_this_one_too_when_it_ended_short(
    eerder: int, eind: int, trede: int
) -> None:
    """Only how often it was short before decides on this invented ladder."""
    aantal = Grootheid("tekort_op_rij", "hoe vaak op rij")
    regels = (
        Regel(f"{n}x", 1, (aantal.equals(n),), n + 1, "§1", "verzonnen", ()) for n in range(3)
    )
    tabel = Tabel(tuple(regels))
    kader = replace(
        UTRECHT_2024,
        make_ladder=lambda _: tabel,
        see=lambda som, _: Gezien({aantal.naam: som[aantal.naam]}),
        keuzes=(),
    )
    positie, som = make_positie(tekort_op_rij=eerder), make_som({"stand_begin": eind})
    [vooruit] = look_ahead([(positie, som, 1)], kader, {})
    assert vooruit.stappen == (Vooruitzicht(trede, None),)


@pytest.fixture
def select(assess_all):
    def run(*bevindingen, dossier=(), gemeente="GM900000", **kolommen):
        return assess_all(bevindingen, dossier, **kolommen).per_gemeente[gemeente]

    return run


def test_a_report_gets_the_sum_the_rule_and_how_near_another_trede_was(select) -> None:
    uit = select(trede_vorig=3, stand_begin=-10, realisatie=24, stand_eind_vorig=-10)
    assert (uit.regel, uit.trede_berekend, uit.trede_voorstel) == ("3c", 3, 3)
    assert (uit.som.totaalopgave, uit.som.stand_eind, uit.som.opgave) == (30, -6, 20)
    assert uit.meer == Omslag(1, 2, True)
    assert uit.minder == Omslag(4, 4, False)
    assert uit.stand_eind_vorig == -10
    assert uit.signalen.koppelingen is None
    assert uit.has_earlier_trede


def test_more_than_everyone_leads_nowhere(select) -> None:
    uit = select(realisatie=30)
    assert uit.meer is None
    assert uit.minder == Omslag(11, 2, False)


def test_other_readings_are_named_with_the_trede_they_would_give(select) -> None:
    uit = select(stand_begin=8, realisatie=3)
    assert uit.andere_lezingen == (
        AndereLezing("K1", "verrekend", 2),
        AndereLezing("K1", "tot_omvang", 2),
    )
    assert "K1" in uit.keuzes


def test_a_reading_that_was_chosen_stands_apart_with_what_the_others_give(
    bevinding, select
) -> None:
    uit = select(bevinding("keuze"), stand_begin=8, realisatie=3)
    assert uit.trede_berekend == 2
    assert uit.keuze_uitkomsten == (
        AndereLezing("K1", "beschermt", 1),
        AndereLezing("K1", "tot_omvang", 2),
    )
    assert all(ander.keuze != "K1" for ander in uit.andere_lezingen)
    assert select(stand_begin=8, realisatie=3).keuze_uitkomsten == ()


@pytest.mark.parametrize(
    ("realisatie", "verschoond", "trede"),
    [
        (19, 1, 4),  # all that is short was excused: the other reading takes no step
        (18, 2, 4),
        (18, 1, 5),  # one person is left that counts
    ],
)
def test_another_reading_of_overmacht_takes_no_step_that_it_would_not_allow(
    realisatie: int, verschoond: int, trede: int, bevinding, select
) -> None:
    stukken = [
        bevinding("keuze", keuze="K18", lezing="telt_niet"),
        bevinding("vooraankondiging", datum="2026-04-01"),
        bevinding("besluit_indeplaatsstelling"),
    ]
    stukken.append(bevinding("verschoonbare_reden", personen=verschoond))
    uit = select(*stukken, trede_vorig=4, realisatie=realisatie)
    assert uit.trede_voorstel == 5
    assert uit.keuze_uitkomsten == (AndereLezing("K18", "toerekenbaar", trede),)


def test_the_keuzes_of_a_decision_belong_to_the_gemeente_that_it_is_about(
    bevinding, select
) -> None:
    drie = {"trede_vorig": 4, "realisatie": [10, 10, 10]}
    stukken = [
        bevinding("vooraankondiging", nummer=1, datum="2026-04-01"),
        bevinding("besluit_indeplaatsstelling", nummer=1),
    ]
    codes = ("GM900000", "GM900001", "GM900002")
    geraakt = ["K20" in select(*stukken, gemeente=een, **drie).keuzes for een in codes]
    assert geraakt == [False, True, False]


def test_a_finding_shows_who_when_why_and_its_own_fields_as_text(bevinding, select) -> None:
    partners = [{"gemeentecode": "GM0363", "personen": -3}]
    stuk = bevinding("herverdeling", personen=3, partners_buiten_provincie=partners)
    [oordeel] = select(stuk).oordelen
    assert (oordeel.soort, oordeel.beoordelaar) == ("herverdeling", "A. Toezicht")
    assert oordeel.datum == date(2026, 7, 10)
    assert oordeel.motivering == "omdat het zo is"
    assert dict(oordeel.velden) == {
        "afspraak": "A",
        "personen": "3",
        "verwerkt_in_taakstelling": "nee",
        "partners_buiten_provincie": ({"gemeentecode": "GM0363", "personen": "-3"},),
    }


def test_signals_are_shown_as_they_were_delivered(select) -> None:
    uit = select(
        koppelingen=9,
        koppelingen_realisatie=3,
        koppelingen_taakstelling=20,
        koppelingen_stand_begin=-2,
        koppelingen_per=date(2026, 4, 1),
        omkoppelingen=4,
        wachttijd_fase2=120.5,
        stapelgemeente="ja",
    )
    assert uit.signalen == Signalen(
        koppelingen=9,
        koppelingen_per=date(2026, 4, 1),
        koppelingen_realisatie=3,
        koppelingen_opgave=22,
        omkoppelingen=4,
        wachttijd_fase2=120.5,
        stapelgemeente="ja",
    )
    leeg = select().signalen
    assert (leeg.koppelingen_per, leeg.wachttijd_fase2, leeg.stapelgemeente) == (None, None, None)


def test_of_another_gemeente_no_finding_is_shown(bevinding, select) -> None:
    stukken = [bevinding("correctie", nummer=nummer, personen=nummer + 1) for nummer in (2, 0, 1)]
    [oordeel] = select(*stukken, gemeente="GM900001", taakstelling=[20, 20, 20]).oordelen
    assert oordeel.velden["personen"] == "2"


def test_of_earlier_findings_only_what_still_works_on_this_gemeente_is_shown(
    bevinding, select
) -> None:
    vorig = parse_periode("2025-II")
    dossier = (
        bevinding("correctie", periode=vorig, personen=3, nummer=1),
        bevinding("correctie", periode=vorig, personen=4, nummer=0),
        bevinding("correctie", periode=vorig, personen=4, nummer=2),
        bevinding("correctie", periode=vorig, personen=5, nummer=1, verwerkt_in="2025-II"),
    )
    [oordeel] = select(gemeente="GM900001", taakstelling=[20, 20, 20], dossier=dossier).oordelen
    assert (oordeel.velden["personen"], oordeel.velden["uit_het_halfjaar"]) == ("3", "2025-II")


@pytest.mark.parametrize(("tekort", "dichtbij"), [(5, True), (6, False)])
def test_as_many_persons_as_the_margin_is_still_close(select, tekort: int, dichtbij: bool) -> None:
    """Of 100 the margin is 5."""
    uit = select(taakstelling=100, realisatie=100 - tekort)
    assert uit.meer == Omslag(tekort, 1, dichtbij)


def test_another_reading_that_gives_a_lower_trede_is_named_too(select) -> None:
    uit = select(trede_vorig=3, stand_begin=-10, realisatie=24, stand_eind_vorig=-12)
    assert uit.trede_berekend == 3
    assert AndereLezing("K2", "vorige_beoordeling", 2) in uit.andere_lezingen


def test_steps_and_terms_keep_their_own_fields(bevinding) -> None:
    velden = make_oordeel(bevinding("besluit_indeplaatsstelling").bevinding).velden
    assert velden["termijnen"] == ({"maatregel": "woningen toewijzen", "uiterlijk": "2026-07-15"},)
    gesprek = bevinding("gesprek", deelnemers=["wethouder", "gedeputeerde"]).bevinding
    assert make_oordeel(gesprek).velden["deelnemers"] == "wethouder; gedeputeerde"


def test_fields_that_were_left_out_are_not_shown(bevinding) -> None:
    velden = make_oordeel(bevinding("correctie", personen=2).bevinding).velden
    assert dict(velden) == {"personen": "2", "bewijs": "huurcontract"}


@pytest.mark.parametrize(
    ("trede", "stand", "verwacht"),
    [
        (1, 0, [(1, 0), (2, None)]),
        (1, 5, [(1, None)]),  # the voorsprong protects, whatever happens
        (1, -6, [(1, 6), (2, None)]),
        (2, -10, [(1, 10), (2, 1), (3, None)]),
        (2, -1, [(1, 1), (3, None)]),
        (3, -10, [(1, 10), (2, 5), (3, 1), (4, None)]),
        (3, -11, [(1, 11), (2, 6), (3, 1), (4, None)]),
        (3, 4, [(1, -4), (4, None)]),
        (4, -10, [(1, 10), (4, None)]),
        (5, -10, [(1, 10), (5, None)]),
        (6, -10, [(1, 10), (6, None)]),
    ],
)
def test_what_leads_to_which_trede_is_counted_from_the_next_taakstelling(
    trede: int, stand: int, verwacht: list[tuple[int, int | None]]
) -> None:
    stappen = ahead(trede_voorstel=trede, stand_eind=stand).stappen
    assert stappen == tuple(Vooruitzicht(nummer, boven) for nummer, boven in verwacht)


def test_however_large_the_figures_the_same_is_found() -> None:
    assert ahead(trede_voorstel=3, stand_eind=-9_999_999).stappen == (
        Vooruitzicht(1, 9_999_999),
        Vooruitzicht(2, 5_000_000),
        Vooruitzicht(3, 1),
        Vooruitzicht(4, None),
    )


@pytest.mark.parametrize(
    ("rij", "keuzes"),
    [
        ({"stand_eind": 0}, ()),
        ({"stand_eind": 1}, ("K1",)),  # a lead protects under one reading only
        ({"stand_eind": -6}, ()),
        ({"stand_eind": -6, "verschoonbaar": 2}, ("K11",)),
        ({"trede_voorstel": 2, "stand_eind": -6}, ()),
        ({"trede_voorstel": 2, "stand_eind": -6, "stand_bij_intrede": -6}, ()),
        ({"trede_voorstel": 2, "stand_eind": -6, "stand_bij_intrede": -7}, ("K2",)),
        # Who comes on a trede now, came on it with the stand of now.
        ({"trede_voorstel": 3, "trede_vorig": 2, "stand_eind": -6, "stand_bij_intrede": -9}, ()),
        ({"trede_voorstel": 2, "trede_vorig": 3, "stand_eind": -6, "stand_bij_intrede": -9}, ()),
        ({"trede_voorstel": 4, "stand_eind": -6, "stand_bij_intrede": -9}, ()),
    ],
)
def test_the_keuzes_are_named_that_would_lead_to_another_trede_then(
    rij: dict[str, int], keuzes: tuple[str, ...]
) -> None:
    assert ahead(**rij).keuzes == keuzes


def test_a_keuze_that_was_decided_is_no_longer_open_and_its_reading_is_used() -> None:
    uit = ahead({"K1": "tot_omvang"}, stand_eind=5)
    assert uit == Vooruitblik((Vooruitzicht(1, -10), Vooruitzicht(2, None)), ())


@pytest.mark.norm("N59")
def test_the_result_table_has_the_columns_of_the_contract_sorted_by_code(assess_all) -> None:
    uit = rows(assess_all(realisatie=[10, 30], stapelgemeente=["ja", None]))
    tabel = make_resultaat(uit[::-1])
    kop = (
        "gemeentecode, gemeente, peildatum, periode, kader, taakstelling, herverdeling, "
        "stand_begin, open_correctie, totaalopgave, realisatie, nagekomen, correctie, "
        "gerealiseerd, stand_eind, verschoonbaar, toerekenbaar, trede_vorig, trede_berekend, "
        "regel, trede_voorstel, afwijking, aandachtspunten"
    )
    assert ", ".join(tabel.columns) == kop
    assert tabel["gemeentecode"].tolist() == ["GM900000", "GM900001"]
    assert tabel.index.tolist() == [0, 1]
    eerste = tabel.iloc[0]
    assert (eerste["peildatum"], eerste["periode"]) == ("2026-07-01", "2026-I")
    assert eerste["aandachtspunten"] == "stapelgemeente"
