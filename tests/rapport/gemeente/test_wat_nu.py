"""What follows: the opgave stays whole, and who does what."""

import re
from typing import Any

import pytest

from ibt.rapport.agenda import plan_agenda
from ibt.rapport.gemeente import acties, termijnen, vooruitzicht
from ibt.rapport.verantwoording import kader_en_keuzes


def test_the_first_line_is_that_the_opgave_stays_the_full_totaalopgave(
    gevallen: Any, read: Any
) -> None:
    zinnen = {
        14: "de nieuwe taakstelling plus de achterstand van 6 personen.",
        28: "de nieuwe taakstelling min de voorsprong van 8 personen.",
        20: "de nieuwe taakstelling.",
    }
    uit = gevallen(*({"trede": 1, "realisatie": aantal} for aantal in zinnen))
    for een, zin in zip(uit, zinnen.values(), strict=True):
        assert read(vooruitzicht(een.beoordeling)).startswith(f"De nieuwe opgave is {zin}")


def test_which_realisatie_leads_to_which_trede(geval: Any, read: Any, table: Any) -> None:
    deel = vooruitzicht(geval(trede=2, stand_begin=-5, realisatie=16).beoordeling)
    assert table(deel) == {
        "Trede 1": ["ten minste 9 personen boven de taakstelling"],
        "Trede 2": ["ten minste 5 personen boven de taakstelling"],
        "Trede 3": ["ten minste 1 persoon boven de taakstelling"],
        "Trede 4": ["minder dan hierboven"],
    }
    assert "De taakstelling voor het halfjaar tot 1 januari 2027 is in deze ronde niet bekend" in (
        read(deel)
    )


def test_where_every_number_gives_trede_1_a_shortfall_is_still_a_backlog(
    geval: Any, read: Any, table: Any
) -> None:
    deel = vooruitzicht(geval(trede=1, realisatie=28).beoordeling)
    assert table(deel) == {
        "Trede 1": [
            "de hele nieuwe opgave; met minder wordt het ook trede 1, zoals de provincie het kader "
            "leest (keuze K1)"
        ]
    }
    assert "Wat dan tekortkomt, telt wel mee als achterstand." in read(deel)


def test_a_lead_that_protects_up_to_its_size_says_up_to_where(geval: Any, table: Any) -> None:
    keuze = {"soort": "keuze", "keuze": "K1", "lezing": "tot_omvang"}
    deel = vooruitzicht(geval(keuze, trede=1, realisatie=28).beoordeling)
    assert table(deel) == {
        "Trede 1": [
            "de hele nieuwe opgave; met minder (ten hoogste 16 personen onder de taakstelling) "
            "wordt het ook trede 1, zoals de provincie het kader leest (keuze K1)"
        ],
        "Trede 2": ["minder dan hierboven"],
    }


def test_where_another_reading_gives_another_table_it_says_which(gevallen: Any, read: Any) -> None:
    uit = gevallen(*({"trede": 1, "realisatie": aantal} for aantal in (21, 20, 19)))
    zin = "Bij een andere lezing van het kader is de tabel anders: zie K1 onder Hoe het kader"
    gezegd = [zin in read(vooruitzicht(een.beoordeling)) for een in uit]
    assert gezegd == [True, False, False]
    een = uit[0]
    keuzes = read(kader_en_keuzes(een.kader, een.verslag, een.beoordeling.genoemde_keuzes))
    assert "K1 (§3 trede 1, 2e punt)" in keuzes


AFZIEN = {
    "soort": "afzien_effectuering",
    "datum": "2026-07-10",
    "bewijs": "planning",
    "realiseert_uiterlijk": "2026-11-01",
}


