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

from ibt.batch.herkomst import make_slotstukken
from ibt.batch.manifest import changed_files, read_manifest, seal
from ibt.batch.nbval import run_nbval
from ibt.batch.notebooks import find_notebooks
from ibt.batch.opnieuw import Opnieuw
from ibt.batch.render import render_ronde
from ibt.batch.schoon import is_only_opened, strange_parts
from ibt.batch.verify import changed_invoer, verify_map
from ibt.begrippen.fout import RondeFout
from ibt.ronde import load_ronde
from tests.batch.conftest import write_notebook

Inhoud = Callable[[Path], dict[str, bytes]]

VOLGT_NIET = "volgt niet uit de invoer van deze ronde"
# What the round says of itself follows from its manifest too.
NIET_MEER = {f"{naam}: {VOLGT_NIET}" for naam in ("herkomst.html", "ro-crate-metadata.json")}
DRIE = (".ipynb", ".html", ".pdf")


def say(map_: Path, **anders: object) -> None:
    """A manifest that says otherwise, closed anew."""
    pad = map_ / "manifest.json"
    pad.write_bytes(seal({**json.loads(pad.read_text(encoding="utf-8")), **anders}))


def sign_again(map_: Path) -> None:
    """A manifest that agrees with the changed files, so that only the contents can tell."""
    namen = read_manifest(map_)["geschreven"]
    hashes = {naam: hashlib.sha256((map_ / naam).read_bytes()).hexdigest() for naam in namen}
    say(map_, geschreven=hashes)


def agree(map_: Path) -> None:
    """As `sign_again`, with the page and crate that such a manifest gives."""
    sign_again(map_)
    manifest = read_manifest(map_)
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


def look_at(map_: Path) -> Path:
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
    return pad


