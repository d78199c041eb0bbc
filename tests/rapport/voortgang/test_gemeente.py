"""The progress report of one gemeente: where it stands, and never an inschaling."""

import re
from typing import Any

import pytest

from ibt.rapport import voortgang as rapport
from ibt.rapport.voortgangzin import deel_zin, schema_cel, schema_kort, schema_zin, verwacht

# Words that keep a trede from being read as one that was set.
GEEN_OORDEEL = ("staat nu op", "staat op", "staat al op", "hoort bij", "hoort dan", "beschermt")
LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
OP_2 = {"trede": 2, "stand_begin": -5}
LAAT = {
    "soort": "correctie",
    "datum": "2026-01-10",
    "personen": 4,
    "bewijs": "huurcontract",
    "gehuisvest_van": "2025-12-20",
    "verwerkt_in": "2026-I",
}


def needs(stand: Any) -> Any:
    return rapport.benodigd(stand.voortgang, stand.traject)


def whole(stand: Any) -> list[Any]:
    """Every part of the report, as the notebook shows them."""
    een, kader = stand.voortgang, stand.kader
    return [
        rapport.titelblad(een, stand.verslag),
        rapport.tussenstand(een),
        rapport.cijfers(een),
        rapport.verloop(een),
        rapport.historie(een),
        rapport.benodigd(een, stand.traject),
        rapport.prognose(een),
        rapport.koppelingen(een),
        rapport.signalen(een, kader),
        rapport.termijnen(stand.traject, kader, stand.verslag),
        rapport.verbeterplan(stand.traject),
        rapport.contact(stand.traject, stand.verslag),
        rapport.informeren(een),
    ]


def test_on_schedule_never_stands_alone(onderweg: Any) -> None:
    wel, niet = "Op schema voor de taakstelling;", "Niet op schema voor de taakstelling: nog "
    nog, gehaald = "voor de totaalopgave nog", "de totaalopgave is al gehaald."
    komen = "nodig om op schema te komen;"
    gevallen = [
        ({"realisatie": 10, "stand_begin": -3}, f"{wel} {nog} 13 personen nodig.",
         "op schema; voor de totaalopgave nog 13"),
        ({"realisatie": 19}, f"{wel} {nog} 1 persoon nodig.",
         "op schema; voor de totaalopgave nog 1"),
        ({"realisatie": 20}, f"{wel} {gehaald}",
         "op schema; totaalopgave al gehaald"),
        ({"realisatie": 9}, f"{niet}1 persoon {komen} {nog} 11 personen nodig.",
         "niet op schema; voor de totaalopgave nog 11"),
        ({"realisatie": 5, "stand_begin": 15}, f"{niet}5 personen {komen} {gehaald}",
         "niet op schema; totaalopgave al gehaald"),
    ]  # fmt: skip
    uit = onderweg(*(rij for rij, *_ in gevallen))
    for stand, (_, zin, kort) in zip(uit, gevallen, strict=True):
        assert schema_zin(stand.voortgang) == zin
        assert schema_kort(stand.voortgang) == kort
        assert "voor de taakstelling" in schema_cel(stand.voortgang)


def test_the_expectation_names_a_backlog_or_none(onderweg: Any) -> None:
    geen, een = "geen achterstand te verwachten", "een achterstand van {} te verwachten"
    zinnen = [
        ({"realisatie": 10}, f"{geen}; dat hoort bij trede 1"),
        ({"realisatie": 12}, f"{geen}; dat hoort bij trede 1"),
        ({"realisatie": 9}, f"{een.format('2 personen')}; dat hoort bij trede 2"),
        ({"trede": 4, "stand_begin": -5, "realisatie": 12}, een.format("1 persoon")),
        ({"trede": 5, "stand_begin": -5, "realisatie": 30}, geen),
    ]
    uit = onderweg(*(rij for rij, _ in zinnen))
    assert [verwacht(stand.voortgang.prognose) for stand in uit] == [zin for _, zin in zinnen]


