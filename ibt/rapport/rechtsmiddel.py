"""What an inschaling and a besluit are in law, and where the remedy stands (§3 trede 5)."""

from __future__ import annotations

from ibt.begrippen.traject import Traject
from ibt.rapport.getal import datum

GEEN_BESLUIT = (
    "Een inschaling op de interventieladder is geen besluit in de zin van de Algemene wet "
    "bestuursrecht."
)


def besluit_naam(traject: Traject) -> str:
    """The besluit with its date, or without one where none is on file."""
    naam = "het besluit tot indeplaatsstelling van gedeputeerde staten"
    return naam if traject.besluit_op is None else f"{naam} van {datum(traject.besluit_op)}"


def in_law(traject: Traject | None) -> str:
    """That an inschaling is no besluit; on treden 5 and 6, in which besluit the remedy stands.

    Norm: N53.
    """
    if traject is None or traject.trede < 5:
        return GEEN_BESLUIT
    naam = besluit_naam(traject)
    return (
        f"{GEEN_BESLUIT} {naam[0].upper()}{naam[1:]} is dat wel: daarin staat welk rechtsmiddel "
        "(bezwaar of beroep) openstaat."
    )
