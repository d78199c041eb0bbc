"""`ibt proef`, and that what is not the round itself never passes for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

Ibt = Callable[..., object]
VAST = 'vaststelling: {door: A, datum: "2026-08-20"}\n'


def bytes_in(map_: Path) -> dict[str, bytes]:
    return {
        pad.relative_to(map_).as_posix(): pad.read_bytes()
        for pad in sorted(map_.rglob("*"))
        if pad.is_file() and ".ibt" not in pad.parts
    }


def add(pad: Path, regels: str) -> None:
    pad.write_text(pad.read_text(encoding="utf-8") + regels, encoding="utf-8")


def test_a_proef_can_be_rendered_at_once_and_leaves_the_round_as_it_is(
    ibt: Ibt, ronde: Path, tmp_path: Path, zonder_kernel: object
) -> None:
    add(ronde, VAST)
    eigen = ronde.parents[1] / "notebooks" / "eigen" / "gemeente.ipynb"
    eigen.parent.mkdir(parents=True)
    eigen.write_text("{}", encoding="utf-8")
    voor = bytes_in(ronde.parents[1])
    afloop = ibt("proef", tmp_path / "probeer", ronde)
    assert afloop.code == 0, afloop
    assert bytes_in(ronde.parents[1]) == voor
    bestand = tmp_path / "probeer/parameters/2026-07-01.yaml"
    assert f"ibt render {bestand}" in afloop.uit
    assert f"--notebooks {tmp_path}/probeer/notebooks/eigen" in afloop.uit
    assert (tmp_path / "probeer/notebooks/eigen/gemeente.ipynb").read_text() == "{}"
    sleutels = yaml.safe_load(bestand.read_text(encoding="utf-8"))
    assert (sleutels["proef"], "vaststelling" in sleutels) == ("ja", False)
    assert sleutels["bijgewerkt_op"] == "2026-07-20"
    assert [pad.name for pad in tmp_path.glob("*.deel")] == []
    assert ibt("render", bestand).code == 0
    manifest = json.loads((tmp_path / "probeer/outputs/2026-07-01/manifest.json").read_text())
    assert manifest["staat"] == "proef"
    index = (tmp_path / "probeer/outputs/2026-07-01/index.html").read_text(encoding="utf-8")
    assert 'data-merk="PROEF' in index


def test_only_an_empty_folder_becomes_a_proef_whole_or_not_at_all(
    ibt: Ibt, ronde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leeg, vol, bestand = tmp_path / "leeg", tmp_path / "vol", tmp_path / "bestand"
    leeg.mkdir()
    vol.mkdir()
    for pad in (vol / "iets.txt", bestand):
        pad.write_text("van iemand", encoding="utf-8")
    for waar, deel in ((vol, "deze map is niet leeg"), (bestand, "is geen map")):
        assert deel in ibt("proef", waar, ronde).fout
    (half := tmp_path / "half.deel").mkdir()
    assert f"{half}: bestaat al" in ibt("proef", tmp_path / "half", ronde).fout
    assert half.is_dir(), "it may be somebody's"
    half.rmdir()
    with monkeypatch.context() as vervang:
        vervang.setattr("os.replace", refuse)
        afloop = ibt("proef", tmp_path / "nieuw", ronde)
    assert afloop.code == 1
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["bestand", "leeg", "vol", "werk"]
    monkeypatch.chdir(ronde.parents[1])
    assert ibt("proef", leeg).code == 0, "the newest round of where one stands"
    assert (leeg / "parameters/2026-07-01.yaml").is_file()
    monkeypatch.chdir(vol)
    assert "hier moet een rondebestand staan" in ibt("proef", tmp_path / "anders").fout


def refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_proef_and_a_real_round_do_not_take_each_others_place(
    ibt: Ibt, ronde: Path, tmp_path: Path, zonder_kernel: object
) -> None:
    echt, proef = ronde.parents[1] / "outputs" / "2026-07-01", tmp_path / "proef"
    assert ibt("render", ronde).code == 0
    echte_ronde = ronde.read_bytes()
    add(ronde, "proef: ja\n")
    for opdracht in ("render", "assess"):
        afloop = ibt(opdracht, ronde)
        assert "hier staat een echte ronde, en dit is een proef. Kies met -o" in afloop.fout
        assert ibt(opdracht, ronde, "-o", proef).code == 0
    assert "VERGELIJKING · PROEF" not in ibt("diff", echt, echt, "-o", tmp_path / "d.html").uit
    afloop = ibt("diff", echt, proef, "-o", tmp_path / "d.html")
    assert "0 gemeenten met andere aandachtspunten" in afloop.uit
    assert "0 rapporten met een andere tekst" in afloop.uit
    assert "VERGELIJKING · PROEF" in (tmp_path / "d.html").read_text(encoding="utf-8")
    ronde.write_bytes(echte_ronde)
    afloop = ibt("render", ronde, "-o", proef)
    assert "hier staat een proef, en dit is een echte ronde. Kies met -o" in afloop.fout
    assert json.loads((proef / "manifest.json").read_text())["staat"] == "proef"
