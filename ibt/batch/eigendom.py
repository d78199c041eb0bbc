"""Which files in an output folder are ours to replace or remove."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ibt.batch.manifest import NAAM, is_inside, read_manifest
from ibt.batch.schrijf import DEEL, is_locked, remove_file, sha256_of, write_file
from ibt.batch.soort import SOORT
from ibt.batch.tabel import is_own_table
from ibt.begrippen.fout import RondeFout, UitvoerFout

WERK = ".ibt"
PLAN = f"{WERK}/plan.json"


@dataclass(frozen=True)
class Eigendom:
    """What a folder holds of a former run: `namen` are ours, `heel` are still as it wrote them."""

    namen: frozenset[str]
    heel: frozenset[str]


def claim_folder(map_: Path, plan: Collection[str]) -> Eigendom:
    """What is ours in the folder; the plan is kept, so an interrupted run can be cleared up.

    UitvoerFout, and nothing written, when a file that is not ours stands in the way, or one of
    ours is open elsewhere.
    """
    if map_.exists() and not map_.is_dir():
        raise UitvoerFout(f"{map_}: moet een map zijn, geen bestand. Kies een andere map met -o.")
    eigendom = _owned(map_)
    vreemd = sorted({een for naam in plan if (een := _in_the_way(map_, naam, eigendom.namen))})
    if vreemd:
        raise UitvoerFout(
            f"{map_}: hier staan al bestanden die niet van een ronde van ibt zijn "
            f"({', '.join(vreemd[:5])}). Kies een andere map met -o, of haal ze weg."
        )
    dicht = sorted(naam for naam in eigendom.namen if is_locked(map_ / naam))
    if dicht:
        raise UitvoerFout(
            f"{map_}: {', '.join(dicht[:5])} kan niet worden vervangen. Sluit {dicht[0]} "
            "(bijvoorbeeld in Excel) en probeer opnieuw."
        )
    inhoud = json.dumps(sorted(eigendom.namen | set(plan)))
    write_file(map_ / PLAN, inhoud.encode())
    return eigendom


def clear_leftovers(map_: Path, eigendom: Eigendom, houden: Iterable[str]) -> None:
    """Remove our files that this round no longer has, and what an interrupted run left."""
    gepland = set(houden)
    for naam in sorted(eigendom.namen - gepland):
        remove_file(map_ / naam)
        _remove_empty(map_, naam)
    for naam in sorted(eigendom.namen | gepland):
        remove_file(map_ / f"{naam}{DEEL}")


def release_plan(map_: Path) -> None:
    """The run is complete: from now on the manifest alone says what is ours."""
    remove_file(map_ / PLAN)


def _owned(map_: Path) -> Eigendom:
    namen: set[str] = set()
    heel: set[str] = set()
    try:
        geschreven = read_manifest(map_)["geschreven"]
    except RondeFout:
        geschreven = {}
    else:
        namen = {*geschreven, NAAM}
        heel = {naam for naam, sha256 in geschreven.items() if _is_whole(map_ / naam, sha256)}
    namen |= _planned(map_)
    namen |= {soort.csv for soort in SOORT.values() if is_own_table(map_ / soort.csv)}
    return Eigendom(frozenset(namen), frozenset(heel))


def _is_whole(pad: Path, sha256: str) -> bool:
    return pad.is_file() and sha256_of(pad) == sha256


def _planned(map_: Path) -> set[str]:
    """The plan of a run that was interrupted; a plan that is none names nothing."""
    try:
        plan: Any = json.loads((map_ / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {naam for naam in plan if is_inside(naam)} if isinstance(plan, list) else set()


def _in_the_way(map_: Path, naam: str, eigen: Collection[str]) -> str | None:
    """A foreign file or folder where ours must come, or a file where a folder must come."""
    if naam not in eigen and (map_ / naam).exists():
        return naam
    for ouder in PurePosixPath(naam).parents:
        if ouder.name and (map_ / ouder).exists() and not (map_ / ouder).is_dir():
            return str(ouder)
    return None


def _remove_empty(map_: Path, naam: str) -> None:
    """The folders that a removed file leaves empty."""
    for ouder in PurePosixPath(naam).parents:
        plek = map_ / ouder
        if not ouder.name or not plek.is_dir() or any(plek.iterdir()):
            return
        plek.rmdir()
