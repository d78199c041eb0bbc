"""`ibt adopt` as an analyst types it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.batch.verify import changed_invoer
from ibt.cli.melden import shown
from ibt.ronde import load_ronde
from ibt.ronde.kopie import make_invoer

Ibt = Callable[..., object]
WIE = ("--door", "J. de Vries", "--datum", "2026-08-20")
GEVERIFIEERD = """
- gemeente: {}
  soort: cijfers_geverifieerd
  beoordelaar: B. Oordelaar (verzonnen)
  datum: "2026-07-07"
  motivering: Gebeld met de gemeente.
"""
WEGING = """
- gemeente: GM9901
  soort: weging
  over: [te_weinig_koppelingen]
  beoordelaar: B. Oordelaar (verzonnen)
  datum: "2026-07-08"
  motivering: Er was genoeg aanbod om te koppelen.
"""


@pytest.fixture
def register(ronde: Path) -> Path:
    """The register of a round in which all figures were verified and the rise was weighed."""
    bevindingen = ronde.parent / "bevindingen" / "2026-07-01.yaml"
    with bevindingen.open("a", encoding="utf-8") as bestand:
        bestand.writelines(GEVERIFIEERD.format(code) for code in ("GM9901", "GM9902", "GM9903"))
        bestand.write(WEGING)
    return ronde.parents[1] / "data" / "register.csv"


def test_a_round_is_adopted_once(ibt: Ibt, ronde: Path, register: Path) -> None:
    eerst = register.read_bytes()
    afloop = ibt("adopt", ronde, *WIE)
    assert (afloop.code, afloop.uit) == (
        0,
        "De ronde 2026-07-01 is vastgesteld: 3 regels in het register.\n"
        f"Zet dit in {shown(ronde)} en geef ibt render: dan zeggen de rapporten vastgesteld.\n"
        "  vaststelling: {door: J. de Vries, orgaan: namens gedeputeerde staten, "
        "datum: '2026-08-20'}\n",
    )
    na = register.read_bytes()
    assert na.startswith(eerst)
    assert na.count(b"\n") == eerst.count(b"\n") + 3
    nogmaals = ibt("adopt", ronde, *WIE)
    assert nogmaals.code == 0
    assert nogmaals.uit.startswith(
        "De ronde 2026-07-01 was al vastgesteld; er is niets toegevoegd.\n"
    )
    assert register.read_bytes() == na
    assert ibt("check", ronde).code == 0


def test_a_register_of_few_columns_gets_the_others_and_the_command_says_so(
    ibt: Ibt, ronde: Path, register: Path
) -> None:
    smal = [",".join(r.split(",")[:3]) for r in register.read_text(encoding="utf-8").split("\n")]
    register.write_text("\n".join(smal), encoding="utf-8")
    afloop = ibt("adopt", ronde, *WIE)
    assert "3 regels in het register. De kopregel kreeg erbij: aanleiding, peildatum" in afloop.uit
    nu = register.read_text(encoding="utf-8").split("\n")
    assert nu[1 : len(smal) - 1] == smal[1:-1]  # rows stay to the letter
    assert "kreeg erbij" not in ibt("adopt", ronde, *WIE).uit


def test_what_stands_in_the_way_is_named_per_gemeente_and_nothing_is_written(
    ibt: Ibt, ronde: Path
) -> None:
    register = ronde.parents[1] / "data" / "register.csv"
    eerst = register.read_bytes()
    afloop = ibt("adopt", ronde, *WIE)
    assert (afloop.code, afloop.uit) == (1, "")
    assert "Er zijn 2 fouten; er is niets geschreven." in afloop.fout, "a line per cause"
    assert (
        "2026-07-01.yaml: kan niet worden vastgesteld: de cijfers zijn niet geverifieerd "
        "(bevinding cijfers_geverifieerd, §4): Slenk (GM9901), 's-Gravenhage <b>& #eval(1) $x$ *_ "
        "(GM9902), Terp (GM9903).\n"
    ) in afloop.fout
    assert "er is niets geschreven" in afloop.fout
    assert register.read_bytes() == eerst


@pytest.mark.usefixtures("register")
def test_without_a_name_and_a_date_it_says_what_to_give(ibt: Ibt, ronde: Path) -> None:
    afloop = ibt("adopt", ronde)
    assert afloop.code == 1
    assert "Geef --door en --datum" in afloop.fout


@pytest.mark.parametrize("datum", ["20 augustus", "2026-02-30", ""])
def test_a_date_that_is_none_is_a_usage_error(ibt: Ibt, ronde: Path, datum: str) -> None:
    afloop = ibt("adopt", ronde, "--door", "J", "--datum", datum)
    assert afloop.code == 2
    assert "--datum" in afloop.fout
    assert "Traceback" not in afloop.fout


def test_a_round_on_disk_is_still_of_its_inputs_after_adoption_and_its_copy_is_not_adopted(
    ibt: Ibt, ronde: Path, register: Path, tmp_path: Path, zonder_kernel: object
) -> None:
    uit = tmp_path / "uit"
    assert ibt("render", ronde, "-o", uit).code == 0
    eerst = make_invoer(load_ronde(ronde))
    kopie = ibt("adopt", uit / "invoer" / "ronde.yaml", *WIE)
    assert kopie.code == 1
    assert "die wordt niet vastgesteld" in kopie.fout
    assert ibt("adopt", ronde, *WIE).code == 0
    assert make_invoer(load_ronde(ronde)) == eerst
    assert changed_invoer(uit, load_ronde(ronde)) == []  # what `ibt verify` compares with a round
    assert register.read_text(encoding="utf-8").count("2026-08-20") == 6
