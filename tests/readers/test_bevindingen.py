"""Findings of a named supervisor: every `soort` with a valid example, every condition refused."""

from contextlib import suppress
from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import parse_periode
from ibt.readers.bevindingen import read_bevindingen

ALGEMEEN = {
    "gemeente": "GM0344",
    "beoordelaar": "A. Toezicht",
    "datum": "2026-07-10",
    "motivering": "omdat het zo is",
}
REDEN = {
    "categorie": "calamiteit",
    "aangedragen_op": "2026-06-01",
    "bewijs": "brief",
    "oordeel": "verschoonbaar",
    "personen": 3,
}
STAP_2 = {"trede": 2, "datum": "2026-07-12", "motivering": "spoed"}
STAP_3 = {"trede": 3, "datum": "2026-08-12", "motivering": "spoed"}
VERSNELLING = {
    "spoed": "acute situatie",
    "geinformeerd_op": "2026-07-12",
    "stappen": [STAP_2, STAP_3],
}
BESLUIT = {
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2026-07-01",
    "bekendgemaakt_op": "2026-07-02",
    "taakverwaarlozing": "vastgesteld",
    "zienswijze": "gehoord",
    "termijnen": [{"maatregel": "plan", "uiterlijk": "2026-09-01"}],
}
WIJZIGING = {
    "orgaan": "gedeputeerde staten",
    "besluit_van": "2026-07-01",
    "besluitdatum": "2026-07-08",
    "bekendgemaakt_op": "2026-07-09",
    "termijnen": [{"maatregel": "plan", "uiterlijk": "2026-10-01"}],
}
INTREKKING = {
    "orgaan": "gedeputeerde staten",
    "besluit_van": "2026-07-01",
    "besluitdatum": "2026-07-08",
    "grond": "vernietiging",
    "trede": 4,
}
SPOED = {"spoed": "acuut", "geinformeerd_op": "2026-07-01"}
VELDEN = {
    "herverdeling": {"afspraak": "A", "personen": -3},
    "correctie": {"personen": 3, "bewijs": "huurcontract", "gehuisvest_van": "2026-05-01"},
    "verschoonbare_reden": REDEN,
    "verbeterplan_niet_uitgevoerd": {
        "grond": "niet_opgesteld",
        "afgesproken_termijn": "2026-07-09",
    },
    "afwijking": {"grond": "overmacht", "trede": 1},
    "versnelling": VERSNELLING,
    "vooraankondiging": {
        "orgaan": "gedeputeerde staten",
        "reden": "achterstand",
        "gevolgen": "indeplaatsstelling",
        "termijn": "drie maanden",
        "reactie_uiterlijk": "2026-08-01",
    },
    "besluit_indeplaatsstelling": BESLUIT,
    "besluit_wijziging": WIJZIGING,
    "besluit_intrekking": INTREKKING,
    "indeplaatsstelling": {"besluitdatum": "2026-07-01"},
    "afzien_effectuering": {"bewijs": "planning", "realiseert_uiterlijk": "2026-12-01"},
    "afschalen": {},
    "niet_afschalen": {},
    "keuze": {"keuze": "K1", "lezing": "verrekend"},
    "herziening": {"peildatum": "2026-01-01", "trede": 2},
    "weging": {"over": ["te_weinig_koppelingen"]},
    "cijfers_geverifieerd": {},
    "brief_verzonden": {},
    "voortgang_gemeld": {},
    "gesprek": {},
    "verbeterplan": {},
    "afspraak_termijn": {"uiterlijk": "2026-09-01"},
    "contact": {},
}


def entry(soort: str, **anders: object) -> dict[str, object]:
    """A valid finding with other values; a value of ... leaves the key out."""
    velden = {**ALGEMEEN, "soort": soort, **VELDEN[soort], **anders}
    return {naam: waarde for naam, waarde in velden.items() if waarde is not ...}


@pytest.fixture
def read(write, lijst):
    """Reads findings given as values, or as text."""

    def run(inhoud, naam="bevindingen.yaml", periode=None):
        tekst = inhoud if isinstance(inhoud, (str, bytes)) else yaml.safe_dump(inhoud)
        return read_bevindingen(write(naam, tekst), lijst, periode).waarde

    return run


