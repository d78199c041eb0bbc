"""A whole round: every report, the overview, index, result table and manifest."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from ibt.batch.eigendom import WERK, claim_folder, clear_leftovers
from ibt.batch.invoer import make_invoer
from ibt.batch.manifest import NAAM, make_manifest
from ibt.batch.notebooks import GEMEENTE, PROVINCIE, check_parameters
from ibt.batch.opdracht import Opdracht, make_rapport
from ibt.batch.schrijf import write_file
from ibt.batch.tabel import resultaat_csv, resultaat_xlsx
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.rapport.index import Mislukt, index_page
from ibt.ronde import Ronde, beoordeel

LOG = "ibt.log"


@dataclass(frozen=True)
class Resultaat:
    """What a render made: its folder, how many reports, and what failed."""

    map: Path
    rapporten: int
    mislukt: tuple[Mislukt, ...]
    log: Path


def render_ronde(
    ronde: Ronde, map_: Path, notebooks: Path, codes: Sequence[str] = (), werkers: int | None = None
) -> Resultaat:
    """Render a round into a folder; with `codes` only those reports, and all that follows from them.

    InvoerFout before anything is written; a report that fails leaves the others whole.
    """
    resultaat = ronde.resultaat
    for code in codes:
        ronde.find(code)
    _check_notebooks(ronde, notebooks)
    opdrachten = list(_orders(ronde, map_, notebooks))
    invoer = {f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()}
    tabellen = {
        "inschaling.csv": resultaat_csv(resultaat),
        "inschaling.xlsx": resultaat_xlsx(resultaat, ronde.bijgewerkt_op, ronde.voorbeeld),
    }
    rapporten = [_within(map_, pad) for opdracht in opdrachten for pad in opdracht.files()]
    plan = [*invoer, *tabellen, *rapporten, "index.html", NAAM]
    eigen = claim_folder(map_, plan)
    clear_leftovers(map_, eigen, plan)
    for naam, inhoud in {**invoer, **tabellen}.items():
        write_file(map_ / naam, inhoud)
    gevraagd = [een for een in opdrachten if _wanted(een, codes)]
    log = _open_log(map_)
    mislukt = tuple(_run(gevraagd, log, werkers))
    _write_index(ronde, map_, mislukt)
    geschreven = [naam for naam in plan if naam != NAAM and (map_ / naam).is_file()]
    write_file(map_ / NAAM, make_manifest(ronde.verslag, ronde.kader.id, map_, geschreven, mislukt))
    return Resultaat(map_, len(gevraagd), mislukt, log)


def _check_notebooks(ronde: Ronde, notebooks: Path) -> None:
    """Parameters are checked before any kernel starts."""
    ronde_ = "../invoer/ronde.yaml"
    gebreken: list[Gebrek] = check_parameters(
        notebooks / GEMEENTE,
        {"rondebestand": ronde_, "gemeentecode": ronde.gemeenten[0].code},
    )
    gebreken += check_parameters(notebooks / PROVINCIE, {"rondebestand": ronde_})
    if gebreken:
        raise InvoerFout(gebreken)


def _orders(ronde: Ronde, map_: Path, notebooks: Path) -> Iterator[Opdracht]:
    werk = map_ / WERK
    yield Opdracht(
        "provincie",
        notebooks / PROVINCIE,
        {"rondebestand": "invoer/ronde.yaml"},
        map_ / "provincie",
        werk,
    )
    for gemeente in ronde.gemeenten:
        yield Opdracht(
            gemeente.code,
            notebooks / GEMEENTE,
            {"rondebestand": "../invoer/ronde.yaml", "gemeentecode": gemeente.code},
            map_ / "gemeenten" / gemeente.code,
            werk,
        )


def _wanted(opdracht: Opdracht, codes: Sequence[str]) -> bool:
    """Everything; or the gemeenten named, the overview, and what does not exist yet."""
    bestaat = all(pad.is_file() for pad in opdracht.files())
    return not codes or opdracht.naam in ("provincie", *codes) or not bestaat


def _run(opdrachten: Sequence[Opdracht], log: Path, werkers: int | None) -> Iterator[Mislukt]:
    """Run all, a process per core; yield what failed, in the order of the orders."""
    for opdracht in opdrachten:
        opdracht.doel.parent.mkdir(parents=True, exist_ok=True)
    aantal = min(werkers or os.cpu_count() or 1, len(opdrachten), 8)
    gevonden: dict[str, Mislukt] = {}
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(
            aantal, mp_context=context, initializer=_quiet, initargs=(log,)
        ) as pool,
        tqdm(total=len(opdrachten), desc="Rapporten", unit="rapport", disable=None) as balk,
    ):
        lopend = {pool.submit(make_rapport, opdracht): opdracht for opdracht in opdrachten}
        for klaar in as_completed(lopend):
            fout = _outcome(klaar, lopend[klaar])
            if fout is not None:
                gevonden[fout.naam] = fout
            balk.update()
    return (gevonden[opdracht.naam] for opdracht in opdrachten if opdracht.naam in gevonden)


def _outcome(klaar: Future[Mislukt | None], opdracht: Opdracht) -> Mislukt | None:
    try:
        return klaar.result()
    except Exception as fout:
        return Mislukt(opdracht.naam, "proces", f"{type(fout).__name__}: {fout}")


def _quiet(log: Path) -> None:
    """In a worker: all that libraries and kernels say goes to the log, not to the screen."""
    doel = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stroom in (1, 2):
        os.dup2(doel, stroom)
    logging.basicConfig(filename=log, level=logging.INFO, encoding="utf-8", force=True)
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")


def _open_log(map_: Path) -> Path:
    log = map_ / WERK / LOG
    write_file(log, b"")
    return log


def _write_index(ronde: Ronde, map_: Path, mislukt: Iterable[Mislukt]) -> None:
    vorige = f"../{ronde.peildatum.vorige_beoordeling}/index.html"
    link = vorige if (map_ / vorige).is_file() else None
    pagina = index_page(ronde.verslag, beoordeel(ronde), tuple(mislukt), link)
    write_file(map_ / "index.html", pagina.encode())


def _within(map_: Path, pad: Path) -> str:
    return pad.relative_to(map_).as_posix()
