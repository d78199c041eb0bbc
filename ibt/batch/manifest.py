"""manifest.json: what was read, with what it was made, what was written, and a closing hash."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ibt.batch.schrijf import sha256_of
from ibt.begrippen.fout import RondeFout
from ibt.begrippen.verslag import Verslag
from ibt.rapport.index import Mislukt

NAAM = "manifest.json"
_PAKKETTEN = ("matplotlib", "nbconvert", "pandas", "papermill", "pydantic", "typst")


def make_manifest(
    verslag: Verslag, kader: str, map_: Path, geschreven: Iterable[str], mislukt: Sequence[Mislukt]
) -> bytes:
    """The manifest of a rendered round; `geschreven` are paths within the folder."""
    inhoud: dict[str, Any] = {
        "programma": f"ibt {verslag.versie}",
        "voorbeeld": verslag.voorbeeld,
        "provincie": verslag.provincie,
        "peildatum": str(verslag.peildatum),
        "periode": str(verslag.peildatum.periode),
        "kader": kader,
        "staat": "concept" if verslag.vaststelling is None else "vastgesteld",
        "python": platform.python_version(),
        "pakketten": {naam: version(naam) for naam in _PAKKETTEN},
        "gelezen": [
            {"rol": bron.rol, "bestand": bron.naam, "rijen": bron.rijen, "sha256": bron.sha256}
            for bron in verslag.bronnen
        ],
        "geschreven": {naam: sha256_of(map_ / naam) for naam in sorted(geschreven)},
        "mislukt": [{"rapport": een.naam, "cel": een.cel, "fout": een.fout} for een in mislukt],
    }
    return (_as_json({**inhoud, "slot": closing_hash(inhoud)}) + "\n").encode()


def read_manifest(map_: Path) -> dict[str, Any]:
    """The manifest of a folder; RondeFout when there is none or it is broken."""
    pad = map_ / NAAM
    try:
        inhoud = json.loads(pad.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RondeFout(
            f"{map_}: hier staat geen gemaakte ronde ({NAAM} ontbreekt). "
            "Maak de ronde eerst met ibt render."
        ) from None
    except (OSError, ValueError):
        raise RondeFout(f"{pad}: moet leesbare JSON zijn. Maak de ronde opnieuw.") from None
    if not isinstance(inhoud, dict) or not isinstance(inhoud.get("geschreven"), dict):
        raise RondeFout(f"{pad}: is geen manifest van ibt. Maak de ronde opnieuw.")
    return inhoud


def closing_hash(inhoud: dict[str, Any]) -> str:
    """The hash over everything else in the manifest."""
    zonder = {naam: waarde for naam, waarde in inhoud.items() if naam != "slot"}
    return hashlib.sha256(_as_json(zonder).encode()).hexdigest()


def changed_files(map_: Path, manifest: dict[str, Any]) -> list[str]:
    """A Dutch sentence per file that is gone or no longer what was written."""
    fouten = []
    for naam, sha256 in manifest["geschreven"].items():
        pad = map_ / naam
        if not pad.is_file():
            fouten.append(f"{naam}: dit bestand ontbreekt")
        elif sha256_of(pad) != sha256:
            fouten.append(f"{naam}: is veranderd sinds de ronde is gemaakt")
    if manifest.get("slot") != closing_hash(manifest):
        fouten.append(f"{NAAM}: is veranderd (de afsluitende hash klopt niet)")
    return fouten


def _as_json(inhoud: Any) -> str:
    return json.dumps(inhoud, ensure_ascii=False, indent=2, sort_keys=False)