def test_every_kind_of_finding_of_the_contract_has_an_example_here() -> None:
    assert set(VELDEN) == set(SOORTEN)
    assert len(SOORTEN) == 24


@pytest.mark.parametrize("soort", VELDEN)
def test_a_valid_finding_of_each_kind_is_read(read, soort: str) -> None:
    [stuk] = read([entry(soort)])
    assert stuk.gemeente.naam == "Utrecht"
    assert stuk.bevinding.soort == soort
    assert stuk.bevinding.datum == date(2026, 7, 10)
    assert stuk.plaats == "bevinding 1 (regel 1)"


@pytest.mark.norm("N15")
@pytest.mark.parametrize("soort", VELDEN)
@pytest.mark.parametrize("sleutel", ["gemeente", "beoordelaar", "datum", "motivering"])
def test_no_finding_goes_without_gemeente_judge_date_and_motive(
    read, faults_of, soort: str, sleutel: str
) -> None:
    [weg] = faults_of(read, [entry(soort, **{sleutel: ...})])
    assert f'sleutel "{sleutel}"' in weg
    assert "deze sleutel moet er zijn" in weg
    for leeg in ("", "  ", None):
        [melding] = faults_of(read, [entry(soort, **{sleutel: leeg})])
        assert f'sleutel "{sleutel}"' in melding


@pytest.mark.parametrize("soort", VELDEN)
def test_a_finding_without_its_own_keys_or_with_an_unknown_one_is_refused(
    read, faults_of, soort: str
) -> None:
    verplicht = [naam for naam in VELDEN[soort] if SOORTEN[soort].model_fields[naam].is_required()]
    meldingen = faults_of(read, [entry(soort, **dict.fromkeys(verplicht, ...), motivatie="x")])
    for naam in verplicht:
        assert any(f'"{naam}"' in m and "moet er zijn" in m for m in meldingen)
    assert any('"motivatie"' in m and 'Bedoelt u "motivering"?' in m for m in meldingen)


