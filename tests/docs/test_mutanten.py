"""A reason why nothing notices a change is about code that is there."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
REDENEN = tomllib.loads((PROJECT / ".ci/mutatie/overleeft.toml").read_text(encoding="utf-8"))


def on_one_line(tekst: str) -> str:
    return re.sub(r"([(\[]) ", r"\1", " ".join(tekst.split()))


@pytest.mark.parametrize("module", sorted({een["module"] for een in REDENEN["overleeft"]}))
def test_each_reason_names_a_line_that_stands_in_its_module(module: str) -> None:
    bron = on_one_line((PROJECT / module).read_text(encoding="utf-8"))
    eigen = [een for een in REDENEN["overleeft"] if een["module"] == module]
    assert [een["oud"] for een in eigen if on_one_line(een["oud"]) not in bron] == []
    assert all(een["reden"] for een in eigen)
