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

BESLUIT = "het besluit tot indeplaatsstelling van gedeputeerde staten"


def _besluit_naam(traject: Traject) -> str:
    """The besluit with its date and the days on which it was changed, and that to carry it out."""
    assert traject.besluit_op is not None
    gewijzigd = [
        datum(een.gehaald_op)
        for een in traject.mijlpalen
        if een.code == "besluit_wijziging" and een.gehaald_op is not None
    ]
    zoals = f", zoals gewijzigd op {opsomming(gewijzigd)}" if gewijzigd else ""
    daad = traject.find("indeplaatsstelling")
    dan = ""
    if traject.trede == 6 and daad is not None and daad.gehaald_op is not None:
        dan = f", en op dat van {datum(daad.gehaald_op)} om het uit te voeren"
    return f"{BESLUIT} van {datum(traject.besluit_op)}{zoals}{dan}"


def in_law(*trajecten: Traject) -> str:
    """That an inschaling is no besluit; on treden 5 and 6, against which besluit there is beroep.

    Norm: N53.
    """
    rust = [traject for traject in trajecten if traject.trede >= 5]
    if not rust:
        return GEEN_BESLUIT
    if len(trajecten) == 1:
        return f"{GEEN_BESLUIT} {rests_sentence(rust[0])} {BEROEP}"
    namen = opsomming([traject.gemeente.naam for traject in rust])
    return (
        f"{GEEN_BESLUIT} Op trede 5 en 6 ({namen}) is dat anders: die treden horen te rusten op "
        f"een besluit van gedeputeerde staten. {BEROEP}"
    )


def rests_sentence(traject: Traject) -> str:
    """On which besluit trede 5 or 6 rests; where none is on file, on which it ought to."""
    if traject.besluit_op is None:
        return f"Deze trede hoort te rusten op {BESLUIT}; dat is hier niet vastgelegd."
    return f"Deze trede rust op {_besluit_naam(traject)}."


def rests_on(kader: Kader, dag: date) -> str:
    """What the framework rests on; of what has run out by a day, until when it ran."""
    verlopen = kader.run_out(dag)
    return "; ".join(
        f"{een.naam} (volgens de eigen datum tot en met {datum(een.tot)})"
        if een in verlopen and een.tot is not None
        else een.naam
        for een in kader.grondslag
    )