ONGELDIG = [
    ("herverdeling", {"personen": 2.5}, "geheel getal"),
    ("herverdeling", {"verwerkt_in_taakstelling": True}, "ja of nee"),
    ("herverdeling", {"verwerkt_in_taakstelling": "misschien"}, "ja of nee"),
    ("herverdeling", {"partners_buiten_provincie": [{"personen": 1}]}, "moet er zijn"),
    ("herverdeling", {"partners_buiten_provincie": "GM0363"}, "lijst"),
    ("herverdeling", {"personen": 10**8}, "ten hoogste"),
    ("correctie", {"personen": 0}, "boven 0"),
    ("correctie", {"personen": -1}, "boven 0"),
    ("correctie", {"personen": True}, "geheel getal"),
    ("correctie", {"bewijs": ...}, "moet er zijn"),
    ("correctie", {"bewijs": ""}, "niet leeg"),
    ("correctie", {"verwerkt_in": "2026-III"}, "halfjaar"),
    ("correctie", {"verwerkt_in": 2026}, "halfjaar"),
    ("correctie", {"gehuisvest_van": "1 mei"}, "2026-07-01"),
    ("correctie", {"gehuisvest_van": "2026-05-02", "gehuisvest_tot": "2026-05-01"}, "op of na"),
    ("verschoonbare_reden", {"categorie": "pech"}, "een van deze waarden"),
    ("verschoonbare_reden", {"categorie": "gezinssamenstelling"}, "gezinssamenstelling kan geen"),
    ("verschoonbare_reden", {"bewijs": ...}, "noem bewijs"),
    ("verschoonbare_reden", {"geen_bewijs_nodig": "bekend"}, "één van beide"),
    ("verschoonbare_reden", {"oordeel": "misschien"}, "een van deze waarden"),
    ("verschoonbare_reden", {"personen": ...}, "ten minste 1"),
    ("verschoonbare_reden", {"personen": 0}, "boven 0"),
    ("verschoonbare_reden", {"personen": -2}, "boven 0"),
    ("verschoonbare_reden", {"aangedragen_op": ...}, "noem aangedragen_op"),
    ("verschoonbare_reden", {"aangedragen_op": ..., "ambtshalve": "nee"}, "noem aangedragen_op"),
    ("verschoonbare_reden", {"ambtshalve": "ja"}, "één van beide"),
    ("verschoonbare_reden", {"ambtshalve": "soms"}, "ja of nee"),
    ("verbeterplan_niet_uitgevoerd", {"grond": "lui"}, "een van deze waarden"),
    ("verbeterplan_niet_uitgevoerd", {"afgesproken_termijn": "2026-07-10"}, "loopt nog"),
    ("verbeterplan_niet_uitgevoerd", {"afgesproken_termijn": "2026-07-11"}, "loopt nog"),
    ("afwijking", {"trede": 0}, "ten minste 1"),
    ("afwijking", {"trede": 7}, "ten hoogste 6"),
    ("afwijking", {"trede": "twee"}, "geheel getal"),
    ("afwijking", {"grond": "omdat"}, "een van deze waarden"),
    ("afwijking", {"orgaan": "gedeputeerde staten"}, "horen bij elkaar"),
    ("afwijking", {"besluitdatum": "2026-07-10"}, "horen bij elkaar"),
    ("versnelling", {"stappen": []}, "ten minste één stap"),
    ("versnelling", {"stappen": [STAP_2, {**STAP_3, "trede": 4}]}, "één trede hoger"),
    ("versnelling", {"stappen": [STAP_2, {**STAP_3, "trede": 2}]}, "één trede hoger"),
    ("versnelling", {"stappen": [STAP_2, {**STAP_3, "datum": "2026-07-12"}]}, "later"),
    ("versnelling", {"stappen": [{**STAP_2, "motivering": ""}]}, "stappen.0.motivering"),
    ("versnelling", {"geinformeerd_op": "2026-07-13"}, "niet na de eerste stap"),
    ("versnelling", {"geinformeerd_op": ...}, "moet er zijn"),
    ("versnelling", {"spoed": ""}, "niet leeg"),
    ("vooraankondiging", {"reactie_uiterlijk": "straks"}, "2026-07-01"),
    ("vooraankondiging", {"termijn": ""}, 'sleutel "termijn"'),
    ("besluit_indeplaatsstelling", {"termijnen": []}, "ten minste één termijn"),
    ("besluit_indeplaatsstelling", {"termijnen": [{"maatregel": "x"}]}, "termijnen.0.uiterlijk"),
    ("besluit_indeplaatsstelling", {"bekendgemaakt_op": "2026-06-30"}, "niet voor het besluit"),
    (
        "besluit_indeplaatsstelling",
        {"termijnen": [{"maatregel": "x", "uiterlijk": "2026-06-30"}]},
        "niet voor het besluit",
    ),
    ("besluit_indeplaatsstelling", {"zienswijze": ...}, "behalve bij spoed"),
    ("besluit_indeplaatsstelling", {"taakverwaarlozing_op": "2026-07-02"}, "niet na het besluit"),
    ("besluit_indeplaatsstelling", {"zienswijze_gevraagd_op": "2026-07-02"}, "niet na het besluit"),
    (
        "besluit_indeplaatsstelling",
        {**SPOED, "geinformeerd_op": "2026-07-02"},
        "niet na het besluit",
    ),
    ("besluit_indeplaatsstelling", {"spoed": "acuut"}, "horen bij elkaar"),
    ("besluit_indeplaatsstelling", {"geinformeerd_op": "2026-07-01"}, "horen bij elkaar"),
    ("besluit_wijziging", {"termijnen": []}, "ten minste één termijn"),
    ("besluit_wijziging", {"besluitdatum": "2026-06-30"}, "niet voor het besluit zelf"),
    ("besluit_wijziging", {"bekendgemaakt_op": "2026-07-07"}, "niet voor het besluit zelf"),
    ("besluit_intrekking", {"besluitdatum": "2026-06-30"}, "niet voor het besluit zelf"),
    ("besluit_intrekking", {"grond": "spijt"}, "een van deze waarden"),
    ("besluit_intrekking", {"trede": 7}, "ten hoogste 6"),
    ("herziening", {"peildatum": ...}, "noem peildatum, of besluit_van"),
    ("herziening", {"besluit_van": "2026-03-01"}, "één van beide"),
    ("weging", {"over": []}, "ten minste één van deze codes"),
    ("weging", {"over": ["grensgeval"]}, "een van deze waarden"),
    ("weging", {"over": "te_weinig_koppelingen"}, "lijst"),
    ("indeplaatsstelling", {"besluitdatum": ...}, "moet er zijn"),
    ("afzien_effectuering", {"realiseert_uiterlijk": "2026-07-09"}, "niet voor de datum"),
    (
        "verbeterplan",
        {"maatregelen": [{"maatregel": "x", "uiterlijk": dag} for dag in ("2026-08-01",) * 2]},
        "een eigen naam",
    ),
    ("gesprek", {"gehouden_op": "1989-12-31"}, "1990 tot en met 2999"),
    ("gesprek", {"gehouden_op": date(3000, 1, 1)}, "1990 tot en met 2999"),
    ("contact", {"motivering": "x" * 20_001}, "ten hoogste 20000 tekens"),
    ("afzien_effectuering", {"bewijs": ...}, "moet er zijn"),
    ("keuze", {"lezing": True}, "moet tekst zijn"),
    ("herziening", {"trede": 9}, "ten hoogste 6"),
    ("verbeterplan", {"korte_termijn": "yes"}, "ja of nee"),
    ("gesprek", {"deelnemers": "wethouder"}, "lijst"),
    ("contact", {"motivering": "bel\x07"}, "stuurteken"),
]


