"""Whether the register has what a round file says of its adoption; else a report is a draft."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.beoordeling import Vaststelling
from ibt.rapport.provincie import titelblad
from ibt.rapport.titelblad import vaststelling_verder
from ibt.rapport.verantwoording import status
from ibt.register import KOLOMMEN
from ibt.ronde import beoordeel, load_ronde
from ibt.ronde.bevestigd import adopted_as_whole, adopted_for, last_revision

KOP = ",".join(KOLOMMEN) + "\n"
VROEGER = (
    "GM9001,2026-01-20,3,beoordeling,2026-01-01,-10,0,0,10,gs,zo,A,2026-01-20\n"
    "GM9002,2026-01-20,1,beoordeling,2026-01-01,0,0,0,0,gs,zo,A,2026-01-20\n"
)
VASTSTELLING = {"vaststelling": {"door": "J. de Vries", "datum": "2026-08-20"}}
WIE = Vaststelling("J", "gs", date(2026, 8, 20))
NIETS = "Het rondebestand noemt een vaststelling, maar het register heeft daar nog geen regel van."
HERZIENING = {
    "gemeente": "GM9001",
    "soort": "herziening",
    "beoordelaar": "B. Later",
    "datum": "2026-10-06",
    "motivering": "het bezwaar is gegrond",
    "peildatum": "2026-07-01",
    "trede": 2,
}
HERZIEN = "GM9001,2026-10-06,2,herziening,2026-07-01,-6,0,0,6,gs,zo,B. Later,2026-10-06\n"


def about(code: str, trede: int, stand: int | str) -> str:
    """A row of the register about the peildatum of these rounds."""
    return f"{code},2026-08-20,{trede},beoordeling,2026-07-01,{stand},0,0,6,gs,zo,J,2026-08-20\n"


# What the round of the fixture comes to: trede 3 with 6 persons short, and trede 1.
EEN, TWEE = about("GM9001", 3, -6), about("GM9002", 1, 0)


@pytest.fixture(name="ronde")
def _ronde(make_ronde: Callable[..., Path]) -> Callable[..., Any]:
    """The round with these rows in the register about it."""

    def make(*rijen: str, sleutels: dict[str, Any] = VASTSTELLING, **anders: Any) -> Any:
        register = KOP + VROEGER + "".join(rijen)
        return load_ronde(make_ronde(sleutels=sleutels, register=register, **anders))

    return make


def test_the_round_of_these_tests_comes_to_these_treden_and_standen(ronde: Any) -> None:
    uit = ronde().uitkomsten.per_gemeente.values()
    assert [(een.trede_voorstel, een.som.stand_eind) for een in uit] == [(3, -6), (1, 0)]


def test_without_a_row_in_the_register_a_report_is_a_draft_and_says_why(ronde: Any) -> None:
    een = ronde(TWEE)
    assert adopted_for(een, "GM9001") == (None, NIETS)
    assert adopted_for(een, "GM9002") == (WIE, "")


def test_with_the_row_it_is_adopted_by_whom_and_when_the_register_says(ronde: Any) -> None:
    assert adopted_for(ronde(EEN, TWEE), "GM9001") == (WIE, "")


@pytest.mark.parametrize(("trede", "mag"), [(2, False), (3, True), (4, False)])
def test_the_register_must_have_the_trede_of_the_report(ronde: Any, trede: int, mag: bool) -> None:
    wie, reden = adopted_for(ronde(about("GM9001", trede, -6)), "GM9001")
    assert wie == (WIE if mag else None)
    verwacht = f"Het register heeft een andere trede ({trede}) dan dit rapport (3)."
    assert reden == ("" if mag else verwacht)


@pytest.mark.parametrize(("stand", "mag"), [(-7, False), (-6, True), (-5, False), ("", True)])
def test_the_register_must_have_the_stand_of_the_report_where_it_has_one(
    ronde: Any, stand: int | str, mag: bool
) -> None:
    wie, reden = adopted_for(ronde(about("GM9001", 3, stand)), "GM9001")
    assert wie == (WIE if mag else None)
    assert reden == (
        "" if mag else f"Het register heeft een andere stand ({stand}) dan dit rapport (-6)."
    )


@pytest.mark.parametrize("sleutels", [{}, {"vaststelling": ...}])
def test_where_the_round_file_says_nothing_there_is_no_adoption_and_no_reason(
    ronde: Any, sleutels: dict[str, Any]
) -> None:
    een = ronde(EEN, TWEE, sleutels=sleutels)
    assert adopted_for(een, "GM9001") == (None, "")
    assert adopted_as_whole(een) == (None, "")


# A revision


def test_a_revision_in_the_register_signs_with_its_own_name_and_day(ronde: Any) -> None:
    een = ronde(EEN, HERZIEN, TWEE, bevindingen=[HERZIENING])
    wie, reden = adopted_for(een, "GM9001")
    voor = (date(2026, 8, 20), 3)
    assert (wie, reden) == (Vaststelling("B. Later", "gs", date(2026, 10, 6), eerder=voor), "")
    assert wie is not None
    assert vaststelling_verder(wie) == (
        " Dit is een herziening: op 20 augustus 2026 is trede 3 vastgesteld."
    )
    assert adopted_for(een, "GM9002") == (WIE, "")


def test_a_revision_that_the_register_lacks_makes_the_report_a_draft_again(ronde: Any) -> None:
    een = ronde(EEN, TWEE, bevindingen=[HERZIENING])
    reden = "De herziening van 2026-10-06 staat nog niet in het register."
    assert adopted_for(een, "GM9001") == (None, reden)
    assert adopted_for(een, "GM9002") == (WIE, "")


@pytest.mark.parametrize(
    ("anders", "staat_er"),
    [({}, True), ({"datum": "2026-10-07"}, False), ({"trede": 1}, False)],
)
def test_it_is_the_revision_of_that_day_and_trede_that_must_be_there(
    ronde: Any, anders: dict[str, Any], staat_er: bool
) -> None:
    een = ronde(EEN, HERZIEN, bevindingen=[{**HERZIENING, **anders}])
    assert (adopted_for(een, "GM9001")[0] is not None) is staat_er


def test_of_several_revisions_of_this_round_the_latest_counts(ronde: Any) -> None:
    eerder = {**HERZIENING, "datum": "2026-09-01", "trede": 1}
    ander = {**HERZIENING, "gemeente": "GM9002", "datum": "2026-11-01", "trede": 1}
    vorige = {**HERZIENING, "peildatum": "2026-01-01", "datum": "2026-12-01", "trede": 3}
    een = ronde(bevindingen=[HERZIENING, eerder, ander, vorige])
    laatste = last_revision(een, "GM9001")
    assert laatste is not None
    assert laatste.datum == date(2026, 10, 6)
    assert last_revision(ronde(), "GM9001") is None


# The round as a whole


def test_where_an_old_row_does_not_say_by_whom_the_round_file_does(ronde: Any) -> None:
    kaal = EEN.replace("gs,zo,J,2026-08-20", ",,,")
    wie = Vaststelling("J. de Vries", "namens gedeputeerde staten", date(2026, 8, 20))
    assert adopted_for(ronde(kaal), "GM9001") == (wie, "")


def test_the_round_is_told_as_first_adopted_and_a_revision_apart(ronde: Any) -> None:
    een = ronde(EEN, HERZIEN, TWEE, bevindingen=[HERZIENING])
    wie, _ = adopted_as_whole(een)
    assert wie == replace(WIE, herzien=((date(2026, 10, 6), ("Verzonnendam",)),))
    blad = titelblad(beoordeel(een), een.verslag)
    zin = "op 20 augustus 2026 door J, gs. Herzien op 6 oktober 2026: Verzonnendam."
    assert zin in str(blad)
    assert zin.removeprefix("op 20 augustus 2026 door J") in str(status(een.verslag))


@pytest.mark.parametrize(
    ("dag", "wie"), [("2026-08-19", "J"), ("2026-08-20", "K"), ("2026-08-20", "J")]
)
def test_who_was_adopted_on_another_day_or_by_another_is_named(
    dag: str, wie: str, ronde: Any
) -> None:
    vast, _ = adopted_as_whole(ronde(EEN, TWEE.replace("J,2026-08-20", f"{wie},{dag}")))
    assert vast is not None
    gelijk = (dag, wie) == ("2026-08-20", "J")
    assert (vast.door, vast.datum) == ("J", date(2026, 8, 20))
    assert vast.anders == (() if gelijk else ("Fantasiestad",))


def test_the_sources_count_the_rows_that_tell_of_the_adoption(ronde: Any) -> None:
    def counted(een: Any) -> list[tuple[int, date]]:
        verslagen = (een.verslag, een.verslag_van("GM9001"))
        bronnen = [next(b for b in v.bronnen if b.rol == "register") for v in verslagen]
        return [(bron.rijen, bron.per) for bron in bronnen]

    assert counted(ronde(EEN, TWEE)) == [(4, date(2026, 8, 20)), (2, date(2026, 8, 20))]
    assert counted(ronde(EEN, HERZIEN, TWEE)) == [(5, date(2026, 10, 6)), (3, date(2026, 10, 6))]
    zonder = ronde(EEN, TWEE, sleutels={})
    assert counted(zonder) == [(2, date(2026, 1, 20)), (1, date(2026, 1, 20))]


def test_a_revision_that_only_this_round_records_is_no_row_of_the_register(ronde: Any) -> None:
    vorige = {**HERZIENING, "peildatum": "2026-01-01", "datum": "2026-07-20", "trede": 2}
    een = ronde(bevindingen=[vorige])
    bron = next(b for b in een.verslag_van("GM9001").bronnen if b.rol == "register")
    assert (bron.rijen, bron.per) == (1, date(2026, 1, 20))


def test_the_whole_round_is_adopted_only_when_every_gemeente_is(ronde: Any) -> None:
    assert adopted_as_whole(ronde(EEN, TWEE)) == (WIE, "")
    assert adopted_as_whole(ronde()) == (None, NIETS)
    deels = "Voor 1 van de 2 gemeenten heeft het register nog niet wat hier staat."
    assert adopted_as_whole(ronde(EEN)) == (None, deels)
    verschillend = "Voor 2 van de 2 gemeenten heeft het register nog niet wat hier staat."
    assert adopted_as_whole(ronde(about("GM9001", 2, -6))) == (None, verschillend)
