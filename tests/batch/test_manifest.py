"""The manifest says what was read and written, with hashes, and notices any change."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ibt import __version__
from ibt.batch.manifest import changed_files, closing_hash, read_manifest, seal
from ibt.begrippen.fout import RondeFout


def test_it_names_all_that_was_read_with_the_hashes_of_the_originals(gemaakt: Path) -> None:
    gelezen = {
        (een["rol"], een["bestand"]): een["sha256"] for een in read_manifest(gemaakt)["gelezen"]
    }
    werk = gemaakt.parent / "werk"
    for rol, pad in {
        "ronde": "parameters/2026-07-01.yaml",
        "gemeenten": "data/gemeenten.csv",
        "cijfers": "data/cijfers/2026-07-01.csv",
        "bevindingen": "parameters/bevindingen/2026-07-01.yaml",
        "dossier": "parameters/bevindingen/2026-01-01.yaml",
        "eerdere cijfers": "data/cijfers/2026-01-01.csv",
    }.items():
        bytes_ = (werk / pad).read_bytes()
        assert gelezen.pop((rol, Path(pad).name)) == hashlib.sha256(bytes_).hexdigest()
    assert list(gelezen) == [("register", "register.csv")]


def test_it_names_versions_moment_status_and_the_notebooks_that_ran(gemaakt: Path) -> None:
    manifest = read_manifest(gemaakt)
    assert manifest["programma"] == f"ibt {__version__}"
    assert {"pandas", "papermill", "typst"} <= set(manifest["pakketten"])
    assert (manifest["peildatum"], manifest["kader"]) == ("2026-07-01", "utrecht-2024")
    assert manifest["staat"] == "concept"
    assert manifest["voorbeeld"] is True
    assert set(manifest["notebooks"]) == {
        "gemeente.ipynb",
        "provincie.ipynb",
        "brief.docx",
    }


def test_it_names_every_file_of_the_round_but_itself(
    gemaakt: Path, inhoud: Callable[[Path], dict[str, bytes]]
) -> None:
    manifest = read_manifest(gemaakt)
    assert set(manifest["geschreven"]) == set(inhoud(gemaakt)) - {"manifest.json"}
    assert changed_files(gemaakt, manifest) == []
    assert manifest["slot"] == closing_hash(manifest)


@pytest.mark.parametrize("sleutel", ["provincie", "kader", "gelezen", "slot"])
def test_a_manifest_that_was_touched_says_so(gemaakte_kopie: Path, sleutel: str) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    pad.write_text(json.dumps({**manifest, sleutel: "anders"}), encoding="utf-8")
    fouten = changed_files(gemaakte_kopie, read_manifest(gemaakte_kopie))
    assert fouten == ["manifest.json: is veranderd (de afsluitende hash klopt niet)"]


@pytest.mark.parametrize(
    "inhoud",
    [
        "",
        "kapot",
        "[]",
        "{}",
        '{"geschreven": []}',
        '{"geschreven": {"../buiten.txt": "x"}, "mislukt": []}',
        '{"geschreven": {"a": 1}, "mislukt": []}',
        '{"geschreven": {}, "mislukt": [{}]}',
        '{"geschreven": {}}',
    ],
)
def test_a_broken_manifest_asks_to_render_again(tmp_path: Path, inhoud: str) -> None:
    (tmp_path / "manifest.json").write_text(inhoud)
    with pytest.raises(RondeFout, match=r"manifest\.json: .*Maak de ronde opnieuw"):
        read_manifest(tmp_path)


def test_a_folder_without_manifest_is_no_rendered_round(tmp_path: Path) -> None:
    for plek, zin in (
        (tmp_path, "hier staat geen gemaakte ronde"),
        (tmp_path / "weg", "deze map bestaat niet"),
    ):
        with pytest.raises(RondeFout, match=zin):
            read_manifest(plek)


@pytest.mark.parametrize(
    "anders",
    [
        {"geschreven": {"a" * 256: ""}},
        {"geschreven": {"é" * 128: ""}},
        {"geschreven": {"map/" * 251 + "a": ""}},
        {"geschreven": {"../a": ""}},
        {"geschreven": {"a": 1}},
        {"mislukt": [{"rapport": ["a"], "cel": "b", "fout": "c"}]},
        {"mislukt": [{"rapport": "a", "cel": "b"}]},
    ],
)
def test_a_manifest_that_no_round_can_have_is_told_so(
    anders: dict[str, object], gemaakte_kopie: Path
) -> None:
    inhoud = {**read_manifest(gemaakte_kopie), **anders}
    (gemaakte_kopie / "manifest.json").write_bytes(seal(inhoud))
    with pytest.raises(RondeFout, match="is geen manifest van ibt"):
        read_manifest(gemaakte_kopie)


def test_the_longest_name_that_there_can_be_is_looked_for(gemaakte_kopie: Path) -> None:
    lang = {"a" * 255: "", "map/" * 200 + "a": ""}
    (gemaakte_kopie / "manifest.json").write_bytes(
        seal({**read_manifest(gemaakte_kopie), "geschreven": lang})
    )
    manifest = read_manifest(gemaakte_kopie)
    assert f"{'a' * 255}: dit bestand ontbreekt" in changed_files(gemaakte_kopie, manifest)
