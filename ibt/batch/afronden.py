"""The end of a round: all reports in one, the index, the manifest; then it takes its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.bundel import BUNDEL, make_bundel
from ibt.batch.eigendom import clear_leftovers, release_plan
from ibt.batch.herkomst import make_inhoud, make_slotstukken
from ibt.batch.manifest import NAAM
from ibt.batch.notebooks import find_sjabloon
from ibt.batch.plan import INDEX, Plan
from ibt.batch.plek import report_files
from ibt.batch.schrijf import write_file
from ibt.batch.soort import soort_of
from ibt.batch.voltooid import Heel, remember_made
from ibt.batch.werkers import run_apart
from ibt.batch.werkplaats import Werkplaats, close_werkplaats, publish
from ibt.begrippen.gemeente import Gemeente
from ibt.rapport.index import Mislukt, index_page
from ibt.rapport.typst import Stuk
from ibt.rapport.voortgang.index import voortgang_index
from ibt.ronde import Ronde, beoordeel, meet_voortgang


@dataclass(frozen=True)
class Uitkomst:
    """What came of the reports: which failed, which stay, which of those are out of date.

    `stukken` are the parts of what was just made, `sleutels` of what each report was made.
    """

    mislukt: tuple[Mislukt, ...]
    blijft: Mapping[str, Heel]
    verouderd: tuple[str, ...]
    stukken: Mapping[str, Stuk | None]
    sleutels: Mapping[str, str]


def finish_ronde(
    ronde: Ronde,
    plan: Plan,
    plaats: Werkplaats,
    eigendom: frozenset[str],
    notebooks: Path,
    uitkomst: Uitkomst,
    warm: bool,
) -> None:
    """Make what needs all reports, then let the new round take the place of the former one.

    With `warm` a process may be forked for it.
    """
    gemaakt = _places(plan, plaats, uitkomst)
    gemeenten, pagina = make_index(ronde, uitkomst.mislukt, uitkomst.verouderd)
    # Of a large round Typst keeps gigabytes, which must not stay until the next.
    oud = uitkomst.verouderd
    bundel = run_apart(warm, make_bundel, ronde.verslag, gemeenten, gemaakt, uitkomst.stukken, oud)
    write_file(gemaakt[BUNDEL], bundel)
    write_file(gemaakt[INDEX], pagina.encode())
    soort = soort_of(ronde.peildatum)
    bronnen = (notebooks / soort.gemeente, notebooks / soort.provincie, find_sjabloon(notebooks))
    inhoud = make_inhoud(ronde, bronnen, gemaakt, uitkomst.mislukt, oud)
    for naam, tekst in make_slotstukken(ronde, inhoud):
        write_file(plaats.nieuw / naam, tekst)
        gemaakt[naam] = plaats.nieuw / naam
    manifest = gemaakt.pop(NAAM)
    publish(plaats, gemaakt)
    clear_leftovers(plaats.map, eigendom, [*gemaakt, NAAM])
    remember_made(plaats, gemaakt, uitkomst.sleutels)
    publish(plaats, {NAAM: manifest})  # last: until then it is not this round
    close_werkplaats(plaats)
    release_plan(plaats.map)  # after that nothing is left to clear up


def _places(plan: Plan, plaats: Werkplaats, uitkomst: Uitkomst) -> dict[str, Path]:
    """Every file of the round by its path in it, with where it stands now; the index last."""
    plekken = {naam: plaats.nieuw / naam for naam in (*plan.vast, BUNDEL)}
    weg = {een.naam for een in uitkomst.mislukt}
    for naam in plan.rapporten:
        if naam not in weg:
            plek = uitkomst.blijft[naam].plek if naam in uitkomst.blijft else plaats.nieuw
            plekken |= {bestand: plek / bestand for bestand in report_files(naam)}
    return plekken | {INDEX: plaats.nieuw / INDEX}


def make_index(
    ronde: Ronde, mislukt: Sequence[Mislukt], oud: Sequence[str]
) -> tuple[tuple[Gemeente, ...], str]:
    """The gemeenten in the order of their names, and the start page.

    `oud` are the reports that were kept although what they are made of changed.
    """
    verslag = ronde.verslag
    if ronde.is_voortgang:
        standen = meet_voortgang(ronde)
        return tuple(een.gemeente for een in standen), voortgang_index(
            verslag, standen, mislukt, oud
        )
    vorige = f"../{ronde.peildatum.vorige_beoordeling}/{INDEX}"
    link = None if ronde.vorige_resultaat is None else vorige
    beoordelingen = beoordeel(ronde)
    return tuple(een.gemeente for een in beoordelingen), index_page(
        verslag, beoordelingen, mislukt, link, oud
    )