@pytest.mark.norm("N55")
def test_while_the_besluit_is_not_carried_out_nobody_is_threatened_with_it(
    gevallen: Any, read: Any, genomen_besluit: Any
) -> None:
    rij = {"trede": 5, "stand_begin": -12, "realisatie": 5, "dossier": [genomen_besluit]}
    uit = gevallen({**rij, "bevindingen": [AFZIEN]}, rij)
    for een, afgezien in zip(uit, (True, False), strict=True):
        acties_ = read(acties(een.beoordeling, een.traject, een.kader))
        assert ("treedt de provincie in de plaats" in acties_) is not afgezien
        assert ("voert de last uit" in acties_) is not afgezien
        assert "Tegen een besluit tot indeplaatsstelling staat beroep open; bij wie" in acties_
        stand = read(termijnen(een.traject, een.kader, een.verslag))
        assert ("verstreken zonder dat is vastgelegd" in stand) is not afgezien
        assert ("opgave zelf realiseren" in stand.casefold()) is afgezien
        dagen = [afspraak.wat for afspraak in plan_agenda((een.traject,), een.verslag, een.kader)]
        assert ("last uit het besluit: toewijzen" in dagen) is not afgezien


@pytest.mark.norm("N52", "N55")
@pytest.mark.parametrize(
    ("vandaag", "rust"), [("2026-08-31", True), ("2026-09-01", True), ("2026-09-02", False)]
)
def test_until_the_day_of_realising_by_itself_no_passed_term_asks_for_an_answer(
    vandaag: str, rust: bool, geval: Any, read: Any, genomen_besluit: Any
) -> None:
    afzien = {**AFZIEN, "realiseert_uiterlijk": "2026-09-01"}
    besluit = genomen_besluit | {"termijnen": [{"maatregel": "bouwen", "uiterlijk": "2026-07-20"}]}
    cijfers = {"trede": 5, "stand_begin": -12, "realisatie": 5}
    een = geval(afzien, ronde={"dossier": [besluit], "bijgewerkt_op": vandaag}, **cijfers)
    tekst = read(termijnen(een.traject, een.kader, een.verslag))
    zin = "Is dat op 1 september 2026 niet gebeurd, dan vraagt een verstreken termijn"
    assert (zin in tekst) is rust
    assert ("verstreken zonder dat is vastgelegd" in tekst) is not rust


@pytest.mark.norm("N19")
def test_the_steps_that_led_to_the_besluit_stand_among_the_terms(
    geval: Any, table: Any, genomen_besluit: Any
) -> None:
    een = geval(trede=5, stand_begin=-12, realisatie=5, ronde={"dossier": [genomen_besluit]})
    rijen = table(termijnen(een.traject, een.kader, een.verslag))
    assert rijen["Besluit tot indeplaatsstelling"][2].startswith("gedaan op ")


@pytest.mark.norm("N02")
def test_from_trede_4_no_half_yearly_steps_are_promised_and_on_4_the_duty_to_decide_is_told(
    gevallen: Any, read: Any
) -> None:
    plicht = (
        "Is vastgesteld dat een gemeente haar taak verwaarloost, dan moeten gedeputeerde staten in "
        "beginsel een besluit tot indeplaatsstelling nemen (§2)."
    )
    treden = (3, 4, 5, 6)
    uit = gevallen(*({"trede": van, "stand_begin": -9, "realisatie": 21} for van in treden))
    for trede, een in zip(treden, uit, strict=True):
        tekst = read(vooruitzicht(een.beoordeling))
        los = "Op trede 4, 5 en 6 gelden geen halfjaarlijkse stappen." in tekst
        assert los is (trede > 3)
        assert not (los and "telt de tabel" in tekst)
        assert (plicht in tekst) is (trede == 4), "it waits for a finding"


def test_who_realised_all_and_stays_is_not_promised_that_realising_brings_it_back(
    gevallen: Any, read: Any
) -> None:
    rij = {"trede": 4, "stand_begin": -5}
    blijft, tekort = (
        read(vooruitzicht(een.beoordeling))
        for een in gevallen(
            {**rij, "realisatie": 30, "bevindingen": [{"soort": "niet_afschalen"}]},
            {**rij, "realisatie": 3},
        )
    )
    assert "er is besloten de gemeente nog niet af te schalen" in blijft
    assert "kan de gemeente terug naar trede 1" not in blijft
    assert "kan de gemeente terug naar trede 1" in tekort


