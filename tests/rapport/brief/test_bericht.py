"""The message halfway: to officials, to the bestuur only on a recorded choice."""

import io
from dataclasses import astuple, is_dataclass
from datetime import date
from typing import Any

import pytest
from docx import Document

from ibt.rapport.brief import Brief, make_bericht, render_brief

OP_2 = {"trede": 2, "stand_begin": -5}
GEMELD = {"soort": "voortgang_gemeld", "motivering": "wethouder vroeg erom"}
GESPREK = {"soort": "gesprek"}
LASTIG = "'s-Gravenhage <b>& {{ 7*7 }} $x$ *_"


def words(deel: Any) -> str:
    if is_dataclass(deel) and not isinstance(deel, type):
        return words(astuple(deel))
    if isinstance(deel, tuple):
        return " ".join(tekst for onder in deel if (tekst := words(onder)))
    return deel if isinstance(deel, str) else ""


def write(stand: Any) -> Brief:
    return make_bericht(stand.voortgang, stand.traject, stand.verslag, stand.kader)


@pytest.fixture(name="bericht")
def _bericht(halverwege: Any) -> Any:
    return lambda *bevindingen, **rij: write(halverwege(*bevindingen, **rij))


@pytest.fixture(name="berichten")
def _berichten(onderweg: Any) -> Any:
    """A message per row of a table: gemeenten of one round."""
    return lambda *rijen: [write(stand) for stand in onderweg(*rijen)]


@pytest.mark.norm("N26")
def test_it_goes_to_officials_and_to_nobody_else(bericht: Any) -> None:
    een = bericht(naam="'s-Verzonnenhage", **OP_2)
    assert een.geadresseerde == (
        "De ambtelijk contactpersoon huisvesting van de gemeente 's-Verzonnenhage"
    )
    assert een.afschrift == "geen"
    assert een.aanhef == "Beste collega,"
    assert een.onderwerp == "Voortgang huisvesting vergunninghouders op 1 april 2026"
    assert "bestuur" not in words(een).replace("bestuursrecht", "")


@pytest.mark.norm("N27")
def test_it_goes_to_the_bestuur_only_where_that_was_chosen(berichten: Any) -> None:
    gemeld = [
        GEMELD | {"gedeeld_met_bestuur": "ja"},
        GEMELD | {"gedeeld_met_bestuur": "nee"},
        GEMELD,
    ]
    uit = berichten(
        *({"naam": f"Dam {n}", **OP_2, "bevindingen": [s]} for n, s in enumerate(gemeld))
    )
    naar = "het college van burgemeester en wethouders van Dam 0"
    assert [een.afschrift for een in uit] == [naar, "geen", "geen"]
    zin = "Dit bericht gaat ook naar uw bestuur. Wethouder vroeg erom."
    assert [zin in een.conclusie for een in uit] == [True, False, False]


@pytest.mark.norm("N60")
def test_it_offers_help_from_the_regietafel_and_the_kansenmakersteam(bericht: Any) -> None:
    assert bericht(**OP_2).slot[-1] == (
        "Wij denken graag met u mee, ook vanuit de Regietafel en het Kansenmakersteam (§4)."
    )


@pytest.mark.parametrize(
    ("stukken", "voorbeeld", "merk"),
    [
        ((), False, "CONCEPT"),
        ((), True, "CONCEPT · VOORBEELD: cijfers verzonnen"),
        ((GESPREK,), False, "CONCEPT"),
        ((GEMELD,), False, ""),
        ((GEMELD,), True, "VOORBEELD: cijfers verzonnen"),
    ],
)
def test_it_is_a_draft_until_it_was_told(
    stukken: Any, voorbeeld: bool, merk: str, bericht: Any
) -> None:
    herkomst = {"herkomst": "VOORBEELD"} if voorbeeld else {}
    assert bericht(*stukken, **OP_2, **herkomst).merk == merk


