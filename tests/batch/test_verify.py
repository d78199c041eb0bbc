"""`ibt verify` proves a rendered round, wherever it lies, and finds every change."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from ibt.batch.manifest import seal
from ibt.batch.verify import compare_invoer, verify_map
from ibt.begrippen.fout import RondeFout
from ibt.ronde import load_ronde

Inhoud = Callable[[Path], dict[str, bytes]]

# What the round says of itself follows from its manifest too.
NIET_MEER = {
    "herkomst.html: volgt niet uit de invoer van deze ronde",
    "ro-crate-metadata.json: volgt niet uit de invoer van deze ronde",
}


def sign_again(map_: Path) -> None:
    """A manifest that agrees with the changed files, so that only the contents can tell."""
    pad = map_ / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    for naam in manifest["geschreven"]:
        manifest["geschreven"][naam] = hashlib.sha256((map_ / naam).read_bytes()).hexdigest()
    pad.write_bytes(seal(manifest))


def edit(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8", newline="")


def without_outputs(pad: Path) -> None:
    notebook = nbformat.read(pad, as_version=4)
    for cel in notebook.cells:
        if cel.cell_type == "code":
            cel.outputs, cel.execution_count = [], None
    nbformat.write(notebook, pad)


def test_a_round_proves_itself_inside_another_project_with_its_own_pytest_settings(
    gemaakt: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    project = tmp_path / "een project met spaties"
    map_ = shutil.copytree(gemaakt, project / "één ronde")
    (project / "pytest.ini").write_text(
        "[pytest]\nfilterwarnings = error\naddopts = --wat-is-dit\n"
    )
    (project / "conftest.py").write_text("raise RuntimeError('niet van ibt')")
    eerst = inhoud(map_)
    klaar = subprocess.run(
        [sys.executable, "-m", "ibt", "verify", "één ronde"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTEST_ADDOPTS": "--ook-niet", "PYTEST_PLUGINS": "bestaat_niet"},
    )
    assert klaar.stdout == "In orde: 4 notebooks opnieuw uitgevoerd, alles is gelijk gebleven.\n"
    assert (klaar.returncode, klaar.stderr) == (0, "")
    assert inhoud(map_) == eerst


def test_every_change_is_named_also_when_the_manifest_was_made_to_agree(
    gemaakte_kopie: Path,
) -> None:
    map_ = gemaakte_kopie
    edit(map_ / "gemeenten" / "GM9901.ipynb", "Slenk", "Slonk")
    edit(map_ / "inschaling.csv", ",Terp,", ",Torp,")
    without_outputs(map_ / "gemeenten" / "GM9902.ipynb")
    sign_again(map_)
    bewijs = verify_map(map_)
    zinnen = "\n".join(bewijs.verschillen)
    assert "gemeenten/GM9901.ipynb, cel 4: de uitkomst is nu anders" in zinnen
    assert "gemeenten/GM9902.ipynb, cel 4: is niet uitgevoerd" in zinnen
    assert "gemeenten/GM9902.ipynb: dit notebook heeft geen uitkomsten" in zinnen
    assert "inschaling.csv: volgt niet uit de invoer van deze ronde" in zinnen
    assert "GM9903.ipynb" not in zinnen
    assert "provincie.ipynb" not in zinnen
    assert "manifest.json" not in zinnen


@pytest.fixture
def zonder_nbval(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is proved without a kernel."""
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *a: [])


@pytest.mark.usefixtures("zonder_nbval")
def test_a_report_left_out_of_round_and_manifest_is_missed(gemaakte_kopie: Path) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    for soort in (".ipynb", ".html", ".pdf"):
        (gemaakte_kopie / "gemeenten" / f"GM9902{soort}").unlink()
        del manifest["geschreven"][f"gemeenten/GM9902{soort}"]
    pad.write_text(json.dumps(manifest), encoding="utf-8")
    sign_again(gemaakte_kopie)
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert "gemeenten/GM9902.ipynb: ontbreekt in manifest.json" in verschillen
    assert len([zin for zin in verschillen if "ontbreekt" in zin]) == 3
    assert {zin for zin in verschillen if "ontbreekt" not in zin} == NIET_MEER


