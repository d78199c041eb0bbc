"""The round file `parameters/<peildatum>.yaml`: its keys, types and paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import parse_datum, parse_peildatum
from ibt.begrippen.veld import (
    Aantal,
    Bestandspad,
    Datum,
    Geheel,
    Inwoners,
    JaNee,
    Tekst,
    place,
    refuse,
)
from ibt.kader import find_kader, kaders_of, select_kader
from ibt.readers import Gelezen
from ibt.readers.rechten import whom_to_ask
from ibt.readers.yaml import model_faults, read_yaml

TABELBESTANDEN = (".csv", ".xlsx", ".ods")
YAMLBESTANDEN = (".yaml", ".yml")
_RAAD = (
    "Een pad geldt vanaf de map waarin u staat, en in een notebook vanaf de map van dat notebook."
)
# What is read of the folder of a former round.
_TABEL = "inschaling.csv"
LIJSTEN = ("dossier", "eerdere_cijfers")
_PADEN = (
    *("cijfers", "register", "gemeenten", "bevindingen", "gekoppelden", "kaart", "vorige_ronde"),
    *LIJSTEN,
)


def find_project(hier: Path) -> Path | None:
    """The nearest folder from here upwards that has a folder `parameters`; None without any."""
    return next((m for m in (hier, *hier.parents) if (m / "parameters").is_dir()), None)


class Vaststellingsleutel(BaseModel):
    """By whom and when the round was adopted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    door: Tekst
    orgaan: Tekst = "namens gedeputeerde staten"
    datum: Datum


class Landsleutel(BaseModel):
    """The whole country: taakstelling of the half-year, and the inhabitants that it is divided by.

    As they were on the peildatum: a taakstelling may change within the half-year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    taakstelling: Aantal
    inwoners: Inwoners


class Provinciesleutel(BaseModel):
    """The figures of the province as a whole, as COA or the Rijk published them, in persons."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    taakstelling: Geheel | None = None
    stand_begin: Geheel | None = None
    realisatie: Geheel | None = None


class Totalen(BaseModel):
    """Published totals to compare the gemeenten with; no outcome follows from them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    land: Landsleutel | None = None
    provincie: Provinciesleutel = Provinciesleutel()


def _moment(datum: date, info: ValidationInfo) -> date:
    try:
        parse_peildatum(datum, place(info, "peildata"))
    except ValueError as fout:
        raise refuse(str(fout)) from None
    return datum


def _known(naam: str) -> str:
    try:
        return select_kader(date.max, "", naam).id
    except ValueError as fout:
        raise refuse(str(fout)) from None


class Rondebestand(BaseModel):
    """The keys of a round file; paths are relative to the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    peildatum: Annotated[Datum, AfterValidator(_moment)]
    provincie: Tekst
    kader: Annotated[Tekst, AfterValidator(_known)] | None = None
    cijfers: Bestandspad
    registerpad: Bestandspad | None = Field(default=None, alias="register")
    gemeenten: Bestandspad
    bevindingen: Bestandspad | None = None
    dossier: tuple[Bestandspad, ...] = ()
    eerdere_cijfers: tuple[Bestandspad, ...] = ()
    gekoppelden: Bestandspad | None = None
    kaart: Bestandspad | None = None
    vorige_ronde: Bestandspad | None = None
    bijgewerkt_op: Datum | None = None
    vaststelling: Vaststellingsleutel | None = None
    totalen: Totalen = Totalen()
    proef: JaNee = "nee"

    def place(self, pad: Path, sleutel: str) -> Path | None:
        """The file of a key, from the folder of the round file `pad`; None where it names none."""
        naam = self.registerpad if sleutel == "register" else getattr(self, sleutel)
        if naam is None:
            return None
        return pad.parent / naam / (_TABEL if sleutel == "vorige_ronde" else "")

    @model_validator(mode="after")
    def _has_kader(self) -> Self:
        try:
            select_kader(self.peildatum, self.provincie, self.kader)
        except ValueError as fout:
            sleutel = "peildatum" if kaders_of(self.provincie) else "provincie"
            raise refuse(str(fout), sleutel, getattr(self, sleutel)) from None
        return self

    @model_validator(mode="after")
    def _judged_first(self) -> Self:
        vast = self.vaststelling
        if vast is not None and vast.datum < self.peildatum:
            verwacht = f"de datum van vaststelling mag niet voor de peildatum ({self.peildatum})"
            raise refuse(f"{verwacht} liggen", "vaststelling", vast.datum)
        return self

    @model_validator(mode="after")
    def _never_adopted(self) -> Self:
        if self.proef == "ja" and self.vaststelling is not None:
            verwacht = "een proef is niet vastgesteld; haal vaststelling weg, of proef: ja"
            raise refuse(verwacht, "proef", self.proef)
        return self