@pytest.mark.parametrize(("soort", "anders", "verwacht"), ONGELDIG)
def test_each_documented_condition_refuses_what_does_not_meet_it(
    read, faults_of, soort: str, anders: dict[str, object], verwacht: str
) -> None:
    tekst = yaml.safe_dump([entry("contact"), entry(soort, **anders)])
    meldingen = faults_of(read, tekst)
    assert all("/bevindingen.yaml, bevinding 2 (regel 6)" in m for m in meldingen)
    assert all("GM0344" in melding for melding in meldingen)
    assert any(verwacht in melding for melding in meldingen)
    assert not any("function-" in m or "Value error" in m or "Input should" in m for m in meldingen)


@pytest.mark.norm("N17")
def test_a_reason_is_raised_by_the_gemeente_with_proof_or_why_none_is_needed(
    read, faults_of
) -> None:
    [geen_dag] = faults_of(read, [entry("verschoonbare_reden", aangedragen_op=...)])
    assert 'sleutel "aangedragen_op"' in geen_dag
    [geen_bewijs] = faults_of(read, [entry("verschoonbare_reden", bewijs=...)])
    assert "noem bewijs, of geen_bewijs_nodig met de reden" in geen_bewijs
    [stuk] = read([entry("verschoonbare_reden", bewijs=..., geen_bewijs_nodig="zie de krant")])
    assert stuk.bevinding.geen_bewijs_nodig == "zie de krant"


@pytest.mark.norm("N18")
def test_the_make_up_of_families_can_be_judged_but_never_excused(read, faults_of) -> None:
    gezin = {"categorie": "gezinssamenstelling"}
    [melding] = faults_of(read, [entry("verschoonbare_reden", **gezin)])
    assert "gezinssamenstelling kan geen verschoonbare reden zijn (§2.3, slot)" in melding
    [stuk] = read([entry("verschoonbare_reden", **gezin, oordeel="niet_verschoonbaar")])
    assert stuk.bevinding.oordeel == "niet_verschoonbaar"


@pytest.mark.norm("N57")
def test_a_deviation_names_a_ground_of_the_framework_or_another_and_always_why(
    read, faults_of
) -> None:
    gronden = ("zelf_op_korte_termijn", "niet_oplosbaar_door_indeplaatsstelling", "overmacht")
    for grond in (*gronden, "anders"):
        [stuk] = read([entry("afwijking", grond=grond)])
        assert stuk.bevinding.grond == grond
        [zonder] = faults_of(read, [entry("afwijking", grond=grond, motivering="")])
        assert 'sleutel "motivering"' in zonder
    assert faults_of(read, [entry("afwijking", grond="coulance")])


