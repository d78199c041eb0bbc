"""One cell of text → one value; ValueError (Dutch) says what must stand there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from ibt.begrippen.gemeente import CODE_PATROON
from ibt.begrippen.periode import parse_datum
from ibt.begrippen.tekst import parse_geheel, parse_getal

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


def parse_trede(tekst: str) -> int:
    """A trede: 1 to 6."""
    if tekst.strip() not in {"1", "2", "3", "4", "5", "6"}:
        raise ValueError("moet een trede van 1 tot en met 6 zijn")
    return int(tekst)


def parse_code(tekst: str) -> str:
    """A CBS code: `GM` and at least 4 digits."""
    if not CODE_PATROON.fullmatch(tekst.strip()):
        raise ValueError("moet een CBS-code zijn: GM en ten minste 4 cijfers, zoals GM0344")
    return tekst.strip()


def parse_ja_nee(tekst: str) -> str:
    """`ja` or `nee`."""
    if tekst.strip().lower() not in {"ja", "nee"}:
        raise ValueError("moet ja of nee zijn")
    return tekst.strip().lower()


def parse_gevuld(tekst: str) -> str:
    """Any text but an empty one."""
    if not tekst.strip():
        raise ValueError("mag niet leeg zijn")
    return tekst.strip()


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
