"""The program with which a round is made, and its libraries, as hashes."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ibt.batch.schrijf import digest, sha256_of
from ibt.begrippen.kadertekst import INGANG

_PAKKET = Path(__file__).parents[1]


@cache
def program_hash() -> str:
    """Each file that makes a report what it is; notebooks are hashed apart."""
    paden = (pad for pad in _PAKKET.rglob("*") if pad.is_file() and _counts(pad))
    bestanden = {pad.relative_to(_PAKKET).as_posix(): pad for pad in paden}
    bestanden |= {f"{ingang.name}/{pad.name}": pad for ingang, pad in _installed_kaders()}
    return digest("".join(f"{sha256_of(bestanden[naam])}  {naam}\n" for naam in sorted(bestanden)))


@cache
def package_versions(pakket: str = "ibt") -> dict[str, str]:
    """The version of every package that this one needs, near or far; "" of what is not there.

    An extra counts where it is asked for. What is needed only on another system counts where it is
    installed all the same.
    """
    versies: dict[str, str] = {}
    gezien: set[tuple[str, str]] = set()
    over = [(pakket, "")]
    if pakket == "ibt":
        over += [(ingang.dist.name, "") for ingang in entry_points(group=INGANG) if ingang.dist]
    while over:
        if (nodig := over.pop()) in gezien:
            continue
        gezien.add(nodig)
        naam, extra = nodig
        try:
            gevonden = distribution(naam)
        except PackageNotFoundError:
            versies[naam] = ""
            continue
        versies[naam] = gevonden.version
        for eis in map(Requirement, gevonden.requires or ()):
            # A marker without an extra is about a system, and counts on every one.
            alleen_bij = "extra" in str(eis.marker or "")
            if not alleen_bij or (eis.marker and eis.marker.evaluate({"extra": extra})):
                over += [(canonicalize_name(eis.name), met) for met in ("", *eis.extras)]
    del versies[pakket]  # the program itself counts by what is in it
    return dict(sorted(versies.items()))


def packages_hash() -> str:
    """Python, and every package that takes part."""
    versies = {"python": platform.python_version(), **package_versions()}
    return digest(json.dumps(versies, sort_keys=True))


def program_key() -> str:
    """The program and its libraries as one hash: where it is the same, reports are too."""
    return digest(f"{program_hash()} {packages_hash()}")


def _installed_kaders() -> Iterator[tuple[EntryPoint, Path]]:
    """The code of each framework that another package brings."""
    for ingang in entry_points(group=INGANG):
        vondst = find_spec(ingang.module)
        if vondst is None or vondst.origin is None:
            continue
        bron = Path(vondst.origin)
        for pad in sorted(bron.parent.rglob("*.py") if bron.name == "__init__.py" else [bron]):
            yield ingang, pad


def _counts(pad: Path) -> bool:
    return "__pycache__" not in pad.parts and pad.parts[len(_PAKKET.parts)] != "notebooks"