@pytest.mark.norm("N58")
def test_an_acceleration_says_why_it_cannot_wait_and_that_the_gemeente_knew_in_time(
    read, faults_of
) -> None:
    for sleutel in ("spoed", "geinformeerd_op", "motivering"):
        [melding] = faults_of(read, [entry("versnelling", **{sleutel: ...})])
        assert f'sleutel "{sleutel}"' in melding
    [stap] = faults_of(read, [entry("versnelling", stappen=[{**STAP_2, "motivering": ""}])])
    assert "stappen.0.motivering" in stap
    [te_laat] = faults_of(read, [entry("versnelling", geinformeerd_op="2026-07-13")])
    assert "mag niet na de eerste stap (2026-07-12) liggen (§3.1.2)" in te_laat


@pytest.mark.norm("N68")
def test_a_besluit_rests_on_a_finding_that_the_task_was_neglected(read, faults_of) -> None:
    for weg in (..., "", "  "):
        [melding] = faults_of(read, [entry("besluit_indeplaatsstelling", taakverwaarlozing=weg)])
        assert 'sleutel "taakverwaarlozing"' in melding


@pytest.mark.norm("N74")
def test_nobody_finds_a_plan_not_carried_out_while_its_term_still_runs(read, faults_of) -> None:
    plan = "verbeterplan_niet_uitgevoerd"
    [melding] = faults_of(read, [entry(plan, afgesproken_termijn="2026-07-10")])
    assert "de afgesproken termijn (2026-07-10) loopt nog" in melding
    [stuk] = read([entry(plan, afgesproken_termijn="2026-07-09")])
    assert stuk.bevinding.afgesproken_termijn == date(2026, 7, 9)


GELDIG = [
    ("herverdeling", {"personen": 3, "verwerkt_in_taakstelling": "ja"}),
    (
        "herverdeling",
        {"partners_buiten_provincie": [{"gemeentecode": "GM0518", "personen": 3}]},
    ),
    ("correctie", {"verwerkt_in": "2026-II", "gehuisvest_van": date(2026, 5, 1)}),
    ("correctie", {"gehuisvest_van": "2026-05-01", "gehuisvest_tot": "2026-05-01"}),
    ("verschoonbare_reden", {"bewijs": ..., "geen_bewijs_nodig": "algemeen bekend"}),
    ("verschoonbare_reden", {"oordeel": "niet_verschoonbaar", "personen": ...}),
    (
        "verschoonbare_reden",
        {"categorie": "gezinssamenstelling", "oordeel": "niet_verschoonbaar"},
    ),
    ("versnelling", {"stappen": [{**STAP_2, "trede": 4}]}),
    ("versnelling", {"geinformeerd_op": "2026-07-01"}),
    (
        "besluit_indeplaatsstelling",
        {"termijnen": [{"maatregel": "x", "uiterlijk": "2026-09-01", "voldaan_op": None}]},
    ),
    (
        "besluit_indeplaatsstelling",
        {"termijnen": [{"maatregel": "x", "uiterlijk": "2026-09-01", "voldaan_op": ""}]},
    ),
    (
        "besluit_indeplaatsstelling",
        {
            "bekendgemaakt_op": "2026-07-01",
            "termijnen": [{"maatregel": "x", "uiterlijk": "2026-07-01"}],
        },
    ),
    ("besluit_indeplaatsstelling", {**SPOED, "zienswijze": ...}),
    ("besluit_indeplaatsstelling", {"taakverwaarlozing_op": "2026-07-01"}),
    ("besluit_indeplaatsstelling", {"zienswijze_gevraagd_op": "2026-07-01"}),
    ("besluit_wijziging", {"besluitdatum": "2026-07-01", "bekendgemaakt_op": "2026-07-01"}),
    ("besluit_intrekking", {"besluitdatum": "2026-07-01", "grond": "intrekking"}),
    ("verschoonbare_reden", {"aangedragen_op": ..., "ambtshalve": "ja"}),
    (
        "verbeterplan_niet_uitgevoerd",
        {"grond": "niet_of_onvoldoende_uitgevoerd", "maatregelen": ["bouwen", "toewijzen"]},
    ),
    ("afwijking", {"orgaan": "Namens  Gedeputeerde Staten", "besluitdatum": "2026-07-10"}),
    ("herziening", {"peildatum": ..., "besluit_van": "2026-03-01"}),
    ("weging", {"over": ["niet_vooraf_gewaarschuwd", "dossier_onvolledig"]}),
    ("contact", {"toelichting_intern": "het gezin uit het dossier"}),
    ("afzien_effectuering", {"realiseert_uiterlijk": "2026-07-10"}),
    ("gesprek", {"gehouden_op": "1990-01-01"}),
    ("contact", {"motivering": "x" * 20_000}),
    ("vooraankondiging", {"termijn": date(2026, 9, 1)}),
    ("gesprek", {"deelnemers": ["wethouder", "gedeputeerde"], "gehouden_op": "2026-07-09"}),
    ("cijfers_geverifieerd", {"cijfers": "kloppen"}),
    ("afwijking", {"datum": date(2026, 7, 10)}),
    ("afwijking", {"gemeente": "Utrecht"}),
]


