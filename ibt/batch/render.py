"""A whole round: every report, the overview, index, result table and manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ibt.batch.balk import Balk
from ibt.batch.bewaard import Stand, forget_but, recall, recall_stand, remember
from ibt.batch.geheel import Rapporten, assemble, make_bundel
from ibt.batch.manifest import BEWAARMAP, read_manifest
from ibt.batch.notebooks import check_parameters, notebook_in
from ibt.batch.plan import RONDE, Rondeplan, make_plan, write_invoer
from ibt.batch.rondemap import find_eigendom, hold_map, publish, refuse_other
from ibt.batch.schrijf import digest, remove_file, write_file
from ibt.batch.tijdelijk import make_home
from ibt.batch.verdeeld import check_werkers, run_verdeeld
from ibt.batch.vertrouwd import trust_notebooks
from ibt.batch.verzoek import (
    Gemaakt,
    NotebookFout,
    Rapportopdracht,
    Resultaat,
    Verzoek,
    can_fork,
    some_of,
    without_places,
)
from ibt.batch.voorbereid import prepare
from ibt.batch.werkers import Klaar, run_forked, run_threads
from ibt.begrippen.fout import Gebrek, InvoerFout, RondeFout, UitvoerFout, Waarschuwing
from ibt.begrippen.indeling import INVOER, MANIFEST, PROVINCIE, report_place, soort_of
from ibt.rapport.index import VOORPROEF, Mislukt
from ibt.rapport.typst import is_running
from ibt.ronde import Ronde

LOG = f"{BEWAARMAP}/ibt.log"
# How a page or a part of it says that it is no real one (rapport/titelblad.py, rapport/deel.py).
_PROEF = (b'data-merk="PROEF', b'class="proef-deel"')
_GEEN_PROEF = (
    "dit rapport is een PROEF en de ronde niet. Haal ibt.wat_als uit het notebook, of maak een "
    "proef van de hele ronde: ibt proef MAP"
)


@dataclass(frozen=True)
class _Keuze:
    """Which reports are made, which stay (with key and files), and which were not asked for."""

    maken: tuple[str, ...]
    blijft: Mapping[str, tuple[str, tuple[bytes, ...]]]
    weg: tuple[Mislukt, ...] = ()


def render_ronde(
    ronde: Ronde, map_: Path, notebooks: Path, verzoek: Verzoek | None = None
) -> Resultaat:
    """Render a round into a folder: what changed since it was made, or what is asked for.

    InvoerFout and UitvoerFout leave the folder as it was, but for one while files take their
    place: then each is whole. A report that fails leaves the others whole.
    """
    verzoek = verzoek or Verzoek()
    verzoek = replace(verzoek, codes=_check(ronde, notebooks, verzoek.codes))
    if verzoek.adres is not None:
        check_werkers(verzoek.adres)
    refuse_other(map_, ronde.is_proef)
    plan = make_plan(ronde, notebooks)
    find_eigendom(map_, plan.namen)  # so that nothing at all is written where a file is in the way
    with hold_map(map_):
        keuze = _choose(map_, plan, verzoek)
        nieuw = _run(plan, keuze.maken, map_, verzoek)
        mislukt = tuple(filter(None, (rapport.mislukt for rapport in nieuw.values())))
        gelukt = {naam: rapport for naam, rapport in nieuw.items() if rapport.mislukt is None}
        sleutels = {naam: sleutel for naam, (sleutel, _) in keuze.blijft.items()}
        oud = tuple(naam for naam in sleutels if sleutels[naam] != plan.sleutels[naam])
        rapporten = Rapporten(
            {naam: bestanden for naam, (_, bestanden) in keuze.blijft.items()}
            | {naam: rapport.bestanden for naam, rapport in gelukt.items()},
            (*mislukt, *keuze.weg),
            oud,
            {naam: rapport.stuk for naam, rapport in gelukt.items()},
        )
        _finish(plan, map_, rapporten, sleutels | {n: plan.sleutels[n] for n in gelukt})
    if verzoek.adres is None:
        # Only what ran here just now: not what was kept, nor what workers elsewhere made.
        trust_notebooks(map_ / f"{report_place(naam)}.ipynb" for naam in gelukt)
    gemeld = (*_stale(ronde, oud), *_previewed(ronde, keuze.weg))
    aantallen = len(keuze.blijft) - len(oud), len(oud)
    voorproef = bool(keuze.weg)
    return Resultaat(map_, len(nieuw), mislukt, map_ / LOG, *aantallen, gemeld, voorproef)


def _choose(map_: Path, plan: Rondeplan, verzoek: Verzoek) -> _Keuze:
    """What is made: what is not there, or was made of something else, or is asked for by name."""
    toen = recall_stand(map_).rapporten
    blijft: dict[str, tuple[str, tuple[bytes, ...]]] = {}
    opnieuw = (PROVINCIE, *verzoek.codes) if verzoek.codes else ()
    for naam in () if verzoek.alles else plan.rapporten:
        oud = [toen.get(naam, "")] if verzoek.codes or verzoek.alleen_mislukt else []
        for sleutel in (plan.sleutels[naam], *oud) if naam not in opnieuw else ():
            if naam not in blijft and (er := recall(map_, sleutel)) is not None:
                blijft[naam] = sleutel, er
    maken = tuple(naam for naam in plan.rapporten if naam not in blijft)
    if not verzoek.codes or _holds_round(map_):
        return _Keuze(maken, blijft)
    weg = tuple(naam for naam in maken if naam not in verzoek.codes)
    gemeld = tuple(Mislukt(naam, VOORPROEF, "niet gevraagd") for naam in weg)
    return _Keuze(tuple(naam for naam in maken if naam not in weg), blijft, gemeld)


def _holds_round(map_: Path) -> bool:
    """Whether a whole round was made here, and no preview of a few gemeenten."""
    try:
        return all(weg["cel"] != VOORPROEF for weg in read_manifest(map_)["mislukt"])
    except RondeFout:
        return False


def _run(plan: Rondeplan, maken: Sequence[str], map_: Path, verzoek: Verzoek) -> dict[str, Gemaakt]:
    """The reports that are to be made, in the order of the round; each is kept as it comes."""
    gemaakt: dict[str, Gemaakt] = {}
    if not maken:
        return gemaakt
    write_file(map_ / LOG, b"")
    try:
        with make_home("de ronde") as tijdelijk, Balk(len(maken)) as balk:
            write_invoer(plan.invoer, tijdelijk)
            alle = plan.orders(tijdelijk, verzoek.limiet)
            opdrachten = [opdracht for opdracht in alle if opdracht.naam in maken]
            gang = run_reports(opdrachten, plan.invoer, map_ / LOG, verzoek, balk.say)
            with closing(gang) as klaar:
                for opdracht, uit in klaar:
                    remove_file(_stopped(map_, opdracht))  # of an earlier failure
                    rapport = uit if isinstance(uit, Gemaakt) else _failed(opdracht, uit, map_)
                    rapport = rapport if plan.ronde.is_proef else _counts(rapport)
                    if rapport.mislukt is None:
                        remember(map_, plan.sleutels[rapport.naam], rapport.bestanden)
                    gemaakt[rapport.naam] = rapport
                    balk.step(opdracht.over or opdracht.naam, rapport.mislukt is not None)
    except UitvoerFout as fout:
        bewaard = "Er is niets vervangen; wat al is gemaakt, blijft bewaard."
        raise UitvoerFout(str(fout) if bewaard in str(fout) else f"{fout} {bewaard}") from None
    return {naam: gemaakt[naam] for naam in maken}


def run_reports(
    opdrachten: Sequence[Rapportopdracht],
    invoer: Mapping[str, bytes],
    log: Path,
    verzoek: Verzoek,
    zeg: Callable[[str], None],
) -> Generator[Klaar]:
    """The reports, as they come: by the workers of a scheduler, in forked processes or threads.

    `invoer` are the copies of the inputs by their path, for workers elsewhere.
    """
    if not opdrachten:
        return
    if verzoek.adres is not None:
        yield from run_verdeeld(opdrachten, verzoek.adres, invoer, zeg)
    elif can_fork() and not is_running():
        if verzoek.warm:
            prepare(opdrachten[0].map / INVOER)
        yield from run_forked(opdrachten, log, verzoek.werkers, verzoek.warm)
    else:
        yield from run_threads(opdrachten, log, verzoek.werkers)


def _failed(opdracht: Rapportopdracht, fout: Exception, map_: Path) -> Gemaakt:
    """A report that was not made; UitvoerFout where no other can be made either.

    A notebook that stopped is kept as it then was, for who looks for the cause.
    """
    if isinstance(fout, UitvoerFout):
        raise fout
    if not isinstance(fout, NotebookFout):
        fout = NotebookFout("proces", f"{type(fout).__name__}: {fout}")
    if fout.notebook:
        write_file(_stopped(map_, opdracht), fout.notebook)
    zin = without_places(fout.fout, opdracht.map)
    return Gemaakt(opdracht.naam, mislukt=Mislukt(opdracht.naam, fout.cel, zin))


def _counts(rapport: Gemaakt) -> Gemaakt:
    """A report of a real round: one that says PROEF is none."""
    blad = b"" if rapport.mislukt else rapport.bestanden[1]
    if any(teken in blad for teken in _PROEF):
        return Gemaakt(rapport.naam, mislukt=Mislukt(rapport.naam, "notebook", _GEEN_PROEF))
    return rapport


def _stopped(map_: Path, opdracht: Rapportopdracht) -> Path:
    return map_ / BEWAARMAP / f"{opdracht.naam}.ipynb"


def _finish(plan: Rondeplan, map_: Path, rapporten: Rapporten, sleutels: Mapping[str, str]) -> None:
    """Make what needs all reports, then let the new round take the place of the former one."""
    # By what the pages are, not by their keys: a notebook of one's own may look at others too.
    bladen = {naam: digest(html) for naam, (_, html, _) in rapporten.bestanden.items()}
    mislukt = [mislukking.naam for mislukking in rapporten.mislukt]
    delen = [plan.sleutels[RONDE], bladen, mislukt, rapporten.verouderd]
    sleutel = digest(json.dumps(delen, sort_keys=True))
    eerder = recall(map_, sleutel)
    bundel = eerder[0] if eerder else make_bundel(plan.ronde, rapporten)
    if eerder is None:
        remember(map_, sleutel, [bundel])
    inhoud = assemble(plan, rapporten, bundel)
    klaar = Stand(tuple(inhoud), sleutels, json.loads(inhoud[MANIFEST])["slot"])
    publish(map_, inhoud, find_eigendom(map_, plan.namen), klaar)
    forget_but(map_, {*sleutels.values(), sleutel})


def _check(ronde: Ronde, notebooks: Path, genoemd: Sequence[str]) -> tuple[str, ...]:
    """Parameters are checked before any kernel starts; the codes of the gemeenten named."""
    codes: list[str] = []
    gebreken: list[Gebrek] = []
    for naam in genoemd:
        try:
            codes.append(ronde.find(naam).code)
        except InvoerFout as fout:
            gebreken += [replace(gebrek, bestand="--gemeente") for gebrek in fout.gebreken]
    pad = f"../{INVOER}"
    per_gemeente = {"rondebestand": pad, "gemeentecode": ronde.gemeenten[0].code}
    soort = soort_of(ronde.peildatum)
    gebreken += check_parameters(notebook_in(notebooks, soort.gemeente), per_gemeente)
    gebreken += check_parameters(notebook_in(notebooks, soort.provincie), {"rondebestand": pad})
    if gebreken:
        raise InvoerFout(gebreken)
    return tuple(codes)


def _stale(ronde: Ronde, verouderd: Sequence[str]) -> Iterator[Waarschuwing]:
    """Reports that were kept although what they are made of changed."""
    namen = {gemeente.code: gemeente.naam for gemeente in ronde.gemeenten}
    if verouderd:
        tekst = (
            "niet vernieuwd, terwijl de invoer of het programma is veranderd: "
            f"{some_of([namen.get(naam, naam) for naam in verouderd])}; maak de hele ronde opnieuw"
        )
        yield Waarschuwing(ronde.pad.name, tekst)


def _previewed(ronde: Ronde, weg: Sequence[Mislukt]) -> Iterator[Waarschuwing]:
    """That a folder holds no whole round."""
    if weg:
        tekst = (
            f"dit is een voorproef, waarin {len(weg)} rapporten niet zijn gemaakt; geef ibt render "
            "zonder --gemeente voor de hele ronde"
        )
        yield Waarschuwing(ronde.pad.name, tekst)
