"""Proof of a rendered round: its hashes, its tables, and its notebooks run again (nbval)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibt.batch.brieven import brief_path
from ibt.batch.manifest import changed_files, read_manifest
from ibt.batch.nbval import run_nbval
from ibt.batch.plek import SOORTEN
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

    RondeFout when the folder holds no rendered round.
    """
    manifest = read_manifest(map_)
    verschillen = changed_files(map_, manifest)
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
    """What the copied inputs say must be there: a report per gemeente, and this very table."""
    try:
        ronde = load_ronde(map_ / "invoer" / "ronde.yaml")
        tabel = resultaat_csv(ronde.resultaat)
    except IbtFout as fout:
        yield f"invoer/ronde.yaml: de invoer is niet meer te lezen ({fout})"
        return
    naam = SOORT[ronde.peildatum.moment].csv
    pad = map_ / naam
    if pad.is_file() and pad.read_bytes() != tabel:
        yield f"{naam}: volgt niet uit de invoer van deze ronde"
    for gemeente in ronde.gemeenten:
        if (brief := brief_path(gemeente.code)) not in manifest["geschreven"]:
            yield f"{brief}: ontbreekt in manifest.json"
    mislukt = {een["rapport"] for een in manifest["mislukt"]}
    rapporten = {"provincie": "provincie"}
    rapporten |= {gemeente.code: f"gemeenten/{gemeente.code}" for gemeente in ronde.gemeenten}
    for rapport in sorted(rapporten.keys() - mislukt):
        for soort in SOORTEN:
            if f"{rapporten[rapport]}{soort}" not in manifest["geschreven"]:
                yield f"{rapporten[rapport]}{soort}: ontbreekt in manifest.json"
