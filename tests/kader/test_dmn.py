"""The ladder as DMN, read and run by an engine that knows nothing of ibt."""

import importlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.parser.BpmnDmnParser import SCHEMAS, BpmnDmnParser

from ibt.kader.dmn import make_dmn
from ibt.kader.tabel import Regel, Tabel
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.voorwaarde import Grootheid

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
SCHEMA = etree.XMLSchema(etree.parse(SCHEMAS[DMN]))
KEUZES = {keuze.id: tuple(keuze.lezingen) for keuze in UTRECHT_2024.keuzes}
LADDERS = [{"K1": k1, "K10": k10} for k1 in KEUZES["K1"] for k10 in KEUZES["K10"]]
LEZINGEN = [(keuze_id, naam) for keuze_id, namen in KEUZES.items() for naam in namen]


class Elders:
    """The table as another program has it: which rules hit, and what they give."""

    def __init__(self, dmn: str) -> None:
        lezer = BpmnDmnParser()
        lezer.add_dmn_str(dmn.encode())
        self.motor = lezer.get_engine("inschaling", None)
        # UNIQUE would stop at the first; all that hit are wanted.
        assert self.motor.decision_table.hit_policy == "UNIQUE"
        self.motor.decision_table.hit_policy = "COLLECT"
        self.werk = SimpleNamespace(script_engine=PythonScriptEngine())

    def hits(self, waarden: dict[str, int]) -> list[tuple[str, int]]:
        uit = self.motor.result(SimpleNamespace(data=dict(waarden), workflow=self.werk))
        return list(zip(uit.get("regel", ()), uit.get("trede", ()), strict=True))


