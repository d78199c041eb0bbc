"""What a letter says: to whom, which trede and why, what follows, and what it is in law."""

import re
from dataclasses import astuple, is_dataclass
from typing import Any

import pytest

from ibt.begrippen.beoordeling import Signalen
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.wachttijd import Wachttijd, hide_small
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.rapport.brief import Brief
from ibt.rapport.brief.signalen import coa_signalen
from ibt.rapport.brief.vervolg import _VARIANT
from ibt.rapport.brief.zin import sentence

GEEN_BESLUIT = (
    "Naar ons oordeel is een inschaling op de interventieladder geen besluit in de zin van de "
    "Algemene wet bestuursrecht, zodat daartegen geen bezwaar of beroep openstaat."
)
ACHTERSTAND = {"stand_begin": -12, "realisatie": 12}


def words(deel: Any) -> str:
    """Every text of a letter, or of a part of it, one after the other."""
    if is_dataclass(deel) and not isinstance(deel, type):
        return words(astuple(deel))
    if isinstance(deel, tuple):
        return " ".join(tekst for onder in deel if (tekst := words(onder)))
    return deel if isinstance(deel, str) else ""


def steps(brief: Brief) -> dict[str, str]:
    return {stap.wat: stap.wanneer for stap in brief.stappen}


def figures(brief: Brief) -> dict[str, str]:
    return {rij.naam: rij.aantal for rij in brief.cijfers}


@pytest.mark.norm("N22")
def test_it_is_addressed_to_the_college_with_a_copy_to_the_gemeenteraad(brief: Any) -> None:
    een = brief(naam="'s-Verzonnenhage")
    assert een.geadresseerde == (
        "Het college van burgemeester en wethouders van de gemeente 's-Verzonnenhage"
    )
    assert een.afschrift == "de gemeenteraad van 's-Verzonnenhage"
    assert een.aanhef == "Geacht college,"
    assert een.afzender == "Provincie Verzonnen"
    assert een.onderwerp == (
        "Beoordeling huisvesting vergunninghouders over het eerste halfjaar van 2026: trede 1"
    )


def test_the_conclusion_comes_first_in_one_sentence(brieven: Any) -> None:
    rijen = (
        {"trede": 1},
        {},
        {"trede": 1, "realisatie": 19},
        {"trede": 3, "stand_begin": -5, "realisatie": 25},
        {"trede": 2, "stand_begin": -5, "realisatie": 20},
    )
    zwaarder = "Uw gemeente komt onder zwaarder toezicht: van trede "
    assert [een.kern for een in brieven(*rijen)] == [
        "Uw gemeente blijft op trede 1 van de interventieladder (Signaleren).",
        "Uw gemeente komt op trede 1 van de interventieladder (Signaleren).",
        f"{zwaarder}1 naar trede 2 van de interventieladder (Informatie opvragen en valideren).",
        "Uw gemeente komt onder lichter toezicht: van trede 3 naar trede 1 van de "
        "interventieladder (Signaleren).",
        f"{zwaarder}2 naar trede 3 van de interventieladder (Actief toezicht: afspraken over "
        "acties, termijnen en vervolg).",
    ]


def test_the_reason_is_addressed_to_the_gemeente(brief: Any) -> None:
    tekst = words(brief(trede=1, realisatie=19).conclusie)
    assert "Er is een achterstand van 1 persoon. Uw gemeente begon het halfjaar zonder" in tekst
    assert "De provincie vraagt hoe de achterstand is ontstaan en hoe uw gemeente die" in tekst
    assert "Ons toezicht gaat uit van vertrouwen in uw gemeente" in tekst


@pytest.mark.norm("N67")
def test_it_rests_on_trust_and_on_the_gemeenteraad_which_gets_a_copy(brief: Any) -> None:
    een = brief(naam="Dam", trede=1, realisatie=19)
    assert een.conclusie[-1] == (
        "Ons toezicht gaat uit van vertrouwen in uw gemeente, en van de verantwoording die uw "
        "college aflegt aan de gemeenteraad. Daarom sturen wij de raad een afschrift van deze "
        "brief."
    )
    assert een.afschrift == "de gemeenteraad van Dam"


def test_a_gemeente_without_an_earlier_trede_reads_where_the_count_began(brieven: Any) -> None:
    zin = "Er was geen eerdere inschaling; wij zijn uitgegaan van trede 1."
    geen, wel = brieven({}, {"trede": 1})
    assert (zin in words(geen.conclusie), zin in words(wel.conclusie)) == (True, False)


def test_who_realised_everything_is_thanked(brieven: Any) -> None:
    drie = {"trede": 3, "stand_begin": -5}
    ingelopen, gehaald, *minder = brieven(
        {**drie, "realisatie": 25},
        {"trede": 1},
        {**drie, "realisatie": 19},
        {"trede": 1, "realisatie": 19},
    )
    dank = "Uw gemeente heeft {}. Wij waarderen die inzet."
    assert dank.format("haar achterstand ingelopen") in words(ingelopen.conclusie)
    assert dank.format("de hele opgave gerealiseerd") in words(gehaald.conclusie)
    assert "waarderen" not in words(tuple(minder))


def test_the_figures_add_up_and_both_percentages_are_given(brief: Any) -> None:
    een = brief(trede=2, taakstelling=81, stand_begin=-19, realisatie=60)
    assert figures(een) == {
        "Taakstelling voor het eerste halfjaar van 2026": "81",
        "Bij: achterstand op 1 januari 2026": "+19",
        "Totaalopgave": "100",
        "Gerealiseerd (gehuisvest)": "60",
        "Stand op 1 juli 2026: achterstand": "−40",
    }
    assert een.toelichting == (
        "Er zijn 60 personen gehuisvest. Dat is 74,1% van de taakstelling en 60,0% van de "
        "totaalopgave.",
    )


def test_a_share_of_nothing_is_not_given_and_it_says_why(brieven: Any) -> None:
    niets = "De totaalopgave was nul of minder; een percentage daarvan is er niet."
    for een, zin in zip(
        brieven(
            {"stand_begin": 25, "realisatie": 1},
            {"taakstelling": 0, "stand_begin": -4, "realisatie": 3},
            {"taakstelling": 0, "stand_begin": 0, "realisatie": 0},
        ),
        (
            f"Er is 1 persoon gehuisvest. Dat is 5,0% van de taakstelling. {niets}",
            "Er zijn 3 personen gehuisvest. Dat is 75,0% van de totaalopgave. De taakstelling was "
            "nul.",
            f"Er zijn 0 personen gehuisvest. De taakstelling was nul. {niets}",
        ),
        strict=True,
    ):
        assert een.toelichting == (zin,)
        assert "n.v.t." not in words(een)


