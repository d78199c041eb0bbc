"""Signals have no influence; koppelingen count in the judgement. Both are said."""

from dataclasses import replace
from typing import Any

import pytest

from ibt.begrippen.wachttijd import Groep, Wachttijd
from ibt.rapport.gemeente import koppelingen, signalen

APRIL = {"stand_per": "2026-04-01"}


@pytest.mark.norm("N11")
def test_signals_say_that_they_do_not_change_the_trede(geval: Any, read: Any, table: Any) -> None:
    een = geval(omkoppelingen=4, wachttijd_fase2="120,5", stapelgemeente="ja")
    deel = signalen(een.beoordeling, een.kader)
    assert "Deze signalen hebben geen invloed op de trede (§2.2.1)." in read(deel)
    rijen = table(deel)
    assert rijen["Omkoppelingen"][0] == "4"
    assert rijen["Gemiddelde wachttijd in fase 2"][0] == "120,5 dagen"
    assert rijen["Gemiddelde wachttijd in fase 2"][1].endswith("dit is langer dan 120 dagen")


@pytest.mark.norm("N14")
@pytest.mark.parametrize(
    ("wachttijd", "dagen", "zin"),
    [
        (
            Wachttijd(Groep(12), 30, 1205, True, Groep(0), Groep(None)),
            "120,5 dagen",
            "over 12 huishoudens (30 personen); dit is langer dan 120 dagen. Niet meegeteld: 0 "
            "huishoudens van 8 personen of meer, minder dan 5 huishoudens met een medische eis",
        ),
        (
            Wachttijd(Groep(12), 30, 1200, False, Groep(0), Groep(0)),
            "120,0 dagen",
            "dit is niet langer dan 120 dagen",
        ),
        (
            Wachttijd(Groep(None), None, None, None, Groep(0), Groep(0)),
            "niet getoond",
            "over minder dan 5 huishoudens; te weinig om te tonen",
        ),
        (
            Wachttijd(Groep(0), None, None, None, Groep(0), Groep(0)),
            "niet getoond",
            "over 0 huishoudens. Niet",
        ),
    ],
)
def test_the_wait_that_the_province_worked_out_names_no_small_group(
    wachttijd: Wachttijd, dagen: str, zin: str, geval: Any, table: Any
) -> None:
    een = geval().beoordeling
    gegeven = replace(een.signalen, wachttijd=wachttijd)
    rij = table(signalen(replace(een, signalen=gegeven), geval().kader))
    assert rij["Wachttijd volgens de provincie"][0] == dagen
    assert zin in rij["Wachttijd volgens de provincie"][1]


@pytest.mark.parametrize(
    ("stempel", "rij"),
    [
        ("ja", ["ja", "het COA noemt Dam een stapelgemeente"]),
        ("nee", ["nee", "het COA noemt Dam geen stapelgemeente"]),
        ("", ["geen gegevens", "in de cijfers staat niet of Dam een stapelgemeente is"]),
    ],
)
def test_what_coa_says_is_said_and_what_the_word_means(
    stempel: str, rij: list[str], geval: Any, table: Any
) -> None:
    een = geval(naam="Dam", stapelgemeente=stempel)
    waarde, uitleg = table(signalen(een.beoordeling, een.kader))["Stapelgemeente"]
    assert [waarde, uitleg] == [
        rij[0],
        f"{rij[1]} (gemiddeld langer dan 120 dagen wachten in fase 2)",
    ]


@pytest.mark.norm("N69")
def test_koppelen_and_omkoppelen_are_explained_where_they_are_counted(
    geval: Any, read: Any, table: Any
) -> None:
    een = geval(omkoppelingen=4, koppelingen=9, maanden=[{**APRIL, "koppelingen": 8}])
    assert (
        "Koppelen: het COA koppelt een vergunninghouder aan een gemeente. De gemeente zoekt dan "
        "samen met de woningcorporatie een geschikte woning."
    ) in read(koppelingen(een.beoordeling))
    assert table(signalen(een.beoordeling, een.kader))["Omkoppelingen"] == [
        "4",
        "vergunninghouders die te lang op een woning wachtten en die het COA daarom aan een "
        "andere gemeente koppelde",
    ]


