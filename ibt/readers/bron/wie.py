"""Of whom a row is: a gemeente, a total, or nobody."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ibt.begrippen.gemeente import CODE_PATROON, Gemeente
from ibt.begrippen.tekst import uniform
from ibt.readers.bron.kop import Bronkolom
from ibt.readers.bron.profiel import Profiel
from ibt.readers.naam import Gemeentelijst, normalize_naam

_SAMEN = re.compile(r"(?:GM)?(\d{4,})\s*[-–:]?\s+(\D.*)", re.IGNORECASE)
_NOOT = re.compile(r"\s*(?:\*+|[†‡]|\(?\d\))$")
# So near to a name in the list a name is that one, with a slip of the pen.
_LIJKT = 0.85


class Rijsoort(Enum):
    """What a row is about."""

    GEMEENTE = "gemeente"
    TOTAAL = "totaal"
    NOTITIE = "notitie"


@dataclass(frozen=True)
class Wie:
    """The gemeente of a row, or why it is none; and how the row calls it.

    With both it is one that the list does not have: of another province, perhaps.
    """

    soort: Rijsoort
    label: str
    gemeente: Gemeente | None = None
    fout: str = ""


def tell_who(
    code: str,
    naam: str,
    cellen: Sequence[str],
    kolommen: Sequence[Bronkolom],
    profiel: Profiel,
    lijst: Gemeentelijst,
) -> Wie:
    """Of whom a row is, by what stands in its columns for code and name."""
    label = " ".join(filter(None, (code, naam))) or next((cel for cel in cellen if cel), "")
    if any(profiel.is_total(deel) for deel in (naam, code, label)):
        return Wie(Rijsoort.TOTAAL, label)
    code, naam = _clean(code, naam, lijst)
    try:
        gemeente = lijst.resolve(code, naam)
    except ValueError as fout:
        if not _has_figures(cellen, kolommen):
            return Wie(Rijsoort.NOTITIE, " ".join(dict.fromkeys(cel for cel in cellen if cel)))
        elders = Gemeente(f"?{code}{naam}", naam, "", date.min)
        is_elders = _is_elsewhere(code, naam, lijst)
        return Wie(Rijsoort.GEMEENTE, label, elders if is_elders else None, str(fout))
    return Wie(Rijsoort.GEMEENTE, str(gemeente), gemeente)


def _is_elsewhere(code: str, naam: str, lijst: Gemeentelijst) -> bool:
    """Whether a row may be of a gemeente that the list does not have: no slip of the pen."""
    kort = normalize_naam(naam)
    lijkt = difflib.get_close_matches(kort, list(lijst.namen), n=1, cutoff=_LIJKT)
    heeft_code = CODE_PATROON.fullmatch(code) is not None and code not in lijst.gemeenten
    return not lijkt and (heeft_code or (not code and kort.strip("'")[:1].isalpha()))


def _clean(code: str, naam: str, lijst: Gemeentelijst) -> tuple[str, str]:
    """A code and name as people write them, as the list writes them."""
    naam = _NOOT.sub("", uniform(naam)).strip()
    if not code and (samen := _SAMEN.fullmatch(naam)):
        code, naam = samen[1], samen[2]
    code = code.strip().upper()
    if code.removeprefix("GM").isdecimal():
        code = f"GM{code.removeprefix('GM'):0>4}"
    if not code and not lijst.namen.get(naam) and naam.casefold().startswith("gemeente "):
        naam = naam[len("gemeente ") :]
    return code, naam


def _has_figures(cellen: Sequence[str], kolommen: Sequence[Bronkolom]) -> bool:
    """Whether any column of figures has a digit, or a value that may be one."""
    vast = ("gemeente", "gemeentecode", "provincie", "periode", "maand", "stand_per", "herkomst")
    gelezen = [
        cellen[k.index]
        for k in kolommen
        if k.betekenis and k.betekenis not in vast and k.index < len(cellen)
    ]
    return any(any(teken.isdigit() for teken in cel) for cel in gelezen)


def row_ranges(nummers: Sequence[int]) -> str:
    """Numbers of rows in short: `3-5, 9`."""
    delen: list[list[int]] = []
    for nummer in nummers:
        if delen and delen[-1][-1] == nummer - 1:
            delen[-1].append(nummer)
        else:
            delen.append([nummer])
    return ", ".join(f"{d[0]}-{d[-1]}" if len(d) > 1 else str(d[0]) for d in delen)
