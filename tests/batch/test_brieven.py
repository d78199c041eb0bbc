"""The letters of a round: one per gemeente, from a template that the analyst may replace."""

import hashlib
import io
import json
import shutil
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from ibt.batch.brieven import make_brieven
from ibt.batch.manifest import read_manifest, seal
from ibt.batch.notebooks import find_notebooks, find_sjabloon
from ibt.batch.render import render_ronde
from ibt.batch.verify import verify_map
from ibt.batch.verzoek import Verzoek
from ibt.begrippen.fout import InvoerFout
from ibt.ronde import load_ronde

CODES = ("GM9901", "GM9902", "GM9903")


def read(pad: Path) -> str:
    return "\n".join(alinea.text for alinea in Document(str(pad)).paragraphs)


@pytest.fixture
def eigen(licht: Callable[..., Path]) -> Callable[[str], Path]:
    """A folder with notebooks and a template of one paragraph."""

    def make(alinea: str) -> Path:
        map_ = licht()
        document = Document()
        document.add_paragraph(alinea)
        document.save(str(map_ / "brief.docx"))
        return map_

    return make


@pytest.mark.norm("N22", "N42", "N59")
def test_every_gemeente_has_a_draft_letter(gemaakt: Path) -> None:
    for code, naam in {"GM9901": "Slenk", "GM9903": "Terp"}.items():
        tekst = read(gemaakt / "brieven" / f"{code}.docx")
        assert f"wethouders van de gemeente {naam}" in tekst
        assert "CONCEPT" in tekst
        assert "CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN" in tekst
        assert "VOORBEELD: cijfers verzonnen" in tekst


def test_a_name_with_strange_characters_is_text_in_its_letter(gemaakt: Path, ronde: Path) -> None:
    (lastig,) = (g.naam for g in load_ronde(ronde).gemeenten if g.code == "GM9902")
    assert "*_" in lastig
    assert f"de gemeente {lastig}\n" in read(gemaakt / "brieven" / "GM9902.docx")


def test_the_manifest_holds_the_letters_and_the_hash_of_the_template(gemaakt: Path) -> None:
    manifest = read_manifest(gemaakt)
    assert {f"brieven/{code}.docx" for code in CODES} <= set(manifest["geschreven"])
    sjabloon = find_notebooks() / "brief.docx"
    verwacht = hashlib.sha256(sjabloon.read_bytes()).hexdigest()
    assert manifest["notebooks"]["brief.docx"] == verwacht


def test_a_template_beside_the_notebooks_is_used(
    ronde: Path, tmp_path: Path, eigen: Callable[[str], Path], zonder_kernel: list[str]
) -> None:
    notebooks = eigen(
        "{{ merk }}: eigen brief aan {{ geadresseerde }}{% for w in waarschuwingen %}{% endfor %}"
    )
    render_ronde(load_ronde(ronde), tmp_path / "uit", notebooks)
    assert "eigen brief aan Het college" in read(tmp_path / "uit" / "brieven" / "GM9901.docx")
    hash_ = hashlib.sha256((notebooks / "brief.docx").read_bytes()).hexdigest()
    assert read_manifest(tmp_path / "uit")["notebooks"]["brief.docx"] == hash_


def test_a_folder_with_only_notebooks_takes_the_installed_template(
    licht: Callable[..., Path],
) -> None:
    assert find_sjabloon(licht()) == find_notebooks() / "brief.docx"