@pytest.mark.usefixtures("zonder_nbval")
def test_one_byte_changed_in_any_file_is_found_and_that_file_is_named(
    gemaakte_kopie: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What follows from the inputs is another test; here every file must be found by its own bytes.
    monkeypatch.setattr("ibt.batch.verify._recomputed", lambda *a: [])
    toeval = random.Random(20260701)
    bestanden = inhoud(gemaakte_kopie)
    assert {"invoer/ronde.yaml", "ro-crate-metadata.json", "herkomst.html"} < set(bestanden)
    assert len(bestanden) > 25
    for naam, heel in sorted(bestanden.items()):
        for plek in {0, len(heel) - 1, toeval.randrange(len(heel))}:
            anders = bytes([heel[plek] ^ 1 << toeval.randrange(8)])
            (gemaakte_kopie / naam).write_bytes(heel[:plek] + anders + heel[plek + 1 :])
            assert _named(gemaakte_kopie) == [naam], (naam, plek, anders)
        (gemaakte_kopie / naam).write_bytes(heel)
    assert _named(gemaakte_kopie) == []


def _named(map_: Path) -> list[str]:
    """The files that a verification names, each once; one that can say nothing names the last."""
    try:
        zinnen = verify_map(map_).verschillen
    except RondeFout as fout:
        return [str(fout).removeprefix(f"{map_}{os.sep}").partition(":")[0]]
    return list(dict.fromkeys(zin.partition(":")[0] for zin in zinnen))


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        (b'"slot"', b' "slot"'),
        (b"}\n", b"}"),
        (b"}\n", b"}\n\n"),
        (b'"voorbeeld": true,', b'"voorbeeld": false, "voorbeeld": true,'),
        (b'"provincie"', b'"\\u0070rovincie"'),
    ],
    ids=["spatie", "zonder einde", "lege regel", "naam dubbel", "anders geschreven"],
)
@pytest.mark.usefixtures("zonder_nbval")
def test_a_manifest_that_says_the_same_in_other_bytes_is_found(
    oud: bytes, nieuw: bytes, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    heel = pad.read_bytes()
    begin, einde = heel.rsplit(oud, 1)
    pad.write_bytes(begin + nieuw + einde)
    assert json.loads(pad.read_bytes()) == json.loads(heel)
    assert verify_map(gemaakte_kopie).verschillen == (
        "manifest.json: is veranderd (de inhoud is gelijk, de schrijfwijze niet)",
    )


@pytest.mark.usefixtures("zonder_nbval")
def test_a_file_that_does_not_belong_to_the_round_is_named_and_working_state_is_not(
    gemaakte_kopie: Path,
) -> None:
    for naam in ("los.txt", "gemeenten/GM9999.html", "invoer/cijfers/oud.csv", ".verborgen"):
        (gemaakte_kopie / naam).write_text("x")
    (gemaakte_kopie / ".ibt" / "aantekening.txt").write_text("x")
    (gemaakte_kopie / "gemeenten" / ".ibt").mkdir()
    (gemaakte_kopie / "gemeenten" / ".ibt" / "verstopt.txt").write_text("x")
    (gemaakte_kopie / "leeg").mkdir()
    (gemaakte_kopie / "elders").symlink_to("..")
    (gemaakte_kopie / "nergens").symlink_to("bestaat niet")
    vreemd = (
        *(".verborgen", "elders", "gemeenten/.ibt/verstopt.txt", "gemeenten/GM9999.html"),
        *("invoer/cijfers/oud.csv", "los.txt", "nergens"),
    )
    assert verify_map(gemaakte_kopie).verschillen == tuple(
        f"{naam}: hoort niet bij deze ronde (staat niet in manifest.json)" for naam in vreemd
    )


@pytest.mark.usefixtures("zonder_nbval")
def test_every_file_that_is_gone_is_named(
    gemaakte_kopie: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.verify._recomputed", lambda *a: [])
    bestanden = sorted(set(inhoud(gemaakte_kopie)) - {"manifest.json"})
    for naam in bestanden:
        (gemaakte_kopie / naam).rename(gemaakte_kopie / ".ibt" / "weg")
        assert verify_map(gemaakte_kopie).verschillen == (f"{naam}: dit bestand ontbreekt",)
        (gemaakte_kopie / ".ibt" / "weg").rename(gemaakte_kopie / naam)
    assert verify_map(gemaakte_kopie).verschillen == ()


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize("naam", ["herkomst.html", "ro-crate-metadata.json"])
def test_an_account_that_says_otherwise_is_found_also_when_all_hashes_were_made_to_agree(
    naam: str, gemaakte_kopie: Path
) -> None:
    edit(gemaakte_kopie / naam, "utrecht-2024", "utrecht-2025")
    sign_again(gemaakte_kopie)
    assert f"{naam}: volgt niet uit de invoer van deze ronde" in (
        verify_map(gemaakte_kopie).verschillen
    )


@pytest.mark.usefixtures("zonder_nbval")
def test_a_manifest_that_says_too_little_is_named_and_no_crash(gemaakte_kopie: Path) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    for sleutel, waarde in {
        "gelezen": [1],
        "rapporten": [],
        "kader_geldig_van": "gisteren",
    }.items():
        pad.write_bytes(seal({**manifest, sleutel: waarde}))
        assert verify_map(gemaakte_kopie).verschillen == (
            "manifest.json: zegt niet alles wat een manifest van ibt zegt",
        )


def test_a_round_still_proves_itself_after_it_was_moved_and_adopted(
    gemaakt: Path, tmp_path: Path
) -> None:
    werk = shutil.copytree(gemaakt.parent / "werk", tmp_path / "werk")
    rondebestand = werk / "parameters" / "2026-07-01.yaml"
    uit = shutil.copytree(gemaakt, werk / "outputs" / "2026-07-01")
    with (werk / "data" / "register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
    assert compare_invoer(uit, load_ronde(rondebestand)) == []
    elders = uit.rename(tmp_path / "archief van 2026")
    shutil.rmtree(werk)
    bewijs = verify_map(elders)
    assert (bewijs.notebooks, bewijs.verschillen) == (4, ())


@pytest.mark.usefixtures("zonder_nbval")
def test_copied_inputs_that_can_no_longer_be_read_are_named(gemaakte_kopie: Path) -> None:
    (gemaakte_kopie / "invoer" / "cijfers" / "2026-07-01.csv").write_text("kapot")
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert "invoer/cijfers/2026-07-01.csv: is veranderd sinds de ronde is gemaakt" in verschillen
    assert any(zin.startswith("invoer/ronde.yaml: de invoer is niet meer") for zin in verschillen)


@pytest.mark.usefixtures("zonder_nbval")
def test_a_round_of_which_a_report_failed_is_not_proved(gemaakte_kopie: Path) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    manifest["mislukt"] = [{"rapport": "GM9901", "cel": "cel 3", "fout": "KeyError: 'x'"}]
    pad.write_text(json.dumps(manifest), encoding="utf-8")
    sign_again(gemaakte_kopie)
    zin = "GM9901: is bij het maken mislukt (cel 3: KeyError: 'x')"
    eerste, *rest = verify_map(gemaakte_kopie).verschillen
    assert eerste == zin
    assert set(rest) == NIET_MEER


def test_with_the_round_file_it_says_which_inputs_changed_since(
    gemaakte_kopie: Path, ronde: Path
) -> None:
    assert compare_invoer(gemaakte_kopie, load_ronde(ronde)) == []
    edit(ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv", "-1,14,", "-1,15,")
    edit(ronde, "dossier: [bevindingen]\n", "")
    with (ronde.parents[1] / "data" / "register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
    assert compare_invoer(gemaakte_kopie, load_ronde(ronde)) == [
        "invoer/dossier/2026-01-01.yaml: is geen invoer meer",
        "invoer/cijfers/2026-07-01.csv: de invoer is sindsdien veranderd",
        "invoer/ronde.yaml: de invoer is sindsdien veranderd",
    ]
