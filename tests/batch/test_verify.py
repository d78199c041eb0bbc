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
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from ipykernel.ipkernel import IPythonKernel

from ibt.batch.exporters import export_notebook
from ibt.batch.herkomst import make_slotstukken
from ibt.batch.manifest import seal
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verify import compare_invoer, verify_map
from ibt.begrippen.fout import RondeFout
from ibt.cli.programma import run
from ibt.ronde import load_ronde
from tests.batch.conftest import write_notebook

Inhoud = Callable[[Path], dict[str, bytes]]

# What the round says of itself follows from its manifest too.
VOLGT_NIET = "volgt niet uit de invoer van deze ronde"
NIET_MEER = {f"{naam}: {VOLGT_NIET}" for naam in ("herkomst.html", "ro-crate-metadata.json")}


def sign_again(map_: Path) -> None:
    """A manifest that agrees with the changed files, so that only the contents can tell."""
    pad = map_ / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    for naam in manifest["geschreven"]:
        manifest["geschreven"][naam] = hashlib.sha256((map_ / naam).read_bytes()).hexdigest()
    pad.write_bytes(seal(manifest))


def agree(map_: Path) -> None:
    """As `sign_again`, with the page and crate that such a manifest gives."""
    sign_again(map_)
    manifest = json.loads((map_ / "manifest.json").read_text(encoding="utf-8"))
    for naam, tekst in make_slotstukken(load_ronde(map_ / "invoer" / "ronde.yaml"), manifest):
        (map_ / naam).write_bytes(tekst)


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


def spoil(pad: Path) -> None:
    """Another file of the same kind, as far as a hash can tell."""
    if pad.suffix in {".html", ".ics"}:
        pad.write_text(pad.read_text(encoding="utf-8").replace("e", "E", 1), encoding="utf-8")
    else:
        pad.write_bytes(pad.read_bytes() + b" ")


@pytest.mark.usefixtures("zonder_nbval")
def test_a_report_letter_table_or_page_that_does_not_follow_is_named_also_when_hashes_agree(
    gemaakte_kopie: Path,
) -> None:
    map_ = gemaakte_kopie
    invoer = ("index.html", "agenda.ics", "inschaling.xlsx", "brieven/GM9901.docx")
    notebook = ("gemeenten/GM9901.html", "gemeenten/GM9902.pdf", "provincie.html")
    for naam in (*invoer, *notebook, "alle-rapporten.pdf"):
        spoil(map_ / naam)
    sign_again(map_)
    verschillen = set(verify_map(map_).verschillen)
    assert verschillen == NIET_MEER | {
        *(
            f"{naam}: volgt niet uit de invoer van deze ronde"
            for naam in (*invoer, "alle-rapporten.pdf")
        ),
        *(f"{naam}: volgt niet uit het notebook van dit rapport" for naam in notebook),
    }


@pytest.mark.usefixtures("zonder_nbval")
def test_a_file_that_the_manifest_was_made_to_name_does_not_belong(gemaakte_kopie: Path) -> None:
    (gemaakte_kopie / "extra.txt").write_text("x")
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    manifest["geschreven"]["extra.txt"] = ""
    pad.write_bytes(seal(manifest))
    sign_again(gemaakte_kopie)
    assert "extra.txt: hoort niet bij deze ronde" in verify_map(gemaakte_kopie).verschillen


@pytest.mark.usefixtures("zonder_nbval")
def test_a_report_about_another_gemeente_in_its_place_is_named(gemaakte_kopie: Path) -> None:
    for soort in (".ipynb", ".html", ".pdf"):
        map_ = gemaakte_kopie / "gemeenten"
        shutil.copy(map_ / f"GM9902{soort}", map_ / f"GM9901{soort}")
    sign_again(gemaakte_kopie)
    assert "gemeenten/GM9901.ipynb: heeft andere parameters dan die van dit rapport" in (
        verify_map(gemaakte_kopie).verschillen
    )