def test_a_faulty_template_is_refused_before_anything_is_written(
    ronde: Path, tmp_path: Path, eigen: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.render.run_reports", lambda *a: pytest.fail("een kernel"))
    with pytest.raises(InvoerFout, match=r'brief\.docx: dit veld bestaat niet .*"geadreseerde"'):
        render_ronde(
            load_ronde(ronde), tmp_path / "uit", eigen("{{ geadreseerde }}{{ waarschuwingen }}")
        )
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize("hoe", ["ingepakt", "uitgepakt"])
def test_a_template_that_is_far_too_large_is_refused_before_it_is_opened(
    hoe: str, tmp_path: Path, ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sjabloon = tmp_path / "brief.docx"
    with zipfile.ZipFile(sjabloon, "w", zipfile.ZIP_DEFLATED) as delen:
        delen.writestr("word/document.xml", bytes(2_000_000))
    naam = "GROOTSTE_BESTAND" if hoe == "ingepakt" else "GROOTSTE_UITGEPAKT"
    monkeypatch.setattr(f"ibt.ronde.sjabloon.{naam}", 1_000 if hoe == "ingepakt" else 1_048_576)
    with pytest.raises(InvoerFout, match=r"brief\.docx: mag .*ten hoogste 1.* groot zijn"):
        make_brieven(load_ronde(ronde), sjabloon)


@pytest.mark.skipif(sys.platform != "linux", reason="geheugen is elders niet te begrenzen")
@pytest.mark.parametrize(
    "opdracht",
    [
        '{{ "x" * 10**10 }}',
        '{{ "%9999999999d" % 1 }}',
        '{% set a = "x" * 10**6 %}' + "{% set a = a ~ a %}" * 20 + "{{ a | length }}",
    ],
)
def test_a_template_that_takes_memory_without_end_is_refused(
    opdracht: str, ronde: Path, eigen: Callable[[str], Path]
) -> None:
    map_ = eigen(f"{opdracht}{{{{ waarschuwingen }}}}")
    geladen = load_ronde(ronde)
    import resource

    eerst = resource.getrlimit(resource.RLIMIT_DATA)
    with pytest.raises(InvoerFout, match=r"brief\.docx: dit sjabloon vraagt meer geheugen"):
        make_brieven(geladen, map_ / "brief.docx")
    assert resource.getrlimit(resource.RLIMIT_DATA) == eerst


def test_one_gemeente_leaves_every_letter_in_place(
    ronde: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    uit = tmp_path / "uit"
    render_ronde(load_ronde(ronde), uit, find_notebooks())
    eerst = {code: (uit / "brieven" / f"{code}.docx").read_bytes() for code in CODES}
    klaar = render_ronde(load_ronde(ronde), uit, find_notebooks(), Verzoek(codes=("GM9902",)))
    assert {code: (uit / "brieven" / f"{code}.docx").read_bytes() for code in CODES} == eerst
    assert klaar.waarschuwingen == ()


def test_another_template_makes_no_report_old(
    ronde: Path, tmp_path: Path, eigen: Callable[[str], Path], zonder_kernel: list[str]
) -> None:
    uit = tmp_path / "uit"
    notebooks = eigen("{{ waarschuwingen }} {{ aanhef }}")
    render_ronde(load_ronde(ronde), uit, notebooks)
    ander = Document()
    ander.add_paragraph("{{ waarschuwingen }}")
    ander.save(str(notebooks / "brief.docx"))
    zonder_kernel.clear()
    klaar = render_ronde(load_ronde(ronde), uit, notebooks)
    assert (klaar.waarschuwingen, zonder_kernel) == ((), [])
    assert "CONCEPT" in read(uit / "brieven" / "GM9901.docx")


def test_a_letter_left_out_of_round_and_manifest_is_missed(
    gemaakte_kopie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *a: [])
    pad = gemaakte_kopie / "manifest.json"
    manifest = json.loads(pad.read_text(encoding="utf-8"))
    (gemaakte_kopie / "brieven" / "GM9902.docx").unlink()
    del manifest["geschreven"]["brieven/GM9902.docx"]
    pad.write_bytes(seal(manifest))
    zin = "brieven/GM9902.docx: ontbreekt in manifest.json"
    assert zin in verify_map(gemaakte_kopie).verschillen


def test_the_same_round_gives_the_same_letters_from_another_folder(
    ronde: Path, tmp_path: Path
) -> None:
    sjabloon = find_sjabloon(find_notebooks())
    elders = shutil.copytree(ronde.parents[1], tmp_path / "elders") / "parameters" / ronde.name
    eerst = make_brieven(load_ronde(ronde), sjabloon)
    assert make_brieven(load_ronde(elders), sjabloon) == eerst
    assert set(eerst) == {f"brieven/{code}.docx" for code in CODES}
    for inhoud in eerst.values():
        dag = Document(io.BytesIO(inhoud)).core_properties.modified
        assert dag is not None
        assert dag.date() == date(2026, 7, 20), "the day of the round, never the clock"
