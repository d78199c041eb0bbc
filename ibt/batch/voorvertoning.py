"""One report, made again each time that something it is made of is saved.

This process stays, with all that notebooks need imported and the round read: of a changed notebook
only the cells are run. What a cell does stays in a process forked for it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.notebooks import check_parameters, find_notebooks, notebook_folders, notebook_in
from ibt.batch.plan import make_rapportages, write_invoer
from ibt.batch.render import run_reports
from ibt.batch.verzoek import (
    Gemaakt,
    NotebookFout,
    Rapportopdracht,
    Verzoek,
    can_fork,
    without_places,
)
from ibt.batch.voorbereid import prepare
from ibt.batch.vorken import fork
from ibt.begrippen.fout import IbtFout, InvoerFout
from ibt.begrippen.indeling import INVOER, PROVINCIE, soort_of
from ibt.rapport.voorvertoning import fault_page
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.bestand import named_files
from ibt.ronde.kopie import IN_DELEN, make_invoer

# How often is looked whether the report is done or something was saved meanwhile, in seconds.
_TELKENS = 0.05
_GESTOPT = "het proces dat dit rapport maakte is gestopt (te weinig geheugen?)"

Gezien = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Vertoning:
    """What is shown: a page, and its PDF where it is a report."""

    html: bytes
    pdf: bytes = b""

    @property
    def is_fout(self) -> bool:
        """Whether it says why there is no report."""
        return not self.pdf


class Voorvertoning:
    """A report of a round: of a gemeente (code or name), or the overview.

    `werk` is a folder in which a copy of the inputs is kept, as a report finds them.
    """

    def __init__(self, ronde: Path, wie: str | None, notebooks: Path | None, werk: Path) -> None:
        self._pad, self._wie, self._notebooks, self._werk = ronde, wie, notebooks, werk
        self._geladen: Ronde | None = None
        self._van: Gezien = ()
        self._gezien: tuple[Gezien, Gezien] = ((), ())
        self._kopie: dict[str, str] = {}
        self._keer = 0

    @property
    def naam(self) -> str:
        """What the report is about, as far as that is known."""
        if self._wie is None or self._geladen is None:
            return self._wie or "Provinciaal overzicht"
        try:
            return self._geladen.find(self._wie).naam
        except InvoerFout:
            return self._wie

    def is_changed(self) -> bool:
        """Whether anything was saved since it was last made."""
        return self._look() != self._gezien

    def make(self) -> Vertoning | None:
        """The report as it is now, or why there is none; None when meanwhile something changed."""
        self._gezien = self._look()
        try:
            return self._report(self._order())
        except (IbtFout, OSError) as fout:
            return Vertoning(fault_page(self.naam, "", str(fout)).encode())

    def _look(self) -> tuple[Gezien, Gezien]:
        """Of the inputs, and of the notebooks: which files there are, when saved, how large."""
        mappen = [*notebook_folders(self._notebooks), *notebook_folders(None)]
        notebooks = (pad for map_ in dict.fromkeys(mappen) for pad in map_.glob("*.ipynb"))
        return _seen(named_files(self._pad)), _seen(notebooks)

    def _order(self) -> Rapportopdracht:
        """The report to make; InvoerFout where round, gemeente or notebook is at fault."""
        ronde = self._load()
        code = PROVINCIE if self._wie is None else ronde.find(self._wie).code
        [opdracht] = [opdracht for opdracht in make_rapportages(ronde) if opdracht.naam == code]
        eigen = find_notebooks(self._notebooks, soort_of(ronde.peildatum))
        notebook = notebook_in(eigen, opdracht.notebook)
        if gebreken := check_parameters(notebook, opdracht.parameters):
            raise InvoerFout(gebreken)
        return Rapportopdracht(code, notebook, opdracht.parameters, self._map, opdracht.over)

    @property
    def _map(self) -> Path:
        return self._werk / str(self._keer)

    def _load(self) -> Ronde:
        """The round, read anew where an input changed; a copy lies where the report looks."""
        nu = self._gezien[0]
        if self._geladen is not None and nu != self._van and not self._copy_anew(nu):
            self._geladen = None
        if self._geladen is None:
            ronde = load_ronde(self._pad)
            shutil.rmtree(self._map, ignore_errors=True)
            self._keer += 1
            invoer = make_invoer(ronde)
            write_invoer({f"invoer/{naam}": inhoud for naam, inhoud in invoer.items()}, self._map)
            paren = zip(ronde.invoerbestanden, list(invoer)[1:], strict=True)
            self._kopie = {
                os.path.realpath(pad): naam for (rol, pad), naam in paren if rol not in IN_DELEN
            }
            if can_fork():
                prepare(self._map / INVOER)
            self._geladen = ronde
        self._van = nu
        return self._geladen

    def _copy_anew(self, nu: Gezien) -> bool:
        """Whether what changed is no more than what stands in files that are copied as they are.

        Those are copied, and the copy is read: so the round itself need not be read as well.
        """
        anders = {naam for naam, *_ in {*nu} ^ {*self._van}}
        zelfde = [naam for naam, *_ in nu] == [naam for naam, *_ in self._van]
        if not (can_fork() and zelfde and anders <= self._kopie.keys()):
            return False
        for pad in anders:
            shutil.copyfile(pad, self._map / "invoer" / self._kopie[pad])
        try:
            prepare(self._map / INVOER)
        except IbtFout:
            return False  # of the files themselves it is said what is wrong
        return True

    def _report(self, opdracht: Rapportopdracht) -> Vertoning | None:
        doe = _maker(opdracht, self._werk / "ibt.log")
        uit = _apart(doe, self.is_changed) if can_fork() else doe()
        if isinstance(uit, Gemaakt):
            _, html, pdf = uit.bestanden
            return Vertoning(html, pdf)
        if isinstance(uit, NotebookFout):
            zin = without_places(uit.fout, opdracht.map)
            waar = f"{opdracht.notebook.name}, {uit.cel}"
            return Vertoning(fault_page(self.naam, waar, zin).encode())
        if uit is not None:
            raise uit
        return None


def _maker(opdracht: Rapportopdracht, log: Path) -> Callable[[], Gemaakt | Exception]:
    """What makes the report, with all that `ibt render` does for it."""

    def doe() -> Gemaakt | Exception:
        log.touch()
        verzoek = Verzoek(werkers=1)
        rapporten = run_reports([opdracht], {}, log, verzoek, lambda _: None)
        with closing(rapporten) as klaar:
            [(_, uit)] = klaar
        return uit

    return doe


def _apart(
    doe: Callable[[], Gemaakt | Exception], is_gestoord: Callable[[], bool]
) -> Gemaakt | Exception | None:
    """In a process of its own, which ends as soon as its outcome is of no use any more."""
    with ExitStack() as einde:
        lijn = fork(einde, None, lambda kant: kant.send(doe()))
        while not lijn.poll(_TELKENS):
            if is_gestoord():
                return None
        try:
            uit: Gemaakt | Exception = lijn.recv()
        except (EOFError, OSError):
            return NotebookFout("proces", _GESTOPT)
        return uit


def _seen(paden: Iterable[Path]) -> Gezien:
    gezien = []
    for pad in paden:
        with suppress(OSError, ValueError):
            stand = pad.stat()
            gezien.append((os.path.realpath(pad), stand.st_mtime_ns, stand.st_size))
    return tuple(gezien)
