"""A whole round: every report, the overview, index, result table and manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ibt.batch.brieven import make_brieven
from ibt.batch.bundel import BUNDEL, make_bundel
from ibt.batch.eigendom import WERK, Eigendom, claim_folder, clear_leftovers, release_plan
from ibt.batch.kernels import GEWOON, Kernels
from ibt.batch.manifest import NAAM, make_manifest
from ibt.batch.notebooks import check_parameters, find_sjabloon
from ibt.batch.opdracht import Gemaakt, Opdracht
from ibt.batch.plek import report_files, report_place
from ibt.batch.schrijf import remove_file, write_file
from ibt.batch.sleutel import PROVINCIE, RONDE, make_sleutels
from ibt.batch.soort import SOORT, Rondesoort
from ibt.batch.tabel import resultaat_csv, resultaat_xlsx
from ibt.batch.verdeeld import check_werkers, run_verdeeld
from ibt.batch.verzoek import Resultaat, Verzoek
from ibt.batch.voltooid import begin_journal, end_journal, finished, is_unchanged, note
from ibt.batch.warm import start_server
from ibt.batch.werkers import run_apart, run_opdrachten
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.rapport.agenda import make_ics
from ibt.rapport.index import Mislukt, index_page
from ibt.rapport.typst import Stuk
from ibt.rapport.voortgang.index import voortgang_index
from ibt.ronde import Ronde, beoordeel, load_ronde, meet_voortgang, volg_trajecten
from ibt.ronde.geheugen import pack
from ibt.ronde.kopie import make_invoer

LOG = "ibt.log"
INDEX = "index.html"
AGENDA = "agenda.ics"


@dataclass(frozen=True)
class _Plan:
    """What will stand in the folder: files ready to write, and reports still to make."""

    vast: dict[str, bytes]
    opdrachten: tuple[Opdracht, ...]
    map: Path

    @property
    def namen(self) -> tuple[str, ...]:
        """All that the folder will hold."""
        bestanden = (bestand for naam in self.rapporten for bestand in report_files(naam))
        return (*self.vast, *bestanden, BUNDEL, INDEX, NAAM)

    @property
    def rapporten(self) -> tuple[str, ...]:
        """The reports by name, the overview first."""
        return tuple(een.naam for een in self.opdrachten)


@dataclass(frozen=True)
class _Uitkomst:
    """What came of the reports: which failed, which are out of date, their pieces and keys."""

    mislukt: tuple[Mislukt, ...]
    verouderd: tuple[str, ...]
    stukken: Mapping[str, Stuk | None]
    sleutels: Mapping[str, str]


def render_ronde(
    ronde: Ronde, map_: Path, notebooks: Path, verzoek: Verzoek | None = None
) -> Resultaat:
    """Render a round into a folder: what changed since it was made, or what is asked for.

    InvoerFout and UitvoerFout before anything is written; a report that fails leaves the others
    whole.
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
    plan = _Plan(_fixed_files(ronde, notebooks), tuple(_orders(ronde, map_, notebooks)), map_)
    eigendom = claim_folder(map_, plan.namen)
    heel = finished(map_)
    gevraagd = tuple(een for een in plan.opdrachten if _wanted(een.naam, verzoek, heel, sleutels))
    blijft = {naam: heel[naam] for naam in plan.rapporten if naam not in _names(gevraagd)}
    log = _begin(plan, eigendom, blijft)
    gemaakt = _run(gevraagd, plan, log, verzoek, lambda een: _note(map_, een, sleutels))
    mislukt = tuple(een.mislukt for een in gemaakt if een.mislukt is not None)
    klaar = blijft | {een.naam: sleutels[een.naam] for een in gemaakt if een.mislukt is None}
    if all(klaar.get(naam) == sleutels[naam] for naam in plan.rapporten):
        klaar[RONDE] = sleutels[RONDE]
    oud = tuple(naam for naam in blijft if blijft[naam] != sleutels[naam])
    stukken = {een.naam: een.stuk for een in gemaakt}
    _finish(ronde, plan, notebooks, _Uitkomst(mislukt, oud, stukken, klaar))
    gemeld = tuple(_stale(ronde, oud))
    return Resultaat(map_, len(gevraagd), mislukt, log, len(blijft) - len(oud), len(oud), gemeld)


def _run(
    gevraagd: Sequence[Opdracht],
    plan: _Plan,
    log: Path,
    verzoek: Verzoek,
    klaar: Callable[[Gemaakt], None],
) -> tuple[Gemaakt, ...]:
    """The reports, here or by the workers of a scheduler."""
    if verzoek.adres is None:
        kernels = _kernels(plan.map, log, verzoek.warm)
        return run_opdrachten(gevraagd, log, verzoek.werkers, kernels, klaar)
    invoer = {naam: tekst for naam, tekst in plan.vast.items() if naam.startswith("invoer/")}
    return run_verdeeld(gevraagd, verzoek.adres, invoer, klaar)


def _wanted(
    naam: str, verzoek: Verzoek, heel: Mapping[str, str], sleutels: Mapping[str, str]
) -> bool:
    """What is not there whole; and what changed, unless only certain reports are asked for."""
    if verzoek.alles or naam not in heel:
        return True
    if verzoek.codes:
        return naam in (PROVINCIE, *verzoek.codes)
    return not verzoek.alleen_mislukt and heel[naam] != sleutels[naam]


def _note(map_: Path, een: Gemaakt, sleutels: Mapping[str, str]) -> None:
    if een.mislukt is None:
        note(map_, een.naam, sleutels[een.naam])


def _names(opdrachten: Iterable[Opdracht]) -> set[str]:
    return {een.naam for een in opdrachten}


