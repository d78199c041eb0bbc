"""What a round will consist of: files that are ready to write, and reports still to make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ibt.batch.brieven import make_brieven
from ibt.batch.notebooks import find_sjabloon, notebook_in
from ibt.batch.schrijf import write_file
from ibt.batch.verzoek import Grens, Opdracht
from ibt.begrippen.herkomst import Rapportage
from ibt.begrippen.indeling import (
    AGENDA,
    BUNDEL,
    CRATE,
    HERKOMST,
    INDEX,
    INVOER,
    MANIFEST,
    PROVINCIE,
    report_files,
    report_place,
    soort_of,
)
from ibt.rapport.agenda import make_ics
from ibt.rapport.werkblad import resultaat_csv, resultaat_xlsx
from ibt.ronde import Ronde, volg_trajecten
from ibt.ronde.kopie import make_invoer


@dataclass(frozen=True)
class Plan:
    """The files of a round that need no kernel, and its reports by name, overview first."""

    vast: Mapping[str, bytes]
    rapporten: Mapping[str, Rapportage]

    @property
    def namen(self) -> tuple[str, ...]:
        """All that the folder will hold."""
        bestanden = (bestand for naam in self.rapporten for bestand in report_files(naam))
        return (*self.vast, *bestanden, BUNDEL, INDEX, HERKOMST, CRATE, MANIFEST)

    @property
    def invoer(self) -> dict[str, bytes]:
        """The copies of the inputs, by their path in the round."""
        return {naam: tekst for naam, tekst in self.vast.items() if naam.startswith("invoer/")}

    def orders(self, notebooks: Path, map_: Path, grens: Grens) -> Iterator[Opdracht]:
        """The reports to make, where the inputs of the round stand in this folder."""
        for naam, een in self.rapporten.items():
            # The overview shows each gemeente, in some 15 kB.
            mb = grens.uitvoer + (len(self.rapporten) - 1) // 25 * (naam == PROVINCIE)
            yield Opdracht(
                naam,
                notebook_in(notebooks, een.notebook),
                een.parameters,
                map_,
                een.over,
                replace(grens, uitvoer=mb),
            )


def make_plan(ronde: Ronde, notebooks: Path) -> Plan:
    """Everything that is known before a notebook runs; InvoerFout for a template at fault."""
    resultaat, soort = ronde.resultaat, soort_of(ronde.peildatum)
    vast = {
        **{f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()},
        soort.csv: resultaat_csv(resultaat),
        AGENDA: make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader),
        soort.xlsx: resultaat_xlsx(
            resultaat,
            ronde.bijgewerkt_op,
            ronde.voorbeeld,
            soort.tabel.capitalize(),
            ronde.is_proef,
        ),
        **make_brieven(ronde, find_sjabloon(notebooks)),
    }
    return Plan(vast, {een.naam: een for een in make_rapportages(ronde)})


def write_invoer(invoer: Mapping[str, bytes], map_: Path) -> None:
    """A folder as a notebook of the round finds it: the inputs, and a place for its report."""
    for naam, inhoud in invoer.items():
        write_file(map_ / naam, inhoud)
    (map_ / report_place("een gemeente")).parent.mkdir()


def make_rapportages(ronde: Ronde) -> Iterator[Rapportage]:
    """Of which notebook each report is made, with which parameters; the overview first."""
    soort = soort_of(ronde.peildatum)
    yield Rapportage(PROVINCIE, "het overzicht", soort.provincie, {"rondebestand": INVOER})
    for gemeente in ronde.gemeenten:
        parameters = {"rondebestand": f"../{INVOER}", "gemeentecode": gemeente.code}
        yield Rapportage(gemeente.code, gemeente.naam, soort.gemeente, parameters)
