"""What the program says: warnings, faults, paths, counts and tables, in Dutch."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from ibt import __version__
from ibt.batch.schrijf import SCHIJF
from ibt.batch.tijdelijk import lasting_temp
from ibt.begrippen.fout import IbtFout, InvoerFout, Waarschuwing, reason
from ibt.begrippen.tekst import visible
from ibt.readers.rechten import whom_to_ask

K = TypeVar("K")
V = TypeVar("V")


def say(tekst: str, err: bool = False) -> None:
    """Print a text; what in it would steer the terminal becomes readable, as `[U+001B]`."""
    click.echo(visible(tekst, "\n"), err=err)


def warn(gemeld: Iterable[Waarschuwing | str]) -> None:
    """Print each warning on the error stream."""
    for waarschuwing in gemeld:
        say(f"Let op: {waarschuwing}", err=True)


def fault_text(fout: IbtFout) -> str:
    """An error as it is printed: faults of inputs with their number, others as they are."""
    if not isinstance(fout, InvoerFout):
        return str(fout)
    aantal = len(fout.regels)
    kop = "Er is 1 fout" if aantal == 1 else f"Er zijn {aantal} fouten"
    return f"{kop}; er is niets geschreven.\n{fout}"


def system_text(fout: OSError) -> str:
    """What the system refused: a right, room for what is said; else a fault of the program."""
    if fout.filename is None and fout.errno in SCHIJF:
        wat = f"Wat deze opdracht meldt, kan niet worden geschreven: {reason(fout)}."
        return f"{wat} Laat de uitvoer ergens anders heen gaan, en geef de opdracht opnieuw."
    if fout.filename is None or not isinstance(fout, PermissionError):
        return unexpected_text(fout)
    pad = Path(os.fsdecode(fout.filename))
    return f"{pad}: hier mag u niet bij. {whom_to_ask(pad)}"


def unexpected_text(fout: Exception) -> str:
    """A fault of the program itself: the traceback goes to a log, its place to the screen."""
    kort = f"Onverwachte fout in ibt {__version__}: {type(fout).__name__}: {fout}"
    try:
        nummer, pad = tempfile.mkstemp(".log", "ibt-fout-", lasting_temp())
        with os.fdopen(nummer, "w", encoding="utf-8", errors="backslashreplace") as log:
            traceback.print_exception(fout, file=log)
    except OSError:
        return kort
    return f"{kort}\nMeld dit met het logboek: {pad}"


def shown(pad: Path) -> str:
    """A path as the analyst would type it: relative where that is shorter."""
    try:
        if Path.cwd() == Path(pad.anchor):
            return str(pad)  # without its first slash it would be no path anywhere else
        return min(os.path.relpath(pad), str(pad), key=len)
    except (OSError, ValueError):
        return str(pad)


def count(aantal: int, enkel: str, meer: str) -> str:
    """`1 gemeente`, `2 gemeenten`."""
    return f"{aantal} {enkel if aantal == 1 else meer}"


def together(paren: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """All that goes with each key, in order."""
    groepen: dict[K, list[V]] = {}
    for sleutel, deel in paren:
        groepen.setdefault(sleutel, []).append(deel)
    return groepen


def in_columns(rijen: Sequence[Sequence[str]], rechts: Collection[int] = ()) -> Iterator[str]:
    """A line per row; the columns whose numbers are in `rechts` end under each other."""
    breedtes = [max(map(len, kolom)) for kolom in zip(*rijen, strict=True)]
    for rij in rijen:
        cellen = [
            cel.rjust(breedte) if nummer in rechts else cel.ljust(breedte)
            for nummer, (cel, breedte) in enumerate(zip(rij, breedtes, strict=True))
        ]
        yield "  ".join(cellen).rstrip()