@pytest.mark.norm("N13")
def test_exactly_120_days_is_not_longer(geval: Any, table: Any) -> None:
    een = geval(wachttijd_fase2=120)
    rijen = table(signalen(een.beoordeling, een.kader))
    assert rijen["Gemiddelde wachttijd in fase 2"][1].endswith("dit is niet langer dan 120 dagen")


@pytest.mark.parametrize(
    ("dagen", "stempel", "gezegd"),
    [
        ("120", "ja", True),
        ("120,1", "ja", False),
        ("120", "nee", False),
        ("120,1", "nee", True),
        ("", "ja", False),
        ("130", "", False),
    ],
)
def test_a_label_that_does_not_go_with_the_wait_is_said(
    dagen: str, stempel: str, gezegd: bool, geval: Any, read: Any
) -> None:
    een = geval(wachttijd_fase2=dagen, stapelgemeente=stempel)
    assert (
        "lijken niet bij elkaar te passen" in read(signalen(een.beoordeling, een.kader))
    ) is gezegd


def test_a_signal_that_was_not_delivered_is_not_called_zero(geval: Any, table: Any) -> None:
    een = geval()
    rijen = table(signalen(een.beoordeling, een.kader))
    assert [cellen[0] for cellen in rijen.values()] == ["geen gegevens"] * 3


@pytest.mark.norm("N09")
def test_too_few_koppelingen_are_counted_against_the_totaalopgave_of_then(
    geval: Any, read: Any
) -> None:
    een = geval(
        trede=2,
        stand_begin=-10,
        koppelingen=9,
        realisatie=25,
        maanden=[{**APRIL, "taakstelling": 18, "realisatie": 1, "koppelingen": 8}],
    )
    tekst = read(koppelingen(een.beoordeling))
    assert (
        "Stand op 1 april 2026: 1 persoon gehuisvest en 8 personen gekoppeld aan de gemeente, "
        "samen 9. De totaalopgave was toen 28. Dat is 19 personen te weinig om de opgave te kunnen "
        "halen. Op de peildatum is de opgave 30."
    ) in tekst
    assert "overmacht (§2.3)" in tekst


@pytest.mark.parametrize(("later", "genoeg"), [(17, False), (16, True)])
def test_what_was_too_few_then_may_be_enough_for_the_opgave_of_the_peildatum(
    later: int, genoeg: bool, geval: Any, read: Any
) -> None:
    maand = {**APRIL, "taakstelling": 18, "realisatie": 8, "koppelingen": 8}
    een = geval(trede=1, taakstelling=later, realisatie=later, koppelingen=0, maanden=[maand])
    tekst = read(koppelingen(een.beoordeling))
    zin = "2 personen te weinig om de opgave van toen te kunnen halen; voor die op de peildatum"
    assert (f"Dat was {zin} ({later}) was het genoeg." in tekst) is genoeg


@pytest.mark.norm("N10")
def test_koppelingen_say_that_they_count_in_the_judgement(geval: Any, read: Any) -> None:
    een = geval(koppelingen=9, maanden=[{**APRIL, "realisatie": 12, "koppelingen": 8}])
    tekst = read(koppelingen(een.beoordeling))
    assert "Er waren dus genoeg mensen gekoppeld" in tekst
    assert (
        "Koppelingen wegen mee in het oordeel van de toezichthouder (§2.2); de berekening "
        "gebruikt ze niet."
    ) in tekst


def test_unknown_koppelingen_are_said_to_be_unknown(geval: Any, read: Any) -> None:
    for een in (geval(), geval(koppelingen=9)):
        tekst = read(koppelingen(een.beoordeling))
        assert tekst == "Het aantal koppelingen halverwege het halfjaar staat niet in de cijfers."
