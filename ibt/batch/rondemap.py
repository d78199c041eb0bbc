"""The folder of a round: which files in it are ours, one run at a time, and how a round gets there.

A file is replaced in one step, and the manifest last: until then the folder is not the new round.
"""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from ibt.batch.bewaard import Stand, recall_stand, remember_stand
from ibt.batch.manifest import BEWAARMAP, is_inside, read_manifest
from ibt.batch.schrijf import (
    DEEL,
    digest,
    refuse_locked,
    remove_file,
    sha256_of,
    why_unwritten,
    write_file,
)
from ibt.begrippen.fout import RondeFout, UitvoerFout
from ibt.begrippen.indeling import MANIFEST, SOORT
from ibt.begrippen.tekst import visible
from ibt.begrippen.verslag import PROEF
from ibt.rapport.werkblad import is_own_table

_GRENDEL = f"{BEWAARMAP}/slot"
_WIE = f"{BEWAARMAP}/slot.wie"


def find_eigendom(map_: Path, namen: Collection[str]) -> frozenset[str]:
    """What is ours in the folder.

    UitvoerFout, and nothing written, when a file that is not ours stands in the way, a link leads
    out of the folder, or one of ours is open elsewhere.
    """
    _require_name(map_)
    if map_.exists() and not map_.is_dir():
        raise UitvoerFout(f"{map_}: moet een map zijn, geen bestand. Kies een andere map met -o.")
    eigendom = _owned(map_)
    if gelinkt := sorted({weg for naam in (*namen, _GRENDEL) if (weg := _led_away(map_, naam))}):
        raise UitvoerFout(
            f"{map_}: {', '.join(gelinkt[:5])} verwijst naar een andere plek (symlink), en daar "
            "schrijft ibt niet. Haal de verwijzing weg, of kies een andere map met -o."
        )
    vreemd = sorted({weg for naam in namen if (weg := _in_the_way(map_, naam, eigendom))})
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


def refuse_other(map_: Path, is_proef: bool) -> None:
    """UitvoerFout where the folder holds a real round and this is none, or the other way round."""
    try:
        staat = read_manifest(map_).get("staat")
    except RondeFout:
        return
    if is_proef and staat != PROEF:
        raise UitvoerFout(
            f"{map_}: hier staat een echte ronde, en dit is een proef. Kies met -o een andere map, "
            "of maak de proef in een map van haar eigen: ibt proef MAP."
        )
    if staat == PROEF and not is_proef:
        raise UitvoerFout(
            f"{map_}: hier staat een proef, en dit is een echte ronde. Kies met -o een andere map, "
            "of haal de map van de proef weg."
        )


@contextmanager
def hold_map(map_: Path) -> Iterator[None]:
    """Hold the folder of a round while a run is at work in it.

    The lock is that of the operating system, which ends with the process that has it. UitvoerFout
    where another run has it, or where nothing may be written.
    """
    grendel = FileLock(map_ / _GRENDEL)
    try:
        (map_ / BEWAARMAP).mkdir(parents=True, exist_ok=True)
        grendel.acquire(timeout=0)
    except Timeout:
        raise UitvoerFout(
            f"{map_}: hier wordt nu al een ronde gemaakt ({_who(map_)}). Wacht tot die klaar is en "
            "probeer opnieuw."
        ) from None
    except NotImplementedError:
        yield  # a file system without locks: nothing to hold
        return
    except OSError as fout:
        raise UitvoerFout(why_unwritten(map_ / _GRENDEL, fout)) from None
    try:
        write_file(map_ / _WIE, _me().encode())
        yield
    finally:
        remove_file(map_ / _WIE)
        grendel.release()


def _me() -> str:
    try:
        wie = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process without a name
        wie = "onbekend"
    nu = datetime.now().strftime("%d-%m-%Y %H:%M")
    return f"proces {os.getpid()} van {wie} op {platform.node()}, sinds {nu}"


def _who(map_: Path) -> str:
    try:
        return (map_ / _WIE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return "door een ander proces"


def publish(map_: Path, inhoud: Mapping[str, bytes], eigen: Collection[str], klaar: Stand) -> None:
    """Let these files take the place of those that were ours (`eigen`); the manifest goes last.

    By its path in the round each has its bytes; what already stands there with the same bytes
    stays. `klaar` is what is remembered when all is there. UitvoerFout, and nothing changed, where
    a file that must be replaced is open elsewhere.
    """
    namen = [naam for naam in inhoud if naam != MANIFEST]
    anders = [naam for naam in namen if _differs(map_ / naam, inhoud[naam])]
    weg = sorted(set(eigen) - set(inhoud))
    refuse_locked(map_, [*anders, *weg])
    # Whatever stops this run: what it wrote is ours, and the folder holds no round.
    remember_stand(map_, replace(klaar, geschreven=(*eigen, *inhoud), slot=""))
    for naam in anders:
        write_file(map_ / naam, inhoud[naam])
    for naam in weg:
        remove_file(map_ / naam)
        _remove_empty(map_, naam)
    for naam in (*eigen, *inhoud):
        remove_file(map_ / f"{naam}{DEEL}")
    remember_stand(map_, klaar)
    write_file(map_ / MANIFEST, inhoud[MANIFEST])


def _differs(pad: Path, inhoud: bytes) -> bool:
    return not pad.is_file() or sha256_of(pad) != digest(inhoud)


def _owned(map_: Path) -> frozenset[str]:
    namen = {naam for naam in recall_stand(map_).geschreven if is_inside(naam)}
    try:
        namen |= {*read_manifest(map_)["geschreven"], MANIFEST}
    except RondeFout:
        # As after a power cut: a manifest in which nothing stands.
        manifest = map_ / MANIFEST
        namen |= {MANIFEST} if manifest.is_file() and not manifest.stat().st_size else set()
    namen |= {soort.csv for soort in SOORT.values() if is_own_table(map_ / soort.csv)}
    return frozenset(namen)


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
        leeg = map_ / ouder
        if not ouder.name or not leeg.is_dir() or any(leeg.iterdir()):
            return
        leeg.rmdir()
