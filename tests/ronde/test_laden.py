"""A round is loaded whole or refused whole: what is accepted, what is refused, in which words."""

import json
import os
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibt.begrippen.fout import InvoerFout
from ibt.ronde import (
    beoordeel,
    beoordeel_gemeente,
    load_ronde,
    meet_voortgang,
    meet_voortgang_gemeente,
    volg_traject,
)
from ibt.ronde.kopie import make_invoer

KOP = "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
DAM = "GM9001,Verzonnendam,2026-07-01,20,-10,24\n"
APRIL = KOP + "GM9001,,2026-04-01,20,-10,9\nGM9002,,2026-04-01,1793,0,900\n"
STAD = "GM9002,Fantasiestad,2026-07-01,1793,0,1793\n"


def finding(soort: str, **velden: Any) -> dict[str, Any]:
    algemeen = {
        "gemeente": "GM9001",
        "soort": soort,
        "beoordelaar": "A. Toezicht",
        "datum": "2026-07-10",
        "motivering": "omdat",
    }
    return {naam: w for naam, w in {**algemeen, **velden}.items() if w is not ...}


def reason(**anders: Any) -> dict[str, Any]:
    velden = {
        "categorie": "calamiteit",
        "aangedragen_op": "2026-06-01",
        "bewijs": "brief",
        "oordeel": "verschoonbaar",
        "personen": 1,
    }
    return finding("verschoonbare_reden", **{**velden, **anders})


def outcome(pad: Path) -> list[tuple[str, str, int]]:
    tabel = load_ronde(pad).resultaat
    kolommen = tabel[["gemeentecode", "regel", "trede_voorstel"]]
    return [(str(a), str(b), int(c)) for a, b, c in kolommen.itertuples(index=False)]


VERWACHT = [("GM9001", "3c", 3), ("GM9002", "1a", 1)]


def test_a_table_under_another_kind_of_name_is_named(make_ronde, refused, tmp_path: Path) -> None:
    make_ronde()
    (tmp_path / "data" / "Stand.XLSX").touch()
    [melding] = refused(sleutels={"cijfers": "../data/stand.csv"})
    assert "Er is wel Stand.XLSX: noem dat bestand." in melding


def test_a_comment_that_cuts_a_text_short_is_told_of_every_file(make_ronde) -> None:
    bevinding = yaml.safe_dump([finding("contact", motivering="M")])
    pad = make_ronde(bevindingen=bevinding.replace("motivering: M", "motivering: Over woning #12"))
    tekst = pad.read_text(encoding="utf-8")
    pad.write_text(tekst.replace("Verzonnen", "Verzonnen #1"), encoding="utf-8")
    gemeld = [een.bestand for een in load_ronde(pad).waarschuwingen if "na #" in een.tekst]
    assert gemeld == ["2026-07-01.yaml", "bevindingen/2026-07-01.yaml"]


def test_a_province_in_the_letters_of_a_mac_is_the_same_province(make_ronde) -> None:
    gemeenten = "gemeentecode,gemeente,provincie,geldig_van\n" + "".join(
        f"GM900{n},{naam},Fryslân,2000-01-01\n"
        for n, naam in ((1, "Verzonnendam"), (2, "Fantasiestad"))
    )
    pad = make_ronde({"provincie": "Frysla\u0302n", "kader": "utrecht-2024"}, gemeenten=gemeenten)
    assert len(load_ronde(pad).gemeenten) == 2


def test_the_sheet_that_was_read_stands_in_the_sources(make_ronde, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "cijfers.xlsx") as werkmap:
        werkmap.add_worksheet("Toelichting").write(0, 0, "Standen van COA")
        blad = werkmap.add_worksheet("juli")
        for nummer, regel in enumerate(["Stand per 1 juli", *(KOP + DAM + STAD).split()]):
            blad.write_row(nummer, 0, regel.split(","))
    pad = make_ronde({"cijfers": "../cijfers.xlsx"})
    [bron] = [bron for bron in load_ronde(pad).bronnen if bron.rol == "cijfers"]
    assert bron.naam == 'cijfers.xlsx, blad "juli"'
    assert outcome(pad) == VERWACHT


def test_a_round_gives_every_gemeente_of_the_province_its_rule_and_trede(make_ronde) -> None:
    ronde = load_ronde(make_ronde())
    assert outcome(ronde.pad) == VERWACHT
    assert ronde.kader.id == "utrecht-2024"
    assert [bron.rol for bron in ronde.bronnen] == ["ronde", "gemeenten", "cijfers", "register"]
    assert [b.gemeente.naam for b in beoordeel(ronde)] == ["Fantasiestad", "Verzonnendam"]
    assert beoordeel_gemeente(ronde, "GM9002").trede_voorstel == 1
    with pytest.raises(InvoerFout, match=r'gevonden: "GM0344"'):
        beoordeel_gemeente(ronde, "GM0344")


@pytest.mark.parametrize(
    "cijfers",
    [
        (KOP + DAM + STAD).replace(",", ";").encode("cp1252"),
        (KOP + DAM + STAD).encode("utf-8-sig"),
        (KOP + DAM + STAD).replace(",", ";").replace("-10", "– 10").encode("cp1252"),
        (KOP + DAM + STAD).replace("1793", "1.793"),
        (KOP + DAM + STAD).replace("1793\n", "+ 1.793\n"),
        KOP + STAD + DAM,
        KOP + DAM.replace("GM9001,", ",") + STAD.replace("Fantasiestad", ""),
        KOP + DAM + STAD + ",Den Haag,2026-07-01,100,0,0\n",
    ],
)
def test_the_same_figures_in_another_writing_give_the_same_treden(make_ronde, cijfers) -> None:
    assert outcome(make_ronde(cijfers=cijfers)) == VERWACHT


def test_gemeenten_elsewhere_are_left_out_and_counted(make_ronde) -> None:
    ronde = load_ronde(make_ronde(cijfers=KOP + DAM + STAD + ",Den Haag,2026-07-01,100,0,0\n"))
    assert ronde.elders == 1
    assert any("1 regel over gemeenten buiten deze ronde" in str(m) for m in ronde.waarschuwingen)


