"""`ibt verify` proves a rendered round, wherever it lies, and finds every change."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from ibt.batch.manifest import closing_hash
from ibt.batch.verify import compare_invoer, verify_map
from ibt.ronde import load_ronde

Inhoud = Callable[[Path], dict[str, bytes]]


def sign_again(map_: Path) -> None:
    """A manifest that agrees with the changed files, so that only the contents can tell."""
    pad = map_ / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    for naam in manifest["geschreven"]:
        manifest["geschreven"][naam] = hashlib.sha256((map_ / naam).read_bytes()).hexdigest()
    manifest["slot"] = closing_hash(manifest)
    pad.write_text(json.dumps(manifest), encoding="utf-8")


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
    (map_ / "conftest.py").write_text("raise RuntimeError('niet van ibt')")
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
    assert len(verschillen) == 3


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
    assert verify_map(gemaakte_kopie).verschillen == (zin,)


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
