"""What a round will consist of: files that are ready to write, and reports still to make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.brieven import make_brieven
from ibt.batch.bundel import BUNDEL
from ibt.batch.manifest import NAAM
from ibt.batch.notebooks import find_sjabloon
from ibt.batch.opdracht import Opdracht
from ibt.batch.plek import report_files, report_place
from ibt.batch.sleutel import PROVINCIE
from ibt.batch.soort import soort_of
from ibt.batch.tabel import resultaat_csv, resultaat_xlsx
from ibt.batch.werkplaats import Werkplaats
from ibt.begrippen.herkomst import Rapportage
from ibt.rapport.agenda import make_ics
from ibt.ronde import Ronde, volg_trajecten
from ibt.ronde.kopie import make_invoer

INDEX = "index.html"
AGENDA = "agenda.ics"
# What the round says of itself: for who reads, and for programs. The manifest hashes both.
HERKOMST = "herkomst.html"
CRATE = "ro-crate-metadata.json"
INVOER = "invoer/ronde.yaml"


@dataclass(frozen=True)
class Plan:
    """The files of a round that need no kernel, and the names of its reports, overview first."""

    vast: dict[str, bytes]
    rapporten: tuple[str, ...]

    @property
    def namen(self) -> tuple[str, ...]:
        """All that the folder will hold."""
        bestanden = (bestand for naam in self.rapporten for bestand in report_files(naam))
        return (*self.vast, *bestanden, BUNDEL, INDEX, HERKOMST, CRATE, NAAM)

    @property
    def invoer(self) -> dict[str, bytes]:
        """The copies of the inputs, by their path in the round."""
        return {naam: tekst for naam, tekst in self.vast.items() if naam.startswith("invoer/")}


def make_plan(ronde: Ronde, notebooks: Path) -> Plan:
    """Everything that is known before a notebook runs; InvoerFout for a template at fault."""
    resultaat, soort = ronde.resultaat, soort_of(ronde.peildatum)
    vast = {
        **{f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()},
        soort.csv: resultaat_csv(resultaat),
        AGENDA: make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader),
        soort.xlsx: resultaat_xlsx(
            resultaat, ronde.bijgewerkt_op, ronde.voorbeeld, soort.tabel.capitalize()
        ),
        **make_brieven(ronde, find_sjabloon(notebooks)),
    }
    return Plan(vast, (PROVINCIE, *(gemeente.code for gemeente in ronde.gemeenten)))


def make_orders(ronde: Ronde, plaats: Werkplaats, notebooks: Path) -> Iterator[Opdracht]:
    """The reports to make, each in the place where the new round comes to be."""
    for een in make_rapportages(ronde):
        notebook, doel = notebooks / een.notebook, plaats.nieuw / report_place(een.naam)
        # The overview shows each gemeente, in some 15 kB.
        mb = 1 + len(ronde.gemeenten) // 25 if een.naam == PROVINCIE else 1
        yield Opdracht(een.naam, notebook, een.parameters, doel, plaats.werk, een.over, mb)


def make_rapportages(ronde: Ronde) -> Iterator[Rapportage]:
    """Of which notebook each report is made, with which parameters; the overview first."""
    soort = soort_of(ronde.peildatum)
    yield Rapportage(PROVINCIE, "het overzicht", soort.provincie, {"rondebestand": INVOER})
    for gemeente in ronde.gemeenten:
        parameters = {"rondebestand": f"../{INVOER}", "gemeentecode": gemeente.code}
        yield Rapportage(gemeente.code, gemeente.naam, soort.gemeente, parameters)