CIJFERFOUT = [
    (DAM.replace("24", '"24,5"'), ["regel 2", "Verzonnendam (GM9001)", '"24,5"']),
    (DAM.replace("24", "-1"), ["regel 2", 'kolom "realisatie"', '"-1"']),
    (DAM.replace("24", ""), ["regel 2", 'kolom "realisatie"', '""']),
    (DAM.replace("24", "veel"), ["regel 2", '"veel"']),
    (DAM.replace("24", "inf"), ["regel 2", '"inf"']),
    (DAM.replace("GM9001", "GM4444"), ["regel 2", '"GM4444 Verzonnendam"']),
    (DAM.replace("GM9001", "").replace("Verzonnendam", "Niemandsland"), ["Niemandsland"]),
    ("", ["Verzonnendam (GM9001)", "moet een regel met stand_per 2026-07-01 hebben"]),
    (DAM + DAM, ["regel 3", "Verzonnendam (GM9001)", "ook op regel 2"]),
    (DAM.replace("Verzonnendam", "Fantasiestad"), ["regel 2", "GM9001 is Verzonnendam"]),
    (DAM.replace("07-01", "06-01"), ["Verzonnendam (GM9001)", "stand_per 2026-07-01"]),
    (DAM + DAM.replace("07-01", "08-01"), ["regel 3", '"2026-08-01"', "niet na 2026-07-01"]),
    (DAM.replace(",24", ""), ["regel 2", "5 cellen"]),
]


@pytest.mark.parametrize(("regel", "delen"), CIJFERFOUT)
def test_wrong_figures_are_refused_with_the_culprit(refused, regel: str, delen: list[str]) -> None:
    meldingen = refused(cijfers=KOP + regel + STAD)
    assert any(all(deel in melding for deel in delen) for melding in meldingen)
    assert all(melding.startswith("cijfers.csv") for melding in meldingen)


RONDEFOUT = [
    ({"peildatum": "2026-07-02"}, ["peildatum", "1 januari, 1 april", "2026-07-02"]),
    (
        {"peildatum": "2024-01-01", "provincie": "Utrecht", "kader": ...},
        ["peildatum", "2024-01-16", "2024-01-01"],
    ),
    (
        {"provincie": "Verzonnen", "kader": ...},
        ['sleutel "provincie"', "utrecht-2024 (provincie Utrecht)", '"Verzonnen"'],
    ),
    ({"peildatum": "0001-01-01", "kader": "utrecht-2024"}, ["peildatum", "0001-01-01"]),
    ({"peildatum": 20260701}, ['sleutel "peildatum"', "20260701"]),
    ({"peildatum": ...}, ['sleutel "peildatum"', "moet er zijn"]),
    ({"kader": "utrecht-2030"}, ["kader", "utrecht-2024", "utrecht-2030"]),
    ({"cijvers": "x"}, ['"cijvers"', 'Bedoelt u "cijfers"?']),
    ({"registr": "x"}, ['"registr"', 'Bedoelt u "register"?']),
    ({"cijfers": "../data/weg.csv"}, ['sleutel "cijfers"', "../data/weg.csv"]),
    ({"register": "../data/weg.csv"}, ['sleutel "register"', "../data/weg.csv"]),
    ({"dossier": ["weg.yaml"]}, ['sleutel "dossier"', "weg.yaml"]),
    ({"dossier": "weg.yaml"}, ['sleutel "dossier"', "lijst"]),
    ({"cijfers": True}, ['sleutel "cijfers"', "tekst"]),
    ({"provincie": "Vorzonnen"}, ['sleutel "provincie"', "Verzonnen", '"Vorzonnen"']),
    ({"vaststelling": {"door": "A"}}, ["vaststelling.datum"]),
    (
        {"vaststelling": {"door": "A", "datum": "2026-06-30"}},
        ['sleutel "vaststelling"', "niet voor de peildatum (2026-07-01)", "2026-06-30"],
    ),
    ({"vaststelling": {"door": "A", "datum": "2026-07-20", "wie": 1}}, ["vaststelling.wie"]),
]


@pytest.mark.parametrize(("sleutels", "delen"), RONDEFOUT)
def test_a_wrong_round_file_is_refused_with_its_key(refused, sleutels, delen) -> None:
    meldingen = refused(sleutels=sleutels)
    assert any(all(deel in melding for deel in delen) for melding in meldingen)
    assert all("2026-07-01.yaml" in melding for melding in meldingen)


@pytest.mark.parametrize(
    ("tekst", "deel"),
    [
        ("peildatum: [", "leesbare YAML"),
        ("- a", "sleutels en waarden"),
        ("", "sleutels en waarden"),
        ("peildatum: 2026-02-30", "bestaat niet"),
        ("a: 1\na: 2", "twee keer"),
    ],
)
def test_a_broken_round_file_is_refused(refused, tekst: str, deel: str) -> None:
    [melding] = refused(tekst=tekst)
    assert deel in melding


def test_a_framework_named_by_hand_opens_an_earlier_peildatum(make_ronde) -> None:
    cijfers = (KOP + DAM + STAD).replace("2026-07-01", "2024-01-01")
    sleutels = {"peildatum": "2024-01-01", "kader": "utrecht-2024", "register": ...}
    ronde = load_ronde(make_ronde(sleutels=sleutels, cijfers=cijfers))
    assert str(ronde.peildatum.periode) == "2023-II"
    assert all(een.geen_eerdere_inschaling for een in ronde.invoer.posities.values())


def test_an_unquoted_date_is_that_date(make_ronde) -> None:
    assert load_ronde(make_ronde(sleutels={"peildatum": date(2026, 7, 1)})).resultaat.shape[0] == 2


