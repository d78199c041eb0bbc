"""The dated frameworks, and which one is in force on a peildatum (Keuze K14)."""

from __future__ import annotations

import pickle
import sys
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.kadertekst import INGANG
from ibt.kader.kader import Kader
from ibt.kader.utrecht_2024 import UTRECHT_2024


@cache
def kaders() -> tuple[Kader, ...]:
    """The framework of this package, and those of installed packages (docs/kader.md).

    InvoerFout where an installed one cannot be used.
    """
    alles = [UTRECHT_2024]
    for ingang in entry_points(group=INGANG):
        try:
            kader = ingang.load()
            pickle.dumps(kader)  # a round goes to other processes: functions must have a name
        except Exception as fout:
            raise _unusable(ingang.value, f"{type(fout).__name__}: {fout}") from fout
        if not isinstance(kader, Kader):
            raise _unusable(ingang.value, type(kader).__name__)
        if kader.id in {ander.id for ander in alles}:
            raise _unusable(ingang.value, f"een tweede kader met de naam {kader.id}")
        alles.append(kader)
    return tuple(alles)


def _unusable(ingang: str, gevonden: str) -> InvoerFout:
    """No ValueError: that would be taken for a fault of the key that asked for a framework."""
    verwacht = "moet een Kader zijn dat kan worden geladen, met een eigen naam"
    raad = "Vraag wie dit pakket maakte, of verwijder het."
    return InvoerFout([Gebrek(f"geïnstalleerd kader {ingang}", verwacht, gevonden, raad=raad)])


def find_kader(naam: str) -> Kader | None:
    """The framework with this name; None where there is none."""
    return next((kader for kader in kaders() if kader.id == naam), None)


def named_kader(naam: str) -> Kader:
    """The framework with this name; InvoerFout, with the names there are, where there is none."""
    if (kader := find_kader(naam)) is not None:
        return kader
    bekend = ", ".join(kader.id for kader in kaders())
    raise InvoerFout([Gebrek("kader", f"moet een bekend kader zijn: {bekend}", str(naam))])


def select_kader(datum: date, provincie: str, naam: str | None = None) -> Kader:
    """The framework named by hand, or the one of the province that is in force on the date.

    ValueError (Dutch) when the name is unknown, the province has none, or none is in force then.
    """
    if naam is not None:
        if (kader := find_kader(naam)) is not None:
            return kader
        bekend = ", ".join(kader.id for kader in kaders())
        raise ValueError(f"moet een bekend kader zijn: {bekend}")
    eigen = kaders_of(provincie)
    if not eigen:
        bekend = ", ".join(f"{kader.id} (provincie {kader.provincie})" for kader in kaders())
        raise ValueError(
            "moet een provincie met een eigen kader zijn, of het rondebestand noemt er zelf een "
            f"met de sleutel kader; er is: {bekend}"
        )
    for kader in eigen:
        if kader.in_force(datum):
            return kader
    eerste = min(kader.geldig_van for kader in eigen)
    raise ValueError(
        f"moet een datum zijn waarop een kader geldt; het eerste kader geldt vanaf {eerste}"
    )


def kaders_of(provincie: str) -> list[Kader]:
    """The frameworks that a province made."""
    return [kader for kader in kaders() if kader.provincie.casefold() == provincie.casefold()]


class _Kamer(ModuleType):
    """This room, which is also what an analyst types: `ibt.kader("utrecht-2024")`."""

    def __call__(self, naam: str = UTRECHT_2024.id) -> Kader:
        """The framework with this name; InvoerFout, with the names there are, without one."""
        return named_kader(naam)


sys.modules[__name__].__class__ = _Kamer