@pytest.mark.usefixtures("zonder_nbval")
def test_a_cell_that_was_added_is_named(gemaakte_kopie: Path) -> None:
    pad = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    notebook = nbformat.read(pad, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Alles klopt.", id="erbij"))
    nbformat.write(notebook, pad)
    sign_again(gemaakte_kopie)
    assert "gemeenten/GM9901.ipynb: heeft andere cellen dan gemeente.ipynb" in (
        verify_map(gemaakte_kopie).verschillen
    )


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize("wat", ["label", "kenmerk", "bijlage"])
def test_a_cell_that_was_hidden_or_given_something_along_is_named(
    wat: str, gemaakte_kopie: Path
) -> None:
    """Page and PDF are made again of it, as they would be by who hides something."""
    pad = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    notebook = nbformat.read(pad, as_version=4)
    cel = next(een for een in notebook.cells if een.cell_type == "markdown")
    match wat:
        case "label":
            cel.metadata["tags"] = ["verborgen"]
        case "kenmerk":
            cel.metadata["raw_mimetype"] = "text/html"
        case "bijlage":
            cel["attachments"] = {"a.png": {"image/png": "aaaa"}}
    nbformat.write(notebook, pad)
    pagina, pdf, _ = export_notebook(notebook, "GM9901")
    pad.with_suffix(".html").write_text(pagina, encoding="utf-8")
    pad.with_suffix(".pdf").write_bytes(pdf)
    sign_again(gemaakte_kopie)
    reden = "heeft kenmerken die" if wat == "kenmerk" else "heeft andere cellen dan"
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert any(zin.startswith(f"gemeenten/GM9901.ipynb: {reden}") for zin in verschillen)


def forge(notebook: dict[str, Any], wat: str) -> None:
    """What nothing in a report shows, and whoever opens the notebook would see or use."""
    kenmerken = notebook["metadata"]
    match wat:
        case "title":
            kenmerken["title"] = "VASTGESTELD: trede 6"
        case "kernelspec":
            kenmerken["kernelspec"] = {"display_name": "Bash", "language": "bash", "name": "bash"}
        case "language_info":
            kenmerken["language_info"]["name"] = "R"
        case "widgets":
            staat = {"state": {"a": {"model_name": "HTMLModel"}}}
            kenmerken["widgets"] = {"application/vnd.jupyter.widget-state+json": staat}
        case "wat JupyterLab erbij zet":
            kenmerken["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
        case "jupyter":
            notebook["cells"][3]["metadata"]["jupyter"] = {"outputs_hidden": "trede 6"}
        case "id":
            notebook["cells"][3]["id"] = "vastgesteld-trede-6"
        case "nbformat_minor":
            notebook["nbformat_minor"] = 4
            for cel in notebook["cells"]:
                del cel["id"]
        case "ValidationError":
            notebook["vastgesteld"] = "trede 6"


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize(
    "wat",
    [
        *("title", "kernelspec", "language_info", "widgets", "wat JupyterLab erbij zet"),
        *("jupyter", "id", "nbformat_minor", "opmaak van de JSON", "ValidationError"),
    ],
)
def test_what_a_notebook_says_of_itself_is_named_also_when_all_was_made_to_agree(
    wat: str, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    notebook = json.loads(pad.read_text(encoding="utf-8"))
    forge(notebook, wat)
    indent = 2 if wat == "opmaak van de JSON" else 1
    tekst = json.dumps(notebook, ensure_ascii=False, indent=indent, sort_keys=True) + "\n"
    pad.write_text(tekst, encoding="utf-8")
    agree(gemaakte_kopie)
    (verschil,) = verify_map(gemaakte_kopie).verschillen
    assert verschil.startswith("gemeenten/GM9901.ipynb: ")
    assert wat in verschil


def look_at(map_: Path) -> None:
    """What stays where somebody opened a round in JupyterLab and Office, on a Mac."""
    pad = map_ / "gemeenten" / "GM9901.ipynb"
    (map_ / "gemeenten" / ".ipynb_checkpoints").mkdir()
    shutil.copy(pad, map_ / "gemeenten" / ".ipynb_checkpoints" / "GM9901-checkpoint.ipynb")
    notebook = nbformat.read(pad, as_version=4)
    notebook.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    notebook.metadata["language_info"] = IPythonKernel.language_info
    notebook.cells[2].metadata["jp-MarkdownHeadingCollapsed"] = True
    notebook.cells[-1].metadata["jupyter"] = {"source_hidden": True}
    for cel in notebook.cells:
        if cel.cell_type == "code":  # run once more, in the same kernel
            cel.execution_count += 40
    nbformat.write(notebook, pad)
    for naam in (".DS_Store", "~$inschaling.xlsx", ".~lock.inschaling.xlsx#"):
        (map_ / naam).write_text("x")


def test_a_round_that_was_looked_at_is_in_order_with_a_word_of_it(
    gemaakte_kopie: Path, ronde: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    look_at(gemaakte_kopie)
    (gemaakte_kopie / "manifest.json.sig").write_text("van ssh-keygen -Y sign")
    assert run(["verify", str(gemaakte_kopie), str(ronde)]) == 0
    gezegd = capsys.readouterr()
    opgeslagen, vanzelf = gezegd.err.splitlines()
    assert opgeslagen.startswith("Let op: in Jupyter opgeslagen, met dezelfde cellen en uitkomsten")
    assert "GM9901.ipynb" in opgeslagen
    for naam in (".ipynb_checkpoints/GM9901-ch", ".DS_Store", "~$inschaling", ".~lock.inschaling"):
        assert naam in vanzelf
    assert gezegd.out.startswith("In orde: 4 notebooks opnieuw uitgevoerd")


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize("wat", ["title", "kernelspec", "language_info", "widgets", "id"])
def test_who_looked_at_a_round_cannot_say_more_in_it(wat: str, gemaakte_kopie: Path) -> None:
    look_at(gemaakte_kopie)
    pad = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    notebook = json.loads(pad.read_text(encoding="utf-8"))
    forge(notebook, wat)
    pad.write_text(json.dumps(notebook), encoding="utf-8")
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert [zin for zin in verschillen if f"niet heeft ({wat})" in zin] != []


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize(
    ("sleutel", "waarde", "zin"),
    [
        ("sleutels", {"GM9901": "0" * 64}, "“sleutels” hoort niet in een manifest van ibt"),
        ("besluit", "VASTGESTELD: trede 6", "“besluit” hoort niet in een manifest van ibt"),
        ("voorbeeld", 1, "“voorbeeld” volgt niet uit de invoer van deze ronde"),
        ("gelezen", None, "“gelezen” volgt niet uit de invoer van deze ronde"),
    ],
)
def test_what_a_manifest_says_too_much_is_named_also_when_all_was_made_to_agree(
    sleutel: str, waarde: object, zin: str, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    if sleutel == "gelezen":
        manifest["gelezen"][0]["oordeel"] = "VASTGESTELD: trede 6"
    else:
        manifest[sleutel] = waarde
    pad.write_bytes(seal(manifest))
    agree(gemaakte_kopie)
    assert verify_map(gemaakte_kopie).verschillen == (f"manifest.json: {zin}",)


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize("aantal", [0, 2])
def test_a_manifest_that_names_no_round_file_or_several_is_named(
    aantal: int, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    rondes = [een for een in manifest["gelezen"] if een["rol"] == "ronde"]
    rest = [een for een in manifest["gelezen"] if een["rol"] != "ronde"]
    pad.write_bytes(seal({**manifest, "gelezen": [*(rondes * aantal), *rest]}))
    assert f"manifest.json: noemt {aantal} rondebestanden, en dat moet er één zijn" in (
        verify_map(gemaakte_kopie).verschillen
    )


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize(
    ("sleutel", "waarde", "melding"),
    [
        ("programma", "ibt 9.9.9", "gemaakt met ibt 9.9.9; hier draait ibt "),
        ("programma_sha256", "0" * 64, "maar met andere code dan hier"),
        ("python", "2.7", "gemaakt met Python 2.7; hier draait "),
        ("pakketten", {"pandas": "0.0.1"}, "pandas 0.0.1 (hier "),
        ("notebooks", {}, "gemeente.ipynb is hier anders dan toen; de cellen zijn niet vergeleken"),
    ],
)
def test_what_it_was_made_with_is_said_where_that_is_another_here(
    sleutel: str, waarde: object, melding: str, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    assert verify_map(gemaakte_kopie).meldingen == ()
    pad.write_bytes(seal({**json.loads(pad.read_text(encoding="utf-8")), sleutel: waarde}))
    assert melding in "; ".join(verify_map(gemaakte_kopie).meldingen)


@pytest.mark.usefixtures("zonder_nbval")
def test_a_round_of_other_notebooks_is_compared_with_those_that_are_named(
    gemaakte_kopie: Path, tmp_path: Path
) -> None:
    eigen = tmp_path / "eigen"
    shutil.copytree(find_notebooks(), eigen)
    assert verify_map(gemaakte_kopie, notebooks=eigen).meldingen == ()
    write_notebook(eigen / "gemeente.ipynb", ["rondebestand: str = ''"], ["1"])
    (melding,) = verify_map(gemaakte_kopie, notebooks=eigen).meldingen
    assert melding.startswith("gemeente.ipynb is hier anders dan toen")


@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize(
    ("sleutel", "waarde"), [("gelezen", []), ("rapporten", {}), ("staat", "vastgesteld")]
)
def test_a_manifest_that_claims_what_the_inputs_do_not_say_is_named(
    sleutel: str, waarde: object, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    pad.write_bytes(seal({**json.loads(pad.read_text(encoding="utf-8")), sleutel: waarde}))
    assert f"manifest.json: “{sleutel}” volgt niet uit de invoer van deze ronde" in (
        verify_map(gemaakte_kopie).verschillen
    )


def test_a_file_in_the_round_does_not_pass_for_a_library_when_it_is_proved(
    gemaakte_kopie: Path, tmp_path: Path
) -> None:
    bewijs = tmp_path / "gedraaid"
    for naam in ("pytest.py", "nbval.py", "gemeenten/pandas.py", "gemeenten/ibt.py"):
        (gemaakte_kopie / naam).write_text(f"open({str(bewijs)!r}, 'w')")
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert not bewijs.exists()
    assert len(verschillen) == 4
    assert all("hoort niet bij deze ronde" in zin for zin in verschillen)


@pytest.mark.skipif(os.name == "nt", reason="Windows vraagt hiervoor rechten")
@pytest.mark.usefixtures("zonder_nbval")
@pytest.mark.parametrize(
    ("naam", "genoemd"),
    [("gemeenten/GM9901.pdf", "gemeenten/GM9901.pdf"), ("brieven", "brieven/GM9901.docx")],
)
def test_what_really_lies_elsewhere_is_named(
    naam: str, genoemd: str, gemaakte_kopie: Path, tmp_path: Path
) -> None:
    elders = (gemaakte_kopie / naam).rename(tmp_path / "elders")
    (gemaakte_kopie / naam).symlink_to(elders)
    assert f"{genoemd}: is een verwijzing naar een andere plek" in (
        verify_map(gemaakte_kopie).verschillen
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows kent geen mkfifo")
def test_a_manifest_that_is_no_ordinary_file_is_not_waited_for(gemaakte_kopie: Path) -> None:
    (gemaakte_kopie / "manifest.json").unlink()
    os.mkfifo(gemaakte_kopie / "manifest.json")
    with pytest.raises(RondeFout, match="moet een gewoon bestand zijn"):
        verify_map(gemaakte_kopie)


def only_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all that is made again came out the same."""
    gelijk = SimpleNamespace(compare=lambda *_: [], same_again=set(), tools=lambda: [])
    monkeypatch.setattr("ibt.batch.verify.load_ronde", lambda _: None)
    monkeypatch.setattr("ibt.batch.verify.Opnieuw", lambda *_: gelijk)


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
    only_hashes(monkeypatch)
    toeval = random.Random(20260701)
    bestanden = inhoud(gemaakte_kopie)
    assert {"invoer/ronde.yaml", "ro-crate-metadata.json", "herkomst.html"} < set(bestanden)
    assert len(bestanden) > 25
    for naam, heel in sorted(bestanden.items()):
        for plek in (toeval.randrange(len(heel)),):
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
    (gemaakte_kopie / ".DS_Store").symlink_to("index.html")
    (gemaakte_kopie / "gemeenten" / "manifest.json.sig").write_text("x")
    (gemaakte_kopie / "nergens").symlink_to("bestaat niet")
    vreemd = (
        *(".DS_Store", ".verborgen", "elders", "gemeenten/.ibt/verstopt.txt"),
        *("gemeenten/GM9999.html", "gemeenten/manifest.json.sig"),
        *("invoer/cijfers/oud.csv", "los.txt", "nergens"),
    )
    assert verify_map(gemaakte_kopie).verschillen == tuple(
        f"{naam}: hoort niet bij deze ronde (staat niet in manifest.json)" for naam in vreemd
    )


@pytest.mark.usefixtures("zonder_nbval")
def test_a_notebook_that_the_manifest_does_not_name_is_named_and_no_crash(
    gemaakte_kopie: Path,
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    del manifest["geschreven"]["gemeenten/GM9901.ipynb"]
    pad.write_bytes(seal(manifest))
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert "gemeenten/GM9901.ipynb: ontbreekt in manifest.json" in verschillen


def test_a_round_of_another_version_is_in_order_with_a_word_of_it(
    ronde: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    eigen, uit = licht("import ibt", "print('Gemaakt met ibt', ibt.__version__)"), tmp_path / "uit"
    with pytest.MonkeyPatch.context() as toen:
        toen.setattr("ibt.__version__", "0.0.9")
        toen.setattr("ibt.ronde.ronde.__version__", "0.0.9", raising=False)
        render_ronde(load_ronde(ronde), uit, eigen)
    bewijs = verify_map(uit, notebooks=eigen)
    assert bewijs.verschillen == ()
    assert any("gemaakt met ibt 0.0.9; hier draait ibt" in een for een in bewijs.meldingen)


@pytest.mark.usefixtures("zonder_nbval")
def test_every_file_that_is_gone_is_named(
    gemaakte_kopie: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_hashes(monkeypatch)
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


KAPOT = "daarom is niets nagerekend en geen notebook opnieuw uitgevoerd"


def test_an_input_that_can_no_longer_be_read_is_one_cause_in_one_line(gemaakte_kopie: Path) -> None:
    pad = gemaakte_kopie / "invoer" / "cijfers" / "2026-07-01.csv"
    pad.write_text("kapot")
    veranderd = "invoer/cijfers/2026-07-01.csv: is veranderd sinds de ronde is gemaakt"
    bewijs = verify_map(gemaakte_kopie)
    assert (bewijs.notebooks, bewijs.verschillen) == (0, (f"{veranderd}; {KAPOT}",))
    pad.unlink()
    ontbreekt = "invoer/cijfers/2026-07-01.csv: dit bestand ontbreekt"
    assert verify_map(gemaakte_kopie).verschillen == (f"{ontbreekt}; {KAPOT}",)


def test_inputs_that_were_never_readable_here_are_said_once(gemaakte_kopie: Path) -> None:
    (gemaakte_kopie / "invoer" / "cijfers" / "2026-07-01.csv").write_text("kapot")
    sign_again(gemaakte_kopie)
    (verschil,) = verify_map(gemaakte_kopie).verschillen
    assert verschil.startswith(f"invoer/ronde.yaml: de invoer is niet meer te lezen; {KAPOT}. ")
    assert "2026-07-01.csv" in verschil


@pytest.mark.usefixtures("zonder_nbval")
def test_a_file_that_may_not_be_read_is_named(
    gemaakte_kopie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gewoon = Path.open

    def open_(self: Path, *args: Any, **kw: Any) -> Any:
        if self.name == "GM9901.pdf":
            raise PermissionError(13, "Permission denied")
        return gewoon(self, *args, **kw)

    monkeypatch.setattr(Path, "open", open_)
    assert verify_map(gemaakte_kopie).verschillen == (
        "gemeenten/GM9901.pdf: is niet te lezen: u hebt er de rechten niet voor",
    )


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
    # The index would say so, and the report would not be among all of them.
    volgt_niet = {f"{naam}: {VOLGT_NIET}" for naam in ("index.html", "alle-rapporten.pdf")}
    assert set(rest) == NIET_MEER | volgt_niet


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