BEVINDINGFOUT = [
    ([finding("correctei", personen=1, bewijs="x")], ["correctei", 'Bedoelt u "correctie"?']),
    ([finding("correctie", personen=1)], ['sleutel "bewijs"', "GM9001"]),
    ([finding("correctie", personen=1, bewijs="x", motivering=...)], ['"motivering"']),
    ([finding("correctie", personen=1, bewijs="x", motivering=" ")], ['"motivering"', "leeg"]),
    ([finding("correctie", personen=1, bewijs="x", beoordelaar=...)], ['"beoordelaar"']),
    ([finding("correctie", personen=1, bewijs="x", bron="y")], ['"bron"', "onbekende sleutel"]),
    ([finding("correctie", personen=1, bewijs="x", gemeente="Elders")], ["Elders"]),
    ([finding("correctie", personen=1, bewijs="x", gemeente="Den Haag")], ["niet bij deze ronde"]),
    ([reason(bewijs=...)], ["noem bewijs"]),
    ([reason(categorie="gezinssamenstelling")], ["gezinssamenstelling", "§2.3"]),
    ([finding("afwijking", grond="overmacht", trede=7)], ["ten hoogste 6", '"7"']),
    ([finding("afwijking", grond="overmacht", trede=0)], ["ten minste 1", '"0"']),
    ([finding("herverdeling", afspraak="A", personen=3)], ["op nul", "+3 (Verzonnendam +3)"]),
    ([finding("afschalen")], ["hoort bij trede 4, 5 of 6", "§3 inleiding"]),
    ("- gemeente: [", ["leesbare YAML"]),
    ("gemeente: GM9001", ["lijst van bevindingen"]),
]


@pytest.mark.parametrize(("bevindingen", "delen"), BEVINDINGFOUT)
def test_a_wrong_finding_is_refused_with_its_place(refused, bevindingen, delen) -> None:
    meldingen = refused(bevindingen=bevindingen)
    assert any(all(deel in melding for deel in delen) for melding in meldingen)
    assert all(melding.startswith("bevindingen/2026-07-01.yaml") for melding in meldingen)


@pytest.mark.parametrize("leeg", ["", "[]"])
def test_no_findings_is_fine(make_ronde, leeg: str) -> None:
    assert outcome(make_ronde(bevindingen=leeg)) == VERWACHT


def test_findings_take_effect_in_the_round(make_ronde) -> None:
    bevindingen = [finding("correctie", gemeente="Verzonnendam", personen=6, bewijs="contract")]
    assert outcome(make_ronde(bevindingen=bevindingen))[0] == ("GM9001", "3a", 1)


@pytest.mark.parametrize("trede", ["0", "7", "drie", ""])
def test_a_trede_outside_1_to_6_in_the_register_is_refused(refused, trede: str) -> None:
    [melding] = refused(register=f"gemeentecode,datum,trede\nGM9001,2026-01-20,{trede}\n")
    assert melding.startswith('register.csv, regel 2, kolom "trede", GM9001')
    assert f'gevonden: "{trede}"' in melding


def test_rows_on_or_after_the_peildatum_never_influence_a_round(make_ronde) -> None:
    kop = "gemeentecode,datum,trede,peildatum,stand_eind\n"
    eerder = "GM9001,2026-01-20,3,2026-01-01,-10\nGM9002,2026-01-20,1,2026-01-01,0\n"
    later = "GM9001,2026-07-20,4,2026-07-01,-99\nGM9002,2026-07-20,2,2026-07-01,-9\n"
    zonder = load_ronde(make_ronde(register=kop + eerder))
    eerst = (zonder.resultaat, zonder.bronnen, zonder.bijgewerkt_op, beoordeel(zonder))
    met = load_ronde(make_ronde(register=kop + eerder + later))
    assert met.resultaat.equals(eerst[0])
    assert (met.bronnen, met.bijgewerkt_op, beoordeel(met)) == eerst[1:]


def test_the_faults_of_all_files_come_at_once(refused) -> None:
    meldingen = refused(
        cijfers=KOP + DAM.replace("24", "x") + STAD.replace("1793", "1,5"),
        register="gemeentecode,datum,trede\nGM9001,2026-01-20,8\n",
        bevindingen=[finding("onzin"), finding("correctie", personen=0, bewijs="x")],
    )
    bestanden = [melding.split(",")[0] for melding in meldingen]
    assert {"cijfers.csv", "register.csv", "bevindingen/2026-07-01.yaml"} == set(bestanden)
    assert bestanden.count("bevindingen/2026-07-01.yaml") == 2
    assert len(meldingen) >= 5


def test_a_missing_gemeente_is_named_together_with_a_wrong_figure(refused) -> None:
    meldingen = refused(cijfers=KOP + DAM.replace("24", "x"))
    assert len(meldingen) == 2
    assert "Fantasiestad (GM9002): moet een regel met stand_per" in meldingen[1]


def test_the_register_may_be_absent_and_everyone_then_starts_on_trede_1(make_ronde) -> None:
    ronde = load_ronde(make_ronde(sleutels={"register": ...}))
    assert [een.trede_vorig for een in ronde.invoer.posities.values()] == [1, 1]
    assert ronde.resultaat["aandachtspunten"].str.contains("geen_eerdere_inschaling").all()


@pytest.mark.norm("N06")
def test_a_taakstelling_changed_within_the_half_year_is_named(make_ronde) -> None:
    eerder = DAM.replace("07-01", "04-01").replace(",20,", ",18,")
    ronde = load_ronde(make_ronde(cijfers=KOP + eerder + DAM + STAD))
    dam, stad = ronde.invoer.posities.values()
    assert (dam.taakstelling_gewijzigd, stad.taakstelling_gewijzigd) == (True, False)
    assert (dam.taakstelling, stad.taakstelling) == (20, 1793), "the one of the peildatum"


