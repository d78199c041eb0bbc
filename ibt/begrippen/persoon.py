"""Whether a text seems to speak of a person or a household; a page is no place for that."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

_NAAM = r"(?:(?:van|de|den|der|het|ter|ten|el|al|ben)\s+|'t\s+)*[A-Z][\w'’-]+"
_HUISHOUDEN = re.compile(
    r"\b(een|het|dit|dat|één|ander|groot|betrokken)\s+(groot\s+|ander\s+)?gezin\b(?!sh|ss)"
    r"|\bgezin(nen)?\s+van\s+(\w+\s+personen|\d+\b|[A-Z])"
    r"|\b(echtpaar|alleenstaande (moeder|vader|man|vrouw)|(moeder|vader) met)\b"
    r"|\bhuishouden van\b",
    re.I,
)
_AANHEF = re.compile(
    r"\b([Dd]e heer|[Mm]evrouw|[Mm]eneer|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?|[Ff]amilie|[Ff]am\.)\s+"
    + _NAAM
)
_VOORLETTERS = re.compile(rf"\b(?:[A-Z]\.\s?)+{_NAAM}")
_GEBOREN = re.compile(r"\b(geboren|geboortedatum|geb\.)", re.I)
_DATUM = re.compile(
    r"\b(?:\d{1,2}[-/ ](?:\d{1,2}|[a-z]{3,9})[-/ ](\d{4})|(\d{4})-\d\d-\d\d)\b", re.I
)
# A BSN has nine digits, a V-number ten.
_NUMMER = re.compile(r"\b\d{9,10}\b")
# Nobody is told of in a motive with a day that lies so far back, unless it is a birthday.
_LANG_GELEDEN = 10


def seems_personal(tekst: str, dag: date, bekend: Collection[str] = ()) -> bool:
    """Whether a text seems to name a household, a person or a date of birth.

    `dag` is the day of writing, `bekend` holds names of officials, which may be there. It errs on
    the side of asking: the supervisor looks.
    """
    for naam in bekend:
        tekst = tekst.replace(naam, "")
    patronen = (_HUISHOUDEN, _AANHEF, _VOORLETTERS, _GEBOREN, _NUMMER)
    if any(patroon.search(tekst) for patroon in patronen):
        return True
    jaren = [int(achter or voor) for achter, voor in _DATUM.findall(tekst)]
    return any(jaar <= dag.year - _LANG_GELEDEN for jaar in jaren)
