"""What an inschaling and a besluit are in law, and where the remedy stands (§3 trede 5)."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.traject import Traject
from ibt.kader.kader import Kader
from ibt.rapport.getal import datum, opsomming

# The project's own judgement: the framework does not say it.
GEEN_BESLUIT = (
    "Naar ons oordeel is een inschaling op de interventieladder geen besluit in de zin van de "
    "Algemene wet bestuursrecht, zodat daartegen geen bezwaar of beroep openstaat."
)
BEROEP = (
    "Tegen een besluit tot indeplaatsstelling staat beroep open (§3 trede 5); bij wie en tot "
    "wanneer hoort in het besluit zelf te staan."
)


def besluit_naam(traject: Traject) -> str:
    """The besluit with its date and the days on which it was changed, as far as on file."""
    naam = "het besluit tot indeplaatsstelling van gedeputeerde staten"
    if traject.besluit_op is None:
        return f"{naam} (de datum daarvan is hier niet vastgelegd)"
    gewijzigd = [
        datum(een.gehaald_op)
        for een in traject.mijlpalen
        if een.code == "besluit_wijziging" and een.gehaald_op is not None
    ]
    zoals = f", zoals gewijzigd op {opsomming(gewijzigd)}" if gewijzigd else ""
    return f"{naam} van {datum(traject.besluit_op)}{zoals}"


def in_law(traject: Traject | None) -> str:
    """That an inschaling is no besluit; on treden 5 and 6, against which besluit there is beroep.

    Norm: N53.
    """
    if traject is None or traject.trede < 5:
        return GEEN_BESLUIT
    return f"{GEEN_BESLUIT} Deze trede rust op {besluit_naam(traject)}. {BEROEP}"


def rests_on(kader: Kader, dag: date) -> str:
    """What the framework rests on; of what has run out by a day, until when it ran."""
    verlopen = kader.run_out(dag)
    return "; ".join(
        f"{een.naam} (volgens de eigen datum tot en met {datum(een.tot)})"
        if een in verlopen and een.tot is not None
        else een.naam
        for een in kader.grondslag
    )
