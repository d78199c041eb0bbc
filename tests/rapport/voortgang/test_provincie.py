"""The overview, index and monitor page halfway: who is on schedule, who must hear what."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.rapport import voortgang as rapport
from ibt.rapport.index import Mislukt, index_page
from ibt.rapport.voortgang.bladzijde import monitor_page
from ibt.ronde import meet_voortgang

IEDEREEN = "Iedere gemeente: ambtelijk laten weten hoe zij ervoor staat (§3 inleiding en §4)"
MOGELIJK = (
    "Trede 3 of hoger mogelijk bij het laagste bekende tempo, of al op trede 4 of hoger: bericht "
    "kan naar het bestuur (§3 inleiding)"
)
LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
RIJ = {"naam": "Achterveen", "trede": 2, "stand_begin": -5, "realisatie": 9, "koppelingen": 3}
BUREN = (
    {"naam": "Bijdorp", "trede": 1, "realisatie": 12},
    {"naam": LASTIG, "trede": 3, "stand_begin": -10, "realisatie": 15},
    {"naam": "Vierhuis", "trede": 4, "stand_begin": -10, "realisatie": 4},
)


@pytest.fixture
def stand(halverwege: Any) -> Any:
    return halverwege(buren=BUREN, **RIJ)


def test_the_numbers_that_matter_come_first_and_nothing_is_netted(stand: Any, read: Any) -> None:
    tekst = read(rapport.kerncijfers(stand.voortgangen))
    assert tekst.startswith(
        "Van de 4 gemeenten liggen er 2 op schema voor de taakstelling. Dit is geen beoordeling en "
        "geen inschaling: een tussenstand stelt geen trede vast."
    )
    assert "2 op schema voor de taakstelling 2 niet op schema" in tekst
    assert "105 totaalopgave, personen 40 gehuisvest, personen (38,1%)" in tekst
    # Expected: 18-25, 24-20, 30-30, 8-30.
    assert "29 achterstanden samen in dit tempo" in tekst
    assert "4 voorsprongen samen in dit tempo" in tekst


def test_what_is_expected_together_has_its_range(halverwege: Any, read: Any) -> None:
    stand = halverwege(realisatie=9, eerder={"2026-01-01": 30}, buren=BUREN[:1])
    tekst = read(rapport.kerncijfers(stand.voortgangen))
    # At this pace 18 of 20 and 24 of 20; at its fastest the first has 9 + 15.
    assert "2 achterstanden samen in dit tempo (0 tot 2)" in tekst
    assert "4 voorsprongen samen in dit tempo (4 tot 8)" in tekst


@pytest.mark.parametrize(
    ("realisatie", "waar"), [(9, "ligt niet op schema"), (10, "ligt op schema")]
)
def test_one_gemeente_lies_on_schedule_or_not(
    realisatie: int, waar: str, halverwege: Any, read: Any
) -> None:
    tekst = read(rapport.kerncijfers(halverwege(trede=1, realisatie=realisatie).voortgangen))
    assert tekst.startswith(f"De gemeente {waar} voor de taakstelling.")


def test_whom_to_tell_comes_with_the_place_that_asks_for_it(stand: Any, table: Any) -> None:
    assert table(rapport.gemarkeerd(stand.voortgangen)) == {
        IEDEREEN: ["alle gemeenten", "geen"],
        "Op trede 2: melden of trede 3 mogelijk is (§3 trede 2, slot)": ["Achterveen", "geen"],
        MOGELIJK: ["Achterveen en Vierhuis", "geen"],
        "Niet op schema: ambtelijk gesprek (§4)": ["Achterveen en Vierhuis", "geen"],
    }


def test_what_was_done_already_stands_apart_with_its_day(halverwege: Any, table: Any) -> None:
    gedaan = halverwege(
        {"soort": "voortgang_gemeld", "datum": "2026-04-09", "gedeeld_met_bestuur": "ja"},
        {"soort": "gesprek", "datum": "2026-04-12"},
        buren=({"naam": "Bijdorp", "trede": 2, "stand_begin": -5, "realisatie": 21},),
        **RIJ,
    )
    assert table(rapport.gemarkeerd(gedaan.voortgangen)) == {
        IEDEREEN: ["Bijdorp", "Achterveen (9 apr 2026)"],
        "Op trede 2: melden of trede 3 mogelijk is (§3 trede 2, slot)": [
            "Bijdorp (trede 3 al voorkomen)", "Achterveen (9 apr 2026)",
        ],
        MOGELIJK: ["geen", "Achterveen (9 apr 2026)"],
        "Niet op schema: ambtelijk gesprek (§4)": ["geen", "Achterveen (12 apr 2026)"],
    }  # fmt: skip


def test_whom_else_to_tell_is_counted_when_they_are_most(halverwege: Any, table: Any) -> None:
    gemeld = {"soort": "voortgang_gemeld", "datum": "2026-04-09"}
    drie = halverwege(gemeld, buren=({"trede": 1}, {"trede": 1}), **RIJ)
    assert table(rapport.gemarkeerd(drie.voortgangen))[IEDEREEN] == [
        "de andere 2 gemeenten", "Achterveen (9 apr 2026)",
    ]  # fmt: skip


def test_nobody_to_tell_is_said(halverwege: Any, table: Any) -> None:
    rijen = table(rapport.gemarkeerd(halverwege(trede=1).voortgangen))
    assert rijen.pop(IEDEREEN) == ["Verzonnendam 1", "geen"]
    assert set(map(tuple, rijen.values())) == {("geen", "geen")}


def test_every_gemeente_has_a_row_with_schedule_opgave_and_range(stand: Any, table: Any) -> None:
    rijen = table(rapport.standtabel(stand.voortgangen))
    assert rijen["Achterveen"] == [
        "2", "niet op schema; voor de totaalopgave nog 16", "25", "9", "36,0%", "3", "−7",
        "–",
    ]  # fmt: skip
    assert rijen["Bijdorp"][1:2] + rijen["Bijdorp"][5:7] == [
        "op schema; voor de totaalopgave nog 8", "–", "+4"
    ]  # fmt: skip
    assert len(rijen) == 4


@pytest.mark.parametrize(("links", "aantal"), [(True, 4), (False, 0)])
def test_names_link_to_the_reports_only_where_these_are(
    links: bool, aantal: int, stand: Any
) -> None:
    soup = BeautifulSoup(str(rapport.standtabel(stand.voortgangen, links=links)), "html.parser")
    adressen = [a["href"] for a in soup.find_all("a")]
    assert len(adressen) == aantal
    assert all(adres.startswith("gemeenten/GM90") for adres in adressen)


def test_other_points_are_told_per_point(stand: Any, halverwege: Any, read: Any) -> None:
    tekst = read(rapport.aandacht(stand.voortgangen))
    assert "nu nog te weinig mensen gekoppeld om de totaalopgave te halen: Achterveen." in tekst
    assert "op schema" not in tekst
    rustig = halverwege(trede=1).voortgangen
    assert read(rapport.aandacht(rustig)) == "Er zijn geen andere aandachtspunten."


def test_the_small_charts_name_who_is_behind(stand: Any, alt: Any) -> None:
    deel = rapport.kleine_grafieken(stand.voortgangen)
    assert alt(deel) == (
        "4 kleine lijngrafieken, een per gemeente. Niet op schema: 2: Achterveen, Vierhuis."
    )
    assert str(deel) == str(rapport.kleine_grafieken(stand.voortgangen))


def test_the_overview_says_on_top_that_it_is_no_inschaling(stand: Any, read: Any) -> None:
    tekst = read(rapport.overzichtblad(stand.voortgangen, stand.verslag))
    assert "Stand op 1 april 2026 Gemeenten 4 Volgende beoordeling 1 juli 2026" in tekst
    assert "Dit is geen beoordeling en geen inschaling: een tussenstand" in tekst


def links_of(pagina: str) -> list[str]:
    return [a["href"] for a in BeautifulSoup(pagina, "html.parser").select("main a")]


def test_the_index_leads_to_every_report_message_and_table(stand: Any) -> None:
    pagina = index_page(stand.verslag, stand.voortgangen, [])
    adressen = links_of(pagina)
    for code in ("GM9001", "GM9002", "GM9003", "GM9004"):
        for adres in (f"gemeenten/{code}.html", f"gemeenten/{code}.pdf", f"brieven/{code}.docx"):
            assert adres in adressen
    for adres in ("provincie.html", "provincie.pdf", "voortgang.csv", "voortgang.xlsx"):
        assert adres in adressen
    assert "inschaling.csv" not in pagina


def test_the_index_sets_no_trede_and_has_the_trede_now(stand: Any) -> None:
    soup = BeautifulSoup(index_page(stand.verslag, stand.voortgangen, []), "html.parser")
    koppen = [th.get_text() for th in soup.select("#gemeenten thead th")]
    assert koppen == [
        "Gemeente",
        "Trede nu",
        "Schema",
        "Nog nodig voor de totaalopgave",
        "Rapport",
        "Staat",
    ]
    rij = soup.select_one("#gemeenten tr[data-trede='2']")
    assert rij is not None
    cellen = [cel.get_text() for cel in rij.find_all(["th", "td"])]
    assert cellen[:4] == ["Achterveen", "2", "niet op schema voor de taakstelling", "16"]
    assert cellen[5] == "tussenstand"
    assert [o["value"] for o in soup.select("#trede option")] == ["", "1", "2", "3", "4"]
    assert [o["value"] for o in soup.select("#schema option")] == [
        "",
        "niet op schema",
        "op schema",
    ]
    assert rij["data-schema"] == "niet op schema"


def test_a_report_that_failed_is_named_and_not_linked(stand: Any) -> None:
    mislukt = [
        Mislukt("GM9001", "rapport.cijfers", "ValueError: <b>kapot</b>"),
        Mislukt("provincie", "rapport.aandacht", "x"),
    ]
    pagina = index_page(stand.verslag, stand.voortgangen, mislukt)
    adressen = links_of(pagina)
    assert "gemeenten/GM9001.html" not in adressen
    assert "provincie.html" not in adressen
    assert "gemeenten/GM9002.html" in adressen
    assert "2 rapporten zijn niet gemaakt" in pagina
    assert "<b>kapot" not in pagina


def test_the_monitor_is_one_page_without_links(stand: Any) -> None:
    pagina = monitor_page(stand.voortgangen, stand.verslag, stand.kader)
    assert links_of(pagina) == [stand.kader.bron]
    soup = BeautifulSoup(pagina, "html.parser")
    assert [h.get_text() for h in soup.select("h2")] == [
        "In het kort", "Wie moet wat horen", "Alle gemeenten", "Verder te bekijken",
        "Verantwoording",
    ]  # fmt: skip
    assert "TUSSENSTAND, geen inschaling" in soup.get_text()
    assert LASTIG in soup.get_text()
    assert "<b>&" not in pagina
    assert monitor_page(stand.voortgangen, stand.verslag, stand.kader) == pagina


def test_the_monitor_says_what_was_read_and_how_the_framework_was_read(stand: Any) -> None:
    pagina = monitor_page(stand.voortgangen, stand.verslag, stand.kader)
    tekst = " ".join(BeautifulSoup(pagina, "html.parser").get_text(" ").split())
    assert "Een programma heeft deze tussenstand berekend." in tekst
    assert "K4 (§4)" in tekst
    assert "nu nog te weinig mensen gekoppeld" in tekst
    assert all(bron.sha256[:16] in tekst for bron in stand.verslag.bronnen if bron.rol == "cijfers")
    assert "ibt verify" not in tekst  # beside the page lies no round to check


@pytest.mark.parametrize(
    ("vandaag", "verstreken"), [("2026-05-31", False), ("2026-06-01", False), ("2026-06-02", True)]
)
def test_a_term_that_ran_out_asks_for_a_decision_from_the_day_after(
    vandaag: str, verstreken: bool, make_ronde: Any, read: Any, genomen_besluit: Any
) -> None:
    rij = {"trede": 5, "stand_per": "2026-04-01", "stand_begin": -10, "realisatie": 5}
    ronde = make_ronde(
        rij, dossier=[genomen_besluit], peildatum="2026-04-01", bijgewerkt_op=vandaag
    )
    (een,) = meet_voortgang(ronde)
    tekst = read(rapport.aandacht((een,)))
    assert ("gedeputeerde staten beslissen nog" in tekst) is verstreken
    assert ({"besluit_nodig", "termijn_verstreken"} <= set(een.aandachtspunten)) is verstreken