def test_what_was_done_before_the_letter_is_no_action_any_more(gevallen: Any, table: Any) -> None:
    gedaan, nog = (
        table(acties(een.beoordeling, een.traject, een.kader))
        for een in gevallen(
            {"trede": 1, "bevindingen": [{"soort": "cijfers_geverifieerd"}]}, {"trede": 1}
        )
    )
    assert not any("de cijfers nagaan" in wat for wat in gedaan)
    assert any("de cijfers nagaan" in wat for wat in nog)


@pytest.mark.norm("N24")
@pytest.mark.parametrize(
    ("dag", "trede", "straks"), [("2026-07-16", 3, True), ("2026-07-17", 4, False)]
)
def test_a_step_that_is_decided_for_a_later_day_has_no_terms_before_it(
    dag: str, trede: int, straks: bool, geval: Any, read: Any
) -> None:
    stappen = [
        {"trede": 3, "datum": "2026-07-10", "motivering": "eerst"},
        {"trede": 4, "datum": "2026-07-17", "motivering": "daarna"},
    ]
    spoed = {"soort": "versnelling", "spoed": "ja", "geinformeerd_op": "2026-07-01"}
    een = geval(
        {**spoed, "stappen": stappen},
        trede=2,
        stand_begin=-5,
        realisatie=15,
        ronde={"bijgewerkt_op": dag},
    )
    assert een.beoordeling.trede_voorstel == 4
    tekst = read(termijnen(een.traject, een.kader, een.verslag))
    assert ("Trede 4 geldt vanaf 17 juli 2026; tot die dag geldt trede 3." in tekst) is straks
    assert f"Termijnen op trede {trede}, op" in tekst
    assert f"Acties bij trede {trede}" in read(acties(een.beoordeling, een.traject, een.kader))


def test_every_trede_has_actions_with_who_and_where_it_says_so(gevallen: Any, table: Any) -> None:
    hoog = [{"trede": van, "stand_begin": -5, "realisatie": 3} for van in (4, 5, 6)]
    twee = {"trede": 2, "stand_begin": -5, "realisatie": 23}
    for trede, een in enumerate(gevallen({"trede": 1, "realisatie": 20}, twee, DRIE, *hoog), 1):
        assert een.beoordeling.trede_voorstel == trede
        rijen = table(acties(een.beoordeling, een.traject, een.kader))
        assert rijen
        for wat, (wie, _) in rijen.items():
            assert wie
            assert re.search(r"\((§[34]|Awb 4:8, naar ons oordeel)[^()]*\)$", wat)


@pytest.mark.norm("N31")
def test_on_trede_1_what_may_happen_is_listed_with_whom(geval: Any, table: Any) -> None:
    een = geval(trede=1, realisatie=20)
    rijen = table(acties(een.beoordeling, een.traject, een.kader))
    wie = {wat: partijen for wat, (partijen, _) in rijen.items() if wat.endswith("(§3 trede 1)")}
    assert wie == {
        "De provincie volgt de maandcijfers. (§3 trede 1)": "provincie",
        "Blijft het tempo achter, dan kan er een voortgangsgesprek zijn. (§3 trede 1)": (
            "provincie en gemeente (ambtelijk)"
        ),
        "De provincie meldt ontwikkelingen in de opgave en haalt goede voorbeelden op. (§3 trede "
        "1)": "provincie en gemeente (ambtelijk)",
        "Is de maatschappelijke urgentie hoog, dan kan er ook bestuurlijk contact zijn. (§3 trede "
        "1)": "provincie en B en W",
    }


@pytest.mark.norm("N35")
def test_on_trede_2_the_talk_names_coa_and_the_bestuur_waits_for_urgency_and_little_progress(
    geval: Any, table: Any
) -> None:
    een = geval(trede=2, stand_begin=-5, realisatie=23)
    rijen = table(acties(een.beoordeling, een.traject, een.kader))
    (gesprek,) = (wie for wat, (wie, _) in rijen.items() if wat.startswith("Ambtelijk toezicht"))
    assert gesprek == (
        "provincie, gemeente (ambtelijk), regievoerder van het COA en zo nodig woningcorporaties"
    )
    (urgent,) = (wat for wat in rijen if "urgentie" in wat)
    assert urgent == (
        "Is de maatschappelijke urgentie hoog en de voortgang te klein, dan kan er ook bestuurlijk "
        "contact zijn. (§3 trede 2)"
    )


