"""A file of findings → checked findings, each with its gemeente, its place and its half-year."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ibt.begrippen.bevinding import SOORTEN, Bevinding, Correctie, VoortgangGemeld
from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import CODE_PATROON, Gemeente
from ibt.begrippen.periode import Periode, parse_datum, parse_peildatum, periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.readers.naam import Gemeentelijst
from ibt.readers.yaml import model_faults, nearest, read_yaml


def read_bevindingen(
    pad: Path, lijst: Gemeentelijst, periode: Periode | None = None, rol: str = "bevindingen"
) -> tuple[tuple[Vastgelegd, ...], Bron]:
    """The findings in a YAML list; an empty file is an empty list.

    `periode` is the half-year of the round that judges; for a file on record it follows from the
    file's name (a peildatum) or, without one, from the date of each finding. InvoerFout with
    every fault of the file.
    """
    waarde, inhoud, regels = read_yaml(pad)
    if waarde is None:
        waarde = []
    if not isinstance(waarde, list):
        raise InvoerFout([Gebrek(pad.name, "moet een lijst van bevindingen zijn (elk met een -)")])
    vastgelegd: list[Vastgelegd] = []
    gebreken: list[Gebrek] = []
    eigen = periode or _periode_of_file(pad)
    for nummer, (regel, ruw) in enumerate(zip(regels, waarde, strict=True), start=1):
        gelezen = _read_one(pad.name, f"bevinding {nummer} (regel {regel})", ruw, lijst, eigen)
        if isinstance(gelezen, Vastgelegd):
            vastgelegd.append(gelezen)
        else:
            gebreken.extend(gelezen)
    if gebreken:
        raise InvoerFout(gebreken)
    sha256 = hashlib.sha256(inhoud).hexdigest()
    laatste = max((stuk.bevinding.datum for stuk in vastgelegd), default=None)
    return tuple(vastgelegd), Bron(rol, pad.name, sha256, len(vastgelegd), laatste)


def _read_one(
    bestand: str, plaats: str, ruw: Any, lijst: Gemeentelijst, periode: Periode | None
) -> Vastgelegd | list[Gebrek]:
    if not isinstance(ruw, dict):
        return [Gebrek(bestand, "moet een groep van sleutels en waarden zijn", str(ruw), plaats)]
    naam = ruw.get("gemeente")
    genoemd = naam if isinstance(naam, str) else None
    soort = SOORTEN.get(str(ruw.get("soort")))
    if soort is None:
        return [_unknown_soort(bestand, plaats, ruw, genoemd)]
    gebreken: list[Gebrek] = []
    gemeente = bevinding = None
    try:
        gemeente = find_gemeente(lijst, genoemd) if genoemd and genoemd.strip() else None
    except ValueError as fout:
        gebreken.append(Gebrek(bestand, str(fout), genoemd, f'{plaats}, sleutel "gemeente"'))
    try:
        bevinding = soort.model_validate(ruw)
    except ValidationError as fout:
        gebreken.extend(model_faults(fout, bestand, soort, plaats, genoemd))
    if gemeente is None or bevinding is None:
        return gebreken
    return Vastgelegd(
        gemeente, bevinding, bestand, plaats, periode or _periode_of_finding(bevinding)
    )


def find_gemeente(lijst: Gemeentelijst, tekst: str) -> Gemeente:
    """The gemeente that a code or a name means; ValueError (Dutch) when there is none."""
    tekst = tekst.strip()
    if CODE_PATROON.fullmatch(tekst):
        return lijst.resolve(tekst, "")
    return lijst.resolve("", tekst)


def _unknown_soort(bestand: str, plaats: str, ruw: dict[str, Any], gemeente: str | None) -> Gebrek:
    sleutel = f'{plaats}, sleutel "soort"'
    if "soort" not in ruw:
        return Gebrek(bestand, "deze sleutel moet er zijn", None, sleutel, gemeente)
    gevonden = str(ruw["soort"])
    raad = nearest(gevonden, SOORTEN)
    return Gebrek(bestand, "moet een bekende soort zijn", gevonden, sleutel, gemeente, raad)


def _periode_of_file(pad: Path) -> Periode | None:
    try:
        return parse_peildatum(parse_datum(pad.stem)).periode
    except ValueError:
        return None


def _periode_of_finding(bevinding: Bevinding) -> Periode:
    """Without a peildatum in the file's name: the half-year of the housing or of the message, else
    the one before the finding."""
    if isinstance(bevinding, Correctie) and bevinding.gehuisvest_van is not None:
        return periode_of(bevinding.gehuisvest_van)
    datum: date = bevinding.datum
    gemeld = isinstance(bevinding, VoortgangGemeld)
    return periode_of(datum) if gemeld else periode_of(datum).vorige