def test_corrections_and_redistribution_are_rows_of_the_sum(brief: Any) -> None:
    correctie = {"soort": "correctie", "personen": 3, "bewijs": "getekend huurcontract"}
    herverdeling = {
        "soort": "herverdeling",
        "afspraak": "West",
        "personen": 2,
        "partners_buiten_provincie": [{"gemeentecode": "GM9002", "personen": -2}],
    }
    een = brief(correctie, herverdeling, trede=1, realisatie=19, buren=[{"provincie": "Elders"}])
    assert figures(een) == {
        "Taakstelling voor het eerste halfjaar van 2026": "20",
        "Herverdeling tussen gemeenten": "+2",
        "Geen achterstand en geen voorsprong op 1 januari 2026": "0",
        "Totaalopgave": "22",
        "Gehuisvest volgens het COA": "19",
        "Bij: correctie door de provincie, nog niet geteld door het COA (zie Ons oordeel)": "+3",
        "Gerealiseerd (gehuisvest)": "22",
        "Stand op 1 juli 2026: precies gehaald": "0",
    }
    assert "100,0% van de taakstelling na herverdeling" in words(een.toelichting)
    assert [punt.tekst for punt in een.bevindingen] == [
        "Wij tellen 3 personen mee die het COA nog niet heeft geteld. Als bewijs is vastgelegd: "
        "“getekend huurcontract”. Wanneer zij zijn gehuisvest, is niet vastgelegd (§4). Omdat het "
        "zo is.",
        "Volgens de afspraak “West” zou uw gemeente 2 personen meer huisvesten. De afspraak is van "
        "10 juli 2026, na afloop van het halfjaar. Omdat het zo is.",
    ]


def test_a_stand_that_differs_from_the_former_letter_is_explained(brieven: Any) -> None:
    rij = {"trede": 2, "stand_begin": -5}
    anders, gelijk = brieven({**rij, "stand_eind_vorig": -3}, rij)
    zin = "verschilt van die aan het eind van de vorige beoordeling (−3)"
    assert zin in words(anders.toelichting)
    assert "verschilt" not in words(gelijk.toelichting)


def test_open_corrections_that_explain_the_difference_are_named_instead(brief: Any) -> None:
    correctie = {
        "soort": "correctie",
        "datum": "2026-01-13",
        "personen": 1,
        "bewijs": "huurcontract",
        "gehuisvest_van": "2025-12-29",
        "gehuisvest_tot": "2025-12-29",
    }
    een = brief(trede=2, stand_begin=-6, stand_eind_vorig=-5, dossier=[correctie])
    assert "telt 1 persoon mee uit eerdere correcties" in words(een.toelichting)
    assert "(stand volgens het COA: −6)" in words(een.toelichting)
    assert "verschilt" not in words(een.toelichting)
    assert figures(een)["Bij: achterstand op 1 januari 2026"] == "+5"
    assert een.bevindingen[0].tekst.startswith(
        "In het tweede halfjaar van 2025 telden wij 1 persoon mee die het COA toen nog niet "
        "had geteld. Het COA heeft dat nog niet gedaan;"
    )


def test_a_correction_that_coa_has_counted_since_is_told_in_the_past(brief: Any) -> None:
    correctie = {
        "soort": "correctie",
        "datum": "2026-01-13",
        "personen": 2,
        "bewijs": "huurcontract",
        "gehuisvest_van": "2025-12-22",
        "gehuisvest_tot": "2025-12-22",
        "verwerkt_in": "2026-I",
    }
    een = brief(trede=2, stand_begin=-9, stand_eind_vorig=-7, dossier=[correctie])
    assert (
        "telden wij 2 personen mee die het COA toen nog niet had geteld."
        " Het COA telde die personen in het eerste halfjaar van 2026; daarom gaan die er nu "
        "weer af."
    ) in een.bevindingen[0].tekst


REDEN = {
    "soort": "verschoonbare_reden",
    "categorie": "calamiteit",
    "aangedragen_op": "2026-06-01",
    "bewijs": "rapport",
    "oordeel": "verschoonbaar",
    "personen": 1,
    "motivering": "Een brand maakte een woning onbewoonbaar.",
}


def test_an_excused_shortfall_keeps_the_trede_and_stays_part_of_the_opgave(brief: Any) -> None:
    een = brief(REDEN, trede=1, realisatie=19)
    assert een.kern.startswith("Uw gemeente blijft op trede 1")
    assert "het tekort van 1 persoon is verschoonbaar geacht" in words(een.conclusie)
    assert "waarderen" not in words(een.conclusie)
    assert een.vervolg[0] == (
        "De totaalopgave loopt door: de achterstand van 1 persoon telt volledig mee in het tweede "
        "halfjaar van 2026. De volgende peildatum is 1 januari 2027."
    )
    assert figures(een)["Verschoonbaar geacht (overmacht)"] == "1"


@pytest.mark.norm("N15")
def test_accepted_and_refused_reasons_are_both_told_with_their_motive(brief: Any) -> None:
    nee = {**REDEN, "oordeel": "niet_verschoonbaar", "personen": 4, "categorie": "anders"}
    een = brief(REDEN, {**nee, "motivering": "dit was te voorzien"}, trede=1, realisatie=15)
    assert [punt.tekst for punt in een.bevindingen] == [
        "Uw gemeente droeg op 1 juni 2026 aan: een calamiteit. Wij achten dit voor 1 persoon "
        "verschoonbaar (§2.3). Een brand maakte een woning onbewoonbaar.",
        "Uw gemeente droeg op 1 juni 2026 aan: een andere reden. Wij achten dit voor 4 personen "
        "niet verschoonbaar (§2.3). Dit was te voorzien.",
    ]


def test_a_deviation_shows_the_computed_trede_beside_the_decided_one(brief: Any) -> None:
    afwijking = {"soort": "afwijking", "grond": "zelf_op_korte_termijn", "trede": 3}
    een = brief(afwijking, trede=3, stand_begin=-5, realisatie=20)
    assert (
        "De berekening geeft trede 4. De toezichthouder wijkt daarvan gemotiveerd af: uw gemeente "
        "realiseert de opgave zelf op korte termijn. De trede blijft 3."
    ) in words(een.conclusie)
    assert "voorstel" not in words(een)
    assert [punt.kop for punt in een.bevindingen] == ["Afwijking van de ladder"]


