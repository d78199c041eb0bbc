"""The register: validated on every read, and only rows before the peildatum count."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.readers.naam import make_gemeentelijst
from ibt.register import Register, read_register

LIJST = make_gemeentelijst(
    "gemeenten.csv",
    [
        Gemeente(code, f"Verzonnendam {code[-1]}", "Verzonnen", date(2000, 1, 1))
        for code in ("GM9001", "GM9002")
    ],
)
PEILDATUM = date(2026, 7, 1)
Lezer = Callable[..., Register]


@pytest.fixture
def read(tmp_path: Path) -> Lezer:
    """Reads rows `peildatum datum trede [stand] [aanleiding] [motivering]` of GM9001."""

    def run(*regels: str, tekst: str | None = None, voor: date = PEILDATUM) -> Register:
        pad = tmp_path / "register.csv"
        kop = "gemeentecode,peildatum,datum,trede,stand_eind,aanleiding,motivering\n"
        rijen = "".join(
            f"GM9001,{','.join((regel.split(' ') + [''] * 6)[:6])}\n" for regel in regels
        )
        pad.write_text(tekst or kop + rijen, encoding="utf-8")
        return read_register(pad, LIJST, voor).waarde

    return run


def faults(read: Lezer, *regels: str, tekst: str | None = None) -> list[str]:
    with pytest.raises(InvoerFout) as fout:
        read(*regels, tekst=tekst)
    return [str(gebrek) for gebrek in fout.value.gebreken]


def trede(register: Register) -> int | None:
    laatste = register.last("GM9001")
    return None if laatste is None else laatste.trede


def test_the_trede_in_force_is_that_of_the_last_row_before_the_peildatum(read: Lezer) -> None:
    regels = ("2025-07-01 2025-07-20 1", "2026-01-01 2026-01-20 2", "2026-07-01 2026-07-20 3")
    assert trede(read(*regels)) == 2
    assert trede(read(*regels, voor=date(2026, 1, 1))) == 1
    assert trede(read(*regels, voor=date(2027, 1, 1))) == 3
    assert trede(read(*regels, voor=date(2025, 7, 1))) is None


def test_where_the_peildatum_is_empty_the_date_counts(read: Lezer) -> None:
    assert trede(read(" 2026-06-30 3")) == 3
    assert trede(read(" 2026-07-01 3")) is None


def test_a_decision_after_the_peildatum_about_an_earlier_one_counts(read: Lezer) -> None:
    assert trede(read("2026-01-01 2026-07-15 2")) == 2


def test_rows_on_or_after_the_peildatum_change_nothing_not_even_the_hash(read: Lezer) -> None:
    eerder = ("2026-01-01 2026-01-20 2 -10",)
    zonder, met = read(*eerder), read(*eerder, "2026-07-01 2026-07-20 3 -20")
    assert zonder.rijen == met.rijen
    assert zonder.bron == met.bron
    assert zonder.bron is not None
    anders = read("2026-01-01 2026-01-20 3 -10").bron
    assert anders is not None
    assert zonder.bron.sha256 != anders.sha256


def test_a_first_row_may_hold_any_trede_and_a_fall_is_never_a_fault(read: Lezer) -> None:
    assert trede(read("2025-07-01 2025-07-20 6", "2026-01-01 2026-01-20 1")) == 1


@pytest.mark.norm("N23")
@pytest.mark.parametrize(("naar", "mag"), [(1, True), (2, True), (3, True), (4, False), (6, False)])
def test_a_trede_rises_by_at_most_one_from_row_to_row(read: Lezer, naar: int, mag: bool) -> None:
    regels = ("2025-07-01 2025-07-20 2", f"2026-01-01 2026-01-20 {naar}")
    if mag:
        assert trede(read(*regels)) == naar
    else:
        [melding] = faults(read, *regels)
        assert "regel 3, Verzonnendam 1 (GM9001): mag per stap ten hoogste één trede" in melding
        assert f'gevonden: "van trede 2 naar trede {naar}"' in melding


def test_an_acceleration_is_several_rows_of_one_step_each(read: Lezer) -> None:
    stappen = [f"2026-01-01 2026-0{maand}-20 {maand + 1}" for maand in (1, 2, 3)]
    assert trede(read("2025-07-01 2025-07-20 1", *stappen)) == 4


def test_each_gemeente_has_its_own_chain(read: Lezer) -> None:
    tekst = "trede;datum;gemeentecode\n1;2026-01-20;GM9001\n5;2026-01-20;GM9002\n"
    register = read(tekst=tekst)
    assert (trede(register), register.last("GM9002").trede) == (1, 5)  # type: ignore[union-attr]


def test_a_herziening_replaces_the_row_of_its_peildatum(read: Lezer) -> None:
    oud = ("2025-07-01 2025-07-20 1", "2026-01-01 2026-01-20 2 -10")
    herzien = "2026-01-01 2026-03-01 1 -1 herziening nieuw-bewijs"
    register = read(*oud, herzien)
    assert trede(register) == 1
    assert [rij.trede for rij in register.rijen["GM9001"]] == [1, 1]
    [melding] = faults(read, *oud, herzien, "2026-07-01 2026-07-20 3")
    assert "van trede 1 naar trede 3" in melding, "the +1 rule looks at the rows in force"


def test_a_herziening_may_rise_one_step_from_the_row_before_the_replaced_one(read: Lezer) -> None:
    regels = ("2025-07-01 2025-07-20 1", "2026-01-01 2026-01-20 1")
    assert trede(read(*regels, "2026-01-01 2026-03-01 2 -1 herziening bewijs")) == 2
    [melding] = faults(read, *regels, "2026-01-01 2026-03-01 3 -1 herziening bewijs")
    assert "van trede 1 naar trede 3" in melding


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("2026-01-01 2026-03-01 1 -1 herziening", "moet een motivering hebben"),
        ("2025-01-01 2026-03-01 1 -1 herziening bewijs", "als peildatum die van een eerdere"),
        (" 2026-03-01 1 -1 herziening bewijs", "als peildatum die van een eerdere"),
    ],
)
def test_a_herziening_without_motive_or_without_a_row_to_replace_is_refused(
    read: Lezer, regel: str, verwacht: str
) -> None:
    meldingen = faults(read, "2026-01-01 2026-01-20 2", regel)
    assert any(verwacht in melding and "regel 3" in melding for melding in meldingen)


def test_the_row_of_entry_skips_rows_that_were_replaced(read: Lezer) -> None:
    """K2 `bij_intrede`: the stand with which the gemeente came on the trede in force."""
    register = read(
        "2025-01-01 2025-01-20 1 5",
        "2025-07-01 2025-07-20 2 -10",
        "2026-01-01 2026-01-20 3 -20",
        "2026-01-01 2026-03-01 2 -8 herziening bewijs",
    )
    intrede = register.entry("GM9001")
    assert intrede is not None
    assert intrede.stand_eind == -10
    assert register.entry("GM9002") is None


def test_the_row_of_entry_is_the_first_of_the_last_unbroken_stay(read: Lezer) -> None:
    register = read(
        "2024-07-01 2024-07-20 2 -1",
        "2025-01-01 2025-01-20 1 2",
        "2025-07-01 2025-07-20 2 -3",
        "2026-01-01 2026-01-20 2 -4",
    )
    intrede = register.entry("GM9001")
    assert intrede is not None
    assert intrede.stand_eind == -3


@pytest.mark.parametrize(
    ("regel", "vastgesteld"),
    [
        ("2026-01-01 2026-01-20 1", True),
        (" 2026-01-01 1", True),
        (" 2026-06-30 1", True),
        (" 2025-12-31 1", False),
        ("2025-07-01 2026-01-20 1", False),
    ],
)
def test_a_round_is_adopted_when_a_row_names_it_or_lies_in_the_half_year_after(
    read: Lezer, regel: str, vastgesteld: bool
) -> None:
    register = read(regel)
    assert register.decided_on("GM9001", date(2026, 1, 1)) is vastgesteld
    assert not register.decided_on("GM9002", date(2026, 1, 1))


def test_every_fault_of_the_whole_file_comes_at_once_in_order(read: Lezer) -> None:
    tekst = (
        "gemeentecode,datum,trede,stand_eind\n"
        "GM9001,2026-01-20,0,\n"
        "GM9001,20-1-2026,1,\n"
        "GM7777,2026-01-20,1,\n"
        "9001,2026-01-20,1,\n"
        "GM9002,2026-01-20,7,\n"
        "GM9002,2026-01-20,1,veel\n"
        "GM9002,2025-07-20,1,\n"
        "GM9002,2026-01-20,3,\n"
        "GM9002,,,\n"
        "GM9002,2026-02-20,4\n"
    )
    meldingen = faults(read, tekst=tekst)
    regels = [re.search(r"regel (\d+)", melding) for melding in meldingen]
    assert [int(regel[1]) for regel in regels if regel] == [
        2, 3, 4, 5, 6, 7, 9, 10, 10, 11,
    ]  # fmt: skip
    assert 'moet een trede van 1 tot en met 6 zijn; gevonden: "0"' in meldingen[0]
    assert 'moet een gemeentecode uit gemeenten.csv zijn; gevonden: "GM7777"' in meldingen[2]


def test_a_register_without_its_three_columns_is_refused(read: Lezer) -> None:
    meldingen = faults(read, tekst="gemeente,date,trede\n")
    assert len(meldingen) == 2
    assert 'de kolom "datum" moet er zijn' in meldingen[1]


def test_an_empty_register_with_a_header_knows_nobody(read: Lezer) -> None:
    assert read().last("GM9001") is None


def test_a_herziening_of_an_older_peildatum_never_undoes_a_later_decision(read: Lezer) -> None:
    register = read(
        "2025-01-01 2025-01-20 2 -9",
        "2025-07-01 2025-07-20 2 -10",
        "2026-01-01 2026-01-20 3 -20",
        "2025-07-01 2026-03-01 3 -12 herziening bewijs",
    )
    rijen = register.rijen["GM9001"]
    assert [(rij.trede, rij.stand_eind) for rij in rijen] == [(2, -9), (3, -12), (3, -20)]
    assert register.last_stand("GM9001") == -20
    intrede = register.entry("GM9001")
    assert intrede is not None
    assert intrede.stand_eind == -12


def test_the_plus_one_rule_looks_at_what_comes_after_a_revised_row_too(read: Lezer) -> None:
    regels = ("2025-01-01 2025-01-20 1", "2025-07-01 2025-07-20 2", "2026-01-01 2026-01-20 3")
    assert trede(read(*regels, "2025-07-01 2026-03-01 2 -1 herziening bewijs")) == 3
    [melding] = faults(read, *regels, "2025-07-01 2026-03-01 1 -1 herziening bewijs")
    assert "regel 4" in melding
    assert 'gevonden: "van trede 1 naar trede 3"' in melding


@pytest.mark.parametrize(
    ("regels", "aantal"),
    [
        (("2025-01-01 2025-01-20 2 -1", "2025-07-01 2025-07-20 2 -1"), 0),
        (("2025-01-01 2025-01-20 2 -1", "2026-01-01 2026-01-20 2 -1"), 1),
        (("2025-07-01 2025-07-20 2 -1", "2026-01-01 2026-01-20 2 -1"), 2),
        (("2025-07-01 2025-07-20 2 -1", "2026-01-01 2026-01-20 1 0"), 0),
        (
            (
                "2025-07-01 2025-07-20 2 0",
                "2026-01-01 2026-01-20 2 -1",
                "2026-04-01 2026-04-20 2 -1",
            ),
            1,
        ),
        (("2025-07-01 2025-07-20 2", "2026-01-01 2026-01-20 2 -1"), 1),
        ((), 0),
    ],
    ids=[
        "not the last half-year",
        "a half-year between is not on record",
        "both",
        "the last was met",
        "a midpoint is no half-year",
        "a stand that nobody knows",
        "nothing on record",
    ],
)
def test_half_years_with_a_backlog_are_counted_in_a_row_up_to_the_last(
    read: Lezer, regels: tuple[str, ...], aantal: int
) -> None:
    assert read(*regels).missed_in_a_row("GM9001", Peildatum(date(2026, 1, 1))) == aantal


def test_the_last_known_stand_counts_where_a_later_row_has_none(read: Lezer) -> None:
    register = read("2025-07-01 2025-07-20 2 -10", "2026-01-01 2026-01-20 3 -20", " 2026-03-01 4")
    assert trede(register) == 4
    assert register.last_stand("GM9001") == -20
    assert register.last_stand("GM9002") is None


def test_rows_of_a_gemeente_stand_oldest_first_and_others_may_stand_between(read: Lezer) -> None:
    kop = "gemeentecode,datum,trede\n"
    rijen = ["GM9001,2026-01-20,1\n", "GM9002,2026-03-20,1\n", "GM9001,2026-01-20,2\n"]
    assert trede(read(tekst=kop + "".join(rijen))) == 2
    [melding] = faults(read, tekst=kop + "".join(rijen) + "GM9001,2026-01-19,1\n")
    assert melding.startswith("register.csv, regel 5, Verzonnendam 1 (GM9001): moet op volgorde")
    assert '2026-01-20; gevonden: "2026-01-19"' in melding


def test_a_newest_first_register_is_refused_because_the_last_row_decides(read: Lezer) -> None:
    regels = ("2026-01-01 2026-01-20 2", "2025-07-01 2025-07-20 1")
    assert len(faults(read, *regels)) == 1
    assert trede(read(*reversed(regels))) == 2


def test_a_date_before_the_row_above_is_a_warning_where_the_peildatum_is_in_order(
    tmp_path: Path,
) -> None:
    pad = tmp_path / "register.csv"
    pad.write_text(
        "gemeentecode,datum,trede,peildatum\nGM9001,2026-03-20,1,2025-07-01\n"
        "GM9002,2026-01-20,1,2026-01-01\nGM9001,2026-01-20,2,2026-01-01\n",
        encoding="utf-8",
    )
    register, _, [melding] = read_register(pad, LIJST, PEILDATUM)
    assert trede(register) == 2
    assert str(melding).startswith("register.csv, regel 4, Verzonnendam 1 (GM9001): de datum")
    assert "2026-01-20" in str(melding)
    assert "2026-03-20" in str(melding)


def warnings(tmp_path: Path, *rijen: str) -> list[str]:
    pad = tmp_path / "register.csv"
    kop = "gemeentecode,peildatum,datum,trede,motivering\n"
    pad.write_text(kop + "".join(f"GM9001,{rij}\n" for rij in rijen), encoding="utf-8")
    return [str(melding) for melding in read_register(pad, LIJST, PEILDATUM).waarschuwingen]


@pytest.mark.parametrize(("dag", "aantal"), [("2025-12-31", 1), ("2026-01-01", 0)])
def test_a_decision_dated_before_its_own_peildatum_is_reported(
    tmp_path: Path, dag: str, aantal: int
) -> None:
    assert len(warnings(tmp_path, f"2026-01-01,{dag},2,zo")) == aantal


@pytest.mark.parametrize(("motief", "aantal"), [("", 1), ("spoed", 0)])
def test_a_second_step_up_in_a_half_year_without_a_motive_is_reported(
    tmp_path: Path, motief: str, aantal: int
) -> None:
    stappen = ["2026-01-01,2026-01-20,2,", f"2026-01-01,2026-02-20,3,{motief}"]
    assert len(warnings(tmp_path, *stappen)) == aantal


@pytest.mark.parametrize("dag", ["2026-01-02", "2026-02-01", "2026-06-30"])
def test_a_peildatum_that_is_no_moment_is_refused(read: Lezer, dag: str) -> None:
    [melding] = faults(read, "2025-07-01 2025-07-20 1", f"{dag} 2026-06-30 1")
    assert 'regel 3, kolom "peildatum", Verzonnendam 1 (GM9001)' in melding
    assert f'gevonden: "{dag}"' in melding


@pytest.mark.parametrize("dag", ["2026-01-01", "2026-04-01", "2025-07-01", "2025-10-01"])
def test_a_peildatum_is_one_of_four_moments(read: Lezer, dag: str) -> None:
    assert trede(read(f"{dag} 2026-06-30 2")) == 2


# A besluit between two peildata, and its revision

OP_VIER = ("2025-07-01 2025-07-20 3 -9", "2026-01-01 2026-01-20 4 -10")
OP_VIJF = (*OP_VIER, " 2026-03-01 5 -10 besluit_indeplaatsstelling")


@pytest.mark.parametrize(
    ("dag", "er"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 2), False)],
)
def test_a_besluit_between_peildata_is_found_by_its_own_day(
    read: Lezer, dag: date, er: bool
) -> None:
    rij = read(*OP_VIJF).between("GM9001", dag)
    assert (rij is not None) is er
    assert rij is None or (rij.trede, rij.is_beoordeling) == (5, False)


@pytest.mark.parametrize("dag", [date(2026, 1, 1), date(2026, 1, 20)])
def test_a_row_about_a_peildatum_is_no_besluit_between_two(read: Lezer, dag: date) -> None:
    register = read(*OP_VIJF)
    assert register.between("GM9001", dag) is None
    assert register.judged("GM9001", date(2026, 1, 1)) is not None
    assert register.between("GM9002", dag) is None


def test_a_revision_takes_the_place_of_a_besluit_between_peildata(read: Lezer) -> None:
    register = read(*OP_VIJF, "2026-03-01 2026-05-10 4 -10 herziening vernietigd")
    assert [rij.trede for rij in register.rijen["GM9001"]] == [3, 4, 4]
    assert [rij.trede for rij in register.herzieningen] == [4]
    rij = register.between("GM9001", date(2026, 3, 1))
    assert rij is not None
    assert (rij.aanleiding, rij.trede, rij.is_beoordeling) == ("herziening", 4, False)
    assert register.between("GM9001", date(2026, 5, 10)) is None


@pytest.mark.parametrize("dag", ["2026-02-28", "2026-03-02"])
def test_a_revision_of_a_day_without_a_besluit_is_refused(read: Lezer, dag: str) -> None:
    meldingen = faults(read, *OP_VIJF, f"{dag} 2026-05-10 4 -10 herziening vernietigd")
    assert any("of de datum van een regel tussen twee peildata" in m for m in meldingen)


def test_a_besluit_between_peildata_may_be_revised_twice(read: Lezer) -> None:
    register = read(
        *OP_VIJF,
        "2026-03-01 2026-05-10 4 -10 herziening vernietigd",
        "2026-03-01 2026-06-10 5 -10 herziening hersteld",
    )
    assert [rij.trede for rij in register.rijen["GM9001"]] == [3, 4, 5]
    assert len(register.herzieningen) == 2


def test_a_revised_besluit_never_undoes_what_was_decided_after_it(read: Lezer) -> None:
    register = read(
        *OP_VIJF,
        " 2026-04-15 6 -10 indeplaatsstelling",
        "2026-03-01 2026-05-10 5 -10 herziening hersteld",
    )
    assert trede(register) == 6
    assert [rij.trede for rij in register.rijen["GM9001"]] == [3, 4, 5, 6]


def test_any_other_row_has_a_moment_as_its_peildatum(read: Lezer) -> None:
    meldingen = faults(read, *OP_VIER, "2026-03-01 2026-03-01 5 -10 besluit_indeplaatsstelling")
    assert any(
        "peildatum moet 1 januari, 1 april, 1 juli of 1 oktober zijn" in m for m in meldingen
    )


def test_a_revised_besluit_leaves_the_former_round_adopted_and_its_stand_as_it_was(
    read: Lezer,
) -> None:
    register = read(*OP_VIJF, "2026-03-01 2026-05-10 4 -3 herziening vernietigd")
    assert register.last_stand("GM9001") == -10
    assert register.decided_on("GM9001", date(2026, 1, 1))


# The last fall, with which an announcement belongs to an earlier traject


@pytest.mark.parametrize(
    ("van", "naar", "daling"),
    [
        (4, 3, True),
        (4, 1, True),
        (5, 4, False),  # the besluit was annulled: what was announced stands
        (6, 5, False),
        (6, 4, False),
        (5, 3, True),
        (3, 2, True),
        (3, 3, False),
        (3, 4, False),
    ],
)
def test_only_a_fall_below_trede_4_ends_the_traject_of_an_announcement(
    read: Lezer, van: int, naar: int, daling: bool
) -> None:
    register = read(f"2025-07-01 2025-07-20 {van}", f" 2026-02-10 {naar}")
    assert register.last_fall("GM9001", 4) == (date(2026, 2, 10) if daling else None)
