"""`ibt status` as an analyst reads it: what blocks, who adopted, and what is due."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ibt = Callable[..., object]
WIE = ("--door", "J. de Vries", "--datum", "2026-08-20")
BASIS = 'beoordelaar: A, datum: "2026-07-10", motivering: zo'
GEVERIFIEERD = "".join(
    f"- {{gemeente: {code}, soort: cijfers_geverifieerd, {BASIS}}}\n"
    for code in ("GM9901", "GM9902", "GM9903")
)
# Slenk rises although it was linked to few.
WEGING = f"- {{gemeente: GM9901, soort: weging, over: [te_weinig_koppelingen], {BASIS}}}\n"


@pytest.fixture
def add(ronde: Path) -> Callable[[str], None]:
    """Adds findings to the round."""

    def run(tekst: str) -> None:
        bevindingen = ronde.parent / "bevindingen" / "2026-07-01.yaml"
        with bevindingen.open("a", encoding="utf-8") as bestand:
            bestand.write(tekst)

    return run


def section(uit: str, kop: str) -> list[str]:
    """The lines under a heading; none where the heading is absent."""
    for blok in uit.split("\n\n"):
        regels = blok.splitlines()
        if regels[0] == kop:
            assert all(regel.startswith("  ") for regel in regels[1:])
            return [regel.strip() for regel in regels[1:]]
    return []


OPEN = "Nog open voor het vaststellen"
CORRECTIES = (
    "Correcties die het COA nog niet heeft geteld (telt het ze mee in de realisatie van {0}, zet "
    'er dan verwerkt_in: "{0}" bij)'
)


def test_it_names_per_gemeente_what_blocks_the_adoption(ibt: Ibt, ronde: Path) -> None:
    afloop = ibt("status", ronde)
    assert afloop.code == 0
    assert afloop.uit.startswith(
        "Ronde 2026-07-01, zoals bekend op 2026-07-20.\n"
        "3 gemeenten: 0 vastgesteld, 0 klaar om vast te stellen, 3 met iets open.\n\n"
    )
    reden = "de cijfers zijn niet geverifieerd (bevinding cijfers_geverifieerd, §4)"
    regels = section(afloop.uit, OPEN)
    assert regels == [
        f"{reden}: 's-Gravenhage <b>& #eval(1) $x$ *_ (GM9902), Slenk (GM9901), Terp (GM9903)",
        "Slenk (GM9901): de trede stijgt, en nog niet gewogen is: te_weinig_koppelingen; leg met "
        "een bevinding weging vast waarom de trede toch stijgt (§2.2)",
    ]
    assert "Vaststellen: ibt adopt" not in afloop.uit


def test_while_one_gemeente_is_open_the_others_are_ready_but_adopting_is_not_offered(
    ibt: Ibt, ronde: Path, add: Callable[[str], None]
) -> None:
    add("".join(GEVERIFIEERD.splitlines(keepends=True)[:2]) + WEGING)
    uit = ibt("status", ronde).uit
    assert "0 vastgesteld, 2 klaar om vast te stellen, 1 met iets open." in uit
    assert "ibt adopt" not in uit


def test_a_round_that_is_ready_says_how_to_adopt_it(
    ibt: Ibt, ronde: Path, add: Callable[[str], None]
) -> None:
    add(GEVERIFIEERD + WEGING)
    uit = ibt("status", ronde).uit
    assert "0 vastgesteld, 3 klaar om vast te stellen, 0 met iets open." in uit
    assert section(uit, OPEN) == []
    assert uit.endswith(f"\n\nVaststellen: ibt adopt {ronde} --door NAAM --datum DATUM\n")
    assert ibt("adopt", ronde, *WIE).code == 0


def test_an_adopted_round_says_by_whom_and_when(
    ibt: Ibt, ronde: Path, add: Callable[[str], None]
) -> None:
    add(GEVERIFIEERD + WEGING)
    ibt("adopt", ronde, *WIE)
    afloop = ibt("status", ronde)
    assert afloop.code == 0
    assert "3 vastgesteld, 0 klaar om vast te stellen, 0 met iets open." in afloop.uit
    assert section(afloop.uit, "Vastgesteld") == [
        "'s-Gravenhage <b>& #eval(1) $x$ *_ (GM9902): trede 1, op 2026-08-20 door J. de Vries",
        "Slenk (GM9901): trede 2, op 2026-08-20 door J. de Vries",
        "Terp (GM9903): trede 3, op 2026-08-20 door J. de Vries",
    ]
    assert "Vaststellen: ibt adopt" not in afloop.uit


def test_a_row_without_a_name_is_adopted_by_someone_unknown(ibt: Ibt, ronde: Path) -> None:
    with (ronde.parents[1] / "data/register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-08-01,2,ronde,2026-07-01,-5,,,,,,,\n")
    uit = ibt("status", ronde).uit
    assert section(uit, "Vastgesteld") == ["Slenk (GM9901): trede 2, op 2026-08-01 door onbekend"]


def test_a_round_without_a_register_is_not_offered_for_adoption(
    ibt: Ibt, ronde: Path, add: Callable[[str], None]
) -> None:
    add(GEVERIFIEERD + WEGING)
    cijfers = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    cijfers.write_text(
        "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
        + "".join(f"GM990{nr},,2026-07-01,20,0,40\n" for nr in (1, 2, 3)),
        encoding="utf-8",
    )
    ronde.write_text(
        ronde.read_text(encoding="utf-8").replace("register: ../data/register.csv\n", ""),
        encoding="utf-8",
    )
    afloop = ibt("status", ronde)
    assert afloop.code == 0
    (regel,) = section(afloop.uit, OPEN)
    assert regel.startswith("2026-07-01.yaml: de sleutel register moet er zijn.")
    assert "Vaststellen: ibt adopt" not in afloop.uit
    assert ibt("adopt", ronde, *WIE).code == 1


def test_corrections_that_coa_has_not_counted_are_named_with_where_they_stand(
    ibt: Ibt, ronde: Path, add: Callable[[str], None]
) -> None:
    assert section(ibt("status", ronde).uit, CORRECTIES.format("2026-I")) == [
        "Slenk (GM9901): 1 persoon uit 2025-II, bevindingen/2026-01-01.yaml, bevinding 1 (regel 1)"
    ]
    add(
        f"- {{gemeente: Terp, soort: correctie, personen: 2, bewijs: brief, {BASIS}}}\n"
        f"- {{gemeente: Terp, soort: correctie, personen: 3, bewijs: brief, {BASIS}, "
        "verwerkt_in: 2026-II}\n"
    )
    uit = ibt("status", ronde).uit
    assert len(section(uit, CORRECTIES.format("2026-I"))) == 1
    (eigen,) = section(uit, CORRECTIES.format("2026-II"))
    assert eigen.startswith("Terp (GM9903): 2 personen uit 2026-I, bevindingen/2026-07-01.yaml")


def test_without_open_corrections_the_heading_is_not_there(ibt: Ibt, ronde: Path) -> None:
    dossier = ronde.parent / "bevindingen/2026-01-01.yaml"
    tekst = dossier.read_text(encoding="utf-8")
    dossier.write_text(tekst + "  verwerkt_in: 2026-I\n", encoding="utf-8")
    assert "Correcties" not in ibt("status", ronde).uit


@pytest.fixture
def op(ronde: Path, add: Callable[[str], None]) -> Callable[[str], None]:
    """Terp stays on trede 3, its letter sent on 10 July; the day of the round is given."""

    def run(dag: str, brief: bool = True) -> None:
        ronde.write_text(
            ronde.read_text(encoding="utf-8").replace('"2026-07-20"', f'"{dag}"'), encoding="utf-8"
        )
        if brief:
            add(f"- {{gemeente: Terp, soort: brief_verzonden, {BASIS}}}\n")

    return run


@pytest.mark.parametrize(("dag", "laat"), [("2026-08-07", ""), ("2026-08-08", " TE LAAT")])
def test_deadlines_are_in_order_of_day_and_what_is_late_is_called_that_the_day_after(
    dag: str, laat: str, ibt: Ibt, ronde: Path, op: Callable[..., None]
) -> None:
    op(dag)
    assert section(ibt("status", ronde).uit, "Termijnen") == [
        f"2026-08-07{laat}: Terp (GM9903): bestuurlijk gesprek over het verbeterplan (provincie; "
        "vier weken na de brief van 10 juli 2026)",
        "2026-10-01: alle gemeenten: gemeenten informeren over de voortgang (provincie)",
        "2027-01-01: alle gemeenten: peildatum van de volgende beoordeling (provincie)",
    ]


def test_a_letter_that_is_still_to_be_sent_comes_first(
    ibt: Ibt, ronde: Path, op: Callable[..., None]
) -> None:
    op("2026-07-20", brief=False)
    assert section(ibt("status", ronde).uit, "Termijnen")[0] == (
        "zo snel mogelijk: Terp (GM9903): toezichtbrief versturen, waarna de termijnen beginnen "
        "(provincie)"
    )


def test_faults_of_the_round_are_named_and_exit_1(ibt: Ibt, ronde: Path) -> None:
    (ronde.parents[1] / "data/cijfers/2026-07-01.csv").unlink()
    afloop = ibt("status", ronde)
    assert (afloop.code, afloop.uit) == (1, "")
    assert 'sleutel "cijfers"' in afloop.fout
    assert "Traceback" not in afloop.fout


def test_usage_errors_exit_2_in_dutch(ibt: Ibt, ronde: Path) -> None:
    assert ibt("status").code == 2
    teveel = ibt("status", ronde, "nog een")
    assert teveel.code == 2
    assert "Te veel woorden op de regel: nog een" in teveel.fout


def test_nothing_is_written(ibt: Ibt, ronde: Path) -> None:
    map_ = ronde.parents[1]
    eerst = {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file()}
    ibt("status", ronde)
    assert {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file()} == eerst


def test_outside_a_terminal_there_is_no_colour_and_no_line_is_wrapped(ronde: Path) -> None:
    klaar = subprocess.run(
        [sys.executable, "-m", "ibt", "status", str(ronde)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "40", "FORCE_COLOR": "1"},
        check=True,
    )
    assert "\x1b" not in klaar.stdout + klaar.stderr
    regel = (
        "de cijfers zijn niet geverifieerd (bevinding cijfers_geverifieerd, §4): 's-Gravenhage "
        "<b>& #eval(1) $x$ *_ (GM9902), Slenk (GM9901), Terp (GM9903)"
    )
    assert f"  {regel}\n" in klaar.stdout


def test_within_a_half_year_it_says_who_has_been_told_and_nothing_of_adopting(
    ibt: Ibt, ronde: Path
) -> None:
    cijfers = ronde.parents[1] / "data/cijfers/2026-04-01.csv"
    cijfers.write_text(
        "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        "GM9901,2026-04-01,20,-1,8\nGM9902,2026-04-01,12,-5,6\nGM9903,2026-04-01,9,-8,3\n",
        encoding="utf-8",
    )
    gemeld = "- {gemeente: Terp, soort: voortgang_gemeld, beoordelaar: B, motivering: gebeld, "
    (ronde.parent / "bevindingen/2026-04-01.yaml").write_text(
        f'{gemeld}datum: "2026-04-07"}}\n', encoding="utf-8"
    )
    tekst = ronde.read_text(encoding="utf-8").replace("2026-07-01", "2026-04-01")
    halverwege = ronde.with_name("2026-04-01.yaml")
    halverwege.write_text(tekst, encoding="utf-8")
    afloop = ibt("status", halverwege)
    assert afloop.code == 0, afloop
    assert afloop.uit.startswith(
        "Tussenstand van 2026-04-01, zoals bekend op 2026-07-20: er wordt geen trede vastgesteld "
        "(§4). "
        "1 van 3 gemeenten geïnformeerd.\n"
    )
    assert section(afloop.uit, "Nog te informeren (bevinding voortgang_gemeld)") == [
        "Slenk (GM9901), 's-Gravenhage <b>& #eval(1) $x$ *_ (GM9902)",
    ]
    assert "Nog open voor het vaststellen" not in afloop.uit
    assert "ibt adopt" not in afloop.uit
