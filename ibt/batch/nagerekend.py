"""A round worked out again from its own inputs and notebooks: what must be there, to the byte."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibt.batch.afronden import make_index
from ibt.batch.brieven import is_brief
from ibt.batch.bundel import BUNDEL, make_bundel
from ibt.batch.formaat import nbformat
from ibt.batch.herkomst import make_inhoud, make_slotstukken
from ibt.batch.manifest import NAAM, left_behind, seal
from ibt.batch.notebooks import find_notebooks, find_sjabloon, source_hash
from ibt.batch.plan import INDEX, Plan, make_plan
from ibt.batch.plek import report_files, report_place
from ibt.batch.schoon import published, scrub, strange_parts
from ibt.batch.soort import soort_of
from ibt.begrippen.gemeente import Gemeente
from ibt.rapport.index import Mislukt
from ibt.rapport.typst import Stuk
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.kopie import portable_name

# What a manifest says of the machine that made the round; another may be used to prove it.
_GEREEDSCHAP = ("programma", "programma_sha256", "python", "pakketten", "notebooks")
_VOLGT_NIET = "volgt niet uit de invoer van deze ronde"
_MEESTE = 5


@dataclass(frozen=True)
class _Ronde:
    """A rendered round with what is needed to make it again."""

    map: Path
    manifest: Mapping[str, Any]
    ronde: Ronde
    notebooks: Path
    mislukt: tuple[Mislukt, ...]
    verouderd: tuple[str, ...]

    @property
    def bronnen(self) -> tuple[Path, Path, Path]:
        """The notebooks and the template of letters as they are here."""
        soort = soort_of(self.ronde.peildatum)
        eigen = (self.notebooks / soort.gemeente, self.notebooks / soort.provincie)
        return (*eigen, find_sjabloon(self.notebooks))

    def is_same(self, bron: Path) -> bool:
        """Whether a notebook or template here is the one that the round was made with."""
        toen: Any = self.manifest.get("notebooks")
        return isinstance(toen, dict) and toen.get(bron.name) == source_hash(bron)

    def differs(self, naam: str, inhoud: bytes) -> bool:
        """Whether a file is there with other bytes; one that is gone or shut is named elsewhere."""
        try:
            return (self.map / naam).read_bytes() != inhoud
        except OSError:
            return False


def work_out_again(
    map_: Path, manifest: Mapping[str, Any], eigen: Path | None = None
) -> tuple[list[str], list[str]]:
    """A Dutch sentence per file that is not what follows; and per tool that is another here.

    IbtFout where the inputs of the round cannot be read any more.
    """
    ronde = load_ronde(map_ / "invoer" / "ronde.yaml")
    notebooks = find_notebooks(eigen, soort_of(ronde.peildatum))
    plan = make_plan(ronde, notebooks)
    weg = tuple(Mislukt(een["rapport"], een["cel"], een["fout"]) for een in manifest["mislukt"])
    oud = left_behind(manifest)
    alles = _Ronde(map_, manifest, ronde, notebooks, weg, oud)
    gemeenten, index = make_index(ronde, weg, oud)
    verschillen = [
        *_files(alles, _fixed(alles, plan)),
        *_files(alles, [(INDEX, index.encode())]),
        *_reports(alles, plan, gemeenten),
        *_account(alles),
        *_listed(alles, plan),
    ]
    return verschillen, list(_tools(alles))


def _fixed(alles: _Ronde, plan: Plan) -> Iterator[tuple[str, bytes]]:
    """What needs no notebook: copies, tables, agenda, and letters of the same template."""
    sjabloon = alles.bronnen[-1]
    for naam, inhoud in plan.vast.items():
        if alles.is_same(sjabloon) or not is_brief(naam):
            yield naam, inhoud


def _files(alles: _Ronde, volgt: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    for naam, inhoud in volgt:
        if alles.differs(naam, inhoud):
            yield f"{naam}: {_VOLGT_NIET}"


def _reports(alles: _Ronde, plan: Plan, gemeenten: Sequence[Gemeente]) -> Iterator[str]:
    """Page and PDF of each notebook, and all of them in one."""
    stukken: dict[str, Stuk | None] = dict.fromkeys(plan.rapporten)
    mislukt = {een.naam for een in alles.mislukt}
    for naam in plan.rapporten:
        if naam not in mislukt and (alles.map / f"{report_place(naam)}.ipynb").is_file():
            stukken[naam] = yield from _report(alles, naam)
    if any(stukken[naam] is None for naam in plan.rapporten if naam not in mislukt):
        return  # that is said already
    try:
        bundel = make_bundel(alles.ronde.verslag, gemeenten, {}, stukken, alles.verouderd)
    except Exception as fout:
        # Parts that do not belong together, as where one stands in the place of another.
        yield f"{BUNDEL}: is van deze rapporten niet te maken ({type(fout).__name__})"
        return
    yield from _files(alles, [(BUNDEL, bundel)])


def _report(alles: _Ronde, naam: str) -> Generator[str, None, Stuk | None]:
    """The differences of one report; its part of the document with all reports, or None."""
    from ibt.batch.exporters import export_notebook

    bestand, html, pdf = report_files(naam)
    try:
        inhoud = (alles.map / bestand).read_bytes()
        notebook = nbformat.reads(inhoud.decode(), as_version=4)
        nbformat.validate(notebook)
        yield from _cells(alles, naam, bestand, notebook)
        yield from _form(alles, bestand, inhoud, notebook)
        pagina, blad, stuk = export_notebook(scrub(notebook), naam)
    except Exception as fout:
        # A notebook that was tampered with may hold anything.
        yield f"{bestand}: hiervan is geen rapport te maken ({type(fout).__name__})"
        return None
    for pad, inhoud in ((html, pagina.encode()), (pdf, blad)):
        if alles.differs(pad, inhoud):
            yield f"{pad}: volgt niet uit het notebook van dit rapport"
    return stuk


def _cells(alles: _Ronde, naam: str, bestand: str, notebook: Any) -> Iterator[str]:
    """Whether the cells are those of the notebook that it was made of, with its parameters."""
    from papermill.translators import PythonTranslator

    try:
        rapport = alles.manifest["rapporten"][naam]
        bron, parameters = alles.notebooks / rapport["notebook"], dict(rapport["parameters"])
    except (LookupError, TypeError, ValueError):
        return  # that it says too little is found elsewhere
    if not alles.is_same(bron):
        return
    ingevuld = "injected-parameters"
    eigen = [c for c in notebook.cells if ingevuld not in c.metadata.get("tags", [])]
    gegeven = [c.source for c in notebook.cells if ingevuld in c.metadata.get("tags", [])]
    regels = PythonTranslator.codify(parameters).splitlines()
    volgt = "\n".join(regel for regel in regels if not regel.startswith("#"))
    toen = nbformat.read(bron, as_version=4).cells
    if list(map(_shown, eigen)) != list(map(_shown, toen)):
        yield f"{bestand}: heeft andere cellen dan {bron.name}"
    if [broncode.strip() for broncode in gegeven] != [volgt.strip()]:
        yield f"{bestand}: heeft andere parameters dan die van dit rapport"


def _form(alles: _Ronde, bestand: str, inhoud: bytes, notebook: Any) -> Iterator[str]:
    """What it says beside its cells; also as JupyterLab does, where the manifest agrees to it."""
    vreemd = strange_parts(inhoud, notebook)
    zo_gemaakt = alles.manifest["geschreven"][bestand] == hashlib.sha256(inhoud).hexdigest()
    if vreemd or (zo_gemaakt and inhoud != published(notebook)):
        wat = ", ".join(vreemd) or "wat JupyterLab erbij zet"
        yield f"{bestand}: heeft kenmerken die een gemaakt rapport niet heeft ({wat})"


def _shown(cel: Any) -> tuple[Any, ...]:
    """All of a cell that decides what of it a reader sees, but for what came out of it."""
    labels = list(cel.metadata.get("tags", []))
    return cel.cell_type, cel.source, labels, cel.get("attachments", {})


def _account(alles: _Ronde) -> Iterator[str]:
    """What the round says of itself: its page, crate and manifest."""
    manifest = dict(alles.manifest)
    try:
        volgt = list(make_slotstukken(alles.ronde, manifest))
        inhoud = make_inhoud(alles.ronde, alles.bronnen, {}, alles.mislukt, alles.verouderd)
        # The file of the round was read elsewhere, under another name; its copy is in the round.
        rondes = [een for een in manifest["gelezen"] if een["rol"] == "ronde"]
        hier = {naam: ronde[naam] for ronde in rondes for naam in ("bestand", "sha256")}
        volgens = [een | hier if een["rol"] == "ronde" else een for een in inhoud["gelezen"]]
        # Copies may have another name than what was read.
        manifest["gelezen"], inhoud["gelezen"] = (
            [{**een, "bestand": portable_name(een["bestand"])} for een in alle]
            for alle in (manifest["gelezen"], volgens)
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        yield f"{NAAM}: zegt niet alles wat een manifest van ibt zegt"
        return
    yield from _files(alles, ((naam, tekst) for naam, tekst in volgt if naam != NAAM))
    if len(rondes) != 1:
        yield f"{NAAM}: noemt {len(rondes)} rondebestanden, en dat moet er één zijn"
    for naam in manifest.keys() - inhoud.keys() - {"slot"}:
        yield f"{NAAM}: “{naam}” hoort niet in een manifest van ibt"
    for naam, waarde in inhoud.items():
        zelf = (*_GEREEDSCHAP, "geschreven")
        if naam not in zelf and seal({naam: manifest.get(naam)}) != seal({naam: waarde}):
            yield f"{NAAM}: “{naam}” {_VOLGT_NIET}"


def _listed(alles: _Ronde, plan: Plan) -> Iterator[str]:
    """Whether the manifest names every file that a round has, and no other."""
    geschreven = alles.manifest["geschreven"]
    mislukt = {bestand for een in alles.mislukt for bestand in report_files(een.naam)}
    for naam in plan.namen:
        if naam not in geschreven and naam not in mislukt and naam != NAAM:
            yield f"{naam}: ontbreekt in {NAAM}"
    for naam in geschreven:
        if naam not in plan.namen:
            yield f"{naam}: hoort niet bij deze ronde"


def _tools(alles: _Ronde) -> Iterator[str]:
    """With what it was made, where that is not what is here."""
    toen = alles.manifest
    nu = make_inhoud(alles.ronde, alles.bronnen, {}, ())
    if toen.get("programma") != nu["programma"]:
        yield f"gemaakt met {toen.get('programma')}; hier draait {nu['programma']}"
    elif toen.get("programma_sha256") != nu["programma_sha256"]:
        yield f"gemaakt met {nu['programma']}, maar met andere code dan hier"
    if toen.get("python") != nu["python"]:
        yield f"gemaakt met Python {toen.get('python')}; hier draait {nu['python']}"
    yield from _packages(toen.get("pakketten"), nu["pakketten"])
    for bron in alles.bronnen:
        if not alles.is_same(bron):
            wat = "brieven" if bron == alles.bronnen[-1] else "cellen"
            yield (
                f"{bron.name} is hier anders dan toen; de {wat} zijn niet vergeleken (is de ronde "
                "met --notebooks gemaakt, noem die map dan ook hier)"
            )


def _packages(toen: Any, nu: Mapping[str, str]) -> Iterator[str]:
    toen = toen if isinstance(toen, dict) else {}
    anders = [
        f"{naam} {toen.get(naam) or 'ontbrak'} (hier {nu.get(naam) or 'geen'})"
        for naam in (*toen, *sorted(nu.keys() - toen.keys()))
        if (toen.get(naam) or "") != (nu.get(naam) or "")
    ]
    if anders:
        yield f"gemaakt met andere pakketten: {some_of(anders)}"


def some_of(namen: Sequence[str]) -> str:
    """The first five of them, and how many more there are."""
    eerste = ", ".join(namen[:_MEESTE])
    rest = len(namen) - _MEESTE
    return f"{eerste} en nog {rest}" if rest > 0 else eerste