def test_nothing_on_the_page_can_be_taken_for_an_inschaling(onderweg: Any, read: Any) -> None:
    rijen = ({"trede": van, "stand_begin": -9, "realisatie": 6} for van in range(1, 7))
    for stand in onderweg(*rijen, eerder={"2026-01-01": 20}):
        tekst = " ".join(read(deel) for deel in whole(stand))
        assert (
            "Dit is geen beoordeling en geen inschaling: een tussenstand stelt geen trede vast."
            in tekst
        )
        assert "Dit is een verwachting, geen inschaling." in tekst
        assert "TUSSENSTAND, geen inschaling" in str(whole(stand)[0])
        for woord in (
            "voorstel",
            "ingeschaald",
            "gaat omhoog",
            "gaat omlaag",
            "Concept",
            "CONCEPT",
        ):
            assert woord not in tekst
        zonder = tekst.replace("geen inschaling", "").replace("geen eerdere inschaling", "")
        assert "inschaling" not in zonder
        for zin in re.findall(r"[^.]*trede \d[^.]*\.", read(rapport.tussenstand(stand.voortgang))):
            assert any(woord in zin for woord in GEEN_OORDEEL)


def test_the_conclusion_has_the_day_the_persons_and_the_trede_now(
    halverwege: Any, read: Any
) -> None:
    tekst = read(rapport.tussenstand(halverwege(**OP_2, realisatie=9).voortgang))
    assert tekst.startswith("Stand op 1 april 2026: 9 personen gehuisvest. Niet op schema")
    assert (
        "Blijft het tempo zo (3,0 per maand), dan is er op 1 juli 2026 een achterstand van 7 "
        "personen te verwachten; dat hoort bij trede 3. Van eerdere halfjaren zijn geen cijfers "
        "bekend; dit kan sterk afwijken."
    ) in tekst
    assert "De gemeente staat nu op trede 2 (Informatie opvragen en valideren)." in tekst
    assert "De gemeente staat op trede 2 en trede 3 is mogelijk. Nog 12 personen" in tekst
    assert "Bij dit tempo is de stand op 1 juli 2026 −7; dat hoort bij" in tekst


def test_the_conclusion_never_gives_a_bare_number(halverwege: Any, read: Any) -> None:
    traag = halverwege(realisatie=9, eerder={"2026-01-01": 12})
    assert (
        "Tussen het laagste en het hoogste tempo van nu en eerdere halfjaren loopt de stand dan "
        "van −5 tot −2."
    ) in read(rapport.tussenstand(traag.voortgang))
    gelijk = halverwege(realisatie=9, eerder={"2026-01-01": 18})
    assert "Ook bij het tempo van eerdere halfjaren komt de stand daar uit." in read(
        rapport.tussenstand(gelijk.voortgang)
    )


def test_a_stand_that_differs_is_explained_as_in_the_assessment(
    halverwege: Any, read: Any, table: Any
) -> None:
    open_ = {k: v for k, v in LAAT.items() if k != "verwerkt_in"}
    stand = halverwege(dossier=[open_], trede=2, stand_begin=-6, stand_eind_vorig=-2)
    tekst = read(rapport.tussenstand(stand.voortgang))
    assert (
        "De stand aan het begin verschilt van de vorige beoordeling: −6 volgens het COA en −2 in "
        "de vorige beoordeling. Er staan correcties open voor 4 personen; dat verklaart het "
        "verschil."
    ) in tekst
    rijen = table(rapport.cijfers(stand.voortgang))
    assert (rijen["Bij: achterstand aan het begin"][0], rijen["Af: open correcties"][0]) == (
        "+6",
        "−4",
    )


def test_a_first_round_says_that_there_is_no_earlier_trede(halverwege: Any, read: Any) -> None:
    tekst = read(rapport.tussenstand(halverwege().voortgang))
    assert "Er is geen eerdere inschaling; gerekend is vanaf trede 1." in tekst
    assert "staat nu op" not in tekst


