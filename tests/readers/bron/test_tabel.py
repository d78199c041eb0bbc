"""Files as COA or the Rijk might deliver them: read right, or refused right."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import Peildatum
from ibt.readers.bron.cel import Teken
from ibt.readers.bron.profiel import Profiel, find_profielen
from ibt.readers.bron.tabel import Brontabel, read_bron
from ibt.readers.naam import Gemeentelijst

PER = Peildatum(date(2027, 1, 1))
MIN, PLUS = Teken.MIN_IS_ACHTERSTAND, Teken.PLUS_IS_ACHTERSTAND
KOP = "Gemeente;Taakstelling;Stand begin;Realisatie\n"
GOED = [("GM0344", "2027-01-01", 1108, -254, 139)]
PROFIELEN = find_profielen(Path())
Read = Callable[..., Brontabel]


@pytest.fixture
def read(lijst: Gemeentelijst, write: Callable[..., Path]) -> Read:
    """Reads a delivered text or bytes as a file of the round of 2027-01-01."""

    def run(
        inhoud: str | bytes, teken: Teken | None = MIN, naam: str = "cijfers.csv", **anders: str
    ) -> Brontabel:
        profielen = PROFIELEN
        if anders:
            profielen = {"eigen": own(**anders)}
        return read_bron(write(naam, inhoud), lijst, PER, profielen, teken)

    return run


def own(**anders: str) -> Profiel:
    """The profile of TVS with something else in it."""
    return PROFIELEN["tvs-export"].model_copy(update={"naam": "eigen", **anders})


def figures(tabel: Brontabel) -> list[tuple[object, ...]]:
    return [
        (
            rij.gemeente.code,
            str(rij.stand_per),
            *(rij.cijfers.get(k) for k in ("taakstelling", "stand_begin", "realisatie")),
        )
        for rij in tabel.rijen
    ]


def workbook(*rijen: Sequence[object], doe: Callable[..., None] = lambda map_, blad: None) -> bytes:
    """An .xlsx of one sheet, after `doe` did something to it."""
    uit = io.BytesIO()
    with xlsxwriter.Workbook(uit) as map_:
        blad = map_.add_worksheet("cijfers")
        for y, rij in enumerate(rijen):
            for x, cel in enumerate(rij):
                blad.write(y, x, cel)
        doe(map_, blad)
    return uit.getvalue()


WERKKOP = ["Gemeente", "Taakstelling", "Stand begin", "Realisatie"]
UTRECHT = ["Utrecht", 1108, -254, 139]


def hide_row(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    blad.set_row(2, None, None, {"hidden": True})


def hide_first_column(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    blad.set_column(0, 0, None, None, {"hidden": True})


def hide_third_column(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    blad.set_column(2, 2, None, None, {"hidden": True})


def merge_title(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    blad.merge_range("A1:D1", "Overzicht taakstelling 2026-II, stand per 1 januari 2027")


def notes_sheet(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    map_.add_worksheet("toelichting").write(0, 0, "Deze gemeente heeft een taakstelling")


def visible_twin(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    twin = map_.add_worksheet("oud")
    twin.write_row(0, 0, WERKKOP)
    twin.write_row(1, 0, ["Utrecht", 1, -1, 1])


def hidden_twin(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    visible_twin(map_, blad)
    map_.get_worksheet_by_name("oud").hide()


def only_notes(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
    notes_sheet(map_, blad)
    map_.get_worksheet_by_name("toelichting").activate()
    blad.hide()


HTML = (
    "<html><h2>Stand per 1 januari 2027</h2><table>"
    "<tr><th rowspan=2>Gemeente<th rowspan=2>Taakstelling<th colspan=2>Huidig halfjaar</tr>"
    "<tr><th>Stand begin<th>Realisatie</tr>"
    "<tr><td>Utrecht<td>1.108<td>&minus;&nbsp;254<td>139<sup>1</sup></tr></table></html>"
)


@pytest.mark.parametrize(
    "inhoud",
    [
        KOP + "Utrecht;1108;-254;139\n",
        KOP + "Utrecht;1.108;– 254;139,0\n",
        KOP + "Utrecht;1 108;\u2212254;139\n",
        KOP + "Utrecht;1\u00a0108;\u2011254;139\n",
        KOP + "Utrecht;1108;(254);139\n",
        KOP + "Utrecht;1108;254-;139\n",
        KOP + "Utrecht;1108;-/- 254;139\n",
        KOP + "Utrecht;1108;254 -/-;139\n",
        KOP + "Utrecht;1108;achterstand 254;139\n",
        KOP + "Utrecht;1108*;-254;139 1)\n",
        KOP + "Utrecht;1108;-254;139¹\n",
        KOP + "UTRECHT *;1108;-254;139\n",
        KOP + "Gemeente Utrecht;1108;-254;139\n",
        KOP + "0344 Utrecht;1108;-254;139\n",
        KOP + "GM0344 - Utrecht;1108;-254;139\n",
        "Code;" + KOP + "344;Utrecht;1108;-254;139\n",
        "CBS-code;Taakstelling;Stand begin;Realisatie\ngm0344;1108;-254;139\n",
        "\ufeff" + KOP + "Utrecht;1108;-254;139\n",
        "sep=;\r\n" + KOP + "Utrecht;1108;-254;139\n",
        KOP.replace(";", "\t") + "Utrecht\t1108\t-254\t139\n",
        KOP.replace(";", ",") + "Utrecht,1108,-254,139\n",
        KOP.replace(";", "|") + "Utrecht|1108|-254|139\n",
        "Overzicht taakstelling;;;\n\n" + KOP + "Utrecht;1108;-254;139\n",
        "Stand per 31 december 2026\n" + KOP + "Utrecht;1108;-254;139\n",
        "Gedraaid op 12 januari 2027\n2e halfjaar 2026\n" + KOP + "Utrecht;1108;-254;139\n",
        KOP + "Utrecht;1108;-254;139\n;;;\nBron: COA, 3 januari 2027;;;\n* voorlopig\n",
        KOP + "Utrecht;1108;-254;139\n" + KOP,
        ";Halfjaar 2026-II;;\n" + KOP + "Utrecht;1108;-254;139\n",
        "Gemeente;Taakstelling;Stand;Realisatie\n;halfjaar;begin;(cumulatief)\n"
        "Utrecht;1108;-254;139\n",
        "Gemeente;Taakstelling 2026-I;Taakstelling 2026-II;Stand begin;Realisatie\n"
        "Utrecht;900;1108;-254;139\n",
        "Gemeente;Taakstelling;Stand per 1 juli 2026;Gerealiseerd t/m december;Stand per 1-1-2027\n"
        "Utrecht;1108;-254;139;-1223\n",
        "Gemeente;Taakstelling;Achterstand;Voorsprong;Gerealiseerd\nUtrecht;1108;254;0;139\n",
        "Periode;" + KOP + "2026-I;Utrecht;900;-1;1\n2026 - 2;Utrecht;1108;-254;139\n",
        "Peildatum;" + KOP + "1 januari 2027;Utrecht;1108;-254;139\n",
        "Peildatum;" + KOP + "01-01-2027;Utrecht;1108;-254;139\n",
        "Gemeente;Taakstelling (aantal);Stand begin;Nog te realiseren;Gerealiseerd*\n"
        "Utrecht;1108;-254;1223;139\n",
        "Gemeente;Taakstelling;Stand begin;Realisatie;Eindstand\nUtrecht;1108;-254;139;#DEEL/0!\n",
        HTML,
        workbook(WERKKOP, UTRECHT),
        workbook([], WERKKOP, UTRECHT, doe=merge_title),
        workbook(WERKKOP, UTRECHT, ["Utrecht", 9, 9, 9], doe=hide_row),
        workbook(WERKKOP, UTRECHT, doe=hide_first_column),
        workbook(
            ["Gemeente", "Taakstelling", "Realisatie", "Gerealiseerd", "Stand begin"],
            ["Utrecht", 1108, 1, 139, -254],
            doe=hide_third_column,
        ),
        workbook(WERKKOP, UTRECHT, doe=notes_sheet),
        workbook(WERKKOP, UTRECHT, doe=hidden_twin),
        workbook(WERKKOP, ["Utrecht", 1108, -254, 138.99999999999997]),
    ],
)
def test_a_delivered_file_is_read_right(read: Read, inhoud: str | bytes) -> None:
    tabel = read(inhoud)
    assert figures(tabel) == GOED
    assert tabel.waarschuwingen == ()


@pytest.mark.parametrize(
    ("inhoud", "zegt"),
    [
        (KOP + "Utrecht;1,108;-254;139\n", "bedoelt u 1108?"),
        (KOP + "Utrecht;1108;;139\n", 'kolom "Stand begin"'),
        (KOP + "Utrecht;1108;-254;–\n", "streep_is_nul: ja"),
        (KOP + "Utrecht;1108;-254;onbekend\n", 'gevonden: "onbekend"'),
        (KOP + "Utrecht;1108;-254;139,5\n", 'gevonden: "139,5"'),
        (KOP + "Utrecht;1108;-254;-139\n", "van 0 of meer"),
        (KOP + "Utrecht;1108;-254;#DEEL/0!\n", "een formule moet een uitkomst hebben"),
        (KOP + "Utrecht;1;-1;1\nUtrecht;2;-2;2\n", "ook op regel 2"),
        (KOP + "Utrecht;1;-1;1\nUtrech;2;-2;2\n", "lijkt op Utrecht"),
        (KOP + "Utrecht;1;-1;1\n;2;-2;2\n", "begint"),
        ("Code;" + KOP + "GM0999;Utrecht;1;-1;1\n", "gemeentecode uit gemeenten.csv"),
        ("Code;" + KOP + "GM0518;Utrecht;1;-1;1\n", "code en naam"),
        ("Stand per 1 juli 2027\n" + KOP + "Utrecht;1;-1;1\n", "niet van na 2027-01-01"),
        ("Taakstelling 2026-I\n" + KOP + "Utrecht;1;-1;1\n", "moet over 2026-II gaan"),
        ("Peildatum;" + KOP + "half december;Utrecht;1;-1;1\n", "1 augustus 2026 of augustus"),
        ("Peildatum;" + KOP + "15 december 2026;Utrecht;1;-1;1\n", "eerste of laatste dag"),
        ("Realisatie;" + KOP + "1;Utrecht;1;-1;1\n", "één kolom mag realisatie zijn"),
        ("Wie;Wat\nUtrecht;1\n", "--nieuw-profiel"),
        ("<p>geen tabel</p>", "hier moet een tabel in staan"),
        (b"\xd0\xcf\x11\xe0kapot", "te openen"),
        (b"%PDF-1.7 kapot", "PDF"),
        (workbook(WERKKOP, UTRECHT, doe=only_notes), "verborgen"),
        (workbook(WERKKOP, UTRECHT, doe=visible_twin), 'blad "cijfers", cijfers.csv, blad "oud"'),
    ],
)  # fmt: skip
def test_a_delivered_file_is_refused_right(read: Read, inhoud: str | bytes, zegt: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        read(inhoud)
    assert zegt in str(fout.value)


def test_all_faults_come_at_once(read: Read) -> None:
    with pytest.raises(InvoerFout) as fout:
        read(KOP + "Utrecht;x;-254;139\nDen Haag;1;2;y\nUtrech;1;2;3\n", None)
    assert len(fout.value.gebreken) == 4  # two figures, a gemeente, the sign


@pytest.mark.parametrize(
    ("stand", "minder", "meer"),
    [("-254", "achterstand 254", "voorsprong 254"), ("254", "voorsprong 254", "achterstand 254")],
)
def test_a_sign_that_nobody_told_is_refused_with_both_readings(
    read: Read, stand: str, minder: str, meer: str
) -> None:
    with pytest.raises(InvoerFout) as fout:
        read(KOP + f"Utrecht;1108;{stand};139\n", None)
    assert f"{minder} (min-is-achterstand) of {meer} (plus-is-achterstand)" in str(fout.value)


@pytest.mark.parametrize(
    ("tekst", "gezegd"),
    [
        (KOP + "Utrecht;1108;254;139\n", PLUS),
        ("Gemeente;Taakstelling;Achterstand (–) / voorsprong (+) begin periode;Realisatie\n"
         "Utrecht;1108;– 254;139\n", None),
        ("Gemeente;Taakstelling;Achterstand (+) / voorsprong (–) begin periode;Realisatie\n"
         "Utrecht;1108;254;139\n", None),
        ("Een min is een achterstand\n" + KOP + "Utrecht;1108;-254;139\n", None),
        (KOP + "Utrecht;1108;254;139\nNoot: plus = achterstand\n", None),
        (KOP + "Utrecht;1108;254 achterstand;139\n", None),
        ("Gemeente;Taakstelling;Stand begin;Totaalopgave;Realisatie\n"
         "Utrecht;1108;254;1362;139\n", None),
        ("Ministerie van Asiel\n" + KOP + "Utrecht;1108;-254;139\n", None),
    ],
)  # fmt: skip
def test_a_sign_is_told_by_user_heading_note_cell_sum_or_profile(
    read: Read, tekst: str, gezegd: Teken | None
) -> None:
    assert figures(read(tekst, gezegd)) == GOED


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        ("Gemeente;Taakstelling;Stand begin (min is achterstand);Realisatie\n"
         "Utrecht;1108;-254;139\n", "de kolom zegt zelf min-is-achterstand"),
        ("Gemeente;Taakstelling;Stand begin;Totaalopgave;Realisatie\n"
         "Utrecht;1108;-254;1362;139\n", "passen alleen bij min-is-achterstand"),
    ],
)  # fmt: skip
def test_a_sign_that_the_file_contradicts_is_refused(read: Read, tekst: str, zegt: str) -> None:
    with pytest.raises(InvoerFout, match=zegt):
        read(tekst, PLUS)


def test_a_stand_of_nought_needs_no_sign_and_a_dash_is_one_where_the_profile_says_so(
    read: Read,
) -> None:
    assert figures(read(KOP + "Utrecht;1108;0;139\n", None))[0][3] == 0
    assert figures(read(KOP + "Utrecht;1108;-254;–\n", MIN, streep_is_nul="ja"))[0][4] == 0


MAANDEN = [
    ("GM0344", "2026-08-01", 1108, -254, 20),
    ("GM0344", "2026-09-01", 1108, -254, 35),
    ("GM0344", "2026-10-01", 1108, -254, 60),
]


@pytest.mark.parametrize(
    ("tekst", "maanden"),
    [
        ("Gemeente;Taakstelling;Stand begin;Realisatie;;\n;;;juli;aug;sept\n"
         "Utrecht;1108;-254;20;15;25\n", "per-maand"),
        ("Gemeente;Taakstelling;Stand begin;juli 2026;aug '26;september\n"
         "Utrecht;1108;-254;20;35;60\n", "cumulatief"),
        ("Gemeente;Taakstelling;Stand begin;Gerealiseerd per maand;;\n;;;jul;aug;sep\n"
         "Utrecht;1108;-254;20;15;25\n", None),
        ("Gemeente;Taakstelling;Stand begin;Realisatie t/m juli;Realisatie t/m augustus;"
         "Realisatie t/m 30 september 2026;Realisatie t/m oktober\nUtrecht;1108;-254;20;35;60;\n",
         None),
        ("Gemeente;Taakstelling;Stand begin;Realisatie per 1-8-2026;Realisatie per 1 september;"
         "Realisatie stand op 01-10-2026\nUtrecht;1108;-254;20;35;60\n", None),
        ("Gemeente;Maand;Taakstelling;Stand begin;Gerealiseerd per maand\n"
         "Utrecht;juli;1108;-254;20\n;augustus;1108;-254;15\n;september;1108;-254;25\n", None),
        ("Gemeente;Maand;Taakstelling;Stand begin;Realisatie (cumulatief)\n"
         "Utrecht;jul;1108;-254;20\nUtrecht;aug;1108;-254;35\nUtrecht;sep;1108;-254;60\n", None),
        ("Peildatum;" + KOP + "2026-08-01;Utrecht;1108;-254;20\n01-09-2026;Utrecht;1108;-254;35\n"
         "1 oktober 2026;Utrecht;1108;-254;60\n1 juli 2026;Utrecht;1108;-254;9\n", None),
    ],
)  # fmt: skip
def test_months_stand_in_columns_or_in_rows(read: Read, tekst: str, maanden: str | None) -> None:
    anders = {"maanden": maanden} if maanden else {}
    if "Realisatie;;" in tekst or "per maand;;" in tekst:  # merged in the workbook it came from
        rijen = [regel.split(";") for regel in tekst.splitlines()]
        rijen = [[int(c) if c.lstrip("-").isdigit() else c for c in rij] for rij in rijen]
        kop = str(rijen[0][3])
        inhoud = workbook(*rijen, doe=lambda m, b: b.merge_range("D1:F1", kop))
        assert figures(read(inhoud, MIN, "cijfers.xlsx", **anders)) == MAANDEN
    else:
        assert figures(read(tekst, MIN, **anders)) == MAANDEN


def test_a_heading_above_months_counts_where_those_beside_it_are_two_rows_high(read: Read) -> None:
    def merge(map_: xlsxwriter.Workbook, blad: xlsxwriter.worksheet.Worksheet) -> None:
        for x, naam in enumerate(WERKKOP[:3]):
            blad.merge_range(0, x, 1, x, naam)
        blad.merge_range(0, 3, 0, 5, "Gerealiseerd (cumulatief)")

    maanden = ["", "", "", "juli", "augustus", "september"]
    inhoud = workbook([], maanden, ["Utrecht", 1108, -254, 20, 35, 60], doe=merge)
    assert figures(read(inhoud)) == MAANDEN


@pytest.mark.parametrize(
    "tekst",
    [
        "Gemeente;Taakstelling;Stand begin;Realisatie juli;Realisatie augustus\n"
        "Utrecht;1108;-254;20;35\n",
        "Gemeente;Maand;Taakstelling;Stand begin;Realisatie\n"
        "Utrecht;juli;1108;-254;20\nUtrecht;augustus;1108;-254;35\n",
    ],
)
def test_a_month_that_may_count_by_itself_or_not_is_refused(read: Read, tekst: str) -> None:
    with pytest.raises(InvoerFout, match=r"per maand.*cumulatief"):
        read(tekst)


def test_a_month_that_lacks_cannot_be_added_up(read: Read) -> None:
    with pytest.raises(InvoerFout, match="de maand 2026-08 moet er zijn"):
        read(
            "Gemeente;Maand;Taakstelling;Stand begin;Gerealiseerd per maand\n"
            "Utrecht;juli;1;-1;1\nUtrecht;september;1;-1;1\n"
        )


def test_totals_are_set_apart_and_added_up(read: Read) -> None:
    tabel = read(
        KOP + "Utrecht;1108;-254;139\nProvincie Utrecht;1108;-254;139\nDen Haag;10;0;1\n"
        "Totaal;1118;-254;150\nNederland;20.000;-3.000;9.000\n"
    )
    assert [rij[0] for rij in figures(tabel)] == ["GM0344", "GM0518"]
    assert tabel.terzijde[1] == "regel 5: Totaal | 1118 | -254 | 150"
    (open_,) = [som for som in tabel.sommen if not som.sluit]
    assert (open_.label, open_.kolom, open_.totaal, open_.som) == ("Totaal", "realisatie", 150, 140)
    assert "niet na te tellen" in str(tabel.sommen[-1])


def test_what_does_not_follow_from_the_row_is_told_with_both_numbers(read: Read) -> None:
    tabel = read(
        "Gemeente;Taakstelling;Stand begin;Realisatie;Eindstand\nUtrecht;1108;-254;139;-1200\n"
    )
    assert "-1200 (berekend -1223)" in str(tabel.waarschuwingen[0])


def test_what_is_hidden_is_named(read: Read) -> None:
    rij = workbook(WERKKOP, UTRECHT, ["Den Haag", 9, 9, 9], doe=hide_row)
    assert any("regel 3 ('s-Gravenhage" in zin for zin in read(rij).bijzonder)
    kolom = read(workbook(WERKKOP, UTRECHT, doe=hide_first_column))
    assert any("toch gelezen" in zin for zin in kolom.bijzonder)


def test_the_source_is_known_by_its_words_and_else_by_its_columns(read: Read) -> None:
    goed = KOP + "Utrecht;1108;-254;139\n"
    assert read("Export TVS\n" + goed).profiel.bron == "tvs"
    assert read("Bron: Rijksoverheid.nl\n" + goed).profiel.bron == "rijk"
    assert read(goed).profiel.bron == "onbekend"
    assert read(goed.replace("Realisatie", "Realisatie;Gekoppeld").replace("139", "139;4")
                ).profiel.bron == "tvs"  # fmt: skip


def test_the_national_table_is_about_no_gemeente(read: Read) -> None:
    tabel = read(
        "Periode;Taakstelling;Taakstelling incl. achterstand/voorsprong;Realisatie;"
        "Achterstand (–) /voorsprong (+) aan einde periode\n"
        "2026-I;6.000;8.540;6.000;– 2.540\n2026-II;10.000;12.540;14.333;+ 1.793\n", None
    )  # fmt: skip
    assert (tabel.rijen, tabel.profiel.naam) == ((), "landelijke-tabel")
    assert tabel.geheel == {
        "taakstelling": 10000, "opgave": 12540, "realisatie": 14333, "stand_eind": 1793
    }  # fmt: skip


def test_an_ods_with_a_hidden_row_and_a_merged_heading_is_read_like_a_workbook(
    lijst: Gemeentelijst, write_ods: Callable[..., Path], tmp_path: Path
) -> None:
    pad = write_ods(tmp_path / "tvs.ods", [["TVS"], WERKKOP, UTRECHT])
    assert figures(read_bron(pad, lijst, PER, PROFIELEN, MIN)) == GOED


@pytest.mark.parametrize(
    ("inhoud", "deel"),
    [
        ("kolommen: {zomaar: [a]}\n", "zomaar"),
        ("- bron\n", "moet sleutels en waarden hebben"),
        ("bron: coa\n", "bron"),
        ("", "bron"),
    ],
)
def test_a_profile_at_fault_is_named_with_what_must_be(
    tmp_path: Path, inhoud: str, deel: str
) -> None:
    (tmp_path / "bronnen").mkdir()
    (tmp_path / "bronnen" / "eigen.yaml").write_text(inhoud, encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        find_profielen(tmp_path)
    assert "eigen.yaml" in str(fout.value)
    assert deel in str(fout.value)