def _kernels(map_: Path, log: Path, warm: bool) -> Kernels:
    """Warm kernels get the round as it was read back from its copies, with its assessment."""
    if not warm:
        return GEWOON
    kopie = load_ronde(map_ / "invoer" / "ronde.yaml")
    # What a report would work out anew is worked out once, and goes along.
    _ = kopie.herkomst, kopie.voortgangen if kopie.is_voortgang else kopie.uitkomsten
    return Kernels(True, str(log), pack(kopie))


def _soort(ronde: Ronde) -> Rondesoort:
    return SOORT[ronde.peildatum.moment]


def _check(ronde: Ronde, notebooks: Path, genoemd: Sequence[str]) -> tuple[str, ...]:
    """Parameters are checked before any kernel starts; the codes of the gemeenten named."""
    bekend = {gemeente.code: gemeente for gemeente in ronde.gemeenten}
    codes = {naam: _code(ronde, naam) for naam in genoemd}
    verwacht = (
        f"moet de code of de naam van een gemeente in de ronde {ronde.peildatum} zijn, zoals "
        f"{min(bekend)} of {bekend[min(bekend)].naam}"
    )
    gebreken = [
        Gebrek("--gemeente", verwacht, naam) for naam, code in codes.items() if code not in bekend
    ]
    pad = "../invoer/ronde.yaml"
    per_gemeente = {"rondebestand": pad, "gemeentecode": min(bekend)}
    soort = _soort(ronde)
    gebreken += check_parameters(notebooks / soort.gemeente, per_gemeente)
    gebreken += check_parameters(notebooks / soort.provincie, {"rondebestand": pad})
    if gebreken:
        raise InvoerFout(gebreken)
    return tuple(codes.values())


def _code(ronde: Ronde, naam: str) -> str:
    """The gemeentecode that is meant; what names no gemeente stays as it is."""
    try:
        return naam if naam in ronde.lijst.gemeenten else ronde.lijst.resolve("", naam).code
    except ValueError:
        return naam


def _fixed_files(ronde: Ronde, notebooks: Path) -> dict[str, bytes]:
    resultaat, soort = ronde.resultaat, _soort(ronde)
    invoer = {f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()}
    return {
        **invoer,
        soort.csv: resultaat_csv(resultaat),
        AGENDA: make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader),
        soort.xlsx: resultaat_xlsx(
            resultaat, ronde.bijgewerkt_op, ronde.voorbeeld, soort.tabel.capitalize()
        ),
        **make_brieven(ronde, find_sjabloon(notebooks)),
    }


def _orders(ronde: Ronde, map_: Path, notebooks: Path) -> Iterator[Opdracht]:
    werk = map_ / WERK
    yield Opdracht(
        PROVINCIE,
        notebooks / _soort(ronde).provincie,
        {"rondebestand": "invoer/ronde.yaml"},
        map_ / report_place(PROVINCIE),
        werk,
        "het overzicht",
    )
    for gemeente in ronde.gemeenten:
        yield Opdracht(
            gemeente.code,
            notebooks / _soort(ronde).gemeente,
            {"rondebestand": "../invoer/ronde.yaml", "gemeentecode": gemeente.code},
            map_ / report_place(gemeente.code),
            werk,
            gemeente.naam,
        )


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


def _begin(plan: _Plan, eigendom: Eigendom, blijft: Mapping[str, str]) -> Path:
    """Clear up and write what is ready; until the end there is no index and no manifest."""
    begin_journal(plan.map, blijft)
    for naam in (NAAM, INDEX, BUNDEL):
        remove_file(plan.map / naam)
    clear_leftovers(plan.map, eigendom, plan.namen)
    for naam, inhoud in plan.vast.items():
        write_file(plan.map / naam, inhoud)
    for opdracht in plan.opdrachten:
        opdracht.doel.parent.mkdir(parents=True, exist_ok=True)
    log = plan.map / WERK / LOG
    write_file(log, b"")
    return log


def _finish(ronde: Ronde, plan: _Plan, notebooks: Path, uitkomst: _Uitkomst) -> None:
    """All reports in one, the index, then the manifest over all that is there."""
    vorige = f"../{ronde.peildatum.vorige_beoordeling}/{INDEX}"
    link = None if ronde.vorige_resultaat is None else vorige
    verslag = ronde.verslag
    gemeenten: tuple[Gemeente, ...]
    if ronde.is_voortgang:
        standen = meet_voortgang(ronde)
        gemeenten = tuple(een.gemeente for een in standen)
        pagina = voortgang_index(verslag, standen, uitkomst.mislukt, uitkomst.verouderd)
    else:
        beoordelingen = beoordeel(ronde)
        gemeenten = tuple(een.gemeente for een in beoordelingen)
        pagina = index_page(verslag, beoordelingen, uitkomst.mislukt, link, uitkomst.verouderd)
    # Of a large round Typst keeps gigabytes, which must not stay until the next.
    bundel = run_apart(make_bundel, verslag, gemeenten, plan.map, uitkomst.stukken)
    write_file(plan.map / BUNDEL, bundel)
    write_file(plan.map / INDEX, pagina.encode())
    geschreven = [naam for naam in plan.namen if naam != NAAM and (plan.map / naam).is_file()]
    soort = _soort(ronde)
    bronnen = (
        notebooks / soort.gemeente,
        notebooks / soort.provincie,
        find_sjabloon(notebooks),
    )
    inhoud = make_manifest(
        verslag,
        ronde.kader.id,
        plan.map,
        bronnen,
        geschreven,
        uitkomst.mislukt,
        uitkomst.sleutels,
    )
    write_file(plan.map / NAAM, inhoud)
    end_journal(plan.map)
    release_plan(plan.map)
