"""`parameters/publicatie.yaml`: what only the organisation knows of itself, a section per use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.veld import Tekst, refuse
from ibt.readers.yaml import model_faults, read_yaml

BESTAND = "publicatie.yaml"
S = TypeVar("S", bound="Sectie")


def _web(waarde: str) -> str:
    if not waarde.startswith("https://") or " " in waarde:
        raise refuse("moet een adres zijn dat begint met https://")
    return waarde


def _reachable(waarde: str) -> str:
    naam, apenstaart, huis = waarde.partition("@")
    if " " in waarde or not (waarde.startswith("https://") or (naam and apenstaart and huis)):
        raise refuse("moet een e-mailadres zijn, of een adres dat begint met https://")
    return waarde


def _month(waarde: str) -> str:
    if not re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", waarde):
        raise refuse("moet een maand zijn, geschreven als 2026-07")
    return waarde


def _term(waarde: str) -> str:
    if not re.fullmatch(r"P\d{1,3}Y", waarde):
        raise refuse("moet een aantal jaren zijn, geschreven als P10Y")
    return waarde


Webadres = Annotated[Tekst, AfterValidator(_web)]
Maand = Annotated[Tekst, AfterValidator(_month)]
Looptijd = Annotated[Tekst, AfterValidator(_term)]
Bereikbaar = Annotated[Tekst, AfterValidator(_reachable)]


class Sectie(BaseModel):
    """Part of the file: frozen, and no keys but the known ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Registratie(Sectie):
    """What the algoritmeregister asks and no program can know.

    `contact` is a general address, of no person. `sinds` is the month in which the program came
    into use. What is optional stays out of the registration while nobody gives it.
    """

    organisatie: Tekst
    contact: Bereikbaar
    publicatiecategorie: Literal[
        "Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"
    ]
    status: Literal["In ontwikkeling", "In gebruik", "Buiten gebruik"]
    sinds: Maand | None = None
    website: Webadres | None = None
    broncode: Webadres | None = None
    verwerkingsregister: Webadres | None = None
    impacttoetsen: Tekst | None = None
    leverancier: Tekst | None = None


class Archief(Sectie):
    """What MDTO asks of who formed the archive: who that is, what the selectielijst says.

    `beperking` is the restriction on use, `omschrijving_beperking` what it means.
    """

    archiefvormer: Tekst
    waardering: Literal["B", "V", "N"]
    selectielijst: Tekst
    categorie: Tekst
    bewaartermijn: Looptijd | None = None
    beperking: Tekst = "Openbaarheidsbeperking"
    omschrijving_beperking: Tekst = (
        "Een ronde bevat namen van medewerkers, een contactlog en wat over gemeenten is opgetekend."
    )


def read_sectie(pad: Path, naam: str, soort: type[S]) -> S:
    """A section of the file; InvoerFout with every key that is missing or wrong."""
    verwacht = f"moet de groep {naam} hebben, met: {', '.join(_required(soort))}"
    if not pad.is_file():
        raise InvoerFout([Gebrek(pad.name, verwacht, raad=f"Maak {pad}; zie docs/archief.md.")])
    waarde = read_yaml(pad).waarde
    if not isinstance(waarde, dict) or not isinstance(waarde.get(naam), dict):
        raise InvoerFout([Gebrek(pad.name, verwacht, raad="Zie docs/archief.md.")])
    try:
        return soort.model_validate(waarde[naam])
    except ValidationError as fout:
        raise InvoerFout(model_faults(fout, pad.name, soort, f"groep {naam}")) from None


def _required(soort: type[Sectie]) -> list[str]:
    return [naam for naam, veld in soort.model_fields.items() if veld.is_required()]
