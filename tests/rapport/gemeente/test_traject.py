"""The traject of a gemeente on its page: terms and who is due, the plan, the contact log."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from ibt.rapport.gemeente import contact, termijnen, verbeterplan

# A gemeente that stays on trede 3 with these figures.
DRIE = {"trede": 3, "stand_begin": -5, "realisatie": 21}
BRIEF = {"soort": "brief_verzonden", "datum": "2026-07-10"}  # a Friday
GESPREK = {"soort": "gesprek", "datum": "2026-08-07", "deelnemers": ["wethouder", "gedeputeerde"]}
PLAN = {"soort": "verbeterplan", "datum": "2026-09-04", "vastgesteld_op": "2026-09-01"}
WOORDEN = {
    "gesprek": "Bestuurlijk gesprek over het verbeterplan",
    "plan": "Verbeterplan vaststellen en toesturen",
    "brief": "Toezichtbrief versturen, waarna de termijnen beginnen",
    "verzonden": "Toezichtbrief waarmee de termijnen begonnen",
    "nu": "Toezichtbrief over de laatste beoordeling versturen",
}


@pytest.fixture(name="op")
def _op(geval: Any) -> Any:
    """`op("2026-08-08", bevinding, …)`: a case as it stands on a day."""

    def make(dag: str, *bevindingen: Any, **rij: Any) -> Any:
        return geval(*bevindingen, ronde={"bijgewerkt_op": dag}, **{**DRIE, **rij})

    return make


def terms(een: Any) -> Any:
    return termijnen(een.traject, een.kader, een.verslag)


def bold(deel: Any) -> list[str]:
    return [vet.get_text() for vet in BeautifulSoup(str(deel), "html.parser").find_all("strong")]


def test_on_trede_1_and_2_there_are_no_fixed_terms_and_no_plan(gevallen: Any, read: Any) -> None:
    twee = {"trede": 2, "stand_begin": -5, "realisatie": 23}
    for trede, een in enumerate(gevallen({"trede": 1}, twee), 1):
        assert een.beoordeling.trede_voorstel == trede
        assert read(terms(een)) == "Bij deze trede horen geen vaste termijnen."
        assert read(verbeterplan(een.traject)) == ""


def test_from_trede_5_a_besluit_that_is_not_on_file_is_missed(gevallen: Any, read: Any) -> None:
    rijen = ({**DRIE, "trede": trede, "realisatie": 1} for trede in (5, 6))
    for trede, een in enumerate(gevallen(*rijen), 5):
        assert read(terms(een)) == (
            f"Trede {trede} rust op een besluit tot indeplaatsstelling, maar dat besluit staat "
            "niet in het dossier van deze ronde."
        )


@pytest.mark.norm("N77")
def test_every_step_says_who_is_due_by_when_and_where_it_stands(op: Any, table: Any) -> None:
    deel = terms(op("2026-07-20", BRIEF))
    assert table(deel) == {
        WOORDEN["verzonden"]: ["provincie", "–", "gedaan op 10 juli 2026", "§3 trede 3"],
        WOORDEN["gesprek"]: [
            "provincie",
            "7 augustus 2026 (vier weken na de brief van 10 juli 2026)",
            "open",
            "§3 trede 3",
        ],
        WOORDEN["plan"]: ["B en W", "vier weken na het gesprek", "open", "§3 trede 3"],
    }
    assert "Termijnen op trede 3, op 20 juli 2026" in str(deel)


@pytest.mark.parametrize(
    ("dag", "stand"), [("2026-08-06", "open"), ("2026-08-07", "open"), ("2026-08-08", "te laat")]
)
def test_a_term_is_late_from_the_day_after_it_and_then_in_bold(
    dag: str, stand: str, op: Any, table: Any
) -> None:
    deel = terms(op(dag, BRIEF))
    assert table(deel)[WOORDEN["gesprek"]][2] == stand
    zin = (
        f"Op {dag[-1]} augustus 2026 was 1 termijn verstreken zonder dat is vastgelegd dat eraan "
        "is voldaan: "
    )
    assert bold(deel) == ([zin, "te laat"] if stand == "te laat" else [])


def test_done_after_its_term_is_done_with_the_day(op: Any, table: Any) -> None:
    deel = terms(op("2026-09-20", BRIEF, GESPREK | {"datum": "2026-08-10"}))
    assert table(deel)[WOORDEN["gesprek"]][2] == "gedaan op 10 augustus 2026, na de termijn"
    assert not any("augustus" in vet for vet in bold(deel))


def test_a_term_that_ends_in_a_weekend_moves_on_and_says_so(op: Any, table: Any, read: Any) -> None:
    deel = terms(op("2026-08-10", BRIEF | {"datum": "2026-07-11"}))
    assert table(deel)[WOORDEN["gesprek"]][1:3] == [
        "10 augustus 2026 (vier weken na de brief van 11 juli 2026; "
        "8 augustus 2026 is geen werkdag)",
        "open",
    ]
    assert "(keuze K7)" in read(deel)
    assert "(keuze K7)" not in read(terms(op("2026-08-10", BRIEF)))


def test_an_agreed_term_takes_the_place_of_the_four_weeks_and_does_not_shift(
    op: Any, table: Any, read: Any
) -> None:
    afspraak = {"soort": "afspraak_termijn", "uiterlijk": "2026-09-05", "vervangt": "gesprek"}
    deel = terms(op("2026-09-05", BRIEF, afspraak))
    assert table(deel)[WOORDEN["gesprek"]][1:3] == [
        "5 september 2026 (afgesproken termijn)",
        "open",
    ]
    assert "K7" not in read(deel)


@pytest.mark.norm("N42")
def test_a_letter_that_was_not_sent_is_told_with_what_the_framework_asks(
    op: Any, read: Any, table: Any
) -> None:
    deel = terms(op("2026-07-20"))
    vooraf = "Er is niet vastgelegd dat de toezichtbrief over deze peildatum is verzonden."
    zin = "Het kader vraagt die zo snel mogelijk na de peildatum (§3 trede 3)."
    assert read(deel).startswith(f"{vooraf} {zin}")
    assert bold(deel) == [f"{vooraf} "]
    assert table(deel)[WOORDEN["brief"]][1:3] == ["zo snel mogelijk", "open"]
    assert table(deel)[WOORDEN["gesprek"]][1:3] == ["vier weken na de brief", "open"]


def test_how_long_the_letter_took(gevallen: Any, read: Any) -> None:
    zinnen = {
        "2026-07-01": "De toezichtbrief is verzonden op de peildatum.",
        "2026-07-02": "De toezichtbrief is verzonden 1 dag na de peildatum.",
        "2026-07-10": "De toezichtbrief is verzonden 9 dagen na de peildatum.",
        # About an earlier peildatum is no letter about this one.
        "2026-06-30": "Er is niet vastgelegd dat de toezichtbrief over deze peildatum is verzonden",
    }
    rijen = ({**DRIE, "bevindingen": [BRIEF | {"datum": dag}]} for dag in zinnen)
    uit = gevallen(*rijen, bijgewerkt_op="2026-07-20")
    for een, zin in zip(uit, zinnen.values(), strict=True):
        assert read(terms(een)).startswith(zin)


def test_where_terms_run_from_an_earlier_letter_both_letters_have_a_row(
    op: Any, table: Any
) -> None:
    eerder = BRIEF | {"datum": "2026-06-30"}
    rijen = table(terms(op("2026-07-20", eerder)))
    assert rijen[WOORDEN["verzonden"]][2] == "gedaan op 30 juni 2026"
    assert rijen[WOORDEN["nu"]][1:3] == ["zo snel mogelijk", "open"]
    rijen = table(terms(op("2026-07-20", eerder, BRIEF)))
    assert rijen[WOORDEN["verzonden"]][2] == "gedaan op 30 juni 2026"
    assert rijen["Toezichtbrief over de laatste beoordeling"][2] == "gedaan op 10 juli 2026"


def test_the_letter_is_told_of_on_trede_3_only(op: Any, read: Any) -> None:
    tekst = read(terms(op("2026-07-20", trede=4, realisatie=1)))
    assert "Termijnen op trede 4" in tekst
    assert "toezichtbrief" not in tekst.lower()


def test_on_trede_4_the_announcement_is_due_and_a_missed_chance_to_react_is_not_late(
    op: Any, table: Any
) -> None:
    assert table(terms(op("2026-07-20", trede=4, realisatie=1))) == {
        "Vooraankondiging van indeplaatsstelling": [
            "provincie", "zo snel mogelijk", "open", "§3 trede 4"
        ],
    }  # fmt: skip
    aankondiging = {
        "soort": "vooraankondiging",
        "orgaan": "gedeputeerde staten",
        "reden": "de achterstand blijft",
        "gevolgen": "de provincie regelt de huisvesting",
        "termijn": "2026-12-01",
        "reactie_uiterlijk": "2026-08-15",
    }
    deel = terms(op("2026-08-16", aankondiging, trede=4, realisatie=1))
    reactie = table(deel)["Zienswijze geven op de vooraankondiging"]
    assert reactie[1:3] == ["15 augustus 2026", "voorbij"]
    assert bold(deel) == []


def test_terms_are_escaped_and_keep_their_words(op: Any, table: Any) -> None:
    maatregel = {"maatregel": "<b>tien</b> & meer; {x}", "uiterlijk": "2026-12-05"}
    deel = terms(op("2026-09-10", BRIEF, GESPREK, PLAN | {"maatregelen": [maatregel]}))
    assert table(deel)["Maatregel uit het verbeterplan: <b>tien</b> & meer; {x}"][1:3] == [
        "5 december 2026",
        "open",
    ]


def test_without_a_plan_on_file_trede_3_says_so(op: Any, read: Any) -> None:
    assert read(verbeterplan(op("2026-07-20").traject)) == (
        "Er is nog geen verbeterplan vastgelegd."
    )


@pytest.mark.norm("N45")
def test_the_checklist_tells_yes_no_and_not_recorded_apart(op: Any, read: Any) -> None:
    plan = PLAN | {"korte_termijn": "ja", "duurzaam": "ja", "draagvlak": "nee"}
    assert read(verbeterplan(op("2026-09-10", plan).traject)) == (
        "Het verbeterplan is ontvangen op 4 september 2026. Burgemeester en wethouders stelden "
        "het vast op 1 september 2026. Onderdelen die het kader vraagt (§3 trede 3): het plan "
        "bevat oplossingen voor de korte termijn en duurzame oplossingen; het plan mist inzicht in "
        "draagvlak; over oplossingen voor de lange termijn, inzicht in haalbaarheid en inzicht in "
        "financiën is niets vastgelegd."
    )


def test_of_a_plan_that_is_all_one_thing_only_that_is_said(gevallen: Any, read: Any) -> None:
    namen = ("korte_termijn", "lange_termijn", "duurzaam", "haalbaarheid", "financien", "draagvlak")
    koppen = {"ja": "het plan bevat", "nee": "het plan mist"}
    plannen = ([PLAN | dict.fromkeys(namen, waarde)] for waarde in koppen)
    uit = gevallen(*({**DRIE, "bevindingen": p} for p in plannen), bijgewerkt_op="2026-09-10")
    for een, kop in zip(uit, koppen.values(), strict=True):
        tekst = read(verbeterplan(een.traject))
        assert f"(§3 trede 3): {kop} oplossingen" in tekst
        assert ";" not in tekst


def test_a_plan_that_the_college_did_not_adopt_is_told_and_ends_no_term(
    op: Any, read: Any, table: Any
) -> None:
    een = op("2026-09-10", BRIEF, GESPREK, {"soort": "verbeterplan", "datum": "2026-09-04"})
    assert "Niet is vastgelegd dat burgemeester en wethouders het hebben vastgesteld." in read(
        verbeterplan(een.traject)
    )
    assert table(terms(een))[WOORDEN["plan"]][2] == "te laat"


@pytest.mark.norm("N60")
def test_the_contact_log_is_latest_first_and_holds_nothing_of_later(op: Any, table: Any) -> None:
    gebeld = {"soort": "contact", "datum": "2026-07-15", "motivering": "gebeld over het plan"}
    een = op("2026-08-07", BRIEF, gebeld, GESPREK, PLAN)
    deel = contact(een.traject, een.verslag)
    assert list(table(deel).items()) == [
        ("7 augustus 2026", ["Gesprek (wethouder, gedeputeerde)", "omdat het zo is"]),
        ("15 juli 2026", ["Contact", "gebeld over het plan"]),
        ("10 juli 2026", ["Toezichtbrief verzonden", "omdat het zo is"]),
    ]
    assert "Contact met de gemeente Verzonnendam 1 sinds 1 januari 2026, nieuwste eerst" in str(
        deel
    )


def test_without_contact_it_says_so(op: Any, read: Any) -> None:
    een = op("2026-07-20")
    assert read(contact(een.traject, een.verslag)) == "Er is geen contact vastgelegd."


def test_contact_from_before_the_half_year_is_only_counted(
    gevallen: Any, table: Any, read: Any
) -> None:
    ouder = {"soort": "contact", "datum": "2025-11-01"}
    dagen = ("2025-12-31", "2026-01-01")
    stukken = ([{"soort": "gesprek", "datum": dag}, ouder] for dag in dagen)
    eerder, recent = (
        contact(een.traject, een.verslag)
        for een in gevallen(
            *({**DRIE, "bevindingen": stuk} for stuk in stukken), bijgewerkt_op="2026-07-20"
        )
    )
    assert list(table(recent)) == ["1 januari 2026"]
    assert "nog 1 keer contact in het dossier, het laatst op 1 november 2025" in read(recent)
    assert read(eerder).startswith("Sinds 1 januari 2026 is geen contact vastgelegd.")
    assert "nog 2 keer contact in het dossier, het laatst op 31 december 2025" in read(eerder)


@pytest.mark.norm("N60")
def test_figures_that_were_gone_through_are_contact_too_and_those_of_earlier_stay_apart(
    gevallen: Any, read: Any
) -> None:
    nu, eerder = (
        {"soort": "cijfers_geverifieerd", "datum": dag} for dag in ("2026-07-09", "2026-01-13")
    )
    gedaan, niets, vroeger, beide = (
        read(contact(een.traject, een.verslag))
        for een in gevallen(
            {"trede": 1, "bevindingen": [nu]},
            {"trede": 1},
            {"trede": 1, "dossier": [eerder]},
            {"trede": 1, "bevindingen": [nu], "dossier": [eerder]},
        )
    )
    zin, geen = "zijn de cijfers met de gemeente nagegaan.", "Er is geen contact vastgelegd."
    assert f"Op 9 juli 2026 {zin}" in gedaan
    assert geen not in gedaan
    assert geen in niets
    assert zin not in niets
    assert "Op 13 januari 2026 zijn die van een eerder halfjaar nagegaan." in vroeger
    assert zin not in vroeger
    assert f"Op 9 juli 2026 {zin} Op 13 januari 2026 zijn die" in beide


def test_beside_other_contact_the_figures_gone_through_stand_in_the_log(
    geval: Any, table: Any
) -> None:
    nagegaan = {"soort": "cijfers_geverifieerd", "datum": "2026-07-09"}
    gesprek = {"soort": "contact", "datum": "2026-07-08", "deelnemers": ["wethouder"]}
    een = geval(nagegaan, gesprek, trede=1)
    assert list(table(contact(een.traject, een.verslag))) == ["9 juli 2026", "8 juli 2026"]


def test_an_announcement_stands_in_the_contact_log(geval: Any, table: Any) -> None:
    aangekondigd = {
        "soort": "vooraankondiging",
        "orgaan": "gedeputeerde staten",
        "reden": "achterstand",
        "gevolgen": "de provincie neemt de taak over",
        "termijn": "2026-12-01",
        "reactie_uiterlijk": "2026-08-20",
    }
    een = geval(aangekondigd, trede=4, stand_begin=-12, realisatie=5)
    rijen = table(contact(een.traject, een.verslag))
    assert rijen["10 juli 2026"][0] == "Vooraankondiging van indeplaatsstelling"


def test_a_long_log_shows_the_latest_and_counts_the_rest(
    gevallen: Any, table: Any, read: Any
) -> None:
    stukken = [
        {"soort": "contact", "datum": f"2026-06-{dag:02}", "deelnemers": ["wethouder"]}
        for dag in range(1, 8)
    ]
    uit = gevallen(*({"trede": 1, "dossier": stukken[:keren]} for keren in (5, 6, 7)))
    for keren, een in enumerate(uit, 5):
        deel = contact(een.traject, een.verslag)
        assert next(iter(table(deel))) == f"{keren} juni 2026"
        assert len(table(deel)) == min(keren, 6)
        assert ("staat nog 1 keer contact in het dossier" in read(deel)) is (keren > 6)
        assert ("staat nog" in read(deel)) is (keren > 6)


def test_a_decided_step_ends_the_terms_before_it(op: Any, table: Any) -> None:
    stappen = [
        {"trede": 3, "datum": "2026-07-20", "motivering": "eerste"},
        {"trede": 4, "datum": "2026-08-10", "motivering": "tweede"},
    ]
    versnelling = {
        "soort": "versnelling", "datum": "2026-07-20", "spoed": "s", "stappen": stappen,
        "geinformeerd_op": "2026-07-18",
    }  # fmt: skip
    verzonden = BRIEF | {"datum": "2026-07-22"}
    deel = terms(op("2026-08-01", verzonden, versnelling, trede=2, stand_begin=-5, realisatie=15))
    for wat in (WOORDEN["gesprek"], "Verbeterplan vaststellen en toesturen"):
        assert table(deel)[wat][1] == "vóór 10 augustus 2026 (dan begint trede 4)"