@pytest.mark.norm("N58")
def test_an_acceleration_tells_its_steps_the_urgency_and_when_the_gemeente_knew(brief: Any) -> None:
    stappen = [
        {"trede": 2, "datum": "2026-07-06", "motivering": "de achterstand groeit"},
        {"trede": 3, "datum": "2026-07-10", "motivering": "er kwam geen plan."},
    ]
    versnelling = {
        "soort": "versnelling",
        "spoed": "mensen slapen op straat",
        "geinformeerd_op": "2026-07-02",
        "stappen": stappen,
    }
    een = brief(versnelling, trede=1, realisatie=2)
    assert een.kern == (
        "Uw gemeente ging op 6 juli 2026 naar trede 2 en staat sinds 10 juli 2026 op trede 3."
    )
    (punt,) = een.bevindingen
    assert punt.tekst == (
        "De toezichthouder besloot op 10 juli 2026 wegens spoed tot stappen met elk een eigen dag: "
        "naar trede 2 op 6 juli 2026 en naar trede 3 op 10 juli 2026 (§3.1.2). Bij de "
        "stap naar trede 2 op 6 juli 2026: “de achterstand groeit”. Bij de stap naar trede 3 op 10 "
        "juli 2026: “er kwam geen plan”. Waarom het spoed heeft: Mensen slapen op straat. Uw "
        "gemeente is op 2 juli 2026 geïnformeerd. Omdat het zo is."
    )
    assert "Wij nodigen u uit voor een bestuurlijk gesprek" in words(een.vervolg)


def test_a_chosen_reading_of_the_framework_is_told(brief: Any) -> None:
    keuze = {"soort": "keuze", "keuze": "K1", "lezing": "verrekend"}
    (punt,) = brief(keuze, trede=1, stand_begin=3, realisatie=10).bevindingen
    assert punt.kop == "Lezing van het kader"
    assert "Keuze K1 (§3 trede 1, 2e punt) is voor uw gemeente zo gelezen: “nee" in punt.tekst
    assert "was de berekening op trede 1 uitgekomen. " in punt.tekst
    assert punt.tekst.endswith(" Omdat het zo is.")


def test_contacts_of_the_case_file_stay_out(brief: Any, stukken: Any) -> None:
    een = brief(stukken["geverifieerd"], {"soort": "contact", "motivering": "onderons"}, trede=1)
    assert een.bevindingen == ()
    assert "onderons" not in words(een)


# What follows, per trede.


def test_there_is_a_variant_for_whatever_a_trede_is_for() -> None:
    assert set(_VARIANT) == set(Rol)


def test_trede_1_is_no_discharge(brief: Any) -> None:
    een = brief(trede=1, realisatie=23)
    assert "de voorsprong van 3 personen telt volledig mee" in een.vervolg[0]
    assert "blijven wij de maandcijfers volgen" in words(een.vervolg)
    assert steps(een)["De provincie volgt de maandcijfers"] == "Elke maand"


@pytest.mark.norm("N35")
def test_trede_2_asks_for_an_official_talk_and_warns_halfway_if_trede_3_threatens(
    brief: Any,
) -> None:
    tekst = words(brief(trede=1, realisatie=19).vervolg)
    assert "ambtelijk toezichtgesprek, met de regievoerder van het COA en zo nodig de" in tekst
    assert "Rond 1 oktober 2026, halverwege het halfjaar" in tekst
    assert "Is trede 3 dan mogelijk, dan melden wij dat" in tekst


def test_after_the_first_of_january_halfway_is_the_first_of_april(brief: Any) -> None:
    een = brief(
        trede=1,
        stand_per="2026-01-01",
        realisatie=19,
        ronde={"peildatum": "2026-01-01", "bijgewerkt_op": "2026-03-01"},
    )
    assert "Rond 1 april 2026" in words(een.vervolg)
    assert "De volgende peildatum is 1 juli 2026." in een.vervolg[0]


@pytest.mark.norm("N45")
def test_trede_3_gives_the_terms_the_contents_of_the_plan_and_what_happens_without_it(
    brief: Any,
) -> None:
    een = brief(trede=2, stand_begin=-5, realisatie=20)
    tekst = words(een.vervolg)
    assert "bestuurlijk gesprek, binnen vier weken nadat deze brief is verzonden." in tekst
    assert "dat uw college uiterlijk vier weken na dat gesprek een verbeterplan vaststelt" in tekst
    assert [punt.kop for punt in een.punten] == [
        "Korte termijn",
        "Lange termijn",
        "Duurzaam",
        "Haalbaar en uitvoerbaar",
    ]
    assert "financiën en het draagvlak" in een.punten[-1].tekst
    assert (
        "Dan volgt trede 4, ook als de achterstand krimpt (§3 trede 3), maar niet als het hele "
        "tekort verschoonbaar is (§2.3)."
    ) in words(een.slot)
    assert steps(een)["Bestuurlijk gesprek over het verbeterplan"] == (
        "Binnen vier weken nadat deze brief is verzonden"
    )


def test_who_comes_down_to_trede_3_is_asked_for_a_plan_too(brief: Any) -> None:
    afwijking = {"soort": "afwijking", "grond": "zelf_op_korte_termijn", "trede": 3}
    afwijking |= {"orgaan": "gedeputeerde staten", "besluitdatum": "2026-07-10"}
    een = brief(afwijking, trede=4, **ACHTERSTAND)
    assert een.kern.startswith("Uw gemeente komt onder lichter toezicht: van trede 4 naar trede 3")
    assert "Wij nodigen u uit voor een bestuurlijk gesprek" in words(een.vervolg)
    zin = "Wat tegen het besluit tot een lagere trede (§3.1) openstaat, zegt het kader niet."
    assert zin in words(een.grondslag)


def test_once_the_letter_was_sent_the_talk_has_a_day(brief: Any) -> None:
    verzonden = {"soort": "brief_verzonden", "datum": "2026-07-10"}
    een = brief(verzonden, trede=2, stand_begin=-5, realisatie=20)
    zin = (
        "gesprek, uiterlijk op 7 augustus 2026, vier weken na de verzending van deze brief op 10 "
        "juli 2026."
    )
    assert zin in words(een.vervolg)
    assert steps(een)["Bestuurlijk gesprek over het verbeterplan"] == "Uiterlijk 7 augustus 2026"


