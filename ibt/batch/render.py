"""A whole round: every report, the overview, index, result table and manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ibt.batch.balk import Balk
from ibt.batch.cellen import make_home
from ibt.batch.geheel import Rapporten, assemble, make_bundel, source_files
from ibt.batch.geheugen import (
    Stand,
    forget_but,
    recall,
    recall_stand,
    remember,
)
from ibt.batch.manifest import WERK, read_manifest
from ibt.batch.notebooks import check_parameters, find_sjabloon, notebook_in
from ibt.batch.plan import Plan, make_plan, write_invoer
from ibt.batch.rondemap import find_eigendom, hold_map, publish, refuse_other
from ibt.batch.schrijf import remove_file, write_file
from ibt.batch.sleutel import RONDE, make_sleutels
from ibt.batch.verdeeld import check_werkers, run_verdeeld
from ibt.batch.vertrouwd import trust_notebooks
from ibt.batch.verzoek import (
    Gemaakt,
    NotebookFout,
    Opdracht,
    Resultaat,
    Verzoek,
    can_fork,
    without_places,
)
from ibt.batch.voorbereid import prepare
from ibt.batch.werkers import Klaar, run_forked, run_threads
from ibt.begrippen.fout import Gebrek, InvoerFout, RondeFout, UitvoerFout, Waarschuwing
from ibt.begrippen.indeling import (
    INVOER,
    MANIFEST,
    PROVINCIE,
    report_place,
    soort_of,
)
from ibt.rapport.index import VOORPROEF, Mislukt
from ibt.rapport.typst import is_running
from ibt.ronde import Ronde

LOG = f"{WERK}/ibt.log"
# How the page begins to say that it is no real one (rapport/titelblad.py).
_PROEF = b'data-merk="PROEF'
_GEEN_PROEF = (
    "dit rapport is een PROEF en de ronde niet. Haal ibt.wat_als uit het notebook, of maak een "
    "proef van de hele ronde: ibt proef MAP"
)


@dataclass(frozen=True)
class _Keuze:
    """Which reports are made, which stay (with key and files), and which were not asked for."""

    maken: tuple[str, ...]
    blijft: Mapping[str, str]
    bewaard: Mapping[str, tuple[bytes, ...]]
    weg: tuple[Mislukt, ...]


def render_ronde(
    ronde: Ronde, map_: Path, notebooks: Path, verzoek: Verzoek | None = None
) -> Resultaat:
    """Render a round into a folder: what changed since it was made, or what is asked for.

    InvoerFout and UitvoerFout leave the folder as it was, but for one while files take their
    place: then each is whole. A report that fails leaves the others whole.
    """
    verzoek = verzoek or Verzoek()
    verzoek = replace(verzoek, codes=_check(ronde, notebooks, verzoek.codes))
    sleutels = make_sleutels(ronde, notebooks, find_sjabloon(notebooks))
    if verzoek.adres is not None:
        check_werkers(verzoek.adres)
    refuse_other(map_, ronde.is_proef)
    plan = make_plan(ronde, notebooks)
    find_eigendom(map_, plan.namen)  # so that nothing at all is written where a file is in the way
    with hold_map(map_):
        keuze = _choose(map_, plan, verzoek, sleutels)
        nieuw = _run(plan, keuze, map_, notebooks, verzoek, sleutels)
        nieuw = nieuw if ronde.is_proef else {naam: _counts(een) for naam, een in nieuw.items()}
        mislukt = tuple(een.mislukt for een in nieuw.values() if een.mislukt is not None)
        gelukt = {naam: een for naam, een in nieuw.items() if een.mislukt is None}
        oud = tuple(naam for naam, sleutel in keuze.blijft.items() if sleutel != sleutels[naam])
        bestanden = {**keuze.bewaard, **{naam: een.bestanden for naam, een in gelukt.items()}}
        stukken = {naam: een.stuk for naam, een in gelukt.items()}
        rapporten = Rapporten(bestanden, (*mislukt, *keuze.weg), oud, stukken)
        klaar = {**keuze.blijft, **{naam: sleutels[naam] for naam in gelukt}}
        _finish(ronde, plan, map_, notebooks, rapporten, {**klaar, RONDE: sleutels[RONDE]})
    if verzoek.adres is None:
        # Only what ran here just now: not what was kept, nor what workers elsewhere made.
        trust_notebooks(map_ / f"{report_place(naam)}.ipynb" for naam in gelukt)
    gemeld = (*_stale(ronde, oud), *_previewed(ronde, keuze.weg))
    aantallen = len(keuze.blijft) - len(oud), len(oud)
    voorproef = bool(keuze.weg)
    return Resultaat(map_, len(nieuw), mislukt, map_ / LOG, *aantallen, gemeld, voorproef)


def _choose(map_: Path, plan: Plan, verzoek: Verzoek, sleutels: Mapping[str, str]) -> _Keuze:
    """What is made: what is not there, or was made of something else, or is asked for by name."""
    toen = recall_stand(map_).rapporten
    blijft: dict[str, str] = {}
    bewaard: dict[str, tuple[bytes, ...]] = {}
    opnieuw = (PROVINCIE, *verzoek.codes) if verzoek.codes else ()
    for naam in () if verzoek.alles else plan.rapporten:
        oud = [toen.get(naam, "")] if verzoek.codes or verzoek.alleen_mislukt else []
        for sleutel in (sleutels[naam], *oud) if naam not in opnieuw else ():
            if naam not in blijft and (er := recall(map_, sleutel)) is not None:
                blijft[naam], bewaard[naam] = sleutel, er
    maken = tuple(naam for naam in plan.rapporten if naam not in blijft)
    if not verzoek.codes or _holds_round(map_):
        return _Keuze(maken, blijft, bewaard, ())
    weg = tuple(naam for naam in maken if naam not in verzoek.codes)
    gemeld = tuple(Mislukt(naam, VOORPROEF, "niet gevraagd") for naam in weg)
    return _Keuze(tuple(naam for naam in maken if naam not in weg), blijft, bewaard, gemeld)


def _holds_round(map_: Path) -> bool:
    """Whether a whole round was made here, and no preview of a few gemeenten."""
    try:
        return all(een["cel"] != VOORPROEF for een in read_manifest(map_)["mislukt"])
    except RondeFout:
        return False


def _run(
    plan: Plan,
    keuze: _Keuze,
    map_: Path,
    notebooks: Path,
    verzoek: Verzoek,
    sleutels: Mapping[str, str],
) -> dict[str, Gemaakt]:
    """The reports that are to be made, in the order of the round; each is kept as it comes."""
    gemaakt: dict[str, Gemaakt] = {}
    if not keuze.maken:
        return gemaakt
    write_file(map_ / LOG, b"")
    try:
        with make_home("de ronde") as werk, Balk(len(keuze.maken)) as balk:
            write_invoer(plan.invoer, werk)
            alle = plan.orders(notebooks, werk, verzoek.grens)
            opdrachten = [een for een in alle if een.naam in keuze.maken]
            with closing(run_reports(opdrachten, plan, map_ / LOG, verzoek, balk.say)) as klaar:
                for opdracht, uit in klaar:
                    remove_file(map_ / WERK / f"{opdracht.naam}.ipynb")  # of an earlier failure
                    een = uit if isinstance(uit, Gemaakt) else _failed(opdracht, uit, map_)
                    if een.mislukt is None:
                        remember(map_, sleutels[een.naam], een.bestanden)
                    gemaakt[een.naam] = een
                    balk.step(opdracht.over or opdracht.naam, een.mislukt is not None)
    except UitvoerFout as fout:
        bewaard = "Er is niets vervangen; wat al is gemaakt, blijft bewaard."
        raise UitvoerFout(str(fout) if bewaard in str(fout) else f"{fout} {bewaard}") from None
    return {naam: gemaakt[naam] for naam in keuze.maken}


def run_reports(
    opdrachten: Sequence[Opdracht],
    plan: Plan,
    log: Path,
    verzoek: Verzoek,
    zeg: Callable[[str], None],
) -> Generator[Klaar]:
    """The reports, as they come: by the workers of a scheduler, in forked processes or threads."""
    if not opdrachten:
        return
    if verzoek.adres is not None:
        yield from run_verdeeld(opdrachten, verzoek.adres, plan.invoer, zeg)
    elif can_fork() and not is_running():
        if verzoek.warm:
            prepare(opdrachten[0].map / INVOER)
        yield from run_forked(opdrachten, log, verzoek.werkers, verzoek.warm)
    else:
        yield from run_threads(opdrachten, log, verzoek.werkers)


def _failed(opdracht: Opdracht, fout: Exception, map_: Path) -> Gemaakt:
    """A report that was not made; UitvoerFout where no other can be made either.

    A notebook that stopped is kept as it then was, for who looks for the cause.
    """
    if isinstance(fout, UitvoerFout):
        raise fout
    if not isinstance(fout, NotebookFout):
        fout = NotebookFout("proces", f"{type(fout).__name__}: {fout}")
    if fout.notebook:
        write_file(map_ / WERK / f"{opdracht.naam}.ipynb", fout.notebook)
    zin = without_places(fout.fout, opdracht.map)
    return Gemaakt(opdracht.naam, mislukt=Mislukt(opdracht.naam, fout.cel, zin))


def _counts(een: Gemaakt) -> Gemaakt:
    """A report of a real round: one that says PROEF is none."""
    if een.mislukt is None and _PROEF in een.bestanden[1]:
        return Gemaakt(een.naam, mislukt=Mislukt(een.naam, "notebook", _GEEN_PROEF))
    return een


def _finish(
    ronde: Ronde,
    plan: Plan,
    map_: Path,
    notebooks: Path,
    rapporten: Rapporten,
    sleutels: Mapping[str, str],
) -> None:
    """Make what needs all reports, then let the new round take the place of the former one."""
    # By what the pages are, not by their keys: a notebook of one's own may look at others too.
    bladen = {naam: sha256(html).hexdigest() for naam, (_, html, _) in rapporten.bestanden.items()}
    delen = [sleutels, bladen, [een.naam for een in rapporten.mislukt], rapporten.verouderd]
    sleutel = sha256(json.dumps(delen, sort_keys=True).encode()).hexdigest()
    eerder = recall(map_, sleutel)
    bundel = eerder[0] if eerder else make_bundel(ronde, rapporten)
    if eerder is None:
        remember(map_, sleutel, [bundel])
    inhoud = assemble(ronde, plan, rapporten, source_files(ronde, notebooks), bundel)
    slot = json.loads(inhoud[MANIFEST])["slot"]
    klaar = Stand(tuple(inhoud), {n: s for n, s in sleutels.items() if n != RONDE}, slot)
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
            gebreken += [replace(een, bestand="--gemeente") for een in fout.gebreken]
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
    if oud := [namen.get(naam, naam) for naam in verouderd]:
        wie = ", ".join(oud[:5]) + (f" en nog {len(oud) - 5}" if len(oud) > 5 else "")
        tekst = (
            f"niet vernieuwd, terwijl de invoer of het programma is veranderd: {wie}; maak de "
            "hele ronde opnieuw"
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