@pytest.mark.parametrize(("soort", "anders"), GELDIG)
def test_what_the_contract_allows_is_read(read, soort: str, anders: dict[str, object]) -> None:
    [stuk] = read([entry(soort, **anders)])
    assert stuk.gemeente.code == "GM0344"


def test_an_unknown_kind_is_refused_with_the_nearest_known_one(read, faults_of) -> None:
    [melding] = faults_of(read, [{**ALGEMEEN, "soort": "corectie"}])
    assert 'moet een bekende soort zijn; gevonden: "corectie". Bedoelt u "correctie"?' in melding
    [zonder] = faults_of(read, [ALGEMEEN])
    assert 'sleutel "soort", GM0344: deze sleutel moet er zijn' in zonder


def test_an_unknown_gemeente_is_refused_together_with_the_other_faults(read, faults_of) -> None:
    meldingen = faults_of(
        read,
        [
            entry("correctie", gemeente="Nergenshuizen", personen=0),
            "losse tekst",
            entry("afwijking", trede=9),
        ],
    )
    assert len(meldingen) == 4
    assert 'moet een gemeente uit gemeenten.csv zijn; gevonden: "Nergenshuizen"' in meldingen[0]
    assert "boven 0" in meldingen[1]
    assert "bevinding 2" in meldingen[2]
    assert "ten hoogste 6" in meldingen[3]


@pytest.mark.parametrize(
    ("geschreven", "getal"), [("10", 10), ("010", 10), ('"10"', 10), ("1.010", 1010), ("10,0", 10)]
)
def test_a_number_in_yaml_is_read_as_one_in_a_table(read, geschreven: str, getal: int) -> None:
    tekst = yaml.safe_dump([entry("correctie")]).replace("personen: 3", f"personen: {geschreven}")
    assert read(tekst)[0].bevinding.personen == getal


@pytest.mark.parametrize(
    "geschreven", ["1:30", "0x10", "0b11", "0o7", "1_0", "1e3", "1,000", ".inf"]
)
def test_what_only_yaml_takes_for_a_number_is_quoted_as_it_stands(
    read, faults_of, geschreven: str
) -> None:
    tekst = yaml.safe_dump([entry("correctie")]).replace("personen: 3", f"personen: {geschreven}")
    [melding] = faults_of(read, tekst)
    assert "moet een geheel getal zijn" in melding
    assert f'gevonden: "{geschreven}"' in melding


@pytest.mark.parametrize(
    ("motivering", "gemeld"),
    [
        ("De sleutel van woning #12 is gegeven", ["regel 4"]),
        ("Gebeld over woning # 12", ["regel 4"]),
        ("Gebeld #12", ["regel 4"]),
        ("Gebeld  # een opmerking", []),
        ("Gebeld # opmerking", []),
        ('"Woning #12"', []),
        ("Woning#12 is gegeven", []),
    ],
)
def test_a_text_that_stops_at_a_comment_is_a_warning(
    write, lijst, motivering: str, gemeld: list[str]
) -> None:
    tekst = yaml.safe_dump([{**entry("contact"), "motivering": "M"}])
    pad = write("bevindingen.yaml", tekst.replace("motivering: M", f"motivering: {motivering}"))
    waarschuwingen = read_bevindingen(pad, lijst).waarschuwingen
    assert [een.plaats for een in waarschuwingen] == gemeld
    assert all("aanhalingstekens" in str(een) for een in waarschuwingen)


