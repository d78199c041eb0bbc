"""Which packages a report is made with: those that the program asks for, and all that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

# `naam[extra,extra]>=1; marker`
_EIS = re.compile(r"\s*([\w.-]+)\s*(?:\[([^]]*)\])?[^;]*(?:;(.*))?", re.DOTALL)
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w.-]+)['\"]")


@cache
def package_versions(pakket: str = "ibt") -> dict[str, str]:
    """The version of every package that this one needs, near or far; "" of what is not there.

    An extra counts where it is asked for. What is needed only on another system counts where it is
    installed all the same.
    """
    versies: dict[str, str] = {}
    gezien: set[tuple[str, str]] = set()
    over = [(pakket, "")]
    while over:
        if (een := over.pop()) in gezien:
            continue
        gezien.add(een)
        naam, extra = een
        try:
            kop = _head(naam)
        except PackageNotFoundError:
            versies[naam] = ""
            continue
        versies[naam] = "".join(kop["Version"][:1])
        over += _needs(kop["Requires-Dist"], extra)
    del versies[pakket]  # the program itself counts by what is in it
    return dict(sorted(versies.items()))


def _head(naam: str) -> dict[str, list[str]]:
    """What a package says of itself, by name; its long description, which follows, is not read.

    PackageNotFoundError where it is not there.
    """
    koppen: dict[str, list[str]] = {"Version": [], "Requires-Dist": []}
    for regel in (distribution(naam).read_text("METADATA") or "").splitlines():
        if not regel:
            break
        veld, _, waarde = regel.partition(": ")
        if veld in koppen:
            koppen[veld].append(waarde)
    return koppen


def _needs(eisen: list[str], extra: str) -> Iterator[tuple[str, str]]:
    """Each package that is asked for, once as it is and once for each extra of it."""
    for eis in eisen:
        if gevonden := _EIS.fullmatch(eis):
            naam, extras, marker = gevonden.groups("")
            alleen_bij = {_plain(een) for een in _EXTRA.findall(marker)}
            if not alleen_bij or extra in alleen_bij:
                yield _plain(naam), ""
                yield from ((_plain(naam), _plain(een)) for een in extras.split(",") if een)


def _plain(naam: str) -> str:
    """As the index of packages writes it."""
    return re.sub(r"[-_.]+", "-", naam.strip()).lower()
