"""Which reports of a folder are made, and of what: so that nothing is made twice.

Working state, and no part of the round: of a finished one in one file; of a round under way in a
journal, a line per report, so that an interrupted one goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibt.batch.manifest import changed_files, read_manifest
from ibt.batch.plek import report_files
from ibt.batch.schrijf import append_line, sha256_of, write_file
from ibt.batch.werkplaats import PLAN, WERK, Werkplaats
from ibt.begrippen.fout import RondeFout
from ibt.rapport.index import VOORPROEF

JOURNAAL = "voltooid.jsonl"
_GEMAAKT = f"{WERK}/gemaakt.json"


@dataclass(frozen=True)
class Heel:
    """A report that is made: of what, and in which folder its files stand."""

    sleutel: str
    plek: Path


def is_unchanged(map_: Path, sleutels: Mapping[str, str]) -> bool:
    """Whether the folder holds this very round, whole and without a report that failed."""
    try:
        manifest = read_manifest(map_)
    except RondeFout:
        return False
    return (
        _made(map_)["sleutels"] == dict(sleutels)
        and not manifest["mislukt"]
        and not (map_ / PLAN).exists()
        and not changed_files(map_, manifest)
    )


def holds_round(map_: Path) -> bool:
    """Whether a whole round was made here, and no preview of a few gemeenten."""
    try:
        mislukt = read_manifest(map_)["mislukt"]
    except RondeFout:
        return False
    return all(een["cel"] != VOORPROEF for een in mislukt)


def remember_made(
    plaats: Werkplaats, geschreven: Iterable[str], sleutels: Mapping[str, str]
) -> None:
    """Keep the hash of every file that was written, and of what each report was made."""
    hashes = {naam: sha256_of(plaats.map / naam) for naam in geschreven}
    inhoud = {"sleutels": dict(sleutels), "geschreven": hashes}
    write_file(plaats.map / _GEMAAKT, json.dumps(inhoud).encode())


def made_before(map_: Path) -> frozenset[str]:
    """The files that the last finished run wrote, as far as it is remembered."""
    return frozenset(_made(map_)["geschreven"])


def _made(map_: Path) -> dict[str, dict[str, str]]:
    try:
        inhoud = json.loads((map_ / _GEMAAKT).read_text(encoding="utf-8"))
        sleutels, geschreven = dict(inhoud["sleutels"]), dict(inhoud["geschreven"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {"sleutels": {}, "geschreven": {}}
    return {"sleutels": sleutels, "geschreven": geschreven}


def finished(plaats: Werkplaats, sleutels: Mapping[str, str]) -> dict[str, Heel]:
    """Every report of which all three files are as they were written, in the round or beside it.

    Of an interrupted run counts only what is still to be made of the very same (`sleutels`). It
    may have been stopped while its files took their place.
    """
    heel: dict[str, Heel] = {}
    for regel in _remembered(plaats.map):
        if _is_whole(plaats.map, regel):
            heel[regel["naam"]] = Heel(regel["sleutel"], plaats.map)
    for regel in _journal(plaats.nieuw / JOURNAAL):
        if regel["sleutel"] == sleutels.get(regel["naam"]):
            for plek in (plaats.nieuw, plaats.map):
                if _is_whole(plek, regel):
                    heel[regel["naam"]] = Heel(regel["sleutel"], plek)
                    break
    return heel


def begin_journal(plaats: Werkplaats, blijft: Mapping[str, Heel]) -> None:
    """Start anew with the reports that stay as they are."""
    regels = (_line(heel.plek, naam, heel.sleutel) for naam, heel in blijft.items())
    write_file(plaats.nieuw / JOURNAAL, "".join(f"{regel}\n" for regel in regels).encode())


def note(plaats: Werkplaats, naam: str, sleutel: str) -> None:
    """One more report is made."""
    append_line(plaats.nieuw / JOURNAAL, _line(plaats.nieuw, naam, sleutel))


def _line(plek: Path, naam: str, sleutel: str) -> str:
    hashes = [sha256_of(plek / bestand) for bestand in report_files(naam)]
    return json.dumps({"naam": naam, "sleutel": sleutel, "sha256": hashes})


def _is_whole(plek: Path, regel: Mapping[str, Any]) -> bool:
    paden = [plek / bestand for bestand in report_files(regel["naam"])]
    return all(pad.is_file() for pad in paden) and list(map(sha256_of, paden)) == regel["sha256"]


def _journal(pad: Path) -> list[dict[str, Any]]:
    """The lines that are whole; the last one may have been cut off."""
    try:
        tekst = pad.read_text(encoding="utf-8")
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


def _remembered(map_: Path) -> Iterator[dict[str, Any]]:
    gemaakt = _made(map_)
    for naam, sleutel in gemaakt["sleutels"].items():
        hashes = [gemaakt["geschreven"].get(bestand) for bestand in report_files(naam)]
        if None not in hashes:
            yield {"naam": naam, "sleutel": sleutel, "sha256": hashes}