@pytest.mark.parametrize("leeg", ["", "[]", "\n# nog niets\n"])
def test_an_empty_file_is_an_empty_list(read, leeg: str) -> None:
    assert read(leeg) == ()


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("gemeente: GM0344", "lijst van bevindingen"),
        ("- gemeente: [", "leesbare YAML"),
        ("- a: 1\n  a: 2", 'de sleutel "a" staat er twee keer'),
        ("- datum: 2026-02-30", "regel 1, teken 10"),
        ("- !!python/object:os.system x", "leesbare YAML"),
        ("- !!timestamp ''", "deze waarde bestaat niet"),
        (f"- 1{':1' * 200}.5", "moet een groep van sleutels en waarden zijn"),
        (f"- 0x{'f' * 5000}", "moet een groep van sleutels en waarden zijn"),
        ("- true: 2", "een sleutel moet tekst zijn"),
        ("- <<: {soort: contact}", "<< (samenvoegen) kan hier niet"),
        ("- a: 1\n  b c\n  d: 2", "regel 2"),
        ("- a: 1\n  b: 'c\n  d: 2\n\n", "regel 2"),
        ("- &a [*a]", "een anker (&) mag niet in zichzelf staan"),
        ("[" * 4000, "mag ten hoogste 20 diep genest zijn"),
        ("a\x07b", "leesbare YAML"),
        (b"\x81\x8d", "tekstbestand"),
        ("- gemeente: 0344\n  soort: contact", 'gevonden: "0344"'),
    ],
)
def test_broken_yaml_is_a_fault_with_its_place(read, faults_of, tekst, verwacht: str) -> None:
    meldingen = faults_of(read, tekst)
    assert any(verwacht in melding for melding in meldingen)
    assert all(melding.startswith("bevindingen.yaml") or "/" in melding for melding in meldingen)


@pytest.mark.parametrize(
    ("naam", "soort", "velden", "halfjaar"),
    [
        ("2026-07-01.yaml", "correctie", {"gehuisvest_van": ...}, "2026-I"),
        ("2026-04-01.yaml", "voortgang_gemeld", {}, "2026-I"),
        ("2026-01-01.yaml", "voortgang_gemeld", {"datum": "2026-07-10"}, "2025-II"),
        ("dossier.yaml", "voortgang_gemeld", {"datum": "2026-04-10"}, "2026-I"),
        ("dossier.yaml", "contact", {"datum": "2026-04-10"}, "2025-II"),
        ("dossier.yaml", "correctie", {"gehuisvest_van": "2025-11-01"}, "2025-II"),
        (
            "dossier.yaml",
            "correctie",
            {"gehuisvest_van": ..., "gehuisvest_tot": "2025-11-01"},
            "2025-II",
        ),
        # recorded at the midpoint of the next half-year, about persons housed before it
        ("2026-04-01.yaml", "correctie", {"gehuisvest_van": "2025-11-01"}, "2025-II"),
        (
            "2026-04-01.yaml",
            "correctie",
            {"gehuisvest_van": ..., "gehuisvest_tot": "2025-11-01"},
            "2025-II",
        ),
    ],
)
def test_a_finding_on_file_belongs_to_a_half_year(read, naam, soort, velden, halfjaar) -> None:
    [stuk] = read([entry(soort, **velden)], naam=naam)
    assert str(stuk.periode) == halfjaar


def test_the_findings_of_a_round_belong_to_its_half_year_whatever_the_file_is_called(read) -> None:
    [stuk] = read([entry("correctie")], "2020-01-01.yaml", parse_periode("2026-I"))
    assert str(stuk.periode) == "2026-I"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_bytes_give_findings_or_a_fault_and_never_anything_else(read, inhoud) -> None:
    with suppress(InvoerFout):
        assert read(inhoud) == ()


