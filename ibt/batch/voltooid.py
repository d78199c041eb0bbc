"""Which reports of a folder are made, and of what: so that nothing is made twice.

A finished round has it in its manifest; a round under way in a journal, a line per report, so that
an interrupted one goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ibt.batch.eigendom import PLAN, WERK
from ibt.batch.manifest import changed_files, read_manifest
from ibt.batch.plek import report_files
from ibt.batch.schrijf import remove_file, sha256_of, write_file
from ibt.begrippen.fout import RondeFout

JOURNAAL = f"{WERK}/voltooid.jsonl"


def is_unchanged(map_: Path, sleutels: Mapping[str, str]) -> bool:
    """Whether the folder holds this very round, whole and without a report that failed."""
    try:
        manifest = read_manifest(map_)
    except RondeFout:
        return False
    return (
        manifest.get("sleutels") == dict(sleutels)
        and not manifest["mislukt"]
        and not (map_ / PLAN).exists()
        and not changed_files(map_, manifest)
    )


def finished(map_: Path) -> dict[str, str]:
    """The key of every report of which all three files are as they were written."""
    heel: dict[str, str] = {}
    try:
        manifest = read_manifest(map_)
    except RondeFout:
        regels = _journal(map_)
    else:
        regels = [*_journal(map_), *_from_manifest(manifest)]
    for regel in regels:
        naam, hashes = regel["naam"], regel["sha256"]
        paden = [map_ / bestand for bestand in report_files(naam)]
        if all(pad.is_file() for pad in paden) and list(map(sha256_of, paden)) == hashes:
            heel[naam] = regel["sleutel"]
    return heel


def begin_journal(map_: Path, sleutels: Mapping[str, str]) -> None:
    """Start anew with the reports that stay as they are; `sleutels` are their keys."""
    regels = "".join(_line(map_, naam, sleutel) for naam, sleutel in sleutels.items())
    write_file(map_ / JOURNAAL, regels.encode())


def note(map_: Path, naam: str, sleutel: str) -> None:
    """One more report is made."""
    with (map_ / JOURNAAL).open("a", encoding="utf-8") as journaal:
        journaal.write(_line(map_, naam, sleutel))


def end_journal(map_: Path) -> None:
    """From now on the manifest says it."""
    remove_file(map_ / JOURNAAL)


def _line(map_: Path, naam: str, sleutel: str) -> str:
    hashes = [sha256_of(map_ / bestand) for bestand in report_files(naam)]
    return json.dumps({"naam": naam, "sleutel": sleutel, "sha256": hashes}) + "\n"


def _journal(map_: Path) -> list[dict[str, Any]]:
    """The lines that are whole; the last one may have been cut off."""
    try:
        tekst = (map_ / JOURNAAL).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    return [regel for deel in tekst.splitlines() if (regel := _read(deel)) is not None]


def _read(tekst: str) -> dict[str, Any] | None:
    try:
        regel = json.loads(tekst)
    except ValueError:
        return None
    heel = isinstance(regel, dict) and set(regel) == {"naam", "sleutel", "sha256"}
    return regel if heel and isinstance(regel["naam"], str) else None


def _from_manifest(manifest: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    sleutels, geschreven = manifest.get("sleutels"), manifest["geschreven"]
    for naam, sleutel in sleutels.items() if isinstance(sleutels, dict) else ():
        hashes = [geschreven.get(bestand) for bestand in report_files(naam)]
        if None not in hashes:
            yield {"naam": naam, "sleutel": sleutel, "sha256": hashes}