def read_rondebestand(pad: Path) -> Gelezen[Rondebestand]:
    """The round file; InvoerFout names every wrong key and missing file."""
    if not pad.exists():
        bedoeld = _meant(pad)
        verwacht = f"dit {'ronde' if bedoeld else ''}bestand bestaat niet"
        waar = f"Bedoelt u {bedoeld}?" if bedoeld else f"Gezocht in {pad.parent}. {_RAAD}"
        raise InvoerFout([Gebrek(pad.name, verwacht, raad=waar)])
    waarde, sha256, _, gemeld = read_yaml(pad)
    if not isinstance(waarde, dict):
        raad = None
        if isinstance(waarde, list):
            raad = "Dit lijken bevindingen. Besluiten tussen peildata: ibt adopt --besluiten."
        verwacht = "moet sleutels en waarden hebben, zoals peildatum: …"
        raise InvoerFout([Gebrek(pad.name, verwacht, raad=raad)])
    ontbrekend = list(_missing(waarde, pad))
    try:
        eigen = kaders_of(str(waarde.get("provincie")))
        kader = find_kader(str(waarde.get("kader"))) or next(reversed(eigen), None)
        bestand = Rondebestand.model_validate(waarde, context=kader and kader.tekst)
    except ValidationError as fout:
        gebreken = model_faults(fout, pad.name, Rondebestand)
        raise InvoerFout([*gebreken, *ontbrekend]) from None
    if ontbrekend:
        raise InvoerFout(ontbrekend)
    return Gelezen(bestand, Bron("ronde", pad.name, sha256, 1), gemeld)


def named_files(pad: Path) -> Iterator[Path]:
    """The round file, and each file that it may name, also where it is at fault.

    Of a folder what lies in it.
    """
    yield pad
    try:
        sleutels = read_yaml(pad).waarde
    except InvoerFout:
        return
    for waarde in sleutels.values() if isinstance(sleutels, dict) else ():
        for naam in waarde if isinstance(waarde, list) else [waarde]:
            with suppress(OSError, ValueError, TypeError):  # a value that is no path
                plek = pad.parent / naam
                yield from sorted(plek.iterdir()) if plek.is_dir() else [plek]


def refuse_copy(pad: Path, verwacht: str) -> None:
    """InvoerFout for a round file within a rendered round: the copies there are its proof."""
    if pad.parent.name == "invoer" and (pad.parent.parent / "manifest.json").is_file():
        raad = "Noem het rondebestand zelf, zoals parameters/2026-07-01.yaml."
        raise InvoerFout([Gebrek(str(pad), verwacht, raad=raad)])


def _meant(pad: Path) -> str | None:
    """The round file that is near, as it would be typed.

    Only its peildatum may have been given; or a path that holds in the folder of the notebooks,
    while the notebook is run (as by papermill) from the folder above it.
    """
    naam, hier = f"{pad.name.removesuffix('.yaml')}.yaml", Path.cwd()
    paden = [
        (naam, pad.with_name(naam)),
        (f"parameters/{naam}", pad.parent / "parameters" / naam),
        (f"parameters/{naam}", hier / "parameters" / naam),
        # For a notebook that was copied to notebooks/eigen.
        (f"../../parameters/{naam}", hier / ".." / ".." / "parameters" / naam),
    ]
    return next((tekst for tekst, waar in paden if os.path.isfile(waar)), None)


def expand(pad: Path, namen: tuple[str, ...], soorten: tuple[str, ...]) -> list[Path]:
    """The files that names in a round file mean: a folder stands for its files, each once."""
    gevonden: dict[Path, None] = {}
    for naam in namen:
        genoemd = (pad.parent / naam).resolve()
        inhoud = sorted(genoemd.iterdir()) if genoemd.is_dir() else [genoemd]
        for bestand in inhoud:
            if not genoemd.is_dir() or _is_input(bestand, soorten):
                gevonden.setdefault(bestand)
    return list(gevonden)


def is_later(pad: Path, dag: date) -> bool:
    """Whether a file of findings is named after a later round than that of a day."""
    try:
        return parse_peildatum(parse_datum(pad.stem)).datum > dag
    except ValueError:
        return False


def _is_input(bestand: Path, soorten: tuple[str, ...]) -> bool:
    """No lock or hidden file that Excel or an editor left in the folder."""
    verborgen = bestand.name.startswith((".", "~"))
    return bestand.is_file() and bestand.suffix.lower() in soorten and not verborgen


def _missing(sleutels: dict[str, Any], pad: Path) -> Iterator[Gebrek]:
    """A fault per file or folder that is named but not there."""
    for sleutel in _PADEN:
        waarde = sleutels.get(sleutel)
        for naam in waarde if isinstance(waarde, list) else [waarde]:
            if not isinstance(naam, str) or not naam.strip():
                continue
            if (bezwaar := _absent(pad.parent / naam)) is not None:
                verwacht, raad = bezwaar
                raad = raad or f"Het pad geldt vanaf de map van {pad.name}."
                yield Gebrek(pad.name, verwacht, naam, f'sleutel "{sleutel}"', raad=raad)


def _beside(pad: Path) -> str | None:
    """A file that was surely meant: the same name but for its kind or its capitals."""
    soorten = (*TABELBESTANDEN, *YAMLBESTANDEN)
    try:
        bestanden = [buur for buur in sorted(pad.parent.iterdir()) if _is_input(buur, soorten)]
    except (OSError, ValueError):
        return None
    stam = pad.stem.casefold()
    return next((buur.name for buur in bestanden if buur.stem.casefold() == stam), None)


def _absent(pad: Path) -> tuple[str, str | None] | None:
    """Why there is nothing to be read, and what to do; None where there may be."""
    try:
        if pad.exists():
            return None
    except PermissionError:
        return "hier mag u niet bij", whom_to_ask(pad)
    except (OSError, ValueError):
        pass  # a name that no file system can hold
    ernaast = _beside(pad)
    raad = f"Er is wel {ernaast}: noem dat bestand." if ernaast else None
    return "dit bestand of deze map moet er zijn", raad