def cases(aantal: int, zaad: int) -> Iterator[dict[str, int]]:
    """Half of them on a border of a rule or one beside it."""
    kies = random.Random(zaad)
    for _ in range(aantal):
        begin = kies.choice((0, kies.randint(1, 12), kies.randint(13, 100_000)))
        rand = kies.choice((0, begin // 2, begin)) + kies.randint(-1, 1)
        voor = kies.choice((-begin, 0, kies.randint(1, 12), kies.randint(1, 100_000)))
        kort = max(0, kies.choice((rand, voor + kies.randint(-1, 1), kies.randint(0, 100_000))))
        yield {
            "trede_vorig": kies.randint(1, 6),
            "toerekenbaar": kort,
            "stand_begin_gebruikt": voor,
            "achterstand_begin": begin,
            "stand_eind": kies.choice((-kort, kies.randint(-2, 2), kies.randint(-1000, 1000))),
            "verbeterplan_niet_uitgevoerd": kies.randint(0, 1),
        }


def assert_equal(tabel: Tabel, dmn: str, gevallen: Iterator[dict[str, int]]) -> None:
    elders = Elders(dmn)
    gezien = set()
    for geval in gevallen:
        regel = tabel.select_regel(geval["trede_vorig"], geval)
        assert elders.hits(geval) == [(regel.id, regel.naar)], geval
        gezien.add(regel.id)
    assert gezien == {regel.id for regel in tabel.regels}


@pytest.mark.parametrize("lezingen", LADDERS, ids=str)
def test_another_engine_gives_the_same_rule_and_trede(lezingen: dict[str, str]) -> None:
    """Ten thousand times for the ladder as it is read, a thousand for each other one."""
    ladder = UTRECHT_2024.ladder_under(lezingen)
    aantal = 10_000 if ladder == UTRECHT_2024.ladder else 1_000
    assert_equal(ladder, ladder.to_dmn(), cases(aantal, 1))


@pytest.mark.parametrize(("keuze_id", "naam"), LEZINGEN)
def test_it_can_be_written_under_every_reading_and_says_which(keuze_id: str, naam: str) -> None:
    keuze = UTRECHT_2024.keuze(keuze_id)
    dmn = UTRECHT_2024.ladder_under({keuze_id: naam}).to_dmn()
    SCHEMA.assertValid(etree.fromstring(dmn.encode()))
    zegt = f"- {keuze_id} ({keuze.naam}): {keuze.lezingen[naam]}\n" in description(dmn)
    assert zegt is (keuze_id in ("K1", "K2", "K3", "K10", "K11"))


def description(dmn: str) -> str:
    return ElementTree.fromstring(dmn).findtext(f"{{{DMN}}}decision/{{{DMN}}}description") or ""


def test_its_description_names_what_the_table_asks_and_each_rule_its_place() -> None:
    ladder = UTRECHT_2024.ladder
    boom, zegt = ElementTree.fromstring(ladder.to_dmn()), description(ladder.to_dmn())
    gevraagd = [invoer.get("name") for invoer in boom.iter(f"{{{DMN}}}inputData")]
    assert set(gevraagd) == set(next(cases(1, 0)))
    assert all(f"\n- {naam}: " in zegt for naam in gevraagd)
    regels = [regel.findtext(f"{{{DMN}}}description") for regel in boom.iter(f"{{{DMN}}}rule")]
    assert regels == [f"{regel.vindplaats}: “{regel.woorden}”" for regel in ladder.regels]


def test_the_same_ladder_gives_the_same_text() -> None:
    assert UTRECHT_2024.ladder_under({}).to_dmn() == UTRECHT_2024.ladder.to_dmn()
    assert UTRECHT_2024.ladder_under({"K1": "verrekend"}).to_dmn() != UTRECHT_2024.ladder.to_dmn()


@pytest.mark.parametrize("lezingen", LADDERS, ids=str)
def test_cells_and_columns_hold_only_what_every_tool_reads_alike(lezingen: dict[str, str]) -> None:
    """The simple language of DMN (S-FEEL), and in it what another language reads no other way."""
    boom = ElementTree.fromstring(UTRECHT_2024.ladder_under(lezingen).to_dmn())
    for soort, vorm in {
        "inputExpression": r"(\d+ \* )?[a-z_]+( - [a-z_]+)?",
        "inputEntry": r"-|((<|<=|>|>=) )?-?\d+",
        "outputEntry": r'\d+|"\w+"',
    }.items():
        teksten = [deel.findtext(f"{{{DMN}}}text") for deel in boom.iter(f"{{{DMN}}}{soort}")]
        assert teksten
        assert [tekst for tekst in teksten if not re.fullmatch(vorm, tekst or "")] == []


def test_a_framework_of_ones_own_can_be_written_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "elders")
    ladder = importlib.import_module("waterland").WATERLAND_2025.ladder
    kies = random.Random(3)
    gevallen: Iterator[dict[str, Any]] = (
        {
            "trede_vorig": kies.randint(1, 4),
            "toerekenbaar": kies.randint(0, 2),
            "stand_eind": kies.randint(-2, 2),
            "tekort_op_rij": kies.randint(0, 5),
            "verbeterplan_niet_uitgevoerd": kies.randint(0, 1),
        }
        for _ in range(500)
    )
    assert_equal(ladder, ladder.to_dmn(), gevallen)


def test_two_questions_about_one_quantity_are_both_asked() -> None:
    aantal, ander = Grootheid("aantal", "het aantal"), Grootheid("ander", "het andere")
    rijen = ((aantal < -1,), (aantal >= -1, aantal < 3), (aantal >= 3, 2 * aantal <= 3 * ander))
    rest = (aantal >= 3, 2 * aantal > 3 * ander)
    regels = tuple(
        Regel(f"r{nummer}", 1, als, 1, "art. 1", "a < b & c", ())
        for nummer, als in enumerate((*rijen, rest))
    )
    dmn = make_dmn(Tabel(regels), "proef", "urn:proef", "een proef")
    SCHEMA.assertValid(etree.fromstring(dmn.encode()))
    waarden = range(-3, 7)
    gevallen = ({"trede_vorig": 1, "aantal": a, "ander": b} for a in waarden for b in waarden)
    assert_equal(Tabel(regels), dmn, gevallen)


@pytest.mark.parametrize(
    ("lezingen", "melding"),
    [
        ({"K1": "Verrekend"}, "keuze K1 moet een van deze lezingen zijn: beschermt, verrekend, "),
        ({"K99": "ja"}, "moet een van deze keuzes zijn: K1, K2, .*; gevonden: K99"),
    ],
)
def test_no_ladder_comes_of_a_reading_that_is_not_there(
    lezingen: dict[str, str], melding: str
) -> None:
    with pytest.raises(ValueError, match=melding):
        UTRECHT_2024.ladder_under(lezingen)