@pytest.mark.norm("N09")
def test_the_linked_persons_of_the_midpoint_count_for_the_signal(make_ronde) -> None:
    kop = KOP.replace("realisatie", "realisatie,koppelingen")
    april = DAM.replace("07-01", "04-01").replace("24\n", "12,5\n").replace(",20,-10", ",19,-11")
    juli = DAM.replace("24\n", "24,40\n") + STAD.replace("1793\n", "1793,0\n")
    uit = load_ronde(make_ronde(cijfers=kop + april + juli)).uitkomsten
    dam, stad = uit.per_gemeente.values()
    nu = dam.signalen
    assert (nu.koppelingen, nu.koppelingen_per) == (5, date(2026, 4, 1))
    assert (nu.koppelingen_realisatie, nu.koppelingen_opgave) == (12, 19 + 11)
    assert stad.signalen.koppelingen is None, "none on 1 April: not compared"
    assert "te_weinig_koppelingen" in dam.aandachtspunten
    assert "te_weinig_koppelingen" not in stad.aandachtspunten


def test_the_former_round_that_was_not_adopted_is_named(make_ronde) -> None:
    oud = "gemeentecode,datum,trede,peildatum\nGM9001,2025-07-20,1,2025-07-01\n"
    dam, stad = load_ronde(make_ronde(register=oud)).uitkomsten.per_gemeente.values()
    assert "vorige_ronde_niet_vastgesteld" in dam.aandachtspunten
    assert "vorige_ronde_niet_vastgesteld" not in stad.aandachtspunten, "never in the register"


def test_open_corrections_come_from_the_file_of_findings(make_ronde) -> None:
    pad = make_ronde(sleutels={"dossier": ["bevindingen"]}, bevindingen="[]")
    (pad.parent / "bevindingen" / "2026-01-01.yaml").write_text(
        "- {gemeente: GM9001, soort: correctie, beoordelaar: A, datum: 2026-01-10, "
        "motivering: m, personen: 4, bewijs: b}\n",
        encoding="utf-8",
    )
    som = beoordeel_gemeente(load_ronde(pad), "GM9001").som
    assert (som.open_correctie, som.stand_begin_gebruikt) == (4, -6)


def test_each_gemeente_is_judged_with_its_own_findings_and_case_file(make_ronde) -> None:
    codes = ("GM9002", "GM9001", "GM9002")
    nu = [finding("gesprek", gemeente=code, motivering=f"nu {code}") for code in codes]
    pad = make_ronde({"dossier": ["bevindingen/2026-01-01.yaml"]}, nu)
    eerder = [{**een, "datum": "2026-01-10", "motivering": "eerder"} for een in nu[:2]]
    (pad.parent / "bevindingen/2026-01-01.yaml").write_text(yaml.safe_dump(eerder), "utf-8")
    for code, een in load_ronde(pad).invoer.posities.items():
        wie = [stuk.gemeente.code for stuk in (*een.dossier, *een.bevindingen)]
        assert wie == [code] * (1 + codes.count(code))
        assert [stuk.motivering for stuk in een.spoor.stukken][:2] == ["eerder", f"nu {code}"]


def test_boundaries_are_read_and_named_as_a_source(make_ronde) -> None:
    pad = make_ronde(sleutels={"kaart": "../data/grenzen.geojson"})
    vorm = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    delen = [{"properties": {"statcode": code}, "geometry": vorm} for code in ("GM9001", "GM9002")]
    bestand = pad.parent.parent / "data/grenzen.geojson"
    bestand.write_text(json.dumps({"features": delen}), encoding="utf-8")
    ronde = load_ronde(pad)
    assert ronde.kaart is not None
    assert len(ronde.kaart.grenzen) == len(ronde.gemeenten)
    assert ("kaart", "grenzen.geojson") in [(bron.rol, bron.naam) for bron in ronde.bronnen]
    assert outcome(pad) == VERWACHT
    assert "kaart/grenzen.geojson" in make_invoer(ronde)


def test_a_map_that_lacks_a_gemeente_is_a_fault_like_any_other(make_ronde) -> None:
    pad = make_ronde(sleutels={"kaart": "../data/grenzen.geojson"})
    bestand = pad.parent.parent / "data/grenzen.geojson"
    bestand.write_text('{"features": []}', encoding="utf-8")
    with pytest.raises(InvoerFout, match=r"grenzen.geojson: moet een grens van elke gemeente"):
        load_ronde(pad)


def test_earlier_tables_give_history_only(make_ronde) -> None:
    pad = make_ronde(sleutels={"eerdere_cijfers": ["../data/cijfers.csv", "../eerder"]})
    map_ = pad.parent.parent / "eerder"
    map_.mkdir()
    oud = (KOP + DAM + STAD).replace("2026-07-01", "2025-07-01")
    (map_ / "2025-07-01.csv").write_text(oud, encoding="utf-8")
    (map_ / "~$slot.csv").write_text("rommel", encoding="utf-8")
    ronde = load_ronde(pad)
    assert outcome(pad) == VERWACHT
    punten = beoordeel_gemeente(ronde, "GM9001").historie
    assert [(str(p.peildatum), p.stand_eind) for p in punten] == [
        ("2025-07-01", -6),
        ("2026-01-01", -10),
    ]


def _twice(pad: Path, tweede: str) -> str:
    """The same earlier half-year in two files, the second changed; what loading says of it."""
    map_ = pad.parent.parent / "eerder"
    map_.mkdir(exist_ok=True)
    oud = (KOP + DAM + STAD).replace("2026-07-01", "2025-07-01")
    (map_ / "2025-07-01.csv").write_text(oud, encoding="utf-8")
    (map_ / "proef.csv").write_text(tweede.format(oud), encoding="utf-8")
    try:
        historie = beoordeel_gemeente(load_ronde(pad), "GM9001").historie
    except InvoerFout as fout:
        return str(fout)
    return f"{len(historie)} peildata"


