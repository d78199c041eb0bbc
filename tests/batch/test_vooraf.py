"""A round that stands there already is seen from its files alone; no change is ever missed."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ibt.batch.bewaard import recall_stand, remember_stand
from ibt.batch.notebooks import find_notebooks
from ibt.batch.vooraf import Vooraf, keep_vooraf, peek, recall_vooraf

Bekend = Callable[[], bool]
GEMELD = ("stand.csv, Verzonnendam: kijk hier eens naar",)


@pytest.fixture
def map_(ronde: Path, kort: Path) -> Path:
    """The round, rendered, and remembered with one warning."""
    keep_vooraf(kort, peek(ronde), GEMELD)
    return kort


@pytest.fixture
def bekend(ronde: Path, map_: Path) -> Bekend:
    """Whether the round is taken for the one that stands there."""
    return lambda: recall_vooraf(map_, seen(ronde)) is not None


def seen(ronde: Path, notebooks: Path | None = None) -> Vooraf:
    vooraf = peek(ronde, notebooks)
    assert vooraf is not None
    return vooraf


def test_what_did_not_change_is_known_with_its_number_of_reports_and_its_warnings(
    ronde: Path, map_: Path
) -> None:
    for plek in (ronde.parents[1], map_):  # the date of a file says nothing
        for pad in plek.rglob("*.*"):
            os.utime(pad, (0, 0))
    er = recall_vooraf(map_, seen(ronde))
    assert er is not None
    assert (len(er.rapporten), er.gemeld) == (4, GEMELD)


INVOER = (
    *("parameters/2026-07-01.yaml", "data/gemeenten.csv", "data/cijfers/2026-07-01.csv"),
    *("data/register.csv", "parameters/bevindingen/2026-07-01.yaml"),
    "parameters/bevindingen/2026-01-01.yaml",
)
GEMAAKT = ("index.html", "gemeenten/GM9902.pdf", "manifest.json")


@pytest.mark.parametrize(
    ("plek", "bestand"), [*(("werk", een) for een in INVOER), *(("uit", een) for een in GEMAAKT)]
)
def test_an_input_or_file_of_the_round_that_changed_or_is_gone_is_seen(
    plek: str, bestand: str, bekend: Bekend, tmp_path: Path
) -> None:
    pad = tmp_path / plek / bestand
    heel = pad.read_bytes()
    pad.write_bytes(heel + b"\n")
    assert not bekend()
    pad.unlink()
    if bestand != INVOER[0]:  # of that nothing can be seen at all
        assert not bekend()
    pad.write_bytes(heel)
    assert bekend()


def test_a_new_file_in_a_folder_that_the_round_names_is_seen(ronde: Path, bekend: Bekend) -> None:
    (ronde.parent / "bevindingen" / "2025-07-01.yaml").write_text("[]\n", encoding="utf-8")
    assert not bekend()


def test_a_colleague_who_has_the_same_folders_elsewhere_sees_the_same(
    ronde: Path, map_: Path
) -> None:
    elders = shutil.copytree(ronde.parents[1], ronde.parents[2] / "elders")
    assert recall_vooraf(map_, seen(elders / "parameters" / ronde.name)) is not None


def test_another_program_or_package_is_seen(
    bekend: Bekend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.vooraf.program_key", lambda: "een ander")
    assert not bekend()


@pytest.mark.parametrize("naam", ["gemeente.ipynb", "brief.docx"])
def test_a_notebook_or_template_that_changed_is_seen(
    naam: str, ronde: Path, map_: Path, tmp_path: Path
) -> None:
    eigen = shutil.copytree(find_notebooks(), tmp_path / "eigen")
    eerst = seen(ronde, eigen)
    keep_vooraf(map_, eerst, GEMELD)
    assert recall_vooraf(map_, seen(ronde, eigen)) is not None
    (eigen / naam).write_bytes((eigen / naam).read_bytes() + b" ")
    assert recall_vooraf(map_, seen(ronde, eigen)) is None


def test_a_round_of_which_a_run_is_under_way_is_not_taken_for_whole(
    map_: Path, bekend: Bekend
) -> None:
    remember_stand(map_, replace(recall_stand(map_), slot=""))
    assert not bekend()


@pytest.mark.parametrize("inhoud", ["", "[]", "{}", "geen json", '{"afdruk": 1, "slot": null}'])
def test_what_is_no_memory_is_no_answer(inhoud: str, map_: Path, bekend: Bekend) -> None:
    (map_ / ".ibt" / "geheugen.json").write_text(inhoud, encoding="utf-8")
    assert not bekend()


def test_a_memory_of_another_rendering_of_the_round_is_no_answer(
    map_: Path, bekend: Bekend
) -> None:
    remember_stand(map_, replace(recall_stand(map_), slot="0" * 64))
    assert not bekend()


@pytest.mark.parametrize(
    "tekst",
    [
        "geen: [yaml",
        "- een lijst",
        "provincie: Utrecht",
        "peildatum: 2026-07-01\n" + "# veel\n" * 20_000,
        "a: &a [1]\n" + "[" * 5_000,
        "peildatum: [2026-07-01]",
        # Each line means ten times the one before it: a gigabyte, were it looked at.
        "a0: &a0 [x]\n"
        + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9))
        + "peildatum: *a9",
        "b0: &b0 {a: 1}\n"
        + "".join(f"b{n + 1}: &b{n + 1} {{<<: [{', '.join([f'*b{n}'] * 10)}]}}\n" for n in range(9))
        + "peildatum: 2026-07-01",
    ],
)
def test_a_round_file_that_is_none_is_left_to_the_reader_that_says_why(
    tekst: str, tmp_path: Path
) -> None:
    pad = tmp_path / "ronde.yaml"
    pad.write_text(tekst, encoding="utf-8")
    assert peek(pad) is None


def test_a_round_file_that_is_not_there_is_left_to_the_reader(tmp_path: Path) -> None:
    assert peek(tmp_path / "geen.yaml") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="hier zijn geen pijpen")
def test_a_pipe_for_an_input_is_not_waited_for(ronde: Path) -> None:
    pad = ronde.parents[1] / "data" / "register.csv"
    pad.unlink()
    os.mkfifo(pad)
    assert peek(ronde) is None


def test_a_folder_that_holds_more_than_inputs_is_not_read_to_see_whether_it_changed(
    ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert peek(ronde) is not None
    monkeypatch.setattr("ibt.batch.vooraf._GROOTSTE_INVOER", 100)
    assert peek(ronde) is None


def test_where_nothing_can_be_remembered_nothing_goes_wrong(ronde: Path, tmp_path: Path) -> None:
    keep_vooraf(tmp_path / "is er niet", peek(ronde), ())
    keep_vooraf(tmp_path, None, ())
    assert list(tmp_path.iterdir()) == [ronde.parents[1]]
