"""A whole round: every report, the overview, index, result table and manifest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.brieven import is_brief, make_brieven
from ibt.batch.bundel import BUNDEL, make_bundel
from ibt.batch.eigendom import WERK, Eigendom, claim_folder, clear_leftovers, release_plan
from ibt.batch.manifest import NAAM, make_manifest
from ibt.batch.notebooks import check_parameters, find_sjabloon
from ibt.batch.opdracht import Opdracht
from ibt.batch.schrijf import remove_file, write_file
from ibt.batch.soort import SOORT, Rondesoort
from ibt.batch.tabel import resultaat_csv, resultaat_xlsx
from ibt.batch.werkers import run_opdrachten
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.rapport.agenda import make_ics
from ibt.rapport.index import Mislukt, index_page
from ibt.rapport.voortgang.index import voortgang_index
from ibt.ronde import Ronde, beoordeel, meet_voortgang, volg_trajecten
from ibt.ronde.kopie import make_invoer

LOG = "ibt.log"
INDEX = "index.html"
AGENDA = "agenda.ics"


@dataclass(frozen=True)
class Resultaat:
    """What a render made: its folder, how many reports, what failed, and what is worth knowing."""

    map: Path
    rapporten: int
    mislukt: tuple[Mislukt, ...]
    log: Path
    waarschuwingen: tuple[Waarschuwing, ...] = ()


@dataclass(frozen=True)
class _Plan:
    """What will stand in the folder: files ready to write, and reports still to make."""

    vast: dict[str, bytes]
    opdrachten: tuple[Opdracht, ...]
    map: Path

    @property
    def namen(self) -> tuple[str, ...]:
        rapporten = (naam for een in self.opdrachten for naam in _names(self.map, een))
        return (*self.vast, *rapporten, BUNDEL, INDEX, NAAM)


def render_ronde(
    ronde: Ronde, map_: Path, notebooks: Path, codes: Sequence[str] = (), werkers: int | None = None
) -> Resultaat:
    """Render a round into a folder; with `codes` those reports and what follows from them.

    InvoerFout and UitvoerFout before anything is written; a report that fails leaves the others
    whole.
    """
    _check(ronde, notebooks, codes)
    plan = _Plan(_fixed_files(ronde, notebooks), tuple(_orders(ronde, map_, notebooks)), map_)
    eigendom = claim_folder(map_, plan.namen)
    gevraagd = tuple(een for een in plan.opdrachten if _wanted(een, map_, codes, eigendom))
    gemeld = tuple(_stale(plan, len(gevraagd)))
    log = _begin(plan, eigendom)
    mislukt = run_opdrachten(gevraagd, log, werkers)
    _finish(ronde, plan, notebooks, mislukt)
    return Resultaat(map_, len(gevraagd), mislukt, log, gemeld)


def _soort(ronde: Ronde) -> Rondesoort:
    return SOORT[ronde.peildatum.moment]


def _check(ronde: Ronde, notebooks: Path, codes: Sequence[str]) -> None:
    """Parameters are checked before any kernel starts."""
    bekend = {gemeente.code for gemeente in ronde.gemeenten}
    verwacht = f"moet de code van een gemeente in de ronde {ronde.peildatum} zijn, zoals"
    gebreken = [
        Gebrek("--gemeente", f"{verwacht} {min(bekend)}", code)
        for code in codes
        if code not in bekend
    ]
    pad = "../invoer/ronde.yaml"
    per_gemeente = {"rondebestand": pad, "gemeentecode": min(bekend)}
    soort = _soort(ronde)
    gebreken += check_parameters(notebooks / soort.gemeente, per_gemeente)
    gebreken += check_parameters(notebooks / soort.provincie, {"rondebestand": pad})
    if gebreken:
        raise InvoerFout(gebreken)


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
        "provincie",
        notebooks / _soort(ronde).provincie,
        {"rondebestand": "invoer/ronde.yaml"},
        map_ / "provincie",
        werk,
    )
    for gemeente in ronde.gemeenten:
        yield Opdracht(
            gemeente.code,
            notebooks / _soort(ronde).gemeente,
            {"rondebestand": "../invoer/ronde.yaml", "gemeentecode": gemeente.code},
            map_ / "gemeenten" / gemeente.code,
            werk,
        )


def _wanted(opdracht: Opdracht, map_: Path, codes: Collection[str], eigendom: Eigendom) -> bool:
    """Everything; or the gemeenten named, the overview, and what is not there whole."""
    heel = eigendom.heel.issuperset(_names(map_, opdracht))
    return not codes or opdracht.naam in ("provincie", *codes) or not heel


def _stale(plan: _Plan, gevraagd: int) -> Iterator[Waarschuwing]:
    """Reports that are kept were made from the inputs as they were."""
    anders = [
        naam
        for naam, inhoud in plan.vast.items()
        if not is_brief(naam)  # all letters are made anew every time
        and (not (plan.map / naam).is_file() or (plan.map / naam).read_bytes() != inhoud)
    ]
    if gevraagd < len(plan.opdrachten) and anders:
        tekst = "is veranderd sinds de andere rapporten zijn gemaakt; maak de hele ronde opnieuw"
        yield Waarschuwing(anders[0], tekst)


def _begin(plan: _Plan, eigendom: Eigendom) -> Path:
    """Clear up and write what is ready; until the end there is no index and no manifest."""
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


def _finish(ronde: Ronde, plan: _Plan, notebooks: Path, mislukt: tuple[Mislukt, ...]) -> None:
    """All reports in one, the index, then the manifest over all that is there."""
    vorige = f"../{ronde.peildatum.vorige_beoordeling}/{INDEX}"
    link = None if ronde.vorige_resultaat is None else vorige
    verslag = ronde.verslag
    gemeenten: tuple[Gemeente, ...]
    if ronde.is_voortgang:
        standen = meet_voortgang(ronde)
        gemeenten = tuple(een.gemeente for een in standen)
        pagina = voortgang_index(verslag, standen, mislukt)
    else:
        beoordelingen = beoordeel(ronde)
        gemeenten = tuple(een.gemeente for een in beoordelingen)
        pagina = index_page(verslag, beoordelingen, mislukt, link)
    bundel = make_bundel(verslag, gemeenten, plan.map, {een.naam for een in mislukt})
    write_file(plan.map / BUNDEL, bundel)
    write_file(plan.map / INDEX, pagina.encode())
    geschreven = [naam for naam in plan.namen if naam != NAAM and (plan.map / naam).is_file()]
    soort = _soort(ronde)
    bronnen = (
        notebooks / soort.gemeente,
        notebooks / soort.provincie,
        find_sjabloon(notebooks),
    )
    inhoud = make_manifest(verslag, ronde.kader.id, plan.map, bronnen, geschreven, mislukt)
    write_file(plan.map / NAAM, inhoud)
    release_plan(plan.map)


def _names(map_: Path, opdracht: Opdracht) -> list[str]:
    return [pad.relative_to(map_).as_posix() for pad in opdracht.files()]