DRIE = {"trede": 3, "stand_begin": -5, "realisatie": 21}
BRIEF = {"soort": "brief_verzonden", "datum": "2026-07-10"}


def _when(een: Any, table: Any, begin: str) -> str:
    """The words under "Wanneer" of the one action that begins like this."""
    rijen = table(acties(een.beoordeling, een.traject, een.kader))
    (gevonden,) = [cellen[1] for wat, cellen in rijen.items() if wat.startswith(begin)]
    return str(gevonden)


def test_a_step_with_a_day_of_its_own_stands_among_the_terms_and_not_here(
    geval: Any, table: Any
) -> None:
    een = geval(BRIEF, ronde={"bijgewerkt_op": "2026-07-20"}, **DRIE)
    begin = [wat.split(" ")[0] for wat in table(acties(een.beoordeling, een.traject, een.kader))]
    assert "Bestuurlijk" not in begin
    termen = table(termijnen(een.traject, een.kader, een.verslag))
    assert "Bestuurlijk gesprek over het verbeterplan" in termen
    assert "De gemeente voert het plan uit" in " ".join(
        table(acties(een.beoordeling, een.traject, een.kader))
    )


def test_without_a_plan_nobody_is_told_to_carry_it_out_within_its_terms(
    geval: Any, table: Any, read: Any
) -> None:
    een = geval(BRIEF, ronde={"bijgewerkt_op": "2026-07-20"}, **DRIE)
    zin = "zodra er een plan is, liefst al tijdens het vaststellen, binnen de termijnen daarvan"
    assert _when(een, table, "De gemeente voert het plan uit") == zin
    deel = read(acties(een.beoordeling, een.traject, een.kader))
    assert deel.startswith("Acties bij trede 3; gesprek en verbeterplan staan bij de termijnen")
    plan = {"soort": "verbeterplan", "datum": "2026-07-18", "vastgesteld_op": "2026-07-17"}
    met = geval(BRIEF, plan, ronde={"bijgewerkt_op": "2026-07-20"}, **DRIE)
    assert _when(met, table, "De gemeente voert") == "binnen de termijnen van het plan"


def test_the_letter_about_this_peildatum_names_its_day_on_any_trede(
    gevallen: Any, table: Any
) -> None:
    eerder = BRIEF | {"datum": "2026-06-30"}
    rijen = [{**rij, "bevindingen": [stuk]} for stuk in (BRIEF, eerder) for rij in ({}, DRIE)]
    zin = "zo snel mogelijk na de peildatum"
    wanneer = [
        _when(een, table, "De beoordeling wordt bekendgemaakt")
        for een in gevallen(*rijen, bijgewerkt_op="2026-07-20")
    ]
    assert wanneer == [f"{zin} (verzonden op 10 juli 2026)"] * 2 + [zin] * 2


@pytest.mark.parametrize(
    ("peildatum", "dag"), [("2026-01-01", "1 april 2026"), ("2026-07-01", "1 oktober 2026")]
)
def test_the_next_midpoint_is_named_with_its_date(
    peildatum: str, dag: str, geval: Any, table: Any
) -> None:
    een = geval(stand_per=peildatum, ronde={"peildatum": peildatum})
    assert _when(een, table, "De provincie laat halverwege") == f"1 april en 1 oktober ({dag})"


@pytest.mark.norm("N26")
@pytest.mark.parametrize(("vandaag", "komt"), [("2026-10-01", True), ("2026-10-02", False)])
def test_what_is_told_halfway_is_no_longer_to_come_after_that_day(
    vandaag: str, komt: bool, geval: Any, read: Any
) -> None:
    een = geval(trede=1, realisatie=20, ronde={"bijgewerkt_op": vandaag})
    assert ("halverwege" in read(acties(een.beoordeling, een.traject, een.kader))) is komt
