"""A herziening in a round: where the round starts, what it decides, and the rows it adds."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.fout import InvoerFout
from ibt.register import KOLOMMEN
from ibt.ronde import beoordeel_gemeente, load_ronde
from ibt.ronde.bevestigd import adopted_for
from ibt.ronde.vaststellen import adopt_ronde

WIE = Vaststelling("J. de Vries", "namens gedeputeerde staten", date(2026, 8, 20))
BASIS = {
    "gemeente": "GM9001",
    "beoordelaar": "A. Toezicht",
    "datum": "2026-07-10",
    "motivering": "het bezwaar is gegrond",
}
GEVERIFIEERD = [
    {**BASIS, "gemeente": code, "soort": "cijfers_geverifieerd"} for code in ("GM9001", "GM9002")
]
EERDER = {**BASIS, "soort": "herziening", "peildatum": "2026-01-01", "trede": 2}
KEUZE = {**BASIS, "soort": "keuze", "keuze": "K2", "lezing": "begin"}
EIGEN = {**BASIS, "soort": "herziening", "peildatum": "2026-07-01", "trede": 2}


def row(code: str, trede: int, stand: int, peildatum: str) -> str:
    dag = peildatum[:-2] + "20"
    return f"{code},{dag},{trede},beoordeling,{peildatum},{stand},0,0,9,gs,zo,A,{dag}\n"


REGISTER = (
    ",".join(KOLOMMEN)
    + "\n"
    + row("GM9001", 2, -6, "2025-07-01")
    + row("GM9001", 3, -10, "2026-01-01")
    + row("GM9002", 1, 0, "2026-01-01")
)


@pytest.fixture
def schrijf(make_ronde: Callable[..., Path]) -> Callable[..., Path]:
    def run(*stukken: dict[str, Any], **anders: Any) -> Path:
        return make_ronde(bevindingen=[*GEVERIFIEERD, *stukken], **{"register": REGISTER, **anders})

    return run


def trede(pad: Path, naam: str = "trede_vorig") -> int:
    return int(getattr(beoordeel_gemeente(load_ronde(pad), "GM9001"), naam))


def rows(pad: Path) -> list[tuple[str, ...]]:
    tekst = (pad.parents[1] / "data/register.csv").read_text(encoding="utf-8")
    namen = ("gemeentecode", "trede", "aanleiding", "peildatum", "datum", "stand_eind")
    return [tuple(rij[n] for n in namen) for rij in csv.DictReader(tekst.splitlines())]


def refused_adoption(pad: Path) -> str:
    with pytest.raises(InvoerFout) as fout:
        adopt_ronde(load_ronde(pad), WIE)
    return str(fout.value)


def test_a_round_starts_from_the_revised_trede_before_the_register_has_it(schrijf: Any) -> None:
    assert trede(schrijf()) == 3
    assert trede(schrijf(EERDER)) == 2


def test_the_revision_is_adopted_with_the_round_and_only_once(schrijf: Any) -> None:
    pad = schrijf(EERDER, KEUZE)
    assert adopt_ronde(load_ronde(pad), WIE) == 3
    assert rows(pad)[3:] == [
        ("GM9001", "2", "herziening", "2026-01-01", "2026-07-10", "-10"),
        ("GM9001", "2", "beoordeling", "2026-07-01", "2026-08-20", "-6"),
        ("GM9002", "1", "beoordeling", "2026-07-01", "2026-08-20", "0"),
    ]
    assert trede(pad) == 2
    assert adopt_ronde(load_ronde(pad), WIE) == 0


def test_a_revised_stand_is_the_one_that_coa_is_compared_with(schrijf: Any) -> None:
    ronde = load_ronde(schrijf({**EERDER, "stand_eind": -8}))
    assert beoordeel_gemeente(ronde, "GM9001").stand_eind_vorig == -8
    assert any(" na −8" in str(m) for m in ronde.uitkomsten.waarschuwingen)


@pytest.mark.parametrize(
    ("peildatum", "melding"),
    [
        ("2027-01-01", "een herziening gaat over deze peildatum (2026-07-01) of iets van eerder"),
        ("2025-01-01", "een peildatum die voor deze gemeente in het register staat"),
    ],
)
def test_a_peildatum_that_was_not_adopted_cannot_be_revised(
    refused: Any, peildatum: str, melding: str
) -> None:
    anders = {**EERDER, "peildatum": peildatum}
    assert melding in refused(register=REGISTER, bevindingen=[anders])[0]


@pytest.mark.norm("N23")
@pytest.mark.parametrize(("trede_", "mag"), [(1, False), (2, True)])
def test_a_revision_may_not_make_a_later_step_skip_a_trede(
    make_ronde: Any, trede_: int, mag: bool
) -> None:
    anders = {**EERDER, "peildatum": "2025-07-01", "trede": trede_}
    pad = make_ronde(register=REGISTER, bevindingen=[anders])
    if mag:
        assert trede(pad) == 3
    else:
        with pytest.raises(InvoerFout, match="trede overslaan") as fout:
            load_ronde(pad)
        assert "Herzie die latere peildatum ook" in str(fout.value)


def test_two_revisions_together_may_do_what_one_alone_may_not(schrijf: Any) -> None:
    vroeger = {**EERDER, "peildatum": "2025-07-01", "trede": 1}
    assert trede(schrijf(vroeger, EERDER)) == 2


def test_a_revision_of_the_round_itself_waits_until_it_was_adopted(schrijf: Any) -> None:
    assert "nog niet vastgesteld, dus er is niets te herzien" in refused_adoption(schrijf(EIGEN))


def test_late_evidence_gives_a_revised_row_with_the_figures_as_they_are_now(schrijf: Any) -> None:
    pad = schrijf()
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    eerst = (pad.parents[1] / "data/register.csv").read_text(encoding="utf-8")
    correctie = {
        **BASIS,
        "soort": "correctie",
        "personen": 1,
        "bewijs": "huurcontract",
        "gehuisvest_van": "2026-06-30",
    }
    pad = schrijf(correctie, {**EIGEN, "datum": "2026-10-06"}, register=eerst)
    assert (trede(pad, "trede_berekend"), trede(pad, "trede_voorstel")) == (2, 2)
    assert adopt_ronde(load_ronde(pad), WIE) == 1
    assert rows(pad)[-1] == ("GM9001", "2", "herziening", "2026-07-01", "2026-10-06", "-5")
    assert adopt_ronde(load_ronde(pad), WIE) == 0


@pytest.mark.parametrize(("trede_", "mag"), [(3, True), (4, True), (5, False)])
def test_a_revision_of_the_round_itself_rises_no_faster_than_the_round(
    make_ronde: Any, refused: Any, trede_: int, mag: bool
) -> None:
    eigen = {**EIGEN, "trede": trede_}
    if mag:
        pad = make_ronde(register=REGISTER, bevindingen=[eigen])
        assert trede(pad, "trede_voorstel") == trede_
    else:
        [melding] = refused(register=REGISTER, bevindingen=[eigen])
        assert "ten hoogste naar trede 4 (N23" in melding


def test_a_revision_signs_with_its_own_name_and_day_and_the_latest_one_decides(
    schrijf: Any,
) -> None:
    pad = schrijf(KEUZE)
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    eerst = (pad.parents[1] / "data/register.csv").read_text(encoding="utf-8")
    later = {**EIGEN, "datum": "2026-11-03", "beoordelaar": "B. Later", "trede": 3}
    eerder = {**EIGEN, "datum": "2026-10-06", "stand_eind": -4}
    pad = schrijf(KEUZE, later, eerder, register=eerst)
    assert trede(pad, "trede_voorstel") == 3
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    assert rows(pad)[-2:] == [
        ("GM9001", "2", "herziening", "2026-07-01", "2026-10-06", "-4"),
        ("GM9001", "3", "herziening", "2026-07-01", "2026-11-03", "-4"),  # as it was revised
    ]
    tekst = (pad.parents[1] / "data/register.csv").read_text(encoding="utf-8")
    laatste = list(csv.DictReader(tekst.splitlines()))[-1]
    assert (laatste["vastgesteld_door"], laatste["vastgesteld_op"]) == ("B. Later", "2026-11-03")
    assert adopt_ronde(load_ronde(pad), WIE) == 0


@pytest.mark.parametrize(
    "beurten", [[(2, 2)], [(1, 1), (2, 1)]], ids=["together", "one after the other"]
)
@pytest.mark.parametrize("trede_", [2, 3], ids=["one trede", "another"])
def test_of_two_revisions_on_one_day_each_has_its_own_stand_and_the_last_of_the_file_decides(
    schrijf: Any, trede_: int, beurten: list[tuple[int, int]]
) -> None:
    pad = schrijf(KEUZE)
    adopt_ronde(load_ronde(pad), WIE)
    register = pad.parents[1] / "data/register.csv"
    eerst = {**EIGEN, "datum": "2026-10-06", "stand_eind": -4}
    daarna = {**EIGEN, "datum": "2026-10-06", "trede": trede_, "stand_eind": -2}
    for aantal, erbij in beurten:
        vast = {"vaststelling": {"door": "J. de Vries", "datum": "2026-08-20"}}
        tekst = register.read_text(encoding="utf-8")
        pad = schrijf(KEUZE, *(eerst, daarna)[:aantal], register=tekst, sleutels=vast)
        assert adopt_ronde(load_ronde(pad), WIE) == erbij
    assert [(rij[1], rij[5]) for rij in rows(pad)[-2:]] == [("2", "-4"), (f"{trede_}", "-2")]
    ronde = load_ronde(pad)
    assert adopt_ronde(ronde, WIE) == 0
    uit = ronde.uitkomsten.per_gemeente["GM9001"]
    assert (uit.trede_voorstel, uit.som.stand_eind) == (trede_, -2)
    wie, waarom_concept = adopted_for(ronde, "GM9001")
    assert wie is not None, waarom_concept


def test_an_earlier_round_may_be_revised_twice_and_each_is_adopted_once(schrijf: Any) -> None:
    weer = {**EERDER, "datum": "2026-07-15", "trede": 3}
    pad = schrijf(weer, EERDER)
    assert trede(pad) == 3
    assert adopt_ronde(load_ronde(pad), WIE) == 4
    assert [(r[1], r[4]) for r in rows(pad) if r[2] == "herziening"] == [
        ("2", "2026-07-10"),
        ("3", "2026-07-15"),
    ]
    assert trede(pad) == 3
    assert adopt_ronde(load_ronde(pad), WIE) == 0


@pytest.mark.parametrize(
    ("dag", "mag"), [("2026-01-19", False), ("2026-01-20", True), ("2026-01-21", True)]
)
def test_a_revision_does_not_lie_before_what_it_revises(
    make_ronde: Any, refused: Any, dag: str, mag: bool
) -> None:
    invoer = {"register": REGISTER, "bevindingen": [{**EERDER, "datum": dag}]}
    if mag:
        assert trede(make_ronde(**invoer)) == 2
    else:
        [melding] = refused(**invoer)
        assert "niet voor het besluit liggen dat zij herziet (2026-01-20)" in melding
        assert dag in melding


@pytest.mark.parametrize(("trede_", "mag"), [(4, True), (5, False)])
def test_a_revision_does_not_lead_to_a_trede_that_needs_a_besluit(
    make_ronde: Any, refused: Any, trede_: int, mag: bool
) -> None:
    op_vier = row("GM9001", 4, -6, "2025-07-01") + row("GM9001", 4, -10, "2026-01-01")
    register = ",".join(KOLOMMEN) + "\n" + op_vier + row("GM9002", 1, 0, "2026-01-01")
    invoer = {"register": register, "bevindingen": [{**EERDER, "trede": trede_}]}
    if mag:
        assert trede(make_ronde(**invoer)) == 4
    else:
        assert "ten hoogste naar trede 4 (§3 trede 5 en 6)" in refused(**invoer)[0]


# A revision that changes nothing, beside a later besluit


BESLUIT = "GM9001,2026-03-01,5,besluit_indeplaatsstelling,,-10,0,0,10,gs,zo,A,2026-03-01\n"
OP_VIER = REGISTER.replace("GM9001,2026-01-20,3,", "GM9001,2026-01-20,4,").replace(
    "GM9001,2025-07-20,2,", "GM9001,2025-07-20,3,"
)


@pytest.mark.parametrize(("trede_", "geweigerd"), [(3, False), (4, True)])
def test_a_revision_that_leaves_the_trede_where_a_later_besluit_set_another_is_refused(
    schrijf: Any, refused: Any, trede_: int, geweigerd: bool
) -> None:
    """Told as if it set the trede, it would deny the besluit that goes on in force."""
    stuk = {**EERDER, "trede": trede_}
    verwacht = {"bevindingen": [*GEVERIFIEERD, stuk], "register": OP_VIER + BESLUIT}
    fouten = [fout for fout in refused(**verwacht) if "moet de trede veranderen" in fout]
    assert len(fouten) == int(geweigerd)
    assert all("van kracht is trede 5 door het besluit van 2026-03-01" in fout for fout in fouten)
    assert all('noem dan besluit_van: "2026-03-01"' in fout for fout in fouten)


@pytest.mark.parametrize(
    ("stuk", "register"),
    [
        ({**EERDER, "trede": 4, "stand_eind": -3}, OP_VIER + BESLUIT),  # it changes the stand
        ({**EERDER, "peildatum": "2025-07-01", "trede": 3}, OP_VIER),  # no besluit came after it
    ],
)
def test_a_revision_of_the_stand_or_with_no_besluit_after_it_is_no_such_fault(
    schrijf: Any, stuk: dict[str, Any], register: str
) -> None:
    assert load_ronde(schrijf(stuk, register=register)).register.last("GM9001") is not None