def test_a_quiet_gemeente_has_no_box_of_warnings(halverwege: Any, read: Any) -> None:
    tekst = read(rapport.tussenstand(halverwege(trede=1).voortgang))
    assert "Let op" not in tekst


def test_the_sum_can_be_added_up(halverwege: Any, table: Any, read: Any) -> None:
    deel = rapport.cijfers(halverwege(stand_begin=-6).voortgang)
    rijen = {naam: cellen[0] for naam, cellen in table(deel).items()}
    assert rijen == {
        "Taakstelling": "20",
        "Bij: achterstand aan het begin": "+6",
        "Totaalopgave": "26",
        "Realisatie": "10",
        "Gerealiseerd": "10",
        "Nog nodig voor de totaalopgave": "16",
    }
    assert (
        "Gehuisvest is 50,0% van de taakstelling en 38,5% van de totaalopgave, in 3 van de 6 "
        "maanden. Het schema vraagt tot nu toe 10."
    ) in read(deel)


def test_the_stand_at_the_start_says_which_way_it_works(onderweg: Any, table: Any) -> None:
    namen = {
        -1: ("Bij: achterstand aan het begin", "+1"),
        0: ("Stand aan het begin", "0"),
        1: ("Af: voorsprong aan het begin", "−1"),
    }
    uit = onderweg(*({"stand_begin": begin} for begin in namen))
    for stand, (naam, aantal) in zip(uit, namen.values(), strict=True):
        assert table(rapport.cijfers(stand.voortgang))[naam][0] == aantal


def test_late_persons_stand_apart_and_the_page_has_one_number_housed(
    halverwege: Any, table: Any, read: Any
) -> None:
    stand = halverwege(dossier=[LAAT], trede=2, stand_begin=-6)
    deel = rapport.cijfers(stand.voortgang)
    rijen = {naam: cellen[0] for naam, cellen in table(deel).items()}
    assert rijen == {
        "Taakstelling": "20",
        "Bij: achterstand aan het begin": "+6",
        "Af: open correcties": "−4",
        "Totaalopgave": "22",
        "Realisatie": "10",
        "Af: nagekomen": "−4",
        "Gerealiseerd": "6",
        "Nog nodig voor de totaalopgave": "16",
    }
    assert "Gehuisvest is 30,0% van de taakstelling en 27,3% van de totaalopgave" in read(deel)
    assert "daarvoor telt de hele realisatie van het COA" in read(deel)
    assert "1 april 2026: 6 personen gehuisvest" in read(rapport.tussenstand(stand.voortgang))


def test_a_redistribution_has_its_own_row(halverwege: Any, table: Any) -> None:
    ruil = [
        {"soort": "herverdeling", "afspraak": "A", "personen": 3},
        {"gemeente": "GM9002", "soort": "herverdeling", "afspraak": "A", "personen": -3},
    ]
    rijen = table(rapport.cijfers(halverwege(*ruil, buren=[{}]).voortgang))
    assert rijen["Herverdeling"][0] == "+3"
    assert rijen["Totaalopgave"][0] == "23"


def test_a_share_of_nothing_is_explained(halverwege: Any) -> None:
    een = halverwege(taakstelling=5, stand_begin=5).voortgang
    assert "n.v.t. van de totaalopgave" in deel_zin(een)
    assert "niet van toepassing, want dat aantal is nul of kleiner" in deel_zin(een)
    assert "n.v.t." not in deel_zin(halverwege().voortgang)


def test_what_is_needed_stands_per_outcome_a_month_and_against_the_pace(
    halverwege: Any, table: Any, read: Any
) -> None:
    deel = needs(halverwege(**OP_2, realisatie=10))
    assert table(deel) == {
        "trede 1": ["ten minste 15", "5,0", "1,5 keer het tempo nu (3,3 per maand)"],
        "trede 2": ["ten minste 11", "3,7", "1,1 keer het tempo nu (3,3 per maand)"],
        "trede 3": ["minder dan 11", "–", "–"],
    }
    assert read(deel).startswith(
        "De opgave is de hele totaalopgave: tot 1 juli 2026 nog 15 personen"
    )
    assert "zonder nieuwe herverdeling, correctie of verschoonbare reden" in read(deel)


