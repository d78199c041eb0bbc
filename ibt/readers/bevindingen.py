"""A file of findings → checked findings, each with its gemeente, its place and its half-year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ibt.begrippen.bevinding import SOORTEN, Bevinding, Correctie, Herverdeling
from ibt.begrippen.bron import Bron
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import CODE_PATROON
from ibt.begrippen.periode import Periode, parse_datum, parse_peildatum, periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.readers import Gelezen
from ibt.readers.naam import Gemeentelijst
from ibt.readers.yaml import model_faults, nearest, read_yaml


def read_bevindingen(
    pad: Path, lijst: Gemeentelijst, periode: Periode | None = None, rol: str = "bevindingen"
) -> Gelezen[tuple[Vastgelegd, ...]]:
    """The findings in a YAML list; an empty file is an empty list.

    `periode` is the half-year of the round that judges. For a file on record a correction belongs
    to the half-year of the housing; any other finding, and a correction without those dates, to
    that of the file's name (a peildatum). InvoerFout with every fault of the file.
    """
    naam = _label(pad)
    waarde, sha256, regels, gemeld = read_yaml(pad, naam)
    if waarde is None:
        waarde = []
    if not isinstance(waarde, list):
        raise InvoerFout([Gebrek(naam, "moet een lijst van bevindingen zijn (elk met een -)")])
    vastgelegd: list[Vastgelegd] = []
    gebreken: list[Gebrek] = []
    for nummer, (regel, ruw) in enumerate(zip(regels, waarde, strict=True), start=1):
        gelezen = _read_one(pad, f"bevinding {nummer} (regel {regel})", ruw, lijst, periode)
        if isinstance(gelezen, Vastgelegd):
            vastgelegd.append(gelezen)
        else:
            gebreken.extend(gelezen)
    if gebreken:
        raise InvoerFout(gebreken)
    laatste = max((stuk.bevinding.datum for stuk in vastgelegd), default=None)
    bron = Bron(rol, pad.name, sha256, len(vastgelegd), laatste)
    return Gelezen(tuple(vastgelegd), bron, gemeld)


def _label(pad: Path) -> str:
    """The file with its folder, for a round file and its findings often share a name."""
    return f"{pad.parent.name}/{pad.name}"


def _read_one(
    pad: Path, plaats: str, ruw: Any, lijst: Gemeentelijst, periode: Periode | None
) -> Vastgelegd | list[Gebrek]:
    bestand = _label(pad)
    if not isinstance(ruw, dict):
        return [Gebrek(bestand, "moet een groep van sleutels en waarden zijn", str(ruw), plaats)]
    naam = ruw.get("gemeente")
    genoemd = naam if isinstance(naam, str) else None
    kort = (genoemd or "").strip()
    soort = SOORTEN.get(str(ruw.get("soort")))
    if soort is None:
        return [_unknown_soort(bestand, plaats, ruw, genoemd)]
    gebreken: list[Gebrek] = []
    gemeente = bevinding = None
    try:
        wie = (kort, "") if CODE_PATROON.fullmatch(kort) else ("", kort)
        gemeente = lijst.resolve(*wie) if kort else None
    except ValueError as fout:
        gebreken.append(Gebrek(bestand, str(fout), genoemd, f'{plaats}, sleutel "gemeente"'))
    try:
        bevinding = soort.model_validate(ruw, context=lijst.kader_of(gemeente))
    except ValidationError as fout:
        gebreken.extend(model_faults(fout, bestand, soort, plaats, genoemd))
    if gemeente is None or bevinding is None:
        return gebreken
    waarover = periode or _periode_on_file(bevinding, _periode_of_file(pad))
    stuk = Vastgelegd(gemeente, bevinding, bestand, plaats, waarover or periode_of(bevinding.datum))
    gebreken += _unknown_partners(stuk, lijst)
    if waarover is None:
        gebreken.append(
            stuk.fault(
                "het halfjaar van deze correctie is niet te bepalen",
                raad="Noem gehuisvest_van, of geef het bestand de peildatum als naam.",
            )
        )
    return gebreken or stuk


def _unknown_partners(stuk: Vastgelegd, lijst: Gemeentelijst) -> list[Gebrek]:
    """A fault per partner that the table gemeenten lacks, also outside the province (§2.1)."""
    if not isinstance(stuk.bevinding, Herverdeling):
        return []
    return [
        stuk.fault(f"een partner moet in {lijst.bestand} staan", partner.gemeentecode)
        for partner in stuk.bevinding.partners_buiten_provincie
        if CODE_PATROON.fullmatch(partner.gemeentecode)
        and partner.gemeentecode not in lijst.gemeenten
    ]


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


def _periode_on_file(bevinding: Bevinding, van_bestand: Periode | None) -> Periode | None:
    """The half-year of an earlier finding; `van_bestand` is that of the file's name.

    A correction belongs where the persons were housed, whenever it was recorded. None where
    neither its dates nor the file say so: a guess could count them in the wrong half-year.
    """
    if isinstance(bevinding, Correctie):
        gehuisvest = bevinding.gehuisvest_van or bevinding.gehuisvest_tot
        return van_bestand if gehuisvest is None else periode_of(gehuisvest)
    if van_bestand is not None:
        return van_bestand
    gemeld = isinstance(bevinding, VoortgangGemeld)
    return periode_of(bevinding.datum) if gemeld else periode_of(bevinding.datum).vorige