@pytest.mark.norm("N47")
def test_who_stays_on_trede_3_reads_of_the_plan_on_file_and_the_measures_that_are_due(
    brief: Any,
) -> None:
    dossier = [
        {"soort": "brief_verzonden", "datum": "2026-02-12"},
        {"soort": "gesprek", "datum": "2026-03-05"},
        {
            "soort": "verbeterplan",
            "datum": "2026-04-01",
            "vastgesteld_op": "2026-03-31",
            "draagvlak": "nee",
            "maatregelen": [
                {"maatregel": "flexwoningen", "uiterlijk": "2026-09-01"},
                {"maatregel": "kamers", "uiterlijk": "2026-05-01", "voldaan_op": "2026-04-20"},
                {"maatregel": "kantoorpand", "uiterlijk": "2026-05-01"},
            ],
        },
    ]
    een = brief(trede=3, stand_begin=-12, realisatie=25, dossier=dossier)
    assert een.vervolg[1].startswith(
        "Het actieve toezicht gaat door. Wij ontvingen uw verbeterplan op 1 april 2026; uw college "
        "stelde het vast op 31 maart 2026. In het plan ontbreekt nog: inzicht in draagvlak."
    )
    assert een.vervolg[2] == (
        "Van deze maatregel is de afgesproken dag voorbij: kantoorpand. In ons dossier staat "
        "niet dat die is uitgevoerd. Wij vragen u of dat zo is, en anders wanneer die klaar is. Is "
        "uitstel nodig, dan kunnen wij daarover aparte afspraken maken (§3 trede 3)."
    )
    assert een.punten == ()
    terminen = {wat: wanneer for wat, wanneer in steps(een).items() if "Maatregel" in wat}
    assert terminen == {
        "Maatregel uit het verbeterplan: flexwoningen": "Uiterlijk 1 september 2026",
        "Maatregel uit het verbeterplan: kantoorpand": (
            "Uiterlijk 1 mei 2026; niet vastgelegd dat dit is gedaan"
        ),
    }
    assert not any("gesprek" in wat for wat in steps(een)), "what was done does not follow"
    uitvoeren = "Uw gemeente voert het plan uit"
    assert steps(een)[uitvoeren] == "Binnen de termijnen van het plan"
    dossier[2]["maatregelen"] = [{"maatregel": "kantoorpand", "uiterlijk": "2026-05-01"}]
    voorbij = brief(trede=3, stand_begin=-12, realisatie=25, dossier=dossier)
    assert steps(voorbij)[uitvoeren] == "Zo snel mogelijk: een termijn van het plan is voorbij"


def test_who_stays_on_trede_3_without_a_plan_on_file_reads_what_it_must_hold(brief: Any) -> None:
    een = brief(trede=3, stand_begin=-12, realisatie=25)
    assert een.vervolg[1].startswith(
        "Het actieve toezicht gaat door. In ons dossier staat nog geen verbeterplan van uw "
        "gemeente. Wij nodigen u uit voor een bestuurlijk gesprek"
    )
    assert "geactualiseerd" not in words(een.vervolg)
    assert len(een.punten) == 4


def test_after_a_deviation_from_trede_4_the_warning_is_about_a_next_time(brieven: Any) -> None:
    afwijking = {"soort": "afwijking", "grond": "zelf_op_korte_termijn", "trede": 3}
    drie = {"trede": 3, "stand_begin": -12}
    anders, gewoon = brieven(
        {**drie, "realisatie": 5, "bevindingen": [afwijking]}, {**drie, "realisatie": 25}
    )
    assert "Dan volgt op een volgende peildatum alsnog trede 4" in words(anders.slot)
    assert "Dan volgt trede 4" in words(gewoon.slot)


@pytest.mark.norm("N02", "N48")
def test_trede_4_holds_the_announcement_with_reason_effects_term_and_time_to_react(
    brief: Any, stukken: Any
) -> None:
    een = brief(stukken["vooraankondiging"], trede=3, stand_begin=-12, realisatie=5)
    assert "is van 15 juli 2026 en houdt het volgende in:" in een.vervolg[-1]
    assert {punt.kop: punt.tekst for punt in een.punten} == {
        "Door": "Gedeputeerde staten.",
        "Reden": "De achterstand is niet kleiner geworden.",
        "Gevolgen": "De provincie regelt de huisvesting op kosten van de gemeente.",
        "Termijn van het besluit": "1 december 2026.",
        "Uw zienswijze": "U kunt tot en met 15 september 2026 op dit voornemen reageren.",
    }
    assert een.slot[0] == (
        "De gemeenteraad krijgt een afschrift. Het voornemen wordt breed bekendgemaakt (§3 trede "
        "4)."
    )
    assert "moeten gedeputeerde staten in beginsel een besluit" in een.slot[1]
    assert "haar taak verwaarloost" in een.slot[1]
    assert "indeplaatsstelling nemen (§2)" in een.slot[1]
    assert steps(een)["Zienswijze geven op de vooraankondiging"] == "Uiterlijk 15 september 2026"


@pytest.mark.norm("N49")
def test_copy_and_publication_that_were_done_are_told_with_their_day(
    brief: Any, stukken: Any
) -> None:
    gedaan = {
        "afschrift_raad_op": "2026-07-16",
        "gepubliceerd_op": "2026-07-17",
        "gepubliceerd_in": "het Provinciaal blad.",
    }
    een = brief({**stukken["vooraankondiging"], **gedaan}, trede=4, **ACHTERSTAND)
    assert een.slot[0] == (
        "De gemeenteraad heeft op 16 juli 2026 een afschrift gekregen. Het voornemen is op 17 juli "
        "2026 bekendgemaakt in het Provinciaal blad."
    )


def test_when_the_time_to_react_has_passed_the_letter_says_so(brief: Any, stukken: Any) -> None:
    dag = {"bijgewerkt_op": "2026-09-16"}
    een = brief(stukken["vooraankondiging"], trede=4, ronde=dag, **ACHTERSTAND)
    assert een.punten[-1].tekst == "U kon tot en met 15 september 2026 op dit voornemen reageren."


def test_trede_4_without_an_announcement_on_file_promises_none(brief: Any) -> None:
    een = brief(trede=3, stand_begin=-12, realisatie=5)
    assert "Bij deze trede hoort een formele vooraankondiging" in een.vervolg[-1]
    assert een.vervolg[-1].endswith("die nu geldt, is nog niet vastgelegd.")
    assert een.punten == ()


def test_an_announcement_of_an_earlier_round_is_named_with_its_day(
    brief: Any, stukken: Any
) -> None:
    eerder = stukken["eerdere_vooraankondiging"]
    een = brief(trede=4, dossier=[eerder], **ACHTERSTAND)
    assert een.vervolg[-1] == (
        "De provincie heeft op 1 maart 2026 formeel aangekondigd dat zij van plan is een besluit "
        "tot indeplaatsstelling te nemen (§3 trede 4). Uw gemeente kon daarop reageren tot en met "
        "15 april 2026."
    )


