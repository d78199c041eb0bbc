"""A whole round: every report, the overview, index, result table and manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ibt.batch.afronden import Uitkomst, finish_ronde
from ibt.batch.eigendom import claim_folder, find_eigendom
from ibt.batch.kernels import Kernels
from ibt.batch.notebooks import check_parameters, find_sjabloon
from ibt.batch.opdracht import SCHRIJVEN, Gemaakt, Opdracht
from ibt.batch.plan import INVOER, Plan, make_orders, make_plan
from ibt.batch.plek import report_files, report_place
from ibt.batch.schrijf import write_file
from ibt.batch.sleutel import PROVINCIE, RONDE, make_sleutels
from ibt.batch.slot import hold_map
from ibt.batch.soort import soort_of
from ibt.batch.verdeeld import check_werkers, run_verdeeld
from ibt.batch.vertrouwd import trust_notebooks
from ibt.batch.verzoek import Resultaat, Verzoek
from ibt.batch.voltooid import (
    JOURNAAL,
    Heel,
    begin_journal,
    finished,
    holds_round,
    is_unchanged,
    note,
)
from ibt.batch.warm import start_server
from ibt.batch.werkers import run_apart, run_opdrachten
from ibt.batch.werkplaats import WERK, Werkplaats, keep_only, open_werkplaats
from ibt.begrippen.fout import Gebrek, InvoerFout, UitvoerFout, Waarschuwing
from ibt.rapport.index import VOORPROEF, Mislukt
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.geheugen import pack

LOG = "ibt.log"


def render_ronde(
    ronde: Ronde, map_: Path, notebooks: Path, verzoek: Verzoek | None = None
) -> Resultaat:
    """Render a round into a folder: what changed since it was made, or what is asked for.

    InvoerFout and UitvoerFout leave the folder as it was, but for one while files take their
    place: then each is whole. A report that fails leaves the others whole.
    """
    verzoek = verzoek or Verzoek()
    sleutels = make_sleutels(ronde, notebooks, find_sjabloon(notebooks))
    if verzoek.is_gewoon and is_unchanged(map_, sleutels):
        return Resultaat(map_, 0, (), map_ / WERK / LOG, len(ronde.gemeenten) + 1)
    if verzoek.warm and verzoek.adres is None:
        start_server()  # it imports while this process reads and checks
    verzoek = replace(verzoek, codes=_check(ronde, notebooks, verzoek.codes))
    if verzoek.adres is not None:
        check_werkers(verzoek.adres)
    plan = make_plan(ronde, notebooks)
    find_eigendom(map_, plan.namen)  # so that nothing at all is written where a file is in the way
    with hold_map(map_, map_ / WERK):
        return _make(ronde, map_, notebooks, verzoek, plan, sleutels)


def _make(
    ronde: Ronde,
    map_: Path,
    notebooks: Path,
    verzoek: Verzoek,
    plan: Plan,
    sleutels: Mapping[str, str],
) -> Resultaat:
    eigendom = claim_folder(map_, plan.namen)
    plaats = open_werkplaats(map_)
    heel = finished(plaats, sleutels)
    opdrachten = tuple(make_orders(ronde, plaats, notebooks))
    gevraagd = tuple(een for een in opdrachten if _wanted(een.naam, verzoek, heel, sleutels))
    weg: tuple[Mislukt, ...] = ()
    if verzoek.codes and not holds_round(map_):
        gevraagd = tuple(een for een in gevraagd if een.naam in verzoek.codes)
        er = {*_names(gevraagd), *heel}
        weg = tuple(Mislukt(n, VOORPROEF, "niet gevraagd") for n in plan.rapporten if n not in er)
    over = {*_names(gevraagd), *(een.naam for een in weg)}
    blijft = {naam: heel[naam] for naam in plan.rapporten if naam not in over}
    log = _begin(plan, plaats, opdrachten, blijft)
    gemaakt = _run(gevraagd, plan, plaats, log, verzoek, sleutels)
    mislukt = tuple(een.mislukt for een in gemaakt if een.mislukt is not None)
    if niet := [een.fout for een in mislukt if een.cel == SCHRIJVEN]:
        raise UitvoerFout(f"{niet[0]} Er is niets vervangen; wat al is gemaakt, blijft bewaard.")
    klaar = {naam: een.sleutel for naam, een in blijft.items()}
    klaar |= {een.naam: sleutels[een.naam] for een in gemaakt if een.mislukt is None}
    if all(klaar.get(naam) == sleutels[naam] for naam in plan.rapporten):
        klaar[RONDE] = sleutels[RONDE]
    oud = tuple(naam for naam in blijft if blijft[naam].sleutel != sleutels[naam])
    stukken = {**{een.naam: een.stuk for een in gemaakt}, **{een.naam: None for een in weg}}
    uitkomst = Uitkomst((*mislukt, *weg), blijft, oud, stukken, klaar)
    finish_ronde(ronde, plan, plaats, eigendom, notebooks, uitkomst, verzoek.warm)
    _trust([een.naam for een in gemaakt if een.mislukt is None], map_, verzoek)
    gemeld = (*_stale(ronde, oud), *_previewed(ronde, weg))
    rest = len(blijft) - len(oud), len(oud)
    return Resultaat(map_, len(gevraagd), mislukt, log, *rest, gemeld, bool(weg))


def _run(
    gevraagd: Sequence[Opdracht],
    plan: Plan,
    plaats: Werkplaats,
    log: Path,
    verzoek: Verzoek,
    sleutels: Mapping[str, str],
) -> tuple[Gemaakt, ...]:
    """The reports, here or by the workers of a scheduler."""
    klaar = _noting(plaats, sleutels)
    if verzoek.adres is not None:
        return run_verdeeld(gevraagd, verzoek.adres, plan.invoer, klaar, verzoek.grens)
    kernels = _kernels(plaats.nieuw, verzoek)
    return run_opdrachten(gevraagd, log, verzoek.werkers, kernels, klaar)


def _trust(gemaakt: Iterable[str], map_: Path, verzoek: Verzoek) -> None:
    """Only what ran here just now: not what was kept, nor what workers elsewhere made."""
    if verzoek.adres is None:
        paden = [map_ / f"{report_place(naam)}.ipynb" for naam in gemaakt]
        with suppress(UitvoerFout):  # the round is there already
            run_apart(verzoek.warm, trust_notebooks, paden)


def _wanted(
    naam: str, verzoek: Verzoek, heel: Mapping[str, Heel], sleutels: Mapping[str, str]
) -> bool:
    """What is not there whole; and what changed, unless only certain reports are asked for."""
    if verzoek.alles or naam not in heel:
        return True
    if verzoek.codes:
        return naam in (PROVINCIE, *verzoek.codes)
    return not verzoek.alleen_mislukt and heel[naam].sleutel != sleutels[naam]


def _noting(plaats: Werkplaats, sleutels: Mapping[str, str]) -> Callable[[Gemaakt], None]:
    """What writes down each report that was made, so that it need not be made again."""

    def klaar(een: Gemaakt) -> None:
        if een.mislukt is None:
            note(plaats, een.naam, sleutels[een.naam])

    return klaar


def _names(opdrachten: Iterable[Opdracht]) -> set[str]:
    return {een.naam for een in opdrachten}


def _kernels(nieuw: Path, verzoek: Verzoek) -> Kernels:
    """Forked processes get the round as it was read back from its copies, with its assessment."""
    if not verzoek.warm:
        return Kernels(grens=verzoek.grens)
    kopie = load_ronde(nieuw / INVOER)
    # What a report would work out anew is worked out once, and goes along.
    _ = kopie.herkomst, kopie.voortgangen if kopie.is_voortgang else kopie.uitkomsten
    return Kernels(True, pack(kopie), verzoek.grens)


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
    gebreken += check_parameters(notebooks / soort.gemeente, per_gemeente)
    gebreken += check_parameters(notebooks / soort.provincie, {"rondebestand": pad})
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


def _begin(
    plan: Plan, plaats: Werkplaats, opdrachten: Iterable[Opdracht], blijft: Mapping[str, Heel]
) -> Path:
    """Of an interrupted run keep what counts, and write beside it what is ready."""
    van_toen = [naam for naam, heel in blijft.items() if heel.plek == plaats.nieuw]
    keep_only(plaats, {JOURNAAL, *(pad for naam in van_toen for pad in report_files(naam))})
    begin_journal(plaats, blijft)
    for naam, inhoud in plan.vast.items():
        write_file(plaats.nieuw / naam, inhoud)
    for opdracht in opdrachten:
        opdracht.doel.parent.mkdir(parents=True, exist_ok=True)
    log = plaats.werk / LOG
    write_file(log, b"")
    return log
