"""One cell of text → one value; ValueError (Dutch) says what must stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from ibt.begrippen.gemeente import CODE_PATROON
from ibt.begrippen.periode import parse_datum

# The largest figure that can be meant: more persons than any taakstelling ever held.
MAXIMUM = 9_999_999

_GEHEEL = re.compile(r"([+\-\u2013\u2212])?\s*([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,0+)?")
# A single point is decimal here; points mark thousands only before a comma.
_DAGEN = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]+))?|([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")


def parse_geheel(tekst: str) -> int:
    """A whole number as published: `1.793`, `+ 1.793`, `– 2.540`, `-2540`, `2540,0`."""
    gevonden = _GEHEEL.fullmatch(tekst.strip())
    if gevonden is None or len(gevonden[2]) > 12:
        raise ValueError("moet een geheel getal zijn")
    getal = int(gevonden[2].replace(".", ""))
    if getal > MAXIMUM:
        raise ValueError(f"moet een geheel getal van ten hoogste {MAXIMUM} zijn")
    return -getal if gevonden[1] and gevonden[1] != "+" else getal


def parse_personen(tekst: str) -> int:
    """A whole number of persons, 0 or more."""
    try:
        getal = parse_geheel(tekst)
    except ValueError:
        raise ValueError("moet een geheel aantal personen van 0 of meer zijn") from None
    if getal < 0:
        raise ValueError("moet een geheel aantal personen van 0 of meer zijn")
    return getal


def parse_stand(tekst: str) -> int:
    """A signed whole number of persons: minus is achterstand, plus is voorsprong."""
    try:
        return parse_geheel(tekst)
    except ValueError:
        raise ValueError(
            "moet een geheel aantal personen zijn, met een min bij achterstand"
        ) from None


def parse_dagen(tekst: str) -> float:
    """A number of days, 0 or more; decimals allowed."""
    gevonden = _DAGEN.fullmatch(tekst.strip())
    if gevonden is None:
        raise ValueError("moet een aantal dagen van 0 of meer zijn")
    heel, deel = gevonden[1] or gevonden[3].replace(".", ""), gevonden[2] or gevonden[4] or "0"
    return float(f"{heel}.{deel}")


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
