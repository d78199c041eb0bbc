"""Which files in an output folder are ours to replace or remove."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ibt.batch.manifest import NAAM, read_manifest
from ibt.batch.schrijf import DEEL, remove_file, write_file
from ibt.begrippen.fout import RondeFout, UitvoerFout

WERK = ".ibt"
_PLAN = f"{WERK}/plan.json"


def claim_folder(map_: Path, plan: Iterable[str]) -> set[str]:
    """The files that are ours there; the plan is kept, so an interrupted run can be cleared up.

    UitvoerFout, and nothing written, when a file that is not ours stands in the way.
    """
    gepland = set(plan)
    eigen = _owned(map_)
    vreemd = sorted(naam for naam in gepland - eigen if (map_ / naam).exists())
    if vreemd:
        raise UitvoerFout(
            f"{map_}: hier staan al bestanden die niet van een ronde van ibt zijn "
            f"({', '.join(vreemd[:5])}). Kies een andere map met -o, of haal ze weg."
        )
    if map_.is_file():
        raise UitvoerFout(f"{map_}: moet een map zijn, geen bestand. Kies een andere map met -o.")
    write_file(map_ / _PLAN, json.dumps(sorted(eigen | gepland)).encode())
    return eigen


def clear_leftovers(map_: Path, eigen: Iterable[str], houden: Iterable[str]) -> None:
    """Remove our files that this round no longer has, and what an interrupted run left."""
    for naam in set(eigen) - set(houden) - {NAAM}:
        remove_file(map_ / naam)
    for deel in map_.rglob(f"*{DEEL}"):
        if deel.name.removesuffix(DEEL) and deel.is_file():
            remove_file(deel)


def _owned(map_: Path) -> set[str]:
    try:
        eigen = {*read_manifest(map_)["geschreven"], NAAM}
    except RondeFout:
        eigen = set()
    try:
        eigen |= set(json.loads((map_ / _PLAN).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        pass
    return eigen
