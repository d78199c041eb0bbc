"""The header of a table: which row it is, what parts its cells, and what its columns are called.

A name is read without regard to case, spaces, underscores, hyphens and accents.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from ibt.begrippen.tekst import uniform

# Titles above a header, and how few known names make one: one alone may be a word in a sentence.
MEESTE_TITELS = 30
_MINSTE_NAMEN = 2
# Of equal candidates the first; the line by which Excel is told comes before all of them.
_SCHEIDINGEN = ",;\t|"
SEP_REGEL = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
# A header stands near the beginning.
_BEGIN = 100_000
# Below this likeness a guess would more often spoil figures than help: stand_eind, stand_begin.
_LIJKT = 0.85


# The same few names are compared with every cell of a header.
@lru_cache(4096)
def bare_name(naam: str) -> str:
    """A name without case, accents, spaces, hyphens and underscores: `standper` for `Stand per`."""
    letters = unicodedata.normalize("NFKD", uniform(naam).casefold())
    return "".join(c for c in letters if not (c in " _-" or unicodedata.combining(c)))


def column_names(kop: Iterable[str], bekend: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in a header; a known one as it is known, another in small letters on one line."""
    namen = {bare_name(naam): naam for naam in bekend}
    return tuple(namen.get(bare_name(cel), " ".join(cel.lower().split())) for cel in kop)


def count_known(kop: Iterable[str], bekend: Collection[str]) -> int:
    """How many of the known columns a row names."""
    return len(set(column_names(kop, bekend)) & set(bekend))


def header_at(
    rijen: Sequence[Sequence[str]], verplicht: Sequence[str], bekend: Sequence[str]
) -> int:
    """Which of the first rows is the header: the first with all columns that must be there.

    Without one, the first that names some; and where none does, the first row.
    """
    aantallen = [count_known(rij, bekend) for rij in rijen]
    for nummer, rij in enumerate(rijen):
        if verplicht and count_known(rij, verplicht) == len(verplicht):
            return nummer
    return next((nummer for nummer, n in enumerate(aantallen) if n >= _MINSTE_NAMEN), 0)


def csv_separator(tekst: str, bekend: Collection[str] = ()) -> str:
    """What parts the cells of a CSV: with it a row names most known columns, or has most cells."""
    if genoemd := SEP_REGEL.match(tekst):
        return genoemd[1]
    regels = tekst[:_BEGIN].splitlines()[:MEESTE_TITELS]
    kop = next(filter(str.strip, regels), "")

    def suits(teken: str) -> tuple[int, int]:
        rijen = csv.reader(regels, delimiter=teken)
        return max((count_known(rij, bekend) for rij in rijen), default=0), kop.count(teken)

    return max(_SCHEIDINGEN, key=suits)


def nearest_name(naam: str, namen: Iterable[str]) -> str | None:
    """The name that was surely meant, but for a slip of the pen; None where none is that near.

    A number, a sign or a word more is no slip: `wachttijd_fase1`, `realisatie in %`.
    """
    kaal = {bare_name(n): n for n in namen if _shape(n) == _shape(naam)}
    lijkt = difflib.get_close_matches(bare_name(naam), kaal, n=1, cutoff=_LIJKT)
    return kaal[lijkt[0]] if lijkt else None


def _shape(naam: str) -> str:
    return re.sub("[^\\W\\d_]+", "a", "_".join(re.split("[ _-]+", uniform(naam))))