def test_what_the_table_of_needs_does_not_promise_is_told_where_it_plays(
    onderweg: Any, read: Any
) -> None:
    voorsprong = {"trede": 1, "stand_begin": 4}
    plan, beschermd, terug, gewoon, ruim, net_niet = (
        read(needs(stand))
        for stand in onderweg(
            {"trede": 3, "stand_begin": -9},
            {**voorsprong, "realisatie": 10},
            {"trede": 5, "stand_begin": -9},
            OP_2,
            {**voorsprong, "realisatie": 16},
            {**voorsprong, "realisatie": 15},
        )
    )
    zinnen = {
        "Stelt de toezichthouder vast dat er geen verbeterplan komt, of": plan,
        "beschermt de voorsprong aan het begin": beschermd,
        "dan kan de gemeente terug naar trede 1": terug,
    }
    for zin, deel in zinnen.items():
        assert zin in deel
        assert zin not in gewoon
    assert "beschermt de voorsprong" in net_niet
    assert "beschermt de voorsprong" not in ruim, "nothing is short"


def test_what_is_needed_is_feasible_at_this_pace_or_no_pace_is_divided_by(
    onderweg: Any, table: Any
) -> None:
    haalbaar, niemand, bereikt = (
        table(needs(stand)) for stand in onderweg(*({"realisatie": n} for n in (10, 0, 25)))
    )
    assert haalbaar["trede 1"] == [
        "ten minste 10",
        "3,4",
        "haalbaar in dit tempo (10 in 3 maanden)",
    ]
    assert niemand["trede 1"][2] == "er is dit halfjaar nog niemand gehuisvest"
    assert bereikt == {"trede 1": ["0", "–", "ook als er niemand meer bij komt"]}


def test_the_paces_are_told_with_their_mean(halverwege: Any, read: Any) -> None:
    tekst = read(needs(halverwege(eerder={"2026-01-01": 12, "2025-07-01": 24})))
    assert "dit halfjaar tot nu toe: 10, dat is 3,3 per maand" in tekst
    assert "gemiddeld over de 2 eerdere halfjaren: 3,0 per maand" in tekst
    assert "tweede halfjaar van 2025: 12, dat is 2,0 per maand" in tekst
    assert "eerste halfjaar van 2025: 24, dat is 4,0 per maand" in tekst


def test_without_earlier_figures_it_says_so_twice(halverwege: Any, read: Any, table: Any) -> None:
    assert "Van eerdere halfjaren zijn geen cijfers bekend." in read(needs(halverwege()))
    een = halverwege().voortgang
    assert "dus een bandbreedte ontbreekt" in read(rapport.prognose(een))
    assert list(table(rapport.prognose(een))) == ["het tempo van dit halfjaar"]


def test_the_forecast_has_its_assumption_and_its_range(
    halverwege: Any, read: Any, table: Any
) -> None:
    een = halverwege(eerder={"2026-01-01": 12}).voortgang
    deel = rapport.prognose(een)
    assert table(deel) == {
        "het laagste tempo": ["16", "−4", "trede 2"],
        "het tempo van dit halfjaar": ["20", "0", "trede 1"],
        "het hoogste tempo": ["20", "0", "trede 1"],
    }
    tekst = read(deel)
    assert "de resterende 3 maanden even snel gaan als tot nu toe, naar beneden afgerond" in tekst
    assert "nu, of in het ene eerdere halfjaar." in tekst


def test_the_range_of_several_half_years_says_how_many(halverwege: Any, read: Any) -> None:
    een = halverwege(eerder={"2026-01-01": 12, "2025-07-01": 24}).voortgang
    assert "nu, of in een van de 2 eerdere halfjaren." in read(rapport.prognose(een))


