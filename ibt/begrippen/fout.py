"""Errors, one for each person who must act.

    IbtFout
    ├── InvoerFout   the analyst mends an input file (holds every Gebrek at once)
    ├── UitvoerFout  the analyst closes a file or frees a folder
    ├── RondeFout    the analyst repeats or corrects a run (a rendered round is at fault)
    └── KaderFout    the developer mends a framework (no rule, or two, applied)

Texts are Dutch: they are read by analysts.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ibt.begrippen.tekst import visible

# More than a province has gemeenten say nothing in one line.
_MEESTE = 40
# So many different values that are wrong in the same way are slips of the pen, each told apart.
_SLIPS = 5


@dataclass(frozen=True)
class Gebrek:
    """One fault in an input: where it is, what must be, what was found, what to do.

    `gevonden` is quoted as it stands in the file; `None` says that nothing was found.
    """

    bestand: str
    verwacht: str
    gevonden: str | None = None
    plaats: str | None = None
    gemeente: str | None = None
    raad: str | None = None

    def __str__(self) -> str:
        waar = _joined(self.bestand, self.plaats, self.gemeente)
        gevonden = "" if self.gevonden is None else f"; gevonden: {_shown(self.gevonden)}"
        raad = "" if self.raad is None else f" {self.raad}"
        return visible(f"{waar}: {self.verwacht}{gevonden}.{raad}")


@dataclass(frozen=True)
class Waarschuwing:
    """Something an analyst should know that does not stop the round.

    `geval` is what holds for this gemeente only, where the same is told of others as well.
    """

    bestand: str
    tekst: str
    plaats: str | None = None
    gemeente: str | None = None
    geval: str | None = None

    def __str__(self) -> str:
        if self.geval is None:
            return visible(f"{_joined(self.bestand, self.plaats, self.gemeente)}: {self.tekst}")
        return visible(f"{self.bestand}: {self.tekst}: {_case(self)}")


def once(gemeld: Iterable[Waarschuwing]) -> tuple[Waarschuwing, ...]:
    """Warnings of one cause as one, with every place and gemeente of it."""
    groepen: dict[tuple[str, str], list[Waarschuwing]] = {}
    for waarschuwing in gemeld:
        groepen.setdefault((waarschuwing.bestand, waarschuwing.tekst), []).append(waarschuwing)
    return tuple(_merged(groep) for groep in groepen.values())


def _merged(groep: Sequence[Waarschuwing]) -> Waarschuwing:
    eerste = groep[0]
    if eerste.geval is not None:
        gevallen = enumerated(map(_case, groep), "; ")
        return replace(eerste, plaats=None, gemeente=None, geval=gevallen)
    plaatsen = enumerated(ander.plaats for ander in groep)
    gemeenten = enumerated(ander.gemeente for ander in groep)
    return replace(eerste, plaats=plaatsen or None, gemeente=gemeenten or None)


def _case(waarschuwing: Waarschuwing) -> str:
    """`Zeist (GM0355) −9 (einde −7), regel 3`."""
    wie = filter(None, (waarschuwing.gemeente, waarschuwing.geval))
    return _joined(" ".join(wie), waarschuwing.plaats)


def enumerated(delen: Iterable[str | None], tussen: str = ", ") -> str:
    """Each part once, in order; of very many the first, and how many more there are."""
    namen = list(dict.fromkeys(deel for deel in delen if deel and deel.strip()))
    meer = f" en nog {len(namen) - _MEESTE}" if len(namen) > _MEESTE else ""
    return f"{tussen.join(namen[:_MEESTE])}{meer}"


def _by_cause(gebreken: Iterable[Gebrek]) -> Iterator[str]:
    """A line per cause: what must be, with every place and gemeente where it is not."""
    groepen: dict[tuple[str, str, str | None], list[Gebrek]] = {}
    for gebrek in gebreken:
        groepen.setdefault((gebrek.bestand, gebrek.verwacht, gebrek.raad), []).append(gebrek)
    for groep in groepen.values():
        per: dict[str | None, list[Gebrek]] = {}
        for gebrek in groep:
            per.setdefault(gebrek.gevonden, []).append(gebrek)
        if len(per) > _SLIPS:
            delen = enumerated(f"{_shown(wat)} ({_places(deel)})" for wat, deel in per.items())
            verwacht = f"{groep[0].verwacht}; gevonden: {delen}"
            yield str(Gebrek(groep[0].bestand, verwacht, raad=groep[0].raad))
        else:
            yield from map(_together, per.values())


def _together(groep: Sequence[Gebrek]) -> str:
    """The same, found in one place or in many: then what is wrong goes first."""
    eerste = groep[0]
    if len(groep) == 1:
        return str(eerste)
    gevonden = "" if eerste.gevonden is None else f"; gevonden: {_shown(eerste.gevonden)}"
    return str(
        Gebrek(eerste.bestand, f"{eerste.verwacht}{gevonden}: {_places(groep)}", raad=eerste.raad)
    )


def _places(groep: Sequence[Gebrek]) -> str:
    """Where the same was found."""
    tussen = "; " if groep[0].plaats else ", "
    return enumerated((_joined(gebrek.plaats, gebrek.gemeente) for gebrek in groep), tussen)


class IbtFout(Exception):
    """Base of every error that this program raises on purpose.

    In a notebook IPython shows what it says, not the way to it: its hook for errors of others.
    """

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class InvoerFout(IbtFout):
    """One or more faults in what was delivered, and what was odd; nothing has been written.

    `gebreken` holds each fault; `regels` says them, faults of one cause in one line.
    """

    def __init__(
        self, gebreken: Sequence[Gebrek], waarschuwingen: Sequence[Waarschuwing] = ()
    ) -> None:
        self.gebreken: tuple[Gebrek, ...] = tuple(dict.fromkeys(gebreken))
        self.waarschuwingen: tuple[Waarschuwing, ...] = tuple(waarschuwingen)
        self.regels: tuple[str, ...] = tuple(_by_cause(self.gebreken))
        super().__init__("\n".join(self.regels))


class UitvoerFout(IbtFout):
    """A file or folder could not be written or replaced."""


class RondeFout(IbtFout):
    """A rendered round is missing, incomplete or no longer as it was rendered."""


class KaderFout(IbtFout):
    """The framework's own tables are at fault: not exactly one rule applied."""


_REDENEN = {
    errno.EACCES: "u hebt er de rechten niet voor",
    errno.EPERM: "u hebt er de rechten niet voor",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "u hebt geen ruimte meer op deze schijf",
    errno.EFBIG: "het bestand wordt groter dan hier mag",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.ENOTDIR: "een deel van dit pad is een bestand, geen map",
    errno.EEXIST: "een deel van dit pad is een bestand, geen map",
    errno.EISDIR: "hier staat een map met die naam",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOENT: "deze map kan niet worden gemaakt",
}


def reason(fout: OSError) -> str:
    """Why the system refused to read or write something, in Dutch."""
    return _REDENEN.get(fout.errno or 0, "het bestandssysteem weigert het")


def _joined(*delen: str | None) -> str:
    return ", ".join(deel.strip() for deel in delen if deel and deel.strip())


def _shown(tekst: str | None) -> str:
    """The text in quotes, shortened, with unprintable characters made visible."""
    if tekst is None:
        return "niets"
    kort = tekst if len(tekst) <= 80 else tekst[:77] + "…"
    zichtbaar = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in kort)
    return f'"{zichtbaar}"'
