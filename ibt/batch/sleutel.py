"""What a report is made of, as one hash: as long as it is the same, the report is too.

Never a date of a file: what is in it counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ibt.batch.notebooks import notebook_in, source_hash
from ibt.batch.versies import packages_hash, program_hash
from ibt.begrippen.indeling import PROVINCIE, soort_of
from ibt.ronde import Ronde, volg_trajecten
from ibt.ronde.kopie import make_invoer

# All that is written besides the reports: letters, table, agenda, index, all reports in one.
RONDE = "ronde"


def make_sleutels(ronde: Ronde, notebooks: Path, sjabloon: Path) -> dict[str, str]:
    """The hash of every report by its name, of the overview, and of the round as a whole.

    Of a gemeente count its own rows, findings and register, what was worked out from them, the
    notebook, the state of the round, the program and the libraries. A notebook of your own that
    looks at other gemeenten too is not followed in that: render it with --force.
    """
    soort = soort_of(ronde.peildatum)
    trajecten = {traject.gemeente.code: traject for traject in volg_trajecten(ronde)}
    basis = {"programma": program_hash(), "pakketten": packages_hash(), "kader": ronde.kader.id}
    gemeente = {**basis, "notebook": source_hash(notebook_in(notebooks, soort.gemeente))}
    sleutels = {
        code: _hash(
            {
                **gemeente,
                "verslag": repr(replace(ronde.verslag_van(code), meldingen=())),
                "uitkomst": repr(uit),
                "traject": repr(trajecten.get(code)),
            }
        )
        for code, uit in ronde.uitkomsten.per_gemeente.items()
    }
    # The hash of every source stands in it, so it follows each change of any input.
    geheel = {**basis, "verslag": repr(ronde.verslag), "rapporten": sleutels}
    overzicht = source_hash(notebook_in(notebooks, soort.provincie))
    sleutels[PROVINCIE] = _hash({**geheel, "notebook": overzicht})
    geheel |= {"overzicht": sleutels[PROVINCIE], "brief": source_hash(sjabloon)}
    # The copies too: of the register they hold rows that no longer count, which no source names.
    sleutels[RONDE] = _hash({**geheel, "invoer": _hash_each(make_invoer(ronde))})
    return sleutels


def _hash(delen: Mapping[str, Any]) -> str:
    tekst = json.dumps(delen, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()


def _hash_each(bestanden: Mapping[str, bytes]) -> dict[str, str]:
    return {naam: hashlib.sha256(inhoud).hexdigest() for naam, inhoud in bestanden.items()}
