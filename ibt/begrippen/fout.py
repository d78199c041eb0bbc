"""Errors, one for each person who must act.

    IbtFout
    ├── InvoerFout   the analyst mends an input file (holds every Gebrek at once)
    ├── UitvoerFout  the analyst closes a file or frees a folder
    ├── RondeFout    the analyst repeats or corrects a run (a rendered round is at fault)
    └── KaderFout    the developer mends a framework (no rule, or two, applied)

Texts are Dutch: they are read by analysts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ibt.begrippen.tekst import visible


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
    """Something an analyst should know that does not stop the round."""

    bestand: str
    tekst: str
    plaats: str | None = None
    gemeente: str | None = None

    def __str__(self) -> str:
        return visible(f"{_joined(self.bestand, self.plaats, self.gemeente)}: {self.tekst}")


def once(gemeld: Iterable[Waarschuwing]) -> tuple[Waarschuwing, ...]:
    """Warnings of one cause as one, with every place and gemeente of it."""
    groepen: dict[tuple[str, str], list[Waarschuwing]] = {}
    for een in gemeld:
        groepen.setdefault((een.bestand, een.tekst), []).append(een)
    return tuple(
        Waarschuwing(
            bestand,
            tekst,
            _joined(*dict.fromkeys(een.plaats for een in groep)) or None,
            _joined(*dict.fromkeys(een.gemeente for een in groep)) or None,
        )
        for (bestand, tekst), groep in groepen.items()
    )


class IbtFout(Exception):
    """Base of every error that this program raises on purpose.

    In a notebook IPython shows what it says, not the way to it: its hook for errors of others.
    """

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class InvoerFout(IbtFout):
    """One or more faults in what was delivered, and what was odd; nothing has been written."""

    def __init__(
        self, gebreken: Sequence[Gebrek], waarschuwingen: Sequence[Waarschuwing] = ()
    ) -> None:
        self.gebreken: tuple[Gebrek, ...] = tuple(dict.fromkeys(gebreken))
        self.waarschuwingen: tuple[Waarschuwing, ...] = tuple(waarschuwingen)
        super().__init__("\n".join(str(gebrek) for gebrek in self.gebreken))


class UitvoerFout(IbtFout):
    """A file or folder could not be written or replaced."""


class RondeFout(IbtFout):
    """A rendered round is missing, incomplete or no longer as it was rendered."""


class KaderFout(IbtFout):
    """The framework's own tables are at fault: not exactly one rule applied."""


def _joined(*delen: str | None) -> str:
    return ", ".join(deel.strip() for deel in delen if deel and deel.strip())


def _shown(tekst: str) -> str:
    """The text in quotes, shortened, with unprintable characters made visible."""
    kort = tekst if len(tekst) <= 80 else tekst[:77] + "…"
    zichtbaar = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in kort)
    return f'"{zichtbaar}"'
