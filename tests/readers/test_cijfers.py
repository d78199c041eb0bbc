"""The table `cijfers` as it is delivered: what is accepted, what is refused, in which words."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.readers.bestand import read_tabel
from ibt.readers.cijfers import read_cijfers
from ibt.readers.naam import make_gemeentelijst

UTRECHT = Gemeente("GM0344", "Utrecht", "Utrecht", date(2000, 1, 1))
PEILDATUM = Peildatum(date(2026, 7, 1))
KOP = "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie"
GOED = f"{KOP}\nGM0344,Utrecht,2026-07-01,1793,-2540,1601\n"


@pytest.fixture
def read(write, lijst):
    """Reads a text as cijfers.csv for Utrecht on 2026-07-01."""

    def run(inhoud, naam="cijfers.csv", codering="utf-8"):
        pad = inhoud if isinstance(inhoud, Path) else write(naam, inhoud, codering)
        return read_cijfers(pad, lijst, [UTRECHT], peildatum=PEILDATUM).waarde

    return run


def first(cijfers) -> tuple[str, str, date, int, int, int]:
    assert len(cijfers.frame) == 1
    rij = cijfers.frame.iloc[0]
    getallen = (int(rij[k]) for k in ("taakstelling", "stand_begin", "realisatie"))
    return (rij["gemeentecode"], rij["gemeente"], rij["stand_per"], *getallen)


VERWACHT = ("GM0344", "Utrecht", date(2026, 7, 1), 1793, -2540, 1601)


@pytest.mark.parametrize(
    ("inhoud", "codering"),
    [
        (GOED, "utf-8"),
        (GOED, "utf-8-sig"),
        (GOED.replace(",", ";"), "utf-8"),
        (GOED.replace(",", ";"), "cp1252"),
        (GOED.replace(",", ";").replace("-2540", "– 2.540"), "cp1252"),
        (GOED.replace(",", ";").replace("-2540", "– 2.540"), "utf-8-sig"),
        (GOED.replace("1793", "1.793").replace("1601", "+ 1.601"), "utf-8"),
        (GOED.replace("1793", '"1793,0"'), "utf-8"),
        (GOED.replace("\n", "\r\n"), "utf-8"),
        (GOED.replace("\n", "\r"), "utf-8"),
        (GOED.replace("\n", "\n\n"), "utf-8"),
        (GOED.rstrip("\n"), "utf-8"),
        (GOED.replace("gemeentecode", " Gemeentecode "), "utf-8"),
        (GOED.replace(",Utrecht,", ",,"), "utf-8"),
        (GOED.replace("GM0344,", ","), "utf-8"),
        (GOED.replace("Utrecht", "UTRECHT"), "utf-8"),
        (GOED.replace("gemeente,", "").replace("Utrecht,", ""), "utf-8"),
        (GOED.replace("gemeentecode,", "").replace("GM0344,", ""), "utf-8"),
        (GOED.replace(",", "\t"), "utf-8"),
        (GOED.replace(",", "|"), "utf-8"),
        (f"sep=;\n{GOED.replace(',', ';')}", "utf-8"),
        (f"Bron: COA\n\n{GOED}", "utf-8"),
        (GOED.replace("stand_per", "Stand per").replace("taakstelling", "Taakstelling "), "utf-8"),
        (
            GOED.replace("-2540", "\u20112540").replace("2026-07-01", "2026\u201107\u201101"),
            "utf-8",
        ),
        (GOED.replace("1601", "1600.9999999999998"), "utf-8"),
    ],
)
def test_the_same_figures_in_every_accepted_writing(read, inhoud: str, codering: str) -> None:
    assert first(read(inhoud, codering=codering)) == VERWACHT


@pytest.mark.parametrize(
    "naam", ["Súdwest\u2011Fryslân", "Su\u0301dwest-Frysla\u0302n", "SÚDWEST-FRYSLÂN"]
)
def test_a_name_that_looks_the_same_is_the_same(write, naam: str) -> None:
    gemeente = Gemeente("GM1900", "Súdwest-Fryslân", "Fryslân", date(2000, 1, 1))
    pad = write("cijfers.csv", f"{KOP}\n,{naam},2026-07-01,1,0,0\n")
    lijst = make_gemeentelijst("gemeenten.csv", [gemeente])
    assert list(read_cijfers(pad, lijst, [gemeente]).waarde.frame["gemeentecode"]) == ["GM1900"]


@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_workbooks_give_the_same_as_csv(
    read, write_xlsx, write_ods, tmp_path: Path, soort: str
) -> None:
    kop = KOP.split(",")
    getypt = ["GM0344", "Utrecht", date(2026, 7, 1), 1793, -2540.0, 1601]
    als_tekst = ["GM0344", "Utrecht", "2026-07-01", "1.793", "– 2.540", "+ 1.601"]
    schrijf = write_xlsx if soort == "xlsx" else write_ods
    for nummer, rij in enumerate((getypt, als_tekst)):
        pad = schrijf(tmp_path / f"cijfers{nummer}.{soort}", [kop, rij])
        assert first(read(pad)) == VERWACHT


@pytest.mark.norm("N08")
def test_signals_are_read_and_may_be_empty(read) -> None:
    kop = "koppelingen,omkoppelingen,wachttijd_fase2,stapelgemeente"
    vol = read(f'{KOP},{kop}\nGM0344,,2026-07-01,1,0,0,12,3,"120,5",Ja\n').frame.iloc[0]
    assert (vol["koppelingen"], vol["omkoppelingen"]) == (12, 3)
    assert (vol["wachttijd_fase2"], vol["stapelgemeente"]) == (120.5, "ja")
    leeg = read(f"{KOP},{kop}\nGM0344,,2026-07-01,1,0,0,,,,\n").frame
    assert leeg[kop.split(",")].isna().all(axis=None), "nothing is filled in"


@pytest.mark.parametrize("naam", ["Den Haag", "'s-Gravenhage", "’s-Gravenhage", "den  haag"])
def test_den_haag_is_s_gravenhage_and_elsewhere_it_is_left_out_and_counted(read, naam: str) -> None:
    cijfers = read(f"{GOED}GM0518,{naam},2026-07-01,1,0,0\n,{naam},2026-06-01,1,0,0\n")
    assert first(cijfers) == VERWACHT
    assert cijfers.elders == 2


def test_an_unknown_column_is_a_warning_with_the_nearest_known_name(write, lijst) -> None:
    tekst = GOED.replace("realisatie", "realisatie,koppeling").replace("1601", "1601,4")
    cijfers, _, waarschuwingen = read_cijfers(write("cijfers.csv", tekst), lijst, [UTRECHT])
    [gemeld] = map(str, waarschuwingen)
    assert 'onbekende kolom "koppeling"' in gemeld
    assert 'lijkt op "koppelingen"' in gemeld
    assert cijfers.frame["koppelingen"].isna().all()


@pytest.mark.norm("N07")
def test_earlier_snapshots_of_the_half_year_may_stand_beside_the_judged_one(read) -> None:
    cijfers = read(f"{GOED}GM0344,,2026-02-01,1700,-2540,100\nGM0344,,2026-06-01,1793,-2540,9\n")
    assert len(cijfers.frame) == 3
    assert cijfers.bron.per == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("was", "wordt", "plaats", "gevonden"),
    [
        ("1601", '"12,5"', 'regel 2, kolom "realisatie"', "12,5"),
        ("1601", "-1", 'regel 2, kolom "realisatie"', "-1"),
        ("1601", "", 'regel 2, kolom "realisatie"', ""),
        ("1601", "veel", 'regel 2, kolom "realisatie"', "veel"),
        ("1601", "inf", 'regel 2, kolom "realisatie"', "inf"),
        ("1601", '"1,000"', 'regel 2, kolom "realisatie"', "1,000"),
        ("-2540", '"-1,000"', 'regel 2, kolom "stand_begin"', "-1,000"),
        ("1601", "–", 'regel 2, kolom "realisatie"', "–"),
        ("1601", "1e999", 'regel 2, kolom "realisatie"', "1e999"),
        ("1793", "– 5", 'regel 2, kolom "taakstelling"', "– 5"),
        ("1793", "17.93", 'regel 2, kolom "taakstelling"', "17.93"),
        ("-2540", "", 'regel 2, kolom "stand_begin"', ""),
        ("-2540", "n.v.t.", 'regel 2, kolom "stand_begin"', "n.v.t."),
        ("2026-07-01", "1-7-2026", 'regel 2, kolom "stand_per"', "1-7-2026"),
        ("2026-07-01", "2026-06-31", 'regel 2, kolom "stand_per"', "2026-06-31"),
    ],
)
def test_a_figure_that_is_none_is_refused_with_row_column_gemeente_and_what_was_found(
    read, faults_of, was: str, wordt: str, plaats: str, gevonden: str
) -> None:
    [melding] = faults_of(read, GOED.replace(was, wordt))
    assert melding.startswith(f"cijfers.csv, {plaats}, Utrecht (GM0344): moet ")
    assert f'gevonden: "{gevonden}"' in melding


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("GM9999,,2026-07-01,1,0,0", "moet een gemeentecode uit gemeenten.csv zijn"),
        (",Utrech,2026-07-01,1,0,0", "lijkt op Utrecht"),
        (",,2026-07-01,1,0,0", "moet een gemeentecode of een gemeentenaam hebben"),
        ("GM0344,Den Haag,2026-06-01,1,0,0", "code en naam moeten bij elkaar horen"),
        ("344,,2026-07-01,1,0,0", "moet een gemeentecode uit gemeenten.csv zijn"),
        ("GM0344,Utrecht,2026-07-01,1,0,0", "elke gemeente mag één regel per stand_per hebben"),
        (",Utrecht,2026-07-01,1,0,0", "elke gemeente mag één regel per stand_per hebben"),
        ("GM0344,,2026-01-01,1,0,0", "een maand na 2026-01-01 en niet na 2026-07-01"),
        ("GM0344,,2026-08-01,1,0,0", "een maand na 2026-01-01 en niet na 2026-07-01"),
        ("GM0344,,2026-06-15,1,0,0", "eerste dag van een maand"),
        ("GM0344,,2025-06-01,1,0,0", "een maand na 2026-01-01 en niet na 2026-07-01"),
        ("GM0344,Utrecht,2026-06-01,1,0", "moet 6 cellen hebben"),
        ("GM0344,Utrecht,2026-06-01,1,0,0,9", "moet 6 cellen hebben"),
        ("GM0344,Utr\x07echt,2026-06-01,1,0,0", "stuurteken U+0007"),
        ("GM0344,Utr\ue000echt,2026-06-01,1,0,0", "teken voor eigen gebruik U+E000"),
    ],
)
def test_a_row_that_cannot_be_placed_is_refused_with_its_number(
    read, faults_of, regel: str, verwacht: str
) -> None:
    meldingen = faults_of(read, f"{GOED}{regel}\n")
    assert any(verwacht in melding and "regel 3" in melding for melding in meldingen)


def test_a_slip_in_a_name_is_one_fault_and_not_a_row_that_lacks(read, faults_of) -> None:
    [melding] = faults_of(read, GOED.replace("GM0344", "").replace("Utrecht", "Utrech"))
    assert "lijkt op Utrecht" in melding


def test_the_file_of_another_round_is_one_fault(read, faults_of) -> None:
    [melding] = faults_of(read, GOED.replace("2026-07-01", "2025-07-01"))
    assert melding == (
        'cijfers.csv, kolom "stand_per": moet standen hebben na 2026-01-01 en niet na 2026-07-01; '
        'gevonden: "alleen van 2025-07-01 tot en met 2025-07-01". Noem het bestand van deze ronde.'
    )


@pytest.mark.parametrize("naam", ["Utrecht\u00b2", "Utrecht \u00b9\u2070"])
def test_a_raised_figure_behind_a_name_or_a_heading_refers_to_a_note(read, naam: str) -> None:
    tekst = GOED.replace("Utrecht", naam).replace("realisatie", "Realisatie\u00b3")
    assert read(tekst).frame["realisatie"].tolist() == read(GOED).frame["realisatie"].tolist()


def test_a_file_without_a_known_column_is_refused_without_quoting_its_first_row(
    read, faults_of
) -> None:
    meldingen = faults_of(read, "GM0344,Ali Persoon,V-2841907\nGM0344,Bea Persoon,V-2841908\n")
    assert all("geen bekende kolom" in melding for melding in meldingen)
    assert not any("persoon" in m.lower() or "2841907" in m for m in meldingen)


def test_no_advice_would_spoil_the_figures(read, faults_of) -> None:
    [melding] = faults_of(read, GOED.replace("stand_begin", "stand_eind"))
    assert 'de kolom "stand_begin" moet er zijn' in melding
    assert "Bedoelt u" not in melding


@pytest.mark.parametrize(
    ("regel", "raad"),
    [
        (",Totaal,,1793,-2540,1601", "Haal de regel weg"),
        (",Totaal,2026-07-01,1793,-2540,1601", "Haal de regel weg"),
        (",Bron: COA,,,,", "Haal de regel weg"),
        (",Utrecht-West,2026-07-01,1793,-2540,1601", "lijkt op Utrecht"),
        ("Bron: COA", "Haal de regel weg"),
        (",0344,2026-07-01,1,0,0", "(bedoelt u GM0344?)"),
    ],
)
def test_a_row_that_is_about_no_gemeente_is_one_fault_that_says_what_to_do(
    read, faults_of, regel: str, raad: str
) -> None:
    [melding] = faults_of(read, f"{GOED}{regel}\n")
    assert "regel 3" in melding
    assert raad in melding


@pytest.mark.norm("N63")
def test_a_gemeente_without_a_row_on_the_peildatum_is_named(read, faults_of) -> None:
    [melding] = faults_of(read, GOED.replace("2026-07-01", "2026-06-01"))
    assert "Utrecht (GM0344): moet een regel met stand_per 2026-07-01 hebben" in melding


def test_all_faults_of_a_file_come_at_once_in_the_order_of_the_file(
    write, lijst, faults_of
) -> None:
    tekst = (
        f"{KOP}\n\nGM0344,Utrecht,2026-07-01,1,x,y\n"
        "GM9999,Nergens,2026-07-01,-1,0,0\nGM0796,Den Bosch,2026-07-01,1,0\n"
    )
    gevraagd = [UTRECHT, *(g for g in lijst.gemeenten.values() if g.code != "GM0344")]
    pad = write("cijfers.csv", tekst)
    meldingen = faults_of(read_cijfers, pad, lijst, gevraagd, peildatum=PEILDATUM)
    assert [melding.split(", ")[1].split(":")[0] for melding in meldingen] == [
        "regel 3",
        "regel 3",
        "regel 4",
        "regel 4",
        "regel 5",
        "'s-Gravenhage (GM0518)",
    ]
    zonder_regel = [melding for melding in meldingen if "regel met stand_per" in melding]
    assert len(zonder_regel) == 1, "a gemeente whose row is at fault does not lack a row as well"


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ("", "leeg"),
        ("\n\n", "leeg"),
        (KOP.replace("realisatie", "realisaties"), 'Bedoelt u "realisaties"?'),
        ("stand_per,taakstelling,stand_begin,realisatie\n", 'de kolom "gemeentecode"'),
        (KOP + ",realisatie\n", "elke kolomnaam mag één keer voorkomen"),
        (KOP + '\n"GM0344,x\n', "aanhalingstekens"),
        (GOED.encode("utf-16"), "tekstbestand"),
        (b"\x81\x8d\x8f\x90" * 9, "tekstbestand"),
        (b"\0\0\0", "tekstbestand"),
        (GOED.encode() + "'s-Gravenhage é\n".encode() + b"\xe9,1\n", "cijfers.csv, regel 4: moet"),
        (b"\xef\xbb\xbf" + GOED.encode() + b"\xe9,1\n", "cijfers.csv, regel 3: moet"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    read, faults_of, inhoud: str | bytes, verwacht: str
) -> None:
    assert any(verwacht in melding for melding in faults_of(read, inhoud))


def test_a_missing_file_a_folder_and_a_broken_workbook_are_refused(
    read, faults_of, write, tmp_path: Path
) -> None:
    [weg] = faults_of(read, tmp_path / "weg.csv")
    assert "weg.csv: dit bestand bestaat niet" in weg
    [map_] = faults_of(read, tmp_path)
    assert "geen map" in map_
    [kapot] = faults_of(read, write("cijfers.xlsx", GOED))
    assert "werkmap" in kapot


def test_an_invented_table_is_known_by_its_herkomst(read) -> None:
    met = GOED.replace("realisatie", "realisatie,herkomst").replace("1601", "1601,{}")
    assert read(met.format("VOORBEELD: verzonnen")).is_voorbeeld
    assert read(met.format("voorbeeld")).is_voorbeeld
    assert not read(met.format("COA 2026-07-03")).is_voorbeeld
    assert not read(GOED).is_voorbeeld


IEDER_BEGIN = st.sampled_from(
    [b"", b"\xef\xbb\xbf", GOED.encode(), KOP.encode() + b"\n", b"PK\x03"]
)


@given(
    begin=IEDER_BEGIN, rest=st.binary(max_size=300), soort=st.sampled_from(["csv", "xlsx", "ods"])
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_bytes_give_a_table_or_a_fault_and_never_anything_else(
    read, begin: bytes, rest: bytes, soort: str
) -> None:
    with suppress(InvoerFout):
        assert first(read(begin + rest, naam=f"cijfers.{soort}"))[0] == "GM0344"


@given(rest=st.text(max_size=200))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_text_in_a_cell_is_refused_or_read_and_never_anything_else(read, rest: str) -> None:
    cel = rest.replace('"', '""')
    with suppress(InvoerFout, UnicodeEncodeError):
        assert first(read(GOED.replace("1601", f'"{cel}"')))[5] >= 0


def test_an_error_value_in_excel_is_named_not_read_as_empty(tmp_path: Path) -> None:
    pad = tmp_path / "cijfers.xlsx"
    with xlsxwriter.Workbook(pad) as werkmap:
        blad = werkmap.add_worksheet()
        blad.write_row(0, 0, ["gemeentecode", "stand_per", "koppelingen"])
        blad.write_row(1, 0, ["GM0344", "2026-07-01"])
        blad.write_formula(1, 2, "=NA()", None, "#N/A")
    with pytest.raises(InvoerFout, match=r'regel 2, kolom "koppelingen".*gevonden: "#N/A"'):
        raise InvoerFout(read_tabel(pad).gebreken)


def test_a_skewed_row_names_its_gemeente_once(read, faults_of) -> None:
    [melding] = faults_of(read, f"{KOP}\nGM0344,Utrecht,2026-07-01,1\n")
    assert melding.startswith("cijfers.csv, regel 2, Utrecht (GM0344): moet 6 cellen hebben")


def test_a_control_character_names_its_gemeente(read, faults_of) -> None:
    meldingen = faults_of(read, GOED.replace("1601", "1601\x07"))
    assert any('kolom "realisatie", Utrecht (GM0344): mag geen stuurtekens' in m for m in meldingen)


def test_a_control_character_in_the_name_itself_is_not_printed(read, faults_of) -> None:
    meldingen = faults_of(read, GOED.replace("Utrecht", "Ut\x1brecht"))
    assert any('kolom "gemeente", GM0344: mag geen stuurtekens' in m for m in meldingen)


@pytest.mark.parametrize("regel", ["GM0344,'s-Gravenhage", "GM4444,Utrecht", "GM0518,Utrecht"])
def test_a_code_and_a_name_that_disagree_are_one_fault(read, faults_of, regel: str) -> None:
    [melding] = faults_of(read, GOED.replace("GM0344,Utrecht", regel))
    assert "regel 2" in melding
    assert "moet een regel met stand_per" not in melding
