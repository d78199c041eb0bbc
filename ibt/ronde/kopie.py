"""The copies of all that was read: a round can be moved, and verified anywhere."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import yaml

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import parse_datum
from ibt.begrippen.tekst import forbidden_characters
from ibt.readers.bestand import read_bytes, read_tabel
from ibt.readers.yaml import read_yaml
from ibt.register.rij import KOLOMMEN, VERPLICHT
from ibt.ronde import Ronde
from ibt.ronde.bestand import LIJSTEN

# Of these not the file was hashed, but what of it counts.
IN_DELEN = ("register", "gekoppelden")
# Windows takes none of these in the name of a file.
_NIET_OVERAL = frozenset('<>:"/\\|?*')


def make_invoer(ronde: Ronde) -> dict[str, bytes]:
    """The files of `invoer/` by their path in it; `ronde.yaml` points to the copies.

    Of the register only the rows before the peildatum are copied: later rows never influence a
    round, so it still verifies, and renders to the same bytes, after adoption. A round file that
    says that the round was adopted takes the rows of that adoption along. InvoerFout for every
    file that is gone, or is no longer what the round was read from.
    """
    _require_unchanged(ronde)
    bestanden: dict[str, bytes] = {}
    paden: dict[str, Any] = {}
    for rol, pad in ronde.invoerbestanden:
        naam = _free_name(f"{rol}/{portable_name(pad.name)}", bestanden)
        inhoud = b"" if rol == "gekoppelden" else read_bytes(pad)
        if rol == "register":
            naam, inhoud = f"register/{portable_name(pad.stem)}.csv", _counted_rows(ronde, pad)
        if rol == "gekoppelden" and ronde.wachttijden is not None:
            # Only the aggregate: no row about a person leaves the file itself.
            naam, inhoud = "gekoppelden/aggregaat.csv", ronde.wachttijden.inhoud
        bestanden[naam] = inhoud
        waarde = rol if rol == "vorige_ronde" else naam
        if rol in LIJSTEN:
            paden.setdefault(rol, []).append(naam)
        else:
            paden[rol] = waarde
    return {"ronde.yaml": _round_file(ronde, paden), **bestanden}


def _require_unchanged(ronde: Ronde) -> None:
    """InvoerFout for each file that was saved meanwhile: the round would mix old and new."""
    gelezen = {bron.sha256 for bron in ronde.bronnen}
    gebreken: list[Gebrek] = []
    for rol, pad in (("ronde", ronde.pad), *ronde.invoerbestanden):
        try:
            nu = hashlib.sha256(read_bytes(pad)).hexdigest()
        except InvoerFout as fout:
            gebreken += fout.gebreken
            continue
        if nu not in gelezen and rol not in IN_DELEN:
            verwacht = "is veranderd terwijl de ronde werd gelezen"
            gebreken.append(Gebrek(pad.name, verwacht, raad="Geef de opdracht nog eens."))
    if gebreken:
        raise InvoerFout(gebreken)


def _round_file(ronde: Ronde, paden: dict[str, Any]) -> bytes:
    """The round file with the paths of the copies; other keys as they were."""
    ruw = read_yaml(ronde.pad).waarde
    sleutels = {
        naam: waarde for naam, waarde in ruw.items() if naam not in LIJSTEN or naam in paden
    }
    return yaml.safe_dump(
        {**sleutels, **paden}, allow_unicode=True, sort_keys=False, width=1000
    ).encode()


def _free_name(naam: str, bestanden: dict[str, bytes]) -> str:
    """Files of one name from different folders each get a folder of their own."""
    map_, _, bestand = naam.rpartition("/")
    vrij, nummer = naam, 1
    while vrij in bestanden:
        nummer += 1
        vrij = f"{map_}/{nummer}/{bestand}"
    return vrij


def portable_name(naam: str) -> str:
    """A name that any system takes, and that a round file can hold as it is."""
    tekens = ("_" if c in _NIET_OVERAL or forbidden_characters(c) else c for c in naam)
    return " ".join("".join(tekens).split()) or "_"


def _counted_rows(ronde: Ronde, pad: Path) -> bytes:
    """The register as CSV, up to the peildatum; with the rows that a herziening replaced.

    The rows about the peildatum itself are there only to show that the round was adopted.
    """
    tabel = read_tabel(pad, VERPLICHT, KOLOMMEN, gegroeid=True)
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, lineterminator="\n")
    schrijver.writerow(tabel.kolommen)
    for rij in tabel.rijen:
        geldt_vanaf = rij.cellen.get("peildatum") or rij.cellen["datum"]
        dag, eigen = parse_datum(geldt_vanaf), bool(rij.cellen.get("peildatum"))
        vast = ronde.vaststelling is not None and eigen and dag == ronde.peildatum.datum
        if dag < ronde.peildatum.datum or vast:
            schrijver.writerow([rij.cellen[kolom] for kolom in tabel.kolommen])
    return buffer.getvalue().encode()