def test_from_trede_4_on_no_trede_belongs_to_a_forecast(
    halverwege: Any, read: Any, table: Any
) -> None:
    deel = rapport.prognose(halverwege(trede=4, stand_begin=-5).voortgang)
    assert len(table(deel)["het tempo van dit halfjaar"]) == 2
    assert "Hoort bij" not in read(deel)
    assert "Hoort bij" in read(rapport.prognose(halverwege(trede=3).voortgang))


@pytest.mark.norm("N09")
def test_koppelingen_are_compared_with_the_whole_opgave(onderweg: Any, read: Any) -> None:
    te_weinig, genoeg, onbekend = (
        read(rapport.koppelingen(stand.voortgang))
        for stand in onderweg({"koppelingen": 9}, {"koppelingen": 10}, {})
    )
    assert (
        "samen 19. De totaalopgave is 20. Dat is nu nog 1 persoon te weinig om de opgave te kunnen "
        "halen. Dat kan wijzen op overmacht (§2.3)"
    ) in te_weinig
    assert (
        "samen 20. De totaalopgave is 20. Er zijn dus genoeg mensen gekoppeld om de opgave te "
        "kunnen halen."
    ) in genoeg
    assert all("de berekening gebruikt ze niet" in tekst for tekst in (te_weinig, genoeg))
    assert onbekend == "Het aantal koppelingen op 1 april 2026 staat niet in de cijfers."


@pytest.mark.norm("N36")
def test_on_trede_2_it_says_what_averts_trede_3(halverwege: Any, read: Any) -> None:
    stand = halverwege(**OP_2, realisatie=9)
    tekst = read(rapport.informeren(stand.voortgang))
    assert "De gemeente staat op trede 2 en trede 3 is mogelijk. Nog 12 personen" in tekst
    assert "huisvesten voorkomt dat. Zij hoort dat nu" in tekst
    assert "er hoort een ambtelijk gesprek bij" in tekst
    assert "Een gesprek is nog niet vastgelegd." in tekst
    assert "Dat is nog niet gekozen." in tekst
    assert "kan het bericht ook met het bestuur worden gedeeld" in tekst
    assert "Er is nog niet vastgelegd dat dit aan de gemeente is gemeld" in tekst


def test_what_averts_trede_3_is_told_and_no_threat_where_it_is_averted(
    onderweg: Any, read: Any
) -> None:
    nog_een, afgewend = (
        read(rapport.informeren(stand.voortgang))
        for stand in onderweg(
            {"trede": 2, "stand_begin": -1, "realisatie": 20}, {**OP_2, "realisatie": 21}
        )
    )
    assert "Nog 1 persoon huisvesten voorkomt dat." in nog_een, "only trede 1 averts it"
    assert "Er zijn nu al genoeg mensen gehuisvest om trede 3 te voorkomen." in afgewend
    assert "mogelijk" not in afgewend


def test_a_gemeente_on_schedule_on_trede_1_only_gets_the_message(
    halverwege: Any, read: Any
) -> None:
    stand = halverwege(trede=1)
    tekst = read(rapport.informeren(stand.voortgang))
    assert tekst == (
        "De gemeente krijgt ambtelijk bericht over deze tussenstand van 1 april 2026 (§3 "
        "inleiding en §4). Er is nog niet vastgelegd dat dit aan de gemeente is gemeld."
    )


def test_the_last_message_that_was_recorded_is_told(halverwege: Any, read: Any) -> None:
    stand = halverwege(
        {"soort": "voortgang_gemeld", "datum": "2026-04-12", "motivering": "gebeld"},
        {"soort": "voortgang_gemeld", "datum": "2026-04-09", "motivering": "gemaild"},
        **OP_2,
    )
    tekst = read(rapport.informeren(stand.voortgang))
    assert tekst.endswith("Gemeld op 12 april 2026 door A. Toezicht: gebeld")
    assert "moet gemeld" not in tekst