@pytest.mark.norm("N53")
def test_trede_5_refers_to_the_besluit_its_terms_and_its_remedy(brief: Any, stukken: Any) -> None:
    eerder = stukken["eerdere_vooraankondiging"]
    een = brief(stukken["besluit"], trede=4, dossier=[eerder], **ACHTERSTAND)
    assert een.kern.startswith("Uw gemeente komt onder zwaarder toezicht: van trede 4 naar trede 5")
    assert een.grondslag[-1].startswith(
        f"{GEEN_BESLUIT} Deze trede rust op het besluit tot indeplaatsstelling van gedeputeerde "
        "staten van 14 juli 2026. Tegen een besluit tot indeplaatsstelling staat beroep open (§3 "
        "trede 5); bij wie en tot wanneer hoort in het besluit zelf te staan."
    )
    assert steps(een)["Last uit het besluit: 12 personen huisvesten"] == "Uiterlijk 1 oktober 2026"
    assert een.bevindingen[-1].tekst.startswith(
        "Gedeputeerde staten hebben op 14 juli 2026 besloten tot indeplaatsstelling (§3 trede 5). "
        "De taakverwaarlozing is vastgesteld op 14 juli 2026. Het besluit is bekendgemaakt op "
        "16 juli 2026."
    )


def test_who_stays_on_trede_5_reads_the_date_of_the_besluit_in_the_case_file(
    brief: Any, stukken: Any
) -> None:
    een = brief(trede=5, dossier=[stukken["eerder_besluit"]], **ACHTERSTAND)
    assert "Deze trede rust op het besluit tot indeplaatsstelling" in een.vervolg[1]
    assert "van gedeputeerde staten van 10 maart 2026." in een.vervolg[1]
    assert een.bevindingen == ()


def test_a_besluit_that_is_not_on_file_gets_no_invented_date(brief: Any) -> None:
    een = brief(trede=5, **ACHTERSTAND)
    zin = (
        "Deze trede hoort te rusten op het besluit tot indeplaatsstelling van gedeputeerde staten; "
        "dat is hier niet vastgelegd. Tegen een besluit"
    )
    assert zin in een.grondslag[-1]


def test_a_missed_term_of_the_besluit_is_told_and_the_decision_is_open(
    brief: Any, stukken: Any
) -> None:
    verstreken = stukken["verstreken_besluit"]
    een = brief(trede=5, dossier=[verstreken], **ACHTERSTAND)
    assert "Voorbij en niet voldaan: m, uiterlijk 1 juni 2026." in words(een.vervolg)
    assert "NOG OPEN: er is nog een besluit nodig" in een.waarschuwingen


@pytest.mark.norm("N54")
def test_trede_6_names_in_whose_name_and_at_whose_expense(brief: Any, stukken: Any) -> None:
    verstreken = stukken["verstreken_besluit"]
    overname = {"soort": "indeplaatsstelling", "besluitdatum": "2026-07-14", "datum": "2026-07-14"}
    een = brief(overname, trede=5, dossier=[verstreken], **ACHTERSTAND)
    assert een.kern.startswith("Uw gemeente komt onder zwaarder toezicht: van trede 5 naar trede 6")
    assert "in naam van en voor rekening van uw gemeente" in een.vervolg[1]
    assert een.grondslag[-1].startswith(
        f"{GEEN_BESLUIT} Deze trede rust op het besluit tot indeplaatsstelling van gedeputeerde "
        "staten van 10 maart 2026, en op dat van 14 juli 2026 om het uit te voeren. Tegen een "
        "besluit tot indeplaatsstelling staat beroep open (§3 trede 5);"
    )


def test_who_was_taken_over_is_no_longer_asked_for_the_terms_of_the_besluit(
    brieven: Any, stukken: Any
) -> None:
    rij = {"dossier": [stukken["eerder_besluit"]], **ACHTERSTAND}
    zes, vijf = brieven({"trede": 6, **rij}, {"trede": 5, **rij})
    assert "Last uit het besluit" not in " ".join(steps(zes))
    assert "Last uit het besluit" in " ".join(steps(vijf))


@pytest.mark.norm("N55")
def test_a_besluit_that_is_not_carried_out_is_no_threat(brieven: Any, stukken: Any) -> None:
    verstreken = stukken["verstreken_besluit"]
    afzien = {
        "soort": "afzien_effectuering",
        "datum": "2026-07-10",
        "bewijs": "planning",
        "realiseert_uiterlijk": "2026-11-01",
    }
    vijf = {"trede": 5, "dossier": [verstreken], **ACHTERSTAND}
    for een, afgezien in zip(
        brieven({**vijf, "bevindingen": [afzien]}, vijf), (True, False), strict=True
    ):
        tekst = words(een.vervolg)
        assert ("wordt nu niet uitgevoerd" in tekst) is afgezien
        assert ("in de plaats van uw gemeente" in tekst) is not afgezien


def test_after_a_decision_to_stay_no_return_to_trede_1_is_promised(
    brieven: Any, stukken: Any
) -> None:
    besluit = {"soort": "niet_afschalen", "datum": "2026-07-10"}
    hoog = [{"trede": trede, "dossier": [stukken["eerder_besluit"]]} for trede in (4, 5, 6)]
    vol = {"stand_begin": -12, "realisatie": 60, "bevindingen": [besluit]}
    alle = brieven(*({**rij, **vol} for rij in hoog), *({**rij, **ACHTERSTAND} for rij in hoog))
    zin = "kan uw gemeente terug naar trede 1"
    gezegd = [zin in " ".join([*een.vervolg, *een.slot]) for een in alle]
    assert gezegd == [False, False, False, True, True, True]


def test_the_four_weeks_of_trede_3_run_from_the_letter_in_text_and_table(brief: Any) -> None:
    een = brief(trede=2, stand_begin=-12, realisatie=5)
    tafel = steps(een)["Bestuurlijk gesprek over het verbeterplan"]
    assert tafel == "Binnen vier weken nadat deze brief is verzonden"
    assert "binnen vier weken nadat deze brief is verzonden" in words(een.vervolg)
    assert "na de beoordeling" not in words(een)


@pytest.mark.norm("N53")
def test_every_letter_says_that_an_inschaling_is_no_besluit(brieven: Any) -> None:
    hoger = [{"trede": trede, "stand_begin": -12, "realisatie": 25} for trede in range(2, 7)]
    for trede, een in enumerate(brieven({"trede": 1}, *hoger), start=1):
        assert een.onderwerp.endswith(f": trede {trede}")
        assert een.grondslag[-1].startswith(GEEN_BESLUIT)


