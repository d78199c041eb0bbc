"""What a round will consist of: files that are ready to write, and reports still to make."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ibt.batch.brieven import make_brieven
from ibt.batch.notebooks import SJABLOON, find_sjabloon, notebook_in, source_hash
from ibt.batch.schrijf import digest, write_file
from ibt.batch.versies import packages_hash, program_hash
from ibt.batch.verzoek import Limiet, Rapportopdracht
from ibt.begrippen.herkomst import Rapportage
from ibt.begrippen.indeling import (
    AGENDA,
    BUNDEL,
    CONTROLE,
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
from ibt.rapport.controle import controle_page
from ibt.rapport.werkblad import resultaat_csv, resultaat_xlsx
from ibt.ronde import Ronde, volg_trajecten
from ibt.ronde.kopie import make_invoer

# All that is written besides the reports: letters, table, agenda, index, all reports in one.
RONDE = "ronde"


@dataclass(frozen=True)
class Rondeplan:
    """A round that will be made of the notebooks in a folder.

    `vast` are its files that need no kernel, by their path in the round; `rapporten` its reports by
    name, the overview first.
    """

    ronde: Ronde
    notebooks: Path
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

    @property
    def bronnen(self) -> tuple[Path, Path, Path]:
        """Of what reports and letters are made: both notebooks, and last the Word template."""
        soort = soort_of(self.ronde.peildatum)
        gemeente, provincie, sjabloon = (
            notebook_in(self.notebooks, naam)
            for naam in (soort.gemeente, soort.provincie, SJABLOON)
        )
        return gemeente, provincie, sjabloon

    def orders(self, map_: Path, limiet: Limiet) -> Iterator[Rapportopdracht]:
        """The reports to make, where the inputs of the round stand in this folder."""
        for naam, rapport in self.rapporten.items():
            # The overview shows each gemeente, in some 15 kB.
            mb = limiet.uitvoer + (len(self.rapporten) - 1) // 25 * (naam == PROVINCIE)
            yield Rapportopdracht(
                naam,
                notebook_in(self.notebooks, rapport.notebook),
                rapport.parameters,
                map_,
                rapport.over,
                replace(limiet, uitvoer=mb),
            )

    @cached_property
    def sleutels(self) -> dict[str, str]:
        """Of what each report is made, as a hash by its name; and the round as a whole (`RONDE`).

        As long as it is the same, the report is too. Of a gemeente count its own rows, findings and
        register, what was worked out from them, the notebook, the state of the round, the program
        and the libraries; never a date of a file. A notebook of your own that looks at other
        gemeenten too is not followed in that: render it with --force.
        """
        ronde = self.ronde
        gemeente, provincie, sjabloon = map(source_hash, self.bronnen)
        trajecten = {traject.gemeente.code: traject for traject in volg_trajecten(ronde)}
        basis = {"programma": program_hash(), "pakketten": packages_hash(), "kader": ronde.kader.id}
        sleutels = {
            code: _hash(
                basis,
                notebook=gemeente,
                verslag=repr(replace(ronde.verslag_van(code), meldingen=())),
                uitkomst=repr(uitkomst),
                traject=repr(trajecten.get(code)),
            )
            for code, uitkomst in ronde.uitkomsten.per_gemeente.items()
        }
        # The hash of every source stands in it, so it follows each change of any input.
        geheel = {**basis, "verslag": repr(ronde.verslag), "rapporten": {**sleutels}}
        sleutels[PROVINCIE] = _hash(geheel, notebook=provincie)
        # The copies too: the register has rows that no longer count, which no source names.
        invoer = {naam: digest(tekst) for naam, tekst in self.invoer.items()}
        sleutels[RONDE] = _hash(geheel, notebook=provincie, brief=sjabloon, invoer=invoer)
        return sleutels


def make_plan(ronde: Ronde, notebooks: Path) -> Rondeplan:
    """Everything that is known before a notebook runs; InvoerFout for a template at fault."""
    resultaat, soort = ronde.resultaat, soort_of(ronde.peildatum)
    vast = {
        **{f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()},
        soort.csv: resultaat_csv(resultaat),
        CONTROLE: controle_page(ronde.verslag, ronde.gemeenten).encode(),
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
    rapporten = {rapport.naam: rapport for rapport in make_rapportages(ronde)}
    return Rondeplan(ronde, notebooks, vast, rapporten)


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


def _hash(basis: Mapping[str, Any], **delen: Any) -> str:
    return digest(json.dumps({**basis, **delen}, ensure_ascii=False, sort_keys=True))
