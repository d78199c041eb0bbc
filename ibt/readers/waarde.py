"""One cell of text → one value; ValueError (Dutch) says what must stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated, TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from ibt.begrippen.gemeente import CODE_PATROON
from ibt.begrippen.periode import parse_datum
from ibt.begrippen.tekst import parse_geheel, parse_getal

T = TypeVar("T")

# Ten years: a mean wait beyond it is a point or comma in the wrong place.
_MEESTE_DAGEN = 3660


def parse_personen(tekst: str) -> int:
    """A whole number of persons, 0 or more."""
    verwacht = "moet een geheel aantal personen van 0 of meer zijn"
    getal = parse_geheel(tekst, verwacht)
    if getal < 0:
        raise ValueError(verwacht)
    return getal


def parse_stand(tekst: str) -> int:
    """A signed whole number of persons: minus is achterstand, plus is voorsprong."""
    verwacht = "moet een geheel aantal personen zijn, met een min bij achterstand"
    return parse_geheel(tekst, verwacht)


def parse_dagen(tekst: str) -> float:
    """A number of days, 0 or more; decimals allowed."""
    verwacht = f"moet een aantal dagen van 0 tot en met {_MEESTE_DAGEN} zijn"
    getal = parse_getal(tekst, verwacht)
    if not 0 <= getal <= _MEESTE_DAGEN:
        raise ValueError(verwacht)
    return float(getal)


def _text_of(patroon: str, verwacht: str, maak: Callable[[str], T]) -> Callable[[str], T]:
    """A function for texts of one pattern; ValueError (`verwacht`) for any other."""

    def parse(tekst: str) -> T:
        if not re.fullmatch(patroon, tekst.strip()):
            raise ValueError(verwacht)
        return maak(tekst.strip())

    return parse


parse_trede = _text_of("[1-6]", "moet een trede van 1 tot en met 6 zijn", int)
parse_code = _text_of(
    CODE_PATROON.pattern,
    "moet een CBS-code zijn: GM en ten minste 4 cijfers, zoals GM0344",
    str,
)
parse_ja_nee = _text_of("(?i:ja|nee)", "moet ja of nee zijn", str.lower)
parse_gevuld = _text_of("(?s:.+)", "mag niet leeg zijn", str)


def date_in(tekst: str) -> date | None:
    """The date that a text is; None where it is none."""
    try:
        return parse_datum(tekst)
    except ValueError:
        return None


def _reads(parse: Callable[[str], object], leeg_mag: bool = False) -> BeforeValidator:
    """A pydantic validator around one of the functions above; a text is parsed only once."""
    once = lru_cache(maxsize=8192)(parse)

    def validate(tekst: object) -> object:
        if not isinstance(tekst, str):
            return tekst
        if leeg_mag and not tekst.strip():
            return None
        try:
            return once(tekst)
        except ValueError as fout:
            raise PydanticCustomError("ibt", "{verwacht}", {"verwacht": str(fout)}) from None

    return BeforeValidator(validate)


Personen = Annotated[int, _reads(parse_personen)]
PersonenOfLeeg = Annotated[int | None, _reads(parse_personen, leeg_mag=True)]
Standgetal = Annotated[int, _reads(parse_stand)]
StandgetalOfLeeg = Annotated[int | None, _reads(parse_stand, leeg_mag=True)]
DagenOfLeeg = Annotated[float | None, _reads(parse_dagen, leeg_mag=True)]
Datumcel = Annotated[date, _reads(parse_datum)]
DatumcelOfLeeg = Annotated[date | None, _reads(parse_datum, leeg_mag=True)]
Tredecel = Annotated[int, _reads(parse_trede)]
Codecel = Annotated[str, _reads(parse_code)]
CodecelOfLeeg = Annotated[str | None, _reads(parse_code, leeg_mag=True)]
JaNeeOfLeeg = Annotated[str | None, _reads(parse_ja_nee, leeg_mag=True)]
Gevuld = Annotated[str, _reads(parse_gevuld)]