def test_a_round_that_was_looked_at_proves_itself_inside_another_project_with_its_own_settings(
    gemaakt: Path, tmp_path: Path, inhoud: Inhoud
) -> None:
    project = tmp_path / "een project met spaties"
    map_ = shutil.copytree(gemaakt, project / "één ronde")
    (project / "pytest.ini").write_text(
        "[pytest]\nfilterwarnings = error\naddopts = --wat-is-dit\n"
    )
    (project / "conftest.py").write_text("raise RuntimeError('niet van ibt')")
    look_at(map_)
    (map_ / "manifest.json.sig").write_text("van ssh-keygen -Y sign")
    eerst = inhoud(map_)
    klaar = subprocess.run(
        [sys.executable, "-m", "ibt", "verify", "één ronde"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTEST_ADDOPTS": "--ook-niet", "PYTEST_PLUGINS": "bestaat_niet"},
    )
    gelijk = "wat is vergeleken, is gelijk gebleven"
    assert klaar.stdout == f"In orde: 4 notebooks opnieuw uitgevoerd, {gelijk}.\n"
    opgeslagen, vanzelf, *getekend = klaar.stderr.splitlines()
    assert opgeslagen.startswith("Let op: in Jupyter opgeslagen, met dezelfde cellen en uitkomsten")
    assert "GM9901.ipynb" in opgeslagen
    for naam in (".ipynb_checkpoints/GM9901-ch", ".DS_Store", "~$inschaling", ".~lock.inschaling"):
        assert naam in vanzelf
    assert all("deze handtekening hoort niet bij de ronde" in regel for regel in getekend)
    assert klaar.returncode == 0
    assert inhoud(map_) == eerst


def test_every_change_is_named_also_when_the_manifest_agrees_and_no_file_passes_for_a_library(
    gemaakte_kopie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_, bewijs = gemaakte_kopie, tmp_path / "gedraaid"
    twee = ["gemeenten/GM9901.ipynb", "gemeenten/GM9902.ipynb"]
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda _, *rest: run_nbval(twee, *rest))
    edit(map_ / "gemeenten" / "GM9901.ipynb", "Slenk", "Slonk")
    edit(map_ / "inschaling.csv", ",Terp,", ",Torp,")
    without_outputs(map_ / "gemeenten" / "GM9902.ipynb")
    sign_again(map_)
    bibliotheken = ("pytest.py", "nbval.py", "gemeenten/pandas.py", "gemeenten/ibt.py")
    for naam in bibliotheken:
        (map_ / naam).write_text(f"open({str(bewijs)!r}, 'w')")
    verschillen = verify_map(map_).verschillen
    zinnen = "\n".join(verschillen)
    assert not bewijs.exists()
    assert "gemeenten/GM9901.ipynb, cel 4: de uitkomst is nu anders" in zinnen
    assert "gemeenten/GM9902.ipynb, cel 4: is niet uitgevoerd" in zinnen
    assert "gemeenten/GM9902.ipynb: dit notebook heeft geen uitkomsten" in zinnen
    assert "inschaling.csv: volgt niet uit de invoer van deze ronde" in zinnen
    assert "GM9903.ipynb" not in zinnen
    assert "provincie.ipynb" not in zinnen
    vreemd = [zin for zin in verschillen if "hoort niet bij deze ronde" in zin]
    assert {zin.partition(":")[0] for zin in vreemd} == set(bibliotheken)
    assert [zin for zin in verschillen if "manifest.json" in zin and zin not in vreemd] == []


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
    invoer = ("index.html", "agenda.ics", "inschaling.xlsx", "brieven/GM9901.docx")
    notebook = ("gemeenten/GM9901.html", "gemeenten/GM9902.pdf", "provincie.html")
    for naam in (*invoer, *notebook, "alle-rapporten.pdf"):
        spoil(gemaakte_kopie / naam)
    sign_again(gemaakte_kopie)
    assert set(verify_map(gemaakte_kopie).verschillen) == NIET_MEER | {
        *(f"{naam}: {VOLGT_NIET}" for naam in (*invoer, "alle-rapporten.pdf")),
        *(f"{naam}: volgt niet uit het notebook van dit rapport" for naam in notebook),
    }


@pytest.mark.usefixtures("zonder_nbval")
def test_cells_of_another_report_or_that_were_added_hidden_or_given_something_along_are_named(
    gemaakte_kopie: Path,
) -> None:
    def change(bestand: str, doe: Callable[[Any, Any], object]) -> None:
        notebook = nbformat.read(gemaakte_kopie / bestand, as_version=4)
        doe(notebook, next(een for een in notebook.cells if een.cell_type == "markdown"))
        nbformat.write(notebook, gemaakte_kopie / bestand)

    erbij = nbformat.v4.new_markdown_cell("Alles klopt.", id="erbij")
    bijlage = {"attachments": {"a.png": {"image/png": "aaaa"}}}
    for soort in DRIE:
        van, naar = (gemaakte_kopie / f"gemeenten/{een}{soort}" for een in ("GM9902", "GM9901"))
        shutil.copy(van, naar)
    change("gemeenten/GM9902.ipynb", lambda notebook, _: notebook.cells.append(erbij))
    change("gemeenten/GM9903.ipynb", lambda _, cel: cel.metadata.update(tags=["verborgen"]))
    change("provincie.ipynb", lambda _, cel: cel.update(bijlage))
    (gemaakte_kopie / "extra.txt").write_text("x")
    say(gemaakte_kopie, geschreven={**read_manifest(gemaakte_kopie)["geschreven"], "extra.txt": ""})
    sign_again(gemaakte_kopie)
    assert {
        "gemeenten/GM9901.ipynb: heeft andere parameters dan die van dit rapport",
        "gemeenten/GM9902.ipynb: heeft andere cellen dan gemeente.ipynb",
        "gemeenten/GM9903.ipynb: heeft andere cellen dan gemeente.ipynb",
        "provincie.ipynb: heeft andere cellen dan provincie.ipynb",
        "extra.txt: hoort niet bij deze ronde",
    } < set(verify_map(gemaakte_kopie).verschillen)


ZES = "VASTGESTELD: trede 6"
BASH = {"display_name": "Bash", "language": "bash", "name": "bash"}
WIDGET = {
    "application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "HTMLModel"}}}
}
# What nothing in a report shows, and whoever opens the notebook would see or use.
VERVALST: dict[str, Callable[[Any], object]] = {
    "title": lambda boek: boek["metadata"].update(title=ZES),
    "kernelspec": lambda boek: boek["metadata"].update(kernelspec=BASH),
    "language_info": lambda boek: boek["metadata"]["language_info"].update(name="R"),
    "widgets": lambda boek: boek["metadata"].update(widgets=WIDGET),
    "jupyter": lambda boek: boek["cells"][3]["metadata"].update(jupyter={"outputs_hidden": ZES}),
    "raw_mimetype": lambda boek: boek["cells"][3]["metadata"].update(raw_mimetype="text/html"),
    "id": lambda boek: boek["cells"][3].update(id="vastgesteld-trede-6"),
    "nbformat_minor": lambda boek: (
        boek.update(nbformat_minor=4) or [cel.pop("id") for cel in boek["cells"]]
    ),
    "opmaak van de JSON": lambda _: None,
}
NOG_MEER: dict[str, Callable[[Any], object]] = {
    "wat JupyterLab erbij zet": lambda boek: boek["metadata"]["kernelspec"].update(
        display_name="Python 3 (ipykernel)"
    ),
    "ValidationError": lambda boek: boek.update(vastgesteld=ZES),
}


def forged(pad: Path, wat: str) -> str:
    notebook = json.loads(pad.read_text(encoding="utf-8"))
    (VERVALST | NOG_MEER)[wat](notebook)
    indent = 2 if wat == "opmaak van de JSON" else 1
    return json.dumps(notebook, ensure_ascii=False, indent=indent, sort_keys=True) + "\n"


@pytest.mark.usefixtures("zonder_nbval")
def test_what_notebooks_say_of_themselves_is_named_also_when_all_was_made_to_agree(
    gemaakte_kopie: Path,
) -> None:
    drie = {"GM9901": "title", "GM9902": "wat JupyterLab erbij zet", "GM9903": "ValidationError"}
    for code, wat in drie.items():
        pad = gemaakte_kopie / "gemeenten" / f"{code}.ipynb"
        pad.write_text(forged(pad, wat), encoding="utf-8")
    agree(gemaakte_kopie)
    verschillen = verify_map(gemaakte_kopie).verschillen
    assert len(verschillen) == 3
    for (code, wat), verschil in zip(drie.items(), verschillen, strict=True):
        assert verschil.startswith(f"gemeenten/{code}.ipynb: ")
        assert wat in verschil


@pytest.mark.parametrize("wat", VERVALST)
def test_a_notebook_can_say_no_more_than_it_did_whether_or_not_it_was_looked_at(
    wat: str, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "gemeenten" / "GM9901.ipynb"
    toen = hashlib.sha256(pad.read_bytes()).hexdigest()
    for bekeken in (False, True):
        if bekeken:
            look_at(gemaakte_kopie)
            assert is_only_opened(pad.read_bytes(), toen)
        tekst = forged(pad, wat)
        assert strange_parts(tekst.encode(), nbformat.reads(tekst, as_version=4))[0] == wat
        assert not is_only_opened(tekst.encode(), toen)


@pytest.mark.usefixtures("zonder_nbval")
def test_what_a_manifest_says_too_much_is_named_also_when_all_was_made_to_agree(
    gemaakte_kopie: Path,
) -> None:
    eerste, *rest = read_manifest(gemaakte_kopie)["gelezen"]
    gelezen = [{**eerste, "oordeel": ZES}, *rest]
    sleutels = {"GM9901": "0" * 64}
    say(gemaakte_kopie, sleutels=sleutels, besluit=ZES, voorbeeld=1, gelezen=gelezen)
    agree(gemaakte_kopie)
    assert set(verify_map(gemaakte_kopie).verschillen) == {
        "manifest.json: “sleutels” hoort niet in een manifest van ibt",
        "manifest.json: “besluit” hoort niet in een manifest van ibt",
        f"manifest.json: “voorbeeld” {VOLGT_NIET}",
        f"manifest.json: “gelezen” {VOLGT_NIET}",
    }


@pytest.mark.usefixtures("zonder_nbval")
def test_a_manifest_that_claims_what_the_inputs_do_not_say_is_named(gemaakte_kopie: Path) -> None:
    say(gemaakte_kopie, gelezen=[], rapporten={}, staat="vastgesteld")
    assert {
        "manifest.json: noemt 0 rondebestanden, en dat moet er één zijn",
        *(f"manifest.json: “{een}” {VOLGT_NIET}" for een in ("gelezen", "rapporten", "staat")),
    } < set(verify_map(gemaakte_kopie).verschillen)


@pytest.mark.usefixtures("zonder_nbval")
def test_a_report_or_letter_left_out_of_round_and_manifest_is_missed(gemaakte_kopie: Path) -> None:
    manifest = read_manifest(gemaakte_kopie)
    weg = [*(f"gemeenten/GM9902{soort}" for soort in DRIE), "brieven/GM9902.docx"]
    for naam in weg:
        (gemaakte_kopie / naam).unlink()
    niet_genoemd = "gemeenten/GM9901.ipynb"
    blijft = {n: h for n, h in manifest["geschreven"].items() if n not in (*weg, niet_genoemd)}
    rondes = [een for een in manifest["gelezen"] if een["rol"] == "ronde"]
    say(gemaakte_kopie, geschreven=blijft, gelezen=[*rondes, *manifest["gelezen"]])
    assert set(verify_map(gemaakte_kopie).verschillen) == NIET_MEER | {
        *(f"{naam}: ontbreekt in manifest.json" for naam in (*weg, niet_genoemd)),
        f"{niet_genoemd}: hoort niet bij deze ronde (staat niet in manifest.json)",
        "manifest.json: noemt 2 rondebestanden, en dat moet er één zijn",
        f"manifest.json: “gelezen” {VOLGT_NIET}",
    }


@pytest.mark.usefixtures("zonder_nbval")
def test_with_what_it_was_made_is_said_where_that_is_another_here(gemaakte_kopie: Path) -> None:
    ronde = load_ronde(gemaakte_kopie / "invoer" / "ronde.yaml")
    heel = read_manifest(gemaakte_kopie)
    assert list(Opnieuw(gemaakte_kopie, heel, ronde, None).tools()) == []
    ander = {**heel, "programma_sha256": "0" * 64}
    (zin,) = Opnieuw(gemaakte_kopie, ander, ronde, None).tools()
    assert "maar met andere code dan hier" in zin
    pakketten = {"pandas": "0.0.1"}
    say(gemaakte_kopie, programma="ibt 9.9.9", python="2.7", pakketten=pakketten, notebooks={})
    meldingen = "; ".join(verify_map(gemaakte_kopie).meldingen)
    for melding in (
        "gemaakt met ibt 9.9.9; hier draait ibt ",
        "gemaakt met Python 2.7; hier draait ",
        "pandas 0.0.1 (hier ",
        "gemeente.ipynb is hier anders dan toen; de cellen zijn niet vergeleken",
    ):
        assert melding in meldingen


@pytest.mark.usefixtures("zonder_nbval")
def test_a_round_of_other_notebooks_is_compared_with_those_that_are_named(
    gemaakte_kopie: Path, tmp_path: Path
) -> None:
    eigen = shutil.copytree(find_notebooks(), tmp_path / "eigen")
    bewijs = verify_map(gemaakte_kopie, notebooks=eigen)
    assert (bewijs.notebooks, bewijs.verschillen, bewijs.meldingen) == (4, (), ())
    write_notebook(eigen / "gemeente.ipynb", ["rondebestand: str = ''"], ["1"])
    (melding,) = verify_map(gemaakte_kopie, notebooks=eigen).meldingen
    assert melding.startswith("gemeente.ipynb is hier anders dan toen")


@pytest.mark.skipif(os.name == "nt", reason="Windows vraagt hiervoor rechten")
@pytest.mark.usefixtures("zonder_nbval")
def test_what_really_lies_elsewhere_is_named(gemaakte_kopie: Path, tmp_path: Path) -> None:
    for nummer, naam in enumerate(("gemeenten/GM9901.pdf", "brieven")):
        elders = (gemaakte_kopie / naam).rename(tmp_path / f"elders {nummer}")
        (gemaakte_kopie / naam).symlink_to(elders)
    verschillen = verify_map(gemaakte_kopie).verschillen
    for naam in ("gemeenten/GM9901.pdf", "brieven/GM9901.docx"):
        assert f"{naam}: is een verwijzing naar een andere plek" in verschillen


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows kent geen mkfifo")
def test_a_manifest_that_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "manifest.json")
    with pytest.raises(RondeFout, match="moet een gewoon bestand zijn"):
        verify_map(tmp_path)


@pytest.fixture
def alleen_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all that is made again came out the same."""
    gelijk = SimpleNamespace(compare=lambda *_: [], same_again=set(), tools=lambda: [])
    monkeypatch.setattr("ibt.batch.verify.load_ronde", lambda _: None)
    monkeypatch.setattr("ibt.batch.verify.Opnieuw", lambda *_: gelijk)
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *_: [])


@pytest.mark.usefixtures("alleen_hashes")
def test_any_file_of_which_one_byte_changed_or_that_is_gone_is_named(
    gemaakte_kopie: Path, inhoud: Inhoud
) -> None:
    # What follows from the inputs is another test; here every file must be found by its own bytes.
    toeval = random.Random(20260701)
    bestanden = inhoud(gemaakte_kopie)
    assert {"invoer/ronde.yaml", "ro-crate-metadata.json", "herkomst.html"} < set(bestanden)
    assert len(bestanden) > 25
    for naam, heel in sorted(bestanden.items()):
        plek = toeval.randrange(len(heel))
        anders = bytes([heel[plek] ^ 1 << toeval.randrange(8)])
        (gemaakte_kopie / naam).write_bytes(heel[:plek] + anders + heel[plek + 1 :])
        assert _named(gemaakte_kopie) == [naam], (naam, plek, anders)
        (gemaakte_kopie / naam).unlink()
        if naam != "manifest.json":
            assert verify_map(gemaakte_kopie).verschillen == (f"{naam}: dit bestand ontbreekt",)
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
def test_a_manifest_that_says_the_same_in_other_bytes_is_found(
    oud: bytes, nieuw: bytes, gemaakte_kopie: Path
) -> None:
    pad = gemaakte_kopie / "manifest.json"
    heel = pad.read_bytes()
    begin, einde = heel.rsplit(oud, 1)
    pad.write_bytes(begin + nieuw + einde)
    assert json.loads(pad.read_bytes()) == json.loads(heel)
    assert changed_files(gemaakte_kopie, read_manifest(gemaakte_kopie)) == [
        "manifest.json: is veranderd (de inhoud is gelijk, de schrijfwijze niet)",
    ]


@pytest.mark.usefixtures("alleen_hashes")
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


def test_a_round_of_another_version_is_in_order_with_a_word_of_it(
    een_gemeente: Path, licht: Callable[..., Path], tmp_path: Path
) -> None:
    eigen, uit = licht("import ibt", "print('Gemaakt met ibt', ibt.__version__)"), tmp_path / "uit"
    with pytest.MonkeyPatch.context() as toen:
        toen.setattr("ibt.__version__", "0.0.9")
        toen.setattr("ibt.ronde.verslag.__version__", "0.0.9")
        render_ronde(load_ronde(een_gemeente), uit, eigen)
    bewijs = verify_map(uit, notebooks=eigen)
    assert bewijs.verschillen == ()
    assert any("gemaakt met ibt 0.0.9; hier draait ibt" in een for een in bewijs.meldingen)


@pytest.mark.usefixtures("zonder_nbval")
def test_an_account_that_says_otherwise_is_found_also_when_all_hashes_were_made_to_agree(
    gemaakte_kopie: Path,
) -> None:
    for naam in ("herkomst.html", "ro-crate-metadata.json"):
        edit(gemaakte_kopie / naam, "utrecht-2024", "utrecht-2025")
    sign_again(gemaakte_kopie)
    assert set(verify_map(gemaakte_kopie).verschillen) >= NIET_MEER


@pytest.mark.usefixtures("zonder_nbval")
def test_a_manifest_that_says_too_little_is_named_and_no_crash(gemaakte_kopie: Path) -> None:
    heel = read_manifest(gemaakte_kopie)
    for weg in ({"gelezen": [1]}, {"rapporten": []}, {"kader_geldig_van": "gisteren"}):
        say(gemaakte_kopie, **{**heel, **weg})
        assert verify_map(gemaakte_kopie).verschillen == (
            "manifest.json: zegt niet alles wat een manifest van ibt zegt",
        )


KAPOT = "daarom is niets nagerekend en geen notebook opnieuw uitgevoerd"


def test_an_input_that_can_no_longer_be_read_is_one_cause_in_one_line(gemaakte_kopie: Path) -> None:
    pad = gemaakte_kopie / "invoer" / "cijfers" / "2026-07-01.csv"
    pad.write_text("kapot")
    veranderd = "invoer/cijfers/2026-07-01.csv: is veranderd sinds de ronde is gemaakt"
    bewijs = verify_map(gemaakte_kopie)
    assert (bewijs.notebooks, bewijs.verschillen) == (0, (f"{veranderd}; {KAPOT}",))
    sign_again(gemaakte_kopie)  # never readable here: it is said once
    (verschil,) = verify_map(gemaakte_kopie).verschillen
    assert verschil.startswith(f"invoer/ronde.yaml: de invoer is niet meer te lezen; {KAPOT}. ")
    assert "2026-07-01.csv" in verschil
    pad.unlink()
    ontbreekt = "invoer/cijfers/2026-07-01.csv: dit bestand ontbreekt"
    assert verify_map(gemaakte_kopie).verschillen == (f"{ontbreekt}; {KAPOT}",)


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
    mislukt = {"rapport": "GM9901", "cel": "cel 3", "fout": "KeyError: 'x'"}
    say(gemaakte_kopie, mislukt=[mislukt])
    eerste, *rest = verify_map(gemaakte_kopie).verschillen
    assert eerste == "GM9901: is bij het maken mislukt (cel 3: KeyError: 'x')"
    # The index would say so, and the report would not be among all of them.
    volgt_niet = {f"{naam}: {VOLGT_NIET}" for naam in ("index.html", "alle-rapporten.pdf")}
    assert set(rest) == NIET_MEER | volgt_niet


def test_with_the_round_file_it_says_which_inputs_changed_since(gemaakt: Path, ronde: Path) -> None:
    with (ronde.parents[1] / "data" / "register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9901,2026-07-21,2,ronde,2026-07-01,-4,0,0,4,,,,\n")
    assert changed_invoer(gemaakt, load_ronde(ronde)) == [], "adopted since"
    edit(ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv", "-1,14,", "-1,15,")
    edit(ronde, "dossier: [bevindingen]\n", "")
    assert changed_invoer(gemaakt, load_ronde(ronde)) == [
        "invoer/dossier/2026-01-01.yaml: is geen invoer meer",
        "invoer/cijfers/2026-07-01.csv: de invoer is sindsdien veranderd",
        "invoer/ronde.yaml: de invoer is sindsdien veranderd",
    ]