def test_it_sets_no_trede_and_says_so(bericht: Any) -> None:
    een = bericht(**OP_2, realisatie=9)
    assert een.kern.startswith("Niet op schema voor de taakstelling: nog 1 persoon nodig")
    assert (
        "Uw gemeente staat nu op trede 2 (Informatie opvragen en valideren). Dit is geen "
        "beoordeling en geen inschaling: een tussenstand stelt geen trede vast."
    ) in een.conclusie
    assert "De trede wordt pas na 1 juli 2026 bepaald, naar de stand van die dag." in een.slot
    for woord in ("voorstel", "omhoog", "omlaag"):
        assert woord not in words(een)
    assert "geen besluit in de zin van de Algemene wet bestuursrecht" in words(een.grondslag)


def test_the_figures_can_be_added_up(bericht: Any) -> None:
    een = bericht(**OP_2, realisatie=9)
    assert [(rij.naam, rij.aantal) for rij in een.cijfers] == [
        ("Taakstelling voor het eerste halfjaar van 2026", "20"),
        ("Bij: achterstand op 1 januari 2026", "+5"),
        ("Totaalopgave", "25"),
        ("Gehuisvest tot 1 april 2026", "9"),
        ("Nog nodig voor de totaalopgave", "16"),
    ]
    assert een.toelichting == (
        "Gehuisvest is 45,0% van de taakstelling en 36,0% van de totaalopgave, in 3 van de 6 "
        "maanden.",
    )


def test_the_letter_and_its_figures_have_one_number_housed(bericht: Any) -> None:
    laat = {
        "soort": "correctie", "personen": 4, "bewijs": "contract", "datum": "2026-01-10",
        "gehuisvest_van": "2025-12-20", "verwerkt_in": "2026-I",
    }  # fmt: skip
    een = bericht(dossier=[laat], stand_begin=-6)
    assert "6 personen gehuisvest in uw gemeente" in een.conclusie[0]
    assert [(r.naam, r.aantal) for r in een.cijfers][3:6] == [
        ("Gehuisvest volgens het COA", "10"),
        ("Af: vorig halfjaar al meegeteld als correctie", "−4"),
        ("Gehuisvest tot 1 april 2026", "6"),
    ]


def test_who_has_the_former_letter_reads_why_the_start_differs(bericht: Any) -> None:
    open_ = {
        "soort": "correctie", "personen": 4, "bewijs": "contract", "datum": "2026-01-10",
        "gehuisvest_van": "2025-12-20",
    }  # fmt: skip
    een = bericht(dossier=[open_], trede=2, stand_begin=-6, stand_eind_vorig=-3)
    assert (
        "tellen 4 personen mee uit eerdere correcties die het COA toen nog niet"
        in (een.toelichting[0])
    )
    assert "beoordeling (−3): de som rekent met de stand van het COA" in een.toelichting[0]
    assert "leidend" not in bericht(trede=2, stand_begin=-6).toelichting[0]


def test_once_it_was_told_nothing_is_left_to_fill_in(bericht: Any) -> None:
    een = bericht({**GEMELD, "datum": "2026-04-09", "beoordelaar": "A. Toezicht"}, **OP_2)
    assert een.datum == "9 april 2026"
    assert een.ondertekening == ("A. Toezicht",)
    assert "[" not in words(een)
    assert bericht(**OP_2).datum == "[invullen]"


def test_what_is_needed_is_told_per_trede(bericht: Any) -> None:
    een = bericht(**OP_2, realisatie=10)
    assert [(punt.kop, punt.tekst) for punt in een.punten] == [
        ("Trede 1", "Bij ten minste 15 personen (5,0 per maand) volgt trede 1."),
        ("Trede 2", "Bij ten minste 11 personen (3,7 per maand) blijft uw gemeente op trede 2."),
        ("Trede 3", "Bij minder dan 11 personen volgt trede 3."),
    ]
    assert een.vervolg[0] == (
        "De opgave is de hele totaalopgave: tot 1 juli 2026 nog 15 personen te huisvesten (5,0 per "
        "maand)."
    ), "the duty comes first"
    klaar = bericht(realisatie=25)
    assert klaar.vervolg[0] == "De totaalopgave is al gehaald."
    assert [punt.tekst for punt in klaar.punten] == [
        "Ook als er niemand meer bij komt, blijft uw gemeente op trede 1."
    ]
    assert "Dit geldt zonder nieuwe herverdeling" in klaar.slot[0]
    drie = bericht(trede=3, stand_begin=-9)
    assert "er geen verbeterplan komt, of dat uw gemeente het niet of onvoldoende" in words(
        drie.slot
    )