def test_earlier_figures_that_contradict_each_other_are_a_fault(make_ronde) -> None:
    pad = make_ronde(sleutels={"eerdere_cijfers": ["../eerder"]})
    assert _twice(pad, "{}") == "2 peildata", "the same twice is no contradiction"
    kop, dam, *rest = (KOP + DAM + STAD).replace("2026-07-01", "2025-07-01").splitlines()
    anders = "\n".join([kop, f"{dam.rpartition(',')[0]},9999", *rest])
    assert _twice(pad, anders) == (
        "proef.csv, regel 2, Verzonnendam (GM9001): moet voor 2025-07-01 dezelfde cijfers geven "
        'als 2025-07-01.csv; gevonden: "taakstelling 20, stand_begin -10, realisatie 9999". Houd '
        "in de map van eerdere_cijfers één bestand per peildatum; bewaar een proef elders."
    )


@pytest.mark.parametrize(
    ("kopie", "fout"),
    [
        (DAM + STAD, ""),
        (DAM.replace("2026-07-01", "2026-06-01") + DAM, ""),
        (DAM.replace(",24", ",22"), "realisatie 22"),
        (DAM.replace("2026-07-01", "2026-06-01") + DAM.replace(",24", ",22"), "realisatie 22"),
    ],
)
def test_a_copy_beside_the_figures_of_the_round_may_not_say_otherwise(
    make_ronde: Any, kopie: str, fout: str
) -> None:
    pad = make_ronde(sleutels={"eerdere_cijfers": ["../data"]}, cijfers=KOP + DAM + STAD)
    (pad.parents[1] / "data/kopie.csv").write_text(KOP + kopie, encoding="utf-8")
    try:
        load_ronde(pad)
        gezegd = ""
    except InvoerFout as reden:
        gezegd = str(reden)
    assert ("moet voor 2026-07-01 dezelfde cijfers geven als cijfers.csv" in gezegd) is bool(fout)
    assert fout in gezegd