NIETS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates()
WAARDE = st.recursive(
    NIETS, lambda deel: st.lists(deel, max_size=3) | st.dictionaries(st.text(), deel, max_size=3)
)


@given(
    soort=st.sampled_from(sorted(VELDEN)),
    keus=st.integers(0, 20),
    waarde=WAARDE,
)
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_value_under_any_key_is_read_or_refused(read, soort: str, keus: int, waarde) -> None:
    velden = entry(soort)
    sleutel = sorted(velden)[keus % len(velden)]
    with suppress(InvoerFout):
        [stuk] = read([{**velden, sleutel: waarde}])
        assert stuk.bevinding.motivering


@pytest.mark.parametrize("naam", ["dossier.yaml", "2026-07-02.yaml"])
def test_a_correction_of_an_unknown_half_year_is_refused_not_guessed(read, faults_of, naam) -> None:
    [melding] = faults_of(read, [entry("correctie", gehuisvest_van=...)], naam=naam)
    assert f"{naam}, bevinding 1 (regel 1), Utrecht (GM0344): het halfjaar van deze" in melding
    assert "gehuisvest_van" in melding


def test_a_partner_stands_in_the_table_of_gemeenten(read, faults_of) -> None:
    partners = [{"gemeentecode": "GM4444", "personen": 3}]
    [melding] = faults_of(read, [entry("herverdeling", partners_buiten_provincie=partners)])
    assert 'een partner moet in gemeenten.csv staan; gevonden: "GM4444"' in melding


@pytest.mark.parametrize(
    ("soort", "anders", "sleutel", "gevonden"),
    [
        ("correctie", {"gehuisvest_tot": "2026-04-30"}, "gehuisvest_tot", "2026-04-30"),
        (
            "verschoonbare_reden",
            {"categorie": "gezinssamenstelling"},
            "oordeel",
            "verschoonbaar",
        ),
        ("verschoonbare_reden", {"personen": 0}, "personen", "0"),
        ("verschoonbare_reden", {"bewijs": ...}, "bewijs", "geen van beide"),
        ("verschoonbare_reden", {"geen_bewijs_nodig": "x"}, "bewijs", "allebei"),
        ("verbeterplan_niet_uitgevoerd", {"datum": "2026-07-09"}, "datum", "2026-07-09"),
        ("versnelling", {"geinformeerd_op": "2026-07-13"}, "geinformeerd_op", "2026-07-13"),
        ("versnelling", {"stappen": []}, "stappen", "geen"),
        (
            "versnelling",
            {"stappen": [STAP_2, {**STAP_3, "trede": 4}]},
            "stappen",
            "trede 4 op 2026-08-12 na trede 2 op 2026-07-12",
        ),
        ("besluit_indeplaatsstelling", {"termijnen": []}, "termijnen", "geen"),
    ],
)
def test_a_fault_across_keys_names_the_key_and_what_was_found(
    read, faults_of, soort: str, anders: dict[str, object], sleutel: str, gevonden: str
) -> None:
    [melding] = faults_of(read, [entry(soort, **anders)])
    assert f'bevinding 1 (regel 1), sleutel "{sleutel}", GM0344: ' in melding
    assert f'gevonden: "{gevonden}"' in melding


ENGELS = ("mapping", "expected", "found", "while", "could not", "not allowed", "invalid", "value")


@pytest.mark.parametrize(
    "tekst",
    [
        "- gemeente: a: b",
        "- gemeente: [",
        "- {gemeente: a",
        "- 'open",
        "- a\n b: c\n- d",
        "\t- a: 1",
        "- *nergens",
        "- @a",
        "- %a",
        "- !!python/object:os.system x",
        "- !onbekend x",
        "- ? [a]\n  : b",
        "- <<: 3",
        "a: 1\n--- \nb: 2",
        "a\x07b",
        "- !!binary é",
        '- "\\q"',
    ],
)
def test_a_fault_of_yaml_is_told_in_dutch_only(read, faults_of, tekst: str) -> None:
    for melding in faults_of(read, tekst):
        zonder_vondst = melding.split("; gevonden:")[0].lower()
        assert not [woord for woord in ENGELS if woord in zonder_vondst]
