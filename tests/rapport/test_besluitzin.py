"""Who decided what and when, in one sentence for page and letter; findings made by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.beoordeling import Oordeel
from ibt.kader.utrecht_2024.tekst import TEKST
from ibt.rapport.besluitzin import besluit_grond, besluit_zin, stappen_zin, verschoond_zin
from ibt.rapport.brief.bevindingen import bevindingen
from ibt.rapport.gemeente import oordeel
from ibt.rapport.oordeelzin import oordeel_zin

GS = {"orgaan": "gedeputeerde staten", "besluitdatum": "2026-07-14"}
EERDER = {**GS, "besluit_van": "2026-03-10"}
TERMIJNEN = (
    {"maatregel": "toewijzen", "uiterlijk": "2026-09-15"},
    {"maatregel": "plan", "uiterlijk": "2026-08-01", "voldaan_op": "2026-07-20"},
)
STAPPEN = (
    {"trede": "3", "datum": "2026-07-20", "motivering": "geen plan"},
    {"trede": "4", "datum": "2026-10-01", "motivering": "nog geen plan"},
)
VERSNELLING = {"spoed": "s", "geinformeerd_op": "2026-07-18", "stappen": STAPPEN}


def found(soort: str, **velden: Any) -> Oordeel:
    return Oordeel(soort, "A. Jansen", date(2026, 7, 20), "Gemotiveerd.", velden)


@pytest.mark.parametrize(
    ("een", "zin"),
    [
        (
            found("besluit_indeplaatsstelling", **GS),
            "Gedeputeerde staten hebben op 14 juli 2026 besloten tot indeplaatsstelling (§3 trede "
            "5).",
        ),
        (
            found("indeplaatsstelling", besluitdatum="2026-07-14"),
            "Gedeputeerde staten hebben op 14 juli 2026 besloten dat de provincie de taak "
            "overneemt, in naam van en voor rekening van de gemeente (§3 trede 6).",
        ),
        (
            found("afzien_effectuering", realiseert_uiterlijk="2026-10-01"),
            "De provincie heeft besloten het besluit nu niet uit te voeren, omdat de "
            "gemeente aannemelijk heeft gemaakt dat zij haar opgave zelf realiseert, uiterlijk op "
            "1 oktober 2026 (§3 trede 6).",
        ),
        (
            found(
                "besluit_wijziging", **EERDER, bekendgemaakt_op="2026-07-15", termijnen=TERMIJNEN
            ),
            "Gedeputeerde staten hebben op 14 juli 2026 het besluit van 10 maart 2026 gewijzigd; "
            "het wijzigingsbesluit is bekendgemaakt op 15 juli 2026. Termijnen daarin: toewijzen, "
            "uiterlijk 15 september 2026; plan, uiterlijk 1 augustus 2026 (voldaan op 20 juli "
            "2026).",
        ),
        (
            found("besluit_intrekking", **EERDER, grond="intrekking", trede="4"),
            "Gedeputeerde staten hebben het besluit van 10 maart 2026 op 14 juli 2026 ingetrokken. "
            "Daarna geldt trede 4.",
        ),
        (
            found("besluit_intrekking", **EERDER, grond="vernietiging", trede="4"),
            "Het besluit van 10 maart 2026 is vernietigd. Gedeputeerde staten hebben op 14 juli "
            "2026 bepaald dat de trede 4 is.",
        ),
        (
            found("weging", over="te_weinig_koppelingen; dossier_onvolledig"),
            "De toezichthouder heeft gewogen dat er te weinig mensen waren gekoppeld om de opgave "
            "te kunnen halen en dat het dossier niet volledig is.",
        ),
        (
            found("herziening", besluit_van="2026-03-10", trede="4"),
            "De toezichthouder heeft de trede die rust op het besluit van 10 maart 2026 herzien op "
            "20 juli 2026.",
        ),
        (
            found("afwijking", **{**GS, "orgaan": "namens gedeputeerde staten"}),
            "Namens gedeputeerde staten heeft de toezichthouder op 14 juli 2026 besloten tot deze "
            "lagere trede (§3.1).",
        ),
        (found("afwijking"), ""),
        (found("correctie"), ""),
    ],
)
def test_who_decided_what_and_when_is_one_sentence(een: Oordeel, zin: str) -> None:
    assert oordeel_zin(een, TEKST) == zin


@pytest.mark.parametrize(
    ("een", "kop", "tekst"),
    [
        (
            found("weging", over="niet_vooraf_gewaarschuwd"),
            "Weging",
            "De toezichthouder heeft gewogen dat niet is vastgelegd dat trede 3 halverwege is "
            "gemeld. Gemotiveerd.",
        ),
        (
            found("besluit_intrekking", **EERDER, grond="vernietiging", trede="4"),
            "Einde van het besluit",
            "Het besluit van 10 maart 2026 is vernietigd. Gedeputeerde staten hebben op 14 juli "
            "2026 bepaald dat de trede 4 is. Gemotiveerd.",
        ),
    ],
)
def test_page_and_letter_say_the_same_of_a_new_kind(
    een: Oordeel, kop: str, tekst: str, geval: Any, read: Any
) -> None:
    stand = geval(trede=2, stand_begin=-5, realisatie=20)
    beoordeling = replace(stand.beoordeling, oordelen=(een,))
    (punt,) = bevindingen(beoordeling, stand.kader)
    assert (punt.kop, punt.tekst) == (kop, tekst)
    pagina = read(oordeel(beoordeling, stand.verslag))
    assert f"{kop} {tekst} Vastgelegd door: A. Jansen, 20 juli 2026." in pagina


@pytest.mark.parametrize(
    ("een", "tekst"),
    [
        (
            found(
                "verschoonbare_reden", categorie="calamiteit", ambtshalve="ja", personen="8",
                oordeel="verschoonbaar",
            ),
            "Wij stelden dit zelf vast (ambtshalve): een calamiteit. Wij achten dit voor 8 "
            "personen verschoonbaar (§2.3). Er is geen tekort; daarom heeft dit hier geen "
            "gevolg. Gemotiveerd.",
        ),
        (
            found(
                "verbeterplan_niet_uitgevoerd", grond="niet_of_onvoldoende_uitgevoerd",
                afgesproken_termijn="2026-05-31", maatregelen="flexwoningen; kantoorpand",
            ),
            "Uit het verbeterplan is niet of onvoldoende uitgevoerd: flexwoningen; kantoorpand. De "
            "termijn daarvan liep tot en met 31 mei 2026. Gemotiveerd.",
        ),
        (
            found(
                "verbeterplan_niet_uitgevoerd", grond="niet_of_onvoldoende_uitgevoerd",
                afgesproken_termijn="2026-05-31",
            ),
            "Het verbeterplan is niet of onvoldoende uitgevoerd; een termijn daaruit liep tot en "
            "met 31 mei 2026. Gemotiveerd.",
        ),
        (
            found(
                "verbeterplan_niet_uitgevoerd", grond="niet_opgesteld",
                afgesproken_termijn="2026-05-31",
            ),
            "Het verbeterplan is niet opgesteld; de termijn daarvoor liep tot en met 31 mei 2026. "
            "Gemotiveerd.",
        ),
        (
            found(
                "besluit_indeplaatsstelling", **GS, bekendgemaakt_op="2026-07-15",
                taakverwaarlozing_op="2026-07-10", spoed="mensen wachten",
                geinformeerd_op="2026-07-11",
            ),
            "Gedeputeerde staten hebben op 14 juli 2026 besloten tot indeplaatsstelling (§3 trede "
            "5). Waarom het spoed heeft: Mensen wachten. De taakverwaarlozing is vastgesteld op "
            "10 juli 2026. Het besluit is bekendgemaakt op 15 juli 2026. Uw gemeente is op 11 "
            "juli 2026 geïnformeerd. Gemotiveerd.",
        ),
        (
            found("afwijking", **GS, trede="2", grond="overmacht"),
            "De inschaling is trede 2. Grond: overmacht (§3.1). Gedeputeerde staten hebben op 14 "
            "juli 2026 besloten tot deze lagere trede (§3.1). Gemotiveerd.",
        ),
    ],
)  # fmt: skip
def test_a_letter_says_what_came_before_and_on_what_grounds(
    een: Oordeel, tekst: str, geval: Any
) -> None:
    stand = geval()
    (punt,) = bevindingen(replace(stand.beoordeling, oordelen=(een,)), stand.kader)
    assert punt.tekst == tekst


@pytest.mark.parametrize(
    ("vandaag", "zin"),
    [
        (
            date(2026, 7, 19),
            "De gemeente staat op trede 2 en gaat op 20 juli 2026 naar trede 3 en op 1 oktober "
            "2026 naar trede 4.",
        ),
        (
            date(2026, 7, 20),
            "De gemeente staat sinds 20 juli 2026 op trede 3 en gaat op 1 oktober 2026 naar trede "
            "4.",
        ),
        (
            date(2026, 10, 1),
            "De gemeente ging op 20 juli 2026 naar trede 3 en staat sinds 1 oktober 2026 op trede "
            "4.",
        ),
    ],
)
def test_an_acceleration_tells_past_and_future_apart(vandaag: date, zin: str, geval: Any) -> None:
    een = geval(trede=2, stand_begin=-5, realisatie=15).beoordeling
    assert stappen_zin(een, vandaag) == ""
    versneld = replace(een, oordelen=(found("versnelling", **VERSNELLING),), trede_voorstel=4)
    assert stappen_zin(versneld, vandaag) == zin


@pytest.mark.parametrize(
    ("velden", "wie"),
    [
        ({}, "De toezichthouder wijkt daarvan gemotiveerd af: overmacht."),
        (GS, "Gedeputeerde staten wijken daarvan gemotiveerd af: overmacht."),
    ],
)
def test_a_deviation_that_is_a_besluit_is_of_its_organ(
    velden: dict[str, str], wie: str, geval: Any
) -> None:
    afwijking = found("afwijking", grond="overmacht", trede="2", **velden)
    een = replace(geval().beoordeling, oordelen=(afwijking,), afwijking="overmacht")
    assert besluit_zin(een).endswith(wie)


STAP = {"spoed": "S", "geinformeerd_op": "2026-07-09"}
NAAR_VIER = ({"trede": "4", "datum": "2026-07-10", "motivering": "spoed"},)


def test_a_besluit_after_an_acceleration_names_every_trede_and_skips_none(geval: Any) -> None:
    een = geval(trede=3, stand_begin=-5, realisatie=15).beoordeling
    versneld = found("versnelling", **STAP, stappen=NAAR_VIER)
    besluit = found("besluit_indeplaatsstelling", **{**GS, "besluitdatum": "2026-07-20"})
    zin = "De gemeente ging op 10 juli 2026 naar trede 4 en staat sinds 20 juli 2026 op trede 5."
    gevolgd = replace(een, oordelen=(versneld, besluit), trede_voorstel=5)
    assert stappen_zin(gevolgd, date(2026, 7, 20)) == zin
    van_vier = replace(een, oordelen=(besluit,), trede_vorig=4, trede_voorstel=5)
    assert stappen_zin(van_vier, date(2026, 7, 20)) == ""


@pytest.mark.parametrize(("trede", "geldt"), [(4, True), (3, False)])
def test_an_end_of_the_besluit_is_the_ground_only_of_the_trede_it_led_to(
    trede: int, geldt: bool, geval: Any
) -> None:
    een = found("besluit_intrekking", **EERDER, grond="intrekking", trede="4")
    beoordeling = replace(geval().beoordeling, oordelen=(een,), trede_voorstel=trede)
    assert ("geldt niet meer" in besluit_grond(beoordeling)) is geldt


@pytest.mark.parametrize(
    ("trede", "verschoond", "telt", "gezegd"),
    [
        (4, 12, True, True),
        (6, 12, True, True),
        (4, 11, True, False),
        (3, 12, True, False),
        (4, 12, False, False),
    ],
)
def test_from_trede_4_a_shortage_that_is_all_excused_takes_no_step_up(
    trede: int, verschoond: int, telt: bool, gezegd: bool, geval: Any
) -> None:
    een = geval(trede=trede, stand_begin=-5, realisatie=13).beoordeling
    som = replace(een.som, verschoonbaar=verschoond, toerekenbaar=12 - verschoond)
    een = replace(een, som=som, overmacht_telt=telt, trede_voorstel=trede)
    begin = "Het tekort van 12 personen is verschoonbaar. Zolang dat zo is, zet de provincie geen"
    assert verschoond_zin(een).startswith(begin) is gezegd
    assert bool(verschoond_zin(een)) is gezegd
