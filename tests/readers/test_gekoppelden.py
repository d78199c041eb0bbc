"""Linked persons: an aggregate comes out, and nothing of a row, whatever is wrong with the file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.wachttijd import Wachttijd
from ibt.readers.gekoppelden import Wachttijden, read_gekoppelden
from ibt.readers.naam import make_gemeentelijst

LIJST = make_gemeentelijst(
    "gemeenten.csv", [Gemeente("GM9001", "Verzonnendam", "Verzonnen", date(2000, 1, 1))]
)
DAG = date(2026, 4, 1)
KOP = "gemeentecode,gezinsgrootte,medisch,gekoppeld_op,fase,fase2_begin,fase2_eind"
GEHEIM = ("Ali Geheimpersoon", "V-2841907", "1987-03-14", "123456782")
# Five who live alone and wait 10 days: the smallest group of which a mean is shown.
LOS = ("1,nee,,2,2026-03-22,",) * 5
Lezer = Callable[..., Wachttijden]


@pytest.fixture
def read(tmp_path: Path) -> Lezer:
    """Rows `gezinsgrootte,medisch,gekoppeld_op,fase,fase2_begin,fase2_eind` of GM9001."""

    def run(*rijen: str, kop: str = KOP, tekst: str | None = None) -> Wachttijden:
        pad = tmp_path / "gekoppelden.csv"
        inhoud = "\n".join([kop, *(f"GM9001,{rij}" for rij in rijen)]) + "\n"
        pad.write_text(inhoud if tekst is None else tekst, encoding="utf-8")
        return read_gekoppelden(pad, LIJST, DAG, 120).waarde

    return run


def wait(read: Lezer, *rijen: str) -> Wachttijd:
    return read(*rijen).per_gemeente["GM9001"]


def refused(read: Lezer, *rijen: str, **anders: str) -> str:
    with pytest.raises(InvoerFout) as fout:
        read(*rijen, **anders)
    return str(fout.value)


def test_titles_above_the_header_are_passed_over_and_never_quoted(read: Lezer) -> None:
    titel = f"Koppelingen van {GEHEIM[0]}\n\n"
    regels = "\n".join(f"GM9001,{rij}" for rij in LOS)
    kop = KOP.replace("_", " ").upper()
    assert read(tekst=f"{titel}{kop}\n{regels}\n").per_gemeente["GM9001"].tienden == 100
    assert GEHEIM[0] not in refused(read, tekst=f"{titel}{KOP},naam\n{regels}\n")


def test_a_sheet_that_bears_a_name_is_not_named(tmp_path: Path, write_xlsx) -> None:
    pad = write_xlsx(tmp_path / "g.xlsx", [[*KOP.split(","), "naam"], ["GM9001"]], GEHEIM[0])
    with pytest.raises(InvoerFout) as fout:
        read_gekoppelden(pad, LIJST, DAG, 120)
    assert GEHEIM[0] not in str(fout.value)
    assert "g.xlsx, regel 1: dit bestand mag alleen" in str(fout.value)


@pytest.mark.norm("N13")
@pytest.mark.parametrize(
    ("begin", "tienden", "boven"),
    [("2025-12-03", 1190, False), ("2025-12-02", 1200, False), ("2025-12-01", 1210, True)],
)
def test_only_strictly_more_than_120_days_on_average_is_long(
    read: Lezer, begin: str, tienden: int, boven: bool
) -> None:
    uit = wait(read, *[f"1,nee,,2,{begin},"] * 5)
    assert (uit.tienden, uit.boven_grens) == (tienden, boven)


def test_the_judgement_is_about_the_exact_mean_and_not_the_rounded_one(read: Lezer) -> None:
    uit = wait(read, *["4,nee,,2,2025-12-02,"] * 10, "1,nee,,2,2025-12-01,")
    assert (uit.tienden, uit.boven_grens) == (1200, True)


def test_the_mean_is_per_person_and_a_family_counts_as_many_times_as_it_has_members(
    read: Lezer,
) -> None:
    uit = wait(read, *["4,nee,,2,2026-03-22,"] * 4, "4,nee,,2,2026-03-02,", *LOS)
    assert (uit.huishoudens.aantal, uit.personen, uit.dagen) == (10, 25, 13.2)


@pytest.mark.norm("N14")
@pytest.mark.parametrize(("personen", "telt"), [(7, True), (8, False), (9, False)])
def test_families_of_eight_or_more_are_left_out_and_counted(
    read: Lezer, personen: int, telt: bool
) -> None:
    uit = wait(read, *LOS, *[f"{personen},nee,,2,2025-01-01,"] * 5)
    assert (uit.personen == 5 + 5 * personen) is telt
    assert uit.weggelaten_groot.aantal == (0 if telt else 5)
    assert uit.boven_grens is telt


@pytest.mark.norm("N14")
def test_medical_cases_are_left_out_and_counted_once(read: Lezer) -> None:
    medisch, groot = ["2,ja,,2,2025-01-01,"] * 5, ["9,ja,,2,2025-01-01,"] * 6
    uit = wait(read, *LOS, *medisch, *groot)
    assert (uit.dagen, uit.weggelaten_medisch.aantal, uit.weggelaten_groot.aantal) == (10.0, 5, 6)


@pytest.mark.parametrize(
    ("begin", "eind", "wacht"),
    [
        ("2026-04-01", "", True),
        ("2026-04-02", "", False),
        ("2026-03-01", "2026-04-01", False),
        ("2026-03-01", "2026-04-02", True),
        ("", "", False),
    ],
)
def test_who_is_in_phase_2_on_the_day_counts(
    read: Lezer, begin: str, eind: str, wacht: bool
) -> None:
    assert ("GM9001" in read(f"5,nee,,,{begin},{eind}").per_gemeente) is wacht


@pytest.mark.parametrize(("huishoudens", "getoond"), [(1, False), (4, False), (5, True)])
def test_of_fewer_than_five_households_no_mean_size_or_judgement_is_shown(
    read: Lezer, huishoudens: int, getoond: bool
) -> None:
    uit = read(*["6,nee,,2,2025-11-13,"] * huishoudens)
    een = uit.per_gemeente["GM9001"]
    assert [een.personen, een.dagen, een.boven_grens] == (
        [30, 139.0, True] if getoond else [None, None, None]
    )
    assert (b"GM9001,minder dan 5,,,,0,0" in uit.inhoud) is not getoond
    assert (b"139" in uit.inhoud) is getoond


@pytest.mark.parametrize(("huishoudens", "getoond"), [(4, False), (5, True)])
def test_of_fewer_than_five_left_out_households_no_number_is_shown(
    read: Lezer, huishoudens: int, getoond: bool
) -> None:
    groot, medisch = ["9,nee,,2,2025-11-13,"], ["6,ja,,2,2025-11-13,"]
    uit = wait(read, *LOS, *groot * huishoudens, *medisch * huishoudens)
    aantal = huishoudens if getoond else None
    assert (uit.weggelaten_groot.aantal, uit.weggelaten_medisch.aantal) == (aantal, aantal)


def test_where_all_are_left_out_nobody_counts(read: Lezer) -> None:
    uit = read(*["9,nee,,2,2025-11-13,"] * 5)
    assert b"GM9001,0,,,,5,0" in uit.inhoud
    assert uit.per_gemeente["GM9001"].boven_grens is None


@pytest.mark.parametrize("aantal", [1, 5])
def test_the_aggregate_is_read_back_as_it_was(read: Lezer, tmp_path: Path, aantal: int) -> None:
    rijen = ("4,nee,,2,2025-12-02,", "9,ja,,2,2025-11-01,", "1,ja,,2,2025-11-01,")
    eerst = read(*[rij for rij in rijen for _ in range(aantal)], "3,nee,,2,2025-11-01,")
    (tmp_path / "kopie.csv").write_bytes(eerst.inhoud)
    assert read_gekoppelden(tmp_path / "kopie.csv", LIJST, DAG, 120).waarde == eerst


@pytest.mark.parametrize(
    "kolom",
    ["naam", "voornaam", "geboortedatum", "v_nummer", "bsn", "burgerservicenummer", "telefoon"],
)
def test_a_column_that_may_point_at_a_person_makes_the_file_refused(
    read: Lezer, kolom: str
) -> None:
    melding = refused(read, "5,nee,,2,2026-01-01,,x", kop=f"{KOP},{kolom}")
    assert "niets dat een persoon aanwijst" in melding
    assert 'gevonden: "kolom 8"' in melding


AGGREGAAT = "huishoudens,personen,gemiddelde_dagen,boven_grens,weggelaten_groot,weggelaten_medisch"


@pytest.mark.parametrize(
    ("rij", "kolom"),
    [
        (f"GM9001,5,7,{GEHEIM[0]},ja,0,0", "gemiddelde_dagen"),
        ("GM9001,5,7,,ja,0,0", "gemiddelde_dagen"),
        (f"GM9001,{GEHEIM[3]}x,7,145.0,ja,0,0", "huishoudens"),
        (f"GM9001,5,{GEHEIM[3]}x,145.0,ja,0,0", "personen"),
        ("GM9001,5,4,145.0,ja,0,0", "personen"),
        (f"GM9001,5,7,145.0,{GEHEIM[1]},0,0", "boven_grens"),
        ("GM9001,5,7,120.1,nee,0,0", "boven_grens"),
        ("GM9001,5,7,119.9,ja,0,0", "boven_grens"),
        (f"GM9001,5,7,145.0,ja,{GEHEIM[0]},0", "weggelaten_groot"),
        (f"GM9001,5,7,145.0,ja,0,{GEHEIM[0]}", "weggelaten_medisch"),
        (f"{GEHEIM[0]},5,7,145.0,ja,0,0", "gemeentecode"),
    ],
)
def test_an_aggregate_is_checked_as_strictly_and_its_faults_quote_nothing(
    read: Lezer, rij: str, kolom: str
) -> None:
    melding = refused(read, tekst=f"gemeentecode,{AGGREGAAT}\n{rij}\n")
    assert f'regel 2, kolom "{kolom}"' in melding
    assert not any(geheim in melding for geheim in GEHEIM)


@pytest.mark.parametrize(("huishoudens", "verborgen"), [(4, True), (5, False)])
def test_a_small_group_in_an_aggregate_is_hidden_again(
    read: Lezer, huishoudens: int, verborgen: bool
) -> None:
    rij = f"GM9001,{huishoudens},31,145.0,ja,{huishoudens},{huishoudens}"
    uit = read(tekst=f"gemeentecode,{AGGREGAAT}\n{rij}\n")
    assert (b"minder dan 5,,,,minder dan 5,minder dan 5" in uit.inhoud) is verborgen
    assert (b"145" in uit.inhoud) is not verborgen
    assert (b"31" in uit.inhoud) is not verborgen


@pytest.mark.parametrize(("cel", "mag"), [("", True), (GEHEIM[0], False)])
def test_a_column_without_a_name_that_holds_something_is_refused(
    read: Lezer, cel: str, mag: bool
) -> None:
    if mag:
        assert "GM9001" in read(f"5,nee,,2,2026-01-01,,{cel}", kop=f"{KOP},").per_gemeente
    else:
        for rij, kop in ((cel, ","), (f"{cel},", ",,"), (f",{cel}", ",,")):
            melding = refused(read, f"5,nee,,2,2026-01-01,,{rij}", kop=f"{KOP}{kop}")
            assert "een kolom zonder naam" in melding
            assert GEHEIM[0] not in melding


@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        ("0,nee,,2,2026-01-01,", 'kolom "gezinsgrootte": moet ten minste 1 persoon zijn'),
        (f"{GEHEIM[0]},nee,,2,2026-01-01,", 'kolom "gezinsgrootte"'),
        (f"5,{GEHEIM[1]},,2,2026-01-01,", 'kolom "medisch": moet ja of nee zijn'),
        (f"5,nee,,2,{GEHEIM[0]},", 'kolom "fase2_begin": moet een datum zijn'),
        ("5,nee,,2,2026-02-01,2026-01-31", 'kolom "fase2_eind": moet op of na'),
        (f"5,nee,,{GEHEIM[3]},2026-01-01,", 'kolom "fase": moet 1, 2 of 3 zijn'),
        ("5,nee,,3,2026-01-01,", 'kolom "fase2_eind": moet er zijn'),
        ("5,nee,,2,,", 'kolom "fase2_begin": moet er zijn'),
        (f"5,nee,,2,2026-01-01,,{GEHEIM[0]},{GEHEIM[3]}", "cellen"),
        (f"5,nee,,2,2026-01-01\x07{GEHEIM[1]},", "stuurtekens"),
    ],
)
def test_a_fault_names_row_and_column_and_never_a_value(
    read: Lezer, rij: str, melding: str
) -> None:
    gezegd = refused(read, rij)
    assert "regel 2" in gezegd
    assert melding in gezegd
    assert not any(geheim in gezegd for geheim in GEHEIM)


def test_a_file_without_a_header_is_refused_without_quoting_its_first_row(read: Lezer) -> None:
    gezegd = refused(read, tekst=",".join(GEHEIM) + "\n" + ",".join(GEHEIM) + "\n")
    assert not any(geheim.lower() in gezegd.lower() for geheim in GEHEIM)


def test_an_unknown_gemeente_is_refused_without_its_name(read: Lezer) -> None:
    gezegd = refused(read, tekst=f"{KOP}\nGM9999,5,nee,,2,2026-01-01,\n")
    assert 'kolom "gemeentecode": moet een gemeente uit gemeenten.csv zijn' in gezegd
    assert "GM9999" not in gezegd