@pytest.mark.norm("N62")
def test_a_talk_and_a_message_to_the_bestuur_are_told_with_their_day(
    halverwege: Any, read: Any
) -> None:
    stand = halverwege(
        {"soort": "gesprek", "datum": "2026-04-09", "gehouden_op": "2026-04-08"},
        {"soort": "voortgang_gemeld", "datum": "2026-04-12", "gedeeld_met_bestuur": "ja"},
        **OP_2,
        realisatie=9,
    )
    tekst = read(rapport.informeren(stand.voortgang))
    assert "Er was een gesprek op 8 april 2026." in tekst
    assert "Dat is gedaan op 12 april 2026." in tekst


def test_a_talk_before_the_midpoint_was_about_something_else(onderweg: Any, read: Any) -> None:
    dagen = ("2026-03-31", "2026-04-01")
    stukken = ([{"soort": "gesprek", "datum": dag}] for dag in dagen)
    uit = onderweg(*({"realisatie": 9, "dossier": stuk} for stuk in stukken))
    telt = ["Er was een gesprek" in read(rapport.informeren(stand.voortgang)) for stand in uit]
    assert telt == [False, True]


def test_another_reading_that_would_matter_is_named(onderweg: Any, read: Any) -> None:
    beschermd, gewoon = (
        read(rapport.prognose(stand.voortgang))
        for stand in onderweg({"trede": 1, "stand_begin": 4, "realisatie": 5}, {"trede": 1})
    )
    assert "Bij een andere lezing van het kader" in beschermd
    assert "zie K1" in beschermd
    assert "andere lezing" not in gewoon


def test_terms_that_run_and_contact_stand_in_it(halverwege: Any, read: Any, table: Any) -> None:
    brief = {"soort": "brief_verzonden", "datum": "2026-01-20", "motivering": "toezichtbrief"}
    stand = halverwege(dossier=[brief], trede=3, stand_begin=-9)
    tekst = read(rapport.termijnen(stand.traject, stand.kader, stand.verslag))
    assert "De toezichtbrief is verzonden 19 dagen na de peildatum 1 januari 2026." in tekst
    assert "Verbeterplan" in tekst
    rijen = table(rapport.contact(stand.traject, stand.verslag))
    assert rijen == {"20 januari 2026": ["Toezichtbrief verzonden", "toezichtbrief"]}


def test_a_letter_that_was_not_sent_is_missed_by_its_own_peildatum(
    halverwege: Any, read: Any
) -> None:
    stand = halverwege(trede=3, stand_begin=-9)
    tekst = read(rapport.termijnen(stand.traject, stand.kader, stand.verslag))
    assert "vastgelegd dat de toezichtbrief over de peildatum 1 januari 2026 is verzonden." in tekst


def test_a_hostile_name_and_motive_are_words_and_nothing_else(halverwege: Any, read: Any) -> None:
    gemeld = {"soort": "voortgang_gemeld", "motivering": f"<script>alert(1)</script> {LASTIG}"}
    stand = halverwege(gemeld, naam=LASTIG, **OP_2)
    html = "".join(str(deel) for deel in whole(stand))
    assert "<script>alert" not in html
    assert "<b>&" not in html
    assert LASTIG in read(whole(stand)[0])
    assert LASTIG in read(whole(stand)[-1])


def test_the_course_and_history_are_tables_too(halverwege: Any, table: Any, read: Any) -> None:
    maart = {"stand_per": "2026-03-01", "realisatie": 6, "koppelingen": 4}
    een = halverwege(trede=2, stand_begin=-5, maanden=[maart]).voortgang
    assert table(rapport.verloop(een)) == {
        "1 maart 2026": ["20", "6", "4"],
        "1 april 2026": ["20", "10", "–"],
    }
    assert table(rapport.historie(een)) == {"Stand, in personen": ["−5"], "Trede": ["2"]}
    assert "geen cijfers of treden bekend" in read(rapport.historie(halverwege().voortgang))


def test_same_input_same_bytes(halverwege: Any) -> None:
    rij = {"naam": LASTIG, **OP_2, "eerder": {"2026-01-01": 12}}
    eerst, nu = ("".join(str(deel) for deel in whole(halverwege(**rij))) for _ in range(2))
    assert eerst == nu
