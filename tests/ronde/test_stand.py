"""Where a round stands: what was adopted, what blocks, which corrections COA has not counted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.beoordeling import Vaststelling
from ibt.register import KOLOMMEN
from ibt.ronde import load_ronde
from ibt.ronde.stand import Rondestand, adoption_warnings, stand_of
from ibt.ronde.vaststellen import adopt_ronde

WIE = Vaststelling("J. de Vries", "namens gedeputeerde staten", date(2026, 8, 20))
KOP = ",".join(KOLOMMEN) + "\n"
VROEGER = (
    "GM9001,2026-01-20,3,beoordeling,2026-01-01,-10,0,0,10,gs,zo,A,2026-01-20\n"
    "GM9002,2026-01-20,1,beoordeling,2026-01-01,0,0,0,0,gs,zo,A,2026-01-20\n"
)
BASIS = {"beoordelaar": "A. Toezicht", "datum": "2026-07-10", "motivering": "omdat het zo is"}
GEVERIFIEERD = [
    {"gemeente": code, "soort": "cijfers_geverifieerd", **BASIS} for code in ("GM9001", "GM9002")
]
CORRECTIE = {
    "gemeente": "GM9001",
    "soort": "correctie",
    **BASIS,
    "personen": 2,
    "bewijs": "huurcontract",
    "gehuisvest_van": "2026-06-20",
}

Stand = Callable[..., Rondestand]


@pytest.fixture(name="ronde")
def _ronde(make_ronde: Callable[..., Path]) -> Callable[..., Path]:
    """A round that can be adopted, unless a test says otherwise."""

    def make(**anders: Any) -> Path:
        return make_ronde(**{"bevindingen": GEVERIFIEERD, "register": KOP + VROEGER, **anders})

    return make


def test_gemeenten_stand_in_the_order_of_their_names(ronde: Callable[..., Path]) -> None:
    stand = stand_of(load_ronde(ronde()))
    assert [een.gemeente.naam for een in stand.gemeenten] == ["Fantasiestad", "Verzonnendam"]


def test_a_gemeente_that_can_be_adopted_has_no_obstacle_and_no_row(
    ronde: Callable[..., Path],
) -> None:
    stand = stand_of(load_ronde(ronde()))
    assert stand.beletsels == ()
    assert {een.beletsels for een in stand.gemeenten} == {()}
    assert {een.vastgesteld for een in stand.gemeenten} == {None}


def test_what_blocks_is_told_for_the_gemeente_that_it_blocks(
    ronde: Callable[..., Path],
) -> None:
    een, twee = stand_of(load_ronde(ronde(bevindingen=GEVERIFIEERD[:1]))).gemeenten
    assert (een.gemeente.code, twee.gemeente.code) == ("GM9002", "GM9001")
    assert een.beletsels == (
        "de cijfers zijn niet geverifieerd (bevinding cijfers_geverifieerd, §4)",
    )
    assert twee.beletsels == ()


def test_an_adopted_gemeente_has_its_row_and_nothing_that_blocks(
    ronde: Callable[..., Path],
) -> None:
    pad = ronde()
    adopt_ronde(load_ronde(pad), WIE)
    een, twee = stand_of(load_ronde(pad)).gemeenten
    for stand, trede in ((een, 1), (twee, 3)):
        assert stand.beletsels == ()
        assert stand.vastgesteld is not None
        assert stand.vastgesteld.trede == trede
        assert stand.vastgesteld.vastgesteld_door == "J. de Vries"
        assert stand.vastgesteld.datum == date(2026, 8, 20)


def test_a_row_about_another_peildatum_is_not_this_round(ronde: Callable[..., Path]) -> None:
    stand = stand_of(load_ronde(ronde(register=KOP + VROEGER)))
    assert not any(een.vastgesteld for een in stand.gemeenten)


def test_a_round_that_is_decided_again_is_open_until_the_register_has_it(
    ronde: Callable[..., Path],
) -> None:
    pad = ronde()
    adopt_ronde(load_ronde(pad), WIE)
    herziening = {
        "gemeente": "GM9001",
        "soort": "herziening",
        **BASIS,
        "datum": "2026-09-01",
        "peildatum": "2026-07-01",
        "trede": 2,
    }
    register = (pad.parents[1] / "data/register.csv").read_text(encoding="utf-8")
    pad = ronde(bevindingen=[*GEVERIFIEERD, herziening], register=register)
    een, twee = stand_of(load_ronde(pad)).gemeenten
    assert een.vastgesteld is not None
    assert (twee.vastgesteld, twee.beletsels) == (None, ())
    ongezien = ronde(bevindingen=[GEVERIFIEERD[1], herziening], register=register)
    een, twee = stand_of(load_ronde(ongezien)).gemeenten
    assert een.beletsels == ()
    assert len(twee.beletsels) == 1
    pad = ronde(bevindingen=[*GEVERIFIEERD, herziening], register=register)
    adopt_ronde(load_ronde(pad), Vaststelling("J. de Vries", "gs", date(2026, 9, 10)))
    later = stand_of(load_ronde(pad)).gemeenten[1]
    assert later.vastgesteld is not None
    assert later.vastgesteld.trede == 2


def test_a_later_decision_that_the_round_does_not_know_blocks(
    ronde: Callable[..., Path],
) -> None:
    later = "GM9001,2026-07-15,4,besluit,,,,,,gs,zo,A,2026-07-15\n"
    twee = stand_of(load_ronde(ronde(register=KOP + VROEGER + later))).gemeenten[1]
    assert twee.vastgesteld is None
    assert [reden.partition(",")[0] for reden in twee.beletsels] == [
        "het register heeft al een besluit van 2026-07-15 (trede 4)"
    ]


def test_open_corrections_are_those_of_this_round_and_of_the_case_file(
    ronde: Callable[..., Path],
) -> None:
    pad = ronde(bevindingen=[*GEVERIFIEERD, CORRECTIE], sleutels={"dossier": ["oud.yaml"]})
    (pad.parent / "oud.yaml").write_text(
        "- {gemeente: GM9002, soort: correctie, personen: 1, bewijs: brief, beoordelaar: A, "
        'datum: "2026-01-10", motivering: zo, gehuisvest_van: "2025-12-20"}\n'
        "- {gemeente: GM9002, soort: correctie, personen: 4, bewijs: brief, beoordelaar: A, "
        'datum: "2026-01-10", motivering: zo, gehuisvest_van: "2025-12-20", '
        "verwerkt_in: 2026-I}\n",
        encoding="utf-8",
    )
    gevonden = stand_of(load_ronde(pad)).open_correcties
    assert [(stuk.gemeente.code, str(stuk.periode), n) for stuk, n in gevonden] == [
        ("GM9002", "2025-II", 1),
        ("GM9001", "2026-I", 2),
    ]


def test_a_round_without_a_register_cannot_be_adopted_and_says_so(
    ronde: Callable[..., Path],
) -> None:
    stand = stand_of(load_ronde(ronde(sleutels={"register": ...})))
    assert stand.beletsels == (
        "2026-07-01.yaml: de sleutel register moet er zijn. "
        'Voeg "register: …" toe; een nieuw register heeft alleen een kopregel.',
    )
    assert not any(een.vastgesteld for een in stand.gemeenten)


def test_each_gemeente_carries_its_traject(ronde: Callable[..., Path]) -> None:
    een, twee = stand_of(load_ronde(ronde())).gemeenten
    assert (een.traject.gemeente, een.traject.trede) == (een.gemeente, 1)
    assert (twee.traject.gemeente, twee.traject.trede) == (twee.gemeente, 3)


def test_a_register_to_which_nothing_can_be_added_is_said_before_adopting(
    ronde: Callable[..., Path],
) -> None:
    pad = ronde(register="gemeentecode,datum,trede\nGM9001,2026-01-20,1\nGM9002,2026-01-20,1\n")
    assert stand_of(load_ronde(pad)).beletsels == ()  # it gets the other columns then
    register = pad.parents[1] / "data" / "register.csv"
    register.write_bytes(register.read_bytes().replace(b"\n", b"\r"))
    [beletsel] = stand_of(load_ronde(pad)).beletsels
    assert "register.csv: elke regel moet eindigen op een gewoon regeleinde" in beletsel


def test_a_report_that_differs_from_what_was_adopted_is_told(ronde: Callable[..., Path]) -> None:
    vast = {"vaststelling": {"door": "A", "datum": "2026-07-20"}}
    anders = "GM9001,2026-07-20,2,beoordeling,2026-07-01,0,0,0,0,gs,zo,A,2026-07-20\n"
    gelijk = anders.replace("07-20,2", "07-20,3")
    for rij, gemeld in ((anders, True), (gelijk, False)):
        pad = ronde(sleutels=vast, register=KOP + VROEGER + rij)
        meldingen = [str(een) for een in adoption_warnings(load_ronde(pad))]
        tekst = (
            "het rapport noemt trede 3 en blijft concept, want het register heeft trede 2, "
            "vastgesteld op 2026-07-20"
        )
        assert any(tekst in melding for melding in meldingen) is gemeld


class Geteld(tuple):
    """Counts how often all of it is gone through."""

    keren = 0

    def __iter__(self) -> Iterator[Any]:
        Geteld.keren += 1
        return super().__iter__()


def test_findings_are_gone_through_as_often_for_one_gemeente_as_for_all(
    ronde: Callable[..., Path],
) -> None:
    """Else twice the gemeenten, each with its findings, take four times as long."""
    geladen = load_ronde(ronde())
    keren = []
    for gemeenten in (geladen.gemeenten[:1], geladen.gemeenten):
        eigen = Geteld(een for een in geladen.bevindingen if een.gemeente in gemeenten)
        geteld = replace(geladen, gemeenten=gemeenten, bevindingen=eigen, dossier=Geteld())
        _ = geteld.uitkomsten
        Geteld.keren = 0
        assert len(stand_of(geteld).gemeenten) == len(gemeenten)
        keren.append(Geteld.keren)
    assert keren[0] == keren[1] > 0
