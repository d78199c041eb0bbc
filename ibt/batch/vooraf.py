"""Whether a round stands there already, seen from its files alone, before any of them is read.

To read and assess a round takes a second, and to import what that needs another. A run that left a
round whole remembers of which bytes it was made, and what it had to say of them; where all of
those are the same, so is the round. It never says so where it may be otherwise: then the round is
read, and what each report is made of decides.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ibt.batch.bewaard import Stand, recall_stand, remember_stand
from ibt.batch.manifest import changed_files, read_manifest
from ibt.batch.notebooks import SJABLOON, notebook_folders
from ibt.batch.schrijf import digest, sha256_of
from ibt.batch.versies import program_key
from ibt.begrippen.fout import RondeFout, UitvoerFout

# A round file has a dozen lines; anything larger is for the reader that says what is wrong.
_GROOTST = 100_000
_GROOTSTE_INVOER = 500_000_000


@dataclass(frozen=True)
class Vooraf:
    """The day that a round file names, as it stands there, and a hash of all that it is made of."""

    peildatum: str
    afdruk: str


def peek(ronde: Path, notebooks: Path | None = None) -> Vooraf | None:
    """What a round would be made of: its file, all that this names, program and notebooks.

    `notebooks` is the folder that was named for them. None where that cannot be seen at a glance.
    """
    try:
        pad = ronde.resolve(strict=True)
        if not pad.is_file() or pad.stat().st_size > _GROOTST:
            return None
        inhoud = _plain_keys(pad.read_bytes())
        delen = [program_key(), *_prints(pad.parent, [pad, *_named(pad.parent, inhoud)])]
        for map_ in dict.fromkeys([*notebook_folders(notebooks), *notebook_folders(None)]):
            delen += _prints(map_, [*sorted(map_.glob("*.ipynb")), map_ / SJABLOON])
        peildatum = inhoud["peildatum"]
        return Vooraf(peildatum, digest("\n".join(delen))) if isinstance(peildatum, str) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def recall_vooraf(map_: Path, vooraf: Vooraf) -> Stand | None:
    """What is remembered of this folder, if it was made of the very same and is as it was then."""
    stand = recall_stand(map_)
    try:
        manifest = read_manifest(map_)
        zelfde = (stand.afdruk, stand.slot) == (vooraf.afdruk, manifest["slot"])
        return stand if zelfde and not changed_files(map_, manifest) else None
    except (OSError, RondeFout, ValueError, LookupError, TypeError):
        return None


def keep_vooraf(map_: Path, vooraf: Vooraf | None, gemeld: Iterable[object]) -> None:
    """Remember that the folder holds this round, whole and up to date, and what was said of it.

    `vooraf` was seen before the round was read: who changed a file meanwhile is not forgotten.
    """
    toen = recall_stand(map_)
    if vooraf is not None and toen.slot:
        stand = replace(toen, afdruk=vooraf.afdruk, gemeld=tuple(map(str, gemeld)))
        with suppress(UitvoerFout):  # it only saves time
            remember_stand(map_, stand)


def _plain_keys(inhoud: bytes) -> dict[str, Any]:
    """The keys of a round file; ValueError where they are not plainly there."""
    import yaml

    if b"&" in inhoud or b"*" in inhoud:
        # A few lines that repeat one another can mean a billion values: for the reader that counts.
        raise ValueError
    try:
        # Every value as the text that stands there, as the reader takes numbers too.
        sleutels = yaml.load(inhoud.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        raise ValueError from None
    return dict(sleutels)


def _named(map_: Path, inhoud: dict[str, Any]) -> Iterator[Path]:
    """Every file or folder that a value may be the path of; a key that is none names nothing."""
    for namen in inhoud.values():
        for naam in namen if isinstance(namen, list) else [namen]:
            if isinstance(naam, str) and naam.strip():
                yield map_ / naam


def _prints(vanaf: Path, paden: Iterable[Path]) -> Iterator[str]:
    """Each path, as seen from here, with the hash of what is there; of a folder, of what is in it.

    A colleague may have the same folders elsewhere.
    """
    over = _GROOTSTE_INVOER
    te_zien = [*paden]
    while te_zien:
        pad = te_zien.pop(0)
        naam = os.path.relpath(pad, vanaf)
        if pad.is_dir():
            te_zien += (deel for deel in sorted(pad.iterdir()) if not deel.is_dir())
            yield f"{naam}/"
        elif pad.is_file():
            over -= pad.stat().st_size
            if over < 0:
                raise ValueError  # some folder was meant for something else
            yield f"{naam} {sha256_of(pad)}"
        elif pad.exists():
            raise ValueError  # a pipe or a device: reading it might never end
        else:
            yield f"{naam} is er niet"
