"""Types of the fields in a round file or finding: strict, with a Dutch reason on refusal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.periode import Periode, parse_datum, parse_periode
from ibt.begrippen.tekst import composed, forbidden_characters, parse_geheel

# A slip of the pen (0206, 20266) is no year; a term counted from 9999 has no end.
_EERSTE_JAAR, _LAATSTE_JAAR = 1990, 2999
# What a cell of a table can hold and a reader will read.
_LANGSTE_TEKST = 20_000
_MEESTE_INWONERS = 99_999_999


def refuse(verwacht: str, sleutel: str = "", gevonden: object = None) -> PydanticCustomError:
    """The error that says in Dutch what must stand in a field.

    A check across several keys names the key and the value that it is about.
    """
    inhoud = {"verwacht": verwacht, "sleutel": sleutel, "gevonden": _quoted(gevonden)}
    return PydanticCustomError("ibt", "{verwacht}", inhoud)


def place(info: ValidationInfo, onderwerp: str, vorm: str = " ({})") -> str:
    """Where the framework says this: see `Kadertekst.bij`. A reader names the framework as the
    context of what it validates; without one there is no place.
    """
    kader: Kadertekst | None = info.context
    return kader.bij(onderwerp, vorm=vorm) if kader else ""


def _quoted(gevonden: object) -> str | None:
    return None if gevonden is None else str(gevonden)


def _text(waarde: object) -> str:
    if not isinstance(waarde, str) or not waarde.strip():
        raise refuse("moet tekst zijn en mag niet leeg zijn")
    vreemd = forbidden_characters(waarde)
    if vreemd:
        raise refuse(f"mag geen stuurtekens of eigen tekens bevatten ({', '.join(vreemd)})")
    if len(waarde) > _LANGSTE_TEKST:
        raise refuse(f"mag ten hoogste {_LANGSTE_TEKST} tekens lang zijn")
    return " ".join(composed(waarde).split())


def _path(waarde: object) -> str:
    """As it was written: two spaces in the name of a file are two."""
    _text(waarde)
    return str(waarde)


def _date(waarde: object) -> date:
    if isinstance(waarde, datetime) or not isinstance(waarde, (date, str)):
        raise refuse("moet een datum zijn, geschreven als 2026-07-01")
    try:
        dag = waarde if isinstance(waarde, date) else parse_datum(waarde)
    except ValueError as fout:
        raise refuse(str(fout)) from None
    if not _EERSTE_JAAR <= dag.year <= _LAATSTE_JAAR:
        raise refuse(f"moet een jaar van {_EERSTE_JAAR} tot en met {_LAATSTE_JAAR} hebben")
    return dag


def _date_or_empty(waarde: object) -> date | None:
    return None if waarde is None or waarde == "" else _date(waarde)


def _text_or_date(waarde: object) -> str | date:
    return _date(waarde) if isinstance(waarde, date) else _text(waarde)


def _integer(waarde: object) -> int:
    """Of text the number that it is: a YAML file holds no other."""
    if isinstance(waarde, str):
        try:
            return parse_geheel(waarde)
        except ValueError as fout:
            raise refuse(str(fout)) from None
    if isinstance(waarde, bool) or not isinstance(waarde, int):
        raise refuse("moet een geheel getal zijn")
    return waarde


def _positive(waarde: int) -> int:
    if waarde < 1:
        raise refuse("moet een geheel aantal personen boven 0 zijn")
    return waarde


def _inhabitants(waarde: object) -> int:
    """Of a country: more than persons that anything is counted for."""
    verwacht = "moet een geheel aantal inwoners boven 0 zijn"
    try:
        aantal = parse_geheel(str(waarde), verwacht, _MEESTE_INWONERS)
    except ValueError as fout:
        raise refuse(str(fout)) from None
    if aantal < 1:
        raise refuse(verwacht)
    return aantal


def _yes_no(waarde: object) -> object:
    if waarde not in ("ja", "nee") or isinstance(waarde, bool):
        raise refuse('moet ja of nee zijn (yes, no, true en false lezen anders; schrijf "ja")')
    return waarde


def _period(waarde: object) -> Periode:
    if isinstance(waarde, Periode):
        return waarde
    if not isinstance(waarde, str):
        raise refuse("moet een halfjaar zijn, geschreven als 2026-I of 2026-II")
    try:
        return parse_periode(waarde)
    except ValueError as fout:
        raise refuse(str(fout)) from None


Tekst = Annotated[str, BeforeValidator(_text)]
Bestandspad = Annotated[str, BeforeValidator(_path)]
Datum = Annotated[date, BeforeValidator(_date)]
DatumOfLeeg = Annotated[date | None, BeforeValidator(_date_or_empty)]
TekstOfDatum = Annotated[str | date, BeforeValidator(_text_or_date)]
Geheel = Annotated[int, BeforeValidator(_integer), Field(ge=-9_999_999, le=9_999_999)]
Aantal = Annotated[Geheel, AfterValidator(_positive)]
Inwoners = Annotated[int, BeforeValidator(_inhabitants)]
JaNee = Annotated[Literal["ja", "nee"], BeforeValidator(_yes_no)]
Halfjaar = Annotated[Periode, BeforeValidator(_period)]
TredeNummer = Annotated[int, BeforeValidator(_integer), Field(ge=1, le=6)]