@pytest.mark.norm("N01")
def test_the_legal_basis_names_the_framework_the_rule_and_the_laws(brief: Any) -> None:
    een = brief(trede=2, stand_begin=-5, realisatie=20).grondslag[0]
    assert "(CVDR713805), in werking sinds 16 januari 2024." in een
    assert "De berekening volgt regel 2c (§3 trede 2, 3e punt)." in een
    assert "Gemeentewet, artikel 124" in een
    assert "Huisvestingswet 2014" in een


# Signals.


@pytest.mark.norm("N10")
def test_koppelingen_count_in_the_judgement_and_not_in_the_calculation(brief: Any) -> None:
    maand = {"stand_per": "2026-04-01", "realisatie": 4, "koppelingen": 6}
    eerste, _ = brief(trede=1, maanden=[maand], realisatie=19).signalen
    assert eerste == (
        "Stand op 1 april 2026: 4 personen gehuisvest en 6 personen gekoppeld aan uw gemeente, "
        "samen 10. De totaalopgave was toen 20. Dat is 10 personen te weinig om de opgave te "
        "kunnen halen. Dit kan wijzen op overmacht; uw gemeente kan dat onderbouwd bij ons "
        "aandragen (§2.3). Koppelingen wegen mee in ons oordeel (§2.2); de berekening gebruikt ze "
        "niet."
    )


def test_where_nobody_is_short_there_is_nothing_to_excuse(brieven: Any) -> None:
    maand = {"stand_per": "2026-04-01", "realisatie": 4, "koppelingen": 6}
    rijen = ({"trede": 1, "maanden": [maand], "realisatie": aantal} for aantal in (19, 20, 21))
    eerste = [een.signalen[0] for een in brieven(*rijen)]
    assert all("Dat is 10 personen te weinig" in zin for zin in eerste)
    assert ["Dit kan wijzen op overmacht" in zin for zin in eerste] == [True, False, False]


def test_too_few_koppelingen_that_were_judged_as_a_reason_are_not_asked_for_again(
    brief: Any,
) -> None:
    reden = {
        "soort": "verschoonbare_reden",
        "categorie": "te_weinig_koppelingen",
        "aangedragen_op": "2026-06-01",
        "bewijs": "TVS",
        "oordeel": "verschoonbaar",
        "personen": 1,
    }
    maand = {"stand_per": "2026-04-01", "realisatie": 4, "koppelingen": 6}
    eerste, _ = brief(reden, trede=1, maanden=[maand], realisatie=19).signalen
    assert "Wij hebben dit gewogen: zie Ons oordeel." in eerste
    assert "Dit kan wijzen op overmacht" not in eerste


def test_exactly_enough_koppelingen_is_enough(brief: Any) -> None:
    maand = {"stand_per": "2026-04-01", "realisatie": 4, "koppelingen": 16}
    assert "dus genoeg mensen gekoppeld" in brief(trede=1, maanden=[maand]).signalen[0]


@pytest.mark.norm("N11", "N64")
def test_the_signals_of_coa_are_said_not_to_move_the_trede(brieven: Any) -> None:
    een, strijdig, een_signaal, geen = brieven(
        {"trede": 1, "omkoppelingen": 2, "wachttijd_fase2": "134,5", "stapelgemeente": "ja"},
        {"trede": 1, "wachttijd_fase2": "120", "stapelgemeente": "ja"},
        {"trede": 1, "omkoppelingen": 1, "wachttijd_fase2": "120"},
        {"trede": 1, "omkoppelingen": 0, "stapelgemeente": "nee"},
    )
    assert een.signalen == (
        "Volgens het COA zijn 2 personen omgekoppeld naar een andere gemeente, is de gemiddelde "
        "wachttijd in fase 2 134,5 dagen (meer dan 120) en is uw gemeente een stapelgemeente. "
        "Een stapelgemeente is een gemeente waar gekoppelden gemiddeld langer dan 120 dagen "
        "wachten in fase 2. Deze signalen hebben geen invloed op de trede (§2.2.1). Wij "
        "bespreken ze wel met uw gemeente.",
    )
    strijd = "De wachttijd die het COA geeft (120,0 dagen) past daar niet bij"
    assert strijd in words(strijdig.signalen)
    tekst = words(een_signaal.signalen)
    assert tekst.startswith("Volgens het COA is 1 persoon omgekoppeld")
    assert "Dit signaal heeft geen invloed op de trede" in tekst
    assert "geen signaal van het COA" in words(geen.signalen)


# Status.


def test_a_letter_that_is_not_adopted_nor_verified_says_so_and_has_no_date(brief: Any) -> None:
    een = brief(trede=1)
    assert een.waarschuwingen == ("CONCEPT", "CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN")
    assert een.merk == "CONCEPT · CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN"
    assert een.datum == "[invullen]"
    assert een.namens == "Namens gedeputeerde staten van Verzonnen,"
    assert een.ondertekening == ("[naam]", "[functie]")
    assert "Een toezichthouder van de provincie beoordeelt haar" in een.grondslag[1]


def test_an_adopted_and_verified_letter_has_no_warning_but_a_date_and_a_name(
    brief: Any, stukken: Any
) -> None:
    een = brief(stukken["geverifieerd"], trede=1, ronde=stukken["vastgesteld"])
    assert (een.waarschuwingen, een.merk) == ((), "")
    assert een.datum == "4 augustus 2026"
    assert (een.namens, een.ondertekening) == ("Namens gedeputeerde staten,", ("J. de Vries",))
    assert een.grondslag[1] == (
        "De berekening is gedaan door een programma. De inschaling is beoordeeld door de "
        "toezichthouder en op 4 augustus 2026 vastgesteld door J. de Vries, namens gedeputeerde "
        "staten. De cijfers zijn op 8 juli 2026 met uw gemeente nagegaan (§4)."
    )


def test_what_changed_after_the_figures_were_gone_through_is_said(
    brieven: Any, stukken: Any
) -> None:
    later = {
        "soort": "correctie", "personen": 1, "bewijs": "contract",
        "gehuisvest_van": "2026-06-01", "gehuisvest_tot": "2026-06-30",
    }  # fmt: skip
    zin = "nagegaan (§4). Wat daarna is gewijzigd, staat onder Ons oordeel."
    na, voor = brieven(
        *(
            {"trede": 1, "bevindingen": [stukken["geverifieerd"], {**later, "datum": dag}]}
            for dag in ("2026-07-09", "2026-07-08")
        )
    )
    assert zin in na.grondslag[1]
    assert "Wat daarna" not in voor.grondslag[1]