def test_a_folder_with_other_tables_is_one_fault_each_and_no_advice_to_change_them(
    make_ronde: Any,
) -> None:
    pad = make_ronde(sleutels={"eerdere_cijfers": ["../lijsten"]})
    (map_ := pad.parents[1] / "lijsten").mkdir()
    (map_ / "inwoners.csv").write_text("code,inwoners\nGM9001,5\n", encoding="utf-8")
    (map_ / "half.csv").write_text("gemeentecode,realisatie\nGM9001,5\n", encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        load_ronde(pad)
    eigen, half = (
        [r for r in fout.value.regels if r.startswith(naam)] for naam in ("inwoners", "half")
    )
    assert eigen == [
        'inwoners.csv, sleutel "eerdere_cijfers": moet een tabel met cijfers zijn; gevonden: '
        '"code, inwoners". Noem hier alleen bestanden met cijfers, of een map waarin niets anders '
        "staat."
    ]
    assert any('de kolom "stand_per" moet er zijn' in regel for regel in half)


@pytest.mark.parametrize(
    ("stuk", "gemeld"),
    [
        ({"soort": "gesprek", "datum": "2027-07-01"}, ""),
        ({"soort": "gesprek", "datum": "2027-07-02"}, "meer dan een jaar na de peildatum"),
        (
            {"soort": "gesprek", "datum": "2026-08-01", "gehouden_op": "2062-02-18"},
            "meer dan een jaar na de peildatum",
        ),
        ({"soort": "correctie", "personen": 30, "bewijs": "b"}, ""),
        ({"soort": "correctie", "personen": 31, "bewijs": "b"}, "31 bij een opgave van 30"),
    ],
)
def test_a_finding_that_is_surely_a_slip_of_the_pen_is_told(
    make_ronde: Any, stuk: dict[str, object], gemeld: str
) -> None:
    algemeen = {
        "gemeente": "Verzonnendam",
        "beoordelaar": "A. Jansen",
        "datum": "2026-07-10",
        "motivering": "m",
        "niveau": "ambtelijk",
        "deelnemers": ["regievoerder"],
    }
    alleen = {"niveau", "deelnemers"} if stuk["soort"] == "correctie" else set()
    een = {k: v for k, v in {**algemeen, **stuk}.items() if k not in alleen}
    ronde = load_ronde(make_ronde(bevindingen=[een]))
    gezegd = [
        str(m) for m in ronde.waarschuwingen if "klopt d" in str(m) and "bevindingen" in str(m)
    ]
    assert len(gezegd) == bool(gemeld)
    assert gemeld in "".join(gezegd)


def test_a_peildatum_in_the_place_of_a_round_file_is_answered_with_the_file(make_ronde) -> None:
    pad = make_ronde()
    for naam, bedoeld in (
        (pad.with_suffix(""), "2026-07-01.yaml"),
        (pad.parent.parent / "2026-07-01", "parameters/2026-07-01.yaml"),
    ):
        with pytest.raises(InvoerFout) as fout:
            load_ronde(naam)
        assert str(fout.value) == (
            f"2026-07-01: dit rondebestand bestaat niet. Bedoelt u {bedoeld}?"
        )


def test_a_path_from_the_folder_of_the_notebooks_is_answered_with_one_from_here(
    make_ronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As papermill gives it, when it runs a notebook from the root of the project."""
    monkeypatch.chdir(make_ronde().parents[1])
    with pytest.raises(InvoerFout, match=r"Bedoelt u parameters/2026-07-01\.yaml\?"):
        load_ronde("../parameters/2026-07-01.yaml")
    monkeypatch.chdir("data")
    with pytest.raises(InvoerFout, match=r"bestaat niet\. Gezocht in .*/weg\. Een pad geldt vanaf"):
        load_ronde("../weg/2026-07-01.yaml")


@pytest.mark.parametrize("pad", [344, None, 2026.07])
def test_what_is_no_path_of_a_round_file_is_refused(pad: Any) -> None:
    with pytest.raises(InvoerFout, match="moet het pad van een rondebestand zijn, als tekst"):
        load_ronde(pad)


@pytest.mark.parametrize("naam", ["GM9002", "Fantasiestad", "  fantasiestad "])
def test_a_gemeente_may_be_named_by_code_or_by_name(make_ronde, naam: str) -> None:
    ronde = load_ronde(make_ronde())
    assert beoordeel_gemeente(ronde, naam).gemeente.code == "GM9002"
    assert volg_traject(ronde, naam).gemeente.code == "GM9002"
    assert ronde.resultaat_of(naam)["gemeente"].tolist() == ["Fantasiestad"]
    assert ronde.verslag_van(naam).bronnen


@pytest.mark.parametrize(
    ("naam", "deel"),
    [
        (344, 'gevonden: "344"'),
        ("", 'gevonden: ""'),
        ("GM0001", 'gevonden: "GM0001".'),
        ("'s-Gravenhage", 'gevonden: "\'s-Gravenhage".'),  # in another province
        ("Fantasystad", "De naam moet een gemeente uit gemeenten.csv zijn (lijkt op Fantasiestad)"),
    ],
)
def test_what_is_no_gemeente_of_the_round_is_refused_in_one_sentence(
    make_ronde, naam: Any, deel: str
) -> None:
    ronde = load_ronde(make_ronde())
    for vraag in (ronde.verslag_van, ronde.resultaat_of, partial(beoordeel_gemeente, ronde)):
        with pytest.raises(InvoerFout) as fout:
            vraag(naam)
        assert "de code of de naam van een gemeente in de ronde 2026-07-01" in str(fout.value)
        assert deel in str(fout.value)
        assert "\n" not in str(fout.value)


def test_a_round_for_another_notebook_is_refused_and_that_notebook_is_named(make_ronde) -> None:
    beoordeling = load_ronde(make_ronde())
    halverwege = load_ronde(make_ronde({"peildatum": "2026-04-01"}, cijfers=APRIL))
    for ronde, vraag, notebook in (
        (beoordeling, meet_voortgang, "provincie.ipynb"),
        (beoordeling, partial(meet_voortgang_gemeente, gemeentecode="GM9001"), "gemeente.ipynb"),
        (halverwege, beoordeel, "voortgang_provincie.ipynb"),
        (halverwege, partial(beoordeel_gemeente, gemeentecode="GM9001"), "voortgang.ipynb"),
    ):
        with pytest.raises(InvoerFout, match=rf"Open notebooks/{notebook}, of noem") as fout:
            vraag(ronde)
        assert "\n" not in str(fout.value)


def test_a_round_may_lie_anywhere_and_the_working_folder_does_not_matter(
    make_ronde, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = make_ronde()
    monkeypatch.chdir("/")
    relatief = os.path.relpath(pad, "/")
    assert outcome(Path(relatief)) == VERWACHT


def test_a_missing_round_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match=r"weg\.yaml: dit bestand bestaat niet"):
        load_ronde(tmp_path / "weg.yaml")


TABEL = st.sampled_from(["gemeenten", "cijfers", "register", "bevindingen", "tekst"])


@given(welke=TABEL, inhoud=st.binary(max_size=120))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_bytes_for_any_file_give_a_fault_and_never_anything_else(
    make_ronde, welke: str, inhoud: bytes
) -> None:
    waarde: Any = inhoud
    if welke in ("bevindingen", "tekst"):
        waarde = inhoud.decode("latin-1")
    with suppress(InvoerFout):
        assert outcome(make_ronde(**{welke: waarde}))


EERDERE_CORRECTIE = (
    "- gemeente: Verzonnendam\n  soort: correctie\n  beoordelaar: A\n  datum: 2026-01-20\n"
    "  motivering: laat verwerkt\n  personen: 3\n  bewijs: brief\n"
)


def _with_dossier(make_ronde, naam: str, tekst: str) -> Path:
    pad = make_ronde(sleutels={"dossier": ["bevindingen"]})
    (pad.parent / "bevindingen" / naam).write_text(tekst, encoding="utf-8")
    return pad


def test_an_earlier_correction_that_still_counts_stands_among_the_findings(make_ronde) -> None:
    ronde = load_ronde(_with_dossier(make_ronde, "2026-01-01.yaml", EERDERE_CORRECTIE))
    (oordeel,) = beoordeel_gemeente(ronde, "GM9001").oordelen
    assert oordeel.velden["uit_het_halfjaar"] == "2025-II"
    assert beoordeel_gemeente(ronde, "GM9001").som.open_correctie == 3


def test_a_finding_of_a_later_round_plays_no_part(make_ronde) -> None:
    later = EERDERE_CORRECTIE.replace("2026-01-20", "2027-01-20").replace("correctie", "contact")
    later = later.replace("  personen: 3\n  bewijs: brief\n", "")
    ronde = load_ronde(_with_dossier(make_ronde, "2027-01-01.yaml", later))
    assert ronde.dossier == ()
    assert "2027-01-01.yaml" not in [bron.naam for bron in ronde.bronnen]


def test_a_correction_of_this_half_year_in_the_dossier_is_reported(make_ronde) -> None:
    tekst = EERDERE_CORRECTIE.replace("2026-01-20", "2026-04-10")
    ronde = load_ronde(_with_dossier(make_ronde, "2026-07-01.yaml", tekst))
    (melding,) = ronde.uitkomsten.waarschuwingen
    assert "2026-07-01.yaml" in str(melding)
    assert "bij de bevindingen van deze ronde" in str(melding)


@pytest.mark.parametrize(("april", "juli", "raak"), [(24, 20, True), (20, 24, False)])
def test_koppelingen_are_compared_with_the_taakstelling_of_the_midpoint(
    make_ronde, april: int, juli: int, raak: bool
) -> None:
    kop = KOP.replace("realisatie", "realisatie,koppelingen")
    halverwege = f"GM9001,,2026-04-01,{april},0,10,11\n"
    eind = f"GM9001,,2026-07-01,{juli},0,24,0\n" + STAD.replace("1793\n", "1793,\n")
    ronde = load_ronde(make_ronde(cijfers=kop + halverwege + eind))
    punten = beoordeel_gemeente(ronde, "GM9001").aandachtspunten
    assert ("te_weinig_koppelingen" in punten) is raak


def test_the_last_known_stand_is_compared_and_both_numbers_are_told(make_ronde) -> None:
    register = (
        "gemeentecode,datum,trede,peildatum,stand_eind\n"
        "GM9001,2026-01-20,2,2026-01-01,-14\n"
        "GM9001,2026-03-01,3,,\n"
        "GM9002,2026-01-20,1,2026-01-01,0\n"
    )
    ronde = load_ronde(make_ronde(register=register))
    uit = beoordeel_gemeente(ronde, "GM9001")
    assert (uit.trede_vorig, uit.stand_eind_vorig) == (3, -14)
    assert "stand_wijkt_af" in uit.aandachtspunten
    assert [str(melding) for melding in ronde.uitkomsten.waarschuwingen] == [
        "cijfers.csv: de beginstand is niet de stand waarmee de vorige beoordeling eindigde: "
        "Verzonnendam (GM9001) −10 na −14. Vraag het COA waardoor zijn stand anders is (een "
        "correctie achteraf, een herverdeling), waar open correcties dat niet verklaren."
    ]


def test_a_register_out_of_order_is_refused_by_the_round(refused) -> None:
    register = "gemeentecode,datum,trede\nGM9001,2026-03-20,2\nGM9001,2026-01-20,3\n"
    [melding] = refused(register=register)
    assert "register.csv, regel 3, Verzonnendam (GM9001): moet op volgorde staan" in melding


def test_faults_in_the_files_and_in_the_findings_come_at_once(refused) -> None:
    """A finding of another province is seen beside a figure that is none."""
    meldingen = refused(
        cijfers=KOP + DAM.replace("24", "x") + STAD,
        bevindingen=[
            finding("correctie", personen=1, bewijs="x", gemeente="Den Haag"),
            finding("herverdeling", afspraak="A", personen=3),
        ],
    )
    assert any("cijfers.csv, regel 2" in melding for melding in meldingen)
    assert any("hoort niet bij deze ronde" in melding for melding in meldingen)
    assert any("op nul" in melding for melding in meldingen)


@pytest.mark.parametrize("waar", ["twee dossiers", "dossier en ronde"])
def test_one_correction_in_two_files_is_refused_and_both_are_named(make_ronde, waar: str) -> None:
    stuk = finding("correctie", personen=4, bewijs="b", gehuisvest_van="2025-11-01")
    if waar == "twee dossiers":
        namen, bevindingen = ["2026-01-01.yaml", "oud.yaml"], []
    else:
        stuk["gehuisvest_van"] = "2026-05-01"
        namen, bevindingen = ["oud.yaml"], [stuk]
    pad = make_ronde(sleutels={"dossier": ["bevindingen"]}, bevindingen=bevindingen)
    for naam in namen:
        (pad.parent / "bevindingen" / naam).write_text(yaml.safe_dump([stuk]), encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        load_ronde(pad)
    [melding] = [str(gebrek) for gebrek in fout.value.gebreken]
    assert "staat er twee keer" in melding
    assert "oud.yaml" in melding
    assert ("2026-01-01.yaml" if waar == "twee dossiers" else "2026-07-01.yaml") in melding


BESLUIT = finding(
    "besluit_indeplaatsstelling",
    orgaan="gedeputeerde staten",
    besluitdatum="2026-07-10",
    bekendgemaakt_op="2026-07-12",
    taakverwaarlozing="vastgesteld",
    taakverwaarlozing_op="2026-07-09",
    spoed="mensen wachten",
    geinformeerd_op="2026-07-09",
    termijnen=[{"maatregel": "toewijzen", "uiterlijk": "2026-09-01"}],
)
LAAT_BESLUIT = "gemeentecode,datum,trede,peildatum\nGM9001,2026-07-15,3,2026-01-01\n"


@pytest.mark.parametrize(
    ("anders", "datum"),
    [
        ({}, date(2026, 7, 1)),
        ({"bevindingen": [finding("correctie", personen=1, bewijs="b")]}, date(2026, 7, 10)),
        ({"register": LAAT_BESLUIT}, date(2026, 7, 15)),
        ({"sleutels": {"bijgewerkt_op": "2026-07-20"}}, date(2026, 7, 20)),
        ({"bevindingen": [BESLUIT]}, date(2026, 7, 12)),
    ],
)
def test_a_round_is_as_new_as_what_was_last_recorded(make_ronde, anders, datum: date) -> None:
    """Findings of 10 July and a decision of 15 July come after the peildatum; a besluit is known
    from the day on which it was made public.
    """
    assert load_ronde(make_ronde(**anders)).bijgewerkt_op == datum


def test_a_realisatie_that_falls_within_the_half_year_is_reported(make_ronde) -> None:
    eerder = KOP + DAM.replace("2026-07-01", "2026-06-01").replace(",24", ",25") + DAM + STAD
    gemeld = [str(melding) for melding in load_ronde(make_ronde(cijfers=eerder)).waarschuwingen]
    (melding,) = [tekst for tekst in gemeld if "lager dan een maand eerder" in tekst]
    assert "regel 3" in melding
    assert "Verzonnendam (GM9001)" in melding
    assert "24 na 25" in melding


def test_a_round_updated_before_its_own_peildatum_is_reported(make_ronde) -> None:
    gemeld = load_ronde(make_ronde(sleutels={"bijgewerkt_op": "2026-06-30"})).waarschuwingen
    assert any("ligt voor de peildatum (2026-07-01)" in str(melding) for melding in gemeld)


def test_a_former_round_that_was_not_adopted_is_reported_with_its_date(make_ronde) -> None:
    oud = "gemeentecode,datum,trede,peildatum\nGM9001,2025-07-20,3,2025-07-01\n"
    gemeld = load_ronde(make_ronde(register=oud)).waarschuwingen
    assert any(
        "de ronde van 2026-01-01 is voor GM9001 niet vastgesteld" in str(melding)
        for melding in gemeld
    )


def test_a_day_of_the_round_older_than_its_findings_is_reported(make_ronde) -> None:
    bevinding = {
        "gemeente": "GM9001",
        "soort": "cijfers_geverifieerd",
        "beoordelaar": "A",
        "datum": "2026-07-10",
        "motivering": "gebeld",
    }

    def said(dag: str) -> bool:
        ronde = load_ronde(make_ronde({"bijgewerkt_op": dag}, [bevinding]))
        return any("ligt voor de nieuwste bevinding" in str(m) for m in ronde.waarschuwingen)

    assert [said(dag) for dag in ("2026-07-09", "2026-07-10", "2026-07-11")] == [True, False, False]


@pytest.mark.norm("N06")
@pytest.mark.parametrize(
    ("taakstelling", "gemeld"),
    [(90, False), (91, True), (11, False), (10, False), (9, True)],
)
def test_a_taakstelling_far_from_the_former_one_is_reported(
    make_ronde, tmp_path: Path, taakstelling: int, gemeld: bool
) -> None:
    kop = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
    (tmp_path / "data").mkdir()
    vorig = f"{kop}GM9001,2026-01-01,30,0,30\nGM9002,2026-01-01,1,0,1\n"
    (tmp_path / "data/vorig.csv").write_text(vorig)
    pad = make_ronde(
        {"eerdere_cijfers": ["../data/vorig.csv"]},
        cijfers=f"{kop}GM9001,2026-07-01,{taakstelling},-10,24\nGM9002,2026-07-01,5,0,5\n",
    )
    meldingen = [str(m) for m in load_ronde(pad).waarschuwingen if "wijkt sterk af" in str(m)]
    assert bool(meldingen) is gemeld


@pytest.mark.parametrize(("realisatie", "gemeld"), [(90, None), (91, "91"), (9000, "9.000")])
def test_far_more_housed_than_the_whole_opgave_is_reported(
    make_ronde, realisatie: int, gemeld: str | None
) -> None:
    kop = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
    rijen = f"GM9001,2026-07-01,20,-10,{realisatie}\nGM9002,2026-07-01,1,0,5\n"
    ronde = load_ronde(make_ronde(cijfers=kop + rijen))
    meldingen = [str(m) for m in ronde.waarschuwingen if "drie keer de totaalopgave" in str(m)]
    assert meldingen == (
        [
            "cijfers.csv: de realisatie is meer dan drie keer de totaalopgave; ga na of dit getal "
            f"klopt: Verzonnendam (GM9001) {gemeld} bij een opgave van 30, regel 2. "
            "Vraag het COA of dit de realisatie van alleen dit halfjaar is."
        ]
        if gemeld
        else []
    )


def test_while_the_former_round_is_not_adopted_the_stands_that_differ_are_one_line_of_that_cause(
    make_ronde,
) -> None:
    oud = "gemeentecode,datum,trede,peildatum,stand_eind\n" + "".join(
        f"{code},2025-08-20,1,2025-07-01,{stand}\n"
        for code, stand in (("GM9001", 4), ("GM9002", 7))
    )
    gemeld = [str(een) for een in load_ronde(make_ronde(register=oud)).bijzonderheden]
    assert [een for een in gemeld if "beginstand" in een] == [
        "cijfers.csv: de beginstand is niet de laatste stand in het register, die van een oudere "
        "ronde is: stel de vorige ronde vast: Verzonnendam (GM9001) −10 na +4; Fantasiestad "
        "(GM9002) 0 na +7"
    ]


def test_what_coa_counted_afterwards_can_be_filled_in_without_spoiling_the_adopted_round(
    make_ronde, refused
) -> None:
    """Its figures do not have the persons, so the correction stays in its sum (§4)."""
    geteld = finding("correctie", personen=2, bewijs="x", verwerkt_in="2026-I")
    [melding] = refused(bevindingen=[geteld])
    assert "verwerkt_in moet na 2026-I liggen" in melding
    assert "Zet dan eerst de vaststelling in het rondebestand." in melding
    vast = {"vaststelling": {"door": "A", "datum": "2026-08-20"}}
    ronde = load_ronde(make_ronde(vast, [geteld]))
    assert beoordeel_gemeente(ronde, "GM9001").som.correctie == 2


def test_months_that_only_earlier_figures_have_are_used(make_ronde) -> None:
    """The midpoint was delivered apart; what COA delivered last counts, the round's own first."""
    kop = KOP.replace("realisatie", "realisatie,koppelingen")
    maand = "GM9001,,{},20,-10,{},{}\n"
    pad = make_ronde({"eerdere_cijfers": ["../eerder"]}, cijfers=KOP + DAM + STAD)
    (pad.parents[1] / "eerder").mkdir()
    for dag, realisatie in (("2026-03-01", 4), ("2026-04-01", 5)):
        rijen = [("2026-03-01", realisatie, 1), (dag, realisatie, 2), ("2026-07-01", 9, 9)]
        uniek = dict.fromkeys(rijen[:1] if dag == "2026-03-01" else rijen[:2])
        tekst = kop + "".join(maand.format(*rij) for rij in uniek)
        (pad.parents[1] / f"eerder/{dag}.csv").write_text(tekst, encoding="utf-8")
    ronde = load_ronde(pad)
    eigen = ronde.cijfers.frame[ronde.cijfers.frame["gemeentecode"] == "GM9001"]
    standen = {str(dag): n for dag, n in zip(eigen["stand_per"], eigen["realisatie"], strict=True)}
    assert standen == {"2026-03-01": 5, "2026-04-01": 5, "2026-07-01": 24}
    assert "te_weinig_koppelingen" in beoordeel_gemeente(ronde, "GM9001").aandachtspunten
    rollen = [(bron.rol, bron.rijen) for bron in ronde.herkomst["GM9001"]]
    assert ("cijfers", 1) in rollen
    assert ("eerdere cijfers", 2) in rollen
    ander = pad.parents[1] / "eerder/ander.csv"
    ander.write_text(kop + maand.format("2026-04-01", 6, 2), encoding="utf-8")
    with pytest.raises(InvoerFout, match="dezelfde cijfers geven als"):
        load_ronde(pad)
