"""What a notebook asks of a round; each refuses a round of the other moment."""

from __future__ import annotations

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import Moment
from ibt.begrippen.voortgang import Voortgang
from ibt.ronde.ronde import Ronde


def _require(ronde: Ronde, moment: Moment, notebook: str) -> None:
    """Refuse a round of the other moment; `notebook` is the one that it belongs to."""
    if ronde.peildatum.moment is not moment:
        wanneer = "een beoordeling" if moment is Moment.VOORTGANG else "een tussenstand"
        verwacht = f"deze ronde is {wanneer}, en dit notebook is daar niet voor"
        raad = f"Open notebooks/{notebook}, of noem een ander rondebestand."
        plaats, gevonden = "peildatum", str(ronde.peildatum)
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, gevonden, plaats, raad=raad)])


def beoordeel(ronde: Ronde) -> tuple[Beoordeling, ...]:
    """Every gemeente of the round, in the order of their names.

    InvoerFout when the round is a midpoint; so the other three refuse a round of the other moment.
    """
    _require(ronde, Moment.BEOORDELING, "voortgang_provincie.ipynb")
    return ronde.op_naam


def beoordeel_gemeente(ronde: Ronde, gemeentecode: str) -> Beoordeling:
    """One gemeente of the round; InvoerFout when the code is not in it."""
    _require(ronde, Moment.BEOORDELING, "voortgang.ipynb")
    beoordeling: Beoordeling = ronde[gemeentecode]
    return beoordeling


def meet_voortgang(ronde: Ronde) -> tuple[Voortgang, ...]:
    """Where every gemeente stands within the half-year, in the order of their names."""
    _require(ronde, Moment.VOORTGANG, "provincie.ipynb")
    return ronde.op_naam


def meet_voortgang_gemeente(ronde: Ronde, gemeentecode: str) -> Voortgang:
    """Where one gemeente stands; InvoerFout when the code is not in the round."""
    _require(ronde, Moment.VOORTGANG, "gemeente.ipynb")
    voortgang: Voortgang = ronde[gemeentecode]
    return voortgang
