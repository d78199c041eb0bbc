"""The table `gemeenten`, and which names mean which gemeente."""

from datetime import date

import pytest

from ibt.readers.gemeenten import read_gemeenten

GOED = (
    "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
    "GM0344,Utrecht,Utrecht,1830-01-01,,\n"
    "GM0333,Maarssen,Utrecht,1830-01-01,2010-12-31,GM1904\n"
    "GM1904,Stichtse Vecht,Utrecht,2011-01-01,,\n"
    "GM0518,Den Haag,Zuid-Holland,1830-01-01,,\n"
)


@pytest.mark.parametrize(
    ("datum", "namen"),
    [
        (date(2010, 12, 31), ["Maarssen", "Utrecht"]),
        (date(2011, 1, 1), ["Utrecht", "Stichtse Vecht"]),
        (date(2026, 7, 1), ["Utrecht", "Stichtse Vecht"]),
    ],
)
def test_a_province_has_the_gemeenten_that_exist_on_the_date_by_code(write, datum, namen) -> None:
    lijst, bron, gemeld = read_gemeenten(write("gemeenten.csv", GOED))
    assert [gemeente.naam for gemeente in lijst.of("Utrecht", datum)] == namen
    assert (bron.naam, bron.rijen, gemeld) == ("gemeenten.csv", 4, ())


def test_an_alias_works_in_both_directions(write) -> None:
    lijst, *_ = read_gemeenten(write("gemeenten.csv", GOED))
    assert lijst.resolve("", "'s-Gravenhage").code == "GM0518"
    assert lijst.resolve("GM0518", "Den Haag").code == "GM0518"


def test_the_last_two_columns_may_be_absent(write) -> None:
    kort = "gemeente;gemeentecode;geldig_van;provincie\nUtrecht;GM0344;2000-01-01;Utrecht\n"
    lijst, *_ = read_gemeenten(write("gemeenten.csv", kort))
    assert lijst.gemeenten["GM0344"].geldig_tot is None


def test_a_name_that_two_gemeenten_bear_asks_for_the_code(write) -> None:
    twee = GOED + "GM9344,Utrecht,Elders,2000-01-01,,\n"
    lijst, *_ = read_gemeenten(write("gemeenten.csv", twee))
    with pytest.raises(ValueError, match=r"noem de code \(GM0344, GM9344\)"):
        lijst.resolve("", "Utrecht")
    assert lijst.resolve("GM9344", "Utrecht").provincie == "Elders"


@pytest.mark.parametrize(
    ("tot", "vanaf", "fout"),
    [
        ("2025-12-31", "2026-01-01", 0),
        ("2026-01-01", "2026-01-01", 1),
        ("", "2026-01-01", 1),
    ],
)
def test_a_gemeente_may_have_a_row_per_name_but_not_two_for_one_day(
    write, faults_of, tot: str, vanaf: str, fout: int
) -> None:
    twee = GOED + f"GM0344,Stad Utrecht,Utrecht,{vanaf},,\n"
    pad = write(
        "gemeenten.csv",
        twee.replace(
            "GM0344,Utrecht,Utrecht,1830-01-01,", f"GM0344,Utrecht,Utrecht,1830-01-01,{tot}"
        ),
    )
    if fout:
        [melding] = faults_of(read_gemeenten, pad)
        assert 'gevonden: "ook op regel 2". Kreeg de gemeente een andere naam' in melding
        return
    lijst, *_ = read_gemeenten(pad)
    for dag, naam in ((date(2025, 12, 31), "Utrecht"), (date(2026, 1, 1), "Stad Utrecht")):
        assert lijst.on(dag).gemeenten["GM0344"].naam == naam
        for geschreven in ("Utrecht", "stad utrecht"):
            assert lijst.on(dag).resolve("GM0344", geschreven).naam == naam
            assert lijst.on(dag).resolve("", geschreven).naam == naam


def test_every_fault_is_named_at_once(write, faults_of) -> None:
    fout = GOED + (
        "GM0344,Utrecht,Utrecht,2000-01-01,,\n"
        "0345,Veenendaal,Utrecht,2000-01-01,,\n"
        "GM0346,,Utrecht,2000-01-01,,\n"
        "GM0347,Aa,,2000-01-01,,\n"
        "GM0348,Bb,Utrecht,,,\n"
        "GM0349,Cc,Utrecht,2000-01-01,1999-12-31,\n"
        "GM0350,Dd,Utrecht,2000-01-01,,nergens\n"
    )
    meldingen = faults_of(read_gemeenten, write("gemeenten.csv", fout))
    verwacht = [
        "regel 6, Utrecht: elke gemeentecode mag op elke dag één keer voorkomen",
        'regel 7, kolom "gemeentecode", Veenendaal: moet een CBS-code zijn',
        'regel 8, kolom "gemeente": mag niet leeg zijn',
        'regel 9, kolom "provincie", Aa: mag niet leeg zijn',
        'regel 10, kolom "geldig_van", Bb: moet een datum zijn',
        'regel 11, kolom "geldig_tot", Cc: moet na geldig_van (2000-01-01) liggen',
        'regel 12, kolom "opvolger", Dd: moet een CBS-code zijn',
    ]
    for melding, deel in zip(meldingen, verwacht, strict=True):
        assert deel in melding


def test_a_successor_stands_in_the_table_itself(write, faults_of) -> None:
    [melding] = faults_of(
        read_gemeenten, write("gemeenten.csv", GOED.replace("GM1904\n", "GM4444\n"))
    )
    assert 'regel 3, kolom "opvolger", Maarssen: de opvolger moet zelf in deze tabel' in melding
    assert 'gevonden: "GM4444"' in melding


def test_who_only_got_another_name_has_no_successor(write, faults_of) -> None:
    zelf = GOED.replace("2010-12-31,GM1904", "2010-12-31,GM0333")
    [melding] = faults_of(read_gemeenten, write("gemeenten.csv", zelf))
    assert "de opvolger moet een andere gemeente zijn; leeg bij alleen een andere naam" in melding
