"""A rendered round made again of its own inputs and notebooks: what must be there, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ibt.batch.formaat import nbformat  # before a library takes it

# isort: split
from papermill.translators import PythonTranslator

from ibt.batch.geheel import Rapporten, assemble, make_bundel
from ibt.batch.herkomst import make_inhoud, make_slotstukken
from ibt.batch.manifest import left_behind, seal
from ibt.batch.nbval import PROGRAMMA
from ibt.batch.notebooks import find_notebooks, notebook_in, source_hash
from ibt.batch.plan import make_plan, write_invoer
from ibt.batch.render import run_reports
from ibt.batch.schoon import published, strange_parts
from ibt.batch.schrijf import digest
from ibt.batch.tijdelijk import make_home
from ibt.batch.verzoek import Gemaakt, NotebookFout, Verzoek, some_of, wide, without_places
from ibt.batch.vorken import run_apart
from ibt.batch.werkers import make_pages
from ibt.begrippen.fout import UitvoerFout
from ibt.begrippen.indeling import BUNDEL, CRATE, HERKOMST, MANIFEST, report_files, soort_of
from ibt.rapport.index import Mislukt
from ibt.rapport.typst import Stuk
from ibt.ronde import Ronde
from ibt.ronde.kopie import portable_name

# What a manifest says of the machine that made the round; another may be used to prove it.
_GEREEDSCHAP = ("programma", "programma_sha256", "python", "pakketten", "notebooks")
_VOLGT_NIET = "volgt niet uit de invoer van deze ronde"
_INGEVULD = "injected-parameters"


class Opnieuw:
    """A rendered round, and the same made again of its own inputs and notebooks."""

    def __init__(
        self, map_: Path, manifest: Mapping[str, Any], ronde: Ronde, eigen: Path | None
    ) -> None:
        self._map, self._manifest = map_, manifest
        self._plan = make_plan(ronde, find_notebooks(eigen, soort_of(ronde.peildatum)))
        self._sjabloon = self._plan.bronnen[-1]
        self._mislukt = tuple(
            Mislukt(weg["rapport"], weg["cel"], weg["fout"]) for weg in manifest["mislukt"]
        )
        self._weg = {mislukking.naam for mislukking in self._mislukt}
        self.same_again: set[str] = set()

    def compare(self, werkers: int | None, geheugen: int) -> Iterator[str]:
        """A Dutch sentence per file that is not what comes out of it now."""
        plan = self._plan
        rapporten = self._remake(werkers, geheugen)
        gemaakt: dict[str, Gemaakt] = {}
        for naam, nu in rapporten.items():
            yield from self._cells(naam, report_files(naam)[0])
            try:
                gemaakt[naam] = self._as_it_stands(naam, nu)
            except NotebookFout as fout:
                waarom = without_places(f"{fout.cel}: {fout.fout}", self._map)
                yield f"{report_files(naam)[0]}: hiervan is geen rapport te maken ({waarom})"
                continue
            yield from self._report(naam, nu, gemaakt[naam])
        yield from self._account()
        yield from self._listed()
        bestanden = {naam: rapport.bestanden for naam, rapport in gemaakt.items()}
        stukken: dict[str, Stuk | None] = {naam: rapport.stuk for naam, rapport in gemaakt.items()}
        alles = Rapporten(bestanden, self._mislukt, left_behind(self._manifest), stukken)
        volgt = assemble(plan, alles, b"")
        zelf = {HERKOMST, CRATE, MANIFEST, BUNDEL}
        zelf |= {bestand for naam in plan.rapporten for bestand in report_files(naam)}
        for naam in [naam for naam in volgt if naam not in zelf]:
            if self._is_same(self._sjabloon) or not naam.startswith("brieven/"):
                yield from self._differs(naam, volgt[naam], _VOLGT_NIET)
        if gemaakt.keys() | self._weg < plan.rapporten.keys():
            return  # that is said already
        try:
            yield from self._differs(BUNDEL, make_bundel(plan.ronde, alles), _VOLGT_NIET)
        except Exception as fout:
            # Parts that do not belong together, as where one stands in the place of another.
            yield f"{BUNDEL}: is van deze rapporten niet te maken ({type(fout).__name__})"

    def _remake(self, werkers: int | None, geheugen: int) -> dict[str, Gemaakt | Exception]:
        """Each report again, from the cells of its own notebook in the round."""
        with make_home("het bewijs") as tijdelijk:
            invoer, log = self._plan.invoer, tijdelijk / "log"
            write_invoer(invoer, tijdelijk)
            opdrachten = []
            for opdracht in self._plan.orders(tijdelijk, wide(geheugen)):
                notebook = self._map / report_files(opdracht.naam)[0]
                if opdracht.naam not in self._weg and notebook.is_file():
                    opdrachten.append(replace(opdracht, notebook=notebook, parameters={}))
            verzoek = Verzoek(werkers=werkers)
            klaar = run_reports(opdrachten, invoer, log, verzoek, lambda _: None)
            return {opdracht.naam: uit for opdracht, uit in klaar}

    def _as_it_stands(self, naam: str, nu: Gemaakt | Exception) -> Gemaakt:
        """The report that follows from its own notebook in the round.

        UitvoerFout where none can be made here; NotebookFout where none can be made of this one.
        """
        if isinstance(nu, UitvoerFout):
            raise nu
        try:
            if not isinstance(nu, Gemaakt):
                raise nu
            tekst = (self._map / report_files(naam)[0]).read_bytes().decode()
            notebook = nbformat.reads(tekst, as_version=4)
            nbformat.validate(notebook)
            schoon = published(notebook)
            return nu if schoon == nu.bestanden[0] else run_apart(make_pages, naam, schoon)
        except NotebookFout:
            raise
        except Exception as fout:
            # One that was tampered with may hold anything.
            raise NotebookFout("notebook", type(fout).__name__) from None

    def _report(self, naam: str, nu: Gemaakt | Exception, eigen: Gemaakt) -> Iterator[str]:
        """Where its notebook is not what comes out now, or its pages are not of that notebook."""
        notebook, html, pdf = report_files(naam)
        inhoud = (self._map / notebook).read_bytes()
        zo_gemaakt = self._manifest["geschreven"].get(notebook) == digest(inhoud)
        vreemd = strange_parts(inhoud, nbformat.reads(inhoud.decode(), as_version=4))
        if vreemd or (zo_gemaakt and inhoud != eigen.bestanden[0]):
            wat = ", ".join(vreemd) or "wat JupyterLab erbij zet"
            yield f"{notebook}: heeft kenmerken die een gemaakt rapport niet heeft ({wat})"
        elif nu == eigen:
            self.same_again.add(notebook)
        elif self._manifest.get("programma") == PROGRAMMA:
            yield f"{notebook}: een nieuwe uitvoering geeft iets anders"
        for pad, bytes_ in zip((html, pdf), eigen.bestanden[1:], strict=True):
            yield from self._differs(pad, bytes_, "volgt niet uit het notebook van dit rapport")

    def _cells(self, naam: str, bestand: str) -> Iterator[str]:
        """Whether the cells are those of the notebook that it was made of, with its parameters."""
        try:
            rapport = self._manifest["rapporten"][naam]
            bron = notebook_in(self._plan.notebooks, rapport["notebook"])
            parameters = dict(rapport["parameters"])
            cellen = nbformat.read(self._map / bestand, as_version=4).cells
        except Exception:
            return  # one that was tampered with may hold anything; that is found elsewhere
        if not self._is_same(bron):
            return
        eigen = [c for c in cellen if _INGEVULD not in c.metadata.get("tags", [])]
        gegeven = [c.source.strip() for c in cellen if _INGEVULD in c.metadata.get("tags", [])]
        regels = PythonTranslator.codify(parameters).splitlines()
        volgt = "\n".join(regel for regel in regels if not regel.startswith("#"))
        toen = nbformat.read(bron, as_version=4).cells
        if list(map(_shown, eigen)) != list(map(_shown, toen)):
            yield f"{bestand}: heeft andere cellen dan {bron.name}"
        if gegeven != [volgt.strip()]:
            yield f"{bestand}: heeft andere parameters dan die van dit rapport"

    def _account(self) -> Iterator[str]:
        """What the round says of itself: its page, crate and manifest."""
        manifest = dict(self._manifest)
        oud = left_behind(manifest)
        try:
            volgt = list(make_slotstukken(self._plan.ronde, manifest))
            inhoud = make_inhoud(self._plan, {}, self._mislukt, oud)
            # The file of the round was read elsewhere, by another name; its copy is in the round.
            rondes = [bron for bron in manifest["gelezen"] if bron["rol"] == "ronde"]
            hier = {naam: ronde[naam] for ronde in rondes for naam in ("bestand", "sha256")}
            volgens = [
                bron | hier if bron["rol"] == "ronde" else bron for bron in inhoud["gelezen"]
            ]
            # Copies may have another name than what was read.
            manifest["gelezen"], inhoud["gelezen"] = (
                [{**bron, "bestand": portable_name(bron["bestand"])} for bron in alle]
                for alle in (manifest["gelezen"], volgens)
            )
        except (LookupError, TypeError, ValueError, AttributeError):
            yield f"{MANIFEST}: zegt niet alles wat een manifest van ibt zegt"
            return
        for naam, tekst in volgt:
            if naam != MANIFEST:
                yield from self._differs(naam, tekst, _VOLGT_NIET)
        if len(rondes) != 1:
            yield f"{MANIFEST}: noemt {len(rondes)} rondebestanden, en dat moet er één zijn"
        for naam in manifest.keys() - inhoud.keys() - {"slot"}:
            yield f"{MANIFEST}: “{naam}” hoort niet in een manifest van ibt"
        for naam, waarde in inhoud.items():
            zelf = (*_GEREEDSCHAP, "geschreven")
            if naam not in zelf and seal({naam: manifest.get(naam)}) != seal({naam: waarde}):
                yield f"{MANIFEST}: “{naam}” {_VOLGT_NIET}"

    def _listed(self) -> Iterator[str]:
        """Whether the manifest names every file that a round has, and no other."""
        geschreven = self._manifest["geschreven"]
        weg = {bestand for naam in self._weg for bestand in report_files(naam)}
        for naam in self._plan.namen:
            if naam not in geschreven and naam not in weg and naam != MANIFEST:
                yield f"{naam}: ontbreekt in {MANIFEST}"
        for naam in geschreven:
            if naam not in self._plan.namen:
                yield f"{naam}: hoort niet bij deze ronde"

    def _differs(self, naam: str, inhoud: bytes, waarom: str) -> Iterator[str]:
        """Where a file is there with other bytes; one that is gone or shut is named elsewhere."""
        try:
            if (self._map / naam).read_bytes() != inhoud:
                yield f"{naam}: {waarom}"
        except OSError:
            return

    def _is_same(self, bron: Path) -> bool:
        """Whether a notebook or template here is the one that the round was made with."""
        toen: Any = self._manifest.get("notebooks")
        return isinstance(toen, dict) and toen.get(bron.name) == source_hash(bron)

    def tools(self) -> Iterator[str]:
        """With what it was made, where that is not what is here."""
        toen = self._manifest
        nu = make_inhoud(self._plan, {}, ())
        if toen.get("programma") != nu["programma"]:
            yield f"gemaakt met {toen.get('programma')}; hier draait {nu['programma']}"
        elif toen.get("programma_sha256") != nu["programma_sha256"]:
            yield f"gemaakt met {nu['programma']}, maar met andere code dan hier"
        if toen.get("python") != nu["python"]:
            yield f"gemaakt met Python {toen.get('python')}; hier draait {nu['python']}"
        yield from _packages(toen.get("pakketten"), nu["pakketten"])
        for bron in self._plan.bronnen:
            if not self._is_same(bron):
                wat = "brieven" if bron == self._sjabloon else "cellen"
                yield (
                    f"{bron.name} is hier anders dan toen; de {wat} zijn niet vergeleken (is de "
                    "ronde met --notebooks gemaakt, noem die map dan ook hier)"
                )


def _shown(cel: Any) -> tuple[Any, ...]:
    """All of a cell that decides what of it a reader sees, but for what came out of it."""
    labels = list(cel.metadata.get("tags", []))
    return cel.cell_type, cel.source, labels, cel.get("attachments", {})


def _packages(toen: Any, nu: Mapping[str, str]) -> Iterator[str]:
    toen = toen if isinstance(toen, dict) else {}
    anders = [
        f"{naam} {toen.get(naam) or 'ontbrak'} (hier {nu.get(naam) or 'geen'})"
        for naam in (*toen, *sorted(nu.keys() - toen.keys()))
        if (toen.get(naam) or "") != (nu.get(naam) or "")
    ]
    if anders:
        yield f"gemaakt met andere pakketten: {some_of(anders)}"