def test_an_outcome_on_a_contested_reading_says_so(bericht: Any) -> None:
    een = bericht(trede=1, stand_begin=4, realisatie=10)
    assert [punt.tekst for punt in een.punten] == [
        "In onze lezing van het kader blijft uw gemeente op trede 1, ook als er niemand meer bij "
        "komt (keuze K1)."
    ]
    assert "Een andere lezing kan een andere trede geven." in words(een.slot)
    assert "lezing" not in words(bericht(trede=1, stand_begin=4, realisatie=16))


def test_a_forecast_on_a_contested_reading_says_which(bericht: Any) -> None:
    een = bericht(trede=1, stand_begin=4, realisatie=7)
    zin = "Dit rust op onze lezing van het kader (Keuze K1); een andere lezing kan een andere trede"
    assert zin in words(een.conclusie)
    assert "Keuze K1 (§3 trede 1, 2e punt): Beschermt een voorsprong" in words(een.slot)
    assert "De verwachting gaat uit van de lezing “ja" in words(een.slot)
    assert "Dit rust op onze lezing" not in words(bericht(trede=1, stand_begin=4, realisatie=10))


@pytest.mark.norm("N50")
def test_from_trede_4_no_half_year_decides(berichten: Any, genomen_besluit: Any) -> None:
    hoog = {"stand_begin": -9, "dossier": [genomen_besluit]}
    for een in berichten(
        {"trede": 4, "stand_begin": -9}, {"trede": 5, **hoog}, {"trede": 6, **hoog}
    ):
        tekst = words(een)
        assert "zijn de halfjaarlijkse termijnen losgelaten (§3 trede 4, slot)" in tekst
        assert "dan kan uw gemeente terug naar trede 1" in tekst
        for regel in ("bij minder", "beoordelen wij", "inschaling op", "bepaald", "volgt trede"):
            assert regel not in tekst.lower()
        assert een.punten == ()
        assert een.stappen[-1].wanneer == "1 juli 2026; een besluit kan er eerder zijn"


def test_on_trede_4_the_announcement_and_the_time_to_react_are_told(bericht: Any) -> None:
    stuk = {
        "soort": "vooraankondiging", "datum": "2026-03-01", "orgaan": "gedeputeerde staten",
        "reden": "r", "gevolgen": "g", "termijn": "drie maanden", "reactie_uiterlijk": "2026-04-20",
    }  # fmt: skip
    een = bericht(trede=4, stand_begin=-9, dossier=[stuk])
    assert (
        "De provincie heeft op 1 maart 2026 formeel aangekondigd dat zij van plan is een besluit "
        "tot indeplaatsstelling te nemen (§3 trede 4). Uw gemeente kan daarop reageren tot en met "
        "20 april 2026."
    ) in een.vervolg
    assert een.stappen[-2].wanneer == "Uiterlijk 20 april 2026"
    zonder = words(bericht(trede=4, stand_begin=-9).vervolg)
    assert "Een vooraankondiging die nu geldt, is nog niet vastgelegd." in zonder


def test_on_trede_5_the_terms_that_run_and_what_stops_them_are_told(
    bericht: Any, genomen_besluit: Any
) -> None:
    termijnen = [
        {"maatregel": "toewijzen", "uiterlijk": "2026-03-20"},
        {"maatregel": "bouwen", "uiterlijk": "2026-06-01"},
    ]
    een = bericht(trede=5, stand_begin=-9, dossier=[{**genomen_besluit, "termijnen": termijnen}])
    tekst = words(een.vervolg)
    assert "van gedeputeerde staten van 10 maart 2026. Nog te doen: bouwen, uiterlijk 1 juni" in (
        tekst
    )
    assert "Voorbij en niet voldaan: toewijzen, uiterlijk 20 maart 2026." in tekst
    assert "dan kunnen gedeputeerde staten afzien van uitvoering" in tekst


