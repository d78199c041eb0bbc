"""Which files in an output folder are ours to replace or remove."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from ibt.batch.manifest import NAAM, is_inside, read_manifest
from ibt.batch.schrijf import DEEL, refuse_locked, remove_file, write_file
from ibt.batch.soort import SOORT
from ibt.batch.tabel import is_own_table
from ibt.batch.voltooid import made_before
from ibt.batch.werkplaats import PLAN
from ibt.begrippen.fout import RondeFout, UitvoerFout
from ibt.begrippen.tekst import visible


def find_eigendom(map_: Path, plan: Collection[str]) -> frozenset[str]:
    """What is ours in the folder.

    UitvoerFout, and nothing written, when a file that is not ours stands in the way, a link leads
    out of the folder, or one of ours is open elsewhere.
    """
    _require_name(map_)
    if map_.exists() and not map_.is_dir():
        raise UitvoerFout(f"{map_}: moet een map zijn, geen bestand. Kies een andere map met -o.")
    eigendom = _owned(map_)
    if gelinkt := sorted({een for naam in (*plan, PLAN) if (een := _led_away(map_, naam))}):
        raise UitvoerFout(
            f"{map_}: {', '.join(gelinkt[:5])} verwijst naar een andere plek (symlink), en daar "
            "schrijft ibt niet. Haal de verwijzing weg, of kies een andere map met -o."
        )
    vreemd = sorted({een for naam in plan if (een := _in_the_way(map_, naam, eigendom))})
    if vreemd:
        raise UitvoerFout(
            f"{map_}: hier staan al bestanden die niet van een ronde van ibt zijn "
            f"({', '.join(vreemd[:5])}). Kies een andere map met -o, of haal ze weg."
        )
    refuse_locked(map_, eigendom)
    return eigendom


def _require_name(map_: Path) -> None:
    """Jupyter writes where a notebook stands in it, and a notebook is UTF-8."""
    heel = str(map_.absolute())
    try:
        heel.encode()
    except UnicodeEncodeError:
        raise UitvoerFout(
            f"{visible(heel)}: de naam van deze map heeft tekens die geen UTF-8 zijn. Hernoem de "
            "map, of kies een andere met -o."
        ) from None


def claim_folder(map_: Path, plan: Collection[str]) -> frozenset[str]:
    """The same, and the plan is kept, so that an interrupted run can be cleared up."""
    eigendom = find_eigendom(map_, plan)
    inhoud = json.dumps(sorted(eigendom | set(plan)))
    write_file(map_ / PLAN, inhoud.encode())
    return eigendom


def clear_leftovers(map_: Path, eigendom: frozenset[str], houden: Iterable[str]) -> None:
    """Remove our files that this round no longer has."""
    gepland = set(houden)
    for naam in sorted(eigendom - gepland):
        remove_file(map_ / naam)
        _remove_empty(map_, naam)
    for naam in sorted(eigendom | gepland):
        remove_file(map_ / f"{naam}{DEEL}")


def release_plan(map_: Path) -> None:
    """The run is complete: from now on the manifest alone says what is ours."""
    remove_file(map_ / PLAN)


def _owned(map_: Path) -> frozenset[str]:
    try:
        namen = {*read_manifest(map_)["geschreven"], NAAM}
    except RondeFout:
        namen = _without_manifest(map_)
    namen |= _planned(map_)
    namen |= {soort.csv for soort in SOORT.values() if is_own_table(map_ / soort.csv)}
    return frozenset(namen)


def _without_manifest(map_: Path) -> set[str]:
    """As after a power cut: what the last run remembers, and a manifest in which nothing stands."""
    manifest, gemaakt = map_ / NAAM, made_before(map_)
    leeg = manifest.is_file() and not manifest.stat().st_size
    return {naam for naam in gemaakt if is_inside(naam)} | ({NAAM} if gemaakt or leeg else set())


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


def _led_away(map_: Path, naam: str) -> str | None:
    """A folder of the round that is a link: what is written there would come to be elsewhere."""
    ouders = (ouder for ouder in PurePosixPath(naam).parents if ouder.name)
    return next((str(ouder) for ouder in ouders if (map_ / ouder).is_symlink()), None)


def _remove_empty(map_: Path, naam: str) -> None:
    """The folders that a removed file leaves empty."""
    for ouder in PurePosixPath(naam).parents:
        plek = map_ / ouder
        if not ouder.name or not plek.is_dir() or any(plek.iterdir()):
            return
        plek.rmdir()
