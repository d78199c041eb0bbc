"""The message halfway the half-year (§3 inleiding, §4), as long as it is still to come."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.periode import Peildatum
from ibt.begrippen.traject import Traject
from ibt.rapport.agenda import next_midpoint


def midpoint_ahead(peildatum: Peildatum, traject: Traject) -> date | None:
    """The midpoint after a peildatum; None once the day of the traject lies after it."""
    dag = next_midpoint(peildatum)
    return None if traject.vandaag is not None and traject.vandaag > dag else dag