def test_a_revision_of_the_former_stand_is_reconciled_with_the_start_that_coa_gives(
    brief: Any,
) -> None:
    herziening = {
        "soort": "herziening", "peildatum": "2026-01-01", "trede": 1, "stand_eind": 0,
        "datum": "2026-07-20",
    }  # fmt: skip
    een = brief(herziening, trede=2, stand_begin=-10, realisatie=25)
    assert een.kern == (
        "Na een herziening (zie Ons oordeel) staat uw gemeente op trede 1; zij komt onder zwaarder "
        "toezicht: naar trede 2 van de interventieladder (Informatie opvragen en valideren)."
    )
    assert "De trede op 1 januari 2026 is daardoor 1." in words(een.bevindingen)
    (tekst,) = een.toelichting
    assert (
        "verschilt van die aan het eind van de vorige beoordeling (0, na de herziening): de som "
        "rekent met de stand van het COA, want die cijfers zijn leidend. Past het COA zijn stand "
        "aan de herziening aan, dan verandert de opgave mee, en misschien "
        "de trede."
    ) in tekst


@pytest.mark.norm("N66")
def test_also_an_adopted_letter_may_not_be_sent_while_figures_are_not_verified(
    brief: Any, stukken: Any
) -> None:
    een = brief(trede=1, ronde=stukken["vastgesteld"])
    assert een.waarschuwingen == ("CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN",)


def test_invented_figures_are_marked(brief: Any, stukken: Any) -> None:
    een = brief(stukken["geverifieerd"], trede=1, herkomst="VOORBEELD")
    assert een.waarschuwingen == ("CONCEPT", "VOORBEELD: cijfers verzonnen")


def test_the_letter_of_a_proef_goes_to_nobody(brief: Any, stukken: Any) -> None:
    een = brief(stukken["geverifieerd"], trede=1, ronde={"proef": "ja"})
    assert een.waarschuwingen == ("PROEF: NIET VERZENDEN",)


def test_an_open_decision_is_a_warning(brief: Any) -> None:
    een = brief(trede=5, stand_begin=-5, realisatie=30)
    assert een.onderwerp.endswith("trede 1")
    assert een.waarschuwingen[-1] == ("NOG OPEN: er is nog een besluit nodig")


def test_no_letter_holds_a_double_stop_a_double_space_or_a_name_of_the_program(
    brieven: Any,
) -> None:
    for een in brieven(
        *(
            {"trede": trede, "stand_begin": -12, "realisatie": realisatie}
            for trede in range(1, 7)
            for realisatie in (0, 25, 40)
        )
    ):
        tekst = words(een)
        assert not re.search(r"\.\.|\s\s|\s[.,;:]|None|nan\b|[a-z]_[a-z]|\{|\}", tekst), tekst
        assert not re.search(r"\b[Dd]e gemeente (?!Verzonnendam)\w+t\b", tekst)


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("omdat het zo is", "Omdat het zo is."),
        ("Omdat het zo is.", "Omdat het zo is."),
        ("zie “de brief.”", "Zie “de brief.”"),
        ("waarom?", "Waarom?"),
        ("één woning (van de corporatie)", "Één woning (van de corporatie)."),
    ],
)
def test_a_motive_ends_with_exactly_one_mark(tekst: str, zin: str) -> None:
    assert sentence(tekst) == zin


@pytest.mark.parametrize(
    ("tienden", "boven", "zegt"),
    [
        (1345, True, "wachttijd in fase 2 134,5 dagen, dat is meer dan 120 dagen."),
        (None, None, ""),
        (1200, False, ""),
    ],
)
def test_a_long_wait_that_the_province_worked_out_is_in_the_letter_too(
    tienden: int | None, boven: bool | None, zegt: str
) -> None:
    nul, groep = hide_small(0), hide_small(4 if tienden is None else 7)
    eigen = Wachttijd(groep, None if tienden is None else 12, tienden, boven, nul, nul)
    tekst = coa_signalen(Signalen(None, None, None, None, None, None, None, eigen), UTRECHT_2024)
    assert ("Volgens onze eigen berekening is de gemiddelde" in tekst) is bool(boven)
    assert zegt in tekst
    assert "geen invloed op de trede (§2.2.1)" in tekst


@pytest.mark.norm("N11")
def test_what_coa_did_not_deliver_is_not_told_as_good_news(brieven: Any) -> None:
    alles = "Over omkoppelingen, de wachttijd in fase 2 en stapelgemeenten "
    geen = "is er voor uw gemeente geen signaal van het COA."
    leeg, vol, deel = brieven(
        {"trede": 1},
        {"trede": 1, "omkoppelingen": 0, "wachttijd_fase2": 60, "stapelgemeente": "nee"},
        {"trede": 1, "omkoppelingen": 0},
    )
    cijfers = "staan in de gebruikte cijfers geen gegevens"
    assert f"{alles}{cijfers} van uw gemeente." in words(leeg.signalen)
    assert f"{alles}{geen}" in words(vol.signalen)
    assert (
        f"Over omkoppelingen {geen} Over de wachttijd in fase 2 en stapelgemeenten {cijfers}."
    ) in words(deel.signalen)


def test_nobody_is_thanked_for_what_the_province_did(brieven: Any, stukken: Any) -> None:
    terug = {"bevindingen": [{"soort": "afschalen", "datum": "2026-07-10"}]}
    terug |= {"dossier": [stukken["eerder_besluit"]], "stand_begin": -12, "realisatie": 60}
    vijf, zes = brieven({"trede": 5, **terug}, {"trede": 6, **terug})
    assert "Wij waarderen die inzet." in words(vijf.conclusie)
    assert "Wij waarderen die inzet." not in words(zes.conclusie)


@pytest.mark.parametrize(("dag", "straks"), [("2026-07-16", True), ("2026-07-17", False)])
def test_a_letter_before_a_decided_step_asks_what_the_trede_of_now_asks(
    dag: str, straks: bool, brief: Any
) -> None:
    stappen = [
        {"trede": 3, "datum": "2026-07-10", "motivering": "eerst"},
        {"trede": 4, "datum": "2026-07-17", "motivering": "daarna"},
    ]
    spoed = {"soort": "versnelling", "spoed": "ja", "geinformeerd_op": "2026-07-01"}
    een = brief(
        {**spoed, "stappen": stappen, "datum": "2026-07-10"},
        trede=2,
        stand_begin=-5,
        realisatie=15,
        ronde={"bijgewerkt_op": dag},
    )
    zin = "Trede 4 geldt vanaf 17 juli 2026; tot die dag geldt trede 3."
    assert (zin in words(een.conclusie)) is straks
    assert ("verbeterplan" in words(een.vervolg)) is straks
    assert ("vooraankondiging" in words(een.vervolg)) is not straks


