"""What is on record of telling a gemeente where it stands, in this half-year."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.beoordeling import Oordeel
from ibt.begrippen.voortgang import Voortgang


def gemeld(voortgang: Voortgang) -> Oordeel | None:
    """The latest message about this half-year (§3 inleiding); None while none is on record."""
    eigen = [een for een in voortgang.oordelen if een.soort == "voortgang_gemeld"]
    return max(eigen, key=lambda een: een.datum, default=None)


def gedeeld_met_bestuur(voortgang: Voortgang) -> Oordeel | None:
    """The latest message that the supervisor chose to share with the bestuur (§3 inleiding)."""
    gekozen = [een for een in voortgang.oordelen if een.velden.get("gedeeld_met_bestuur") == "ja"]
    return max(gekozen, key=lambda een: een.datum, default=None)


def gesprek_op(voortgang: Voortgang) -> date | None:
    """The day of the latest talk about this stand (§4): after it, or from the midpoint on."""
    vanaf = min(voortgang.peildatum.datum, voortgang.peildatum.halverwege.datum)
    dagen = (_held(een) for een in voortgang.oordelen if een.soort == "gesprek")
    return max((dag for dag in dagen if dag >= vanaf), default=None)


def _held(gesprek: Oordeel) -> date:
    """The day itself where it was recorded, else that of the finding."""
    op = gesprek.velden.get("gehouden_op")
    return date.fromisoformat(str(op)) if op else gesprek.datum
