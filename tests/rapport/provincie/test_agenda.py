"""What is due in the province: by day, with what is late, and what waits for a letter."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.rapport.provincie import agenda
from ibt.ronde import Ronde, volg_trajecten

DRIE = {"trede": 3, "stand_begin": -5, "realisatie": 21}
BRIEF = {"soort": "brief_verzonden", "datum": "2026-07-10"}


def part(ronde: Ronde) -> Any:
    return agenda(volg_trajecten(ronde), ronde.kader, ronde.verslag)


def rows(deel: Any) -> list[list[str]]:
    """All cells of the table, row by row."""
    rijen = BeautifulSoup(str(deel), "html.parser").select("tbody tr")
    return [[cel.get_text(" ", strip=True) for cel in rij.find_all(("th", "td"))] for rij in rijen]


@pytest.fixture(name="op")
def _op(make_ronde: Any) -> Any:
    """`op("2026-08-08", "GM9001")`: three gemeenten, and who of them had a letter."""

    def make(dag: str, *met_brief: str) -> Ronde:
        rijen = [DRIE | {"naam": naam} for naam in ("Zuidveen", "Aal & burg")]
        brieven = [BRIEF | {"gemeente": code} for code in met_brief]
        return make_ronde(*rijen, {"naam": "Rustig"}, bevindingen=brieven, bijgewerkt_op=dag)

    return make


def test_terms_and_moments_stand_in_order_of_day(op: Any) -> None:
    deel = part(op("2026-07-20", "GM9001"))
    assert rows(deel) == [
        [
            "7 augustus 2026",
            "Zuidveen",
            "bestuurlijk gesprek over het verbeterplan (vier weken na de brief van 10 juli 2026)",
            "provincie",
            "open",
        ],
        [
            "1 oktober 2026",
            "alle gemeenten",
            "gemeenten informeren over de voortgang",
            "provincie",
            "open",
        ],
        [
            "1 januari 2027",
            "alle gemeenten",
            "peildatum van de volgende beoordeling",
            "provincie",
            "open",
        ],
    ]
    assert "Agenda op 20 juli 2026" in str(deel)


@pytest.mark.parametrize(("dag", "stand"), [("2026-08-07", "open"), ("2026-08-08", "te laat")])
def test_what_is_late_is_bold_from_the_day_after(dag: str, stand: str, op: Any) -> None:
    deel = part(op(dag, "GM9001"))
    assert rows(deel)[0][-1] == stand
    assert ("<strong>te laat</strong>" in str(deel)) == (stand == "te laat")


def test_of_a_measure_of_a_plan_the_file_only_lacks_that_it_was_done(make_ronde: Any) -> None:
    delen = [{"maatregel": "bouwen", "uiterlijk": "2026-07-31"}]
    plan = {"soort": "verbeterplan", "datum": "2026-07-15", "maatregelen": delen}
    ronde = make_ronde(DRIE, bevindingen=[BRIEF, plan], bijgewerkt_op="2026-08-01")
    assert rows(part(ronde))[0][-1] == "niet vastgelegd dat dit is gedaan"


def test_a_gemeente_leads_to_its_report_and_its_name_is_escaped(op: Any) -> None:
    deel = part(op("2026-07-20", "GM9002"))
    link = BeautifulSoup(str(deel), "html.parser").select_one("tbody a")
    assert link is not None
    assert (link["href"], link.get_text()) == ("gemeenten/GM9002.html", "Aal & burg")


@pytest.mark.parametrize(
    ("met_brief", "zin"),
    [
        ((), "Toezichtbrief versturen, waarna de termijnen beginnen: Aal & burg en Zuidveen."),
        (("GM9002",), "Toezichtbrief versturen, waarna de termijnen beginnen: Zuidveen."),
        (("GM9001", "GM9002"), None),
    ],
)
def test_who_still_waits_for_a_letter_is_named(
    met_brief: tuple[str, ...], zin: str | None, op: Any, read: Any
) -> None:
    tekst = read(part(op("2026-07-20", *met_brief)))
    if zin is None:
        assert "waarna de termijnen beginnen" not in tekst
        assert "Toezichtbrief versturen (daarmee begint geen termijn): Rustig." in tekst
    else:
        assert zin in tekst


def test_who_waits_for_a_letter_about_this_peildatum_only_is_named_apart(
    make_ronde: Any, read: Any
) -> None:
    eerder = BRIEF | {"datum": "2026-06-30"}
    ronde = make_ronde(
        DRIE | {"naam": "Zuidveen"}, bevindingen=[eerder], bijgewerkt_op="2026-07-20"
    )
    tekst = read(part(ronde))
    assert "Toezichtbrief over de laatste beoordeling versturen: Zuidveen." in tekst
    assert "waarna de termijnen beginnen" not in tekst


def test_the_calendar_file_is_offered_on_the_page_and_not_on_paper(op: Any, read: Any) -> None:
    deel = part(op("2026-07-20"))
    link = BeautifulSoup(str(deel), "html.parser").select_one('a[href="agenda.ics"]')
    assert link is not None
    assert link.find_parent("p")["data-pdf"] == "nee"
    assert "om in Outlook te openen: agenda.ics." in read(deel)