# Dated steps, and what was done before the letter.


VERSNELLING = {
    "soort": "versnelling",
    "datum": "2026-07-20",
    "spoed": "mensen wachten al een jaar",
    "geinformeerd_op": "2026-07-18",
    "stappen": [
        {"trede": 3, "datum": "2026-07-20", "motivering": "Er is geen plan."},
        {"trede": 4, "datum": "2026-10-01", "motivering": "Het lukt niet."},
    ],
}


@pytest.mark.norm("N23")
def test_a_step_to_come_is_the_one_term_until_its_day(brief: Any) -> None:
    een = brief(
        VERSNELLING, trede=2, stand_begin=-5, realisatie=15, ronde={"bijgewerkt_op": "2026-08-20"}
    )
    assert een.kern == (
        "Uw gemeente staat sinds 20 juli 2026 op trede 3 en gaat op 1 oktober 2026 naar trede 4."
    )
    assert een.vervolg[1] == (
        "Op 1 oktober 2026 begint trede 4. Tot die dag geldt trede 3; een langere termijn is er "
        "niet."
    )
    assert "bestuurlijk gesprek, vóór 1 oktober 2026." in een.vervolg[2]
    assert "vier weken" not in words(een), "no term runs beyond the step"
    assert steps(een)["Trede 4 begint"] == "Op 1 oktober 2026"
    assert steps(een)["Bestuurlijk gesprek over het verbeterplan"] == "Vóór 1 oktober 2026"
    assert "Dan volgt trede 4" not in words(een), "that is decided already"


def test_a_step_to_3_that_is_decided_needs_no_warning_halfway(brief: Any) -> None:
    stap = {"trede": 3, "datum": "2026-09-01", "motivering": "Er is geen plan."}
    een = brief(
        {**VERSNELLING, "stappen": [stap]},
        trede=2,
        stand_begin=-5,
        realisatie=21,
        ronde={"bijgewerkt_op": "2026-08-20"},
    )
    assert een.kern == "Uw gemeente staat op trede 2 en gaat op 1 september 2026 naar trede 3."
    assert "Is trede 3 dan mogelijk" not in words(een)


def test_a_talk_that_was_held_is_not_asked_for(brief: Any) -> None:
    stukken = [
        {"soort": "brief_verzonden", "datum": "2026-07-10"},
        {"soort": "gesprek", "datum": "2026-07-24"},
    ]
    een = brief(
        *stukken, trede=2, stand_begin=-5, realisatie=20, ronde={"bijgewerkt_op": "2026-07-30"}
    )
    assert een.vervolg[1].startswith("Op 24 juli 2026 spraken wij met u over het verbeterplan.")
    assert "uiterlijk op 21 augustus 2026 een verbeterplan vaststelt" in een.vervolg[1]
    assert "nodigen u uit" not in words(een)


@pytest.mark.parametrize(
    ("vastgesteld", "zin"),
    [
        ({"vastgesteld_op": "2026-07-20"}, "Is dat nodig, dan vragen wij u om een geactualiseerd"),
        ({}, "Wij vragen uw college om het plan vast te stellen en ons dat te laten weten."),
    ],
)
def test_a_plan_that_was_received_is_not_asked_for(vastgesteld: Any, zin: str, brief: Any) -> None:
    plan = {"soort": "verbeterplan", "datum": "2026-07-22", **vastgesteld}
    een = brief(plan, trede=2, stand_begin=-5, realisatie=20, ronde={"bijgewerkt_op": "2026-07-30"})
    assert een.vervolg[1].startswith("Wij ontvingen uw verbeterplan op 22 juli 2026")
    assert zin in een.vervolg[1]
    assert een.punten == ()


def test_a_talk_whose_term_passed_is_not_told_as_to_come(brief: Any) -> None:
    verzonden = {"soort": "brief_verzonden", "datum": "2026-07-10"}
    een = brief(
        verzonden, trede=2, stand_begin=-5, realisatie=20, ronde={"bijgewerkt_op": "2026-08-20"}
    )
    assert (
        "De termijn voor een bestuurlijk gesprek liep tot en met 7 augustus 2026. Wij nodigen u "
        "daarvoor alsnog uit."
    ) in een.vervolg[1]


def test_a_chance_that_passed_does_not_follow_any_more(brief: Any, stukken: Any) -> None:
    eerder = stukken["eerdere_vooraankondiging"]
    een = brief(trede=4, dossier=[eerder], **ACHTERSTAND)
    assert "Uw gemeente kon daarop reageren tot en met 15 april 2026." in words(een.vervolg)
    assert not any("ienswijze" in wat for wat in steps(een))


def test_a_reason_changes_nothing_where_nothing_is_short(brieven: Any) -> None:
    reden = {
        "soort": "verschoonbare_reden",
        "categorie": "calamiteit",
        "aangedragen_op": "2026-07-01",
        "bewijs": "x",
        "oordeel": "verschoonbaar",
        "personen": 2,
    }
    zin = "Er is geen tekort; daarom heeft dit hier geen gevolg."
    rijen = ({"trede": 1, "realisatie": n, "bevindingen": [reden]} for n in (20, 19))
    assert [zin in een.bevindingen[0].tekst for een in brieven(*rijen)] == [True, False]


@pytest.mark.norm("N26")
@pytest.mark.parametrize(("vandaag", "komt"), [("2026-10-01", True), ("2026-10-02", False)])
def test_a_letter_made_after_the_midpoint_promises_nothing_for_that_day(
    vandaag: str, komt: bool, brieven: Any
) -> None:
    rijen = {"trede": 1}, {"trede": 2, "stand_begin": -9, "realisatie": 22}
    for een in brieven(*rijen, ronde={"bijgewerkt_op": vandaag}):
        assert ("1 oktober 2026" in words((*een.vervolg, *steps(een).values()))) is komt


def test_terms_rest_while_the_besluit_is_not_carried_out(brief: Any, stukken: Any) -> None:
    afzien = {
        "soort": "afzien_effectuering",
        "datum": "2026-07-10",
        "bewijs": "planning",
        "realiseert_uiterlijk": "2026-11-01",
    }
    termijn = {"maatregel": "m", "uiterlijk": "2026-09-01"}
    besluit = {**stukken["eerder_besluit"], "termijnen": [termijn]}
    een = brief(afzien, trede=5, dossier=[besluit], **ACHTERSTAND)
    rust = "Uiterlijk 1 september 2026 (uitvoering rust tot en met 1 november 2026)"
    assert steps(een)["Last uit het besluit: m"] == rust
