"""The letters of a round: one per gemeente, from a template that the analyst may replace."""

import hashlib
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from ibt.batch.brieven import make_brieven
from ibt.batch.manifest import read_manifest
from ibt.batch.notebooks import find_notebooks, find_sjabloon
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Limiet, Verzoek
from ibt.begrippen.fout import InvoerFout
from ibt.ronde import load_ronde, sjabloon

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
    hoe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = tmp_path / "brief.docx"
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as delen:
        delen.writestr("word/document.xml", bytes(2_000_000))
    naam = "GROOTSTE_BESTAND" if hoe == "ingepakt" else "GROOTSTE_UITGEPAKT"
    monkeypatch.setattr(sjabloon, naam, 1_000 if hoe == "ingepakt" else 1_048_576)
    with pytest.raises(InvoerFout, match=r"brief\.docx: mag .*ten hoogste 1.* groot zijn"):
        sjabloon.read_sjabloon(bestand)


@pytest.mark.skipif(sys.platform != "linux", reason="geheugen is elders niet te begrenzen")
def test_a_template_that_takes_memory_without_end_is_refused(
    ronde: Path, eigen: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    geladen = load_ronde(ronde)
    eerst = resource.getrlimit(resource.RLIMIT_DATA)
    (al,) = re.findall(r"VmData:\s*(\d+) kB", Path("/proc/self/status").read_text())
    monkeypatch.setattr(Limiet, "geheugen", int(al) // 1024 + 200)
    for opdracht in (
        '{{ "x" * 10**10 }}',
        '{{ "%9999999999d" % 1 }}',
        '{% set a = "x" * 10**6 %}' + "{% set a = a ~ a %}" * 20 + "{{ a | length }}",
    ):
        map_ = eigen(f"{opdracht}{{{{ waarschuwingen }}}}")
        with pytest.raises(InvoerFout, match=r"brief\.docx: dit sjabloon vraagt meer geheugen"):
            make_brieven(geladen, map_ / "brief.docx")
    assert make_brieven(geladen, eigen("{{ waarschuwingen }}") / "brief.docx"), "enough for others"
    assert resource.getrlimit(resource.RLIMIT_DATA) == eerst


def test_one_gemeente_leaves_every_letter_in_place(
    ronde: Path, kort: Path, zonder_kernel: list[str]
) -> None:
    eerst = {code: (kort / "brieven" / f"{code}.docx").read_bytes() for code in CODES}
    klaar = render_ronde(load_ronde(ronde), kort, find_notebooks(), Verzoek(codes=("GM9902",)))
    assert {code: (kort / "brieven" / f"{code}.docx").read_bytes() for code in CODES} == eerst
    assert (zonder_kernel, klaar.waarschuwingen) == (["provincie", "GM9902"], ())


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


def test_a_letter_knows_the_day_of_the_round_and_never_the_clock(gemaakt: Path) -> None:
    for code in CODES:
        dag = Document(str(gemaakt / "brieven" / f"{code}.docx")).core_properties.modified
        assert dag is not None
        assert dag.date() == date(2026, 7, 20)
