"""The agenda of a round as a calendar file: read back as Outlook would, and never the clock."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar, Event

from ibt.begrippen.periode import Peildatum
from ibt.rapport.agenda import make_ics, next_midpoint, plan_agenda
from ibt.ronde import Ronde, load_ronde, volg_trajecten

DRIE = {"trede": 3, "stand_begin": -5, "realisatie": 21}
BRIEF = {"soort": "brief_verzonden", "datum": "2026-07-10"}
GESPREK = {"soort": "gesprek", "datum": "2026-08-07"}
PLAN = {"soort": "verbeterplan", "datum": "2026-08-14", "vastgesteld_op": "2026-08-13"}
MAATREGELEN = [
    {"maatregel": "tien woningen", "uiterlijk": "2026-10-01"},
    {"maatregel": "kamers", "uiterlijk": "2026-09-15", "voldaan_op": "2026-09-01"},
    {"maatregel": "overleg", "uiterlijk": "2026-08-20"},
]
MIDDEN, VOLGENDE = date(2026, 10, 1), date(2027, 1, 1)


def ics(ronde: Ronde) -> bytes:
    return make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader)


def events(ronde: Ronde) -> list[Event]:
    return list(Calendar.from_ical(ics(ronde)).walk("VEVENT"))


def uids(ronde: Ronde) -> dict[str, str]:
    return {str(een["SUMMARY"]): str(een["UID"]) for een in events(ronde)}


def unfolded(inhoud: bytes) -> list[str]:
    """Content lines as they were before folding, without a library."""
    return inhoud.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@pytest.fixture(name="op")
def _op(make_ronde: Any) -> Any:
    """`op("2026-08-08", bevinding, …)`: a round of one gemeente on trede 3, on a day."""

    def make(dag: str, *bevindingen: Any, dossier: Any = (), **rij: Any) -> Ronde:
        return make_ronde(
            {**DRIE, **rij}, bevindingen=bevindingen, dossier=dossier, bijgewerkt_op=dag
        )

    return make


def test_only_what_is_open_or_late_and_has_a_day_is_on_the_agenda(op: Any) -> None:
    ronde = op("2026-09-02", BRIEF, GESPREK, PLAN | {"maatregelen": MAATREGELEN})
    plan = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
    assert [(regel.dag, regel.wat) for regel in plan] == [
        (date(2026, 8, 20), "maatregel uit het verbeterplan: overleg"),
        (MIDDEN, "gemeenten informeren over de voortgang"),
        (MIDDEN, "maatregel uit het verbeterplan: tien woningen"),
        (VOLGENDE, "peildatum van de volgende beoordeling"),
    ]


@pytest.mark.parametrize(
    ("dag", "nog"), [("2026-09-30", True), ("2026-10-01", True), ("2026-10-02", False)]
)
def test_a_moment_that_has_passed_is_not_open_any_more(dag: str, nog: bool, op: Any) -> None:
    ronde = op(dag)
    plan = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
    assert (
        (MIDDEN, "gemeenten informeren over de voortgang")
        in [(regel.dag, regel.wat) for regel in plan]
    ) is nog


def test_halfway_the_duty_to_tell_every_gemeente_stays_until_it_is_done(make_ronde: Any) -> None:
    moment = date(2026, 4, 1)

    def plan(*gemeld: str) -> list[tuple[date, str]]:
        ronde = make_ronde(
            {"stand_per": moment, "naam": "Een"},
            {"stand_per": moment, "naam": "Twee"},
            peildatum="2026-04-01",
            bijgewerkt_op="2026-04-20",
            bevindingen=[
                {"gemeente": naam, "soort": "voortgang_gemeld", "datum": "2026-04-07"}
                for naam in gemeld
            ],
        )
        regels = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
        return [(regel.dag, regel.wat) for regel in regels]

    nog = (moment, "gemeenten informeren over de voortgang")
    assert nog in plan()
    assert nog in plan("Een")
    assert nog not in plan("Een", "Twee")


def test_a_step_that_waits_for_another_has_no_day_yet(op: Any) -> None:
    assert set(uids(op("2026-07-20"))) == {
        "Alle gemeenten: gemeenten informeren over de voortgang",
        "Alle gemeenten: peildatum van de volgende beoordeling",
    }


def test_the_days_of_all_gemeenten_stand_in_order_of_day_and_then_of_name(make_ronde: Any) -> None:
    drie = [DRIE | {"naam": naam} for naam in ("Zuidveen", "Aalburg", "Midwoud")]
    brieven = [
        BRIEF | {"gemeente": code, "datum": dag}
        for code, dag in (
            ("GM9001", "2026-07-10"), ("GM9002", "2026-07-10"), ("GM9003", "2026-07-09")
        )
    ]  # fmt: skip
    ronde = make_ronde(*drie, bevindingen=brieven, bijgewerkt_op="2026-07-20")
    plan = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
    assert [regel.traject.gemeente.naam for regel in plan if regel.traject] == [
        "Midwoud",
        "Aalburg",
        "Zuidveen",
    ]


@pytest.mark.parametrize(
    ("peildatum", "midden"),
    [
        ("2026-01-01", "2026-04-01"),
        ("2026-03-31", "2026-04-01"),
        ("2026-04-01", "2026-10-01"),
        ("2026-07-01", "2026-10-01"),
        ("2026-10-01", "2027-04-01"),
    ],
)
def test_the_next_midpoint_is_the_first_after_the_peildatum(peildatum: str, midden: str) -> None:
    gevonden = next_midpoint(Peildatum(date.fromisoformat(peildatum)))
    assert gevonden == date.fromisoformat(midden)


@pytest.mark.parametrize(
    ("peildatum", "dagen"),
    [
        ("2026-01-01", ["2026-04-01", "2026-07-01"]),
        ("2026-07-01", ["2026-10-01", "2027-01-01"]),
    ],
)
def test_the_next_progress_message_and_the_next_assessment_are_announced(
    peildatum: str, dagen: list[str], make_ronde: Any
) -> None:
    ronde = make_ronde({"stand_per": peildatum}, peildatum=peildatum)
    assert [een["DTSTART"].dt.isoformat() for een in events(ronde)] == dagen
    assert {een["SUMMARY"].partition(":")[0] for een in events(ronde)} == {"Alle gemeenten"}


def test_at_a_midpoint_only_the_assessment_is_still_to_come(make_ronde: Any) -> None:
    ronde = make_ronde({})
    verslag = replace(ronde.verslag, peildatum=Peildatum(MIDDEN))
    assert [regel.dag for regel in plan_agenda((), verslag, ronde.kader)] == [VOLGENDE]


def test_an_event_takes_the_whole_day_and_says_who_and_why(op: Any) -> None:
    een = events(op("2026-07-20", BRIEF))[0]
    assert een["SUMMARY"] == "Verzonnendam 1: bestuurlijk gesprek over het verbeterplan"
    assert een["DTSTART"].params["VALUE"] == een["DTEND"].params["VALUE"] == "DATE"
    assert type(een["DTSTART"].dt) is date
    assert (een["DTSTART"].dt, een["DTEND"].dt) == (date(2026, 8, 7), date(2026, 8, 8))
    assert een["DESCRIPTION"] == (
        "Wie: provincie. Termijn: vier weken na de brief van 10 juli 2026. "
        "Vindplaats: §3 trede 3. Ronde 2026-07-01, CONCEPT."
    )
    assert een["CATEGORIES"].cats == ["IBT", "CONCEPT"]
    assert een["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(("dag", "laat"), [("2026-08-07", False), ("2026-08-08", True)])
def test_what_is_late_says_so_from_the_day_after(dag: str, laat: bool, op: Any) -> None:
    tekst = events(op(dag, BRIEF))[0]["DESCRIPTION"]
    assert ("Op 8 augustus 2026: nog niet gedaan." in tekst) == laat


def test_a_fixed_day_needs_no_word_on_its_term(op: Any) -> None:
    plan = PLAN | {"maatregelen": MAATREGELEN[:1]}
    tekst = {een["SUMMARY"]: een["DESCRIPTION"] for een in events(op("2026-09-02", plan))}
    assert tekst["Verzonnendam 1: maatregel uit het verbeterplan: tien woningen"] == (
        "Wie: B en W. Vindplaats: §3 trede 3. Ronde 2026-07-01, CONCEPT."
    )


def test_an_adopted_round_calls_itself_adopted(make_ronde: Any) -> None:
    ronde = make_ronde({}, vaststelling={"door": "J. de Vries", "datum": "2026-08-20"})
    assert events(ronde)[0]["CATEGORIES"].cats == ["IBT", "VASTGESTELD"]


def test_the_file_is_valid_rfc_5545(op: Any) -> None:
    naam = "Übergårdingen-Ŝtormwoud " * 5
    inhoud = ics(op("2026-08-20", BRIEF, GESPREK, PLAN | {"maatregelen": MAATREGELEN}, naam=naam))
    assert inhoud.endswith(b"END:VCALENDAR\r\n")
    assert inhoud.count(b"\n") == inhoud.count(b"\r") == inhoud.count(b"\r\n")
    for regel in inhoud.split(b"\r\n"):
        assert len(regel) <= 75
        assert regel.removeprefix(b" ").decode()  # no character is cut in two
        if regel.startswith(b"END:VCALENDAR"):
            break
    regels = unfolded(inhoud)
    assert regels[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in regels
    assert "CALSCALE:GREGORIAN" in regels
    # A method asks for an ORGANIZER (RFC 5546), and this file invites nobody.
    assert not any(regel.startswith("METHOD") for regel in regels)
    assert "PRODID:-//Provincie Verzonnen//ibt//NL" in regels
    for regel in regels:
        assert re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", regel), regel
    for een in Calendar.from_ical(inhoud).walk("VEVENT"):
        for nodig in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"):
            assert nodig in een


@pytest.mark.parametrize(
    "naam",
    [
        "Ver, Zonnen; dam",
        "Dam\\nSUMMARY:weg",
        "Achter\\",
        'Aan"halings:teken',
        "Regel\u2028SUMMARY:weg",
        "BEGIN:VEVENT",
    ],
)
def test_a_hostile_name_comes_back_as_it_was_and_adds_no_event(naam: str, op: Any) -> None:
    ronde = op("2026-07-20", BRIEF, naam=naam)
    gelezen = events(ronde)
    assert len(gelezen) == 3
    assert gelezen[0]["SUMMARY"] == f"{naam}: bestuurlijk gesprek over het verbeterplan"
    ontsnapt = naam.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{ontsnapt}: bestuurlijk gesprek over het verbeterplan" in unfolded(ics(ronde))


def test_the_name_of_the_calendar_is_escaped_as_well(make_ronde: Any) -> None:
    naam = "Oost, West; Thuis\\Best"
    ronde = make_ronde({"provincie": naam}, provincie=naam)
    regels = unfolded(ics(ronde))
    assert r"X-WR-CALNAME:IBT Oost\, West\; Thuis\\Best\, ronde 2026-07-01" in regels
    assert Calendar.from_ical(ics(ronde))["PRODID"] == f"-//Provincie {naam}//ibt//NL"


def test_the_stamp_is_the_day_of_the_round_and_never_the_clock(op: Any) -> None:
    for een in events(op("2026-07-20", BRIEF)):
        assert een["DTSTAMP"].dt == datetime(2026, 7, 20, tzinfo=UTC)


def test_the_same_round_gives_the_same_bytes(op: Any) -> None:
    ronde = op("2026-08-20", BRIEF, GESPREK, PLAN | {"maatregelen": MAATREGELEN})
    assert ics(ronde) == ics(ronde) == ics(load_ronde(ronde.pad))


def test_a_later_version_updates_the_same_events(op: Any) -> None:
    stukken = (BRIEF, GESPREK, PLAN | {"maatregelen": MAATREGELEN})
    eerder, later = op("2026-08-19", *stukken), op("2026-08-25", *stukken)
    assert uids(eerder) == uids(later)
    nummers = [{int(een["SEQUENCE"]) for een in events(ronde)} for ronde in (eerder, later)]
    assert max(nummers[0]) < min(nummers[1])


def test_a_day_before_the_framework_gives_no_negative_sequence(op: Any) -> None:
    assert {int(een["SEQUENCE"]) for een in events(op("2020-01-01"))} == {0}


def test_every_event_has_a_uid_of_its_own_even_where_two_measures_end_on_one_day(op: Any) -> None:
    twee = [
        MAATREGELEN[0] | {"maatregel": naam} for naam in ("overleg", "tien woningen", "Overleg")
    ]
    ronde = op("2026-08-20", BRIEF, GESPREK, PLAN | {"maatregelen": twee})
    gevonden = [str(een["UID"]) for een in events(ronde)]
    assert len(gevonden) == len(set(gevonden)) == 5


def test_two_gemeenten_with_the_same_term_have_two_uids(make_ronde: Any) -> None:
    brieven = [BRIEF | {"gemeente": code} for code in ("GM9001", "GM9002")]
    ronde = make_ronde(DRIE, DRIE, bevindingen=brieven, bijgewerkt_op="2026-07-20")
    assert len({str(een["UID"]) for een in events(ronde)}) == 4


@pytest.mark.parametrize(
    ("vervangt", "wat"),
    [
        ("gesprek", "bestuurlijk gesprek over het verbeterplan"),
        ("tien woningen", "maatregel uit het verbeterplan: tien woningen"),
    ],
)
def test_a_term_that_is_agreed_anew_moves_the_same_event(vervangt: str, wat: str, op: Any) -> None:
    plan = PLAN | {"maatregelen": MAATREGELEN}
    afspraak = {"soort": "afspraak_termijn", "vervangt": vervangt, "uiterlijk": "2026-12-01"}
    afspraak |= {"datum": "2026-08-16"}
    eerst, later = op("2026-08-20", BRIEF, plan), op("2026-08-20", BRIEF, plan, afspraak)
    assert uids(eerst)[f"Verzonnendam 1: {wat}"] == uids(later)[f"Verzonnendam 1: {wat}"]
    verzet = next(een for een in events(later) if str(een["SUMMARY"]).endswith(wat))
    assert verzet["DTSTART"].dt == date(2026, 12, 1)
    assert "Termijn: afgesproken termijn." in verzet["DESCRIPTION"]


def test_an_agreement_keeps_its_event_when_a_plan_with_measures_comes_in(op: Any) -> None:
    afspraak = {"soort": "afspraak_termijn", "uiterlijk": "2026-12-01", "datum": "2026-08-10"}
    naam = "Verzonnendam 1: verbeterplan uitvoeren"
    eerst = uids(op("2026-08-12", BRIEF, GESPREK, afspraak))
    later = uids(op("2026-08-20", BRIEF, GESPREK, afspraak, PLAN | {"maatregelen": MAATREGELEN}))
    assert eerst[naam] == later[naam]


def test_a_measure_keeps_its_event_when_the_letter_is_sent_or_the_measures_change_places(
    op: Any,
) -> None:
    plan = PLAN | {"datum": "2026-03-02", "vastgesteld_op": "2026-03-01"}
    heen = [plan | {"maatregelen": MAATREGELEN}]
    terug = [plan | {"maatregelen": MAATREGELEN[::-1]}]
    naam = "Verzonnendam 1: maatregel uit het verbeterplan: tien woningen"
    eerst = uids(op("2026-07-20", dossier=heen))[naam]
    assert uids(op("2026-07-20", BRIEF, dossier=heen))[naam] == eerst
    assert uids(op("2026-07-20", dossier=terug))[naam] == eerst


def test_a_letter_that_asks_for_a_new_plan_gives_new_events(op: Any) -> None:
    nieuw = BRIEF | {"datum": "2026-07-17", "nieuw_verbeterplan": "ja"}
    naam = "Verzonnendam 1: bestuurlijk gesprek over het verbeterplan"
    assert uids(op("2026-07-20", BRIEF))[naam] != uids(op("2026-07-20", BRIEF, nieuw))[naam]


def test_a_decided_step_is_on_the_agenda_and_terms_end_on_the_day_before_it(op: Any) -> None:
    stappen = [
        {"trede": 3, "datum": "2026-07-20", "motivering": "eerste"},
        {"trede": 4, "datum": "2026-08-10", "motivering": "tweede"},
    ]
    versnelling = {
        "soort": "versnelling", "datum": "2026-07-20", "spoed": "s", "stappen": stappen,
        "geinformeerd_op": "2026-07-18",
    }  # fmt: skip
    rij = {"trede": 2, "stand_begin": -5, "realisatie": 15}
    ronde = op("2026-08-01", BRIEF | {"datum": "2026-07-22"}, versnelling, **rij)
    plan = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
    erna = "de dag erna begint trede 4"
    assert [(r.dag, r.wat, r.reden) for r in plan[:3]] == [
        (date(2026, 8, 9), "bestuurlijk gesprek over het verbeterplan", erna),
        (date(2026, 8, 9), "verbeterplan vaststellen en toesturen", erna),
        (date(2026, 8, 10), "trede 4 begint", ""),
    ]
    namen = [een["SUMMARY"] for een in events(ronde)]
    assert "Verzonnendam 1: verbeterplan vaststellen en toesturen" in namen
    assert "Verzonnendam 1: trede 4 begint" in namen


@pytest.mark.parametrize(
    ("stap", "dag"), [("2026-08-18", 17), ("2026-08-19", 18), ("2026-08-20", 19)]
)
def test_a_term_of_its_own_ends_before_a_decided_step_but_never_later_than_it_would(
    stap: str, dag: int, op: Any
) -> None:
    stappen = [
        {"trede": 3, "datum": "2026-07-20", "motivering": "eerste"},
        {"trede": 4, "datum": stap, "motivering": "tweede"},
    ]
    versnelling = {
        "soort": "versnelling", "datum": "2026-07-20", "spoed": "s", "stappen": stappen,
        "geinformeerd_op": "2026-07-18",
    }  # fmt: skip
    rij = {"trede": 2, "stand_begin": -5, "realisatie": 15}
    ronde = op("2026-08-01", BRIEF | {"datum": "2026-07-22"}, versnelling, **rij)
    plan = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
    gesprek = next(regel for regel in plan if "gesprek" in regel.wat)
    assert gesprek.dag == date(2026, 8, dag)


@pytest.mark.parametrize(
    ("vandaag", "staat_er"), [("2026-09-30", True), ("2026-10-01", True), ("2026-10-02", False)]
)
def test_the_day_of_the_progress_message_leaves_agenda_and_calendar_when_it_is_over(
    vandaag: str, staat_er: bool, op: Any
) -> None:
    # Whether the message went out stands in the round of that day, which this one does not read.
    ronde = op(vandaag, BRIEF)
    plan = plan_agenda(volg_trajecten(ronde), ronde.verslag, ronde.kader)
    assert any("over de voortgang" in regel.wat for regel in plan) == staat_er
    assert any("over de voortgang" in een["SUMMARY"] for een in events(ronde)) == staat_er
