"""The header of a table: found under titles, read in any spelling, and never guessed at wildly."""

import pytest

from ibt.readers.bestand import read_tabel
from ibt.readers.cijfers import KOLOMMEN, VERPLICHT
from ibt.readers.kolom import column_names, header_at, nearest_name

KOP = ["gemeente", *VERPLICHT]


@pytest.mark.parametrize(
    ("geleverd", "bekend"),
    [
        ("Stand per", "stand_per"),
        ("STANDPER", "stand_per"),
        ("stand\u2011per", "stand_per"),
        ("Stand\nbegin", "stand_begin"),
        ("Wachttijd fase 2", "wachttijd_fase2"),
        ("Réalisatie", "realisatie"),
        ("re\u0301alisatie ", "realisatie"),
        ("Gemeente code", "gemeentecode"),
        ("realisatie (%)", "realisatie (%)"),
        ("realisatie %", "realisatie %"),
        ("Stand  eind", "stand eind"),
    ],
)
def test_case_spaces_underscores_and_accents_do_not_count(geleverd: str, bekend: str) -> None:
    assert column_names([geleverd], KOLOMMEN) == (bekend,)


@pytest.mark.parametrize(
    ("naam", "bedoeld"),
    [
        ("realisaties", "realisatie"),
        ("koppeling", "koppelingen"),
        ("taakstellingen", "taakstelling"),
        ("gemeent", "gemeente"),
        ("percentage", None),
        ("realisatie in %", None),
        ("realisatie%", None),
        ("taakstelling oud", None),
        ("Stand per.", None),
        ("stand_eind", None),
        ("stand", None),
        ("wachttijd_fase1", None),
        ("omkoppeling", "omkoppelingen"),
    ],
)
def test_a_guess_is_made_only_where_it_cannot_spoil_the_figures(naam: str, bedoeld: str) -> None:
    assert nearest_name(naam, KOLOMMEN) == bedoeld


@pytest.mark.parametrize(
    ("rijen", "plek"),
    [
        ([KOP], 0),
        ([["Standen en realisatie"], ["gemeente"], KOP], 2),
        ([["gemeente", "realisatie"], KOP], 1),
        ([["titel"], ["gemeente", "realisatie"]], 1),
        ([["titel"], ["nog een"]], 0),
        ([["titel"]] * 29 + [KOP], 29),
    ],
)
def test_the_header_is_the_first_row_with_the_columns(rijen: list[list[str]], plek: int) -> None:
    assert header_at(rijen, VERPLICHT, KOLOMMEN) == plek


@pytest.mark.parametrize("teken", [",", ";", "\t", "|"])
@pytest.mark.parametrize("begin", ["", "Bron: COA, juli 2026; voorlopig\n\n", "sep={}\r\n"])
def test_a_csv_is_read_whatever_parts_its_cells_and_stands_above_them(write, teken, begin) -> None:
    regels = [[f'"{naam}"' for naam in KOP], ["Utrecht", "2026-07-01", '"1.793"', "0", "9"]]
    tekst = begin.format(teken) + "\n".join(teken.join(regel) for regel in regels)
    tabel = read_tabel(write("cijfers.csv", tekst), VERPLICHT, KOLOMMEN)
    [rij] = tabel.rijen
    assert tabel.kolommen == tuple(KOP)
    assert rij.cellen["taakstelling"] == "1.793"
    assert rij.nummer == tabel.kop + 1


def test_columns_that_are_not_read_may_hold_anything_and_stand_twice(write) -> None:
    kop = ",".join([*KOP, "opmerking", "opmerking"])
    tekst = f'{kop}\nUtrecht,2026-07-01,1,0,9,"a\nb",#N/A\n'
    tabel = read_tabel(write("cijfers.csv", tekst), VERPLICHT, KOLOMMEN)
    assert not tabel.gebreken
    assert len(tabel.rijen) == 1
