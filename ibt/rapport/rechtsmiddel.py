"""What an inschaling and a besluit are in law, and where the remedy stands (§3 trede 5)."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.traject import Traject
from ibt.kader.kader import Kader
from ibt.rapport.getal import datum, opsomming

# The project's own judgement: the framework does not say it.
GEEN_BESLUIT = (
    "Naar ons oordeel is een inschaling op de interventieladder geen besluit in de zin van de "
    "Algemene wet bestuursrecht, zodat daartegen geen bezwaar of beroep openstaat."
)
BESLUIT = "het besluit tot indeplaatsstelling van gedeputeerde staten"


def beroep_zin(kader: Kadertekst) -> str:
    """That a remedy stands against a besluit tot indeplaatsstelling."""
    return (
        f"Tegen een besluit tot indeplaatsstelling staat beroep open{kader.bij('besluit')}; bij "
        "wie en tot wanneer hoort in het besluit zelf te staan."
    )


def _besluit_naam(traject: Traject) -> str:
    """The besluit with its date and the days on which it was changed, and that to carry it out."""
    assert traject.besluit_op is not None
    gewijzigd = [
        datum(mijlpaal.gehaald_op)
        for mijlpaal in traject.mijlpalen
        if mijlpaal.code == "besluit_wijziging" and mijlpaal.gehaald_op is not None
    ]
    zoals = f", zoals gewijzigd op {opsomming(gewijzigd)}" if gewijzigd else ""
    daad = traject.find("indeplaatsstelling")
    dan = ""
    if traject.rol is Rol.INDEPLAATSSTELLING and daad is not None and daad.gehaald_op is not None:
        dan = f", en op dat van {datum(daad.gehaald_op)} om het uit te voeren"
    return f"{BESLUIT} van {datum(traject.besluit_op)}{zoals}{dan}"


def in_law(*trajecten: Traject) -> str:
    """That an inschaling is no besluit; on treden 5 and 6, against which besluit there is beroep.

    Norm: N53.
    """
    rust = [traject for traject in trajecten if traject.rol >= Rol.BESLUIT]
    if not rust:
        return GEEN_BESLUIT
    kader = rust[0].kader
    if len(trajecten) == 1:
        return f"{GEEN_BESLUIT} {rests_sentence(rust[0])} {beroep_zin(kader)}"
    namen = opsomming([traject.gemeente.naam for traject in rust])
    treden = kader.from_rol(Rol.BESLUIT)
    dat = "die treden horen" if len(treden) > 1 else "die trede hoort"
    return (
        f"{GEEN_BESLUIT} Op trede {opsomming([str(trede) for trede in treden])} ({namen}) is dat "
        f"anders: {dat} te rusten op een besluit van gedeputeerde staten. {beroep_zin(kader)}"
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
        f"{artikel.naam} (volgens de eigen datum tot en met {datum(artikel.tot)})"
        if artikel in verlopen and artikel.tot is not None
        else artikel.naam
        for artikel in kader.grondslag
    )
