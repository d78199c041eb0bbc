"""Proof of a rendered round: its hashes, its tables, and its notebooks run again (nbval)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibt.batch.brieven import brief_path
from ibt.batch.bundel import BUNDEL
from ibt.batch.herkomst import make_slotstukken
from ibt.batch.manifest import NAAM, changed_files, extra_files, read_manifest
from ibt.batch.nbval import run_nbval
from ibt.batch.plan import AGENDA, CRATE, HERKOMST, INDEX
from ibt.batch.plek import report_files
from ibt.batch.sleutel import PROVINCIE
from ibt.batch.soort import SOORT
from ibt.batch.tabel import resultaat_csv
from ibt.begrippen.fout import IbtFout
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.kopie import make_invoer


@dataclass(frozen=True)
class Bewijs:
    """What a verification found: notebooks run, and a Dutch sentence per difference."""

    notebooks: int
    verschillen: tuple[str, ...]


def verify_map(map_: Path, werkers: int | None = None) -> Bewijs:
    """Compare hashes, work the table out again, then run every notebook of the round again.

    Named too is what lies in the folder and is no part of the round. RondeFout when there is none.
    """
    manifest = read_manifest(map_)
    verschillen = [*changed_files(map_, manifest), *extra_files(map_, manifest)]
    verschillen += [
        f"{een['rapport']}: is bij het maken mislukt ({een['cel']}: {een['fout']})"
        for een in manifest["mislukt"]
    ]
    verschillen += _recomputed(map_, manifest)
    namen = [
        naam
        for naam in manifest["geschreven"]
        if naam.endswith(".ipynb") and (map_ / naam).is_file()
    ]
    if not namen:
        verschillen.append("er is geen enkel notebook om opnieuw uit te voeren")
    verschillen += run_nbval(namen, map_, werkers)
    return Bewijs(len(namen), tuple(dict.fromkeys(verschillen)))


def compare_invoer(map_: Path, ronde: Ronde) -> list[str]:
    """Which inputs of a round file differ from the copies in the rendered round."""
    nu = {f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()}
    toen = {naam for naam in read_manifest(map_)["geschreven"] if naam.startswith("invoer/")}
    verschillen = [f"{naam}: is geen invoer meer" for naam in sorted(toen - set(nu))]
    verschillen += [f"{naam}: is nieuwe invoer" for naam in sorted(set(nu) - toen)]
    for naam in sorted(toen & set(nu)):
        if not (map_ / naam).is_file() or (map_ / naam).read_bytes() != nu[naam]:
            verschillen.append(f"{naam}: de invoer is sindsdien veranderd")
    return verschillen


def _recomputed(map_: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """What the copied inputs say must be there: every file, and of some the very bytes."""
    try:
        ronde = load_ronde(map_ / "invoer" / "ronde.yaml")
        volgt = {SOORT[ronde.peildatum.moment].csv: resultaat_csv(ronde.resultaat)}
    except IbtFout as fout:
        yield f"invoer/ronde.yaml: de invoer is niet meer te lezen ({fout})"
        return
    try:
        volgt |= make_slotstukken(ronde, manifest)
    except (LookupError, TypeError, ValueError, AttributeError):
        yield f"{NAAM}: zegt niet alles wat een manifest van ibt zegt"
    for naam, tekst in volgt.items():
        if naam != NAAM and (map_ / naam).is_file() and (map_ / naam).read_bytes() != tekst:
            yield f"{naam}: volgt niet uit de invoer van deze ronde"
    for naam in _expected(ronde, {een["rapport"] for een in manifest["mislukt"]}):
        if naam not in manifest["geschreven"]:
            yield f"{naam}: ontbreekt in {NAAM}"


def _expected(ronde: Ronde, mislukt: Collection[str]) -> Iterator[str]:
    """Every file that a round has but its copied inputs; of what failed there is no report."""
    soort = SOORT[ronde.peildatum.moment]
    yield from (INDEX, HERKOMST, CRATE, BUNDEL, AGENDA, soort.csv, soort.xlsx)
    for gemeente in ronde.gemeenten:
        yield brief_path(gemeente.code)
    for naam in (PROVINCIE, *(gemeente.code for gemeente in ronde.gemeenten)):
        if naam not in mislukt:
            yield from report_files(naam)