@pytest.mark.norm("N36")
def test_on_trede_2_the_step_to_3_is_told_in_time(berichten: Any) -> None:
    rijen = {**OP_2, "realisatie": 10}, {**OP_2, "realisatie": 21}, {"trede": 1}
    tekst, averted, een = (words(bericht.vervolg) for bericht in berichten(*rijen))
    assert "Uw gemeente staat op trede 2 en trede 3 is mogelijk. Nog 11 personen" in tekst
    assert "Wij melden dat nu, zodat u op tijd aan een verbeterplan kunt beginnen" in tekst
    assert "genoeg mensen gehuisvest om trede 3 te voorkomen" in averted
    assert "mogelijk" not in averted
    assert "trede 3" not in een


@pytest.mark.norm("N62")
def test_only_a_gemeente_that_is_behind_and_was_not_talked_to_is_invited(berichten: Any) -> None:
    gesprek = {"soort": "gesprek", "niveau": "ambtelijk", "deelnemers": ["regievoerder"]}
    achter = {"trede": 1, "realisatie": 9}
    uit = berichten(
        achter, {"trede": 1}, {**achter, "bevindingen": [{**gesprek, "datum": "2026-04-08"}]}
    )
    gevraagd = [
        "Ambtelijk gesprek over de voortgang" in [s.wat for s in een.stappen] for een in uit
    ]
    assert gevraagd == [True, False, False]
    zin = "Wij willen met u in gesprek"
    assert [zin in words(een.vervolg) for een in uit[:2]] == [True, False]
    assert "Op 8 april 2026 spraken wij u (§4)." in words(uit[2].vervolg)


@pytest.mark.norm("N53")
def test_where_a_besluit_is_in_force_the_remedy_is_named(berichten: Any) -> None:
    uit = berichten(*({"trede": trede, "stand_begin": -9} for trede in (4, 5, 6)))
    beroep = ["staat beroep open (§3 trede 5)" in words(een.grondslag) for een in uit]
    assert beroep == [False, True, True]


def test_the_range_is_told_or_its_absence(bericht: Any) -> None:
    assert "dit kan sterk afwijken" in words(bericht().conclusie)
    tekst = words(bericht(eerder={"2026-01-01": 12}).conclusie)
    assert "loopt de stand dan van −4 tot 0." in tekst


def test_koppelingen_are_told_where_they_are_known(berichten: Any) -> None:
    weinig, genoeg, geen = berichten({"koppelingen": 9}, {"koppelingen": 10}, {})
    assert "Dat is nu nog 1 persoon te weinig" in words(weinig.signalen)
    assert "genoeg mensen gekoppeld" in words(genoeg.signalen)
    assert "gekoppeld en nog niet" not in words(geen.signalen)


def test_a_hostile_name_stays_a_name_in_word_and_the_bytes_stay_the_same(
    bericht: Any, sjabloon: bytes
) -> None:
    gemeld = {**GEMELD, "gedeeld_met_bestuur": "ja", "motivering": "</w:t> {% raw %} <b>"}
    een = bericht(gemeld, naam=LASTIG, **OP_2)
    inhoud = render_brief(een, sjabloon, date(2026, 4, 10), "brief.docx")
    assert inhoud == render_brief(een, sjabloon, date(2026, 4, 10), "brief.docx")
    document = Document(io.BytesIO(inhoud))
    tekst = "\n".join(p.text for p in document.paragraphs)
    assert f"contactpersoon huisvesting van de gemeente {LASTIG}" in tekst
    assert "</w:t> {% raw %} <b>." in tekst
    assert "49" not in tekst
